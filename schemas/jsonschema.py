"""JSON Schema (2020-12) of every form, read off the marshmallow fields (Điều 2 khoản 2: cùng một ngôn ngữ).

Pure: no files, no clock, marshmallow and the standard library only. It stands in ``schemas`` because whoever can
read a form can write its JSON Schema; where the result is kept and shown is the business of ``phoihop schemas``.

The result uses what draft-07 and 2020-12 have in common (a ``$ref`` stands alone, no ``$ref`` has siblings), so
that the same text serves in AsyncAPI 3, whose own schema dialect grew out of draft-07.

Said by marshmallow and not sayable here (``tests/contracts/test_generated.py`` holds the list to account):
    once     two rows of a list that speak of the same thing (``uniqueItems`` covers lists of plain values only)
    dates    days and moments that do not exist, such as 2021-02-30 (``format`` says it to those who check formats)
    NFC      length is counted after normalisation to NFC, so text that is sent in NFD may count as too long here
    2021.0   JSON Schema counts it among the integers; here it is none
    lone surrogates, which JSON can spell and no UTF-8 text holds
Beyond that, what depends on other records (window, owner, maximum, step) is decided by the department alone.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

from marshmallow import fields, missing

from schemas.base import Event, Form, Message
from schemas.envelope import CommandEnvelope, Envelope, FactEnvelope
from schemas.fields import (
    Choice,
    Contents,
    Day,
    Figures,
    Flag,
    Many,
    Moment,
    One,
    Pattern,
    Text,
    TextByName,
    Whole,
    _Exact,
)
from schemas.reply import REPLIES

DIALECT = "https://json-schema.org/draft/2020-12/schema"
LOCAL = "#/$defs/"

Json = dict[str, Any]

# \x stands for a character in every dialect of regular expressions; \u does not (PCRE), so the marks that
# reverse a reader's text stand for themselves and are escaped where the file is written.
_REVERSING = "\u202a-\u202e\u2066-\u2069"
_LINE = rf"^[^\x00-\x1f\x7f-\x9f{_REVERSING}]*$"
_LINES = rf"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{_REVERSING}]*$"
_BLANK = r"^\s*$"
_LONE_RETURN = r"\r([^\n]|$)"  # a browser's text area ends its lines with \r\n; \r alone is no line's end
_DAY = r"^(19|20|21)[0-9][0-9]-[0-9][0-9]-[0-9][0-9]$"
_MOMENT = (
    r"^(19|20|21)[0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]"
    r"(\.[0-9]{1,9})?(Z|[+-][0-9][0-9]:[0-9][0-9])$"
)

REPLY_ATTRIBUTES = ("specversion", "id", "source", "type", "time", "datacontenttype", "correlation")


class Unsayable(TypeError):
    """A kind of field that this module does not know; it must be taught before it can be published."""


def form_schema(form: type[Form], *, refs: str = LOCAL) -> Json:
    """The JSON Schema of one form. Forms inside it are references under ``refs``: see ``inner_forms``."""
    properties, required = {}, []
    for name, field in _declared(form):
        properties[name] = _field(field, refs)
        if field.required:
            required.append(name)
    return {
        "title": form.__name__,
        "description": meaning(form),
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def inner_forms(form: type[Form]) -> dict[str, type[Form]]:
    """Every form inside this one, at any depth, by name, in the order in which they are met."""
    found: dict[str, type[Form]] = {}
    for _, field in _declared(form):
        inner = field.inner if isinstance(field, Many) else field
        if isinstance(inner, One):
            kind = type(inner.schema)
            assert issubclass(kind, Form)
            found.setdefault(kind.__name__, kind)
            for name, deeper in inner_forms(kind).items():
                found.setdefault(name, deeper)
    return found


def data_schema(form: type[Form]) -> Json:
    """A whole JSON Schema document for the data of a message; its ``$id`` is the message's ``dataschema``."""
    return {
        "$schema": DIALECT,
        "$id": dataschema(form),
        **form_schema(form),
        **_about(form),
        "$defs": {name: form_schema(inner) for name, inner in inner_forms(form).items()},
    }


def message_schema(form: type[Form]) -> Json:
    """A whole JSON Schema document for the message as it crosses the wire: CloudEvents envelope and data."""
    envelope, name = envelope_of(form), form.__name__
    definitions = {envelope["title"]: envelope, name: form_schema(form)}
    definitions |= {inner: form_schema(kind) for inner, kind in inner_forms(form).items()}
    return {
        "$schema": DIALECT,
        "$id": f"{dataschema(form)}:message",
        **message_body(form),
        **_about(form),
        "$defs": definitions,
    }


def message_body(form: type[Form], *, refs: str = LOCAL) -> Json:
    """Envelope and data by reference, and the attributes that name this message."""
    name = form.__name__
    attributes: Json = {"type": {"const": name}, "data": {"$ref": f"{refs}{name}"}}
    if issubclass(form, Message):
        # Optional on a command; whoever names a shape names this one.
        attributes["dataschema"] = {"enum": [dataschema(form), *([] if issubclass(form, Event) else [None])]}
    return {
        "title": f"{name} (CloudEvents)",
        "description": meaning(form),
        "allOf": [
            {"$ref": f"{refs}{envelope_of(form)['title']}"},
            {"type": "object", "properties": attributes, "required": ["type", "data"]},
        ],
    }


