"""``phoihop up``: all services of the province on this machine.

Embedded (the default): one process, SQLite ledgers, the in-process bus. ``--local``: one process per service
against RabbitMQ and PostgreSQL, given by the settings or started privately. Either way the same code runs, and
``--demo`` plays the sample round; run again, it continues from what is stored.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

import click

from services import PLACES, VERSION, load
from services.console import folder
from services.console.demonstration import announce, play_demo, say, set_clock
from shared.mechanism import logs
from shared.mechanism.settings import Settings


@click.command(help="Khởi động các dịch vụ của tỉnh trên máy này và giữ chúng chạy đến khi nhấn Ctrl-C.")
@click.option("--demo", is_flag=True, help="Chạy đợt đánh giá mẫu (dữ liệu mẫu), đồng hồ trình diễn.")
@click.option("--local", is_flag=True, help="Mỗi dịch vụ một tiến trình, trên RabbitMQ và PostgreSQL.")
@click.option("--once", is_flag=True, help="Kết thúc khi đợt mẫu xong, thay vì tiếp tục chạy.")
def command(demo: bool, local: bool, once: bool) -> None:
    if once and not demo:
        raise click.UsageError("--once chỉ dùng cùng --demo.")
    settings = Settings.from_environment()
    try:
        with folder.owned(settings.data):
            refuse_taken_ports(settings)
            choose_clock(settings, demo=demo)
            sys.exit(_run(settings, demo=demo, local=local, once=once))
    except folder.FolderTaken as taken:
        raise click.ClickException(str(taken)) from None
    finally:
        say.show_cursor(True)  # a progress bar that was interrupted has hidden it


def _run(settings: Settings, *, demo: bool, local: bool, once: bool) -> int:
    if local:
        from services.console.local import run_local

        return run_local(settings, demo=demo, once=once, say=say)
    if demo and (failed := set_clock(settings)):
        return failed
    return run_embedded(settings, performance=play_demo if demo else None, once=once)


def refuse_taken_ports(settings: Settings) -> None:
    """Each service listens on a port of its own; one that is taken is named before anything starts."""
    for name, place in PLACES.items():
        port = settings.port + place
        with socket.socket() as attempt:
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                attempt.bind((settings.host, port))
            except (OSError, OverflowError):
                sentence = f"Cổng {port} (dịch vụ {name}) không dùng được: đã có chương trình khác. Chọn PORT khác."
                raise click.ClickException(sentence) from None


def choose_clock(settings: Settings, *, demo: bool) -> None:
    """The demonstration's clock stays with its data: ledgers of 2021 do not wake up in another year."""
    path = settings.data / "clock"
    if demo or path.exists():
        os.environ.setdefault("PHOIHOP_CLOCK", str(path.resolve()))


def run_embedded(settings: Settings, *, performance: Callable[[Settings], int] | None, once: bool) -> int:
    """All services in this process, until they are told to stop, or with ``once`` until the performance is over."""
    import eventlet

    from shared.mechanism.host import Host, run

    code = 1 if once else 0  # told to stop before the round was over: that is no success

    def meanwhile() -> None:
        nonlocal code
        announce(settings, settings.data / "phoihop.log")
        if performance is not None:
            code = performance(settings)
        if not (once or code):
            eventlet.sleep(10**9)

    with _log_file(settings.data / "phoihop.log") as log:
        logs.configure(os.environ.get("PHOIHOP_LOG", "WARNING"), stream=log)
        host = Host([load(name) for name in PLACES], settings, places=PLACES, version=VERSION)
        with folder.door(settings):
            run(host, meanwhile=meanwhile)
    return code


def _log_file(path: Path) -> TextIO:
    return path.open("a", encoding="utf-8")
