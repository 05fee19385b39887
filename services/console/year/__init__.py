"""Một năm mẫu, tháng 10/2021 đến hết năm 2022: mọi quy trình, 38 cơ quan, trên các dịch vụ đang chạy (DỮ LIỆU MẪU).

scene      một việc: lúc nào, ai, lệnh gì; giấy tờ mẫu      cast       bảng “Dữ liệu mẫu”: ai muộn, ai im lặng
diary      chuông nào sắp reo ở sổ nào                      direction  cả năm trên một sân khấu, một đồng hồ
plan, task, meeting, obstacle, scheme, budget, information, amendment, review, recognition, communication, improvement,
rating_rules, provincial, inspection, own_inspection, field_work, document: mỗi quy trình một cảnh. Đợt đánh giá năm
2021 là của ``rehearsal``.
"""

from __future__ import annotations

from types import ModuleType

from rich.console import Console

from services import DEPARTMENTS
from services.console.rehearsal.script import LEAD, OFFICE
from services.console.rehearsal.stage import WATCHED, BusStage, RehearsalFailed, Stage, Watch
from services.console.rehearsal.telling import Telling
from services.console.year import (
    amendment,
    budget,
    communication,
    document,
    field_work,
    improvement,
    information,
    inspection,
    meeting,
    obstacle,
    own_inspection,
    plan,
    provincial,
    rating_rules,
    recognition,
    review,
    scheme,
    task,
)
from services.console.year.diary import Diaries
from services.console.year.direction import Direction
from services.console.year.scene import Act, at
from shared.mechanism.clock import FileClock, configured
from shared.mechanism.settings import Settings

__all__ = ["BEGINS", "ENDS", "SCENES", "YEAR_WATCHED", "acts", "begun_by_another", "direct", "finished", "play"]

BEGINS, ENDS = at("2021-10-01"), at("2023-01-01", 0, 5)
"""Đồng hồ chạy từ đâu tới đâu: đến khi năm 2022 đã hết, để hạn cuối năm cũng reo."""

SCENES: tuple[ModuleType, ...] = (
    rating_rules,
    plan,
    budget,
    task,
    meeting,
    scheme,
    obstacle,
    information,
    provincial,
    improvement,
    own_inspection,
    inspection,
    field_work,
    amendment,
    review,
    recognition,
    communication,
    document,
)
"""Mỗi quy trình một cảnh; within one moment they act in this order."""

YEAR_WATCHED = WATCHED | {"OwnInspectionsOverdue", "PrioritiesCalled", "TasksReported"}


def acts() -> list[Act]:
    """Everything that is done in the year, but for the scoring round."""
    return [each for module in SCENES for each in module.scene()]


def direct(stage: Stage, telling: Telling) -> None:
    """Play the whole year on a stage, from wherever it stands. Raises RehearsalFailed."""
    Direction(stage, Diaries(stage.watch.stores), acts(), telling).play(ENDS)


def play(settings: Settings, say: Console) -> None:
    """Play the year on the running services. Raises RehearsalFailed with a sentence."""
    clock = configured()
    if not isinstance(clock, FileClock):
        raise RehearsalFailed("Năm mẫu cần đồng hồ trình diễn: đặt PHOIHOP_CLOCK là tên một tệp.")
    with BusStage(settings, DEPARTMENTS, clock, YEAR_WATCHED) as stage:
        if finished(stage):
            say.print("Năm mẫu đã diễn xong từ trước; tiếp tục chạy với dữ liệu đã có.")
            return
        with Telling(say) as telling:
            direct(stage, telling)
        _must_be_whole(stage)


def begun_by_another(settings: Settings) -> bool:
    """Whether the ledgers hold something that this year did not begin."""
    watch = Watch({name: settings.open_store(name) for name in DEPARTMENTS}, YEAR_WATCHED)
    try:
        watch.look()
        ours = {each.id for each in acts()}
        begun = any(fact["causation"] in ours for fact in watch.facts(LEAD, "PrioritiesCalled"))
        return bool(watch.last_time()) and not begun
    finally:
        watch.close()


def finished(stage: Stage) -> bool:
    """Whether the year was played to its end: the clock has passed it, and the last report was made."""
    stage.watch.look()
    reports = stage.watch.data(OFFICE, "TasksReported")
    return stage.now() >= ENDS and any((each["year"], each["period"]) == (2022, "H2") for each in reports)


def _must_be_whole(stage: Stage) -> None:
    """Nothing may be left in quarantine at the end of a year that went as it was written."""
    left = [
        f"{name}: {each.type} ({each.cause})"
        for name, store in stage.watch.stores.items()
        for each in store.quarantined()
    ]
    if left:
        raise RehearsalFailed(f"Còn {len(left)} thông điệp bị cách ly: {'; '.join(left[:3])}.")
