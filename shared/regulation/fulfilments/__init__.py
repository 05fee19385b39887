"""Mỗi quy trình một tệp: nghĩa vụ nào, sự việc nào; every file holds ``FULFILMENTS``."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from shared.regulation.fulfilment import Fulfilment


def modules() -> tuple[ModuleType, ...]:
    """The files, in alphabetical order."""
    return tuple(import_module(f"{__name__}.{name}") for name in sorted(each.name for each in iter_modules(__path__)))


def fulfilments() -> tuple[Fulfilment, ...]:
    """All rows of all files, file by file in alphabetical order."""
    return tuple(row for module in modules() for row in module.FULFILMENTS)
