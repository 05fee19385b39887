"""Structured logs: one JSON line an event, with the ids that tie it to the ledgers; never a message's body."""

from __future__ import annotations

import json
import logging
import sys
from datetime import datetime
from typing import TextIO

from shared.mechanism.clock import ICT

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, ICT).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        line.update((name, value) for name, value in vars(record).items() if name not in _STANDARD)
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def configure(level: str = "INFO", stream: TextIO | None = None) -> None:
    """All logs of the process as JSON lines; those of the libraries from warnings upward."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("phoihop").setLevel(level)
    # A lost connection is told once, in one line, by the inbox; kombu would add its traceback.
    logging.getLogger("kombu.mixins").setLevel(logging.ERROR)
