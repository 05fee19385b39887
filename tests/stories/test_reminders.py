"""Đôn đốc trước hạn và danh sách quá hạn (Điều 13 khoản 3), do đồng hồ chung gọi."""

from datetime import datetime, timedelta

import pytest

from shared.mechanism.clock import ICT
from tests.stories.sample_round import APPRAISAL_CLOSES, EXPLANATION_CLOSES, SELF_SCORING_CLOSES, YEAR, SampleRound

SEVEN_DAYS_BEFORE = SELF_SCORING_CLOSES - timedelta(days=7)


def test_agencies_that_have_not_submitted_are_reminded_seven_days_and_one_day_before(sample: SampleRound) -> None:
    sample.open()
    sample.submit("SYT")
    sample.province.move_to(SEVEN_DAYS_BEFORE)
    reminder = sample.last("ReminderIssued", window="self_scoring")
    assert reminder["days_left"] == 7
    assert [row["agency"] for row in reminder["outstanding"]] == ["SNV", "SXD", "HOIAN", "TAMKY"]
    sample.submit("SXD")
    sample.province.move_to(SELF_SCORING_CLOSES - timedelta(days=1))
    assert [fact["data"]["days_left"] for fact in sample.province.facts("ReminderIssued")] == [7, 1]
    reminder = sample.last("ReminderIssued", window="self_scoring")
    assert [row["agency"] for row in reminder["outstanding"]] == ["SNV", "HOIAN", "TAMKY"]


def test_nobody_is_reminded_when_nothing_is_outstanding(sample: SampleRound) -> None:
    sample.open()
    sample.submit_all()
    sample.self_scoring_closes()
    assert not sample.province.facts("ReminderIssued")
    assert not sample.province.facts("WorkOverdue")


def test_who_has_not_submitted_stands_on_the_overdue_list(sample: SampleRound) -> None:
    sample.open()
    sample.submit_all(but=("SXD",))
    sample.self_scoring_closes()
    overdue = sample.last("WorkOverdue", window="self_scoring")
    assert overdue["outstanding"] == [{"agency": "SXD", "work": "Gửi bản tự đánh giá năm 2021."}]
    assert datetime.fromisoformat(overdue["closed"]) == SELF_SCORING_CLOSES


def test_owners_are_named_for_what_they_still_have_to_appraise(sample: SampleRound) -> None:
    sample.open()
    sample.submit_all()
    sample.self_scoring_closes()
    sample.appraise_all(agencies=("SNV", "SXD", "HOIAN", "TAMKY"))
    for owner in ("SNV", "STP", "STC", "STTTT", "SKHCN"):
        sample.appraise(owner, "SYT")
    sample.province.move_to(APPRAISAL_CLOSES)
    overdue = sample.last("WorkOverdue", window="appraisal")
    assert overdue["outstanding"] == [{"agency": "VPUBND", "work": "Thẩm định SYT: còn 3 tiêu chí (lần đề nghị 1)."}]
    sample.appraise("VPUBND", "SYT")
    assert sample.last("AppraisalCompleted", owner="VPUBND", agency="SYT")["late"] is True


def test_an_agency_is_reminded_that_it_may_explain_but_is_never_overdue_with_it(sample: SampleRound) -> None:
    sample.open()
    sample.submit_all()
    sample.self_scoring_closes()
    sample.appraise_all(adjusted={"SYT": {"4.1": ("8.5", "Thiếu báo cáo.")}})
    sample.survey()
    sample.province.move_to(EXPLANATION_CLOSES - timedelta(days=1))
    reminder = sample.last("ReminderIssued", window="explanation")
    assert reminder["outstanding"] == [{"agency": "SYT", "work": "Giải trình nếu không đồng ý: 4.1."}]
    sample.explanation_closes()
    assert not sample.province.facts("WorkOverdue")


