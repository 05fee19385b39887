"""Văn phòng UBND tỉnh: bảng mục lục của dịch vụ (Điều 14)."""

from services.vp_ubnd import decision, submission, task
from services.vp_ubnd.views import Decisions
from shared.mechanism.department import Department
from shared.procedures.plan.work import PlanWork
from shared.procedures.standing import STANDING, STANDING_VIEWS
from shared.procedures.task import tracking
from shared.procedures.task.work import AssignedTasks


class VpUbnd(Department):
    """Văn phòng UBND tỉnh: thủ tục hành chính, một cửa, nhiệm vụ được giao (Điều 14); ghi quyết định của UBND tỉnh."""

    name = "vp_ubnd"
    procedures = (*STANDING, decision, submission, task, tracking)
    views = (*STANDING_VIEWS, PlanWork, Decisions, AssignedTasks)
