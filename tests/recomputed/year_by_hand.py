"""Xét lại cả năm như một thanh tra với một quyển sổ: from the facts as JSON documents, and this table, alone.

Naive on purpose, and without a line of the project's own rules: nothing here is imported from ``shared`` or
``services``. What opens a duty, what meets it and when it is late was written down from the text of the regulation and
from the messages' schemas; the days are reckoned here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import Any

Data = dict[str, Any]
Line = tuple[Any, ...]
"""Agency, key, and for what opens a duty from when it is late."""

VIETNAM = timezone(timedelta(hours=7))
IN_FORCE = datetime(2021, 6, 18, tzinfo=VIETNAM)
DEPARTMENTS = [
    *("SNV", "STP", "STC", "STTTT", "SKHCN", "VPUBND", "SKHDT", "SCT", "SNNPTNT", "SGTVT"),
    *("SXD", "STNMT", "SLDTBXH", "SVHTTDL", "SGDDT", "SYT", "SNGV", "TTT", "BDT", "BQLKCN"),
]
DISTRICTS = [
    *("TAMKY", "HOIAN", "DIENBAN", "BACTRAMY", "DUYXUYEN", "DAILOC", "DONGGIANG", "HIEPDUC", "NAMGIANG"),
    *("NAMTRAMY", "NONGSON", "NUITHANH", "PHUNINH", "PHUOCSON", "QUESON", "TAYGIANG", "THANGBINH", "TIENPHUOC"),
]
EVERYBODY = [*DEPARTMENTS, *DISTRICTS]
FIVE = ["STP", "STC", "STTTT", "SKHCN", "VPUBND"]
ALL = "*"
"""Said to everybody who has such an occasion."""


@dataclass
class Saying:
    """One line of the table: what this kind of fact says."""

    says: str
    fact: str
    read: Callable[[Data], Iterable[Line]]
    only_asked: bool = False
    """It counts only where the duty was opened."""


@dataclass
class Duty:
    """How one duty is opened by the calendar, and what is said about it."""

    sayings: list[Saying]
    agencies: list[str] = field(default_factory=list)
    period: str = ""
    """``year``, ``quarter``; of the year before, since it is for the year that follows: ``before 15/11``, ``before
    1/1``; empty: never by itself."""


def opens(fact: str, read: Callable[[Data], Iterable[Line]]) -> Saying:
    return Saying("opens", fact, read)


def meets(fact: str, read: Callable[[Data], Iterable[Line]], *, only_asked: bool = False) -> Saying:
    return Saying("meets", fact, read, only_asked)


def waives(fact: str, read: Callable[[Data], Iterable[Line]]) -> Saying:
    return Saying("waives", fact, read)


def undoes(fact: str, read: Callable[[Data], Iterable[Line]]) -> Saying:
    return Saying("undoes", fact, read)


def closes(fact: str, read: Callable[[Data], Iterable[Line]]) -> Saying:
    return Saying("closes", fact, read)


def replaces(fact: str, read: Callable[[Data], tuple[str, str]]) -> Saying:
    """A list that stands for the whole: of whom, under which key. What it does not name again is not wanted."""
    return Saying("replaces", fact, lambda data: [read(data)])


def one(agency: str, *names: str, due: str = "", where: tuple[str, Any] | None = None) -> Callable[[Data], list[Line]]:
    """One line: the agency's field (or ``=SNV``), the key's fields (or ``=word``), the deadline's field."""

    def read(data: Data) -> list[Line]:
        if where is not None and not _is(data.get(where[0]), where[1]):
            return []
        who = agency[1:] if agency.startswith("=") else data[agency]
        return [(who, key(data, *names), data[due] if due else None)]

    return read


def each(agencies: str, *names: str, due: str = "") -> Callable[[Data], list[Line]]:
    """A line for every agency of a list."""
    return lambda data: [(who, key(data, *names), data[due] if due else None) for who in data[agencies]]


def everyone(*names: str, due: str = "") -> Callable[[Data], list[Line]]:
    return lambda data: [(ALL, key(data, *names), data[due] if due else None)]


def key(data: Data, *names: str) -> str:
    return "/".join(name[1:] if name.startswith("=") else str(data[name]) for name in names)


