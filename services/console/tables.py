"""What the auditors' commands share: the shelf of ledgers, dates as people write them, words, tables and JSON lines."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

import schemas
from services import DEPARTMENTS, load
from services.console.local import running
from shared.mechanism.clock import ICT
from shared.mechanism.reading import Book, NoLedger, open_book
from shared.mechanism.settings import Settings
from shared.regulation import duties
from shared.regulation.agencies import UnknownAgency, agency, agency_of

KEEPERS = (*DEPARTMENTS, "portal")
"""Whoever keeps a ledger in the province."""

WIDTH_OF_A_PIPE = 160
_DAY = re.compile(r"(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})/(\d{1,2})/(\d{4}))")

RECEIPTS = {
    "CommandAccepted": "lệnh được chấp nhận",
    "CommandRefused": "lệnh bị từ chối",
    "MessageRejected": "thông điệp không được nhận",
    "FactReceived": "tiếp nhận",
    "FactQuarantined": "cách ly, chờ xử lý",
    "QuarantineReleased": "hết cách ly",
    "QuarantineRetryFailed": "xử lý lại vẫn hỏng",
    "AlarmRang": "đến hạn",
    "FactLost": "sự việc riêng đã mất, khi khôi phục không lấy lại được",
}


# The shelf


@dataclass
class Shelf:
    """The ledgers that are here, and a sentence for each that is not."""

    books: list[Book] = field(default_factory=list)
    missing: dict[str, str] = field(default_factory=dict)

    def __enter__(self) -> Shelf:
        return self

    def __exit__(self, *reason: object) -> None:
        for book in self.books:
            book.store.close()


def shelf(*, folded: bool = False, settings: Settings | None = None) -> Shelf:
    """The ledgers that the settings name, opened for reading; with their views and takers when they are to be folded.

    Raises click's exception when there is none at all.
    """
    settings = settings or running(Settings.from_environment())
    found = Shelf()
    for name in KEEPERS:
        try:
            found.books.append(open_book(settings, name, load(name) if folded else None))
        except NoLedger as why:
            found.missing[name] = str(why)
    if not found.books:
        first = next(iter(found.missing.values()))
        raise click.ClickException(f"Chưa có sổ nào để đọc. {first} Chạy make run trước, hoặc đặt PHOIHOP_DATA.")
    return found


def warn_missing(found: Shelf) -> None:
    """A sentence on stderr for each ledger that could not be read."""
    for sentence in found.missing.values():
        click.echo(f"Lưu ý: {sentence}", err=True)


# Dates


class Moment(click.ParamType[datetime]):
    """A date or a moment: 2022-01-05, 05/01/2022, 2022-01-05T14:30, 05/01/2022 14:30:00; without an offset in ICT.

    ``ends`` True: a bare date means its end (24:00, which belongs to the next day), else its beginning (0:00).
    ``within`` True: the last instant that still belongs to it.
    """

    name = "ngày"

    def __init__(self, *, ends: bool = False, within: bool = False) -> None:
        self._ends = ends or within
        self._within = within

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            return self._read(str(value).strip())
        except ValueError:
            self.fail(f"{value!r} không phải ngày: viết 2022-01-05, 05/01/2022 hoặc 2022-01-05T14:30:00.", param, ctx)

    def _read(self, text: str) -> datetime:
        found = _DAY.match(text)
        if found is None:
            raise ValueError(text)
        one, other = found.groups()[:3], found.groups()[3:][::-1]
        year, month, day = (int(part) for part in (one if one[0] else other))
        rest = text[found.end() :].lstrip("T ")
        if not rest:
            begins = datetime(year, month, day, tzinfo=ICT)
            return begins + timedelta(days=self._ends, microseconds=-1 if self._within else 0)
        moment = datetime.fromisoformat(f"{year:04}-{month:02}-{day:02}T{rest}")
        return moment.replace(tzinfo=ICT) if moment.tzinfo is None else moment.astimezone(ICT)


def moment(value: datetime) -> str:
    return f"{value.astimezone(ICT):%d/%m/%Y %H:%M:%S}"


def until(value: datetime) -> str:
    """Hết ngày 10/12/2021; or the moment itself."""
    last = value.astimezone(ICT)
    ends = (last.hour, last.minute, last.second) == (23, 59, 59)
    return f"hết ngày {last:%d/%m/%Y}" if ends else moment(value)


def day(text: str) -> str:
    """2022-01-05 → 05/01/2022; what is no day stays as it is."""
    found = _DAY.fullmatch(text)
    return f"{int(found[3]):02}/{int(found[2]):02}/{found[1]}" if found and found[1] else text


def lag(value: timedelta) -> str:
    """0,4 giây · 12 phút · 3 giờ · 5 ngày."""
    seconds = value // timedelta(seconds=1)
    for size, name in ((86_400, "ngày"), (3_600, "giờ"), (60, "phút")):
        if seconds >= size:
            return f"{seconds // size} {name}"
    tenths = value // timedelta(milliseconds=100)
    return f"{tenths // 10},{tenths % 10} giây"


# Words


def number(value: Any) -> str:
    """A decimal string as Vietnamese write it: 91,75; absent is "·", 0 is 0."""
    return "·" if value is None else str(value).replace(".", ",")


def label(name: str) -> str:
    """What a message is called: the words of its own schema; a private fact keeps its name."""
    if name in RECEIPTS:
        return RECEIPTS[name]
    schema = schemas.find(name)
    line = (schema.__doc__ or "").strip().splitlines()[0] if schema is not None else ""
    _, colon, words = line.partition(": ")
    return re.split(r"\s*[(;]", words, maxsplit=1)[0].rstrip(". ") if colon else name


def agency_name(code: str) -> str:
    try:
        return agency(code).short
    except UnknownAgency:
        return code


def department_name(name: str) -> str:
    try:
        return agency_of(name).short
    except UnknownAgency:
        return "Cổng điều phối" if name == "portal" else agency_name(name.upper())


def grounds(law: Iterable[str]) -> str:
    """Clauses as an official cites them, the product's own design as †."""
    return "; ".join(dict.fromkeys(_citation(clause) for clause in law))


def _citation(clause: str) -> str:
    if clause == duties.DESIGN:
        return "†"
    try:
        return duties.citation(clause, short=True)
    except ValueError:
        return clause


# Output


def screen() -> Console:
    """Standard output for people; a pipe is given room instead of a terminal's width."""
    console = Console(highlight=False, soft_wrap=False)
    return console if console.is_terminal else Console(highlight=False, width=WIDTH_OF_A_PIPE)


def lines(rows: Iterable[Mapping[str, Any]]) -> int:
    """One JSON document a line, complete; gives their number."""
    count = 0
    for row in rows:
        click.echo(json.dumps(row, ensure_ascii=False))
        count += 1
    return count


def table(*heads: str, title: str | None = None) -> Table:
    made = Table(title=title, title_justify="left", header_style="bold", show_edge=False, pad_edge=False)
    for head in heads:
        made.add_column(head, vertical="top", overflow="fold")
    return made


@contextmanager
def progress(words: str, total: int) -> Iterator[Callable[[int], None]]:
    """A progress bar on stderr, silent where nobody watches; gives the function that moves it on."""
    console = Console(stderr=True, highlight=False)
    if not console.is_terminal:
        yield lambda rows: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as bar:
        task = bar.add_task(words, total=total)
        yield lambda rows: bar.advance(task, rows)
