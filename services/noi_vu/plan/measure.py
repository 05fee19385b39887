"""Chủ trương, biện pháp đẩy mạnh cải cách hành chính trình UBND tỉnh, Chủ tịch UBND tỉnh (Điều 6 khoản 1 điểm b)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from schemas.plan_measure import ProposeMeasure
from schemas.submission import MatterDecided
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, event
from shared.mechanism.taking import takes
from shared.procedures.document import issue_document
from shared.procedures.organisation import organisation
from shared.procedures.submission import submission_of
from shared.regulation.participants import field_agencies

# What is remembered


class Measure(Record):
    """Một chủ trương, biện pháp được trình (Điều 6 khoản 1 điểm b)."""

    key = ("measure",)
    dossier = True

    @event("MeasureBegun")
    def __init__(self, *, measure: str, lead: str) -> None:
        self.measure = measure
        self.lead = lead
        self.title = ""
        self.proposal = 0

    @property
    def matter(self) -> str:
        return f"measure/{self.measure}"

    def propose(self, **told: Any) -> None:
        """Propose, or propose again what was returned; the submission refuses what is pending or decided."""
        self._propose(measure=self.measure, proposal=self.proposal + 1, lead=self.lead, **told)

    @event("MeasureProposed")
    def _propose(
        self,
        *,
        measure: str,
        proposal: int,
        title: str,
        content: str,
        need: str,
        lead: str,
        coordinators: list[str],
        mode: str,
        document: dict[str, Any],
    ) -> None:
        self.proposal = proposal
        self.title = title

    def decide(self, *, approved: bool, document: Mapping[str, Any], reason: str | None) -> None:
        self._decide(
            measure=self.measure,
            title=self.title,
            lead=self.lead,
            approved=approved,
            reason=reason,
            document=document,
        )

    @event("MeasureDecided")
    def _decide(
        self, *, measure: str, title: str, lead: str, approved: bool, reason: str | None, document: Mapping[str, Any]
    ) -> None:
        pass


# What is taken


@takes(ProposeMeasure)
def propose(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    measure = ledger.find(Measure, measure=data["measure"]) or Measure(measure=data["measure"], lead=ledger.agency)
    coordinators = list(field_agencies(organisation(ledger), ledger.now.date()))
    series, document = issue_document(
        ledger, signing=data["signing"], title=data["title"], about=measure.matter, recipients=["VPUBND"]
    )
    submission = submission_of(ledger, measure.matter)
    submission.submit(
        kind="measure",
        clause="QC-6.1.b",
        lead=measure.lead,
        coordinators=coordinators,
        title=data["title"],
        document=document,
    )
    measure.propose(
        **{name: data[name] for name in ("title", "content", "need", "mode")},
        coordinators=coordinators,
        document=document,
    )
    yield series
    yield measure
    yield submission


@takes(MatterDecided)
def note_decision(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    if data["kind"] != "measure" or data["lead"] != ledger.agency:
        return
    measure = ledger.find(Measure, measure=data["matter"].split("/")[1])
    if measure is None:
        raise LookupError(f"{data['matter']} was never submitted")
    measure.decide(approved=data["approved"], document=data["document"], reason=data["reason"])
    yield measure
