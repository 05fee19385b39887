"""Ngôn ngữ công bố của tỉnh: một sự việc là công khai đúng khi có lược đồ ở đây mang tên nó (Điều 2 khoản 2).

One file per noun of a procedure; in it the messages stand in the order in which they are sent. Imports
marshmallow and the standard library only: whoever builds a client needs nothing else of ours.

criteria_set     bộ tiêu chí                    survey     điểm điều tra xã hội học
scoring_round    đợt đánh giá và thời hạn       ranking    Chỉ số và xếp hạng
assessment       tự đánh giá của cơ quan        decision   quyết định, công bố, sửa sau công bố
appraisal        thẩm định, giải trình          reminder   đôn đốc
quarantine       xử lý điều đang cách ly †      work       biểu dùng chung của mọi việc
submission       trình UBND tỉnh, quyết định    document   văn bản đi, số và ký hiệu †
envelope         phong bì CloudEvents           reply      trả lời một lệnh
"""

# The order of these imports is the order of the procedure, and so of all_messages().
# isort: off
from schemas import criteria_set, scoring_round, assessment, appraisal, survey, ranking, decision, reminder
from schemas import quarantine
from schemas import submission, document
from schemas.base import Command, Event, Form, Message, all_messages, errors_of, find, is_command
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
    "appraisal",
    "assessment",
    "criteria_set",
    "decision",
    "document",
    "errors_of",
    "find",
    "is_command",
    "quarantine",
    "ranking",
    "reminder",
    "scoring_round",
    "submission",
    "survey",
]
