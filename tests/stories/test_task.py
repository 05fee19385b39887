"""Nhiệm vụ được giao: giao, nhận, làm, báo xong, xác nhận; hai cơ quan theo dõi thấy hết (Điều 13.2, 14.1, 19.1)."""

from __future__ import annotations

from typing import Any

from tests.province import Province
from tests.stories.test_document import signing

DOCUMENT = {
    "number": "215",
    "notation": "TB-UBND",
    "issued": "2021-10-29",
    "signer": "Người ký (dữ liệu mẫu)",
    "position": "Chủ tịch",
    "capacity": "",
}
EVIDENCE = {
    "number": "88/BC-SYT",
    "issuer": "Sở Y tế",
    "issued": "2021-11-20",
    "pages": "tr. 1-4",
    "sha256": "a" * 64,
    "title": "Báo cáo rà soát (dữ liệu mẫu)",
}
ONE_STOP = "task/VPUBND/2021-TB215-01"
CENTRAL = "task/VPUBND/2021-NQ76-01"
ROADS = "task/VPUBND/2021-TB216-01"


def assign(province: Province, code: str, **changed: Any) -> dict[str, Any]:
    data = {
        "task": code,
        "title": "Rà soát, đơn giản hóa thủ tục hành chính lĩnh vực y tế (dữ liệu mẫu)",
        "source": "chairman",
        "basis": "Thông báo 215/TB-UBND ngày 29/10/2021 (dữ liệu mẫu)",
        "document": DOCUMENT,
        "lead": "SYT",
        "coordinators": ["STP", "TAMKY"],
        "mode": "written_opinion",
        "reform": True,
        "deadline": {"due": "2021-12-01T00:00:00+07:00", "source": "Thông báo 215/TB-UBND (dữ liệu mẫu)"},
        "remind": [5],
        "product": "Báo cáo và danh mục thủ tục đề nghị bãi bỏ",
    }
    return province.send("AssignTask", data | changed, agency="VPUBND")


def order(
    province: Province,
    command: str,
    agency: str,
    task: str = ONE_STOP,
    *,
    to: str = "vp_ubnd",
    effective: str | None = None,
    **data: Any,
) -> dict[str, Any]:
    """Any command about a task goes to whoever holds it."""
    return province.send(command, {"task": task, **data}, agency=agency, to=to, effective=effective)


def done(province: Province, agency: str = "SYT", task: str = ONE_STOP, **sent: Any) -> dict[str, Any]:
    return order(province, "ReportTaskDone", agency, task, result="Đã trình danh mục.", evidence=[EVIDENCE], **sent)


def told(province: Province, name: str) -> list[dict[str, Any]]:
    return [fact["data"] for fact in province.facts(name)]


