"""Cơ quan thẩm định mẫu kết luận gì (DỮ LIỆU MẪU): công nhận, điều chỉnh có lý do; giải trình; thẩm định lại.

Judged from what was asked (``AppraisalRequested``) and answered, as it stands in the ledgers, and drawn like
everything else that looks like chance (Điều 10 khoản 2 điểm b, Điều 13–18; explanation is product design †).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from services.console.rehearsal.declared import draw
from services.console.rehearsal.plan import SAMPLE
from shared.regulation.notation import plain

REASONS = (
    "Tài liệu kiểm chứng chưa thể hiện đủ nội dung của tiêu chí",
    "Văn bản ban hành sau thời hạn quy định của tiêu chí",
    "Số liệu chưa khớp với hệ thống theo dõi của cơ quan thẩm định",
    "Tài liệu dẫn chiếu thuộc nội dung của năm trước",
)


def verdicts(agency_id: str, entries: Iterable[dict[str, Any]], *, request: int) -> list[dict[str, Any]]:
    """A verdict on each leaf that was asked for. What is asked again after a correction is recognised."""
    return [_verdict(agency_id, entry, first=request == 1) for entry in entries]


def _verdict(agency_id: str, entry: dict[str, Any], *, first: bool) -> dict[str, Any]:
    code, own = entry["criterion"], entry["self_score"]
    recognised = {"criterion": code, "verdict": "recognised", "score": own, "reason": None}
    if not first:
        return recognised
    chance = draw(1000, agency_id, code, "thẩm định")
    if own is None:
        words = "Sổ theo dõi cho thấy trong năm có phát sinh, không thuộc trường hợp không áp dụng"
        return _adjusted(code, Decimal(0), words) if chance < 300 else recognised
    score, step, maximum = Decimal(own), Decimal(entry["step"]), Decimal(entry["maximum"])
    if entry["kind"] == "deduction":
        words = "Có vi phạm mà cơ quan chưa khai"
        return _adjusted(code, score - step, words) if chance < 25 and score - step >= maximum else recognised
    if not entry["evidence"] and score >= step and chance < 700:
        return _adjusted(code, score - step, "Không có tài liệu kiểm chứng kèm theo")
    if chance < 90 and score >= step:
        less = 2 * step if chance < 20 and score >= 2 * step else step
        return _adjusted(code, score - less, REASONS[chance % len(REASONS)])
    if chance >= 990 and score + step <= maximum:
        return _adjusted(code, score + step, "Cơ quan chấm thấp hơn mức đạt được theo tài liệu kiểm chứng")
    return recognised


def _adjusted(code: str, score: Decimal, words: str) -> dict[str, Any]:
    return {"criterion": code, "verdict": "adjusted", "score": plain(score), "reason": f"{words} {SAMPLE}."}


def explanations(agency_id: str, appraised: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The agency contests about half of what was adjusted downwards."""
    return [
        {
            "criterion": verdict["criterion"],
            "text": f"Đề nghị xem xét lại: nội dung đã thực hiện, có tài liệu bổ sung kèm theo {SAMPLE}.",
            "evidence": [_more_evidence(agency_id, verdict["criterion"])],
        }
        for verdict in appraised
        if _lowered(verdict) and draw(100, agency_id, verdict["criterion"], "giải trình") < 50
    ]


def _lowered(verdict: dict[str, Any]) -> bool:
    own, score = verdict["self_score"], verdict["score"]
    return verdict["verdict"] == "adjusted" and (own is None or Decimal(score) < Decimal(own))


def _more_evidence(agency_id: str, code: str) -> dict[str, Any]:
    return {
        "number": f"MẪU-{1 + draw(899, agency_id, code, 'bổ sung')}/GT-{agency_id}",
        "issuer": f"{agency_id} {SAMPLE}",
        "issued": "2021-12-28",
        "pages": "Trang 1",
        "sha256": hashlib.sha256(f"dữ liệu mẫu/bổ sung/{agency_id}/{code}".encode()).hexdigest(),
        "title": f"Tài liệu bổ sung khi giải trình tiêu chí {code} {SAMPLE}",
    }


def second_verdicts(
    agency_id: str, explained: Iterable[dict[str, Any]], appraised: dict[str, dict[str, Any]]
) -> list[dict[str, Any]]:
    """Some explanations convince, and the self-score is given back; the rest is maintained."""
    return [_second(agency_id, each["criterion"], appraised[each["criterion"]]) for each in explained]


def _second(agency_id: str, code: str, before: dict[str, Any]) -> dict[str, Any]:
    own = before["self_score"]
    if own is not None and draw(100, agency_id, code, "thẩm định lại") < 45:
        return _adjusted(code, Decimal(own), "Tài liệu bổ sung đã chứng minh kết quả")
    words = f"Tài liệu bổ sung chưa làm thay đổi kết luận {SAMPLE}."
    return {"criterion": code, "verdict": "maintained", "score": before["score"], "reason": words}