def envelope_of(form: type[Form]) -> Json:
    """The JSON Schema of the envelope that this message travels in."""
    if form in REPLIES:
        return _reply_envelope()
    kind = FactEnvelope if issubclass(form, Event) else CommandEnvelope
    envelope = form_schema(kind)
    # ``data`` is said by the message; only that it is an object belongs to every envelope.
    envelope["properties"]["data"] = {"type": "object", "description": "Nội dung, theo biểu của thông điệp."}
    return envelope


def _reply_envelope() -> Json:
    whole = form_schema(Envelope)["properties"]
    properties = {name: whole[name] for name in REPLY_ATTRIBUTES}
    # A refused message may have carried anything as its correlation; the reply gives it back.
    properties["correlation"] = {"type": "string", "description": whole["correlation"]["description"]}
    properties["time"] = {**whole["time"], "type": "string"}
    properties["datacontenttype"] = {**whole["datacontenttype"], "type": "string", "enum": ["application/json"]}
    properties["data"] = {"type": "object", "description": "Nội dung trả lời."}
    return {
        "title": "ReplyEnvelope",
        "description": "Phong bì của một trả lời.",
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name != "correlation"],
        "additionalProperties": False,
    }


def dataschema(form: type[Form]) -> str:
    """``urn:phoihop:AssessmentSubmitted:1``"""
    return form.dataschema() if issubclass(form, Message) else f"urn:phoihop:{form.__name__}:1"


def meaning(form: type[Form]) -> str:
    """What a form says of itself, in Vietnamese."""
    paragraphs = inspect.cleandoc(form.__doc__ or "").split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _about(form: type[Form]) -> Json:
    """What JSON Schema has no word for: kind, who sends it, who takes it, the clauses it rests on."""
    if not issubclass(form, Message):
        return {"x-kind": "reply"}
    if issubclass(form, Event):
        return {"x-kind": "fact", "x-from": list(form.by), "x-law": list(form.law())}
    return {"x-kind": "command", "x-to": getattr(form, "to", ""), "x-law": list(form.law())}


def _declared(form: type[Form]) -> Iterator[tuple[str, fields.Field[Any]]]:
    for name, field in form().fields.items():
        yield field.data_key or name, field


def _field(field: fields.Field[Any], refs: str) -> Json:
    schema = _kind(field, refs)
    if field.allow_none:
        schema = _or_null(schema)
    said: Json = {"description": field.metadata["description"]} if "description" in field.metadata else {}
    if field.load_default is not missing and not field.required and field.load_default is not None:
        default = field.load_default() if callable(field.load_default) else field.load_default
        said["default"] = default
    if field.metadata.get("privacy", "public") != "public":
        said["x-privacy"] = field.metadata["privacy"]
    if said and "$ref" in schema:
        schema = {"allOf": [schema]}
    return {**said, **schema}


def _kind(field: fields.Field[Any], refs: str) -> Json:
    """The kind of value alone, without what the field says about it."""
    own: Json = dict(field.metadata.get("schema", {}))
    match field:
        case One():
            return {"$ref": f"{refs}{type(field.schema).__name__}"}
        case Many():
            inner = field.inner
            of = _kind(inner, refs) if isinstance(inner, One) else _field(inner, refs)
            distinct = {"uniqueItems": True} if _is_list_of_distinct_values(field) else {}
            return {**own, "items": of, **distinct}
        case Figures() | TextByName():
            assert field.key_field is not None
            assert field.value_field is not None
            names = {"pattern": _kind(field.key_field, refs)["pattern"]}
            return {**own, "propertyNames": names, "additionalProperties": _field(field.value_field, refs)}
        case Text():
            unwanted = [*([] if field.empty else [_BLANK]), *([_LONE_RETURN] if field.lines else [])]
            # ``pattern`` alone lets null through, and ``not`` would then refuse it: the type is named.
            refused = {"not": {"type": "string", "pattern": "|".join(unwanted)}} if unwanted else {}
            return {**own, "pattern": _LINES if field.lines else _LINE, **refused}
        case Day():
            return {**own, "pattern": _DAY}
        case Moment():
            return {**own, "pattern": _MOMENT}
        case Pattern() | Choice() | Contents() | Flag() | Whole() | _Exact():
            return own
        case fields.Raw():
            return {}
    raise Unsayable(f"{type(field).__name__} is a kind of field that has no JSON Schema yet: teach {__name__}")


def _is_list_of_distinct_values(field: Many) -> bool:
    return any(getattr(check, "names", None) == () for check in field.validators)


def _or_null(schema: Json) -> Json:
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    if not schema:
        return schema
    nullable = {**schema, "type": [schema["type"], "null"]}
    if "enum" in schema:
        nullable["enum"] = [*schema["enum"], None]
    return nullable


def kinds(form: type[Form], path: str = "") -> dict[str, str]:
    """Every field of a form and of the forms inside it, by path, with its kind: what may never be taken away.

    ``{"entries[].score": "Points?"}``: a question mark says that it may be left out.
    """
    found: dict[str, str] = {}
    for name, field in _declared(form):
        inner, mark = (field.inner, "[]") if isinstance(field, Many) else (field, "")
        optional = "" if field.required else "?"
        if isinstance(inner, One):
            kind = type(inner.schema)
            assert issubclass(kind, Form)
            found[f"{path}{name}{mark}"] = f"{kind.__name__}{optional}"
            found |= kinds(kind, f"{path}{name}{mark}.")
        else:
            options = _kind(inner, LOCAL).get("enum")
            found[f"{path}{name}{mark}"] = f"{type(inner).__name__}{_listed(options)}{optional}"
    return found


def _listed(options: list[str] | None) -> str:
    return f"({' '.join(options)})" if options else ""
