"""Các kiểu trường của ngôn ngữ công bố: chặt, có giới hạn, báo lỗi bằng tiếng Việt.

The first argument of every field is its description in Vietnamese; it goes into the JSON Schema unchanged.
``optional=True`` means: may be left out or null, and is then None. 0, absent and not applicable stay three
different things.

``privacy`` says who may see a value: ``public`` (the default), ``official`` (names of officials in office and
free text about work), ``personal``. The JSON Schema fragment of a scalar field is in ``metadata["schema"]``.

``stands(value)``, where a field has it: is the value surely in order, and does it stay just as it came? One look
answers for nearly every value; whatever it does not vouch for goes the library's way, which finds and tells errors.

Free text is data. A ``<script>`` in it is kept verbatim, because refusing or cleaning it would change what a
person said; whoever shows it escapes it. Refused are only characters that no document has: control
characters, lone surrogates (they cannot be stored as UTF-8) and marks that reverse what a reader sees.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from marshmallow import ValidationError, fields, validate
from marshmallow.types import ErrorMessages

from schemas.base import Form

DEPARTMENTS = ("noi_vu", "tu_phap", "tai_chinh", "tt_tt", "kh_cn", "vp_ubnd")
BLOCKS = ("departments", "districts", "vertical")
WINDOWS = ("self_scoring", "appraisal", "explanation")
KINDS = ("self_scored", "survey", "computed", "bonus", "deduction")

# Ký thay mặt, ký thay, thừa lệnh, thừa ủy quyền, quyền (Nghị định 30/2020/NĐ-CP); two may stand together.
CAPACITY = r"^((TM\.|KT\.|TL\.|TUQ\.|Q\.)( (TM\.|KT\.|TL\.|TUQ\.|Q\.))?)?$"

_REVERSING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _says(**words: str) -> ErrorMessages:
    """Error messages of a field, with those that every field has."""
    return {
        "required": "Thiếu trường bắt buộc.",
        "null": "Không được để trống (null).",
        "validator_failed": "Giá trị không hợp lệ.",
        "invalid_utf8": "Phải là văn bản UTF-8.",
        **words,
    }


def _options(
    description: str,
    *,
    optional: bool,
    privacy: str,
    schema: Mapping[str, Any] | None = None,
    checks: Iterable[Callable[[Any], Any]] = (),
    default: Any = None,
    wire: str | None = None,
) -> dict[str, Any]:
    metadata: dict[str, Any] = {"description": description, "privacy": privacy}
    if schema is not None:
        metadata["schema"] = dict(schema)
    options: dict[str, Any] = {"metadata": metadata, "validate": list(checks)}
    if wire is not None:
        options.update(data_key=wire, attribute=wire)
    if optional:
        options.update(required=False, allow_none=default is None, load_default=default)
    else:
        options.update(required=True)
    return options


def _composed(text: str) -> bool:
    """Is it in NFC already?"""
    return text.isascii() or unicodedata.is_normalized("NFC", text)


class _Whole(validate.Validator):
    """The whole text fits the pattern. ``re.match`` with ``$`` would let a last line break through."""

    def __init__(self, pattern: str, error: str) -> None:
        self.pattern = re.compile(pattern, re.ASCII)
        self.sentence = error

    def __call__(self, value: str) -> str:
        if self.pattern.fullmatch(value) is None:
            raise ValidationError(self.sentence)
        return value


class Text(fields.String):
    """Văn bản NFC, có giới hạn độ dài; ``lines=True`` cho phép xuống dòng, ``empty=True`` cho phép trống."""

    default_error_messages = _says(
        invalid="Phải là văn bản.",
        control="Văn bản chứa ký tự điều khiển không được phép.",
        blank="Không được để trống.",
        long="Văn bản dài quá {longest} ký tự.",
    )

    def __init__(
        self,
        description: str,
        *,
        longest: int = 500,
        lines: bool = False,
        empty: bool = False,
        optional: bool = False,
        default: str | None = None,
        privacy: str = "public",
    ) -> None:
        schema = {"type": "string", "minLength": 0 if empty else 1, "maxLength": longest}
        super().__init__(**_options(description, optional=optional, privacy=privacy, schema=schema, default=default))
        self.longest = longest
        self.lines = lines
        self.empty = empty

    def stands(self, value: Any) -> bool:
        return (
            type(value) is str
            and value.isprintable()
            and len(value) <= self.longest
            and (self.empty or bool(value.strip()))
            and _composed(value)
        )

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        if not isinstance(value, str):
            raise self.make_error("invalid")
        text = unicodedata.normalize("NFC", value)
        if self.lines:
            text = text.replace("\r\n", "\n")  # a browser's text area sends both
        allowed = "\n\t" if self.lines else ""
        for sign in "" if text.isprintable() else text:
            if sign in _REVERSING or (unicodedata.category(sign) in {"Cc", "Cs"} and sign not in allowed):
                raise self.make_error("control")
        if not text.strip() and not self.empty:
            raise self.make_error("blank")
        if len(text) > self.longest:
            raise self.make_error("long", longest=self.longest)
        return text


class Pattern(fields.String):
    """Văn bản ASCII (và chữ Đ) theo đúng một khuôn mẫu."""

    default_error_messages = _says(invalid="Phải là văn bản.")

    def __init__(
        self,
        description: str,
        pattern: str,
        error: str,
        *,
        optional: bool = False,
        default: str | None = None,
        privacy: str = "public",
        format: str | None = None,
    ) -> None:
        schema = {"type": "string", "pattern": pattern} | ({"format": format} if format else {})
        check = _Whole(pattern, error)
        super().__init__(
            **_options(description, optional=optional, privacy=privacy, schema=schema, checks=[check], default=default)
        )
        self._fits = check.pattern.fullmatch

    def stands(self, value: Any) -> bool:
        return type(value) is str and _composed(value) and self._fits(value) is not None

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        if not isinstance(value, str):
            raise self.make_error("invalid")
        return unicodedata.normalize("NFC", value)


class Code(Pattern):
    """Mã nội bộ: mã tiêu chí (``2.1.3``), mã bộ tiêu chí (``MAU-SO-2021``)."""

    def __init__(self, description: str, *, optional: bool = False) -> None:
        super().__init__(
            description,
            r"^[0-9A-Za-zĐđ][0-9A-Za-zĐđ._-]{0,63}$",
            "Mã chỉ gồm chữ, số, dấu chấm, gạch ngang, gạch dưới; dài nhất 64 ký tự.",
            optional=optional,
        )


class AgencyId(Pattern):
    """Định danh nội bộ bất biến của một cơ quan (``SYT``); không phải mã định danh điện tử chính thức."""

    def __init__(self, description: str, *, optional: bool = False) -> None:
        super().__init__(
            description,
            r"^[A-Z][A-Z0-9]{1,31}$",
            "Định danh cơ quan chỉ gồm chữ in hoa không dấu và chữ số.",
            optional=optional,
        )


class Clause(Pattern):
    """Một khoản của quy chế theo mã trong bảng nhiệm vụ (``QC-16.3-2``), hoặc † khi quy chế im lặng."""

    def __init__(self, description: str, *, optional: bool = False) -> None:
        pattern = "^((QC|QĐ)-[0-9a-zđ.′-]{1,24}|†)$"
        super().__init__(description, pattern, "Không phải mã một khoản.", optional=optional)


class Sha256(Pattern):
    """Mã băm SHA-256 của tệp tài liệu kiểm chứng: 64 chữ số thập lục phân viết thường."""

    def __init__(self, description: str, *, optional: bool = False) -> None:
        super().__init__(
            description,
            r"^[0-9a-f]{64}$",
            "SHA-256 phải gồm đúng 64 ký tự 0-9, a-f viết thường.",
            optional=optional,
        )


class Capacity(Pattern):
    """Tư cách ký: TM., KT., TL., TUQ., Q., hoặc trống khi người đứng đầu tự ký."""

    def __init__(self, description: str) -> None:
        super().__init__(
            description,
            CAPACITY,
            "Tư cách ký phải là TM., KT., TL., TUQ., Q. hoặc để trống.",
            optional=True,
            default="",
        )


class Choice(fields.String):
    """Một trong các giá trị cho trước."""

    default_error_messages = _says(invalid="Phải là văn bản.")

    def __init__(self, description: str, *options: str, optional: bool = False, default: str | None = None) -> None:
        schema = {"type": "string", "enum": list(options)}
        checks = [validate.OneOf(options, error=f"Phải là một trong: {', '.join(options)}.")]
        super().__init__(
            **_options(
                description,
                optional=optional,
                privacy="public",
                schema=schema,
                checks=checks,
                default=default,
            )
        )
        self._among = frozenset(options)

    def stands(self, value: Any) -> bool:
        return type(value) is str and value in self._among


class Flag(fields.Boolean):
    """Đúng hoặc sai của JSON; không nhận "yes", 1 hay "true"."""

    default_error_messages = _says(invalid="Phải là true hoặc false.")

    def __init__(self, description: str, *, optional: bool = False, default: bool = False) -> None:
        super().__init__(
            **_options(
                description,
                optional=optional,
                privacy="public",
                schema={"type": "boolean"},
                default=default if optional else None,
            )
        )

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid")
        return value


class Whole(fields.Integer):
    """Số nguyên trong một khoảng."""

    default_error_messages = _says(invalid="Phải là số nguyên.", too_large="Số quá lớn.")

    def __init__(self, description: str, *, least: int, most: int, optional: bool = False) -> None:
        schema = {"type": "integer", "minimum": least, "maximum": most}
        checks = [validate.Range(least, most, error=f"Phải từ {least} đến {most}.")]
        super().__init__(
            strict=True,
            **_options(description, optional=optional, privacy="public", schema=schema, checks=checks),
        )
        self._range = (least, most)

    def stands(self, value: Any) -> bool:
        return type(value) is int and self._range[0] <= value <= self._range[1]


class Year(Whole):
    """Năm được chấm điểm."""

    def __init__(self, description: str = "Năm được chấm điểm.") -> None:
        super().__init__(description, least=2000, most=2100)


class _Exact(fields.Decimal):
    """Số thập phân chính xác, viết thành chuỗi, không dùng số mũ.

    A JSON number is refused: most readers make a binary fraction of it before anyone can look.
    """

    default_error_messages = _says(
        invalid='Phải là số thập phân viết trong chuỗi, ví dụ "8.50".',
        too_large="Số quá lớn.",
        special="Phải là số hữu hạn.",
        negative="Không được là số âm.",
        shape="Tối đa {digits} chữ số trước dấu chấm (không có số 0 thừa ở đầu), {places} chữ số sau dấu chấm.",
    )
    digits = 6
    places_after = 4

    def __init__(
        self, description: str, *, signed: bool = True, optional: bool = False, wire: str | None = None
    ) -> None:
        self.signed = signed
        sign = "-?" if signed else ""
        self.pattern = rf"^{sign}(0|[1-9][0-9]{{0,{self.digits - 1}}})(\.[0-9]{{1,{self.places_after}}})?$"
        schema = {"type": "string", "format": "decimal", "pattern": self.pattern}
        super().__init__(
            as_string=True,
            **_options(description, optional=optional, privacy="public", schema=schema, wire=wire),
        )

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Decimal:
        if not isinstance(value, str):
            raise self.make_error("invalid")
        if re.fullmatch(self.pattern, value) is None:
            if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value) is None:
                raise self.make_error("invalid")
            if value.startswith("-") and not self.signed:
                raise self.make_error("negative")
            raise self.make_error("shape", digits=self.digits, places=self.places_after)
        number = Decimal(value)
        return abs(number) if number.is_zero() else number  # no "-0" in a ledger


class Points(_Exact):
    """Điểm: tối đa 6 chữ số trước và 4 chữ số sau dấu chấm; chuỗi thập phân."""


class Figure(_Exact):
    """Số liệu kê khai (số hồ sơ, số đồng…): tối đa 15 chữ số trước, 4 chữ số sau dấu chấm; là chuỗi."""

    digits = 15


class Day(fields.Date):
    """Ngày YYYY-MM-DD."""

    default_error_messages = _says(
        invalid="Phải là ngày dạng NNNN-TT-NN có thật, ví dụ 2021-06-18.",
        format="Phải là ngày dạng NNNN-TT-NN.",
        invalid_awareness="Ngày không có múi giờ.",
    )

    def __init__(self, description: str, *, optional: bool = False) -> None:
        schema = {"type": "string", "format": "date"}
        super().__init__(**_options(description, optional=optional, privacy="public", schema=schema))

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> date:
        # The standard library also reads 20210618 and 2021-W24-5; one way of writing is enough.
        if not isinstance(value, str) or re.fullmatch(r"(19|20|21)\d\d-\d\d-\d\d", value, re.ASCII) is None:
            raise self.make_error("invalid")
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise self.make_error("invalid") from error


class Moment(fields.AwareDateTime):
    """Thời điểm ISO 8601 có múi giờ (ICT là +07:00)."""

    default_error_messages = _says(
        invalid="Phải là thời điểm có múi giờ, ví dụ 2021-12-01T08:00:00+07:00.",
        format="Phải là thời điểm có múi giờ.",
        invalid_awareness="Thời điểm phải có múi giờ.",
    )

    def __init__(self, description: str, *, optional: bool = False) -> None:
        schema = {"type": "string", "format": "date-time"}
        super().__init__(**_options(description, optional=optional, privacy="public", schema=schema))

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> datetime:
        shape = r"(19|20|21)\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)"
        if not isinstance(value, str) or re.fullmatch(shape, value, re.ASCII) is None:
            raise self.make_error("invalid")
        try:
            return datetime.fromisoformat(value)
        except ValueError as error:
            raise self.make_error("invalid") from error


class One(fields.Nested):
    """Một biểu con."""

    default_error_messages = _says(type="Phải là một đối tượng JSON.")

    def __init__(self, form: type[Form], description: str, *, optional: bool = False) -> None:
        super().__init__(form, **_options(description, optional=optional, privacy="public"))


class _Once(validate.Validator):
    """No two rows of a list speak of the same thing."""

    def __init__(self, *names: str) -> None:
        self.names = names

    def __call__(self, rows: list[Any]) -> list[Any]:
        seen = set()
        for row in rows:
            key = tuple(row[name] for name in self.names) if self.names else row
            if key in seen:
                shown = " / ".join(map(str, key)) if self.names else str(row)
                raise ValidationError(f"{shown} được ghi hai lần.")
            seen.add(key)
        return rows


class Many(fields.List[Any]):
    """Danh sách các biểu con hoặc các giá trị, có giới hạn số dòng.

    ``once``: the fields that tell two rows apart; ``()`` for plain values; None when repeats are allowed.
    """

    default_error_messages = _says(invalid="Phải là một danh sách.")

    def __init__(
        self,
        of: type[Form] | fields.Field[Any],
        description: str,
        *,
        most: int,
        least: int = 0,
        once: tuple[str, ...] | None = None,
        optional: bool = False,
    ) -> None:
        words = f"Phải có từ {least} đến {most} dòng." if least else f"Không quá {most} dòng."
        checks: list[Callable[[Any], Any]] = [validate.Length(least or None, most, error=words)]
        if once is not None:
            checks.append(_Once(*once))
        options = _options(
            description,
            optional=optional,
            privacy="public",
            schema={"type": "array", "minItems": least, "maxItems": most},
            checks=checks,
        )
        if optional:
            options.update(allow_none=False, load_default=list)
        super().__init__(of if isinstance(of, fields.Field) else One(of, description), **options)


class Figures(fields.Dict):
    """Số liệu kê khai theo tên: ``{"ho_so_dung_han": "950", "ho_so": "1000"}``."""

    default_error_messages = _says(invalid="Phải là một đối tượng JSON.")

    def __init__(self, description: str, *, most: int = 20, optional: bool = True) -> None:
        name = Pattern("Tên số liệu.", r"^[a-z][a-z0-9_]{0,63}$", "Tên số liệu không hợp lệ.")
        checks = [validate.Length(None, most, error=f"Không quá {most} số liệu.")]
        super().__init__(
            keys=name,
            values=Figure("Giá trị số liệu."),
            **_options(
                description,
                optional=optional,
                privacy="public",
                schema={"type": "object", "maxProperties": most},
                checks=checks,
            ),
        )


class TextByName(fields.Dict):
    """Văn bản ngắn theo tên."""

    default_error_messages = _says(invalid="Phải là một đối tượng JSON.")

    def __init__(self, description: str, name: str, *, most: int) -> None:
        super().__init__(
            keys=Pattern("Tên.", name, "Tên không hợp lệ."),
            values=Text(description, longest=300),
            **_options(
                description,
                optional=True,
                privacy="public",
                schema={"type": "object", "maxProperties": most},
                checks=[validate.Length(None, most, error=f"Không quá {most} mục.")],
            )
            | {"allow_none": False, "load_default": dict},
        )


class Contents(fields.Dict):
    """Nội dung (data) của một thông điệp khác; biểu của thông điệp ấy mới nói nó đúng hay sai."""

    default_error_messages = _says(invalid="Phải là một đối tượng JSON.")

    def __init__(self, description: str) -> None:
        schema = {"type": "object", "maxProperties": 100}
        checks = [validate.Length(None, 100, error="Không quá 100 trường.")]
        super().__init__(
            **_options(description, optional=False, privacy="personal", schema=schema, checks=checks)
        )


class Evidence(Form):
    """Tài liệu kiểm chứng (TLKC): văn bản do cơ quan có thẩm quyền ban hành (Điều 10 khoản 1 điểm b)."""

    number = Text("Số, ký hiệu văn bản, ví dụ 1669/QĐ-UBND.", longest=100)
    issuer = Text("Cơ quan ban hành.", longest=200)
    issued = Day("Ngày ban hành.")
    pages = Text("Trang hoặc mục dẫn chiếu.", longest=100)
    sha256 = Sha256("SHA-256 của tệp.")
    title = Text("Trích yếu.", longest=500, optional=True)


class Document(Form):
    """Văn bản làm căn cứ: số, ký hiệu, ngày, người ký, chức vụ, tư cách ký (Nghị định 30/2020/NĐ-CP)."""

    number = Text("Số văn bản.", longest=20)
    notation = Text("Ký hiệu, ví dụ QĐ-UBND.", longest=50)
    issued = Day("Ngày ban hành (hiệu lực).")
    signer = Text("Họ tên người ký.", longest=200, privacy="official")
    position = Text("Chức vụ người ký.", longest=200, privacy="official")
    capacity = Capacity("Tư cách ký: TM., KT., TL., TUQ., Q.; trống khi người đứng đầu tự ký.")
