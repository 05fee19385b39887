"""Đợt đánh giá của một năm: mở đợt, gia hạn (Điều 10 khoản 2; Điều 2 khoản 2: mỗi việc một đầu mối)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from schemas.scoring_round import ExtendWindow, OpenRound, RoundOpened, WindowExtended
from services.noi_vu.criteria_set import CriteriaSet, valid_in
from services.noi_vu.dossier import Assessment
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Fact, Message
from shared.mechanism.record import Record, Refused, event
from shared.mechanism.taking import Alarm, schedules, takes
from shared.procedures.organisation import organisation
from shared.procedures.refusal import refuse
from shared.regulation.agencies import UnknownAgency
from shared.regulation.competences import COMPETENCES
from shared.regulation.criteria import CriteriaSet as Criteria
from shared.regulation.criteria import UnknownCriterion
from shared.regulation.faults import Fault
from shared.regulation.index import Scoring, scoring_faults
from shared.regulation.organisation import Organisation
from shared.regulation.ranking import Band, band_faults
from shared.regulation.windows import WINDOWS, Window, spoken_moment, window_faults

# What is remembered


class ScoringRound(Record):
    """Đợt đánh giá của một năm (Điều 10 khoản 2): ai, theo bộ tiêu chí nào, trong thời hạn nào."""

    key = ("year",)

    @event("RoundOpened")
    def __init__(
        self,
        *,
        year: int,
        title: str,
        sample: bool,
        lead: str,
        coordinators: list[str],
        blocks: list[dict[str, Any]],
        agencies: list[dict[str, Any]],
        windows: dict[str, dict[str, Any]],
        scoring: dict[str, Any],
        reminders: dict[str, Any],
    ) -> None:
        self.year = year
        self.sample = sample
        self.blocks = {block["block"]: block for block in blocks}
        self.agencies = [each["agency"] for each in agencies]
        self.block_of = {each["agency"]: each["block"] for each in agencies}
        self.windows = dict(windows)
        self.scoring_rule = scoring
        self.reminders = reminders

    def window(self, name: str) -> Window:
        return Window.from_plain(self.windows[name])

    @property
    def scoring(self) -> Scoring:
        return Scoring.from_plain(self.scoring_rule)

    def members(self, block: str) -> list[str]:
        """The agencies of one khối, in the order of the round."""
        return [each for each in self.agencies if self.block_of[each] == block]

    def extend(self, *, window: str, closes: datetime, reason: str, source: str, now: datetime) -> None:
        """Move a deadline to a later day (†). Raises Refused."""
        held = self.window(window)
        name = WINDOWS[window]
        if window == "self_scoring" and held.is_late(now):
            sentence = f"Thời hạn “{name}” đã hết lúc {spoken_moment(held.closes)} và thẩm định đã bắt đầu."
            raise Refused("WINDOW_CLOSED", sentence)
        if closes <= held.closes:
            sentence = f"Thời hạn “{name}” chỉ được dời về sau {spoken_moment(held.closes)}."
            raise Refused("WINDOW_NOT_LATER", sentence)
        if closes <= now:
            sentence = f"Thời hạn mới của “{name}” ({spoken_moment(closes)}) đã qua."
            raise Refused("WINDOW_IN_PAST", sentence)
        windows = {each: self.window(each) for each in self.windows}
        windows[window] = Window(opens=held.opens, closes=closes, source=source)
        refuse(window_faults(windows))
        self._extend(
            year=self.year,
            window=window,
            previous_closes=held.to_plain()["closes"],
            closes=windows[window].to_plain()["closes"],
            days_before=self.reminders["days_before"],
            reason=reason,
            source=source,
        )

    @event("WindowExtended")
    def _extend(
        self,
        *,
        year: int,
        window: str,
        previous_closes: str,
        closes: str,
        days_before: list[int],
        reason: str,
        source: str,
    ) -> None:
        self.windows[window] = {**self.windows[window], "closes": closes, "source": source}


def round_of(ledger: Ledger, year: int) -> ScoringRound:
    """The round of that year. Raises Refused."""
    found = ledger.find(ScoringRound, year=year)
    if found is None:
        raise Refused("UNKNOWN_ROUND", f"Chưa mở đợt đánh giá năm {year}.")
    return found


# What is taken


@takes(OpenRound)
def open_round(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Mở đợt, và mở hồ sơ của từng cơ quan được đánh giá."""
    data = message.data
    year: int = data["year"]
    if ledger.find(ScoringRound, year=year) is not None:
        raise Refused("ROUND_EXISTS", f"Đợt đánh giá năm {year} đã mở.")
    sets = _sets_of(ledger, data)
    known, on = organisation(ledger), ledger.now.date()
    refuse([*_block_faults(data, sets), *_agency_faults(data, sets, known, on), *_rule_faults(data)])
    yield ScoringRound(
        year=year,
        title=data["title"],
        sample=data["sample"],
        lead=ledger.agency,
        coordinators=_coordinators(sets, ledger.agency, known, on),
        blocks=data["blocks"],
        agencies=data["agencies"],
        windows={name: Window.from_plain(window).to_plain() for name, window in data["windows"].items()},
        scoring=data["scoring"],
        reminders=data["reminders"],
    )
    for each in data["agencies"]:
        criteria = sets[each["block"]]
        yield Assessment(
            year=year,
            agency=each["agency"],
            block=each["block"],
            criteria_set=criteria.code,
            version=criteria.version,
            ranked=each["ranked"],
            not_applicable=each["not_applicable"],
        )


