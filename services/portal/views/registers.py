"""Sổ công văn đi, sổ công văn đến (Nghị định 30/2020/NĐ-CP): văn bản nào, số nào, của ai, gửi ai, trong việc gì?

A document is known by agency, number, notation and date together: its number alone is not unique. It is the same
document in every fact that cites it, so it has one row, with the facts in which it stands.
"""

from __future__ import annotations

from typing import Any, ClassVar

from services.portal.wording import DEPARTMENTS
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees
from shared.regulation.agencies import UnknownAgency, agency_of

UBND = "UBND"
CITED = 20
"""How many of the facts in which a document stands are kept with it."""

Row = dict[str, Any]


class Documents(View):
    """Mọi văn bản nêu trong các việc đã ghi. Row ``issuer|notation|issued|number``; row ``count`` counts them."""

    name: ClassVar[str] = "documents"

    @sees("*")
    def noted(self, fact: Fact) -> None:
        for document in documents_in(fact.data):
            self._note(fact, document)

    def note(self, fact: Fact) -> bool:
        """Most facts cite no document; a page is not drawn anew for them."""
        return fact.sequence is not None and bool(documents_in(fact.data)) and super().note(fact)

    def _note(self, fact: Fact, document: Row) -> None:
        key = self._known(fact, document)
        row = self.rows.get(key)
        if row is None:
            number = int(self.rows.get("count", {"count": 0})["count"]) + 1
            self.rows["count"] = {"count": number}
            row = {
                "order": number,
                "issuer": key.split("|")[0],
                **{
                    name: document.get(name)
                    for name in ("number", "notation", "issued", "signer", "position", "capacity")
                },
                "title": fact.data.get("title") or "",
                "about": fact.data.get("about") or fact.subject,
                "numbered": fact.type == "DocumentIssued",
                "recipients": list(fact.data.get("recipients") or ()) if fact.type == "DocumentIssued" else [],
                "noted": (fact.received or fact.time).isoformat(),
                "departments": [],
                "facts": [],
            }
        if len(row["facts"]) < CITED:
            row["facts"] = [*row["facts"], {"id": fact.id, "type": fact.type, "case": fact.case}]
        reached = [each for each in (fact.to or DEPARTMENTS) if each != fact.source and each in DEPARTMENTS]
        if fact.type != "DocumentIssued":  # a number alone has been sent to nobody
            row["departments"] = sorted({*row["departments"], *reached})
        self.rows[key] = row

    def _known(self, fact: Fact, document: Row) -> str:
        """The key of the document; facts that cite what somebody else issued find it by what it bears."""
        rest = f"{document['notation']}|{document['issued']}|{document['number']}"
        if fact.type == "DocumentIssued":
            return f"{fact.data['agency']}|{rest}"
        for issuer in (fact.agency, _behind(fact.source), UBND):
            if f"{issuer}|{rest}" in self.rows:
                return f"{issuer}|{rest}"
        issuer = UBND if document["notation"].endswith("-UBND") else fact.agency or _behind(fact.source)
        return f"{issuer}|{rest}"


def documents_in(data: Any) -> list[Row]:
    """Every document in a fact's data, the outermost first."""
    found: list[Row] = []
    level: list[Any] = [data]
    while level:
        below: list[Any] = []
        for each in level:
            if isinstance(each, dict):
                if {"number", "notation", "issued", "signer"} <= each.keys():
                    found.append(each)
                else:
                    below.extend(each.values())
            elif isinstance(each, list):
                below.extend(each)
        level = below
    return found


def _behind(service: str) -> str:
    try:
        return agency_of(service).id
    except UnknownAgency:
        return service.upper()
