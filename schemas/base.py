"""Nền của ngôn ngữ công bố: lệnh (Command), sự việc (Event) và sổ đăng ký tên (Điều 2 khoản 2).

A message is public exactly when a schema here bears its name. The name is the same everywhere: event class,
stored fact, routing key, JSON Schema, log word. A second schema of one name is refused when defined.

Every refusal speaks Vietnamese: the words stand here and in ``schemas/fields.py``, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, ClassVar

from marshmallow import RAISE, Schema, ValidationError, missing

_REGISTER: dict[str, type[Message]] = {}

ALL = "all"
"""Stands for the agency where a fact concerns no single one; no agency's id is written in small letters."""


class Form(Schema):
    """Một biểu dữ liệu chặt: thiếu, thừa hay sai kiểu đều bị từ chối, bằng tiếng Việt."""

    class Meta:
        unknown = RAISE

    error_messages: ClassVar[dict[str, str]] = {  # type: ignore[misc]
        "type": "Phải là một đối tượng JSON.",
        "unknown": "Trường này không có trong biểu.",
    }

    # Nearly everything that is read is in order. It is read field by field here, without what only the telling of
    # errors needs; whatever is not in order goes the library's own way, which finds and tells every error.
    def load(self, data: Any, *, many: Any = None, partial: Any = None, unknown: Any = None) -> Any:
        if many is None and partial is None and unknown is None:
            found = self._in_order(data)
            if found is not None:
                return found
        return super().load(data, many=many, partial=partial, unknown=unknown)

    def validate(self, data: Any, *, many: Any = None, partial: Any = None) -> dict[str, list[str]]:
        if many is None and partial is None and self._in_order(data) is not None:
            return {}
        return super().validate(data, many=many, partial=partial)

    def _in_order(self, data: Any) -> dict[str, Any] | None:
        """What ``data`` says, if nothing is wrong with it; None when the library must look."""
        names, steps = self._reading
        if type(data) is not dict or not data.keys() <= names:
            return None
        found: dict[str, Any] = {}
        try:
            for name, attribute, stands, read in steps:
                value = data.get(name, missing)
                if stands is None or not stands(value):
                    value = read(value, name, data)
                if value is not missing:
                    found[attribute] = value
        except ValidationError:
            return None
        return found

    @cached_property
    def _reading(self) -> tuple[frozenset[str], list[tuple[str, str, Any, Any]]]:
        """How a document is read: its names; for each what it is stored as, and how its field looks and reads."""
        if self.many or self.partial or self.unknown != RAISE or any(self._hooks.values()):
            return frozenset(), [("", "", None, _not_so_simple)]
        steps = [
            (field.data_key or name, field.attribute or name, getattr(field, "stands", None), field.deserialize)
            for name, field in self.load_fields.items()
        ]
        return frozenset(name for name, *_ in steps), steps


def _not_so_simple(*ignored: Any) -> Any:
    raise ValidationError("")


