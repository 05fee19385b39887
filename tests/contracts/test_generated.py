"""What is generated from ``schemas`` says what ``schemas`` does: JSON Schema, AsyncAPI, the table of messages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError as JsonFault
from jsonschema.validators import extend
from marshmallow import ValidationError

import schemas
from schemas import jsonschema
from schemas.base import Event, Form
from services.console import schemas as generated
from services.console.asyncapi_messages import examples
from tests.contracts.invented import data_of, spoilt

HOME = Path(schemas.__file__).parent
MESSAGES = generated.published()
NAMES = [form.__name__ for form in MESSAGES]

UNSAYABLE = {
    "được ghi hai lần": "two rows of one list speak of the same thing",
    "có thật": "a day that does not exist",
    "có múi giờ": "a moment that does not exist",
    "ký tự điều khiển": "a lone surrogate",
}
"""Refusals, by words of their sentence, that JSON Schema cannot express; everything else it must express."""


def _as_ecma(validator: Any, pattern: str, instance: Any, schema: Any) -> Iterator[JsonFault]:
    """JSON Schema's patterns are ECMA-262: there ``$`` is the end, in Python it may stand before a last newline."""
    if isinstance(instance, str) and not re.search(pattern.replace("$", r"\Z"), instance):
        yield JsonFault(f"{instance!r} does not match {pattern!r}")


Validator = extend(Draft202012Validator, {"pattern": _as_ecma})


@cache
def data_validator(name: str) -> Any:
    return _validator(f"{name}.json")


@cache
def message_validator(name: str) -> Any:
    return _validator(f"{name}.message.json")


