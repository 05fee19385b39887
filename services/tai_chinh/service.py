"""Sở Tài chính: bảng mục lục của dịch vụ (Điều 16)."""

from services.tai_chinh import budget, budget_allocation, budget_tasks, funding
from services.tai_chinh.budget_views import Budgets
from shared.mechanism.department import Department
from shared.procedures import (
    amendment,
    appraisal,
    document,
    field_advice,
    field_check,
    field_figures,
    field_guidance,
    field_report,
    information,
    inspection,
    inspection_round,
    nomination,
    organisation,
    own_inspection_book,
    plan_adjustment,
    plan_opinion,
    priorities,
    provincial_part,
    quarantine,
    scheme_opinion,
    submission,
    task,
    task_result,
)
from shared.procedures.appraisal_work import AppraisalWork
from shared.procedures.field_duties import FieldWork
from shared.procedures.nomination_work import NominationWork
from shared.procedures.plan_work import PlanWork
from shared.procedures.provincial_part_work import ProvincialPartWork
from shared.procedures.scheme_opinion_work import SchemeOpinionWork


class TaiChinh(Department):
    """Sở Tài chính: cải cách tài chính công (Điều 16)."""

    name = "tai_chinh"
    procedures = (
        organisation,
        appraisal,
        submission,
        document,
        information,
        amendment,
        quarantine,
        task,
        task_result,
        scheme_opinion,
        funding,
        budget,
        budget_tasks,
        budget_allocation,
        provincial_part,
        priorities,
        plan_opinion,
        plan_adjustment,
        field_advice,
        field_check,
        field_figures,
        field_guidance,
        field_report,
        inspection,
        inspection_round,
        nomination,
        own_inspection_book,
    )
    views = (AppraisalWork, ProvincialPartWork, SchemeOpinionWork, PlanWork, NominationWork, FieldWork, Budgets)
