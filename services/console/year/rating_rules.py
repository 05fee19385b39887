"""Quy chế đánh giá, xếp hạng: hỏi mọi cơ quan, bị trả lại, ban hành trước đợt (Điều 10 khoản 2) (DỮ LIỆU MẪU)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from services.console.rehearsal.declared import draw
from services.console.year.cast import ALL, LATE, SILENT, manners
from services.console.year.scene import Act, Data, act, at, deadline, decision, sample, signing

RULES = "rating_rules/2021"


def scene() -> Iterator[Act]:
    due = at("2021-10-19", 0)
    others = [each for each in ALL if each != "SNV"]
    yield _circulate(at("2021-10-05", 9), due, others)
    how = manners("góp ý quy chế đánh giá", tuple(others))
    for agency in others:
        if how[agency] != SILENT:
            days = 1 if how[agency] == LATE else -(1 + draw(12, agency, "góp ý"))
            yield _comment(due + timedelta(days=days, hours=10), agency)
    yield _submit(at("2021-10-21"))
    yield decision(at("2021-10-25", 15), RULES, approved=False, reason="Làm rõ mức điểm trừ")
    yield _circulate(at("2021-10-26", 9), at("2021-10-29", 0), ["VPUBND", "STP"])
    yield _comment(at("2021-10-27"), "VPUBND")
    yield _submit(at("2021-10-29"))
    yield decision(at("2021-10-30"), RULES)


def _circulate(moment: datetime, due: datetime, agencies: list[str]) -> Act:
    told = {
        "rules": RULES,
        "title": sample("Quy chế đánh giá, xếp hạng kết quả cải cách hành chính"),
        "content": sample("Khối, bộ tiêu chí, các bước, mức xếp loại"),
        "agencies": agencies,
        "mode": "written_opinion",
        "deadline": deadline(due, "Công văn lấy ý kiến"),
        "sample": True,
    }
    return act(moment, "SNV", "CirculateRatingRules", **told)


def _comment(moment: datetime, agency: str) -> Act:
    told: Data = {"rules": RULES, "agency": agency, "opinion": "agree", "comment": None}
    if draw(100, agency, "ý kiến") < 20:
        told |= {"opinion": "agree_with_changes", "comment": sample("Làm rõ mức điểm trừ")}
    return act(moment, agency, "CommentOnRatingRules", **told)


def _submit(moment: datetime) -> Act:
    told = {"rules": RULES, "valid_from": "2021-11-01", "signing": signing("TTr-SNV")}
    return act(moment, "SNV", "SubmitRatingRules", **told)
