"""Khen thưởng sau đợt đánh giá; chấn chỉnh nơi không gửi kế hoạch kiểm tra (Điều 13 khoản 6) (DỮ LIỆU MẪU)."""

from __future__ import annotations

from collections.abc import Iterator

from services.console.rehearsal.stage import Watch
from services.console.year.cast import ALL, SILENT, manners
from services.console.year.scene import Act, Data, Told, act, at, decision, paper, sample, signing

YEAR = 2021
GRANTED = "commendation/2021"
SILENT_ONES = tuple(each for each in ALL if manners("kế hoạch kiểm tra 2022")[each] == SILENT)
"""Không gửi kế hoạch kiểm tra năm 2022."""


def scene() -> Iterator[Act]:
    for agency in ("SYT", "DAILOC"):
        told: Data = {"agency": agency, "nomination": f"nomination/2022/{agency}-01", "merits": _merits(agency)}
        moment = at("2022-04-04", 9)
        yield act(moment, agency, "NominateForCommendation", **told, document=paper(f"TTr-{agency}", moment))
    told = {
        "commendation": GRANTED,
        "title": sample(f"Khen thưởng thành tích cải cách hành chính năm {YEAR}"),
        "merits": _merits("SYT", "DAILOC"),
        "nominations": ["nomination/2022/SYT-01", "nomination/2022/DAILOC-01"],
        "signing": signing("TTr-SNV"),
    }
    yield act(at("2022-04-14"), "SNV", "ProposeCommendation", **told)
    yield decision(at("2022-04-20"), GRANTED, approved=False, reason="Bổ sung thành tích")
    yield act(at("2022-04-26"), "SNV", "ProposeCommendation", **told)
    yield decision(at("2022-05-06"), GRANTED)
    yield from _rectified()


def _merits(*agencies: str) -> Told:
    """What was done well rests on a fact that was recorded: the index of each agency."""

    def told(watch: Watch) -> list[Data]:
        return [_merit(each, _index(watch, each)) for each in agencies]

    return told


def _merit(agency: str, fact: str) -> Data:
    return {
        "sort": "group",
        "agency": agency,
        "name": sample("Văn phòng cơ quan"),
        "form": "Bằng khen",
        "achievements": sample("Chỉ số thuộc nhóm dẫn đầu"),
        "grounds": [{"fact": fact, "shows": sample("Chỉ số đã được xác định")}],
    }


def _index(watch: Watch, agency: str) -> str:
    facts = watch.facts("noi_vu", "IndexDetermined")
    return str(next(fact["id"] for fact in facts if fact["data"]["agency"] == agency))


def _overdue(watch: Watch) -> list[Data]:
    fact = next(each for each in watch.facts("noi_vu", "OwnInspectionsOverdue") if each["data"]["part"] == "plans")
    return [{"fact": str(fact["id"]), "shows": sample("Có tên trong danh sách quá hạn")}]


def _rectified() -> Iterator[Act]:
    """One explains and is reminded; one mends it, and nothing more comes of it."""
    first, second = SILENT_ONES[:2]
    for number, agency in enumerate((first, second), 1):
        name = f"rectification/2022/0{number}"
        words = sample("Không gửi kế hoạch kiểm tra năm 2022")
        told = {"rectification": name, "agency": agency, "shortcoming": words, "grounds": _overdue}
        yield act(at("2022-02-10", 9 + number), "SNV", "NoteShortcoming", **told)
    moment = at("2022-02-17")
    words = sample("Thay đổi cán bộ đầu mối")
    told = {"rectification": "rectification/2022/01", "agency": first, "explanation": words}
    yield act(moment, first, "ExplainShortcoming", **told, document=paper(f"GT-{first}", moment))
    told = {"rectification": "rectification/2022/01", "measure": "reminder", "reasons": sample("Chưa thỏa đáng")}
    yield act(at("2022-02-24"), "SNV", "ProposeRectification", **told, signing=signing("TTr-SNV"))
    yield decision(at("2022-03-04"), "rectification/2022/01")
    told = {"rectification": "rectification/2022/02", "reason": sample("Đã khắc phục")}
    yield act(at("2022-03-07", 9), "SNV", "CloseShortcoming", **told)
