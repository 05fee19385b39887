"""The AsyncAPI 3.0.0 document of the province, as a departmental system sees it (Điều 2 khoản 2).

It describes the *client*: what the system of an agency sends (commands, each answered) and what it receives
(facts). Everything a client needs is in it: addresses, exchanges, routing keys, the names that its own queues must
bear, message shapes, examples. Words are read off ``schemas``, names off the broker's definitions, who may send
off the table of authority; nothing is written twice. ``x-`` fields say what AsyncAPI has no word for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import schemas
from deploy.rabbitmq.definitions import ANNOUNCEMENTS, COMMANDS, FACTS, VHOST
from schemas import jsonschema
from schemas.base import ALL, Command, Event, Form, Message
from services import DEPARTMENTS, VERSION
from services.console.asyncapi_messages import BINDING, headline, message, shapes
from shared.mechanism.bus import fact_key
from shared.mechanism.message import CONTENT_TYPE, LIMIT_BYTES
from shared.regulation import agencies, authority

Json = dict[str, Any]

OWN_QUEUES = "client.{agency}.{queue}"
EVERYBODY, CONCERNED, SERVICES = "agencies", "concerned", "departments"
"""Who may receive a fact (``x-readers``): every agency, the agency that it concerns, none but the departments."""


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
            "messages": {form.__name__: message(form) for form in (*schemas.all_messages(), *schemas.REPLIES)},
            "schemas": shapes(),
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
    if row.sender in _SENDERS:
        return _SENDERS[row.sender]
    return agencies.agency(row.sender).short


_SENDERS = {
    authority.OWN: "cơ quan nêu trong nội dung",
    authority.OWNER: "cơ quan của dịch vụ nhận",
    authority.ANY: "mọi cơ quan của tỉnh",
}


def may_name(form: type[Event]) -> list[str]:
    """The departments that the addressed field of this fact may name: one code, or a list of them."""
    field = form().fields[form.addressee or ""]
    inner = getattr(field, "inner", field)
    return list(inner.metadata["schema"]["enum"])


def receivers(form: type[Message]) -> str:
    """Who takes it, in words."""
    if issubclass(form, Command):
        return "dịch vụ của chính mình" if form.to == "owner" else agencies.agency_of(form.to).short
    assert issubclass(form, Event)
    readers = _readers(form)
    if form.addressee:
        named = may_name(form)
        first = "cơ quan được nêu tên" if len(named) > 1 else agencies.agency_of(named[0]).short
    else:
        first = "mọi cơ quan" if readers == EVERYBODY else "các dịch vụ của tỉnh"
    return f"{first}, cơ quan liên quan" if readers == CONCERNED else first


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
                "address": fact_key(department, name, "{agency}" if form.concern() else ALL),
                "title": headline(form),
                "description": _READERS[_readers(form)],
                **({"parameters": {"agency": _parameter(form)}} if form.concern() else {}),
                "messages": {name: _ref("components", "messages", name)},
                "bindings": {"amqp": _exchange(FACTS)},
                "x-readers": _readers(form),
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
                "title": headline(command),
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
                "title": headline(fact),
                "description": jsonschema.meaning(fact),
                "tags": [{"name": fact.procedure}],
                "messages": [_ref("channels", channel, "messages", name)],
                "bindings": {"amqp": {"ack": True, "bindingVersion": BINDING}},
                "x-law": list(fact.law()),
                "x-queue": OWN_QUEUES,
            }


_READERS = {
    EVERYBODY: "Mọi cơ quan được nhận: gắn hàng đợi của mình vào exchange bằng routing key này.",
    CONCERNED: (
        "Các dịch vụ của tỉnh và cơ quan liên quan: từ thứ ba của routing key là định danh của cơ quan ấy; tài khoản "
        "của cơ quan chỉ gắn được hàng đợi với định danh của chính mình."
    ),
    SERVICES: "Giữa các dịch vụ của tỉnh; tài khoản của cơ quan không gắn được hàng đợi vào routing key này.",
}


def _readers(form: type[Event]) -> str:
    if form.__name__ in ANNOUNCEMENTS:
        return EVERYBODY
    return CONCERNED if form.concern() else SERVICES


def _parameter(form: type[Event]) -> Json:
    """The third word of the key of a fact that concerns an agency. Its default is what a client takes by itself."""
    told = "Định danh của cơ quan mà sự việc liên quan"
    if _readers(form) == EVERYBODY:
        return {"description": f"{told}; * là mọi cơ quan.", "default": "*", "examples": ["*", "SYT"]}
    return {"description": f"{told}; phải là của chính mình.", "examples": ["SYT"]}


def _exchange(name: str) -> Json:
    exchange = {"name": name, "type": "topic", "durable": True, "autoDelete": False, "vhost": VHOST}
    return {"is": "routingKey", "exchange": exchange, "bindingVersion": BINDING}


def _ref(*path: str) -> Json:
    return {"$ref": "#/" + "/".join(path)}
