"""What backup, restore and drill share: the folder of backups, its manifest, and a scratch place to try things out.

A backup is a folder: ``manifest.json``, one SQLite file per ledger (see ``shared/mechanism/copying.py``), and the
demonstration's clock if there is one. It stands beside the data folder, not in it: ``make clean-data`` leaves it.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from services import load
from services.console.tables import KEEPERS, progress
from shared.mechanism.audit import Finding, check
from shared.mechanism.clock import FileClock, MachineClock
from shared.mechanism.copying import digest
from shared.mechanism.own import open_ledger
from shared.mechanism.reading import Book, NoLedger, open_book
from shared.mechanism.recovery import Conflict, Recovered, recover
from shared.mechanism.settings import Settings
from shared.mechanism.witness import Contradicted, behind, facts_of

FORMAT = 1
MANIFEST, CLOCK = "manifest.json", "clock"


@dataclass(frozen=True)
class Kept:
    """One ledger in a backup."""

    department: str
    file: str
    position: int
    sequence: int
    last: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself."""

    time: str
    program: str
    store: str
    ledgers: tuple[Kept, ...]
    clock: str = ""
    """SHA-256 of the demonstration's clock; empty where the machine's time holds."""
    missing: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        path = folder / MANIFEST
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        path.chmod(0o600)

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Raises click's exception for what is no backup."""
        try:
            told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            if told["format"] != FORMAT:
                raise click.ClickException(f"Bản sao lưu {folder} có định dạng {told['format']}, không phải {FORMAT}.")
            ledgers = tuple(Kept(**each) for each in told.pop("ledgers"))
            return cls(**told, ledgers=ledgers)
        except OSError as failure:
            raise click.ClickException(f"Không có bản sao lưu ở {folder}: {failure.strerror}.") from None
        except (ValueError, KeyError, TypeError):
            raise click.ClickException(f"Không đọc được {folder / MANIFEST}.") from None


def backups(settings: Settings) -> Path:
    """The folder where backups are kept."""
    named = os.environ.get("PHOIHOP_BACKUPS")
    return Path(named) if named else settings.data.resolve().parent / f"{settings.data.resolve().name}-backups"


def chosen(settings: Settings, named: str | None) -> Path:
    """The backup of that name or folder; without one the latest. Raises click's exception."""
    place = backups(settings)
    if named:
        return Path(named) if (Path(named) / MANIFEST).exists() else place / named
    found = sorted(place.glob(f"*/{MANIFEST}"), key=lambda path: (Manifest.read(path.parent).time, path.parent.name))
    if not found:
        raise click.ClickException(f"Chưa có bản sao lưu nào trong {place}: chạy phoihop backup trước.")
    return found[-1].parent


def clock_of(settings: Settings) -> FileClock | MachineClock:
    """The province's clock: the demonstration's where its file lies beside the ledgers."""
    path = Path(os.environ.get("PHOIHOP_CLOCK") or settings.data / CLOCK)
    return FileClock(path) if path.exists() else MachineClock()


def faults_of(folder: Path, manifest: Manifest) -> Iterator[Finding]:
    """Files that are not what the manifest says."""
    wanted = [(each.department, each.file, each.sha256, each.bytes) for each in manifest.ledgers]
    if manifest.clock:
        wanted.append(("", CLOCK, manifest.clock, 0))
    with progress("Đối chiếu SHA-256", sum(size for *_, size in wanted)) as done:
        for department, name, sha256, _ in wanted:
            path = folder / name
            if not path.is_file():
                yield Finding("BACKUP_FILE_MISSING", department, f"Bản sao lưu thiếu tệp {name}.")
            elif digest(path, done) != sha256:
                yield Finding("BACKUP_FILE_ALTERED", department, f"Tệp {name} khác SHA-256 ghi trong {MANIFEST}.")


