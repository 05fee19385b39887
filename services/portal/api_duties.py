"""Giao diện đọc cho máy về việc thực hiện nghĩa vụ (Điều 13 khoản 3, Điều 20 khoản 1): /api/v1/duties.

What the states mean is written down in `shared.regulation.compliance`; every state comes with the facts that prove it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from flask import Response, abort
from flask.views import MethodView
from flask_smorest import Blueprint  # type: ignore[import-untyped]
from marshmallow import Schema, fields, validate

from services.portal import formats
from services.portal.pages.frame import desk
from shared.office.calendar_file import MEDIA_TYPE, write_calendar
from shared.regulation.compliance import Standing, calendar, ids_of, occasions, standings, within
from shared.regulation.duties import UnknownDuty, citation, duty
from shared.regulation.occasions import STATES, Occasion

blueprint = Blueprint("duties", __name__, url_prefix="/api/v1", description="Việc thực hiện nghĩa vụ, chỉ đọc.")
MOMENT = {"format": "date-time"}


def moment_in(description: str) -> fields.AwareDateTime:
    return fields.AwareDateTime(
        default_timezone=formats.ICT,
        load_default=None,
        metadata={"description": description},
        error_messages={"invalid": "Phải là thời điểm ISO 8601."},
    )


def text(description: str, **more: str) -> fields.String:
    return fields.String(allow_none=True, metadata={"description": description, **more})


DutiesIn = Schema.from_dict(
    {
        "agency": fields.String(load_default="", metadata={"description": "Định danh cơ quan: SYT"}),
        "state": fields.String(
            load_default="",
            validate=validate.OneOf(["", *STATES], error="Không phải một trạng thái."),
            metadata={"description": "Chỉ một trạng thái"},
        ),
        "from": moment_in("Từ thời điểm này: theo hạn; không có hạn thì lúc mở, lúc làm"),
        "to": moment_in("Đến trước thời điểm này"),
        "as_of": moment_in("Như cổng biết ở thời điểm này (ghi nhận)"),
    },
    name="DutiesIn",
)


class CountsOut(Schema):
    met = fields.Integer(metadata={"description": "Đã thực hiện"})
    met_late = fields.Integer(metadata={"description": "Thực hiện muộn"})
    open = fields.Integer(metadata={"description": "Đang mở"})
    overdue = fields.Integer(metadata={"description": "Quá hạn"})
    breached = fields.Integer(metadata={"description": "Không thực hiện, không còn bù được"})
    not_applicable = fields.Integer(metadata={"description": "Không áp dụng"})


class DutyOut(Schema):
    duty = fields.String(metadata={"description": "Mã nghĩa vụ"})
    citation = fields.String()
    vi = fields.String(metadata={"description": "Nội dung, bằng lời của chúng tôi"})
    how = fields.List(fields.String(), metadata={"description": "message, rule, register, content"})
    accounted = fields.Boolean(metadata={"description": "false: chưa khai báo được thực hiện bằng gì"})
    counts = fields.Nested(CountsOut)


class DutiesOut(Schema):
    at = fields.String(metadata={"description": "Thời điểm được hỏi", **MOMENT})
    as_of = text("Thời điểm trong quá khứ được hỏi; null: hiện nay", **MOMENT)
    duties = fields.List(fields.Nested(DutyOut))


class ProofOut(Schema):
    says = fields.String(metadata={"description": "opens, parts, meets, waives, undoes, closes"})
    id = fields.String(metadata={"description": "Mã thông điệp; xem /messages/<id>"})
    department = fields.String()
    type = fields.String()
    time = fields.String(metadata={"description": "Ghi nhận", **MOMENT})
    effective = text("Hiệu lực")
    case = text("Hồ sơ")


class OccasionOut(Schema):
    duty = fields.String()
    agency = fields.String()
    opened_for = text("Cơ quan có việc này trước khi chuyển cho cơ quan trên")
    key = fields.String(metadata={"description": "Lần: năm, quý, đề án, nhiệm vụ"})
    state = fields.String(validate=validate.OneOf(list(STATES)))
    due = text("Từ lúc này là muộn; null: chưa có hạn", **MOMENT)
    source = text("Căn cứ của hạn")
    opened = text("Mở từ lúc", **MOMENT)
    met = text("Thực hiện lúc (ghi nhận)", **MOMENT)
    effective = text("Hiệu lực của sự việc hoàn thành")
    late_by_seconds = fields.Integer(allow_none=True)
    days_left = fields.Integer(allow_none=True)
    since = text("Quá hạn từ, không thực hiện từ", **MOMENT)
    reason = text("Vì sao không áp dụng")
    periodic = fields.Boolean(metadata={"description": "Mở theo lịch, không do sự việc"})
    proofs = fields.List(fields.Nested(ProofOut))


class OneDutyOut(DutyOut):
    at = fields.String(metadata=MOMENT)
    as_of = text("Thời điểm trong quá khứ được hỏi; null: hiện nay", **MOMENT)
    note = fields.String(metadata={"description": "Chỗ Quy chế sai, thiếu"})
    occasions = fields.List(fields.Nested(OccasionOut))


def found_at(as_of: datetime | None, until: datetime | None = None) -> tuple[datetime, list[Occasion]]:
    """The moment asked, and every occasion at it."""
    now = desk().now()
    at = now if as_of is None else min(as_of, now)
    return at, occasions(desk().rows("compliance", as_of), at=at, until=until)


def chosen(found: Iterable[Occasion], asked: dict[str, Any]) -> Iterator[Occasion]:
    """Those that fit what is asked for."""
    for one in within(found, asked["from"], asked["to"]):
        if asked["agency"] in ("", one.agency, one.opened_for) and asked["state"] in ("", one.state):
            yield one


@blueprint.route("/duties")
class Duties(MethodView):
    @blueprint.arguments(DutiesIn, location="query")
    @blueprint.response(200, DutiesOut)
    def get(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Mọi nghĩa vụ của Quy chế, theo thứ tự văn bản: bao nhiêu lần đã làm, muộn, đang mở, quá hạn."""
        at, found = found_at(asked["as_of"], asked["to"])
        rows = [_plain(one) for one in standings(chosen(found, asked))]
        return {"at": at.isoformat(), "as_of": _iso(asked["as_of"]), "duties": rows}


