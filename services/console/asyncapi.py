"""The AsyncAPI 3.0.0 document of the province, as a departmental system sees it (Điều 2 khoản 2).

It describes the *client*: what the system of an agency sends (commands, each answered) and what it receives
(facts). Everything a client needs is in it: addresses, exchanges, routing keys, the names that its own queues must
bear, message shapes, examples. Words are read off ``schemas``, names off the broker's definitions, who may send
off the table of authority; nothing is written twice. ``x-`` fields say what AsyncAPI has no word for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import schemas
from deploy.rabbitmq.definitions import ANNOUNCEMENTS, COMMANDS, FACTS, VHOST
from schemas import jsonschema
from schemas.base import Command, Event, Form, Message
from services import DEPARTMENTS, VERSION
from shared.mechanism.message import CONTENT_TYPE, LIMIT_BYTES
from shared.regulation import agencies, authority

Json = dict[str, Any]

EXAMPLES = Path(schemas.__file__).parent / "examples"
SCHEMAS = "#/components/schemas/"
BINDING = "0.3.0"
OWN_QUEUES = "client.{agency}.{queue}"

_ENVELOPE_OF_EXAMPLES: Json = {
    "specversion": "1.0",
    "id": "6f1c9f0e-7a53-4b0e-9d2f-2f4a1c0b7d11",
    "source": "/quang-nam/syt",
    "type": "",
    "time": "2021-11-02T08:00:00+07:00",
    "datacontenttype": "application/json",
}


def document() -> Json:
    """The whole document, as plain JSON, the same whenever it is made from the same ``schemas``."""
    return {
        "asyncapi": "3.0.0",
        "id": "urn:phoihop:province",
        "info": _info(),
        "defaultContentType": CONTENT_TYPE,
        "servers": {"broker": _server()},
        "channels": dict(_channels()),
        "operations": dict(_operations()),
        "components": {
            "messages": {form.__name__: _message(form) for form in (*schemas.all_messages(), *schemas.REPLIES)},
            "schemas": _schemas(),
            "securitySchemes": {
                "account": {
                    "type": "userPassword",
                    "description": "Tài khoản broker của cơ quan: tên là định danh cơ quan (SYT).",
                }
            },
        },
    }


def senders(form: type[Form]) -> str:
    """Who sends it, in words."""
    if issubclass(form, Event):
        return ", ".join(agencies.agency_of(name).short for name in form.by)
    row = authority.authority(form.__name__)
    if row.sender == authority.OWN:
        return "cơ quan được đánh giá"
    if row.sender == authority.OWNER:
        return "cơ quan thẩm định"
    return agencies.agency(row.sender).short


def receivers(form: type[Form]) -> str:
    """Who takes it, in words."""
    if issubclass(form, Command):
        if form.to == "owner":
            return "dịch vụ của chính cơ quan thẩm định"
        return agencies.agency_of(form.to).short
    if issubclass(form, Event) and form.addressee:
        field = form().fields[form.addressee]
        named = field.metadata["schema"]["enum"]
        return "cơ quan thẩm định" if len(named) > 1 else agencies.agency_of(named[0]).short
    return "mọi cơ quan" if form.__name__ in ANNOUNCEMENTS else "các dịch vụ của tỉnh"


def examples(name: str) -> Iterator[tuple[str, Json]]:
    """Every shipped example of a message that passes: its case, and the whole CloudEvents document."""
    for path in sorted(EXAMPLES.glob(f"*/{name}.*.pass.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        case = path.name.removeprefix(f"{name}.").removesuffix(".pass.json")
        yield case, content if "specversion" in content else wrapped(name, content)


def wrapped(name: str, data: Json) -> Json:
    """Data in an envelope that fits it, for the examples."""
    form = schemas.find(name)
    envelope = _ENVELOPE_OF_EXAMPLES | {"type": name}
    if form is not None:
        envelope["dataschema"] = form.dataschema()
    if form is not None and issubclass(form, Event):
        department = form.by[0]
        agency = agencies.agency_of(department).id
        envelope |= {
            "id": "0b8f6a52-4f0b-5c55-9a0e-3d1f5c2a7e90/1",
            "source": f"/quang-nam/{department}",
            "subject": "example/2021",
            "sequence": 1,
            "correlation": _ENVELOPE_OF_EXAMPLES["id"],
            "causation": _ENVELOPE_OF_EXAMPLES["id"],
            "case": "2c7f9d6e-58b1-4d0f-8c3a-5b9e1f2a4d60",
            "agency": agency,
            "actor": "hệ thống",
            "effective": "2021-11-02",
            "law": " ".join(form.law()),
            "salt": "AAAAAAAAAAAAAAAAAAAAAA==",
        }
    elif form is not None:
        agency = _agency_that_sends(name, data)
        envelope |= {"source": f"/quang-nam/{agency.lower()}", "agency": agency, "actor": "Cán bộ (dữ liệu mẫu)"}
    else:
        envelope |= {"source": f"/quang-nam/{data.get('department', 'noi_vu')}"}
    return {**envelope, "data": data}


def _agency_that_sends(command: str, data: Json) -> str:
    row = authority.authority(command)
    if row.sender == authority.OWN:
        return str(data["agency"])
    return "STC" if row.sender == authority.OWNER else row.sender


def _info() -> Json:
    return {
        "title": "phoihop: phối hợp cải cách hành chính của tỉnh",
        "version": VERSION,
        "description": (
            "Thông điệp công bố giữa các cơ quan theo quy chế phối hợp (Quyết định 1669/QĐ-UBND). Tài liệu này viết "
            "cho hệ thống của một cơ quan: gửi lệnh và nhận trả lời, nhận sự việc đã công bố. Mỗi thông điệp là một "
            "tài liệu CloudEvents 1.0 dạng JSON; mỗi thông điệp nêu khoản làm căn cứ, † là thiết kế của phần mềm ở "
            "chỗ quy chế im lặng. Số điểm và số liệu là chuỗi thập phân, không bao giờ là số JSON. "
            "Ghi chú đầy đủ cho người tích hợp: schemas/README.md."
        ),
        "tags": [{"name": name} for name in dict.fromkeys(form.procedure for form in schemas.all_messages())],
        "x-limits": {"bytes": LIMIT_BYTES},
    }


def _server() -> Json:
    return {
        "host": "{host}:{port}",
        "pathname": f"/{VHOST}",
        "protocol": "amqp",
        "protocolVersion": "0.9.1",
        "description": "RabbitMQ; pathname là virtual host.",
        "variables": {
            "host": {"default": "127.0.0.1", "description": "Địa chỉ broker của tỉnh."},
            "port": {"default": "5672", "description": "Cổng AMQP."},
        },
        "security": [{"$ref": "#/components/securitySchemes/account"}],
    }


def addressees(form: type[Command]) -> tuple[str, ...]:
    """The services that take a command."""
    return authority.addressed_to(form.__name__)


def _commands() -> Iterator[type[Command]]:
    return (form for form in schemas.all_messages() if issubclass(form, Command))


def _facts() -> Iterator[type[Event]]:
    return (form for form in schemas.all_messages() if issubclass(form, Event))


def _channels() -> Iterator[tuple[str, Json]]:
    for department in DEPARTMENTS:
        name = agencies.agency_of(department).name
        taken = [form for form in _commands() if department in addressees(form)]
        yield f"commands.{department}", {
            "address": department,
            "title": f"Lệnh gửi {name}",
            "description": f"Lệnh gửi {name}: routing key là tên dịch vụ, {department}.",
            "messages": {form.__name__: _ref("components", "messages", form.__name__) for form in taken},
            "bindings": {"amqp": _exchange(COMMANDS)},
        }
    for form in _facts():
        for department in form.by:
            name = form.__name__
            yield f"facts.{department}.{name}", {
                "address": f"{department}.{name}",
                "title": _headline(form),
                "description": _readers(form),
                "messages": {name: _ref("components", "messages", name)},
                "bindings": {"amqp": _exchange(FACTS)},
                "x-readers": "agencies" if name in ANNOUNCEMENTS else "departments",
            }
    yield "replies", {
        "address": None,
        "title": "Trả lời lệnh",
        "description": (
            "Hàng đợi của chính người gửi, tên nêu trong reply_to; phải bắt đầu bằng client.<định danh cơ quan>. "
            "và phải khai báo trước khi gửi lệnh. Trả lời đến qua exchange mặc định."
        ),
        "messages": {form.__name__: _ref("components", "messages", form.__name__) for form in schemas.REPLIES},
        "bindings": {
            "amqp": {
                "is": "queue",
                "queue": {
                    "name": OWN_QUEUES,
                    "durable": False,
                    "exclusive": True,
                    "autoDelete": True,
                    "vhost": VHOST,
                },
                "bindingVersion": BINDING,
            }
        },
    }


def _operations() -> Iterator[tuple[str, Json]]:
    for command in _commands():
        for department in addressees(command):
            name, channel = command.__name__, f"commands.{department}"
            yield f"send.{department}.{name}", {
                "action": "send",
                "channel": _ref("channels", channel),
                "title": _headline(command),
                "description": jsonschema.meaning(command),
                "tags": [{"name": command.procedure}],
                "messages": [_ref("channels", channel, "messages", name)],
                "reply": {
                    "address": {
                        "location": "$message.header#/reply_to",
                        "description": "Thuộc tính AMQP reply_to của lệnh.",
                    },
                    "channel": _ref("channels", "replies"),
                    "messages": [_ref("channels", "replies", "messages", form.__name__) for form in schemas.REPLIES],
                },
                "bindings": {
                    "amqp": {"userId": "{agency}", "deliveryMode": 2, "mandatory": True, "bindingVersion": BINDING}
                },
                "x-law": list(command.law()),
                "x-sender": senders(command),
            }
    for fact in _facts():
        for department in fact.by:
            name, channel = fact.__name__, f"facts.{department}.{fact.__name__}"
            yield f"receive.{department}.{name}", {
                "action": "receive",
                "channel": _ref("channels", channel),
                "title": _headline(fact),
                "description": jsonschema.meaning(fact),
                "tags": [{"name": fact.procedure}],
                "messages": [_ref("channels", channel, "messages", name)],
                "bindings": {"amqp": {"ack": True, "bindingVersion": BINDING}},
                "x-law": list(fact.law()),
                "x-queue": OWN_QUEUES,
            }


def _message(form: type[Form]) -> Json:
    name = form.__name__
    shown = [{"name": case, "payload": payload} for case, payload in examples(name)]
    return {
        "name": name,
        "title": _headline(form),
        "summary": _headline(form),
        "description": jsonschema.meaning(form) + _citation(form),
        "contentType": CONTENT_TYPE,
        "headers": {"$ref": f"{SCHEMAS}{_properties_of(form)}"},
        "payload": {"$ref": f"{SCHEMAS}{name}.message"},
        "correlationId": {
            "location": "$message.header#/correlation_id"
            if not _is(form, Event)
            else "$message.payload#/correlation",
            "description": "Trả lời mang lại correlation_id của lệnh; sự việc mang mã thông điệp khởi đầu chuỗi.",
        },
        "bindings": {
            "amqp": {"contentEncoding": "utf-8", "messageType": name, "bindingVersion": BINDING},
        },
        **({"examples": shown} if shown else {}),
        **({"x-law": list(form.law())} if issubclass(form, Message) else {}),
    }


def _schemas() -> Json:
    """Every form once; every message with its envelope; the AMQP properties of the three kinds of message."""
    found: Json = {}
    for form in (*schemas.all_messages(), *schemas.REPLIES):
        envelope = jsonschema.envelope_of(form)
        found.setdefault(envelope["title"], _in_components(envelope))
        for name, inner in {form.__name__: form, **jsonschema.inner_forms(form)}.items():
            made = jsonschema.form_schema(inner, refs=SCHEMAS)
            if found.setdefault(name, made) != made:
                raise ValueError(f"two forms bear the name {name}: one must be renamed")
        found[f"{form.__name__}.message"] = jsonschema.message_body(form, refs=SCHEMAS)
    return found | _PROPERTIES


def _in_components(envelope: Json) -> Json:
    return {key: value for key, value in envelope.items() if not key.startswith("$")}


_TEXT: Json = {"type": "string"}
_PROPERTIES: Json = {
    "CommandProperties": {
        "title": "CommandProperties",
        "description": "Thuộc tính AMQP (basic properties, không phải headers) của một lệnh.",
        "type": "object",
        "properties": {
            "message_id": {**_TEXT, "description": "Như id của CloudEvents."},
            "correlation_id": {**_TEXT, "description": "Người gửi tự chọn; trả lời mang lại nguyên văn."},
            "reply_to": {
                **_TEXT,
                "pattern": "^client\\.[A-Z][A-Z0-9]{1,31}\\..+$",
                "description": "Hàng đợi của chính người gửi nhận trả lời; thiếu thì không có trả lời.",
            },
            "user_id": {**_TEXT, "description": "Tên tài khoản broker; broker đối chiếu, thiếu thì lệnh bị từ chối."},
            "content_type": {"const": CONTENT_TYPE},
            "delivery_mode": {"const": 2, "description": "Bền vững."},
        },
        "required": ["user_id", "reply_to", "correlation_id"],
        "x-amqp": "basic-properties",
    },
    "FactProperties": {
        "title": "FactProperties",
        "description": "Thuộc tính AMQP (basic properties) của một sự việc.",
        "type": "object",
        "properties": {
            "message_id": {**_TEXT, "description": "Như id của CloudEvents."},
            "type": {**_TEXT, "description": "Tên sự việc."},
            "user_id": {**_TEXT, "description": "Dịch vụ đã phát; broker bảo đảm."},
            "content_type": {"const": CONTENT_TYPE},
        },
        "required": ["user_id"],
        "x-amqp": "basic-properties",
    },
    "ReplyProperties": {
        "title": "ReplyProperties",
        "description": "Thuộc tính AMQP (basic properties) của một trả lời.",
        "type": "object",
        "properties": {
            "correlation_id": {**_TEXT, "description": "Của lệnh; lệnh không có thì là id của lệnh."},
            "user_id": {**_TEXT, "description": "Dịch vụ trả lời; broker bảo đảm."},
            "content_type": {"const": CONTENT_TYPE},
        },
        "required": ["correlation_id", "user_id"],
        "x-amqp": "basic-properties",
    },
}


def _properties_of(form: type[Form]) -> str:
    if form in schemas.REPLIES:
        return "ReplyProperties"
    return "FactProperties" if issubclass(form, Event) else "CommandProperties"


def _is(form: type[Form], kind: type[Message]) -> bool:
    return issubclass(form, kind)


def _headline(form: type[Form]) -> str:
    return jsonschema.meaning(form).split("\n\n")[0]


def _citation(form: type[Form]) -> str:
    return f"\n\nCăn cứ: {' '.join(form.law())}." if issubclass(form, Message) else ""


def _readers(form: type[Event]) -> str:
    if form.__name__ in ANNOUNCEMENTS:
        return "Mọi cơ quan được nhận: gắn hàng đợi của mình vào exchange bằng routing key này."
    return "Giữa các dịch vụ của tỉnh; tài khoản của cơ quan không gắn được hàng đợi vào routing key này."


def _exchange(name: str) -> Json:
    exchange = {"name": name, "type": "topic", "durable": True, "autoDelete": False, "vhost": VHOST}
    return {"is": "routingKey", "exchange": exchange, "bindingVersion": BINDING}


def _ref(*path: str) -> Json:
    return {"$ref": "#/" + "/".join(path)}
