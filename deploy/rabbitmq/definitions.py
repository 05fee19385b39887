"""The broker's definitions: who may publish, declare and read what (Điều 2: one lead per work item †).

A department publishes facts under its own name only and reads nobody's queue but its own; an agency sends
commands and reads its replies, what is announced to everybody and what concerns itself. RabbitMQ itself enforces
it, whatever the code of a department does. Format: RabbitMQ's `load_definitions`.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

VHOST = "phoihop"
FACTS = "province"
COMMANDS = "commands"
DEAD = "province.dead"

#: Facts that every agency's system may bind to. Of the others it hears those alone that concern itself: the third
#: word of a fact's key names the agency concerned.
ANNOUNCEMENTS = (
    "CriteriaSetAdopted",
    "RoundOpened",
    "WindowExtended",
    "ReminderIssued",
    "WorkOverdue",
    "ResultsDecided",
    "ResultsPublished",
    "ResultsCorrected",
    # Danh bạ: ai là ai, ai chủ trì gì
    "AgencyEstablished",
    "AgencyRenamed",
    "AgencyPlaced",
    "AgenciesMerged",
    "AgencyDissolved",
    "CompetenceTransferred",
    "AgencyCodeAssigned",
    "ReorganisationWithdrawn",
    # Lời mời, yêu cầu gửi nhiều cơ quan
    "MeetingCalled",
    "MeetingRescheduled",
    "MeetingCancelled",
    "MinutesIssued",
    "OwnInspectionsRequested",
    "OwnInspectionsOverdue",
    "InspectionRoundPostponed",
    "InspectionRoundCancelled",
    "FieldFiguresRequested",
    "FieldFiguresOverdue",
    "ImprovementSummaryRequested",
    "ImprovementPeriodExtended",
    "ImprovementReminderIssued",
    "ImprovementSummaryOverdue",
    "BudgetGuidanceIssued",
    "BudgetEstimatesOverdue",
    "ReformReviewOpened",
    "InformationShared",
    "InformationWithdrawn",
    # Điều đã ban hành
    "DocumentIssued",
    "RatingRulesCirculated",
    "RatingRulesCommentsOverdue",
    "RatingRulesIssued",
    "PlanIssued",
    "PlanAdjusted",
    "ImprovementPlanIssued",
    "ImprovementGuidanceIssued",
    "GuidanceIssued",
    "GuidanceWithdrawn",
    "InspectionPlanned",
    "CommunicationPlanned",
    "CommunicationReported",
    "ReformReviewConcluded",
    "CommendationDecided",
)

_NOTHING = "^$"
_DEAD = re.escape(DEAD)
# The default exchange, by which a reply finds the queue named in reply_to.
_REPLIES = r"amq\.default"


def definitions(
    passwords: Mapping[str, str],
    *,
    services: Iterable[str],
    clients: Iterable[str],
    observers: Iterable[str] = (),
) -> dict[str, Any]:
    """The whole document. ``passwords`` maps every user named in the other arguments to its password."""
    services, clients, observers = tuple(services), tuple(clients), tuple(observers)
    return {
        "rabbit_version": "3.10.8",
        "users": [_user(name, passwords[name]) for name in (*services, *clients, *observers)],
        "vhosts": [{"name": VHOST}],
        "permissions": [
            *(_service(name) for name in services),
            *(_client(name) for name in clients),
            *(_observer(name) for name in observers),
        ],
        "topic_permissions": [
            *(right for name in services for right in _service_topics(name)),
            *(right for name in clients for right in _client_topics(name)),
            *(right for name in observers for right in _observer_topics(name)),
        ],
        "policies": [],
        "parameters": [],
        "exchanges": [_exchange(name) for name in (FACTS, COMMANDS, DEAD)],
        "queues": [_dead_letters(name) for name in services],
        "bindings": [
            {
                "source": DEAD,
                "vhost": VHOST,
                "destination": f"{name}.dead",
                "destination_type": "queue",
                "routing_key": name,
                "arguments": {},
            }
            for name in services
        ],
    }


def password_hash(password: str, salt: bytes | None = None) -> str:
    """RabbitMQ's SHA-256 form: base64 of four bytes of salt and the digest of salt and password."""
    salt = secrets.token_bytes(4) if salt is None else salt
    return base64.b64encode(salt + hashlib.sha256(salt + password.encode()).digest()).decode()


def _user(name: str, password: str) -> dict[str, Any]:
    return {
        "name": name,
        "password_hash": password_hash(password),
        "hashing_algorithm": "rabbit_password_hashing_sha256",
        "tags": "",
        "limits": {},
    }


def _exchange(name: str) -> dict[str, Any]:
    return {
        "name": name,
        "vhost": VHOST,
        "type": "topic",
        "durable": True,
        "auto_delete": False,
        "internal": False,
        "arguments": {},
    }


def _dead_letters(service: str) -> dict[str, Any]:
    return {
        "name": f"{service}.dead",
        "vhost": VHOST,
        "durable": True,
        "auto_delete": False,
        "arguments": {"x-queue-type": "quorum"},
    }


def _service(name: str) -> dict[str, str]:
    own = rf"^{name}\."
    return {
        "user": name,
        "vhost": VHOST,
        "configure": own,
        "write": rf"{own}|^({FACTS}|{COMMANDS}|{_DEAD}|{_REPLIES})$",
        "read": rf"{own}|^({FACTS}|{COMMANDS}|{_DEAD})$",
    }


def _client(name: str) -> dict[str, str]:
    own = rf"^client\.{name}\."
    return {
        "user": name,
        "vhost": VHOST,
        "configure": own,
        "write": rf"{own}|^{COMMANDS}$",
        "read": rf"{own}|^{FACTS}$",
    }


def _observer(name: str) -> dict[str, str]:
    own = rf"^{name}\."
    return {"user": name, "vhost": VHOST, "configure": own, "write": own, "read": rf"{own}|^{FACTS}$"}


def _topic(user: str, exchange: str, *, write: str, read: str) -> dict[str, str]:
    return {"user": user, "vhost": VHOST, "exchange": exchange, "write": write, "read": read}


def _service_topics(name: str) -> tuple[dict[str, str], ...]:
    return (
        _topic(name, FACTS, write=rf"^{name}\.", read=".*"),
        _topic(name, COMMANDS, write=".*", read=rf"^{name}$"),
        _topic(name, DEAD, write=rf"^{name}$", read=rf"^{name}$"),
    )


def _client_topics(name: str) -> tuple[dict[str, str], ...]:
    # RabbitMQ judges the key of a binding, not the messages that will come by it: the word that a right rests on
    # (the name of an announced fact, the agency's own id) may not be a wildcard, and # stands for any words at all.
    announced = rf"^[a-z_]+\.({'|'.join(ANNOUNCEMENTS)})\.([A-Za-z0-9]+|\*)$"
    about_itself = rf"^([a-z_]+|\*)\.([A-Za-z]+|\*)\.{name}$"
    return (
        _topic(name, COMMANDS, write=".*", read=_NOTHING),
        _topic(name, FACTS, write=_NOTHING, read=f"{announced}|{about_itself}"),
        _topic(name, DEAD, write=_NOTHING, read=_NOTHING),
    )


def _observer_topics(name: str) -> tuple[dict[str, str], ...]:
    return (
        _topic(name, FACTS, write=_NOTHING, read=".*"),
        _topic(name, COMMANDS, write=_NOTHING, read=_NOTHING),
        _topic(name, DEAD, write=_NOTHING, read=_NOTHING),
    )