def play(province: Province) -> None:
    # Chính phủ giao UBND tỉnh; Chủ tịch UBND tỉnh giao các cơ quan: Văn phòng vào sổ (Điều 14 khoản 1).
    assign(province, "2021-TB215-01")
    assign(province, "2021-NQ76-01", source="government", lead="STTTT", coordinators=["VPUBND", "SNV"])
    assign(province, "2021-TB216-01", source="ubnd", reform=False, lead="SGTVT", coordinators=[], deadline=None)

    # Sở Y tế hỏi lại, được làm rõ, nhận, tách một phần cho Tam Kỳ (Điều 2 khoản 2).
    order(province, "RequestTaskAdjustment", "SYT", wanted="clarification", reason="Có gồm thủ tục cấp xã không?")
    order(province, "AnswerTaskRequest", "VPUBND", answer="Gồm cả ba cấp.")
    order(province, "AcceptTask", "SYT", approach="Lập tổ rà soát trong tháng 11.")
    order(
        province,
        "DivideTask",
        "SYT",
        part="01",
        title="Rà soát tại thành phố Tam Kỳ (dữ liệu mẫu)",
        lead="TAMKY",
        coordinators=["SYT"],
        product="Báo cáo của Tam Kỳ",
    )

    # Tiến độ, xin lùi hạn và được lùi bằng văn bản (Điều 7 khoản 2 thứ hai).
    order(
        province, "ReportTaskProgress", "SYT", percent=40, progress="Đã rà soát 40 thủ tục.", figures={"thu_tuc": "40"}
    )
    order(
        province,
        "RequestTaskAdjustment",
        "SYT",
        wanted="due",
        reason="Chờ Bộ Y tế công bố.",
        proposed_due="2021-12-16T00:00:00+07:00",
    )
    order(
        province,
        "AdjustTask",
        "VPUBND",
        deadline={"due": "2021-12-16T00:00:00+07:00", "source": "Thông báo 230/TB-UBND (dữ liệu mẫu)"},
        reason="Bộ chưa công bố.",
        document=DOCUMENT | {"number": "230", "issued": "2021-11-01"},
    )

    # Nhắc trước hạn 5 ngày, rồi quá hạn ngày 16/12 (Điều 13 khoản 3).
    province.move_to("2021-12-11T08:00:00+07:00")
    province.move_to("2021-12-16T00:00:00+07:00")
    order(province, "UrgeTask", "SNV", words="Đề nghị báo cáo ngay.")
    order(province, "UrgeTask", "VPUBND", CENTRAL, words="Nhiệm vụ Chính phủ giao đã quá hạn.")

    # Báo xong, bị trả lại, báo lại, xác nhận; phần việc xong trước.
    part = f"{ONE_STOP}/01"
    done(province, "TAMKY", part)
    order(province, "ConfirmTask", "VPUBND", part)
    done(province)
    order(province, "ReturnTask", "VPUBND", reason="Thiếu danh mục cấp xã.")
    done(province)
    order(province, "ConfirmTask", "VPUBND", comment="Đạt.")

    # Nhầm thì mở lại; không còn phải làm thì thôi giao.
    order(province, "ReopenTask", "VPUBND", reason="Xác nhận nhầm bản thảo.")
    done(province)
    order(province, "ConfirmTask", "VPUBND")
    order(province, "CancelTask", "VPUBND", ROADS, reason="Đã gộp vào dự án khác.")

    # Báo cáo tổng hợp của hai cơ quan theo dõi (Điều 13 khoản 2, Điều 14 khoản 1).
    report = {"year": 2021, "period": "Q4", "since": "2021-10-01", "assessment": "Nhìn chung đúng tiến độ."}
    province.send("ReportReformTasks", {**report, "signing": signing("BC-SNV")}, agency="SNV")
    for clause in ("QC-14.1-3", "QC-14.1-4"):
        data = {**report, "clause": clause, "signing": signing("BC-VPUBND")}
        province.send("ReportAssignedTasks", data, agency="VPUBND")


