"""Ai chấm điểm cấp tỉnh nội dung nào (Điều 10 khoản 1; Điều 13 khoản 4, Điều 14–18 khoản 2), theo khoản nào.

Not the table of unit appraisal (`competences`): here Văn phòng UBND tỉnh scores the tasks that the Government gave,
Sở Thông tin và Truyền thông online services by a clause of the regulation, Sở Tài chính the impact on public finance.
Each content rests on a competence, so whoever holds that competence on the day scores it, also after a merger.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from shared.regulation.agencies import BLOCKS
from shared.regulation.competences import COMPETENCES, UnknownCompetence
from shared.regulation.criteria import CriteriaSet, Node
from shared.regulation.organisation import Organisation
from shared.regulation.participants import STANDING

PROVINCE = "province"
SCOPES = {**BLOCKS, PROVINCE: "Cấp tỉnh (PAR INDEX)"}
"""Whom a criteria set is for: a khối of units, or the province itself as the Ministry scores it."""

DESIGN = "†"


@dataclass(frozen=True)
class Content:
    """Một nội dung chấm cấp tỉnh: by which clause, and on whose competence it rests."""

    name: str
    title: str
    clause: str  # the duty of scoring the province; "†" where the regulation names nobody
    rests_on: str  # the competence whose holder scores it
    note: str = ""

    @property
    def open(self) -> bool:
        """True where the regulation names nobody: Sở Nội vụ may ask an agency concerned instead (Điều 10.1.b)."""
        return self.clause == DESIGN


def _held(competence: str, clause: str, note: str = "") -> Content:
    return Content(competence, COMPETENCES[competence], clause, competence, note)


CONTENTS: tuple[Content, ...] = (
    _held("steering", "QC-13.4.a-1"),
    _held("organisation", "QC-13.4.b-1"),
    _held("civil_service", "QC-13.4.c-1"),
    Content(
        "government_tasks",
        "Nhiệm vụ Chính phủ, Thủ tướng Chính phủ giao",
        "QC-14.2-1",
        "assigned_tasks",
        note="Trong PAR INDEX nội dung này thuộc lĩnh vực chỉ đạo, điều hành.",
    ),
    _held("administrative_procedures", "QC-14.2-1"),
    _held("one_stop", "QC-14.2-1"),
    _held("institutions", "QC-15.2-1"),
    _held("public_finance", "QC-16.3-1"),
    Content(
        "finance_impact",
        "Tác động đến tài chính công, thu ngân sách",
        "QC-16.3-1",
        "public_finance",
        note="Điều 16 khoản 1 điểm đ.",
    ),
    _held("information_technology", "QC-17.2-1"),
    _held("online_services", "QC-17.2-1"),
    _held("iso", "QC-18.2-1"),
    Content(
        "impact",
        "Tác động khác của cải cách hành chính",
        DESIGN,
        STANDING,
        note="Quy chế không giao phần tác động còn lại; Sở Nội vụ tự chấm hoặc giao cơ quan liên quan.",
    ),
    _held("survey", DESIGN, note="Bộ Nội vụ điều tra; không cơ quan nào trong tỉnh tự chấm."),
)

TITLES: dict[str, str] = {content.name: content.title for content in CONTENTS}
_BY_NAME = {content.name: content for content in CONTENTS}


@dataclass(frozen=True)
class Share:
    """Một phần được đề nghị: whose, by which clause, which leaves in the order of the set."""

    agency: str
    clause: str
    leaves: tuple[Node, ...]


def content(name: str) -> Content:
    """The content of that name. Raises UnknownCompetence."""
    try:
        return _BY_NAME[name]
    except KeyError:
        raise UnknownCompetence(f"Không có nội dung chấm cấp tỉnh {name!r}.") from None


def scored_leaves(criteria: CriteriaSet) -> tuple[Node, ...]:
    """The leaves that the province scores itself: all but those of the Ministry's survey."""
    return tuple(leaf for leaf in criteria.leaves() if leaf.kind != "survey")


def shares(
    criteria: CriteriaSet, organisation: Organisation, on: date, named: Iterable[tuple[str, str]] = ()
) -> tuple[Share, ...]:
    """Who scores what on that day, agency by agency and clause by clause. Raises UnknownCompetence.

    `named`: (criterion, agency) where Sở Nội vụ names an agency concerned for what the regulation leaves open.
    """
    asked = dict(named)
    found: dict[tuple[str, str], list[Node]] = {}
    for leaf in scored_leaves(criteria):
        rule = content(leaf.competence or "")
        owner = asked.get(leaf.code) or organisation.owner(rule.rests_on, on)
        found.setdefault((owner, rule.clause), []).append(leaf)
    order = list(dict.fromkeys(each.clause for each in CONTENTS))
    keys = sorted(found, key=lambda key: order.index(key[1]))
    return tuple(Share(agency, clause, tuple(found[agency, clause])) for agency, clause in keys)
