"""The components of the AsyncAPI document: every message once, every form once, the properties of the three kinds.

A message is described with its envelope; its examples are those that stand in ``schemas/examples`` and pass.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import schemas
from schemas import jsonschema
from schemas.base import Event, Form, Message
from shared.mechanism.message import CONTENT_TYPE

Json = dict[str, Any]

EXAMPLES = Path(schemas.__file__).parent / "examples"
SCHEMAS = "#/components/schemas/"
BINDING = "0.3.0"


def examples(name: str) -> Iterator[tuple[str, Json]]:
    """Every shipped example of a message that passes: its case, and the whole CloudEvents document."""
    for path in sorted(EXAMPLES.glob(f"*/{name}.*.pass.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        case = path.name.removeprefix(f"{name}.").removesuffix(".pass.json")
        yield case, content


def message(form: type[Form]) -> Json:
    """One message of the components: its properties, its payload, its examples."""
    name = form.__name__
    shown = [{"name": case, "payload": payload} for case, payload in examples(name)]
    return {
        "name": name,
        "title": headline(form),
        "summary": headline(form),
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


def shapes() -> Json:
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


def headline(form: type[Form]) -> str:
    """The first sentence of what a form says of itself."""
    return jsonschema.meaning(form).split("\n\n")[0]


def _citation(form: type[Form]) -> str:
    return f"\n\nCăn cứ: {' '.join(form.law())}." if issubclass(form, Message) else ""
