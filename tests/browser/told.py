"""Facts of a story as the portal's ledger keeps them: so that a page can be tested over any story, without a server."""

from __future__ import annotations

from collections.abc import Callable

from services import DEPARTMENTS
from shared.mechanism.message import Fact
from tests.browser.made_round import MemoryDesk
from tests.province import Province


def facts_of(*plays: Callable[[Province], object]) -> list[Fact]:
    """What the portal heard of these plays, one after another in one province."""
    province = Province((*DEPARTMENTS, "portal"))
    for play in plays:
        play(province)
    province.settle()
    return list(province.ledger("portal").facts())


def desk_of(*plays: Callable[[Province], object]) -> MemoryDesk:
    """A desk that knows what these plays told."""
    desk = MemoryDesk()
    desk.take(*facts_of(*plays))
    return desk
