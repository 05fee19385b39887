"""Mỗi quy trình một tệp: nghĩa vụ nào, sự việc nào; every file holds ``FULFILMENTS``."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from shared.regulation.fulfilment import Fulfilment


def fulfilments() -> tuple[Fulfilment, ...]:
    """All rows of all files, file by file in alphabetical order."""
    found: list[Fulfilment] = []
    for module in sorted(iter_modules(__path__), key=lambda each: each.name):
        found.extend(import_module(f"{__name__}.{module.name}").FULFILMENTS)
    return tuple(found)