def _sets_of(ledger: Ledger, data: dict[str, Any]) -> dict[str, Criteria]:
    """Khối → criteria set. Raises Refused for a set that was never adopted."""
    sets = {}
    for block in data["blocks"]:
        adopted = ledger.find(CriteriaSet, code=block["criteria_set"])
        criteria = adopted.criteria(block["version"]) if adopted else None
        if criteria is None:
            sentence = f"Không có bộ tiêu chí {block['criteria_set']} phiên bản {block['version']}."
            raise Refused("UNKNOWN_CRITERIA_SET", sentence)
        sets[block["block"]] = criteria
    return sets


def _block_faults(data: dict[str, Any], sets: dict[str, Criteria]) -> Iterator[Fault]:
    year = data["year"]
    for block in data["blocks"]:
        criteria = sets[block["block"]]
        if criteria.block != block["block"]:
            sentence = f"Bộ tiêu chí {criteria.code} dành cho khối khác."
            yield Fault("CRITERIA_SET_OF_OTHER_BLOCK", block["block"], sentence)
        if not valid_in(criteria, year=year):
            sentence = f"Bộ tiêu chí {criteria.code} không có hiệu lực trong năm {year}."
            yield Fault("CRITERIA_SET_NOT_VALID", block["block"], sentence)
        if criteria.sample and not data["sample"]:
            sentence = f"Bộ tiêu chí {criteria.code} là bộ mẫu nên đợt cũng phải ghi là đợt mẫu."
            yield Fault("SAMPLE_NOT_LABELLED", block["block"], sentence)
        if not any(each["block"] == block["block"] for each in data["agencies"]):
            yield Fault("BLOCK_WITHOUT_AGENCIES", block["block"], "Khối không có cơ quan nào được đánh giá.")
        yield from band_faults([Band.from_plain(band) for band in block["bands"]])


def _agency_faults(
    data: dict[str, Any], sets: dict[str, Criteria], organisation: Organisation, on: date
) -> Iterator[Fault]:
    """Evaluated are agencies that exist on the day of opening, in the khối that they are in on that day."""
    for each in data["agencies"]:
        code = each["agency"]
        try:
            known = organisation.agency(code, on)
        except UnknownAgency as reason:
            yield Fault("UNKNOWN_AGENCY", code, str(reason))
            continue
        if known.block != each["block"]:
            yield Fault("AGENCY_OF_OTHER_BLOCK", code, f"{known.name} không thuộc khối đã ghi.")
            continue
        criteria = sets.get(each["block"])
        if criteria is None:
            yield Fault("BLOCK_NOT_PLANNED", code, f"Khối của {known.name} chưa có bộ tiêu chí trong đợt.")
            continue
        for exempt in each["not_applicable"]:
            try:
                criteria.node(exempt)
            except UnknownCriterion as reason:
                yield Fault("UNKNOWN_CRITERION", exempt, str(reason))


def _rule_faults(data: dict[str, Any]) -> Iterator[Fault]:
    yield from window_faults({name: Window.from_plain(window) for name, window in data["windows"].items()})
    yield from scoring_faults(Scoring.from_plain(data["scoring"]))


def _coordinators(sets: dict[str, Criteria], lead: str, organisation: Organisation, on: date) -> list[str]:
    """The owners of the criteria of this round beside the lead, in the order of the articles."""
    used = {leaf.competence for criteria in sets.values() for leaf in criteria.leaves()}
    return [each for each in organisation.holders((each for each in COMPETENCES if each in used), on) if each != lead]


@takes(ExtendWindow)
def extend_window(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    found = round_of(ledger, data["year"])
    for each in found.agencies:
        assessment = ledger.find(Assessment, year=found.year, agency=each)
        if assessment is not None and assessment.index is not None:
            sentence = f"Chỉ số của {each} đã xác định; không gia hạn được nữa."
            raise Refused("INDEX_DETERMINED", sentence)
    found.extend(
        window=data["window"],
        closes=data["closes"],
        reason=data["reason"],
        source=data["source"],
        now=ledger.now,
    )
    yield found


# What falls due


@schedules(RoundOpened)
def deadlines_of_the_round(fact: Fact) -> Iterator[Alarm]:
    for name, window in fact.data["windows"].items():
        yield from _deadlines(fact, name, window["closes"], fact.data["reminders"]["days_before"])


@schedules(WindowExtended)
def deadlines_of_the_extension(fact: Fact) -> Iterator[Alarm]:
    yield from _deadlines(fact, fact.data["window"], fact.data["closes"], fact.data["days_before"])


def _deadlines(fact: Fact, window: str, closes: str, days_before: list[int]) -> Iterator[Alarm]:
    """Closing, overdue list, reminders of one window; a reminder whose day has passed is not made up for."""
    year, due = fact.data["year"], datetime.fromisoformat(closes)
    data = {"year": year, "window": window}
    if window != "appraisal":
        yield Alarm(name=f"{window}_closes", key=f"{year}", due=due, data=data)
    yield Alarm(name="overdue", key=f"{year}/{window}", due=due, data=data)
    for days in days_before:
        moment = due - timedelta(days=days)
        reminder = moment if moment > fact.time and days > 0 else None
        yield Alarm(name="reminder", key=f"{year}/{window}/{days}", due=reminder, data=data)
