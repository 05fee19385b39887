"""Sở Nội vụ: bảng mục lục của dịch vụ (Điều 4 khoản 1, Điều 13)."""

from services.noi_vu import (
    appraisal,
    assessment,
    criteria_set,
    decision,
    ranking,
    reminder,
    scoring_round,
    survey,
)
from services.noi_vu.views import OpenWork, RoundProgress
from shared.mechanism.department import Department
from shared.procedures import appraisal as appraisal_of_owner
from shared.procedures import document, quarantine, submission
from shared.procedures.appraisal_work import AppraisalWork


class NoiVu(Department):
    """Sở Nội vụ: cơ quan thường trực cải cách hành chính tỉnh, chủ trì đánh giá, xếp hạng (Điều 4, Điều 13)."""

    name = "noi_vu"
    procedures = (
        criteria_set,
        scoring_round,
        assessment,
        appraisal,
        survey,
        ranking,
        decision,
        reminder,
        appraisal_of_owner,
        submission,
        document,
        quarantine,
    )
    views = (RoundProgress, OpenWork, AppraisalWork)
