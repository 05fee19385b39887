"""``phoihop restore``: khôi phục sổ từ bản sao lưu, rồi lấy lại từ các sổ khác những gì chính sổ ấy đã gửi (†).

A ledger that is put back to an earlier day is behind the others: they have taken facts of it that it does not hold
any more. It gets them back byte for byte before it may run (``shared/mechanism/recovery.py``). Everything is made
ready and checked on a scratch place; what stands is touched last, in one step, and is kept aside.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Any

import click
from rich.markup import escape

from services.console import folder
from services.console.keeping import chosen, deployment
from services.console.restoring import Restoration
from services.console.tables import KEEPERS, lines, screen
from shared.mechanism.settings import Settings

HELP = """Khôi phục sổ từ một bản sao lưu (mặc định: bản mới nhất), khi các dịch vụ đã dừng.

\b
  phoihop restore --department noi_vu       một sổ, từ bản mới nhất
  phoihop restore 20211210-090000           mọi sổ của bản ấy
  phoihop restore --from-others             không dùng bản sao: sổ nào kém các sổ khác thì lấy lại từ các sổ khác

Sổ hiện có mà mới hơn bản sao thì không bị ghi đè, trừ khi có --force; sổ bị thay luôn được giữ lại bên cạnh.
Kết thúc 0 khi đã khôi phục trọn vẹn, 3 khi có sự việc riêng không sổ nào còn giữ (được kể ra), 1 khi không khôi phục.
"""


@click.command(help=HELP, context_settings={"max_content_width": 110})
@click.argument("backup", required=False, metavar="[BẢN_SAO]")
@click.option(
    "--department", "departments", multiple=True, type=click.Choice(KEEPERS), help="Chỉ sổ này (lặp lại được)."
)
@click.option("--from-others", is_flag=True, help="Chỉ lấy lại sự việc của mình từ các sổ khác, không dùng bản sao.")
@click.option("--force", is_flag=True, help="Ghi đè cả khi sổ hiện có mới hơn hoặc khác bản sao.")
@click.option("--local", is_flag=True, help="Khởi động PostgreSQL riêng của up --local trong lúc khôi phục.")
@click.option("--json", "as_json", is_flag=True, help="Một JSON cho mỗi sổ.")
def command(
    backup: str | None, departments: tuple[str, ...], from_others: bool, force: bool, local: bool, as_json: bool
) -> None:
    if from_others and backup:
        raise click.UsageError("--from-others không dùng bản sao lưu nào.")
    settings = Settings.from_environment()
    try:
        with folder.owned(settings.data), deployment(settings, local=local) as found:
            made = Restoration(found, force=force)
            told = made.from_others(departments) if from_others else made.run(chosen(found, backup), departments)
    except folder.FolderTaken as taken:
        raise click.ClickException(f"{taken} Hãy dừng các dịch vụ trước khi khôi phục.") from None
    if as_json:
        lines(told)
    else:
        _print(told)
    sys.exit(3 if any(each["recovered"] and each["recovered"]["lost"] for each in told) else 0)


# For people


def _print(told: Sequence[dict[str, Any]]) -> None:
    console = screen()
    if not told:
        console.print("Không sổ nào kém các sổ khác; không có gì để lấy lại.")
    for each in told:
        console.print(
            f"[bold]{each['department']}[/bold]: {each['position']} dòng, công văn đi đến số {each['sequence']}."
        )
        for sentence in sentences(each["recovered"]):
            console.print(f"  {escape(sentence)}")
        if each["findings"]:
            console.print(f"  Còn {each['findings']} điều không khớp: xem phoihop replay --check.", style="red")
        if each["kept_aside"]:
            console.print(f"  Sổ cũ được giữ ở {each['kept_aside']}.", style="dim")


def sentences(recovered: dict[str, Any] | None) -> Iterator[str]:
    """What came back from the others, and what did not."""
    if not recovered:
        return
    first, last, by = recovered["first"], recovered["last"], ", ".join(recovered["witnesses"])
    yield f"Lấy lại {last - first + 1} công văn đi (số {first}–{last}) nguyên từng byte từ {by}."
    yield f"{recovered['retaken']} được diễn lại cùng điều ghi riêng; {recovered['adopted']} chỉ còn chính công văn."
    if recovered["commands"]:
        many = len(recovered["commands"])
        yield f"{many} lệnh chỉ còn kết quả, nguyên văn đã mất; gửi lại cùng mã thì không làm lần nữa."
    if recovered["opened"]:
        yield f"{len(recovered['opened'])} hồ sơ mở lại theo tên công khai: {_some(recovered['opened'])}."
    if recovered["lost"]:
        yield f"MẤT {len(recovered['lost'])} sự việc riêng, không sổ nào khác giữ: {_some(recovered['lost'])}."
    if recovered["unreadable"]:
        yield f"Không dùng tiếp được {len(recovered['unreadable'])} hồ sơ mất mở đầu: {_some(recovered['unreadable'])}."


def _some(names: Sequence[str]) -> str:
    return "; ".join(names[:10]) + ("; …" if len(names) > 10 else "")
