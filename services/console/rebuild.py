"""``phoihop rebuild``: bỏ các dòng đang lưu của một khung nhìn và gấp lại từ dòng đầu của sổ (†).

A ledger has one writer, and a running service holds its views in memory: so this is for services that have ended. A
service whose view code has changed does the same by itself at its next start.
"""

from __future__ import annotations

import click

from services import PLACES, load
from services.console import folder
from shared.mechanism.own import open_ledger
from shared.mechanism.settings import Settings

HELP = """Dựng lại khung nhìn từ sổ, khi các dịch vụ đã dừng.

\b
  phoihop rebuild noi_vu                 mọi khung nhìn của một nơi
  phoihop rebuild portal scores          một khung nhìn
"""


@click.command(help=HELP)
@click.argument("department", type=click.Choice(list(PLACES)))
@click.argument("view", required=False, metavar="[KHUNG_NHÌN]")
def command(department: str, view: str | None) -> None:
    settings = Settings.from_environment()
    if settings.store == "sqlite" and not (settings.data / f"{department}.db").exists():
        raise click.ClickException(f"Chưa có sổ của {department} trong {settings.data}.")
    try:
        with folder.owned(settings.data):
            _rebuild(settings, department, view)
    except folder.FolderTaken as taken:
        raise click.ClickException(f"{taken} Hãy dừng các dịch vụ trước khi dựng lại.") from None


def _rebuild(settings: Settings, department: str, view: str | None) -> None:
    ledger = open_ledger(load(department), settings)
    try:
        names = [view] if view else list(ledger.folding.positions)
        unknown = [name for name in names if name not in ledger.folding.positions]
        if unknown:
            known = ", ".join(ledger.folding.positions)
            raise click.ClickException(f"{department} không có khung nhìn {unknown[0]!r}. Có: {known}.")
        for name in names:
            ledger.folding.rebuild(name)
            count = len(ledger.store.view_keys(name))
            click.echo(f"{name} của {department}: {count} dòng, gấp lại đến vị trí {ledger.position}.")
    finally:
        ledger.store.close()