def _is(value: Any, wanted: Any) -> bool:
    return value in wanted if isinstance(wanted, tuple) else bool(value == wanted)


def end_of(day: str) -> str:
    """A deadline that is a bare day lasts to its end."""
    last = datetime.fromisoformat(day).replace(tzinfo=VIETNAM)
    return (last + timedelta(days=1)).isoformat()


def start_of(day: str) -> str:
    """What must be there before a day is late when that day begins."""
    return datetime.fromisoformat(day).replace(tzinfo=VIETNAM).isoformat()


# The table


def programme() -> list[Saying]:
    return [
        opens("PrioritiesCalled", one("lead", "plan", where=("kind", "programme"))),
        meets("PlanIssued", one("lead", "plan")),
    ]


def called_for_a_year(data: Data) -> list[Line]:
    """Điều 6 khoản 2 điểm a speaks of the year that follows, not of a phase of several."""
    return each("coordinators", "plan", due="due")(data) if data["kind"] == "plan" else []


def asked_of_the_five(data: Data) -> list[Line]:
    """Whoever else is asked helps, and owes nothing by Điều 20."""
    return [(data["agency"], str(data["year"]), data["due"])] if data["agency"] in FIVE else []


def told_by_its_lead(data: Data) -> list[Line]:
    """Điều 7 is about the lead agency, and about telling somebody: the units concerned, by name."""
    by_lead = data.get("reporter", data["lead"]) == data["lead"]
    return [(data["lead"], data["task"])] if by_lead and data["related"] else []


def told_to_the_standing_agency(clause: str) -> Duty:
    """Reported; taken back; told again."""
    return Duty(
        [
            meets("ObstacleReported", one("agency", "obstacle", where=("clause", clause))),
            undoes("ObstacleWithdrawn", one("agency", "obstacle")),
            meets("ObstacleReopened", one("agency", "obstacle", where=("clause", clause))),
        ]
    )


def proposal(data: Data) -> str:
    return f"{data['plan']}/{data['agency']}/{data['proposal']}"


def answered(*treatments: str) -> Callable[[Data], list[Line]]:
    """What Sở Nội vụ takes up is done when UBND has it, which comes after; what it declines need not go there."""
    return lambda data: [(data["lead"], proposal(data))] if data["treatment"] in treatments else []


def adjustment_submitted(data: Data) -> list[Line]:
    """Before UBND, with every proposal for that plan: ``plan/2022/adjustment-1``."""
    if data["kind"] != "plan_adjustment":
        return []
    return [(ALL, data["matter"].split("/")[1]), (data["lead"], data["matter"])]


def opinion(clause: str) -> Duty:
    version = ("year", "code", "version")

    def extended(data: Data) -> list[Line]:
        return [(row["owner"], key(data, *version), data["due"]) for row in data["extended"] if row["clause"] == clause]

    mine = ("clause", clause)
    return Duty(
        [
            opens("SchemeOpinionRequested", one("owner", *version, due="due", where=mine)),
            opens("SchemeDeadlineExtended", extended),
            meets("SchemeOpinionGiven", one("owner", *version, where=mine)),
            waives("SchemeWithdrawn", each("owners", *version)),
            waives("SchemeOpinionReassigned", one("owner", *version, where=mine)),
            closes("SchemeApproved", each("silent", *version)),
            closes("SchemeReturned", each("silent", *version)),
        ]
    )


def assigned(clause: str) -> Duty:
    """Who leads a task that was assigned under this clause; given back, adjusted or opened again, it is due anew."""
    mine = ("clause", clause)

    def relieved(data: Data) -> list[Line]:
        return [(who, data["task"]) for who in data["relieved"]] if data["clause"] == clause else []

    again = ("TaskAssigned", "TaskAdjusted", "TaskReturned", "TaskReopened")
    return Duty(
        [
            *(opens(fact, one("lead", "task", due="due", where=mine)) for fact in again),
            meets("TaskDoneReported", one("lead", "task", where=mine)),
            undoes("TaskReturned", one("lead", "task", where=mine)),
            undoes("TaskReopened", one("lead", "task", where=mine)),
            waives("TaskCancelled", one("lead", "task", where=mine)),
            waives("TaskAdjusted", relieved),
        ]
    )


