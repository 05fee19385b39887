"""A restored ledger's way into its place: scratch first, what stands is touched last and kept aside."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from itertools import zip_longest
from pathlib import Path
from time import sleep
from typing import Any

import click
import psycopg

from services.console.keeping import (
    CLOCK,
    Bench,
    Manifest,
    backups,
    bench,
    clock_of,
    faults_of,
    stamp,
    standing_books,
)
from services.console.tables import progress
from shared.mechanism.audit import Finding
from shared.mechanism.copying import copy_in, copy_out, rows_of
from shared.mechanism.reading import NoLedger, open_book
from shared.mechanism.recovery import Recovered
from shared.mechanism.settings import Settings
from shared.mechanism.store import Store
from shared.mechanism.witness import behind

PAGE = 5_000
LOOKS, LOOK_AGAIN_SECONDS = 10, 0.2


def unpack(place: Bench, folder: Path, names: Sequence[str]) -> None:
    for name in names:
        shutil.copyfile(folder / f"{name}.db", place.settings.data / f"{name}.db")


def refuse(findings: Sequence[Finding], words: str) -> None:
    """Raises click's exception with the findings, when there are any."""
    if findings:
        told = "\n".join(f"  {each.department} {each.code} {each.sentence}" for each in findings[:20])
        raise click.ClickException(f"{words}\n{told}")


class Restoration:
    def __init__(self, settings: Settings, *, force: bool) -> None:
        self._settings = settings
        self._force = force
        self._stamp = stamp(clock_of(settings).now())

    def run(self, folder: Path, wanted: Sequence[str]) -> list[dict[str, Any]]:
        manifest = Manifest.read(folder)
        there = [each.department for each in manifest.ledgers]
        names = list(wanted or there)
        lacking = [name for name in names if name not in there]
        if lacking:
            raise click.ClickException(f"Bản sao lưu {folder} không có sổ của {', '.join(lacking)}.")
        refuse(list(faults_of(folder, manifest)), f"Bản sao lưu {folder} không còn nguyên vẹn; không khôi phục gì.")
        with bench(self._settings.data) as place:
            unpack(place, folder, names)
            for name in names:
                self._prepare(name)
                self._judge(place, name)
            told = self._make_ready(place, names)
        if manifest.clock and not (self._settings.data / CLOCK).exists():
            shutil.copyfile(folder / CLOCK, self._settings.data / CLOCK)
        return [{**each, "backup": str(folder), "time": manifest.time} for each in told]

    def from_others(self, wanted: Sequence[str]) -> list[dict[str, Any]]:
        books, _ = standing_books(self._settings, ())
        late = [name for name in behind(books) if not wanted or name in wanted]
        with bench(self._settings.data) as place:
            for book in books:
                if book.department in late:
                    copy_out(book.store, place.settings.data / f"{book.department}.db")
                book.store.close()
            return self._make_ready(place, late) if late else []

    def _make_ready(self, place: Bench, names: Sequence[str]) -> list[dict[str, Any]]:
        """Whole, checked, then put into place. Until the last step nothing that stands is touched."""
        place.books, missing = standing_books(self._settings, names)
        try:
            for sentence in missing.values():
                click.echo(f"Lưu ý: {sentence}", err=True)
            recovered = {each.department: each for each in place.make_whole(names)}
            findings = place.check(names)
            if not self._force:
                refuse(findings, "Sổ sau khi dựng lại vẫn có điều không khớp; chưa thay gì (--force để vẫn thay).")
        finally:
            for book in place.books:
                book.store.close()
        told = []
        for name in names:
            aside = self._put(place, name)
            told.append(self._told(place, name, recovered.get(name), findings, aside))
        return told

    def _told(
        self, place: Bench, name: str, recovered: Recovered | None, findings: Sequence[Finding], aside: str
    ) -> dict[str, Any]:
        book = open_book(self._settings, name)
        position, sequence, last = book.store.last()
        book.store.close()
        return {
            "department": name,
            "position": position,
            "sequence": sequence,
            "last": last,
            "recovered": asdict(recovered) if recovered else None,
            "findings": sum(each.department == name for each in findings),
            "kept_aside": aside,
        }

    def _prepare(self, name: str) -> None:
        """In PostgreSQL: the tables of a database that was lost as a whole, and nobody at work in it."""
        if self._settings.store != "sqlite":
            self._settings.open_store(name).close()
            _nobody_else(self._settings, name)

    # What stands already ----------------------------------------------------------------------------------

    def _judge(self, place: Bench, name: str) -> None:
        """May what stands be replaced? Raises click's exception."""
        try:
            standing = open_book(self._settings, name)
        except NoLedger as why:
            if self._settings.store == "sqlite" and not (self._settings.data / f"{name}.db").exists():
                return
            self._refuse(f"{why} Không biết sổ ấy có gì mà bản sao không có.")
            return
        copy = open_book(place.settings, name)
        try:
            difference = _difference(copy.store, standing.store)
            surplus = standing.store.last()[0] - copy.store.last()[0]
        finally:
            standing.store.close()
            copy.store.close()
        if difference:
            self._refuse(f"Sổ hiện có của {name} khác bản sao từ vị trí {difference}: nó giữ điều bản sao không có.")
        elif surplus > 0:
            self._refuse(f"Sổ hiện có của {name} mới hơn bản sao {surplus} dòng, sẽ mất nếu ghi đè.")

    def _refuse(self, sentence: str) -> None:
        if not self._force:
            raise click.ClickException(f"{sentence} Không thay gì; dùng --force nếu vẫn muốn (sổ cũ được giữ lại).")
        click.echo(f"Lưu ý: {sentence}", err=True)

    def _put(self, place: Bench, name: str) -> str:
        """Into place in one step; gives where what stood there is kept now, if it could be."""
        made = place.settings.data / f"{name}.db"
        if self._settings.store != "sqlite":
            return self._put_into_postgres(made, name)
        target = self._settings.data / f"{name}.db"
        aside = ""
        if target.exists():
            aside = str(_free(target.with_name(f"{name}.db.replaced-{self._stamp}")))
            for end in ("-wal", "-shm", ""):
                if Path(f"{target}{end}").exists():
                    os.replace(f"{target}{end}", f"{aside}{end}")
        copied = Store.sqlite(made)
        copied.select("SELECT 1 AS one")
        copied.close()
        os.replace(made, target)
        return aside

    def _put_into_postgres(self, made: Path, name: str) -> str:
        kept = backups(self._settings) / f"replaced-{self._stamp}"
        self._prepare(name)
        store = self._settings.open_store(name)
        try:
            aside = ""
            if store.last()[0]:
                kept.mkdir(parents=True, exist_ok=True, mode=0o700)
                copy_out(store, _free(kept / f"{name}.db"))
                aside = str(kept / f"{name}.db")
            copied = Store.sqlite(made)
            total = rows_of(copied)
            copied.close()
            with progress(f"Đưa sổ {name} vào PostgreSQL", total) as done:
                copy_in(made, store, done)
            return aside
        finally:
            store.close()


