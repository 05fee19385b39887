"""Ngôn ngữ công bố của tỉnh: một sự việc là công khai đúng khi có lược đồ ở đây mang tên nó (Điều 2 khoản 2).

One file per noun of a procedure; in it the messages stand in the order in which they are sent. Imports
marshmallow and the standard library only: whoever builds a client needs nothing else of ours.

criteria_set     bộ tiêu chí                    survey     điểm điều tra xã hội học
scoring_round    đợt đánh giá và thời hạn       ranking    Chỉ số và xếp hạng
assessment       tự đánh giá của cơ quan        decision   quyết định, công bố, sửa sau công bố
appraisal        thẩm định, giải trình          reminder   đôn đốc
quarantine       xử lý điều đang cách ly †      work       biểu dùng chung của mọi việc
submission       trình UBND tỉnh, quyết định    document   văn bản đi, số và ký hiệu †
organisation     danh bạ cơ quan, thẩm quyền †
task             nhiệm vụ: giao, điều chỉnh    task_result      nhiệm vụ: tiến độ, kết quả, báo cáo
obstacle         khó khăn, vướng mắc            meeting          họp giao ban, họp đánh giá
evaluation       đánh giá việc thực hiện Quy chế
provincial_score đợt tự chấm cấp tỉnh           provincial_part   phần tự chấm của từng cơ quan
provincial_report tổng hợp, gửi Bộ Nội vụ
scheme           thẩm định đề án, dự án
information      cung cấp thông tin, tài liệu   amendment        rà soát, kiến nghị sửa đổi
plan             kế hoạch, chương trình         plan_adjustment  điều chỉnh kế hoạch
plan_measure     chủ trương, biện pháp          improvement      cải thiện các Chỉ số
reform_review    tổng kết, đánh giá            recognition      khen thưởng, chấn chỉnh
communication    thông tin, tuyên truyền †
inspection       kiểm tra của tỉnh              nomination       cử người, lập đoàn kiểm tra
inspection_visit các buổi kiểm tra, dời đợt     own_inspection   kiểm tra của từng cơ quan
field_work       hướng dẫn, kiểm tra lĩnh vực   field_report     số liệu, báo cáo lĩnh vực
budget           dự toán, phân bổ kinh phí
rating_rules     quy chế đánh giá, xếp hạng
envelope         phong bì CloudEvents           reply      trả lời một lệnh
"""

# The order of these imports is the order of the procedure, and so of all_messages().
# isort: off
from schemas import criteria_set, scoring_round, assessment, appraisal, survey, ranking, decision, reminder
from schemas import quarantine
from schemas import submission, document
from schemas import organisation
from schemas import task, task_result, obstacle, meeting, evaluation
from schemas import provincial_score, provincial_part, provincial_report
from schemas import scheme
from schemas import budget
from schemas import information, amendment
from schemas import rating_rules
from schemas import reform_review, recognition, communication
from schemas import plan, plan_adjustment, plan_measure
from schemas import improvement
from schemas import inspection, nomination, inspection_visit, field_work, field_report, own_inspection
from schemas.base import Command, Event, Form, Message, all_messages, errors_of, find, is_command, senders
from schemas.envelope import CommandEnvelope, Envelope, FactEnvelope
from schemas.reply import REPLIES, CommandAccepted, CommandRefused
# isort: on

__all__ = [
    "REPLIES",
    "Command",
    "CommandAccepted",
    "CommandEnvelope",
    "CommandRefused",
    "Envelope",
    "Event",
    "FactEnvelope",
    "Form",
    "Message",
    "all_messages",
    "amendment",
    "appraisal",
    "assessment",
    "budget",
    "communication",
    "criteria_set",
    "decision",
    "document",
    "errors_of",
    "evaluation",
    "field_report",
    "field_work",
    "find",
    "improvement",
    "information",
    "inspection",
    "inspection_visit",
    "is_command",
    "meeting",
    "nomination",
    "obstacle",
    "organisation",
    "own_inspection",
    "plan",
    "plan_adjustment",
    "plan_measure",
    "provincial_part",
    "provincial_report",
    "provincial_score",
    "quarantine",
    "ranking",
    "rating_rules",
    "recognition",
    "reform_review",
    "reminder",
    "scheme",
    "scoring_round",
    "senders",
    "submission",
    "survey",
    "task",
    "task_result",
]
