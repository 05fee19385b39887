"""Kết quả đánh giá, xếp hạng của một khối thành văn bản Word theo thể thức Nghị định 30/2020/NĐ-CP (Điều 10 khoản 2).

Số và ngày để trống: văn thư của cơ quan cấp khi ban hành (Điều 15 Nghị định).
"""

from __future__ import annotations

from datetime import datetime

from services.portal import formats, wording
from services.portal.board import Board, Line
from shared.office.administrative_document import (
    AdministrativeDocument,
    Column,
    Section,
    Signature,
    Table,
    Value,
    docx_of,
)

COLUMNS = (
    Column("Hạng", 0.7, "center"),
    Column("Cơ quan", 3.6),
    Column("Điểm đạt được", 1.1, "right"),
    Column("Điểm tối đa áp dụng", 1.1, "right"),
    Column("Chỉ số (%)", 1.0, "right"),
    Column("Xếp loại", 1.1, "center"),
)


def docx_ranking(board: Board, *, told: datetime, as_of: datetime | None = None) -> bytes:
    """The ranking as the bytes of a .docx; a board that is not published says that it is provisional."""
    moment = formats.moment(as_of or told)
    state = "đã công bố" if board.published else "tạm tính, chưa công bố"
    document = AdministrativeDocument(
        issuer="Sở Nội vụ",
        superior="UBND tỉnh Quảng Nam",
        type_name="Báo cáo",
        title=f"Kết quả đánh giá, xếp hạng cải cách hành chính năm {board.year}: {wording.block(board.block)}",
        notation="BC-SNV",
        to=("UBND tỉnh",),
        grounds=(
            "Căn cứ khoản 2 Điều 10 Quy chế phối hợp ban hành kèm theo Quyết định 1669/QĐ-UBND ngày 18/6/2021 của "
            "UBND tỉnh Quảng Nam;",
        ),
        sections=(
            Section(
                "I. KẾT QUẢ",
                (f"Kết quả {state}; số liệu trong sổ lúc {moment} (giờ Đông Dương).",),
                (Table(COLUMNS, [_row(line) for line in board.lines], empty="Chưa có cơ quan nào."),),
            ),
            Section("II. CÁCH TÍNH", _method(board)),
        ),
        copies=("Như trên", "Các cơ quan được đánh giá"),
        signature=Signature(position="Giám đốc"),
        sample=board.sample,
    )
    return docx_of(document)


def _row(line: Line) -> list[Value]:
    rank = f"{line.rank}{'=' if line.tied else ''}" if line.rank is not None else "không xếp hạng"
    percent = None if line.percent is None else formats.number(line.percent)
    total = None if line.total is None else formats.number(line.total)
    return [rank, line.name, total, formats.number(line.maximum), percent, line.band]


def _method(board: Board) -> tuple[str, ...]:
    criteria = board.criteria
    told = [
        "Chỉ số là phần trăm điểm đạt được trên điểm tối đa áp dụng với từng cơ quan; làm tròn chỉ để hiển thị.",
        "Bằng điểm thì cùng hạng, hạng sau bỏ cách; cơ quan không xếp hạng vẫn được chấm điểm.",
    ]
    if criteria is not None:
        told.append(f"Bộ tiêu chí {criteria.code}, phiên bản {criteria.version}.")
    if board.bands:
        told.append(f"Xếp loại: {'; '.join(wording.bands(board.bands))}.")
    return tuple(told)
