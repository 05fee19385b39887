"""A made round for the portal's tests: facts by hand, folded by the portal's own views. DỮ LIỆU MẪU throughout.

Everything is worked out from one small arithmetic, so that two runs show the same pages.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from services.portal.desk import Row, Settings
from services.portal.views import VIEWS
from shared.mechanism.clock import ICT
from shared.mechanism.message import Fact
from shared.mechanism.view import View, past
from shared.regulation.agencies import AGENCIES, agency
from shared.regulation.competences import owner

YEAR = 2021
FIELDS = (
    ("Công tác chỉ đạo, điều hành cải cách hành chính", "steering", "10"),
    ("Xây dựng và tổ chức thực hiện văn bản quy phạm pháp luật", "institutions", "12"),
    ("Cải cách thủ tục hành chính", "administrative_procedures", "14"),
    ("Cải cách tổ chức bộ máy", "organisation", "11"),
    ("Xây dựng và nâng cao chất lượng đội ngũ cán bộ, công chức, viên chức", "civil_service", "15"),
    ("Cải cách tài chính công", "public_finance", "8"),
    ("Hiện đại hóa hành chính", "information_technology", "16"),
    ("Tác động của cải cách hành chính đến người dân, tổ chức", "survey", "14"),
)
BANDS = [("Rất tốt", "90"), ("Tốt", "80"), ("Khá", "70"), ("Trung bình", "60"), ("Yếu", "0")]
OUTSIDE = {"TTT"}
START = datetime(2022, 1, 4, 8, 0, tzinfo=ICT)
CLOSES = datetime(2022, 2, 16, tzinfo=ICT)
DUE = datetime(2022, 3, 1, tzinfo=ICT)
LAST = datetime(2022, 3, 12, tzinfo=ICT)
DOCUMENT = {"number": "00", "notation": "QĐ-MAU", "issued": "2022-03-20", "signer": "Người ký mẫu"}
DOCUMENT |= {"position": "Phó Chủ tịch", "capacity": "KT."}


def nodes() -> list[dict[str, Any]]:
    """Eight fields, each with two criteria of two sub-criteria; one leaf is computed, the last field is the survey."""
    found: list[dict[str, Any]] = []

    def add(code: str, parent: str | None, level: str, title: str, maximum: Decimal, **more: Any) -> None:
        blank = {"step": None, "kind": None, "competence": None, "evidence": "", "applies_to": [], "rule": None}
        node = {"code": code, "parent": parent, "level": level, "title": title, "maximum": format(maximum, "f")}
        found.append({**node, **blank, **more})

    for place, (title, competence, points) in enumerate(FIELDS, 1):
        whole = Decimal(points)
        add(str(place), None, "field", title, whole)
        for half in (1, 2):
            add(f"{place}.{half}", str(place), "criterion", f"Tiêu chí mẫu {place}.{half}", whole / 2)
            for quarter in (1, 2):
                code = f"{place}.{half}.{quarter}"
                kind = "survey" if competence == "survey" else "self_scored"
                rule = None
                if code == "3.1.1":
                    kind = "computed"
                    rule = {"formula": "proportional", "figures": ["dung_han", "ho_so"], "full_at": "100"}
                    labels = {"dung_han": "Hồ sơ trả đúng hạn", "ho_so": "Hồ sơ đã giải quyết"}
                    rule |= {"labels": labels, "share": True}
                told = {"step": "0.25", "kind": kind, "competence": competence, "rule": rule}
                evidence = "Báo cáo, kế hoạch của cơ quan (mẫu)"
                add(code, f"{place}.{half}", "sub_criterion", f"Tiêu chí thành phần mẫu {code}", whole / 4,
                    evidence=evidence, **told)  # fmt: skip
    return found


class Maker:
    """Makes the facts of a round, one after the other, as the six departments would note them."""

    def __init__(self) -> None:
        self._sequences: dict[str, Iterator[int]] = {}
        self._places = count(1)
        self.time = START
        self.nodes = nodes()
        self.leaves = [node for node in self.nodes if node["kind"]]
        self.scores: dict[tuple[str, str], Decimal] = {}

    def fact(self, source: str, type: str, data: dict[str, Any], *, case: str, **told: Any) -> Fact:
        """One fact, a few seconds after the one before."""
        self.time += timedelta(seconds=told.pop("after", 7))
        sequence = next(self._sequences.setdefault(source, count(1)))
        who = {"agency": "", "actor": "hệ thống", "capacity": "", "law": ("QC-10.2.b-2",), "to": (), **told}
        name = f"{source}/{sequence}"
        subject = "/".join(str(part) for part in ("assessment", data.get("year", YEAR), data.get("agency", "")) if part)
        place = next(self._places)
        return Fact(
            type=type, id=f"{uuid5(NAMESPACE_URL, name)}/{sequence}", source=source, subject=subject, data=data,
            time=self.time, position=place, sequence=sequence, correlation=case, case=str(uuid5(NAMESPACE_URL, case)),
            effective=f"{self.time:%Y-%m-%d}", received=self.time + timedelta(seconds=1), **who,
        )  # fmt: skip

    def quality(self, name: str, code: str) -> Decimal:
        """How much of a leaf an agency reaches, in quarters of its maximum: made up, and always the same."""
        seed = sum(map(ord, name)) * 7 + sum(map(ord, code)) * 13 + len(name) * len(code)
        return Decimal((4, 3, 4, 4, 2, 4, 3, 4, 1, 4, 4)[seed % 11]) / 4

    def self_score(self, name: str, node: Mapping[str, Any]) -> Decimal:
        return (Decimal(node["maximum"]) * self.quality(name, node["code"])).quantize(Decimal("0.01"))

    def opening(self) -> Iterator[Fact]:
        """Both criteria sets and the round."""
        for block in ("departments", "districts"):
            data = {"code": f"MAU-{block.upper()}", "version": 1, "block": block, "title": "DỮ LIỆU MẪU bộ tiêu chí"}
            data |= {"valid_from": "2022-01-01", "valid_to": None, "sample": True, "document": None}
            data |= {"copied_from": None, "nodes": self.nodes}
            told: dict[str, Any] = {"case": f"bo-{block}", "agency": "SNV", "law": ("QC-10.2.a-2",)}
            yield self.fact("noi_vu", "CriteriaSetAdopted", data, **told)
        bands = [{"name": name, "threshold": edge, "inclusive": True} for name, edge in BANDS]
        blocks = [
            {"block": block, "criteria_set": f"MAU-{block.upper()}", "version": 1, "bands": bands}
            for block in ("departments", "districts")
        ]
        agencies = [
            {"agency": one.id, "block": one.block, "ranked": one.id not in OUTSIDE,
             "not_applicable": ["6"] if one.id == "BDT" else []}
            for one in AGENCIES
        ]  # fmt: skip
        windows = {
            "self_scoring": {"opens": START.isoformat(), "closes": CLOSES.isoformat(), "source": "DỮ LIỆU MẪU"},
            "appraisal": {"opens": CLOSES.isoformat(), "closes": DUE.isoformat(), "source": "DỮ LIỆU MẪU"},
            "explanation": {"opens": DUE.isoformat(), "closes": LAST.isoformat(), "source": "DỮ LIỆU MẪU †"},
        }
        data = {"year": YEAR, "title": f"Đánh giá, xếp hạng cải cách hành chính năm {YEAR} (mẫu)", "sample": True}
        data |= {"lead": "SNV", "coordinators": ["VPUBND", "STP", "STC", "STTTT", "SKHCN"], "blocks": blocks}
        data |= {"agencies": agencies, "windows": windows, "scoring": {"survey": "scored", "cap": None},
                 "reminders": {"days_before": [7, 3, 1], "source": "DỮ LIỆU MẪU"}}  # fmt: skip
        yield self.fact("noi_vu", "RoundOpened", data, case="dot", agency="SNV", actor="cán bộ mẫu SNV", capacity="KT.")

    def submissions(self, missing: tuple[str, ...] = ("NAMTRAMY", "SNGV")) -> Iterator[Fact]:
        """Every agency but a few submits; one does so late."""
        for one in AGENCIES:
            if one.id in missing:
                continue
            entries = []
            for leaf in self.leaves:
                if leaf["kind"] == "survey":
                    continue
                not_applicable = one.id == "BDT" and leaf["code"].startswith("6")
                score = None if not_applicable else format(self.self_score(one.id, leaf), "f")
                self.scores[one.id, leaf["code"]] = Decimal(score or 0)
                evidence = [{"number": "12/BC-MAU", "issuer": one.name, "issued": "2022-01-10", "pages": "trang 4",
                             "sha256": "ab" * 32, "title": None}]  # fmt: skip
                entry = {"criterion": leaf["code"], "score": score, "figures": None, "not_applicable": not_applicable,
                         "evidence": evidence, "explanation": None}  # fmt: skip
                if leaf["kind"] == "computed":
                    entry |= {"score": None, "figures": {"dung_han": "921", "ho_so": "1000"}}
                entries.append(entry)
            data = {"year": YEAR, "agency": one.id, "block": one.block, "criteria_set": f"MAU-{one.block.upper()}"}
            data |= {"version": 1, "attempt": 1, "late": one.id == "DAILOC", "entries": entries}
            yield self.fact("noi_vu", "AssessmentSubmitted", data, case=f"ho-so-{one.id}", agency=one.id,
                            actor=f"cán bộ mẫu {one.id}", law=("QC-3.2-2", "QC-10.2.b-2"), after=75_000)  # fmt: skip

    def owners(self) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = {}
        for leaf in self.leaves:
            if leaf["kind"] != "survey":
                found.setdefault(owner(leaf["competence"], CLOSES.date()), []).append(leaf)
        return found

    def requests(self) -> Iterator[Fact]:
        """The window closes: every owner is asked for its leaves."""
        self.time = max(self.time, CLOSES)
        for name in sorted({name for name, _ in self.scores}):
            for who, leaves in self.owners().items():
                service = agency(who).service or ""
                entries = [
                    {"criterion": leaf["code"], "self_score": format(self.scores[name, leaf["code"]], "f"),
                     "not_applicable": name == "BDT" and leaf["code"].startswith("6"), "evidence": [],
                     "figures": {"dung_han": "921", "ho_so": "1000"} if leaf["kind"] == "computed" else None}
                    for leaf in leaves
                ]  # fmt: skip
                data = {"year": YEAR, "agency": name, "owner": who, "department": service, "request": 1}
                data |= {"due": DUE.isoformat(), "conflict_of_interest": who == name, "entries": entries}
                yield self.fact("noi_vu", "AppraisalRequested", data, case=f"ho-so-{name}", to=(service,), agency="SNV",
                                law=("QC-10.2.b-2", "QC-2.2"))  # fmt: skip

    def verdicts(self, name: str, who: str) -> Iterator[Fact]:
        """An owner appraises an agency: most is recognised, some is adjusted downwards with a reason."""
        service, case = agency(who).service or "", f"ho-so-{name}"
        told = {"agency": who, "actor": f"cán bộ mẫu {who}", "capacity": "TL.", "law": ("QC-10.2.b-2",)}
        after = 3_000
        for leaf in self.owners()[who]:
            before = self.scores[name, leaf["code"]]
            lower = self.quality(who + name, leaf["code"]) == Decimal("0.25") and before > 0
            score = max(before - Decimal("0.5"), Decimal(0)) if lower else before
            absent = name == "BDT" and leaf["code"].startswith("6")
            self.scores[name, leaf["code"]] = score
            data = {"year": YEAR, "agency": name, "owner": who, "request": 1, "criterion": leaf["code"]}
            data |= {"verdict": "adjusted" if lower else "recognised", "self_score": format(before, "f")}
            data |= {"score": None if absent else format(score, "f"), "conflict_of_interest": who == name}
            data |= {"reason": "Tài liệu kiểm chứng chưa đủ (lý do mẫu)." if lower else None, "clause": "QC-13.4-2"}
            yield self.fact(service, "CriterionAppraised", data, case=case, after=after, **told)
            after = 40
        data = {"year": YEAR, "agency": name, "owner": who, "request": 1, "late": False}
        data |= {"criteria": [leaf["code"] for leaf in self.owners()[who]]}
        yield self.fact(service, "AppraisalCompleted", data, case=case, **told)

    def dispute(self, name: str, code: str, who: str) -> Iterator[Fact]:
        """One agency explains one leaf, and its owner looks again."""
        case, service = f"ho-so-{name}", agency(who).service or ""
        explanations = [{"criterion": code, "text": "Bổ sung báo cáo quý IV (nội dung mẫu).", "evidence": []}]
        data: dict[str, Any] = {"year": YEAR, "agency": name, "explanations": explanations, "late": False}
        self.time = max(self.time, DUE) + timedelta(days=2)
        told: dict[str, Any] = {"case": case, "agency": name, "actor": f"cán bộ mẫu {name}", "law": ("†",)}
        yield self.fact("noi_vu", "CriteriaExplained", data, **told)
        data = {"year": YEAR, "agency": name, "owner": who, "department": service, "request": 1}
        data |= {"due": LAST.isoformat()}
        data |= {"conflict_of_interest": who == name, "explanations": explanations}
        yield self.fact("noi_vu", "ReappraisalRequested", data, case=case, to=(service,), agency="SNV", law=("†",))
        before = self.scores[name, code]
        self.scores[name, code] = before + Decimal("0.25")
        data = {"year": YEAR, "agency": name, "owner": who, "request": 1, "criterion": code, "verdict": "adjusted"}
        data |= {"previous_score": format(before, "f"), "score": format(before + Decimal("0.25"), "f")}
        data |= {"reason": "Chấp nhận một phần giải trình (lý do mẫu).", "clause": "†"}
        data |= {"conflict_of_interest": who == name}
        yield self.fact(service, "CriterionReappraised", data, case=case, agency=who, actor=f"cán bộ mẫu {who}",
                        capacity="TL.", law=("†",), after=90_000)  # fmt: skip
        data = {"year": YEAR, "agency": name, "owner": who, "request": 1, "criteria": [code], "late": False}
        yield self.fact(service, "ReappraisalCompleted", data, case=case, agency=who, law=("†",))

    def survey(self) -> Iterator[Fact]:
        for one in AGENCIES:
            scores = [
                {"criterion": leaf["code"], "score": format(self.self_score(one.id + "x", leaf) * Decimal("0.9"), "f")}
                for leaf in self.leaves
                if leaf["kind"] == "survey"
            ]
            self.scores |= {(one.id, row["criterion"]): Decimal(row["score"]) for row in scores}
            data = {"year": YEAR, "agency": one.id, "document": DOCUMENT, "scores": scores}
            yield self.fact("noi_vu", "SurveyScored", data, case="dot", agency="SNV", law=("†",))

    def results(self) -> Iterator[Fact]:
        """Index of each agency, ranking of each khối, the decision and the publication."""
        self.time = max(self.time, LAST)
        rows: dict[str, list[dict[str, Any]]] = {"departments": [], "districts": []}
        for one in AGENCIES:
            counted = [leaf for leaf in self.leaves if not (one.id == "BDT" and leaf["code"].startswith("6"))]
            score = sum((self.scores.get((one.id, leaf["code"]), Decimal(0)) for leaf in counted), Decimal(0))
            maximum = sum((Decimal(leaf["maximum"]) for leaf in counted), Decimal(0))
            percent = (score * 100 / maximum).quantize(Decimal("0.01"))
            leaves = []
            for leaf in self.leaves:
                value = self.scores.get((one.id, leaf["code"]))
                origin = "survey" if leaf["kind"] == "survey" else "missing" if value is None else "appraised"
                leaves.append({"criterion": leaf["code"], "kind": leaf["kind"], "applicable": leaf in counted,
                               "maximum": leaf["maximum"], "origin": origin,
                               "score": format(value or Decimal(0), "f") if leaf in counted else None})  # fmt: skip
            total = {"score": format(score, "f"), "maximum": format(maximum, "f"), "percent": format(percent, "f")}
            data = {"year": YEAR, "agency": one.id, "block": one.block, "ranked": one.id not in OUTSIDE}
            data |= {"leaves": leaves}
            data |= {"criteria": [], "fields": [], "bonus": "0", "deduction": "0", **total}
            yield self.fact("noi_vu", "IndexDetermined", data, case=f"ho-so-{one.id}", law=("QC-10.2.a-2",))
            rows[one.block].append({"agency": one.id, "ranked": one.id not in OUTSIDE, **total})
        rankings = []
        for block, mine in rows.items():
            mine.sort(key=lambda row: -Decimal(row["percent"]))
            ranked = [row for row in mine if row["ranked"]]
            for row in mine:
                better = sum(Decimal(other["percent"]) > Decimal(row["percent"]) for other in ranked)
                row["rank"] = better + 1 if row["ranked"] else None
                row["band"] = next(name for name, edge in BANDS if Decimal(row["percent"]) >= Decimal(edge))
            rankings.append({"year": YEAR, "block": block, "sample": True, "rows": mine})
            yield self.fact("noi_vu", "RankingProposed", rankings[-1], case="dot", agency="SNV", after=600)
        data = {"year": YEAR, "department": "vp_ubnd", "document": DOCUMENT, "submission": 1}
        yield self.fact("noi_vu", "ResultsSubmitted", data, case="dot", agency="SNV", to=("vp_ubnd",), after=90_000)
        data = {"year": YEAR, "approved": True, "document": DOCUMENT, "reason": None, "submission": 1}
        yield self.fact("vp_ubnd", "ResultsDecided", data, case="dot", agency="VPUBND", actor="cán bộ mẫu VPUBND",
                        capacity="TM.", law=("QC-10.2.a-2",), after=400_000)  # fmt: skip
        data = {"year": YEAR, "sample": True, "document": DOCUMENT, "rankings": rankings}
        yield self.fact("noi_vu", "ResultsPublished", data, case="dot", agency="SNV", law=("QC-10.2.a-2",), after=3_000)

    def half(self) -> Iterator[Fact]:
        """The round up to the middle of appraisal, with one dispute decided early."""
        yield from self.opening()
        yield from self.submissions()
        yield from self.requests()
        for place, name in enumerate(sorted({name for name, _ in self.scores})):
            for step, who in enumerate(self.owners()):
                if (place + step) % 4:
                    yield from self.verdicts(name, who)

    def rest(self) -> Iterator[Fact]:
        for place, name in enumerate(sorted({name for name, _ in self.scores})):
            for step, who in enumerate(self.owners()):
                if not (place + step) % 4:
                    yield from self.verdicts(name, who)
        yield from self.dispute("SYT", "1.1.1", "SNV")
        yield from self.survey()
        yield from self.results()


class MemoryDesk:
    """A desk over facts in a list: the portal's own views folded in memory."""

    demonstration = True

    def __init__(self, *, health: list[Row] | None = None, live_seconds: float = 0.1) -> None:
        self.settings = Settings(live_seconds=live_seconds)
        self.facts: list[Fact] = []
        self.views: dict[str, View] = {view.name: view() for view in VIEWS}
        self._stamps = dict.fromkeys(self.views, 0)
        self._health = health if health is not None else made_health()
        self.ahead = timedelta()
        self.waiting: dict[str, Row | None] = {**made_waiting()} if health is None else {}
        tried = {**HELD, "state": "fails", "facts": [], "behind": ""}
        self.rehearsed: Row | None = {"service": "tt_tt", "messages": [tried]}

    def take(self, *facts: Fact) -> None:
        for fact in facts:
            self.facts.append(fact)
            for view in self.views.values():
                if view.note(fact):
                    self._stamps[view.name] = fact.position

    def now(self) -> datetime:
        return (self.facts[-1].time if self.facts else START) + self.ahead

    def position(self) -> int:
        return len(self.facts)

    def stamps(self) -> Mapping[str, int]:
        return self._stamps

    def rows(self, view: str, as_of: datetime | None = None) -> Mapping[str, Row]:
        if as_of is None:
            return self.views[view].rows
        return past(type(self.views[view])(), iter(self.facts), as_of).rows

    def row(self, view: str, key: str) -> Row | None:
        return self.views[view].rows.get(key)

    def document(self, position: int, id: str) -> str | None:
        fact = self.facts[position - 1]
        document = {"specversion": "1.0", "id": fact.id, "source": f"/quang-nam/{fact.source}", "type": fact.type}
        document |= {"time": fact.time.isoformat(), "subject": fact.subject, "data": fact.data}
        return json.dumps(document, ensure_ascii=False, indent=2) if fact.id == id else None

    def health(self) -> list[Row]:
        return self._health

    def quarantine(self, service: str, *, cause: str = "", type: str = "") -> Row | None:
        told = self.waiting.get(service, {"open": 0, "types": [], "causes": [], "entries": [], "settled": []})
        if told is None:
            return None
        wanted = [each for each in told["entries"] if cause in ("", each["key"]) and type in ("", each["type"])]
        return {"service": service, "version": "0.1.0", **told, "count": len(wanted), "entries": wanted}

    def rehearsal(self, service: str, cause: str) -> Row | None:
        return self.rehearsed

    def standing(self) -> Row:
        return {"service": "portal", "status": "ok", "ledger": {"position": self.position()}}

    def metrics(self) -> bytes:
        return b"# HELP phoihop_ledger_position the ledger\nphoihop_ledger_position 1\n"


