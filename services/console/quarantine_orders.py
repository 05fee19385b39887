"""Lệnh về thông điệp đang cách ly: xử lý lại một hay nhiều, xử lý theo nội dung đã sửa, bỏ qua; hoặc xem thử (†).

An order goes to the department that holds the message, is decided by its running service, and is recorded with actor
and reason. ``--dry-run`` sends nothing: the retry is tried out here, on what the ledger holds, and forgotten.
"""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click
from rich.markup import escape

from services import VERSION
from services.charter import CHARTER
from services.console.client import Order
from services.console.keeping import clock_of
from services.console.local import running
from services.console.send import REFUSED, deliver
from services.console.send import show as show_answer
from services.console.tables import KEEPERS, lines, screen, shelf, table
from shared.mechanism import aside
from shared.mechanism.rehearsal import Rehearsal
from shared.mechanism.releasing import Misfit, Tried
from shared.mechanism.settings import Settings
from shared.regulation.agencies import UnknownAgency, agency_of

RECEIPT = click.argument("receipt", metavar="BIÊN_NHẬN")
REASON = click.option("--reason", required=True, help="Lý do, ghi vào sổ.")
REASON_UNLESS_DRY = click.option("--reason", default="", help="Lý do, ghi vào sổ; bắt buộc khi không chỉ xem thử.")
ACTOR = click.option("--actor", help="Ai thực hiện; mặc định là tài khoản đang dùng máy.")
DRY_RUN = click.option("--dry-run", "dry", is_flag=True, help="Chỉ xem thử: từng thông điệp sẽ ra sao; không ghi gì.")
JSON = click.option("--json", "as_json", is_flag=True, help="In nguyên văn trả lời (JSON).")

Choice = Callable[[Sequence[aside.Aside]], list[str]]
"""Which of what waits in one ledger is meant."""


@click.command(help="Xử lý lại nguyên văn, khi nguyên nhân đã được khắc phục: một, nhiều, hoặc cả một nguyên nhân.")
@click.argument("receipts", metavar="[BIÊN_NHẬN]...", nargs=-1)
@click.option("--cause", help="Tất cả những gì hỏng vì nguyên nhân này, như phoihop quarantine causes kể.")
@click.option("--department", type=click.Choice(KEEPERS), help="Chỉ sổ của một nơi.")
@REASON_UNLESS_DRY
@ACTOR
@DRY_RUN
@JSON
def retry(
    receipts: tuple[str, ...], cause: str | None, department: str | None, reason: str, actor: str | None, dry: bool,
    as_json: bool,
) -> None:  # fmt: skip
    if bool(receipts) == bool(cause):
        raise click.UsageError("Cho biết các biên nhận, hoặc --cause; không phải cả hai.")
    _must_have(reason, dry)

    def choose(waiting: Sequence[aside.Aside]) -> list[str]:
        if cause is None:
            return [each.receipt for each in waiting if each.receipt in receipts]
        return [each.receipt for each in waiting if each.key == cause and not each.first]

    named = f"vì nguyên nhân {cause}" if cause else f"mang biên nhận {', '.join(receipts)}"
    found = _held(choose, department, f"Không có thông điệp nào đang cách ly {named}.")
    for receipt in receipts:
        if not any(receipt in chosen for chosen in found.values()):
            raise click.ClickException(f"Không có thông điệp nào đang cách ly mang biên nhận {receipt}.")
    if dry:
        told = [(holder, each) for holder, chosen in found.items() for each in _rehearsed(holder, chosen)]
        _show_rehearsal(told, as_json=as_json)
    elif len(receipts) == 1:
        ((holder, chosen),) = found.items()
        _order("RetryQuarantined", {"receipt": chosen[0], "reason": reason}, holder, actor, as_json=as_json)
    else:
        _retry_many(found, cause, reason, actor, as_json=as_json)


