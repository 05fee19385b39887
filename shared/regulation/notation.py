"""Cách viết số và ngày trong câu tiếng Việt: "2,5", "14/11/2021"; and the plain form of numbers in JSON: "2.5"."""

from datetime import date
from decimal import Decimal, InvalidOperation

LARGEST = 20  # decimal places either way; "1e999999" written out would fill the memory


def exact(value: object) -> Decimal:
    """The exact, finite Decimal of a Decimal, an int or a decimal string.

    Raises ValueError for anything else: a float has already lost what it was asked to keep, NaN is no score.
    """
    if isinstance(value, bool) or not isinstance(value, (Decimal, int, str)):
        raise ValueError(f"không phải số thập phân: {value!r}")
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise ValueError(f"không phải số thập phân: {value!r}") from None
    if not number.is_finite():
        raise ValueError(f"không phải số hữu hạn: {value!r}")
    if number and abs(number.adjusted()) > LARGEST:
        raise ValueError(f"số quá lớn hoặc quá nhỏ: {value!r}")
    return number


def plain(number: Decimal) -> str:
    """The one JSON form of a number: a point, no exponent, no needless zeros ("100", not "1E+2"; "1.5", not "1.50")."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def spoken(number: Decimal | int) -> str:
    """The form in a Vietnamese sentence: decimal comma, no needless zeros ("2,5", "100")."""
    return plain(Decimal(number)).replace(".", ",")


def spoken_day(day: date) -> str:
    """14/11/2021."""
    return f"{day:%d/%m/%Y}"
