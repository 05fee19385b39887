"""A system written only from AsyncAPI submits, learns what was adjusted, explains it, receives the published result."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any

import pytest

import schemas
from services import DEPARTMENTS as SERVICES
from shared.mechanism.clock import ICT
from tests.live.officials import Running, running
from tests.stories.sample_round import (
    DEPARTMENTS,
    DISTRICTS,
    EXPLANATION_CLOSES,
    SELF_SCORING_CLOSES,
    YEAR,
    SampleRound,
    entries,
)

pytestmark = pytest.mark.live
CLIENT = Path(__file__).with_name("client_only_from_asyncapi.py")
DOCUMENT = Path(schemas.__file__).with_name("asyncapi.json")


class System:
    """The client as a process of its own, in a folder where no module of the project can be found."""

    def __init__(self, province: Running, agency: str, *facts: str) -> None:
        secret = province.folder / f"{agency}.password"
        secret.write_text(province.surroundings.broker.password(agency))
        address = province.surroundings.broker.url(agency).rpartition("@")[2].partition("/")[0]
        self.process = subprocess.Popen(
            # -I: neither the current folder nor PYTHONPATH is looked into.
            [sys.executable, "-I", str(CLIENT), str(DOCUMENT), address, agency, str(secret), *facts],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=province.folder,
        )
        self._lines: Queue[str | None] = Queue()
        self._thread = Thread(target=self._listen, daemon=True)
        self._thread.start()
        assert self.next()["bound"] == list(facts)

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put(None)

    def next(self) -> dict[str, Any]:
        line = self._lines.get(timeout=120)
        assert line is not None, "the client ended"
        said: dict[str, Any] = json.loads(line)
        return said

    def order(self, command: str, data: dict[str, Any]) -> dict[str, Any]:
        """Send a command and give the next thing that is said."""
        assert self.process.stdin is not None
        told = {"command": command, "data": data, "actor": "Phần mềm của Sở (dữ liệu mẫu)"}
        self.process.stdin.write(json.dumps(told) + "\n")
        self.process.stdin.flush()
        return self.next()

    def ended(self) -> int:
        """Wait for its end; gives the number with which it ended."""
        code = self.process.wait(30)
        self._thread.join(30)
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()
        return code


def by_id(fact: dict[str, Any]) -> tuple[str, str]:
    return fact["source"], fact["id"]


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory, start=datetime(2021, 11, 1, 8, tzinfo=ICT)) as made:
        yield made


def test_the_client_knows_no_module_of_the_project() -> None:
    tree = ast.parse(CLIENT.read_text(encoding="utf-8"))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [each.name for each in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported - set(sys.stdlib_module_names) == {"pika"}


def test_a_system_knows_by_the_document_alone_how_to_submit_explain_and_receive_the_result(province: Running) -> None:
    officials = SampleRound(province)  # type: ignore[arg-type]
    officials.open()
    system = System(province, "SYT", "CriterionAppraised", "ResultsPublished")

    unfit = system.order("SubmitAssessment", {"year": "2021", "agency": "SYT", "entries": []})
    assert unfit["unsent"] == "SubmitAssessment", "the document alone shows that a year is no text"
    too_high = system.order("SubmitAssessment", {"year": YEAR, "agency": "SYT", "entries": entries({"1.1": "10.5"})})
    assert (too_high["to"], too_high["faults"]) == ("SubmitAssessment", [])
    assert too_high["reply"]["type"] == "CommandRefused"
    assert too_high["reply"]["data"]["code"] == "SCORE_ABOVE_MAXIMUM"
    assert too_high["reply"]["data"]["errors"][0]["path"] == "1.1"

    done = system.order("SubmitAssessment", {"year": YEAR, "agency": "SYT", "entries": entries({"1.1": "9.5"})})
    assert (done["to"], done["faults"]) == ("SubmitAssessment", [])
    assert done["reply"]["type"] == "CommandAccepted"
    (caused,) = done["reply"]["data"]["facts"]
    assert (caused["type"], caused["subject"]) == ("AssessmentSubmitted", "assessment/2021/SYT")

    officials.submit_all(but=("SYT",))
    province.move_to(SELF_SCORING_CLOSES)
    province.wait_for_facts("AppraisalRequested", len(DEPARTMENTS + DISTRICTS) * 6)
    officials.appraise_all(adjusted={"SYT": {"2.1": ("12", "Thiếu văn bản (dữ liệu mẫu).")}})

    # It hears each verdict on itself, of all six owners, and none of the others' before the publication.
    about_it = [fact for fact in province.facts("CriterionAppraised") if fact["data"]["agency"] == "SYT"]
    assert {fact["source"] for fact in about_it} == {f"/quang-nam/{name}" for name in SERVICES}
    heard = [system.next() for _ in about_it]
    assert sorted((each["fact"] for each in heard), key=by_id) == sorted(about_it, key=by_id)
    assert [(each["by"], each["faults"]) for each in heard] == [
        (each["fact"]["source"].removeprefix("/quang-nam/"), []) for each in heard
    ]
    (adjusted,) = [each["fact"]["data"] for each in heard if each["fact"]["data"]["verdict"] == "adjusted"]
    assert (adjusted["criterion"], adjusted["reason"]) == ("2.1", "Thiếu văn bản (dữ liệu mẫu).")

    officials.explanation_opens()
    told = {"criterion": adjusted["criterion"], "text": "Đã bổ sung văn bản còn thiếu (dữ liệu mẫu)."}
    explained = system.order("ExplainCriteria", {"year": YEAR, "agency": "SYT", "explanations": [told]})
    assert (explained["to"], explained["reply"]["type"]) == ("ExplainCriteria", "CommandAccepted")
    province.wait_for_facts("ReappraisalRequested", 1)
    maintained = {"criterion": "2.1", "verdict": "maintained", "reason": "Vẫn thiếu (dữ liệu mẫu)."}
    officials.reappraise("STP", "SYT", maintained)

    officials.survey()
    province.move_to(EXPLANATION_CLOSES)
    province.wait_for_facts("IndexDetermined", len(DEPARTMENTS + DISTRICTS))
    officials.propose()
    officials.submit_results()
    officials.decide()

    published = system.next()
    assert (published["by"], published["faults"]) == ("noi_vu", [])
    (stored,) = province.facts("ResultsPublished", of="noi_vu")
    assert published["fact"] == stored
    (standing,) = [each for each in published["fact"]["data"]["rankings"] if each["block"] == "departments"]
    (row,) = [each for each in standing["rows"] if each["agency"] == "SYT"]
    # 100 less 0.5 declared, 3 by Sở Tư pháp, 1 and 2.5 of the two computed criteria, 4 of the survey.
    assert (row["score"], row["maximum"]) == ("89", "100")
    assert system.ended() == 0
