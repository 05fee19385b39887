"""Ai chủ trì, ai phối hợp một nghĩa vụ, vào ngày nào: by competence, never by a list of names (Điều 2 khoản 2).

The sets differ from duty to duty: Điều 9 asks four and not Sở Tư pháp, Điều 10 khoản 1 asks those concerned as well.
"""

from __future__ import annotations

from datetime import date

from shared.regulation.organisation import Organisation

STANDING = "steering"
"""The competence whose holder is cơ quan thường trực cải cách hành chính (Điều 4 khoản 1)."""

FIELDS = (
    "institutions",
    "public_finance",
    "information_technology",
    "iso",
    "administrative_procedures",
)
"""The competences whose holders the regulation lists beside Sở Nội vụ (5CQ), wherever it lists all of them."""

SCHEME_CONTENTS = {
    "QC-9.2": ("administrative_procedures", "one_stop"),
    "QC-9.3": ("information_technology",),
    "QC-9.4": ("iso",),
    "QC-9.5-1": ("public_finance",),
}
"""Điều 9: who appraises which content of a scheme; cải cách thể chế is not among them."""


def standing_agency(organisation: Organisation, on: date) -> str:
    """Cơ quan thường trực cải cách hành chính: Sở Nội vụ in 2021."""
    return organisation.owner(STANDING, on)


def field_agencies(organisation: Organisation, on: date) -> tuple[str, ...]:
    """The holders of the fields beside the standing agency: five agencies in 2021, fewer after a merger."""
    return tuple(each for each in organisation.holders(FIELDS, on) if each != standing_agency(organisation, on))
