"""Từng kiểu trường: nhận gì, từ chối gì, nói gì khi từ chối. Every refusal is Vietnamese."""

import json
import unicodedata
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError, fields

import schemas
from schemas.base import Form
from schemas.fields import (
    AgencyId,
    Capacity,
    Choice,
    Clause,
    Code,
    Day,
    Figure,
    Figures,
    Flag,
    Many,
    Moment,
    Points,
    Sha256,
    Text,
    Whole,
    Year,
)

GOOD: list[tuple[fields.Field[Any], Any, Any]] = [
    (Points("Điểm."), "8.50", Decimal("8.50")),
    (Points("Điểm."), "0", Decimal(0)),
    (Points("Điểm."), "-0", Decimal(0)),
    (Points("Điểm."), "-3", Decimal(-3)),
    (Points("Điểm."), "999999.9999", Decimal("999999.9999")),
    (Figure("Số liệu."), "123456789012345.5", Decimal("123456789012345.5")),
    (Text("Văn bản."), "<script>alert(1)</script>", "<script>alert(1)</script>"),
    (Text("Văn bản."), unicodedata.normalize("NFD", "Điều"), "Điều"),
    (Text("Văn bản.", lines=True), "một\r\nhai\tba", "một\nhai\tba"),
    (Code("Mã."), "16.1.đ", "16.1.đ"),
    (Year(), 2021, 2021),
    (Day("Ngày."), "2024-02-29", date(2024, 2, 29)),
    (Capacity("Tư cách."), "TM. KT.", "TM. KT."),
    (Capacity("Tư cách."), "", ""),
    (Clause("Khoản."), "QC-16.1.đ", "QC-16.1.đ"),
    (Clause("Khoản."), "†", "†"),
    (Figures("Số liệu."), {"ho_so": "0"}, {"ho_so": Decimal(0)}),
]

BAD: list[tuple[fields.Field[Any], Any]] = [
    *((Points("Điểm."), value) for value in (8.5, 8, True, None, "", " 8", "8 ", "8,5", "+8", ".5", "8.", "08")),
    *((Points("Điểm."), value) for value in ("1e3", "NaN", "Infinity", "-Infinity", "1000000", "8.12345", "٨", [], {})),
    (Points("Điểm.", signed=False), "-1"),
    (Figure("Số liệu."), "1234567890123456"),
    *((Text("Văn bản."), value) for value in ("", "   ", "a\x00b", "a\nb", "a\x7f", "\ud800", "a\u202eb", 5, None)),
    (Text("Văn bản.", longest=5), "dài hơn"),
    (Text("Văn bản.", lines=True), "chuông\x07"),
    *((Code("Mã."), value) for value in ("", "1 2", "1/2", "1.2\n", "../x", "'; --", "x" * 65, 12)),
    *((AgencyId("Cơ quan."), value) for value in ("syt", "S", "SỞ", "SYT ", "SYT\n", "S" * 33, ["SYT"])),
    *((Sha256("Băm."), value) for value in ("", "a" * 63, "A" * 64, "g" * 64, "a" * 64 + "\n")),
    *((Year(), value) for value in ("2021", 2021.0, 1999, 2101, True, None, 10**30)),
    *((Whole("Số.", least=1, most=3), value) for value in (0, 4, "2")),
    *((Flag("Đúng sai."), value) for value in ("true", "yes", 1, 0, None)),
    *((Choice("Khối.", "departments"), value) for value in ("Departments", "", 1, ["departments"], None)),
    *((Day("Ngày."), value) for value in ("2022-02-30", "20220101", "2022-W01-1", "1/1/2022", "0001-01-01", 5)),
    *(
        (Moment("Lúc."), value)
        for value in ("2021-12-01", "2021-12-01T00:00:00", "2021-12-01T25:00:00Z", "9999-12-31T00:00:00Z", 1)
    ),
    *((Capacity("Tư cách."), value) for value in ("TM", "KT.TM.", "PP.", "TM. KT. TL.")),
    *((Clause("Khoản."), value) for value in ("Điều 10", "QC", "QC-", "‡")),
    *((Figures("Số liệu."), value) for value in ([], {"Hồ sơ": "1"}, {"ho_so": 1}, {"ho_so": "một"})),
    (Many(Code("Mã."), "Mã.", most=2), ["1", "2", "3"]),
    (Many(Code("Mã."), "Mã.", most=5, once=()), ["1", "1"]),
    (Many(Code("Mã."), "Mã.", most=5), "1"),
]


def spoken(value: Any) -> str:
    return ascii(value)[:40]


