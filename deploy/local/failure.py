"""What cannot be done on this machine, said in one sentence."""

from __future__ import annotations

from pathlib import Path


class LocalFailure(RuntimeError):
    """A private server could not be started, stopped or found; the text is one sentence for a person."""


def tail(log: Path, lines: int = 15) -> str:
    """The last lines of a server's log, indented, to stand below the sentence."""
    try:
        text = log.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return "".join(f"\n    {line}" for line in text.strip().splitlines()[-lines:])
