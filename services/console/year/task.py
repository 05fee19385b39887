"""Nhiệm vụ Chính phủ, Thủ tướng, UBND tỉnh, Chủ tịch, Ban Chỉ đạo giao; nhiệm vụ của kế hoạch (Điều 13, 14, 19).

Some are done in time, some late, one is passed on to another agency, one is cancelled, and one is never done
(DỮ LIỆU MẪU).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from services.console.year.scene import Act, Data, act, at, deadline, evidence, paper, sample, signing

OFFICE, HOME = "vp_ubnd", "noi_vu"
"""Whose book a task stands in: what is assigned from above in Văn phòng's, what comes of the plan in Sở Nội vụ's."""

ASSIGNED: dict[str, Data] = {
    "2021-NQ76-01": {"source": "government", "lead": "STTTT", "coordinators": ["VPUBND", "SNV"], "due": "2022-06-30"},
    "2021-TTG-02": {"source": "prime_minister", "lead": "SNV", "coordinators": ["STP"], "due": "2022-03-31"},
    "2022-TB15-01": {"source": "ubnd", "lead": "SYT", "coordinators": ["STP", "TAMKY"], "due": "2022-05-15"},
    "2022-CT03-01": {"source": "chairman", "lead": "SGTVT", "coordinators": ["STTTT"], "due": "2022-08-31"},
    "2022-BCD-01": {"source": "steering_committee", "lead": "HOIAN", "coordinators": [], "due": "2022-09-30"},
    "2022-TB16-01": {"source": "ubnd", "lead": "SXD", "coordinators": [], "due": "2022-10-31", "reform": False},
}
TITLES = {
    "2021-NQ76-01": "Kết nối Cổng dịch vụ công quốc gia",
    "2021-TTG-02": "Sắp xếp tổ chức bộ máy bên trong các cơ quan",
    "2022-TB15-01": "Rà soát, đơn giản hóa thủ tục hành chính lĩnh vực y tế",
    "2022-CT03-01": "Giải quyết hồ sơ cấp đổi giấy phép lái xe trực tuyến",
    "2022-BCD-01": "Thí điểm tiếp nhận hồ sơ không phụ thuộc địa giới hành chính",
    "2022-TB16-01": "Kiểm kê nhà, đất công vụ",
}
GIVEN = {name: at("2021-10-11" if name.startswith("2021") else "2022-02-14") for name in ASSIGNED}


def scene() -> Iterator[Act]:
    for name in ASSIGNED:
        yield _assign(name)
    yield from _of_the_government()
    yield from _of_the_prime_minister()
    yield from _of_the_committee()
    yield from _of_the_chairman()
    yield from _of_the_steering_committee()
    yield _about(at("2022-03-14"), "VPUBND", "CancelTask", "2022-TB16-01", reason=sample("Đã gộp vào dự án khác"))
    yield from _of_the_plan()
    yield from _reports()


def _assign(name: str) -> Act:
    told = dict(ASSIGNED[name])
    due = at(told.pop("due"), 17)
    moment = GIVEN[name]
    data = {
        "task": name,
        "title": sample(TITLES[name]),
        "basis": sample(f"Văn bản giao nhiệm vụ {name}"),
        "document": paper("TB-UBND", moment, position="Chủ tịch"),
        "mode": "written_opinion",
        "reform": True,
        "deadline": deadline(due, "Văn bản giao nhiệm vụ"),
        "remind": [5],
        "product": "Báo cáo kết quả",
        **told,
    }
    return act(moment, "VPUBND", "AssignTask", **data, again=name)


def _about(moment: datetime, agency: str, command: str, task: str, *, to: Any = OFFICE, **data: Any) -> Act:
    """A command about a task goes to whoever holds it."""
    name = f"task/VPUBND/{task}" if to == OFFICE else f"task/{task}"
    return act(moment, agency, command, to=to, task=name, again=name, **data)


def _accept(moment: datetime, agency: str, task: str, to: str = OFFICE) -> Act:
    return _about(moment, agency, "AcceptTask", task, to=to, approach=sample("Lập tổ công tác"))


def _progress(moment: datetime, agency: str, task: str, percent: int, to: str = OFFICE) -> Act:
    told = {"percent": percent, "progress": sample("Đang thực hiện theo tiến độ")}
    return _about(moment, agency, "ReportTaskProgress", task, to=to, **told)


def _done(moment: datetime, agency: str, task: str, to: str = OFFICE) -> Act:
    proof = [evidence(agency, moment, f"Báo cáo kết quả {task}")]
    return _about(moment, agency, "ReportTaskDone", task, to=to, result=sample("Đã hoàn thành"), evidence=proof)


def _confirm(moment: datetime, task: str, to: str = OFFICE) -> Act:
    holder = "VPUBND" if to == OFFICE else "SNV"
    return _about(moment, holder, "ConfirmTask", task, to=to, comment=sample("Đạt"))


def _urge(moment: datetime, agency: str, task: str, to: str = OFFICE) -> Act:
    return _about(moment, agency, "UrgeTask", task, to=to, words=sample("Đề nghị báo cáo ngay"))


def _of_the_government() -> Iterator[Act]:
    """Urged when it was overdue, done late."""
    task = "2021-NQ76-01"
    yield _accept(at("2021-10-15"), "STTTT", task)
    yield _progress(at("2022-02-21"), "STTTT", task, 40)
    yield _urge(at("2022-07-04"), "VPUBND", task)
    yield _done(at("2022-07-15"), "STTTT", task)
    yield _confirm(at("2022-07-20"), task)


def _of_the_prime_minister() -> Iterator[Act]:
    """Done in time, returned once, done again."""
    task = "2021-TTG-02"
    yield _accept(at("2021-10-14"), "SNV", task)
    yield _done(at("2022-03-14", 9), "SNV", task)
    yield _about(at("2022-03-16"), "VPUBND", "ReturnTask", task, reason=sample("Thiếu phụ lục"))
    yield _done(at("2022-03-22"), "SNV", task)
    yield _confirm(at("2022-03-25"), task)
    yield _about(at("2022-03-28"), "VPUBND", "ReopenTask", task, reason=sample("Xác nhận nhầm bản thảo"))
    yield _done(at("2022-03-29"), "SNV", task)
    yield _confirm(at("2022-03-30"), task)


def _of_the_committee() -> Iterator[Act]:
    """Asked about, divided, put off, done in time."""
    task = "2022-TB15-01"
    about = {"wanted": "clarification", "reason": sample("Có gồm thủ tục cấp xã không?")}
    yield _about(at("2022-02-16"), "SYT", "RequestTaskAdjustment", task, **about)
    yield _about(at("2022-02-18"), "VPUBND", "AnswerTaskRequest", task, answer=sample("Gồm cả ba cấp"))
    yield _accept(at("2022-02-21"), "SYT", task)
    part = {"part": "01", "title": sample("Rà soát tại thành phố Tam Kỳ"), "lead": "TAMKY", "coordinators": ["SYT"]}
    yield _about(at("2022-02-22"), "SYT", "DivideTask", task, **part, product="Báo cáo của Tam Kỳ")
    later = {"wanted": "due", "reason": sample("Chờ Bộ Y tế công bố"), "proposed_due": at("2022-06-15", 17).isoformat()}
    yield _about(at("2022-04-25"), "SYT", "RequestTaskAdjustment", task, **later)
    moment = at("2022-05-04", 10)
    moved = {"deadline": deadline(at("2022-06-15", 17), "Thông báo lùi hạn"), "reason": sample("Bộ chưa công bố")}
    yield _about(moment, "VPUBND", "AdjustTask", task, **moved, document=paper("TB-UBND", moment))
    yield _done(at("2022-05-12"), "TAMKY", f"{task}/01")
    yield _confirm(at("2022-05-13"), f"{task}/01")
    yield _done(at("2022-06-10"), "SYT", task)
    yield _confirm(at("2022-06-14"), task)


def _of_the_chairman() -> Iterator[Act]:
    """Never done: urged by both who track it, overdue to the end of the year."""
    task = "2022-CT03-01"
    yield _accept(at("2022-02-21", 9), "SGTVT", task)
    yield _urge(at("2022-09-05"), "SNV", task)
    yield _urge(at("2022-10-10"), "VPUBND", task)


def _of_the_steering_committee() -> Iterator[Act]:
    """Hội An declines; another takes it over. Who led before cannot report on it any more."""
    task = "2022-BCD-01"
    other = {"wanted": "other_lead", "reason": sample("Chưa đủ hạ tầng"), "proposed_lead": "DIENBAN"}
    yield _about(at("2022-02-28"), "HOIAN", "RequestTaskAdjustment", task, **other)
    moment = at("2022-03-10")
    moved = {"lead": "DIENBAN", "coordinators": ["HOIAN"], "reason": sample("Đúng thẩm quyền, đủ hạ tầng")}
    yield _about(moment, "VPUBND", "AdjustTask", task, **moved, document=paper("TB-UBND", moment))
    yield _about(at("2022-03-11"), "HOIAN", "AcceptTask", task, refused="NOT_LEAD")
    yield _accept(at("2022-03-14", 10), "DIENBAN", task)
    yield _done(at("2022-09-26"), "DIENBAN", task)
    yield _confirm(at("2022-09-28"), task)


def _of_the_plan() -> Iterator[Act]:
    """N1 was put off, N8 dropped in June; N4 is done late, N6 is still open at the end."""
    for item, agency, day in (
        ("N2", "SNV", "2022-11-25"),
        ("N3", "STP", "2022-09-20"),
        ("N4", "STTTT", "2022-09-19"),
        ("N5", "SKHCN", "2022-10-24"),
        ("N7", "SYT", "2022-07-25"),
        ("N1", "STC", "2022-09-27"),
        ("N9", "SNV", "2022-12-14"),
    ):
        task = f"plan-2022/{item}"
        if item != "N9":
            yield _accept(at("2022-01-10", 9), agency, task, HOME)
            yield _progress(at("2022-04-05"), agency, task, 30, HOME)
        yield _done(at(day), agency, task, HOME)
        yield _confirm(at(day, 15), task, HOME)
    yield _accept(at("2022-01-11", 9), "VPUBND", "plan-2022/N6", HOME)
    yield _progress(at("2022-10-05"), "VPUBND", "plan-2022/N6", 60, HOME)
    yield _urge(at("2022-09-08"), "SNV", "plan-2022/N4", HOME)
    yield _done(at("2022-05-20"), "STTTT", "meeting-2022/Q1/01", HOME)
    yield _confirm(at("2022-05-23"), "meeting-2022/Q1/01", HOME)


def _reports() -> Iterator[Act]:
    """Tổng hợp mỗi nửa năm (Điều 13 khoản 2, Điều 14 khoản 1)."""
    for moment, period, since in (
        (at("2022-01-05"), "2021", "2021-10-01"),
        (at("2022-07-11"), "H1", "2022-01-01"),
        (at("2022-12-30"), "H2", "2022-07-01"),
    ):
        year = since[:4] if period != "2021" else "2021"
        told = {"year": int(year), "period": period, "since": since, "assessment": sample("Nhìn chung đúng tiến độ")}
        yield act(moment, "SNV", "ReportReformTasks", **told, signing=signing("BC-SNV"))
        for hour, clause in enumerate(("QC-14.1-3", "QC-14.1-4"), 9):
            mine = {"clause": clause, **told, "signing": signing("BC-VPUBND")}
            yield act(moment.replace(hour=hour), "VPUBND", "ReportAssignedTasks", **mine)
