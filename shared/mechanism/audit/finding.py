"""What an audit finds, and what it looks at: a page of rows, and how a ledger stood when its turn came."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol, TypeAlias

from shared.mechanism.reading import Book, Kept

CODES = {
    "ROW_EDITED": "dòng bị sửa",
    "ROW_MISSING": "dòng bị xóa",
    "ROW_NOT_LISTED": "dòng chen vào",
    "ROW_AS_TEXT": "dòng bị đổi kiểu lưu",
    "ROW_UNREADABLE": "dòng không đọc được",
    "LINE_DISAGREES": "nhật ký khác nội dung",
    "POSITION_GAP": "mất vị trí",
    "SEQUENCE_GAP": "mất số công văn đi",
    "VERSION_GAP": "mất phiên bản của hồ sơ",
    "TIME_GOES_BACK": "giờ ghi nhận lùi",
    "CAUSE_MISSING": "thiếu biên nhận của nguyên nhân",
    "CONSEQUENCE_MISSING": "thiếu kết quả của lệnh đã nhận",
    "RECEIPT_DIFFERS": "biên nhận khác bản gốc",
    "RECEIPT_MISSING": "thiếu biên nhận",
    "RECEIPT_DOUBLED": "biên nhận trùng",
    "RECEIPT_OUT_OF_ORDER": "biên nhận sai thứ tự",
    "RECEIPT_MISNAMED": "biên nhận sai tên",
    "EQUIVOCATION": "một số, hai sự việc",
    "SENDER_LACKS_FACT": "bên gửi không có",
    "CURSOR_BEHIND": "con trỏ sau biên nhận",
    "CURSOR_BEYOND": "con trỏ vượt sổ",
    "QUARANTINE_DISAGREES": "sổ cách ly khác nhật ký",
    "VIEW_DIFFERS": "khung nhìn khác sổ",
    "VIEW_ROW_MISSING": "khung nhìn thiếu dòng",
    "VIEW_ROW_EXTRA": "khung nhìn thừa dòng",
    "VIEW_CANNOT_FOLD": "khung nhìn không gấp được",
}
"""Stable codes, and what people call them."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not agree. ``position``: in that department's ledger; ``record``: a subject or an id."""

    code: str
    department: str
    sentence: str
    position: int | None = None
    record: str = ""
    message: str = ""
    view: str = ""
    key: str = ""

    def plain(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class Counted:
    """What was looked at."""

    ledgers: int = 0
    rows: int = 0
    receipts: int = 0
    views: int = 0
    view_rows: int = 0
    without: list[str] = field(default_factory=list)
    """What could not be compared, in words."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A journal line with its body read; ``document`` None when it cannot be read as what it should be."""

    line: Kept
    document: dict[str, Any] | None


Page: TypeAlias = list[Opened]


def opened(line: Kept) -> Opened:
    """The line with its body read."""
    try:
        document = json.loads(line.body or b"")
    except (ValueError, RecursionError):
        return Opened(line, None)
    fits = isinstance(document, dict) and isinstance(document.get("data"), dict) and isinstance(document.get("id"), str)
    return Opened(line, document if fits else None)


class Follower(Protocol):
    """Looks at a ledger page by page, in order, and at what only the end shows."""

    def see(self, page: Page) -> Iterator[Finding]: ...

    def end(self) -> Iterator[Finding]: ...


@dataclass(frozen=True)
class Snapshot:
    """How a ledger stood at one moment: everything read in one transaction."""

    position: int
    sequence: int
    cursors: dict[str, int]
    views: dict[str, dict[str, dict[str, Any]]]


def snapshot(book: Book) -> Snapshot:
    """Heights, cursors and view rows, as they belong together."""
    tracking = book.store._tracking
    with book.store.transaction(commit=False) as run:
        (top,) = run("SELECT COALESCE(MAX(position),0) AS position, COALESCE(MAX(sequence),0) AS sequence FROM journal")
        cursors = run(f"SELECT application_name, notification_id FROM {tracking}")
        rows = run("SELECT view, key, content FROM view_rows")
    views: dict[str, dict[str, dict[str, Any]]] = {}
    for row in rows:
        try:
            content = json.loads(row["content"])
        except ValueError:
            content = {"?": row["content"]}
        views.setdefault(str(row["view"]), {})[str(row["key"])] = content
    return Snapshot(
        position=int(top["position"]),
        sequence=int(top["sequence"]),
        cursors={
            str(row["application_name"]): int(row["notification_id"])
            for row in cursors
            if not str(row["application_name"]).startswith("__")
        },
        views=views,
    )
