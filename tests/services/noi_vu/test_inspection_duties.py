"""Các nghĩa vụ của Điều 8 và của các lĩnh vực, như bảng theo dõi đọc được từ những câu chuyện (Điều 13 khoản 3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from services.portal.views.compliance import Compliance
from shared.mechanism.message import fact_from
from shared.regulation.compliance import occasions
from tests.province import Province
from tests.stories import test_field_work, test_inspection, test_own_inspection

KT = test_inspection.YEARLY


def states(province: Province, play: Callable[[Province], None], at: str) -> dict[tuple[str, str, str], str]:
    """(duty, agency, occasion) → state, after the story, asked at a moment."""
    play(province)
    view = Compliance()
    for document in province.facts():
        view.note(fact_from(document, position=0))
    found = occasions(dict(view.rows), at=datetime.fromisoformat(at))
    return {(each.duty, each.agency, each.key): each.state for each in found}


@pytest.mark.parametrize(
    ("duty", "agency", "key", "state"),
    [
        ("QC-8.2-1", "SNV", KT, "met"),
        ("QC-8.2-1", "TTT", test_inspection.LED_BY_INSPECTORATE, "not_applicable"),
        ("QC-8.2-2", "SNV", f"{KT}/1", "met"),
        ("QC-8.2-2", "SNV", f"{KT}/2", "met"),
        ("QC-8.2-3", "STP", f"{KT}/1", "met"),
        ("QC-8.2-3", "STC", f"{KT}/1", "met_late"),
        ("QC-8.2-3", "SYT", f"{KT}/1", "met"),
        ("QC-8.2-3", "SKHCN", f"{KT}/1", "not_applicable"),
        ("QC-8.2-3", "STC", f"{KT}/3", "not_applicable"),
        ("QC-8.2-3", "VPUBND", f"{KT}/1", "breached"),
        ("QC-8.1", "STP", f"{KT}/1", "met"),
        ("QC-8.1", "STP", f"{KT}/2", "met"),
        ("QC-8.1", "VPUBND", f"{KT}/1", "breached"),
        ("QC-8.1", "SKHCN", f"{KT}/1", "not_applicable"),
    ],
)
def test_of_an_inspection(province: Province, duty: str, agency: str, key: str, state: str) -> None:
    assert states(province, test_inspection.play, "2022-01-01T00:00:00+07:00")[duty, agency, key] == state


def test_taking_part_on_so_noi_vu_s_request_binds_the_agencies_of_the_fields_only(province: Province) -> None:
    found = states(province, test_inspection.play, "2022-01-01T00:00:00+07:00")
    asked = {agency for duty, agency, key in found if (duty, key) == ("QC-8.1", f"{KT}/1")}
    assert asked == {"VPUBND", "STP", "STC", "STTTT", "SKHCN"}


@pytest.mark.parametrize(
    ("duty", "agency", "key", "state"),
    [
        ("QC-8.3-1", "SYT", "2022", "met"),
        ("QC-8.3-1", "SYT", "thực hiện/2022/1", "met"),
        ("QC-8.3-1", "SYT", "thực hiện/2022/2", "overdue"),
        ("QC-8.3-2", "SYT", "2022", "met"),
        ("QC-8.3-2", "HOIAN", "2022", "met_late"),
        ("QC-8.3-2", "SXD", "2022", "overdue"),
        ("QC-8.3-3", "SYT", "2022", "met"),
        ("QC-8.3-3", "HOIAN", "2022", "overdue"),
        ("QC-8.3-2", "SXD", "2023", "open"),
        ("QC-8.3-4", "SNV", "2022/plans", "met"),
        ("QC-8.3-4", "STC", "2022/plans", "met"),
        ("QC-8.3-4", "VPUBND", "2022/plans", "open"),
        ("QC-8.3-4", "SNV", "2022/results", "met"),
    ],
)
def test_of_the_agencies_own_inspections(province: Province, duty: str, agency: str, key: str, state: str) -> None:
    assert states(province, test_own_inspection.play, "2023-02-01T00:00:00+07:00")[duty, agency, key] == state


@pytest.mark.parametrize(
    ("duty", "agency", "key", "state"),
    [
        ("QC-14.1-1", "VPUBND", "báo cáo/2021/administrative_procedures", "met"),
        ("QC-14.1-2", "VPUBND", "báo cáo/2021/one_stop", "met"),
        ("QC-15.1", "STP", "báo cáo/2021/institutions", "met"),
        ("QC-16.1.a", "STC", "báo cáo/2021/autonomous_funding", "met"),
        ("QC-16.1.b", "STC", "báo cáo/2021/autonomous_units", "met"),
        ("QC-16.1.c", "STC", "báo cáo/2021/budget", "met"),
        ("QC-16.1.d", "STC", "báo cáo/2021/public_assets", "met"),
        ("QC-16.1.đ", "STC", "2021", "met"),
        ("QC-16.1.đ", "STC", "2022", "open"),
        ("QC-17.1", "STTTT", "báo cáo/2021/information_technology", "met"),
        ("QC-18.1", "SKHCN", "báo cáo/2021/iso", "met_late"),
        ("QC-18.1", "SKHCN", "hướng dẫn/HD-iso", "met"),
        ("QC-18.1", "SKHCN", "kiểm tra/KTLV-iso", "met"),
        ("QC-13.3", "SNV", "báo cáo/2021/steering", "met"),
        ("QC-13.3", "SNV", "đôn đốc báo cáo/2021", "met"),
        ("QC-13.2-2", "SNV", "đề nghị báo cáo/2021", "met"),
        ("QC-10.2.b-1", "STP", "báo cáo/2021/institutions", "met"),
        ("QC-7.2.b", "STC", "field_advice/TM-public_assets/STC", "met"),
    ],
)
def test_of_the_fields(province: Province, duty: str, agency: str, key: str, state: str) -> None:
    assert states(province, test_field_work.play, "2022-02-01T00:00:00+07:00")[duty, agency, key] == state
