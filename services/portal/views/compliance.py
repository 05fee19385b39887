"""Việc thực hiện nghĩa vụ của Quy chế (Điều 13 khoản 3, Điều 20 khoản 1): nghĩa vụ nào, cơ quan nào, sự việc nào?

Row ``duty/agency/key`` = what facts said about one occasion; row ``organisation`` = the facts of reorganisation.
Nothing is judged here: whether it is met, open or overdue depends on the moment asked (`shared.regulation.compliance`).
"""

from __future__ import annotations

from types import ModuleType
from typing import ClassVar

from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees
from shared.regulation import occasion_notes
from shared.regulation.fulfilments import modules
from shared.regulation.occasion_notes import ORGANISATION, declared, kept, notes, row_key, with_change
from shared.regulation.organisation import FACTS


class Compliance(View):
    """Nghĩa vụ nào của Quy chế đã thực hiện, đang mở, quá hạn?"""

    name: ClassVar[str] = "compliance"
    rests_on: ClassVar[tuple[ModuleType, ...]] = (occasion_notes, *modules())
    """What else its rows are made by: when a declaration changes, they are folded anew."""

    @sees(*declared())
    def told(self, fact: Fact) -> None:
        for duty, agency, key, note in notes(fact):
            name = row_key(duty, agency, key)
            self.rows[name] = kept(self.rows.get(name), duty, agency, key, note)

    @sees(*FACTS)
    def reorganised(self, fact: Fact) -> None:
        self.rows[ORGANISATION] = with_change(self.rows.get(ORGANISATION), fact)
