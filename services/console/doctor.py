"""``phoihop doctor``: có thiếu, trùng, sai thứ tự hay tắc ở đâu không (Điều 12 khoản 1; †).

Quick, without folding: what each sender's ledger holds against what each receiver's says that it took, what the
relay has not sent, what is in quarantine, which view lags, the clock, the broker. Services may be running or not;
a message on its way is not missing, so what lacks is looked at again for a few seconds before it is told.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import click
from rich.markup import escape

from services.console.local import running
from services.console.tables import Shelf, lag, lines, moment, screen, shelf, table
from shared.mechanism.bus import connect
from shared.mechanism.clock import ICT, FileClock, MachineClock
from shared.mechanism.reading import Book
from shared.mechanism.settings import Settings

LOOK_AGAIN_SECONDS = 0.5


@dataclass(frozen=True)
class Complaint:
    """Something that is not as it should be. ``passing``: it may be on its way, and is looked at again."""

    code: str
    department: str
    sentence: str
    passing: bool = False


@dataclass(frozen=True)
class Standing:
    """How one ledger stands at a moment; everything of one read."""

    department: str
    position: int
    sequence: int
    last: str
    cursors: dict[str, int]
    unsent_since: str
    quarantined: int
    causes: tuple[str, ...]
    rows: int
    stored: int
    sequences: int
    back: int | None
    receipts: int
    keeps_everything: bool


@click.command(help="Kiểm tra nhanh: đủ, đúng thứ tự, thông suốt giữa các sổ. Kết thúc khác 0 khi có điều không ổn.")
@click.option("--wait", "patience", default=5.0, show_default=True, help="Chờ bao nhiêu giây cho điều đang trên đường.")
@click.option("--json", "as_json", is_flag=True, help="Một JSON đầy đủ cho mỗi sổ, rồi mỗi điều không ổn một dòng.")
def command(patience: float, as_json: bool) -> None:
    settings = running(Settings.from_environment())
    with shelf(settings=settings, folded=True) as found:
        standings, complaints = look(found, settings)
        ends = monotonic() + patience
        while any(each.passing for each in complaints) and monotonic() < ends:
            sleep(min(LOOK_AGAIN_SECONDS, patience))
            standings, complaints = look(found, settings)
    complaints += _broker(settings)
    if as_json:
        lines(asdict(standing) for standing in standings)
        lines({"complaint": each.code, **asdict(each)} for each in complaints)
    else:
        _print(standings, complaints, settings)
    sys.exit(1 if complaints else 0)


def look(found: Shelf, settings: Settings) -> tuple[list[Standing], list[Complaint]]:
    """How everything stands now, and what is wrong with it."""
    # Receivers first: then nobody seems to have taken what its sender, read later, does not hold yet.
    standings = [standing_of(book) for book in found.books]
    sent = {book.department: book.store.last()[1] for book in found.books}
    complaints = [Complaint("LEDGER_MISSING", name, why) for name, why in found.missing.items()]
    clock = _clock(settings)
    for standing in standings:
        complaints += _of_one(standing, clock.now())
        complaints += _of_pairs(standing, sent)
    return standings, complaints


def standing_of(book: Book) -> Standing:
    """Read one ledger's standing in one transaction."""
    store = book.store
    with store.transaction(commit=False) as run:
        (top,) = run(
            "SELECT COUNT(*) AS many, COALESCE(MAX(position),0) AS position, COALESCE(MAX(sequence),0) AS sequence,"
            " COUNT(sequence) AS sequences, COALESCE(MAX(time),'') AS last FROM journal"
        )
        (stored,) = run("SELECT COUNT(*) AS many FROM stored_events")
        cursors = {
            str(row["application_name"]): int(row["notification_id"])
            for row in run(f"SELECT application_name, notification_id FROM {store._tracking}")
            if not str(row["application_name"]).startswith("__")
        }
        waiting = run("SELECT time FROM journal WHERE sequence=?", (cursors.get("relay", 0) + 1,))
        aside = run("SELECT type, sender, cause FROM set_aside WHERE state='open' ORDER BY position")
        back = run(
            "SELECT MIN(position) AS position FROM (SELECT position, time, LAG(time) OVER (ORDER BY position) AS before"
            " FROM journal) AS pairs WHERE time < before"
        )
        (receipts,) = run(
            "SELECT COUNT(*) AS many FROM journal WHERE topic IN ('FactReceived','FactQuarantined')"
            " AND originator_version=1"
        )
    return Standing(
        department=book.department,
        position=int(top["position"]),
        sequence=int(top["sequence"]),
        last=str(top["last"]),
        cursors=cursors,
        unsent_since=str(waiting[0]["time"]) if waiting else "",
        quarantined=len(aside),
        causes=tuple(sorted({f"{row['type']} của {row['sender']}: {row['cause']}" for row in aside})),
        rows=int(top["many"]),
        stored=int(stored["many"]),
        sequences=int(top["sequences"]),
        back=None if back[0]["position"] is None else int(back[0]["position"]),
        receipts=int(receipts["many"]),
        keeps_everything=book.keeps_everything,
    )