@click.command(help="Xử lý theo nội dung (data) đã sửa trong TỆP; nguyên văn được giữ, hậu quả chỉ ở sổ của nơi ấy.")
@RECEIPT
@click.argument("file", metavar="TỆP", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@REASON_UNLESS_DRY
@ACTOR
@DRY_RUN
@JSON
def correct(receipt: str, file: Path, reason: str, actor: str | None, dry: bool, as_json: bool) -> None:
    _must_have(reason, dry)
    try:
        corrected = json.loads(file.read_bytes())
    except ValueError as fault:
        raise click.UsageError(f"Tệp không phải JSON mã hóa UTF-8: {fault}") from None
    holder = _holder(receipt)
    if dry:
        _show_rehearsal([(holder, each) for each in _rehearsed(holder, [receipt], corrected)], as_json=as_json)
        return
    data = {"receipt": receipt, "corrected": corrected, "reason": reason}
    _order("CorrectQuarantined", data, holder, actor, as_json=as_json)


@click.command(help="Bỏ qua một thông điệp; bản nguyên văn và lý do còn trong sổ.")
@RECEIPT
@REASON
@ACTOR
@JSON
def skip(receipt: str, reason: str, actor: str | None, as_json: bool) -> None:
    _order("SkipQuarantined", {"receipt": receipt, "reason": reason}, _holder(receipt), actor, as_json=as_json)


def _must_have(reason: str, dry: bool) -> None:
    if not dry and not reason.strip():
        raise click.UsageError("Thiếu --reason: lý do được ghi vào sổ.")


def _holder(receipt: str) -> str:
    sentence = f"Không có thông điệp nào đang cách ly mang biên nhận {receipt}."
    (holder,) = _held(lambda waiting: [each.receipt for each in waiting if each.receipt == receipt], None, sentence)
    return holder


def _held(choose: Choice, department: str | None, otherwise: str) -> dict[str, list[str]]:
    """The chosen receipts, by the department that holds them. Raises click's exception when there is none."""
    with shelf() as found:
        books = [book for book in found.books if department in (None, book.department)]
        chosen = {book.department: choose(aside.asides(book.store)) for book in books}
    held = {name: receipts for name, receipts in chosen.items() if receipts}
    if not held:
        raise click.ClickException(otherwise)
    return held


def _retry_many(
    found: dict[str, list[str]], cause: str | None, reason: str, actor: str | None, *, as_json: bool
) -> None:
    """One order to each department, and what became of the messages, as its ledger says."""
    refused = False
    for holder, chosen in found.items():
        data = {"cause": cause, "reason": reason} if cause else {"receipts": chosen, "reason": reason}
        answer = _sent("RetryManyQuarantined", data, holder, actor)
        if as_json:
            lines([answer])
        elif answer["type"] == "CommandAccepted":
            with shelf() as now:
                store = next(book.store for book in now.books if book.department == holder)
                left = {each.receipt for each in aside.asides(store)}
            still = sum(receipt in left for receipt in chosen)
            click.echo(f"{holder}: {len(chosen) - still} thông điệp hết cách ly, {still} vẫn còn.")
        else:
            click.echo(f"{holder} từ chối – {answer['data']['code']}: {answer['data']['message']}", err=True)
        refused = refused or answer["type"] != "CommandAccepted"
    sys.exit(REFUSED if refused else 0)


def _order(name: str, data: dict[str, Any], holder: str, actor: str | None, *, as_json: bool) -> None:
    show_answer(_sent(name, data, holder, actor), as_json=as_json)


def _sent(name: str, data: dict[str, Any], holder: str, actor: str | None) -> dict[str, Any]:
    """The reply of the department that holds the message. Raises click's exceptions."""
    try:
        agency = agency_of(holder).id
    except UnknownAgency:
        raise click.ClickException(f"{holder} không phải cơ quan, không nhận lệnh này.") from None
    order = Order(command=name, data=data, agency=agency, to=holder, actor=actor or getpass.getuser())
    return deliver(order.letter(), agency)


def _rehearsed(holder: str, receipts: Sequence[str], corrected: Any = None) -> list[Tried]:
    settings = running(Settings.from_environment())
    with shelf(folded=True, settings=settings) as found:
        book = next(book for book in found.books if book.department == holder)
        assert book.takers is not None
        rehearsal = Rehearsal(
            department=holder,
            store=book.store,
            takers=book.takers,
            clock=clock_of(settings),
            charter=CHARTER,
            version=VERSION,
        )
        try:
            return rehearsal.retry(receipts=receipts, corrected=corrected)
        except Misfit as misfit:
            faults = "\n".join(f"  – {each['path']}: {each['message']}" for each in misfit.errors)
            raise click.ClickException(f"Nội dung đã sửa không đúng biểu của thông điệp:\n{faults}") from None
        except LookupError as fault:
            raise click.ClickException(f"Không xử lý được: {fault}.") from None


def _show_rehearsal(told: Sequence[tuple[str, Tried]], *, as_json: bool) -> None:
    if as_json:
        lines({"department": holder, **each.plain()} for holder, each in told)
        return
    made = table("Sổ", "Biên nhận", "Thông điệp", "Nếu xử lý lại", title="Xem thử: chưa có gì được ghi")
    for holder, each in told:
        along = f" (đi cùng {each.behind})" if each.behind else ""
        if each.state == "fails":
            would = f"[red]vẫn hỏng:[/red] {escape(each.cause)}"
        else:
            would = f"xử lý được: {', '.join(each.facts) or 'không ghi sự việc nào'}{along}"
        made.add_row(holder, each.aside.receipt, f"{each.aside.type} của {each.aside.sender}", would)
    screen().print(made)
