"""Phần tự đánh giá cấp tỉnh của một cơ quan: điều được ghi nhớ, ở dịch vụ của cơ quan ấy (Điều 10 khoản 1 điểm b).

What Sở Nội vụ says of it (asked, returned, consolidated, closed) is noted here; it can open and shut the part, and
never change a score in it.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from shared.mechanism.message import plain as plain_data
from shared.mechanism.record import Record, Refused, event
from shared.procedures.deadline import is_late
from shared.procedures.refusal import refuse
from shared.regulation.criteria import Node
from shared.regulation.notation import plain
from shared.regulation.provincial_entry import part_faults
from shared.regulation.scoring import self_score


class ProvincialPart(Record):
    """Phần tiêu chí cấp tỉnh mà một cơ quan được đề nghị tự đánh giá trong một năm (Điều 10 khoản 1 điểm b)."""

    key = ("year", "agency")

    @event("ProvincialPartOpened")
    def __init__(self, *, year: int, agency: str, title: str) -> None:
        self.year = year
        self.agency = agency
        self.title = title
        self.due = self.basis = ""
        self.returned = False
        """Returned to be sent again by a deadline of its own, which that of the round does not move."""
        self.clause_of: dict[str, str] = {}
        self.criteria: dict[str, dict[str, Any]] = {}
        self.draft: dict[str, dict[str, Any]] = {}
        self.attempt = 0
        self.state = "open"  # open → submitted → consolidated; returned or withdrawn: open again; at last closed

    # Asked by Sở Nội vụ; moved when a competence moves

    def ask(self, *, clause: str, basis: str, criteria: list[dict[str, Any]], due: datetime) -> None:
        self._ask(clause=clause, basis=basis, criteria=criteria, due=due.isoformat())

    @event("ProvincialPartWidened")
    def _ask(self, *, clause: str, basis: str, criteria: list[dict[str, Any]], due: str) -> None:
        self.basis = basis
        for row in criteria:
            self.criteria[row["criterion"]] = row
            self.clause_of[row["criterion"]] = clause
        self.due = due
        self.returned = False
        self.state = "open"

    def hand_over(self, *, criteria: list[str]) -> None:
        held = [code for code in criteria if code in self.criteria]
        if held:
            self._hand_over(criteria=held)

    @event("ProvincialPartNarrowed")
    def _hand_over(self, *, criteria: list[str]) -> None:
        for code in criteria:
            self.criteria.pop(code, None)
            self.clause_of.pop(code, None)
            self.draft.pop(code, None)

    def cancel(self) -> None:
        if self.criteria:
            self._cancel(criteria=list(self.criteria))

    @event("ProvincialPartCancelled")
    def _cancel(self, *, criteria: list[str]) -> None:
        self._note_nothing_asked()

    def _note_nothing_asked(self) -> None:
        self.criteria = {}
        self.clause_of = {}
        self.draft = {}
        self.state = "open"

    def move_deadline(self, *, due: datetime) -> None:
        """A part that has been sent may yet be taken back, and is due again then."""
        if not self.returned and self.state != "closed":
            self._move_deadline(due=due.isoformat())

    @event("ProvincialPartDeadlineNoted")
    def _move_deadline(self, *, due: str) -> None:
        self.due = due

    # Scored by the agency itself

    def leaves(self) -> dict[str, Node]:
        return {code: _leaf(row) for code, row in self.criteria.items()}

    def save(self, *, entries: list[dict[str, Any]]) -> None:
        """Keep some entries; only what can never be right is refused. Raises Refused."""
        self._must_be_writable()
        refuse(list(part_faults(self.agency, self.leaves(), entries, complete=False)))
        self._save(entries=entries, saved=len({*self.draft, *(entry["criterion"] for entry in entries)}))

    @event("ProvincialPartSaved")
    def _save(self, *, entries: list[dict[str, Any]], saved: int) -> None:
        for entry in entries:
            self.draft[entry["criterion"]] = entry

    def submit(
        self,
        *,
        entries: list[dict[str, Any]],
        difficulties: str | None,
        document: dict[str, Any],
        now: datetime,
        effective: date | None,
    ) -> None:
        """Submit what was saved and what is given; late is recorded, not refused. Raises Refused."""
        self._must_be_writable()
        leaves = self.leaves()
        given = {entry["criterion"]: entry for entry in plain_data(entries)}
        whole = {**self.draft, **given}
        refuse(list(part_faults(self.agency, leaves, list(whole.values()))))
        scores = {code: self_score(leaf, whole[code]) for code, leaf in leaves.items()}
        for clause in dict.fromkeys(self.clause_of.values()):
            own = [code for code in leaves if self.clause_of[code] == clause]
            self._score(
                year=self.year,
                agency=self.agency,
                clause=clause,
                attempt=self.attempt + 1,
                entries=[_scored(leaves[code], whole[code], scores[code]) for code in own],
            )
        due = datetime.fromisoformat(self.due)
        counted = [leaf for code, leaf in leaves.items() if scores[code] is not None and not leaf.aside]
        self._submit(
            year=self.year,
            agency=self.agency,
            clause=self.basis,
            attempt=self.attempt + 1,
            criteria=list(leaves),
            score=plain(sum((score for score in scores.values() if score is not None), Decimal(0))),
            maximum=plain(sum((leaf.maximum for leaf in counted), Decimal(0))),
            difficulties=difficulties,
            document=document,
            due=self.due,
            late=is_late(due=due, recorded=now, effective=effective),
        )

    @event("ProvincialContentScored")
    def _score(self, *, year: int, agency: str, clause: str, attempt: int, entries: list[dict[str, Any]]) -> None:
        for entry in entries:
            kept = {name: value for name, value in entry.items() if name != "maximum"}
            computed = self.criteria[entry["criterion"]]["kind"] == "computed"
            self.draft[entry["criterion"]] = kept | ({"score": None} if computed else {})

    @event("ProvincialPartSubmitted")
    def _submit(
        self,
        *,
        year: int,
        agency: str,
        clause: str,
        attempt: int,
        criteria: list[str],
        score: str,
        maximum: str,
        difficulties: str | None,
        document: dict[str, Any],
        due: str,
        late: bool,
    ) -> None:
        self.attempt = attempt
        self.state = "submitted"

    def _must_be_writable(self) -> None:
        name = f"phần tự đánh giá cấp tỉnh năm {self.year} của {self.agency}"
        if not self.criteria:
            raise Refused("NOT_REQUESTED", f"{self.agency} không còn được đề nghị tự đánh giá cấp tỉnh {self.year}.")
        if self.state == "submitted":
            sentence = f"Đã gửi {name} (lần {self.attempt}); muốn sửa thì rút về trước."
            raise Refused("ALREADY_SUBMITTED", sentence)
        if self.state == "consolidated":
            sentence = f"Sở Nội vụ đã tổng hợp {name}; muốn sửa thì đề nghị Sở Nội vụ trả lại."
            raise Refused("PART_CONSOLIDATED", sentence)
        if self.state == "closed":
            raise Refused("PROVINCIAL_ROUND_CLOSED", f"Báo cáo năm {self.year} đã gửi Bộ Nội vụ; không sửa {name} nữa.")

    def withdraw(self, *, reason: str) -> None:
        """Take the part back while it is not consolidated (†). Raises Refused."""
        if self.state == "open":
            raise Refused("NOT_SUBMITTED", f"{self.agency} chưa gửi phần tự đánh giá cấp tỉnh năm {self.year}.")
        if self.state != "submitted":
            self._must_be_writable()
        self._withdraw(year=self.year, agency=self.agency, attempt=self.attempt, reason=reason)

    @event("ProvincialPartWithdrawn")
    def _withdraw(self, *, year: int, agency: str, attempt: int, reason: str) -> None:
        self.state = "open"

    # What Sở Nội vụ did with it

    def note_return(self, *, attempt: int, due: datetime) -> None:
        """What speaks of an earlier attempt is overtaken by the one that has been sent since."""
        if attempt == self.attempt and self.state != "closed":
            self._note_return(attempt=attempt, due=due.isoformat())

    @event("ProvincialPartReturnNoted")
    def _note_return(self, *, attempt: int, due: str) -> None:
        self.due = due
        self.returned = True
        self.state = "open"

    def note_consolidation(self, *, consolidation: int) -> None:
        if self.state == "submitted":
            self._note_consolidation(consolidation=consolidation)

    @event("ProvincialPartConsolidationNoted")
    def _note_consolidation(self, *, consolidation: int) -> None:
        self.state = "consolidated"

    def close(self, *, dispatch: int) -> None:
        if self.state != "closed":
            self._close(dispatch=dispatch)

    @event("ProvincialPartClosed")
    def _close(self, *, dispatch: int) -> None:
        self.state = "closed"


def _leaf(row: dict[str, Any]) -> Node:
    """The leaf as the request describes it: the owner holds no criteria set, only what it was asked about."""
    return Node.from_plain({**row, "code": row["criterion"], "parent": None, "level": "criterion"})


def _scored(leaf: Node, entry: dict[str, Any], score: Decimal | None) -> dict[str, Any]:
    return {
        "criterion": leaf.code,
        "maximum": plain(leaf.maximum),
        "score": None if score is None else plain(score),
        "figures": entry.get("figures"),
        "not_applicable": bool(entry.get("not_applicable")),
        "evidence": entry.get("evidence") or [],
        "insufficient": bool(entry.get("insufficient")),
        "explanation": entry.get("explanation"),
    }
