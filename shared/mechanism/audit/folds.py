"""Each view against a fresh fold of its ledger, up to the position that its stored rows stand for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, cast
from uuid import UUID

from shared.mechanism.agenda import Agenda
from shared.mechanism.audit.finding import Counted, Finding, Page, Snapshot
from shared.mechanism.failure import reason_of
from shared.mechanism.message import Fact, source_of
from shared.mechanism.reading import Book
from shared.mechanism.receipts import facts_in
from shared.mechanism.store import Row as StoredRow
from shared.mechanism.view import View

_NOTHING = object()
TOLD_OF_ONE_VIEW = 10
"""Facts that a view cannot fold are told one by one up to here, then counted."""


class Folds:
    """Folds all views of one ledger in one reading."""

    def __init__(self, book: Book, at: Snapshot, counted: Counted) -> None:
        self._book = book
        self._source = source_of(book.department)
        self._stored = at.views
        self._counted = counted
        agenda = [Agenda(book.takers)] if book.takers is not None else []
        views: list[View] = [*agenda, *(kind() for kind in book.views)]
        self._views = [(view, at.cursors.get(f"view:{view.name}", 0)) for view in views]
        self._failed: dict[str, int] = {}
        unknown = sorted(set(at.views) - {view.name for view in views})
        if unknown:
            counted.without.append(f"khung nhìn {', '.join(unknown)} của {book.department} (không có mã nguồn)")

    def see(self, page: Page) -> Iterator[Finding]:
        for each in page:
            line = each.line
            if each.document is None:
                continue  # already told as unreadable; a view cannot fold it
            row = StoredRow(
                record_id=cast(UUID, line.record_id),  # a damaged id is none, and is not needed to fold
                version=line.version,
                topic=line.topic,
                body=line.body or b"",
                time=line.time,
                message=line.message,
                type=line.type,
                sequence=line.sequence,
            )
            try:
                facts = facts_in(row, line.position, self._source)
            except (KeyError, ValueError, TypeError, AttributeError):
                told = "Nội dung thiếu phần bắt buộc, khung nhìn không đọc được."
                yield Finding("ROW_UNREADABLE", self._book.department, told, line.position, line.subject, line.message)
                continue
            for fact in facts:
                yield from self._note(fact)

    def _note(self, fact: Fact) -> Iterator[Finding]:
        for view, cursor in self._views:
            if fact.position > cursor:
                continue
            try:
                view.note(fact)
            except Exception as failure:
                # The fold goes on without that fact: what else differs must be told as well.
                self._failed[view.name] = self._failed.get(view.name, 0) + 1
                if self._failed[view.name] > TOLD_OF_ONE_VIEW:
                    continue
                told = f"Khung nhìn {view.name} dừng lại ở {fact.type}: {reason_of(failure)}"
                yield Finding(
                    "VIEW_CANNOT_FOLD", self._book.department, told, fact.position, fact.subject, fact.id, view.name
                )

    def end(self) -> Iterator[Finding]:
        for view, _ in self._views:
            if (more := self._failed.get(view.name, 0) - TOLD_OF_ONE_VIEW) > 0:
                told = f"Khung nhìn {view.name} còn dừng lại ở {more} sự việc khác."
                yield Finding("VIEW_CANNOT_FOLD", self._book.department, told, view=view.name)
            stored = self._stored.get(view.name, {})
            folded = {key: json.loads(json.dumps(row, ensure_ascii=False)) for key, row in view.rows.items()}
            self._counted.views += 1
            self._counted.view_rows += len(folded)
            for key in sorted(stored.keys() | folded.keys()):
                yield from self._compare(view.name, key, stored.get(key), folded.get(key))

    def _compare(
        self, view: str, key: str, stored: dict[str, Any] | None, folded: dict[str, Any] | None
    ) -> Iterator[Finding]:
        if stored == folded:
            return
        if stored is None:
            code, told = "VIEW_ROW_MISSING", f"Khung nhìn {view} thiếu dòng {key!r} mà sổ cho ra."
        elif folded is None:
            code, told = "VIEW_ROW_EXTRA", f"Khung nhìn {view} có dòng {key!r} mà sổ không cho ra."
        else:
            code, where = "VIEW_DIFFERS", "; ".join(list(_differences(stored, folded))[:5])
            told = f"Khung nhìn {view}, dòng {key!r}: {where}."
        yield Finding(code, self._book.department, told, view=view, key=key, record=key)


def _differences(stored: Any, folded: Any, path: str = "") -> Iterator[str]:
    """Where two values differ, in words: "score lưu 5.00, gấp lại 4.00"."""
    if isinstance(stored, Mapping) and isinstance(folded, Mapping):
        for name in sorted(stored.keys() | folded.keys()):
            inner = f"{path}.{name}" if path else str(name)
            yield from _differences(stored.get(name, _NOTHING), folded.get(name, _NOTHING), inner)
    elif isinstance(stored, list) and isinstance(folded, list) and len(stored) == len(folded):
        for place, (one, other) in enumerate(zip(stored, folded, strict=True)):
            yield from _differences(one, other, f"{path}.{place}")
    elif stored is _NOTHING or folded is _NOTHING or type(stored) is not type(folded) or stored != folded:
        yield f"{path or 'giá trị'} lưu {_short(stored)}, gấp lại {_short(folded)}"


def _short(value: Any) -> str:
    text = "không có" if value is _NOTHING else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}…"