@pytest.mark.parametrize(("field", "value", "loaded"), GOOD, ids=lambda each: spoken(each))
def test_a_good_value_is_taken_exactly(field: fields.Field[Any], value: Any, loaded: Any) -> None:
    taken = field.deserialize(value)
    assert taken == loaded
    assert str(taken) == str(loaded)


@pytest.mark.parametrize(("field", "value"), BAD, ids=lambda each: spoken(each))
def test_a_bad_value_is_refused_in_vietnamese(field: fields.Field[Any], value: Any) -> None:
    with pytest.raises(ValidationError) as refused:
        field.deserialize(value)
    told = json.dumps(refused.value.normalized_messages(), ensure_ascii=False)
    assert any(ord(sign) > 127 for sign in told), told


def forms() -> Iterator[type[Form]]:
    """Every form that crosses the frame, and those inside it."""
    seen: set[type[Form]] = set()
    waiting = [*schemas.all_messages(), *schemas.REPLIES, schemas.CommandEnvelope, schemas.FactEnvelope]
    while waiting:
        form = waiting.pop()
        if form not in seen:
            seen.add(form)
            yield form
            waiting += [inner.schema.__class__ for field in form().fields.values() for inner in nested(field)]


def nested(field: fields.Field[Any]) -> Iterator[fields.Nested]:
    if isinstance(field, fields.Nested):
        yield field
    elif isinstance(field, fields.List):
        yield from nested(field.inner)


@pytest.mark.parametrize("form", list(forms()), ids=lambda form: form.__name__)
def test_a_form_can_refuse_in_no_other_language(form: type[Form]) -> None:
    told = dict(form().error_messages)
    for name, field in form().fields.items():
        if type(field) is not fields.Raw:  # the envelope's data, which its own schema checks
            told |= {f"{name}: {key}": words for key, words in field.error_messages.items()}
    english = {key: words for key, words in told.items() if not any(ord(sign) > 127 for sign in str(words))}
    assert english == {}


@pytest.mark.parametrize("form", list(forms()), ids=lambda form: form.__name__)
def test_every_text_and_every_list_has_a_limit(form: type[Form]) -> None:
    for name, field in form().fields.items():
        told = field.metadata.get("schema", {})
        match told.get("type"):
            case "string":
                assert {"maxLength", "pattern", "enum", "format"} & set(told), name
            case "array":
                assert told["maxItems"] <= 100_000, name
            case "object":
                assert told["maxProperties"] <= 100, name


def test_numbers_are_written_without_an_exponent() -> None:
    class Told(Form):
        score = Points("Điểm.")

    assert Told().dump({"score": Decimal("1E+2")}) == {"score": "100"}


def test_several_faults_are_told_each_with_its_place() -> None:
    form = schemas.find("SubmitAssessment")
    assert form is not None
    with pytest.raises(ValidationError) as refused:
        form().load({"year": 2021, "agency": "SYT", "entries": [{"criterion": "1.1", "score": 1}, {}], "la": 1})
    assert [fault["path"] for fault in schemas.errors_of(refused.value)] == [
        "entries.0.score",
        "entries.1.criterion",
        "la",
    ]


_FIELDS = [
    field
    for form in (*schemas.all_messages(), schemas.CommandEnvelope, schemas.FactEnvelope)
    for field in form().load_fields.values()
    if hasattr(field, "stands")
] + [field for field, *_ in (*GOOD, *BAD) if hasattr(field, "stands")]
_SOLE = list({(type(each), json.dumps(each.metadata["schema"], sort_keys=True)): each for each in _FIELDS}.values())


def stands_as_the_library_reads(field: Any, value: Any) -> bool:
    """What a look vouches for is read by the library without an error, and comes out as it went in."""
    if not field.stands(value):
        return False
    found = field.deserialize(value, "field", {})
    return type(found) is type(value) and found == value


@given(st.text() | st.integers() | st.booleans() | st.none() | st.floats() | st.lists(st.text()))
def test_a_look_vouches_for_nothing_that_the_library_would_refuse_or_change(value: Any) -> None:
    for field in _SOLE:
        assert not field.stands(value) or stands_as_the_library_reads(field, value), field


def test_a_look_vouches_for_most_that_is_in_order_and_nothing_that_is_not() -> None:
    values = [value for _, value, *_ in (*GOOD, *BAD)]
    for field in _SOLE:
        for value in values:
            assert not field.stands(value) or stands_as_the_library_reads(field, value), (field, value)
    assert all(field.stands(value) == (value == kept) for field, value, kept in GOOD if hasattr(field, "stands"))
    assert not any(field.stands(value) for field, value in BAD if hasattr(field, "stands"))
