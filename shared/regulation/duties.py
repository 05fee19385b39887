"""Các khoản được viện dẫn: duties of Quyết định 1669/QĐ-UBND by our clause ids, and how an official cites them.

A clause id names the document first, because there are two Điều 3: QĐ is the Decision, QC the Quy chế
attached to it.

    QC-10.2.b-2     Quy chế, Điều 10, khoản 2, điểm b; "-2" is the second duty that the clause holds
    QC-16.1.đ       points follow the Vietnamese alphabet: a, b, c, d, đ, e
    QC-7.2′-1       the second of the two "khoản 2" that Điều 7 is printed with
    †               no clause: product design, on which the regulation is silent

Here are the duties of unit scoring and those that it rests on; the other procedures bring theirs. Summaries
are in our own words; what binds is the text of the regulation.
"""

import re
from dataclasses import dataclass

from shared.regulation.alphabet import LETTERS

DECISION = "Quyết định 1669/QĐ-UBND"
DESIGN = "†"
_DOCUMENTS = {"QĐ": DECISION, "QC": f"Quy chế kèm theo {DECISION}"}
_SHORT = {"QĐ": "Quyết định", "QC": "Quy chế"}
_CLAUSE = re.compile(
    r"(?P<document>QĐ|QC)-(?P<article>[1-9]\d*)"
    r"(?:\.(?P<clause>[1-9]\d*)(?P<second>′)?(?:\.(?P<point>[a-eđ]))?)?"
    r"(?:-(?P<duty>[1-9]\d*))?"
)


class UnknownDuty(LookupError):
    """No duty of this id is in the table."""


@dataclass(frozen=True)
class Clause:
    """Một chỗ trong văn bản: document, điều, khoản, điểm; `duty` numbers the duties of one clause."""

    document: str
    article: int
    clause: int | None = None
    second: bool = False  # the second "khoản 2" of Điều 7
    point: str | None = None
    duty: int | None = None

    @property
    def order(self) -> tuple[int, int, int, bool, int, int]:
        """A sort key: the order of the text, điểm d before điểm đ before điểm e."""
        point = -1 if self.point is None else LETTERS.index(self.point)
        return (
            list(_DOCUMENTS).index(self.document),
            self.article,
            self.clause or 0,
            self.second,
            point,
            self.duty or 0,
        )


def parse(id: str) -> Clause:
    """The clause of an id. Raises ValueError for what is no clause id ("†" is none)."""
    found = _CLAUSE.fullmatch(id)
    if found is None:
        raise ValueError(f"không phải mã điều khoản: {id!r}")
    clause, duty = found["clause"], found["duty"]
    return Clause(
        document=found["document"],
        article=int(found["article"]),
        clause=int(clause) if clause else None,
        second=found["second"] is not None,
        point=found["point"],
        duty=int(duty) if duty else None,
    )


def citation(id: str, short: bool = False) -> str:
    """How an official cites it: "điểm b khoản 2 Điều 10 Quy chế kèm theo Quyết định 1669/QĐ-UBND".

    `short` leaves the Decision's number away, for tables. "†" is said to be product design. Raises
    ValueError.
    """
    if id == DESIGN:
        return "thiết kế sản phẩm (†), Quy chế không quy định"
    where = parse(id)
    words = [f"điểm {where.point}"] if where.point else []
    if where.clause:
        words.append(f"khoản {where.clause}" + (" (thứ hai)" if where.second else ""))
    words += [f"Điều {where.article}", (_SHORT if short else _DOCUMENTS)[where.document]]
    return " ".join(words)


@dataclass(frozen=True)
class Duty:
    """Một nghĩa vụ: its id, who leads it (agency ids, or words where it is many), what it asks, what is wrong in it."""

    id: str
    lead: str
    vi: str
    en: str
    note: str = ""

    @property
    def citation(self) -> str:
        """See `citation`."""
        return citation(self.id)


def _appraisal(id: str, lead: str, content: str, content_en: str, note: str = "") -> Duty:
    return Duty(
        id,
        lead,
        f"Thẩm định kết quả của các đơn vị về {content}.",
        f"Appraises the units' results in {content_en}.",
        note,
    )


_KHOAN_1 = "Chấm cấp tỉnh theo khoản 2 nhưng thẩm định đơn vị theo nội dung khoản 1"

