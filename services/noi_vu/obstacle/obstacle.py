"""Khó khăn, vướng mắc: nhận phản ánh, hỏi ý kiến, tháo gỡ, tổng hợp, tham mưu, trả lời (Điều 7, Điều 20 khoản 2).

Sở Nội vụ is where every agency reports to; a lead agency's report goes on to UBND through it (Điều 7 khoản 2 thứ hai).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from schemas.obstacle import (
    AdviseOnObstacles,
    AskObstacleOpinion,
    ConsolidateObstacles,
    GiveObstacleOpinion,
    ObstacleOpinionRequested,
    ReopenObstacle,
    ReportObstacle,
    ResolveObstacle,
    SeparateObstacle,
    WithdrawObstacle,
)
from schemas.submission import MatterDecided
from services.noi_vu.obstacle.record import ConsolidatedMatter, Obstacle
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Fact, Message
from shared.mechanism.record import Record, Refused
from shared.mechanism.taking import Alarm, alarm, schedules, takes
from shared.procedures.document import issue_document
from shared.procedures.organisation import answers_for, known_as, organisation
from shared.procedures.refusal import refuse
from shared.procedures.submission import submission_of
from shared.procedures.task.task import must_be_known
from shared.regulation.competences import COMPETENCES
from shared.regulation.faults import Fault

OF_A_LEAD = "QC-7.2′-2"
OF_ANYBODY = "QC-20.2-1"

# What is taken


@takes(ReportObstacle)
def report(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    name = f"obstacle/{data['agency']}/{data['code']}"
    if ledger.find(Obstacle, obstacle=name) is not None:
        raise Refused("OBSTACLE_EXISTS", f"{data['agency']} đã phản ánh {data['code']}; việc khác thì ký hiệu khác.")
    related = [each for each in data["related"] if each != data["agency"]]
    must_be_known(ledger, related)
    refuse(list(_report_faults(data, related)))
    obstacle = Obstacle(
        obstacle=name,
        clause=OF_A_LEAD if data["leads"] else OF_ANYBODY,
        lead=ledger.agency,
        coordinators=[each for each in (data["agency"], *related) if each != ledger.agency],
        mode="information",
        related=related,
        **{
            each: data[each]
            for each in ("agency", "matter_kind", "about", "field", "title", "content", "proposal", "document")
        },
    )
    if data["leads"]:
        wanted = ("agency", "matter_kind", "about", "title", "content")
        obstacle.notify(obstacle=name, related=related, **{each: data[each] for each in wanted})
    yield obstacle


def _report_faults(data: dict[str, Any], related: list[str]) -> Iterator[Fault]:
    if data["leads"] and not data["about"]:
        yield Fault("ABOUT_MISSING", "about", "Cơ quan chủ trì phải nêu việc mình chủ trì: kế hoạch, nhiệm vụ nào.")
    if data["leads"] and not related:
        sentence = "Cơ quan chủ trì phải nêu đơn vị có liên quan được thông báo (Điều 7 khoản 2 thứ hai)."
        yield Fault("RELATED_MISSING", "related", sentence)
    if data["field"] and data["field"] not in COMPETENCES:
        yield Fault("UNKNOWN_FIELD", "field", f"Không có nội dung {data['field']!r} trong bảng thẩm quyền.")


@takes(WithdrawObstacle)
def withdraw(message: Message, ledger: Ledger) -> Iterator[Record]:
    obstacle = _own(message, ledger)
    obstacle.withdraw(reason=message.data["reason"])
    yield obstacle


@takes(ReopenObstacle)
def reopen(message: Message, ledger: Ledger) -> Iterator[Record]:
    obstacle = _own(message, ledger)
    obstacle.reopen(reason=message.data["reason"])
    yield obstacle


@takes(AskObstacleOpinion)
def ask(message: Message, ledger: Ledger) -> Iterator[Record]:
    obstacle, data = _obstacle(message.data["obstacle"], ledger), message.data
    must_be_known(ledger, data["agencies"])
    if data["deadline"]["due"] <= ledger.now:
        raise Refused("DUE_IN_PAST", "Hạn trả lời đã qua; phải đặt hạn sau hôm nay.")
    reporter = organisation(ledger).successor(obstacle.agency, ledger.now.date())
    for each in data["agencies"]:
        obstacle.ask(
            agency=each,
            reporter=reporter,
            lead=ledger.agency,
            coordinators=[one for one in data["agencies"] if one != ledger.agency],
            mode=data["mode"],
            question=data["question"],
            due=data["deadline"]["due"],
            due_source=data["deadline"]["source"],
        )
    yield obstacle


@takes(GiveObstacleOpinion)
def give_opinion(message: Message, ledger: Ledger) -> Iterator[Record]:
    obstacle, data = _obstacle(message.data["obstacle"], ledger), message.data
    obstacle.give_opinion(
        agency=known_as(ledger, data["agency"], obstacle.asked),
        opinion=data["opinion"],
        document=data["document"],
        now=ledger.now,
        effective=message.effective,
    )
    yield obstacle


@takes(ResolveObstacle)
def resolve(message: Message, ledger: Ledger) -> Iterator[Record]:
    """By Sở Nội vụ, by the agency in charge of the field, or by one that was asked; or by whoever succeeded it."""
    obstacle = _obstacle(message.data["obstacle"], ledger)
    entitled = {ledger.agency, *obstacle.asked}
    if obstacle.field:
        entitled.add(organisation(ledger).owner(obstacle.field, ledger.now.date()))
    if not answers_for(ledger, sender=message.agency, asked=entitled):
        sentence = f"{message.agency} không phụ trách nội dung này và không được hỏi về phản ánh {obstacle.obstacle}."
        raise Refused("NOT_ASKED", sentence)
    obstacle.resolve(resolved_by=message.agency, guidance=message.data["guidance"], document=message.data["document"])
    yield obstacle


@takes(ConsolidateObstacles)
def consolidate(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Tổng hợp: many into one, each keeps its origin."""
    data = message.data
    name = f"obstacles/{data['code']}"
    if ledger.find(ConsolidatedMatter, matter=name) is not None:
        raise Refused("MATTER_EXISTS", f"Việc {data['code']} đã tổng hợp; việc khác thì ký hiệu khác.")
    must_be_known(ledger, data["coordinators"])
    gathered = [_obstacle(each, ledger) for each in data["obstacles"]]
    refuse(list(_clause_faults(data["clause"], gathered)))
    for each in gathered:
        each.group(matter=name)
    origins = dict.fromkeys([*(each.agency for each in gathered), *data["coordinators"]])
    yield ConsolidatedMatter(
        matter=name,
        clause=data["clause"],
        lead=ledger.agency,
        coordinators=[each for each in origins if each != ledger.agency],
        title=data["title"],
        summary=data["summary"],
        obstacles=[{"obstacle": each.obstacle, "agency": each.agency, "title": each.title} for each in gathered],
    )
    yield from gathered


