"""Muộn hay không, khi một cơ quan ghi nhận (†): the rule itself is the regulation's, ``shared/regulation/lateness``."""

from __future__ import annotations

from shared.regulation.lateness import is_late, last_day

__all__ = ["is_late", "last_day"]
