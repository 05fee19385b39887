"""The command ``phoihop``: a door for people at a terminal, no service and no department.

Each command stands in a file of its name and is loaded when it is called, so that what a command does not need
(the green threads of the services, a spreadsheet library) does not burden the others.
"""

from __future__ import annotations

import os
import sys
import warnings

COMMANDS = {
    "up": "Khởi động các dịch vụ (nhúng, hoặc --local: RabbitMQ và PostgreSQL).",
    "year": "Diễn cả năm mẫu 2021–2022: mọi quy trình, 38 cơ quan; rồi giữ cổng chạy.",
    "send": "Gửi một lệnh và chờ trả lời.",
    "import": "Nhập bộ tiêu chí từ bảng tính (XLSX, CSV) và ban hành.",
    "history": "Lịch sử một hồ sơ, một nguyên nhân, một khoảng thời gian.",
    "replay": "Khung nhìn như tại một thời điểm; --check gấp lại và so khớp.",
    "rebuild": "Dựng lại khung nhìn từ sổ, khi các dịch vụ đã dừng.",
    "duties": "Nghĩa vụ nào của Quy chế đã thực hiện, đang mở, quá hạn; --check kiểm tra bảng nghĩa vụ.",
    "doctor": "Kiểm tra đủ, đúng, thông suốt giữa các sổ.",
    "backup": "Sao lưu các sổ, khi đang chạy hay đã dừng.",
    "restore": "Khôi phục sổ từ bản sao lưu và lấy lại sự việc đã gửi từ các sổ khác.",
    "drill": "Diễn tập: khôi phục bản sao lưu vào chỗ tạm và kiểm tra nội dung.",
    "quarantine": "Thông điệp đang cách ly và nguyên nhân.",
    "schemas": "Sinh JSON Schema và AsyncAPI của các thông điệp công bố.",
}


def main() -> None:
    """The program's entry: ends with 0, or with another number and one sentence on stderr."""
    warnings.filterwarnings("ignore", message="(?s).*Eventlet is deprecated.*")
    if sys.argv[1:2] in (["up"], ["year"]) and "--local" not in sys.argv:
        # The services share this process: green threads before anything opens a socket or a database.
        os.environ.setdefault("PSYCOPG_WAIT_FUNC", "wait_selector")
        import eventlet

        eventlet.monkey_patch()
    from services.console.commands import run

    sys.exit(run(sys.argv[1:]))
