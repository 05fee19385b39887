"""Bộ tiêu chí đánh giá, xếp hạng: ban hành theo phiên bản, sao từ năm trước (Điều 10 khoản 2 điểm a)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from schemas.criteria_set import AdoptCriteriaSet, CopyCriteriaSet
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused, event
from shared.mechanism.taking import takes
from shared.procedures.organisation import organisation
from shared.procedures.refusal import refuse
from shared.regulation.criteria import CriteriaSet as Criteria
from shared.regulation.criteria_faults import faults
from shared.regulation.organisation import Organisation

# What is remembered


class CriteriaSet(Record):
    """Một bộ tiêu chí và mọi phiên bản của nó; phiên bản đã ban hành không sửa được (Điều 10 khoản 2 điểm a)."""

    key = ("code",)

    @event("CriteriaSetNamed")
    def __init__(self, *, code: str) -> None:
        self.code = code
        self.versions: dict[int, dict[str, Any]] = {}
        self.read: dict[int, Criteria] = {}

    def adopt(self, criteria: Criteria, organisation: Organisation) -> None:
        """Adopt the next version. Raises Refused with every invariant that the set violates."""
        refuse(faults(criteria, organisation))
        if self.versions and self.versions[len(self.versions)]["block"] != criteria.block:
            sentence = f"Bộ tiêu chí {self.code} đã ban hành cho khối khác; khối mới phải dùng mã khác."
            raise Refused("BLOCK_CHANGED", sentence)
        self._adopt(**replace(criteria, version=len(self.versions) + 1).to_plain())

    @event("CriteriaSetAdopted")
    def _adopt(
        self,
        *,
        code: str,
        version: int,
        block: str,
        title: str,
        valid_from: str,
        valid_to: str | None,
        sample: bool,
        document: dict[str, Any] | None,
        copied_from: str | None,
        nodes: list[dict[str, Any]],
    ) -> None:
        self.versions[version] = {
            "code": code,
            "version": version,
            "block": block,
            "title": title,
            "valid_from": valid_from,
            "valid_to": valid_to,
            "sample": sample,
            "document": document,
            "copied_from": copied_from,
            "nodes": nodes,
        }

    def criteria(self, number: int) -> Criteria | None:
        """That version as the regulation reads it, or None."""
        if number not in self.versions:
            return None
        if number not in self.read:
            self.read[number] = Criteria.from_plain(self.versions[number])
        return self.read[number]


def criteria_of(ledger: Ledger, *, code: str, version: int) -> Criteria:
    """A version that a round rests on. Raises LookupError: a round is opened only on sets that exist."""
    adopted = ledger.find(CriteriaSet, code=code)
    criteria = adopted.criteria(version) if adopted else None
    if criteria is None:
        raise LookupError(f"criteria set {code}, version {version} has never been adopted")
    return criteria


# What is taken


@takes(AdoptCriteriaSet)
def adopt_criteria_set(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    adopted = ledger.find(CriteriaSet, code=data["code"]) or CriteriaSet(code=data["code"])
    adopted.adopt(Criteria.from_plain(data), organisation(ledger))
    yield adopted


@takes(CopyCriteriaSet)
def copy_criteria_set(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Bản sao giữ nguyên mọi dòng của phiên bản mới nhất; văn bản ban hành thì không sao."""
    data = message.data
    source = ledger.find(CriteriaSet, code=data["copied_from"])
    original = source.criteria(len(source.versions)) if source else None
    if original is None:
        raise Refused("UNKNOWN_CRITERIA_SET", f"Không có bộ tiêu chí {data['copied_from']} để sao.")
    if ledger.find(CriteriaSet, code=data["code"]) is not None:
        raise Refused("CRITERIA_SET_EXISTS", f"Đã có bộ tiêu chí {data['code']}; bản sao phải mang mã mới.")
    if original.sample and not data["sample"]:
        sentence = f"Bộ tiêu chí {data['copied_from']} là bộ mẫu, bản sao của nó cũng phải ghi là bộ mẫu."
        raise Refused("SAMPLE_NOT_LABELLED", sentence)
    copied = CriteriaSet(code=data["code"])
    copied.adopt(
        replace(
            original,
            code=data["code"],
            title=data["title"],
            valid_from=data["valid_from"],
            valid_to=data["valid_to"],
            sample=data["sample"],
            document=None,
            copied_from=data["copied_from"],
        ),
        organisation(ledger),
    )
    yield copied


def valid_in(criteria: Criteria, *, year: int) -> bool:
    """True when the set is in force on some day of the year that is scored."""
    return criteria.valid_from <= date(year, 12, 31) and (
        criteria.valid_to is None or criteria.valid_to >= date(year, 1, 1)
    )
