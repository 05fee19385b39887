"""Thẩm quyền thẩm định theo nội dung (Điều 13 khoản 4, Điều 14–18): which agency appraises what, and from when to when.

Ownership attaches to the criterion, not to the field: "chỉ đạo điều hành" and "hiện đại hóa" each have two
owners. It is looked up on a date. The table is as on 18/6/2021 and stays so: when the State moves a competence,
``organisation`` adds the fact to it, and gives the old row its last day and the new row its first.
"""

from dataclasses import dataclass
from datetime import date

IN_FORCE = date(2021, 6, 18)  # Điều 2 của Quyết định: có hiệu lực kể từ ngày ký


class UnknownCompetence(LookupError):
    """No competence of this name exists, or nobody holds it on the day asked."""


@dataclass(frozen=True)
class Ownership:
    """Một dòng thẩm quyền: competence → owner agency, by which clause, from a day to a day (both inclusive)."""

    competence: str
    title: str
    owner: str  # agency id
    clause: str  # the duty of appraising the units; "†" where the regulation names nobody
    valid_from: date = IN_FORCE
    valid_to: date | None = None
    note: str = ""

    @property
    def design(self) -> bool:
        """True where the regulation is silent and the row is product design (†)."""
        return self.clause == "†"

    def holds(self, on: date) -> bool:
        """True when the row is valid on this day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


OWNERSHIPS: tuple[Ownership, ...] = (
    Ownership("steering", "Chỉ đạo, điều hành cải cách hành chính", "SNV", "QC-13.4-2"),
    Ownership("organisation", "Tổ chức bộ máy", "SNV", "QC-13.4-2"),
    Ownership("civil_service", "Chế độ công vụ", "SNV", "QC-13.4-2"),
    Ownership("assigned_tasks", "Thực hiện nhiệm vụ được giao", "VPUBND", "QC-14.2-2"),
    Ownership("administrative_procedures", "Kiểm soát thủ tục hành chính", "VPUBND", "QC-14.2-2"),
    Ownership("one_stop", "Cơ chế một cửa, một cửa liên thông", "VPUBND", "QC-14.2-2"),
    Ownership("institutions", "Cải cách thể chế", "STP", "QC-15.2-2"),
    Ownership("public_finance", "Cải cách tài chính công", "STC", "QC-16.3-2"),
    Ownership("information_technology", "Công nghệ thông tin phục vụ cải cách hành chính", "STTTT", "QC-17.2-2"),
    Ownership(
        "online_services",
        "Dịch vụ công trực tuyến, bưu chính công ích",
        "STTTT",
        "†",
        note="Điều 17 khoản 2 giao STTTT chấm cấp tỉnh; thẩm định đơn vị lại chỉ dẫn về khoản 1, thiếu nội dung này.",
    ),
    Ownership("iso", "Hệ thống quản lý chất lượng ISO 9001", "SKHCN", "QC-18.2-2"),
    Ownership(
        "survey",
        "Điều tra xã hội học",
        "SNV",
        "†",
        note="Quy chế không giao điều tra xã hội học cho cơ quan nào.",
    ),
)

COMPETENCES: dict[str, str] = {row.competence: row.title for row in OWNERSHIPS}


def ownership(competence: str, on: date) -> Ownership:
    """The one row that is valid on this day. Raises UnknownCompetence."""
    if competence not in COMPETENCES:
        raise UnknownCompetence(f"Không có nội dung thẩm định {competence!r}.")
    for row in OWNERSHIPS:
        if row.competence == competence and row.holds(on):
            return row
    raise UnknownCompetence(f"Ngày {on:%d/%m/%Y} chưa có cơ quan nào thẩm định nội dung {COMPETENCES[competence]!r}.")


def owner(competence: str, on: date) -> str:
    """The agency id of who appraises this competence on this day. Raises UnknownCompetence."""
    return ownership(competence, on).owner


def competences_of(agency_id: str, on: date) -> tuple[str, ...]:
    """What this agency appraises on this day, in the order of the articles; empty for most agencies."""
    return tuple(row.competence for row in OWNERSHIPS if row.owner == agency_id and row.holds(on))