HELD = {
    "receipt": "0c7a2d4e-1b1f-5d0a-9c61-6a4a7f1e2b3c", "sender": "noi_vu", "type": "AppraisalRequested",
    "message": f"{uuid5(NAMESPACE_URL, 'noi_vu/60')}/60", "cause": "không có bộ tiêu chí (mẫu)",
}  # fmt: skip


def made_waiting() -> dict[str, Row]:
    """What Sở Thông tin và Truyền thông keeps aside: one message, tried again once, with two behind it."""
    tried = {"actor": "", "reason": "", "cause": HELD["cause"], "exception": "LookupError", "version": "0.1.0"}
    tried |= {"time": START.isoformat(), "corrected": False}
    again = {**tried, "state": "failed", "attempts": 2, "actor": "vận hành (mẫu)", "reason": "Đã nạp lại (mẫu)"}
    entry = {**HELD, "position": 812, "subject": "appraisal/2021/SYT", "held": "x", "key": HELD["cause"]}
    entry |= {"since": START.isoformat(), "state": "open", "first": "", "behind": 2}
    entry["tries"] = [{**tried, "state": "quarantined", "attempts": 1}, again]
    cause = {"key": HELD["cause"], "count": 1, "behind": 2, "types": {HELD["type"]: 1}, "since": START.isoformat()}
    cause["example"] = HELD["cause"]
    told = {"open": 1, "types": [HELD["type"]], "causes": [cause], "entries": [entry], "settled": []}
    return {"tt_tt": told}


