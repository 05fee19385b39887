"""Họp giao ban quý, họp đánh giá việc thực hiện Quy chế (Điều 12 khoản 2, Điều 20 khoản 1)."""

from __future__ import annotations

from typing import Any

from tests.province import Province
from tests.stories.test_document import signing

BRIEFING, EVALUATION = "meeting/2021/Q4", "meeting/2021/evaluation"
FIELDS = ["STP", "STC", "STTTT", "SKHCN", "VPUBND"]


def call(province: Province, **changed: Any) -> dict[str, Any]:
    data = {
        "matter_kind": "quarterly",
        "year": 2021,
        "quarter": "Q4",
        "title": "Họp giao ban cải cách hành chính quý IV/2021 (dữ liệu mẫu)",
        "starts": "2021-11-20T14:00:00+07:00",
        "place": "Phòng họp số 1",
        "invited": ["TAMKY", "SYT"],
        "agenda": ["Tình hình quý IV", "Nhiệm vụ, biện pháp quý I/2022"],
        "signing": signing("GM-SNV"),
    }
    return province.send("CallMeeting", data | changed, agency="SNV")


def at(province: Province, command: str, agency: str = "SNV", meeting: str = BRIEFING, **data: Any) -> dict[str, Any]:
    return province.send(command, {"meeting": meeting, **data}, agency=agency)


def person(agency: str, **more: Any) -> dict[str, Any]:
    return {"agency": agency, "name": f"Đại diện {agency} (dữ liệu mẫu)", "position": "Giám đốc", **more}


def attend(
    province: Province, *present: str, absent: dict[str, str | None] | None = None, meeting: str = BRIEFING
) -> dict[str, Any]:
    away = [{"agency": each, "reason": reason} for each, reason in (absent or {}).items()]
    return at(province, "RecordAttendance", meeting=meeting, present=[person(each) for each in present], absent=away)


def conclude(province: Province, *conclusions: dict[str, Any], meeting: str = BRIEFING) -> dict[str, Any]:
    return at(
        province,
        "ConcludeMeeting",
        meeting=meeting,
        summary="Cơ bản đúng tiến độ; tập trung dịch vụ công trực tuyến.",
        conclusions=list(conclusions),
        signing=signing("TB-SNV"),
    )


def conclusion(code: str, lead: str, *coordinators: str) -> dict[str, Any]:
    return {
        "code": code,
        "title": "Hoàn thành tích hợp Cổng dịch vụ công (dữ liệu mẫu)",
        "lead": lead,
        "coordinators": list(coordinators),
        "deadline": {"due": "2022-03-01T00:00:00+07:00", "source": "Thông báo kết luận (dữ liệu mẫu)"},
        "product": "Báo cáo kết quả",
    }


def told(province: Province, name: str) -> list[dict[str, Any]]:
    return [fact["data"] for fact in province.facts(name)]


def play(province: Province) -> None:
    # Giao ban quý: mời, gửi tài liệu, dời, họp, kết luận thành nhiệm vụ (Điều 12 khoản 2).
    call(province)
    at(province, "SendMeetingMaterial", "SNV", materials=[{"title": "Dự thảo báo cáo", "sha256": "b" * 64}])
    at(province, "SendMeetingMaterial", "STTTT", materials=[{"title": "Báo cáo lĩnh vực", "sha256": "c" * 64}])
    at(province, "RescheduleMeeting", starts="2021-11-25T14:00:00+07:00", reason="Trùng kỳ họp HĐND.")
    province.move_to("2021-11-25T14:30:00+07:00")
    at(
        province,
        "RecordAttendance",
        present=[
            *(person(each) for each in ("SNV", "STP", "STC", "STTTT", "VPUBND")),
            person("TAMKY", capacity="KT.", substitute=True),
        ],
        absent=[{"agency": "SKHCN", "reason": "Đi công tác"}, {"agency": "SYT", "reason": None}],
    )
    conclude(province, conclusion("01", "STTTT", "VPUBND"), conclusion("02", "TAMKY"))
    at(province, "IssueMinutes", sha256="d" * 64, signing=signing("BB-SNV"))

    # Một cuộc họp khác bị hoãn.
    call(province, matter_kind="other", code="DVC", quarter=None, starts="2021-12-01T08:00:00+07:00", about="plan/2022")
    at(province, "CancelMeeting", meeting="meeting/2021/DVC", reason="Không còn cần.")

    # Đánh giá việc thực hiện Quy chế: hỏi các cơ quan, họp, báo cáo UBND tỉnh (Điều 20 khoản 1).
    request(province)
    for agency in ("STP", "STC", "STTTT", "SKHCN", "TAMKY"):
        give(province, agency)
    province.move_to("2021-12-10T17:00:00+07:00")
    call(
        province,
        matter_kind="evaluation",
        quarter=None,
        title="UBND tỉnh họp đánh giá việc thực hiện Quy chế phối hợp (dữ liệu mẫu)",
        starts="2021-12-20T08:00:00+07:00",
        place=None,
        link="https://hop.quangnam.example/2021",
        invited=["TAMKY"],
        signing=signing("GM-UBND"),
    )
    province.move_to("2021-12-20T08:00:00+07:00")
    attend(province, "SNV", *FIELDS, "TAMKY", meeting=EVALUATION)
    conclude(province, conclusion("01", "SNV", *FIELDS), meeting=EVALUATION)
    province.send(
        "ReportEvaluation",
        {"year": 2021, "summary": "Phối hợp tốt; Điều 9 còn chậm.", "signing": signing("BC-SNV")},
        agency="SNV",
    )


