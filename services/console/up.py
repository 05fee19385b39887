"""``phoihop up``: all services of the province on this machine.

Embedded (the default): one process, SQLite ledgers, the in-process bus. ``--local``: one process per service
against RabbitMQ and PostgreSQL, given by the settings or started privately. Either way the same code runs, and
``--demo`` plays the sample round; run again, it continues from what is stored.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click
from rich.console import Console

from services import PLACES, VERSION, load
from shared.mechanism import logs
from shared.mechanism.settings import Settings

say = Console(stderr=True, highlight=False)


@click.command(help="Khởi động các dịch vụ của tỉnh trên máy này và giữ chúng chạy đến khi nhấn Ctrl-C.")
@click.option("--demo", is_flag=True, help="Chạy đợt đánh giá mẫu (dữ liệu mẫu), đồng hồ trình diễn.")
@click.option("--local", is_flag=True, help="Mỗi dịch vụ một tiến trình, trên RabbitMQ và PostgreSQL.")
@click.option("--once", is_flag=True, help="Kết thúc khi đợt mẫu xong, thay vì tiếp tục chạy.")
def command(demo: bool, local: bool, once: bool) -> None:
    settings = Settings.from_environment()
    _refuse_open_address(settings)
    if demo:
        os.environ.setdefault("PHOIHOP_CLOCK", str((settings.data / "clock").resolve()))
    if local:
        from services.console.local import run_local

        sys.exit(run_local(settings, demo=demo, once=once, say=say))
    _embedded(settings, demo=demo, once=once)


def _refuse_open_address(settings: Settings) -> None:
    """Without sign-in nobody but this machine may reach the pages."""
    if settings.host not in {"127.0.0.1", "::1", "localhost"}:
        raise click.ClickException(
            f"Không mở ở địa chỉ {settings.host}: chưa cấu hình đăng nhập, chỉ được dùng 127.0.0.1."
        )


def _embedded(settings: Settings, *, demo: bool, once: bool) -> None:
    import eventlet

    from shared.mechanism.host import Host, run

    settings.data.mkdir(parents=True, exist_ok=True)
    logs.configure(os.environ.get("PHOIHOP_LOG", "WARNING"), stream=_log_file(settings.data / "phoihop.log"))
    host = Host([load(name) for name in PLACES], settings, places=PLACES, version=VERSION)

    def meanwhile() -> None:
        announce(settings)
        if demo:
            from services.console.rehearsal import play

            play(settings, say)
            announce(settings)
        if not once:
            eventlet.sleep(10**9)

    run(host, meanwhile=meanwhile)


def announce(settings: Settings) -> None:
    say.print(f"Cổng điều phối: [bold]http://{settings.address(0)}/[/bold]   (nhật ký: {settings.data}/phoihop.log)")


def _log_file(path: Path):  # type: ignore[no-untyped-def]
    return path.open("a", encoding="utf-8")
