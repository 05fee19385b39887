"""The JSON under /api/v1: exact numbers, null for what is not there, and a description that fits."""

from __future__ import annotations

from decimal import Decimal

import pytest
from flask.testing import FlaskClient

from services.portal.web import create_app
from tests.browser.made_round import MemoryDesk


def test_the_description_is_openapi_3_1_and_names_every_route(client: FlaskClient) -> None:
    told = client.get("/api/v1/openapi.json").get_json()
    assert told["openapi"] == "3.1.0"
    assert set(told["paths"]) == {
        "/api/v1/rounds", "/api/v1/scoreboard/{year}/{block}", "/api/v1/history/{year}/{agency}/{criterion}",
        "/api/v1/messages", "/api/v1/duties", "/api/v1/duties/{id}", "/api/v1/duties.ics", "/api/v1/exchange",
    }  # fmt: skip
    assert all(set(path) <= {"get", "parameters"} for path in told["paths"].values())
    written = {name.removesuffix("Out"): schema for name, schema in told["components"]["schemas"].items()}
    assert written["Line"]["properties"]["score"]["type"] in ("string", ["string", "null"])


def test_a_board_for_machines_has_exact_numbers_and_null_for_what_is_absent(desk: MemoryDesk) -> None:
    client = create_app(desk).test_client()
    told = client.get("/api/v1/scoreboard/2021/departments").get_json()
    assert (told["sample"], told["provisional"], told["published"]) == (True, True, False)
    lines = {line["agency"]: line for line in told["lines"]}
    assert len(lines) == 20
    assert lines["SNGV"]["score"] is None
    assert lines["BDT"]["fields"][5] | {"missing": 0} == {
        "criterion": "6", "score": None, "maximum": "0", "applicable": False, "missing": 0,
        "conflict_of_interest": False,
    }  # fmt: skip
    for line in lines.values():
        known = [Decimal(cell["score"]) for cell in line["fields"] if cell["score"] is not None]
        assert line["score"] is None or sum(known) == Decimal(line["score"])


def test_as_of_is_honoured(client: FlaskClient) -> None:
    told = client.get("/api/v1/scoreboard/2021/departments?as_of=2022-01-05T00:00:00%2B07:00").get_json()
    assert all(line["score"] is None for line in told["lines"])
    assert told["as_of"] == "2022-01-05T00:00:00+07:00"


def test_the_history_of_a_leaf_for_machines(client: FlaskClient) -> None:
    told = client.get("/api/v1/history/2021/SYT/1.1.1").get_json()
    assert [step["step"] for step in told["steps"]] == [
        "self_scored", "appraised", "explained", "reappraised", "final", "decided", "published"
    ]  # fmt: skip
    assert told["steps"][3]["old"] != told["steps"][3]["new"]


def test_messages_are_paged_without_a_gap(client: FlaskClient) -> None:
    numbers: list[int] = []
    before = ""
    while True:
        told = client.get(f"/api/v1/messages?type=AppraisalRequested&before={before}").get_json()
        numbers += [one["number"] for one in told["messages"]]
        if told["older"] is None:
            break
        before = told["older"]
    assert len(numbers) == len(set(numbers)) == told["count"] == 180
    assert numbers == sorted(numbers, reverse=True)


@pytest.mark.parametrize(
    ("address", "code"),
    [("scoreboard/2020/departments", 404), ("scoreboard/2021/xa", 404), ("history/2021/SYT/9.9", 404), ("none", 404),
     ("scoreboard/2021/departments?as_of=h%C3%B4m+qua", 422)],
)  # fmt: skip
def test_a_refusal_is_a_problem_in_vietnamese(client: FlaskClient, address: str, code: int) -> None:
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == code
    assert answer.mimetype == "application/problem+json"
    told = answer.get_json()
    assert told["status"] == code
    assert told["title"].startswith("Không")
    if code == 422:
        assert told["errors"] == {"query": {"as_of": ["Phải là thời điểm ISO 8601."]}}
