"""Sổ thông điệp (Điều 12 khoản 1): thông điệp ấy đâu rồi, nó từ đâu, gây ra gì?"""

from __future__ import annotations

import json
from collections.abc import Sequence

from flask import abort, render_template, request

from services.portal import search, wording
from services.portal.desk import Row
from services.portal.pages.frame import blueprint, desk, log_rows
from shared.regulation.alphabet import vietnamese_key

AT_MOST = 10
"""How many kinds of messages that one command or deadline caused are listed beside a message."""


@blueprint.get("/messages")
def messages() -> str:
    """Sổ thông điệp: thông điệp ấy đâu rồi?"""
    query = search.Query.of(request.args)
    rows = log_rows()
    found = search.search(rows, Haystacks(rows), query)
    return render_template(
        "messages.html",
        query=query,
        found=found,
        total=len(rows),
        types=sorted({row["type"] for row in rows}, key=lambda name: vietnamese_key(wording.fact(name))),
        addressees=sorted({to for row in rows for to in row["to"]}),
    )


class Haystacks(dict[int, str]):
    """What free text is compared with, made when it is asked for: a search without words makes none."""

    def __init__(self, rows: Sequence[Row]) -> None:
        super().__init__()
        self._rows = {row["number"]: row for row in rows}

    def __missing__(self, number: int) -> str:
        self[number] = search.haystack(self._rows[number])
        return self[number]


@blueprint.get("/messages/<path:id>")  # a fact's id is its record's and a number: "…/60"
def message(id: str) -> str:
    """Một thông điệp: nó từ đâu, gây ra gì?"""
    rows = log_rows()
    row = next((one for one in rows if one["id"] == id), None)
    if row is None:
        abort(404)
    by_id = {one["id"]: one for one in rows}
    above: list[Row] = []
    cause = by_id.get(row["causation"])
    while cause is not None and cause not in above and len(above) < 20:
        above.insert(0, cause)
        cause = by_id.get(cause["causation"])
    below = [one for one in rows if one["causation"] == id]
    beside = [] if above else [one for one in rows if one["causation"] == row["causation"] and one is not row]
    chain = sum(1 for one in rows if one["correlation"] == row["correlation"])
    document = _laid_out(desk().document(row["position"], id))
    return render_template(
        "message.html", row=row, document=document, above=above, below=below[:50],
        below_count=len(below), chain=chain, beside=search.gathered(beside)[:AT_MOST],
    )  # fmt: skip


def _laid_out(document: str | None) -> str | None:
    """A stored document with line breaks for the eye; as it is, if it is no JSON."""
    try:
        return document and json.dumps(json.loads(document), ensure_ascii=False, indent=2)
    except ValueError:
        return document
