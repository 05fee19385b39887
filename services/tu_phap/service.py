"""Sở Tư pháp: bảng mục lục của dịch vụ (Điều 15)."""

from shared.mechanism.department import Department
from shared.procedures import appraisal, document, quarantine, submission
from shared.procedures.appraisal_work import AppraisalWork


class TuPhap(Department):
    """Sở Tư pháp: cải cách thể chế (Điều 15)."""

    name = "tu_phap"
    procedures = (appraisal, submission, document, quarantine)
    views = (AppraisalWork,)
