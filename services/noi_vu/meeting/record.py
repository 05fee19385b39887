"""Một cuộc họp: mời, dời, dự, kết luận, biên bản: điều Sở Nội vụ ghi nhớ (Điều 12 khoản 2, Điều 20 khoản 1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from shared.mechanism.record import Record, Refused, event
from shared.procedures.refusal import refuse
from shared.regulation.faults import Fault

# What is remembered


class Meeting(Record):
    """Cuộc họp của một quý, cuộc họp đánh giá của một năm, hay một cuộc họp khác."""

    key = ("meeting",)
    dossier = True

    @event("MeetingBegun")
    def __init__(self, *, meeting: str) -> None:
        self.meeting = meeting
        self.calls = 0
        self.state = "new"  # new → called → concluded; called → cancelled → called …
        self.matter_kind = ""
        self.clause = ""
        self.year = 0
        self.quarter: str | None = None
        self.title = ""
        self.lead = ""
        self.coordinators: list[str] = []
        self.starts = ""
        self.place: str | None = None
        self.link: str | None = None
        self.records = 0
        self.attended = False
        self.minutes = 0

    @property
    def participants(self) -> list[str]:
        return [self.lead, *self.coordinators]

    def must_be_called(self) -> None:
        """Raises Refused when it is cancelled or already held."""
        if self.state == "cancelled":
            raise Refused("MEETING_CANCELLED", f"{self.title} đã hoãn; mời lại trước.")
        if self.state == "concluded":
            raise Refused("MEETING_CONCLUDED", f"{self.title} đã họp và kết luận.")

    # Called, moved, cancelled

    def call(self, **told: Any) -> None:
        if self.state == "called":
            raise Refused("MEETING_CALLED", f"Đã mời {self.title}; dời hoặc hoãn cuộc họp ấy.")
        if self.state == "concluded":
            raise Refused("MEETING_CONCLUDED", f"{self.title} đã họp và kết luận.")
        refuse(list(place_faults(told["place"], told["link"])))
        self._call(meeting=self.meeting, call=self.calls + 1, **told)

    @event("MeetingCalled")
    def _call(
        self,
        *,
        meeting: str,
        call: int,
        clause: str,
        matter_kind: str,
        year: int,
        quarter: str | None,
        title: str,
        lead: str,
        coordinators: list[str],
        mode: str,
        about: str | None,
        starts: str,
        place: str | None,
        link: str | None,
        agenda: list[str],
        document: dict[str, Any],
    ) -> None:
        self.calls = call
        self.state = "called"
        self.clause = clause
        self.matter_kind = matter_kind
        self.year = year
        self.quarter = quarter
        self.title = title
        self.lead = lead
        self.coordinators = coordinators
        self.starts = starts
        self.place = place
        self.link = link
        self.attended = False

    def reschedule(self, *, starts: datetime, place: str | None, link: str | None, reason: str) -> None:
        """Whatever is not said anew about the place stays. Raises Refused."""
        self.must_be_called()
        if self.attended:
            raise Refused("MEETING_HELD", f"{self.title} đã họp, đã ghi người dự.")
        new = {"place": place, "link": link} if place or link else {"place": self.place, "link": self.link}
        if starts == datetime.fromisoformat(self.starts) and new == {"place": self.place, "link": self.link}:
            raise Refused("NOTHING_MOVED", f"{self.title} vẫn vào lúc ấy, ở nơi ấy.")
        self._reschedule(
            meeting=self.meeting,
            coordinators=self.coordinators,
            previous_starts=self.starts,
            starts=starts.isoformat(),
            reason=reason,
            **new,
        )

    @event("MeetingRescheduled")
    def _reschedule(
        self,
        *,
        meeting: str,
        coordinators: list[str],
        previous_starts: str,
        starts: str,
        place: str | None,
        link: str | None,
        reason: str,
    ) -> None:
        self.starts = starts
        self.place = place
        self.link = link

    def cancel(self, *, reason: str) -> None:
        """Raises Refused: what has been held cannot be called off."""
        self.must_be_called()
        if self.attended:
            raise Refused("MEETING_HELD", f"{self.title} đã họp, đã ghi người dự.")
        self._cancel(meeting=self.meeting, coordinators=self.coordinators, reason=reason)

    @event("MeetingCancelled")
    def _cancel(self, *, meeting: str, coordinators: list[str], reason: str) -> None:
        self.state = "cancelled"

    # Before and at the meeting

    def send_material(self, *, agency: str, materials: list[dict[str, Any]]) -> None:
        self.must_be_called()
        if agency not in self.participants:
            raise Refused("NOT_INVITED", f"{agency} không được mời dự {self.title}.")
        recipients = [each for each in self.participants if each != agency]
        self._send_material(meeting=self.meeting, agency=agency, recipients=recipients, materials=list(materials))

    @event("MeetingMaterialCirculated")
    def _send_material(
        self, *, meeting: str, agency: str, recipients: list[str], materials: list[dict[str, Any]]
    ) -> None:
        pass

    def record_attendance(self, *, present: list[dict[str, Any]], absent: list[dict[str, Any]], now: datetime) -> None:
        """Once more is a correction, also after the conclusions. Raises Refused."""
        if self.state != "concluded":
            self.must_be_called()
        if now < datetime.fromisoformat(self.starts):
            raise Refused("MEETING_NOT_YET", f"{self.title} chưa tới giờ họp.")
        refuse(list(self._attendance_faults(present, absent)))
        self._record_attendance(
            meeting=self.meeting, correction=self.records + 1, present=list(present), absent=list(absent)
        )

    def _attendance_faults(self, present: list[dict[str, Any]], absent: list[dict[str, Any]]) -> Iterator[Fault]:
        here, away = {each["agency"] for each in present}, {each["agency"] for each in absent}
        for each in sorted((here | away) - set(self.participants)):
            yield Fault("NOT_INVITED", each, f"{each} không được mời dự {self.title}.")
        for each in sorted(here & away):
            yield Fault("PRESENT_AND_ABSENT", each, f"{each} vừa ghi dự vừa ghi vắng.")
        missing = [each for each in self.participants if each not in here | away]
        if missing:
            yield Fault("ATTENDANCE_INCOMPLETE", missing[0], f"Chưa ghi {', '.join(missing)} dự hay vắng.")

    @event("AttendanceRecorded")
    def _record_attendance(
        self, *, meeting: str, correction: int, present: list[dict[str, Any]], absent: list[dict[str, Any]]
    ) -> None:
        self.records = correction
        self.attended = True

    # After it

    def must_be_held(self) -> None:
        """Raises Refused until it is known who came."""
        if not self.attended:
            raise Refused("ATTENDANCE_MISSING", f"Chưa ghi ai dự, ai vắng {self.title}.")

    def conclude(self, *, summary: str, tasks: Sequence[str], document: dict[str, Any]) -> None:
        self.must_be_called()
        self.must_be_held()
        self._conclude(
            meeting=self.meeting,
            clause=self.clause,
            matter_kind=self.matter_kind,
            year=self.year,
            quarter=self.quarter,
            title=self.title,
            lead=self.lead,
            coordinators=self.coordinators,
            held=self.starts,
            summary=summary,
            tasks=list(tasks),
            document=document,
        )

    @event("MeetingConcluded")
    def _conclude(
        self,
        *,
        meeting: str,
        clause: str,
        matter_kind: str,
        year: int,
        quarter: str | None,
        title: str,
        lead: str,
        coordinators: list[str],
        held: str,
        summary: str,
        tasks: list[str],
        document: dict[str, Any],
    ) -> None:
        self.state = "concluded"

    def must_be_minuted(self, *, reason: str | None) -> None:
        """Raises Refused: never held, or minutes are replaced without a reason."""
        if self.state == "cancelled":
            raise Refused("MEETING_CANCELLED", f"{self.title} đã hoãn, không có biên bản.")
        self.must_be_held()
        if self.minutes and not reason:
            raise Refused("REASON_MISSING", f"Đã có biên bản {self.title}; thay thì phải nêu lý do.")

    def issue_minutes(self, *, sha256: str, reason: str | None, document: dict[str, Any]) -> None:
        self.must_be_minuted(reason=reason)
        self._issue_minutes(
            meeting=self.meeting,
            recipients=self.participants,
            edition=self.minutes + 1,
            sha256=sha256,
            reason=reason,
            document=document,
        )

    @event("MinutesIssued")
    def _issue_minutes(
        self,
        *,
        meeting: str,
        recipients: list[str],
        edition: int,
        sha256: str,
        reason: str | None,
        document: dict[str, Any],
    ) -> None:
        self.minutes = edition


def place_faults(place: str | None, link: str | None) -> Iterator[Fault]:
    """A meeting is somewhere, or online."""
    if not place and not link:
        yield Fault("PLACE_MISSING", "place", "Phải nêu địa điểm hoặc đường dẫn họp trực tuyến.")
