"""Các quy trình của Quy chế: mỗi quy trình theo điều nào, còn bao nhiêu việc, xem ở trang nào?

A page module that shows a procedure says so here, once, when it is imported:

    @shows("plan", endpoint="pages.plans", views=("plans",))
    def counts() -> Counts: …

The order and the articles are the regulation's; they stand in this one table. What is counted is what the module's
own views know.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import render_template

from services.portal.pages.frame import blueprint, desk


@dataclass(frozen=True)
class Counts:
    """How many matters of a procedure are open, of these late (past a deadline), and done."""

    open: int = 0
    late: int = 0
    done: int = 0


Counting = Callable[[], Counts]


@dataclass(frozen=True)
class Procedure:
    """Một quy trình: tên, các điều làm căn cứ, nó là gì trong một câu."""

    code: str
    title: str
    articles: str
    sentence: str


@dataclass(frozen=True)
class Shown:
    """Where a procedure is shown: page, counts, and the views that they come from."""

    endpoint: str
    counts: Counting
    views: tuple[str, ...]


CHAPTERS: tuple[tuple[str, tuple[Procedure, ...]], ...] = (
    (
        "Chương I. Quy định chung",
        (
            Procedure(
                "communication",
                "Thông tin, tuyên truyền",
                "Điều 3 khoản 3; †",
                "Quy chế nêu mà không giao ai chủ trì: kế hoạch và kết quả tuyên truyền về cải cách hành chính.",
            ),
            Procedure(
                "organisation",
                "Danh bạ cơ quan, thẩm quyền",
                "Điều 4; †",
                "Cơ quan nào phối hợp, phụ trách nội dung gì, từ ngày nào; sáp nhập, đổi tên, chuyển thẩm quyền.",
            ),
            Procedure(
                "matter",
                "Trình UBND tỉnh",
                "Điều 4 khoản 1 và các điều giao tham mưu",
                "Mọi việc trình UBND tỉnh: trực tiếp hay qua Sở Nội vụ, và quyết định về từng việc.",
            ),
        ),
    ),
    (
        "Chương II. Nội dung phối hợp",
        (
            Procedure(
                "plan",
                "Kế hoạch hằng năm, chương trình giai đoạn",
                "Điều 6, Điều 13 khoản 1",
                "Đề xuất trước ngày 15/11, tổng hợp, lấy ý kiến, trình, ban hành, điều chỉnh.",
            ),
            Procedure(
                "obstacle",
                "Khó khăn, vướng mắc",
                "Điều 7, Điều 20 khoản 2",
                "Phản ánh về Sở Nội vụ, tháo gỡ hoặc tổng hợp trình UBND tỉnh, trả lời nơi phản ánh.",
            ),
            Procedure(
                "amendment",
                "Kiến nghị sửa đổi, bổ sung quy định",
                "Điều 7 khoản 2 điểm a, Điều 19 khoản 2",
                "Rà soát văn bản không còn phù hợp, kiến nghị sửa đổi, kết quả xử lý.",
            ),
            Procedure(
                "information",
                "Cung cấp thông tin, tài liệu",
                "Điều 7 khoản 1, Điều 12 khoản 1",
                "Tài liệu về tình hình, kết quả; quy định mới trong các lĩnh vực cải cách hành chính.",
            ),
            Procedure(
                "inspection",
                "Kiểm tra của tỉnh",
                "Điều 8 khoản 1, khoản 2",
                "Kế hoạch kiểm tra, văn bản đề nghị cử người, đoàn kiểm tra, kết quả.",
            ),
            Procedure(
                "own_inspection",
                "Kiểm tra của từng cơ quan, địa phương",
                "Điều 8 khoản 3",
                "Kế hoạch và báo cáo tự kiểm tra, gửi UBND tỉnh qua Sở Nội vụ và cơ quan phụ trách lĩnh vực.",
            ),
            Procedure(
                "scheme",
                "Thẩm định đề án, dự án",
                "Điều 9",
                "Lấy ý kiến bốn cơ quan, thẩm định, trình phê duyệt; Sở Tài chính trình kinh phí.",
            ),
            Procedure(
                "provincial_score",
                "Tự chấm điểm cấp tỉnh",
                "Điều 10 khoản 1, Điều 13 đến 18",
                "Từng cơ quan chấm phần của mình, tổng hợp, UBND tỉnh duyệt, gửi Bộ Nội vụ.",
            ),
            Procedure(
                "scoring",
                "Chấm điểm các cơ quan, địa phương",
                "Điều 10 khoản 2, Điều 13 đến 18",
                "Cơ quan tự chấm, sáu cơ quan thẩm định, xếp hạng, công bố: bảng điểm.",
            ),
            Procedure(
                "improvement",
                "Cải thiện các Chỉ số",
                "Điều 11",
                "Chỉ tiêu PAR INDEX, SIPAS, PAPI; giải pháp bù điểm mất; tổng hợp định kỳ.",
            ),
            Procedure(
                "meeting",
                "Họp giao ban quý, họp đánh giá Quy chế",
                "Điều 12 khoản 2, Điều 20 khoản 1",
                "Mời họp, tài liệu, người dự, kết luận thành nhiệm vụ, biên bản.",
            ),
        ),
    ),
    (
        "Chương III. Trách nhiệm của các cơ quan",
        (
            Procedure(
                "task",
                "Nhiệm vụ được giao",
                "Điều 3 khoản 5, Điều 13 khoản 2, Điều 14 khoản 1, Điều 19 khoản 1",
                "Vào sổ một lần, hai cơ quan cùng theo dõi: giao, nhận, làm, báo xong, xác nhận.",
            ),
            Procedure(
                "review",
                "Tổng kết, đánh giá",
                "Điều 13 khoản 5",
                "Sơ kết, tổng kết định kỳ và chuyên đề.",
            ),
            Procedure(
                "recognition",
                "Khen thưởng, chấn chỉnh",
                "Điều 13 khoản 6",
                "Đề nghị khen thưởng tập thể, cá nhân; đề nghị chấn chỉnh, xử lý.",
            ),
            Procedure(
                "field_work",
                "Hướng dẫn, kiểm tra theo lĩnh vực",
                "Điều 14 đến 18, khoản 1",
                "Cơ quan phụ trách lĩnh vực hướng dẫn, kiểm tra các cơ quan, địa phương.",
            ),
            Procedure(
                "field_report",
                "Báo cáo theo lĩnh vực",
                "Điều 14 đến 18, khoản 1",
                "Số liệu của các cơ quan, địa phương và báo cáo tổng hợp từng lĩnh vực.",
            ),
            Procedure(
                "budget",
                "Dự toán, phân bổ kinh phí",
                "Điều 16 khoản 2, Điều 9 khoản 5",
                "Hướng dẫn lập dự toán hằng năm, dự toán của các cơ quan, phân bổ.",
            ),
        ),
    ),
)
"""In the order of the regulation: where a procedure's first operative clause stands. Nothing else orders the page."""

