"""Sở Nội vụ: bảng mục lục của dịch vụ (Điều 4 khoản 1, Điều 13)."""

from services.noi_vu import (
    appraisal,
    assessment,
    commendation,
    communication,
    criteria_set,
    decision,
    field_report,
    handover,
    improvement,
    improvement_summary,
    inspection,
    meeting,
    meeting_evaluation,
    obstacle,
    organisation,
    own_inspection,
    plan,
    plan_adjustment,
    plan_decision,
    plan_measure,
    plan_reminder,
    provincial_score,
    provincial_score_concerned,
    provincial_score_criteria,
    provincial_score_handover,
    provincial_score_reminder,
    provincial_score_report,
    ranking,
    rectification,
    reform_review,
    reminder,
    scheme,
    scheme_opinion,
    scoring_round,
    survey,
    task,
)
from services.noi_vu.field_report_views import FieldReports
from services.noi_vu.improvement_views import Improvements
from services.noi_vu.inspection_views import Inspections, OwnInspections
from services.noi_vu.meeting_work import Meetings
from services.noi_vu.obstacle_work import Obstacles
from services.noi_vu.plan_views import Plans
from services.noi_vu.provincial_score_view import ProvincialProgress
from services.noi_vu.scheme_views import Schemes
from services.noi_vu.views import OpenWork, RoundProgress
from shared.mechanism.department import Department
from shared.procedures import (
    amendment,
    document,
    field_advice,
    field_check,
    field_figures,
    field_guidance,
    information,
    inspection_round,
    nomination,
    own_inspection_book,
    plan_opinion,
    priorities,
    provincial_part,
    quarantine,
    submission,
    task_result,
    task_tracking,
)
from shared.procedures import appraisal as appraisal_of_owner
from shared.procedures import field_report as field_report_of_lead
from shared.procedures import inspection as inspection_of_lead
from shared.procedures import organisation as organisation_known
from shared.procedures import plan_adjustment as plan_adjustment_of_owner
from shared.procedures import scheme_opinion as scheme_opinion_of_owner
from shared.procedures import task as task_of_holder
from shared.procedures.appraisal_work import AppraisalWork
from shared.procedures.field_duties import FieldWork
from shared.procedures.nomination_work import NominationWork
from shared.procedures.organisation import OrganisationRegister
from shared.procedures.provincial_part_work import ProvincialPartWork
from shared.procedures.scheme_opinion_work import SchemeOpinionWork
from shared.procedures.task_work import ReformTasks


class NoiVu(Department):
    """Sở Nội vụ: cơ quan thường trực cải cách hành chính tỉnh, chủ trì đánh giá, xếp hạng (Điều 4, Điều 13)."""

    name = "noi_vu"
    procedures = (
        organisation_known,
        organisation,
        criteria_set,
        scoring_round,
        assessment,
        appraisal,
        handover,
        survey,
        ranking,
        decision,
        reminder,
        appraisal_of_owner,
        submission,
        document,
        information,
        amendment,
        quarantine,
        task_of_holder,
        task_result,
        task_tracking,
        task,
        obstacle,
        meeting,
        meeting_evaluation,
        scheme,
        scheme_opinion,
        scheme_opinion_of_owner,
        plan,
        plan_decision,
        plan_adjustment,
        plan_reminder,
        plan_measure,
        improvement,
        improvement_summary,
        priorities,
        plan_opinion,
        plan_adjustment_of_owner,
        provincial_score_criteria,
        provincial_score,
        provincial_score_report,
        provincial_score_reminder,
        provincial_score_concerned,
        provincial_score_handover,
        provincial_part,
        reform_review,
        commendation,
        rectification,
        communication,
        inspection,
        own_inspection,
        field_report,
        field_advice,
        field_check,
        field_figures,
        field_guidance,
        field_report_of_lead,
        inspection_of_lead,
        inspection_round,
        nomination,
        own_inspection_book,
    )
    views = (
        RoundProgress,
        OpenWork,
        AppraisalWork,
        ProvincialPartWork,
        ProvincialProgress,
        OrganisationRegister,
        ReformTasks,
        Obstacles,
        Meetings,
        Schemes,
        Plans,
        Improvements,
        SchemeOpinionWork,
        NominationWork,
        FieldWork,
        Inspections,
        OwnInspections,
        FieldReports,
    )
