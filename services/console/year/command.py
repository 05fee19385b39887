"""``phoihop year``: the sample year on all services in one process, then the portal (DỮ LIỆU MẪU).

Embedded, on SQLite, with the demonstration's clock. Interrupted and run again, it goes on with what is stored.
"""

from __future__ import annotations

import sys

import click

from services.console import folder
from services.console.demonstration import announce, say, sentence, set_clock
from services.console.rehearsal import RehearsalFailed
from services.console.up import choose_clock, refuse_taken_ports, run_embedded
from services.console.year import BEGINS, begun_by_another, play
from shared.mechanism.settings import Settings


@click.command(help="Diễn cả năm mẫu (10/2021–12/2022): mọi quy trình, 38 cơ quan; rồi giữ cổng chạy đến Ctrl-C.")
@click.option("--once", is_flag=True, help="Kết thúc khi năm mẫu xong, thay vì tiếp tục chạy.")
def command(once: bool) -> None:
    settings = Settings.from_environment()
    if not settings.embedded:
        raise click.UsageError("Năm mẫu chạy trong một tiến trình: bỏ PHOIHOP_BUS.")
    try:
        with folder.owned(settings.data):
            refuse_taken_ports(settings)
            choose_clock(settings, demo=True)
            sys.exit(_run(settings, once=once))
    except folder.FolderTaken as taken:
        raise click.ClickException(str(taken)) from None
    finally:
        say.show_cursor(True)  # a progress bar that was interrupted has hidden it


def _run(settings: Settings, *, once: bool) -> int:
    if begun_by_another(settings):
        words = "Sổ đã có dữ liệu khác; năm mẫu bắt đầu từ sổ trống. Chọn thư mục khác bằng PHOIHOP_DATA."
        raise click.ClickException(words)
    return set_clock(settings, BEGINS) or run_embedded(settings, performance=_perform, once=once)


def _perform(settings: Settings) -> int:
    failed = sentence(lambda: play(settings, say), RehearsalFailed)
    if not failed:
        announce(settings)
        say.print(f"Xem thêm: PHOIHOP_DATA={settings.data} phoihop duties --year 2022", markup=False)
    return failed