def _validator(file: str) -> Any:
    schema = json.loads((HOME / "json" / file).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Validator(schema)


@cache
def _one(form: type[Form]) -> Form:
    return form()


def faults_of(form: type[Form], data: Any) -> list[str]:
    try:
        _one(form).load(data)
    except ValidationError as error:
        return [fault["message"] for fault in schemas.errors_of(error)]
    return []


def only_unsayable(sentences: list[str]) -> bool:
    return all(any(words in sentence for words in UNSAYABLE) for sentence in sentences)


def assert_both_say_the_same(form: type[Form], data: Any, what: str) -> None:
    sentences, said = faults_of(form, data), not data_validator(form.__name__).is_valid(data)
    if bool(sentences) != said and not (sentences and only_unsayable(sentences)):
        faults = [fault.message[:200] for fault in data_validator(form.__name__).iter_errors(data)]
        raise AssertionError(f"{form.__name__}, {what}: marshmallow {sentences}, JSON Schema {faults}")


# Files ----------------------------------------------------------------------------------------------------


def test_what_is_committed_is_what_the_schemas_say_today() -> None:
    assert generated.stale(HOME, generated.files()) == [], "run: phoihop schemas"


def test_check_fails_when_a_committed_file_differs_or_is_of_no_message(tmp_path: Path) -> None:
    run = CliRunner()
    assert run.invoke(generated.command, ["--out", str(tmp_path)]).exit_code == 0
    assert run.invoke(generated.command, ["--out", str(tmp_path), "--check"]).exit_code == 0
    spoiled = tmp_path / "json" / "SubmitAssessment.json"
    spoiled.write_text(spoiled.read_text(encoding="utf-8").replace("2100", "2099"), encoding="utf-8")
    result = run.invoke(generated.command, ["--out", str(tmp_path), "--check"])
    assert result.exit_code == 1
    assert "json/SubmitAssessment.json" in result.output
    (tmp_path / "json" / "NoSuchMessage.json").write_text("{}", encoding="utf-8")
    assert "json/NoSuchMessage.json" in run.invoke(generated.command, ["--out", str(tmp_path), "--check"]).output
    run.invoke(generated.command, ["--out", str(tmp_path)])
    assert generated.stale(tmp_path, generated.files()) == []


def test_no_generated_file_holds_a_sign_that_a_reader_cannot_see() -> None:
    for name, content in generated.files().items():
        assert not re.search("[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]", content), name


def test_every_message_stands_in_the_table_with_its_kind_its_way_and_its_clause() -> None:
    table = (HOME / "README.md").read_text(encoding="utf-8")
    for form in schemas.all_messages():
        (row,) = [line for line in table.splitlines() if line.startswith(f"| `{form.__name__}` |")]
        _, _, kind, way, law, meaning, _, _ = (cell.strip() for cell in row.split("|"))
        assert kind == ("sự việc" if issubclass(form, Event) else "lệnh")
        assert "→" in way
        assert law == " ".join(form.law())
        assert meaning


def test_every_code_and_file_that_the_notes_name_is_there() -> None:
    notes = (HOME / "README.md").read_text(encoding="utf-8").partition("## Ghi chú")[2]
    root = HOME.parent
    files = [path for room in ("shared", "services") for path in (root / room).rglob("*.py")]
    sources = [path.read_text(encoding="utf-8") for path in files]
    for code in set(re.findall(r"`([A-Z]{2,}(?:_[A-Z]+)+|MALFORMED)`", notes)):
        assert any(code in text for text in sources), code
    whole = (HOME / "README.md").read_text(encoding="utf-8")
    for path in re.findall(r"`(tests/[\w/.]+)`", whole):
        assert (root / path).exists(), path
    for target in re.findall(r"\]\(([^)#:]+)\)", whole):
        assert (HOME / target).exists(), target


# JSON Schema and marshmallow ------------------------------------------------------------------------------


@pytest.mark.parametrize("form", MESSAGES, ids=NAMES)
def test_a_schema_bears_the_name_that_the_envelope_gives_it(form: type[Form]) -> None:
    schema = data_validator(form.__name__).schema
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == jsonschema.dataschema(form)
    assert message_validator(form.__name__).schema["$id"] == jsonschema.dataschema(form) + ":message"


@pytest.mark.parametrize("form", MESSAGES, ids=NAMES)
@settings(max_examples=5, deadline=None, derandomize=True, database=None, phases=[Phase.generate])
@given(source=st.data())
def test_what_the_form_accepts_the_json_schema_accepts(form: type[Form], source: Any) -> None:
    data = source.draw(data_of(form))
    assert faults_of(form, data) == []
    assert_both_say_the_same(form, data, "invented")


@pytest.mark.parametrize("form", MESSAGES, ids=NAMES)
def test_an_example_spoilt_in_any_place_is_refused_by_both_or_by_neither(form: type[Form]) -> None:
    shown = [whole["data"] for _, whole in examples(form.__name__)]
    assert shown, f"{form.__name__} has no example that passes"
    for data in shown:
        for what, changed in spoilt(data):
            assert_both_say_the_same(form, changed, what)


def test_the_list_of_what_json_schema_cannot_say_holds_nothing_that_it_can() -> None:
    form = schemas.find("SubmitAssessment")
    assert form is not None
    evidence = {"number": "1", "issuer": "x", "issued": "2021-02-30", "pages": "1", "sha256": "0" * 64}
    twice = {"criterion": "1.1", "score": "1"}
    unsayable = (
        {"year": 2021, "agency": "SYT", "entries": [twice, twice]},
        {"year": 2021, "agency": "SYT", "entries": [{"criterion": "1.1", "evidence": [evidence]}]},
        {"year": 2021, "agency": "SYT", "entries": [{"criterion": "1.1", "explanation": "\ud800"}]},
    )
    assert faults_of(form, {**unsayable[0], "year": 2021.0, "entries": []})
    assert not list(data_validator("SubmitAssessment").iter_errors({**unsayable[0], "year": 2021.0, "entries": []}))
    for data in unsayable:
        assert faults_of(form, data)
        assert not list(data_validator("SubmitAssessment").iter_errors(data))
    extend_window = schemas.find("ExtendWindow")
    assert extend_window is not None
    no_such_moment = {
        "year": 2021, "window": "appraisal", "closes": "2021-02-30T08:00:00+07:00", "reason": "x", "source": "x"
    }  # fmt: skip
    assert faults_of(extend_window, no_such_moment)
    assert not list(data_validator("ExtendWindow").iter_errors(no_such_moment))
    # Whoever switches the checking of formats on sees the dates too.
    checked = Validator(data_validator("SubmitAssessment").schema, format_checker=FormatChecker())
    assert list(checked.iter_errors(unsayable[1]))


def _examples(verdict: str) -> list[Any]:
    return [
        pytest.param(path, id=path.name) for path in sorted((HOME / "examples").glob(f"*/*.{verdict}.json"))
    ]


@pytest.mark.parametrize("path", _examples("pass"))
def test_every_example_that_passes_passes_here(path: Path) -> None:
    name = path.name.split(".")[0]
    content = json.loads(path.read_text(encoding="utf-8"))
    assert [fault.message for fault in data_validator(name).iter_errors(content["data"])] == []
    assert [fault.message for fault in message_validator(name).iter_errors(content)] == []


@pytest.mark.parametrize("path", _examples("fail"))
def test_every_example_that_fails_fails_here_unless_it_is_unsayable(path: Path) -> None:
    name = path.name.split(".")[0]
    content = json.loads(path.read_text(encoding="utf-8"))
    form = next(form for form in MESSAGES if form.__name__ == name)
    data = content["data"]
    assert_both_say_the_same(form, data, path.name)
    if not faults_of(form, data):
        assert list(message_validator(name).iter_errors(content)), "neither data nor envelope is refused"


# Envelope -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["SubmitAssessment", "AssessmentSubmitted"])
def test_the_envelope_refuses_what_the_door_refuses(name: str) -> None:
    form = schemas.find(name)
    assert form is not None
    kind = schemas.FactEnvelope if issubclass(form, Event) else schemas.CommandEnvelope
    _, good = next(examples(name))
    data = good["data"]
    assert not list(message_validator(name).iter_errors(good))
    assert not faults_of(kind, good)
    for what, changed in spoilt({key: value for key, value in good.items() if key != "data"}):
        whole = {**changed, "data": data}
        refused = bool(faults_of(kind, whole))
        said = list(message_validator(name).iter_errors(whole))
        # A message's own schema also insists on its name and the name of its shape.
        assert bool(said) == refused or (said and what.startswith(("type", "dataschema"))), (what, refused)


def test_a_message_schema_refuses_data_of_another_message() -> None:
    _, whole = next(examples("SubmitAssessment"))
    assert list(message_validator("WithdrawAssessment").iter_errors(whole | {"type": "WithdrawAssessment"}))


def test_a_kind_of_field_that_is_not_known_is_not_published_silently() -> None:
    from marshmallow import fields

    class Strange(Form):
        moon = fields.Url()

    with pytest.raises(jsonschema.Unsayable, match="Url"):
        jsonschema.form_schema(Strange)
