"""Khó khăn, vướng mắc trong năm: hỏi ý kiến, gộp, tham mưu, trả lời (Điều 7, Điều 20 khoản 2) (DỮ LIỆU MẪU)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from services.console.year.scene import Act, act, at, deadline, decision, sample, signing

HEALTH, CITY, FINANCE, LINKS, SLOW, WRONG, LAST = (
    "obstacle/SYT/2022-01",
    "obstacle/TAMKY/2022-01",
    "obstacle/STC/2022-01",
    "obstacle/STTTT/2022-01",
    "obstacle/SXD/2022-01",
    "obstacle/HOIAN/2022-01",
    "obstacle/PHUOCSON/2022-01",
)


def scene() -> Iterator[Act]:
    yield from _of_the_regulation()
    yield from _of_a_lead()
    yield from _of_joining_up()
    yield from _small_ones()


def _report(moment: datetime, obstacle: str, title: str, **more: Any) -> Act:
    agency, code = obstacle.split("/")[1:]
    told = {
        "agency": agency,
        "code": code,
        "matter_kind": "obstacle",
        "leads": False,
        "field": "public_finance",
        "title": sample(title),
        "content": sample("Mô tả vướng mắc"),
        "proposal": sample("Đề nghị hướng dẫn"),
    }
    return act(moment, agency, "ReportObstacle", **told | more)


def _about(moment: datetime, sender: str, command: str, obstacle: str, /, **data: Any) -> Act:
    return act(moment, sender, command, obstacle=obstacle, **data)


def _consolidate(moment: datetime, code: str, clause: str, *obstacles: str, **more: Any) -> Act:
    told = {"code": code, "clause": clause, "obstacles": list(obstacles), **more}
    words = {"title": sample("Vướng mắc được tổng hợp"), "summary": sample("Cùng một nguyên nhân")}
    return act(moment, "SNV", "ConsolidateObstacles", **told, **words)


def _advise(moment: datetime, code: str) -> Act:
    told = {"matter": f"obstacles/{code}", "advice": sample("Giao cơ quan chuyên môn hướng dẫn")}
    return act(moment, "SNV", "AdviseOnObstacles", **told, signing=signing("TTr-SNV"))


def _of_the_regulation() -> Iterator[Act]:
    """Two of one kind are asked about (one answers, one is silent), put together, returned once, decided."""
    yield _report(at("2022-02-07"), HEALTH, "Chưa bố trí được kinh phí một cửa")
    yield _report(at("2022-02-09"), CITY, "Chưa có định mức chi cho thiết bị một cửa")
    asked = {"agencies": ["STC", "STP"], "question": sample("Đã có định mức chưa?")}
    by = deadline(at("2022-02-25", 17), "Công văn của Sở Nội vụ")
    yield _about(at("2022-02-11"), "SNV", "AskObstacleOpinion", HEALTH, **asked, deadline=by)
    told = {"agency": "STC", "opinion": sample("Đang xây dựng định mức")}
    yield _about(at("2022-02-18"), "STC", "GiveObstacleOpinion", HEALTH, **told)
    yield _consolidate(at("2022-03-01"), "2022-01", "QC-20.2-2", HEALTH, CITY)
    yield _advise(at("2022-03-03"), "2022-01")
    yield decision(at("2022-03-08"), "obstacles/2022-01", approved=False, reason="Chưa rõ nguồn")
    yield _advise(at("2022-03-11"), "2022-01")
    yield decision(at("2022-03-17"), "obstacles/2022-01")


def _of_a_lead() -> Iterator[Act]:
    """A lead agency tells the units concerned and reports to UBND through Sở Nội vụ (Điều 7 khoản 2 thứ hai)."""
    told = {"leads": True, "about": "plan/2022", "matter_kind": "adjustment", "related": ["SNV", "STP"]}
    yield _report(at("2022-05-30"), FINANCE, "Đề nghị lùi một nhiệm vụ của kế hoạch", **told)
    yield _consolidate(at("2022-05-31"), "2022-02", "QC-7.2′-2", FINANCE)
    yield _advise(at("2022-06-01"), "2022-02")
    yield decision(at("2022-06-03"), "obstacles/2022-02")


def _of_joining_up() -> Iterator[Act]:
    """Vướng mắc khi phối hợp các nội dung với nhau (Điều 7 khoản 1)."""
    yield _report(at("2022-08-08"), LINKS, "Phần mềm một cửa chưa nối với ISO", field="information_technology")
    yield _consolidate(at("2022-08-15"), "2022-03", "QC-7.1-2", LINKS, coordinators=["STC", "SKHCN"])
    yield _advise(at("2022-08-17"), "2022-03")
    yield decision(at("2022-08-24"), "obstacles/2022-03")


def _small_ones() -> Iterator[Act]:
    """Settled at once and opened again; withdrawn; and one of December that nobody has dealt with yet."""
    yield _report(at("2022-04-11"), SLOW, "Phần mềm chậm", field=None)
    yield _about(at("2022-04-13"), "SNV", "ResolveObstacle", SLOW, guidance=sample("Dùng phiên bản mới"))
    yield _about(at("2022-04-25", 9), "SXD", "ReopenObstacle", SLOW, agency="SXD", reason=sample("Vẫn chậm"))
    yield _about(at("2022-05-05"), "SNV", "ResolveObstacle", SLOW, guidance=sample("Đã nâng cấp máy chủ"))
    yield _report(at("2022-05-09"), WRONG, "Gửi nhầm")
    withdrawn = {"agency": "HOIAN", "reason": sample("Đã tự bố trí được")}
    yield _about(at("2022-05-10"), "HOIAN", "WithdrawObstacle", WRONG, **withdrawn)
    yield _report(at("2022-12-20"), LAST, "Chưa có cán bộ chuyên trách", field=None)
