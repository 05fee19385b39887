"""What every page needs: the blueprint, the desk, and what several pages read from it."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import copy_context
from datetime import datetime

from eventlet import patcher, tpool
from flask import Blueprint, Response, current_app

from services.portal import duties
from services.portal.desk import Desk, Row
from services.portal.obligations import Reading, Readings
from services.portal.views.organisation import organisation_of
from shared.regulation.organisation import Organisation

blueprint = Blueprint("pages", __name__)
LATEST = 10
"""How many of the latest facts a page shows beside its own matter."""


def desk() -> Desk:
    found: Desk = current_app.extensions["desk"]
    return found


def known_organisation() -> Organisation:
    """Who is who, as far as the ledger knows; folded anew when a fact of reorganisation has come."""
    kept: dict[int, Organisation] = current_app.extensions["organisation"]
    stamp = desk().stamps().get("organisation", 0)
    if stamp not in kept:
        kept.clear()
        kept[stamp] = organisation_of(desk().rows("organisation"))
    return kept[stamp]


def reading(as_of: datetime | None = None, until: datetime | None = None) -> Reading:
    """Every occasion of every duty, now or as at a moment; with ``until``, what begins before it too."""
    readings: Readings = current_app.extensions["readings"]
    return readings.read(desk(), as_of, until)


def log_rows() -> list[Row]:
    """The message log in ascending order of its numbers."""
    return [row for key, row in desk().rows("message_log").items() if key != "count"]


def latest_round() -> Row:
    """The round of the latest year; empty when none was opened."""
    rounds = desk().rows("rounds")
    return rounds[max(rounds)] if rounds else {}


def all_duties(now: datetime) -> list[duties.Duty]:
    """Every duty of every round; one without a source of its own has the deadline of its window."""
    rounds = desk().rows("rounds")
    rows = []
    for row in desk().rows("open_work").values():
        windows = rounds.get(str(row["year"]), {}).get("windows", {})
        window = windows.get(duties.WINDOW_OF.get(row["work"], ""), {})
        rows.append(row if row["source"] else {**row, "source": window.get("source")})
    return duties.duties(rows, now)


def aside(make: Callable[[], bytes]) -> bytes:
    """What takes long is made in a thread of its own, so that pages and live updates go on meanwhile."""
    if not patcher.is_monkey_patched("thread"):
        return make()
    made: bytes = tpool.execute(copy_context().run, make)
    return made


WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def attached(content: bytes, name: str) -> Response:
    """A file to be kept; its kind follows from its ending."""
    kind = WORD if name.endswith(".docx") else WORKBOOK
    return Response(content, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
