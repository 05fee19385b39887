"""Scoring rounds as they go when nothing disturbs them, one for each year: what is sent, and what is said in public.

Played in this process over the departments of a story, and written down step by step, so that the same round can be
played on the real deployment, and each of its steps be compared. DỮ LIỆU MẪU: the stories' small round, moved by whole
years; two commands of it are refused.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from services import DEPARTMENTS
from tests.province import Province
from tests.stories.sample_round import APPRAISAL_CLOSES, EXPLANATION_CLOSES, SELF_SCORING_CLOSES, SampleRound, entries

FIRST_YEAR = 2021
AFTERWARDS = timedelta(hours=7)
"""The clock is moved so far beyond a deadline, so that it can jump back a little without undoing it."""
BY_THE_CLOCK = frozenset({"ReminderIssued", "WorkOverdue"})
"""They name what was outstanding when the clock was looked at; a service that was away looks later."""
CORRESPONDENCE = frozenset({"InformationShared", "InformationReceived", "ReadingConfirmed", "InformationWithdrawn"})
"""What the traffic beside the rounds says."""

Said = tuple[str, str, str]
"""Sender, name and content of a public fact, without ids, times and salt, which differ from run to run."""


@dataclass
class Step:
    """Commands in their order, or a move of the clock; then what must have been said in public, all in all."""

    moment: datetime | None = None
    commands: list[dict[str, Any]] = field(default_factory=list)
    """``command, data, agency, attributes``; ``code``: with which it is refused, empty when it is accepted."""
    said: Counter[Said] = field(default_factory=Counter)
    """What this step adds."""


@dataclass
class Round:
    year: int
    steps: list[Step]


def said_of(sender: str, document: dict[str, Any]) -> Said | None:
    """What a public fact says that must be the same in every run; None for what may differ."""
    if document["type"] in BY_THE_CLOCK or document["type"] in CORRESPONDENCE:
        return None
    content = json.dumps([document["subject"], document["data"]], sort_keys=True, ensure_ascii=False)
    return sender, document["type"], content


def undisturbed() -> Iterator[Round]:
    """One round after another, in one province that remembers them all."""
    province = Province()
    known: Counter[str] = Counter()
    for year in range(FIRST_YEAR, 2100):
        noted = _Noted(province, year, known)
        _play(SampleRound(noted))  # type: ignore[arg-type]
        yield Round(year, noted.steps)


class _Noted:
    """The province of the stories in another year, which writes down what it is asked to do, and what came of it."""

    def __init__(self, province: Province, year: int, known: Counter[str]) -> None:
        self._province = province
        self._shift = year - FIRST_YEAR
        self._known = known
        self.steps: list[Step] = []
        self._step = Step()
        if self._shift:
            self.move_to(datetime(FIRST_YEAR, 11, 1, 8, tzinfo=province.clock.now().tzinfo))

    def send(
        self,
        command: str,
        data: dict[str, Any],
        *,
        agency: str,
        to: str | None = None,
        settle: bool = True,
        **more: Any,
    ) -> dict[str, Any]:
        data = moved(data, self._shift)
        reply = self._province.send(command, data, agency=agency, to=to, settle=False, **more)
        told = {"command": command, "data": data, "agency": agency, "to": to, "code": reply.get("code", ""), **more}
        self._step.commands.append(told)
        if settle:
            self.settle()
        return reply

    def settle(self) -> int:
        self._province.settle()
        self._close()
        return 0

    def move_to(self, moment: datetime) -> None:
        self._close()
        self._step.moment = moment.replace(year=moment.year + self._shift)
        self._province.move_to(self._step.moment)
        self._close()

    def _close(self) -> None:
        """The step is over; what was said since the last one belongs to it."""
        for name in DEPARTMENTS:
            lines = self._province.ledger(name).store.public_lines(self._known[name], 100_000)
            self._step.said.update(said(name, (line.body for line in lines)))
            self._known[name] += len(lines)
        if self._step.commands or self._step.moment:
            self.steps.append(self._step)
        self._step = Step()

    def facts(self, name: str = "", *, of: str | None = None) -> list[dict[str, Any]]:
        """Those of this year, as the stories know them."""
        year = FIRST_YEAR + self._shift
        found = [each for each in self._province.facts(name, of=of) if each["data"].get("year") == year]
        return [{**each, "data": moved(each["data"], -self._shift)} for each in found]


def said(sender: str, bodies: Iterable[bytes]) -> Counter[Said]:
    """What these facts of a sender say."""
    return Counter(each for body in bodies if (each := said_of(sender, json.loads(body))))


def moved(data: dict[str, Any], years: int) -> dict[str, Any]:
    """The same data in another year: every date, and the codes of the criteria sets."""
    text = json.dumps(data, ensure_ascii=False)
    text = re.sub(r"\b20\d\d\b", lambda found: str(int(found[0]) + years), text)
    if years > 0:
        text = re.sub(r"\bMAU-(SO|HUYEN)\b", rf"MAU-\1-{FIRST_YEAR + years}", text)
    made: dict[str, Any] = json.loads(text)
    return made


def _play(sample: SampleRound) -> None:
    sample.open()
    sample.submit("SNV", settle=False)
    sample.submit("SXD", {"2.1": "12"}, settle=False)
    sample.submit("SYT", {"4.1": "9.5"})
    late = {"year": FIRST_YEAR, "agency": "SYT", "entries": entries()}
    sample.refused("SubmitAssessment", late, agency="SXD")
    sample.must("WithdrawAssessment", {"year": FIRST_YEAR, "agency": "SYT", "reason": "Sửa 4.1"}, agency="SYT")
    sample.submit("SYT", {"4.1": "10"}, settle=False)
    sample.submit("HOIAN", settle=False)
    sample.submit("TAMKY", {"1.1": "8"})
    sample.province.move_to(SELF_SCORING_CLOSES + AFTERWARDS)
    sample.refused("SubmitAssessment", late, agency="SYT")
    sample.appraise_all(
        adjusted={"SYT": {"4.1": ("8.5", "Thiếu báo cáo.")}, "TAMKY": {"3.1": ("7", "Thiếu tài liệu.")}}
    )
    sample.explanation_opens()
    sample.explain("SYT", "4.1")
    sample.reappraise(
        "STC", "SYT", {"criterion": "4.1", "verdict": "adjusted", "score": "9", "reason": "Đã bổ sung."}
    )
    sample.survey({"SYT": "17.25"})
    sample.province.move_to(APPRAISAL_CLOSES + AFTERWARDS)
    sample.province.move_to(EXPLANATION_CLOSES + AFTERWARDS)
    sample.propose()
    sample.submit_results()
    sample.decide()