def test_a_task_runs_from_its_assignment_to_the_reports_of_both_trackers(province: Province) -> None:
    play(province)
    assert [each["code"] for each in _refusals(province)] == []

    assert [(each["task"], each["clause"], each["assigned_by"]) for each in told(province, "TaskAssigned")] == [
        (ONE_STOP, "QC-19.1", "CTUBND"),
        (CENTRAL, "QC-14.1-3", "CHINHPHU"),
        (ROADS, "QC-3.5", "UBND"),
        (f"{ONE_STOP}/01", "QC-19.1", "SYT"),
    ]
    (adjusted,) = told(province, "TaskAdjusted")
    assert (adjusted["previous_due"], adjusted["due"], adjusted["relieved"]) == (
        "2021-12-01T00:00:00+07:00",
        "2021-12-16T00:00:00+07:00",
        [],
    )
    assert [(each["task"], each["days_left"]) for each in told(province, "TaskReminded")] == [
        (CENTRAL, 5),
        (f"{ONE_STOP}/01", 5),
        (ONE_STOP, 5),
    ]
    assert [each["task"] for each in told(province, "TaskOverdue")] == [CENTRAL, f"{ONE_STOP}/01", ONE_STOP]
    assert [(each["urged_by"], each["clause"]) for each in told(province, "TaskUrged")] == [
        ("SNV", "QC-13.3"),
        ("VPUBND", "QC-14.1-3"),
    ]
    assert [each["late"] for each in told(province, "TaskDoneReported")] == [True] * 4

    # Một lần vào sổ, hai nơi cùng thấy.
    assigned = dict(province.view("vp_ubnd", "assigned_tasks").rows)
    reform = dict(province.view("noi_vu", "reform_tasks").rows)
    assert {name: row["state"] for name, row in assigned.items()} == {
        ONE_STOP: "completed",
        f"{ONE_STOP}/01": "completed",
        CENTRAL: "assigned",
        ROADS: "cancelled",
    }
    assert reform == {name: row for name, row in assigned.items() if name != ROADS}
    assert assigned[CENTRAL]["overdue"] is True

    reported = {each["clause"]: each for each in told(province, "TasksReported")}
    assert reported["QC-13.2-1"]["counts"] == {
        "total": 3,
        "completed": 2,
        "completed_late": 2,
        "open": 1,
        "overdue": 1,
        "cancelled": 0,
    }
    assert [row["task"] for row in reported["QC-14.1-3"]["tasks"]] == [CENTRAL]
    assert reported["QC-14.1-4"]["counts"]["cancelled"] == 1
    submitted = {each["clause"]: each for each in told(province, "MatterSubmitted")}
    assert {each["kind"] for each in submitted.values()} == {"task_report"}
    assert {clause: each["lead"] for clause, each in submitted.items()} == {
        "QC-13.2-1": "SNV",
        "QC-14.1-3": "VPUBND",
        "QC-14.1-4": "VPUBND",
    }


def _refusals(province: Province) -> list[dict[str, Any]]:
    return province.refusals()


def test_a_task_that_is_done_in_time_is_never_overdue(province: Province) -> None:
    """Giấy ký đúng hạn, tới muộn, là đúng hạn (†)."""
    assign(province, "2021-TB215-01")
    province.move_to("2021-11-30T17:00:00+07:00")
    assert done(province)["type"] == "CommandAccepted"
    province.move_to("2021-12-05T08:00:00+07:00")
    assert not province.facts("TaskOverdue")
    assert [each["late"] for each in told(province, "TaskDoneReported")] == [False]
    order(province, "ReturnTask", "VPUBND", reason="Thiếu phụ lục.")
    assert [each["task"] for each in told(province, "TaskOverdue")] == [ONE_STOP]
    done(province, effective="2021-11-30")
    assert [each["late"] for each in told(province, "TaskDoneReported")] == [False, False]


def test_whoever_is_given_the_lead_has_it_alone(province: Province) -> None:
    """Điều 2 khoản 2: một đầu mối; xin giao cơ quan khác thì nơi giữ sổ quyết định."""
    assign(province, "2021-TB215-01")
    order(province, "RequestTaskAdjustment", "SYT", wanted="other_lead", reason="Thuộc STP.", proposed_lead="STP")
    order(province, "AdjustTask", "VPUBND", lead="STP", reason="Đúng thẩm quyền.", document=DOCUMENT)
    (adjusted,) = told(province, "TaskAdjusted")
    assert (adjusted["lead"], adjusted["coordinators"], adjusted["relieved"]) == ("STP", ["TAMKY"], ["SYT"])
    assert order(province, "AcceptTask", "SYT")["code"] == "NOT_LEAD"
    assert order(province, "AcceptTask", "STP")["type"] == "CommandAccepted"


