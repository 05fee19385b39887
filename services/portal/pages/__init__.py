"""Các trang của cổng: each answers one question, and keeps all that was chosen in its address.

A page is whole HTML. The part marked ``data-part`` fetches the page again when one of the views that it names has
changed, and takes its new self out of the answer; without a script the page is the same, it only stands still.

province    toàn tỉnh, một đơn vị, trợ giúp     scoreboard  bảng điểm, một cơ quan, một tiêu chí
dossiers    hồ sơ và diễn biến                  messages    sổ thông điệp
work        việc và hạn                        registers   sổ công văn; trình UBND tỉnh
procedures  các quy trình của Quy chế            plans       kế hoạch, chương trình, biện pháp
improvement cải thiện các Chỉ số                 tasks       nhiệm vụ được giao
meetings    họp giao ban, họp đánh giá           obstacles   khó khăn, vướng mắc
obligations việc thực hiện nghĩa vụ              organisation danh bạ cơ quan, thẩm quyền
comparison  so hai đợt, so hai thời điểm
schemes     thẩm định đề án, dự án               inspections kiểm tra của tỉnh
own_inspections kiểm tra của từng cơ quan       provincial_scores tự chấm điểm cấp tỉnh
budgets     dự toán, phân bổ kinh phí            information cung cấp thông tin, tài liệu
amendments  kiến nghị sửa đổi quy định           reviews     tổng kết, đánh giá
recognition khen thưởng, chấn chỉnh              communication thông tin, tuyên truyền
field_work  hướng dẫn, kiểm tra theo lĩnh vực    field_reports báo cáo, số liệu theo lĩnh vực
course      các bước của một việc                office      văn bản tải về
quarantine  thông điệp bị cách ly                exchange    đối chiếu gửi và nhận
"""

from services.portal.pages import (
    amendments,
    budgets,
    communication,
    comparison,
    course,
    dossiers,
    exchange,
    field_reports,
    field_work,
    improvement,
    information,
    inspections,
    meetings,
    messages,
    obligations,
    obstacles,
    organisation,
    own_inspections,
    plans,
    procedures,
    province,
    provincial_scores,
    quarantine,
    recognition,
    registers,
    reviews,
    schemes,
    scoreboard,
    tasks,
    work,
)
from services.portal.pages.frame import blueprint

__all__ = [
    "amendments",
    "blueprint",
    "budgets",
    "communication",
    "comparison",
    "course",
    "dossiers",
    "exchange",
    "field_reports",
    "field_work",
    "improvement",
    "information",
    "inspections",
    "meetings",
    "messages",
    "obligations",
    "obstacles",
    "organisation",
    "own_inspections",
    "plans",
    "procedures",
    "province",
    "provincial_scores",
    "quarantine",
    "recognition",
    "registers",
    "reviews",
    "schemes",
    "scoreboard",
    "tasks",
    "work",
]