def of_the_centre(data: Data) -> bool:
    return data["source"] in ("government", "prime_minister")


def of_the_province(data: Data) -> bool:
    """Given by UBND or its Chairman: by word, by a plan of theirs, by what they conclude. Ban Chỉ đạo is neither."""
    given = data["source"] in ("ubnd", "chairman", "plan", "improvement_plan", "meeting")
    return given and data["clause"] in ("QC-3.5", "QC-11.1-1", "QC-19.1")


def urged(clause: str, tracker: str, tracked: Callable[[Data], bool]) -> list[Saying]:
    """Overdue work is urged by whoever tracks it, each time; unless it was done, adjusted or dropped meanwhile."""

    def theirs(data: Data) -> list[Line]:
        return [(tracker, data["task"], None)] if tracked(data) else []

    return [
        opens("TaskOverdue", theirs),
        undoes("TaskOverdue", theirs),
        meets("TaskUrged", one("urged_by", "task", where=("clause", clause))),
        *(
            waives(fact, theirs)
            for fact in ("TaskDoneReported", "TaskAdjusted", "TaskCancelled")
        ),
    ]


def appraised(clause: str) -> Duty:
    """An owner is asked for a unit; asked again, what it had answered is not the answer any more."""

    def asked(data: Data) -> list[Line]:
        concerned = any(entry["clause"] == clause for entry in data["entries"])
        return [(data["owner"], f"{data['year']}/{data['agency']}", data["due"])] if concerned else []

    answer = meets("AppraisalCompleted", one("owner", "year", "agency"), only_asked=True)
    return Duty([opens("AppraisalRequested", asked), undoes("AppraisalRequested", asked), answer])


def planned_items(data: Data) -> list[Line]:
    return [(data["agency"], f"thực hiện/{data['year']}/{row['item']}", end_of(row["last"])) for row in data["items"]]


def planned_rounds(data: Data) -> list[Line]:
    return [(data["lead"], f"{data['inspection']}/{row['round']}", start_of(row["first"])) for row in data["rounds"]]


def postponed(data: Data) -> list[Line]:
    return [(ALL, f"{data['inspection']}/{data['round']}", start_of(data["first"]))]


def ministry(*names: str) -> Callable[[Data], list[Line]]:
    return lambda data: [(data["lead"], key(data, *names), data["ministry"]["due"])]


def part(data: Data) -> list[Line]:
    """Điều 10 khoản 1 điểm b is about the others: what Sở Nội vụ scores itself rests on điểm a."""
    return [(data["agency"], str(data["year"]), data.get("due"))] if data["agency"] != "SNV" else []


def returned_part(data: Data) -> list[Line]:
    return part(data) if data["wanted"] == "replacement" else []


def scored(clause: str) -> Duty:
    """The province's score in one content, by whoever holds it (Điều 13 khoản 4, Điều 14–18 khoản 2)."""

    def returned(data: Data) -> list[Line]:
        again = data["wanted"] == "replacement" and clause in data["clauses"]
        return [(data["agency"], str(data["year"]), data["due"])] if again else []

    mine = ("clause", clause)
    return Duty(
        [
            opens("ProvincialPartRequested", one("agency", "year", due="due", where=mine)),
            opens("ProvincialPartReturned", returned),
            meets("ProvincialContentScored", one("agency", "year", where=mine)),
            undoes("ProvincialPartWithdrawn", one("agency", "year")),
            undoes("ProvincialPartReturned", returned),
            closes("ProvincialScoreDispatched", each("agencies", "year")),
        ]
    )


def self_scoring(data: Data) -> list[Line]:
    due = data["windows"]["self_scoring"]["closes"]
    return [(row["agency"], f"tự chấm/{data['year']}", due) for row in data["agencies"]]


def evaluated(data: Data) -> list[Line]:
    return [(data["lead"], f"đánh giá/{data['year']}/{row['agency']}", None) for row in data["agencies"]]


def new_rule_shared(data: Data) -> list[Line]:
    """Điều 12 khoản 1 is about các Sở, Ban, ngành."""
    mine = data["clause"] == "QC-12.1" and data["agency"] in DEPARTMENTS
    return [(data["agency"], data["information"])] if mine else []


