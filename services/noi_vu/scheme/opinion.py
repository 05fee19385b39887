"""Lấy ý kiến về đề án: hỏi ai về nội dung nào, ghi nhận ý kiến, làm rõ, đôn đốc, dời hạn (Điều 9 khoản 2–5, 13.3).

Asked are the holders of the competences that the scheme's contents touch, on that day; Sở Tư pháp has none among them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from schemas.scheme import (
    AcceptScheme,
    AnswerSchemeClarification,
    ExtendSchemeDeadline,
    SchemeClarificationRequested,
    SchemeDeadlineExtended,
    SchemeOpinionAmended,
    SchemeOpinionGiven,
    SchemeOpinionRequested,
)
from services.noi_vu.scheme.record import Scheme, scheme_of
from services.noi_vu.scheme.register import scheme_register
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Fact, Message
from shared.mechanism.record import Record, Refused
from shared.mechanism.taking import Alarm, alarm, schedules, takes
from shared.procedures.deadline import is_late
from shared.procedures.document import issue_document
from shared.procedures.organisation import TAKES_EFFECT, organisation
from shared.regulation.organisation import Organisation
from shared.regulation.participants import SCHEME_CONTENTS
from shared.regulation.windows import ict

# What is taken


@takes(AcceptScheme)
def accept(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Hồ sơ đủ: mỗi khoản có nội dung trong đề án thì hỏi cơ quan giữ thẩm quyền của khoản ấy."""
    data = message.data
    scheme = scheme_of(ledger, data)
    due = data["deadline"]["due"]
    if due <= ledger.now:
        raise Refused("DEADLINE_PASSED", "Hạn cho ý kiến đã qua; đặt một hạn còn ở phía trước.")
    contents = contents_of(scheme.proposal, data["contents"])
    asked = asked_about(contents, organisation(ledger), ledger.now)
    owners = list(dict.fromkeys(row["owner"] for row in asked))
    title = f"Lấy ý kiến thẩm định: {scheme.proposal['title']}"[:500]
    series, document = issue_document(
        ledger, signing=data["signing"], title=title, about=scheme.subject, recipients=owners
    )
    scheme.accept(
        contents=contents,
        lead=ledger.agency,
        coordinators=[each for each in owners if each != ledger.agency],
        mode=data["mode"],
        due=due,
        source=data["deadline"]["source"],
        document=document,
    )
    for row in asked:
        scheme.request_opinion(**row)
    yield series
    yield scheme


def contents_of(proposal: dict[str, Any], widened: Sequence[str]) -> list[str]:
    """What the agency declared, what Nội vụ adds, and funding wherever there is any (Điều 9 khoản 5)."""
    funded = proposal["funding"] is not None and not is_nothing(proposal["funding"])
    return list(dict.fromkeys([*proposal["contents"], *widened, *(["public_finance"] if funded else [])]))


def is_nothing(amount: str) -> bool:
    """True for a figure of 0 đồng, however many decimals it is written with."""
    return not amount.strip("0.")


def asked_about(contents: Sequence[str], known: Organisation, now: datetime) -> list[dict[str, Any]]:
    """Who is asked about what: one row for each clause, to whoever holds the first of its contents (Điều 2 khoản 2)."""
    today, rows = ict(now).date(), []
    for clause, competences in SCHEME_CONTENTS.items():
        own = [each for each in competences if each in contents]
        if own:
            owner = known.owner(own[0], today)
            rows.append({"clause": clause, "owner": owner, "department": door_of(owner, known, today), "contents": own})
    return rows


def door_of(owner: str, known: Organisation, on: date) -> str:
    """The service through which it answers: its own, or that of one in whose place it stands. Raises Refused."""
    doors = [known.service_of(each) for each in (owner, *known.predecessors(owner, on))]
    found = next(filter(None, doors), None)
    if found is None:
        raise Refused("OWNER_WITHOUT_SERVICE", f"{owner} chưa có dịch vụ nào để nhận đề nghị cho ý kiến.")
    return found


