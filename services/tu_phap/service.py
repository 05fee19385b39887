"""Sở Tư pháp: bảng mục lục của dịch vụ (Điều 15)."""

from shared.mechanism.department import Department
from shared.procedures.plan.work import PlanWork
from shared.procedures.standing import STANDING, STANDING_VIEWS


class TuPhap(Department):
    """Sở Tư pháp: cải cách thể chế (Điều 15)."""

    name = "tu_phap"
    procedures = STANDING
    views = (*STANDING_VIEWS, PlanWork)
