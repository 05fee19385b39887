"""``phoihop send``: chấp nhận 0, từ chối 1, dùng sai 2, không có trả lời 3; nói cho người và cho máy."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from shared.regulation.sample import sample_set
from tests.console.running import free_port, phoihop, services_up


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of running services."""
    data = tmp_path_factory.mktemp("send") / "data"
    with services_up(data, free_port()):
        yield data


def criteria(code: str) -> dict[str, Any]:
    plain = sample_set("departments").to_plain()
    return {**{key: value for key, value in plain.items() if key not in ("version", "copied_from")}, "code": code}


def as_agency(agency: str, name: str, *more: str) -> tuple[str, ...]:
    return ("send", "-", "--type", name, "--agency", agency, "--actor", "Cán bộ mẫu (dữ liệu mẫu)", *more)


def test_an_accepted_command_tells_its_facts(folder: Path) -> None:
    data = json.dumps(criteria("MAU-1"))
    sent = phoihop(*as_agency("SNV", "AdoptCriteriaSet"), folder=folder, stdin=data)
    assert sent.exit_code == 0, sent.stderr
    assert "noi_vu chấp nhận: 2 sự việc" in sent.stdout
    assert "CriteriaSetAdopted  criteria_set/MAU-1" in sent.stdout


def test_the_same_id_happens_once(folder: Path) -> None:
    data, words = json.dumps(criteria("MAU-2")), as_agency("SNV", "AdoptCriteriaSet", "--id", "mot-lan-thoi")
    first = phoihop(*words, "--json", folder=folder, stdin=data)
    second = phoihop(*words, "--json", folder=folder, stdin=data)
    assert (first.exit_code, second.exit_code) == (0, 0)
    before, after = json.loads(first.stdout)["data"], json.loads(second.stdout)["data"]
    assert (before.pop("duplicate"), after.pop("duplicate")) == (False, True)
    assert before == after


def test_a_refused_command_tells_code_sentence_and_every_error(folder: Path) -> None:
    data = json.dumps({"year": "hai nghìn", "agency": "syt", "reason": ""})
    sent = phoihop(*as_agency("SYT", "WithdrawAssessment"), folder=folder, stdin=data)
    assert sent.exit_code == 1
    lines = sent.stderr.splitlines()
    assert lines[0].startswith("noi_vu từ chối – INVALID_DATA: ")
    assert {line.split(":")[0].strip(" –") for line in lines[1:]} == {"year", "agency", "reason"}


def test_a_whole_document_is_sent_byte_for_byte(folder: Path, tmp_path: Path) -> None:
    document = {
        "specversion": "1.0",
        "id": str(uuid4()),
        "source": "/quang-nam/syt",
        "type": "WithdrawAssessment",
        "agency": "SYT",
        "actor": "Cán bộ mẫu (dữ liệu mẫu)",
        "data": {"year": 2021, "agency": "SYT", "reason": "thử"},
    }
    path = tmp_path / "lenh.json"
    path.write_text(json.dumps(document, indent=8))  # as nobody else would write it
    sent = phoihop("send", str(path), "--json", folder=folder)
    assert sent.exit_code == 1
    reply = json.loads(sent.stdout)
    assert reply["data"]["command"] == document["id"]
    assert reply["data"]["code"] == "UNKNOWN_ROUND"
    kept = [path.read_bytes() in database.read_bytes() for database in folder.glob("noi_vu.db*")]
    assert any(kept)


def test_an_owner_s_command_finds_its_own_service(folder: Path) -> None:
    data = {
        "year": 2021,
        "agency": "SYT",
        "verdicts": [{"criterion": "6.2", "verdict": "recognised", "score": None, "reason": None}],
    }
    words = as_agency("STC", "AppraiseCriteria", "--json")
    reply = json.loads(phoihop(*words, folder=folder, stdin=json.dumps(data)).stdout)
    assert (reply["data"]["department"], reply["data"]["code"]) == ("tai_chinh", "NOT_REQUESTED")


def test_a_forged_sender_is_refused(folder: Path) -> None:
    document = {
        "specversion": "1.0",
        "id": str(uuid4()),
        "source": "/quang-nam/syt",
        "type": "ProposeRanking",
        "agency": "SNV",
        "actor": "ai đó",
        "data": {"year": 2021, "block": "departments"},
    }
    sent = phoihop("send", "-", "--json", folder=folder, stdin=json.dumps(document))
    assert sent.exit_code == 1
    assert json.loads(sent.stdout)["data"]["code"] == "FORGED_SENDER"


def test_an_oversized_command_is_refused_by_the_department(folder: Path) -> None:
    data = json.dumps({"year": 2021, "agency": "SYT", "reason": "x" * 1_100_000})
    sent = phoihop(*as_agency("SYT", "WithdrawAssessment"), folder=folder, stdin=data)
    assert sent.exit_code == 1
    assert "TOO_LARGE" in sent.stderr


@pytest.mark.parametrize(
    ("words", "stdin"),
    [
        (("send", "-"), '{"year": 2021}'),
        (("send", "-", "--type", "WithdrawAssessment"), '{"year": 2021}'),
        (("send", "-", "--type", "NoSuchCommand", "--agency", "SYT"), "{}"),
        (("send", "-", "--type", "RoundOpened", "--agency", "SNV"), "{}"),
        (("send", "-", "--type", "AppraiseCriteria", "--agency", "SYT"), "{}"),
        (("send", "-", "--type", "ProposeRanking", "--agency", "SNV", "--to", "so_nao_do"), "{}"),
        (("send", "-"), "{không phải JSON"),
        (("send", "-"), "[1, 2]"),
        (("send", "/khong/co/tep.json"), ""),
    ],
)
def test_a_wrong_use_ends_with_2(tmp_path: Path, words: tuple[str, ...], stdin: str) -> None:
    sent = phoihop(*words, folder=tmp_path / "data", stdin=stdin)
    assert sent.exit_code == 2
    assert "Traceback" not in sent.stderr


def test_nobody_there_ends_with_3_and_a_sentence(tmp_path: Path) -> None:
    sent = phoihop(*as_agency("SNV", "ProposeRanking"), folder=tmp_path / "data", stdin="{}")
    assert sent.exit_code == 3
    assert "chạy phoihop up trước" in sent.stderr
    assert "Traceback" not in sent.stderr


def test_a_broker_that_is_not_there_ends_with_3(tmp_path: Path) -> None:
    sent = phoihop(
        *as_agency("SNV", "ProposeRanking"),
        folder=tmp_path,
        stdin="{}",
        PHOIHOP_BUS=f"amqp://x:y@127.0.0.1:{free_port()}/",
    )
    assert sent.exit_code == 3
    assert "Traceback" not in sent.stderr
