"""``phoihop history``: ai làm gì, lúc nào, nhân danh ai, căn cứ gì, ai đã nhận (Điều 12 khoản 1; †).

One record's life, one cause across all ledgers, one score's life, or everything that fits the filters. Refusals
are part of it. Reading changes nothing and can be done while the services run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

import click
from rich.markup import escape
from rich.tree import Tree

from services.console import score
from services.console.tables import (
    KEEPERS,
    Moment,
    Shelf,
    day,
    department_name,
    grounds,
    label,
    lag,
    lines,
    moment,
    screen,
    shelf,
    table,
    warn_missing,
)
from services.console.telling import Teller, summary, who
from shared.mechanism import causes, history
from shared.mechanism.causes import Cause
from shared.mechanism.history import Entry, Query
from shared.regulation.agencies import AGENCIES

STYLES = {
    "refused": "yellow",
    "rejected": "yellow",
    "quarantined": "red",
    "failed": "red",
    "damaged": "red",
    "alarm": "cyan",
}
_ARTICLE = re.compile(r"dieu\s*(\d+)")
_CLAUSE = re.compile(r"khoan\s*(\d+)")
_POINT = re.compile(r"(?:diem|điểm)\s+([a-eđ])\b")

HELP = """Lịch sử đọc từ mọi sổ.

\b
  phoihop history assessment/2021/SYT           một hồ sơ: mọi việc đã ghi, cả điều bị từ chối
  phoihop history score 2021 SYT 1.1.1          một điểm: tự chấm, thẩm định, giải trình … công bố
  phoihop history --cause MÃ                    một nguyên nhân qua mọi sổ (mã lệnh, sự việc, chuỗi việc)
  phoihop history --case MÃ                     một hồ sơ liên cơ quan
  phoihop history --since 01/12/2021 --until 31/12/2021 --law "Điều 10 khoản 2"

