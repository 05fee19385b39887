"""Việc thực hiện nghĩa vụ (Điều 13 khoản 3, Điều 20): ai, đã làm chưa, sự việc nào chứng minh?"""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import Response, abort, render_template, request, url_for

from services.portal import formats, wording
from services.portal import obligation_words as words
from services.portal.obligation_report import docx_report, xlsx_report
from services.portal.obligation_tables import matrix as matrix_of
from services.portal.obligation_tables import months
from services.portal.obligations import (
    ARTICLES,
    WORST,
    Asked,
    Reading,
    chosen,
    lines,
    total,
    worst_first,
)
from services.portal.pages.frame import aside, attached, blueprint, desk, known_organisation, latest_round, reading
from shared.office.calendar_file import MEDIA_TYPE, write_calendar
from shared.regulation.alphabet import Key, vietnamese_key
from shared.regulation.competences import IN_FORCE
from shared.regulation.compliance import calendar, declared, ids_of, standings
from shared.regulation.decisions.duty import KINDS, PROCESSES, spoken_parties
from shared.regulation.duties import UnknownDuty, duty, row_of
from shared.regulation.occasions import STATES
from shared.regulation.windows import before

PAGE = 100


def _asked() -> Asked:
    return Asked.of(request.args)


def _read(asked: Asked) -> Reading:
    return reading(asked.as_of, asked.bounds[1])


def _common(asked: Asked, read: Reading) -> dict[str, Any]:
    """What the pages of this noun share: the question, its choices, words."""
    everybody = {one.agency for one in read.found} | {one.opened_for for one in read.found if one.opened_for}
    years = range(read.at.year, IN_FORCE.year - 1, -1)
    return {
        "asked": asked,
        "at": read.at,
        "past": asked.as_of is not None and asked.as_of < desk().now(),
        "words": words,
        "STATES": STATES,
        "WORST": WORST,
        "PROCESSES": PROCESSES,
        "articles": [(each, "Quyết định" if each == "QĐ" else f"Điều {each}") for each in ARTICLES],
        "agencies": sorted(everybody, key=_by_name),
        "years": years,
        "parties": _parties,
        "shortly": _shortly,
        "row_of": row_of,
    }


@blueprint.get("/duties")
def obligations() -> str:
    """Nghĩa vụ: mỗi nghĩa vụ một dòng, đã làm, muộn, đang mở, quá hạn bao nhiêu lần."""
    asked = _asked()
    read = _read(asked)
    mine = chosen(read.found, asked)
    rows = lines(mine, asked)
    return render_template(
        "obligations.html",
        **_common(asked, read),
        rows=rows,
        counts=total(chosen(read.found, asked.plain())),
        unaccounted=sum(not one.accounted for one in rows),
        undated=sum(one.state == "open" and one.due is None for one in mine),
    )


@blueprint.get("/duties/<id>")
def obligation(id: str) -> str:
    """Một nghĩa vụ: từng lần của từng cơ quan, và sự việc chứng minh."""
    try:
        wanted = duty(id)
    except UnknownDuty:
        abort(404)
    asked = _asked()
    read = _read(asked)
    ids = ids_of(wanted)
    all_mine = [one for one in chosen(read.found, asked.plain()) if one.duty in ids]
    mine = worst_first(one for one in all_mine if asked.state in ("", one.state))
    after = request.args.get("after", "")
    start = min(int(after[:6]) if after.isascii() and after.isdecimal() else 0, len(mine))
    standing = next(one for one in standings(all_mine) if one.duty.id == wanted.row)
    return render_template(
        "obligation.html",
        **_common(asked, read),
        duty=wanted,
        row=row_of(id),
        kind=KINDS[wanted.kind],
        declared=[row for each in ids for row in declared().get(each, ())],
        standing=standing,
        counts=total(all_mine),
        found=mine[start : start + PAGE],
        start=start,
        count=len(mine),
        page=PAGE,
    )


@blueprint.get("/duties/matrix")
def obligation_matrix() -> str:
    """Cơ quan × nghĩa vụ: ai còn nợ gì, nhìn một lần."""
    asked = _asked()
    read = _read(asked)
    mine = chosen(read.found, asked)
    found = matrix_of(mine, known_organisation(), read.at.date())
    return render_template(
        "obligation_matrix.html", **_common(asked, read), matrix=found, counts=total(chosen(read.found, asked.plain()))
    )


