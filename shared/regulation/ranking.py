"""Xếp hạng, xếp loại trong một khối (Điều 10 khoản 2): from high to low, equal values share a rank (1, 2, 2, 4).

Bands (Rất tốt, Tốt, Khá …), their thresholds and whether the threshold itself belongs to the band are data of
the round, per khối. Agencies that are assessed but not ranked ("cơ quan đặc thù không xếp hạng chung") follow
after the ranked ones: scored, banded, without a rank. The regulation fixes none of this (†).
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from shared.regulation.agencies import by_name
from shared.regulation.alphabet import Key
from shared.regulation.faults import Fault, Sentences
from shared.regulation.index import Index, displayed, percentage
from shared.regulation.notation import exact, plain, spoken

SENTENCES = Sentences(
    BANDS_EMPTY="Chưa có mức xếp loại nào.",
    BAND_NAME_EMPTY="Có mức xếp loại chưa có tên.",
    BAND_NAME_REPEATED="Mức “{node}” có {times} lần.",
    BAND_THRESHOLD_REPEATED="Ngưỡng {threshold}% dùng cho nhiều mức: {names}.",
    BAND_THRESHOLD_OUT_OF_RANGE="Mức “{node}”: ngưỡng {threshold}% phải từ 0 đến 100.",
    BANDS_OUT_OF_ORDER="Các mức phải viết từ cao xuống thấp.",
    BANDS_LEAVE_A_GAP="Mức thấp nhất phải bắt đầu từ 0%, kể cả 0%, để cơ quan nào cũng được xếp loại.",
)
_say = SENTENCES.fault


@dataclass(frozen=True)
class Band:
    """Một mức xếp loại: from this percent on; `inclusive` says whether the threshold itself belongs to it."""

    name: str
    threshold: Decimal
    inclusive: bool

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> "Band":
        """From {name, threshold, inclusive}. Raises KeyError, ValueError."""
        return cls(name=data["name"], threshold=exact(data["threshold"]), inclusive=bool(data["inclusive"]))

    def to_plain(self) -> dict[str, Any]:
        """The form of RoundOpened's bands."""
        return {"name": self.name, "threshold": plain(self.threshold), "inclusive": self.inclusive}

    def holds(self, percent: Fraction) -> bool:
        """True when the percent reaches this band."""
        edge = Fraction(self.threshold)
        return percent > edge or (self.inclusive and percent == edge)


@dataclass(frozen=True)
class Standing:
    """What a ranking needs to know of one agency: exact score and maximum, never the displayed percent."""

    agency: str
    score: Decimal
    maximum: Decimal
    ranked: bool = True
    cap: Decimal | None = None

    @classmethod
    def of(cls, index: Index, ranked: bool = True) -> "Standing":
        """The standing of a determined index."""
        return cls(index.agency, index.score, index.maximum, ranked, index.cap)

    @classmethod
    def from_plain(cls, data: Mapping[str, Any], cap: Decimal | None = None) -> "Standing":
        """From the data of IndexDetermined; the cap is the round's. Raises KeyError, ValueError."""
        return cls(data["agency"], exact(data["score"]), exact(data["maximum"]), bool(data["ranked"]), cap)

    @property
    def percent(self) -> Fraction | None:
        """Exact, as in Index.percent."""
        return percentage(self.score, self.maximum, self.cap, floor=True)


@dataclass(frozen=True)
class Row:
    """Một dòng của bảng xếp hạng."""

    agency: str
    score: Decimal
    maximum: Decimal
    percent: Fraction | None  # exact
    shown: Decimal | None  # displayed
    rank: int | None
    band: str | None
    ranked: bool

    def to_plain(self) -> dict[str, Any]:
        """A row of RankingProposed."""
        return {
            "agency": self.agency,
            "score": plain(self.score),
            "maximum": plain(self.maximum),
            "percent": None if self.shown is None else str(self.shown),
            "rank": self.rank,
            "band": self.band,
            "ranked": self.ranked,
        }


def rank(
    standings: Iterable[Standing],
    bands: Collection[Band],
    compare: str = "exact",
    decimals: int = 2,
    rounding: str = "half_up",
    by_name: Callable[[str], Key] = by_name,
) -> tuple[Row, ...]:
    """The table of one khối, high to low; equal values stand in the order of the agencies' names (``by_name``).

    `compare`: "exact" ranks and bands by the exact percent, "displayed" by what is shown (so 89,454 and
    89,446 tie at 89,45). An agency to which nothing applies has no percent, hence neither rank nor band.
    Raises ValueError for any other `compare`.
    """
    if compare not in ("exact", "displayed"):
        raise ValueError(f"không có cách so sánh {compare!r}")

    def row(standing: Standing) -> tuple[Fraction, Row]:
        percent = standing.percent
        shown = None if percent is None else displayed(percent, decimals, rounding)
        value = percent if compare == "exact" or shown is None else Fraction(shown)
        ranked = standing.ranked and value is not None
        band = None if value is None else band_of(value, bands)
        plain_row = Row(standing.agency, standing.score, standing.maximum, percent, shown, None, band, ranked)
        return (Fraction(-1) if value is None else value), plain_row

    rows = sorted((row(one) for one in standings), key=lambda pair: (-pair[0], by_name(pair[1].agency)))
    return (
        *_numbered([pair for pair in rows if pair[1].ranked]),
        *(one for _, one in rows if not one.ranked),
    )


def _numbered(rows: Sequence[tuple[Fraction, Row]]) -> Iterable[Row]:
    """A rank is one more than the number of agencies that stand strictly higher."""
    rank = 0
    for place, (value, row) in enumerate(rows, start=1):
        if place == 1 or value != rows[place - 2][0]:
            rank = place
        yield Row(**{**row.__dict__, "rank": rank})


def band_of(percent: Fraction, bands: Iterable[Band]) -> str | None:
    """The name of the highest band that the percent reaches; None when it reaches none."""
    reached = [band for band in bands if band.holds(percent)]
    return max(reached, key=lambda band: band.threshold).name if reached else None


def band_faults(bands: Sequence[Band]) -> list[Fault]:
    """Everything that is wrong with the band table of a khối."""
    if not bands:
        return [_say("BANDS_EMPTY")]
    found = [_say("BAND_NAME_EMPTY") for band in bands if not band.name.strip()]
    names = [band.name for band in bands]
    for name in dict.fromkeys(names):
        if name.strip() and names.count(name) > 1:
            found.append(_say("BAND_NAME_REPEATED", name, times=names.count(name)))
    thresholds = [band.threshold for band in bands]
    for threshold in dict.fromkeys(thresholds):
        same = [band.name for band in bands if band.threshold == threshold]
        if len(same) > 1:
            found.append(_say("BAND_THRESHOLD_REPEATED", threshold=spoken(threshold), names=", ".join(same)))
    for band in bands:
        if not 0 <= band.threshold <= 100:
            found.append(_say("BAND_THRESHOLD_OUT_OF_RANGE", band.name, threshold=spoken(band.threshold)))
    if thresholds != sorted(thresholds, reverse=True):
        found.append(_say("BANDS_OUT_OF_ORDER"))
    lowest = min(bands, key=lambda band: band.threshold)
    if lowest.threshold != 0 or not lowest.inclusive:
        found.append(_say("BANDS_LEAVE_A_GAP"))
    return found
