"""Trang kế hoạch (Điều 6): bước, đề xuất và ai im lặng, nguồn của nhiệm vụ, so dự thảo, ý kiến, quyết định, tệp."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from services.portal.pages.plan_drafts import difference
from services.portal.web import create_app
from tests.browser.made_round import MemoryDesk
from tests.browser.told import desk_of
from tests.province import Province
from tests.services.portal.told_pages import cells, must_be_whole, page, rows, text, words
from tests.stories import test_plan


@pytest.fixture(scope="module")
def client() -> Iterator[FlaskClient]:
    """A plan that was returned once, issued, and adjusted; a measure; a plan of next year that was given up."""
    with create_app(desk_of(test_plan.play, test_plan.play_measure)).test_client() as client:
        yield client


def _while_proposing(province: Province) -> None:
    test_plan.call(province)
    test_plan.propose(province, "STP", test_plan.proposed("TP1", "STP"))
    province.move_to("2021-11-14T23:59:59+07:00")
    test_plan.propose(province, "STTTT")


def _after_the_day(province: Province) -> None:
    _while_proposing(province)
    province.move_to("2021-11-15T08:00:00+07:00")
    test_plan.propose(province, "STC", test_plan.proposed("TC1", "STC"))


def told_of(play: object) -> FlaskClient:
    return create_app(desk_of(play)).test_client()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "address",
    ["/plans", "/plans/2022", "/plans/2023", "/plans/2022?version=1&from=1&to=4&opinions=1", "/plans/2022?version=x"],
)
def test_the_pages_are_whole(client: FlaskClient, address: str) -> None:
    must_be_whole(client, address)


def test_a_plan_that_is_not_there_is_said_in_vietnamese(client: FlaskClient) -> None:
    for address in ("/plans/2030", "/plans/2022%2Fdraft-0001", "/plans/2030.docx", "/plans/2023.docx"):
        assert client.get(address).status_code == 404


def test_an_empty_province_says_what_will_stand_here() -> None:
    told = text(create_app(MemoryDesk(health=[])).test_client(), "/plans")
    assert "Chưa có kế hoạch, chương trình nào." in told
    assert "Điều 6 khoản 2 điểm a" in told


def test_silence_begins_when_the_fourteenth_of_november_is_over() -> None:
    before = rows(told_of(_while_proposing), "/plans/2022", "Đề xuất ưu tiên")
    assert "Đã đề xuất" in before[0]
    assert ["Chưa trả lời, còn hạn" in each for each in before] == [False, True, False, True, True]
    client = told_of(_after_the_day)
    after = rows(client, "/plans/2022", "Đề xuất ưu tiên")
    assert "hết ngày 14/11/2021" in text(client, "/plans/2022")
    assert "Đề xuất muộn" in after[1]
    assert [each.endswith("Im lặng") for each in after] == [False, False, False, True, True]
    assert "Hết hạn đề xuất, chờ tổng hợp" in text(client, "/plans")


def test_the_steps_show_how_far_it_is(client: FlaskClient) -> None:
    told = page(client, "/plans/2022")
    assert told.count('<li class="done"') == 8
    early = page(told_of(_while_proposing), "/plans/2022")
    assert early.count('<li class="done"') == 1
    assert '<li class="now" aria-current="step"><b>Đề xuất</b>' in early


def _called_anew(province: Province) -> None:
    test_plan.propose(province, "STP", test_plan.proposed("TP1", "STP"))
    province.send("CancelPlan", {"plan": "2022", "reason": "Mở nhầm (dữ liệu mẫu)."}, agency="SNV")
    test_plan.propose(province, "STC", test_plan.proposed("TC1", "STC"))
    test_plan.call(province)


def test_a_cancelled_build_takes_its_proposals_along_and_no_later_one() -> None:
    assert list(desk_of(_called_anew).rows("plans")["2022"]["proposals"]) == ["STC"]


def test_every_proposal_is_an_item_or_was_left_out_for_a_reason(client: FlaskClient) -> None:
    found = rows(client, "/plans/2022", "Đề xuất ưu tiên")
    assert "TP1 Nhiệm vụ TP1 (dữ liệu mẫu) → N1" in found[0]
    assert "không đưa vào: Đã có kế hoạch riêng" in found[0]
    assert "Không có nội dung" in found[2]


def test_items_tell_where_they_come_from_and_how_far_their_tasks_are(client: FlaskClient) -> None:
    found = rows(client, "/plans/2022", "Nhiệm vụ: đang có hiệu lực")
    assert len(found) == 2
    assert "Sở Tư pháp TP1; Sở Tài chính TC1" in found[0]
    assert "Quá hạn" in found[0]
    assert 'href="/tasks/plan-2022/N1"' in page(client, "/plans/2022")


def test_two_drafts_are_compared_field_by_field(client: FlaskClient) -> None:
    found = rows(client, "/plans/2022?from=3&to=4", "So hai dự thảo")
    assert any("Sửa Hạn: 17:00 ngày 30/06/2022" in each and "→ 17:00 ngày 30/09/2022" in each for each in found)
    assert any("N3" in each and each.endswith("Thêm") for each in found)
    assert any("N2" in each and each.endswith("Bỏ") for each in found)
    same = text(client, "/plans/2022?from=2&to=3")
    assert "Hai dự thảo này không khác nhau" in same


def test_parts_are_compared_too() -> None:
    part = {"part": "I", "title": "Mục đích", "text": "Lời"}
    old, new = {"parts": [part], "items": []}, {"parts": [{**part, "text": "Lời khác"}], "items": []}
    (change,) = difference(old, new)
    assert change.fields == [("Lời", "Lời", "Lời khác")]
    assert difference(old, old) == []


def test_the_matrix_says_who_agrees_wants_changes_or_is_silent(client: FlaskClient) -> None:
    whole, _, item, other = rows(client, "/plans/2022", "Ý kiến về dự thảo lần 1")
    verdicts = "Thống nhất Thống nhất, có sửa đổi Thống nhất Thống nhất – chưa góp ý"
    assert whole.endswith(verdicts)
    assert "Thống nhất, có sửa đổi" in item
    assert other.count("không nêu riêng") == 4
    assert "Chưa góp ý: VP UBND tỉnh" in text(client, "/plans/2022")


def test_every_wish_tells_how_it_was_treated(client: FlaskClient) -> None:
    told = text(client, "/plans/2022")
    assert "Tiếp thu một phần ở dự thảo lần 2 Lùi đến tháng 8" in told


def test_adjustments_and_answers_to_their_proposals_are_shown(client: FlaskClient) -> None:
    told = text(client, "/plans/2022")
    assert "Thêm N3" in told
    assert "Thôi N2" in told
    assert "Không tiếp thu Chưa đủ căn cứ (dữ liệu mẫu)." in told


def test_measures_stand_beside_the_plans(client: FlaskClient) -> None:
    (found,) = rows(client, "/plans", "Chủ trương, biện pháp đẩy mạnh")
    assert "UBND tỉnh đồng ý" in found
    assert "Nêu rõ kinh phí" in found


def test_the_plan_goes_out_as_a_document_in_the_form_of_the_decree(client: FlaskClient) -> None:
    told = words(client, "/plans/2022.docx")
    assert "KẾ HOẠCH" in told
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in told
    assert "Kèm theo Quyết định số 02/QĐ-UBND" in told
    assert "DỮ LIỆU MẪU" in told
    assert "dự thảo lần 1" in words(client, "/plans/2022.docx?version=1")


def test_the_plan_goes_out_as_a_workbook(client: FlaskClient) -> None:
    assert "N3" in cells(client, "/plans/2022.xlsx")
    assert "TP2" in cells(client, "/plans/2022.xlsx", 1)
    assert "Tiếp thu một phần" in cells(client, "/plans/2022.xlsx", 2)
    assert any("Quá hạn" in str(each) for each in cells(client, "/plans/2022.xlsx", 3))
