"""Văn bản lấy số khi ban hành: liền nhau theo cơ quan, ký hiệu và năm (Nghị định 30/2020/NĐ-CP Điều 15)."""

from __future__ import annotations

from typing import Any

from tests.province import Province


def signing(notation: str, issued: str | None = None) -> dict[str, Any]:
    return {
        "notation": notation,
        "signer": "Người ký (dữ liệu mẫu)",
        "position": "Giám đốc",
        "capacity": "",
        "issued": issued,
    }


def issue(province: Province, agency: str, notation: str, *, issued: str | None = None) -> dict[str, Any]:
    data = {"signing": signing(notation, issued), "title": "Văn bản mẫu"}
    return province.send("IssueDocument", data, agency=agency)


def play(province: Province) -> None:
    issue(province, "SNV", "TTr-SNV")
    issue(province, "SNV", "TTr-SNV")
    issue(province, "STTTT", "TTr-TT&TT")


def test_numbers_follow_each_other_in_every_series_of_every_agency(province: Province) -> None:
    play(province)
    issue(province, "SNV", "BC-SNV")
    issued = [(fact["data"]["agency"], fact["data"]["document"]) for fact in province.facts("DocumentIssued")]
    told = [(agency, f"{document['number']}/{document['notation']}") for agency, document in issued]
    assert told == [("SNV", "01/TTr-SNV"), ("SNV", "02/TTr-SNV"), ("SNV", "01/BC-SNV"), ("STTTT", "01/TTr-TT&TT")]


def test_the_series_begins_again_on_1_january_in_vietnam(province: Province) -> None:
    province.move_to("2021-12-31T23:59:00+07:00")
    issue(province, "STC", "TTr-STC")
    province.move_to("2022-01-01T00:00:00+07:00")  # still 31/12/2021, 17:00 in UTC
    issue(province, "STC", "TTr-STC")
    years = [(fact["data"]["year"], fact["data"]["sequence"]) for fact in province.facts("DocumentIssued")]
    assert years == [(2021, 1), (2022, 1)]


def test_what_is_refused_takes_no_number(province: Province) -> None:
    issue(province, "SNV", "TTr-SNV")
    assert issue(province, "SNV", "TTr-SNV", issued="2021-11-02")["code"] == "DATE_IN_FUTURE"
    assert issue(province, "SNV", "TTr-SNV", issued="2021-10-31")["code"] == "DATE_BEFORE_LAST_NUMBER"
    assert issue(province, "SNV", "TTr-SNV")["type"] == "CommandAccepted"
    assert [fact["data"]["sequence"] for fact in province.facts("DocumentIssued")] == [1, 2]


def test_nobody_issues_in_the_name_of_another(province: Province) -> None:
    data = {"signing": signing("TTr-SNV"), "title": "Văn bản mẫu"}
    reply = province.send("IssueDocument", data, agency="STC", to="noi_vu")
    assert reply["code"] == "NOT_AUTHORISED"
