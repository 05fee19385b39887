"""Tìm không cần dấu: "uy ban", "ủy ban" and "uỷ ban" meet; so do "hoà" and "hòa", "Đ" and "d"."""

from __future__ import annotations

import unicodedata


def folded(text: str) -> str:
    """The text in lower case without any Vietnamese mark, blanks made single: what search compares."""
    apart = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    plain = "".join(character for character in apart if not unicodedata.combining(character))
    return " ".join(plain.split())
