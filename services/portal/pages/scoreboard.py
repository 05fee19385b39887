"""Bảng điểm (Điều 10 khoản 2): ai đang ở đâu, vì tiêu chí nào, điểm ấy từ đâu mà có?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from flask import Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from services.portal import board as boards
from services.portal import formats
from services.portal.desk import Row
from services.portal.pages.frame import attached, blueprint, desk, latest_round
from services.portal.ranking_document import docx_ranking
from services.portal.views.scores import BLANK_LEAF
from services.portal.workbook import workbook_of
from shared.regulation.agencies import BLOCKS


@blueprint.get("/scoreboard")
def scoreboard_latest() -> AnyResponse | str:
    opened = latest_round()
    if not opened or not opened["blocks"]:
        return render_template("scoreboard_empty.html")
    return redirect(url_for("pages.scoreboard", year=opened["year"], block=opened["blocks"][0]["block"]))


def _past(arguments: Mapping[str, str]) -> tuple[datetime | None, str]:
    """The moment asked for by ``as_of``, and what to say when it cannot be read."""
    text = arguments.get("as_of", "").strip()
    moment = formats.read_moment(text)
    return moment, f"Không đọc được thời điểm “{text}”; đang xem hiện tại." if text and moment is None else ""


def _board(year: int, block: str, stage: str, moment: datetime | None) -> boards.Board:
    at = {view: desk().rows(view, moment) for view in ("rounds", "criteria_sets", "scores")}
    return boards.board(at["rounds"], at["criteria_sets"], at["scores"], year=year, block=block, stage=stage)


@blueprint.get("/scoreboard/<int:year>/<block>")
def scoreboard(year: int, block: str) -> str:
    """Bảng điểm của một khối: ai đang ở đâu?"""
    rounds = desk().rows("rounds")
    if str(year) not in rounds or block not in BLOCKS:
        abort(404)
    moment, fault = _past(request.args)
    stage = request.args.get("stage", "current")
    stage = stage if stage in boards.STAGES else "current"
    return render_template(
        "scoreboard.html",
        board=_board(year, block, stage, moment),
        now_round=rounds[str(year)],
        year=year,
        block=block,
        stage=stage,
        stages=boards.STAGES,
        years=sorted((int(key) for key in rounds), reverse=True),
        as_of=moment,
        fault=fault,
    )


@blueprint.get("/scoreboard/<int:year>/<block>.xlsx")
def scoreboard_workbook(year: int, block: str) -> Response:
    """The same board as an Excel workbook."""
    board, told, moment = _kept(year, block)
    return attached(workbook_of(board, told=told, as_of=moment), f"bang-diem-{year}-{block}.xlsx")


@blueprint.get("/scoreboard/<int:year>/<block>.docx")
def scoreboard_document(year: int, block: str) -> Response:
    """The ranking as a report in the form of Nghị định 30."""
    board, told, moment = _kept(year, block)
    return attached(docx_ranking(board, told=told, as_of=moment), f"xep-hang-{year}-{block}.docx")


def _kept(year: int, block: str) -> tuple[boards.Board, datetime, datetime | None]:
    """The board that is asked for, now, and the past moment that it is to show; 404 when there is none."""
    if str(year) not in desk().rows("rounds") or block not in BLOCKS:
        abort(404)
    moment, _ = _past(request.args)
    return _board(year, block, "current", moment), desk().now(), moment


def _scores_of(year: int, agency: str) -> tuple[Row, Row, boards.Tree]:
    """The round, the agency's scores and its criteria set; 404 when one of them is not there."""
    rounds, sets = desk().rows("rounds"), desk().rows("criteria_sets")
    opened, row = rounds.get(str(year)), desk().row("scores", f"{year}/{agency}")
    criteria = boards.criteria_of(opened, sets, row["block"]) if opened and row else None
    if opened is None or row is None or criteria is None:
        abort(404)
    return opened, row, boards.Tree(criteria)


@blueprint.get("/scoreboard/<int:year>/<block>/<agency>")
def agency(year: int, block: str, agency: str) -> str:
    """Một cơ quan: được và mất điểm ở đâu?"""
    opened, row, tree = _scores_of(year, agency)
    if row["block"] != block:
        abort(404)
    nodes = [
        {
            "node": node,
            "depth": len(tree.above[node.code]) - 1,
            "leaf": tree.criteria.is_leaf(node),
            "said": row["leaves"].get(node.code) or {},
            "cell": boards.cell(tree, node, row),
            "own": boards.cell(tree, node, row, "self"),
            "seen": boards.cell(tree, node, row, "appraised"),
            "change": _change(row["leaves"].get(node.code), boards.cell(tree, node, row).value),
        }
        for node in tree.criteria.nodes
    ]
    return render_template(
        "agency.html", round=opened, row=row, year=year, block=block, agency=agency, nodes=nodes,
        line=boards.line(tree, row, "current"), criteria=tree.criteria,
    )  # fmt: skip


def _change(leaf: Row | None, value: Decimal | None) -> Decimal | None:
    """How far the standing score of a leaf is from its own agency's; None where there is no difference to tell."""
    own = boards.value_of(leaf, ("self",))
    return None if own is None or value is None or own == value else value - own


@blueprint.get("/scoreboard/<int:year>/<agency>/criteria/<code>")
def criterion(year: int, agency: str, code: str) -> str:
    """Một tiêu chí thành phần của một cơ quan: điểm này từ đâu mà có?"""
    opened, row, tree = _scores_of(year, agency)
    if code not in tree.above:
        abort(404)
    node = tree.criteria.node(code)
    leaf = {**BLANK_LEAF, **row["leaves"].get(code, {})}
    steps = boards.leaf_steps(desk().row("score_history", f"{year}/{agency}/{code}"), opened)
    leaves = tree.criteria.leaves()
    place = next((place for place, one in enumerate(leaves) if one.code == code), None)
    return render_template(
        "criterion.html", round=opened, row=row, year=year, agency=agency, node=node, leaf=leaf, steps=steps,
        labels=dict(node.rule.labels) if node.rule else {}, path=tree.criteria.path(code),
        cell=boards.cell(tree, node, row), children=tree.criteria.children(code),
        before=leaves[place - 1] if place else None,
        after=leaves[place + 1] if place is not None and place + 1 < len(leaves) else None,
    )  # fmt: skip
