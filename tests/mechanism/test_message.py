"""What every reader reads alike is read quickly; everything else is looked at closely."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.mechanism import record
from shared.mechanism.door import Door
from shared.mechanism.message import read, read_alike, write
from shared.mechanism.record import Refused

_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


def slowly(body: bytes) -> Any:
    """As the library reads it that shares nothing with the quick way; a name that stands twice is refused."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(dict(pairs)) == len(pairs)
        return dict(pairs)

    return json.loads(body.decode(), object_pairs_hook=once, parse_constant=lambda name: pytest.fail(name))


@given(_values, st.sampled_from([(",", ":"), (", ", ": "), (",", ": ")]), st.booleans())
def test_what_is_read_quickly_is_what_everybody_reads(value: Any, separators: tuple[str, str], escaped: bool) -> None:
    body = json.dumps({"value": value}, separators=separators, ensure_ascii=escaped).encode()
    quickly = read_alike(body)
    if quickly is not None:
        assert json.dumps(quickly) == json.dumps(slowly(body))


@given(_values)
def test_what_a_ledger_writes_comes_back_and_most_of_it_quickly(value: Any) -> None:
    body = write({"value": value})
    assert json.loads(body) == {"value": value} == read(body)


@pytest.mark.parametrize(
    "body",
    [
        b'{"a":1,"a":1}',
        b'{"a":1, "a":2}',
        b'{"a":{"b":"x","b":"y"}}',
        b'{"a":"1, 2","a":"1,2"}',
        b'{"a":"b: ","a":"b:"}',
        b'{"a":1e400}',
        b'{"a":1.0e1}',
        b'{"a":-0}',
        b'{"a":0.10}',
        b'{"a":123456789012345678901234567890}',
        b'{"a":NaN}',
        b'{"a":"\\ud800"}',
        b'{"a":"\xff"}',
        b'\xef\xbb\xbf{"a":1}',
        b'{"a":1}{"a":2}',
        b"",
    ],
)
def test_what_readers_could_differ_about_is_never_read_quickly(body: bytes) -> None:
    assert read_alike(body) is None


def test_a_name_that_stands_twice_is_refused_however_it_is_spaced() -> None:
    for body in (b'{"a":1,"a":1}', b'{ "a" : 1 , "a" : 1 }', b'{"a":{"b":1, "b":1}}'):
        with pytest.raises(Refused, match="MALFORMED"):
            Door._read(body)


def test_a_message_that_was_refused_for_half_a_pair_of_surrogates_can_still_be_read() -> None:
    assert read(b'{"data":{"message":{"text":"\\ud800"}}}')["data"]["message"]["text"] == "\ud800"
    with pytest.raises(ValueError, match="Expecting"):
        read(b"{")


@given(st.text())
def test_a_records_id_is_the_standards_name_based_id(subject: str) -> None:
    try:
        expected = uuid5(record._NAMESPACE, subject)
    except UnicodeEncodeError:
        return  # half a pair of surrogates names nothing
    assert record.identity.__wrapped__(subject) == expected
