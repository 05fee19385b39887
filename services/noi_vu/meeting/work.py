"""Cuộc họp nào sắp tới, đã họp chưa, còn thiếu gì (Điều 12 khoản 2, Điều 20 khoản 1)?"""

from __future__ import annotations

from typing import Any

from schemas.meeting import (
    AttendanceRecorded,
    MeetingCalled,
    MeetingCancelled,
    MeetingConcluded,
    MeetingMaterialCirculated,
    MeetingRescheduled,
    MinutesIssued,
)
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees


class Meetings(View):
    """Các cuộc họp. Rows: ``meeting/2021/Q4``."""

    name = "meetings"

    @sees(MeetingCalled)
    def called(self, fact: Fact) -> None:
        told = (
            "clause",
            "matter_kind",
            "year",
            "quarter",
            "title",
            "lead",
            "coordinators",
            "mode",
            "about",
            "starts",
            "place",
            "link",
            "agenda",
        )
        self.rows[fact.data["meeting"]] = {
            **{name: fact.data[name] for name in told},
            "state": "called",
            "materials": 0,
            "present": None,
            "absent": None,
            "tasks": [],
            "minutes": None,
        }

    @sees(MeetingRescheduled)
    def rescheduled(self, fact: Fact) -> None:
        self._note(fact, **{name: fact.data[name] for name in ("starts", "place", "link")})

    @sees(MeetingCancelled)
    def cancelled(self, fact: Fact) -> None:
        self._note(fact, state="cancelled")

    @sees(MeetingMaterialCirculated)
    def received(self, fact: Fact) -> None:
        before = self.rows[fact.data["meeting"]]["materials"]
        self._note(fact, materials=before + len(fact.data["materials"]))

    @sees(AttendanceRecorded)
    def attended(self, fact: Fact) -> None:
        present = sorted({each["agency"] for each in fact.data["present"]})
        self._note(fact, present=present, absent=[each["agency"] for each in fact.data["absent"]])

    @sees(MeetingConcluded)
    def concluded(self, fact: Fact) -> None:
        self._note(fact, state="concluded", tasks=fact.data["tasks"])

    @sees(MinutesIssued)
    def minuted(self, fact: Fact) -> None:
        self._note(fact, minutes=fact.data["document"])

    def _note(self, fact: Fact, **told: Any) -> None:
        self.rows[fact.data["meeting"]] = {**self.rows[fact.data["meeting"]], **told}
