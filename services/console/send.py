"""``phoihop send``: một lệnh, gửi đi và chờ trả lời (0 chấp nhận, 1 từ chối, 2 dùng sai, 3 không có trả lời).

The file holds a whole CloudEvents document, which is sent byte for byte, or only the data of a command, of which
the options tell the rest. On RabbitMQ the command goes out under the agency's own user; embedded, through the
door of the data folder (see ``folder``).
"""

from __future__ import annotations

import getpass
import json
import sys
from typing import Any, NoReturn

import click
from kombu.exceptions import KombuError
from rich.console import Console

import schemas
from services import DEPARTMENTS
from services.console import folder
from services.console.client import Client, Letter, NoAnswer, Order, read_answer
from services.console.local import running
from shared.mechanism.bus import NotConfirmed
from shared.mechanism.settings import Settings
from shared.regulation.agencies import UnknownAgency, service_of

REFUSED, NO_ANSWER = 1, 3


class Unanswered(click.ClickException):
    """Nobody replied; the command may be sent again as it is."""

    exit_code = NO_ANSWER


@click.command(help="Gửi một lệnh (tệp JSON, hoặc - là đầu vào chuẩn) và chờ trả lời.")
@click.argument("file", type=click.File("rb"))
@click.option("--type", "name", help="Tên lệnh, khi tệp chỉ có nội dung.")
@click.option("--agency", help="Nhân danh cơ quan nào (SYT), khi tệp chỉ có nội dung.")
@click.option("--actor", help="Ai thực hiện; mặc định là tài khoản đang dùng máy.")
@click.option("--capacity", default="", help="Tư cách: TM., KT., TL., TUQ., Q.")
@click.option("--effective", default="", help="Ngày trên văn bản (NNNN-TT-NN).")
@click.option("--id", "command_id", help="Mã lệnh; gửi lại cùng mã thì việc chỉ xảy ra một lần.")
@click.option("--to", type=click.Choice(DEPARTMENTS), help="Dịch vụ nhận (noi_vu…); mặc định theo tên lệnh.")
@click.option("--seconds", default=30.0, show_default=True, help="Chờ trả lời bao nhiêu giây.")
@click.option("--json", "as_json", is_flag=True, help="In nguyên văn trả lời (JSON).")
def command(
    file: Any,
    name: str | None,
    agency: str | None,
    actor: str | None,
    capacity: str,
    effective: str,
    command_id: str | None,
    to: str | None,
    seconds: float,
    as_json: bool,
) -> None:
    body = file.read()
    document = _document(body)
    if "specversion" in document:
        name, agency = str(document.get("type", "")), str(document.get("agency", ""))
        command_id = str(document.get("id", ""))
    else:
        if not name or not agency:
            raise click.UsageError("Tệp chỉ có nội dung lệnh: cần thêm --type và --agency.")
        told = {"id": command_id} if command_id else {}
        order = Order(
            command=name,
            data=document,
            agency=agency,
            to="",
            actor=actor or getpass.getuser(),
            capacity=capacity,
            effective=effective or None,
            **told,
        )
        body, command_id = order.letter().body, order.id
    answer = deliver(Letter(command_id, to or _addressee(name, agency), body, name), agency, seconds=seconds)
    show(answer, as_json=as_json)


def _document(body: bytes) -> dict[str, Any]:
    try:
        document = json.loads(body)
    except (UnicodeDecodeError, ValueError) as fault:
        raise click.UsageError(f"Tệp không phải JSON mã hóa UTF-8: {fault}") from None
    if not isinstance(document, dict):
        raise click.UsageError("Tệp phải chứa một đối tượng JSON.")
    return document


def _addressee(name: str, agency: str) -> str:
    """The department that takes such a command; an owner's own commands go to its own service."""
    schema = schemas.find(name)
    if schema is None or not issubclass(schema, schemas.Command):
        raise click.UsageError(f"Không có lệnh nào tên là {name!r}; nếu vẫn muốn gửi, cho biết nơi nhận bằng --to.")
    if schema.to != "owner":
        return schema.to
    try:
        service = service_of(agency)
    except UnknownAgency as unknown:
        raise click.UsageError(str(unknown)) from None
    if service is None:
        raise click.UsageError(f"{agency} không có dịch vụ thẩm định nào; cho biết nơi nhận bằng --to.")
    return service


def deliver(letter: Letter, agency: str, *, seconds: float = 30.0) -> dict[str, Any]:
    """Send by whichever way the running services take commands; gives the reply. Raises Unanswered."""
    settings = running(Settings.from_environment())
    try:
        if settings.embedded:
            return read_answer(folder.send(settings.data, letter.to, letter.body, seconds=seconds))
        if agency not in settings.bus_passwords and "{password}" in settings.bus:
            raise click.UsageError(f"Không có mật khẩu của tài khoản {agency!r} trong PHOIHOP_BUS_PASSWORDS.")
        with Client(settings, agency) as client:
            return read_answer(client.send(letter, seconds=seconds))
    except (NoAnswer, folder.NobodyThere, NotConfirmed, KombuError, OSError, ValueError) as failure:
        raise Unanswered(str(failure) or f"Không nối được với nơi nhận ({type(failure).__name__}).") from None


def show(answer: dict[str, Any], *, as_json: bool) -> NoReturn:
    """Print a reply and end with its number."""
    told = answer["data"]
    accepted = answer["type"] == "CommandAccepted"
    if as_json:
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    elif accepted:
        _show_accepted(told)
    else:
        _show_refused(told)
    sys.exit(0 if accepted else REFUSED)


def _show_accepted(told: dict[str, Any]) -> None:
    out = Console(highlight=False, soft_wrap=True)
    again = " (đã nhận từ trước; không có gì xảy ra thêm)" if told["duplicate"] else ""
    out.print(f"{told['department']} chấp nhận: {len(told['facts'])} sự việc{again}", markup=False)
    for fact in told["facts"]:
        number = f"số {fact['sequence']}" if fact.get("sequence") else "nội bộ"
        out.print(f"  {fact['type']}  {fact['subject']}  {number}  {fact['id']}", markup=False)


def _show_refused(told: dict[str, Any]) -> None:
    out = Console(stderr=True, highlight=False, soft_wrap=True)
    out.print(f"{told['department']} từ chối – {told['code']}: {told['message']}", markup=False)
    for fault in told["errors"]:
        place = f"{fault['path']}: " if fault["path"] else ""
        out.print(f"  – {place}{fault['message']} [{fault['code']}]", markup=False)
    if told.get("retryable"):
        out.print("  Có thể gửi lại nguyên văn, cùng mã.", markup=False)
