"""Chữ cho người đọc: tên việc, tên cơ quan, tên bước, tên trạng thái. Code words never reach a page alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import schemas
from services.portal import formats
from shared.regulation import duties
from shared.regulation.agencies import BLOCKS, UnknownAgency, agency_of
from shared.regulation.competences import COMPETENCES, IN_FORCE
from shared.regulation.criteria import Node
from shared.regulation.organisation import BASELINE, Organisation

PORTAL = "portal"
API_TITLE = "Điều phối cải cách hành chính: số liệu công khai"
DEPARTMENTS = ("noi_vu", "tu_phap", "tai_chinh", "tt_tt", "kh_cn", "vp_ubnd")

FACTS = {
    "CriteriaSetAdopted": "Ban hành bộ tiêu chí",
    "RoundOpened": "Mở đợt đánh giá",
    "WindowExtended": "Gia hạn",
    "AssessmentSubmitted": "Nộp bản tự chấm điểm",
    "AssessmentWithdrawn": "Rút bản tự chấm điểm",
    "AssessmentDeclaredMissing": "Kết luận không nộp bản tự chấm",
    "CorrectionRequested": "Đề nghị sửa điểm đã nộp",
    "CorrectionDecided": "Trả lời đề nghị sửa điểm",
    "AppraisalRequested": "Yêu cầu thẩm định",
    "CriterionAppraised": "Thẩm định một tiêu chí",
    "AppraisalCompleted": "Thẩm định xong",
    "CriteriaExplained": "Giải trình",
    "ReappraisalRequested": "Yêu cầu thẩm định lại",
    "CriterionReappraised": "Thẩm định lại một tiêu chí",
    "ReappraisalCompleted": "Thẩm định lại xong",
    "SurveyScored": "Điểm điều tra xã hội học",
    "IndexDetermined": "Xác định Chỉ số",
    "RankingProposed": "Đề xuất xếp hạng",
    "ResultsSubmitted": "Trình UBND tỉnh",
    "ResultsDecided": "Quyết định kết quả",
    "ResultsPublished": "Công bố kết quả",
    "ResultCorrectionProposed": "Đề xuất đính chính",
    "ResultCorrectionDecided": "Quyết định đính chính",
    "ResultsCorrected": "Đính chính kết quả",
    "ReminderIssued": "Đôn đốc trước hạn",
    "WorkOverdue": "Lập danh sách quá hạn",
}
STEPS = {
    "declared": "Khai số liệu",
    "self_scored": "Tự chấm điểm",
    "computed": "Tính từ số liệu đã khai",
    "withdrawn": "Rút bản tự chấm",
    "correction_requested": "Đề nghị sửa",
    "correction_decided": "Trả lời đề nghị sửa",
    "survey_scored": "Điều tra xã hội học",
    "appraised": "Thẩm định",
    "explained": "Giải trình",
    "reappraised": "Thẩm định lại",
    "final": "Kết quả",
    "decided": "UBND tỉnh quyết định",
    "published": "Công bố",
    "corrected": "Đính chính",
}
DESIGNED = frozenset(
    {"explained", "reappraised", "survey_scored", "corrected", "correction_requested", "correction_decided"}
)
"""Steps on which the regulation is silent: product design, marked †."""

WORKS = {
    "self_scoring": "Tự chấm điểm",
    "appraisal": "Thẩm định",
    "explanation": "Giải trình",
    "reappraisal": "Thẩm định lại",
    "correction": "Trả lời đề nghị sửa điểm",
    "decision": "Quyết định kết quả",
    "result_correction": "Quyết định đính chính",
}
WINDOWS = {"self_scoring": "Tự chấm điểm", "appraisal": "Thẩm định", "explanation": "Giải trình"}
AGENCY_STATES = {
    "waiting": ("Chưa nộp", "none"),
    "submitted": ("Đã nộp", "info"),
    "withdrawn": ("Đã rút", "soon"),
    "missing": ("Không nộp", "late"),
    "appraising": ("Đang thẩm định", "info"),
    "appraised": ("Đã thẩm định", "info"),
    "explained": ("Đang giải trình", "info"),
    "reappraising": ("Đang thẩm định lại", "info"),
    "determined": ("Đã có kết quả", "ok"),
}
HEALTH = {"ok": ("Thông suốt", "ok"), "slow": ("Chậm", "soon"), "blocked": ("Tắc", "late")}
SILENT = ("Không trả lời", "late")
KINDS = {
    "self_scored": "tự chấm",
    "computed": "tính từ số liệu",
    "survey": "điều tra xã hội học",
    "bonus": "điểm thưởng",
    "deduction": "điểm trừ",
}
ORIGINS = {
    "self": "theo điểm tự chấm",
    "appraised": "theo thẩm định",
    "reappraised": "theo thẩm định lại",
    "survey": "theo điều tra xã hội học",
    "missing": "không có điểm, tính là 0",
    "corrected": "đính chính theo quyết định",
}
VERDICTS = {"recognised": "công nhận", "adjusted": "điều chỉnh", "maintained": "giữ nguyên"}
CAPACITIES = {
    "TM.": "thay mặt",
    "KT.": "ký thay",
    "TL.": "thừa lệnh",
    "TUQ.": "thừa ủy quyền",
    "Q.": "quyền",
}


@cache
def fact(name: str) -> str:
    """What a kind of fact is called: its short name here, else what its schema says of it in one line.

    A schema's description begins "ai → ai: điều đã xảy ra (căn cứ)"; the name is what stands between. A kind that has
    no schema keeps its own name.
    """
    schema = schemas.find(name)
    if name in FACTS or schema is None:
        return FACTS.get(name, name)
    said = (schema.__doc__ or "").split("\n\n")[0].partition(": ")[2]
    words = " ".join(re.split(r" \(|;|\.(?: |$)", said)[0].split())
    return words[:1].upper() + words[1:] if words else name


OUTSIDE = {"UBND": "UBND tỉnh"}
"""Who signs documents and is no agency that coordinates."""


names: ContextVar[tuple[Organisation, date]] = ContextVar("names", default=(BASELINE, IN_FORCE))
"""The organisation and the day by which agencies are named while an answer is made; set by whoever makes it."""


@contextmanager
def named_by(organisation: Organisation, on: date) -> Iterator[None]:
    """Within this, agencies bear the names that this organisation gives them on that day."""
    before = names.set((organisation, on))
    try:
        yield
    finally:
        names.reset(before)


def agency_name(code: str) -> str:
    """The full name of an agency, by the day asked, or its last one; what nobody knows keeps its code."""
    organisation, on = names.get()
    if code in OUTSIDE:
        return OUTSIDE[code]
    return organisation.described(code, on).name if organisation.known_by(code) else code


def agency_short(code: str) -> str:
    organisation, on = names.get()
    if code in OUTSIDE:
        return OUTSIDE[code]
    return organisation.described(code, on).short if organisation.known_by(code) else code


def department(service: str) -> str:
    """The agency behind a service ("noi_vu" → Sở Nội vụ), or an agency named in lower case by a source."""
    if service == PORTAL:
        return "Cổng điều phối"
    try:
        return agency_name(agency_of(service).id)
    except UnknownAgency:
        return agency_name(service.upper()) if agency_name(service.upper()) != service.upper() else service


def department_short(service: str) -> str:
    if service == PORTAL:
        return "Cổng điều phối"
    try:
        return agency_short(agency_of(service).id)
    except UnknownAgency:
        return agency_short(service.upper()) if agency_short(service.upper()) != service.upper() else service


def agency_behind(service: str) -> str:
    """noi_vu → SNV; a service behind which no agency stands keeps its name."""
    try:
        return agency_of(service).id
    except UnknownAgency:
        return service


def document(told: Mapping[str, Any]) -> str:
    """01/TTr-SNV ngày 05/01/2022."""
    return f"{told['number']}/{told['notation']} ngày {formats.day(told['issued'])}"


MATTERS = {
    "plan": "Kế hoạch",
    "programme": "Chương trình",
    "plan_adjustment": "Điều chỉnh kế hoạch",
    "measure": "Chủ trương, biện pháp",
    "provincial_score": "Tự chấm điểm cấp tỉnh",
    "rating_rules": "Quy chế đánh giá, xếp hạng",
    "scheme": "Đề án, dự án",
    "scheme_funding": "Kinh phí đề án",
    "inspection_plans": "Kế hoạch kiểm tra",
    "inspection_results": "Kết quả kiểm tra",
    "improvement_plan": "Kế hoạch cải thiện Chỉ số",
    "improvement_report": "Kết quả cải thiện Chỉ số",
    "progress_report": "Tình hình, tiến độ",
    "obstacle": "Vướng mắc",
    "amendment": "Kiến nghị sửa đổi quy định",
    "budget": "Phân bổ kinh phí",
    "task_report": "Báo cáo nhiệm vụ được giao",
    "field_report": "Báo cáo lĩnh vực",
    "evaluation_meeting": "Đánh giá thực hiện Quy chế",
    "review": "Tổng kết, đánh giá",
    "commendation": "Khen thưởng",
    "discipline": "Chấn chỉnh, xử lý",
    "communication": "Tuyên truyền",
}
MODES = {
    "meeting": "họp",
    "written_opinion": "lấy ý kiến bằng văn bản",
    "information": "cung cấp thông tin, tài liệu",
    "conference": "hội nghị, hội thảo",
    "working_group": "tổ công tác, đoàn khảo sát",
    "other": "hình thức khác",
}
"""Hình thức phối hợp (Điều 5)."""


def route(origin: str, via: str | None) -> str:
    """ "trực tiếp" or "qua Sở Nội vụ": the way that the regulation prescribes for a report."""
    return f"qua {agency_short(via)}" if via else "trực tiếp"


def block(code: str) -> str:
    return BLOCKS.get(code, code)


SUBJECTS = {
    "amendment": "kiến nghị",
    "budget": "kinh phí",
    "commendation": "khen thưởng",
    "communication_plan": "tuyên truyền",
    "document_series": "số văn bản",
    "evaluation": "đánh giá Quy chế",
    "field_advice": "tham mưu",
    "field_check": "kiểm tra lĩnh vực",
    "field_figures": "số liệu",
    "field_report": "báo cáo lĩnh vực",
    "guidance": "hướng dẫn",
    "improvement_period": "kỳ cải thiện Chỉ số",
    "improvement_plan": "cải thiện Chỉ số",
    "information": "thông tin",
    "inspection": "kiểm tra",
    "inspection_round": "đợt kiểm tra",
    "matter": "trình",
    "measure": "biện pháp",
    "meeting": "họp",
    "nomination": "cử người",
    "obstacle": "vướng mắc",
    "own_inspection": "tự kiểm tra",
    "plan": "kế hoạch",
    "plan_opinion": "góp ý kế hoạch",
    "priorities": "đề xuất kế hoạch",
    "provincial_part": "phần tự chấm tỉnh",
    "provincial_score": "tự chấm tỉnh",
    "rating_rules": "quy chế xếp hạng",
    "reading": "thông tin",
    "rectification": "chấn chỉnh",
    "reform_review": "tổng kết",
    "review": "rà soát",
    "scheme": "đề án",
    "scheme_funding": "kinh phí đề án",
    "scheme_opinion": "ý kiến đề án",
    "submission": "trình",
    "task": "nhiệm vụ",
}
"""Kind of record → what it is called before its name."""


def subject(text: str) -> str:
    """What a message is about, shortly: assessment/2021/SYT → "Sở Y tế 2021", plan/2022 → "kế hoạch 2022"."""
    kind, *parts = text.split("/")
    if kind in SUBJECTS:
        # A public name repeats its kind: information/information/2021/SNV-01.
        named = parts[1:] if len(parts) > 1 and parts[0] == kind else parts
        return " ".join([SUBJECTS[kind], *(agency_short(part) for part in named)])
    year = parts.pop(0) if parts and parts[0].isdecimal() else ""
    if kind == "appraisal":  # its second name is the owner's, who is the sender
        parts = parts[:1]
    names = [WINDOWS.get(part) or agency_short(part) for part in parts]
    if not names:
        return f"đợt {year}" if year else ""
    criterion = f", tiêu chí {names.pop()}" if len(names) > 1 else ""
    return f"{' '.join((*names, year)).strip()}{criterion}"


SHORTER = (
    ("cải cách hành chính", "CCHC"),
    ("văn bản quy phạm pháp luật", "VBQPPL"),
    ("thủ tục hành chính", "TTHC"),
    ("cán bộ, công chức, viên chức", "CBCCVC"),
    ("cán bộ, công chức", "CBCC"),
    ("công nghệ thông tin", "CNTT"),
    ("kinh tế - xã hội", "KT-XH"),
    ("tổ chức bộ máy", "bộ máy"),
)


def abbreviated(text: str) -> str:
    """A title with the abbreviations that officials use, for narrow column heads; the full title stays beside it."""
    for long, brief in SHORTER:
        text = text.replace(long, brief).replace(long.capitalize(), brief if brief.isupper() else brief.capitalize())
    text = text.removeprefix("Công tác ")
    return text[:1].upper() + text[1:]


def citation(clause: str) -> str:
    """QC-10.2.b-2 → "điểm b khoản 2 Điều 10 Quy chế"; what is no clause id stays as it is."""
    if clause == duties.DESIGN:
        return "† thiết kế của phần mềm"
    try:
        return duties.citation(clause, short=True)
    except ValueError:
        return clause


def clause(id: str) -> str:
    """QC-10.2.b-2 → "điểm b khoản 2 Điều 10"; the second duty of one clause bears its number: "… (2)"."""
    found = duties.parse(id)
    said = duties.citation(id, short=True).removesuffix(" Quy chế")
    said = f"{said} ({found.duty})" if found.duty else said
    return said[:1].upper() + said[1:]


def article(id: str) -> str:
    """QC-10.2.b-2 → "10"; "QĐ" of the Decision's own articles."""
    found = duties.parse(id)
    return "QĐ" if found.document == "QĐ" else str(found.article)


