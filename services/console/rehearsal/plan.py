"""Đợt mẫu năm 2021 (DỮ LIỆU MẪU): ai, bộ tiêu chí nào, ngày nào, việc bất thường nào (Điều 10 khoản 2).

Nothing here is official and nobody here is a person: documents, signers and deadlines are made up and say so.
The regulation fixes no deadline of the round; what happened in 2021 is not known here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from services.console.client import Order
from shared.mechanism.clock import ICT
from shared.regulation.agencies import Agency, agencies, agency, service_of
from shared.regulation.sample import BANDS, LABEL, SCORING, sample_set
from shared.regulation.windows import through

YEAR = 2021
SAMPLE = "(dữ liệu mẫu)"
BLOCKS = ("departments", "districts")
SOURCE = f"{LABEL} – Kế hoạch đánh giá mẫu"
_SPACE = uuid5(NAMESPACE_URL, f"urn:phoihop:sample-round:{YEAR}")


def at(month: int, day: int, hour: int = 8, minute: int = 0) -> datetime:
    """A moment of the round in ICT: November and December lie in 2021, the other months in 2022."""
    return datetime(YEAR if month > 6 else YEAR + 1, month, day, hour, minute, tzinfo=ICT)


# The one clock: where it is moved to, in this order

ADOPTION = at(11, 1)
OPENING = at(11, 15)
FIRST_SUBMISSIONS = at(12, 6)
SECOND_SUBMISSIONS = at(12, 20)
LAST_SUBMISSIONS = at(12, 30)
CLOSED = at(1, 1, 0, 5)
LATE_SUBMISSIONS = at(1, 5)
VERY_LATE_SUBMISSION = at(1, 17)
APPRAISALS = at(1, 24)
CORRECTIONS = at(1, 27)
LATE_APPRAISALS = at(2, 14)
EXPLANATIONS = at(2, 21)
SURVEY = at(2, 24)
SECOND_VERDICTS = at(3, 1)
DETERMINED = at(3, 6, 0, 5)
PROPOSAL = at(3, 10)
SUBMISSION = at(3, 14)
DECISION = at(3, 25)
RESULT_CORRECTION = at(4, 11)

WINDOWS = {
    "self_scoring": (at(11, 22, 0), through(at(12, 31).date())),
    "appraisal": (at(1, 4, 0), through(at(2, 11).date())),
    "explanation": (at(2, 14, 0), through(at(3, 5).date())),
}
DAYS_BEFORE = (7, 3, 1)

# What does not go smoothly, so that the round shows it

NOT_RANKED = ("BQLKCN",)
"""Thành lập giữa năm: được chấm điểm, không xếp hạng (mẫu)."""
EXEMPT = {"TTT": ("3.3",), "SNGV": ("7.2.3",), "BQLKCN": ("2.3",)}
"""Tiêu chí đợt mẫu miễn cho một cơ quan."""
TWINS = {"NONGSON": "HIEPDUC"}
"""Hai huyện mẫu khai và được chấm y như nhau, để thấy hai cơ quan cùng hạng."""
WITHDRAWS = "DIENBAN"
IN_THE_MAIL = "STNMT"
"""Văn bản ký trong hạn, đến sau hạn: không muộn (†)."""
LATE = ("SVHTTDL", "NAMGIANG")
VERY_LATE = "PHUOCSON"
SLOW_OWNER = "STC"
SLOW_FOR = ("SCT", "TIENPHUOC")
"""Cơ quan thẩm định này thẩm định hai cơ quan này sau hạn."""
CORRECTION_ACCEPTED = ("SXD", "6.1.1")
CORRECTION_REJECTED = ("HOIAN", "6.4")
CORRECTED_AFTER_PUBLICATION = ("PHUNINH", "1.3")


def participants() -> tuple[Agency, ...]:
    """The 38 agencies of the round, both khối."""
    return tuple(one for block in BLOCKS for one in agencies(block))


def waves() -> dict[datetime, list[str]]:
    """When each agency submits first; every third agency in each of the three waves, then who is late."""
    late = {IN_THE_MAIL, *LATE, VERY_LATE}
    punctual = [one.id for one in participants() if one.id not in late and one.id != WITHDRAWS]
    moments = (FIRST_SUBMISSIONS, SECOND_SUBMISSIONS, LAST_SUBMISSIONS)
    found = {moment: punctual[place::3] for place, moment in enumerate(moments)}
    found[FIRST_SUBMISSIONS].append(WITHDRAWS)
    found[LATE_SUBMISSIONS] = [IN_THE_MAIL, *LATE]
    found[VERY_LATE_SUBMISSION] = [VERY_LATE]
    return found


# Orders: every command of the round under an id made of what it does, so that it is carried out once


def order(
    command: str,
    data: dict[str, Any],
    *,
    agency_id: str,
    step: Sequence[object],
    effective: datetime,
    to: str | None = None,
    capacity: str = "",
) -> Order:
    """A command of the sample round. ``step`` tells it from every other one; ``effective``: the day on its paper."""
    return Order(
        command=command,
        data=data,
        agency=agency_id,
        to=to or "noi_vu",
        actor=f"Cán bộ mẫu – {agency(agency_id).name} {SAMPLE}",
        id=str(uuid5(_SPACE, "/".join(map(str, (command, *step))))),
        capacity=capacity,
        effective=effective.date(),
    )


def adoptions() -> list[Order]:
    """Ban hành hai bộ tiêu chí mẫu."""
    orders = []
    for block in BLOCKS:
        criteria = sample_set(block, YEAR).to_plain()
        data = {key: value for key, value in criteria.items() if key not in ("version", "copied_from")}
        orders.append(order("AdoptCriteriaSet", data, agency_id="SNV", step=[block], effective=ADOPTION))
    return orders


def opening(versions: dict[str, int]) -> Order:
    """Mở đợt; ``versions``: code of a set → the version that was adopted."""
    sets = {block: sample_set(block, YEAR).code for block in BLOCKS}
    data = {
        "year": YEAR,
        "title": f"{LABEL} – Đánh giá, xếp hạng cải cách hành chính năm {YEAR}",
        "sample": True,
        "blocks": [
            {
                "block": block,
                "criteria_set": sets[block],
                "version": versions[sets[block]],
                "bands": [band.to_plain() for band in BANDS[block]],
            }
            for block in BLOCKS
        ],
        "agencies": [
            {
                "agency": one.id,
                "block": one.block,
                "ranked": one.id not in NOT_RANKED,
                "not_applicable": list(EXEMPT.get(one.id, ())),
            }
            for one in participants()
        ],
        "windows": {
            name: {"opens": opens.isoformat(), "closes": closes.isoformat(), "source": SOURCE}
            for name, (opens, closes) in WINDOWS.items()
        },
        "scoring": SCORING.to_plain(),
        "reminders": {"days_before": list(DAYS_BEFORE), "source": f"{LABEL} – Lịch đôn đốc mẫu (Điều 13 khoản 3)"},
    }
    return order("OpenRound", data, agency_id="SNV", step=[], effective=OPENING)


def document(number: int, notation: str, issued: datetime, *, position: str, capacity: str = "") -> dict[str, Any]:
    """A made-up document, which says of itself that it is one."""
    return {
        "number": f"MẪU-{number:02}",
        "notation": notation,
        "issued": issued.date().isoformat(),
        "signer": f"Người ký mẫu {SAMPLE}",
        "position": f"{position} {SAMPLE}",
        "capacity": capacity,
    }


def department_of(owner: str) -> str:
    """The service that appraises for this owner. Raises LookupError."""
    found = service_of(owner)
    if found is None:
        raise LookupError(f"{owner} appraises nothing")
    return found
