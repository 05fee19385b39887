"""Confirms in any order: what is outstanding and what was refused is counted exactly."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shared.mechanism.confirms import Confirms

answers = st.lists(st.tuples(st.booleans(), st.integers(0, 45), st.booleans()), max_size=80)


def confirms(sent: int) -> Confirms:
    made = Confirms()
    made.sent = sent
    return made


@given(st.integers(0, 40), answers)
def test_as_many_are_outstanding_and_refused_as_in_a_plain_set_of_numbers(
    sent: int, answers: list[tuple[bool, int, bool]]
) -> None:
    made, unconfirmed, refused = confirms(sent), set(range(1, sent + 1)), 0
    for taken, tag, multiple in answers:
        settled = {number for number in unconfirmed if number == tag or (multiple and number < tag)}
        unconfirmed -= settled
        refused += 0 if taken else len(settled)
        (made.acked if taken else made.nacked)(tag, multiple)
        assert (made.outstanding, made.refused) == (len(unconfirmed), refused)


def test_singles_out_of_order_are_counted_once() -> None:
    made = confirms(4)
    for tag in (3, 3, 2, 4):
        made.acked(tag, False)
    assert made.outstanding == 1
    made.acked(4, True)
    assert made.outstanding == 0


def test_a_refusal_of_many_counts_those_that_nobody_had_answered_for() -> None:
    made = confirms(10)
    made.acked(2, False)
    made.acked(5, False)
    made.nacked(6, True)
    assert (made.outstanding, made.refused) == (4, 4)
    made.nacked(6, True)
    made.nacked(5, False)
    assert made.refused == 4


def test_numbers_that_were_never_sent_settle_nothing() -> None:
    made = confirms(3)
    made.acked(9, False)
    made.nacked(9, True)
    made.sent += 2
    assert (made.outstanding, made.refused) == (2, 3)
