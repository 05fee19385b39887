"""Các nghĩa vụ của Quy chế: 94 dòng của Quyết định 1669/QĐ-UBND, theo mã của chúng tôi, và quy chế vào một ngày.

The rows are data: ``decisions/1669-2021.toml``; see ``decisions`` for the files and their format. Summaries are in our
own words; what binds is the text of the regulation. How ids are written and cited: ``clauses``.

``DUTIES`` and ``duty`` speak of the regulation of 2021, whose ids the code cites; ``regulation_on`` and ``duty_on``
of whichever was in force on a day.

Counted: Quyết định 3, Chương I 16, Chương II 41, Chương III 30, Chương IV 4. A row is a duty that can be met or
breached by itself. Four rows hold several points of one clause, which may be cited singly: QC-1 (1.1, 1.2), QC-5
(5.1–5.6), QC-13.4-1 (13.4.a-1, b-1, c-1) and QC-16.1 (16.1.a–đ); ``duty("QC-16.1.đ").row`` is "QC-16.1".
"""

import os
from collections.abc import Iterable, Iterator
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from shared.regulation.clauses import DECISION, DESIGN, Clause, citation, parse
from shared.regulation.decisions.duty import Duty
from shared.regulation.decisions.reading import read
from shared.regulation.decisions.regulation import NoRegulation, Regulation, UnknownDuty, Versions, version_faults

__all__ = [
    "DECISION", "DESIGN", "DUTIES", "VERSIONS", "Clause", "Duty", "NoRegulation", "Regulation", "UnknownDuty",
    "Versions", "WrongRegulation", "citation", "duty", "duty_on", "load", "parse", "regulation_on", "row_of",
]  # fmt: skip

FURTHER = "PHOIHOP_REGULATION"
"""The environment variable that names a folder with more: later versions in its folder ``decisions``."""

_SHIPPED = files("shared.regulation.decisions")


class WrongRegulation(ValueError):
    """Tệp quy chế có lỗi: what is wrong, file by file, one sentence a line."""

    def __init__(self, wrong: Iterable[str]) -> None:
        self.wrong = tuple(wrong)
        super().__init__("\n".join(self.wrong))


def load(*folders: Traversable) -> Versions:
    """The versions of the regulation whose files stand in these folders. Raises WrongRegulation with every fault."""
    found, wrong = [], []
    for source in _sources(folders):
        try:
            text = source.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError:
            wrong.append(f"{source.name}: không phải văn bản UTF-8.")
            continue
        result = read(text)
        wrong += [f"{source.name}: {fault.sentence}" for fault in result.faults]
        if result.regulation is not None:
            found.append(result.regulation)
    versions = Versions.joined(found)
    # A file that could not be read leaves gaps that are not there.
    wrong = wrong or [fault.sentence for fault in version_faults(versions)]
    if wrong:
        raise WrongRegulation(wrong)
    return versions


def _sources(folders: Iterable[Traversable]) -> Iterator[Traversable]:
    for folder in folders:
        if not folder.is_dir():
            raise WrongRegulation([f"{folder}: không có thư mục này."])
        named = sorted(folder.iterdir(), key=lambda each: each.name)
        yield from (each for each in named if each.name.endswith(".toml"))


def _installed() -> Versions:
    further = os.environ.get(FURTHER)
    return load(_SHIPPED, Path(further) / "decisions") if further else load(_SHIPPED)


VERSIONS = _installed()
_OF_2021 = VERSIONS.numbered("1669/QĐ-UBND")
DUTIES: tuple[Duty, ...] = _OF_2021.duties
"""The 94 rows of the regulation of 2021."""


def duty(id: str) -> Duty:
    """The duty of this id, a row's or a point's, in the regulation of 2021. Raises UnknownDuty."""
    return _OF_2021.duty(id)


def row_of(id: str) -> Duty:
    """The row that the id stands in: "QC-16.1.đ" → QC-16.1. Raises UnknownDuty."""
    return duty(duty(id).row)


def regulation_on(day: date) -> Regulation:
    """The regulation in force on that day. Raises NoRegulation."""
    return VERSIONS.on(day)


def duty_on(id: str, day: date) -> Duty:
    """The duty of this id as it stood on that day, cited as that day's regulation has it.

    Raises NoRegulation, and UnknownDuty where that regulation has no such duty or its text is not known.
    """
    return VERSIONS.duty(id, day)
