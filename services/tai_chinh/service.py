"""Sở Tài chính: bảng mục lục của dịch vụ (Điều 16)."""

from services.tai_chinh import funding
from services.tai_chinh.budget import allocation, budget, tasks
from services.tai_chinh.budget.views import Budgets
from shared.mechanism.department import Department
from shared.procedures.plan.work import PlanWork
from shared.procedures.standing import STANDING, STANDING_VIEWS


class TaiChinh(Department):
    """Sở Tài chính: cải cách tài chính công, kinh phí đề án, dự toán cải cách hành chính (Điều 9, Điều 16)."""

    name = "tai_chinh"
    procedures = (*STANDING, funding, budget, tasks, allocation)
    views = (*STANDING_VIEWS, PlanWork, Budgets)
