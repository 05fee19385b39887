"""Sở Khoa học và Công nghệ: bảng mục lục của dịch vụ (Điều 18)."""

from shared.mechanism.department import Department
from shared.procedures.plan.work import PlanWork
from shared.procedures.standing import STANDING, STANDING_VIEWS


class KhCn(Department):
    """Sở Khoa học và Công nghệ: hệ thống quản lý chất lượng ISO 9001 (Điều 18)."""

    name = "kh_cn"
    procedures = STANDING
    views = (*STANDING_VIEWS, PlanWork)
