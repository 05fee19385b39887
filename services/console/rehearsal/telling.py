"""Kể lại đợt mẫu cho người xem: a progress bar at a terminal, plain lines anywhere else; at the end the rankings."""

from __future__ import annotations

from collections.abc import Iterable
from types import TracebackType
from typing import Any, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from shared.regulation.agencies import BLOCKS, agency

SHOWN = 5


class Telling:
    """What is going on, scene by scene. Use as a context manager."""

    def __init__(self, say: Console) -> None:
        self._say = say
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._progress = Progress(*columns, console=say, transient=True) if say.is_terminal else None
        self._whole = self._progress.add_task("Đợt mẫu", total=1) if self._progress else None
        self._scene: Any = None
        self._title, self._number, self._scenes, self._total, self._done = "", 0, 0, 1, 0

    def __enter__(self) -> Self:
        if self._progress:
            self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._progress:
            self._progress.stop()

    def begin(self, title: str, number: int, scenes: int) -> None:
        """A scene begins."""
        self._title, self._number, self._scenes, self._total, self._done = title, number, scenes, 0, 0
        if self._progress:
            assert self._whole is not None
            self._progress.update(self._whole, total=scenes, completed=number - 1)
            self._scene = self._progress.add_task(f"  {title}", total=None)

    def expect(self, total: int) -> None:
        """How much there is to do in this scene."""
        self._total = total
        if self._progress:
            self._progress.update(self._scene, total=total)

    def advance(self, by: int) -> None:
        self.reach(self._done + by)

    def reach(self, done: int) -> None:
        self._done = done
        if self._progress:
            self._progress.update(self._scene, completed=done)

    def end(self) -> None:
        """The scene is over."""
        counted = f" {self._done}/{self._total}" if self._total else ""
        line = f"  {self._number:2}/{self._scenes} {self._title}{counted}"
        if self._progress:
            assert self._whole is not None
            self._progress.remove_task(self._scene)
            self._progress.update(self._whole, completed=self._number)
        self._say.print(line, highlight=False)


def show_rankings(say: Console, standings: Iterable[dict[str, Any]]) -> None:
    """The first few of each khối, and how many there are."""
    for standing in standings:
        rows = standing["rows"]
        ranked = sum(row["rank"] is not None for row in rows)
        label = "DỮ LIỆU MẪU – " if standing["sample"] else ""
        title = f"{label}{BLOCKS[standing['block']]} năm {standing['year']}: {len(rows)} cơ quan, {ranked} xếp hạng"
        table = Table(title=title, title_justify="left", show_edge=False)
        for name in ("Hạng", "Chỉ số (%)", "Điểm"):
            table.add_column(name, justify="right")
        table.add_column("Cơ quan")
        table.add_column("Xếp loại")
        for row in rows[:SHOWN]:
            shown = [str(row["rank"] or "–"), _spoken(row["percent"]), _spoken(row["score"])]
            table.add_row(*shown, agency(row["agency"]).name, row["band"] or "")
        say.print(table)


def _spoken(number: str | None) -> str:
    return "–" if number is None else number.replace(".", ",")
