"""Dự toán năm 2022 và 2023 của 38 cơ quan, có nơi muộn, có nơi im lặng; phân bổ, điều chỉnh (Điều 16) (DỮ LIỆU MẪU)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from services.console.rehearsal.declared import draw
from services.console.year.cast import ALL, IN_THE_MAIL, LATE, SILENT, manners
from services.console.year.scene import Act, Data, act, at, deadline, decision, paper, sample, sha256, signing

SENT_BACK = "Giảm tổng số theo khả năng ngân sách"


def scene() -> Iterator[Act]:
    yield from _year(2022, issued=at("2021-10-06"), due=at("2021-11-06", 0))
    yield from _adjustment()
    yield from _year(2023, issued=at("2022-10-10"), due=at("2022-11-10", 0), returned=False)


def _year(year: int, *, issued: datetime, due: datetime, returned: bool = True) -> Iterator[Act]:
    guidance = {
        "year": year,
        "guidance": sample("Lập theo từng nhiệm vụ của kế hoạch"),
        "forms": [{"name": "Biểu 01", "sha256": sha256("budget", str(year))}],
        "deadline": deadline(due, "Văn bản hướng dẫn của Sở Tài chính"),
        "signing": signing("HD-STC"),
    }
    yield act(issued, "STC", "IssueBudgetGuidance", **guidance)
    told = manners(f"dự toán {year}")
    rows = []
    for agency in ALL:
        if told[agency] == SILENT:
            continue
        amount = 1_000_000 * (40 + draw(200, agency, str(year), "dự toán"))
        yield _estimate(year, agency, told[agency], due, amount)
        rows.append({"agency": agency, "item": "1", "amount": str(amount * 8 // 10)})
    yield act(due + timedelta(days=9, hours=8), "STC", "ConsolidateBudgetEstimates", year=year)
    total = sum(int(row["amount"]) for row in rows)
    moment = due + timedelta(days=16, hours=8)
    yield _propose(moment, year, str(total * 2), rows)
    if returned:
        yield decision(moment + timedelta(days=9), f"budget/{year}", approved=False, reason=SENT_BACK)
        moment += timedelta(days=11)
        yield _propose(moment, year, str(total + 100_000_000), rows)
    yield decision(moment + timedelta(days=6), f"budget/{year}")


def _estimate(year: int, agency: str, manner: str, due: datetime, amount: int) -> Act:
    days = {LATE: 3, IN_THE_MAIL: 2}.get(manner, -(2 + draw(14, agency, str(year), "ngày dự toán")))
    moment = due + timedelta(days=days, hours=9)
    signed = (due - timedelta(days=1)).date().isoformat() if manner == IN_THE_MAIL else ""
    item = {"item": "1", "task": None, "title": sample("Phần mềm"), "amount": str(amount), "grounds": sample("Báo giá")}
    told = {"year": year, "agency": agency, "items": [item]}
    return act(
        moment,
        agency,
        "SubmitBudgetEstimate",
        **told,
        document=paper(f"DT-{agency}", signed or moment),
        signed=signed,
    )


def _propose(moment: datetime, year: int, total: str, rows: list[Data]) -> Act:
    told = {"year": year, "total": total, "rows": rows, "signing": signing("TTr-STC")}
    return act(moment, "STC", "ProposeBudgetAllocation", **told)


def _adjustment() -> Iterator[Act]:
    """Giữa năm: một cơ quan được thêm."""
    agency = next(each for each in ALL if manners("dự toán 2022")[each] != SILENT and each not in ("SNV", "STC"))
    new = {"agency": agency, "item": "2", "task": None, "title": sample("Máy quét"), "amount": "50000000"}
    told = {"year": 2022, "total": None, "rows": [new], "reason": sample("Phát sinh trong năm")}
    yield act(at("2022-07-12"), "STC", "ProposeBudgetAdjustment", **told, signing=signing("TTr-STC"))
    yield decision(at("2022-07-20"), "budget/2022/01")
