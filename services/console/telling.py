"""How an entry of history is told to people in a table's cell: old → new, reason, document, clauses, receivers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from services.console.tables import agency_name, day, grounds, label, lag, moment, number
from shared.mechanism.history import Entry
from shared.regulation.agencies import BLOCKS

MOST_NAMES = 3
MOST_LINES = 12
"""Changed lines of a long self-assessment that are shown; the rest is counted."""

WORDS = {
    "reason": "Lý do",
    "text": "Giải trình",
    "attempt": "Lần",
    "owner": "Cơ quan thẩm định",
    "agency": "Cơ quan",
    "block": "Khối",
    "window": "Thời hạn",
    "due": "Hạn",
    "closes": "Đóng",
    "title": "Tên",
    "code": "Mã",
    "percent": "%",
    "maximum": "Điểm tối đa",
    "days_left": "Còn (ngày)",
}
VERDICTS = {"recognised": "công nhận", "adjusted": "điều chỉnh", "maintained": "giữ nguyên"}
NOT_APPLICABLE = "không áp dụng"


def summary(entry: Entry) -> str:
    """What happened, in words."""
    words = label(entry.type)
    match entry.kind:
        case "refused":
            words = f"Bị từ chối: {words}"
        case "rejected":
            words = f"Không được nhận: {words or 'thông điệp'}"
        case "accepted":
            words = f"Lệnh: {words}"
        case "damaged":
            words = f"KHÔNG ĐỌC ĐƯỢC: {words}"
    return words[:1].upper() + words[1:]


def who(entry: Entry, *, flat: bool = False) -> str:
    """Agency, and who acted in which capacity."""
    acted = " ".join(part for part in (entry.capacity, entry.actor) if part)
    name = agency_name(entry.agency) if entry.agency else ""
    return (": " if flat else "\n").join(part for part in (name, acted) if part)


class Teller:
    """Remembers what earlier submissions of a record said, so that a later one is told as a difference."""

    def __init__(self) -> None:
        self._before: dict[str, dict[str, str | None]] = {}

    def told(self, entry: Entry) -> str:
        """The cell's lines."""
        return "\n".join(self._lines(entry))

    def _lines(self, entry: Entry) -> Iterator[str]:
        if entry.sentence:
            yield f"{entry.code}: {entry.sentence}" if entry.code else entry.sentence
        data = entry.data or {}
        if entry.kind in {"fact", "refused"}:
            yield from self._scores(entry, data)
            yield from self._entries(entry, data)
            yield from _plain(entry, data)
        elif entry.kind == "alarm":
            yield f"Đến hạn {data.get('name')} ({data.get('key')}) lúc {data.get('due')}"
        if entry.effective:
            yield f"Hiệu lực {day(entry.effective)}"
        if entry.law:
            yield f"Căn cứ: {grounds(entry.law)}"
        if entry.to:
            yield f"Gửi: {', '.join(entry.to)}"
        if entry.received:
            last = max(entry.received, key=lambda each: each.lag)
            names = list(dict.fromkeys(each.department for each in entry.received))
            told = ", ".join(names) if len(names) <= MOST_NAMES else f"{len(names)} sổ"
            slowest = f", {last.department}" if len(names) > 1 else ""
            yield f"Nhận: {told} (chậm nhất {lag(last.lag)}{slowest})"

    def _entries(self, entry: Entry, data: Mapping[str, Any]) -> Iterator[str]:
        rows = data.get("entries")
        if not isinstance(rows, list) or not all(isinstance(row, dict) and "criterion" in row for row in rows):
            return
        now = {str(row["criterion"]): _value(row) for row in rows}
        before = self._before.get(entry.subject)
        if before is None:
            yield f"{len(now)} tiêu chí"
        else:
            changed = [code for code in now if now[code] != before.get(code)]
            yield f"{len(now)} tiêu chí, {len(changed)} khác trước" if changed else f"{len(now)} tiêu chí"
            yield from (f"{code}: {number(before.get(code))} → {number(now[code])}" for code in changed[:MOST_LINES])
            if len(changed) > MOST_LINES:
                yield f"… và {len(changed) - MOST_LINES} tiêu chí khác"
        if entry.kind == "fact" and entry.sequence is not None:
            self._before.setdefault(entry.subject, {}).update(now)

    def _scores(self, entry: Entry, data: Mapping[str, Any]) -> Iterator[str]:
        """Old → new, from the fact itself or from what the record said before."""
        new = data["new_score"] if "new_score" in data else data.get("score")
        criterion = data.get("criterion")
        if criterion is not None and ("new_score" in data or "score" in data):
            known = self._before.setdefault(entry.subject, {})
            said = (data.get(name) for name in ("old_score", "previous_score", "self_score"))
            old = next((score for score in said if score is not None), known.get(criterion))
            verdict = f" ({VERDICTS.get(data['verdict'], data['verdict'])})" if data.get("verdict") else ""
            yield f"{criterion}: {number(old)} → {number(new)}{verdict}"
            if entry.kind == "fact":
                known[criterion] = new
        elif new is not None:
            yield f"Điểm {number(new)}"
        for one in _rows(data, "scores"):
            yield f"{one.get('criterion')}: {number(one.get('score'))}"
        for one in _rows(data, "verdicts"):
            yield f"{one.get('criterion')}: {number(one.get('score'))} ({VERDICTS.get(str(one.get('verdict')), '')})"
        for one in _rows(data, "explanations"):
            yield f"{one.get('criterion')}: {one.get('text')}"


def _rows(data: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    rows = data.get(name)
    return [row for row in rows if isinstance(row, dict)][:MOST_LINES] if isinstance(rows, list) else []


def _value(row: Mapping[str, Any]) -> str | None:
    if row.get("not_applicable"):
        return NOT_APPLICABLE
    if row.get("self_score") is not None:
        return str(row["self_score"])
    figures = row.get("figures")
    if row.get("score") is None and isinstance(figures, dict) and figures:
        return ", ".join(f"{name}={value}" for name, value in sorted(figures.items()))
    score = row.get("score")
    return None if score is None else str(score)


def _plain(entry: Entry, data: Mapping[str, Any]) -> Iterator[str]:
    """What else it says in a word; not what the line says already."""
    said = {entry.agency, *entry.subject.split("/")}
    for name, words in WORDS.items():
        value = data.get(name)
        if isinstance(value, str | int) and not isinstance(value, bool) and value != "" and value not in said:
            yield f"{words}: {_word(name, str(value))}"
    if data.get("late") is True:
        yield "Nộp muộn"
    if data.get("conflict_of_interest") is True:
        yield "Tự thẩm định: có xung đột lợi ích"
    document = data.get("document")
    if isinstance(document, dict):
        yield document_words(document)


def _word(name: str, value: str) -> str:
    if name in {"owner", "agency"}:
        return agency_name(value)
    if name in {"due", "closes"}:
        return moment(datetime.fromisoformat(value))
    return BLOCKS.get(value, value) if name == "block" else number(value) if name == "percent" else value


def document_words(document: Mapping[str, Any]) -> str:
    """Văn bản 617/QĐ-UBND ngày 29/03/2022, TM. KT. Người ký."""
    signer = " ".join(str(document[name]) for name in ("capacity", "signer") if document.get(name))
    signed = f", {signer}" if signer else ""
    name = f"{document.get('number')}/{document.get('notation')}"
    return f"Văn bản {name} ngày {day(str(document.get('issued')))}{signed}"
