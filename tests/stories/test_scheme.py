"""Thẩm định đề án, dự án cải cách hành chính (Điều 9), từ khi nhận đến khi phê duyệt."""

from __future__ import annotations

from typing import Any

from tests.province import Province
from tests.stories.test_document import signing

YEAR, CODE = 2021, "DA-01"
SCHEME = {"year": YEAR, "code": CODE}
FOUR = {"QC-9.2": "VPUBND", "QC-9.3": "STTTT", "QC-9.4": "SKHCN", "QC-9.5-1": "STC"}
WHOLE = ["administrative_procedures", "one_stop", "information_technology", "iso"]
DEADLINE = {"due": "2021-11-20T00:00:00+07:00", "source": "Văn bản lấy ý kiến của Sở Nội vụ (dữ liệu mẫu)"}
AFTER = "2021-11-20T08:00:00"


def paper(notation: str, number: str = "12", issued: str = "2021-11-01") -> dict[str, Any]:
    """An outgoing paper of an agency that numbers its own."""
    return {
        "number": number,
        "notation": notation,
        "issued": issued,
        "signer": "Người ký (dữ liệu mẫu)",
        "position": "Giám đốc",
        "capacity": "",
    }


def proposal(
    *contents: str, funding: str | None = "1500000000.00", title: str = "Đề án một cửa điện tử"
) -> dict[str, Any]:
    return {
        "kind": "scheme",
        "title": f"{title} (dữ liệu mẫu)",
        "contents": list(contents),
        "funding": funding,
        "files": [{"name": "Dự thảo đề án", "sha256": "a" * 64}],
    }


def submit(province: Province, *contents: str, agency: str = "SYT", number: str = "12", **told: Any) -> dict[str, Any]:
    data = {"agency": agency, "proposal": proposal(*contents, **told), "document": paper("TTr-SYT", number)}
    return province.send("SubmitScheme", data, agency=agency)


def accept(province: Province, *contents: str, code: str = CODE, **told: Any) -> dict[str, Any]:
    data = {
        "year": YEAR,
        "code": code,
        "contents": list(contents),
        "deadline": DEADLINE,
        "signing": signing("SNV-CCHC"),
    }
    return province.send("AcceptScheme", {**data, **told}, agency="SNV")


def opinion(content: str, verdict: str = "agree", reason: str | None = None, *conditions: str) -> dict[str, Any]:
    return {"content": content, "verdict": verdict, "reason": reason, "conditions": list(conditions)}


def give(
    province: Province,
    clause: str,
    *opinions: dict[str, Any],
    agency: str = "",
    code: str = CODE,
    command: str = "GiveSchemeOpinion",
    **told: Any,
) -> dict[str, Any]:
    owner = agency or FOUR[clause]
    data = {"year": YEAR, "code": code, "clause": clause, "opinions": list(opinions), "signing": signing(f"{owner}-TĐ")}
    return province.send(command, {**data, **told}, agency=owner)


def give_all(province: Province) -> None:
    """Each of the four agrees to its own contents."""
    for fact in province.facts("SchemeOpinionRequested"):
        data = fact["data"]
        if data["version"] == max(each["data"]["version"] for each in province.facts("SchemeOpinionRequested")):
            give(province, data["clause"], *map(opinion, data["contents"]), agency=data["owner"], code=data["code"])


def conclude(province: Province, *treatments: dict[str, Any], conclusion: str = "eligible") -> dict[str, Any]:
    data = {
        **SCHEME,
        "treatments": list(treatments),
        "conclusion": conclusion,
        "summary": "Hồ sơ phù hợp kế hoạch (dữ liệu mẫu).",
        "signing": signing("BC-SNV"),
    }
    return province.send("ConcludeSchemeAppraisal", data, agency="SNV")


def forward(province: Province) -> dict[str, Any]:
    return province.send("ForwardScheme", {**SCHEME, "signing": signing("TTr-SNV")}, agency="SNV")


def submit_funding(province: Province, amount: str = "1200000000") -> dict[str, Any]:
    data = {
        **SCHEME,
        "amount": amount,
        "fund": "Sự nghiệp kinh tế (dữ liệu mẫu)",
        "budget_year": 2022,
        "signing": signing("TTr-STC"),
    }
    return province.send("SubmitSchemeFunding", data, agency="STC")