@dataclass
class Bench:
    """Ledgers on a scratch place, where they are made whole and checked before anything real is touched."""

    settings: Settings
    books: list[Book] = field(default_factory=list)
    """The others: ledgers that stay where they are."""

    def open(self, department: str) -> Book:
        return open_book(self.settings, department, load(department))

    def make_whole(self, names: Sequence[str]) -> list[Recovered]:
        """Each ledger takes its lost facts back from its witnesses. Raises click's exception when they disagree."""
        told: list[Recovered] = []
        try:
            for name in names:
                told += self._recover(name, names)
        except Contradicted as contradiction:
            raise click.ClickException(str(contradiction)) from None
        return told

    def _recover(self, name: str, names: Sequence[str]) -> Iterator[Recovered]:
        with self.shelf(names) as books:
            late = behind(books).get(name)
            if late is None:
                return
            own, witnessed, holder = late
            last = max((each.sequence for each in facts_of(name, books, own)), default=own)
            if last < witnessed:
                raise click.ClickException(
                    f"{holder} đã nhận của {name} đến số {witnessed}, mà số {last + 1} không sổ nào còn giữ nguyên văn."
                    f" Không thể cho {name} chạy lại từ bản này mà không dùng lại số ấy cho việc khác."
                )
            path = self.settings.data / f"{name}.db"
            aside = path.with_suffix(".before")
            shutil.copyfile(path, aside)
            with progress(f"Lấy lại sự việc của {name}", witnessed - own) as done:
                try:
                    yield self._once(name, books, done, plainly=False)
                except Conflict:
                    for companion in self.settings.data.glob(f"{name}.db-*"):
                        companion.unlink()
                    os.replace(aside, path)
                    yield self._once(name, books, done, plainly=True)
            aside.unlink(missing_ok=True)

    def _once(self, name: str, books: Sequence[Book], done: Any, *, plainly: bool) -> Recovered:
        ledger = open_ledger(load(name), self.settings)
        try:
            others = [each for each in books if each.department != name]
            return recover(ledger, others, plainly=plainly, done=done)
        finally:
            ledger.store.close()

    def check(self, names: Sequence[str]) -> list[Finding]:
        """Every finding about these ledgers, compared with all the others."""
        with self.shelf(names) as books:
            total = sum(book.store.last()[0] for book in books if book.department in names)
            found: list[Finding] = []
            with progress("Kiểm tra nội dung", total) as done:
                for book in books:
                    if book.department in names:
                        found += check(book, books)
                        done(book.store.last()[0])
            return found

    @contextmanager
    def shelf(self, names: Sequence[str]) -> Iterator[list[Book]]:
        with ExitStack() as stack:
            opened = [self.open(name) for name in names]
            for book in opened:
                stack.callback(book.store.close)
            yield [*opened, *(each for each in self.books if each.department not in names)]


@contextmanager
def bench(beside: Path) -> Iterator[Bench]:
    """A scratch place on the same disk, gone afterwards."""
    beside.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restoring-", dir=beside) as name:
        yield Bench(Settings(data=Path(name)))


def standing_books(settings: Settings, without: Sequence[str]) -> tuple[list[Book], dict[str, str]]:
    """The ledgers that stay where they are, and a sentence for each that cannot be read."""
    books, missing = [], {}
    for name in KEEPERS:
        if name not in without:
            try:
                books.append(open_book(settings, name, load(name)))
            except NoLedger as why:
                missing[name] = str(why)
    return books, missing


@contextmanager
def deployment(settings: Settings, *, local: bool) -> Iterator[Settings]:
    """The deployment's settings; with ``local`` the private servers of ``up --local`` are started for the while."""
    from services.console.local import running

    found = running(settings)
    if not local or not found.embedded:
        yield found
        return
    from deploy.local.servers import LocalFailure, start_all

    try:
        surroundings = start_all(settings.data / "local")
    except LocalFailure as failure:
        raise click.ClickException(str(failure)) from None
    with surroundings:
        environment = {**os.environ, **surroundings.environment()}
        yield replace(Settings.from_environment(environment), data=settings.data)


def stamp(moment: datetime) -> str:
    return f"{moment:%Y%m%d-%H%M%S}"
