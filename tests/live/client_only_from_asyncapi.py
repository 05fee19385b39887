"""A departmental system in one file, written only from schemas/asyncapi.json: no module of the project is imported.

Python's standard library and pika (any AMQP 0-9-1 library would do). Exchanges, routing keys, names of queues,
properties and the shapes of messages are read from the document; what an integrator knows besides is the address
of the broker, the agency and its password.

    python client_only_from_asyncapi.py asyncapi.json HOST:PORT AGENCY PASSWORD_FILE FACT… < commands

Standard input holds one command a line: {"command": "SubmitAssessment", "actor": "…", "data": {…}}. Standard output
holds one line for each thing that happens: {"bound": […]}, {"reply": …}, {"fact": …}. It ends when each FACT has
come once.
"""

from __future__ import annotations

import json
import re
import sys
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pika


class Language:
    """The AsyncAPI document: answers what a client asks of it."""

    def __init__(self, document: dict[str, Any]) -> None:
        assert document["asyncapi"].startswith("3.")
        self.document = document

    def at(self, reference: dict[str, str]) -> Any:
        """What a ``$ref`` points at."""
        found: Any = self.document
        for part in reference["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        return found

    def operations(self, action: str, message: str) -> list[dict[str, Any]]:
        """The operations of that action with a message of that name: one for each addressee or sender."""
        found = [
            operation
            for operation in self.document["operations"].values()
            if operation["action"] == action and message in self._names(operation["messages"])
        ]
        if not found:
            raise LookupError(f"the document has no operation that would {action} {message}")
        return found

    @staticmethod
    def _names(references: list[dict[str, str]]) -> list[str]:
        return [reference["$ref"].rsplit("/", 1)[-1] for reference in references]

    def place(self, operation: dict[str, Any], **own: str) -> tuple[str, str]:
        """The exchange and the routing key of an operation's channel; ``own``: its parameters without a default."""
        channel = self.at(operation["channel"])
        values = {name: told.get("default") or own[name] for name, told in channel.get("parameters", {}).items()}
        return channel["bindings"]["amqp"]["exchange"]["name"], channel["address"].format(**values)

    def message(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = self.document["components"]["messages"][name]
        return found

    def constants(self, schema: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        """What a schema leaves no choice about: ``const``, or the only value of an ``enum``, by property."""
        schema = self.at(schema) if "$ref" in schema else schema
        for part in schema.get("allOf", ()):
            yield from self.constants(part)
        for name, inner in schema.get("properties", {}).items():
            values = [inner["const"]] if "const" in inner else [each for each in inner.get("enum", ()) if each]
            if len(values) == 1:
                yield name, values[0]

    def faults(self, value: Any, schema: dict[str, Any], place: str = "") -> Iterator[str]:
        """The little of JSON Schema that is enough to see a message that is not in order before it is sent."""
        if "$ref" in schema:
            yield from self.faults(value, self.at(schema), place)
            return
        for part in schema.get("allOf", ()):
            yield from self.faults(value, part, place)
        if options := schema.get("anyOf"):
            tried = [list(self.faults(value, option, place)) for option in options]
            if all(tried):
                yield from tried[0]
        kinds = schema.get("type", [])
        if kinds and not any(_is(value, kind) for kind in ([kinds] if isinstance(kinds, str) else kinds)):
            yield f"{place}: not {kinds}"
            return
        if "const" in schema and value != schema["const"]:
            yield f"{place}: not {schema['const']!r}"
        if "enum" in schema and value not in schema["enum"]:
            yield f"{place}: none of {schema['enum']}"
        if isinstance(value, str) and "pattern" in schema and not re.search(schema["pattern"], value):
            yield f"{place}: {value!r} is not written as it must be"
        if isinstance(value, dict) and "properties" in schema:
            yield from (f"{place}.{name}: missing" for name in schema.get("required", ()) if name not in value)
            for name, inner in value.items():
                if name in schema["properties"]:
                    yield from self.faults(inner, schema["properties"][name], f"{place}.{name}")
                elif schema.get("additionalProperties") is False:
                    yield f"{place}.{name}: not foreseen"
        if isinstance(value, list):
            for number, inner in enumerate(value):
                yield from self.faults(inner, schema.get("items", {}), f"{place}.{number}")


def _is(value: Any, kind: str) -> bool:
    kinds: dict[str, tuple[type, ...]] = {
        "object": (dict,), "array": (list,), "string": (str,), "boolean": (bool,), "null": (type(None),),
        "integer": (int,), "number": (int, float),
    }  # fmt: skip
    return isinstance(value, kinds[kind]) and (kind == "boolean" or not isinstance(value, bool))


class Client:
    """One connection of one agency."""

    def __init__(self, language: Language, address: str, agency: str, password: str) -> None:
        self.language = language
        self.agency = agency
        server = language.document["servers"]["broker"]
        host, _, port = address.partition(":")
        self.connection = pika.BlockingConnection(
            pika.ConnectionParameters(
                host=host,
                port=int(port),
                virtual_host=server["pathname"].removeprefix("/"),
                credentials=pika.PlainCredentials(agency, password),
            )
        )
        self.channel = self.connection.channel()
        self.channel.confirm_delivery()
        replies = self.language.document["channels"]["replies"]["bindings"]["amqp"]["queue"]
        self.replies = self._own_queue(replies["name"])

    def _own_queue(self, template: str) -> str:
        """A queue that bears the name that the document demands."""
        name = template.format(agency=self.agency, queue=uuid.uuid4())
        self.channel.queue_declare(name, exclusive=True, auto_delete=True)
        return name

    def bind(self, facts: list[str]) -> str:
        """A queue of one's own with these facts of whoever records them."""
        operations = [operation for fact in facts for operation in self.language.operations("receive", fact)]
        queue = self._own_queue(operations[0]["x-queue"])
        for operation in operations:
            exchange, key = self.language.place(operation, agency=self.agency)
            self.channel.queue_bind(queue, exchange, key)
        return queue

    def send(self, command: str, data: dict[str, Any], actor: str) -> str:
        """Send a command; gives the correlation id that its reply will bear. Raises ValueError for what is no fit."""
        operation, message = self.language.operations("send", command)[0], self.language.message(command)
        event_id = str(uuid.uuid4())
        event = {
            **dict(self.language.constants(message["payload"])),
            "id": event_id,
            # "Người gửi: /quang-nam/ rồi … cơ quan viết thường", says the envelope.
            "source": f"/quang-nam/{self.agency.lower()}",
            "agency": self.agency,
            "actor": actor,
            "data": data,
        }
        if faults := list(self.language.faults(event, message["payload"])):
            raise ValueError("; ".join(faults))
        properties = {
            **dict(self.language.constants(message["headers"])),
            "message_id": event_id,
            "correlation_id": event_id,
            "reply_to": self.replies,
            "user_id": self.agency,
        }
        exchange, key = self.language.place(operation)
        body = json.dumps(event, ensure_ascii=False).encode()
        self.channel.basic_publish(exchange, key, body, pika.BasicProperties(**properties), mandatory=True)
        return event_id


def main(document: str, address: str, agency: str, password_file: str, *facts: str) -> None:
    language = Language(json.loads(Path(document).read_text(encoding="utf-8")))
    client = Client(language, address, agency, Path(password_file).read_text().strip())
    wanted = list(facts)
    queue = client.bind(wanted) if wanted else None
    asked: dict[str, str] = {}

    def said(**what: Any) -> None:
        print(json.dumps(what, ensure_ascii=False), flush=True)

    def replied(channel: Any, frame: Any, properties: pika.BasicProperties, body: bytes) -> None:
        event = json.loads(body)
        faults = list(language.faults(event, language.message(event["type"])["payload"]))
        said(reply=event, to=asked.pop(properties.correlation_id or "", None), faults=faults)
        channel.basic_ack(frame.delivery_tag)

    def heard(channel: Any, frame: Any, properties: pika.BasicProperties, body: bytes) -> None:
        event = json.loads(body)
        faults = list(language.faults(event, language.message(event["type"])["payload"]))
        said(fact=event, by=properties.user_id, faults=faults)
        channel.basic_ack(frame.delivery_tag)
        if event["type"] in wanted:
            wanted.remove(event["type"])
        if not wanted:
            channel.stop_consuming()

    def order(line: str) -> None:
        told = json.loads(line)
        try:
            asked[client.send(told["command"], told["data"], told["actor"])] = told["command"]
        except ValueError as fault:
            said(unsent=told["command"], faults=str(fault))

    def listen() -> None:
        for line in sys.stdin:
            client.connection.add_callback_threadsafe(lambda line=line: order(line))  # type: ignore[misc]

    client.channel.basic_consume(client.replies, replied)
    if queue is not None:
        client.channel.basic_consume(queue, heard)
    said(bound=wanted)
    threading.Thread(target=listen, daemon=True).start()
    client.channel.start_consuming()
    client.connection.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
