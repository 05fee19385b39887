"""One ledger against itself: no consequence without its cause, no accepted command without its facts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shared.mechanism.audit.finding import Finding, Opened, Page
from shared.mechanism.reading import PAGE, Book, by_message, by_record, dashed
from shared.mechanism.record import identity
from shared.mechanism.view import RECEIPTS


class Ties:
    """Follows the lines of one journal; what they name is looked up a page at a time."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def see(self, page: Page) -> Iterator[Finding]:
        yield from self._answers(page)
        received = self._received(page)
        accepted = [each for each in page if each.line.topic == "CommandAccepted" and each.document]
        records = {str(fact.get("id", "")).partition("/")[0] for each in accepted for fact in _facts(each)}
        known = {f"{row['record']}/{row['version']}": row for row in by_record(self._book.store, sorted(records))}
        for each in page:
            line = each.line
            if line.topic not in RECEIPTS and line.causation not in received:
                told = f"{line.topic} dẫn nguyên nhân {line.causation!r} mà sổ này không có biên nhận."
                yield self._finding("CAUSE_MISSING", each, told)
        for each in accepted:
            for fact in _facts(each):
                row = known.get(fact.get("id", ""))
                if row is None or (row["topic"], row["subject"]) != (fact.get("type"), fact.get("subject")):
                    told = f"Lệnh {each.line.type} đã nhận gây ra {fact.get('type')} {fact.get('id')}, sổ không có."
                    yield self._finding("CONSEQUENCE_MISSING", each, told)

    def _received(self, page: Page) -> set[str]:
        """The causes of this page of which the ledger keeps a receipt, and more."""
        causes = {each.line.causation for each in page if each.line.topic not in RECEIPTS}
        found = {each.line.message for each in page if each.line.topic in RECEIPTS}
        if causes - found:
            # A receipt is written right behind its consequences: the first of the next page may be theirs.
            store, last = self._book.store, page[-1].line.position
            chosen, topics = store.among(sorted(RECEIPTS))
            sql = f"SELECT message FROM journal WHERE position > ? AND position <= ? AND topic {chosen}"
            found |= {str(row["message"]) for row in store.select(sql, (last, last + PAGE, *topics))}
        for row in by_message(self._book.store, sorted(causes - found)):  # those of a ledger that was recovered
            if row["topic"] in RECEIPTS:
                found.add(str(row["message"]))
        return found

    def _answers(self, page: Page) -> Iterator[Finding]:
        """A command's receipt bears a name made from its sender and id, so that it can be answered once only."""
        for each in page:
            inner = (each.document or {}).get("data", {}).get("message")
            if each.line.topic in {"CommandAccepted", "CommandRefused"} and isinstance(inner, dict):
                name = f"receipt/{inner.get('source')}#{inner.get('id')}"
                if each.line.record_id != str(identity(name)):
                    told = f"Biên nhận lệnh {each.line.type} không mang tên của lệnh mà nó giữ."
                    yield self._finding("RECEIPT_MISNAMED", each, told)

    def end(self) -> Iterator[Finding]:
        yield from self._quarantine()

    def _quarantine(self) -> Iterator[Finding]:
        """Each message set aside has its receipt, and is closed exactly when a release was recorded."""
        store = self._book.store
        with store.transaction(commit=False) as run:
            aside = run("SELECT receipt, position, state, type FROM set_aside ORDER BY position")
            rows = run(
                "SELECT e.originator_id, j.topic, j.position, j.subject FROM journal j JOIN stored_events e"
                f" ON e.{store.number}=j.position WHERE j.topic IN ('FactQuarantined','QuarantineReleased')"
                " ORDER BY j.position"
            )
        records = [dashed(str(row["originator_id"])) for row in rows]
        put = {name: row for name, row in zip(records, rows, strict=True) if row["topic"] == "FactQuarantined"}
        out = {name for name, row in zip(records, rows, strict=True) if row["topic"] == "QuarantineReleased"}
        for row in aside:
            if (row["state"] == "open") == (row["receipt"] in out):
                words = ("đang mở", "đã") if row["state"] == "open" else ("đã đóng", "chưa")
                told = f"Sổ cách ly ghi {row['type']} {words[0]}, nhật ký thì {words[1]} giải tỏa."
                yield Finding("QUARANTINE_DISAGREES", self._book.department, told, int(row["position"]), row["receipt"])
        known = {row["receipt"] for row in aside}
        for record, row in put.items():
            if record not in known:
                told = "Nhật ký ghi một thông điệp bị cách ly mà sổ cách ly không có."
                yield Finding("QUARANTINE_DISAGREES", self._book.department, told, int(row["position"]), row["subject"])

    def _finding(self, code: str, each: Opened, told: str) -> Finding:
        line = each.line
        return Finding(code, self._book.department, told, line.position, line.subject or line.record_id, line.message)


def _facts(each: Opened) -> list[dict[str, Any]]:
    facts = (each.document or {}).get("data", {}).get("facts")
    return [fact for fact in facts if isinstance(fact, dict)] if isinstance(facts, list) else []
