"""Việc thực hiện nghĩa vụ như trang của cổng cần (Điều 13 khoản 3, Điều 20): kỳ nào, thời điểm nào, bộ lọc nào.

What the states mean is written down in ``shared/regulation/compliance``; nothing is judged here a second time.
"""

from __future__ import annotations

import re
from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from services.portal import formats
from services.portal.desk import Desk
from services.portal.obligation_words import spoken_key
from services.portal.wording import article as article_of
from shared.regulation import periods
from shared.regulation.compliance import Standing, occasions, standings, within
from shared.regulation.decisions.duty import PROCESSES
from shared.regulation.duties import DUTIES, row_of
from shared.regulation.occasions import STATES, Occasion
from shared.regulation.windows import before, through

WORST = ("overdue", "breached", "open", "met_late", "met", "not_applicable")
"""What asks for somebody to act comes first; what cannot be made up for any more is second."""
_PERIOD = re.compile(r"(\d{4})(?:/Q([1-4]))?")

# Reading, and keeping what was read

ARTICLES = tuple(dict.fromkeys(article_of(one.id) for one in DUTIES))
KEPT = 8
FRESH = timedelta(minutes=1)
"""How long what was judged is used when nothing new was noted and no deadline has passed."""


class Readings:
    """Every occasion as at a moment, judged once for as long as neither a fact nor a deadline changes it."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[datetime | None, datetime | None], tuple[int, datetime, Reading]] = OrderedDict()

    def read(self, desk: Desk, as_of: datetime | None, until: datetime | None) -> Reading:
        """At ``as_of``, or now; with ``until``, what begins before it too."""
        now, stamp = desk.now(), desk.stamps().get("compliance", 0)
        if as_of is not None and as_of >= now:
            as_of = None
        known = self._kept.get((as_of, until))
        if known is not None and known[0] == stamp and (as_of is not None or known[2].at <= now < known[1]):
            return known[2]
        at = as_of or now
        found = Reading(at, tuple(occasions(desk.rows("compliance", as_of), at=at, until=until)))
        self._kept[as_of, until] = (stamp, min([at + FRESH, *_turns(found)]), found)
        self._kept.move_to_end((as_of, until))
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return found


@dataclass(frozen=True)
class Reading:
    """Mọi việc, như tại một thời điểm."""

    at: datetime
    found: tuple[Occasion, ...]


def _turns(found: Reading) -> Iterator[datetime]:
    """When it has to be judged anew though nothing was noted: at the next midnight, and as a deadline passes."""
    yield before(formats.read_moment(found.at).date() + timedelta(days=1))  # type: ignore[union-attr]
    yield from (one.due for one in found.found if one.state == "open" and one.due is not None and one.due > found.at)


# What is asked for


@dataclass(frozen=True)
class Asked:
    """Kỳ, thời điểm và bộ lọc, như trong địa chỉ trang."""

    period: str = ""
    since: date | None = None
    to: date | None = None
    as_of: datetime | None = None
    article: str = ""
    agency: str = ""
    state: str = ""
    procedure: str = ""
    order: str = ""
    faults: tuple[str, ...] = ()

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Asked:
        """From the address. What cannot be read is left away, and told."""
        faults = []
        told = {name: given.get(name, "").strip() for name in ("article", "agency", "state", "procedure", "order")}
        allowed: dict[str, Iterable[str]] = {"article": ARTICLES, "state": STATES, "procedure": PROCESSES}
        for name, words in (("article", "điều"), ("state", "trạng thái"), ("procedure", "quy trình")):
            if told[name] and told[name] not in allowed[name]:
                faults.append(f"Không có {words} “{told[name]}”; đang xem tất cả.")
                told[name] = ""
        moments: dict[str, datetime | None] = {}
        for name in ("from", "to", "as_of"):
            text = given.get(name, "").strip()
            moments[name] = formats.read_moment(text)
            if text and moments[name] is None:
                faults.append(f"Không đọc được thời điểm “{text}”.")
        period = given.get("period", "").strip()
        if period and not _PERIOD.fullmatch(period):
            faults.append(f"Không đọc được kỳ “{period}”; đang xem mọi kỳ.")
            period = ""
        since, to = (moment.date() if (moment := moments[name]) else None for name in ("from", "to"))
        told["order"] = told["order"] if told["order"] == "text" else ""
        return cls(period=period, since=since, to=to, as_of=moments["as_of"], faults=tuple(faults), **told)

    @property
    def bounds(self) -> tuple[datetime | None, datetime | None]:
        """The period's beginning and the moment just after its end. Days that are named win over a named period."""
        if self.since or self.to:
            return (before(self.since) if self.since else None), (through(self.to) if self.to else None)
        named = _PERIOD.fullmatch(self.period)
        if named is None:
            return None, None
        year = int(named[1])
        found = periods.quarter(year, int(named[2])) if named[2] else periods.year(year)
        return found.begins, found.ends

    @property
    def words(self) -> str:
        """Which period, in words."""
        if self.since or self.to:
            start = f"từ ngày {formats.day(self.since)} " if self.since else ""
            return f"{start}đến hết ngày {formats.day(self.to)}" if self.to else f"từ ngày {formats.day(self.since)}"
        return spoken_key(self.period) if self.period else "mọi kỳ, từ ngày Quy chế có hiệu lực"

    def query(self, **changed: str | None) -> dict[str, str]:
        """The same question as an address, with some of it changed; what is empty is left away."""
        told: dict[str, str | None] = {
            "period": self.period,
            "from": self.since.isoformat() if self.since else "",
            "to": self.to.isoformat() if self.to else "",
            "as_of": f"{self.as_of:%Y-%m-%dT%H:%M}" if self.as_of else "",
            "article": self.article,
            "agency": self.agency,
            "state": self.state,
            "procedure": self.procedure,
            "order": self.order,
        }
        return {name: value for name, value in (told | changed).items() if value}

    def plain(self) -> Asked:
        """Without the state: what the counts beside the states are counted from."""
        return replace(self, state="")


def chosen(found: Iterable[Occasion], asked: Asked) -> list[Occasion]:
    """Those that fit what is asked for."""
    return [
        one
        for one in within(found, *asked.bounds)
        if asked.agency in ("", one.agency, one.opened_for)
        and asked.state in ("", one.state)
        and asked.article in ("", article_of(one.duty))
        and (not asked.procedure or asked.procedure in row_of(one.duty).processes)
    ]


def lines(found: Iterable[Occasion], asked: Asked) -> list[Standing]:
    """Every duty that is asked for; where an agency or a state is asked for, those that have such an occasion."""
    rows = [
        one
        for one in standings(found)
        if asked.article in ("", article_of(one.duty.id))
        and (not asked.procedure or asked.procedure in one.duty.processes)
        and (one.occasions or not (asked.agency or asked.state))
    ]
    return rows if asked.order == "text" else sorted(rows, key=_badness)


def _badness(one: Standing) -> tuple[int, ...]:
    counts = one.counts
    return (one.accounted, *(-counts[state] for state in WORST[:4]))


def total(found: Iterable[Occasion]) -> dict[str, int]:
    """State → how many, every state named."""
    counted = Counter(one.state for one in found)
    return {state: counted[state] for state in STATES}


def worst_first(found: Iterable[Occasion]) -> list[Occasion]:
    """Overdue longest first; then what cannot be made up; then what is due next, what has no deadline; done last."""

    def place(one: Occasion) -> tuple[int, bool, float]:
        falls = one.falls.timestamp()
        return (
            WORST.index(one.state),
            one.due is None,
            falls if one.state in ("overdue", "breached", "open") else -falls,
        )

    return sorted(found, key=place)
