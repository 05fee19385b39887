"""Bảng “Dữ liệu mẫu”: việc nào bao nhiêu cơ quan làm muộn, im lặng, từ chối; ai thì rút thăm, lần nào cũng như nhau.

Nothing here says anything about a real agency: who is late is drawn by hashing names (DỮ LIỆU MẪU).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from services.console.rehearsal.declared import draw
from shared.regulation.agencies import AGENCIES

ALL = tuple(one.id for one in AGENCIES)
"""Cả 38 cơ quan."""

IN_TIME, IN_THE_MAIL, LATE, SILENT = "in_time", "in_the_mail", "late", "silent"


@dataclass(frozen=True)
class Manners:
    """Một dòng của bảng: how many of those who are asked do not simply answer in time."""

    late: int
    silent: int
    in_the_mail: int = 0
    """Signed in time, delivered after the deadline: that is in time (†)."""


SAMPLE_TABLE = {
    "góp ý quy chế đánh giá": Manners(late=2, silent=4),
    "dự toán 2022": Manners(late=4, silent=3, in_the_mail=1),
    "dự toán 2023": Manners(late=3, silent=2),
    "kế hoạch kiểm tra 2022": Manners(late=5, silent=3, in_the_mail=2),
    "thực hiện kiểm tra 2022": Manners(late=6, silent=5),
    "kết quả kiểm tra 2022": Manners(late=4, silent=6, in_the_mail=1),
    "sơ kết 6 tháng 2022": Manners(late=5, silent=4, in_the_mail=1),
    "số liệu một cửa 2022": Manners(late=3, silent=2),
    "đọc thông tin": Manners(late=0, silent=9),
    "tuyên truyền 2022": Manners(late=0, silent=14),
}
"""Việc → số cơ quan muộn, im lặng, gửi trong hạn mà đến sau hạn."""


@cache
def manners(work: str, asked: Sequence[str] = ALL) -> dict[str, str]:
    """Agency → how it behaves in this work. Raises KeyError for work that is not in the table."""
    row = SAMPLE_TABLE[work]
    drawn = sorted(asked, key=lambda each: (draw(2**63, work, each), each))
    words = [LATE] * row.late + [SILENT] * row.silent + [IN_THE_MAIL] * row.in_the_mail
    found = dict(zip(drawn, words, strict=False))
    return {each: found.get(each, IN_TIME) for each in asked}