def made_health() -> list[Row]:
    """Six departments and the portal: one slow, one silent, one with a message in quarantine."""
    found: list[Row] = []
    for place, name in enumerate(("noi_vu", "tu_phap", "tai_chinh", "tt_tt", "kh_cn", "vp_ubnd", "portal")):
        senders = [
            {"sender": sender, "taken": 90 + place, "announced": 90 + place + (12 if name == "tai_chinh" else 0),
             "missing": 12 if name == "tai_chinh" else 0, "lag_seconds": 41 if name == "tai_chinh" else 0.4}
            for sender in ("noi_vu", "vp_ubnd")
            if sender != name
        ]  # fmt: skip
        row: Row = {"service": name, "status": "ok", "version": "0.1.0", "clock": START.isoformat()}
        row |= {"ledger": {"position": 1877 - 100 * place, "sequence": 640 - 50 * place}}
        row |= {"relay": {"pending": 0, "oldest_seconds": 0}, "inbox": {"pending": 0, "senders": senders}}
        row |= {"quarantine": {"open": 0, "oldest": None}, "duplicates": 3, "refused": 1}
        row["views"] = [{"name": "appraisals", "position": 1877 - 100 * place, "behind": 0}]
        if name == "tai_chinh":
            row |= {"status": "slow"}
        if name == "tt_tt":
            aside = {"open": 1, "oldest": HELD["message"], "causes": [HELD["cause"]]}
            row |= {"quarantine": {**aside, "entries": [HELD]}}
        if name == "kh_cn":
            row = {"service": name, "status": "silent", "why": "URLError"}
        found.append(row)
    return found
