"""Ví dụ cạnh lược đồ: a pass file passes, a fail file fails for the one reason that ``reasons.json`` beside it gives.

The files are whole CloudEvents messages, so that a client can send them and a stub can answer with them.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from marshmallow import ValidationError

import schemas

EXAMPLES = Path(schemas.__file__).parent / "examples"
REPLIES = {reply.__name__: reply for reply in schemas.REPLIES}
FILES = sorted(path.relative_to(EXAMPLES) for path in EXAMPLES.glob("*/*.json") if path.name != "reasons.json")
PASSING = [path for path in FILES if path.name.endswith(".pass.json")]
FAILING = [path for path in FILES if path.name.endswith(".fail.json")]


def read(path: Path) -> Any:
    return json.loads((EXAMPLES / path).read_text(encoding="utf-8"))


def named(path: Path) -> str:
    return path.name.split(".")[0]


def forms_of(name: str) -> tuple[type[schemas.Form], type[schemas.Form]]:
    """The envelope and the data of a message, or of a reply."""
    if name in REPLIES:
        return schemas.Envelope, REPLIES[name]
    message = schemas.find(name)
    assert message is not None, f"no message is named {name}"
    return (schemas.CommandEnvelope if schemas.is_command(name) else schemas.FactEnvelope), message


def errors_of(document: dict[str, Any], name: str) -> list[dict[str, str]]:
    envelope, message = forms_of(name)
    return [*_load(envelope, _outside(document, envelope)), *_load(message, document["data"], "data.")]


def _outside(document: dict[str, Any], envelope: type[schemas.Form]) -> dict[str, Any]:
    """The plain envelope is checked beside the data."""
    if envelope is schemas.Envelope:
        return {name: value for name, value in document.items() if name != "data"}
    return document


def _load(form: type[schemas.Form], data: Any, under: str = "") -> Iterator[dict[str, str]]:
    try:
        form().load(data)
    except ValidationError as error:
        for fault in schemas.errors_of(error):
            yield {"path": under + fault["path"], "message": fault["message"]}


@pytest.mark.parametrize("path", PASSING, ids=str)
def test_a_passing_example_passes(path: Path) -> None:
    document = read(path)
    assert errors_of(document, named(path)) == []
    assert document["type"] == named(path)


@pytest.mark.parametrize("path", FAILING, ids=str)
def test_a_failing_example_fails_for_its_one_reason(path: Path) -> None:
    reasons = read(path.parent / "reasons.json")
    assert errors_of(read(path), named(path)) == [reasons[path.name]]


def test_every_reason_belongs_to_a_file() -> None:
    told = {
        str(path.relative_to(EXAMPLES).parent / name)
        for path in EXAMPLES.glob("*/reasons.json")
        for name in read(path.relative_to(EXAMPLES))
    }
    assert told == {str(path) for path in FAILING}


@pytest.mark.parametrize("message", schemas.all_messages(), ids=lambda message: message.__name__)
def test_every_message_has_a_passing_and_two_failing_examples_in_its_own_folder(
    message: type[schemas.Message],
) -> None:
    passing = [path for path in PASSING if named(path) == message.__name__]
    failing = [path for path in FAILING if named(path) == message.__name__]
    assert passing
    assert len(failing) >= 2
    assert {path.parent.name for path in passing + failing} == {message.procedure}


@pytest.mark.parametrize("path", [path for path in PASSING if schemas.find(named(path))], ids=str)
def test_a_passing_example_is_told_as_the_ledgers_tell_it(path: Path) -> None:
    """Law, addressee, shape and sender of a fact follow from its schema; an example must not say otherwise."""
    document, message = read(path), schemas.find(named(path))
    assert message is not None
    if issubclass(message, schemas.Event):
        assert document["law"] == " ".join(message.law_of(document["data"]))
        assert document["dataschema"] == message.dataschema()
        assert document["source"].rsplit("/", 1)[-1] in message.by
        assert document.get("to", "") == " ".join(message.addressed(document["data"]))


def test_no_example_passes_for_official_data() -> None:
    """Nothing invented may look official: persons and sets in the examples say that they are samples."""
    for path in PASSING:
        text = (EXAMPLES / path).read_text(encoding="utf-8")
        for name in ('"signer": "', '"actor": "'):
            for part in text.split(name)[1:]:
                assert "dữ liệu mẫu" in part.split('"')[0] or part.startswith("hệ thống"), path
        for part in text.split('"sample": ')[1:]:
            assert part.startswith("true"), path