def decide(province: Province, matter: str, *, approved: bool = True, reason: str | None = None) -> dict[str, Any]:
    notation = "QĐ-UBND" if approved else "VP-KSTT"
    data = {"matter": matter, "approved": approved, "signing": signing(notation), "reason": reason}
    return province.send("DecideMatter", data, agency="VPUBND")


def withdraw(province: Province, agency: str = "SYT") -> dict[str, Any]:
    return province.send("WithdrawScheme", {**SCHEME, "agency": agency, "reason": "Lập lại đề án."}, agency=agency)


def resubmit(province: Province, *contents: str) -> dict[str, Any]:
    data = {
        **SCHEME,
        "agency": "SYT",
        "proposal": proposal(*contents),
        "explanation": "Đã tiếp thu toàn bộ.",
        "document": paper("TTr-SYT", "40", "2021-11-01"),
    }
    return province.send("ResubmitScheme", data, agency="SYT")


def last(province: Province, name: str) -> dict[str, Any]:
    found = province.facts(name)
    assert found, f"no {name}"
    data: dict[str, Any] = found[-1]["data"]
    return data


def play(province: Province) -> None:
    """Every message of the procedure at least once."""
    submit(province, *WHOLE)
    missing = {
        **SCHEME,
        "missing": ["Dự toán chi tiết"],
        "deadline": {"due": "2021-11-05T00:00:00+07:00", "source": "Sở Nội vụ đặt (dữ liệu mẫu)"},
        "signing": signing("SNV-CCHC"),
    }
    province.send("RequestSchemeSupplement", missing, agency="SNV")
    supplement = {**SCHEME, "agency": "SYT", "proposal": proposal(*WHOLE[1:]), "document": paper("SYT-VP", "15")}
    province.send("SupplementScheme", supplement, agency="SYT")
    accept(province, "administrative_procedures")
    ask = {**SCHEME, "clause": "QC-9.3", "question": "Phần mềm nối với trục nào?", "deadline": None}
    province.send("RequestSchemeClarification", ask, agency="STTTT")
    answer = {**SCHEME, "agency": "SYT", "clause": "QC-9.3", "number": 1, "answer": "Trục của tỉnh.", "files": []}
    province.send("AnswerSchemeClarification", answer, agency="SYT")
    give(province, "QC-9.3", opinion("information_technology"))
    give(province, "QC-9.2", opinion("administrative_procedures"), opinion("one_stop"))
    amended = opinion("information_technology", "agree_with_changes", "Thiếu phương án dự phòng.", "Có bản sao lưu.")
    remarks = [{"section": "Mục III.2", "remark": "Nêu rõ hạ tầng."}]
    give(province, "QC-9.3", amended, command="AmendSchemeOpinion", remarks=remarks, reason="Rà soát lại.")
    give(province, "QC-9.5-1", opinion("public_finance"))
    submit_funding(province)
    decide(province, f"scheme_funding/{YEAR}/{CODE}")
    province.move_to("2021-11-19T08:00:00")
    later = {"due": "2021-11-22T00:00:00+07:00", "source": "Sở KH&CN xin thêm ngày (dữ liệu mẫu)"}
    province.send("ExtendSchemeDeadline", {**SCHEME, "deadline": later, "reason": "Xin thêm ngày."}, agency="SNV")
    province.move_to("2021-11-22T08:00:00")  # Sở KH&CN im lặng: đôn đốc
    accepted = {"clause": "QC-9.3", "treatment": "accepted", "reason": None}
    conclude(province, accepted, conclusion="eligible_with_changes")
    forward(province)
    decide(province, f"scheme/{YEAR}/{CODE}", approved=False, reason="Làm rõ lộ trình.")
    resubmit(province, "iso")
    accept(province, deadline={**DEADLINE, "due": "2021-12-10T00:00:00+07:00"})
    give(province, "QC-9.4", opinion("iso"))
    give(province, "QC-9.5-1", opinion("public_finance"))
    conclude(province)
    forward(province)
    decide(province, f"scheme/{YEAR}/{CODE}")
    submit(province, "iso", agency="HOIAN", number="77", funding=None)
    data = {"year": YEAR, "code": "DA-02", "agency": "HOIAN", "reason": "Gộp vào đề án khác."}
    province.send("WithdrawScheme", data, agency="HOIAN")


