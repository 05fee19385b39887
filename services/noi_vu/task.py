"""Sở Nội vụ theo dõi, tổng hợp kết quả các nhiệm vụ cải cách hành chính, ai giữ sổ cũng vậy (Điều 13 khoản 2)."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.task_result import ReportReformTasks
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record
from shared.mechanism.taking import takes
from shared.procedures.task.tracking import report_tasks

# What is taken


@takes(ReportReformTasks)
def report(message: Message, ledger: Ledger) -> Iterator[Record]:
    yield from report_tasks(
        message,
        ledger,
        clause="QC-13.2-1",
        name="reform",
        title="Báo cáo kết quả các nhiệm vụ cải cách hành chính",
        covers=lambda task: task.reform,
    )
