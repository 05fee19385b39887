"""Toàn tỉnh: hôm nay có gì cần can thiệp, ở đâu? What the front page and a department's page show, worst first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.portal import formats, wording
from services.portal.duties import Duty
from shared.regulation.agencies import BLOCKS, UnknownAgency, agency_of

Row = Mapping[str, Any]
AT_MOST = 7
"""How many things are asked for at once: a longer list is not read."""


@dataclass(frozen=True)
class Health:
    """One department as it tells of itself; ``state`` ok, soon (chậm) or late (tắc, không trả lời)."""

    service: str
    told: Row

    @property
    def name(self) -> str:
        return wording.department(self.service)

    @property
    def silent(self) -> bool:
        return self.told.get("status") == "silent"

    @property
    def words(self) -> str:
        return wording.HEALTH.get(self.told.get("status", ""), wording.SILENT)[0]

    @property
    def state(self) -> str:
        return wording.HEALTH.get(self.told.get("status", ""), wording.SILENT)[1]

    def part(self, name: str) -> Row:
        """``relay``, ``inbox``, ``quarantine`` or ``ledger`` as told; empty when not told."""
        told = self.told.get(name)
        return told if isinstance(told, dict) else {}

    @property
    def senders(self) -> list[Row]:
        others = (one for one in self.part("inbox").get("senders") or [] if one.get("sender") != self.service)
        return sorted(others, key=lambda one: -float(one.get("lag_seconds") or 0))

    @property
    def inbox_lag(self) -> float | None:
        """Seconds by which the slowest sender's facts wait; None when not told."""
        lags = [float(one.get("lag_seconds") or 0) for one in self.senders]
        return max(lags) if lags else None

    @property
    def missing(self) -> int:
        return sum(int(one.get("missing") or 0) for one in self.senders)

    @property
    def quarantined(self) -> int:
        return int(self.part("quarantine").get("open") or 0)

    @property
    def aside(self) -> list[Row]:
        """The messages in quarantine, oldest first, as far as they are told one by one."""
        return list(self.part("quarantine").get("entries") or [])

    @property
    def behind(self) -> int:
        """How many positions the slowest view lags behind its ledger."""
        return max((int(view.get("behind") or 0) for view in self.told.get("views") or []), default=0)


def healths(told: Iterable[Row]) -> list[Health]:
    """The six departments and the portal in the order of the regulation; one that was never asked is left out."""
    order = {name: place for place, name in enumerate((*wording.DEPARTMENTS, wording.PORTAL))}
    found = [Health(service=one["service"], told=one) for one in told]
    return sorted(found, key=lambda one: (order.get(one.service, 99), one.service))


@dataclass(frozen=True)
class Concern:
    """Một việc cần làm ngay: how bad, what, where to look."""

    state: str
    title: str
    words: str
    department: str = ""


def concerns(health: Sequence[Health], work: Sequence[Duty]) -> list[Concern]:
    """At most seven, worst first: departments in trouble, quarantine, overdue work by debtor, then what is due soon."""
    found: list[Concern] = []
    for one in health:
        if one.state == "late":
            found.append(Concern("late", one.name, _trouble(one), one.service))
    for one in health:
        if one.quarantined:
            cause = next(iter(one.part("quarantine").get("causes") or []), "")
            words = f"{one.quarantined} thông điệp bị cách ly{': ' if cause else ''}{cause[:120]}"
            found.append(Concern("late", one.name, words, one.service))
    for debtor, mine in _by_debtor(work, "late").items():
        longest = "" if len(mine) == 1 else "lâu nhất "
        words = f"{_works(mine)} quá hạn, {longest}{mine[0].late_by}"
        found.append(Concern("late", wording.agency_name(debtor), words))
    for one in health:
        if one.state == "soon":
            found.append(Concern("soon", one.name, _trouble(one), one.service))
    for debtor, mine in _by_debtor(work, "soon").items():
        words = f"{_works(mine)}, {formats.distance(mine[0].row['due'], mine[0].now)}"
        found.append(Concern("soon", wording.agency_name(debtor), words))
    return found[:AT_MOST]