def test_an_obstacle_on_a_task_is_seen_where_the_task_stands(province: Province) -> None:
    """Điều 20 khoản 2: phản ánh gửi Sở Nội vụ, nơi giữ sổ nhiệm vụ biết khi quá hạn."""
    assign(province, "2021-TB215-01")
    data = {
        "agency": "SYT",
        "code": "2021-01",
        "matter_kind": "obstacle",
        "leads": True,
        "about": ONE_STOP,
        "title": "Chưa có hướng dẫn của Bộ (dữ liệu mẫu)",
        "content": "Bộ Y tế chưa công bố thủ tục cấp xã.",
        "related": ["STP", "TAMKY"],
    }
    assert province.send("ReportObstacle", data, agency="SYT")["type"] == "CommandAccepted"
    assert province.view("vp_ubnd", "assigned_tasks").rows[ONE_STOP]["obstacles"] == ["obstacle/SYT/2021-01"]
    province.move_to("2021-12-01T00:00:00+07:00")
    assert told(province, "TaskOverdue")[0]["obstacles"] == ["obstacle/SYT/2021-01"]
    province.send(
        "ResolveObstacle", {"obstacle": "obstacle/SYT/2021-01", "guidance": "Theo công văn mẫu."}, agency="SNV"
    )
    assert province.view("vp_ubnd", "assigned_tasks").rows[ONE_STOP]["obstacles"] == []


def play_succession(province: Province) -> None:
    """Sở Ngoại vụ nhập vào Sở Y tế (dữ liệu mẫu)."""
    assign(province, "2021-TB215-01", lead="SNGV", coordinators=["SYT", "STP"])
    order(province, "AcceptTask", "SNGV")
    merge = {
        "predecessors": ["SNGV"],
        "successor": "SYT",
        "valid_from": "2021-11-15",
        "document": DOCUMENT,
        "sample": True,
    }
    province.send("MergeAgencies", merge, agency="SNV")
    assert not province.facts("TaskInherited")
    province.move_to("2021-11-15T00:00:00+07:00")


def test_open_tasks_go_to_the_successor_with_their_history(province: Province) -> None:
    """Điều 4 khoản 2 (†): cơ quan sáp nhập thì nhiệm vụ đang mở theo về cơ quan kế thừa, không làm lại từ đầu."""
    play_succession(province)
    (inherited,) = told(province, "TaskInherited")
    assert (inherited["lead"], inherited["coordinators"], inherited["relieved"]) == ("SYT", ["STP"], ["SNGV"])
    assert order(province, "ReportTaskProgress", "SYT", progress="Tiếp tục.")["type"] == "CommandAccepted"
    row = province.view("noi_vu", "reform_tasks").rows[ONE_STOP]
    assert (row["lead"], row["state"]) == ("SYT", "accepted")


def test_a_task_that_is_opened_again_goes_to_whoever_has_succeeded_its_parties(province: Province) -> None:
    """Mở lại sau ngày sáp nhập thì cơ quan kế thừa chủ trì, không phải cơ quan đã không còn (†)."""
    assign(province, "2021-TB215-01", lead="SNGV", coordinators=["SYT", "STP"])
    done(province, "SNGV")
    order(province, "ConfirmTask", "VPUBND")
    merge = {
        "predecessors": ["SNGV"],
        "successor": "SYT",
        "valid_from": "2021-11-15",
        "document": DOCUMENT,
        "sample": True,
    }
    province.send("MergeAgencies", merge, agency="SNV")
    province.move_to("2021-11-15T00:00:00+07:00")
    assert not province.facts("TaskInherited")  # what is closed stays with who did it
    order(province, "ReopenTask", "VPUBND", reason="Xác nhận nhầm bản thảo.")
    (inherited,) = told(province, "TaskInherited")
    assert (inherited["lead"], inherited["coordinators"], inherited["relieved"]) == ("SYT", ["STP"], ["SNGV"])
    assert inherited["basis"] == "Danh bạ cơ quan ngày 15/11/2021"
    for department in ("vp_ubnd", "noi_vu"):
        name = "assigned_tasks" if department == "vp_ubnd" else "reform_tasks"
        row = province.view(department, name).rows[ONE_STOP]
        assert (row["lead"], row["state"]) == ("SYT", "accepted")
    assert done(province, "SYT")["type"] == "CommandAccepted"
