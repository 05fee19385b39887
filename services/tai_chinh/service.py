"""Sở Tài chính: bảng mục lục của dịch vụ (Điều 16)."""

from shared.mechanism.department import Department
from shared.procedures import appraisal, document, quarantine, submission
from shared.procedures.appraisal_work import AppraisalWork


class TaiChinh(Department):
    """Sở Tài chính: cải cách tài chính công (Điều 16)."""

    name = "tai_chinh"
    procedures = (appraisal, submission, document, quarantine)
    views = (AppraisalWork,)
