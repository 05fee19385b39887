"""Thẩm định đề án, dự án (Điều 9): each content by whoever holds it, the whole by Sở Nội vụ, funds by Sở Tài chính."""

from __future__ import annotations

from shared.regulation.fulfilment import Fulfilment, Told

STORY = "tests/stories/test_scheme.py::"
WHOLE = STORY + "test_a_scheme_is_appraised_by_those_whom_it_concerns_and_approved"
SCHEME = ("year", "code")
VERSION = (*SCHEME, "version")


def _opinion(duty: str) -> Fulfilment:
    """Asked by name, with a deadline that is data; what was never answered can no longer count once it is decided."""
    here = {"clause": duty}
    return Fulfilment(
        duty,
        "message",
        STORY + "test_only_those_are_asked_whose_contents_the_scheme_has",
        opens=(
            Told("SchemeOpinionRequested", VERSION, "owner", here, due="due", source="source"),
            Told(
                "SchemeDeadlineExtended",
                VERSION,
                "extended.owner",
                {"extended.clause": duty},
                due="due",
                source="source",
            ),
        ),
        meets=(Told("SchemeOpinionGiven", VERSION, "owner", here),),
        parts=(
            Told("SchemeClarificationRequested", VERSION, "owner", here),
            Told("SchemeOpinionAmended", VERSION, "owner", here),
        ),
        waives=(
            Told("SchemeWithdrawn", VERSION, "owners"),
            Told("SchemeOpinionReassigned", VERSION, "owner", here),
        ),
        closes=(Told("SchemeApproved", VERSION, "silent"), Told("SchemeReturned", VERSION, "silent")),
        note="Quy chế không cho thời hạn: hạn do Sở Nội vụ đặt, có căn cứ.",
    )


FULFILMENTS = (
    Fulfilment(
        "QC-9.1-1",
        "message",
        WHOLE,
        opens=(Told("SchemeReceived", VERSION, "lead"), Told("SchemeResubmitted", VERSION, "lead")),
        meets=(Told("SchemeAppraised", VERSION, "lead"),),
        parts=(
            Told("SchemeSupplementRequested", VERSION, "@agency"),
            Told("SchemeAccepted", VERSION, "lead"),
            Told("SchemeOpinionRequested", VERSION, "lead"),
        ),
        waives=(Told("SchemeWithdrawn", VERSION, "lead"),),
        note="Quy chế không cho thời hạn thẩm định.",
    ),
    Fulfilment(
        "QC-9.1-2",
        "message",
        WHOLE,
        opens=(Told("SchemeAppraised", VERSION, "lead", {"conclusion": ("eligible", "eligible_with_changes")}),),
        meets=(Told("SchemeForwarded", VERSION, "lead"),),
        waives=(
            Told("SchemeWithdrawn", VERSION, "lead"),
            Told("SchemeReturned", VERSION, "%steering", {"returned_by": "appraisal"}),
        ),
    ),
    _opinion("QC-9.2"),
    _opinion("QC-9.3"),
    _opinion("QC-9.4"),
    _opinion("QC-9.5-1"),
    Fulfilment(
        "QC-9.5-2",
        "message",
        STORY + "test_so_tai_chinh_submits_again_what_the_committee_returned",
        opens=(Told("SchemeOpinionRequested", SCHEME, "owner", {"clause": "QC-9.5-1"}),),
        meets=(Told("SchemeFundingSubmitted", SCHEME, "lead"),),
        undoes=(Told("SchemeFundingDecided", SCHEME, "%public_finance", {"approved": False}),),
        waives=(Told("SchemeWithdrawn", SCHEME, "%public_finance"),),
        note="“Theo quy định”: quy chế không cho thời hạn; Sở Tài chính trình riêng, không qua Sở Nội vụ.",
    ),
)
