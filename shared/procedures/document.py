"""Cấp số văn bản khi ban hành: liền nhau theo cơ quan, ký hiệu và năm (Nghị định 30/2020/NĐ-CP Điều 15).

A procedure that issues a document asks for its number here and puts the whole document into its own fact, so that the
fact and the number are noted in one transaction: refused together, numbered together, no gap.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from schemas.document import IssueDocument
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused, event
from shared.mechanism.taking import takes
from shared.regulation.windows import ict

# What is remembered


class DocumentSeries(Record):
    """Một dãy số văn bản: của một cơ quan, một ký hiệu, một năm."""

    key = ("agency", "notation", "year")

    @event("DocumentSeriesOpened")
    def __init__(self, *, agency: str, notation: str, year: int) -> None:
        self.agency = agency
        self.notation = notation
        self.year = year
        self.sequence = 0
        self.last_issued = date(year, 1, 1)
        self.latest: dict[str, Any] = {}

    def issue(
        self,
        *,
        signing: Mapping[str, Any],
        issued: date,
        title: str,
        about: str | None = None,
        recipients: Sequence[str] = (),
    ) -> dict[str, Any]:
        """The document with its number. Raises Refused when its date would break the order of the series."""
        if issued < self.last_issued:
            sentence = (
                f"Văn bản {self.notation} số {self.sequence:02d} đã ban hành ngày {self.last_issued:%d/%m/%Y}; "
                f"số sau không thể mang ngày {issued:%d/%m/%Y}."
            )
            raise Refused("DATE_BEFORE_LAST_NUMBER", sentence)
        self._issue(
            agency=self.agency,
            notation=self.notation,
            year=self.year,
            sequence=self.sequence + 1,
            document={
                "number": f"{self.sequence + 1:02d}",
                "notation": self.notation,
                "issued": issued,
                "signer": signing["signer"],
                "position": signing["position"],
                "capacity": signing["capacity"],
            },
            title=title,
            about=about,
            recipients=list(recipients),
        )
        return self.latest

    @event("DocumentIssued")
    def _issue(
        self,
        *,
        agency: str,
        notation: str,
        year: int,
        sequence: int,
        document: dict[str, Any],
        title: str,
        about: str | None,
        recipients: list[str],
    ) -> None:
        self.sequence = sequence
        self.last_issued = date.fromisoformat(document["issued"])
        self.latest = document


def issue_document(
    ledger: Ledger,
    *,
    signing: Mapping[str, Any],
    title: str,
    about: str | None = None,
    recipients: Sequence[str] = (),
    agency: str | None = None,
) -> tuple[DocumentSeries, dict[str, Any]]:
    """The series, which the taker yields with its own record, and the numbered document.

    ``agency`` is the issuer: this department's own when left out, ``UBND`` for what the Committee issues.
    Raises Refused: the date lies in the future, or before the last number of the series.
    """
    today = ict(ledger.now).date()
    issued: date = signing["issued"] or today
    if issued > today:
        raise Refused("DATE_IN_FUTURE", f"Ngày ban hành {issued:%d/%m/%Y} chưa tới.")
    key = {"agency": agency or ledger.agency, "notation": signing["notation"], "year": issued.year}
    series = ledger.find(DocumentSeries, **key) or DocumentSeries(**key)
    return series, series.issue(signing=signing, issued=issued, title=title, about=about, recipients=recipients)


# What is taken


@takes(IssueDocument)
def issue(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    series, _ = issue_document(
        ledger, signing=data["signing"], title=data["title"], about=data["about"], recipients=data["recipients"]
    )
    yield series
