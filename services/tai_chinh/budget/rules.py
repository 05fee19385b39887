"""Số học của dự toán và phân bổ kinh phí (Điều 16 khoản 2; †): tổng, đối chiếu với kế hoạch, kiểm tra. Pure.

Amounts stand as text in what is remembered and are exact decimals here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from shared.regulation.faults import Fault, Sentences

SENTENCES = Sentences(
    UNKNOWN_ESTIMATE_ITEM="{node} không có trong dự toán đã gửi: chỉ phân bổ cho dòng đã lập dự toán.",
    OVER_ESTIMATE="{node} được phân bổ {amount} đồng, quá dự toán {estimated} đồng.",
    OVER_TOTAL="Tổng phân bổ {allocated} đồng vượt tổng kinh phí {total} đồng.",
    TITLE_MISSING="{node} là dòng mới nên phải ghi nội dung chi.",
    AMOUNT_UNCHANGED="{node} đang được phân bổ đúng {amount} đồng; không có gì để điều chỉnh.",
)
_say = SENTENCES.fault

Row = Mapping[str, Any]
Estimates = Mapping[str, Mapping[str, Row]]
"""agency → item → dòng dự toán."""


def amount(text: str | None) -> Decimal:
    return Decimal(text or "0")


def written(number: Decimal) -> str:
    """As it stands in a fact: without an exponent, with the digits that it has."""
    return format(number, "f")


def summed(rows: Iterable[Row], name: str = "amount") -> Decimal:
    return sum((amount(str(row[name])) for row in rows), Decimal(0))


def consolidated(estimates: Estimates, tasks: Mapping[str, Row], agencies: Sequence[str]) -> dict[str, Any]:
    """Every estimate set against the tasks of the plan: what has money asked for it, and what has no place in it."""
    of_task: dict[str, list[Row]] = {}
    loose = []
    for agency, items in estimates.items():
        for row in items.values():
            whole = whole_task(tasks, row["task"])
            if whole is None:
                told = {name: row[name] for name in ("item", "task", "title", "amount")}
                loose.append({"agency": agency, **told})
            else:
                of_task.setdefault(whole, []).append(row)
    own = {name: task for name, task in tasks.items() if task["parent"] is None}
    return {
        "tasks": [_told(name, task, summed(of_task[name])) for name, task in own.items() if name in of_task],
        "tasks_without_estimate": [_told(name, task, None) for name, task in own.items() if name not in of_task],
        "estimates_without_task": loose,
        "totals": [{"agency": each, "total": summed(items.values())} for each, items in estimates.items()],
        "missing": [each for each in agencies if each not in estimates],
        "total": sum((summed(items.values()) for items in estimates.values()), Decimal(0)),
    }


def whole_task(tasks: Mapping[str, Row], name: str | None) -> str | None:
    """The plan's task that this one is, or is a part of; None when the plan has none of that name."""
    while name is not None and name in tasks:
        parent = tasks[name]["parent"]
        if parent not in tasks:
            return name
        name = parent
    return None


def unfunded(allocations: Sequence[Row], tasks: Mapping[str, Row]) -> list[dict[str, Any]]:
    """The plan's tasks that get nothing."""
    funded = {
        whole_task(tasks, item["task"]) for each in allocations for item in each["items"] if amount(str(item["amount"]))
    }
    return [_told(name, task, None) for name, task in tasks.items() if task["parent"] is None and name not in funded]


def _told(name: str, task: Row, asked: Decimal | None) -> dict[str, Any]:
    return {"task": name, "title": task["title"], "lead": task["lead"], "amount": asked}


# Phân bổ


def allocation_faults(rows: Sequence[Row], estimates: Estimates, total: Decimal) -> Iterator[Fault]:
    for row in rows:
        node = f"{row['agency']}/{row['item']}"
        estimate = estimates.get(row["agency"], {}).get(row["item"])
        if estimate is None:
            yield _say("UNKNOWN_ESTIMATE_ITEM", node)
        elif row["amount"] > amount(estimate["amount"]):
            yield _say("OVER_ESTIMATE", node, amount=row["amount"], estimated=estimate["amount"])
    yield from total_faults(summed(rows), total)


def total_faults(allocated: Decimal, total: Decimal) -> Iterator[Fault]:
    if allocated > total:
        yield _say("OVER_TOTAL", None, allocated=allocated, total=total)


def allocations_of(rows: Sequence[Row], estimates: Estimates) -> list[dict[str, Any]]:
    """The rows by agency, each with what was estimated; rows of 0 đồng stay, they say that the item gets nothing."""
    of_agency: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        estimate = estimates[row["agency"]][row["item"]]
        told = {"item": row["item"], "task": estimate["task"], "title": estimate["title"]}
        of_agency.setdefault(row["agency"], []).append(
            {**told, "estimated": estimate["amount"], "amount": row["amount"]}
        )
    return [{"agency": each, "items": items, "amount": summed(items)} for each, items in of_agency.items()]


# Điều chỉnh

Allocated = Mapping[str, Mapping[str, Row]]
"""agency → item → dòng phân bổ."""


def adjustment_faults(rows: Sequence[Row], allocated: Allocated, estimates: Estimates) -> Iterator[Fault]:
    for row in rows:
        node = f"{row['agency']}/{row['item']}"
        before = allocated.get(row["agency"], {}).get(row["item"])
        if before is not None and amount(before["amount"]) == row["amount"]:
            yield _say("AMOUNT_UNCHANGED", node, amount=row["amount"])
        if before is None and row["item"] not in estimates.get(row["agency"], {}) and not row["title"]:
            yield _say("TITLE_MISSING", node)


def adjusted(rows: Sequence[Row], allocated: Allocated, estimates: Estimates) -> dict[str, dict[str, Any]]:
    """agency → item → row, whole, of the agencies that the adjustment touches."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        agency, item = row["agency"], row["item"]
        items = found.setdefault(agency, dict(allocated.get(agency, {})))
        estimate = estimates.get(agency, {}).get(item)
        new = {
            "item": item,
            "task": estimate["task"] if estimate else row["task"],
            "title": estimate["title"] if estimate else row["title"],
            "estimated": estimate["amount"] if estimate else None,
        }
        items[item] = {**(items.get(item) or new), "amount": row["amount"]}
    return found
