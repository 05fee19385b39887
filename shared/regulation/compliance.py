"""Việc thực hiện nghĩa vụ (Điều 4, Điều 13 khoản 3, Điều 20 khoản 1): nghĩa vụ nào, cơ quan nào, đã làm hay chưa.

An **occasion** is one time that one agency has one duty: (duty, agency, key). What is asked for is its state at a
**moment asked**; only facts noted (ghi nhận, ``time`` in the ledger that decided) at or before that moment count. A
fact *opens*, *meets*, is a *part* of, *waives*, *undoes* or *closes* an occasion as ``fulfilments/`` declares. Facts
are heard in the order of ``time``; facts of one instant in the order in which the portal took them.

There is an occasion when it was opened, or when a meeting that stands needs no opening (not ``answers``): a duty done
unasked is met. A periodic duty opens by itself, for every agency of its set, at the beginning of the period
(``shared/regulation/occasion_periods``); its set of agencies is that of the last day in time, or of the day asked while
that has not come.

- **due**: the deadline of the last opening that names one, with its source; else the period's; else none.
- **a meeting stands** when nothing undid it later and it was noted no later than the closing, if there is one.
- **late** is a meeting noted at or after ``due`` whose fact bears a date (hiệu lực) after the last day before ``due``,
  or which says of itself that it is late (``late: true``); by how long: from ``due`` to its ``time``.
- The state, first that fits:
  ``met_late``        a meeting stands, and the first that stands is late;
  ``met``             a meeting stands;
  ``not_applicable``  waived, and not opened again by name since; or not opened by name, and its period had begun
                      before the Decision was in force;
  ``breached``        closed: it cannot be made up for any more;
  ``overdue``         the moment asked is at or after ``due``: since ``due``;
  ``open``            otherwise: days left, begun days counted whole; without ``due`` "chưa có hạn".

**Who owes** an occasion that is not met: the agency it was opened for; if opened for the holder of a competence, who
holds it on the day asked; and in each case whoever stands in that agency's place on that day (``successor``). What that
one does under the same key, from the day on which it took over, meets it; and when it was asked itself by name since
that day, that is the same occasion and is told once, as its own. What an agency had done that was gone before
a period's last day in time counts for its successor. An occasion that was met stays with the agency it was opened for,
unless another met it. A duty for which nothing is declared is **unaccounted**.

What is said to everyone (``*``) under a key is said of each occasion of that duty that was opened by name or by the
calendar and whose key is that one or begins with it (``2021`` and ``2021/SYT/1``); it opens nothing by itself, and
meets nothing that is waived. A list that stands for the whole (``replaces``) waives what the same agency's earlier list
had opened and it does not name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from shared.regulation.duties import DUTIES, Duty
from shared.regulation.fulfilment import Fulfilment, Periodic
from shared.regulation.fulfilments import fulfilments
from shared.regulation.occasion_judging import Cases
from shared.regulation.occasion_notes import ORGANISATION, organisation_in
from shared.regulation.occasions import STATES, Occasion, Row
from shared.regulation.organisation import Organisation


@cache
def declared() -> dict[str, tuple[Fulfilment, ...]]:
    """Duty → how it is carried out: every row that is declared for it."""
    found: dict[str, list[Fulfilment]] = {}
    for row in fulfilments():
        found.setdefault(row.duty, []).append(row)
    return {duty: tuple(rows) for duty, rows in found.items()}


def declared_periods() -> tuple[tuple[str, Periodic], ...]:
    """Every periodic duty that is declared."""
    return tuple((row.duty, row.periodic) for rows in declared().values() for row in rows if row.periodic is not None)


def occasions(
    rows: Mapping[str, Row],
    *,
    at: datetime,
    organisation: Organisation | None = None,
    until: datetime | None = None,
    periodic: Sequence[tuple[str, Periodic]] | None = None,
) -> list[Occasion]:
    """Every occasion at that moment, in the order of the deadlines; with ``until``, periods that begin before it too.

    ``rows`` are those of the view; ``organisation`` as they know it at that moment, unless given.
    """
    province = organisation_in(rows, at) if organisation is None else organisation
    cases = Cases(declared_periods() if periodic is None else periodic, at=at, organisation=province)
    cases.hear(row for name, row in rows.items() if name != ORGANISATION)
    cases.add_periods(until or at)
    return sorted(cases.judged(), key=lambda one: (one.falls, one.duty, one.agency, one.key))


def within(found: Iterable[Occasion], since: datetime | None, until: datetime | None) -> Iterator[Occasion]:
    """Those that belong to a period: ``falls`` from its beginning to just before its end."""
    for one in found:
        if (since is None or one.falls >= since) and (until is None or one.falls < until):
            yield one


def calendar(found: Iterable[Occasion], since: datetime | None = None, until: datetime | None = None) -> list[Occasion]:
    """What is due in a period, the earliest first: every occasion that has a deadline, whatever became of it."""
    return [one for one in within(found, since, until) if one.due is not None]


@dataclass(frozen=True)
class Standing:
    """Một nghĩa vụ trong một kỳ: how it is carried out, and how often it was in which state."""

    duty: Duty
    rows: tuple[Fulfilment, ...]
    occasions: tuple[Occasion, ...]

    @property
    def accounted(self) -> bool:
        """Whether anything is declared to carry it out."""
        return bool(self.rows)

    @property
    def how(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.how for row in self.rows))

    @property
    def counts(self) -> dict[str, int]:
        """State → number of occasions, every state named."""
        counted = Counter(one.state for one in self.occasions)
        return {state: counted[state] for state in STATES}


def standings(found: Iterable[Occasion]) -> list[Standing]:
    """Every duty of the regulation in the order of the text, the unaccounted among them."""
    by_id: dict[str, list[Occasion]] = {}
    for one in found:
        by_id.setdefault(one.duty, []).append(one)
    rows = declared()
    return [
        Standing(
            duty,
            tuple(row for id in ids_of(duty) for row in rows.get(id, ())),
            tuple(one for id in ids_of(duty) for one in by_id.get(id, ())),
        )
        for duty in DUTIES
    ]


def ids_of(duty: Duty) -> tuple[str, ...]:
    """The ids under which a row may be declared and cited: its own, then those of its points."""
    return tuple(dict.fromkeys((duty.id, *duty.ids)))
