"""``phoihop replay``: một khung nhìn như tại một thời điểm; --check gấp lại mọi sổ và so khớp (Điều 12 khoản 1; †).

A view is a function of one ledger: folded from the first row to a moment it is the past, folded to the end it must
be what is stored. The check reads every ledger once; it writes nothing and may run beside the services.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import click
from rich.markup import escape

from services.console.tables import KEEPERS, Moment, Shelf, lines, progress, screen, shelf, table, warn_missing
from services.console.tables import until as until_words
from shared.mechanism.agenda import Agenda
from shared.mechanism.audit import Audit, Finding
from shared.mechanism.audit.finding import CODES
from shared.mechanism.message import Fact, source_of
from shared.mechanism.reading import Book
from shared.mechanism.receipts import facts_in
from shared.mechanism.view import View, past

HELP = """Đọc lại một khung nhìn từ sổ, hoặc kiểm tra mọi sổ.

\b
  phoihop replay                                       các khung nhìn đang có
  phoihop replay --as-of 10/12/2021                    mọi khung nhìn, số dòng đến hết ngày ấy
  phoihop replay scores --as-of 2021-12-10T09:00       một khung nhìn như tại thời điểm ấy
  phoihop replay --check                               kiểm tra: 0 sạch, 1 có điều không khớp

Ngày không kèm giờ là đến hết ngày ấy (24:00), theo giờ ghi nhận của sổ.
"""
PAGE = 1_000
TOLD_OF_A_KIND = 20
"""Findings of one kind in one place that are printed for people; the rest is counted. As JSON all are told."""
AGENDA = "Việc gì sắp đến hạn, lúc nào?"


@click.command(help=HELP, context_settings={"max_content_width": 110})
@click.argument("view", required=False, metavar="[KHUNG_NHÌN]")
@click.option("--department", type=click.Choice(KEEPERS), help="Chỉ khung nhìn của một nơi.")
@click.option("--as-of", type=Moment(within=True), help="Như tại thời điểm này (05/01/2022, 2022-01-05T14:30).")
@click.option("--key", help="Chỉ các dòng có khóa bắt đầu như thế này (2021/SYT).")
@click.option("--check", is_flag=True, help="Gấp lại mọi sổ, so với dòng đang lưu, và kiểm tra các sổ với nhau.")
@click.option("--json", "as_json", is_flag=True, help="Mỗi dòng một JSON, đầy đủ.")
def command(
    view: str | None, department: str | None, as_of: datetime | None, key: str | None, check: bool, as_json: bool
) -> None:
    if check and (view or as_of or key or department):
        raise click.UsageError("--check kiểm tra tất cả; không dùng cùng điều kiện khác.")
    if check:
        sys.exit(run_check(as_json=as_json))
    with shelf(folded=True) as found:
        warn_missing(found)
        books = [book for book in found.books if department in (None, book.department)]
        if not books:
            raise click.ClickException(found.missing[department or ""])
        if view is None:
            _list(books, as_of, as_json=as_json)
            return
        chosen = [(book, make) for book in books for make in makers(book) if make().name == view]
        if not chosen:
            names = sorted({make().name for book in books for make in makers(book)})
            raise click.ClickException(f"Không có khung nhìn {view!r}. Có: {', '.join(names)}.")
        for book, make in chosen:
            _show(book, fold(book, make(), as_of), as_of, key or "", as_json=as_json)


# A view as of a moment


def makers(book: Book) -> list[Callable[[], View]]:
    """What makes each view of a ledger, empty: the agenda, then the department's own."""
    takers = book.takers
    agenda: list[Callable[[], View]] = [lambda: Agenda(takers)] if takers is not None else []
    return [*agenda, *book.views]


def fold(book: Book, view: View, until: datetime | None) -> View:
    """The view as the ledger stood at that moment; at its end without one."""
    with progress(f"Gấp {view.name} của {book.department}", book.store.last()[0]) as done:
        return past(view, _facts(book, done), until)


def _facts(book: Book, done: Callable[[int], None]) -> Iterator[Fact]:
    after, source = 0, source_of(book.department)
    while page := book.store.lines(after, PAGE):
        for line in page:
            yield from facts_in(line.row(), line.position, source)
        after = page[-1].position
        done(len(page))


def _show(book: Book, view: View, until: datetime | None, key: str, *, as_json: bool) -> None:
    rows = {name: row for name, row in sorted(view.rows.items()) if name.startswith(key)}
    if as_json:
        lines({"department": book.department, "view": view.name, "key": name, "row": row} for name, row in rows.items())
        return
    when = f"đến {until_words(until)}" if until else "hiện nay"
    title = f"{view.name} của {book.department}, {when}: {len(rows)} dòng"
    if not rows:
        click.echo(f"{title}.")
        return
    names = _columns(rows.values())
    made = table("Khóa", *names, title=escape(title))
    for name, row in rows.items():
        made.add_row(escape(name), *(escape(_cell(row.get(column))) for column in names))
    screen().print(made)


