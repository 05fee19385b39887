"""Sở Nội vụ: bảng mục lục của dịch vụ (Điều 4 khoản 1, Điều 13)."""

from services.noi_vu import (
    appraisal,
    assessment,
    commendation,
    communication,
    criteria_set,
    decision,
    handover,
    organisation,
    ranking,
    rating_rules,
    rectification,
    reform_review,
    reminder,
    scoring_round,
    survey,
    task,
)
from services.noi_vu.field_report import field_report
from services.noi_vu.field_report.views import FieldReports
from services.noi_vu.improvement import improvement, summary
from services.noi_vu.improvement.views import Improvements
from services.noi_vu.inspection import inspection
from services.noi_vu.inspection.views import Inspections, OwnInspections
from services.noi_vu.meeting import evaluation, meeting
from services.noi_vu.meeting.work import Meetings
from services.noi_vu.obstacle import obstacle
from services.noi_vu.obstacle.work import Obstacles
from services.noi_vu.own_inspection import own_inspection
from services.noi_vu.plan import adjustment, measure, plan
from services.noi_vu.plan import decision as plan_decision
from services.noi_vu.plan import reminder as plan_reminder
from services.noi_vu.plan.views import Plans
from services.noi_vu.provincial_score import concerned, criteria, provincial_score, report
from services.noi_vu.provincial_score import handover as provincial_handover
from services.noi_vu.provincial_score import reminder as provincial_reminder
from services.noi_vu.provincial_score.view import ProvincialProgress
from services.noi_vu.scheme import opinion, scheme
from services.noi_vu.scheme.views import Schemes
from services.noi_vu.views import OpenWork, RoundProgress
from shared.mechanism.department import Department
from shared.procedures.organisation import OrganisationRegister
from shared.procedures.standing import STANDING, STANDING_VIEWS
from shared.procedures.task import tracking
from shared.procedures.task.work import ReformTasks


class NoiVu(Department):
    """Sở Nội vụ: cơ quan thường trực cải cách hành chính tỉnh, chủ trì đánh giá, xếp hạng (Điều 4, Điều 13)."""

    name = "noi_vu"
    procedures = (
        *STANDING,
        organisation,
        # Đợt đánh giá, xếp hạng (Điều 10 khoản 2)
        rating_rules,
        criteria_set,
        scoring_round,
        assessment,
        appraisal,
        handover,
        survey,
        ranking,
        decision,
        reminder,
        # Tự chấm điểm cấp tỉnh (Điều 10 khoản 1)
        criteria,
        provincial_score,
        report,
        provincial_reminder,
        concerned,
        provincial_handover,
        # Kế hoạch, chương trình, kế hoạch cải thiện Chỉ số (Điều 6, Điều 11)
        plan,
        plan_decision,
        adjustment,
        plan_reminder,
        measure,
        improvement,
        summary,
        # Đề án, kiểm tra (Điều 8, Điều 9)
        scheme,
        opinion,
        inspection,
        own_inspection,
        # Nhiệm vụ, vướng mắc, họp (Điều 7, Điều 12, Điều 13, Điều 20)
        tracking,
        task,
        obstacle,
        meeting,
        evaluation,
        field_report,
        # Tổng kết, khen thưởng, chấn chỉnh, tuyên truyền (Điều 3, Điều 13)
        reform_review,
        commendation,
        rectification,
        communication,
    )
    views = (
        *STANDING_VIEWS,
        OrganisationRegister,
        RoundProgress,
        OpenWork,
        ProvincialProgress,
        Plans,
        Improvements,
        Schemes,
        Inspections,
        OwnInspections,
        ReformTasks,
        Obstacles,
        Meetings,
        FieldReports,
    )
