"""Các bước của một kế hoạch (Điều 6, Điều 13 khoản 1): đến đâu rồi, ai đã trả lời, ai im lặng?"""

from __future__ import annotations

from datetime import datetime

from services.portal import formats, wording
from services.portal.desk import Row
from services.portal.pages import plan_drafts as drafts

STAGES = ("Đề nghị", "Đề xuất", "Tổng hợp", "Lấy ý kiến", "Góp ý", "Trình", "Ban hành", "Điều chỉnh")


def state_of(row: Row, now: datetime) -> str:
    """The state of a plan at a moment: what waits for an answer until a deadline is told from what is past it."""
    if row["state"] == "called":
        due = formats.read_moment(row["call"]["due"])
        return "called" if due is None or now < due else "closing"
    if row["state"] == "drafted" and row["consultation"]:
        due = formats.read_moment(row["consultation"]["due"])
        return "consulting" if due is None or now < due else "consulted"
    state: str = row["state"]
    return state


def asked_of(row: Row, now: datetime) -> Row:
    """Who was asked for priorities, and what each has answered: proposed, nothing, late, silent, still has time."""
    answered = {agency: each for agency, each in row["proposals"].items() if not each["withdrawn"]}
    agencies = list(dict.fromkeys([*row["coordinators"], *row["proposals"]]))
    due = formats.read_moment(row["call"]["due"] if row["call"] else None)
    missing = [each for each in agencies if each not in answered]
    passed = due is not None and due <= now
    return {
        "agencies": agencies,
        "answered": [each for each in agencies if each in answered],
        "late": [each for each, told in answered.items() if told["late"]],
        "silent": missing if passed else [],
        "waiting": [] if passed or row["state"] != "called" else missing,
    }


def stages(row: Row, versions: list[Row], now: datetime) -> list[Row]:
    """The eight steps of a plan: done, now, or still to come, with what is known of each."""
    happened: dict[str, Row] = {}
    for step in row["steps"]:
        happened[step["what"]] = step
    asked, state = asked_of(row, now), state_of(row, now)
    consulted = [each for each in versions if each["consultation"] and not each["adjustment"]]
    last = drafts.matrix(consulted[-1]) if consulted else None
    answered = len(asked["answered"])
    adjusting = row["drafted_adjustment"] is not None
    words = (
        formats.day(happened["called"]["recorded"]) if "called" in happened else "",
        f"{answered} trên {len(asked['agencies'])} cơ quan" if asked["agencies"] else "",
        f"dự thảo lần {versions[0]['version']}" if versions else "",
        f"dự thảo lần {last.version}" if last else "",
        f"{len(last.answered)} trên {len(last.agencies)} cơ quan" if last else "",
        formats.day(happened["submitted"]["recorded"]) if "submitted" in happened else "",
        wording.document(row["issued"]["document"]) if row["issued"] else "",
        f"đang dự thảo lần {row['drafted_adjustment']}" if adjusting else f"{len(row['adjustments'])} lần",
    )
    issued = row["issued"] is not None
    done = (
        "called" in happened or bool(versions),
        bool(versions),
        bool(versions),
        bool(consulted) or issued,
        state in {"consulted", "submitted"} or issued,
        state == "submitted" or issued,
        issued,
        bool(row["adjustments"]) and not adjusting,
    )
    found: list[Row] = []
    current = next((place for place, each in enumerate(done) if not each), len(done))
    if row["state"] == "cancelled" or (issued and not adjusting and current == len(done) - 1):
        current = len(done)  # nothing is being done
    elif state == "submitted" and not issued:
        current = 5
    for place, (name, said, finished) in enumerate(zip(STAGES, words, done, strict=True)):
        step = "now" if place == current else "done" if finished else "next"
        found.append({"name": name, "words": said if finished or place == current else "", "state": step})
    return found
