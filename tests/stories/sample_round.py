"""Một đợt đánh giá nhỏ cho các câu chuyện: hai khối, năm cơ quan, mỗi cách chấm một tiêu chí. DỮ LIỆU MẪU.

Year 2021. Self-scoring 1–30 November, appraisal to 15 December, explanation 10–31 December; all at 24:00 ICT.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shared.mechanism.clock import ICT
from shared.regulation.agencies import service_of
from tests.province import Province

YEAR = 2021
DEPARTMENTS = ("SNV", "SYT", "SXD")
DISTRICTS = ("HOIAN", "TAMKY")
SELF_SCORING_CLOSES = datetime(2021, 12, 1, tzinfo=ICT)
APPRAISAL_CLOSES = datetime(2021, 12, 16, tzinfo=ICT)
EXPLANATION_CLOSES = datetime(2022, 1, 1, tzinfo=ICT)

BANDS = [
    {"name": "Tốt", "threshold": "80", "inclusive": True},
    {"name": "Khá", "threshold": "65", "inclusive": True},
    {"name": "Trung bình", "threshold": "0", "inclusive": True},
]
FULL = {"1.1": "10", "2.1": "15", "3.1": "10", "4.1": "10", "5.1": "10", "5.2": "5"}
FIGURES = {
    "1.2": {"hoan_thanh": "9", "duoc_giao": "10"},
    "3.2": {"dung_han": "970", "giai_quyet": "1000"},
}
OWNERS = ("SNV", "VPUBND", "STP", "STC", "STTTT", "SKHCN")
TO_THE_PRESIDIUM = {
    "number": "12",
    "notation": "TTr-SNV",
    "issued": "2022-01-10",
    "signer": "Người ký (dữ liệu mẫu)",
    "position": "Giám đốc",
    "capacity": "",
}
DECISION = {
    "number": "617",
    "notation": "QĐ-UBND",
    "issued": "2022-03-29",
    "signer": "Người ký (dữ liệu mẫu)",
    "position": "Phó Chủ tịch",
    "capacity": "TM. KT.",
}


def leaf(
    code: str, maximum: str, competence: str, *, kind: str = "self_scored", step: str = "0.5", **more: Any
) -> dict[str, Any]:
    """A criterion without children."""
    return {
        "code": code,
        "parent": code.split(".")[0],
        "level": "criterion",
        "title": f"Tiêu chí mẫu {code}",
        "maximum": maximum,
        "step": step,
        "kind": kind,
        "competence": competence,
        "evidence": "Báo cáo có số, ngày ban hành.",
        **more,
    }


def area(code: str, title: str, maximum: str) -> dict[str, Any]:
    return {"code": code, "parent": None, "level": "field", "title": title, "maximum": maximum}


def nodes() -> list[dict[str, Any]]:
    """A set of 100 points, every kind of leaf, every owner of Điều 13–18."""
    proportional = {
        "formula": "proportional",
        "figures": ["hoan_thanh", "duoc_giao"],
        "labels": {"hoan_thanh": "Nhiệm vụ hoàn thành", "duoc_giao": "Nhiệm vụ được giao"},
        "share": True,
        "full_at": "100",
    }
    bands = {
        "formula": "bands",
        "figures": ["dung_han", "giai_quyet"],
        "share": True,
        "bands": [{"from": "98", "score": "10"}, {"from": "95", "score": "7.5"}, {"from": "90", "score": "5"}],
    }
    return [
        area("1", "Chỉ đạo, điều hành", "20"),
        leaf("1.1", "10", "steering"),
        leaf("1.2", "10", "assigned_tasks", kind="computed", step="0.25", rule=proportional),
        area("2", "Thể chế", "15"),
        leaf("2.1", "15", "institutions"),
        area("3", "Thủ tục hành chính", "20"),
        leaf("3.1", "10", "administrative_procedures"),
        leaf("3.2", "10", "one_stop", kind="computed", rule=bands),
        area("4", "Tài chính công", "10"),
        leaf("4.1", "10", "public_finance"),
        area("5", "Hiện đại hóa hành chính", "15"),
        leaf("5.1", "10", "information_technology"),
        leaf("5.2", "5", "iso"),
        area("6", "Tác động của cải cách hành chính", "20"),
        leaf("6.1", "20", "survey", kind="survey", step="0.01"),
        area("7", "Điểm thưởng, điểm trừ", "0"),
        leaf("7.1", "2", "steering", kind="bonus"),
        leaf("7.2", "-3", "steering", kind="deduction"),
    ]


def evidence(number: str = "15/BC-SYT") -> dict[str, Any]:
    return {
        "number": number,
        "issuer": "Cơ quan (dữ liệu mẫu)",
        "issued": "2021-11-05",
        "pages": "trang 3, mục 2",
        "sha256": hashlib.sha256(number.encode()).hexdigest(),
        "title": "Báo cáo kết quả cải cách hành chính (dữ liệu mẫu)",
    }


def entry(criterion: str, score: str | None = None, **more: Any) -> dict[str, Any]:
    return {"criterion": criterion, "score": score, "evidence": [evidence()], **more}


def entries(scores: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """A complete self-assessment: the full score everywhere but where said otherwise."""
    told = {**FULL, **(scores or {})}
    scored = [entry(code, score) for code, score in told.items() if code not in FIGURES]
    return scored + [entry(code, figures=figures) for code, figures in FIGURES.items()]


class SampleRound:
    """The round as its actors see it; every step fails loudly when it is refused."""

    def __init__(self, province: Province) -> None:
        self.province = province

    def must(self, command: str, data: dict[str, Any], *, agency: str, **more: Any) -> dict[str, Any]:
        reply = self.province.send(command, data, agency=agency, **more)
        assert reply["type"] == "CommandAccepted", reply
        return reply

    def refused(self, command: str, data: dict[str, Any], *, agency: str, **more: Any) -> str:
        """The code of a refusal; its sentence is Vietnamese and ends like one."""
        reply = self.province.send(command, data, agency=agency, **more)
        assert reply["type"] == "CommandRefused", reply
        assert reply["message"].endswith((".", ")")), reply["message"]
        return str(reply["code"])

    def adopt(self, *, code: str, block: str, changed: list[dict[str, Any]] | None = None) -> dict[str, Any]:
        return self.must("AdoptCriteriaSet", self.criteria(code=code, block=block, changed=changed), agency="SNV")

    @staticmethod
    def criteria(*, code: str, block: str, changed: list[dict[str, Any]] | None = None) -> dict[str, Any]:
        return {
            "code": code,
            "block": block,
            "title": f"DỮ LIỆU MẪU – bộ tiêu chí {code}",
            "valid_from": "2021-07-01",
            "valid_to": None,
            "sample": True,
            "nodes": changed or nodes(),
        }

    @staticmethod
    def plan(*, survey: str = "scored", **more: Any) -> dict[str, Any]:
        """The data of OpenRound."""
        return {
            "year": YEAR,
            "title": "DỮ LIỆU MẪU – Đợt đánh giá năm 2021",
            "sample": True,
            "blocks": [
                {"block": "departments", "criteria_set": "MAU-SO", "version": 1, "bands": BANDS},
                {"block": "districts", "criteria_set": "MAU-HUYEN", "version": 1, "bands": BANDS},
            ],
            "agencies": [
                *({"agency": each, "block": "departments", "ranked": each != "SNV"} for each in DEPARTMENTS),
                *({"agency": each, "block": "districts", "ranked": True} for each in DISTRICTS),
            ],
            "windows": {
                "self_scoring": window("2021-11-01", SELF_SCORING_CLOSES),
                "appraisal": window("2021-12-01", APPRAISAL_CLOSES),
                "explanation": window("2021-12-10", EXPLANATION_CLOSES),
            },
            "scoring": {"survey": survey, "cap": None, "compare": "exact", "decimals": 2, "rounding": "half_up"},
            "reminders": {"days_before": [7, 1], "source": "DỮ LIỆU MẪU"},
            **more,
        }

    def open(self, **changes: Any) -> None:
        """Both criteria sets adopted, the round opened."""
        self.adopt(code="MAU-SO", block="departments")
        self.adopt(code="MAU-HUYEN", block="districts")
        self.must("OpenRound", self.plan(**changes), agency="SNV")

    def submit(self, agency: str, scores: Mapping[str, str] | None = None, **more: Any) -> dict[str, Any]:
        data = {"year": YEAR, "agency": agency, "entries": entries(scores)}
        return self.must("SubmitAssessment", data, agency=agency, **more)

    def submit_all(self, *, but: tuple[str, ...] = ()) -> None:
        for agency in (*DEPARTMENTS, *DISTRICTS):
            if agency not in but:
                self.submit(agency, settle=False)
        self.province.settle()

    def self_scoring_closes(self) -> None:
        self.province.move_to(SELF_SCORING_CLOSES)

    def explanation_opens(self) -> None:
        self.province.move_to(datetime(2021, 12, 10, 8, tzinfo=ICT))

    def explanation_closes(self) -> None:
        self.province.move_to(EXPLANATION_CLOSES)

    def requests(self) -> dict[tuple[str, str], list[dict[str, Any]]]:
        """(agency, owner) → what the owner was last asked to appraise of the agency."""
        requests = (fact["data"] for fact in self.province.facts("AppraisalRequested", of="noi_vu"))
        return {(data["agency"], data["owner"]): data["entries"] for data in requests}

    def asked(self, *, agency: str, owner: str) -> list[dict[str, Any]]:
        """What the owner was last asked to appraise of this agency; nothing when it was not asked."""
        return self.requests().get((agency, owner), [])

    def appraise(
        self, owner: str, agency: str, adjusted: Mapping[str, tuple[str, str]] | None = None
    ) -> dict[str, Any]:
        """Recognise everything but what is adjusted: criterion → (score, reason)."""
        return self._appraise(owner, agency, self.asked(agency=agency, owner=owner), adjusted or {})

    def _appraise(
        self,
        owner: str,
        agency: str,
        entries: list[dict[str, Any]],
        adjusted: Mapping[str, tuple[str, str]],
        *,
        settle: bool = True,
    ) -> dict[str, Any]:
        verdicts = []
        for asked in entries:
            change = adjusted.get(asked["criterion"])
            if change is None:
                told = {"verdict": "recognised", "score": asked["self_score"]}
            else:
                told = {"verdict": "adjusted", "score": change[0], "reason": change[1]}
            verdicts.append({"criterion": asked["criterion"], **told})
        data = {"year": YEAR, "agency": agency, "verdicts": verdicts}
        return self.must("AppraiseCriteria", data, agency=owner, to=service_of(owner), settle=settle)

    def appraise_all(
        self,
        *,
        agencies: tuple[str, ...] = (*DEPARTMENTS, *DISTRICTS),
        adjusted: Mapping[str, Mapping[str, tuple[str, str]]] | None = None,
    ) -> None:
        """Every owner answers for every agency; ``adjusted``: agency → criterion → (score, reason)."""
        for (agency, owner), entries in self.requests().items():
            if agency in agencies:
                self._appraise(owner, agency, entries, (adjusted or {}).get(agency, {}), settle=False)
        self.province.settle()

    def explain(self, agency: str, *criteria: str) -> dict[str, Any]:
        told = [{"criterion": code, "text": "Đã bổ sung văn bản còn thiếu."} for code in criteria]
        return self.must("ExplainCriteria", {"year": YEAR, "agency": agency, "explanations": told}, agency=agency)

    def reappraise(self, owner: str, agency: str, *verdicts: dict[str, Any]) -> dict[str, Any]:
        data = {"year": YEAR, "agency": agency, "verdicts": list(verdicts)}
        return self.must("ReappraiseCriteria", data, agency=owner, to=service_of(owner))

    def survey(self, scores: Mapping[str, str] | None = None) -> dict[str, Any]:
        told = dict.fromkeys((*DEPARTMENTS, *DISTRICTS), "16") | dict(scores or {})
        rows = [{"agency": agency, "criterion": "6.1", "score": score} for agency, score in told.items()]
        return self.must(
            "EnterSurveyScores", {"year": YEAR, "document": TO_THE_PRESIDIUM, "scores": rows}, agency="SNV"
        )

    def propose(self) -> None:
        for block in ("departments", "districts"):
            self.must("ProposeRanking", {"year": YEAR, "block": block}, agency="SNV")

    def submit_results(self) -> dict[str, Any]:
        return self.must("SubmitResults", {"year": YEAR, "document": TO_THE_PRESIDIUM}, agency="SNV")

    def decide(self, *, approved: bool = True, reason: str | None = None) -> dict[str, Any]:
        data = {"year": YEAR, "approved": approved, "document": DECISION, "reason": reason}
        return self.must("DecideResults", data, agency="VPUBND", capacity="TM. KT.")

    def to_the_indexes(self, scores: Mapping[str, Mapping[str, str]] | None = None, **adjusted: Any) -> None:
        """From the opening to determined indexes; ``scores``: agency → criterion → self-score."""
        self.open()
        for agency in (*DEPARTMENTS, *DISTRICTS):
            self.submit(agency, (scores or {}).get(agency), settle=False)
        self.self_scoring_closes()
        self.appraise_all(**adjusted)
        self.survey()
        self.explanation_closes()

    def to_the_publication(self, **adjusted: Any) -> None:
        self.to_the_indexes(**adjusted)
        self.propose()
        self.submit_results()
        self.decide()

    def last(self, fact: str, **told: Any) -> dict[str, Any]:
        """The data of the last fact of that name that says this."""
        found = [
            document["data"]
            for document in self.province.facts(fact)
            if all(document["data"].get(name) == value for name, value in told.items())
        ]
        assert found, f"no {fact} says {told}"
        return found[-1]


def window(opens: str, closes: datetime) -> dict[str, str]:
    return {"opens": f"{opens}T00:00:00+07:00", "closes": closes.isoformat(), "source": "DỮ LIỆU MẪU: công văn mẫu"}
