"""Lời của việc thực hiện nghĩa vụ: trạng thái, hạn, lần nào, chứng minh bằng gì."""

from __future__ import annotations

import re
from datetime import datetime

from services.portal import formats, wording
from shared.regulation.occasions import STATES, Occasion

MARKS = {
    "met": "ok",
    "met_late": "tardy",
    "open": "info",
    "overdue": "late",
    "breached": "breached",
    "not_applicable": "none",
}
HOW = {"message": "thông điệp", "rule": "quy tắc", "register": "danh mục", "content": "nội dung"}
SAYS = {
    "opens": "mở",
    "parts": "một phần",
    "meets": "hoàn thành",
    "waives": "miễn",
    "undoes": "rút lại",
    "closes": "khép lại",
}
ROMAN = ("", "I", "II", "III", "IV")
KEYS = {"plans": "kế hoạch", "results": "kết quả", "information": "cung cấp thông tin", "task": "nhiệm vụ"}
KEYS |= {"field_advice": "góp ý lĩnh vực", "meeting": "họp", "inspection": "kiểm tra", "recognition": "khen thưởng"}


def state_words(one: Occasion, at: datetime) -> str:
    """Đã thực hiện · thực hiện muộn 2 ngày · đang mở, còn 5 ngày · quá hạn 12 ngày · không áp dụng. Vì sao."""
    words = STATES[one.state]
    if one.late_by is not None:
        words += f" {formats.duration(one.late_by.total_seconds())}"
    if one.state == "open":
        words += ", chưa có hạn" if one.due is None else f", còn {one.days_left} ngày"
    if one.state == "overdue" and one.due is not None:
        words += f" {formats.duration((at - one.due).total_seconds())}"
    if one.state == "breached" and one.since is not None:
        words += f", khép lại {formats.day(one.since)}"
    return words[:1].upper() + words[1:]


def due_words(one: Occasion) -> str:
    return formats.until(one.due.isoformat()) if one.due else "chưa có hạn"


def spoken_key(key: str) -> str:
    """2021/Q3 → "quý III năm 2021"; công bố/2021 → "công bố, năm 2021"; 2021/SYT/1 → "năm 2021, Sở Y tế, 1"."""
    words: list[str] = []
    for part in key.split("/"):
        if re.fullmatch(r"Q[1-4]", part) and words:
            words[-1] = f"quý {ROMAN[int(part[1])]} {words[-1]}"
        elif re.fullmatch(r"20\d\d", part):
            words.append(f"năm {part}")
        else:
            found = KEYS.get(part) or wording.MATTERS.get(part, "") or wording.competence(part)
            words.append(wording.within(found) if found != part else wording.agency_short(part))
    return ", ".join(words)
