"""The demonstration around the services: its clock, the sample round or year, and where to look (DỮ LIỆU MẪU)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from rich.console import Console

from services.console.rehearsal import RehearsalFailed, plan, play, start_of_clock
from shared.mechanism.settings import Settings

say = Console(stderr=True, highlight=False, soft_wrap=True)


def set_clock(settings: Settings, begins: datetime = plan.ADOPTION) -> int:
    """Start a demonstration's clock that has never run; 1 when the ledgers hold something else."""
    return sentence(lambda: start_of_clock(settings, begins), RehearsalFailed)


def play_demo(settings: Settings) -> int:
    """Play the sample round on the running services; 0, or 1 after the sentence that says why not."""
    failed = sentence(lambda: play(settings, say), RehearsalFailed)
    if not failed:
        announce(settings)
    return failed


def sentence(work: Callable[[], None], failure: type[Exception]) -> int:
    """0 when the work is done; 1 after the sentence that says why it is not."""
    try:
        work()
    except failure as reason:
        say.print(f"Đợt mẫu dừng lại: {reason}", markup=False)
        return 1
    return 0


def announce(settings: Settings, log: Path | None = None) -> None:
    """Say where to look."""
    words = f"   (nhật ký: {log})" if log else ""
    say.print(f"Cổng điều phối: [bold]http://{settings.address(0)}/[/bold]{words}")
