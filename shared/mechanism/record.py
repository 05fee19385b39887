"""What a department remembers: a record decides, then notes.

A public method *decides* and may refuse; the method under ``@event`` only *notes*, because it runs again each
time the record is read back from the ledger, for decades. A rule may change; a note may not.

Stored names are free of module paths: the name given to ``@event`` is the fact's name everywhere, and two
facts of one name are refused when the class is defined.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields
from functools import lru_cache
from hashlib import sha1
from typing import Any, ClassVar, Self, cast
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.domain import Aggregate, CanInitAggregate, CanMutateAggregate, event
from eventsourcing.utils import get_topic

from shared.mechanism.message import plain

__all__ = ["FACTS", "Record", "Refused", "event", "identity"]

_NAMESPACE = uuid5(NAMESPACE_URL, "urn:phoihop")
OWN_FIELDS = {"originator_id", "originator_version", "timestamp", "originator_topic"}

FACTS: dict[str, type[CanMutateAggregate[UUID]]] = {}
"""Every kind of fact that a loaded record can note, by name."""

LOST = "FactLost"
"""Stands in a recovered ledger for a private fact that nobody else had kept; see ``recovery``."""

RECORD_OF: dict[type[CanMutateAggregate[UUID]], type[Record]] = {}

_KINDS: dict[str, type[Record]] = {}


class Refused(Exception):
    """A decision against a command: a stable code, a Vietnamese sentence, and where in the data it went wrong.

    ``leaves`` notes what stays true though the command was refused: everything else that it did is undone.
    """

    def __init__(
        self,
        code: str,
        sentence: str,
        errors: list[dict[str, str]] | None = None,
        *,
        leaves: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(f"{code}: {sentence}")
        self.code = code
        self.sentence = sentence
        self.errors = errors or []
        self.leaves = leaves


@lru_cache(maxsize=8_192)
def identity(subject: str) -> UUID:
    """The id of whatever bears this public name; made from public keys only, never from a person's number."""
    digest = int.from_bytes(sha1(_NAMESPACE.bytes + subject.encode(), usedforsecurity=False).digest()[:16])
    return UUID(int=(digest & _NAMED) | _VERSION_5)  # as uuid5 makes it, in a third of the time


_NAMED = ~((0xF << 76) | (0x3 << 62)) & ((1 << 128) - 1)
_VERSION_5 = (0x5 << 76) | (0x2 << 62)


class Record(Aggregate):
    """Something a department is responsible for and remembers as facts.

    A subclass names its public ``key`` (``("year", "agency")``); its subject is then ``assessment/2021/SYT``.
    """

    key: ClassVar[tuple[str, ...]] = ()
    dossier: ClassVar[bool] = False
    """Each such record is a dossier (hồ sơ) of its own; others belong to the dossier of what caused them."""
    _kind: ClassVar[str] = "record"

    # The dossier (hồ sơ) that the record belongs to; set by the ledger.
    # No annotation: the library would take one for a field of the opening fact.
    case = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls._kind = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()
        other = _KINDS.setdefault(cls._kind, cls)
        if other.__module__ != cls.__module__:
            raise TypeError(f"{cls.kind()} is already the kind of a record in {other.__module__}: names would collide")
        for member in list(vars(cls).values()):
            if not (isinstance(member, type) and issubclass(member, CanMutateAggregate)):
                continue
            if member.__name__ in {"Event", "Created"}:
                continue
            known = FACTS.get(member.__name__)
            if known is not None and known.__module__ != member.__module__:
                raise TypeError(f"{member.__name__} is already the name of a fact in {known.__module__}")
            FACTS[member.__name__] = member
            RECORD_OF[member] = cls

    @classmethod
    def kind(cls) -> str:
        return cls._kind

    @classmethod
    def key_of(cls, **parts: Any) -> str:
        """The public name of one record: ``Assessment.key_of(year=2021, agency="SYT")``."""
        if len(parts) != len(cls.key) or not all(map(parts.__contains__, cls.key)):
            raise TypeError(f"{cls.__name__} is known by {', '.join(cls.key)}, not by {', '.join(parts)}")
        return "/".join([cls._kind, *[str(parts[name]) for name in cls.key]])

    @property
    def subject(self) -> str:
        return "/".join([self._kind, *[str(getattr(self, name)) for name in self.key]])

    # What is noted is made plain before it is noted, so that a note sees the same values
    # on the day it is made and whenever it is read back.
    @classmethod
    def _create(
        cls: type[Self], event_class: type[CanInitAggregate[UUID]], *, id: UUID | None = None, **kwargs: Any
    ) -> Self:
        known_by = "/".join([cls._kind, *[str(kwargs[name]) for name in cls.key]])
        return super()._create(event_class, id=id or identity(known_by), **plain(kwargs))

    def trigger_event(self, event_class: type[CanMutateAggregate[UUID]], **kwargs: Any) -> None:
        super().trigger_event(event_class, **plain(kwargs))


def data_of(noted: object) -> dict[str, Any]:
    """What a noted event says: its own fields, without those of the library."""
    return {name: getattr(noted, name) for name in _own_fields(type(noted))}


def _own_fields(event_class: type) -> tuple[str, ...]:
    if event_class not in _FIELDS_OF:
        names = (each.name for each in fields(cast(Any, event_class)))
        _FIELDS_OF[event_class] = tuple(name for name in names if name not in OWN_FIELDS)
    return _FIELDS_OF[event_class]


_FIELDS_OF: dict[type, tuple[str, ...]] = {}


def read_back(*, name: str, record_id: UUID, version: int, time: Any, data: dict[str, Any]) -> CanMutateAggregate[UUID]:
    """The event of that name as it was noted. Raises KeyError when no loaded record knows the name."""
    event_class = Aggregate.Event if name == LOST else FACTS[name]
    noted = event_class.__new__(event_class)
    state: dict[str, Any] = {} if name == LOST else dict(data)
    state.update(originator_id=record_id, originator_version=version, timestamp=time)
    if issubclass(event_class, CanInitAggregate):
        state["originator_topic"] = get_topic(RECORD_OF[event_class])
    noted.__dict__.update(state)
    return noted
