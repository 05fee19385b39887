"""Cổng điều phối: no department; it keeps what the province says in public, and shows it."""

from __future__ import annotations

from typing import Any

from services import PLACES
from services.portal.ledger_desk import open_desk
from services.portal.views import VIEWS
from services.portal.web import create_app
from shared.mechanism.department import Participant
from shared.mechanism.health import Standing
from shared.mechanism.own import OwnLedger
from shared.mechanism.web import Web


def _application(own: OwnLedger, standing: Standing) -> Any:
    return create_app(open_desk(own, standing, PLACES))


class Portal(Participant):
    """Trang cho người vận hành, kiểm toán và cán bộ; chỉ đọc."""

    name = "portal"
    views = VIEWS
    keeps_everything = True
    web = Web(_application)
