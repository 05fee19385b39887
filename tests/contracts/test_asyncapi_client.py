"""The AsyncAPI document is whole, says what the bus does, and promises an agency nothing that the broker refuses it.

Its structure is asserted here, so that the tests need no Node. Against the official JSON Schema of AsyncAPI 3.0.0
(npm: @asyncapi/specs 6.11.1) and its parser (@asyncapi/parser 3.6.3) it was checked by hand: no fault. That a client
can be written from it: ``tests/live/test_client.py``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import schemas
from deploy.rabbitmq.definitions import definitions
from schemas.base import Command, Event
from services import DEPARTMENTS
from shared.mechanism import bus
from shared.regulation.authority import addressed_to
from tests.contracts.test_generated import message_validator

DOCUMENT: dict[str, Any] = json.loads(Path(schemas.__file__).with_name("asyncapi.json").read_text(encoding="utf-8"))
CHANNELS: dict[str, Any] = DOCUMENT["channels"]
OPERATIONS: dict[str, Any] = DOCUMENT["operations"]
MESSAGES: dict[str, Any] = DOCUMENT["components"]["messages"]
AGENCY = "SYT"


def at(reference: str) -> Any:
    assert reference.startswith("#/")
    found: Any = DOCUMENT
    for part in reference[2:].split("/"):
        found = found[part]
    return found


def references(within: Any) -> Iterator[str]:
    if isinstance(within, dict):
        if isinstance(within.get("$ref"), str):
            assert set(within) == {"$ref"}, "a reference with siblings means different things to different readers"
            yield within["$ref"]
        for inner in within.values():
            yield from references(inner)
    elif isinstance(within, list):
        for inner in within:
            yield from references(inner)


def name_of(reference: dict[str, str]) -> str:
    return reference["$ref"].rsplit("/", 1)[-1]


# The document in itself -----------------------------------------------------------------------------------


def test_it_has_the_parts_that_asyncapi_3_0_0_demands_and_no_other() -> None:
    assert DOCUMENT["asyncapi"] == "3.0.0"
    assert set(DOCUMENT) == {
        "asyncapi", "id", "info", "defaultContentType", "servers", "channels", "operations", "components"
    }  # fmt: skip
    assert set(DOCUMENT["info"]) >= {"title", "version", "description"}
    for server in DOCUMENT["servers"].values():
        assert set(server) >= {"host", "protocol"}
        assert set(re.findall(r"{(\w+)}", server["host"])) == set(server["variables"])
    for channel in CHANNELS.values():
        assert {key for key in channel if not key.startswith("x-")} <= {
            "address", "title", "description", "parameters", "messages", "bindings"
        }  # fmt: skip
    for operation in OPERATIONS.values():
        assert operation["action"] in {"send", "receive"}
        assert {key for key in operation if not key.startswith("x-")} <= {
            "action", "channel", "title", "description", "tags", "messages", "reply", "bindings"
        }  # fmt: skip
    for component in (MESSAGES, DOCUMENT["components"]["schemas"], DOCUMENT["components"]["securitySchemes"]):
        assert all(re.fullmatch(r"[\w.-]+", key) for key in component)


def test_every_reference_leads_somewhere() -> None:
    found = set(references(DOCUMENT))
    assert found
    for reference in found:
        at(reference)
    unused = {f"#/components/schemas/{name}" for name in DOCUMENT["components"]["schemas"]} - found
    assert unused == set()


def test_an_operation_speaks_only_of_messages_of_its_channel() -> None:
    for operation in OPERATIONS.values():
        channel = operation["channel"]["$ref"]
        for reference in operation["messages"]:
            assert reference["$ref"].startswith(f"{channel}/messages/")
        if "reply" in operation:
            replies = operation["reply"]
            assert at(replies["channel"]["$ref"])["address"] is None, "the address of a reply is known when it is asked"
            assert {name_of(each) for each in replies["messages"]} == {"CommandAccepted", "CommandRefused"}
    for channel in CHANNELS.values():
        assert set(re.findall(r"{(\w+)}", channel["address"] or "")) == set(channel.get("parameters", {}))
    addresses = [channel["address"] for channel in CHANNELS.values() if channel["address"]]
    assert len(set(addresses)) == len(addresses)


def test_places_where_values_are_found_exist() -> None:
    for message in MESSAGES.values():
        found = re.fullmatch(r"\$message\.(header|payload)#/(\w+)", message["correlationId"]["location"])
        assert found is not None
        kind, pointer = found.groups()
        if kind == "header":
            assert pointer in at(message["headers"]["$ref"])["properties"]
        else:
            envelope = at(at(message["payload"]["$ref"])["allOf"][0]["$ref"])
            assert pointer in envelope["properties"]
    for operation in OPERATIONS.values():
        if "reply" in operation:
            assert operation["reply"]["address"]["location"] == "$message.header#/reply_to"


# The document and the program -----------------------------------------------------------------------------


def test_every_command_can_be_sent_to_each_of_its_addressees_and_every_fact_received_of_each_of_its_senders() -> None:
    expected = {
        *(
            ("send", department, message.__name__)
            for message in schemas.all_messages()
            if issubclass(message, Command)
            for department in addressed_to(message.__name__)
        ),
        *(
            (
                "receive",
                f"{department}.{message.__name__}.{'{agency}' if message.concern() else 'all'}",
                message.__name__,
            )
            for message in schemas.all_messages()
            if issubclass(message, Event)
            for department in message.by
        ),
    }
    said = {
        (operation["action"], at(operation["channel"]["$ref"])["address"], name_of(operation["messages"][0]))
        for operation in OPERATIONS.values()
    }
    assert said == expected


def test_exchanges_are_those_of_the_bus() -> None:
    for name, channel in CHANNELS.items():
        binding = channel["bindings"]["amqp"]
        if name == "replies":
            continue
        kind, exchange = name.partition(".")[0], binding["exchange"]
        declared = {"commands": bus.COMMANDS, "facts": bus.PROVINCE}[kind]
        assert exchange["name"] == declared.name
        assert (exchange["type"], exchange["durable"]) == (declared.type, declared.durable)
        assert kind == "facts" or channel["address"] in DEPARTMENTS


def test_the_broker_lets_an_agency_do_what_the_document_promises_and_nothing_else() -> None:
    rights = definitions({AGENCY: "x"}, services=(), clients=(AGENCY,))
    (own,) = rights["permissions"]
    topics = {right["exchange"]: right for right in rights["topic_permissions"]}
    queue = CHANNELS["replies"]["bindings"]["amqp"]["queue"]["name"].format(agency=AGENCY, queue="any")
    assert re.search(own["configure"], queue)
    assert re.search(own["read"], queue)
    reply_to = DOCUMENT["components"]["schemas"]["CommandProperties"]["properties"]["reply_to"]
    assert re.search(reply_to["pattern"], queue)
    for name, channel in CHANNELS.items():
        if name.startswith("commands."):
            assert re.search(own["write"], "commands")
            assert re.search(topics["commands"]["write"], channel["address"])
        elif name.startswith("facts."):
            readers, may_read = channel["x-readers"], topics["province"]["read"]
            about_itself = channel["address"].format(agency=AGENCY)
            assert bool(re.search(may_read, about_itself)) is (readers != "departments"), name
            for other in ("SXD", "*"):
                about_others = channel["address"].format(agency=other)
                assert bool(re.search(may_read, about_others)) is (readers == "agencies"), name
            chosen = channel.get("parameters", {}).get("agency", {}).get("default", AGENCY)
            assert (chosen == "*") is (readers == "agencies" and "{agency}" in channel["address"]), name


def test_the_vhost_is_the_same_everywhere() -> None:
    (vhost,) = definitions({}, services=(), clients=())["vhosts"]
    assert DOCUMENT["servers"]["broker"]["pathname"] == f"/{vhost['name']}"
    assert CHANNELS["replies"]["bindings"]["amqp"]["queue"]["vhost"] == vhost["name"]


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_has_examples_that_fit_its_shape_and_says_its_clause(name: str) -> None:
    message, form = MESSAGES[name], schemas.find(name)
    assert message["examples"]
    for example in message["examples"]:
        assert [fault.message for fault in message_validator(name).iter_errors(example["payload"])] == []
    if form is not None:
        assert message["x-law"] == list(form.law())
        assert message["description"].endswith(f"Căn cứ: {' '.join(form.law())}.")