Ngày ghi nhận tính cả hai đầu. Kết quả trống vẫn kết thúc bằng 0.
"""


class Clause(click.ParamType[str]):
    """A clause: its id (QC-10.2.b), or as people cite it (điểm b khoản 2 Điều 10)."""

    name = "điều khoản"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value == "†" or re.match(r"Q[CĐ]-\d", value):
            return value
        plain = history.folded(value)
        article = _ARTICLE.search(plain)
        if article is None:
            self.fail(f"{value!r} không phải điều khoản: viết QC-10.2.b hoặc 'điểm b khoản 2 Điều 10'.", param, ctx)
        clause, point = _CLAUSE.search(plain), _POINT.search(value.casefold())
        document = "QĐ" if "quyet dinh" in plain else "QC"
        parts = [article[1], *([clause[1]] if clause else []), *([point[1]] if clause and point else [])]
        return f"{document}-{'.'.join(parts)}"


class AgencyId(click.ParamType[str]):
    """An agency: its id (SYT), its service (noi_vu), or its name, with or without marks."""

    name = "cơ quan"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        wanted = history.folded(value)
        for each in AGENCIES:
            names = (each.id, each.name, each.short, each.service or "")
            if wanted in {history.folded(name) for name in names}:
                return each.id
        return value


@click.command(help=HELP, context_settings={"max_content_width": 110})
@click.argument("what", nargs=-1, metavar="[HỒ SƠ]")
@click.option("--criterion", help="Chỉ một tiêu chí của hồ sơ assessment/NĂM/CƠ QUAN: lịch sử điểm ấy.")
@click.option("--cause", help="Mã lệnh, mã sự việc, hoặc mã chuỗi việc.")
@click.option("--case", help="Mã hồ sơ liên cơ quan.")
@click.option("--since", type=Moment(), help="Ghi nhận từ ngày (05/01/2022 hoặc 2022-01-05).")
@click.option("--until", type=Moment(ends=True), help="Ghi nhận đến hết ngày.")
@click.option("--agency", type=AgencyId(), help="Nhân danh cơ quan (SYT, 'Sở Y tế').")
@click.option("--actor", help="Người thực hiện: một phần của tên, không cần dấu.")
@click.option("--law", type=Clause(), help="Căn cứ: QC-13.4, 'Điều 10 khoản 2', †.")
@click.option("--type", "name", help="Loại: AssessmentSubmitted, SubmitAssessment, AlarmRang…")
@click.option("--department", type=click.Choice(KEEPERS), help="Chỉ sổ của một nơi.")
@click.option("--refused", is_flag=True, help="Chỉ điều bị từ chối, không được nhận.")
@click.option("--receipts", is_flag=True, help="Kể cả biên nhận và lệnh được chấp nhận.")
@click.option("--json", "as_json", is_flag=True, help="Mỗi dòng một JSON, đầy đủ.")
def command(
    what: tuple[str, ...],
    criterion: str | None,
    cause: str | None,
    case: str | None,
    since: datetime | None,
    until: datetime | None,
    agency: str | None,
    actor: str | None,
    law: str | None,
    name: str | None,
    department: str | None,
    refused: bool,
    receipts: bool,
    as_json: bool,
) -> None:
    query = Query(
        record=what[0] if what else "",
        case=case or "",
        since=since,
        until=until,
        agency=agency or "",
        actor=actor or "",
        law=law or "",
        type=name or "",
        department=department or "",
        refused=refused,
        receipts=receipts,
    )
    key = _score_key(what, criterion)
    if key is not None:
        score.show(*key, as_json=as_json)
        return
    if len(what) > 1:
        raise click.UsageError("Chỉ xem một hồ sơ một lần; hoặc: phoihop history score NĂM CƠ_QUAN TIÊU_CHÍ.")
    filtered = query != Query(record=query.record, case=query.case)
    if cause and (what or case or filtered):
        raise click.UsageError("--cause xem trọn một nguyên nhân; không dùng cùng điều kiện khác.")
    if not (what or cause or case or filtered):
        raise click.UsageError("Cần một hồ sơ, --cause, --case, hoặc một điều kiện; xem phoihop history --help.")
    with shelf() as found:
        warn_missing(found)
        if cause or (case and not (what or filtered)):
            trees = causes.of_message(found.books, cause) if cause else causes.of_case(found.books, case or "")
            _show_trees(trees, cause or case or "", as_json=as_json)
            return
        told = history.entries(found.books, query) if filtered or case else history.life(found.books, query.record)
        count = lines(entry.plain() for entry in told) if as_json else _show(told, query.record)
        if count == 0:
            _say_nothing(found, query, as_json=as_json)


def _score_key(what: tuple[str, ...], criterion: str | None) -> tuple[str, str, str] | None:
    if what[:1] == ("score",):
        if len(what) != 4:
            raise click.UsageError("Cách dùng: phoihop history score NĂM CƠ_QUAN TIÊU_CHÍ, ví dụ score 2021 SYT 1.1.1.")
        return what[1], what[2], what[3]
    if criterion is None:
        return None
    parts = what[0].split("/") if len(what) == 1 else []
    if len(parts) != 3:
        raise click.UsageError("--criterion cần một hồ sơ có năm và cơ quan, ví dụ assessment/2021/SYT.")
    return parts[1], parts[2], criterion


def _say_nothing(found: Shelf, query: Query, *, as_json: bool) -> None:
    """One sentence, on stderr where lines of JSON are expected."""
    if query.record:
        near = [each for each in history.near(found.books, query.record) if each != query.record]
        told = f" Có phải: {', '.join(near)}?" if near else ""
        click.echo(f"Không có gì được ghi về {query.record}.{told}", err=as_json)
    else:
        click.echo("Không có việc nào được ghi nhận theo các điều kiện này.", err=as_json)


# For people


def _show(told: Iterator[Entry], record: str) -> int:
    teller = Teller()
    made = table("Ghi nhận", "Sổ · vị trí", "Việc", "Ai", "Nội dung · căn cứ · nơi nhận", title=_title(record))
    count, cases = 0, dict[str, None]()
    for entry in told:
        count += 1
        if entry.case:
            cases[entry.case] = None
        style = STYLES.get(entry.kind, "")
        named = summary(entry)
        what = f"[bold]{escape(named)}[/bold]" + (f"\n[dim]{escape(entry.type)}[/dim]" if named != entry.type else "")
        place = f"{escape(entry.department)}\n[dim]{entry.position}[/dim]"
        made.add_row(moment(entry.recorded), place, what, escape(who(entry)), escape(teller.told(entry)), style=style)
    if count:
        console = screen()
        console.print(made)
        more = f" Hồ sơ liên cơ quan: {', '.join(cases)}." if record and cases else ""
        console.print(f"{count} việc.{more}", style="dim")
    return count


def _title(record: str) -> str | None:
    return f"Lịch sử của {escape(record)}" if record else None


def _show_trees(trees: list[Cause], name: str, *, as_json: bool) -> None:
    if as_json:
        lines({"depth": depth, **cause.entry.plain()} for root in trees for depth, cause in root.walk())
        return
    if not trees:
        click.echo(f"Không có thông điệp, chuỗi việc hay hồ sơ nào mang mã {name}.")
        return
    console = screen()
    for root in trees:
        console.print(_tree(root))
    every = [cause.entry for root in trees for _, cause in root.walk()]
    facts = sum(entry.kind == "fact" for entry in every)
    taken = [each for entry in every for each in entry.received]
    late = f", chậm nhất {lag(max(each.lag for each in taken))}" if taken else ""
    ledgers = {entry.department for entry in every} | {each.department for each in taken}
    console.print(f"{facts} sự việc, {len(taken)} lần tiếp nhận ở {len(ledgers)} sổ{late}.", style="dim")


def _tree(root: Cause) -> Tree:
    """The same tree for rich, made without recursion."""
    top = Tree(_branch(root))
    waiting = [(top, effect) for effect in reversed(root.effects)]
    while waiting:
        above, cause = waiting.pop()
        branch = above.add(_branch(cause))
        waiting.extend((branch, effect) for effect in reversed(cause.effects))
    return top


def _branch(cause: Cause) -> str:
    entry = cause.entry
    style = STYLES.get(entry.kind, "bold")
    head = f"[{style}]{escape(summary(entry))}[/] [dim]{escape(entry.type)}[/]"
    if cause.asked_for:
        head += "  [reverse] mã đang hỏi [/]"
    told = [moment(entry.recorded), department_name(entry.department), escape(entry.subject)]
    told.append(escape(who(entry, flat=True)))
    if entry.effective:
        told.append(f"hiệu lực {day(entry.effective)}")
    if entry.law:
        told.append(escape(grounds(entry.law)))
    if entry.sentence:
        told.append(escape(f"{entry.code}: {entry.sentence}" if entry.code else entry.sentence))
    text = f"{head}\n{' · '.join(part for part in told if part)}\n[dim]{escape(entry.id)}[/]"
    taken = ", ".join(
        f"{each.department} +{lag(each.lag)}{'' if each.state == 'received' else f' ({label_of(each.state)})'}"
        for each in entry.received
    )
    return f"{text}\n[green]nhận: {escape(taken)}[/]" if taken else text


def label_of(state: str) -> str:
    return {"quarantined": "cách ly", "failed": "vẫn hỏng", "released": "hết cách ly"}.get(state, label(state))
