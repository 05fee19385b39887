"""Sổ thông điệp (Điều 12 khoản 1): thông điệp ấy đâu rồi, nó từ đâu, gây ra gì?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from flask import abort, render_template, request
from marshmallow import Schema
from marshmallow.fields import Nested

import schemas
from services.portal import search, wording
from services.portal.desk import Row
from services.portal.pages.frame import blueprint, desk, log_rows
from services.portal.pages.office import initials
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
    document, masked = laid_out(desk().document(row["position"], id))
    return render_template(
        "message.html", row=row, document=document, masked=masked, above=above, below=below[:50],
        below_count=len(below), chain=chain, beside=search.gathered(beside)[:AT_MOST],
    )  # fmt: skip


def laid_out(document: str | None) -> tuple[str | None, bool]:
    """A stored document with line breaks for the eye, and whether personal data were masked in it; as it is, if it is
    no JSON."""
    try:
        told = json.loads(document or "")
    except ValueError:
        return document, False
    schema = schemas.find(told.get("type", ""))
    hidden = mask(schema(), told.get("data")) if schema is not None else 0
    return json.dumps(told, ensure_ascii=False, indent=2), hidden > 0


def mask(form: Schema, data: Any) -> int:
    """Write initials over what the schema calls personal, in place; how many values were written over."""
    hidden = 0
    for name, field in form.fields.items():
        value = data.get(field.data_key or name) if isinstance(data, dict) else None
        inner = getattr(field, "inner", field)
        if isinstance(inner, Nested):
            rows = value if isinstance(value, list) else [value]
            hidden += sum(mask(inner.schema, row) for row in rows if isinstance(row, dict))
        elif isinstance(value, str) and field.metadata.get("privacy") == "personal":
            data[field.data_key or name] = initials(value)
            hidden += 1
    return hidden