def test_what_still_blocks_the_index_is_overdue_when_the_explanation_window_closes(sample: SampleRound) -> None:
    sample.open()
    sample.submit_all()
    sample.self_scoring_closes()
    sample.appraise_all(adjusted={"SYT": {"4.1": ("8.5", "Thiếu báo cáo.")}})
    sample.explanation_opens()
    sample.explain("SYT", "4.1")
    sample.explanation_closes()
    overdue = sample.last("WorkOverdue", window="explanation")["outstanding"]
    assert {"agency": "STC", "work": "Thẩm định lại SYT: còn 1 tiêu chí."} in overdue
    assert {"agency": "SNV", "work": "Nhập điểm điều tra xã hội học của SXD: 6.1."} in overdue


# Gia hạn (†)


def extension(window: str, closes: str) -> dict[str, object]:
    told = {"year": YEAR, "window": window, "closes": closes, "reason": "Bão số 13."}
    return {**told, "source": "DỮ LIỆU MẪU: công văn gia hạn"}


def test_an_extended_window_moves_its_closing_its_reminders_and_its_overdue_list(sample: SampleRound) -> None:
    sample.open()
    sample.submit_all(but=("SXD",))
    sample.province.move_to(SEVEN_DAYS_BEFORE)
    sample.must("ExtendWindow", extension("self_scoring", "2021-12-06T00:00:00+07:00"), agency="SNV")
    sample.province.move_to(datetime(2021, 11, 29, tzinfo=ICT))
    sample.province.move_to(SELF_SCORING_CLOSES + timedelta(hours=1))
    assert not sample.province.facts("AppraisalRequested")
    assert not sample.province.facts("WorkOverdue")
    sample.submit("SXD")
    assert sample.last("AssessmentSubmitted", agency="SXD")["late"] is False
    sample.province.move_to(datetime(2021, 12, 6, tzinfo=ICT))
    assert sample.asked(agency="SXD", owner="STC")
    # Seven days before the old closing, seven days before the new one; the day before, nothing was outstanding.
    assert [fact["data"]["days_left"] for fact in sample.province.facts("ReminderIssued")] == [7, 7]


def test_owners_work_to_the_extended_deadline(sample: SampleRound) -> None:
    sample.open()
    sample.submit_all()
    sample.self_scoring_closes()
    sample.must("ExtendWindow", extension("appraisal", "2021-12-20T00:00:00+07:00"), agency="SNV")
    sample.province.move_to(APPRAISAL_CLOSES + timedelta(days=1))
    sample.appraise("STC", "SYT")
    assert sample.last("AppraisalCompleted", owner="STC", agency="SYT")["late"] is False
    work = dict(sample.province.view("tai_chinh", "appraisal_work").rows)
    assert work["2021/SXD/appraisal"]["due"] == "2021-12-20T00:00:00+07:00"


@pytest.mark.parametrize(
    ("window", "closes", "code"),
    [
        ("appraisal", "2021-12-10T00:00:00+07:00", "WINDOW_NOT_LATER"),
        ("appraisal", "2021-12-16T00:00:00+07:00", "WINDOW_NOT_LATER"),
        ("appraisal", "2022-01-05T00:00:00+07:00", "WINDOWS_OUT_OF_ORDER"),
        ("self_scoring", "2021-12-05T00:00:00+07:00", "WINDOW_CLOSED"),
    ],
)
def test_a_window_is_only_moved_later_in_order_and_in_time(
    sample: SampleRound, window: str, closes: str, code: str
) -> None:
    sample.open()
    sample.submit_all()
    sample.self_scoring_closes()
    assert sample.refused("ExtendWindow", extension(window, closes), agency="SNV") == code


def test_no_window_is_moved_into_the_past_or_once_an_index_is_determined(sample: SampleRound) -> None:
    sample.open()
    sample.submit_all()
    sample.self_scoring_closes()
    sample.appraise_all()
    sample.province.move_to(datetime(2021, 12, 20, 8, tzinfo=ICT))
    told = extension("appraisal", "2021-12-18T00:00:00+07:00")
    assert sample.refused("ExtendWindow", told, agency="SNV") == "WINDOW_IN_PAST"
    sample.survey()
    sample.explanation_closes()
    told = extension("explanation", "2022-01-15T00:00:00+07:00")
    assert sample.refused("ExtendWindow", told, agency="SNV") == "INDEX_DETERMINED"
