"""Trang tự làm mới: a stream that carries only the names of what changed, and the machine's own pages.

A name is no data, so nothing leaks and nothing needs a version: the page fetches itself again and keeps the part that
it shows. One browser holds one stream, however many tabs it has (static/live.js).
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping

from flask import Blueprint, Response, current_app, jsonify, request

from services.portal.desk import Desk

blueprint = Blueprint("live", __name__)
BEAT_SECONDS = 15.0
"""A closed browser is noticed only when something is written to it."""


def _desk() -> Desk:
    desk: Desk = current_app.extensions["desk"]
    return desk


@blueprint.get("/events")
def events() -> Response:
    """The stream, from what the page shows on: its own mark, or the last one heard before the connection broke."""
    since = request.headers.get("Last-Event-ID") or request.args.get("since", "")
    # eventlet gathers 4,096 bytes before it writes; an event is forty.
    request.environ["eventlet.minimum_write_chunk_size"] = 0
    response = Response(changes(_desk(), since), mimetype="text/event-stream")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"
    return response


@blueprint.get("/health")
def health() -> tuple[Response, int]:
    """How the portal itself is, for machines: 200 while it keeps up, 503 when it is blocked."""
    told = _desk().standing()
    return jsonify(told), 503 if told.get("status") == "blocked" else 200


@blueprint.get("/metrics")
def metrics() -> Response:
    """The same for Prometheus, in its text format."""
    return Response(_desk().metrics(), content_type="text/plain; version=0.0.4; charset=utf-8")


def mark(stamps: Mapping[str, int]) -> str:
    """A mark of what a page shows: the position of the last fact that any view has noted."""
    return str(max(stamps.values(), default=0))


def changes(desk: Desk, since: str = "") -> Iterator[str]:
    """Lines of the stream, for as long as somebody listens: what changed since the last look, once per look.

    Whoever shows something else than what now stands is told every name first, and so catches up.
    """
    pause = desk.settings.live_seconds
    known = dict(desk.stamps())
    yield "retry: 2000\n\n"
    if since != mark(known):
        yield _event(known, known)
    quiet = 0.0
    while True:
        time.sleep(pause)
        quiet += pause
        stamps = dict(desk.stamps())
        names = [name for name, stamp in stamps.items() if stamp != known.get(name)]
        if names:
            yield _event(names, stamps)
            known, quiet = stamps, 0.0
        elif quiet >= BEAT_SECONDS:
            yield ": nhip\n\n"
            quiet = 0.0


def _event(names: Iterable[str], stamps: Mapping[str, int]) -> str:
    return f"event: changed\nid: {mark(stamps)}\ndata: {' '.join(names)}\n\n"
