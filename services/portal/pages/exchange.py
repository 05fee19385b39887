"""Đối chiếu gửi – nhận (Điều 12 khoản 1): có công văn nào thiếu không, giữa ai với ai?"""

from __future__ import annotations

from flask import render_template

from services.portal import exchange, province
from services.portal.pages.frame import blueprint, desk


@blueprint.get("/exchange")
def exchange_page() -> str:
    """Đối chiếu gửi – nhận: có công văn nào thiếu không, giữa ai với ai?"""
    health = province.healths(desk().health())
    found = exchange.pairs(health)
    senders = [one.service for one in health if any(pair.sender == one.service for pair in found)]
    return render_template(
        "exchange.html",
        health=health,
        senders=senders,
        pairs={(pair.receiver, pair.sender): pair for pair in found},
        missing=sum(max(0, pair.missing) for pair in found),
        surplus=sum(max(0, -pair.missing) for pair in found),
        aside=sum(pair.aside for pair in found),
    )
