"""Why something could not be processed: in one line for people, and as a key that stays the same for one cause.

The line is ``KeyError: 'SYT' (appraisal/work.py:87, open_work)``. The key leaves out what differs from message to
message and from version to version, the text and the number of the line: ``KeyError@appraisal/work.py:open_work``.
"""

from __future__ import annotations

import re
import traceback

WAITS = "Chờ thông điệp trước của cùng hồ sơ được xử lý."
"""The cause of what could perhaps be processed, and was not tried."""

LONGEST = 1_000
_PLACE = r" \((?P<file>[^()\s]+\.py):\d+(?:, (?P<function>[^()]+))?\)"
_LINE = re.compile(rf"(?P<exception>[A-Za-z_]\w*): .*?(?:{_PLACE})?", re.DOTALL)
_VALUE = r"""('[^']*'|"[^"]*"|\S+)"""
_SECRETS = (
    (re.compile(r"(://[^/\s:@]+:)[^/\s@]+@"), r"\1•••@"),
    (re.compile(rf"""(?i)((?:password|passwd|pwd|secret|token|api_?key)['"]?\s*[=:]\s*){_VALUE}"""), r"\1•••"),
)


def reason_of(failure: BaseException) -> str:
    """The failure in one line, with the place in our code where it happened; what looks like a secret is left out."""
    frames = traceback.extract_tb(failure.__traceback__)
    place = next((frame for frame in reversed(frames) if "site-packages" not in frame.filename), None)
    where = ""
    if place is not None:
        folder, file = f"/{place.filename}".rsplit("/", 2)[-2:]
        where = f" ({folder}/{file}:{place.lineno}, {place.name.strip('<>')})"
    text = str(failure)
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    told = f"{type(failure).__name__}: {text}"
    return told[: LONGEST - len(where)] + where


def exception_of(cause: str) -> str:
    """The type of the exception; empty where there was none."""
    found = _LINE.fullmatch(cause)
    return found["exception"] if found else ""


def key_of(cause: str) -> str:
    """The same for all that failed for one cause."""
    if cause == WAITS:
        return "WAITS"
    found = _LINE.fullmatch(cause)
    if found is None:
        return cause[:100]
    place = f"@{found['file']}" if found["file"] else ""
    return f"{found['exception']}{place}{':' + found['function'] if found['function'] else ''}"
