"""What is shown: a view is a function of one ledger.

Its rows are kept in the store with the position that they stand for, so that reading never folds the ledger.
Drop it and read again: the same rows. Stop at a moment: the past.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, MutableMapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from shared.mechanism.message import Fact
from shared.mechanism.taking import names

if TYPE_CHECKING:
    from shared.mechanism.store import Store

Row = dict[str, Any]
REMEMBERED = 2_000
"""Rows of a view kept in memory beside those that are yet to be saved."""
F = TypeVar("F", bound=Callable[..., None])


def sees(*messages: type[Any] | str) -> Callable[[F], F]:
    """Marks a method of a view as what it notes about these facts.

    ``"*"`` is every fact but the receipts, which are seen by their own names only (``CommandRefused`` …).
    """

    def mark(method: F) -> F:
        method.sees = names(messages)  # type: ignore[attr-defined]
        return method

    return mark


RECEIPTS = frozenset(
    {
        "FactReceived",
        "FactQuarantined",
        "QuarantineReleased",
        "QuarantineRetryFailed",
        "CommandAccepted",
        "CommandRefused",
        "MessageRejected",
        "AlarmRang",
    }
)


class StoredRows(MutableMapping[str, Row]):
    """A view's rows: read from the store when asked for, written back together with the view's position.

    A row is saved by assigning it: ``rows[key] = row``. What is read is a copy; changing it saves nothing. Rows that
    were used lately are remembered, so that a busy view asks its store for what is old only.
    """

    def __init__(self, store: Store, view: str) -> None:
        self._store = store
        self._view = view
        self._changed: dict[str, Row | None] = {}
        self._recent: dict[str, str] = {}

    def __getitem__(self, key: str) -> Row:
        if key in self._changed:
            row = self._changed[key]
        elif key in self._recent:
            return dict(json.loads(self._recent[key]))
        else:
            row = self._store.view_row(self._view, key)
            if row is not None:
                self._remember(key, json.dumps(row))
                return row
        if row is None:
            raise KeyError(key)
        return dict(json.loads(json.dumps(row)))

    def __setitem__(self, key: str, row: Row) -> None:
        self._changed[key] = row
        self._recent.pop(key, None)

    def __delitem__(self, key: str) -> None:
        self._changed[key] = None
        self._recent.pop(key, None)

    def _remember(self, key: str, text: str) -> None:
        self._recent[key] = text
        while len(self._recent) > REMEMBERED:
            del self._recent[next(iter(self._recent))]

    def __iter__(self) -> Iterator[str]:
        gone = {key for key, row in self._changed.items() if row is None}
        kept = set(self._store.view_keys(self._view)) | set(self._changed)
        return iter(sorted(kept - gone))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def items(self) -> Any:
        """All rows at once, in one read of the store."""
        content: dict[str, Row | None] = dict(self._store.view_content(self._view))
        content.update(self._changed)
        return {key: row for key, row in sorted(content.items()) if row is not None}.items()

    def values(self) -> Any:
        return [row for _, row in self.items()]

    def save(self, position: int) -> None:
        """Write what changed, and the position that it stands for, in one transaction."""
        self._store.save_view(self._view, self._changed, position)
        for key, row in self._changed.items():
            if row is not None:
                self._remember(key, json.dumps(row))
        self._changed = {}

    def discard(self) -> None:
        self._changed, self._recent = {}, {}


class View:
    """Rows that answer one question. A subclass sets ``name`` and marks its methods with ``@sees``."""

    name: ClassVar[str]
    sees_of: ClassVar[dict[str, list[str]]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.sees_of = {}
        for base in reversed(cls.__mro__):
            for attribute, member in vars(base).items():
                for name in getattr(member, "sees", ()):
                    methods = cls.sees_of.setdefault(name, [])
                    if attribute not in methods:
                        methods.append(attribute)

    def __init__(self, rows: MutableMapping[str, Row] | None = None) -> None:
        self.rows: MutableMapping[str, Row] = {} if rows is None else rows

    def note(self, fact: Fact) -> bool:
        """Fold one fact; True when the view had anything to note."""
        everything = () if fact.type in RECEIPTS else self.sees_of.get("*", ())
        methods = (*self.sees_of.get(fact.type, ()), *everything)
        for method in methods:
            getattr(self, method)(fact)
        return bool(methods)

    @classmethod
    def wants(cls, fact_type: str) -> bool:
        return fact_type in cls.sees_of or "*" in cls.sees_of


def past(view: View, facts: Iterator[Fact], until: datetime | None) -> View:
    """An empty view, folded from the first fact to that moment; to the last fact without one.

    The moment is that of recording (ghi nhận): what this ledger knew then, whatever date its documents bear.
    """
    for fact in facts:
        if until is not None and (fact.received or fact.time) > until:
            break
        view.note(fact)
    return view
