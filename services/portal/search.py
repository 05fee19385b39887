"""Tìm trong sổ thông điệp: thông điệp ấy đâu rồi? Every filter is a part of the page's address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from services.portal import formats, wording
from services.portal.words import folded

PAGE = 50
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Query:
    """What was asked for. Empty text is no filter; days are inclusive; ``before`` is a message's number."""

    text: str = ""
    sender: str = ""
    to: str = ""
    type: str = ""
    case: str = ""
    since: str = ""
    until: str = ""
    before: int | None = None

    @classmethod
    def of(cls, arguments: Mapping[str, str]) -> Query:
        """Read from a page's address; what cannot be read is no filter."""
        names = {"text": "q", "sender": "from", "to": "to", "type": "type", "case": "case"}
        told = {name: arguments.get(short, "").strip()[:200] for name, short in names.items()}
        days = {name: arguments.get(name, "")[:10] for name in ("since", "until")}
        days = {name: text if formats.read_moment(text) else "" for name, text in days.items()}
        before = arguments.get("before", "")
        return cls(**told, **days, before=int(before[:12]) if before.isascii() and before.isdecimal() else None)

    def address(self, **changed: Any) -> str:
        """The same question as a query string, with some of it changed."""
        told = {"q": self.text, "from": self.sender, "to": self.to, "type": self.type, "case": self.case}
        told |= {"since": self.since, "until": self.until, "before": self.before} | changed
        return urlencode({name: value for name, value in told.items() if value not in ("", None)})

    @property
    def any(self) -> bool:
        return any((self.text, self.sender, self.to, self.type, self.case, self.since, self.until))


@dataclass(frozen=True)
class Found:
    """A page of results, newest first. ``older``: the number to go on from, None at the end."""

    rows: tuple[Row, ...]
    count: int
    older: int | None


def haystack(row: Row) -> str:
    """All that free text is compared with: names as people write them, ids, and the fact's own words."""
    names = [wording.fact(row["type"]), row["type"], wording.department(row["from"]), row["from"], row["subject"]]
    names += [wording.agency_name(row["agency"]), row["agency"], row["actor"], row["case"], row["id"]]
    names += [row["correlation"], wording.agency_name(row["subject"].rsplit("/", 1)[-1]), " ".join(row["law"])]
    return f"{folded(' '.join(names))} {row['search']}"


def search(rows: Sequence[Row], hay: Mapping[int, str], query: Query) -> Found:
    """The messages that fit, of rows in ascending order of their number."""
    words = folded(query.text).split()
    since, until = formats.read_moment(query.since), formats.read_moment(query.until)
    last = until + timedelta(days=1) if until else None
    fitting = [row for row in rows if _fits(row, query, since, last)]
    fitting = [row for row in fitting if all(word in hay[row["number"]] for word in words)]
    fitting.reverse()
    shown = [row for row in fitting if query.before is None or row["number"] < query.before]
    older = shown[PAGE - 1]["number"] if len(shown) > PAGE else None
    return Found(rows=tuple(shown[:PAGE]), count=len(fitting), older=older)


def _fits(row: Row, query: Query, since: datetime | None, last: datetime | None) -> bool:
    if query.sender and row["from"] != query.sender:
        return False
    if query.to and query.to not in row["to"]:
        return False
    if query.type and row["type"] != query.type:
        return False
    if query.case and row["case"] != query.case:
        return False
    if since is None and last is None:
        return True
    time = datetime.fromisoformat(row["time"])
    return (since is None or time >= since) and (last is None or time < last)


def gathered(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Rows that follow each other and differ in nothing that a short list shows, as one with their number ``times``."""
    found: list[dict[str, Any]] = []
    for row in rows:
        last = found[-1] if found else None
        if last and all(last[name] == row[name] for name in ("type", "from", "subject")):
            last["times"] += 1
        else:
            found.append({**row, "times": 1})
    return found