def _of_one(at: Standing, now: datetime) -> Iterator[Complaint]:
    name = at.department
    if at.rows != at.position:
        yield Complaint("POSITION_GAP", name, f"Nhật ký có {at.rows} dòng mà vị trí cuối là {at.position}.")
    if at.stored != at.rows:
        yield Complaint("ROW_NOT_LISTED", name, f"Sổ có {at.stored} dòng, nhật ký có {at.rows}.")
    if at.sequences != at.sequence:
        yield Complaint("SEQUENCE_GAP", name, f"Có {at.sequences} công văn đi mà số cuối là {at.sequence}.")
    if at.back is not None:
        yield Complaint("TIME_GOES_BACK", name, f"Giờ ghi nhận lùi ở vị trí {at.back}.")
    taken = sum(number for cursor, number in at.cursors.items() if cursor.startswith("from:"))
    if at.keeps_everything and not at.sequence and at.receipts != taken:
        what = "RECEIPT_DOUBLED" if at.receipts > taken else "RECEIPT_MISSING"
        yield Complaint(what, name, f"Nơi giữ mọi công văn có {at.receipts} biên nhận cho {taken} công văn đã nhận.")
    relayed = at.cursors.get("relay", 0)
    if relayed > at.sequence:
        yield Complaint("CURSOR_BEYOND", name, f"Đã phát đến số {relayed} mà sổ chỉ đến số {at.sequence}.")
    if at.unsent_since:
        age = lag(max(timedelta(), now - datetime.fromisoformat(at.unsent_since)))
        told = f"Còn {at.sequence - relayed} công văn chưa phát, cũ nhất từ {age} trước."
        yield Complaint("RELAY_PENDING", name, told, passing=True)
    if at.quarantined:
        told = f"{at.quarantined} thông điệp đang cách ly: {'; '.join(at.causes[:3])}."
        yield Complaint("QUARANTINE", name, told)
    for cursor, number in sorted(at.cursors.items()):
        if cursor.startswith("view:") and number != at.position:
            view = cursor.removeprefix("view:")
            if number > at.position:
                yield Complaint("CURSOR_BEYOND", name, f"Khung nhìn {view} ở {number}, sổ chỉ đến {at.position}.")
            else:
                told = f"Khung nhìn {view} chậm {at.position - number} dòng: tắc, hoặc dịch vụ không chạy."
                yield Complaint("VIEW_BEHIND", name, told, passing=True)
    if at.last and datetime.fromisoformat(at.last) > now + timedelta(seconds=1):
        told = f"Dòng cuối ghi lúc {moment(datetime.fromisoformat(at.last))}, sau đồng hồ ({moment(now)})."
        yield Complaint("CLOCK_BEHIND", name, told)


def _of_pairs(at: Standing, sent: dict[str, int]) -> Iterator[Complaint]:
    """What every sender's ledger holds, against what this receiver says that it took."""
    for sender, number in sent.items():
        taken = at.cursors.get(f"from:{sender}", 0)
        if taken < number:
            told = f"Thiếu {number - taken} công văn của {sender} (đã nhận đến {taken}, bên gửi có {number})."
            yield Complaint("MISSING", at.department, told, passing=True)
        elif taken > number:
            told = f"Đã nhận đến số {taken} của {sender} mà sổ bên gửi chỉ đến {number}."
            yield Complaint("SENDER_LACKS", at.department, told)


def _clock(settings: Settings) -> FileClock | MachineClock:
    """The province's clock: the demonstration's where its file lies beside the ledgers."""
    path = Path(os.environ.get("PHOIHOP_CLOCK") or settings.data / "clock")
    return FileClock(path) if path.exists() else MachineClock()


def _broker(settings: Settings) -> list[Complaint]:
    """Can the broker be reached? Embedded there is none to ask."""
    if settings.embedded:
        return []
    try:
        with connect(settings.bus_url("noi_vu")) as connection:
            connection.ensure_connection(max_retries=1, interval_start=0, timeout=5)
    except Exception as failure:  # whatever the driver raises: the broker is not there for us
        return [Complaint("BROKER", "", f"Không tới được RabbitMQ: {type(failure).__name__}: {failure}".strip())]
    return []


# For people


def _print(standings: Sequence[Standing], complaints: Sequence[Complaint], settings: Settings) -> None:
    console = screen()
    console.print(_ledgers(standings))
    console.print()
    console.print(_pairs(standings))
    clock = _clock(settings)
    kind = "đồng hồ trình diễn" if clock.demonstration else "đồng hồ máy"
    bus = "nhúng (trong tiến trình)" if settings.embedded else "RabbitMQ"
    console.print(f"\nGiờ: {moment(clock.now().astimezone(ICT))} ({kind}). Bus: {bus}.")
    for each in complaints:
        console.print(f"[red]✗[/red] {escape(each.department)} [dim]{each.code}[/dim] {escape(each.sentence)}")
    if complaints:
        console.print(f"{len(complaints)} điều không ổn.", style="bold red")
    else:
        console.print("Ổn: không thiếu, không trùng, đúng thứ tự, không tắc.", style="bold green")


def _ledgers(standings: Sequence[Standing]) -> Any:
    made = table("Sổ", "Dòng", "Công văn đi", "Chưa phát", "Cách ly", "Khung nhìn", "Dòng cuối", title="Các sổ")
    for at in standings:
        views = {name.removeprefix("view:"): number for name, number in at.cursors.items() if name.startswith("view:")}
        behind = {name: at.position - number for name, number in views.items() if number != at.position}
        told = ", ".join(f"{name} −{late}" for name, late in behind.items()) if behind else f"{len(views)} kịp"
        pending = at.sequence - at.cursors.get("relay", 0)
        last = moment(datetime.fromisoformat(at.last)) if at.last else "·"
        made.add_row(at.department, str(at.position), str(at.sequence), str(pending), str(at.quarantined), told, last)
    return made


def _pairs(standings: Sequence[Standing]) -> Any:
    """Rows receive, columns send: 134, or 120/134 where something lacks."""
    sent = {at.department: at.sequence for at in standings}
    made = table("Nhận ↓ của →", *sent, title="Đã nhận của từng bên gửi")
    for at in standings:
        cells = []
        for sender, number in sent.items():
            taken = at.cursors.get(f"from:{sender}", 0)
            cells.append(str(taken) if taken == number else f"[red]{taken}/{number}[/red]")
        made.add_row(at.department, *cells)
    return made
