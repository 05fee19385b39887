"""Việc mà mỗi cơ quan trong sáu cơ quan làm như nhau: one list, so that no department forgets one (Điều 4 khoản 2).

A department that leads something lists its own nouns after these. The order is that in which takers of one message
act: who is who comes first, then what is noted, then what follows.
"""

from __future__ import annotations

from types import ModuleType

from shared.mechanism.view import View
from shared.procedures import amendment, appraisal, document, information, organisation, quarantine, submission
from shared.procedures.appraisal_work import AppraisalWork
from shared.procedures.field import advice, check, figures, guidance, report
from shared.procedures.field.duties import FieldWork
from shared.procedures.inspection import inspection, nomination, own_inspection_book, round
from shared.procedures.inspection.nomination_work import NominationWork
from shared.procedures.plan import adjustment, opinion, priorities
from shared.procedures.provincial_part import provincial_part
from shared.procedures.provincial_part.work import ProvincialPartWork
from shared.procedures.scheme_opinion import scheme_opinion
from shared.procedures.scheme_opinion.work import SchemeOpinionWork
from shared.procedures.task import result, task

STANDING: tuple[ModuleType, ...] = (
    organisation,
    submission,
    document,
    information,
    amendment,
    task,
    result,
    appraisal,
    provincial_part,
    scheme_opinion,
    priorities,
    opinion,
    adjustment,
    inspection,
    round,
    nomination,
    own_inspection_book,
    guidance,
    check,
    figures,
    report,
    advice,
    quarantine,
)
"""Thủ tục."""

STANDING_VIEWS: tuple[type[View], ...] = (
    AppraisalWork,
    ProvincialPartWork,
    SchemeOpinionWork,
    NominationWork,
    FieldWork,
)
"""Việc còn phải làm, như cơ quan ấy cần thấy."""
