"""So sánh hai đợt đánh giá (Điều 10 khoản 2): cơ quan nào so được với chính nó, cơ quan nào không, vì sao †.

A percentage of one year beside that of another says something only where the same agency was scored on the same
criteria. A name proves nothing: an agency that took another in is not the one that it was, though it keeps its name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from shared.regulation.agencies import BLOCKS
from shared.regulation.faults import Fault, Sentences
from shared.regulation.organisation import Organisation

SENTENCES = Sentences(
    NEW_IN_ROUND="{name} không được đánh giá trong đợt năm {before}.",
    GONE_FROM_ROUND="{name} không được đánh giá trong đợt năm {after}.",
    FOUNDED="{name} thành lập từ ngày {day}, giữa hai đợt.",
    MERGED_INTO="{name} đã nhập vào {other} từ ngày {day}.",
    TOOK_IN="{name} đã nhận {other} từ ngày {day}; cơ quan trước và sau không còn là một phạm vi.",
    DISSOLVED="{name} đã giải thể từ ngày {day}.",
    PARENT_MERGED="{name} trực thuộc {other} ở đợt sau, {earlier} ở đợt trước.",
    OTHER_BLOCK="{name} thuộc khối “{earlier}” ở đợt trước, “{later}” ở đợt sau.",
    OTHER_CRITERIA_SET="Khối dùng bộ tiêu chí {earlier} ở đợt trước, {later} ở đợt sau.",
    OTHER_SET_VERSION="Bộ tiêu chí {earlier} đã sang phiên bản {new} (đợt trước: phiên bản {old}).",
    OTHER_EXEMPTIONS="Tiêu chí không áp dụng cho {name} khác nhau giữa hai đợt: {criteria}.",
    SURVEY_RESCALED="Một đợt chấm điều tra xã hội học, đợt kia bỏ và quy đổi trên phần còn lại.",
    OTHER_BANDS="Các mức xếp loại của khối khác nhau giữa hai đợt: so được phần trăm, không so được mức.",
    OTHER_MEMBERS="Các cơ quan xếp hạng trong khối khác nhau giữa hai đợt: so được phần trăm, không so được hạng.",
    RENAMED="Đợt trước mang tên {earlier}.",
    OTHER_APPRAISER="Nội dung {title} do {earlier} thẩm định ở đợt trước, {later} ở đợt sau.",
)
_say = SENTENCES.fault


@dataclass(frozen=True)
class Participation:
    """Một cơ quan trong một đợt: khối, có xếp hạng không, tiêu chí nào không áp dụng."""

    block: str
    ranked: bool
    exempt: frozenset[str]


@dataclass(frozen=True)
class Round:
    """Một đợt như RoundOpened đã công bố, vào ngày mở đợt."""

    year: int
    on: date
    blocks: Mapping[str, Mapping[str, Any]]
    agencies: Mapping[str, Participation]
    survey: str

    @classmethod
    def from_opened(cls, data: Mapping[str, Any], on: date) -> Round:
        """From the data of RoundOpened and the day on which it was noted."""
        return cls(
            year=data["year"],
            on=on,
            blocks={each["block"]: each for each in data["blocks"]},
            agencies={
                each["agency"]: Participation(
                    each["block"], each["ranked"], frozenset(each.get("not_applicable") or ())
                )
                for each in data["agencies"]
            },
            survey=data["scoring"]["survey"],
        )


@dataclass(frozen=True)
class Compared:
    """Một cơ quan qua hai đợt. ``reasons``: why its percentages may not be compared; ``notes``: what else to know."""

    agency: str
    name: str
    reasons: tuple[Fault, ...]
    notes: tuple[Fault, ...] = ()

    @property
    def comparable(self) -> bool:
        return not self.reasons


@dataclass(frozen=True)
class Comparability:
    """Hai đợt: từng cơ quan, và từng khối thì hạng và mức có so được không."""

    agencies: tuple[Compared, ...]
    ranks: Mapping[str, tuple[Fault, ...]]
    """Khối of both rounds → why ranks and bands may not be compared; empty when they may."""

    def of(self, agency: str) -> Compared:
        """The row of this agency. Raises StopIteration: it was in neither round."""
        return next(each for each in self.agencies if each.agency == agency)


def comparability(before: Round, after: Round, organisation: Organisation) -> Comparability:
    """What may be compared of two rounds. ``organisation`` holds what is known of both days."""
    everybody = list(dict.fromkeys([*before.agencies, *after.agencies]))
    rows = []
    for id in everybody:
        reasons = tuple(_reasons(id, before, after, organisation))
        notes = () if reasons else tuple(_notes(id, before, after, organisation))
        rows.append(Compared(id, organisation.name(id, after.on), reasons, notes))
    shared = [block for block in before.blocks if block in after.blocks]
    return Comparability(tuple(rows), {block: tuple(_rank_reasons(block, before, after, rows)) for block in shared})


def _reasons(id: str, before: Round, after: Round, organisation: Organisation) -> Iterator[Fault]:
    happened = list(_between(id, before, after, organisation))
    yield from happened
    name, earlier, later = organisation.name(id, after.on), before.agencies.get(id), after.agencies.get(id)
    if earlier is None or later is None:
        if not happened:
            code = "GONE_FROM_ROUND" if later is None else "NEW_IN_ROUND"
            yield _say(code, id, name=name, before=before.year, after=after.year)
        return
    if earlier.block != later.block:
        yield _say("OTHER_BLOCK", id, name=name, earlier=BLOCKS[earlier.block], later=BLOCKS[later.block])
        return
    yield from _criteria_reasons(earlier.block, before, after)
    if differing := sorted(earlier.exempt ^ later.exempt):
        yield _say("OTHER_EXEMPTIONS", id, name=name, criteria=", ".join(differing))
    if before.survey != after.survey:
        yield _say("SURVEY_RESCALED", id)


def _between(id: str, before: Round, after: Round, organisation: Organisation) -> Iterator[Fault]:
    """What happened to the agency itself after the first round was opened and until the second was."""
    name, written = organisation.name(id, after.on), "{:%d/%m/%Y}".format
    for each in organisation.history(id):
        if not before.on < each.valid_from <= after.on:
            continue
        day = written(each.valid_from)
        if each.type == "AgencyEstablished" and each.data["agency"] == id:
            yield _say("FOUNDED", id, name=name, day=day)
        elif each.ending and each.data["successor"] == id:
            taken = ", ".join(organisation.name(one, before.on) for one in each.ending)
            yield _say("TOOK_IN", id, name=name, other=taken, day=day)
        elif id in each.ending:
            follower = organisation.successor(id, after.on)
            if follower == id:
                yield _say("DISSOLVED", id, name=name, day=day)
            else:
                yield _say("MERGED_INTO", id, name=name, other=organisation.name(follower, after.on), day=day)
    if organisation.known_by(id) and organisation.exists(id, before.on) and organisation.exists(id, after.on):
        earlier = organisation.described(id, before.on).parent
        later = organisation.described(id, after.on).parent
        if earlier != later:
            told = {"earlier": organisation.name(earlier or "", before.on)}
            yield _say("PARENT_MERGED", id, name=name, other=organisation.name(later or "", after.on), **told)


def _criteria_reasons(block: str, before: Round, after: Round) -> Iterator[Fault]:
    old, new = before.blocks[block], after.blocks[block]
    if old["criteria_set"] != new["criteria_set"]:
        yield _say("OTHER_CRITERIA_SET", block, earlier=old["criteria_set"], later=new["criteria_set"])
    elif old["version"] != new["version"]:
        told = {"old": old["version"], "new": new["version"]}
        yield _say("OTHER_SET_VERSION", block, earlier=old["criteria_set"], **told)


def _notes(id: str, before: Round, after: Round, organisation: Organisation) -> Iterator[Fault]:
    earlier = organisation.name(id, before.on)
    if earlier != organisation.name(id, after.on):
        yield _say("RENAMED", id, earlier=earlier)
    for competence in organisation.competences():
        old, new = (organisation.ownership(competence, on) for on in (before.on, after.on))
        if old.owner != new.owner:
            first, then = organisation.name(old.owner, before.on), organisation.name(new.owner, after.on)
            yield _say("OTHER_APPRAISER", competence, title=old.title, earlier=first, later=then)


def _rank_reasons(block: str, before: Round, after: Round, rows: list[Compared]) -> Iterator[Fault]:
    """A rank is a place among the others: the others must be the same, and comparable themselves."""

    def ranked(round_: Round) -> set[str]:
        return {id for id, each in round_.agencies.items() if each.block == block and each.ranked}

    sound = {row.agency for row in rows if row.comparable}
    if ranked(before) != ranked(after) or not ranked(after) <= sound:
        yield _say("OTHER_MEMBERS", block)
    if [dict(each) for each in before.blocks[block]["bands"]] != [dict(each) for each in after.blocks[block]["bands"]]:
        yield _say("OTHER_BANDS", block)
