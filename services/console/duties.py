"""``phoihop duties``: nghĩa vụ nào của Quy chế đã thực hiện, ai, bao giờ, sự việc nào chứng minh (Điều 13, Điều 20).

Read from the portal's ledger, which keeps every public fact; what the states mean is written down, word for word, in
``shared/regulation/compliance``. ``--check`` asks the other question: is every duty carried out by something at all.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from rich.markup import escape

from services.console.duties_check import Checked, check, other_faults
from services.console.history import AgencyId, Clause
from services.console.keeping import clock_of
from services.console.local import running
from services.console.replay import fold
from services.console.tables import Moment, agency_name, label, lag, lines, moment, screen, shelf, table
from services.console.tables import until as until_words
from shared.mechanism.clock import ICT
from shared.mechanism.history import inside
from shared.mechanism.settings import Settings
from shared.office.calendar_file import write_calendar
from shared.regulation.compliance import Standing, calendar, occasions, standings, within
from shared.regulation.occasions import STATES, Occasion
from shared.regulation.windows import spoken_moment

HELP = """Việc thực hiện từng nghĩa vụ của Quy chế, đọc từ sổ của cổng.

\b
  phoihop duties                                      mỗi nghĩa vụ một dòng: đã làm, muộn, đang mở, quá hạn
  phoihop duties --duty QC-6.2.a-1 --year 2021        từng cơ quan, kèm sự việc chứng minh
  phoihop duties --agency SYT --as-of 31/12/2021      một cơ quan, như sổ biết đến hết ngày ấy
  phoihop duties --year 2022 --ics han-2022.ics       lịch các hạn (iCalendar)
  phoihop duties --check                              bảng nghĩa vụ và bằng chứng: 0 đủ, 1 còn thiếu
"""
HOW = {"message": "thông điệp", "rule": "quy tắc", "register": "danh mục", "content": "nội dung"}
VIEW = "compliance"
UNACCOUNTED = "CHƯA KHAI BÁO"
STYLES = {"met_late": "yellow", "overdue": "red", "breached": "red", "not_applicable": "dim"}
MOST_PROOFS = 6
"""Facts shown beside one occasion; as JSON all are told."""


@click.command(help=HELP, context_settings={"max_content_width": 110})
@click.option("--duty", type=Clause(), help="Một nghĩa vụ hoặc cả điều: QC-6.2.a-1, 'Điều 10 khoản 2'.")
@click.option("--agency", type=AgencyId(), help="Một cơ quan (SYT, 'Sở Y tế').")
@click.option("--state", type=click.Choice(list(STATES)), help="Chỉ một trạng thái.")
@click.option("--year", type=click.IntRange(2021, 2200), help="Hạn (hoặc việc) rơi vào năm này.")
@click.option("--from", "since", type=Moment(), help="Từ ngày (05/01/2022 hoặc 2022-01-05).")
@click.option("--to", "until", type=Moment(ends=True), help="Đến hết ngày.")
@click.option("--as-of", type=Moment(within=True), help="Như cổng biết tại thời điểm này (ghi nhận).")
@click.option("--ics", type=click.Path(dir_okay=False), metavar="TỆP", help="Ghi lịch các hạn; - là đầu ra chuẩn.")
@click.option("--check", "checked", is_flag=True, help="Kiểm tra từng nghĩa vụ được thực hiện bằng gì.")
@click.option("--json", "as_json", is_flag=True, help="Mỗi dòng một JSON, đầy đủ.")
def command(
    duty: str | None,
    agency: str | None,
    state: str | None,
    year: int | None,
    since: datetime | None,
    until: datetime | None,
    as_of: datetime | None,
    ics: str | None,
    checked: bool,
    as_json: bool,
) -> None:
    if checked:
        if any((duty, agency, state, year, since, until, as_of, ics)):
            raise click.UsageError("--check kiểm tra tất cả; không dùng cùng điều kiện khác.")
        sys.exit(run_check(as_json=as_json))
    if year is not None:
        if since or until:
            raise click.UsageError("Chọn --year, hoặc --from và --to.")
        since, until = datetime(year, 1, 1, tzinfo=ICT), datetime(year + 1, 1, 1, tzinfo=ICT)
    at, found = read(as_of, until)
    chosen = [
        one
        for one in within(found, since, until)
        if (duty is None or inside(one.duty, duty))
        and agency in (None, one.agency, one.opened_for)
        and state in (None, one.state)
    ]
    if ics is not None:
        _write(calendar(chosen), at, ics)
    elif duty or agency or state:
        _show_occasions(chosen, at, as_json=as_json)
    else:
        _show_standings(standings(chosen), at, as_json=as_json)


def read(as_of: datetime | None, until: datetime | None) -> tuple[datetime, list[Occasion]]:
    """The moment asked, and every occasion at it, folded anew from the portal's ledger."""
    settings = running(Settings.from_environment())
    now = clock_of(settings).now()
    at = now if as_of is None else min(as_of, now)
    with shelf(folded=True, settings=settings) as kept:
        book = next((each for each in kept.books if each.department == "portal"), None)
        if book is None:
            raise click.ClickException(kept.missing["portal"])
        make = next(view for view in book.views if view.name == VIEW)
        rows = fold(book, make(), as_of).rows
    return at, occasions(rows, at=at, until=until)


def _write(found: Sequence[Occasion], at: datetime, name: str) -> None:
    written = write_calendar(found, at=at)
    if name == "-":
        click.echo(written, nl=False)
        return
    Path(name).write_bytes(written)
    click.echo(f"Đã ghi {len(found)} hạn vào {name}.")


