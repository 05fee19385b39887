"""Rà soát, kiến nghị sửa đổi: của lĩnh vực, của sở khác đi thẳng, và lên trung ương (Điều 7, 19) (DỮ LIỆU MẪU)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from services.console.year.scene import Act, Data, act, at, decision, paper, sample

OFFICE = "vp_ubnd"
"""Điều 19 khoản 2: cơ quan không có dịch vụ kiến nghị thẳng UBND tỉnh, không qua Sở Nội vụ."""


def scene() -> Iterator[Act]:
    yield _review(at("2022-03-15"), "STP", "amend")
    yield _propose(at("2022-03-22"), "STP", 1, review="review/2022/STP-01")
    yield decision(at("2022-04-04"), "amendment/2022/STP-01")
    yield _review(at("2022-05-25"), "SYT", "replace")
    yield _propose(at("2022-06-02"), "SYT", 1, review="review/2022/SYT-01")
    yield decision(at("2022-06-20"), "amendment/2022/SYT-01", approved=False, reason="Chưa đủ căn cứ")
    central = {"level": "central", "competent": "Bộ Giao thông vận tải"}
    yield _propose(at("2022-07-04", 9), "SGTVT", 1, **central)
    yield _propose(at("2022-07-05"), "SGTVT", 2, **central)
    answer = {"outcome": "partly_accepted", "answer": sample("Văn bản trả lời của Bộ")}
    yield _about(at("2022-10-17"), "DisposeAmendment", "amendment/2022/SGTVT-01", **answer)
    yield _about(at("2022-07-18"), "WithdrawAmendment", "amendment/2022/SGTVT-02", reason=sample("Trùng kiến nghị 01"))
    yield _review(at("2022-11-14"), "STP", "suitable", number=2)
    yield _propose(at("2022-11-15", 9), "STP", 2, review="review/2022/STP-02", refused="RULE_SUITABLE")


def _rule(agency: str) -> Data:
    return {
        "number": f"MẪU/2018/{agency}",
        "issuer": "UBND tỉnh",
        "issued": "2018-10-10",
        "title": sample("Quy định về tiếp nhận hồ sơ"),
    }


def _to(agency: str) -> str:
    return "tu_phap" if agency == "STP" else OFFICE


def _review(moment: datetime, agency: str, finding: str, number: int = 1) -> Act:
    told = {"review": f"review/2022/{agency}-0{number}", "rule": _rule(agency), "finding": finding}
    words = sample("Kết quả rà soát")
    return act(moment, agency, "ReviewRule", agency=agency, **told, reasons=words, to=_to(agency))


def _propose(moment: datetime, agency: str, number: int, *, refused: str = "", **more: Any) -> Act:
    told = {
        "agency": agency,
        "amendment": f"amendment/2022/{agency}-0{number}",
        "rule": _rule(agency),
        "title": sample("Sửa thời hạn giải quyết"),
        "proposal": sample("Rút từ 7 xuống 5 ngày làm việc"),
        "grounds": sample("Quy định mới của trung ương"),
        "level": "province",
        "coordinators": ["VPUBND"],
        "mode": "written_opinion",
        "document": paper(f"TTr-{agency}", moment),
        **more,
    }
    return act(moment, agency, "ProposeAmendment", **told, to=_to(agency), refused=refused)


def _about(moment: datetime, command: str, amendment: str, **data: Any) -> Act:
    agency = "SGTVT"
    return act(moment, agency, command, agency=agency, amendment=amendment, **data, to=OFFICE)
