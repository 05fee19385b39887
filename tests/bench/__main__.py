"""``make bench``: every line of the figures, measured on servers of its own, printed and kept in data/bench."""

from __future__ import annotations

import os
import signal
import sys
from datetime import datetime
from pathlib import Path

import click
from rich.console import Console

from tests.bench import machine
from tests.bench.lines import GROUPS, results
from tests.bench.report import Report
from tests.bench.rounds import CURVE, Rounds
from tests.bench.servers import running

QUICK_FACTS, QUICK_CURVE = 1_500, (10_000, 20_000, 40_000)


@click.command()
@click.option("--only", default="", help=f"Chỉ đo những nhóm này, cách nhau bằng dấu phẩy: {', '.join(GROUPS)}.")
@click.option("--runs", default=5, show_default=True, help="Số vòng đo.")
@click.option("--facts", default=8_000, show_default=True, help="Số sự việc của một lần đo nhanh nhất.")
@click.option("--quick", is_flag=True, help="Ít sự việc, ba vòng, sổ nhỏ: để thử, không để công bố.")
@click.option("--write", is_flag=True, help="Ghi bảng mới nhất vào README.")
def main(only: str, runs: int, facts: int, quick: bool, write: bool) -> None:
    groups = [name.strip() for name in only.split(",") if name.strip()] or list(GROUPS)
    if unknown := set(groups) - set(GROUPS):
        raise click.BadParameter(f"{', '.join(sorted(unknown))}; có: {', '.join(GROUPS)}", param_hint="--only")
    if write and (quick or only):
        raise click.UsageError("--write cần mọi dòng và lần đo đầy đủ.")
    if quick:
        runs, facts = min(runs, 3), min(facts, QUICK_FACTS)
    for signum in (signal.SIGINT, signal.SIGTERM):  # servers and yardsticks end with this program
        signal.signal(signum, lambda number, frame: sys.exit(128 + number))
    console = Console(width=None if sys.stdout.isatty() else 160)
    before, begun = os.getloadavg()[0], datetime.now()

    def say(told: str) -> None:
        console.print(f"[dim]{datetime.now():%H:%M:%S}  load {os.getloadavg()[0]:4.1f}[/]  {told}", highlight=False)

    say("private RabbitMQ and PostgreSQL")
    curve = QUICK_CURVE if quick else CURVE
    with running() as servers:
        rounds = Rounds(servers, groups, say, runs, facts, curve)
        rounds.measure()
        told = machine.versions(servers.versions())
    found = results(rounds.values, rounds.failed, groups, (curve[0], curve[-1]))
    load = (before, os.getloadavg()[0])
    report = Report(f"{begun:%Y-%m-%d}", machine.machine(), told, load, runs, quick, found, rounds.values, curve)
    report.show(console)
    folder = Path(os.environ.get("PHOIHOP_DATA") or "data") / "bench" / f"{begun:%Y-%m-%dT%H%M}"
    for path in report.keep(folder):
        console.print(f"  {path}", highlight=False)
    if write:
        report.write()
    sys.exit(1 if any(each.failed for each in found) else 0)


if __name__ == "__main__":
    main()
