"""One ledger against itself: stored rows and journal lines, and the order of what is counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from shared.mechanism.audit.finding import Finding, Opened, Page, Snapshot
from shared.mechanism.message import source_of
from shared.mechanism.reading import Book, dashed
from shared.mechanism.store import leaf
from shared.mechanism.view import RECEIPTS

_NAMES = {
    "id": "mã",
    "source": "nguồn",
    "topic": "loại",
    "type": "loại được nhận",
    "message": "mã thông điệp",
    "subject": "đối tượng",
    "sequence": "số",
    "time": "giờ ghi nhận",
    "case": "hồ sơ",
    "correlation": "chuỗi việc",
    "causation": "nguyên nhân",
    "agency": "cơ quan",
    "actor": "người thực hiện",
    "law": "căn cứ",
}


class Rows:
    """Follows the lines of one journal in order."""

    def __init__(self, book: Book, at: Snapshot) -> None:
        self._department = book.department
        self._last = at.position
        self._position = self._sequence = 0
        self._time: datetime | None = None

    def see(self, page: Page) -> Iterator[Finding]:
        for opened in page:
            yield from self._order(opened)
            yield from self._content(opened)

    def end(self) -> Iterator[Finding]:
        if self._position < self._last:
            yield self._gap(self._position + 1, self._last)

    def _order(self, opened: Opened) -> Iterator[Finding]:
        line = opened.line
        if line.position != self._position + 1:
            yield self._gap(self._position + 1, line.position - 1)
        self._position = line.position
        if line.sequence is not None:
            if line.sequence != self._sequence + 1:
                told = f"Số công văn đi {line.sequence} đứng sau số {self._sequence}."
                yield self._finding("SEQUENCE_GAP", opened, told)
            self._sequence = line.sequence
        try:
            time = datetime.fromisoformat(line.time)
            back = self._time is not None and time < self._time
        except (ValueError, TypeError):
            yield self._finding("TIME_GOES_BACK", opened, f"Giờ ghi nhận {line.time!r} không phải một thời điểm.")
            return
        if back:
            told = f"Giờ ghi nhận {line.time} trước giờ của vị trí {line.position - 1}."
            yield self._finding("TIME_GOES_BACK", opened, told)
        self._time = time

    def _gap(self, first: int, last: int) -> Finding:
        where = f"vị trí {first}" if first >= last else f"các vị trí {first}–{last}"
        return Finding("POSITION_GAP", self._department, f"Nhật ký không có {where}.", position=first)

    def _content(self, opened: Opened) -> Iterator[Finding]:
        line = opened.line
        if line.body is None:
            told = f"Nội dung của {line.topic} {line.message} không còn trong sổ."
            yield self._finding("ROW_MISSING", opened, told)
            return
        if line.stored_as != "blob":
            told = f"Nội dung được lưu là {line.stored_as}, không phải chuỗi byte: đã có lệnh sửa từ ngoài."
            yield self._finding("ROW_AS_TEXT", opened, told)
        if leaf_of(opened) != line.leaf:
            told = "Nội dung đang lưu không khớp dấu vết (SHA-256) lấy lúc ghi: dòng đã bị sửa."
            yield self._finding("ROW_EDITED", opened, told)
        if opened.document is None:
            told = "Nội dung không phải một tài liệu CloudEvents đọc được."
            yield self._finding("ROW_UNREADABLE", opened, told)
            return
        for name, stands, said in disagreements(opened, source_of(self._department)):
            told = f"Nhật ký ghi {_NAMES[name]} {stands!r}, nội dung ghi {said!r}."
            yield self._finding("LINE_DISAGREES", opened, told)

    def _finding(self, code: str, opened: Opened, told: str) -> Finding:
        line = opened.line
        return Finding(code, self._department, told, line.position, line.subject or line.record_id, line.message)


def leaf_of(opened: Opened) -> bytes:
    """The leaf of the row as it is stored now."""
    line = opened.line
    # A damaged id is no UUID; what counts here is how it is written.
    return leaf(cast(UUID, line.record_id), line.version, line.stored_topic, line.body or b"")


def disagreements(opened: Opened, source: str) -> Iterator[tuple[str, Any, Any]]:
    """What the journal says otherwise than the body: (name, journal, body)."""
    line, document = opened.line, opened.document
    assert document is not None
    said: dict[str, Any] = {
        "id": f"{line.record_id}/{line.version}",
        "source": source,
        "topic": line.topic,
        "time": line.time,
        "subject": line.subject,
        "case": line.case,
        "correlation": line.correlation,
        "agency": line.agency,
        "actor": line.actor,
        "law": line.law,
        "sequence": line.sequence,
    }
    names = {"topic": "type"}
    if line.topic in RECEIPTS:
        said["message"], names["message"] = line.message, "causation"
        inner = document["data"].get("message")
        if isinstance(inner, dict):
            for name, stands, kept in (
                ("type", line.type, inner.get("type") or ""),  # null, in what others send, says no more than silence
                ("causation", line.causation, inner.get("causation") or ""),
            ):
                if stands != kept:
                    yield name, stands, kept
    else:
        said |= {"message": line.message, "type": line.type, "causation": line.causation}
        names["message"] = "id"
    if line.stored_topic and line.stored_topic != line.topic:
        yield "topic", line.topic, line.stored_topic
    for name, stands in said.items():
        written = document.get(names.get(name, name), None if name == "sequence" else "")
        if stands != written:
            yield name, stands, written


def of_tables(book: Book, at: Snapshot) -> Iterator[Finding]:
    """What only a question to the whole table shows: rows that nobody listed, versions that are not there."""
    store = book.store
    for row in store.select(
        "SELECT e.originator_id, e.originator_version, e.topic FROM stored_events e LEFT JOIN journal j"
        f" ON j.position=e.{store.number} WHERE j.position IS NULL ORDER BY e.originator_id, e.originator_version"
    ):
        record, version = dashed(str(row["originator_id"])), int(row["originator_version"])
        told = f"{row['topic']} phiên bản {version} có trong sổ mà nhật ký không có: chen vào, hoặc nhật ký bị xóa."
        yield Finding("ROW_NOT_LISTED", book.department, told, record=record, message=f"{record}/{version}")
    for row in store.select(
        "SELECT e.*, j.subject FROM (SELECT originator_id, COUNT(*) AS present, MAX(originator_version) AS highest,"
        f" MAX({store.number}) AS position FROM stored_events WHERE {store.number} <= ? GROUP BY originator_id"
        " HAVING COUNT(*) <> MAX(originator_version)) AS e LEFT JOIN journal j ON j.position=e.position"
        " ORDER BY e.position",
        (at.position,),
    ):
        record = str(row["subject"] or dashed(str(row["originator_id"])))
        told = f"Chỉ còn {row['present']} trong {row['highest']} phiên bản của {record}."
        yield Finding("VERSION_GAP", book.department, told, int(row["position"]), record)