def transfer(province: Province, competence: str, successor: str, valid_from: str) -> None:
    data = {
        "competence": competence,
        "successor": successor,
        "valid_from": valid_from,
        "document": paper("QĐ-UBND"),
        "sample": True,
    }
    assert province.send("TransferCompetence", data, agency="SNV")["type"] == "CommandAccepted"


def play_transfer(province: Province) -> None:
    """A competence moves while a request is open."""
    submit(province, "iso", "information_technology", funding=None)
    accept(province)
    give(province, "QC-9.4", opinion("iso"))
    transfer(province, "iso", "STTTT", "2021-11-10")
    transfer(province, "information_technology", "SKHCN", "2021-11-10")
    assert len(province.facts("SchemeOpinionRequested")) == 2
    province.move_to("2021-11-10T08:00:00")


def test_a_scheme_is_appraised_by_those_whom_it_concerns_and_approved(province: Province) -> None:
    # Cơ quan gửi đề án; Sở Nội vụ tiếp nhận, cấp số (khoản 1).
    assert submit(province, *WHOLE)["type"] == "CommandAccepted"
    assert last(province, "SchemeReceived")["lead"] == "SNV"

    # Đủ hồ sơ: bốn cơ quan được hỏi, mỗi cơ quan về nội dung của mình (khoản 2–5); Sở Tư pháp không có trong số đó.
    accept(province)
    requests = province.facts("SchemeOpinionRequested")
    assert {each["data"]["clause"]: each["data"]["owner"] for each in requests} == FOUR
    assert {each["data"]["clause"]: each["data"]["contents"] for each in requests} == {
        "QC-9.2": ["administrative_procedures", "one_stop"],
        "QC-9.3": ["information_technology"],
        "QC-9.4": ["iso"],
        "QC-9.5-1": ["public_finance"],
    }
    for each in requests:
        assert each["law"].split() == ["QC-2.2", "QC-9.1-1", each["data"]["clause"]]
        assert each["data"]["lead"] == "SNV"
        assert each["data"]["coordinators"] == ["VPUBND", "STTTT", "SKHCN", "STC"]

    # Mỗi cơ quan cho ý kiến; Sở Tài chính còn trình riêng UBND tỉnh về kinh phí, không qua Sở Nội vụ (khoản 5).
    give_all(province)
    assert len(province.facts("SchemeOpinionGiven")) == 4
    submit_funding(province)
    matter = last(province, "MatterSubmitted")
    assert (matter["kind"], matter["clause"], matter["lead"], matter["via"]) == (
        "scheme_funding",
        "QC-9.5-2",
        "STC",
        None,
    )

    # Báo cáo thẩm định, trình, phê duyệt (khoản 1).
    conclude(province)
    report = last(province, "SchemeAppraised")
    assert [each["owner"] for each in report["opinions"]] == ["VPUBND", "STTTT", "SKHCN", "STC"]
    assert report["silent"] == []
    forward(province)
    matters = [each["data"] for each in province.facts("MatterSubmitted", of="noi_vu")]
    assert [(each["kind"], each["clause"], each["matter"]) for each in matters] == [
        ("scheme", "QC-9.1-2", "scheme/2021/DA-01")
    ]
    decide(province, "scheme/2021/DA-01")
    assert last(province, "SchemeApproved")["document"]["notation"] == "QĐ-UBND"
    row = province.view("noi_vu", "schemes").rows["2021/DA-01"]
    assert (row["state"], row["awaited"], row["funding"]["state"]) == ("approved", {}, "submitted")


def test_the_whole_of_the_procedure(province: Province) -> None:
    play(province)
    assert province.refusals() == []
    assert last(province, "SchemeAccepted")["version"] == 2
    assert [each["data"]["owner"] for each in province.facts("SchemeOpinionUrged")] == ["SKHCN"]
    first, second = (each["data"] for each in province.facts("SchemeAppraised"))
    assert (first["silent"], second["silent"]) == (["SKHCN"], [])
    assert last(province, "SchemeApproved")["version"] == 2
    assert last(province, "SchemeFundingDecided")["approved"] is True
    rows = province.view("noi_vu", "schemes").rows
    assert [(key, row["state"]) for key, row in sorted(rows.items())] == [
        ("2021/DA-01", "approved"),
        ("2021/DA-02", "withdrawn"),
    ]