class Message(Form):
    """Một thông điệp công bố: một lệnh hoặc một sự việc.

    ``duty``: the clauses it fulfils, ids as in the table of duties (``QC-10.2.b-2``).
    ``design``: True (†) when the regulation is silent and the message is product design.
    ``shape``: number of the shape; a field is never removed or retyped under the same name.
    """

    duty: ClassVar[tuple[str, ...]] = ()
    design: ClassVar[bool] = False
    shape: ClassVar[int] = 1
    procedure: ClassVar[str] = ""
    """The file of ``schemas`` that the message stands in: ``assessment``."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.__module__ == __name__:
            return
        known = _REGISTER.get(cls.__name__)
        if known is not None:
            raise TypeError(f"{cls.__name__} is already the name of a message in {known.__module__}")
        if not cls.duty and not cls.design:
            raise TypeError(f"{cls.__name__} cites no duty and is not marked as product design (†)")
        cls.procedure = cls.__module__.rsplit(".", 1)[-1]
        _REGISTER[cls.__name__] = cls

    @classmethod
    def law(cls) -> tuple[str, ...]:
        """What the message rests on: clause ids, then † when the regulation is silent."""
        return (*cls.duty, "†") if cls.design else cls.duty

    @classmethod
    def dataschema(cls) -> str:
        """The name of the shape in the envelope: ``urn:phoihop:AssessmentSubmitted:1``."""
        return f"urn:phoihop:{cls.__name__}:{cls.shape}"


class Command(Message):
    """Một lệnh: ai đó yêu cầu một cơ quan làm một việc; được chấp nhận hoặc bị từ chối có lý do."""

    to: ClassVar[str]
    """Department code, or ``owner`` for whichever department appraises the criterion."""


class Event(Message):
    """Một sự việc đã ghi vào sổ của một cơ quan; không từ chối được, chỉ có thể có sự việc sau."""

    by: ClassVar[tuple[str, ...]]
    """Codes of the departments that record it."""
    alternatives: ClassVar[tuple[str, ...]] = ()
    """Of ``duty``: the clauses of which one fact rests on one only; its data field ``clause`` names it."""
    addressee: ClassVar[str | None] = None
    """Name of the data field that holds the addressed department's code, or a list; None: for all who take it."""
    concerns: ClassVar[str | None] = "agency"
    """Name of the data field that holds the id of the agency concerned, whose own system may receive the fact.

    A shape without that field concerns no single agency; None keeps a fact that has it among the departments.
    """

    @classmethod
    def concern(cls) -> str | None:
        """The field that ``concerns`` names, when this shape has it."""
        return cls.concerns if cls.concerns in cls._declared_fields else None

    @classmethod
    def concerned(cls, data: Mapping[str, Any]) -> str:
        """The id of the agency that one fact with these data concerns; ``all`` when it concerns no single one."""
        field = cls.concern()
        return str(data[field]) if field else ALL

    @classmethod
    def addressed(cls, data: Mapping[str, Any]) -> tuple[str, ...]:
        """The codes of the departments that one fact with these data is addressed to; empty: all who take it."""
        named = data[cls.addressee] if cls.addressee else ()
        return (named,) if isinstance(named, str) else tuple(named or ())

    @classmethod
    def law_of(cls, data: Mapping[str, Any]) -> tuple[str, ...]:
        """What one fact with these data rests on: its clauses, then † where the regulation is silent."""
        if not cls.alternatives:
            return cls.law()
        own = str(data["clause"])
        kept = [clause for clause in cls.duty if clause not in cls.alternatives]
        return tuple(dict.fromkeys([*kept, own, *(["†"] if cls.design else [])]))


def find(name: str) -> type[Message] | None:
    """The message of that name, or None: then it is private to the department that records it."""
    return _REGISTER.get(name)


def all_messages() -> tuple[type[Message], ...]:
    """Every public message, procedure by procedure, in the order they are sent."""
    return tuple(_REGISTER.values())


def senders() -> tuple[str, ...]:
    """The codes of all departments that record any public fact."""
    found = {code for form in _REGISTER.values() if issubclass(form, Event) for code in form.by}
    return tuple(sorted(found))


def is_command(name: str) -> bool:
    """True when the name is a command's; False for a fact, and for a name that no message bears."""
    known = _REGISTER.get(name)
    return known is not None and issubclass(known, Command)


def errors_of(error: ValidationError) -> list[dict[str, str]]:
    """What is wrong, place by place: ``[{"path": "entries.0.score", "message": …, "code": "INVALID"}]``.

    The path names fields and list places from the outside in, joined by dots; empty for the whole.
    """
    return [
        {"path": ".".join(path), "message": message, "code": "INVALID"} for path, message in _walk(error.messages, ())
    ]


def _walk(found: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(found, Mapping):
        for name, inner in found.items():
            yield from _walk(inner, path if name == "_schema" else (*path, str(name)))
    elif isinstance(found, list | tuple):
        for inner in found:
            yield from _walk(inner, path)
    else:
        yield path, str(found)
