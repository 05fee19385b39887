"""``phoihop backup``: sao lưu mọi sổ, trong khi các dịch vụ đang chạy hay đã dừng (†).

Each ledger is copied as it stood at one moment. Two ledgers are not copied at the same moment, and need not be: what
one has taken of the other in between comes back when they are restored.
"""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import asdict
from pathlib import Path

import click

from services import VERSION
from services.console.keeping import CLOCK, Kept, Manifest, backups, clock_of, deployment, stamp
from services.console.tables import KEEPERS, lines, progress, screen, table
from shared.mechanism.copying import copy_out, digest, rows_of
from shared.mechanism.reading import NoLedger, open_book
from shared.mechanism.settings import Settings

HELP = """Sao lưu các sổ vào một thư mục mới, có bản kê và SHA-256 từng tệp.

\b
  phoihop backup                       mọi sổ
  phoihop backup --department noi_vu   một sổ
  phoihop backup --local               các sổ PostgreSQL của phoihop up --local, khi đã dừng

Thư mục: <dữ liệu>-backups cạnh thư mục dữ liệu, hoặc PHOIHOP_BACKUPS, hoặc --to. Khác 0 khi thiếu sổ nào.
"""


@click.command(help=HELP, context_settings={"max_content_width": 110})
@click.option(
    "--department", "departments", multiple=True, type=click.Choice(KEEPERS), help="Chỉ sổ này (lặp lại được)."
)
@click.option("--to", "to", type=click.Path(path_type=Path, file_okay=False), help="Thư mục chứa các bản sao lưu.")
@click.option("--local", is_flag=True, help="Khởi động PostgreSQL riêng của up --local trong lúc sao lưu.")
@click.option("--json", "as_json", is_flag=True, help="Một JSON cho mỗi sổ.")
def command(departments: tuple[str, ...], to: Path | None, local: bool, as_json: bool) -> None:
    with deployment(Settings.from_environment(), local=local) as settings:
        folder, manifest = back_up(settings, departments or KEEPERS, to or backups(settings))
    for sentence in manifest.missing.values():
        click.echo(f"Thiếu: {sentence}", err=True)
    if as_json:
        lines({"backup": str(folder), "time": manifest.time, **asdict(each)} for each in manifest.ledgers)
    else:
        made = table("Sổ", "Dòng", "Công văn đi", "Byte", "SHA-256", title=f"Đã sao lưu vào {folder}")
        for each in manifest.ledgers:
            made.add_row(each.department, str(each.position), str(each.sequence), str(each.bytes), each.sha256[:16])
        screen().print(made)
    sys.exit(1 if manifest.missing else 0)


def back_up(settings: Settings, departments: tuple[str, ...], place: Path) -> tuple[Path, Manifest]:
    """Copy these ledgers into a new folder. A backup that was interrupted leaves none."""
    clock = clock_of(settings)
    now = clock.now()
    part = place / f".{stamp(now)}.{os.getpid()}.part"
    part.mkdir(parents=True, mode=0o700)
    try:
        ledgers, missing = [], {}
        for name in departments:
            try:
                ledgers.append(_copy(settings, name, part))
            except NoLedger as why:
                missing[name] = str(why)
        if not ledgers:
            raise click.ClickException(f"Không có sổ nào để sao lưu. {next(iter(missing.values()))}")
        manifest = Manifest(
            time=now.isoformat(timespec="seconds"),
            program=VERSION,
            store=settings.store.partition("://")[0],
            ledgers=tuple(ledgers),
            clock=_copy_clock(settings, part),
            missing=missing,
        )
        manifest.write(part)
        folder = _free(place / stamp(now))
        os.replace(part, folder)
        return folder, manifest
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _copy(settings: Settings, name: str, folder: Path) -> Kept:
    path = folder / f"{name}.db"
    book = open_book(settings, name)
    try:
        with progress(f"Sao lưu sổ {name}", rows_of(book.store)) as done:
            copy_out(book.store, path, done)
    finally:
        book.store.close()
    copy = open_book(Settings(data=folder), name)
    position, sequence, last = copy.store.last()
    copy.store.close()
    for companion in folder.glob(f"{name}.db-*"):
        companion.unlink()
    return Kept(name, path.name, position, sequence, last, path.stat().st_size, digest(path))


def _copy_clock(settings: Settings, folder: Path) -> str:
    path = settings.data / CLOCK
    if not path.exists():
        return ""
    shutil.copyfile(path, folder / CLOCK)
    return digest(folder / CLOCK)


def _free(folder: Path) -> Path:
    """That folder, or the next of its name that is not there yet."""
    number = 2
    found = folder
    while found.exists():
        found, number = folder.with_name(f"{folder.name}-{number}"), number + 1
    return found