_KNOWN = {each.code for _, procedures in CHAPTERS for each in procedures}
_SHOWN: dict[str, Shown] = {}


def shows(code: str, *, endpoint: str, views: tuple[str, ...]) -> Callable[[Counting], Counting]:
    """Says on which page a procedure of the table above is shown, how its matters are counted, from which views."""
    if code not in _KNOWN:
        raise ValueError(f"{code} is no procedure of the table")

    def mark(counts: Counting) -> Counting:
        _SHOWN[code] = Shown(endpoint, counts, views)
        return counts

    return mark


def counted(states: list[str]) -> Counts:
    """Of the states of a procedure's matters: ``late`` is open, too; ``done`` is closed."""
    late, done = states.count("late"), states.count("done")
    return Counts(open=len(states) - done, late=late, done=done)


@blueprint.get("/procedures")
def procedures() -> str:
    """Các quy trình của Quy chế, theo thứ tự chương, điều."""
    chapters = []
    total = Counts()
    for title, listed in CHAPTERS:
        rows = []
        for each in listed:
            shown = _SHOWN.get(each.code)
            counts = shown.counts() if shown else None
            rows.append({"procedure": each, "endpoint": shown.endpoint if shown else None, "counts": counts})
            if counts:
                total = Counts(total.open + counts.open, total.late + counts.late, total.done + counts.done)
        chapters.append({"title": title, "rows": rows})
    views = sorted({view for shown in _SHOWN.values() for view in shown.views})
    return render_template("procedures.html", chapters=chapters, total=total, counted_from=views)


@shows("matter", endpoint="pages.matters", views=("matters",))
def _matters() -> Counts:
    states = [row["state"] for row in desk().rows("matters").values()]
    return counted(["done" if state in {"approved", "reported"} else "open" for state in states])


@shows("scoring", endpoint="pages.scoreboard_latest", views=("rounds",))
def _rounds() -> Counts:
    published = [bool(row.get("published")) for row in desk().rows("rounds").values()]
    return counted(["done" if each else "open" for each in published])
