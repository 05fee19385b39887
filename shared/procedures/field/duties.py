"""Lĩnh vực mình còn chờ ai: số liệu chưa có, việc chưa khắc phục, báo cáo chưa gửi (Điều 10 khoản 2, Điều 13–18)."""

from __future__ import annotations

from schemas.field_report import FieldFiguresRequested, FieldFiguresSupplied, FieldReported
from schemas.field_work import FieldChecked, RemedyReported
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees


class FieldWork(View):
    """Cơ quan mình còn phải báo cáo gì, còn chờ ai cung cấp số liệu, khắc phục?

    Rows: ``report/2022/iso``, ``figures/SL-01/SYT``, ``remedy/KTLV-01/1``; a row goes when it is done. Only own facts
    open a row: what other leads wait for is theirs.
    """

    name = "field_work"

    @sees("FieldReportDueNoted")
    def report_asked(self, fact: Fact) -> None:
        _, period, content = fact.subject.split("/")
        row = {"work": "report", "period": period, "content": content, "due": fact.data["due"]}
        self.rows[f"report/{period}/{content}"] = {**row, "since": fact.time.isoformat()}

    @sees(FieldReported)
    def reported(self, fact: Fact) -> None:
        if _own(fact):
            self.rows.pop(f"report/{fact.data['period']}/{fact.data['content']}", None)

    @sees(FieldFiguresRequested)
    def figures_asked(self, fact: Fact) -> None:
        if _own(fact):
            told = ("request", "content", "period", "title", "due")
            row = {"work": "figures", **{name: fact.data[name] for name in told}, "since": fact.time.isoformat()}
            for agency in fact.data["coordinators"]:
                self.rows[f"figures/{fact.data['request']}/{agency}"] = {**row, "agency": agency}

    @sees(FieldFiguresSupplied)
    def figures_supplied(self, fact: Fact) -> None:
        if _own(fact):
            self.rows.pop(f"figures/{fact.data['request']}/{fact.data['agency']}", None)

    @sees(FieldChecked)
    def checked(self, fact: Fact) -> None:
        if not _own(fact):
            return
        check = fact.data["check"]
        for key in [key for key in self.rows if key.startswith(f"remedy/{check}/")]:
            del self.rows[key]
        row = {"work": "remedy", "check": check, "content": fact.data["content"], "agency": fact.data["agency"]}
        for each in fact.data["remedies"]:
            due = each["deadline"]["due"] if each["deadline"] else None
            told = {**row, "number": each["number"], "due": due, "since": fact.time.isoformat()}
            self.rows[f"remedy/{check}/{each['number']}"] = told

    @sees(RemedyReported)
    def remedied(self, fact: Fact) -> None:
        if _own(fact):
            self.rows.pop(f"remedy/{fact.data['check']}/{fact.data['number']}", None)


def _own(fact: Fact) -> bool:
    """Codes of requests and checks are each department's own."""
    return fact.received is None
