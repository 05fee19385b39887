"""Chỉ số CCHC của từng cơ quan; dự kiến xếp hạng; trình UBND tỉnh (Điều 10 khoản 2, Điều 4).

An index is determined by itself, as soon as the explanation window has closed and nothing is outstanding. A ranking
is proposed, and refused with the list of what is outstanding as long as one index of the khối is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from schemas.ranking import ProposeRanking, SubmitResults
from services.noi_vu.criteria_set import criteria_of
from services.noi_vu.dossier import LEAD, Assessment, Awaited
from services.noi_vu.scoring_round import ScoringRound, round_of
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message, plain
from shared.mechanism.record import Record, Refused, event
from shared.mechanism.taking import alarm, takes
from shared.procedures.organisation import organisation
from shared.regulation.agencies import BLOCKS
from shared.regulation.alphabet import vietnamese_key
from shared.regulation.ranking import Band, Standing, rank

# What is remembered


class Ranking(Record):
    """Kết quả xếp hạng của một năm: dự kiến, trình, trả lại, công bố, sửa (Điều 10 khoản 2)."""

    key = ("year",)

    @event("RankingBegun")
    def __init__(self, *, year: int) -> None:
        self.year = year
        self.state = "proposing"  # proposing → submitted → returned → submitted → published
        self.standings: dict[str, dict[str, Any]] = {}
        self.submission = 0
        self.corrections: dict[tuple[str, str], dict[str, Any]] = {}
        self.document: dict[str, Any] | None = None

    def propose(self, standing: dict[str, Any]) -> None:
        self._must_be_with_us()
        self._propose(**standing)

    def _must_be_with_us(self) -> None:
        if self.state == "submitted":
            raise Refused("RESULTS_SUBMITTED", f"Kết quả năm {self.year} đang trình UBND tỉnh.")
        if self.state == "published":
            sentence = f"Kết quả năm {self.year} đã công bố; muốn sửa thì đề nghị sửa điểm."
            raise Refused("RESULTS_PUBLISHED", sentence)

    @event("RankingProposed")
    def _propose(
        self,
        *,
        year: int,
        block: str,
        criteria_set: str,
        version: int,
        sample: bool,
        bands: list[dict[str, Any]],
        rows: list[dict[str, Any]],
    ) -> None:
        self.standings[block] = {
            "year": year,
            "block": block,
            "criteria_set": criteria_set,
            "version": version,
            "sample": sample,
            "bands": bands,
            "rows": rows,
        }

    def submit(self, *, document: dict[str, Any], blocks: list[str], sample: bool) -> None:
        self._must_be_with_us()
        missing = [BLOCKS[block] for block in blocks if block not in self.standings]
        if missing:
            sentence = f"Chưa dự kiến xếp hạng khối: {'; '.join(missing)}."
            raise Refused("RANKING_NOT_PROPOSED", sentence)
        if self.corrections:
            listed = ", ".join(f"{criterion} của {agency}" for agency, criterion in self.corrections)
            raise Refused("CORRECTION_PENDING", f"Đề nghị sửa điểm {listed} đang chờ quyết định.")
        self._submit(
            year=self.year,
            sample=sample,
            lead=LEAD,
            coordinators=["VPUBND"],
            department="vp_ubnd",
            submission=self.submission + 1,
            document=document,
            rankings=[self.standings[block] for block in blocks],
        )

    @event("ResultsSubmitted")
    def _submit(
        self,
        *,
        year: int,
        sample: bool,
        lead: str,
        coordinators: list[str],
        department: str,
        submission: int,
        document: dict[str, Any],
        rankings: list[dict[str, Any]],
    ) -> None:
        self.state = "submitted"
        self.submission = submission

    def note_return(self, *, reason: str) -> None:
        self._note_return(reason=reason)

    @event("ResultsReturned")
    def _note_return(self, *, reason: str) -> None:
        self.state = "returned"

    def publish(self, *, document: dict[str, Any], sample: bool) -> None:
        self._publish(year=self.year, sample=sample, document=document, rankings=list(self.standings.values()))

    @event("ResultsPublished")
    def _publish(self, *, year: int, sample: bool, document: dict[str, Any], rankings: list[dict[str, Any]]) -> None:
        self.state = "published"
        self.document = document

    # Correction by decision (†)

    def propose_correction(
        self,
        *,
        agency: str,
        criterion: str,
        old_score: str | None,
        score: Decimal,
        reason: str,
        document: dict[str, Any],
    ) -> None:
        if self.state not in {"published", "returned"}:
            sentence = f"Kết quả năm {self.year} chưa công bố và không bị trả lại: chưa có gì để sửa bằng quyết định."
            raise Refused("RESULTS_NOT_PUBLISHED", sentence)
        if (agency, criterion) in self.corrections:
            sentence = f"Đề nghị sửa tiêu chí {criterion} của {agency} đang chờ quyết định."
            raise Refused("CORRECTION_PENDING", sentence)
        self._propose_correction(
            year=self.year,
            agency=agency,
            criterion=criterion,
            old_score=old_score,
            score=format(score, "f"),
            reason=reason,
            document=document,
            department="vp_ubnd",
        )

    @event("ResultCorrectionProposed")
    def _propose_correction(
        self,
        *,
        year: int,
        agency: str,
        criterion: str,
        old_score: str | None,
        score: str,
        reason: str,
        document: dict[str, Any],
        department: str,
    ) -> None:
        self.corrections[agency, criterion] = {"old_score": old_score, "score": score, "reason": reason}

    def reject_correction(self, *, agency: str, criterion: str) -> None:
        self._reject_correction(agency=agency, criterion=criterion)

    @event("ResultCorrectionRejected")
    def _reject_correction(self, *, agency: str, criterion: str) -> None:
        self.corrections.pop((agency, criterion), None)

    def correct(self, *, agency: str, criterion: str, document: dict[str, Any], standing: dict[str, Any]) -> None:
        proposed = self.corrections[agency, criterion]
        self._correct(
            year=self.year,
            agency=agency,
            criterion=criterion,
            old_score=proposed["old_score"],
            new_score=proposed["score"],
            reason=proposed["reason"],
            document=document,
            rankings=[standing],
        )

    @event("ResultsCorrected")
    def _correct(
        self,
        *,
        year: int,
        agency: str,
        criterion: str,
        old_score: str | None,
        new_score: str,
        reason: str,
        document: dict[str, Any],
        rankings: list[dict[str, Any]],
    ) -> None:
        self.corrections.pop((agency, criterion), None)
        for standing in rankings:
            self.standings[standing["block"]] = standing


# What follows from the dossiers


def settle(assessment: Assessment, ledger: Ledger) -> None:
    """Determine the index when the explanation window has closed and nothing is outstanding; else do nothing."""
    found = round_of(ledger, assessment.year)
    closed = found.window("explanation").is_late(ledger.now)
    if closed and assessment.index is None and not awaited_by(assessment, found, ledger):
        assessment.determine_index(
            criteria=criteria_of(ledger, code=assessment.criteria_set, version=assessment.set_version),
            scoring=found.scoring,
        )


def awaited_by(assessment: Assessment, found: ScoringRound, ledger: Ledger) -> list[Awaited]:
    return assessment.awaited(
        criteria=criteria_of(ledger, code=assessment.criteria_set, version=assessment.set_version),
        scoring=found.scoring,
        closed=found.window("self_scoring").is_late(ledger.now),
    )


def dossiers(found: ScoringRound, ledger: Ledger, *, block: str | None = None) -> Iterator[Assessment]:
    """The dossiers of a round, or of one khối, in the order of the round."""
    for each in found.agencies if block is None else found.members(block):
        assessment = ledger.find(Assessment, year=found.year, agency=each)
        if assessment is not None:
            yield assessment


def standing_of(found: ScoringRound, ledger: Ledger, *, block: str) -> dict[str, Any]:
    """The ranking of one khối from its determined indexes, as RankingProposed tells it."""
    plan, scoring = found.blocks[block], found.scoring
    known, today = organisation(ledger), ledger.now.date()
    indexes = [each.index for each in dossiers(found, ledger, block=block) if each.index is not None]
    rows = rank(
        [Standing.from_plain(index, scoring.cap) for index in indexes],
        [Band.from_plain(band) for band in plan["bands"]],
        compare=scoring.compare,
        decimals=scoring.decimals,
        rounding=scoring.rounding,
        by_name=lambda agency: vietnamese_key(known.name(agency, today)),
    )
    return {
        "year": found.year,
        "block": block,
        "criteria_set": plan["criteria_set"],
        "version": plan["version"],
        "sample": found.sample,
        "bands": plan["bands"],
        "rows": [row.to_plain() for row in rows],
    }


# What is taken


@alarm("explanation_closes")
def determine_indexes(message: Message, ledger: Ledger) -> Iterator[Record]:
    found = round_of(ledger, message.data["year"])
    for assessment in dossiers(found, ledger):
        settle(assessment, ledger)
        yield assessment


@takes(ProposeRanking)
def propose_ranking(message: Message, ledger: Ledger) -> Iterator[Record]:
    year, block = message.data["year"], message.data["block"]
    found = round_of(ledger, year)
    if block not in found.blocks:
        raise Refused("BLOCK_NOT_IN_ROUND", f"Đợt năm {year} không có khối “{BLOCKS[block]}”.")
    open_dossiers = [each for each in dossiers(found, ledger, block=block) if each.index is None]
    if open_dossiers:
        _refuse_as_outstanding(open_dossiers, found, ledger)
    ranking = ledger.find(Ranking, year=year) or Ranking(year=year)
    ranking.propose(standing_of(found, ledger, block=block))
    yield ranking


def _refuse_as_outstanding(waiting: list[Assessment], found: ScoringRound, ledger: Ledger) -> None:
    """Refused, with what is outstanding: path = the agency whose index is missing, code = the stage it waits at."""
    errors = []
    for each in waiting:
        works = awaited_by(each, found, ledger) or [
            Awaited(agency=LEAD, stage="explanation", work="Chờ hết thời hạn giải trình.")
        ]
        errors += [
            {"path": each.agency, "message": f"{work.agency}: {work.work}", "code": work.stage.upper()}
            for work in works
        ]
    names = ", ".join(each.agency for each in waiting)
    raise Refused("OUTSTANDING", f"Chưa xác định Chỉ số của {len(waiting)} cơ quan: {names}.", errors)


@takes(SubmitResults)
def submit_results(message: Message, ledger: Ledger) -> Iterator[Record]:
    found = round_of(ledger, message.data["year"])
    ranking = ledger.find(Ranking, year=found.year)
    if ranking is None:
        raise Refused("RANKING_NOT_PROPOSED", f"Chưa dự kiến xếp hạng khối nào của năm {found.year}.")
    ranking.submit(document=plain(message.data["document"]), blocks=list(found.blocks), sample=found.sample)
    yield ranking
