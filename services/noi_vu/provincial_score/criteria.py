"""Bộ tiêu chí chấm cấp tỉnh do Bộ Nội vụ ban hành, theo phiên bản (Điều 10 khoản 1 điểm a).

Recorded, not adopted: it is the Ministry's. A set of the units' khối is another thing (``criteria_set``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from schemas.provincial_score import RecordProvincialCriteriaSet
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused, event
from shared.mechanism.taking import takes
from shared.procedures.refusal import refuse
from shared.regulation.criteria import CriteriaSet as Criteria
from shared.regulation.criteria_faults import faults
from shared.regulation.provincial import PROVINCE

# What is remembered


class ProvincialCriteriaSet(Record):
    """Một bộ tiêu chí chấm cấp tỉnh và mọi phiên bản của nó; phiên bản đã ghi không sửa được."""

    key = ("code",)

    @event("ProvincialCriteriaSetNamed")
    def __init__(self, *, code: str) -> None:
        self.code = code
        self.versions: dict[int, dict[str, Any]] = {}
        self.read: dict[int, Criteria] = {}

    def record(self, criteria: Criteria) -> None:
        """Record the next version. Raises Refused with every invariant that the set violates."""
        refuse(faults(criteria))
        if not criteria.sample and criteria.document is None:
            sentence = "Bộ tiêu chí không phải bộ mẫu thì phải ghi quyết định của Bộ Nội vụ."
            raise Refused("DOCUMENT_MISSING", sentence)
        told = replace(criteria, version=len(self.versions) + 1).to_plain()
        self._record(**{name: value for name, value in told.items() if name not in ("block", "copied_from")})

    @event("ProvincialCriteriaSetRecorded")
    def _record(
        self,
        *,
        code: str,
        version: int,
        title: str,
        valid_from: str,
        valid_to: str | None,
        sample: bool,
        document: dict[str, Any] | None,
        nodes: list[dict[str, Any]],
    ) -> None:
        self.versions[version] = {
            "code": code,
            "version": version,
            "title": title,
            "valid_from": valid_from,
            "valid_to": valid_to,
            "sample": sample,
            "document": document,
            "nodes": nodes,
        }

    def criteria(self, number: int) -> Criteria | None:
        """That version as the regulation reads it, or None."""
        if number not in self.versions:
            return None
        if number not in self.read:
            self.read[number] = Criteria.from_plain({**self.versions[number], "block": PROVINCE})
        return self.read[number]


def provincial_criteria(ledger: Ledger, *, code: str, version: int) -> Criteria:
    """A version that a round rests on. Raises Refused when it was never recorded."""
    found = ledger.find(ProvincialCriteriaSet, code=code)
    criteria = found.criteria(version) if found else None
    if criteria is None:
        sentence = f"Không có bộ tiêu chí chấm cấp tỉnh {code} phiên bản {version}; ghi bộ tiêu chí trước."
        raise Refused("UNKNOWN_CRITERIA_SET", sentence)
    return criteria


# What is taken


@takes(RecordProvincialCriteriaSet)
def record_provincial_criteria_set(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    found = ledger.find(ProvincialCriteriaSet, code=data["code"]) or ProvincialCriteriaSet(code=data["code"])
    found.record(Criteria.from_plain({**data, "block": PROVINCE}))
    yield found
