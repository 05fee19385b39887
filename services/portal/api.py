"""Giao diện đọc cho máy: the same views as the pages, as JSON under /api/v1, described at /api/v1/openapi.json.

It reads only, as the pages do; commands go to the departments by message. Scores are decimal strings with the digits
that they have; what is not there is null, which is not "0"; moments bear +07:00.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, abort
from flask.views import MethodView
from flask_smorest import Api, Blueprint  # type: ignore[import-untyped]
from marshmallow import Schema, fields

from services.portal import api_duties, exchange, formats, province, search, wording
from services.portal import board as boards
from services.portal.desk import Row
from services.portal.pages.frame import desk, log_rows
from services.portal.pages.messages import Haystacks
from shared.regulation.agencies import BLOCKS

DECIMAL = {"type": "string", "format": "decimal"}
blueprint = Blueprint("api", __name__, url_prefix="/api/v1", description="Số liệu công khai của đợt đánh giá, chỉ đọc.")


def points(description: str) -> fields.String:
    """A number as an exact decimal string, or null."""
    return fields.String(allow_none=True, metadata={"description": description, **DECIMAL})


class BlockOut(Schema):
    block = fields.String(metadata={"description": "Khối"})
    criteria_set = fields.String(metadata={"description": "Mã bộ tiêu chí"})
    version = fields.Integer(metadata={"description": "Phiên bản bộ tiêu chí"})


class RoundOut(Schema):
    year = fields.Integer(metadata={"description": "Năm được chấm điểm"})
    title = fields.String()
    sample = fields.Boolean(metadata={"description": "true: DỮ LIỆU MẪU, không phải số liệu chính thức"})
    published = fields.Boolean()
    blocks = fields.List(fields.Nested(BlockOut))


class CellOut(Schema):
    criterion = fields.String()
    score = points("Điểm hiện hành; null: chưa chấm")
    maximum = points("Điểm tối đa được áp dụng")
    applicable = fields.Boolean()
    missing = fields.Integer(metadata={"description": "Số tiêu chí chưa có điểm"})
    conflict_of_interest = fields.Boolean()


class LineOut(Schema):
    agency = fields.String()
    name = fields.String()
    ranked = fields.Boolean()
    rank = fields.Integer(allow_none=True)
    band = fields.String(allow_none=True)
    score = points("Tổng điểm")
    maximum = points("Điểm tối đa được áp dụng")
    percent = points("Chỉ số; đã làm tròn để hiển thị khi đã xác định, chính xác khi còn tạm tính")
    determined = fields.Boolean(metadata={"description": "false: tạm tính"})
    fields_ = fields.List(fields.Nested(CellOut), data_key="fields", attribute="fields")


class BoardOut(Schema):
    year = fields.Integer()
    block = fields.String()
    sample = fields.Boolean()
    provisional = fields.Boolean()
    published = fields.Boolean()
    as_of = fields.String(allow_none=True, metadata={"format": "date-time"})
    lines = fields.List(fields.Nested(LineOut))


class MomentIn(Schema):
    as_of = fields.AwareDateTime(
        default_timezone=formats.ICT,
        load_default=None,
        metadata={"description": "Như cổng biết ở thời điểm này (ghi nhận)"},
        error_messages={"invalid": "Phải là thời điểm ISO 8601."},
    )


class StepOut(Schema):
    step = fields.String()
    old = points("Giá trị cũ; KAD: không áp dụng")
    new = points("Giá trị mới; KAD: không áp dụng")
    reason = fields.String(allow_none=True)
    actor = fields.String()
    capacity = fields.String()
    agency = fields.String()
    recorded = fields.String(metadata={"format": "date-time", "description": "Ghi nhận"})
    effective = fields.String(metadata={"description": "Hiệu lực"})
    law = fields.List(fields.String())
    fact = fields.String()


class HistoryOut(Schema):
    year = fields.Integer()
    agency = fields.String()
    criterion = fields.String()
    steps = fields.List(fields.Nested(StepOut))


class MessagesIn(Schema):
    q = fields.String(load_default="", metadata={"description": "Chữ, không cần dấu"})
    from_ = fields.String(data_key="from", load_default="")
    to = fields.String(load_default="")
    type = fields.String(load_default="")
    case = fields.String(load_default="")
    before = fields.String(load_default="", metadata={"description": "Số của thông điệp cuối cùng đã đọc"})


class MessageOut(Schema):
    number = fields.Integer()
    id = fields.String()
    time = fields.String(metadata={"format": "date-time"})
    sender = fields.String(attribute="from", data_key="from")
    to = fields.List(fields.String())
    type = fields.String()
    subject = fields.String()
    case = fields.String()
    agency = fields.String()
    sequence = fields.Integer()
    correlation = fields.String()
    causation = fields.String()


class MessagesOut(Schema):
    count = fields.Integer()
    older = fields.Integer(allow_none=True, metadata={"description": "Đọc tiếp bằng before="})
    messages = fields.List(fields.Nested(MessageOut))


class PairOut(Schema):
    sender = fields.String(metadata={"description": "Bên gửi"})
    receiver = fields.String(metadata={"description": "Bên nhận"})
    sent = fields.Integer(metadata={"description": "Số công văn cuối trong sổ bên gửi"})
    taken = fields.Integer(metadata={"description": "Bên nhận đã ghi sổ đến số nào"})
    missing = fields.Integer(metadata={"description": "sent - taken; số âm: bên gửi không còn giữ"})
    aside = fields.Integer(metadata={"description": "Đã nhận, chưa xử lý được, đang cách ly"})
    told_by_sender = fields.Boolean(metadata={"description": "false: bên gửi không trả lời, sent là số đã báo"})


def exact(value: object) -> str | None:
    return None if value is None else format(value, "f")


@blueprint.route("/rounds")
class Rounds(MethodView):
    @blueprint.response(200, RoundOut(many=True))
    def get(self) -> list[Row]:
        """Các đợt đánh giá, mới nhất trước."""
        rows = sorted(desk().rows("rounds").values(), key=lambda row: -int(row["year"]))
        return [{**row, "published": bool(row["published"])} for row in rows]


@blueprint.route("/scoreboard/<int:year>/<block>")
class Scoreboard(MethodView):
    @blueprint.arguments(MomentIn, location="query")
    @blueprint.response(200, BoardOut)
    def get(self, asked: dict[str, Any], year: int, block: str) -> dict[str, Any]:
        """Bảng điểm của một khối, hiện tại hoặc tính đến một thời điểm."""
        if str(year) not in desk().rows("rounds") or block not in BLOCKS:
            abort(404)
        views = [desk().rows(view, asked["as_of"]) for view in ("rounds", "criteria_sets", "scores")]
        found = boards.board(*views, year=year, block=block)
        told = {"year": year, "block": block, "sample": found.sample, "published": found.published}
        told |= {"provisional": found.provisional, "lines": [_line(found, line) for line in found.lines]}
        return {**told, "as_of": asked["as_of"] and asked["as_of"].isoformat()}


def _line(found: boards.Board, line: boards.Line) -> dict[str, Any]:
    cells = [
        {
            "criterion": node.code,
            "score": exact(cell.value),
            "maximum": exact(cell.maximum),
            "applicable": cell.applicable,
            "missing": cell.missing,
            "conflict_of_interest": cell.conflict,
        }
        for node, cell in zip(found.fields, line.cells, strict=True)
    ]
    told: dict[str, Any] = {name: getattr(line, name) for name in ("agency", "name", "ranked", "rank", "band")}
    told |= {"score": exact(line.total), "maximum": exact(line.maximum), "percent": exact(line.percent)}
    return {**told, "determined": line.determined, "fields": cells}


@blueprint.route("/history/<int:year>/<agency>/<criterion>")
class History(MethodView):
    @blueprint.response(200, HistoryOut)
    def get(self, year: int, agency: str, criterion: str) -> dict[str, Any]:
        """Lịch sử một điểm: từng bước, cũ và mới, ai, lúc nào, căn cứ gì."""
        row = desk().row("score_history", f"{year}/{agency}/{criterion}")
        opened = desk().rows("rounds").get(str(year))
        if row is None or opened is None:
            abort(404)
        steps = boards.leaf_steps(row, opened)
        return {"year": year, "agency": agency, "criterion": criterion, "steps": steps}


@blueprint.route("/messages")
class Messages(MethodView):
    @blueprint.arguments(MessagesIn, location="query")
    @blueprint.response(200, MessagesOut)
    def get(self, asked: dict[str, str]) -> dict[str, Any]:
        """Sổ thông điệp, mới nhất trước, mỗi lần nhiều nhất 50."""
        rows = log_rows()
        query = search.Query.of({**asked, "from": asked["from_"]})
        found = search.search(rows, Haystacks(rows), query)
        return {"count": found.count, "older": found.older, "messages": found.rows}


@blueprint.route("/exchange")
class Exchange(MethodView):
    @blueprint.response(200, PairOut(many=True))
    def get(self) -> list[exchange.Pair]:
        """Đối chiếu gửi – nhận của mọi cặp đơn vị đang trả lời."""
        return exchange.pairs(province.healths(desk().health()))


def register(app: Flask) -> None:
    """Add the JSON routes and their description to the application."""
    app.config |= {
        "API_TITLE": wording.API_TITLE,
        "API_VERSION": "v1",
        "OPENAPI_VERSION": "3.1.0",
        "OPENAPI_URL_PREFIX": "/api/v1",
        "OPENAPI_JSON_PATH": "openapi.json",
    }
    api = Api(app)
    api.register_blueprint(blueprint)
    api.register_blueprint(api_duties.blueprint)
