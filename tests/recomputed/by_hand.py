"""Tính lại đợt mẫu như một người với máy tính bỏ túi (Điều 10 khoản 2): from the commands and the sample tables alone.

Naive on purpose, in exact fractions, and without a line of the project's own rules: nothing here is imported
from ``shared`` or ``services``. It reads the sample sets with the csv module, and the commands as they were sent.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

TABLES = Path(__file__).parents[2] / "shared" / "regulation" / "sample"


@dataclass
class Line:
    """One row of a sample table."""

    code: str
    parent: str
    level: str
    maximum: Fraction
    step: Fraction
    kind: str
    agencies: list[str]
    formula: str
    figures: list[str]
    full_at: Fraction
    zero_below: Fraction
    bands: list[tuple[Fraction, Fraction]]
    each: Fraction

    @property
    def aside(self) -> bool:
        return self.kind in ("Điểm thưởng", "Điểm trừ")


def number(text: str) -> Fraction:
    return Fraction(text.replace(",", ".")) if text else Fraction(0)


def table(block: str) -> dict[str, Line]:
    """A sample set, from its file: code → row, in the order of the file."""
    with (TABLES / f"criteria_{block}_2021.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    head = next(place for place, row in enumerate(rows) if row[0] == "Mã")
    found = {}
    for row in rows[head + 1 :]:
        cell = dict(zip(rows[head], row, strict=True))
        bands = [part.split(":") for part in cell["Bậc điểm"].split(";") if part.strip()]
        found[cell["Mã"]] = Line(
            code=cell["Mã"],
            parent=cell["Mã cấp trên"],
            level=cell["Cấp"],
            maximum=number(cell["Điểm tối đa"]),
            step=number(cell["Bước điểm"]),
            kind=cell["Cách chấm"],
            agencies=cell["Áp dụng cho"].replace(" ", "").split(";") if cell["Áp dụng cho"] else [],
            formula=cell["Công thức"],
            figures=[part.split("=")[0].strip() for part in cell["Số liệu kê khai"].splitlines()],
            full_at=number(cell["Đủ điểm từ"]),
            zero_below=number(cell["Không điểm dưới"]),
            bands=[(number(start.strip()), number(score.strip())) for start, score in bands],
            each=number(cell["Điểm mỗi đơn vị"]),
        )
    return found


def self_score(line: Line, entry: dict[str, Any]) -> Fraction | None:
    """What the agency's own declaration is worth; None: it says that the leaf does not apply."""
    if entry["not_applicable"]:
        return None
    if not entry["figures"]:
        return Fraction(entry["score"])
    values = [Fraction(entry["figures"][name]) for name in line.figures]
    if line.formula == "Đếm":
        points = min(values[0] * line.each, line.maximum)
    else:
        percent = values[0] / values[1] * 100
        if line.formula == "Bậc thang":
            points = max([score for start, score in line.bands if percent >= start], default=Fraction(0))
        elif percent < line.zero_below:
            points = Fraction(0)
        else:
            points = min(line.maximum * percent / line.full_at, line.maximum)
    steps = points / line.step
    return (steps.numerator // steps.denominator) * line.step


@dataclass
class Result:
    """What one agency ends with. ``leaves``: code → score, None where nothing was scored or nothing applies."""

    agency: str
    block: str
    ranked: bool
    table: dict[str, Line]
    leaves: dict[str, Fraction | None]
    origins: dict[str, str]
    applicable: dict[str, bool]

    def below(self, code: str) -> list[str]:
        """The leaves at or below a row."""
        return [leaf for leaf in self.leaves if code in _up(self.table, leaf)]

    def part(self, code: str) -> tuple[Fraction, Fraction]:
        """Score and maximum of a group: bonus and deduction aside, and only what applies."""
        counted = [leaf for leaf in self.below(code) if self.applicable[leaf] and not self.table[leaf].aside]
        return (
            sum((self.leaves[leaf] or Fraction(0) for leaf in counted), Fraction(0)),
            sum((self.table[leaf].maximum for leaf in counted), Fraction(0)),
        )

    def aside(self, kind: str) -> Fraction:
        return sum(
            (self.leaves[leaf] or Fraction(0) for leaf in self.leaves if self.table[leaf].kind == kind), Fraction(0)
        )

    @property
    def fields(self) -> list[str]:
        return [code for code, line in self.table.items() if line.level == "Lĩnh vực"]

    @property
    def score(self) -> Fraction:
        parts = sum((self.part(code)[0] for code in self.fields), Fraction(0))
        return parts + self.aside("Điểm thưởng") + self.aside("Điểm trừ")

    @property
    def maximum(self) -> Fraction:
        return sum((self.part(code)[1] for code in self.fields), Fraction(0))

    @property
    def percent(self) -> Fraction:
        """The index, exactly: not below 0, and in this round not above 100."""
        return min(max(self.score / self.maximum * 100, Fraction(0)), Fraction(100))


def _up(lines: dict[str, Line], code: str) -> list[str]:
    steps = [code]
    while lines[steps[-1]].parent:
        steps.append(lines[steps[-1]].parent)
    return steps


def recompute(commands: Iterable[dict[str, Any]]) -> dict[str, Result]:
    """Every agency's result at the publication, from the commands of the round in the order they were sent."""
    round_: dict[str, Any] = {}
    drafts: dict[str, dict[str, Any]] = {}
    entries: dict[str, dict[str, Any]] = {}
    wishes: dict[tuple[str, str], Any] = {}
    final: dict[str, dict[str, tuple[Fraction | None, str]]] = {}
    for command in commands:
        name, data = command["type"], command["data"]
        agency = data.get("agency", "")
        if name == "OpenRound":
            round_ = data
            drafts = {each["agency"]: {} for each in data["agencies"]}
            final = {each["agency"]: {} for each in data["agencies"]}
        elif name in ("SaveAssessment", "SubmitAssessment"):
            drafts[agency] |= {entry["criterion"]: entry for entry in data["entries"]}
            if name == "SubmitAssessment":
                entries[agency] = dict(drafts[agency])
        elif name == "RequestCorrection":
            wishes[agency, data["criterion"]] = data["entry"]
        elif name == "DecideCorrection" and data["accepted"]:
            entries[agency][data["criterion"]] = wishes[agency, data["criterion"]]
            final[agency].pop(data["criterion"], None)
        elif name == "AppraiseCriteria":
            lines = _table_of(round_, agency)
            for each in data["verdicts"]:
                code = each["criterion"]
                own = self_score(lines[code], entries[agency][code]) if code in entries[agency] else Fraction(0)
                given = own if each["verdict"] == "recognised" else Fraction(each["score"])
                final[agency][code] = (given, "appraised")
        elif name == "ReappraiseCriteria":
            for each in data["verdicts"]:
                before = final[agency][each["criterion"]][0]
                given = before if each["verdict"] == "maintained" else Fraction(each["score"])
                final[agency][each["criterion"]] = (given, "reappraised")
        elif name == "EnterSurveyScores":
            for row in data["scores"]:
                final[row["agency"]][row["criterion"]] = (Fraction(row["score"]), "survey")
    return {each["agency"]: _result(round_, each, final[each["agency"]]) for each in round_["agencies"]}


def _block_of(round_: dict[str, Any], agency: str) -> str:
    (block,) = {each["block"] for each in round_["agencies"] if each["agency"] == agency}
    return str(block)


_tables = {block: table(block) for block in ("departments", "districts")}


def _table_of(round_: dict[str, Any], agency: str) -> dict[str, Line]:
    return _tables[_block_of(round_, agency)]


def _result(
    round_: dict[str, Any], participant: dict[str, Any], final: dict[str, tuple[Fraction | None, str]]
) -> Result:
    agency = participant["agency"]
    lines = _table_of(round_, agency)
    groups = {line.parent for line in lines.values()}
    result = Result(agency, participant["block"], participant["ranked"], lines, {}, {}, {})
    for code, line in lines.items():
        if code in groups:
            continue
        way_up = _up(lines, code)
        meant = all(not lines[each].agencies or agency in lines[each].agencies for each in way_up)
        exempt = any(each in participant["not_applicable"] for each in way_up)
        score, origin = final.get(code, (None, "missing"))
        recognised_as_not_applicable = code in final and score is None
        result.applicable[code] = meant and not exempt and not recognised_as_not_applicable
        result.leaves[code] = score if result.applicable[code] else None
        result.origins[code] = origin if score is not None else "missing"
        assert line.kind, code
    return result


def rounded(value: Fraction) -> str:
    """Two decimals, halves up, as people round: 89.455 → "89.46"."""
    cents = (value * 100 + Fraction(1, 2)).numerator // (value * 100 + Fraction(1, 2)).denominator
    return f"{cents // 100}.{cents % 100:02}"


def ranking(results: Iterable[Result], bands: list[dict[str, Any]]) -> dict[str, tuple[int | None, str]]:
    """Agency → rank (None: not ranked) and band. A rank is one more than the number of those who stand higher."""
    members = list(results)
    found = {}
    for one in members:
        higher = sum(other.ranked and other.percent > one.percent for other in members)
        band = ""
        for each in bands:  # from high to low
            edge = Fraction(each["threshold"])
            if not band and (one.percent > edge or (each["inclusive"] and one.percent == edge)):
                band = each["name"]
        found[one.agency] = (higher + 1 if one.ranked else None, band)
    return found