MOST_COLUMNS, WIDEST = 8, 40


def _columns(rows: Any) -> list[str]:
    """The columns that fit: plain values first, in the order in which rows bring them."""
    seen: dict[str, bool] = {}
    for row in rows:
        for name, value in row.items():
            seen[name] = seen.get(name, True) and not isinstance(value, dict | list)
    ordered = [name for name, flat in seen.items() if flat] + [name for name, flat in seen.items() if not flat]
    return ordered[:MOST_COLUMNS]


def _cell(value: Any) -> str:
    match value:
        case None:
            return "·"
        case bool():
            return "có" if value else "không"
        case dict():
            return f"{{{len(value)}}}"
        case list():
            return f"[{len(value)}]"
    text = str(value)
    return text if len(text) <= WIDEST else f"{text[: WIDEST - 1]}…"


def _list(books: Sequence[Book], as_of: datetime | None, *, as_json: bool) -> None:
    """Every view there is, what it answers, and how many rows it has (had, at a moment)."""
    told: list[dict[str, Any]] = []
    for book in books:
        positions = book.store.cursors()
        for make in makers(book):
            view = make()
            rows = len(fold(book, view, as_of).rows) if as_of else len(book.store.view_keys(view.name))
            question = AGENDA if isinstance(view, Agenda) else (type(view).__doc__ or "").strip().splitlines()[0]
            told.append(
                {
                    "department": book.department,
                    "view": view.name,
                    "rows": rows,
                    "position": positions.get(f"view:{view.name}", 0),
                    "question": question,
                }
            )
    if as_json:
        lines(told)
        return
    title = f"Đến {until_words(as_of)}" if as_of else None
    made = table("Nơi", "Khung nhìn", "Số dòng", "Trả lời câu hỏi", title=title)
    for row in told:
        made.add_row(row["department"], row["view"], str(row["rows"]), escape(row["question"]))
    screen().print(made)


# The check


def run_check(*, as_json: bool) -> int:
    """Audit every ledger; 0 when nothing was found, 1 otherwise. Tells what was compared and what was not."""
    with shelf(folded=True) as found:
        total = sum(book.store.last()[0] for book in found.books)
        with progress("Kiểm tra các sổ", total) as done:
            audit = Audit(found.books, done)
            findings = [*_missing(found), *audit.run()]
        if as_json:
            lines(finding.plain() for finding in findings)
            lines([{"verdict": not findings, "findings": len(findings), **vars(audit.counted)}])
        else:
            _print(findings)
            click.echo(verdict(audit, len(findings)))
    return 1 if findings else 0


def _missing(found: Shelf) -> Iterator[Finding]:
    """A ledger that is not here is the first thing to be found."""
    for name, sentence in found.missing.items():
        yield Finding("LEDGER_MISSING", name, sentence)


def _print(findings: Sequence[Finding]) -> None:
    if not findings:
        return
    made = table("Sổ", "Vị trí", "Mã", "Đối tượng", "Điều không khớp")
    alike: Counter[tuple[str, str, str]] = Counter()
    for each in findings:
        kind = (each.department, each.code, each.view)
        alike[kind] += 1
        if alike[kind] > TOLD_OF_A_KIND:
            continue
        place = "" if each.position is None else str(each.position)
        what = "\n".join(dict.fromkeys(part for part in (each.record, each.message) if part))
        told = f"[bold]{CODES.get(each.code, 'thiếu sổ')}[/bold]\n{escape(each.sentence)}"
        made.add_row(each.department, place, each.code, escape(what), told, style="red")
    for (department, code, view), count in alike.items():
        if count > TOLD_OF_A_KIND:
            where = f"{department} · {view}" if view else department
            told = f"… và {count - TOLD_OF_A_KIND} điều nữa cùng loại ở {where}; --json kể đủ từng điều."
            made.add_row(department, "", code, "", told, style="red")
    screen().print(made)


def verdict(audit: Audit, findings: int) -> str:
    """One line: exactly what was compared, and what no check of this kind can show."""
    counted: Mapping[str, Any] = vars(audit.counted)
    told = (
        f"{counted['ledgers']} sổ, {counted['rows']} dòng, {counted['receipts']} biên nhận so từng byte với bên gửi, "
        f"{counted['views']} khung nhìn ({counted['view_rows']} dòng) gấp lại"
    )
    without = Counter(counted["without"])
    left = f" Không so được: {'; '.join(without)}." if without else ""
    proof = " Chưa có chứng cứ ngoài hệ thống (niêm phong): ai sửa mọi sổ cùng lúc thì không thấy ở đây."
    head = "SẠCH: không có gì không khớp." if not findings else f"CÓ {findings} ĐIỀU KHÔNG KHỚP."
    return f"{head} Đã kiểm tra {told}.{left}{proof}"
