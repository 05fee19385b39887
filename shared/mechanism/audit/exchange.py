"""Between ledgers: what a receiver keeps of a fact is what its sender holds, byte for byte, and nothing is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from shared.mechanism.audit.finding import Counted, Finding, Opened, Page, Snapshot
from shared.mechanism.message import source_of
from shared.mechanism.reading import Book, bodies, by_message, by_sequence
from shared.mechanism.receipts import Receipts
from shared.mechanism.record import identity

_RECEIPTS = {"FactReceived", "FactQuarantined", "QuarantineReleased"}


class Exchange:
    """Follows the receipts of one ledger."""

    def __init__(self, book: Book, at: Snapshot, books: Sequence[Book], counted: Counted) -> None:
        self._book = book
        self._cursors = {name[5:]: number for name, number in at.cursors.items() if name.startswith("from:")}
        self._senders: Mapping[str, Book] = {each.department: each for each in books}
        self._counted = counted
        self._last: dict[str, int] = {}
        self._gaps: dict[str, set[int]] = {}
        """For each sender: numbers below the last that have not been seen; where all is kept, they lack."""
        self._unknown: set[str] = set()

    def see(self, page: Page) -> Iterator[Finding]:
        receipts = [each for each in page if each.line.topic in _RECEIPTS and each.document is not None]
        wanted: dict[str, set[str]] = {}
        for each in receipts:
            wanted.setdefault(_sender(each), set()).add(_fact(each))
        held = {
            sender: bodies(self._senders[sender].store, sorted(ids))
            for sender, ids in wanted.items()
            if sender in self._senders
        }
        numbered = {sender: self._numbered(sender, receipts) for sender in held}
        for each in receipts:
            yield from self._named(each)
            if each.line.topic != "QuarantineReleased":
                yield from self._order(each)
            sender = _sender(each)
            if sender in held:
                yield from self._same(each, held[sender], numbered[sender])
            elif sender not in self._unknown:
                self._unknown.add(sender)
                told = f"biên nhận của {self._book.department} với sổ {sender or '?'} (không có sổ ấy)"
                self._counted.without.append(told)

    def _named(self, each: Opened) -> Iterator[Finding]:
        line, sender, fact = each.line, _sender(each), _fact(each)
        if line.topic == "QuarantineReleased":
            return
        if line.message != fact or line.record_id != str(identity(f"receipt/{source_of(sender)}#{fact}")):
            told = f"Biên nhận mang mã không phải của {fact} do {sender} gửi."
            yield self._finding("RECEIPT_MISNAMED", each, told)

    def _order(self, each: Opened) -> Iterator[Finding]:
        """A sender's facts are taken in its order, each once; who keeps everything leaves none out."""
        sender, number = _sender(each), _data(each).get("sequence")
        if not isinstance(number, int):
            yield self._finding("RECEIPT_MISNAMED", each, "Biên nhận không ghi số của bên gửi.")
            return
        last, gaps = self._last.get(sender, 0), self._gaps.setdefault(sender, set())
        if number > last:
            gaps.update(range(last + 1, number))
            self._last[sender] = number
        elif number in gaps:
            gaps.discard(number)
            told = f"Biên nhận số {number} của {sender} đứng sau số {last}: sai thứ tự của bên gửi."
            yield self._finding("RECEIPT_OUT_OF_ORDER", each, told)
        else:
            told = f"Biên nhận số {number} của {sender} đã có trước đó: nhận hai lần."
            yield self._finding("RECEIPT_DOUBLED", each, told)

    def _numbered(self, sender: str, receipts: Page) -> dict[int, Any]:
        """The sender's own lines under the numbers that these receipts bear."""
        numbers = {_data(each).get("sequence") for each in receipts if _sender(each) == sender}
        wanted = sorted(each for each in numbers if isinstance(each, int))
        return {int(row["sequence"]): row for row in by_sequence(self._senders[sender].store, wanted)}

    def _complete(self, sender: str) -> bool:
        return self._book.keeps_everything and sender != self._book.department

    def _same(self, each: Opened, held: Mapping[str, bytes], numbered: Mapping[int, Any]) -> Iterator[Finding]:
        sender, fact = _sender(each), _fact(each)
        stored, number = held.get(fact), _data(each).get("sequence")
        there = numbered.get(number) if isinstance(number, int) else None
        if there is not None and there["message"] != fact:
            told = (
                f"Một số hai sự việc: dưới số {number} của {sender}, sổ này nhận {fact}, còn sổ bên gửi (vị trí"
                f" {there['position']}) có {there['message']}."
            )
            yield self._finding("EQUIVOCATION", each, told)
            return
        if stored is None:
            told = f"Bên gửi {sender} không có {fact} mà sổ này đã nhận."
            yield self._finding("SENDER_LACKS_FACT", each, told)
            return
        if "message" not in _data(each):
            return  # of its own facts a ledger keeps the name only
        self._counted.receipts += 1
        try:
            received = Receipts.received_bytes(each.line.body or b"")
        except ValueError:
            received = b""
        if received != stored:
            where = by_message(self._senders[sender].store, [fact])
            place = next((f" (vị trí {row['position']})" for row in where if row["topic"] not in _RECEIPTS), "")
            told = f"Biên nhận {_kind(each)} khác từng byte với dòng trong sổ {sender}{place}: một trong hai đã bị sửa."
            yield self._finding("RECEIPT_DIFFERS", each, told)

    def end(self) -> Iterator[Finding]:
        for sender, last in sorted(self._last.items()):
            cursor = self._cursors.get(sender, 0)
            if last > cursor:
                told = f"Đã có biên nhận số {last} của {sender} mà con trỏ mới ở {cursor}."
                yield Finding("CURSOR_BEHIND", self._book.department, told, record=f"from:{sender}")
        for sender, cursor in sorted(self._cursors.items()):
            if self._complete(sender):
                for number in sorted(self._gaps.get(sender, ())):
                    yield from self._left_out(sender, number, number)
                yield from self._left_out(sender, self._last.get(sender, 0) + 1, cursor)

    def _left_out(self, sender: str, first: int, last: int) -> Iterator[Finding]:
        """Numbers of a sender that were dealt with, by a ledger that keeps everything, and left no receipt."""
        if first > last:
            return
        told = {}
        if sender in self._senders:
            rows = self._senders[sender].store.select(
                "SELECT sequence, topic, subject, message FROM journal WHERE sequence BETWEEN ? AND ?", (first, last)
            )
            told = {int(row["sequence"]): row for row in rows}
        for number in range(first, last + 1):
            row = told.get(number)
            words = f"{row['topic']} {row['subject']}" if row else "không rõ"
            yield Finding(
                "RECEIPT_MISSING",
                self._book.department,
                f"Thiếu biên nhận số {number} của {sender} ({words}).",
                record=str(row["subject"]) if row else "",
                message=str(row["message"]) if row else f"{sender}#{number}",
            )

    def _finding(self, code: str, each: Opened, told: str) -> Finding:
        return Finding(code, self._book.department, told, each.line.position, each.line.subject, each.line.message)


