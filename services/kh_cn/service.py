"""Sở Khoa học và Công nghệ: bảng mục lục của dịch vụ (Điều 18)."""

from shared.mechanism.department import Department
from shared.procedures import appraisal, document, quarantine, submission
from shared.procedures.appraisal_work import AppraisalWork


class KhCn(Department):
    """Sở Khoa học và Công nghệ: hệ thống quản lý chất lượng ISO 9001 (Điều 18)."""

    name = "kh_cn"
    procedures = (appraisal, submission, document, quarantine)
    views = (AppraisalWork,)
