"""What has once been published keeps its name and its kind (luật 4: lịch sử phải đọc lại được hàng chục năm).

``shapes.json`` holds every published field of every message by path, with its kind; ``?``: may be left out. Nothing
is ever taken out of it or changed in it: a ledger holds such facts for ever, and somebody reads them. What is new is
added to it by ``python -m tests.contracts.test_shapes``, which refuses to do anything else.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from schemas import jsonschema
from schemas.base import Form
from services.console.schemas import published

FROZEN = Path(__file__).with_name("shapes.json")
RENAME = "give the fact a new name or a new version"
ADD = "it is new: freeze it with `python -m tests.contracts.test_shapes`"

Shapes = dict[str, dict[str, str]]


def shapes_of(forms: tuple[type[Form], ...]) -> Shapes:
    """By the message's name and its shape's number, so that a new version stands beside the old one."""
    return {name_of(form): jsonschema.kinds(form) for form in forms}


def name_of(form: type[Form]) -> str:
    return jsonschema.dataschema(form).removeprefix("urn:phoihop:")


def broken(frozen: Shapes, now: Shapes) -> list[str]:
    """What may not be: something published that is gone, retyped, or newly demanded of those who already send it."""
    found = []
    latest = {name.partition(":")[0]: fields for name, fields in now.items()}
    for message, fields in frozen.items():
        if message not in now:
            if message.partition(":")[0] not in latest:
                found.append(f"{message} is gone: facts of that name are in the ledgers for ever; keep its schema")
            continue
        for path, kind in fields.items():
            if path not in now[message]:
                found.append(f"{message}: {path} is gone: {RENAME}")
            elif not _still(kind, now[message][path]):
                found.append(f"{message}: {path} was {kind} and is {now[message][path]}: {RENAME}")
        for path, kind in now[message].items():
            if path not in fields and not _may_be_absent(path, now[message], fields):
                found.append(f"{message}: {path} ({kind}) is demanded of messages that were sent without it: {RENAME}")
    return found


def _still(was: str, now: str) -> bool:
    """The same kind; a choice may gain options, and what had to be there may be left out from now on."""
    if was == now or now == f"{was}?":
        return True
    old, new = (re.fullmatch(r"(\w+)\((.*)\)(\??)", each) for each in (was, now))
    if old is None or new is None or old[1] != new[1] or (old[3] and not new[3]):
        return False
    return set(old[2].split()) <= set(new[2].split())


def _may_be_absent(path: str, now: dict[str, str], frozen: dict[str, str]) -> bool:
    """Optional itself, or inside something that is new and optional."""
    while path:
        if now.get(path, "").endswith("?"):
            return True
        path = path.rpartition(".")[0]
        if path in frozen:
            return False
    return False


def test_nothing_that_was_published_is_taken_away_or_retyped() -> None:
    assert broken(_frozen(), shapes_of(published())) == []


def test_everything_published_is_frozen() -> None:
    now, frozen = shapes_of(published()), _frozen()
    new = [
        f"{message}: {path}: {ADD}"
        for message, fields in now.items()
        for path, kind in fields.items()
        if frozen.get(message, {}).get(path) != kind
    ]
    assert new == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"entries[].score": None}, "entries[].score is gone: give the fact a new name or a new version"),
        ({"entries[].score": "Text?"}, "was Points? and is Text?: give the fact a new name or a new version"),
        ({"entries[].score": "Points"}, "was Points? and is Points: give the fact a new name or a new version"),
        ({"block": "Choice(departments districts)"}, "is Choice(departments districts): give the fact a new name"),
        ({"signer": "Text"}, "signer (Text) is demanded of messages that were sent without it: give the fact"),
        ({"entries[].page": "Whole"}, "entries[].page (Whole) is demanded of messages that were sent without it"),
        ({"block": "Choice(departments districts vertical communes)"}, ""),
        ({"year": "Year?"}, ""),
        ({"note": "Text?"}, ""),
        ({"annex": "Annex?", "annex.number": "Text"}, ""),
    ],
    ids=str,
)
def test_what_breaks_a_reader_is_named_and_what_does_not_is_let_through(
    change: dict[str, str | None], said: str
) -> None:
    frozen = {"AssessmentSubmitted:1": _frozen()["AssessmentSubmitted:1"]}
    changed = {**frozen["AssessmentSubmitted:1"], **change}
    found = broken(frozen, {"AssessmentSubmitted:1": {path: kind for path, kind in changed.items() if kind}})
    assert ([said in each for each in found] == [True]) if said else (found == [])


def test_a_new_version_may_stand_in_place_of_an_old_one_and_a_message_never_goes_away() -> None:
    frozen = {"AssessmentSubmitted:1": {"year": "Year"}}
    assert broken(frozen, {"AssessmentSubmitted:2": {}}) == []
    assert "is gone" in broken(frozen, {})[0]


def _frozen() -> Shapes:
    shapes: Shapes = json.loads(FROZEN.read_text(encoding="utf-8"))
    return shapes


def freeze() -> str:
    """Adds what is new. Raises SystemExit when something frozen would change."""
    frozen = _frozen() if FROZEN.exists() else {}
    now = shapes_of(published())
    if faults := broken(frozen, now):
        raise SystemExit("\n".join(faults))
    FROZEN.write_text(json.dumps({**frozen, **now}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return f"{len(now)} messages are frozen in {FROZEN.name}"


if __name__ == "__main__":
    print(freeze())
    sys.exit(0)