def request(province: Province) -> dict[str, Any]:
    data = {
        "year": 2021,
        "others": ["TAMKY"],
        "questions": "Kết quả, khó khăn, kiến nghị theo từng điều.",
        "deadline": {"due": "2021-12-10T17:00:00+07:00", "source": "Công văn của Sở Nội vụ (dữ liệu mẫu)"},
    }
    return province.send("RequestEvaluations", data, agency="SNV")


def give(province: Province, agency: str, *, effective: str | None = None) -> dict[str, Any]:
    article = {"article": "Điều 9", "result": "Đã thẩm định 3 đề án.", "difficulty": "Hồ sơ gửi chậm."}
    data = {"agency": agency, "year": 2021, "articles": [article]}
    return province.send("GiveEvaluation", data, agency=agency, effective=effective)


def test_a_briefing_is_called_held_and_concluded_into_tasks(province: Province) -> None:
    play(province)
    assert province.refusals() == []  # nor was anything set aside: the fixture looks

    briefing = told(province, "MeetingCalled")[0]
    assert (briefing["clause"], briefing["lead"], briefing["mode"]) == ("QC-12.2", "SNV", "meeting")
    assert set(briefing["coordinators"]) == {*FIELDS, "TAMKY", "SYT"}
    concluded = told(province, "MeetingConcluded")[0]
    assert (concluded["year"], concluded["quarter"], concluded["held"]) == (2021, "Q4", "2021-11-25T14:00:00+07:00")
    assert concluded["tasks"] == ["task/meeting-2021/Q4/01", "task/meeting-2021/Q4/02"]
    tasks = [(each["task"], each["lead"], each["source"], each["clause"]) for each in told(province, "TaskAssigned")]
    assert tasks == [
        ("task/meeting-2021/Q4/01", "STTTT", "meeting", "†"),
        ("task/meeting-2021/Q4/02", "TAMKY", "meeting", "†"),
        ("task/meeting-2021/evaluation/01", "SNV", "meeting", "QC-19.1"),
    ]
    assert set(province.view("noi_vu", "reform_tasks").rows) == {name for name, *_ in tasks}
    states = {name: row["state"] for name, row in province.view("noi_vu", "meetings").rows.items()}
    assert states == {BRIEFING: "concluded", "meeting/2021/DVC": "cancelled", EVALUATION: "concluded"}


def test_the_year_ends_with_the_committees_evaluation_of_the_regulation(province: Province) -> None:
    """Điều 20 khoản 1: Sở Nội vụ chủ trì, phối hợp các cơ quan, tham mưu UBND tỉnh họp đánh giá hằng năm."""
    play(province)
    asked = {each["agency"] for each in told(province, "EvaluationRequested")}
    assert asked == {*FIELDS, "TAMKY"}
    assert told(province, "EvaluationsOverdue") == [
        {"year": 2021, "due": "2021-12-10T17:00:00+07:00", "outstanding": ["VPUBND"]}
    ]
    (reported,) = told(province, "EvaluationReported")
    assert reported["missing"] == ["VPUBND"]
    (submitted,) = told(province, "MatterSubmitted")
    assert (submitted["kind"], submitted["clause"], submitted["wanted"]) == (
        "evaluation_meeting",
        "QC-20.1-2",
        "information",
    )
    evaluation = told(province, "MeetingConcluded")[1]
    assert (evaluation["clause"], evaluation["matter_kind"]) == ("QC-20.1-2", "evaluation")
    assert told(province, "TaskAssigned")[2]["assigned_by"] == "UBND"


def test_a_meeting_put_off_can_be_called_again(province: Province) -> None:
    call(province)
    assert call(province)["code"] == "MEETING_CALLED"
    at(province, "CancelMeeting", reason="Bão.")
    assert call(province, starts="2021-12-05T08:00:00+07:00")["type"] == "CommandAccepted"
    assert [each["call"] for each in told(province, "MeetingCalled")] == [1, 2]
