"""``phoihop quarantine``: thông điệp nào đang cách ly, vì sao; xử lý lại hoặc bỏ qua (Điều 12 khoản 1; †).

Listing reads the ledgers. Retrying and skipping are commands like any other: sent to the department that holds
the message, decided by its running service, recorded with actor and reason. This program writes no ledger.
"""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import click
from rich.markup import escape

from services.console.client import Order
from services.console.send import deliver, show
from services.console.tables import KEEPERS, Shelf, lines, moment, screen, shelf, table, warn_missing
from shared.regulation.agencies import UnknownAgency, agency_of


@click.group(help="Thông điệp đang cách ly và nguyên nhân.", invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_open)


@command.command("list", help="Thông điệp đang chờ; --all kể cả những gì đã giải quyết.")
@click.option("--department", type=click.Choice(KEEPERS), help="Chỉ sổ của một nơi.")
@click.option("--all", "everything", is_flag=True, help="Kể cả đã xử lý lại và đã bỏ qua.")
@click.option("--json", "as_json", is_flag=True, help="Mỗi dòng một JSON, đầy đủ.")
def list_open(department: str | None = None, everything: bool = False, as_json: bool = False) -> None:
    with shelf() as found:
        warn_missing(found)
        rows = list(_rows(found, department, everything=everything))
    if as_json:
        lines(rows)
    elif not rows:
        click.echo("Không có thông điệp nào đang cách ly.")
    else:
        _print(rows)


RECEIPT = click.argument("receipt", metavar="BIÊN_NHẬN")
REASON = click.option("--reason", required=True, help="Lý do, ghi vào sổ.")
ACTOR = click.option("--actor", help="Ai thực hiện; mặc định là tài khoản đang dùng máy.")
JSON = click.option("--json", "as_json", is_flag=True, help="In nguyên văn trả lời (JSON).")


@command.command("retry", help="Xử lý lại một thông điệp, nguyên văn, khi nguyên nhân đã được khắc phục.")
@RECEIPT
@REASON
@ACTOR
@JSON
def retry(receipt: str, reason: str, actor: str | None, as_json: bool) -> None:
    _order("RetryQuarantined", receipt, reason, actor, as_json=as_json)


@command.command("skip", help="Bỏ qua một thông điệp; bản nguyên văn và lý do còn trong sổ.")
@RECEIPT
@REASON
@ACTOR
@JSON
def skip(receipt: str, reason: str, actor: str | None, as_json: bool) -> None:
    _order("SkipQuarantined", receipt, reason, actor, as_json=as_json)


def _order(name: str, receipt: str, reason: str, actor: str | None, *, as_json: bool) -> None:
    """Send the command to whichever department holds the message. Raises click's exceptions."""
    with shelf() as found:
        holders = [row["department"] for row in _rows(found, None, everything=False) if row["receipt"] == receipt]
    if not holders:
        raise click.ClickException(f"Không có thông điệp nào đang cách ly mang biên nhận {receipt}.")
    try:
        agency = agency_of(holders[0]).id
    except UnknownAgency:
        raise click.ClickException(f"{holders[0]} không phải cơ quan, không nhận lệnh này.") from None
    data = {"receipt": receipt, "reason": reason}
    order = Order(command=name, data=data, agency=agency, to=holders[0], actor=actor or getpass.getuser())
    show(deliver(order.letter(), agency), as_json=as_json)


STATES = {"open": "đang chờ", "released": "đã xử lý lại", "skipped": "đã bỏ qua"}


def _rows(found: Shelf, department: str | None, *, everything: bool) -> Iterator[dict[str, Any]]:
    for book in found.books:
        if department not in (None, book.department):
            continue
        where = "" if everything else "WHERE a.state='open'"
        for row in book.store.select(
            "SELECT a.receipt, a.position, a.sender, a.message, a.type, a.held, a.cause, a.state, j.time, j.subject"
            f" FROM set_aside a LEFT JOIN journal j ON j.position=a.position {where} ORDER BY a.position"
        ):
            yield {"department": book.department, **{name: row[name] for name in row.keys()}}  # noqa: SIM118


def _print(rows: list[dict[str, Any]]) -> None:
    made = table("Sổ · vị trí", "Từ lúc", "Biên nhận", "Thông điệp", "Nguyên nhân", "Trạng thái")
    for row in rows:
        since = moment(datetime.fromisoformat(row["time"])) if row["time"] else "·"
        told = (f"{row['type']} của {row['sender']}", row["subject"], row["message"])
        what = "\n".join(each for each in told if each)
        place = f"{row['department']}\n{row['position']}"
        held = f"\nGiữ theo: {row['held']}" if row["held"] and row["state"] == "open" else ""
        state = STATES.get(row["state"], row["state"])
        made.add_row(place, since, row["receipt"], escape(what), escape(row["cause"] + held), state)
    screen().print(made)
