"""Sở Thông tin và Truyền thông: bảng mục lục của dịch vụ (Điều 17)."""

from shared.mechanism.department import Department
from shared.procedures.plan.work import PlanWork
from shared.procedures.standing import STANDING, STANDING_VIEWS


class TtTt(Department):
    """Sở Thông tin và Truyền thông: công nghệ thông tin, dịch vụ công trực tuyến (Điều 17)."""

    name = "tt_tt"
    procedures = STANDING
    views = (*STANDING_VIEWS, PlanWork)
