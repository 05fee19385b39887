"""Một phiên bản của Quy chế, và các phiên bản nối nhau: which regulation, and which duty, was in force on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from shared.regulation.clauses import parse
from shared.regulation.decisions.duty import Duty
from shared.regulation.faults import Fault, Sentences

SENTENCES = Sentences(
    REGULATION_TWICE="Quyết định {node} ký ngày {signed} có hai tệp.",
    REPLACED_UNKNOWN="Quyết định {node} thay thế {replaced}, nhưng không tệp nào của {replaced} có hiệu lực trước đó.",
    REGULATIONS_OVERLAP="Quyết định {node} có hiệu lực từ {since} trong khi {earlier} vẫn còn hiệu lực.",
    REGULATIONS_GAP="Từ khi {earlier} hết hiệu lực ({until}) đến khi có {node} ({since}) không có quy chế nào.",
)


class UnknownDuty(LookupError):
    """No duty of this id is in the table."""


class NoRegulation(LookupError):
    """No regulation was in force on that day, as far as is known here."""


@dataclass(frozen=True)
class Regulation:
    """Một quyết định và các nghĩa vụ của nó."""

    number: str
    signed: date
    in_force: date
    issuer: str
    title: str
    replaces: str | None = None
    last_day: date | None = None
    """The last day on which it was in force; None: it still is."""
    text_known: bool = True
    sample: bool = False
    recipients: tuple[str, ...] = ()
    note: str = ""
    defects: tuple[tuple[int, str], ...] = ()
    duties: tuple[Duty, ...] = ()
    """Its rows, in the order of the text; those that were amended stand once for each time they were worded."""
    _by_id: dict[str, list[Duty]] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        for row in self.duties:
            for each in (row, *row.parts):
                self._by_id.setdefault(each.id, []).append(each)

    @property
    def name(self) -> str:
        """ "Quyết định 1669/QĐ-UBND ngày 18/6/2021": the number alone names it only within one year and one agency."""
        return f"Quyết định {self.number} ngày {self.signed.day}/{self.signed.month}/{self.signed.year}"

    def holds(self, on: date) -> bool:
        """True when it was in force on that day."""
        return self.in_force <= on and (self.last_day is None or on <= self.last_day)

    def duty(self, id: str, on: date | None = None) -> Duty:
        """The duty of this id, a row's or a part's, as it was on that day; without a day, as it was last worded.

        Raises UnknownDuty.
        """
        found = [each for each in self._by_id.get(id, ()) if on is None or each.holds(on)]
        if found:
            return found[-1]
        if not self.text_known:
            raise UnknownDuty(f"{self.name}: văn bản không tìm thấy nên không biết nghĩa vụ {id!r}.")
        if id in self._by_id:
            raise UnknownDuty(f"Nghĩa vụ {id} không có hiệu lực vào ngày được hỏi.")
        raise UnknownDuty(f"Không có nghĩa vụ mang mã {id!r}.")

    def duties_on(self, on: date) -> tuple[Duty, ...]:
        """The rows that were valid on that day."""
        return tuple(row for row in self.duties if row.holds(on))


@dataclass(frozen=True)
class Versions:
    """Các phiên bản nối nhau, phiên bản cũ nhất trước."""

    regulations: tuple[Regulation, ...]

    @classmethod
    def joined(cls, regulations: Iterable[Regulation]) -> Versions:
        """In their order, each ended by the one that replaces it. What is wrong is told by ``version_faults``."""
        ordered = sorted(regulations, key=lambda each: (each.in_force, each.signed))
        ended = [
            replace(each, last_day=later.in_force - timedelta(days=1))
            if each.last_day is None and later.replaces == each.number
            else each
            for each, later in pairwise(ordered)
        ]
        return cls((*ended, *ordered[-1:]))

    def on(self, day: date) -> Regulation:
        """The regulation in force on that day. Raises NoRegulation."""
        for each in self.regulations:
            if each.holds(day):
                return each
        raise NoRegulation(f"Ngày {day.day}/{day.month}/{day.year} không có quy chế nào được biết là có hiệu lực.")

    def duty(self, id: str, on: date) -> Duty:
        """The duty as it stood on that day. Raises NoRegulation, UnknownDuty."""
        return self.on(on).duty(id, on)

    def numbered(self, number: str) -> Regulation:
        """The regulation of this number. Raises NoRegulation."""
        for each in self.regulations:
            if each.number == number:
                return each
        raise NoRegulation(f"Không có quy chế mang số {number}.")


def in_order(rows: Iterable[Duty]) -> list[Duty]:
    """In the order in which the text of 1669/QĐ-UBND has them."""
    return sorted(rows, key=lambda row: (parse(row.id).order, row.valid_from or date.min))


def version_faults(versions: Versions) -> list[Fault]:
    """What is wrong between the versions: two of one number, a gap, an overlap, a replaced one that is unknown."""
    return list(_version_faults(versions.regulations))


def _version_faults(regulations: tuple[Regulation, ...]) -> Iterator[Fault]:
    seen: set[tuple[str, str, date]] = set()
    for each in regulations:
        key = (each.issuer, each.number, each.signed)
        if key in seen:
            yield SENTENCES.fault("REGULATION_TWICE", each.number, signed=f"{each.signed:%d/%m/%Y}")
        seen.add(key)
        earlier = {other.number for other in regulations if other.in_force < each.in_force}
        if each.replaces is not None and each.replaces not in earlier:
            yield SENTENCES.fault("REPLACED_UNKNOWN", each.number, replaced=each.replaces)
    for before, after in pairwise(regulations):
        since = f"{after.in_force:%d/%m/%Y}"
        if before.last_day is None or before.last_day >= after.in_force:
            yield SENTENCES.fault("REGULATIONS_OVERLAP", after.number, since=since, earlier=before.number)
        elif before.last_day + timedelta(days=1) < after.in_force:
            until = f"{before.last_day:%d/%m/%Y}"
            yield SENTENCES.fault("REGULATIONS_GAP", after.number, since=since, earlier=before.number, until=until)