@blueprint.get("/duties/calendar")
def obligation_calendar() -> str:
    """Lịch các hạn, từng tháng: cái gì đến hạn, của ai, xong chưa."""
    asked = _asked()
    now = asked.as_of or desk().now()
    text = request.args.get("year", "")
    year = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else now.year
    year = min(max(year, IN_FORCE.year), now.year + 1)
    read = reading(asked.as_of, before(date(year + 1, 1, 1)))
    mine = chosen(read.found, asked)
    twelve = months(mine, year)
    named = request.args.get("month", "")
    wanted = int(named) if named.isascii() and named.isdecimal() else 0
    if not 1 <= wanted <= 12:
        filled = [one.number for one in twelve if one.days]
        wanted = now.month if year == now.year else (filled[0] if filled else 1)
    duties: dict[str, dict[int, dict[str, int]]] = {}
    for month in twelve:
        for _, several in month.days:
            for id, each in several:
                cells = duties.setdefault(row_of(id).id, {})
                counts = cells.setdefault(month.number, dict.fromkeys(STATES, 0))
                cells[month.number] = {state: counts[state] + number for state, number in total(each).items()}
    order = {one.duty.id: place for place, one in enumerate(standings(()))}
    of_year = {"from": f"{year}-01-01", "to": f"{year}-12-31", "period": None, "order": None}
    return render_template(
        "obligation_calendar.html",
        **_common(asked, read),
        year=year,
        first=IN_FORCE.year,
        last=now.year + 1,
        months=twelve,
        month=twelve[wanted - 1],
        duties=sorted(duties.items(), key=lambda each: order[each[0]]),
        counts={state: sum(month.counts[state] for month in twelve) for state in STATES},
        undated=sum(one.due is None and one.state == "open" for one in mine),
        duty_of=duty,
        ics=f"{url_for('pages.obligation_ics')}?{urlencode(asked.query(**of_year))}",
    )


@blueprint.get("/duties.ics")
def obligation_ics() -> Response:
    """The calendar as a file (iCalendar)."""
    asked = _asked()
    read = _read(asked)
    written = write_calendar(calendar(chosen(read.found, asked)), at=read.at)
    head = {"Content-Disposition": 'attachment; filename="han-theo-quy-che.ics"'}
    return Response(written, mimetype=f"{MEDIA_TYPE}; charset=utf-8", headers=head)


@blueprint.get("/duties.xlsx")
def obligations_workbook() -> Response:
    """The same as an Excel workbook: every duty, then every occasion."""
    asked = _asked()
    read = _read(asked)
    mine = chosen(read.found, asked)
    told: dict[str, Any] = {"at": read.at, "sample": _sample()}
    content = aside(lambda: xlsx_report(lines(mine, asked), worst_first(mine), _heading(asked), **told))
    return attached(content, "nghia-vu.xlsx")


@blueprint.get("/duties.docx")
def obligations_report() -> Response:
    """The same as a report in the form of Nghị định 30."""
    asked = _asked()
    read = _read(asked)
    mine = chosen(read.found, asked)
    told: dict[str, Any] = {"at": read.at, "sample": _sample()}
    content = aside(lambda: docx_report(lines(mine, asked), worst_first(mine), _heading(asked), **told))
    return attached(content, "bao-cao-nghia-vu.docx")


def _heading(asked: Asked) -> str:
    """What was chosen, in words, for the head of a file."""
    told = [asked.words]
    if asked.article:
        told.append("Quyết định" if asked.article == "QĐ" else f"Điều {asked.article}")
    if asked.agency:
        told.append(wording.agency_name(asked.agency))
    if asked.procedure:
        told.append(wording.within(PROCESSES[asked.procedure]))
    if asked.state:
        told.append(f"chỉ {STATES[asked.state]}")
    if asked.as_of:
        told.append(f"như sổ biết lúc {formats.moment(asked.as_of)}")
    return "; ".join(told)


def _holder(word: str) -> str:
    """%steering → Sở Nội vụ: who holds that competence today."""
    return wording.agency_name(known_organisation().owner(word.removeprefix("%"), desk().now().date()))


def _parties(expression: str) -> str:
    """Who, as the regulation gives it by competence, and who that is today."""
    said = (
        f"{_holder(each)}, {spoken_parties(each)}" if each.startswith("%") else spoken_parties(each)
        for each in expression.split()
    )
    return "; ".join(said)


def _shortly(expression: str) -> str:
    """Who, for a table: the holders of competences by name."""
    return "; ".join(_holder(each) if each.startswith("%") else spoken_parties(each) for each in expression.split())


def _sample() -> bool:
    return bool(latest_round().get("sample"))


def _by_name(agency: str) -> Key:
    return vietnamese_key(wording.agency_name(agency))