def within_article(id: str) -> str:
    """QC-10.2.b-2 → "2.b-2": what distinguishes it in its article; the number of the article where nothing does."""
    rest = id.partition("-")[2].removeprefix(article(id))
    return rest.strip(".") or article(id)


def bands(told: Sequence[Mapping[str, Any]]) -> list[str]:
    """Xếp loại, highest first: "Tốt từ 80%", the last one "Yếu dưới 60%"."""
    words: list[str] = []
    for place, band in enumerate(told):
        edge = f"{'từ' if band['inclusive'] else 'trên'} {formats.short(band['threshold'])}%"
        if place and Decimal(band["threshold"]) <= 0:
            above = told[place - 1]
            edge = f"{'dưới' if above['inclusive'] else 'đến'} {formats.short(above['threshold'])}%"
        words.append(f"{band['name']} {edge}")
    return words


def within(text: str) -> str:
    """A name inside a sentence: "các sở, ban, ngành", but "UBND các huyện"."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def block_short(code: str) -> str:
    return {"departments": "Sở, ban, ngành", "districts": "Cấp huyện", "vertical": "Ngành dọc"}.get(code, code)


def competence(code: str) -> str:
    return COMPETENCES.get(code, code)


def dossier(head: Mapping[str, Any]) -> str:
    """What a dossier is called: its title, else the agency that it is about, else what it began with."""
    if head.get("title"):
        return str(head["title"])
    year = f" năm {head['year']}" if head.get("year") else ""
    if head.get("about"):
        about = agency_name(head["about"])
        assessed = str(head.get("subject", "")).startswith("assessment/")
        return f"{about}: đánh giá{year}" if assessed else f"{about}: {within(fact(head['first_type']))}{year}"
    if str(head.get("subject", "")).startswith("ranking/"):
        return f"Xếp hạng, trình và công bố kết quả{year}"
    return f"{fact(head['first_type'])}{year}"


def rule(node: Node) -> str:
    """How declared figures become a score, in one sentence."""
    found = node.rule
    if found is None:
        return ""
    names = [found.label(name) for name in found.figures]
    value = f"{names[0]} / {names[1]} × 100" if len(names) == 2 else names[0]
    match found.formula:
        case "proportional":
            low = f"; dưới {formats.short(found.zero_below)} thì 0 điểm" if found.zero_below is not None else ""
            return f"{value}; đạt {formats.short(found.full_at)} được điểm tối đa, thấp hơn tính theo tỷ lệ{low}."
        case "bands":
            bands = (f"từ {formats.short(band.from_)}: {formats.short(band.score)} điểm" for band in found.bands)
            return f"{value}; {', '.join(bands)}; thấp hơn nữa: 0 điểm."
    return f"{value}; mỗi đơn vị {formats.short(found.each)} điểm, không quá điểm tối đa."


GLOSSARY = (
    ("Bộ tiêu chí", "CriteriaSet", "Lĩnh vực, tiêu chí (TC), tiêu chí thành phần (TCTP) (Điều 10 khoản 2)"),
    ("Đợt đánh giá", "Round", "Việc chấm điểm của một năm: bộ tiêu chí, cơ quan, thời hạn, ngưỡng xếp loại"),
    ("Bản tự chấm điểm", "Assessment", "Điểm, số liệu và tài liệu kiểm chứng cơ quan nộp (Điều 10 khoản 2)"),
    ("Thẩm định", "Appraisal", "Công nhận hoặc điều chỉnh điểm tự chấm (Điều 13 khoản 4, Điều 14 đến 18)"),
    ("Giải trình †", "Explanation", "Cơ quan được chấm nói lại về điểm bị điều chỉnh"),
    ("Chỉ số", "Index", "Phần trăm điểm đạt trên điểm tối đa được áp dụng"),
    ("Hồ sơ", "case", "Các việc nối nhau từ một việc đầu tiên"),
    ("Cơ quan thẩm định", "owner", "Cơ quan phụ trách một nội dung (Điều 13 khoản 4, Điều 14 đến 18)"),
    ("Thông điệp", "fact", "Một việc công khai đã ghi sổ, không sửa được"),
    ("Vị trí sổ", "position", "Số thứ tự của dòng cuối cùng mà trang đang hiện"),
    ("ĐTXHH", "survey", "Điều tra xã hội học"),
    ("TLKC", "evidence", "Tài liệu kiểm chứng"),
    ("TM.", "capacity", "Thay mặt (tập thể)"),
    ("KT.", "capacity", "Ký thay (người đứng đầu)"),
    ("TL.", "capacity", "Thừa lệnh"),
    ("TUQ.", "capacity", "Thừa ủy quyền"),
    ("Q.", "capacity", "Quyền (chức vụ)"),
)
