"""Sở Thông tin và Truyền thông: bảng mục lục của dịch vụ (Điều 17)."""

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


class TtTt(Department):
    """Sở Thông tin và Truyền thông: công nghệ thông tin, dịch vụ công trực tuyến (Điều 17)."""

    name = "tt_tt"
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
    views = (AppraisalWork, ProvincialPartWork, SchemeOpinionWork, PlanWork, NominationWork, FieldWork)
