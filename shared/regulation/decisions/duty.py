"""Một nghĩa vụ: ai chủ trì, ai phối hợp, khi nào, ra cái gì, gửi ai; and the few words in which a data file says it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from shared.regulation.clauses import citation
from shared.regulation.competences import COMPETENCES

KINDS = {
    "duty": "nghĩa vụ",
    "constraint": "nguyên tắc, giới hạn",
    "role": "vai trò",
    "register": "danh mục",
    "content": "nội dung phối hợp, thực hiện ở khoản khác",
}

PARTIES = {
    "%…": "cơ quan giữ thẩm quyền ấy vào ngày đó",
    "fields": "các cơ quan phụ trách lĩnh vực, ngoài cơ quan thường trực",
    "all": "mọi cơ quan của tỉnh",
    "departments": "các sở, ban, ngành",
    "districts": "UBND các huyện, thị xã, thành phố",
    "vertical": "các cơ quan ngành dọc cấp tỉnh",
    "assigned": "cơ quan được giao chủ trì việc ấy",
    "named": "các cơ quan được nêu tên phối hợp trong việc ấy",
    "concerned": "các cơ quan, đơn vị liên quan đến việc ấy",
    "operative": "như các khoản thực hiện nội dung này",
    "nobody": "Quy chế không nêu cơ quan nào",
    "ubnd": "UBND tỉnh",
    "chairman": "Chủ tịch UBND tỉnh",
    "steering_committee": "Ban Chỉ đạo cải cách hành chính tỉnh",
    "ministry": "Bộ Nội vụ",
    "competent": "cấp có thẩm quyền",
    "recipients": "các nơi nhận của Quyết định",
}
"""Who, said by set and by competence, never by a list of names. A sentence of it is words joined by blanks."""

WHEN = {
    "before MM-DD": ("trước ngày {day} hằng năm", "regulation"),
    "on YYYY-MM-DD": ("ngày {day}", "regulation"),
    "yearly": ("hằng năm", "regulation"),
    "quarterly": ("hằng quý", "regulation"),
    "phase": ("từng giai đoạn", "data"),
    "periodic": ("định kỳ", "data"),
    "promptly": ("kịp thời", "data"),
    "round": ("theo đợt", "data"),
    "as planned": ("theo kế hoạch", "data"),
    "as assigned": ("theo hạn được giao", "data"),
    "by rules": ("theo quy định", "data"),
    "on request": ("khi có đề nghị", "data"),
    "on occurrence": ("khi phát sinh", "data"),
    "ad hoc": ("đột xuất", "data"),
    "standing": ("thường xuyên", "none"),
    "none": ("Quy chế không định hạn", "none"),
}
"""When → (said in Vietnamese, who gives the end: the regulation itself; data with a source; nobody).

What each of them means as a moment stands in ``shared/regulation/periods.py``.
"""

PROCESSES = {
    "P1": "Chương trình, kế hoạch hằng năm và giai đoạn",
    "P2": "Tự đánh giá, chấm điểm cấp tỉnh",
    "P3": "Chấm điểm sở, ban, ngành và UBND cấp huyện",
    "P4": "Thẩm định đề án, dự án",
    "P5": "Kiểm tra",
    "P6": "Kế hoạch cải thiện chỉ số",
    "P7": "Theo dõi nhiệm vụ",
    "P8": "Khó khăn, vướng mắc",
    "P9": "Hội họp",
    "P10": "Cung cấp thông tin",
    "P11": "Sửa đổi văn bản",
    "P12": "Kinh phí",
    "P13": "Tổng kết, khen thưởng, chấn chỉnh",
    "P14": "Thông tin, tuyên truyền",
}

_DATED = re.compile(r"before \d\d-\d\d|on \d{4}-\d\d-\d\d")


def unknown_parties(expression: str) -> list[str]:
    """The words of "who" that say nothing: not in the table, or a competence that nobody ever held."""
    words = expression.split()
    return [
        each
        for each in words
        if (each[1:] not in COMPETENCES if each.startswith("%") else each not in PARTIES or each == "%…")
    ]


def spoken_parties(expression: str) -> str:
    """ "%steering" → "cơ quan giữ thẩm quyền “Chỉ đạo, điều hành cải cách hành chính”"."""
    said = (
        f"cơ quan giữ thẩm quyền “{COMPETENCES[each[1:]]}”" if each.startswith("%") else PARTIES[each]
        for each in expression.split()
    )
    return "; ".join(said)


def kind_of_when(word: str) -> str | None:
    """The row of WHEN that a word belongs to ("before 11-15" → "before MM-DD"); None when it says nothing."""
    if not _DATED.fullmatch(word):
        return word if word in WHEN and "-" not in word else None
    how, day = word.split(" ")
    try:
        # 29/02 is a day of the calendar, though not of every year.
        date.fromisoformat(day if how == "on" else f"2000-{day}")
    except ValueError:
        return None
    return "on YYYY-MM-DD" if how == "on" else "before MM-DD"


def spoken_when(word: str) -> str:
    """ "before 11-15" → "trước ngày 15/11 hằng năm". Raises ValueError for a word that says nothing."""
    kind = kind_of_when(word)
    if kind is None:
        raise ValueError(f"không phải một cách định hạn: {word!r}")
    day = "/".join(reversed(word.split(" ")[1].split("-"))) if "-" in word else ""
    return WHEN[kind][0].format(day=day)


@dataclass(frozen=True)
class Duty:
    """Một dòng của bảng nghĩa vụ, theo một phiên bản của Quy chế.

    ``lead``, ``coordinators``, ``actors``, ``to`` and ``via`` are words of PARTIES;
    ``shared.regulation.participants`` says which agencies they are on a day.
    """

    id: str
    lead: str
    vi: str
    en: str
    note: str = ""
    coordinators: str = ""
    actors: str = ""
    """Who carries it out, where that is not the lead: those whom Sở Nội vụ asks to appraise, to take part."""
    trigger: str = ""
    product: str = ""
    when: tuple[str, ...] = ("none",)
    to: str = ""
    via: str = ""
    """Through whom it goes to UBND tỉnh; empty: directly."""
    kind: str = "duty"
    processes: tuple[str, ...] = ()
    carried_by: tuple[str, ...] = ()
    """Of content: the duties that carry it out."""
    implied: tuple[str, ...] = ()
    """Which of these values the text implies and does not write (†)."""
    defects: tuple[int, ...] = ()
    """Numbers of the regulation's defects that touch it; their words are part of ``note``."""
    parts: tuple[Duty, ...] = ()
    """Where one row holds several points, each of them: QC-16.1 has QC-16.1.a … QC-16.1.đ."""
    row: str = ""
    """The id of the row that it stands in: itself, but for a part."""
    clause: str = ""
    """Where it stands in this version of the regulation, when that is not where its id says."""
    number: str = "1669/QĐ-UBND"
    valid_from: date | None = None
    valid_to: date | None = None
    """Both inclusive; None: as long as the regulation."""

    @property
    def citation(self) -> str:
        """How an official cites it, in the version of the regulation that it belongs to."""
        return citation(self.clause or self.id, decision=f"Quyết định {self.number}")

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids by which it may be cited: its parts, or else its own."""
        return tuple(part.id for part in self.parts) or (self.id,)

    @property
    def spoken_when(self) -> str:
        """ "hằng năm; từng giai đoạn"."""
        return "; ".join(spoken_when(each) for each in self.when)

    def holds(self, on: date) -> bool:
        """True when the row is valid on that day, as far as the row itself says."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)