@takes(SchemeOpinionGiven, SchemeOpinionAmended)
def note_opinion(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Ý kiến đến sau khi đề án đã rút, đã trả lại hoặc đã có cơ quan khác trả lời thay thì chỉ còn để biết."""
    data = message.data
    scheme = _scheme(ledger, data)
    asked = scheme.requests.get(data["clause"])
    if asked is None or asked["request"] != data["request"] or scheme.edition != data["version"]:
        return
    opinion = {name: data[name] for name in ("opinions", "remarks", "late", "document")}
    scheme.note_opinion(clause=data["clause"], request=data["request"], opinion=opinion)
    yield scheme


@takes(SchemeClarificationRequested)
def note_question(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    scheme = _scheme(ledger, data)
    if scheme.edition == data["version"]:
        question = {
            "owner": data["owner"],
            "department": message.sender,
            "due": data["deadline"]["due"] if data["deadline"] else None,
        }
        scheme.note_question(clause=data["clause"], number=data["number"], question=question)
        yield scheme


@takes(AnswerSchemeClarification)
def answer(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    scheme = scheme_of(ledger, data)
    question = scheme.questions.get((data["clause"], data["number"]))
    if question is None:
        sentence = f"Không có câu hỏi số {data['number']} về khoản {data['clause']} của đề án {scheme.code}."
        raise Refused("UNKNOWN_QUESTION", sentence)
    scheme.must_be("appraising", "appraised", code="NOT_UNDER_APPRAISAL", wanted="không còn gì để làm rõ")
    due = question["due"]
    late = due is not None and is_late(
        due=datetime.fromisoformat(due), recorded=ledger.now, effective=message.effective
    )
    wanted = {name: data[name] for name in ("clause", "number", "answer", "files")}
    scheme.answer(**wanted, late=late)
    yield scheme


@takes(ExtendSchemeDeadline)
def extend(message: Message, ledger: Ledger) -> Iterator[Record]:
    scheme = scheme_of(ledger, message.data)
    scheme.extend(**message.data["deadline"], reason=message.data["reason"], now=ledger.now)
    yield scheme


def _scheme(ledger: Ledger, data: dict[str, Any]) -> Scheme:
    scheme = ledger.find(Scheme, year=data["year"], code=data["code"])
    if scheme is None:
        raise LookupError(f"scheme/{data['year']}/{data['code']} is not known here")
    return scheme


# What falls due


@schedules(SchemeOpinionRequested)
def deadline_of_request(fact: Fact) -> Iterator[Alarm]:
    yield _overdue(fact.data, fact.data, fact.data["due"])


@schedules(SchemeDeadlineExtended)
def deadlines_of_extension(fact: Fact) -> Iterator[Alarm]:
    for each in fact.data["extended"]:
        yield _overdue(fact.data, each, fact.data["due"])


def _overdue(scheme: dict[str, Any], asked: dict[str, Any], due: str) -> Alarm:
    """Keyed by the request and its moment too: an alarm that has rung is not replaced by a later one of its key."""
    name = {each: scheme[each] for each in ("year", "code", "version")}
    name |= {"clause": asked["clause"], "request": asked["request"], "due": due}
    key = "/".join(str(each) for each in name.values())
    return Alarm(name="scheme_opinion_overdue", key=key, due=datetime.fromisoformat(due), data=name)


@alarm("scheme_opinion_overdue")
def urge(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Whoever has answered, was released, or has a later deadline by now, is not urged."""
    data = message.data
    scheme = _scheme(ledger, data)
    asked = scheme.outstanding.get(data["clause"])
    if scheme.state != "appraising" or scheme.edition != data["version"] or asked is None:
        return
    if (asked["request"], asked["due"]) == (data["request"], data["due"]):
        scheme.urge(data["clause"])
        yield scheme


@alarm(TAKES_EFFECT)
def ask_successors(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Đề nghị chưa trả lời đi theo thẩm quyền (Điều 4 khoản 2; †)."""
    known, today = organisation(ledger), ict(ledger.now).date()
    for year, code in scheme_register(ledger).entered:
        scheme = _scheme(ledger, {"year": year, "code": code})
        if scheme.state not in {"appraising", "appraised"}:
            continue
        moved = [
            (clause, holder)
            for clause, asked in scheme.outstanding.items()
            if (holder := known.owner(asked["contents"][0], today)) != asked["owner"]
        ]
        for clause, holder in moved:
            scheme.reassign(clause=clause, successor=holder, department=door_of(holder, known, today))
        if moved:
            yield scheme
