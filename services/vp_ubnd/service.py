"""Văn phòng UBND tỉnh: bảng mục lục của dịch vụ (Điều 14)."""

from services.vp_ubnd import decision, submission
from services.vp_ubnd.views import Decisions
from shared.mechanism.department import Department
from shared.procedures import appraisal, document, quarantine
from shared.procedures import submission as submission_of_lead
from shared.procedures.appraisal_work import AppraisalWork


class VpUbnd(Department):
    """Văn phòng UBND tỉnh: thủ tục hành chính, một cửa, nhiệm vụ được giao (Điều 14); ghi quyết định của UBND tỉnh."""

    name = "vp_ubnd"
    procedures = (appraisal, decision, submission, submission_of_lead, document, quarantine)
    views = (AppraisalWork, Decisions)