def test_only_those_are_asked_whose_contents_the_scheme_has(province: Province) -> None:
    """Điều 9 khoản 2–5: Sở Tư pháp không bao giờ, Sở Tài chính khi có kinh phí."""
    submit(province, "iso", funding="0.00")
    accept(province)
    assert [each["data"]["owner"] for each in province.facts("SchemeOpinionRequested")] == ["SKHCN"]
    submit(province, number="13", funding="1")
    accept(province, code="DA-02")
    assert last(province, "SchemeOpinionRequested")["owner"] == "STC"
    submit(province, number="14", funding=None)
    accept(province, code="DA-03")
    assert last(province, "SchemeAccepted")["coordinators"] == []
    assert len(province.facts("SchemeOpinionRequested")) == 2


def test_noi_vu_widens_the_contents_that_the_agency_did_not_declare(province: Province) -> None:
    submit(province, "iso", funding=None)
    accept(province, "one_stop")
    accepted = last(province, "SchemeAccepted")
    assert (accepted["contents"], accepted["widened"]) == (["one_stop", "iso"], ["one_stop"])
    asked = {each["data"]["owner"]: each["data"]["contents"] for each in province.facts("SchemeOpinionRequested")}
    assert asked == {"VPUBND": ["one_stop"], "SKHCN": ["iso"]}


def test_a_department_that_stays_silent_past_its_deadline_does_not_hold_the_report_up(province: Province) -> None:
    submit(province, "iso", "information_technology", funding=None)
    accept(province)
    give(province, "QC-9.3", opinion("information_technology"))
    assert conclude(province)["code"] == "OPINIONS_OUTSTANDING"
    province.move_to(AFTER)
    assert [each["data"]["owner"] for each in province.facts("SchemeOpinionUrged")] == ["SKHCN"]
    assert conclude(province)["type"] == "CommandAccepted"
    assert last(province, "SchemeAppraised")["silent"] == ["SKHCN"]
    # Ý kiến muộn vẫn được ghi nhận, và Nội vụ còn lập lại được báo cáo khi chưa trình.
    assert give(province, "QC-9.4", opinion("iso"))["type"] == "CommandAccepted"
    assert last(province, "SchemeOpinionGiven")["late"] is True
    conclude(province)
    report = last(province, "SchemeAppraised")
    assert (report["report"], report["silent"]) == (2, [])


def test_an_opinion_may_be_amended_until_the_report_is_made(province: Province) -> None:
    submit(province, "iso", funding=None)
    accept(province)
    give(province, "QC-9.4", opinion("iso"))
    again = opinion("iso", "disagree", "Trùng với dự án khác.")
    assert give(province, "QC-9.4", again)["code"] == "OPINION_GIVEN"
    amend = {"command": "AmendSchemeOpinion", "reason": "Rà soát lại."}
    assert give(province, "QC-9.4", again, **amend)["type"] == "CommandAccepted"
    assert conclude(province)["code"] == "TREATMENT_MISSING"
    conclude(province, {"clause": "QC-9.4", "treatment": "not_accepted", "reason": "Không trùng."})
    (row,) = last(province, "SchemeAppraised")["opinions"]
    assert (row["opinions"][0]["verdict"], row["treatment"]) == ("disagree", "not_accepted")
    assert give(province, "QC-9.4", again, **amend)["code"] == "REPORT_MADE"


def test_an_agency_that_is_itself_asked_says_so(province: Province) -> None:
    """Quy chế không có quy tắc tránh xung đột: ghi rõ, không cấm."""
    submit(province, "information_technology", agency="STTTT", funding=None)
    accept(province)
    give(province, "QC-9.3", opinion("information_technology"))
    assert last(province, "SchemeOpinionGiven")["conflict_of_interest"] is True
    conclude(province)
    assert last(province, "SchemeAppraised")["opinions"][0]["conflict_of_interest"] is True


def test_what_is_returned_comes_back_as_a_new_version_and_is_asked_again(province: Province) -> None:
    submit(province, "iso", funding=None)
    accept(province)
    give(province, "QC-9.4", opinion("iso"))
    conclude(province, conclusion="incomplete")
    returned = last(province, "SchemeReturned")
    assert (returned["returned_by"], returned["reason"]) == ("appraisal", "Hồ sơ phù hợp kế hoạch (dữ liệu mẫu).")
    assert give(province, "QC-9.4", opinion("iso"))["code"] == "SCHEME_RETURNED"
    resubmit(province, "iso")
    accept(province)
    assert [each["data"]["request"] for each in province.facts("SchemeOpinionRequested", of="noi_vu")][:2] == [1, 2]
    give_all(province)
    conclude(province)
    forward(province)
    decide(province, "scheme/2021/DA-01")
    assert last(province, "SchemeApproved")["version"] == 2


