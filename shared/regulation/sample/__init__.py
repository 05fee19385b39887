"""DỮ LIỆU MẪU: bộ tiêu chí, mức xếp loại, quy tắc tính của đợt mẫu. None of it is official.

Quảng Nam's own rules for evaluating and ranking (Điều 10 khoản 2 điểm a) are not known here. The sets are complete and
built on the fields of Điều 13–18, in our own words, so that a round can be played; a province replaces them by its own.
"""

import csv
import io
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

from shared.regulation.criteria import CriteriaSet
from shared.regulation.criteria_reading import read_table
from shared.regulation.index import Scoring
from shared.regulation.ranking import Band

LABEL = "DỮ LIỆU MẪU"
SCORING = Scoring(survey="scored", cap=Decimal(100), compare="exact", decimals=2, rounding="half_up")


def _bands(*rows: tuple[str, int, bool]) -> tuple[Band, ...]:
    return tuple(Band(name, Decimal(threshold), inclusive) for name, threshold, inclusive in rows)


BANDS: dict[str, tuple[Band, ...]] = {
    "departments": _bands(
        ("Rất tốt", 90, True),
        ("Tốt", 80, True),
        ("Khá", 70, True),
        ("Trung bình", 60, True),
        ("Yếu", 0, True),
    ),
    # The other edge on purpose: a district with exactly 80% is "Khá".
    "districts": _bands(
        ("Rất tốt", 90, False),
        ("Tốt", 80, False),
        ("Khá", 65, True),
        ("Trung bình", 50, True),
        ("Yếu", 0, True),
    ),
}


class UnknownSample(LookupError):
    """No sample set for this khối and year."""


@cache
def sample_set(block: str, year: int = 2021) -> CriteriaSet:
    """The sample criteria set of a khối ("departments", "districts"), as version 1. Raises UnknownSample."""
    source = files(__name__).joinpath(f"criteria_{block}_{year}.csv")
    if not source.is_file():
        raise UnknownSample(f"Không có bộ tiêu chí mẫu cho khối {block!r}, năm {year}.")
    text = io.StringIO(source.read_bytes().decode("utf-8-sig"), newline="")
    table = read_table(csv.reader(text, delimiter=";"))
    if table.faults:
        raise ValueError(f"{source.name}: {table.faults[0].sentence}")
    return CriteriaSet.from_plain({"valid_from": date(year, 1, 1), **table.to_plain(), "version": 1})
