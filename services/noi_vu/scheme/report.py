"""Báo cáo thẩm định đề án: tổng hợp ý kiến, nêu ai im lặng, xử lý từng ý kiến (Điều 9 khoản 1; †). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from shared.regulation.faults import Fault, Sentences
from shared.regulation.windows import parse_moment, spoken_moment

SENTENCES = Sentences(
    OPINIONS_OUTSTANDING="{owner} chưa cho ý kiến theo {node} và chưa hết hạn ({due}); chờ, hoặc lập báo cáo sau hạn.",
    UNKNOWN_OPINION="Không có ý kiến nào theo {node} để xử lý.",
    TREATMENT_MISSING="{owner} có ý kiến phải xử lý theo {node}: nêu tiếp thu hay không.",
    REASON_MISSING="Không tiếp thu toàn bộ ý kiến theo {node} thì phải nêu lý do.",
)
_say = SENTENCES.fault

Requests = Mapping[str, Mapping[str, Any]]


def report_faults(requests: Requests, treatments: Sequence[Mapping[str, Any]], now: datetime) -> Iterator[Fault]:
    """Why the report cannot be made: somebody may still answer, or an answer was passed over."""
    treated = {each["clause"]: each for each in treatments}
    for clause, asked in requests.items():
        due = parse_moment(asked["due"])
        if asked["given"] is None and now < due:
            yield _say("OPINIONS_OUTSTANDING", clause, owner=asked["owner"], due=spoken_moment(due))
        if wants_treatment(asked) and clause not in treated:
            yield _say("TREATMENT_MISSING", clause, owner=asked["owner"])
    for clause, each in treated.items():
        if clause not in requests or requests[clause]["given"] is None:
            yield _say("UNKNOWN_OPINION", clause)
        if each["treatment"] != "accepted" and not each["reason"]:
            yield _say("REASON_MISSING", clause)


def wants_treatment(asked: Mapping[str, Any]) -> bool:
    """True when the one asked said more than that it agrees, or that it has no opinion."""
    given = asked["given"]
    if given is None:
        return False
    said = [each for each in given["opinions"] if each["verdict"] in {"agree_with_changes", "disagree"}]
    return bool(said or given["remarks"] or any(each["conditions"] for each in given["opinions"]))


def summarised(requests: Requests, treatments: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """One row per clause, in the order in which they were asked; silence is a row too."""
    treated = {each["clause"]: each for each in treatments}
    return [
        {
            "clause": clause,
            "owner": asked["owner"],
            "answered": asked["given"] is not None,
            "opinions": asked["given"]["opinions"] if asked["given"] else [],
            "conflict_of_interest": asked["conflict_of_interest"],
            "late": bool(asked["given"] and asked["given"]["late"]),
            "treatment": treated[clause]["treatment"] if clause in treated else None,
            "reason": treated[clause]["reason"] if clause in treated else None,
        }
        for clause, asked in requests.items()
    ]
