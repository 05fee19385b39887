"""Nghĩa vụ nào được thực hiện bằng gì: sự việc nào mở ra, sự việc nào hoàn thành, hạn ở đâu.

Declarations only: what stands in ``fulfilments/`` is read by the compliance view, by ``phoihop duties`` and by its
check. A fact is named, and where in it to read is named by paths: ``"year"`` is a field of its data,
``"entries.agency"`` that field of every row of a list, ``"@agency"`` an attribute of the envelope (``@agency``,
``@source``, ``@subject``, ``@effective``, ``@time``), ``"=SNV"`` the constant itself, ``"%steering"`` the holder of
that competence on the day of the fact.

A path that ends in ``:year`` or ``:quarter`` reads the period out of a date or moment: ``"held:quarter"`` is
``2021/Q3``; in ``:begin``, the beginning of that day, while a bare day as a deadline lasts to its end; in ``:2``, the
second part of a name: ``2022`` of ``plan/2022/adjustment-1``. Two paths into one list are read row by row.

As an agency, ``"%fields"`` stands for those of ``participants.FIELDS``, ``"%all"``, ``"%departments"`` and
``"%districts"`` for every agency of the day; ``"*"`` for every agency that has an occasion whose key is this one or
begins with it: an extension for all, a closing for all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

HOW = ("message", "rule", "register", "content")
PERIODS = ("year", "quarter")
READINGS = (*PERIODS, "begin", "2")
"""What may stand behind the colon of a path."""


@dataclass(frozen=True)
class Same:
    """Điều kiện: bằng điều một chỗ khác trong cùng sự việc nói."""

    path: str


class Something:
    """Điều kiện: có nêu; a list that is empty names nobody."""


SOMETHING = Something()


@dataclass(frozen=True)
class Told:
    """Một loại sự việc và chỗ đọc trong đó."""

    fact: str
    key: tuple[str, ...]
    """Paths whose values, joined by ``/``, name the occasion: the year, the scheme, the task."""
    agency: str = "@agency"
    """Path to whose duty it is: one agency's id, or a list of them."""
    where: Mapping[str, object] = field(default_factory=dict)
    """Path → value that it must have (or a tuple of values, ``Same`` as another path, ``SOMETHING``); other facts of
    that name say nothing here."""
    among: str = ""
    """Only of those whom this word names on the day of the fact (``fields``, ``departments``, ``%iso``…)."""
    due: str = ""
    """Of what opens: path to the moment from which it is late."""
    source: str = ""
    """Of what opens: path to the words that say where the deadline comes from."""
    answers: bool = False
    """Of what meets: it counts only where the occasion was opened; by itself it says nothing about this duty."""
    replaces: bool = False
    """Of what opens row by row: the list stands for the whole. What an earlier one of the same agency had opened under
    the same key but for its last part, and this one does not name, is waived."""


@dataclass(frozen=True)
class Periodic:
    """Nghĩa vụ định kỳ: mỗi kỳ tự mở ra, không chờ ai yêu cầu."""

    period: str
    """One of PERIODS; the occasion's key is ``2021`` or ``2021/Q3``."""
    agencies: str
    """Whose duty: ``%steering`` the holder of a competence, ``fields`` those of ``participants.FIELDS``, ``all`` every
    agency that exists, ``departments`` or ``districts`` one khối; several joined by spaces."""
    due: str
    """``end``: the period's own end; ``before MM-DD`` of its year; ``before MM-DD of the year before`` (a plan for the
    year that follows)."""
    source: str
    """Where the period and its end come from, in words."""


@dataclass(frozen=True)
class Fulfilment:
    """Một dòng: nghĩa vụ này được thực hiện thế nào, và phép thử nào chứng minh."""

    duty: str
    how: str
    shown_by: str
    """``tests/stories/test_plan.py::test_…``: the test that shows it."""
    opens: tuple[Told, ...] = ()
    meets: tuple[Told, ...] = ()
    waives: tuple[Told, ...] = ()
    """What makes it not applicable to that agency this time."""
    closes: tuple[Told, ...] = ()
    """After this it cannot be made up for: what was not met is breached."""
    undoes: tuple[Told, ...] = ()
    """What takes back the meeting: withdrawn, returned. It is open again, with the deadline that it had."""
    parts: tuple[Told, ...] = ()
    """What is a part of doing it, and is shown as its evidence; by itself it does not meet it."""
    periodic: Periodic | None = None
    by: tuple[str, ...] = ()
    """Of a rule: the refusal codes that enforce it. Of a register: the views or records that keep it. Of content: the
    duties that carry it out."""
    note: str = ""

    def __post_init__(self) -> None:
        if self.how not in HOW:
            raise ValueError(f"{self.duty}: {self.how} is not one of {HOW}")
        if self.how == "message" and not self.meets:
            raise ValueError(f"{self.duty}: carried out by messages, and no message meets it")
        if self.how != "message" and not self.by:
            raise ValueError(f"{self.duty}: says that it is a {self.how}, and not which")
