"""Bốn đề án: được duyệt sau một lần trả lại; được duyệt; đã rút; chưa đủ điều kiện (Điều 9) (DỮ LIỆU MẪU)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from services.console.year.scene import Act, Data, act, at, deadline, decision, paper, sample, sha256, signing

OWNERS = {"QC-9.2": "VPUBND", "QC-9.3": "STTTT", "QC-9.4": "SKHCN", "QC-9.5-1": "STC"}
WHOLE = ("administrative_procedures", "one_stop", "information_technology", "iso")


def scene() -> Iterator[Act]:
    yield from _of_health()
    yield from _of_tam_ky()
    yield from _of_hoi_an()
    yield from _of_agriculture()


class Scheme:
    """Một đề án của một cơ quan: its commands all name the year and code that it was received under."""

    def __init__(self, year: int, code: str, agency: str, title: str) -> None:
        self.key = {"year": year, "code": code}
        self.matter = f"{year}/{code}"
        self.agency = agency
        self.title = sample(title)

    def proposal(self, *contents: str, funding: str | None = None) -> Data:
        files = [{"name": "Dự thảo đề án", "sha256": sha256(self.matter, self.agency)}]
        told = {"kind": "scheme", "title": self.title, "contents": list(contents), "funding": funding, "files": files}
        return {"proposal": told}

    def by_agency(self, moment: datetime, command: str, /, *, sort: Any = "", **data: Any) -> Act:
        own = {"document": paper(f"{sort}-{self.agency}", moment)} if sort else {}
        key = {} if command == "SubmitScheme" else self.key
        return act(moment, self.agency, command, **key, agency=self.agency, **own, **data)

    def by_standing(self, moment: datetime, command: str, sort: str, /, **data: Any) -> Act:
        paper_of = {"signing": signing(sort)} if sort else {}
        return act(moment, "SNV", command, **self.key, **paper_of, **data)

    def accept(self, moment: datetime, due: datetime, *contents: str) -> Act:
        by = deadline(due, "Văn bản lấy ý kiến của Sở Nội vụ")
        return self.by_standing(moment, "AcceptScheme", "SNV-CCHC", contents=list(contents), deadline=by)

    def opinion(self, moment: datetime, clause: str, *opinions: Data, command: str = "GiveSchemeOpinion") -> Act:
        owner = OWNERS[clause]
        again = {"reason": sample("Rà soát lại")} if command == "AmendSchemeOpinion" else {}
        told = {"clause": clause, "opinions": list(opinions), "signing": signing(f"TĐ-{owner}"), **again}
        return act(moment, owner, command, **self.key, **told)

    def conclude(self, moment: datetime, conclusion: str, *treatments: Data) -> Act:
        told = {"treatments": list(treatments), "conclusion": conclusion, "summary": sample("Kết quả thẩm định")}
        return self.by_standing(moment, "ConcludeSchemeAppraisal", "BC-SNV", **told)

    def forward(self, moment: datetime) -> Act:
        return self.by_standing(moment, "ForwardScheme", "TTr-SNV")

    def fund(self, moment: datetime, amount: str, year: int, refused: str = "") -> Act:
        told = {"amount": amount, "fund": sample("Sự nghiệp kinh tế"), "budget_year": year}
        paper_of = signing("TTr-STC")
        return act(moment, "STC", "SubmitSchemeFunding", **self.key, **told, signing=paper_of, refused=refused)


def _agree(content: str) -> Data:
    return {"content": content, "verdict": "agree", "reason": None, "conditions": []}


def _with_conditions(content: str) -> Data:
    words = {"reason": sample("Thiếu phương án dự phòng"), "conditions": [sample("Có bản sao lưu")]}
    return {"content": content, "verdict": "agree_with_changes", **words}


def _of_health() -> Iterator[Act]:
    """Supplemented, one owner is silent, returned by UBND, brought again, approved."""
    one = Scheme(2021, "DA-01", "SYT", "Đề án một cửa điện tử ngành y tế")
    yield one.by_agency(at("2021-10-12"), "SubmitScheme", sort="TTr", **one.proposal(*WHOLE[1:], funding="1500000000"))
    missing = {
        "missing": [sample("Dự toán chi tiết")],
        "deadline": deadline(at("2021-10-22", 0), "Sở Nội vụ đặt"),
    }
    yield one.by_standing(at("2021-10-14"), "RequestSchemeSupplement", "SNV-CCHC", **missing)
    supplied = one.proposal(*WHOLE[1:], funding="1500000000")
    yield one.by_agency(at("2021-10-20"), "SupplementScheme", sort="CV", **supplied)
    yield one.accept(at("2021-10-22", 9), at("2021-11-12", 0), "administrative_procedures")
    ask = {"clause": "QC-9.3", "question": sample("Phần mềm nối với trục nào?"), "deadline": None}
    yield act(at("2021-10-27"), "STTTT", "RequestSchemeClarification", **one.key, **ask)
    told = {"clause": "QC-9.3", "number": 1, "answer": sample("Trục của tỉnh"), "files": []}
    yield one.by_agency(at("2021-10-29"), "AnswerSchemeClarification", **told)
    yield one.opinion(at("2021-11-02"), "QC-9.2", _agree("administrative_procedures"), _agree("one_stop"))
    yield one.opinion(at("2021-11-03"), "QC-9.3", _agree("information_technology"))
    amended = _with_conditions("information_technology")
    yield one.opinion(at("2021-11-05"), "QC-9.3", amended, command="AmendSchemeOpinion")
    yield one.opinion(at("2021-11-15", 9), "QC-9.5-1", _agree("public_finance"))
    accepted = {"clause": "QC-9.3", "treatment": "accepted", "reason": None}
    yield one.conclude(at("2021-11-19"), "eligible_with_changes", accepted)
    yield one.fund(at("2021-11-22"), "1200000000", 2022)
    yield one.forward(at("2021-11-23"))
    yield decision(at("2021-12-02"), f"scheme/{one.matter}", approved=False, reason="Làm rõ lộ trình")
    yield decision(at("2021-12-03"), f"scheme_funding/{one.matter}", approved=False, reason="Xem lại nguồn")
    again = one.proposal("iso", funding="1200000000")
    words = sample("Đã tiếp thu toàn bộ")
    yield one.by_agency(at("2021-12-15", 9), "ResubmitScheme", sort="TTr", explanation=words, **again)
    yield one.accept(at("2021-12-16"), at("2022-01-07", 0))
    yield one.opinion(at("2021-12-24"), "QC-9.4", _agree("iso"))
    yield one.opinion(at("2021-12-27"), "QC-9.5-1", _agree("public_finance"))
    yield one.fund(at("2021-12-28"), "1100000000", 2022)
    yield one.conclude(at("2021-12-29"), "eligible")
    yield one.forward(at("2021-12-30", 9))
    yield decision(at("2022-01-12"), f"scheme/{one.matter}")
    yield decision(at("2022-01-13"), f"scheme_funding/{one.matter}")
    yield one.fund(at("2022-01-14"), "1000000000", 2022, refused="MATTER_DECIDED")


def _of_tam_ky() -> Iterator[Act]:
    """All four answer, one of them after an extension; approved at once."""
    one = Scheme(2022, "DA-01", "TAMKY", "Đề án thành phố thông minh, phần dịch vụ công")
    yield one.by_agency(at("2022-03-07"), "SubmitScheme", sort="TTr", **one.proposal(*WHOLE, funding="4500000000"))
    yield one.accept(at("2022-03-10"), at("2022-03-31", 0))
    yield one.opinion(at("2022-03-21"), "QC-9.4", _agree("iso"))
    yield one.opinion(at("2022-03-23"), "QC-9.2", _agree("administrative_procedures"), _agree("one_stop"))
    later = {"deadline": deadline(at("2022-04-08", 0), "Công văn gia hạn"), "reason": sample("Xin thêm ngày")}
    yield one.by_standing(at("2022-03-28"), "ExtendSchemeDeadline", "", **later)
    yield one.opinion(at("2022-04-05"), "QC-9.3", _agree("information_technology"))
    yield one.opinion(at("2022-04-06"), "QC-9.5-1", _agree("public_finance"))
    yield one.fund(at("2022-04-07"), "4000000000", 2022)
    yield one.conclude(at("2022-04-12"), "eligible")
    yield one.forward(at("2022-04-13"))
    yield decision(at("2022-04-22"), f"scheme/{one.matter}")
    yield decision(at("2022-04-22", 9), f"scheme_funding/{one.matter}")


def _of_hoi_an() -> Iterator[Act]:
    """Withdrawn while opinions were awaited."""
    one = Scheme(2022, "DA-02", "HOIAN", "Đề án tiếp nhận hồ sơ tại nhà")
    yield one.by_agency(at("2022-05-09"), "SubmitScheme", sort="TTr", **one.proposal("one_stop", "iso"))
    yield one.accept(at("2022-05-11"), at("2022-05-31", 0))
    yield one.opinion(at("2022-05-18"), "QC-9.2", _agree("one_stop"))
    yield one.by_agency(at("2022-05-23"), "WithdrawScheme", reason=sample("Gộp vào đề án của tỉnh"))
    yield act(
        at("2022-05-24"),
        "SKHCN",
        "GiveSchemeOpinion",
        **one.key,
        clause="QC-9.4",
        opinions=[_agree("iso")],
        signing=signing("TĐ-SKHCN"),
        refused="SCHEME_WITHDRAWN",
    )


def _of_agriculture() -> Iterator[Act]:
    """Found incomplete by the appraisal; the agency has not come back with it this year."""
    one = Scheme(2022, "DA-03", "SNNPTNT", "Đề án số hóa hồ sơ lĩnh vực nông nghiệp")
    yield one.by_agency(at("2022-09-12"), "SubmitScheme", sort="TTr", **one.proposal("information_technology"))
    yield one.accept(at("2022-09-14"), at("2022-10-05", 0))
    words = {"reason": sample("Chưa có kiến trúc hệ thống"), "conditions": []}
    no = {"content": "information_technology", "verdict": "disagree", **words}
    yield one.opinion(at("2022-09-30"), "QC-9.3", no)
    treated = {"clause": "QC-9.3", "treatment": "accepted", "reason": None}
    yield one.conclude(at("2022-10-10"), "incomplete", treated)
