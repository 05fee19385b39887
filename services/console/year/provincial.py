"""Tự chấm PAR INDEX của tỉnh năm 2021, theo công văn 23/BNV-CCHC ngày 04/01/2022, hạn 15/02/2022 (Điều 10 khoản 1).

Criteria, scores and the Ministry's result are made up (DỮ LIỆU MẪU); the letter and its date are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from services.console.year.scene import Act, Data, act, at, deadline, decision, evidence, paper, sample, sha256, signing

YEAR, CODE = 2021, "MAU-TINH-2021"
CONCERNED = "SKHDT"
PARTS_DUE, MINISTRY_DUE = at("2022-01-29", 0), at("2022-02-16", 0)
LETTER = {
    "number": "23",
    "notation": "BNV-CCHC",
    "issued": "2022-01-04",
    "signer": sample("Người ký mẫu"),
    "position": "Thứ trưởng",
    "capacity": "KT.",
}
TITLES = {
    "1": ("Chỉ đạo, điều hành", "10"),
    "2": ("Thể chế", "10"),
    "3": ("Thủ tục hành chính", "10"),
    "4": ("Tổ chức bộ máy", "10"),
    "5": ("Chế độ công vụ", "10"),
    "6": ("Tài chính công", "10"),
    "7": ("Hiện đại hóa hành chính", "12"),
    "8": ("Tác động của cải cách hành chính", "28"),
}
LEAVES = {
    "1.1": ("6", "steering", "SNV", "5.5"),
    "1.2": ("4", "government_tasks", "VPUBND", "3.5"),
    "2.1": ("10", "institutions", "STP", "9.25"),
    "3.1": ("5", "administrative_procedures", "VPUBND", "5"),
    "3.2": ("5", "one_stop", "VPUBND", "4.5"),
    "4.1": ("10", "organisation", "SNV", "9"),
    "5.1": ("10", "civil_service", "SNV", "8.5"),
    "6.1": ("10", "public_finance", "STC", "7"),
    "7.1": ("5", "information_technology", "STTTT", "4"),
    "7.2": ("4", "online_services", "STTTT", "2.5"),
    "7.3": ("3", "iso", "SKHCN", "3"),
    "8.1": ("20", "survey", "", ""),
    "8.2": ("4", "finance_impact", "STC", "4"),
    "8.3": ("4", "impact", CONCERNED, "0"),
}
"""Tiêu chí → điểm tối đa, thẩm quyền, ai chấm, điểm tự chấm."""


def scene() -> Iterator[Act]:
    yield from _opened()
    yield from _parts()
    yield from _brought()


def _nodes() -> Iterator[Data]:
    for field, (title, maximum) in TITLES.items():
        yield {"code": field, "parent": None, "level": "field", "title": title, "maximum": maximum}
        for code, (most, competence, _, _) in LEAVES.items():
            if code.startswith(field):
                yield {
                    "code": code,
                    "parent": field,
                    "level": "criterion",
                    "title": sample(f"Tiêu chí {code}"),
                    "maximum": most,
                    "step": "0.25",
                    "kind": "survey" if competence == "survey" else "self_scored",
                    "competence": competence,
                    "evidence": "Báo cáo có số, ngày ban hành.",
                }


def _opened() -> Iterator[Act]:
    told = {
        "code": CODE,
        "title": "DỮ LIỆU MẪU – Bộ tiêu chí chấm cấp tỉnh",
        "valid_from": "2021-01-01",
        "sample": True,
        "nodes": list(_nodes()),
    }
    yield act(at("2022-01-06", 14), "SNV", "RecordProvincialCriteriaSet", **told)
    told = {
        "year": YEAR,
        "title": sample("Tự đánh giá, chấm điểm PAR INDEX năm 2021"),
        "sample": True,
        "criteria_set": CODE,
        "version": 1,
        "letter": LETTER,
        "parts": deadline(PARTS_DUE, "Công văn của Sở Nội vụ"),
        "ministry": {"due": MINISTRY_DUE.isoformat(), "source": "Công văn 23/BNV-CCHC ngày 04/01/2022"},
        "named": [{"criterion": "8.3", "agency": CONCERNED}],
        "reminders": {"days_before": [3], "source": "DỮ LIỆU MẪU"},
    }
    yield act(at("2022-01-10", 14), "SNV", "OpenProvincialRound", **told)


def _entries(agency: str, **changed: str) -> list[Data]:
    found = []
    for code, (_, _, owner, score) in LEAVES.items():
        if owner == agency:
            proof = evidence(agency, at("2021-12-20"), f"Báo cáo năm, tiêu chí {code}")
            own = changed.get(code.replace(".", "_"), score)
            found.append({"criterion": code, "score": own, "figures": None, "evidence": [proof]})
    return found


def _submit(moment: datetime, agency: str, **changed: str) -> Act:
    told = {"year": YEAR, "entries": _entries(agency, **changed)}
    if agency == CONCERNED:
        named = {"agency": agency, "document": paper(f"BC-{agency}", moment)}
        return act(moment, agency, "SubmitConcernedPart", **told, **named)
    return act(moment, agency, "SubmitProvincialPart", **told, signing=signing(f"BC-{agency}"))


def _parts() -> Iterator[Act]:
    """Saved first, withdrawn and sent again, one late, one given back to be scored anew."""
    yield act(at("2022-01-17", 14), "STP", "SaveProvincialPart", year=YEAR, entries=_entries("STP"))
    yield _submit(at("2022-01-19"), "STP")
    yield _submit(at("2022-01-20"), "SNV")
    yield _submit(at("2022-01-21"), "VPUBND")
    back = {"year": YEAR, "reason": sample("Nhầm số liệu")}
    yield act(at("2022-01-24", 9), "VPUBND", "WithdrawProvincialPart", **back)
    yield _submit(at("2022-01-25"), "VPUBND")
    yield _submit(at("2022-01-25", 9), "STC")
    yield _submit(at("2022-01-26"), "STTTT")
    yield _submit(at("2022-01-26", 9), CONCERNED)
    yield _submit(at("2022-02-03"), "SKHCN")
    remarks = [{"criterion": "6.1", "reason": sample("Điểm không khớp báo cáo")}]
    told = {"year": YEAR, "agency": "STC", "wanted": "replacement", "remarks": remarks}
    again = deadline(at("2022-02-09", 0), "Công văn của Sở Nội vụ")
    yield act(at("2022-02-04"), "SNV", "ReturnProvincialPart", **told, deadline=again)
    yield _submit(at("2022-02-07", 9), "STC", **{"6_1": "6.5"})


def _brought() -> Iterator[Act]:
    yield act(at("2022-02-09"), "SNV", "ConsolidateProvincialScore", year=YEAR)
    yield _to_the_committee(at("2022-02-09", 10))
    yield decision(at("2022-02-11"), f"provincial_score/{YEAR}")
    moment = at("2022-02-14", 10)
    told: dict[str, Any] = {
        "year": YEAR,
        "sent": moment.date().isoformat(),
        "document": paper("BC-UBND", moment, position="Phó Chủ tịch UBND tỉnh"),
        "channel": "Phần mềm chấm điểm của Bộ Nội vụ",
    }
    yield act(moment, "SNV", "SendToMinistry", **told)
    receipt = {"number": "MẪU-TN-49", "received": moment.isoformat(), "sha256": sha256("giấy tiếp nhận")}
    yield act(at("2022-02-15"), "SNV", "RecordMinistryReceipt", year=YEAR, receipt=receipt)
    moment = at("2022-05-26")
    told = {
        "year": YEAR,
        "document": paper("QĐ-BNV", "2022-05-25", position="Bộ trưởng"),
        "index": "84.57",
        "rank": 40,
        "ranked": 63,
        "figures": [{"criterion": "7", "score": "8.75"}, {"criterion": "7.2", "score": "1.75"}],
    }
    yield act(moment, "SNV", "RecordMinistryResult", **told)


def _to_the_committee(moment: datetime) -> Act:
    return act(moment, "SNV", "SubmitProvincialScore", year=YEAR, signing=signing("TTr-SNV"))
