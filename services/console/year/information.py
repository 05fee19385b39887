"""Thông tin Sở Nội vụ cung cấp hằng quý, quy định mới các sở chia sẻ, ai đã đọc (Điều 7, Điều 12) (DỮ LIỆU MẪU)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from services.console.year.cast import ALL, SILENT, manners
from services.console.year.scene import FIELDS, Act, Data, act, at, sample, sha256
from shared.regulation.agencies import service_of

QUARTERS = {"2021-Q4": at("2022-01-06"), "2022-Q1": at("2022-04-06"), "2022-Q2": at("2022-07-08")}
RULE = "information/2022/SYT-01"


def scene() -> Iterator[Act]:
    for number, (quarter, moment) in enumerate(QUARTERS.items(), 1):
        name = f"information/2022/SNV-0{number}"
        told = {"sort": "result", "title": sample(f"Kết quả thực hiện kế hoạch quý {quarter}")}
        yield _share(moment, "SNV", name, **told, files=[_file("SNV", moment)])
        for hour, agency in enumerate(FIELDS[:3], 9):
            yield _confirm(moment.replace(day=moment.day + 1, hour=hour), agency, name)
    yield from _new_rule()
    yield from _mistake()


def _file(agency: str, moment: datetime, effective: str | None = None) -> Data:
    return {
        "number": f"MẪU-{moment:%d%m}/BC-{agency}",
        "issuer": sample("Cơ quan mẫu"),
        "issued": moment.date().isoformat(),
        "title": sample("Tài liệu kèm theo"),
        "sha256": sha256(agency, moment.isoformat()),
        "effective": effective,
    }


def _share(moment: datetime, agency: str, information: str, **told: Any) -> Act:
    return act(moment, agency, "ShareInformation", agency=agency, information=information, **told)


def _confirm(moment: datetime, agency: str, information: str) -> Act:
    to = service_of(agency) or "noi_vu"
    return act(moment, agency, "ConfirmReading", agency=agency, information=information, to=to)


def _new_rule() -> Iterator[Act]:
    """A new legal rule to every other agency; some never say that they have read it (Điều 12 khoản 1)."""
    moment = at("2022-02-22")
    others = [each for each in ALL if each != "SYT"]
    told = {"sort": "legal_rule", "title": sample("Quy định mới về thủ tục lĩnh vực y tế"), "recipients": others}
    yield _share(moment, "SYT", RULE, **told, files=[_file("SYT", moment, "2022-04-01")])
    how = manners("đọc thông tin")
    for number, agency in enumerate(each for each in others if how[each] != SILENT):
        yield _confirm(at("2022-02-23", 8 + number % 8, 5), agency, RULE)
    moment = at("2022-09-06")
    told = {"sort": "legal_rule", "title": sample("Quy định mới về kiểm tra văn bản"), "recipients": list(FIELDS[1:])}
    yield _share(moment, "STP", "information/2022/STP-01", **told, files=[_file("STP", moment, "2022-11-01")])


def _mistake() -> Iterator[Act]:
    """Corrected, then withdrawn; what is withdrawn cannot be confirmed."""
    name, moment = "information/2022/STC-01", at("2022-08-02")
    told = {"sort": "status", "title": sample("Tiến độ giải ngân"), "files": [_file("STC", moment)]}
    yield _share(moment, "STC", name, **told)
    corrected = {"title": sample("Bản đính chính"), "summary": sample("Sửa số liệu trang 3")}
    files = [_file("STC", at("2022-08-04"))]
    about = {"agency": "STC", "information": name}
    yield act(at("2022-08-04"), "STC", "CorrectInformation", **about, **corrected, files=files)
    yield act(at("2022-08-08", 9), "STC", "WithdrawInformation", **about, reason=sample("Số liệu chưa được duyệt"))
    late = {"agency": "SNV", "information": name}
    yield act(at("2022-08-09"), "SNV", "ConfirmReading", **late, refused="INFORMATION_WITHDRAWN")