def _clause_faults(clause: str, gathered: list[Obstacle]) -> Iterator[Fault]:
    for each in gathered:
        if clause == OF_A_LEAD and each.clause != OF_A_LEAD:
            sentence = f"{each.obstacle} không phải báo cáo của cơ quan chủ trì; tổng hợp theo Điều 20 khoản 2."
            yield Fault("CLAUSE_NOT_OF_OBSTACLE", each.obstacle, sentence)


@takes(SeparateObstacle)
def separate(message: Message, ledger: Ledger) -> Iterator[Record]:
    obstacle = _obstacle(message.data["obstacle"], ledger)
    if obstacle.state != "grouped" or obstacle.matter is None:
        raise Refused("NOT_GROUPED", f"Phản ánh {obstacle.obstacle} không ở trong việc nào.")
    matter = _matter(obstacle.matter, ledger)
    matter.must_be_with_us()
    matter.remove(obstacle=obstacle.obstacle)
    obstacle.separate(reason=message.data["reason"])
    yield matter
    yield obstacle


@takes(AdviseOnObstacles)
def advise(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Tham mưu, trình UBND tỉnh; a single lead agency's report stays its own, through Sở Nội vụ."""
    data = message.data
    matter = _matter(data["matter"], ledger)
    matter.must_be_with_us()
    series, document = issue_document(ledger, signing=data["signing"], title=matter.title, about=matter.matter)
    origins = matter.origins()
    relayed = matter.clause == OF_A_LEAD and len(origins) == 1 and origins[0] != ledger.agency
    submission = submission_of(ledger, matter.matter)
    submission.submit(
        kind="obstacle",
        clause=matter.clause,
        lead=ledger.agency,
        coordinators=matter.coordinators,
        title=matter.title,
        document=document,
        origin=origins[0] if relayed else None,
        via=ledger.agency if relayed else None,
    )
    matter.advise(advice=data["advice"], document=document)
    yield series
    yield matter
    yield submission


@takes(MatterDecided)
def answer(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Trả lời từng nơi đã phản ánh; what is returned stays consolidated, to be advised on again."""
    data = message.data
    if data["kind"] != "obstacle" or data["lead"] != ledger.agency:
        return
    matter = ledger.find(ConsolidatedMatter, matter=data["matter"])
    if matter is None or matter.state != "submitted":
        return
    matter.note_decision(approved=data["approved"])
    yield matter
    for name in matter.obstacles if data["approved"] else ():
        obstacle = _obstacle(name, ledger)
        obstacle.answer(answer=matter.advice, document=data["document"])
        yield obstacle


def _obstacle(name: str, ledger: Ledger) -> Obstacle:
    """Raises Refused."""
    found = ledger.find(Obstacle, obstacle=name)
    if found is None:
        raise Refused("UNKNOWN_OBSTACLE", f"Sở Nội vụ chưa nhận phản ánh {name}.")
    return found


def _own(message: Message, ledger: Ledger) -> Obstacle:
    """What the sender itself reported, or whom it has succeeded. Raises Refused."""
    found = _obstacle(message.data["obstacle"], ledger)
    if not answers_for(ledger, sender=message.agency, asked=[found.agency]):
        raise Refused("NOT_REPORTER", f"Phản ánh {found.obstacle} là của {found.agency}.")
    return found


def _matter(name: str, ledger: Ledger) -> ConsolidatedMatter:
    """Raises Refused."""
    found = ledger.find(ConsolidatedMatter, matter=name)
    if found is None:
        raise Refused("UNKNOWN_MATTER", f"Không có việc {name} nào được tổng hợp.")
    return found


# What falls due


@schedules(ObstacleOpinionRequested)
def deadline_of_opinion(fact: Fact) -> Iterator[Alarm]:
    data = {name: fact.data[name] for name in ("obstacle", "agency", "due")}
    due = datetime.fromisoformat(data["due"])
    yield Alarm(name="obstacle_opinion_overdue", key="/".join(data.values()), due=due, data=data)


@alarm("obstacle_opinion_overdue")
def fall_overdue(message: Message, ledger: Ledger) -> Iterator[Record]:
    obstacle = ledger.find(Obstacle, obstacle=message.data["obstacle"])
    if obstacle is not None and obstacle.fall_overdue(agency=message.data["agency"], due=message.data["due"]):
        yield obstacle
