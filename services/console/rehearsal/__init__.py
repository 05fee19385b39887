"""Đợt đánh giá mẫu năm 2021, do chính các dịch vụ đang chạy thực hiện (DỮ LIỆU MẪU; Điều 10 khoản 2).

plan      ai, ngày nào, việc bất thường nào     stage    nơi diễn: bus và các sổ
declared  các cơ quan khai gì                   script   từng cảnh
judged    các cơ quan thẩm định kết luận gì     telling  kể cho người xem
"""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from services import DEPARTMENTS
from services.console.rehearsal import plan
from services.console.rehearsal.script import LEAD, Script
from services.console.rehearsal.stage import BusStage, RehearsalFailed, Stage
from services.console.rehearsal.telling import Telling, show_rankings
from shared.mechanism.clock import FileClock, configured
from shared.mechanism.settings import Settings

__all__ = ["RehearsalFailed", "Script", "play", "published", "start_of_clock"]


def play(settings: Settings, say: Console) -> None:
    """Play the round on the running services, from wherever it stands. Raises RehearsalFailed with a sentence."""
    clock = configured()
    if not isinstance(clock, FileClock):
        raise RehearsalFailed("Đợt mẫu cần đồng hồ trình diễn: đặt PHOIHOP_CLOCK là tên một tệp.")
    with BusStage(settings, DEPARTMENTS, clock) as stage:
        script = Script(stage, Telling(say))
        if script.finished:
            say.print(f"Đợt mẫu năm {plan.YEAR} đã công bố từ trước; tiếp tục chạy với dữ liệu đã có.")
        else:
            with Telling(say) as telling:
                Script(stage, telling).play()
        show_rankings(say, published(stage))


def published(stage: Stage) -> list[dict[str, Any]]:
    """The rankings that hold now: as published, and as corrected since; [] before publication."""
    standings: dict[str, dict[str, Any]] = {}
    for name in ("ResultsPublished", "ResultsCorrected"):
        for told in stage.watch.data(LEAD, name):
            if told["year"] == plan.YEAR:
                standings |= {standing["block"]: standing for standing in told["rankings"]}
    return list(standings.values())


def start_of_clock(settings: Settings, begins: datetime = plan.ADOPTION) -> None:
    """Set a demonstration's clock that has never run to where its sample data begin.

    Raises RehearsalFailed when the ledgers already hold something: sample data are no guests of real data.
    """
    clock = configured()
    if not isinstance(clock, FileClock) or Path(os.environ["PHOIHOP_CLOCK"]).exists():
        return
    with BusStage(settings, DEPARTMENTS, clock) as stage:
        if stage.watch.last_time():
            raise RehearsalFailed(
                "Sổ đã có dữ liệu ghi theo giờ thật; đợt mẫu chỉ chạy trên dữ liệu mẫu. "
                "Chọn thư mục khác bằng PHOIHOP_DATA, hoặc make clean-data."
            )
        clock.move_to(begins)