def informed(part: str) -> Callable[[Data], list[Line]]:
    return lambda data: [(who, f"{data['year']}/{part}", None) for who in data["informed"]]


LETTER = "OwnInspectionsRequested"
SCHEME, VERSION = ("year", "code"), ("year", "code", "version")
ROUND = ("inspection", "round")
RETURNED = ("approved", False)

TABLE: dict[str, Duty] = {
    # Điều 3
    "QC-3.3": Duty(
        [opens("CommunicationPlanned", one("lead", "year")), meets("CommunicationReported", one("lead", "year"))]
    ),
    "QC-3.5": assigned("QC-3.5"),
    # Điều 6
    "QC-6.1.a": Duty(programme(), ["SNV"], "before 1/1"),
    "QC-6.1.b": Duty([meets("MeasureProposed", one("lead", "measure"))]),
    "QC-6.2.a-1": Duty(
        [
            opens("PrioritiesCalled", called_for_a_year),
            opens("PrioritiesDeadlineExtended", everyone("plan", due="due")),
            meets("PrioritiesProposed", one("agency", "plan"), only_asked=True),
            undoes("PrioritiesWithdrawn", one("agency", "plan")),
            closes("PlanIssued", everyone("plan")),
        ],
        FIVE,
        "before 15/11",
    ),
    "QC-6.2.a-2": Duty(
        [
            opens("PrioritiesCalled", one("lead", "plan")),
            opens("PrioritiesProposed", one("=SNV", "plan")),
            meets("PlanConsolidated", one("lead", "plan")),
        ]
    ),
    "QC-6.2.b": Duty(
        [
            opens("PlanCirculated", each("coordinators", "plan", "version", due="due")),
            opens("OpinionDeadlineExtended", everyone("plan", "version", due="due")),
            meets("PlanOpinionGiven", one("agency", "plan", "version")),
            closes("PlanIssued", everyone("plan")),
            closes("PlanAdjusted", everyone("plan")),
        ]
    ),
    "QC-6.2.c": Duty(
        [
            opens("PlanAdjustmentProposed", lambda data: [("SNV", proposal(data), None)]),
            undoes("PlanAdjustmentProposed", lambda data: [("SNV", proposal(data))]),
            meets(
                "PlanAdjustmentProposed", lambda data: [(data["agency"], proposal(data))] * (data["agency"] in FIVE)
            ),
            undoes("PlanAdjustmentAnswered", answered("accepted", "partly")),
            waives("PlanAdjustmentAnswered", answered("not_accepted")),
            meets("MatterSubmitted", adjustment_submitted),
        ]
    ),
    # Điều 7
    "QC-7.1-1": Duty(
        [
            meets("InformationShared", one("agency", "information", where=("clause", "QC-7.1-1"))),
            undoes("InformationWithdrawn", one("agency", "information")),
        ]
    ),
    "QC-7.1-2": Duty(
        [
            opens("ObstaclesConsolidated", one("lead", "matter", where=("clause", "QC-7.1-2"))),
            opens("ObstacleOpinionRequested", one("agency", "obstacle", due="due")),
            meets("MatterSubmitted", one("lead", "matter", where=("clause", "QC-7.1-2"))),
            meets("ObstacleOpinionGiven", one("agency", "obstacle")),
            undoes("ObstacleOpinionRequested", one("agency", "obstacle")),
            undoes(
                "MatterDecided",
                lambda d: [(d["lead"], d["matter"])] if d["kind"] == "obstacle" and not d["approved"] else [],
            ),
        ]
    ),
    "QC-7.2.a": Duty(
        [
            meets("AmendmentProposed", one("lead", "amendment", where=("clause", "QC-7.2.a"))),
            undoes("AmendmentWithdrawn", one("lead", "amendment")),
        ]
    ),
    "QC-7.2′-1": Duty(
        [
            meets("RelatedUnitsNotified", one("agency", "obstacle")),
            undoes("ObstacleWithdrawn", one("agency", "obstacle")),
            meets("TaskProgressReported", told_by_its_lead),
            meets("TaskAdjustmentRequested", told_by_its_lead),
        ]
    ),
    "QC-7.2′-2": told_to_the_standing_agency("QC-7.2′-2"),
    # Điều 8
    "QC-8.1": Duty(
        [
            opens("NominationRequested", one("agency", *ROUND, where=("clause", "QC-8.1"))),
            meets("AgencyInspected", each("participants", *ROUND), only_asked=True),
            waives("ParticipationExcused", one("agency", *ROUND)),
            waives("InspectionRoundCancelled", everyone(*ROUND)),
            closes("InspectionConcluded", everyone("inspection")),
        ]
    ),
    "QC-8.2-1": Duty(
        [
            opens("InspectionAssigned", lambda d: [(d["lead"], d["inspection"], d.get("due"))]),
            meets("InspectionPlanned", one("lead", "inspection")),
            waives("InspectionCancelled", everyone("inspection")),
        ]
    ),
    "QC-8.2-2": Duty(
        [
            replaces("InspectionPlanned", lambda d: (d["lead"], d["inspection"])),
            opens("InspectionPlanned", planned_rounds),
            opens("InspectionRoundPostponed", postponed),
            meets("NominationRequested", one("lead", *ROUND)),
            waives("InspectionRoundCancelled", everyone(*ROUND)),
            waives("InspectionCancelled", everyone("inspection")),
            closes("InspectionConcluded", everyone("inspection")),
        ]
    ),
    "QC-8.2-3": Duty(
        [
            opens("NominationRequested", one("agency", *ROUND, due="due")),
            meets("StaffNominated", one("agency", *ROUND)),
            waives("ParticipationExcused", one("agency", *ROUND)),
            waives("InspectionRoundCancelled", everyone(*ROUND)),
            closes("InspectionConcluded", everyone("inspection")),
        ]
    ),
    "QC-8.3-1": Duty(
        [
            opens(LETTER, each("agencies", "year", due="plan_due")),
            meets("OwnInspectionPlanned", one("agency", "year")),
            replaces("OwnInspectionPlanned", lambda d: (d["agency"], f"thực hiện/{d['year']}")),
            opens("OwnInspectionPlanned", planned_items),
            meets("OwnInspectionConducted", one("agency", "=thực hiện", "year", "item")),
        ],
        EVERYBODY,
        "year",
    ),
    "QC-8.3-2": Duty(
        [
            opens(LETTER, each("agencies", "year", due="plan_due")),
            meets("OwnInspectionPlanned", one("agency", "year")),
        ],
        EVERYBODY,
        "year",
    ),
    "QC-8.3-3": Duty(
        [
            opens(LETTER, each("agencies", "year", due="result_due")),
            meets("OwnInspectionReported", one("agency", "year")),
        ],
        EVERYBODY,
        "year",
    ),
    "QC-8.3-4": Duty(
        [
            opens("OwnInspectionPlanned", informed("plans")),
            opens("OwnInspectionReported", informed("results")),
            meets("OwnInspectionsConsolidated", one("lead", "year", "part")),
        ]
    ),
    # Điều 9
    "QC-9.1-1": Duty(
        [
            opens("SchemeReceived", one("lead", *VERSION)),
            opens("SchemeResubmitted", one("lead", *VERSION)),
            meets("SchemeAppraised", one("lead", *VERSION)),
            waives("SchemeWithdrawn", one("lead", *VERSION)),
        ]
    ),
    "QC-9.1-2": Duty(
        [
            opens(
                "SchemeAppraised", one("lead", *VERSION, where=("conclusion", ("eligible", "eligible_with_changes")))
            ),
            meets("SchemeForwarded", one("lead", *VERSION)),
            waives("SchemeWithdrawn", one("lead", *VERSION)),
            waives("SchemeReturned", one("=SNV", *VERSION, where=("returned_by", "appraisal"))),
        ]
    ),
    **{clause: opinion(clause) for clause in ("QC-9.2", "QC-9.3", "QC-9.4", "QC-9.5-1")},
    "QC-9.5-2": Duty(
        [
            opens("SchemeOpinionRequested", one("owner", *SCHEME, where=("clause", "QC-9.5-1"))),
            meets("SchemeFundingSubmitted", one("lead", *SCHEME)),
            undoes("SchemeFundingDecided", one("=STC", *SCHEME, where=RETURNED)),
            waives("SchemeWithdrawn", one("=STC", *SCHEME)),
        ]
    ),
    # Điều 10
    "QC-10.1.a": Duty(
        [
            opens("ProvincialRoundOpened", ministry("year")),
            meets("ProvincialScoreDispatched", one("lead", "year")),
        ]
    ),
    "QC-10.1.b-1": Duty(
        [
            opens("ProvincialPartRequested", part),
            opens("ProvincialPartReturned", returned_part),
            meets("ProvincialPartSubmitted", part),
            undoes("ProvincialPartWithdrawn", part),
            undoes("ProvincialPartReturned", returned_part),
            closes("ProvincialScoreDispatched", each("agencies", "year")),
        ]
    ),
    "QC-10.1.b-2": Duty(
        [
            opens("ProvincialRoundOpened", one("lead", "matter")),
            meets("MatterSubmitted", one("lead", "matter", where=("kind", "provincial_score"))),
        ]
    ),
    "QC-10.2.a-1": Duty(
        [opens("RatingRulesCirculated", one("lead", "rules")), meets("RatingRulesIssued", one("lead", "rules"))]
    ),
    "QC-10.2.a-2": Duty(
        [
            meets("CriteriaSetAdopted", one("=SNV", "=bộ tiêu chí", "code", "version")),
            meets("RoundOpened", one("lead", "=mở đợt", "year")),
            opens("RoundOpened", one("lead", "=công bố", "year")),
            meets("ResultsPublished", one("=SNV", "=công bố", "year")),
            opens("RoundOpened", self_scoring),
            meets("AssessmentSubmitted", one("agency", "=tự chấm", "year")),
            undoes("AssessmentWithdrawn", one("agency", "=tự chấm", "year")),
            closes("AssessmentDeclaredMissing", one("agency", "=tự chấm", "year")),
        ]
    ),
    "QC-10.2.b-2": Duty(
        [
            opens("RoundOpened", evaluated),
            meets("IndexDetermined", one("=SNV", "=đánh giá", "year", "agency")),
        ]
    ),
    # Điều 11
    "QC-11.0": Duty(
        [opens("ImprovementPlanDrafted", one("lead", "plan")), meets("ImprovementPlanIssued", one("lead", "plan"))]
    ),
    "QC-11.1-1": assigned("QC-11.1-1"),
    "QC-11.1-2": Duty(
        [
            opens("ImprovementSummaryRequested", each("agencies", "plan", "period", due="due")),
            opens("ImprovementPeriodExtended", everyone("plan", "period", due="due")),
            meets("ImprovementSummarySubmitted", one("agency", "plan", "period")),
            undoes("ImprovementSummaryReturned", one("agency", "plan", "period")),
        ]
    ),
    "QC-11.1-3": Duty(
        [
            opens("ImprovementSummaryRequested", one("lead", "plan", "period")),
            meets("ImprovementConsolidated", one("lead", "plan", "period")),
        ]
    ),
    "QC-11.2": Duty(
        [
            opens("ImprovementSummaryOverdue", one("=SNV", "plan")),
            undoes("ImprovementSummaryOverdue", one("=SNV", "plan")),
            meets("ImprovementGuidanceIssued", one("lead", "plan")),
        ]
    ),
    # Điều 12
    "QC-12.1": Duty(
        [
            meets("InformationShared", new_rule_shared),
            undoes("InformationWithdrawn", one("agency", "information")),
        ]
    ),
    "QC-12.2": Duty(
        [meets("MeetingConcluded", one("lead", "year", "quarter", where=("clause", "QC-12.2")))], ["SNV"], "quarter"
    ),
    # Điều 13–18
    "QC-13.1": Duty(programme(), ["SNV"], "before 1/1"),
    "QC-13.2-1": Duty([meets("TasksReported", one("lead", "report", where=("clause", "QC-13.2-1")))]),
    "QC-13.5": Duty(
        [opens("ReformReviewOpened", one("lead", "review")), meets("ReformReviewConcluded", one("lead", "review"))]
    ),
    "QC-13.6-2": Duty([meets("RectificationProposed", one("=SNV", "rectification"))]),
    "QC-14.1-3": Duty(
        [
            meets("TasksReported", one("lead", "report", where=("clause", "QC-14.1-3"))),
            *urged("QC-14.1-3", "VPUBND", of_the_centre),
        ]
    ),
    "QC-14.1-4": Duty(
        [
            meets("TasksReported", one("lead", "report", where=("clause", "QC-14.1-4"))),
            *urged("QC-14.1-4", "VPUBND", of_the_province),
        ]
    ),
    **{
        clause: appraised(clause)
        for clause in ("QC-13.4-2", "QC-14.2-2", "QC-15.2-2", "QC-16.3-2", "QC-17.2-2", "QC-18.2-2")
    },
    **{
        clause: scored(clause)
        for clause in (
            *("QC-13.4.a-1", "QC-13.4.b-1", "QC-13.4.c-1", "QC-14.2-1"),
            *("QC-15.2-1", "QC-16.3-1", "QC-17.2-1", "QC-18.2-1"),
        )
    },
    "QC-16.2": Duty([meets("BudgetGuidanceIssued", one("lead", "year"))], ["STC"], "before 1/1"),
    # Điều 19, 20
    "QC-19.1": assigned("QC-19.1"),
    "QC-19.2": Duty(
        [
            meets("AmendmentProposed", one("lead", "amendment", where=("clause", "QC-19.2"))),
            undoes("AmendmentWithdrawn", one("lead", "amendment")),
        ]
    ),
    "QC-20.1-1": Duty(
        [
            opens("EvaluationRequested", asked_of_the_five),
            meets("EvaluationGiven", one("agency", "year"), only_asked=True),
        ]
    ),
    "QC-20.1-2": Duty(
        [meets("MeetingConcluded", one("lead", "year", where=("clause", "QC-20.1-2")))], ["SNV"], "year"
    ),
    "QC-20.2-1": told_to_the_standing_agency("QC-20.2-1"),
    "QC-20.2-2": Duty(
        [
            opens("ObstacleReported", one("=SNV", "obstacle", where=("clause", "QC-20.2-1"))),
            opens("ObstacleReopened", one("=SNV", "obstacle", where=("clause", "QC-20.2-1"))),
            meets("ObstacleAdviceGiven", lambda d: [("SNV", name) for name in d["obstacles"]], only_asked=True),
            undoes("ObstacleSeparated", one("=SNV", "obstacle")),
            undoes("ObstacleReopened", one("=SNV", "obstacle")),
            waives("ObstacleResolved", one("=SNV", "obstacle")),
            waives("ObstacleWithdrawn", one("=SNV", "obstacle")),
        ]
    ),
}


