"""Quy chế đánh giá, xếp hạng kết quả cải cách hành chính: tham mưu UBND tỉnh ban hành (Điều 10 khoản 2 điểm a).

The rules of Quảng Nam themselves are not known here: what a round needs of them (bands, windows, khối) is data of the
round; this noun keeps how they came to be.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from schemas.rating_rules import (
    CirculateRatingRules,
    CommentOnRatingRules,
    RatingRulesCirculated,
    SubmitRatingRules,
)
from schemas.submission import MatterDecided
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Fact, Message
from shared.mechanism.record import Record, Refused, event
from shared.mechanism.taking import Alarm, alarm, schedules, takes
from shared.procedures.deadline import is_late
from shared.procedures.document import issue_document
from shared.procedures.organisation import organisation
from shared.procedures.submission import submission_of
from shared.procedures.work import must_be_named, must_be_work

# What is remembered


class RatingRules(Record):
    """Một quy chế đánh giá, xếp hạng: các bản dự thảo, ai góp ý, trình, ban hành."""

    key = ("rules",)
    dossier = True

    @event("RatingRulesBegun")
    def __init__(self, *, rules: str, lead: str) -> None:
        self.rules = rules
        self.lead = lead
        self.draft = 0
        self.title = ""
        self.sample = False
        self.coordinators: list[str] = []
        self.due = ""
        self.commented: list[str] = []
        self.valid_from = ""
        self.state = "new"  # new → circulated → submitted → issued | returned → circulated …

    def circulate(
        self,
        *,
        title: str,
        content: str,
        coordinators: list[str],
        mode: str,
        deadline: dict[str, Any],
        sample: bool,
        now: datetime,
    ) -> None:
        self._must_not_be("submitted", "issued")
        if deadline["due"] <= now:
            raise Refused("DUE_IN_PAST", "Hạn góp ý đã qua; phải đặt hạn sau hôm nay.")
        must_be_work(self.lead, coordinators)
        self._circulate(
            rules=self.rules,
            draft=self.draft + 1,
            title=title,
            content=content,
            lead=self.lead,
            coordinators=coordinators,
            mode=mode,
            deadline=deadline,
            sample=sample,
        )

    @event("RatingRulesCirculated")
    def _circulate(
        self,
        *,
        rules: str,
        draft: int,
        title: str,
        content: str,
        lead: str,
        coordinators: list[str],
        mode: str,
        deadline: dict[str, Any],
        sample: bool,
    ) -> None:
        self.draft = draft
        self.title = title
        self.sample = sample
        self.coordinators = coordinators
        self.due = deadline["due"]
        self.commented = []
        self.state = "circulated"

    def comment(self, *, agency: str, opinion: str, comment: str | None, now: datetime, effective: date | None) -> None:
        self._must_not_be("submitted", "issued")
        if agency not in self.coordinators:
            raise Refused("NOT_ASKED", f"{agency} không được hỏi ý kiến về {self.rules}.")
        if opinion != "agree" and not comment:
            raise Refused("COMMENT_MISSING", "Không đồng ý hoàn toàn thì phải nêu nội dung góp ý.")
        late = is_late(due=datetime.fromisoformat(self.due), recorded=now, effective=effective)
        self._comment(rules=self.rules, draft=self.draft, agency=agency, opinion=opinion, comment=comment, late=late)

    @event("RatingRulesCommented")
    def _comment(self, *, rules: str, draft: int, agency: str, opinion: str, comment: str | None, late: bool) -> None:
        self.commented.append(agency)

    @property
    def silent(self) -> list[str]:
        """Whoever was asked about this draft and has not commented."""
        return [each for each in self.coordinators if each not in self.commented]

    def fall_overdue(self, *, draft: int, due: str) -> bool:
        """True when somebody still owes a comment on that draft, and no other has taken its place."""
        if self.draft != draft or not self.silent:
            return False
        self._fall_overdue(rules=self.rules, draft=draft, title=self.title, due=due, outstanding=self.silent)
        return True

    @event("RatingRulesCommentsOverdue")
    def _fall_overdue(self, *, rules: str, draft: int, title: str, due: str, outstanding: list[str]) -> None:
        pass

    def submit(self, *, valid_from: date, document: dict[str, Any], now: datetime) -> None:
        """Silence does not block once the deadline has passed; before it, everybody asked has answered."""
        self._must_not_be("submitted", "issued", "returned")
        silent = self.silent
        if silent and now < datetime.fromisoformat(self.due):
            sentence = f"Còn hạn góp ý; chưa có ý kiến của {', '.join(silent)}."
            raise Refused("COMMENTS_OUTSTANDING", sentence)
        self._submit(
            rules=self.rules,
            draft=self.draft,
            lead=self.lead,
            valid_from=valid_from.isoformat(),
            silent=silent,
            document=document,
        )

    @event("RatingRulesSubmitted")
    def _submit(
        self, *, rules: str, draft: int, lead: str, valid_from: str, silent: list[str], document: dict[str, Any]
    ) -> None:
        self.valid_from = valid_from
        self.state = "submitted"

    def note_decision(self, *, approved: bool, document: dict[str, Any], reason: str | None) -> None:
        if approved:
            self._issue(
                rules=self.rules,
                title=self.title,
                lead=self.lead,
                valid_from=self.valid_from,
                document=document,
                sample=self.sample,
            )
        else:
            self._return(rules=self.rules, lead=self.lead, document=document, reason=reason)

    @event("RatingRulesIssued")
    def _issue(
        self, *, rules: str, title: str, lead: str, valid_from: str, document: dict[str, Any], sample: bool
    ) -> None:
        self.state = "issued"

    @event("RatingRulesReturned")
    def _return(self, *, rules: str, lead: str, document: dict[str, Any], reason: str | None) -> None:
        self.state = "returned"

    def _must_not_be(self, *states: str) -> None:
        if self.state in states:
            words = {
                "submitted": "đang trình UBND tỉnh",
                "issued": "đã ban hành",
                "returned": "bị trả lại, cần bản sau",
            }
            raise Refused(f"RATING_RULES_{self.state.upper()}", f"{self.rules} {words[self.state]}.")


# What is taken


@takes(CirculateRatingRules)
def circulate(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    must_be_named(data["rules"], "rating_rules")
    on = ledger.now.date()
    here = {each.id for each in organisation(ledger).agencies(on)}
    strangers = [each for each in data["agencies"] if each not in here]
    if strangers:
        raise Refused("UNKNOWN_AGENCY", f"Không có cơ quan {', '.join(strangers)} vào ngày {on:%d/%m/%Y}.")
    rules = ledger.find(RatingRules, rules=data["rules"]) or RatingRules(rules=data["rules"], lead=ledger.agency)
    wanted = ("title", "content", "mode", "deadline", "sample")
    rules.circulate(coordinators=data["agencies"], now=ledger.now, **{name: data[name] for name in wanted})
    yield rules


@takes(CommentOnRatingRules)
def comment(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = dict(message.data)
    rules = _rules(ledger, data.pop("rules"))
    rules.comment(now=ledger.now, effective=message.effective, **data)
    yield rules


@takes(SubmitRatingRules)
def submit(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    rules = _rules(ledger, data["rules"])
    series, document = issue_document(ledger, signing=data["signing"], title=rules.title, about=rules.rules)
    rules.submit(valid_from=data["valid_from"], document=document, now=ledger.now)
    submission = submission_of(ledger, rules.rules)
    submission.submit(
        kind="rating_rules",
        clause="QC-10.2.a-1",
        lead=rules.lead,
        coordinators=rules.coordinators,
        title=rules.title,
        document=document,
    )
    yield from (series, rules, submission)


@takes(MatterDecided)
def note_decision(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    rules = ledger.find(RatingRules, rules=data["matter"]) if data["kind"] == "rating_rules" else None
    if rules is not None:
        rules.note_decision(approved=data["approved"], document=data["document"], reason=data["reason"])
        yield rules


def _rules(ledger: Ledger, name: str) -> RatingRules:
    found = ledger.find(RatingRules, rules=name)
    if found is None:
        raise Refused("UNKNOWN_RATING_RULES", f"Chưa có dự thảo {name}.")
    return found


# What falls due


@schedules(RatingRulesCirculated)
def deadline_of_comments(fact: Fact) -> Iterator[Alarm]:
    data = {"rules": fact.data["rules"], "draft": fact.data["draft"], "due": fact.data["deadline"]["due"]}
    due = datetime.fromisoformat(data["due"])
    yield Alarm(name="rating_rules_comments_overdue", key=f"{data['rules']}/{data['draft']}", due=due, data=data)


@alarm("rating_rules_comments_overdue")
def fall_overdue(message: Message, ledger: Ledger) -> Iterator[Record]:
    rules = ledger.find(RatingRules, rules=message.data["rules"])
    if rules is not None and rules.fall_overdue(draft=message.data["draft"], due=message.data["due"]):
        yield rules
