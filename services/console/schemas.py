"""``phoihop schemas``: the published language as files for other programs (Điều 2 khoản 2).

    schemas/json/<Message>.json            JSON Schema 2020-12 of a message's data
    schemas/json/<Message>.message.json    … of the whole message, envelope included, as it crosses the wire
    schemas/asyncapi.json                  AsyncAPI 3.0.0
    schemas/README.md                      the table between its two marks; the words around it are written by hand

All of it is generated from ``schemas/*.py`` and committed, so that an integrator needs no Python. ``--check``
fails when a committed file is not what would be written now; so does ``tests/contracts/test_generated.py``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

import schemas
from schemas import jsonschema
from schemas.base import Command, Form, Message
from services.console import asyncapi

HOME = Path(schemas.__file__).parent
BEGIN, END = "<!-- begin: phoihop schemas -->", "<!-- end: phoihop schemas -->"

# Marks that turn a reader's text round are never written as themselves into a file that people read.
_UNSEEN = re.compile("[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]")


def files() -> dict[str, str]:
    """Every generated file by its path under ``schemas``, with its content."""
    return dict(_files())


def _files() -> Iterator[tuple[str, str]]:
    for form in published():
        yield f"json/{form.__name__}.json", _written(jsonschema.data_schema(form))
        yield f"json/{form.__name__}.message.json", _written(jsonschema.message_schema(form))
    yield "asyncapi.json", _written(asyncapi.document())
    before, _, rest = (HOME / "README.md").read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    yield "README.md", f"{before}{BEGIN}\n{catalogue()}{END}{after}"


def published() -> tuple[type[Form], ...]:
    """Every message of the register, then the two replies."""
    return (*schemas.all_messages(), *schemas.REPLIES)


def catalogue() -> str:
    """The table of messages, in the order in which they are sent, as Markdown."""
    head = ("Thông điệp", "Loại", "Từ → đến", "Căn cứ", "Ý nghĩa", "Tệp")
    rows = [
        " | ".join(head),
        " | ".join("---" for _ in head),
        *(" | ".join(_row(form)) for form in schemas.all_messages()),
        *(" | ".join(_reply_row(form)) for form in schemas.REPLIES),
    ]
    return "".join(f"| {row} |\n" for row in rows)


def _row(form: type[Message]) -> tuple[str, ...]:
    kind = "lệnh" if issubclass(form, Command) else "sự việc"
    way = f"{asyncapi.senders(form)} → {asyncapi.receivers(form)}"
    return (f"`{form.__name__}`", kind, way, " ".join(form.law()), _one_line(form), _links(form, form.procedure))


def _reply_row(form: type[Form]) -> tuple[str, ...]:
    way = "dịch vụ nhận lệnh → người gửi"
    return (f"`{form.__name__}`", "trả lời", way, "†", _one_line(form), _links(form, "reply"))


def _one_line(form: type[Form]) -> str:
    headline = jsonschema.meaning(form).split("\n\n")[0]
    meaning = headline.partition(": ")[2] or headline
    return meaning[:1].upper() + meaning[1:].replace("|", "\\|")


def _links(form: type[Form], module: str) -> str:
    name = form.__name__
    return f"[{module}.py]({module}.py) [data](json/{name}.json) [message](json/{name}.message.json)"


def _written(content: dict[str, Any]) -> str:
    text = json.dumps(content, ensure_ascii=False, indent=2)
    return _UNSEEN.sub(lambda sign: f"\\u{ord(sign.group()):04x}", text) + "\n"


def stale(folder: Path, wanted: dict[str, str]) -> list[str]:
    """The paths whose content in the folder is not what is wanted, or that should not be there."""
    present = {f"json/{path.name}" for path in (folder / "json").glob("*.json")}
    other = [name for name, content in wanted.items() if _read(folder / name) != content]
    return sorted({*other, *(present - wanted.keys())})


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


@click.command(help="Sinh JSON Schema, AsyncAPI và bảng thông điệp từ schemas/.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=HOME, show_default="schemas/")
@click.option("--check", is_flag=True, help="Chỉ so với tệp đã có; khác thì kết thúc với mã 1.")
def command(out: Path, check: bool) -> None:
    """Writes the generated files, or says which of them differ."""
    wanted = files()
    differing = stale(out, wanted)
    if check:
        if differing:
            names = ", ".join(differing[:5]) + (" …" if len(differing) > 5 else "")
            told = f"{len(differing)} tệp không còn khớp với schemas/: {names}. Chạy: phoihop schemas"
            raise click.ClickException(told)
        click.echo(f"{len(wanted)} tệp khớp với schemas/.")
        return
    for name in differing:
        path = out / name
        if name not in wanted:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[name], encoding="utf-8")
    click.echo(f"Đã ghi {len(differing)} tệp trong {len(wanted)} tệp vào {out}.")