# The calendar


@dataclass
class Period:
    """One time that a duty comes round by itself."""

    name: str
    begins: datetime
    due: datetime
    partial: bool
    """It had begun before the regulation was in force."""


def day(year: int, month: int, number: int = 1) -> datetime:
    return datetime(year, month, number, tzinfo=VIETNAM)


def periods(kind: str, until: datetime) -> Iterator[Period]:
    for year in range(2021, until.year + 3):
        if kind == "year":
            found = [Period(f"{year}", day(year, 1), day(year + 1, 1), day(year, 1) < IN_FORCE)]
        elif kind == "before 15/11":
            found = [Period(f"{year}", day(year - 1, 1), day(year - 1, 11, 15), day(year, 1) < IN_FORCE)]
        elif kind == "before 1/1":
            found = [Period(f"{year}", day(year - 1, 1), day(year, 1), day(year, 1) < IN_FORCE)]
        else:
            ends = [day(year, 4), day(year, 7), day(year, 10), day(year + 1, 1)]
            begins = [day(year, 1), *ends[:3]]
            found = [
                Period(f"{year}/Q{number}", start, end, start < IN_FORCE)
                for number, (start, end) in enumerate(zip(begins, ends, strict=True), 1)
            ]
        yield from (one for one in found if one.begins <= until and one.due > IN_FORCE)


