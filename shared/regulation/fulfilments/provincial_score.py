"""Tự đánh giá, chấm điểm PAR INDEX của tỉnh (Điều 3 khoản 2; Điều 10 khoản 1; Điều 13 khoản 4, Điều 14–18 khoản 2)."""

from __future__ import annotations

from shared.regulation.fulfilment import Fulfilment, Told

STORY = "tests/stories/test_provincial_score.py::"
WHOLE = STORY + "test_the_province_scores_itself_from_the_ministrys_letter_to_its_result"
EACH = STORY + "test_each_clause_is_scored_by_a_fact_of_its_own"

_OF_OTHERS = {"basis": "QC-10.1.b-1"}
_WITHDRAWN = Told("ProvincialPartWithdrawn", ("year",), "agency")


def _returned(**where: object) -> Told:
    """Trả lại để chấm lại: taken back, and open again until the day that was set."""
    told = {"wanted": "replacement", **where}
    return Told("ProvincialPartReturned", ("year",), "agency", told, due="due", source="source")


_CANCELLED = Told("ProvincialRoundCancelled", ("year",), "agencies")
_CLOSED = (Told("ProvincialScoreDispatched", ("year",), "agencies"),)


def _moved(deadline: str) -> Told:
    return Told("ProvincialDeadlineMoved", ("year",), "*", {"deadline": deadline}, due="due", source="source")


def _scored(duty: str) -> Fulfilment:
    """Chấm cấp tỉnh một nội dung: the request and the score each rest on the clause that they name."""
    clause = {"clause": duty}
    return Fulfilment(
        duty,
        "message",
        EACH,
        opens=(
            Told("ProvincialPartRequested", ("year",), "agency", clause, due="due", source="source"),
            _returned(clauses=duty),
            _moved("parts"),
        ),
        meets=(Told("ProvincialContentScored", ("year",), "agency", clause),),
        undoes=(_WITHDRAWN, _returned(clauses=duty)),
        waives=(
            Told("ProvincialPartTransferred", ("year",), "agency", {**clause, "whole_clause": True}),
            _CANCELLED,
        ),
        closes=_CLOSED,
    )


FULFILMENTS: tuple[Fulfilment, ...] = (
    Fulfilment(
        "QC-3.2-1",
        "content",
        WHOLE,
        by=("QC-10.1.a", "QC-10.1.b-1", "QC-10.1.b-2", "QC-11.0"),
    ),
    Fulfilment(
        "QC-10.1.a",
        "message",
        WHOLE,
        opens=(
            Told("ProvincialRoundOpened", ("year",), "lead", due="ministry.due", source="ministry.source"),
            _moved("ministry"),
        ),
        meets=(Told("ProvincialScoreDispatched", ("year",), "lead"),),
        waives=(Told("ProvincialRoundCancelled", ("year",), "lead"),),
        parts=(
            Told("ProvincialScoreConsolidated", ("year",), "%steering"),
            Told("MinistryReceiptRecorded", ("year",), "%steering"),
        ),
        note="Hạn theo văn bản của Bộ Nội vụ từng năm, không theo quy chế.",
    ),
    Fulfilment(
        "QC-10.1.b-1",
        "message",
        STORY + "test_every_owner_and_the_agency_concerned_is_asked_for_its_criteria_by_its_clause",
        opens=(
            Told("ProvincialPartRequested", ("year",), "agency", _OF_OTHERS, due="due", source="source"),
            _returned(clauses="QC-10.1.b-1"),
            _moved("parts"),
        ),
        meets=(Told("ProvincialPartSubmitted", ("year",), "agency", {"clause": "QC-10.1.b-1"}),),
        undoes=(_WITHDRAWN, _returned(clauses="QC-10.1.b-1")),
        waives=(Told("ProvincialPartTransferred", ("year",), "agency", {"whole_part": True}), _CANCELLED),
        closes=_CLOSED,
        parts=(Told("ProvincialContentScored", ("year",), "agency"),),
        note="Phần của chính cơ quan thường trực là việc của điểm a và của Điều 13 khoản 4.",
    ),
    Fulfilment(
        "QC-10.1.b-2",
        "message",
        STORY + "test_what_ubnd_returns_is_mended_by_its_owner_and_brought_again",
        opens=(Told("ProvincialRoundOpened", ("matter",), "lead"),),
        meets=(Told("MatterSubmitted", ("matter",), "lead", {"kind": "provincial_score"}),),
        waives=(Told("ProvincialRoundCancelled", ("matter",), "lead"),),
        undoes=(Told("MatterDecided", ("matter",), "lead", {"kind": "provincial_score", "approved": False}),),
        note="Quy chế không cho thời hạn: hạn của Bộ Nội vụ là của báo cáo gửi Bộ (điểm a), không phải của bản"
        " tổng hợp.",
    ),
    *map(
        _scored,
        (
            "QC-13.4.a-1",
            "QC-13.4.b-1",
            "QC-13.4.c-1",
            "QC-14.2-1",
            "QC-15.2-1",
            "QC-16.3-1",
            "QC-17.2-1",
            "QC-18.2-1",
        ),
    ),
)
