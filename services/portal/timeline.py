"""Diễn biến một hồ sơ vẽ thành làn, mỗi cơ quan một làn (Điều 9, Điều 10): hồ sơ ở tay ai, chậm ở đâu?

Time runs to the right. A stretch in which nothing happened is drawn narrow and hatched, with its length written on it;
facts of one kind that one sender noted close together are one dot with their number; an owner's verdicts on one
criterion after the other are one dot until it is silent for half a day or says that it is done. All positions are
whole SVG units.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from services.portal import formats, wording
from shared.regulation.agencies import UnknownAgency, agency_of

Entry = Mapping[str, Any]

LEFT, RIGHT, TOP, LANE = 190, 1320, 44, 46
IDLE = timedelta(hours=12)
"""A longer silence is drawn as idle time."""
TOGETHER = timedelta(minutes=30)
PIECES = {"CriterionAppraised": "AppraisalCompleted", "CriterionReappraised": "ReappraisalCompleted"}
"""What an owner notes once for each criterion → what it notes when it has done them all."""
IDLE_WIDTH, IDLE_WIDEST = 54, 104
TICK, FIRST_TICK = 48, 84
"""Units that a day needs above the lanes; the first one bears its year."""
LEAST = 26
"""Units between two dots that follow each other, so that they can be told apart and clicked."""

MARKS = {
    "AppraisalRequested": "ask",
    "ReappraisalRequested": "ask",
    "ResultsSubmitted": "ask",
    "CorrectionRequested": "ask",
    "AssessmentWithdrawn": "warn",
    "WorkOverdue": "late",
    "ReminderIssued": "warn",
    "AppraisalCompleted": "done",
    "ReappraisalCompleted": "done",
    "IndexDetermined": "done",
    "ResultsDecided": "done",
    "ResultsPublished": "done",
    "ResultsCorrected": "warn",
    "SchemeSupplementRequested": "warn",
    "SchemeOpinionRequested": "ask",
    "SchemeClarificationRequested": "ask",
    "SchemeOpinionGiven": "done",
    "SchemeOpinionAmended": "warn",
    "SchemeOpinionUrged": "late",
    "SchemeDeadlineExtended": "warn",
    "SchemeAppraised": "done",
    "SchemeForwarded": "ask",
    "SchemeReturned": "warn",
    "SchemeApproved": "done",
    "SchemeWithdrawn": "warn",
    "SchemeFundingSubmitted": "ask",
    "SchemeFundingDecided": "done",
    "ObstacleOpinionRequested": "ask",
    "ObstacleOpinionGiven": "done",
    "ObstacleOpinionOverdue": "late",
    "RatingRulesCommentsOverdue": "late",
}


@dataclass
class Group:
    """Facts of one kind by one sender, noted close together: one dot."""

    lane: str
    type: str
    entries: list[Entry]
    x: int = 0

    @property
    def first(self) -> datetime:
        return datetime.fromisoformat(self.entries[0]["time"])

    @property
    def last(self) -> datetime:
        return datetime.fromisoformat(self.entries[-1]["time"])

    @property
    def mark(self) -> str:
        return MARKS.get(self.type, "dot")

    @property
    def addressees(self) -> list[str]:
        return sorted({code for entry in self.entries for code in entry.get("to", ())})

    @property
    def words(self) -> str:
        count = f" × {len(self.entries)}" if len(self.entries) > 1 else ""
        return f"{wording.fact(self.type)}{count}, {formats.moment(self.entries[0]['time'])}"


@dataclass(frozen=True)
class Gap:
    """Idle time: where it is drawn, and how long it was."""

    x: int
    width: int
    words: str


@dataclass(frozen=True)
class Arrow:
    """A request or an answer that crossed from one lane to another."""

    x: int
    y_from: int
    y_to: int


@dataclass(frozen=True)
class Wait:
    """Work that is still owed: a broken line to the right edge of the debtor's lane."""

    agency: str
    words: str
    state: str
    y: int = 0
    x: int = 0


@dataclass(frozen=True)
class Drawing:
    """The lanes, ready to be drawn in a box of ``width`` × ``height`` units."""

    lanes: tuple[tuple[str, int], ...]
    groups: tuple[tuple[Group, int], ...]
    gaps: tuple[Gap, ...]
    arrows: tuple[Arrow, ...]
    ticks: tuple[tuple[int, str], ...]
    height: int
    width: int = RIGHT + 20
    left: int = LEFT
    spans: tuple[tuple[int, int, int], ...] = field(default_factory=tuple)
    """Per lane: y, first x, last x."""
    waits: tuple[Wait, ...] = ()