@blueprint.route("/duties/<id>")
class OneDuty(MethodView):
    @blueprint.arguments(DutiesIn, location="query")
    @blueprint.response(200, OneDutyOut)
    def get(self, asked: dict[str, Any], id: str) -> dict[str, Any]:
        """Một nghĩa vụ: từng lần, từng cơ quan, trạng thái và các sự việc chứng minh."""
        try:
            wanted = duty(id)
        except UnknownDuty:
            abort(404)
        at, found = found_at(asked["as_of"], asked["to"])
        ids = ids_of(wanted)
        mine = [one for one in chosen(found, asked) if one.duty in ids]
        standing = next(one for one in standings(mine) if id in ids_of(one.duty))
        told = {**_plain(standing), "duty": id, "citation": citation(id), "vi": wanted.vi, "note": wanted.note}
        told |= {"at": at.isoformat(), "as_of": _iso(asked["as_of"])}
        return {**told, "occasions": [one.plain() for one in mine]}


@blueprint.route("/duties.ics")
class DutiesCalendar(MethodView):
    @blueprint.arguments(DutiesIn, location="query")
    @blueprint.response(200, content_type=MEDIA_TYPE)
    def get(self, asked: dict[str, Any]) -> Response:
        """Lịch các hạn (iCalendar, RFC 5545)."""
        at, found = found_at(asked["as_of"], asked["to"])
        written = write_calendar(calendar(chosen(found, asked)), at=at)
        return Response(written, mimetype=f"{MEDIA_TYPE}; charset=utf-8")


def _plain(one: Standing) -> dict[str, Any]:
    told = {"duty": one.duty.id, "citation": one.duty.citation, "vi": one.duty.vi, "how": list(one.how)}
    return {**told, "accounted": one.accounted, "counts": one.counts}


def _iso(value: datetime | None) -> str | None:
    return value.astimezone(formats.ICT).isoformat() if value else None
