"""``phoihop history score``: một điểm từ khi khai đến khi công bố (Điều 10 khoản 2): cũ và mới, ai, vì sao.

The portal's ledger receives every public fact; its view of scores is folded anew from that ledger, so what is
shown is what was recorded, not what a view happens to hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import click
from rich.markup import escape

from services import load
from services.console.tables import agency_name, day, grounds, lines, moment, number, screen, shelf, table
from services.console.telling import VERDICTS, document_words
from shared.mechanism.message import Fact, source_of
from shared.mechanism.reading import Book
from shared.mechanism.receipts import facts_in
from shared.mechanism.view import View

VIEW = "score_history"
STEPS = {
    "declared": "Khai số liệu",
    "self_scored": "Tự chấm điểm",
    "computed": "Tính từ số liệu đã khai",
    "withdrawn": "Rút bản tự chấm",
    "correction_requested": "Đề nghị sửa (†)",
    "correction_decided": "Trả lời đề nghị sửa (†)",
    "survey_scored": "Điều tra xã hội học (†)",
    "appraised": "Thẩm định",
    "explained": "Giải trình (†)",
    "reappraised": "Thẩm định lại (†)",
    "final": "Kết quả",
    "decided": "UBND tỉnh quyết định",
    "published": "Công bố",
    "corrected": "Đính chính (†)",
}
_OF_ALL = {"ResultsDecided": "decided", "ResultsPublished": "published"}
"""Facts that touch every score of the year at once; they stand in no score's own row."""


def show(year: str, agency: str, criterion: str, *, as_json: bool) -> None:
    """Every step of one score. Raises click's exception when the portal's ledger is not here."""
    with shelf() as found:
        portal = next((book for book in found.books if book.department == "portal"), None)
        if portal is None:
            raise click.ClickException(f"Lịch sử điểm đọc từ sổ của cổng điều phối. {found.missing['portal']}")
        steps, near = steps_of(portal, year, agency, criterion)
    if as_json:
        lines({"year": year, "agency": agency, "criterion": criterion, **step} for step in steps)
    if not steps:
        hint = f" Có: {', '.join(near)}." if near else ""
        click.echo(f"Chưa có điểm nào của {agency} năm {year} ở tiêu chí {criterion}.{hint}", err=as_json)
    elif not as_json:
        _print(year, agency, criterion, steps)


def steps_of(portal: Book, year: str, agency: str, criterion: str) -> tuple[list[dict[str, Any]], list[str]]:
    """The steps in order of recording; and when there are none, criteria of that agency and year that have some."""
    views: Any = load("portal").views  # type: ignore[attr-defined]
    view: View = next(kind for kind in views if kind.name == VIEW)()
    touched: list[dict[str, Any]] = []
    for fact in _facts(portal):
        view.note(fact)
        if fact.type in _OF_ALL and str(fact.data.get("year")) == year:
            touched.append(_step(fact))
    row = view.rows.get(f"{year}/{agency}/{criterion}")
    if row is None:
        start = f"{year}/{agency}/"
        return [], [key.removeprefix(start) for key in view.rows if key.startswith(start)][:12]
    own = [dict(step) for step in row["steps"]]
    for step in touched:
        value = next((one["new"] for one in reversed(own) if _time(one) <= _time(step)), None)
        step |= {"old": value, "new": value}
    # Steps of one moment keep the ledger's order; what touched all scores comes after them.
    return sorted([*own, *touched], key=_time), []


def _facts(portal: Book) -> Iterator[Fact]:
    after, source = 0, source_of(portal.department)
    while page := portal.store.lines(after, 1_000):
        for line in page:
            yield from facts_in(line.row(), line.position, source)
        after = page[-1].position


def _time(step: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(step["recorded"])


def _step(fact: Fact) -> dict[str, Any]:
    told = {name: fact.data[name] for name in ("document", "reason", "approved") if fact.data.get(name) is not None}
    return {
        "step": _OF_ALL[fact.type],
        **told,
        "fact": fact.id,
        "type": fact.type,
        "source": fact.source,
        "agency": fact.agency,
        "actor": fact.actor,
        "capacity": fact.capacity,
        "recorded": fact.time.isoformat(),
        "effective": fact.effective,
        "law": list(fact.law),
    }


def _print(year: str, agency: str, criterion: str, steps: list[dict[str, Any]]) -> None:
    title = f"Lịch sử điểm {escape(criterion)} của {escape(agency_name(agency))} ({escape(agency)}), năm {escape(year)}"
    made = table("Ghi nhận", "Hiệu lực", "Bước", "Cũ → mới", "Ai", "Lý do · văn bản · căn cứ", title=title)
    for step in steps:
        acted = " ".join(part for part in (step.get("capacity"), step.get("actor")) if part)
        who = "\n".join(part for part in (agency_name(step.get("agency") or ""), acted) if part)
        changed = "" if step["old"] == step["new"] else "bold"
        values = f"[{changed or 'dim'}]{escape(number(step['old']))} → {escape(number(step['new']))}[/]"
        made.add_row(
            moment(_time(step)),
            day(step.get("effective") or ""),
            escape(STEPS.get(step["step"], step["step"])),
            values,
            escape(who),
            escape("\n".join(_told(step))),
        )
    screen().print(made)


def _told(step: dict[str, Any]) -> list[str]:
    told = []
    if step.get("verdict"):
        told.append(f"Kết luận: {VERDICTS.get(step['verdict'], step['verdict'])}")
    if step.get("figures"):
        told.append("Số liệu: " + ", ".join(f"{name} = {number(value)}" for name, value in step["figures"].items()))
    if step.get("wanted") is not None:
        told.append(f"Đề nghị: {number(step['wanted'])}")
    if "accepted" in step:
        told.append("Chấp nhận" if step["accepted"] else "Không chấp nhận")
    if step.get("approved") is False:
        told.append("Không duyệt")
    if step.get("reason"):
        told.append(f"Lý do: {step['reason']}")
    if isinstance(step.get("document"), dict):
        told.append(document_words(step["document"]))
    told += [f"Tài liệu: {one['number']}, {one['issuer']}, {day(one['issued'])}" for one in step.get("evidence", ())]
    if step.get("conflict"):
        told.append("Tự thẩm định: có xung đột lợi ích")
    if step.get("law"):
        told.append(f"Căn cứ: {grounds(step['law'])}")
    return told
