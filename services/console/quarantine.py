"""``phoihop quarantine``: thông điệp nào đang cách ly, vì sao, cái gì chờ sau nó (Điều 12 khoản 1; †).

Reading reads the ledgers; what is done about a message is a command like any other: see ``quarantine_orders``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

import click
from rich.markup import escape

from services.console import quarantine_orders
from services.console.tables import KEEPERS, Shelf, lines, moment, screen, shelf, table, warn_missing
from shared.mechanism import aside
from shared.mechanism.receipts import Receipts

DEPARTMENT = click.option("--department", type=click.Choice(KEEPERS), help="Chỉ sổ của một nơi.")
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Mỗi dòng một JSON, đầy đủ.")
EMPTY = "Không có thông điệp nào đang cách ly."


@click.group(help="Thông điệp đang cách ly: nguyên nhân, xử lý lại, sửa, bỏ qua.", invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    if ctx.invoked_subcommand is None:
        _print_causes(_causes(None))
        ctx.invoke(list_open)


@command.command("causes", help="Gom theo nguyên nhân: bao nhiêu thông điệp, bao nhiêu chờ sau chúng.")
@DEPARTMENT
@AS_JSON
def list_causes(department: str | None, as_json: bool) -> None:
    told = _causes(department)
    if as_json:
        lines(told)
    elif told:
        _print_causes(told)
    else:
        click.echo(EMPTY)


@command.command("list", help="Thông điệp đang chờ; --all kể cả những gì đã giải quyết.")
@DEPARTMENT
@click.option("--cause", help="Chỉ một nguyên nhân, như causes kể.")
@click.option("--all", "everything", is_flag=True, help="Kể cả đã xử lý lại và đã bỏ qua.")
@AS_JSON
def list_open(
    department: str | None = None, cause: str | None = None, everything: bool = False, as_json: bool = False
) -> None:
    with shelf() as found:
        warn_missing(found)
        rows = [row for row in _rows(found, department, everything=everything) if cause in (None, row["key"])]
    if as_json:
        lines(rows)
    elif not rows:
        click.echo(EMPTY)
    else:
        _print(rows)


@command.command("show", help="Một thông điệp: đã thử những gì, ai quyết định, và nguyên văn.")
@quarantine_orders.RECEIPT
@AS_JSON
def show(receipt: str, as_json: bool) -> None:
    with shelf() as found:
        row = next((row for row in _rows(found, None, everything=True) if row["receipt"] == receipt), None)
        if row is None:
            raise click.ClickException(f"Không có thông điệp nào từng bị cách ly mang biên nhận {receipt}.")
        book = next(book for book in found.books if book.department == row["department"])
        line = book.store.line(UUID(receipt))
    try:
        text = Receipts.received_bytes(line.body if line else b"").decode()
    except ValueError:
        text = (line.body if line else b"").decode()  # an alarm: nobody sent it, its receipt is the message
    if as_json:
        lines([{**row, "original": text}])
        return
    _print([row])
    made = table("Lúc", "Việc", "Ai", "Lý do, nguyên nhân", "Lần", "Phiên bản")
    for each in row["tries"]:
        why = "\n".join(part for part in (each["reason"], each["cause"], each["corrected"]) if part)
        when = moment(datetime.fromisoformat(each["time"]))
        made.add_row(when, TRIES[each["state"]], each["actor"] or "hệ thống", escape(why), str(each["attempts"]),
                     each["version"])  # fmt: skip
    screen().print(made)
    click.echo(json.dumps(json.loads(text), ensure_ascii=False, indent=2) if text else "Không đọc được bản gốc.")


for _order in (quarantine_orders.retry, quarantine_orders.correct, quarantine_orders.skip):
    command.add_command(_order)

STATES = {"open": "đang chờ", "released": "đã xử lý lại", "skipped": "đã bỏ qua"}
TRIES = {"quarantined": "cách ly", "failed": "xử lý lại, vẫn hỏng", "released": "hết cách ly", "skipped": "bỏ qua"}


def _rows(found: Shelf, department: str | None, *, everything: bool) -> Iterator[dict[str, Any]]:
    for book in found.books:
        if department not in (None, book.department):
            continue
        waiting = aside.asides(book.store, everything=everything)
        told = aside.tries(book.store, [each.receipt for each in waiting])
        for each in waiting:
            tries = [asdict(one) for one in told[each.receipt]]
            last = tries[-1] if tries else {}
            more = {name: last.get(name) for name in ("attempts", "version")}
            yield {"department": book.department, **asdict(each), **more, "tries": tries}


def _causes(department: str | None) -> list[dict[str, Any]]:
    with shelf() as found:
        return [
            {"department": book.department, **asdict(each)}
            for book in found.books
            if department in (None, book.department)
            for each in aside.causes(aside.asides(book.store))
        ]


def _print_causes(told: list[dict[str, Any]]) -> None:
    if not told:
        return
    made = table("Sổ", "Thông điệp", "Chờ sau", "Cũ nhất", "Nguyên nhân", "Ví dụ", title="Nguyên nhân")
    for each in told:
        kinds = "\n".join(f"{count} {name}" for name, count in each["types"].items())
        since = moment(datetime.fromisoformat(each["since"])) if each["since"] else "·"
        made.add_row(
            each["department"], kinds, str(each["behind"]), since, escape(each["key"]), escape(each["example"])
        )
    screen().print(made)


def _print(rows: list[dict[str, Any]]) -> None:
    made = table("Sổ · vị trí", "Từ lúc", "Biên nhận", "Thông điệp", "Nguyên nhân", "Trạng thái", "Chờ sau")
    for row in rows:
        since = moment(datetime.fromisoformat(row["since"])) if row["since"] else "·"
        told = (f"{row['type']} của {row['sender']}", row["subject"], row["message"])
        what = "\n".join(each for each in told if each)
        place = f"{row['department']}\n{row['position']}"
        first = f"\nChờ sau {row['first']}" if row["first"] else ""
        tried = f"\n{row['attempts']} lần thử" if row["attempts"] is not None else ""
        state = STATES.get(row["state"], row["state"]) + tried
        cause = escape(row["cause"] + first)
        made.add_row(place, since, row["receipt"], escape(what), cause, state, str(row["behind"]))
    screen().print(made)
