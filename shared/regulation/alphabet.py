"""Thứ tự chữ cái tiếng Việt: a ă â … d đ e ê … o ô ơ … u ư …; thanh điệu chỉ phân định khi chữ cái đã bằng nhau.

Unicode order puts "Đại Lộc" after "Tiên Phước"; an official list never does.
"""

import re
import unicodedata

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # huyền, hỏi, ngã, sắc, nặng
_PLACE = {letter: place for place, letter in enumerate(LETTERS)}

Key = tuple[tuple[tuple[int, int], ...], tuple[int, ...]]


def vietnamese_key(text: str) -> Key:
    """A sort key: letters first (blanks and digits before letters), tones only where the letters are equal."""
    letters: list[tuple[int, int]] = []
    tones: list[int] = []
    for character in unicodedata.normalize("NFC", text).casefold():
        letter, tone = _apart(character)
        place = _PLACE.get(letter)
        letters.append((0, ord(letter)) if place is None else (1, place))
        tones.append(tone)
    return tuple(letters), tuple(tones)


def _apart(character: str) -> tuple[str, int]:
    """ "ộ" → ("ô", 5): the tone leaves, the mark that makes the letter stays."""
    tone = 0
    kept = []
    for part in unicodedata.normalize("NFD", character):
        if part in _TONES:
            tone = _TONES[part]
        else:
            kept.append(part)
    letter = unicodedata.normalize("NFC", "".join(kept))
    return (letter if len(letter) == 1 else letter[0]), tone


_TCVN3 = re.compile(r"[A-Za-z®][µ¸¶¹¨¾¼½ÆÇËÎÏÑªÖ×ØÜÞß»«®]|®[A-Za-zªÊË]")
_VNI = re.compile(r"[aeiouyAEIOUY][øäûïåëöñ]")


def legacy_encoding(text: str) -> str | None:
    """ "TCVN3" for text like "Hµ Néi", "VNI" for "Haø Noäi", None for Unicode."""
    if _TCVN3.search(text):
        return "TCVN3 (ABC)"
    return "VNI" if _VNI.search(text) else None
