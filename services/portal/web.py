"""The portal's WSGI application: pages, live updates, export, JSON; served by nameko's own web server.

Every answer forbids what no page of ours needs: foreign hosts, inline scripts and styles, frames. Nothing here changes
anything: the portal reads.
"""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path
from typing import Any

from eventsourcing.persistence import PersistenceError
from flask import Flask, Response, g, jsonify, render_template, request
from werkzeug.exceptions import HTTPException

from services.portal import api, formats, live, pages, wording
from services.portal.desk import Desk
from services.portal.obligations import Readings
from services.portal.pages.frame import known_organisation, latest_round

log = logging.getLogger("phoihop.portal")
HERE = Path(__file__).parent

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
RETRY_SECONDS = 10
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
ERRORS = {
    400: ("Không đọc được địa chỉ này", "Một giá trị trong địa chỉ trang không đúng dạng."),
    404: ("Không có trang này", "Địa chỉ có thể đã gõ sai, hoặc bản ghi này chưa từng có trong sổ của cổng."),
    405: ("Cổng không nhận thao tác này", "Các trang của cổng chỉ để đọc; lệnh gửi qua chương trình phoihop."),
    422: ("Không đọc được điều kiện", "Một tham số không đúng dạng; xem errors."),
    503: ("Sổ của cổng đang không trả lời", "Kho dữ liệu tạm thời không dùng được; không mất gì. Hãy tải lại sau."),
    500: ("Cổng gặp lỗi", "Lỗi đã được ghi vào nhật ký. Số liệu trong sổ không bị ảnh hưởng; hãy tải lại trang."),
}


def create_app(desk: Desk) -> Flask:
    """The application over a desk."""
    app = Flask("services.portal", root_path=str(HERE))
    app.extensions |= {"desk": desk, "readings": Readings(), "organisation": {}}
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters |= {
        "number": formats.number,
        "short": formats.short,
        "signed": formats.signed,
        "percent": formats.percent,
        "day": formats.day,
        "clock": formats.clock,
        "moment": formats.moment,
        "seconds": formats.seconds,
        "until": formats.until,
        "duration": formats.duration,
        "abbreviated": wording.abbreviated,
        "agency_name": wording.agency_name,
        "agency_short": wording.agency_short,
        "department_short": wording.department_short,
    }
    app.jinja_env.globals |= {"w": wording, "asset": _Assets(Path(app.static_folder or ""))}
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(live.blueprint)
    app.before_request(lambda: _note_shown(desk))
    app.before_request(lambda: _name_agencies(desk))
    app.teardown_request(_forget_names)
    app.context_processor(lambda: _always(desk))
    app.after_request(_guard)
    api.register(app)
    # HTTPException by its name, too: the API library brings a handler of its own for it.
    for kind in (Exception, HTTPException):
        app.register_error_handler(kind, _failed)
    return app


class _Assets:
    """The address of a static file with a mark of its content, so that a browser may keep it for ever."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._marks: dict[str, str] = {}

    def __call__(self, name: str) -> str:
        if name not in self._marks:
            path = self._folder / name
            self._marks[name] = hashlib.sha256(path.read_bytes()).hexdigest()[:10] if path.is_file() else "0"
        return f"/static/{name}?v={self._marks[name]}"


def _note_shown(desk: Desk) -> None:
    """Taken before anything is read: what changes while a page is made is told to it afterwards."""
    g.shown = live.mark(desk.stamps())


def _name_agencies(desk: Desk) -> None:
    """While this answer is made, agencies bear the names that they have today, as far as the ledger knows."""
    g.names = wording.names.set((known_organisation(), desk.now().date()))


def _forget_names(failure: BaseException | None) -> None:
    if "names" in g:
        wording.names.reset(g.pop("names"))


def _always(desk: Desk) -> dict[str, Any]:
    """What every page has in its head and foot."""
    return {
        "now": desk.now(),
        "position": desk.position(),
        "demonstration": desk.demonstration,
        "settings": desk.settings,
        "shown": g.shown,
        "views": " ".join(desk.stamps()),
        "round": latest_round(),
    }


def _guard(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.path.startswith("/static/") and request.args.get("v"):
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    else:
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def _failed(failure: Exception) -> tuple[str | Response, int]:
    """A page in Vietnamese, or for a machine the same as problem+json (RFC 9457)."""
    if isinstance(failure, PersistenceError):
        log.warning("the store does not answer", extra={"reason": str(failure)[:300], "path": request.path})
        return _silent(), 503
    code = failure.code or 500 if isinstance(failure, HTTPException) else 500
    if code >= 500:
        log.error("a page failed", exc_info=failure, extra={"path": request.path})
    title, words = ERRORS.get(code, ERRORS[500 if code >= 500 else 400])
    if request.path.startswith("/api/"):
        return _problem(code, getattr(failure, "data", {}).get("messages", {})), code
    return render_template("error.html", code=code, title=title, words=words), code


def _problem(code: int, errors: dict[str, Any]) -> Response:
    title, words = ERRORS.get(code, ERRORS[500 if code >= 500 else 400])
    problem = jsonify(status=code, title=title, detail=words, errors=errors)
    problem.mimetype = "application/problem+json"
    return problem


def _silent() -> Response:
    """While the ledger's store does not answer: what every page has in its head would have to be read from it."""
    title, words = ERRORS[503]
    page = f'<!doctype html><html lang="vi"><meta charset="utf-8"><title>{title}</title><h1>{title}</h1><p>{words}</p>'
    response = _problem(503, {}) if request.path.startswith("/api/") else Response(page)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response
