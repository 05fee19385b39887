"""Sở Y tế trong đợt mẫu, viết ra từng con số để ai có máy tính bỏ túi cũng kiểm được (Điều 10 khoản 2).

DỮ LIỆU MẪU. Each line: criterion, maximum, what the agency declared, its self-score, what the owner said, what it
said after an explanation, and the score that counts. "–": nothing. The working is written beside the figures.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.recomputed.played import StoryStage, played

AGENCY = "SYT"

# mã      tối đa  khai        tự chấm  thẩm định  lại     tính   cách tính
LINES = """
1.1.1  |  1     | 1         |  1     |  1       |  –    |  1
1.1.2  |  2     | 6/8       |  1,5   |  1,5     |  –    |  1,5   # 75% × 2 = 1,5
1.2    |  1,5   | 1,5       |  1,5   |  1,5     |  –    |  1,5
1.3.1  |  1,5   | 1,5       |  1,5   |  1,5     |  –    |  1,5
1.3.2  |  1,5   | 45/45     |  1,5   |  1,5     |  –    |  1,5   # 100%
1.4    |  1,5   | 1,5       |  1,5   |  1,5     |  –    |  1,5
1.5.1  |  2     | 35/39     |  0,5   |  0,5     |  –    |  0,5   # 89,74%: từ 80 đến dưới 90 được 0,5
1.5.2  |  1     | 0         |  0     |  0       |  –    |  0     # khai 0 điểm, khác với không khai
2.1.1  |  2     | 24/29     |  1,5   |  1,5     |  –    |  1,5   # 82,76% × 2 = 1,655; bước 0,25, xuống 1,5
2.1.2  |  2     | 2         |  2     |  1,5     |  2    |  2     # giải trình được chấp nhận
2.2.1  |  1,5   | 1,25      |  1,25  |  1,25    |  –    |  1,25
2.2.2  |  1,5   | 33/34     |  1,25  |  1,25    |  –    |  1,25  # 97,06% × 1,5 = 1,456; xuống 1,25
2.3.1  |  1     | 1         |  1     |  1       |  –    |  1
2.3.2  |  1     | 1         |  1     |  1       |  –    |  1
3.1.1  |  1,5   | 1         |  1     |  1       |  –    |  1
3.1.2  |  2     | 148/148   |  2     |  2       |  –    |  2     # 100%: 2 điểm
3.1.3  |  1,5   | 14/18     |  1     |  0,75    |  0,75 |  0,75  # 77,78% × 1,5 = 1,167; xuống 1; bị trừ, giữ nguyên
3.2.1  |  2     | 130/133   |  1,75  |  1,5     |  1,5  |  1,5   # 97,74% × 2 = 1,955; xuống 1,75; bị trừ, giữ nguyên
3.2.2  |  3     | 1194/1250 |  2     |  2       |  –    |  2     # 95,52%: từ 95 đến dưới 97 được 2
3.2.3  |  1     | 1         |  1     |  0,5     |  1    |  1
3.2.4  |  1     | 1         |  1     |  0,5     |  0,5  |  0,5
3.3    |  3     | 6         |  3     |  3       |  –    |  3     # 6 thủ tục × 0,5
3.4    |  2     | 2         |  2     |  2       |  –    |  2
4.1.1  |  2     | 2         |  2     |  2       |  –    |  2
4.1.2  |  2     | 2         |  2     |  2       |  –    |  2
4.2    |  2     | 2         |  2     |  2       |  –    |  2
4.3.1  |  1     | 1         |  1     |  1       |  –    |  1
4.3.2  |  1     | 1         |  1     |  1       |  –    |  1
5.1    |  2     | 58/61     |  1,75  |  1,75    |  –    |  1,75  # 95,08% × 2 = 1,902; xuống 1,75
5.2.1  |  1,5   | 1         |  1     |  1       |  –    |  1
5.2.2  |  1,5   | 1         |  1     |  1       |  –    |  1
5.3    |  2     | 92/107    |  1,75  |  1,75    |  –    |  1,75  # 85,98% / 95% × 2 = 1,810; xuống 1,75
5.4.1  |  2     | 2         |  2     |  2       |  –    |  2
5.4.2  |  1     | 1         |  1     |  1       |  –    |  1
6.1.1  |  2     | 15281/15617 | 2    |  2       |  –    |  2     # 97,85%: đủ điểm từ 95%
6.1.2  |  1     | 1         |  1     |  1       |  –    |  1
6.1.3  |  1     | KAD       |  –     |  –       |  –    |  –     # không áp dụng, được công nhận: bớt 1 ở mẫu số
6.2    |  2     | 2         |  2     |  2       |  –    |  2
6.3    |  2     | 6/9       |  1,5   |  1,5     |  –    |  1,5   # 66,67%: từ 60 đến dưới 80 được 1,5
7.1.1  |  1     | 1         |  1     |  1       |  –    |  1
7.1.2  |  3     | 953/979   |  3     |  3       |  –    |  3     # 97,34%: từ 95 được 3
7.1.3  |  2     | 2         |  2     |  2       |  –    |  2
7.2.1  |  3     | 69/113    |  3     |  2,75    |  2,75 |  2,75  # 61,06%: đủ điểm từ 60%; bị trừ, giữ nguyên
7.2.2  |  2,5   | 1803/3536 |  2,5   |  2,5     |  –    |  2,5   # 50,99%: đủ điểm từ 50%
7.2.3  |  1,5   | 714/3536  |  1,5   |  1,5     |  –    |  1,5   # 20,19%: đủ điểm từ 20%
7.3.1  |  2     | 2         |  2     |  2       |  –    |  2
7.3.2  |  1     | 0         |  0     |  0       |  –    |  0
8.1    |  10    | –         |  –     |  –       |  –    |  7,99  # điều tra xã hội học
8.2.1  |  6     | –         |  –     |  –       |  –    |  4,35
8.2.2  |  4     | –         |  –     |  –       |  –    |  2,97
9.1    |  2     | –         |  –     |  –       |  –    |  –     # điểm thưởng: không khai
9.2    |  1     | –         |  –     |  –       |  –    |  –
9.3    |  -2    | –         |  0     |  0       |  –    |  0     # điểm trừ: không khai, vẫn thẩm định, không trừ
9.4    |  -1    | –         |  0     |  0       |  –    |  0
"""
# Lĩnh vực: điểm / tối đa
FIELDS = {
    "1": ("9", "12"),
    "2": ("8", "9"),
    "3": ("13.75", "17"),
    "4": ("8", "8"),
    "5": ("8.5", "10"),
    "6": ("6.5", "7"),  # tối đa 8, bớt 1 của 6.1.3
    "7": ("14.75", "16"),
    "8": ("15.31", "20"),
}
# 9 + 8 + 13,75 + 8 + 8,5 + 6,5 + 14,75 + 15,31 = 83,81;  12 + 9 + 17 + 8 + 10 + 7 + 16 + 20 = 99
TOTAL, MAXIMUM = "83.81", "99"
# 83,81 / 99 × 100 = 84,6565…
PERCENT = "84.66"


def number(text: str) -> Decimal | None:
    text = text.strip().replace(",", ".")
    return None if text in ("–", "KAD") else Decimal(text)


ROWS = [[cell.strip() for cell in line.split("#")[0].split("|")] for line in LINES.strip().splitlines()]


@pytest.fixture(scope="module")
def round_() -> StoryStage:
    return played()


def facts(round_: StoryStage, name: str) -> list[dict[str, Any]]:
    return [fact["data"] for fact in round_.province.facts(name) if fact["data"].get("agency") == AGENCY]


def test_what_was_declared_stands_in_the_table(round_: StoryStage) -> None:
    (submitted,) = facts(round_, "AssessmentSubmitted")
    declared = {}
    for entry in submitted["entries"]:
        figures = "/".join(entry["figures"].values()) if entry["figures"] else None
        declared[entry["criterion"]] = "KAD" if entry["not_applicable"] else figures or entry["score"].replace(".", ",")
    assert declared == {code: told for code, _, told, *_ in ROWS if told != "–"}


def test_the_self_scores_and_verdicts_stand_in_the_table(round_: StoryStage) -> None:
    asked = {
        entry["criterion"]: entry for request in facts(round_, "AppraisalRequested") for entry in request["entries"]
    }
    first = {verdict["criterion"]: verdict for verdict in facts(round_, "CriterionAppraised")}
    second = {verdict["criterion"]: verdict for verdict in facts(round_, "CriterionReappraised")}
    appraised = [row for row in ROWS if not row[0].startswith("8.") and row[0] not in ("9.1", "9.2")]
    assert set(first) == {row[0] for row in appraised}
    for code, _, _, own, verdict, again, _ in appraised:
        assert _decimal(asked[code]["self_score"]) == number(own), code
        assert _decimal(first[code]["score"]) == number(verdict), code
        assert _decimal(second.get(code, {}).get("score")) == number(again), code


def test_the_scores_that_count_stand_in_the_table(round_: StoryStage) -> None:
    (index,) = facts(round_, "IndexDetermined")
    told = {leaf["criterion"]: (_decimal(leaf["maximum"]), _decimal(leaf["score"])) for leaf in index["leaves"]}
    assert told == {row[0]: (number(row[1]), number(row[6])) for row in ROWS}


def test_the_index_is_the_sum_of_the_table(round_: StoryStage) -> None:
    (index,) = facts(round_, "IndexDetermined")
    assert {field["criterion"]: (field["score"], field["maximum"]) for field in index["fields"]} == FIELDS
    assert (index["score"], index["maximum"], index["percent"]) == (TOTAL, MAXIMUM, PERCENT)
    assert sum(Decimal(score) for score, _ in FIELDS.values()) == Decimal(TOTAL)
    assert sum(number(row[6]) or 0 for row in ROWS) == Decimal(TOTAL)
    counted = [row for row in ROWS if row[2] != "KAD" and not row[0].startswith("9.")]
    assert sum(number(row[1]) or 0 for row in counted) == Decimal(MAXIMUM)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
