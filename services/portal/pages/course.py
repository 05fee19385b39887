"""Các bước của một việc để đọc: những thông điệp cùng loại của cùng cơ quan ghi liền nhau là một dòng."""

from __future__ import annotations

from collections.abc import Sequence

from services.portal.desk import Row
from services.portal.pages.frame import blueprint

TOGETHER = 3
"""As many of one kind right after each other are told in one row."""


@blueprint.app_template_filter("gathered")
def gathered(steps: Sequence[Row]) -> list[Row]:
    """The latest first; each row has ``facts``, the ids of all messages that it stands for, and all who were told."""
    groups: list[list[Row]] = []
    for step in reversed(steps):
        if groups and _name(groups[-1][0]) == _name(step):
            groups[-1].append(step)
        else:
            groups.append([step])
    rows: list[Row] = []
    for group in groups:
        if len(group) < TOGETHER:
            rows += [{**step, "facts": [step["fact"]]} for step in group]
            continue
        told = sorted({code for step in group for code in step["to"]})
        law = list(dict.fromkeys(clause for step in group for clause in step["law"]))
        rows.append(
            {**group[0], "facts": [step["fact"] for step in reversed(group)], "to": told, "law": law, "words": ""}
        )
    return rows


def _name(step: Row) -> tuple[object, ...]:
    """What makes two steps one row: kind, agency, minute, document."""
    return step["type"], step["agency"], step["recorded"][:16], str(step["document"])