# Every duty in a line


def _show_standings(found: Sequence[Standing], at: datetime, *, as_json: bool) -> None:
    if as_json:
        lines(_plain(one) for one in found)
        return
    heads = ("Nghĩa vụ", "Nội dung", "Bằng", "Đã làm", "Muộn", "Đang mở", "Quá hạn", "Không làm", "KAD")
    made = table(*heads, title=f"Việc thực hiện Quy chế, đến {until_words(at)}")
    for one in found:
        counts = [str(one.counts[state] or "·") for state in STATES]
        counts[3] = f"[red]{counts[3]}[/red]" if one.counts["overdue"] else counts[3]
        how = ", ".join(HOW[each] for each in one.how) or f"[red]{UNACCOUNTED}[/red]"
        made.add_row(one.duty.id, escape(one.duty.vi), how, *counts)
    console = screen()
    console.print(made)
    total = {state: sum(one.counts[state] for one in found) for state in STATES}
    told = ", ".join(f"{count} {STATES[state]}" for state, count in total.items() if count)
    unaccounted = sum(not one.accounted for one in found)
    more = f" {unaccounted} nghĩa vụ chưa khai báo được thực hiện bằng gì." if unaccounted else ""
    console.print(f"{len(found)} nghĩa vụ; {told or 'chưa có việc nào'}.{more}", style="dim")


def _plain(one: Standing) -> dict[str, Any]:
    told = {"duty": one.duty.id, "citation": one.duty.citation, "vi": one.duty.vi, "how": list(one.how)}
    return {**told, "accounted": one.accounted, **one.counts}


# Every occasion in a line


def _show_occasions(found: Sequence[Occasion], at: datetime, *, as_json: bool) -> None:
    if as_json:
        lines(one.plain() for one in found)
        return
    if not found:
        click.echo("Không có việc nào theo các điều kiện này.")
        return
    title = f"Đến {until_words(at)}"
    made = table("Nghĩa vụ", "Cơ quan", "Việc", "Trạng thái", "Hạn · căn cứ", "Sự việc chứng minh", title=title)
    for one in found:
        due = spoken_moment(one.due) if one.due else "chưa có hạn"
        due += f"\n[dim]{escape(one.ground)}[/dim]" if one.ground else ""
        words = escape(state_words(one))
        style = STYLES.get(one.state, "")
        made.add_row(one.duty, escape(_who(one)), escape(one.key), words, due, _proofs(one), style=style)
    console = screen()
    console.print(made)
    counted = [f"{count} {STATES[state]}" for state in STATES if (count := sum(one.state == state for one in found))]
    console.print(f"{len(found)} việc: {', '.join(counted)}.", style="dim")


def state_words(one: Occasion) -> str:
    """Thực hiện muộn 2 ngày · còn 5 ngày · quá hạn từ …"""
    words = STATES[one.state]
    if one.late_by is not None:
        words += f" {lag(one.late_by)}"
    if one.days_left is not None:
        words += f", còn {one.days_left} ngày"
    if one.state == "open" and one.due is None:
        words += ", chưa có hạn"
    if one.since is not None:
        words += f" từ {moment(one.since)}"
    return f"{words}. {one.reason}" if one.reason else words


def _who(one: Occasion) -> str:
    name = agency_name(one.agency)
    return f"{name}\n(thay {agency_name(one.opened_for)})" if one.opened_for else name


def _proofs(one: Occasion) -> str:
    shown = [each for each in one.proofs if each.says != "opens"] or one.proofs
    told = [
        f"{moment(each.time)} {escape(label(each.type))}\n[dim]{escape(each.source)} {escape(each.id)}[/dim]"
        for each in shown[:MOST_PROOFS]
    ]
    if len(shown) > MOST_PROOFS:
        told.append(f"… và {len(shown) - MOST_PROOFS} sự việc nữa")
    return "\n".join(told)


# The check


def run_check(*, as_json: bool) -> int:
    """The table of duties and what carries each of them out; 0 when nothing is missing, 1 otherwise."""
    rows, more = check(), other_faults()
    wrong = sum(bool(row.faults) for row in rows)
    if as_json:
        lines(row.plain() for row in rows)
        lines([{"verdict": not wrong and not more, "duties": len(rows), "wrong": wrong, "faults": more}])
    else:
        _print(rows)
        for fault in more:
            click.echo(f"Ngoài bảng: {fault}.")
        head = "ĐỦ" if not wrong and not more else "CHƯA ĐỦ"
        told = f"{wrong} dòng còn thiếu" if wrong else "không dòng nào thiếu"
        click.echo(f"{head}: {len(rows)} dòng, {told}, {len(more)} điều ngoài bảng.")
    return 1 if wrong or more else 0


def _print(rows: Sequence[Checked]) -> None:
    made = table("Nghĩa vụ", "Nội dung", "Thực hiện bằng", "Phép thử", "Điều còn thiếu")
    for row in rows:
        how = ", ".join(HOW[each] for each in row.how) or UNACCOUNTED
        by = "\n".join((f"[bold]{how}[/bold]", *(escape(each) for each in row.by)))
        shown = "\n".join(escape(each.rpartition("::")[2]) for each in row.shown_by)
        faults = "\n".join(escape(each) for each in row.faults)
        made.add_row(row.duty.id, escape(row.duty.vi), by, shown, faults, style="red" if row.faults else "")
    screen().print(made)