def test_a_withdrawn_scheme_asks_nobody_any_more(province: Province) -> None:
    submit(province, "iso", "one_stop", funding=None)
    accept(province)
    give(province, "QC-9.2", opinion("one_stop"))
    withdraw(province)
    assert last(province, "SchemeWithdrawn")["owners"] == ["SKHCN"]
    assert give(province, "QC-9.4", opinion("iso"))["code"] == "SCHEME_WITHDRAWN"
    province.move_to(AFTER)
    assert province.facts("SchemeOpinionUrged") == []
    assert province.view("kh_cn", "scheme_opinion_work").rows["2021/DA-01/QC-9.4"]["state"] == "withdrawn"
    # Cơ quan lập lại đề án bằng văn bản khác.
    assert submit(province, "iso", number="13")["type"] == "CommandAccepted"
    assert last(province, "SchemeReceived")["code"] == "DA-02"


def test_so_tai_chinh_submits_again_what_the_committee_returned(province: Province) -> None:
    submit(province, funding="900000000")
    assert submit_funding(province)["code"] == "NOT_REQUESTED"
    accept(province)
    assert submit_funding(province, "0")["code"] == "AMOUNT_ZERO"
    submit_funding(province)
    assert submit_funding(province)["code"] == "MATTER_SUBMITTED"
    decide(province, "scheme_funding/2021/DA-01", approved=False, reason="Xem lại nguồn.")
    assert last(province, "SchemeFundingDecided")["approved"] is False
    submit_funding(province, "800000000.50")
    decide(province, "scheme_funding/2021/DA-01")
    decided = last(province, "SchemeFundingDecided")
    assert (decided["approved"], decided["amount"]) == (True, "800000000.50")
    assert submit_funding(province)["code"] == "MATTER_DECIDED"


def test_an_open_request_follows_the_competence_to_its_new_holder(province: Province) -> None:
    """Điều 4 khoản 2; †: ai giữ thẩm quyền vào ngày ấy thì cho ý kiến, ý kiến đã cho vẫn giữ."""
    play_transfer(province)
    moved = last(province, "SchemeOpinionReassigned")
    assert (moved["clause"], moved["owner"], moved["successor"]) == ("QC-9.3", "STTTT", "SKHCN")
    asked = last(province, "SchemeOpinionRequested")
    assert (asked["owner"], asked["request"], asked["coordinators"]) == ("SKHCN", 2, ["SKHCN"])
    gone = give(province, "QC-9.3", opinion("information_technology"), agency="STTTT")
    assert gone["code"] == "NO_LONGER_COMPETENT"
    assert give(province, "QC-9.3", opinion("information_technology"), agency="SKHCN")["type"] == "CommandAccepted"
    assert conclude(province)["type"] == "CommandAccepted"
    owners = [each["owner"] for each in last(province, "SchemeAppraised")["opinions"]]
    assert sorted(owners) == ["SKHCN", "SKHCN"]


def test_a_supplement_after_its_deadline_is_late_and_not_refused(province: Province) -> None:
    submit(province, "iso", funding=None)
    missing = {**SCHEME, "missing": ["Dự toán"], "signing": signing("SNV-CCHC")}
    deadline = {"due": "2021-11-05T00:00:00+07:00", "source": "Sở Nội vụ đặt (dữ liệu mẫu)"}
    province.send("RequestSchemeSupplement", {**missing, "deadline": deadline}, agency="SNV")
    assert accept(province)["code"] == "NOT_UNDER_CHECK"
    province.move_to("2021-11-05T08:00:00")
    supplement = {**SCHEME, "agency": "SYT", "proposal": proposal("iso"), "document": paper("SYT-VP", "15")}
    assert province.send("SupplementScheme", supplement, agency="SYT")["type"] == "CommandAccepted"
    assert last(province, "SchemeSupplemented")["late"] is True
    assert province.send("SupplementScheme", supplement, agency="SYT")["code"] == "SUPPLEMENT_NOT_REQUESTED"
