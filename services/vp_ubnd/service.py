"""Văn phòng UBND tỉnh: bảng mục lục của dịch vụ (Điều 14)."""

from services.vp_ubnd import decision, submission, task
from services.vp_ubnd.views import Decisions
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
    task_result,
    task_tracking,
)
from shared.procedures import submission as submission_of_lead
from shared.procedures import task as task_of_holder
from shared.procedures.appraisal_work import AppraisalWork
from shared.procedures.field_duties import FieldWork
from shared.procedures.nomination_work import NominationWork
from shared.procedures.plan_work import PlanWork
from shared.procedures.provincial_part_work import ProvincialPartWork
from shared.procedures.scheme_opinion_work import SchemeOpinionWork
from shared.procedures.task_work import AssignedTasks


class VpUbnd(Department):
    """Văn phòng UBND tỉnh: thủ tục hành chính, một cửa, nhiệm vụ được giao (Điều 14); ghi quyết định của UBND tỉnh."""

    name = "vp_ubnd"
    procedures = (
        organisation,
        appraisal,
        decision,
        submission,
        submission_of_lead,
        document,
        information,
        amendment,
        quarantine,
        task_of_holder,
        task_result,
        task_tracking,
        task,
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
    views = (
        AppraisalWork,
        ProvincialPartWork,
        Decisions,
        AssignedTasks,
        SchemeOpinionWork,
        PlanWork,
        NominationWork,
        FieldWork,
    )
