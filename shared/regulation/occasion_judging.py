"""Gom ghi chú thành từng lần, và xét từng lần ở trạng thái nào; các định nghĩa ở ``shared/regulation/compliance``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from shared.regulation.agencies import UnknownAgency
from shared.regulation.competences import IN_FORCE, UnknownCompetence
from shared.regulation.fulfilment import Periodic
from shared.regulation.lateness import is_late
from shared.regulation.occasion_periods import Recurrence, day_of, last_day_of, named_agencies, period_key, recurrences
from shared.regulation.occasions import EVERYONE, Occasion, Proof, Row
from shared.regulation.organisation import Organisation

PARTIAL = "Kỳ đã bắt đầu trước ngày Quy chế có hiệu lực."


@dataclass
class _Group:
    """What is known of one occasion before it is judged."""

    proofs: list[Proof] = field(default_factory=list)
    competence: str = ""
    period: Recurrence | None = None
    ground: str = ""

    @property
    def opened(self) -> bool:
        return self.period is not None or any(proof.says == "opens" for proof in self.proofs)


_DEEDS = ("meets", "parts", "undoes")
_Name = tuple[str, str, str]
"""Duty, agency, key."""


class Cases:
    """Every occasion that is known at one moment."""

    def __init__(self, known: Sequence[tuple[str, Periodic]], *, at: datetime, organisation: Organisation) -> None:
        self._known = known
        self._periodic = dict(known)
        self._at = at
        self._today = day_of(at)
        self._organisation = organisation
        self._groups: dict[_Name, _Group] = {}
        self._everyone: dict[str, list[tuple[str, Proof]]] = {}
        self._lists: dict[_Name, dict[str, Proof]] = {}
        self._named: dict[tuple[str, date], frozenset[str]] = {}

    # What was said

    def hear(self, rows: Iterable[Row]) -> None:
        """Take the rows of the view; what was noted after the moment asked is left away."""
        for row in rows:
            duty, agency, key = row["duty"], row["agency"], row["key"]
            if duty in self._periodic:
                key = period_key(self._periodic[duty], key)
            everyone = agency == EVERYONE
            for note in row["notes"]:
                proof = Proof.of(note, everyone=everyone)
                if proof.time > self._at:
                    continue
                if everyone:
                    self._everyone.setdefault(duty, []).append((key, proof))
                    continue
                words = agency if agency.startswith("%") else ""
                for name, word in self._whose(words, proof) if words else [(agency, "")]:
                    if note.get("among") and name not in self._among(note["among"], day_of(proof.time)):
                        continue
                    if "replaces" in note:
                        self._lists.setdefault((duty, name, note["replaces"]), {})[proof.id] = proof
                    group = self._groups.setdefault((duty, name, key), _Group())
                    group.proofs.append(proof)
                    if proof.says == "opens":
                        group.competence = word

    def _whose(self, words: str, proof: Proof) -> Iterator[tuple[str, str]]:
        """Who was meant on the day of the fact; of a competence, its name too, since it can move."""
        word = {"%fields": "fields", "%all": "all"}.get(words, words)
        word = word.removeprefix("%") if word in {"%departments", "%districts", "%vertical"} else word
        for agency, named in named_agencies(word, self._organisation, day_of(proof.time)):
            yield agency, named if named.startswith("%") else ""

    def _among(self, word: str, on: date) -> frozenset[str]:
        if (word, on) not in self._named:
            self._named[word, on] = frozenset(name for name, _ in named_agencies(word, self._organisation, on))
        return self._named[word, on]

    def add_periods(self, until: datetime) -> None:
        """Open what the calendar opens, so that silence is seen."""
        for duty, periodic in self._known:
            for period in recurrences(duty, periodic, until):
                day = last_day_of(period, self._at)
                for agency, _ in named_agencies(periodic.agencies, self._organisation, day):
                    group = self._groups.setdefault((duty, agency, period.key), _Group())
                    group.period, group.ground = period, periodic.source

    # What follows

    def judged(self) -> Iterator[Occasion]:
        """Every occasion with its state."""
        moved = self._moved()
        used: set[str] = set()
        found: dict[_Name, Occasion] = {}
        for name, group in self._groups.items():
            if not group.opened and not any(proof.says == "meets" and not proof.answers for proof in group.proofs):
                continue
            one = self._judge(name, group, group.proofs)
            if one.met is None:
                holder = self._holder(name, group)
                deeds = [each for other in moved.get(name, ()) for each in self._deeds(other)]
                if holder != name[1] and group.opened:
                    taken_over = self._since_taken_over(name, group, holder)
                    if any(each.says == "opens" for each in taken_over):
                        continue  # the holder was asked itself since: that is the same work
                    deeds += [each for each in taken_over if each.says in _DEEDS]
                if deeds:
                    used.update(proof.id for proof in deeds)
                    one = self._judge(name, group, [*group.proofs, *deeds], holder)
            if group.opened or one.met is not None:  # what was done unasked and taken back again is nothing
                found[name] = one
        for name, one in found.items():
            # What was done in a predecessor's place is told once, where it was owed; likewise what a predecessor did.
            group = self._groups[name]
            if not group.opened and all(proof.id in used for proof in group.proofs if proof.says == "meets"):
                continue
            yield one

    def _moved(self) -> dict[_Name, list[_Name]]:
        """Periodic occasion → what agencies had done whose place its agency took before the period was over."""
        found: dict[_Name, list[_Name]] = {}
        for duty, agency, key in self._groups:
            now = self._successor(agency)
            heir = (duty, now, key)
            if now == agency or self._groups[duty, agency, key].period is not None or heir not in self._groups:
                continue  # it is there, or was there still on the last day and owes it itself
            if self._groups[heir].period is not None:
                found.setdefault(heir, []).append((duty, agency, key))
        return found

    def _deeds(self, name: _Name) -> list[Proof]:
        return [proof for proof in self._groups[name].proofs if proof.says in _DEEDS]

    def _since_taken_over(self, name: _Name, group: _Group, holder: str) -> list[Proof]:
        """What is known of the holder's own occasion of that key since it took this one over."""
        heir = self._groups.get((name[0], holder, name[2]))
        since = self._since(name[1], group, holder)
        return [each for each in heir.proofs if day_of(each.time) >= since] if heir else []

    def _holder(self, name: _Name, group: _Group) -> str:
        """Who owes it on the day asked."""
        agency = name[1]
        if group.competence:
            try:
                agency = self._organisation.owner(group.competence.removeprefix("%"), self._today)
            except UnknownCompetence:
                return agency
        return self._successor(agency)

    def _since(self, agency: str, group: _Group, holder: str) -> date:
        """The day on which the holder took it over: what it had done before was its own."""
        days = [IN_FORCE]
        if group.competence:
            row = self._organisation.ownership(group.competence.removeprefix("%"), self._today)
            days.append(row.valid_from)
        while agency != holder and (end := self._organisation.life(agency)[1]) is not None:
            days.append(end)
            follower = self._organisation.successor(agency, end)
            if follower == agency:
                break
            agency = follower
        return max(days)

    def _successor(self, agency: str) -> str:
        try:
            return self._organisation.successor(agency, self._today)
        except UnknownAgency:
            return agency

    def _judge(self, name: _Name, group: _Group, proofs: Sequence[Proof], holder: str = "") -> Occasion:
        duty, agency, key = name
        said = [proof for start, proof in self._everyone.get(duty, ()) if group.opened and _under(key, start)]
        heard = sorted([*proofs, *said, *self._left_out(name, proofs)], key=lambda proof: proof.order)
        due, ground = _deadline(group, heard)
        runs = _run(heard, opened=group.opened)
        state, met, reason = self._state(runs, due, group)
        opened = min((proof.time for proof in heard if proof.says == "opens"), default=None)
        if opened is None and group.period is not None:
            opened = group.period.begins
        owes = holder or (agency if met is not None else self._holder(name, group))
        return Occasion(
            duty=duty,
            agency=owes,
            key=key,
            state=state,
            due=due,
            ground=ground,
            opened=opened,
            proofs=tuple(heard),
            opened_for=agency if owes != agency else "",
            met=met,
            late_by=met.time - due if met is not None and due is not None and state == "met_late" else None,
            days_left=max(0, -((self._at - due) // timedelta(days=1))) if state == "open" and due is not None else None,
            reason=reason,
            periodic=group.period is not None,
        )

    def _left_out(self, name: _Name, proofs: Sequence[Proof]) -> Iterator[Proof]:
        """What replaced the list that had opened this, without naming it any more."""
        duty, agency, key = name
        naming = {proof.id for proof in proofs if proof.says == "opens"}
        lists = self._lists.get((duty, agency, key.rpartition("/")[0]), {})
        if not naming & lists.keys():
            return
        begun = min(lists[id].order for id in naming & lists.keys())
        for id, proof in lists.items():
            if id not in naming and proof.order > begun:
                yield replace(proof, says="waives", due=None, ground="")

    def _state(self, run: _Run, due: datetime | None, group: _Group) -> tuple[str, Proof | None, str]:
        if run.met is not None:
            return ("met_late" if due is not None and _late(run.met, due) else "met"), run.met, ""
        if run.waived:
            return "not_applicable", None, ""
        if group.period is not None and group.period.partial and not run.opened:
            return "not_applicable", None, PARTIAL
        if run.closed is not None:
            return "breached", None, ""
        if due is not None and self._at >= due:
            return "overdue", None, ""
        return "open", None, ""


@dataclass
class _Run:
    """What stands after everything was heard."""

    met: Proof | None = None
    closed: Proof | None = None
    waived: bool = False
    opened: bool = False
    """By name, by a fact."""


def _run(heard: Iterable[Proof], *, opened: bool) -> _Run:
    run = _Run()
    for proof in heard:
        match proof.says:
            case "opens" if not proof.everyone:
                run.waived, run.opened = False, True
            case "meets" if run.met is None and run.closed is None and (opened or not proof.answers):
                if not (proof.everyone and run.waived):
                    run.met = proof
            case "undoes":
                run.met = None
            case "waives":
                run.waived = True
            case "closes" if run.closed is None:
                run.closed = proof
    return run


def _under(key: str, start: str) -> bool:
    return key == start or not start or key.startswith(f"{start}/")


def _deadline(group: _Group, heard: Iterable[Proof]) -> tuple[datetime | None, str]:
    """Of the last opening that names one, else of the period."""
    due = group.period.due if group.period is not None else None
    ground = group.ground
    for proof in heard:
        if proof.says == "opens" and proof.due is not None:
            due, ground = proof.due, proof.ground
    return due, ground


def _late(met: Proof, due: datetime) -> bool:
    effective = date.fromisoformat(met.effective) if met.effective else None
    return is_late(due=due, recorded=met.time, effective=effective) or (met.late and met.time >= due)
