"""Tham mưu UBND tỉnh thực hiện nội dung thuộc lĩnh vực mình (Điều 7 khoản 2 điểm b), trực tiếp, không qua Sở Nội vụ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemas.field_report import SubmitFieldAdvice
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused, event
from shared.mechanism.taking import takes
from shared.procedures.document import issue_document
from shared.procedures.field.lead import own_content
from shared.procedures.organisation import organisation
from shared.procedures.submission import submission_of
from shared.procedures.task.task import must_be_known
from shared.regulation.participants import field_agencies

# What is remembered


class FieldAdvice(Record):
    """Một tham mưu: các lần trình; UBND tỉnh quyết định thế nào thì việc trình ghi nhớ."""

    key = ("advice", "lead")
    dossier = True

    @event("FieldAdviceOpened")
    def __init__(self, *, advice: str, lead: str, content: str) -> None:
        self.advice = advice
        self.lead = lead
        self.content = content

    @property
    def about(self) -> str:
        return f"field_advice/{self.advice}/{self.lead}"

    def submit(
        self,
        *,
        coordinators: list[str],
        mode: str,
        title: str,
        body: str,
        submission: int,
        document: dict[str, Any],
    ) -> None:
        self._submit(
            advice=self.advice,
            content=self.content,
            lead=self.lead,
            coordinators=coordinators,
            mode=mode,
            title=title,
            body=body,
            submission=submission,
            document=document,
        )

    @event("FieldAdviceSubmitted")
    def _submit(
        self,
        *,
        advice: str,
        content: str,
        lead: str,
        coordinators: list[str],
        mode: str,
        title: str,
        body: str,
        submission: int,
        document: dict[str, Any],
    ) -> None:
        pass


# What is taken


@takes(SubmitFieldAdvice)
def submit(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Trình, hoặc trình lại điều đã bị trả lại."""
    data = message.data
    own_content(ledger, data["content"])
    if ledger.agency not in field_agencies(organisation(ledger), ledger.now.date()):
        sentence = f"Điều 7 khoản 2 điểm b giao các cơ quan lĩnh vực; {ledger.agency} tham mưu theo Điều 4, Điều 6."
        raise Refused("NOT_FIELD_AGENCY", sentence)
    must_be_known(ledger, data["coordinators"])
    key = {"advice": data["advice"], "lead": ledger.agency}
    found = ledger.find(FieldAdvice, **key) or FieldAdvice(**key, content=data["content"])
    if found.content != data["content"]:
        raise Refused("ADVICE_EXISTS", f"Mã tham mưu {data['advice']} đã dùng cho nội dung khác.")
    series, document = issue_document(ledger, signing=data["signing"], title=data["title"], about=found.about)
    submission = submission_of(ledger, found.about)
    submission.submit(
        kind="field_report",
        clause="QC-7.2.b",
        lead=ledger.agency,
        coordinators=data["coordinators"],
        title=data["title"],
        document=document,
        wanted=data["wanted"],
    )
    found.submit(
        **{name: data[name] for name in ("coordinators", "mode", "title", "body")},
        submission=submission.submission,
        document=document,
    )
    yield series
    yield found
    yield submission
