"""Where the pages read from: the portal's own ledger and views, and the health that each department tells of itself.

Nothing here writes. A page asks the desk, never a department's tables. Only health is asked for over HTTP, because it
is no fact, and a department that does not answer within the time-out costs its own tile, not the page.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import ProxyHandler, build_opener

Row = dict[str, Any]
Rows = Mapping[str, Row]

HEALTH_SECONDS = 2.0
"""How long a department may take to answer for its health, and how long its answer is used."""
ANSWER_SECONDS = 10.0
"""How long it may take to answer what an operator asks: to try two hundred messages out takes a while."""
MOST_BYTES = 1_000_000


@dataclass(frozen=True)
class Settings:
    """What an installation may set: who stands in the header, and where departments answer for their health."""

    province: str = "ỦY BAN NHÂN DÂN TỈNH QUẢNG NAM"
    title: str = "Điều phối cải cách hành chính"
    health: Mapping[str, str] = field(default_factory=dict)
    """Service name → URL of its ``/health``."""
    live_seconds: float = 0.5
    """How often a stream looks whether anything changed: names of what changed are gathered for as long."""


class Desk(Protocol):
    """What the pages need. Rows are plain JSON; what is handed out must not be changed."""

    settings: Settings

    @property
    def demonstration(self) -> bool:
        """Whether the clock is the demonstration's."""

    def now(self) -> datetime:
        """The present moment of the one clock, in ICT."""

    def position(self) -> int:
        """The position of the ledger that is shown."""

    def stamps(self) -> Mapping[str, int]:
        """View → a number that grows when the view has noted something."""

    def rows(self, view: str, as_of: datetime | None = None) -> Rows:
        """All rows of a view, now or as the ledger knew them at a moment."""

    def row(self, view: str, key: str) -> Row | None:
        """One row, as it is now."""

    def document(self, position: int, id: str) -> str | None:
        """The stored document of a fact, verbatim, as text; None when that place holds no such fact."""

    def health(self) -> Sequence[Row]:
        """What each department says of itself; {"service", "status": "silent"} for one that does not answer."""

    def quarantine(self, service: str, *, cause: str = "", type: str = "") -> Row | None:
        """What a department says of its quarantine; None when it does not answer."""

    def rehearsal(self, service: str, cause: str) -> Row | None:
        """What a department says that a retry of a cause would do; None when it does not answer."""

    def standing(self) -> Row:
        """What the portal says of itself at ``/health``."""

    def metrics(self) -> bytes:
        """What the portal says of itself to Prometheus."""


class HealthRound:
    """Asks all departments at once, and keeps the answers for a moment so that many viewers cost one question."""

    def __init__(self, urls: Mapping[str, str]) -> None:
        self._urls = dict(urls)
        self._kept: tuple[float, list[Row]] = (float("-inf"), [])

    def ask(self) -> list[Row]:
        """The answers in the order of the settings."""
        asked, answers = self._kept
        if time.monotonic() - asked < HEALTH_SECONDS or not self._urls:
            return answers
        with ThreadPoolExecutor(len(self._urls)) as pool:
            answers = list(pool.map(self._one, self._urls.items()))
        self._kept = (time.monotonic(), answers)
        return answers

    @staticmethod
    def _one(address: tuple[str, str]) -> Row:
        service, url = address
        try:
            told = _ask(url, HEALTH_SECONDS)
        except HTTPError as refusal:  # 503 with a reason in its body is an answer, too
            try:
                told = {"status": "blocked", **json.loads(refusal.read(1_000_000))}
            except ValueError:
                return {"service": service, "status": "silent", "why": f"HTTP {refusal.code}"}
        except (URLError, OSError, ValueError) as failure:
            return {"service": service, "status": "silent", "why": type(failure).__name__}
        return {"status": "ok", **told, "service": service}


class Departments:
    """Asks one department for what its health leaves out. Nothing is kept: whoever asks decides by it."""

    def __init__(self, health: Mapping[str, str]) -> None:
        self._bases = {service: url.removesuffix("/health") for service, url in health.items()}

    def ask(self, service: str, path: str, **query: str) -> Row | None:
        """The answer; None when there is none in time, or the department is not known."""
        if service not in self._bases:
            return None
        try:
            return _ask(f"{self._bases[service]}{path}?{urlencode(query)}", ANSWER_SECONDS)
        except (HTTPError, URLError, OSError, ValueError):
            return None


def _ask(url: str, seconds: float) -> Row:
    # A proxy of the environment has no business between two processes of one installation.
    with build_opener(ProxyHandler({})).open(url, timeout=seconds) as answer:
        told: Row = json.loads(answer.read(MOST_BYTES))
        return told
