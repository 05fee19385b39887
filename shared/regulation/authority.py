"""Ai được gửi lệnh gì cho cơ quan nào (Điều 2 khoản 1: chỉ hành động trong thẩm quyền của mình): one table.

`sender` is one of
    an agency id   only that agency (SNV, VPUBND);
    OWN            the agency whose assessment it is: the one that the data name in their field `agency`;
    OWNER          the agency that the addressed department speaks for; whether it owns each criterion of the
                   message is for the department to decide: that depends on the criteria set and the day;
    ANY            any agency of the province; whether it is this one's turn is for the record to decide.
`to` is the department that takes the command (or several of them), or OWNER for every appraising department.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from shared.regulation.agencies import UnknownAgency, agency, agency_of

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
    Authority("SkipQuarantined", OWNER, OWNER),
    # Văn bản, trình UBND tỉnh
    Authority("IssueDocument", OWNER, OWNER),
    Authority("DecideMatter", "VPUBND", "vp_ubnd"),
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


def refusal(command: str, agency: str, data: Mapping[str, object], department: str) -> str | None:
    """Why it may not be sent, as a Vietnamese sentence; None when it may. An unknown name is a refusal too."""
    row = _BY_COMMAND.get(command)
    if row is None:
        return f"Không cơ quan nào được gửi lệnh {command}: lệnh không có trong bảng thẩm quyền."
    if department not in addressed_to(command):
        return f"Lệnh {command} không gửi cho {_department(department)} mà gửi cho {_addressees(row)}."
    if row.sender == ANY:
        return None if _known(agency) else f"{_name(agency)} không thuộc tỉnh nên không được gửi lệnh {command}."
    entitled = _entitled(row, data, department)
    if entitled is None:
        return f"Lệnh {command} không nêu cơ quan được đánh giá nên không xác định được ai có quyền gửi."
    if agency != entitled:
        return f"{_name(agency)} không được gửi lệnh {command}: chỉ {_name(entitled)} được gửi."
    return None


def _entitled(row: Authority, data: Mapping[str, object], department: str) -> str | None:
    """The one agency id that may send it, here and with these data."""
    if row.sender == OWN:
        named = data.get("agency")
        return named if isinstance(named, str) and named else None
    if row.sender == OWNER:
        return agency_of(department).id
    return row.sender


def _known(agency_id: str) -> bool:
    try:
        agency(agency_id)
    except UnknownAgency:
        return False
    return True


def _name(agency_id: str) -> str:
    return agency(agency_id).name if _known(agency_id) else f"Cơ quan lạ {agency_id!r}"


def _department(service: str) -> str:
    try:
        return agency_of(service).name
    except UnknownAgency:
        return f"dịch vụ {service!r}"


def _addressees(row: Authority) -> str:
    return ", ".join(_department(service) for service in addressed_to(row.command))