def _by_debtor(work: Iterable[Duty], state: str) -> dict[str, list[Duty]]:
    found: dict[str, list[Duty]] = {}
    for duty in work:
        if duty.state == state:
            found.setdefault(duty.row["debtor"], []).append(duty)
    return found


def _works(mine: Sequence[Duty]) -> str:
    return mine[0].title if len(mine) == 1 else f"{len(mine)} việc"


def _trouble(one: Health) -> str:
    if one.silent:
        return "không trả lời trong 2 giây"
    parts = []
    pending = int(one.part("inbox").get("pending") or 0)
    if pending or one.missing:
        parts.append(f"{formats.number(pending + one.missing, 0)} thông điệp đến đang chờ")
    relay = one.part("relay")
    if relay.get("pending"):
        parts.append(f"{formats.number(relay['pending'], 0)} thông điệp chưa phát được")
    if one.behind:
        parts.append(f"khung nhìn chậm {formats.number(one.behind, 0)} vị trí")
    return ", ".join(parts) or str(one.told.get("reason") or one.words.lower())


def agency_of_service(service: str) -> str:
    """The agency id behind a service; "" for the portal and for what is no department."""
    try:
        return agency_of(service).id
    except UnknownAgency:
        return ""


@dataclass(frozen=True)
class Step:
    """One step of a round: ``state`` done, now or next."""

    name: str
    words: str
    state: str


def steps(opened: Row, scores: Sequence[Row], now: datetime) -> list[Step]:
    """Where a round stands, from its opening to its publication, with the step that is going on marked."""
    windows = opened.get("windows", {})
    determined = sum(bool(row.get("index")) for row in scores)
    found = [("Mở đợt", formats.day((opened.get("opened") or {}).get("recorded")), True)]
    for name, title in wording.WINDOWS.items():
        closes = (windows.get(name) or {}).get("closes")
        end = formats.read_moment(closes)
        found.append((title, formats.until(closes), bool(end and end <= now)))
    found.append(("Xác định Chỉ số", f"{determined}/{len(scores)} cơ quan", bool(scores) and determined == len(scores)))
    for name, title in (("submitted", "Trình UBND"), ("decided", "Quyết định"), ("published", "Công bố")):
        told = opened.get(name) or {}
        if told.get("approved") is False:
            found.append((title, "đã trả lại", False))
        else:
            found.append((title, formats.day(told.get("recorded")), bool(told)))
    last = max((place for place, one in enumerate(found) if one[2]), default=-1)
    states = ["done" if place <= last else "now" if place == last + 1 else "next" for place in range(len(found))]
    return [Step(name, words, state) for (name, words, _), state in zip(found, states, strict=True)]


@dataclass(frozen=True)
class Progress:
    """How far the agencies of a khối are."""

    block: str
    counts: Mapping[str, int]
    total: int


PARTS = (
    ("waiting", "chưa nộp"),
    ("submitted", "đã nộp"),
    ("appraising", "đang thẩm định"),
    ("appraised", "đã thẩm định"),
    ("determined", "đã có kết quả"),
)
_PART_OF = {"withdrawn": "waiting", "missing": "appraised", "explained": "appraised", "reappraising": "appraised"}


def progress(scores: Iterable[Row]) -> list[Progress]:
    """Per khối: how many agencies stand at each part of the way."""
    found: dict[str, dict[str, int]] = {}
    for row in scores:
        counts = found.setdefault(row["block"], {name: 0 for name, _ in PARTS})
        state: str = row["state"]
        counts[_PART_OF.get(state, state)] += 1
    order = list(BLOCKS)
    blocks = sorted(found, key=lambda block: order.index(block) if block in order else 99)
    return [Progress(block=block, counts=found[block], total=sum(found[block].values())) for block in blocks]
