"""Sở Thông tin và Truyền thông: bảng mục lục của dịch vụ (Điều 17)."""

from shared.mechanism.department import Department
from shared.procedures import appraisal, document, quarantine, submission
from shared.procedures.appraisal_work import AppraisalWork


class TtTt(Department):
    """Sở Thông tin và Truyền thông: công nghệ thông tin, dịch vụ công trực tuyến (Điều 17)."""

    name = "tt_tt"
    procedures = (appraisal, submission, document, quarantine)
    views = (AppraisalWork,)
