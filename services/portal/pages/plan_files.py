"""Kế hoạch ra tệp: KẾ HOẠCH theo thể thức Nghị định 30/2020/NĐ-CP, và bảng Excel để làm việc tiếp (Điều 6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from services.portal import formats, wording
from services.portal.desk import Row
from services.portal.pages import plan_drafts as drafts
from services.portal.pages.task_states import Seen, is_sample
from shared.office import administrative_document as word
from shared.office.table_workbook import Column, Sheet, xlsx_of

COMMITTEE = "Ủy ban nhân dân tỉnh Quảng Nam"
ITEM_COLUMNS = (
    Column("TT", 6, "center"),
    Column("Ký hiệu", 10),
    Column("Nhiệm vụ", 44),
    Column("Nội dung", 44),
    Column("Sản phẩm", 26),
    Column("Chủ trì", 26),
    Column("Phối hợp", 22),
    Column("Hạn", 24),
    Column("Kinh phí dự kiến (đồng)", 18, "right", 0),
    Column("Nguồn", 26),
)


def sample_of(row: Row) -> bool:
    return is_sample(row["title"])


def document(row: Row, shown: Row) -> bytes:
    """The KẾ HOẠCH or CHƯƠNG TRÌNH as it was issued, or as the draft that it is."""
    decided = _decision(row, shown)
    kind = "Chương trình" if row["kind"] == "programme" else "Kế hoạch"
    bare = row["title"].removeprefix(kind).strip() or row["plan"]  # the kind stands above it in capitals
    title = f"{bare[:1].upper()}{bare[1:]}"
    sections = [word.Section(f"{each['part']}. {each['title']}", _paragraphs(each["text"])) for each in shown["parts"]]
    rows = [
        [
            place,
            f"{each['title']}. {each['content']}" if each["content"] else each["title"],
            each["product"],
            wording.agency_name(each["lead"]),
            ", ".join(map(wording.agency_short, each["coordinators"])),
            formats.until(each["deadline"]["due"]) if each["deadline"] else "",
        ]
        for place, each in enumerate(shown["items"], 1)
    ]
    columns = (
        word.Column("TT", 0.5, "center"),
        word.Column("Nhiệm vụ", 3.4),
        word.Column("Sản phẩm", 1.6),
        word.Column("Cơ quan chủ trì", 1.6),
        word.Column("Cơ quan phối hợp", 1.4),
        word.Column("Thời hạn", 1.4),
    )
    sections.append(word.Section("Các nhiệm vụ", tables=(word.Table(columns, rows),)))
    signed = decided or {"signer": "", "position": "", "capacity": "", "issued": None}
    grounds = (f"(Kèm theo Quyết định số {wording.document(decided)} của UBND tỉnh)",) if decided else ()
    authority: tuple[str, ...] = ("TM. ỦY BAN NHÂN DÂN",)
    if signed["capacity"] and not signed["capacity"].startswith("TM."):
        authority = (*authority, f"{signed['capacity']} CHỦ TỊCH")
    return word.docx_of(
        word.AdministrativeDocument(
            issuer=COMMITTEE,
            title=title if decided else f"{title} (dự thảo lần {shown['version']})",
            type_name=kind.upper(),
            sections=tuple(sections),
            issued=date.fromisoformat(signed["issued"]) if decided else None,
            grounds=grounds,
            copies=(
                "Thường trực Tỉnh ủy, HĐND tỉnh",
                "Ban Chỉ đạo cải cách hành chính tỉnh",
                "Các Sở, Ban, ngành; UBND các huyện, thị xã, thành phố",
            ),
            signature=word.Signature(authority, signed["position"], signed["signer"]),
            sample=sample_of(row),
            landscape=True,
        )
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.split("\n") if line.strip())


def _decision(row: Row, shown: Row) -> Row | None:
    """The decision by which this version came into force; None for a draft that never did."""
    if row["issued"] and row["issued"]["version"] == shown["version"]:
        found: Row = row["issued"]["document"]
        return found
    for each in row["adjustments"]:
        if each["version"] == shown["version"]:
            decided: Row = each["document"]
            return decided
    return None


def workbook(
    row: Row,
    shown: Row | None,
    *,
    proposals: Sequence[Row],
    versions: Sequence[Row],
    tasks: Sequence[Seen],
    now: datetime,
) -> bytes:
    """Items of the version shown, all proposals with what became of them, all opinions, all tasks."""
    sample = sample_of(row)
    title = row["title"] or f"Kế hoạch {row['plan']}"
    told = f"Đến {formats.moment(now)}"
    version = f"Dự thảo lần {shown['version']}" if shown else "Chưa có dự thảo"
    if shown and _decision(row, shown):
        version = f"Ban hành kèm theo Quyết định {wording.document(_decision(row, shown) or {})}"
    items = [_item(place, each) for place, each in enumerate(shown["items"] if shown else [], 1)]
    return xlsx_of(
        Sheet("Nhiệm vụ", (title.upper(), version, told), ITEM_COLUMNS, items, sample=sample),
        _proposal_sheet(title, proposals, sample=sample),
        _opinion_sheet(title, versions, sample=sample),
        _task_sheet(title, tasks, sample=sample),
    )


def _item(place: int, each: Row) -> list[str | int | Decimal | None]:
    return [
        place,
        each["item"],
        each["title"],
        each["content"],
        each["product"],
        wording.agency_name(each["lead"]),
        ", ".join(map(wording.agency_short, each["coordinators"])),
        f"{formats.until(each['deadline']['due'])} ({each['deadline']['source']})" if each["deadline"] else "",
        Decimal(each["budget"]) if each["budget"] else None,
        "; ".join(map(drafts.origin, each["origins"])),
    ]


def _proposal_sheet(title: str, proposals: Sequence[Row], *, sample: bool) -> Sheet:
    columns = (
        Column("Cơ quan", 26),
        Column("Ký hiệu", 10),
        Column("Nội dung đề xuất", 44),
        Column("Gửi", 12),
        Column("Đưa vào nhiệm vụ", 16),
        Column("Lý do không đưa vào", 44),
    )
    rows = [
        [
            wording.agency_name(each["agency"]),
            each["item"],
            each["title"],
            "muộn" if each["late"] else "đúng hạn",
            ", ".join(each["into"]),
            each["left_out"] or "",
        ]
        for each in proposals
    ]
    return Sheet("Đề xuất", (f"Đề xuất ưu tiên: {title}",), columns, rows, sample=sample)


def _opinion_sheet(title: str, versions: Sequence[Row], *, sample: bool) -> Sheet:
    columns = (
        Column("Dự thảo", 9, "center"),
        Column("Cơ quan", 26),
        Column("Mục", 12),
        Column("Ý kiến", 22),
        Column("Nội dung", 44),
        Column("Tiếp thu", 20),
        Column("Giải trình", 44),
    )
    rows = []
    for version in versions:
        wishes = {(each["agency"], each["item"]): each for each in drafts.wishes(version, versions)}
        for agency, opinion in version["opinions"].items():
            said = [{"item": "", "verdict": opinion["verdict"], "text": opinion["text"]}, *opinion["items"]]
            for each in said:
                treated = (wishes.get((agency, each["item"])) or {}).get("treatment")
                rows.append(
                    [
                        version["version"],
                        wording.agency_name(agency),
                        each["item"] or "chung",
                        drafts.VERDICTS[each["verdict"]][0],
                        each["text"] or "",
                        drafts.TREATMENTS[treated["treatment"]][0] if treated else "",
                        (treated["reason"] or "") if treated else "",
                    ]
                )
    return Sheet("Ý kiến", (f"Ý kiến về dự thảo: {title}",), columns, rows, sample=sample)


def _task_sheet(title: str, tasks: Sequence[Seen], *, sample: bool) -> Sheet:
    columns = (
        Column("Ký hiệu", 12),
        Column("Nhiệm vụ", 44),
        Column("Chủ trì", 26),
        Column("Hạn", 24),
        Column("Tình trạng", 26),
        Column("% đã làm", 10, "right", 0),
    )
    rows = [
        [
            one.row["task"].rsplit("/", 1)[-1],
            one.row["title"],
            wording.agency_name(one.row["lead"]),
            formats.until(one.row["due"]),
            "; ".join((one.words, *one.also)),
            one.row["percent"],
        ]
        for one in tasks
    ]
    return Sheet("Thực hiện", (f"Thực hiện: {title}",), columns, rows, sample=sample)
