"""Mã điều khoản và cách viện dẫn: our clause ids, their order, and how an official cites them.

A clause id names the document first, because there are two Điều 3: QĐ is the Decision, QC the Quy chế
attached to it.

    QC-10.2.b-2     Quy chế, Điều 10, khoản 2, điểm b; "-2" is the second duty that the clause holds
    QC-16.1.đ       points follow the Vietnamese alphabet: a, b, c, d, đ, e, g …
    QC-7.2′-1       the second of the two "khoản 2" that Điều 7 is printed with
    QC-11.0         what the title of Điều 11 says and none of its clauses does
    †               no clause: product design, on which the regulation is silent
"""

import re
from dataclasses import dataclass

from shared.regulation.alphabet import LETTERS

DECISION = "Quyết định 1669/QĐ-UBND"
DESIGN = "†"
DOCUMENTS = {"QĐ": "Quyết định", "QC": "Quy chế"}
_CLAUSE = re.compile(
    r"(?P<document>QĐ|QC)-(?P<article>[1-9]\d*)"
    r"(?:\.(?P<title>0)|\.(?P<clause>[1-9]\d*)(?P<second>′)?(?:\.(?P<point>[a-eđghiklmnopqrstuvxy]))?)?"
    r"(?:-(?P<duty>[1-9]\d*))?"
)


@dataclass(frozen=True)
class Clause:
    """Một chỗ trong văn bản: document, điều, khoản, điểm; `duty` numbers the duties of one clause."""

    document: str
    article: int
    clause: int | None = None
    second: bool = False  # the second "khoản 2" of Điều 7
    point: str | None = None
    duty: int | None = None
    title: bool = False  # the title of the article

    @property
    def order(self) -> tuple[int, int, int, bool, bool, int, int]:
        """A sort key: the order of the text, điểm d before điểm đ before điểm e."""
        point = -1 if self.point is None else LETTERS.index(self.point)
        document = list(DOCUMENTS).index(self.document)
        return document, self.article, self.clause or 0, self.title, self.second, point, self.duty or 0


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
        title=found["title"] is not None,
    )


def citation(id: str, short: bool = False, decision: str = DECISION) -> str:
    """How an official cites it: "điểm b khoản 2 Điều 10 Quy chế kèm theo Quyết định 1669/QĐ-UBND".

    `short` leaves the Decision's number away, for tables; `decision` is another one than that of 2021. "†" is said
    to be product design. Raises ValueError.
    """
    if id == DESIGN:
        return "thiết kế sản phẩm (†), Quy chế không quy định"
    where = parse(id)
    words = ["tên"] if where.title else []
    if where.point:
        words.append(f"điểm {where.point}")
    if where.clause:
        words.append(f"khoản {where.clause}" + (" (thứ hai)" if where.second else ""))
    named = decision if where.document == "QĐ" else f"{DOCUMENTS['QC']} kèm theo {decision}"
    words += [f"Điều {where.article}", DOCUMENTS[where.document] if short else named]
    return " ".join(words)