# The reckoning


@dataclass
class Case:
    """What was said about one occasion, in order: (what, fact, due)."""

    heard: list[tuple[Saying, Data, str | None]] = field(default_factory=list)
    period: Period | None = None

    @property
    def opened(self) -> bool:
        return self.period is not None or any(saying.says == "opens" for saying, _, _ in self.heard)


@dataclass
class Verdict:
    """How it stands: the state, from when it is (or would be) late, and the fact that met it."""

    state: str
    due: datetime | None
    met: str | None


ORDER = ("replaces", "opens", "meets", "waives", "undoes", "closes")


def reckon(facts: Iterable[Data], at: datetime) -> dict[tuple[str, str, str], Verdict]:
    """Every occasion of every duty of the table at that moment: (duty, agency, key) → how it stands.

    ``facts`` are public facts, as documents; those of one instant in the order in which they are given.
    """
    told = sorted((fact for fact in facts if moment(fact["time"]) <= at), key=lambda fact: moment(fact["time"]))
    found: dict[tuple[str, str, str], Verdict] = {}
    for duty, rules in TABLE.items():
        cases, general = _listen(rules, told)
        for period in periods(rules.period, at) if rules.period else ():
            for agency in rules.agencies:
                cases.setdefault((agency, period.name), Case()).period = period
        for (agency, name), case in cases.items():
            extra = [(place, entry) for place, start, entry in general if case.opened and _under(name, start)]
            verdict = _judge(case, extra, at)
            if verdict is not None:
                found[duty, agency, name] = verdict
    return found


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _under(name: str, start: str) -> bool:
    return name == start or name.startswith(start + "/")


