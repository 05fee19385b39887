"""``phoihop doctor``: có thiếu, trùng, sai thứ tự hay tắc ở đâu không (Điều 12 khoản 1; †).

What each sender's ledger holds against what each receiver's says that it took, what the relay has not sent, what is
in quarantine, which view lags, the clock, the broker; then every row (the audit of ``replay --check``), so that each
trouble is told with its place. ``--quick`` leaves the rows out. Services may be running or not; a message on its way
is not missing, so what lacks is looked at again for a few seconds before it is told.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from time import monotonic, sleep
from typing import Any

import click
from rich.markup import escape

from services.console.keeping import clock_of
from services.console.local import running
from services.console.standing import Pair, Standing, pairs, standing_of
from services.console.tables import Shelf, lag, lines, moment, progress, screen, shelf, table
from shared.mechanism.audit import Audit
from shared.mechanism.bus import connect
from shared.mechanism.clock import ICT
from shared.mechanism.settings import Settings

LOOK_AGAIN_SECONDS = 0.5
TOLD_OF_A_KIND = 20
"""Complaints of one kind about one ledger that are printed for people; as JSON all are told."""


@dataclass(frozen=True)
class Complaint:
    """Something that is not as it should be. ``passing``: it may be on its way, and is looked at again."""

    code: str
    department: str
    sentence: str
    passing: bool = False
    position: int | None = None
    record: str = ""

    @property
    def place(self) -> str:
        """Where in that ledger, in words."""
        where = [f"vị trí {self.position}"] if self.position is not None else []
        return ", ".join([*where, self.record] if self.record else where)


@click.command(help="Kiểm tra đủ, đúng thứ tự, thông suốt, từng dòng và giữa các sổ. Khác 0 khi có điều không ổn.")
@click.option("--quick", is_flag=True, help="Chỉ đối chiếu số liệu, không đọc từng dòng.")
@click.option("--wait", "patience", default=5.0, show_default=True, help="Chờ bao nhiêu giây cho điều đang trên đường.")
@click.option(
    "--json", "as_json", is_flag=True, help="Mỗi sổ, mỗi cặp gửi – nhận, mỗi điều không ổn: một JSON một dòng."
)
def command(quick: bool, patience: float, as_json: bool) -> None:
    settings = running(Settings.from_environment())
    with shelf(settings=settings, folded=True) as found:
        standings, complaints = look(found, settings)
        ends = monotonic() + patience
        while any(each.passing for each in complaints) and monotonic() < ends:
            sleep(min(LOOK_AGAIN_SECONDS, patience))
            standings, complaints = look(found, settings)
        if not quick:
            complaints = _with_places(complaints, found)
    complaints += _broker(settings)
    if as_json:
        lines(asdict(standing) for standing in standings)
        lines({"pair": f"{pair.sender} → {pair.receiver}", **asdict(pair)} for pair in pairs(standings))
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
    clock = clock_of(settings)
    for standing in standings:
        complaints += _of_one(standing, clock.now())
        complaints += _of_pairs(standing, sent)
    return standings, complaints


def _with_places(complaints: Sequence[Complaint], found: Shelf) -> list[Complaint]:
    """The same, and what reading every row finds; where both tell of one thing, the one that names its place."""
    with progress("Đọc từng dòng", sum(book.store.last()[0] for book in found.books)) as done:
        findings = list(Audit(found.books, done).run())
    placed = {(each.code, each.department) for each in findings}
    kept = [each for each in complaints if (each.code, each.department) not in placed]
    return kept + [
        Complaint(each.code, each.department, each.sentence, position=each.position, record=each.record or each.message)
        for each in findings
    ]


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
            told = f"Đã nhận đến số {taken} của {sender}, sổ bên gửi chỉ đến {number}: phoihop restore --from-others."
            yield Complaint("SENDER_LACKS", at.department, told)


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
    clock = clock_of(settings)
    kind = "đồng hồ trình diễn" if clock.demonstration else "đồng hồ máy"
    bus = "nhúng (trong tiến trình)" if settings.embedded else "RabbitMQ"
    console.print(f"\nGiờ: {moment(clock.now().astimezone(ICT))} ({kind}). Bus: {bus}.")
    told: Counter[tuple[str, str]] = Counter()
    for each in complaints:
        told[each.code, each.department] += 1
        if told[each.code, each.department] <= TOLD_OF_A_KIND:
            place = f" [dim]({escape(each.place)})[/dim]" if each.place else ""
            console.print(
                f"[red]✗[/red] {escape(each.department)} [dim]{each.code}[/dim] {escape(each.sentence)}{place}"
            )
    for (code, department), count in told.items():
        if count > TOLD_OF_A_KIND:
            console.print(f"… và {count - TOLD_OF_A_KIND} điều nữa: {department} {code}; --json kể đủ.", style="red")
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
    """Rows receive, columns send: 134, or 120/134 where something lacks, and what is in quarantine; then the sums."""
    heads = (*(at.department for at in standings), "Thiếu", "Cách ly")
    made = table("Nhận ↓ của →", *heads, title="Đã nhận của từng bên gửi")
    known = pairs(standings)
    for at in standings:
        own = [pair for pair in known if pair.receiver == at.department]
        sums = sum(abs(pair.missing) for pair in own), sum(pair.aside for pair in own)
        made.add_row(at.department, *(_pair(pair) for pair in own), *map(str, sums))
    return made


def _pair(pair: Pair) -> str:
    taken = f"[red]{pair.taken}/{pair.sent}[/red]" if pair.missing else str(pair.taken)
    return f"{taken} [red]({pair.aside} cách ly)[/red]" if pair.aside else taken
