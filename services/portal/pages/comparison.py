"""So sánh: hai đợt của cùng một khối (chỉ nơi so được, †); một đợt vào hai thời điểm, và vì những sự việc nào."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from flask import render_template, request

from services.portal import board as boards
from services.portal import formats
from services.portal.desk import Row
from services.portal.pages.frame import blueprint, desk, known_organisation
from shared.regulation.comparability import Compared, Round, comparability
from shared.regulation.criteria import Node
from shared.regulation.faults import Fault

# Two rounds


@dataclass(frozen=True)
class Pair:
    """Một cơ quan qua hai đợt: phần trăm từng đợt, chênh lệch tính từ điểm chính xác."""

    compared: Compared
    before: Row | None
    after: Row | None
    difference: Decimal | None


@dataclass(frozen=True)
class Block:
    """Một khối: so được, không so được, và vì sao hạng, mức không so được."""

    block: str
    comparable: tuple[Pair, ...]
    apart: tuple[Pair, ...]
    common: tuple[Fault, ...]
    """Why none of them may be compared, when that is the same for all."""
    ranks: tuple[Fault, ...] | None


@blueprint.get("/comparison")
def comparison() -> str:
    """Hai đợt cạnh nhau: cơ quan nào tiến, lùi, và cơ quan nào không so được, vì sao?"""
    rounds = {row["year"]: row for row in desk().rows("rounds").values() if row["opened"]}
    years = sorted(rounds, reverse=True)
    asked = {name: _year(request.args.get(name, ""), years) for name in ("before", "after")}
    after = asked["after"] or (years[0] if years else 0)
    before = asked["before"] or next((year for year in years if year < after), 0)
    found = []
    if before and after and before != after:
        found = _blocks(rounds[min(before, after)], rounds[max(before, after)])
    return render_template(
        "comparison.html",
        years=years,
        before=min(before, after) if before else 0,
        after=max(before, after),
        same=bool(before) and before == after,
        blocks=found,
    )


def _year(text: str, years: list[int]) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) == 4 and int(text) in years else 0


def _round(row: Row) -> Round:
    return Round.from_opened(row, _day(row["opened"]["recorded"]))


def _day(text: str) -> date:
    found = formats.read_moment(text)
    assert found is not None
    return found.date()


def _blocks(before: Row, after: Row) -> list[Block]:
    first, second = _round(before), _round(after)
    compared = comparability(first, second, known_organisation())
    found: dict[str, list[Pair]] = {}
    for each in compared.agencies:
        part = second.agencies.get(each.agency) or first.agencies[each.agency]
        found.setdefault(part.block, []).append(_pair(each, first.year, second.year))
    return [_block(block, rows, compared.ranks.get(block)) for block, rows in found.items()]


def _block(block: str, rows: list[Pair], ranks: tuple[Fault, ...] | None) -> Block:
    apart = [one for one in rows if not one.compared.comparable]
    shared = set.intersection(*({fault.sentence for fault in one.compared.reasons} for one in rows)) if rows else set()
    common = tuple(fault for fault in rows[0].compared.reasons if fault.sentence in shared) if rows else ()
    sound = sorted((one for one in rows if one.compared.comparable), key=_by_difference)
    return Block(block, tuple(sound), tuple(apart), common if len(rows) > 1 else (), ranks)


def _by_difference(one: Pair) -> tuple[bool, Decimal]:
    return one.difference is None, one.difference or Decimal(0)


def _pair(compared: Compared, before: int, after: int) -> Pair:
    scores = desk().rows("scores")
    rows = [scores.get(f"{year}/{compared.agency}") for year in (before, after)]
    shares = [_share(row) for row in rows]
    difference = None
    if compared.comparable and shares[0] is not None and shares[1] is not None:
        exact = (shares[1] - shares[0]) * 100
        difference = Decimal(exact.numerator) / Decimal(exact.denominator)
    return Pair(compared, _told(rows[0]), _told(rows[1]), difference)


def _share(row: Row | None) -> Fraction | None:
    """The determined index as an exact fraction; None while there is none."""
    told = (row or {}).get("placed") or (row or {}).get("index")
    if not told or told.get("score") is None or not Decimal(told.get("maximum") or 0):
        return None
    return Fraction(told["score"]) / Fraction(told["maximum"])


def _told(row: Row | None) -> Row | None:
    share = _share(row)
    if row is None:
        return None
    percent = None if share is None else Decimal(share.numerator) * 100 / Decimal(share.denominator)
    return {"percent": percent, "rank": row.get("rank"), "band": row.get("band"), "state": row.get("state")}


# One round at two moments


@dataclass(frozen=True)
class Moved:
    """Một dòng khác nhau giữa hai thời điểm, và các sự việc ở giữa."""

    agency: str
    node: Node | None
    before: boards.Cell | None
    after: boards.Cell | None
    difference: Decimal | None
    steps: tuple[Row, ...]


@blueprint.get("/comparison/moments")
def comparison_moments() -> str:
    """Một đợt vào hai thời điểm: điểm nào đã đổi, vì sự việc nào?"""
    rounds = {row["year"]: row for row in desk().rows("rounds").values() if row["opened"]}
    years = sorted(rounds, reverse=True)
    year = _year(request.args.get("year", ""), years) or (years[0] if years else 0)
    blocks = [one["block"] for one in rounds[year]["blocks"]] if year else []
    block = request.args.get("block", "")
    block = block if block in blocks else next(iter(blocks), "")
    faults = []
    asked: dict[str, datetime | None] = {}
    for name in ("from", "to"):
        text = request.args.get(name, "").strip()
        asked[name] = formats.read_moment(text)
        if text and asked[name] is None:
            faults.append(f"Không đọc được thời điểm “{text}”.")
    now = desk().now()
    until = min(asked["to"] or now, now)
    since = asked["from"] or (formats.read_moment(rounds[year]["opened"]["recorded"]) if year else None) or until
    if since > until:
        since, until = until, since
        faults.append("Thời điểm trước đứng sau thời điểm sau; đã đổi chỗ.")
    agency = request.args.get("agency", "")
    rows = _moved(year, block, agency, since, until) if year else []
    return render_template(
        "comparison_moments.html",
        years=years,
        year=year,
        blocks=blocks,
        block=block,
        since=since,
        until=until,
        given={name: moment is not None for name, moment in asked.items()},
        agency=agency if any(row.agency == agency for row in rows) or not rows else "",
        agencies=[one["agency"] for one in rounds[year]["agencies"] if one["block"] == block] if year else [],
        totals=_totals(year, block, since, until) if year else [],
        rows=rows,
        faults=faults,
    )


def _board(year: int, block: str, moment: datetime) -> tuple[boards.Board, dict[str, Row]]:
    at = {view: desk().rows(view, moment) for view in ("rounds", "criteria_sets", "scores")}
    board = boards.board(at["rounds"], at["criteria_sets"], at["scores"], year=year, block=block)
    return board, {row["agency"]: row for row in at["scores"].values() if row["year"] == year and row["block"] == block}


def _totals(year: int, block: str, since: datetime, until: datetime) -> list[Row]:
    """Per agency the points at both moments; those that moved most first."""
    lines = [{line.agency: line for line in _board(year, block, moment)[0].lines} for moment in (since, until)]
    found = []
    for agency in dict.fromkeys([*lines[0], *lines[1]]):
        first, second = (each.get(agency) for each in lines)
        before, after = (one if one and one.total is not None else None for one in (first, second))
        moved = after.total - before.total if before and after else None  # type: ignore[operator]
        found.append({"agency": agency, "before": before, "after": after, "difference": moved})
    return sorted(found, key=lambda row: (row["difference"] == 0, -abs(row["difference"] or Decimal(0))))


def _moved(year: int, block: str, agency: str, since: datetime, until: datetime) -> list[Moved]:
    """Every leaf whose standing score differs, with the steps noted in between."""
    (first, before), (second, after) = (_board(year, block, moment) for moment in (since, until))
    criteria = second.criteria or first.criteria
    if criteria is None:
        return []
    tree, found = boards.Tree(criteria), []
    for each in [agency] if agency in after else list(after):
        for node in criteria.leaves():
            cells = [boards.cell(tree, node, rows[each]) if each in rows else None for rows in (before, after)]
            if _shown(cells[0]) == _shown(cells[1]):
                continue
            values = [one.value if one and one.applicable else None for one in cells]
            moved = values[1] - values[0] if values[0] is not None and values[1] is not None else None
            found.append(Moved(each, node, cells[0], cells[1], moved, _steps(year, each, node.code, since, until)))
    return found


def _shown(cell: boards.Cell | None) -> tuple[bool, Decimal | None]:
    """What stands in the cell; nothing yet is the same as no cell."""
    return (cell.applicable, cell.value) if cell else (True, None)


def _steps(year: int, agency: str, code: str, since: datetime, until: datetime) -> tuple[Row, ...]:
    steps = (desk().row("score_history", f"{year}/{agency}/{code}") or {"steps": []})["steps"]
    moments = ((formats.read_moment(step["recorded"]), step) for step in steps)
    between = [step for moment, step in moments if moment and since < moment <= until]
    return tuple(step for step in between if step["old"] != step["new"]) or tuple(between)
