"""Cung cấp, trao đổi thông tin (Điều 7 khoản 1, Điều 12 khoản 1).

The regulation gives neither date nor period ("đầy đủ, kịp thời", "thường xuyên"): nothing opens these duties, and
what is shared fulfils them.
"""

from __future__ import annotations

from shared.regulation.fulfilment import Fulfilment, Told

STORY = "tests/stories/test_information.py::"
WITHDRAWN = (Told("InformationWithdrawn", ("information",), "agency"),)
"""A correction is the same supply again; what is taken back supplies nothing."""

FULFILMENTS = (
    Fulfilment(
        "QC-7.1-1",
        "message",
        STORY + "test_the_standing_agency_supplies_status_and_results_to_the_leads_of_the_fields",
        meets=(Told("InformationShared", ("information",), "agency", {"clause": "QC-7.1-1"}),),
        undoes=WITHDRAWN,
        note="“Đầy đủ, kịp thời”: quy chế không cho thời hạn.",
    ),
    Fulfilment(
        "QC-12.1",
        "message",
        STORY + "test_a_new_legal_rule_reaches_those_it_concerns_and_who_has_read_it_is_known",
        meets=(Told("InformationShared", ("information",), "agency", {"clause": "QC-12.1"}, among="departments"),),
        undoes=WITHDRAWN,
        note="“Thường xuyên”: quy chế không cho thời hạn.",
    ),
)