def cursors_of(book: Book, at: Snapshot, books: Sequence[Book]) -> Iterator[Finding]:
    """No follower can be further than what it follows."""
    heights = {each.department: each.store.last()[1] for each in books}
    for name, number in sorted(at.cursors.items()):
        if name == "relay":
            height, what = at.sequence, "sổ của chính mình"
        elif name.startswith("view:"):
            height, what = at.position, "sổ của chính mình"
        elif name.startswith("from:") and name[5:] in heights:
            height, what = heights[name[5:]], f"sổ của {name[5:]}"
        else:
            continue
        if number > height:
            told = f"Con trỏ {name} ở {number}, vượt quá {what} (đến {height}): đuôi sổ đã bị cắt."
            yield Finding("CURSOR_BEYOND", book.department, told, record=name)


def _data(each: Opened) -> dict[str, Any]:
    return dict((each.document or {})["data"])


def _inner(each: Opened) -> dict[str, Any]:
    inner = _data(each).get("message")
    return inner if isinstance(inner, dict) else {}


def _sender(each: Opened) -> str:
    source = _data(each).get("source") or _inner(each).get("source") or (each.document or {}).get("source", "")
    return str(source).rsplit("/", 1)[-1]


def _fact(each: Opened) -> str:
    data = _data(each)
    return str(data.get("fact") or data.get("message_id") or "")


def _kind(each: Opened) -> str:
    return str(_inner(each).get("type", ""))