DUTIES: tuple[Duty, ...] = (
    Duty("QĐ-2", "UBND tỉnh", "Có hiệu lực từ ngày ký 18/6/2021.", "In force from its signature, 18 June 2021."),
    Duty(
        "QĐ-3",
        "người đứng đầu các cơ quan",
        "Người đứng đầu từng cơ quan chịu trách nhiệm thi hành.",
        "The head of each agency answers personally for carrying it out.",
    ),
    Duty(
        "QC-2.1",
        "mọi cơ quan",
        "Phối hợp trong phạm vi chức năng, nhiệm vụ, quyền hạn của mình.",
        "Coordination stays within each agency's own powers.",
    ),
    Duty(
        "QC-2.2",
        "mọi công việc",
        "Mỗi việc có một cơ quan chủ trì rõ ràng và các cơ quan phối hợp được nêu tên.",
        "Every work item has one clear lead and named coordinating agencies.",
    ),
    Duty(
        "QC-3.2-2",
        "SNV",
        "Phối hợp thẩm định điểm tự chấm của sở, ban, ngành, UBND cấp huyện và đơn vị liên quan.",
        "Joint appraisal of the units' self-scores.",
        "Chỉ nêu nội dung; việc thực hiện ở Điều 10 khoản 2 và Điều 13–18.",
    ),
    Duty(
        "QC-4.1",
        "SNV",
        "Cơ quan thường trực cải cách hành chính, tham mưu UBND tỉnh mọi nội dung.",
        "Standing agency for reform: advises the province on all of it.",
    ),
    Duty(
        "QC-4.2",
        "SNV",
        "Các cơ quan phối hợp thường xuyên với Sở Nội vụ.",
        "The register of agencies that coordinate with Sở Nội vụ.",
    ),
    Duty(
        "QC-10.2.a-1",
        "SNV",
        "Tham mưu UBND tỉnh ban hành quy chế đánh giá, xếp hạng kết quả cải cách hành chính.",
        "Prepares the province's rules for evaluating and ranking reform results.",
        "Văn bản quy chế đánh giá, xếp hạng của tỉnh chưa tìm thấy: ngưỡng, thời hạn, hội đồng là dữ liệu.",
    ),
    Duty(
        "QC-10.2.a-2",
        "SNV",
        "Triển khai quy chế đánh giá, xếp hạng.",
        "Rolls out the rules for evaluating and ranking.",
    ),
    Duty(
        "QC-10.2.b-1",
        "STP STC STTTT SKHCN VPUBND",
        "Theo dõi, tổng hợp kết quả thuộc lĩnh vực mình phụ trách.",
        "Each tracks and consolidates results in its own field.",
    ),
    Duty(
        "QC-10.2.b-2",
        "SNV",
        "Thẩm định, đánh giá kết quả của các sở, ban, ngành và UBND cấp huyện.",
        "Appraises and evaluates departments and districts.",
        "Điểm b là một đề mục không có động từ, theo sau là một đoạn không đánh số.",
    ),
    Duty(
        "QC-13.3",
        "SNV",
        "Hướng dẫn, kiểm tra, đôn đốc các cơ quan.",
        "Guides, checks and urges the agencies.",
    ),
    _appraisal(
        "QC-13.4-2",
        "SNV",
        "chỉ đạo điều hành, tổ chức bộ máy, chế độ công vụ",
        "steering, organisation and civil service",
        "Câu giao thẩm định là một đoạn không đánh số sau các điểm a, b, c.",
    ),
    _appraisal(
        "QC-14.2-2",
        "VPUBND",
        "nhiệm vụ được giao, kiểm soát thủ tục hành chính, một cửa",
        "assigned tasks, administrative procedures and one-stop service",
        f"{_KHOAN_1}: phạm vi rộng ra nhiệm vụ do UBND tỉnh, Chủ tịch UBND tỉnh giao.",
    ),
    _appraisal("QC-15.2-2", "STP", "cải cách thể chế", "institutional reform", f"{_KHOAN_1}."),
    _appraisal("QC-16.3-2", "STC", "cải cách tài chính công", "public finance reform"),
    _appraisal(
        "QC-17.2-2",
        "STTTT",
        "ứng dụng công nghệ thông tin phục vụ cải cách hành chính",
        "information technology for reform",
        f"{_KHOAN_1}: dịch vụ công trực tuyến, bưu chính công ích không có ai thẩm định. "
        "Khoản 2 in nhầm “công nghệ công tin”.",
    ),
    _appraisal("QC-18.2-2", "SKHCN", "áp dụng ISO 9001", "the use of ISO 9001", f"{_KHOAN_1}."),
    Duty(
        "QC-20.1-1",
        "SNV",
        "Hướng dẫn, theo dõi việc thực hiện Quy chế.",
        "Guides and follows the carrying out of the regulation.",
    ),
    Duty(
        "QC-20.1-2",
        "SNV",
        "Hằng năm tham mưu UBND tỉnh họp đánh giá việc thực hiện Quy chế.",
        "Prepares the province's yearly meeting that evaluates the regulation.",
    ),
)

_BY_ID = {duty.id: duty for duty in DUTIES}


def duty(id: str) -> Duty:
    """The duty of this id. Raises UnknownDuty."""
    try:
        return _BY_ID[id]
    except KeyError:
        raise UnknownDuty(f"Không có nghĩa vụ mang mã {id!r}.") from None