Entry = tuple[Saying, Data, str | None]


def _listen(rules: Duty, told: list[Data]) -> tuple[dict[tuple[str, str], Case], list[tuple[int, str, Entry]]]:
    """Cases by agency and key, and what was said to everybody, with its place among the facts."""
    cases: dict[tuple[str, str], Case] = {}
    general: list[tuple[int, str, Entry]] = []
    by_fact: dict[str, list[Saying]] = {}
    for saying in sorted(rules.sayings, key=lambda one: ORDER.index(one.says)):
        by_fact.setdefault(saying.fact, []).append(saying)
    for place, fact in enumerate(told):
        fact["place"] = place
        for saying in by_fact.get(fact["type"], ()):
            for agency, name, *due in saying.read(fact["data"]):
                entry = (saying, fact, due[0] if due else None)
                if saying.says == "replaces":
                    for (who, what), case in cases.items():
                        if who == agency and _under(what, name) and case.opened:
                            case.heard.append(entry)
                elif agency == ALL:
                    general.append((place, name, entry))
                else:
                    cases.setdefault((agency, name), Case()).heard.append(entry)
    return cases, general


def _judge(case: Case, extra: list[tuple[int, Entry]], at: datetime) -> Verdict | None:
    entries = [
        *((entry[1]["place"], False, entry) for entry in case.heard),
        *((place, True, entry) for place, entry in extra),
    ]
    entries.sort(key=lambda row: (row[0], ORDER.index(row[2][0].says)))
    due = case.period.due if case.period else None
    met: Data | None = None
    waived, named, closed = False, False, False
    for _, to_all, (saying, fact, until) in entries:
        if saying.says == "opens":
            due = moment(until) if until else due
            waived, named = (waived, named) if to_all else (False, True)
        elif saying.says == "meets" and met is None and not closed and (case.opened or not saying.only_asked):
            met = None if to_all and waived else fact
        elif saying.says == "undoes":
            met = None
        elif saying.says in ("waives", "replaces"):
            waived = True
        elif saying.says == "closes":
            closed = True
    if met is not None:
        return Verdict("met_late" if due and too_late(met, due) else "met", due, met["id"])
    if not case.opened:
        return None
    partial = case.period is not None and case.period.partial and not named
    if waived or partial:
        return Verdict("not_applicable", due, None)
    state = "breached" if closed else "overdue" if due and at >= due else "open"
    return Verdict(state, due, None)


def too_late(fact: Data, due: datetime) -> bool:
    """Noted at or after the deadline, and dated after the last day in time (or not dated, or late by its own word)."""
    if moment(fact["time"]) < due:
        return False
    last = (due - timedelta(microseconds=1)).astimezone(VIETNAM).date()
    signed = date.fromisoformat(fact["effective"]) if fact.get("effective") else None
    return signed is None or signed > last or fact["data"].get("late") is True
