"""The table: on the screen, as Markdown, in the README, as a plot; and the ratios that later runs are held against."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.bench.lines import Result, Runs
from tests.bench.yardstick import ROOT

HEAD = ("what", "value", "beside it", "", "ratio", "spread", "target", "met")
BEGIN, END = "<!-- figures -->", "<!-- /figures -->"
KEPT = Path(__file__).with_name("figures.json")
"""The ratios of the table that the README shows."""
CURVES = {"start": "start, ms", "command": "command, ms", "batch": "command in a batch, ms", "view": "view's row, ms",
          "memory": "memory, MB"}  # fmt: skip


@dataclass(frozen=True)
class Report:
    """Everything that one run of the bench found. ``load``: the machine's one-minute load before and after."""

    when: str
    machine: str
    versions: dict[str, str]
    load: tuple[float, float]
    rounds: int
    quick: bool
    results: Sequence[Result]
    values: Runs
    curve: Sequence[int]

    # Rows -----------------------------------------------------------------------------------------------

    def rows(self) -> list[tuple[str, ...]]:
        return [row(each) for each in self.results]

    def curves(self) -> list[tuple[str, ...]]:
        """For each measure that was taken at every size, its middle values; empty without one."""
        return [
            (title, *(shown(median(self.values[f"{name}.{size}"])) for size in self.curve))
            for name, title in CURVES.items()
            if all(self.values.get(f"{name}.{size}") for size in self.curve)
        ]

    @property
    def circumstances(self) -> str:
        told = ", ".join(f"{name} {number}" for name, number in self.versions.items())
        short = "; a quick run with few facts" if self.quick else ""
        rounds = "one round" if self.rounds == 1 else f"{self.rounds} rounds"
        return (
            f"{self.when}, {self.machine}; load {self.load[0]:.1f} before, {self.load[1]:.1f} after;"
            f" {rounds}{short}. {told}."
        )

    # Where it goes --------------------------------------------------------------------------------------

    def show(self, console: Console) -> None:
        table = Table(title="Figures", caption=self.circumstances, caption_justify="left", title_justify="left")
        for name in HEAD:
            table.add_column(name, justify="right" if name in {"value", "ratio"} else "left")
        for result, cells in zip(self.results, self.rows(), strict=True):
            table.add_row(*cells, style="yellow" if result.met is False else None)
        console.print(table)
        if curves := self.curves():
            grown = Table(title="As a ledger grows (events)", title_justify="left")
            for name in ("", *(f"{size:,}" for size in self.curve)):
                grown.add_column(name, justify="right" if name else "left")
            for cells in curves:
                grown.add_row(*cells)
            console.print(grown)

    def markdown(self) -> str:
        lines = [_line(HEAD), _line(["---"] * len(HEAD)), *map(_line, self.rows())]
        if curves := self.curves():
            head = ("as a ledger grows, events", *(f"{size:,}" for size in self.curve))
            lines += ["", _line(head), _line(["---"] * len(head)), *map(_line, curves)]
        return "\n".join([*lines, "", self.circumstances])

    def keep(self, folder: Path) -> list[Path]:
        """Markdown, plot and every single value; gives the files."""
        folder.mkdir(parents=True, exist_ok=True)
        table, values, plot = folder / "table.md", folder / "values.json", folder / "figures.svg"
        table.write_text(self.markdown() + "\n", encoding="utf-8")
        values.write_text(json.dumps({"told": self.circumstances, "values": self.values}, indent=1), encoding="utf-8")
        draw(self, plot)
        return [table, values, plot]

    def write(self) -> None:
        """Into the README; lines that were not measured this time are not shown. Their ratios are kept."""
        readme = ROOT / "README.md"
        before, _, rest = readme.read_text(encoding="utf-8").partition(BEGIN)
        _, _, after = rest.partition(END)
        readme.write_text(f"{before}{BEGIN}\n{self.markdown()}\n{END}{after}", encoding="utf-8")
        ratios = {each.line.key: round(each.ratio, 3) for each in self.results if not each.failed}
        KEPT.write_text(json.dumps({"when": self.when, "ratios": ratios}, indent=1) + "\n", encoding="utf-8")


def row(result: Result) -> tuple[str, ...]:
    line = result.line
    if result.failed:
        return (line.what, "–", "–", line.beside, "–", "–", line.target, result.failed.splitlines()[0][:60])
    value, against = median(result.values), median(result.against)
    spread = f"{shown(min(result.ratios))}–{shown(max(result.ratios))}"
    unit = line.unit if line.unit.startswith("/") else f" {line.unit}"
    return (
        line.what, f"{shown(value)}{unit}", f"{shown(against)}{unit}", line.beside, f"{shown(result.ratio)} ×", spread,
        line.target, {True: "yes", False: "no", None: "–"}[result.met],
    )  # fmt: skip


def shown(value: float) -> str:
    """Three digits that mean something."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def draw(report: Report, path: Path) -> None:
    """Ratios against their targets, and what grows with a ledger."""
    from matplotlib.figure import Figure

    measured = [each for each in report.results if not each.failed]
    curves = [(name, title) for name, title in CURVES.items() if report.values.get(f"{name}.{report.curve[0]}")]
    figure = Figure(figsize=(11, 1.5 + 0.32 * len(measured) + (3.2 if curves else 0)), layout="constrained")
    heights = [0.5 + 0.32 * len(measured), 3.2]
    above, below = figure.subfigures(2, 1, height_ratios=heights) if curves else (figure, None)
    if measured:
        _bars(above.subplots(), measured)
    if below is not None:
        for axes, (name, title) in zip(below.subplots(1, len(curves), squeeze=False)[0], curves, strict=True):
            _curve(axes, title, report.curve, [report.values[f"{name}.{size}"] for size in report.curve])
    figure.savefig(path)


def _bars(axes: Any, results: Sequence[Result]) -> None:
    places = range(len(results), 0, -1)
    for place, each in zip(places, results, strict=True):
        color = {True: "tab:green", False: "tab:orange", None: "tab:gray"}[each.met]
        axes.barh(place, each.ratio, color=color, height=0.6)
        axes.plot([min(each.ratios), max(each.ratios)], [place, place], color="black", linewidth=1)
        if each.met is not None:
            axes.plot(each.line.floor or each.line.ceiling, place, marker="|", color="tab:red", markersize=14)
    axes.set_yticks(list(places), [f"{each.line.what} / {each.line.beside}" for each in results], fontsize=7)
    axes.set_xscale("log")
    axes.set_title("ratio, its spread (black) and its target (red)", fontsize=8, loc="left")


def _curve(axes: Any, title: str, sizes: Sequence[int], runs: Sequence[Sequence[float]]) -> None:
    axes.plot(sizes, [median(each) for each in runs], marker="o", markersize=3)
    axes.fill_between(sizes, [min(each) for each in runs], [max(each) for each in runs], alpha=0.2)
    axes.set_xscale("log")
    axes.set_ylim(bottom=0)
    axes.set_title(title, fontsize=8, loc="left")
    axes.tick_params(labelsize=7)
