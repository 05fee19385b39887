"""Sổ tiếp nhận đề án, dự án cải cách hành chính: số hồ sơ liền nhau trong năm (Điều 9 khoản 1; †)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shared.mechanism.ledger import Ledger
from shared.mechanism.record import Record, Refused, event

# What is remembered


class SchemeRegister(Record):
    """Sổ tiếp nhận: văn bản nào của cơ quan nào đã thành hồ sơ số mấy."""

    @event("SchemeRegisterOpened")
    def __init__(self) -> None:
        self.entered: list[tuple[int, str]] = []
        self.known: dict[tuple[str, ...], str] = {}

    def enter(self, *, year: int, agency: str, document: Mapping[str, Any]) -> str:
        """The code of a new scheme. Raises Refused when the same paper of the same agency is already in."""
        paper = _paper(agency, document)
        if paper in self.known:
            sentence = (
                f"Văn bản {document['number']}/{document['notation']} của {agency} đã tiếp nhận: {self.known[paper]}."
            )
            raise Refused("SCHEME_ALREADY_RECEIVED", sentence)
        code = f"DA-{sum(1 for each, _ in self.entered if each == year) + 1:02d}"
        self._enter(year=year, code=code, paper=list(paper))
        return code

    @event("SchemeEntered")
    def _enter(self, *, year: int, code: str, paper: list[str]) -> None:
        self.entered.append((year, code))
        self.known[tuple(paper)] = f"{year}/{code}"


def _paper(agency: str, document: Mapping[str, Any]) -> tuple[str, ...]:
    """What tells one outgoing paper of an agency from another: numbers begin again every year."""
    return (agency, document["number"], document["notation"], str(document["issued"].year))


def scheme_register(ledger: Ledger) -> SchemeRegister:
    return ledger.find(SchemeRegister) or SchemeRegister()
