"""``phoihop drill``: diễn tập khôi phục: bản sao lưu có dùng được không, hôm nay (†).

The backup is restored into a scratch place as ``restore`` would do it, with nothing of the running province but the
program, and read to the last byte: hashes, counts, every check of ``replay --check``. The result stays beside it.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from time import monotonic
from typing import Any

import click
from rich.markup import escape

from services import VERSION
from services.console.keeping import Bench, Kept, Manifest, bench, chosen, clock_of, faults_of
from services.console.restore import sentences
from services.console.restoring import unpack
from services.console.tables import lines, progress, screen
from shared.mechanism.audit import Audit, Finding
from shared.mechanism.recovery import Recovered
from shared.mechanism.settings import Settings

RESULT = "drill.json"


@click.command(help="Khôi phục một bản sao lưu (mặc định: mới nhất) vào chỗ tạm và kiểm tra. 0: dùng được; 1: không.")
@click.argument("backup", required=False, metavar="[BẢN_SAO]")
@click.option("--json", "as_json", is_flag=True, help="Kết quả là một JSON.")
def command(backup: str | None, as_json: bool) -> None:
    settings = Settings.from_environment()
    folder = chosen(settings, backup)
    result = drill(folder, now=clock_of(settings).now().isoformat(timespec="seconds"))
    path = folder / RESULT
    path.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if as_json:
        lines([result])
    else:
        _print(result, path)
    sys.exit(0 if result["usable"] else 1)


def drill(folder: Path, *, now: str) -> dict[str, Any]:
    """The result, as it will stand beside the backup."""
    began = monotonic()
    manifest = Manifest.read(folder)
    result: dict[str, Any] = {"time": now, "program": VERSION, "backup": folder.name, "of": manifest.time}
    findings = list(faults_of(folder, manifest))
    recovered: list[Recovered] = []
    counted: dict[str, Any] = {}
    if not findings:
        with bench(folder) as place:
            names = [each.department for each in manifest.ledgers]
            unpack(place, folder, names)
            for each in manifest.ledgers:
                findings += _counts(place, each)
            try:
                recovered = place.make_whole(names)
            except click.ClickException as why:
                findings.append(Finding("NOT_RECOVERABLE", "", why.message))
            more, counted = _audit(place, names)
            findings += more
    findings += [Finding("LEDGER_MISSING", name, why) for name, why in manifest.missing.items()]
    return {
        **result,
        "usable": not findings,
        "seconds": round(monotonic() - began, 1),
        "checked": counted,
        "recovered": [asdict(each) for each in recovered],
        "findings": [each.plain() for each in findings],
    }


def _counts(place: Bench, kept: Kept) -> list[Finding]:
    book = place.open(kept.department)
    position, sequence, last = book.store.last()
    book.store.close()
    if (position, sequence, last) == (kept.position, kept.sequence, kept.last):
        return []
    told = f"Bản kê ghi {kept.position} dòng, công văn đi đến {kept.sequence}; tệp có {position} và {sequence}."
    return [Finding("BACKUP_DISAGREES", kept.department, told)]


def _audit(place: Bench, names: list[str]) -> tuple[list[Finding], dict[str, Any]]:
    with place.shelf(names) as books, progress("Kiểm tra", sum(book.store.last()[0] for book in books)) as done:
        audit = Audit(books, done)
        found = list(audit.run())
    return found, asdict(audit.counted)


def _print(result: dict[str, Any], path: Path) -> None:
    console = screen()
    for code, times in Counter(each["code"] for each in result["findings"]).items():
        first = next(each for each in result["findings"] if each["code"] == code)
        more = f" (và {times - 1} điều nữa cùng loại)" if times > 1 else ""
        console.print(f"[red]✗[/red] {escape(first['department'])} [dim]{code}[/dim] {escape(first['sentence'])}{more}")
    for each in result["recovered"]:
        for sentence in sentences(each):
            console.print(f"{each['department']}: {escape(sentence)}")
    words = "DÙNG ĐƯỢC" if result["usable"] else "KHÔNG DÙNG ĐƯỢC"
    counted = result["checked"]
    told = f"{counted['ledgers']} sổ, {counted['rows']} dòng, {counted['receipts']} biên nhận" if counted else "tệp"
    console.print(
        f"{words}: bản sao lưu {result['backup']} (lúc {result['of']}). Đã kiểm tra {told} trong"
        f" {result['seconds']} giây. Kết quả ghi ở {path}.",
        style="bold green" if result["usable"] else "bold red",
    )
