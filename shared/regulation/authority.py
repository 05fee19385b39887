"""Ai được gửi lệnh gì cho cơ quan nào (Điều 2 khoản 1: chỉ hành động trong thẩm quyền của mình): one table.

`sender` is one of
    an agency id   only that agency (SNV, VPUBND);
    OWN            the agency whose assessment it is: the one that the data name in their field `agency`;
    OWNER          the agency that the addressed department speaks for; whether it owns each criterion of the
                   message is for the department to decide: that depends on the criteria set and the day;
    ANY            any agency of the province; whether it is this one's turn is for the record to decide.
`to` is the department that takes the command (or several of them), or OWNER for every appraising department.

Whoever is no more sends nothing; who stands in its place on that day sends instead, also through the predecessor's
own department, until what lies there is closed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from shared.regulation.agencies import UnknownAgency, agency_of
from shared.regulation.competences import IN_FORCE
from shared.regulation.organisation import BASELINE, Organisation

OWN = "own agency"
OWNER = "owner"
ANY = "any agency"
APPRAISERS = ("noi_vu", "tu_phap", "tai_chinh", "tt_tt", "kh_cn", "vp_ubnd")


@dataclass(frozen=True)
class Authority:
    """Một dòng thẩm quyền: who may send this command, and to whom. Its clauses stand in its schema."""

    command: str
    sender: str
    to: str | tuple[str, ...]


AUTHORITIES: tuple[Authority, ...] = (
    Authority("AdoptCriteriaSet", "SNV", "noi_vu"),
    Authority("CopyCriteriaSet", "SNV", "noi_vu"),
    Authority("OpenRound", "SNV", "noi_vu"),
    Authority("ExtendWindow", "SNV", "noi_vu"),
    Authority("SaveAssessment", OWN, "noi_vu"),
    Authority("SubmitAssessment", OWN, "noi_vu"),
    Authority("WithdrawAssessment", OWN, "noi_vu"),
    Authority("RequestCorrection", OWN, "noi_vu"),
    Authority("DecideCorrection", "SNV", "noi_vu"),
    Authority("DeclareAssessmentMissing", "SNV", "noi_vu"),
    Authority("AppraiseCriteria", OWNER, OWNER),
    Authority("ExplainCriteria", OWN, "noi_vu"),
    Authority("ReappraiseCriteria", OWNER, OWNER),
    Authority("EnterSurveyScores", "SNV", "noi_vu"),
    Authority("ProposeRanking", "SNV", "noi_vu"),
    Authority("SubmitResults", "SNV", "noi_vu"),
    Authority("DecideResults", "VPUBND", "vp_ubnd"),
    Authority("ProposeResultCorrection", "SNV", "noi_vu"),
    Authority("DecideResultCorrection", "VPUBND", "vp_ubnd"),
    Authority("RetryQuarantined", OWNER, OWNER),
    Authority("RetryManyQuarantined", OWNER, OWNER),
    Authority("CorrectQuarantined", OWNER, OWNER),
    Authority("SkipQuarantined", OWNER, OWNER),
    # Văn bản, trình UBND tỉnh
    # Quy chế đánh giá, xếp hạng
    Authority("CirculateRatingRules", "SNV", "noi_vu"),
    Authority("CommentOnRatingRules", OWN, "noi_vu"),
    Authority("SubmitRatingRules", "SNV", "noi_vu"),
    # Tổng kết, khen thưởng, chấn chỉnh
    Authority("OpenReformReview", "SNV", "noi_vu"),
    Authority("SubmitReviewReport", OWN, "noi_vu"),
    Authority("ConcludeReformReview", "SNV", "noi_vu"),
    Authority("NominateForCommendation", OWN, "noi_vu"),
    Authority("ProposeCommendation", "SNV", "noi_vu"),
    Authority("NoteShortcoming", "SNV", "noi_vu"),
    Authority("ExplainShortcoming", OWN, "noi_vu"),
    Authority("CloseShortcoming", "SNV", "noi_vu"),
    Authority("ProposeRectification", "SNV", "noi_vu"),
    # Thông tin, tuyên truyền
    Authority("PlanCommunication", "SNV", "noi_vu"),
    Authority("RecordActivity", OWN, "noi_vu"),
    Authority("ReportCommunication", "SNV", "noi_vu"),
    # Cung cấp, trao đổi thông tin, tài liệu
    Authority("ShareInformation", OWN, OWNER),
    Authority("CorrectInformation", OWN, OWNER),
    Authority("WithdrawInformation", OWN, OWNER),
    Authority("ConfirmReading", OWN, OWNER),
    # Rà soát, kiến nghị sửa đổi quy định
    Authority("ReviewRule", OWN, OWNER),
    Authority("ProposeAmendment", OWN, OWNER),
    Authority("WithdrawAmendment", OWN, OWNER),
    Authority("DisposeAmendment", OWN, OWNER),
    Authority("IssueDocument", OWNER, OWNER),
    Authority("DecideMatter", "VPUBND", "vp_ubnd"),
    # Danh bạ cơ quan và thẩm quyền
    Authority("EstablishAgency", "SNV", "noi_vu"),
    Authority("RenameAgency", "SNV", "noi_vu"),
    Authority("PlaceAgency", "SNV", "noi_vu"),
    Authority("MergeAgencies", "SNV", "noi_vu"),
    Authority("DissolveAgency", "SNV", "noi_vu"),
    Authority("TransferCompetence", "SNV", "noi_vu"),
    Authority("AssignAgencyCode", "SNV", "noi_vu"),
    Authority("WithdrawReorganisation", "SNV", "noi_vu"),
    # Thẩm định đề án, dự án
    Authority("SubmitScheme", OWN, "noi_vu"),
    Authority("RequestSchemeSupplement", "SNV", "noi_vu"),
    Authority("SupplementScheme", OWN, "noi_vu"),
    Authority("AcceptScheme", "SNV", "noi_vu"),
    Authority("RequestSchemeClarification", OWNER, OWNER),
    Authority("AnswerSchemeClarification", OWN, "noi_vu"),
    Authority("GiveSchemeOpinion", OWNER, OWNER),
    Authority("AmendSchemeOpinion", OWNER, OWNER),
    Authority("ExtendSchemeDeadline", "SNV", "noi_vu"),
    Authority("ConcludeSchemeAppraisal", "SNV", "noi_vu"),
    Authority("ForwardScheme", "SNV", "noi_vu"),
    Authority("ResubmitScheme", OWN, "noi_vu"),
    Authority("WithdrawScheme", OWN, "noi_vu"),
    Authority("SubmitSchemeFunding", "STC", "tai_chinh"),
    # Dự toán, phân bổ kinh phí
    Authority("IssueBudgetGuidance", "STC", "tai_chinh"),
    Authority("SubmitBudgetEstimate", OWN, "tai_chinh"),
    Authority("SupplementBudgetEstimate", OWN, "tai_chinh"),
    Authority("ConsolidateBudgetEstimates", "STC", "tai_chinh"),
    Authority("ProposeBudgetAllocation", "STC", "tai_chinh"),
    Authority("ProposeBudgetAdjustment", "STC", "tai_chinh"),
    # Nhiệm vụ được giao
    Authority("AssignTask", "VPUBND", "vp_ubnd"),
    Authority("DivideTask", ANY, OWNER),
    Authority("AcceptTask", ANY, OWNER),
    Authority("RequestTaskAdjustment", ANY, OWNER),
    Authority("AnswerTaskRequest", OWNER, OWNER),
    Authority("AdjustTask", OWNER, OWNER),
    Authority("CancelTask", OWNER, OWNER),
    Authority("ReportTaskProgress", ANY, OWNER),
    Authority("ReportTaskDone", ANY, OWNER),
    Authority("ConfirmTask", OWNER, OWNER),
    Authority("ReturnTask", OWNER, OWNER),
    Authority("ReopenTask", OWNER, OWNER),
    Authority("UrgeTask", ANY, OWNER),
    Authority("ReportReformTasks", "SNV", "noi_vu"),
    Authority("ReportAssignedTasks", "VPUBND", "vp_ubnd"),
    # Khó khăn, vướng mắc
    Authority("ReportObstacle", OWN, "noi_vu"),
    Authority("WithdrawObstacle", OWN, "noi_vu"),
    Authority("AskObstacleOpinion", "SNV", "noi_vu"),
    Authority("GiveObstacleOpinion", OWN, "noi_vu"),
    Authority("ResolveObstacle", ANY, "noi_vu"),
    Authority("ConsolidateObstacles", "SNV", "noi_vu"),
    Authority("SeparateObstacle", "SNV", "noi_vu"),
    Authority("AdviseOnObstacles", "SNV", "noi_vu"),
    Authority("ReopenObstacle", OWN, "noi_vu"),
    # Họp giao ban, họp đánh giá việc thực hiện Quy chế
    Authority("CallMeeting", "SNV", "noi_vu"),
    Authority("SendMeetingMaterial", ANY, "noi_vu"),
    Authority("RescheduleMeeting", "SNV", "noi_vu"),
    Authority("CancelMeeting", "SNV", "noi_vu"),
    Authority("RecordAttendance", "SNV", "noi_vu"),
    Authority("ConcludeMeeting", "SNV", "noi_vu"),
    Authority("IssueMinutes", "SNV", "noi_vu"),
    Authority("RequestEvaluations", "SNV", "noi_vu"),
    Authority("GiveEvaluation", OWN, "noi_vu"),
    Authority("ReportEvaluation", "SNV", "noi_vu"),
    # Kế hoạch, chương trình; chủ trương, biện pháp
    Authority("CallForPriorities", "SNV", "noi_vu"),
    Authority("ProposePriorities", OWNER, OWNER),
    Authority("WithdrawPriorities", OWNER, OWNER),
    Authority("ExtendPlanDeadline", "SNV", "noi_vu"),
    Authority("CarryPlanOver", "SNV", "noi_vu"),
    Authority("ConsolidatePlan", "SNV", "noi_vu"),
    Authority("CirculatePlan", "SNV", "noi_vu"),
    Authority("GivePlanOpinion", OWNER, OWNER),
    Authority("RevisePlan", "SNV", "noi_vu"),
    Authority("SubmitPlan", "SNV", "noi_vu"),
    Authority("CancelPlan", "SNV", "noi_vu"),
    Authority("ProposePlanAdjustment", OWNER, OWNER),
    Authority("AdjustPlan", "SNV", "noi_vu"),
    Authority("DeclinePlanAdjustment", "SNV", "noi_vu"),
    Authority("ProposeMeasure", "SNV", "noi_vu"),
    # Tự chấm cấp tỉnh (PAR INDEX)
    Authority("RecordProvincialCriteriaSet", "SNV", "noi_vu"),
    Authority("OpenProvincialRound", "SNV", "noi_vu"),
    Authority("CancelProvincialRound", "SNV", "noi_vu"),
    Authority("MoveProvincialDeadline", "SNV", "noi_vu"),
    Authority("SaveProvincialPart", OWNER, OWNER),
    Authority("SubmitProvincialPart", OWNER, OWNER),
    Authority("WithdrawProvincialPart", OWNER, OWNER),
    Authority("SaveConcernedPart", OWN, "noi_vu"),
    Authority("SubmitConcernedPart", OWN, "noi_vu"),
    Authority("WithdrawConcernedPart", OWN, "noi_vu"),
    Authority("ReturnProvincialPart", "SNV", "noi_vu"),
    Authority("ConsolidateProvincialScore", "SNV", "noi_vu"),
    Authority("SubmitProvincialScore", "SNV", "noi_vu"),
    Authority("SendToMinistry", "SNV", "noi_vu"),
    Authority("RecordMinistryReceipt", "SNV", "noi_vu"),
    Authority("RecordMinistryResult", "SNV", "noi_vu"),
    # Kiểm tra (Điều 8 khoản 1, khoản 2)
    Authority("AssignInspection", "SNV", "noi_vu"),
    Authority("CancelInspection", "SNV", "noi_vu"),
    Authority("PlanInspection", OWN, OWNER),
    Authority("RequestNominations", OWN, OWNER),
    Authority("NominateStaff", OWN, OWNER),
    Authority("ReplaceNominees", OWN, OWNER),
    Authority("DeclineNomination", OWN, OWNER),
    Authority("ExcuseFromRound", OWN, OWNER),
    Authority("FormTeam", OWN, OWNER),
    Authority("RecordVisit", OWN, OWNER),
    Authority("PostponeInspectionRound", OWN, OWNER),
    Authority("CancelInspectionRound", OWN, OWNER),
    Authority("ReportInspection", OWN, OWNER),
    Authority("ConcludeInspection", OWN, OWNER),
    # Kiểm tra của từng cơ quan (Điều 8 khoản 3)
    Authority("RequestOwnInspections", "SNV", "noi_vu"),
    Authority("SendOwnInspectionPlan", OWN, "noi_vu"),
    Authority("RecordOwnInspection", OWN, "noi_vu"),
    Authority("SendOwnInspectionResult", OWN, "noi_vu"),
    Authority("ConsolidateOwnInspections", OWNER, OWNER),
    # Hướng dẫn, kiểm tra, báo cáo lĩnh vực (Điều 13–18)
    Authority("IssueGuidance", OWNER, OWNER),
    Authority("WithdrawGuidance", OWNER, OWNER),
    Authority("RecordFieldCheck", OWNER, OWNER),
    Authority("ReportRemedy", OWN, OWNER),
    Authority("RequestFieldFigures", OWNER, OWNER),
    Authority("SupplyFieldFigures", OWN, OWNER),
    Authority("RequestFieldReports", "SNV", "noi_vu"),
    Authority("SubmitFieldReport", OWNER, OWNER),
    Authority("SubmitFieldAdvice", OWNER, OWNER),
    # Kế hoạch cải thiện các Chỉ số
    Authority("DraftImprovementPlan", "SNV", "noi_vu"),
    Authority("SubmitImprovementPlan", "SNV", "noi_vu"),
    Authority("ExtendImprovementPeriod", "SNV", "noi_vu"),
    Authority("SubmitImprovementSummary", OWN, "noi_vu"),
    Authority("ReturnImprovementSummary", "SNV", "noi_vu"),
    Authority("ConsolidateImprovement", "SNV", "noi_vu"),
    Authority("IssueImprovementGuidance", "SNV", "noi_vu"),
)

_BY_COMMAND = {row.command: row for row in AUTHORITIES}


class UnknownCommand(LookupError):
    """No command of this name is in the table: nobody may send it."""


def authority(command: str) -> Authority:
    """The row of this command. Raises UnknownCommand."""
    try:
        return _BY_COMMAND[command]
    except KeyError:
        raise UnknownCommand(f"Không có lệnh {command!r} trong bảng thẩm quyền.") from None


def addressed_to(command: str) -> tuple[str, ...]:
    """The departments (service names) that take this command. Raises UnknownCommand."""
    to = authority(command).to
    if to == OWNER:
        return APPRAISERS
    return (to,) if isinstance(to, str) else to


def may_send(command: str, agency: str, data: Mapping[str, object], department: str) -> bool:
    """True when this agency may send this command, with these data, to this department."""
    return refusal(command, agency, data, department) is None


def refusal(
    command: str,
    agency: str,
    data: Mapping[str, object],
    department: str,
    organisation: Organisation = BASELINE,
    on: date = IN_FORCE,
) -> str | None:
    """Why it may not be sent that day, as a Vietnamese sentence; None when it may. An unknown name is a refusal too."""
    row = _BY_COMMAND.get(command)
    if row is None:
        return f"Không cơ quan nào được gửi lệnh {command}: lệnh không có trong bảng thẩm quyền."
    if department not in addressed_to(command):
        return f"Lệnh {command} không gửi cho {_department(department)} mà gửi cho {_addressees(row)}."
    try:
        organisation.agency(agency, on)
    except UnknownAgency as reason:
        if row.sender == ANY or organisation.known_by(agency):
            return f"{reason} Vì thế không được gửi lệnh {command}."
    if row.sender == ANY:
        return None
    named = _entitled(row, data, department)
    if named is None:
        return f"Lệnh {command} không nêu cơ quan được đánh giá nên không xác định được ai có quyền gửi."
    entitled = organisation.successor(named, on)
    if agency != entitled:
        sender, only = _name(agency, organisation, on), _name(entitled, organisation, on)
        return f"{sender} không được gửi lệnh {command}: chỉ {only} được gửi."
    return None


def _entitled(row: Authority, data: Mapping[str, object], department: str) -> str | None:
    """The one agency id that may send it, here and with these data."""
    if row.sender == OWN:
        named = data.get("agency")
        return named if isinstance(named, str) and named else None
    if row.sender == OWNER:
        return agency_of(department).id
    return row.sender


def _name(agency_id: str, organisation: Organisation, on: date) -> str:
    try:
        return organisation.described(agency_id, on).name
    except UnknownAgency:
        return f"Cơ quan lạ {agency_id!r}"


def _department(service: str) -> str:
    try:
        return agency_of(service).name
    except UnknownAgency:
        return f"dịch vụ {service!r}"


def _addressees(row: Authority) -> str:
    return ", ".join(_department(service) for service in addressed_to(row.command))
