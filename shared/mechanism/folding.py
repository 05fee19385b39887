"""The views of one ledger: followed after each transaction, saved in batches, rebuilt on demand, read as of a date."""

from __future__ import annotations

import hashlib
import inspect
import logging
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from time import monotonic

from eventsourcing.persistence import IntegrityError, PersistenceError

from shared.mechanism.agenda import ALARM, Agenda
from shared.mechanism.failure import reason_of
from shared.mechanism.message import Fact
from shared.mechanism.receipts import facts_in
from shared.mechanism.store import Line, Row, Store
from shared.mechanism.taking import Takers
from shared.mechanism.view import StoredRows, View, past

log = logging.getLogger("phoihop.folding")

SAVE_SECONDS = 1.0
"""How long views may stand in memory only while the ledger is busy."""

CODE = "(code)"
"""Not a view: for each view, the hash of the code by which its rows were folded."""

PAGE = 1_000
"""Rows read from the store at a time: replay streams in constant memory."""


class Folding:
    """Follows one ledger with its views. The agenda is one of them."""

    def __init__(self, *, store: Store, source: str, takers: Takers, views: Sequence[type[View]]) -> None:
        self._store = store
        self._source = source
        self._takers = takers
        self.agenda = Agenda(takers, StoredRows(store, Agenda.name))
        self.kinds = tuple(views)
        self._views: list[View] = [self.agenda, *(view(StoredRows(store, view.name)) for view in views)]
        self.noted: dict[str, int] = {view.name: 0 for view in self._views}
        """The position of the last fact that a view had anything to note about, since the service began."""
        shown = [self._seen_by(view) for view in self._views]
        self._shown = None if None in shown else {name for names in shown for name in names or ()}
        """What any view looks at, by name; None: everything. The rest need not be read again to be folded."""
        self.stuck: dict[str, str] = {}
        """Views that could not fold a fact, and why; they wait for a rebuild or a restart."""
        self.reload()

    def reload(self) -> None:
        """Know again only what the store says."""
        cursors = self._store.cursors()
        self._saved = {view.name: cursors.get(f"view:{view.name}", 0) for view in self._views}
        self.positions = dict(self._saved)
        self._saved_at = monotonic()
        for view in self._views:
            _stored(view).discard()

    def view(self, name: str) -> View:
        """The stored view of that name. Raises KeyError."""
        for view in self._views:
            if view.name == name:
                return view
        raise KeyError(name)

    def after(self, before: int, rows: Sequence[Row]) -> None:
        """Fold rows that were just written after position ``before``; a view that lags reads the store instead."""
        position = before + len(rows)
        facts = [
            fact
            for place, row in enumerate(rows, before + 1)
            if _meant(row, self._shown)
            for fact in facts_in(row, place, self._source)
        ]
        for view in self._views:
            if self.positions[view.name] == before:
                self._note(view, facts, position)
            else:
                self.follow(view)
        if monotonic() - self._saved_at > SAVE_SECONDS:
            self.save()

    def follow_all(self) -> None:
        """Bring every view up to the ledger's last row."""
        for view in self._views:
            self.follow(view)

    def follow(self, view: View) -> None:
        """Bring a view up to the ledger's last row, page by page."""
        seen = self._seen_by(view)
        while view.name not in self.stuck and (lines := self._store.lines(self.positions[view.name], PAGE)):
            facts = [fact for line in lines if _meant(line, seen) for fact in self._read(line)]
            self._note(view, facts, lines[-1].position)
            self._save(view)

    def catch_up(self) -> None:
        """Bring every view up to date: at the start, or after an absence.

        A view whose code has changed since its rows were folded is folded anew; nobody need remember to.
        """
        known = self._store.view_content(CODE)
        for view in self._views:
            code = self._code_of(view)
            if known.get(view.name, {}).get("sha256") != code:
                if self._saved[view.name]:
                    log.info("view is folded anew: its code has changed", extra={"view": view.name})
                self.rebuild(view.name)
                self._store.save_view(CODE, {view.name: {"sha256": code}}, None)
            self.follow(view)

    def _code_of(self, view: View) -> str:
        """The hash of the source files that a view is written in; what they import is not looked at."""
        kinds: list[object] = [kind for kind in type(view).__mro__ if kind not in (View, object)]
        kinds += getattr(type(view), "rests_on", ())  # modules whose declarations the view reads
        if isinstance(view, Agenda):
            kinds += [scheduler for several in self._takers.schedulers.values() for scheduler in several]
        files = sorted({inspect.getsourcefile(kind) or "" for kind in kinds})  # type: ignore[arg-type]
        return hashlib.sha256(b"\0".join(Path(file).read_bytes() for file in files if file)).hexdigest()

    def _note(self, view: View, facts: Iterable[Fact], position: int) -> None:
        if view.name in self.stuck:
            return
        try:
            noted = [fact.position for fact in facts if view.note(fact)]
        except PersistenceError:
            raise
        except Exception as failure:
            # A view that cannot follow must not hold the ledger up: it stays where it is and shows why.
            log.exception("view cannot follow", extra={"view": view.name})
            self.stuck[view.name] = reason_of(failure)
            _stored(view).discard()
            self.positions[view.name] = self._saved[view.name]
            return
        self.positions[view.name] = position
        if noted:
            self.noted[view.name] = noted[-1]

    @property
    def unsaved(self) -> bool:
        return self.positions != self._saved

    def save(self) -> None:
        """Write what was folded since the last time; after a crash it is folded again from the saved position."""
        self._saved_at = monotonic()
        for view in self._views:
            self._save(view)

    def _save(self, view: View) -> None:
        position = self.positions[view.name]
        if position > self._saved[view.name]:
            try:
                _stored(view).save(position, after=self._saved[view.name])
            except IntegrityError:
                # What another replica saved holds; the rest is folded again from there.
                log.warning("another replica has saved the view", extra={"view": view.name})
                _stored(view).discard()
                position = self.positions[view.name] = self._store.cursor(f"view:{view.name}")
            self._saved[view.name] = position

    def rebuild(self, name: str) -> None:
        """Drop a view and fold it again from the first row."""
        view = self.view(name)
        self._store.drop_view(name)
        _stored(view).discard()
        self.stuck.pop(name, None)
        self.positions[name] = self._saved[name] = 0
        self.follow(view)

    def at(self, name: str, moment: datetime | None = None) -> View:
        """A view folded anew from the ledger, as it stood at that moment (now, without one). Raises KeyError."""
        kind = type(self.view(name))
        view = Agenda(self._takers) if kind is Agenda else kind()
        return past(view, self.facts(only=self._seen_by(view)), moment)

    def facts(self, after: int = 0, *, only: Collection[str] | None = None) -> Iterator[Fact]:
        """Own facts and facts received, each once, in the ledger's order; streamed. ``only``: rows of these names."""
        while lines := self._store.lines(after, PAGE):
            for line in lines:
                if _meant(line, only):
                    yield from self._read(line)
            after = lines[-1].position

    def _read(self, line: Line) -> list[Fact]:
        return facts_in(line, line.position, self._source)

    def _seen_by(self, view: View) -> Collection[str] | None:
        """The names of what a view looks at; None: everything."""
        names = {ALARM, *self._takers.schedulers} if isinstance(view, Agenda) else set(view.sees_of)
        return None if "*" in names else names


def _meant(row: Row | Line, names: Collection[str] | None) -> bool:
    """Need the row be read by who looks at these names?"""
    return names is None or row.topic in names or row.type in names


def _stored(view: View) -> StoredRows:
    assert isinstance(view.rows, StoredRows)
    return view.rows
