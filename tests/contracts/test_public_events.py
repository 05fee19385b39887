"""Ngôn ngữ công bố và mã nguồn nói cùng một điều (Điều 2 khoản 2): one name, one shape, one sender, one addressee."""

import dataclasses
import inspect
import re
from types import ModuleType

import pytest

import schemas
from schemas.fields import AgencyId
from services import DEPARTMENTS, load
from services.console.asyncapi import may_name
from shared.mechanism.record import FACTS, RECORD_OF
from shared.mechanism.taking import Takers
from shared.regulation import authority, duties

SERVICES = {name: load(name) for name in DEPARTMENTS}
MESSAGES = schemas.all_messages()
EVENTS = [message for message in MESSAGES if issubclass(message, schemas.Event)]
COMMANDS = [message for message in MESSAGES if issubclass(message, schemas.Command)]
LIBRARY = {"originator_id", "originator_version", "timestamp", "originator_topic"}


def called(message: type[schemas.Message]) -> str:
    return message.__name__


def modules_of(department: str) -> tuple[ModuleType, ...]:
    procedures: tuple[ModuleType, ...] = SERVICES[department].procedures  # type: ignore[attr-defined]
    return procedures


def recorded_by(name: str) -> set[str]:
    """The departments in whose rooms the record stands that notes this fact."""
    module = RECORD_OF[FACTS[name]].__module__
    if module.startswith("services."):
        return {module.split(".")[1]}
    assert module.startswith("shared.procedures."), module
    return {each for each in DEPARTMENTS if _reaches(modules_of(each), module)}


def _reaches(procedures: tuple[ModuleType, ...], module: str) -> bool:
    """True when one of these procedures stands in, or takes its record from, that module."""
    return any(
        member.__module__ == module for each in procedures for member in vars(each).values() if inspect.isclass(member)
    )


@pytest.mark.parametrize("event", EVENTS, ids=called)
def test_a_fact_has_exactly_the_fields_of_its_schema(event: type[schemas.Event]) -> None:
    noted = {each.name for each in dataclasses.fields(FACTS[event.__name__])}  # type: ignore[arg-type]
    assert noted - LIBRARY == set(event().fields)


@pytest.mark.parametrize("event", EVENTS, ids=called)
def test_a_fact_is_recorded_by_exactly_the_departments_that_its_schema_names(event: type[schemas.Event]) -> None:
    assert recorded_by(event.__name__) == set(event.by)


@pytest.mark.parametrize("event", EVENTS, ids=called)
def test_an_addressee_is_a_field_that_names_departments(event: type[schemas.Event]) -> None:
    if event.addressee is not None:
        assert set(may_name(event)) <= set(DEPARTMENTS)


@pytest.mark.parametrize("event", EVENTS, ids=called)
def test_a_fact_concerns_the_agency_that_its_data_name_or_no_single_one(event: type[schemas.Event]) -> None:
    named = event.concern()
    if named is None:
        assert event.concerned({}) == "all"
    else:
        field = event().fields[named]
        assert isinstance(field, AgencyId), "what is no agency's id could be any word of a routing key"
        assert field.required
        assert not field.allow_none
        assert event.concerned({named: "SYT"}) == "SYT"


@pytest.mark.parametrize("event", [event for event in EVENTS if event.addressee], ids=called)
def test_a_fact_that_is_addressed_is_taken_where_it_is_sent(event: type[schemas.Event]) -> None:
    for department in may_name(event):
        assert event.__name__ in Takers(modules_of(department)).of, department


@pytest.mark.parametrize("command", COMMANDS, ids=called)
def test_a_command_is_taken_where_the_table_of_authority_sends_it_and_nowhere_else(
    command: type[schemas.Command],
) -> None:
    takers = {each for each in DEPARTMENTS if command.__name__ in Takers(modules_of(each)).of}
    assert takers == set(authority.addressed_to(command.__name__))
    assert authority.authority(command.__name__).to == command.to


def test_the_table_of_authority_names_every_command_and_nothing_else() -> None:
    assert {row.command for row in authority.AUTHORITIES} == {command.__name__ for command in COMMANDS}


def test_every_command_answers_in_one_place_only() -> None:
    """Two takers of one command could half refuse it."""
    for department in DEPARTMENTS:
        of = Takers(modules_of(department)).of
        assert {name for name, found in of.items() if len(found) > 1 and schemas.is_command(name)} == set()


@pytest.mark.parametrize("message", MESSAGES, ids=called)
def test_a_message_cites_a_known_duty_or_is_product_design(message: type[schemas.Message]) -> None:
    for clause in message.duty:
        duties.duty(clause)
    assert message.duty or message.design


@pytest.mark.parametrize("message", MESSAGES, ids=called)
def test_a_message_says_from_whom_to_whom_and_by_which_article(message: type[schemas.Message]) -> None:
    first = inspect.getdoc(message).splitlines()[0]  # type: ignore[union-attr]
    assert "→" in first.split(":")[0]
    told = inspect.getdoc(message) or ""
    assert re.search(r"Điều \d+|†", told)
    assert ("†" in told) or not message.design


@pytest.mark.parametrize("message", MESSAGES, ids=called)
def test_every_field_is_described_in_vietnamese(message: type[schemas.Message]) -> None:
    for name, field in message().fields.items():
        told = field.metadata["description"]
        assert told.endswith((".", "…")), name
        assert field.metadata["privacy"] in {"public", "official", "personal"}, name


def test_a_second_message_of_one_name_is_refused() -> None:
    with pytest.raises(TypeError, match="already the name of a message"):
        type("SubmitAssessment", (schemas.Command,), {"to": "noi_vu", "duty": ("QC-10.2.b-2",)})


def test_a_message_without_a_law_is_refused() -> None:
    with pytest.raises(TypeError, match="cites no duty"):
        type("DoAnything", (schemas.Command,), {"to": "noi_vu"})
    assert schemas.find("DoAnything") is None


def test_private_facts_stay_private() -> None:
    """What is saved before it is submitted, and what is noted of others' facts, is nobody else's to see."""
    private = {"AssessmentSaved", "VerdictNoted", "SecondVerdictNoted", "AppraisalOpened"}
    assert private <= set(FACTS)
    assert not any(schemas.find(name) for name in private)