def groups_of(entries: Sequence[Entry]) -> list[Group]:
    """The dots of a dossier in order of their first fact."""
    groups: list[Group] = []
    open_groups: dict[tuple[str, str], Group] = {}
    for entry in entries:
        key = (lane_of(entry), entry["type"])
        group = open_groups.get(key)
        patience = IDLE if entry["type"] in PIECES else TOGETHER
        if group and datetime.fromisoformat(entry["time"]) - group.last <= patience:
            group.entries.append(entry)
            continue
        for piece, done in PIECES.items():
            if entry["type"] == done:
                open_groups.pop((key[0], piece), None)
        open_groups[key] = Group(lane=key[0], type=key[1], entries=[entry])
        groups.append(open_groups[key])
    return groups


def lane_of(entry: Entry) -> str:
    """Whose lane a fact is drawn in: the agency on whose behalf it was done, else the one whose ledger noted it.

    What is addressed to a department is a request of the one that noted it, whoever gave the reason for it.
    """
    if entry.get("agency") and not entry.get("to"):
        return str(entry["agency"])
    try:
        return agency_of(entry["source"]).id
    except UnknownAgency:
        return str(entry["source"]).upper()


def draw(entries: Sequence[Entry], waiting: Sequence[Wait] = ()) -> Drawing | None:
    """The lanes of a dossier and what is still waited for; None when there is nothing to draw."""
    groups = groups_of(entries)
    if not groups:
        return None
    lanes: dict[str, int] = {}
    for group in groups:
        lanes.setdefault(group.lane, TOP + 24 + LANE * len(lanes))
    for wait in waiting:
        lanes.setdefault(wait.agency, TOP + 24 + LANE * len(lanes))
    gaps, ticks = _place(groups, RIGHT - 150 if waiting else RIGHT)
    arrows: list[Arrow] = []
    for group in groups:
        told = {code for entry in group.entries for code in entry.get("to", ())}
        for code in sorted(told):
            lane = _lane_of_addressee(code, lanes)
            if lane and lane != group.lane:
                arrows.append(Arrow(x=group.x, y_from=lanes[group.lane], y_to=lanes[lane]))
    spans = []
    for name, y in lanes.items():
        xs = [group.x for group in groups if group.lane == name]
        spans.append((y, min(xs, default=0), max(xs, default=0)))
    asked = {arrow.y_to: arrow.x for arrow in arrows}
    last = {y: x for y, _, x in spans}
    waits = []
    for wait in waiting:
        y = lanes[wait.agency]
        waits.append(replace(wait, y=y, x=max(last.get(y, 0), asked.get(y, 0)) or LEFT))
    return Drawing(
        lanes=tuple((name, y) for name, y in lanes.items()),
        groups=tuple((group, lanes[group.lane]) for group in groups),
        gaps=tuple(gaps),
        arrows=tuple(arrows),
        ticks=tuple(ticks),
        height=TOP + 24 + LANE * len(lanes),
        spans=tuple(spans),
        waits=tuple(waits),
    )


def _lane_of_addressee(code: str, lanes: Mapping[str, int]) -> str | None:
    if code in lanes:
        return code
    try:
        name = agency_of(code).id
    except UnknownAgency:
        return None
    return name if name in lanes else None


def _place(groups: Sequence[Group], right: int) -> tuple[list[Gap], list[tuple[int, str]]]:
    """Give every group its x: busy stretches share the width by their number of dots, idle ones are narrow."""
    moments = [group.first for group in groups]
    breaks = [place for place in range(1, len(groups)) if moments[place] - moments[place - 1] > IDLE]
    room = right - LEFT - 40 - IDLE_WIDTH * len(breaks)
    step = max(6, min(150, room // max(1, len(groups) - len(breaks))))
    spare = room - step * (len(groups) - 1 - len(breaks))
    idle = min(IDLE_WIDEST, IDLE_WIDTH + max(0, spare) // len(breaks)) if breaks else IDLE_WIDTH
    gaps: list[Gap] = []
    ticks: list[tuple[int, str]] = []
    x, day = LEFT + 24, None
    for place, group in enumerate(groups):
        if place in breaks:
            gaps.append(Gap(x=x + 12, width=idle - 24, words=_silence(moments[place - 1], moments[place])))
            x += idle
        elif place:
            x += step
        group.x = x
        if moments[place].date() != day:
            day = moments[place].date()
            if not ticks or x - ticks[-1][0] >= (TICK if len(ticks) > 1 else FIRST_TICK):
                ticks.append((x, f"{day:%d/%m/%Y}" if not ticks else f"{day:%d/%m}"))
    return gaps, ticks


def _silence(last: datetime, next: datetime) -> str:
    """How long nothing happened: in whole days of the calendar, as the days above the lanes are read."""
    days = (next.date() - last.date()).days
    return formats.duration(days * 86_400 if days > 1 else (next - last).total_seconds())
