"""The portal's views as functions of facts made by hand (Điều 10 khoản 2)."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

import pytest

from services.portal.board import board, leaf_steps
from services.portal.duties import duties
from services.portal.views import VIEWS, CriteriaSets, Dossiers, MessageLog, OpenWork, Rounds, ScoreHistory, Scores
from shared.mechanism.clock import ICT
from shared.mechanism.message import Fact
from shared.mechanism.view import View, past

OPENED = datetime(2022, 1, 4, 8, tzinfo=ICT)
CLOSES = "2022-02-16T00:00:00+07:00"
_numbers = count(1)


def fact(type: str, data: dict[str, Any], *, source: str = "noi_vu", day: int = 0, **told: Any) -> Fact:
    number = next(_numbers)
    told = {"case": "hồ-sơ-1", "sequence": number, **told}
    time = OPENED + timedelta(days=day, seconds=number)
    return Fact(type=type, id=f"id-{number}", source=source, subject=f"assessment/2021/{data.get('agency', '')}",
                time=time, data=data, position=number, **told)  # fmt: skip


def node(code: str, parent: str | None, maximum: str, kind: str | None = None) -> dict[str, Any]:
    level = ("field", "criterion", "sub_criterion")[code.count(".")]
    return {"code": code, "parent": parent, "level": level, "title": f"Mẫu {code}", "maximum": maximum, "step": "0.25",
            "kind": kind, "competence": "steering", "evidence": "", "applies_to": [], "rule": None}  # fmt: skip


def adopted() -> Fact:
    nodes = [
        node("1", None, "60"), node("1.1", "1", "40", "self_scored"), node("1.2", "1", "20", "self_scored"),
        node("2", None, "40"), node("2.1", "2", "40", "survey"),
        node("3", None, "0"), node("3.1", "3", "-5", "deduction"),
    ]  # fmt: skip
    data = {"code": "MAU", "version": 1, "block": "departments", "title": "mẫu", "valid_from": "2022-01-01"}
    return fact("CriteriaSetAdopted", {**data, "valid_to": None, "sample": True, "nodes": nodes})


def opened(*agencies: str, outside: tuple[str, ...] = ()) -> Fact:
    told = [{"agency": name, "block": "departments", "ranked": name not in outside, "not_applicable": []}
            for name in agencies]  # fmt: skip
    bands = [
        {"name": "Khá", "threshold": "70", "inclusive": True},
        {"name": "Tốt", "threshold": "80", "inclusive": True},
    ]
    blocks = [{"block": "departments", "criteria_set": "MAU", "version": 1, "bands": bands}]
    window = {"opens": OPENED.isoformat(), "closes": CLOSES, "source": "mẫu"}
    windows = dict.fromkeys(("self_scoring", "appraisal", "explanation"), window)
    return fact("RoundOpened", {"year": 2021, "title": "mẫu", "sample": True, "blocks": blocks, "agencies": told,
                                "windows": windows})  # fmt: skip


def submitted(agency: str, scores: dict[str, str | None], **entry: Any) -> Fact:
    entries = [{"criterion": code, "score": score, "figures": None, "not_applicable": False, "evidence": [],
                "explanation": None, **entry} for code, score in scores.items()]  # fmt: skip
    data = {"year": 2021, "agency": agency, "block": "departments", "attempt": 1, "late": False, "entries": entries}
    return fact("AssessmentSubmitted", data, agency=agency, actor="cán bộ mẫu")


def appraised(agency: str, code: str, score: str | None, before: str | None, owner: str = "SNV", **more: Any) -> Fact:
    data = {"year": 2021, "agency": agency, "owner": owner, "criterion": code, "self_score": before, "score": score}
    data |= {"verdict": "recognised" if score == before else "adjusted", "reason": more.get("reason")}
    data |= {"conflict_of_interest": owner == agency, "request": 1, "clause": "QC-13.4-2"}
    return fact("CriterionAppraised", data, agency=owner, actor="cán bộ mẫu SNV", capacity="TL.",
                law=("QC-10.2.b-2", "QC-13.4-2", "QC-14.2-2", "QC-15.2-2"))  # fmt: skip


def fold(view: type[View], *facts: Fact) -> View:
    return past(view(), iter(facts), None)


def board_of(*facts: Fact, stage: str = "current") -> Any:
    rows = [fold(view, *facts).rows for view in (Rounds, CriteriaSets, Scores)]
    return board(*rows, year=2021, block="departments", stage=stage)


def test_every_view_says_its_name_and_no_two_say_the_same() -> None:
    names = [view.name for view in VIEWS]
    assert len(set(names)) == len(names)


def test_a_leaf_shows_the_latest_value_that_it_has() -> None:
    start = (adopted(), opened("SYT"), submitted("SYT", {"1.1": "40", "1.2": "20"}))
    assert board_of(*start).lines[0].cells[0].value == Decimal(60)
    after = board_of(*start, appraised("SYT", "1.1", "30.5", "40", reason="thiếu"))
    assert after.lines[0].cells[0].value == Decimal("50.5")
    assert board_of(*start, appraised("SYT", "1.1", "30.5", "40"), stage="self").lines[0].cells[0].value == Decimal(60)
    difference = board_of(*start, appraised("SYT", "1.1", "30.5", "40"), stage="difference")
    assert difference.lines[0].cells[0].value == Decimal("-9.5")


def test_zero_and_absent_and_not_applicable_are_three_things() -> None:
    start = (adopted(), opened("SYT", "STP", "SCT"))
    none = submitted("SCT", {"1.1": None, "1.2": None}, not_applicable=True)
    facts = (*start, submitted("SYT", {"1.1": "0", "1.2": "0"}), none)
    cells = {line.agency: line.cells[0] for line in board_of(*facts).lines}
    assert cells["SYT"].value == 0
    assert cells["STP"].value is None
    assert cells["STP"].missing == 2
    assert not cells["SCT"].applicable
    assert cells["SCT"].maximum == 0


def test_a_score_that_is_recognised_as_not_applicable_leaves_the_maximum() -> None:
    facts = (adopted(), opened("SYT"), submitted("SYT", {"1.1": "40", "1.2": None}, not_applicable=False))
    cell = board_of(*facts, appraised("SYT", "1.2", None, None)).lines[0].cells[0]
    assert (cell.value, cell.maximum) == (Decimal(40), Decimal(40))


def test_who_appraises_itself_is_flagged_where_the_score_is_shown() -> None:
    facts = (adopted(), opened("SNV", "SYT"), submitted("SNV", {"1.1": "40"}), appraised("SNV", "1.1", "40", "40"))
    flags = {line.agency: line.conflict for line in board_of(*facts).lines}
    assert flags == {"SNV": True, "SYT": False}


def determined(agency: str, score: str, percent: str, *, ranked: bool = True) -> Fact:
    leaves = [{"criterion": "1.1", "kind": "self_scored", "applicable": True, "maximum": "40", "score": score,
               "origin": "appraised"}]  # fmt: skip
    data = {"year": 2021, "agency": agency, "block": "departments", "ranked": ranked, "leaves": leaves, "score": score}
    return fact("IndexDetermined", {**data, "maximum": "100", "percent": percent, "fields": [], "criteria": []})


def ranking(*rows: tuple[str, str, int | None, str]) -> dict[str, Any]:
    told = [{"agency": agency, "score": percent, "maximum": "100", "percent": percent, "rank": rank, "band": band,
             "ranked": rank is not None} for agency, percent, rank, band in rows]  # fmt: skip
    return {"year": 2021, "block": "departments", "rows": told, "sample": True}


def test_a_tie_shares_its_rank_and_who_is_outside_stands_last_without_one() -> None:
    facts = [adopted(), opened("SYT", "STP", "SCT", "TTT", outside=("TTT",))]
    facts += [determined(name, "40", percent) for name, percent in (("SYT", "81"), ("STP", "81"), ("SCT", "75"))]
    facts += [determined("TTT", "40", "99", ranked=False)]
    rows = ranking(
        ("SYT", "81", 1, "Tốt"), ("STP", "81", 1, "Tốt"), ("SCT", "75", 3, "Khá"), ("TTT", "99", None, "Tốt")
    )
    facts += [fact("RankingProposed", rows)]
    lines = board_of(*facts).lines
    assert [(line.agency, line.rank, line.tied) for line in lines] == [
        ("STP", 1, True), ("SYT", 1, True), ("SCT", 3, False), ("TTT", None, False)
    ]  # fmt: skip
    assert not any(line.published for line in lines)
    published = board_of(*facts, fact("ResultsPublished", {"year": 2021, "document": {}, "rankings": [rows]}))
    assert published.published
    assert published.lines[0].band == "Tốt"


def test_the_board_is_provisional_until_every_index_is_determined() -> None:
    facts = [adopted(), opened("SYT", "STP"), determined("SYT", "40", "81")]
    assert board_of(*facts).provisional
    assert not board_of(*facts, determined("STP", "30", "70")).provisional


def test_the_history_of_a_score_tells_every_step_with_old_and_new() -> None:
    declared = submitted("SYT", {"1.1": None}, figures={"dung_han": "92", "ho_so": "100"})
    data = {"year": 2021, "agency": "SYT", "owner": "SNV", "conflict_of_interest": False, "due": CLOSES, "request": 1}
    entry = {"criterion": "1.1", "figures": {"dung_han": "92", "ho_so": "100"}, "self_score": "36"}
    asked = fact("AppraisalRequested", {**data, "entries": [entry]})
    seen = appraised("SYT", "1.1", "30", "36", reason="thiếu kiểm chứng")
    said = fact("CriteriaExplained", {"year": 2021, "agency": "SYT", "explanations": [
        {"criterion": "1.1", "text": "bổ sung", "evidence": []}]})  # fmt: skip
    again = fact("CriterionReappraised", {"year": 2021, "agency": "SYT", "owner": "SNV", "criterion": "1.1",
                                          "verdict": "adjusted", "previous_score": "30", "score": "33",
                                          "reason": "được", "conflict_of_interest": False})  # fmt: skip
    final = determined("SYT", "33", "81")
    document = {
        "number": "1",
        "notation": "QĐ",
        "issued": "2022-03-20",
        "signer": "mẫu",
        "position": "CT",
        "capacity": "",
    }
    decided = fact("ResultsDecided", {"year": 2021, "approved": True, "document": document, "reason": None},
                   source="vp_ubnd", capacity="TM.")  # fmt: skip
    published = fact("ResultsPublished", {"year": 2021, "document": document, "rankings": []})
    anew = determined("SYT", "34", "82")
    corrected = fact("ResultsCorrected", {"year": 2021, "agency": "SYT", "criterion": "1.1", "old_score": "33",
                                          "new_score": "34", "reason": "nhầm", "document": document,
                                          "rankings": []})  # fmt: skip
    facts = (opened("SYT"), declared, asked, seen, said, again, final, decided, published, anew, corrected)
    row = fold(ScoreHistory, *facts).rows["2021/SYT/1.1"]
    steps = leaf_steps(row, fold(Rounds, *facts).rows["2021"])
    assert [(step["step"], step["old"], step["new"]) for step in steps] == [
        ("declared", None, None), ("computed", None, "36"), ("appraised", "36", "30"), ("explained", "30", "30"),
        ("reappraised", "30", "33"), ("final", "33", "33"), ("decided", "33", "33"), ("published", "33", "33"),
        ("final", "33", "34"), ("corrected", "33", "34"),
    ]  # fmt: skip
    verdict = steps[2]
    assert (verdict["actor"], verdict["agency"], verdict["capacity"]) == ("cán bộ mẫu SNV", "SNV", "TL.")
    assert verdict["law"] == ["QC-10.2.b-2", "QC-13.4-2"]
    assert verdict["reason"] == "thiếu kiểm chứng"
    assert verdict["fact"] == seen.id
    assert verdict["recorded"] == seen.time.isoformat()


def test_a_withdrawn_assessment_leaves_its_scores_in_the_history_and_off_the_board() -> None:
    withdrawn = fact("AssessmentWithdrawn", {"year": 2021, "agency": "SYT", "attempt": 1, "reason": "nhầm"})
    facts = (adopted(), opened("SYT"), submitted("SYT", {"1.1": "40"}), withdrawn)
    assert board_of(*facts).lines[0].cells[0].value is None
    steps = fold(ScoreHistory, *facts).rows["2021/SYT/1.1"]["steps"]
    assert [(step["step"], step["new"]) for step in steps] == [("self_scored", "40"), ("withdrawn", None)]


def test_a_correction_counts_when_it_is_accepted_only() -> None:
    entry = {"criterion": "1.1", "score": "20", "figures": None, "not_applicable": False, "evidence": []}
    asked = fact(
        "CorrectionRequested", {"year": 2021, "agency": "SYT", "criterion": "1.1", "entry": entry, "reason": "nhầm"}
    )
    start = (adopted(), opened("SYT"), submitted("SYT", {"1.1": "40"}), asked)
    for accepted, value in ((False, "40"), (True, "20")):
        data = {
            "year": 2021,
            "agency": "SYT",
            "criterion": "1.1",
            "entry": entry,
            "accepted": accepted,
            "reason": "xét",
        }
        facts = (*start, fact("CorrectionDecided", data))
        assert board_of(*facts).lines[0].cells[0].value == Decimal(value)
        assert fold(ScoreHistory, *facts).rows["2021/SYT/1.1"]["value"] == value


def test_open_work_is_overdue_after_its_deadline_and_the_longest_overdue_comes_first() -> None:
    asked = fact("AppraisalRequested", {"year": 2021, "agency": "SYT", "owner": "STC", "department": "tai_chinh",
                                        "due": "2022-03-01T00:00:00+07:00", "conflict_of_interest": False,
                                        "entries": []})  # fmt: skip
    rows = fold(OpenWork, opened("SYT", "STP"), submitted("SYT", {"1.1": "1"}), asked).rows
    now = datetime(2022, 3, 3, tzinfo=ICT)
    found = duties(rows.values(), now)
    assert [(one.row["debtor"], one.row["work"], one.state) for one in found] == [
        ("STP", "self_scoring", "late"), ("STC", "appraisal", "late"), ("SYT", "self_scoring", "done")
    ]  # fmt: skip
    assert found[1].late_by == "2\u00a0ngày"
    at_the_edge = duties(rows.values(), datetime.fromisoformat(CLOSES) - timedelta(seconds=1))
    assert [one.state for one in at_the_edge if one.row["debtor"] == "STP"] == ["soon"]


def test_an_extension_moves_the_deadline_of_open_work() -> None:
    later = {"year": 2021, "window": "self_scoring", "closes": "2022-02-20T00:00:00+07:00", "reason": "mẫu"}
    extended = fact("WindowExtended", {**later, "source": "công văn mẫu"})
    rows = fold(OpenWork, opened("SYT"), extended).rows
    assert rows["2021/self_scoring/SYT/SYT"]["due"] == later["closes"]
    told = fold(Rounds, opened("SYT"), extended).rows["2021"]
    assert told["windows"]["self_scoring"]["closes"] == later["closes"]
    assert told["windows"]["appraisal"]["closes"] == CLOSES
    assert told["extensions"][0]["was"] == CLOSES


def test_the_log_numbers_public_facts_densely_and_passes_receipts_by() -> None:
    facts = [opened("SYT"), fact("AlarmRang", {"name": "x"}, sequence=None), submitted("SYT", {"1.1": "1"})]
    rows = fold(MessageLog, *facts).rows
    assert sorted(rows) == ["00000001", "00000002", "count"]
    assert rows["count"] == {"count": 2}
    assert rows["00000002"]["type"] == "AssessmentSubmitted"


def test_a_dossier_keeps_its_facts_in_order_across_departments() -> None:
    facts = [submitted("SYT", {"1.1": "40"}), appraised("SYT", "1.1", "40", "40")]
    facts += [fact("AssessmentSubmitted", {**facts[0].data, "agency": "STP"}, case="hồ-sơ-2")]
    rows = fold(Dossiers, *facts).rows
    assert rows["hồ-sơ-1"]["count"] == 2
    assert [rows[f"hồ-sơ-1/{place:06d}"]["type"] for place in (1, 2)] == ["AssessmentSubmitted", "CriterionAppraised"]
    assert rows["hồ-sơ-2"]["about"] == "STP"


OF_THE_ROUND = {"rounds", "scores", "history", "dossiers", "log", "work"}


@pytest.mark.parametrize("view", VIEWS)
def test_folding_in_two_parts_gives_the_same_rows_as_folding_once(view: type[View], facts: list[list[Fact]]) -> None:
    whole = past(view(), iter([*facts[0], *facts[1]]), None)
    parts = past(past(view(), iter(facts[0]), None), iter(facts[1]), None)
    assert whole.rows == parts.rows
    assert whole.rows or view.__module__.rsplit(".", 1)[-1] not in OF_THE_ROUND
