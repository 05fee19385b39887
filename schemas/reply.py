"""Trả lời một lệnh: chấp nhận, kèm các sự việc nó gây ra; hoặc từ chối, kèm mã ổn định và một câu tiếng Việt.

A reply is no fact: it goes to the sender of the command alone, and its receipt is in the department's ledger.
So it is not in the register of messages. The same command sent again gets the same reply.
"""

from __future__ import annotations

from schemas.base import Form
from schemas.fields import Flag, Many, Pattern, Text, Whole


class CausedFact(Form):
    """Một sự việc mà lệnh gây ra."""

    id = Text("Mã sự việc.", longest=200)
    type = Text("Tên sự việc.", longest=100)
    subject = Text("Hồ sơ.", longest=200)
    sequence = Whole("Số thứ tự; trống ở sự việc nội bộ.", least=1, most=2**53 - 1, optional=True)


class Fault(Form):
    """Một chỗ sai."""

    path = Text("Chỗ sai, ví dụ entries.0.score, hoặc mã tiêu chí.", longest=500, empty=True)
    message = Text("Sai gì, bằng tiếng Việt.", longest=2000)
    code = Text("Mã ổn định của lỗi.", longest=100)


class CommandAccepted(Form):
    """Dịch vụ nhận lệnh → người gửi: lệnh được chấp nhận và đã ghi sổ."""

    command = Text("Mã thông điệp của lệnh.", longest=200, empty=True)
    department = Text("Dịch vụ trả lời.", longest=32)
    facts = Many(CausedFact, "Các sự việc đã ghi, theo thứ tự.", most=100_000)
    duplicate = Flag("Lệnh đã được nhận trước đó; không có gì xảy ra thêm.")


class CommandRefused(Form):
    """Dịch vụ nhận lệnh → người gửi: lệnh bị từ chối; việc từ chối cũng đã ghi sổ."""

    command = Text("Mã thông điệp của lệnh; trống khi không đọc được.", longest=200, empty=True)
    department = Text("Dịch vụ trả lời.", longest=32)
    code = Pattern("Mã ổn định của lý do.", r"^[A-Z][A-Z0-9_]{1,63}$", "Không phải mã từ chối.")
    message = Text("Lý do, một câu tiếng Việt.", longest=5000)
    errors = Many(Fault, "Từng chỗ sai.", most=1000)
    retryable = Flag("Gửi lại nguyên văn có thể được.")


REPLIES: tuple[type[Form], ...] = (CommandAccepted, CommandRefused)