def _difference(one: Store, other: Store) -> int:
    """The first position at which two ledgers, as far as both go, hold different rows; 0 without any."""
    after, until = 0, min(one.last()[0], other.last()[0])
    sql = "SELECT position, leaf FROM journal WHERE position > ? AND position <= ? ORDER BY position LIMIT ?"
    while after < until:
        rows = [store.select(sql, (after, until, PAGE)) for store in (one, other)]
        for mine, theirs in zip_longest(*rows):
            if mine is None or theirs is None or _line(mine) != _line(theirs):
                return int((mine or theirs)["position"])
        if not rows[0]:
            break
        after = int(rows[0][-1]["position"])
    return 0


def _line(row: Any) -> tuple[int, bytes]:
    return int(row["position"]), bytes(row["leaf"])


def _nobody_else(settings: Settings, name: str) -> None:
    """Raises click's exception while a service is connected to that database with its own role."""
    with psycopg.connect(settings.store_url(name), autocommit=True) as connection:
        for _ in range(LOOKS):
            found = connection.execute(
                "SELECT COUNT(*) FROM pg_stat_activity WHERE datname=current_database()"
                " AND usename=current_user AND pid<>pg_backend_pid()"
            ).fetchone()
            if found == (0,):
                return
            sleep(LOOK_AGAIN_SECONDS)  # connections of ours that were just closed take a moment to go
    raise click.ClickException(f"Dịch vụ {name} đang dùng sổ của nó; hãy dừng dịch vụ trước khi khôi phục.")


def _free(path: Path) -> Path:
    number, found = 2, path
    while found.exists():
        found, number = path.with_name(f"{path.name}-{number}"), number + 1
    return found
