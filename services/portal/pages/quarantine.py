"""Thông điệp bị cách ly (Điều 12 khoản 1; †): vì sao, ai chờ sau nó, cho xử lý lại thì sẽ ra sao?"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from flask import render_template, request

from services.portal import wording
from services.portal.desk import Row
from services.portal.pages.frame import blueprint, desk, log_rows
from services.portal.pages.messages import laid_out


@blueprint.get("/quarantine")
def quarantine() -> str:
    """Thông điệp bị cách ly: vì sao, ai chờ sau nó, cho xử lý lại thì sẽ ra sao?"""
    asked = {name: request.args.get(name, "") for name in ("department", "cause", "type")}
    services = [name for name in wording.DEPARTMENTS if asked["department"] in ("", name)]
    told = _ask(services, cause=asked["cause"], type=asked["type"])
    answered = [row for row in told.values() if row is not None]
    entries = [{**each, "department": row["service"]} for row in answered for each in row["entries"]]
    tried = None
    if request.args.get("preview") and asked["department"] and asked["cause"]:
        tried = desk().rehearsal(asked["department"], asked["cause"]) or {}
    return render_template(
        "quarantine.html",
        asked=asked,
        silent=[name for name, row in told.items() if row is None],
        open=sum(row["open"] for row in answered),
        count=sum(row["count"] for row in answered),
        causes=[{**each, "department": row["service"]} for row in answered for each in row["causes"]],
        types=sorted({name for row in answered for name in row["types"]}),
        entries=entries,
        texts=_texts(entries),
        settled=[{**each, "department": row["service"]} for row in answered for each in row["settled"]],
        tried=tried,
        retries=TRIES,
    )


TRIES = {
    "quarantined": ("Cách ly", "late"),
    "failed": ("Xử lý lại, vẫn hỏng", "late"),
    "released": ("Đã xử lý", "ok"),
    "skipped": ("Đã bỏ qua", "none"),
}


def _ask(services: Sequence[str], *, cause: str, type: str) -> dict[str, Row | None]:
    """All of them at once: the slowest one is waited for, not their sum."""
    found = desk()  # looked up here: the threads know of no request
    with ThreadPoolExecutor(len(services) or 1) as pool:
        answers = pool.map(lambda name: found.quarantine(name, cause=cause, type=type), services)
        return dict(zip(services, answers, strict=True))


def _texts(entries: Sequence[Row]) -> dict[str, str]:
    """What the messages say, from the portal's own copies, personal data masked as on the page of a message."""
    wanted = {each["message"] for each in entries}
    places = {row["id"]: row["position"] for row in log_rows() if row["id"] in wanted} if wanted else {}
    found = {id: laid_out(desk().document(position, id))[0] for id, position in places.items()}
    return {id: text for id, text in found.items() if text}
