"""How a service is: lag, what is missing from whom, quarantine, views; as JSON and for Prometheus."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from eventsourcing.persistence import PersistenceError
from nameko.extensions import DependencyProvider, SharedExtension
from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from shared.mechanism.agenda import ALARM
from shared.mechanism.own import OwnLedger

log = logging.getLogger("phoihop.health")

SLOW_SECONDS, BLOCKED_SECONDS = 30, 300
SILENT = "Kho của sổ không trả lời; lệnh đến lúc này được báo gửi lại sau."


class Standing(SharedExtension):
    """The report of a service's own state."""

    own = OwnLedger()

    def report(self) -> dict[str, Any]:
        """The state as plain JSON; ``status`` is ok, slow or blocked. ``role``: active, or standby beside another."""
        known = {
            "service": self.own.department,
            "version": self.own.ledger.version,
            "role": self.own.leadership.role,
            "clock": self.own.ledger.now.isoformat(timespec="seconds"),
            "demonstration": getattr(self.own.ledger.clock, "demonstration", False),
        }
        silent = {**known, "status": "blocked", "reason": SILENT}
        if self.own.leadership.unsure:
            return silent  # at once: whoever asks a store that is away waits for seconds
        try:
            return {**known, **self._report()}
        except PersistenceError as failure:
            log.warning("the store does not answer", extra={"reason": str(failure)[:300]})
            return silent

    def _report(self) -> dict[str, Any]:
        ledger, post, store = self.own.ledger, self.own.post, self.own.ledger.store
        now = ledger.now
        relayed = store.cursor("relay")
        pending = max(0, ledger.sequence - relayed)
        oldest = self._age(store.public_lines(relayed, 1), now) if pending else 0.0
        taken = ledger.taken
        waiting = store.quarantined()
        aside = Counter(each.sender for each in waiting if each.type != ALARM)
        senders = []
        for sender in sorted({*taken, *post.senders}):
            known = post.senders.get(sender)
            announced = max(known.announced if known else 0, taken.get(sender, 0))
            senders.append(
                {
                    "sender": sender,
                    "taken": taken.get(sender, 0),
                    "announced": announced,
                    "missing": announced - taken.get(sender, 0),
                    "aside": aside[sender],
                    "lag_seconds": round(post.lag(sender, taken.get(sender, 0)), 1),
                }
            )
        positions = ledger.folding.positions
        inbox = getattr(self.own, "inbox", None)
        state: dict[str, Any] = {
            "ledger": {"position": ledger.position, "sequence": ledger.sequence},
            "relay": {"pending": pending, "oldest_seconds": oldest},
            "inbox": {"pending": inbox.pending if inbox else 0, "senders": senders},
            "quarantine": {
                "open": len(waiting),
                "oldest": waiting[0].message if waiting else None,
                "causes": sorted({each.cause for each in waiting})[:5],
                "entries": [
                    {name: getattr(each, name) for name in ("receipt", "sender", "message", "type", "cause")}
                    for each in waiting[:20]
                ],
            },
            "views": [
                {
                    "name": name,
                    "position": position,
                    "behind": ledger.position - position,
                    "stuck": ledger.folding.stuck.get(name),
                }
                for name, position in positions.items()
            ],
            "behind": self._behind(),
            "catching_up": self._catching_up(taken),
            **store.counts(),
        }
        state["status"] = self._status(state)
        return state

    def _behind(self) -> dict[str, Any] | None:
        """Others have taken facts of this ledger that it does not hold: it was put back, and takes nothing now."""
        late = self.own.behind
        if late is None:
            return None
        own, (witnessed, receiver) = self.own.ledger.sequence, late
        sentence = (
            f"Sổ ở sau chính những gì nó đã gửi: {receiver} đã nhận đến số {witnessed}, sổ chỉ còn đến {own}. Không ghi"
            f" gì thêm; hãy dừng dịch vụ và chạy phoihop restore --from-others."
        )
        return {"own": own, "witnessed": witnessed, "by": receiver, "sentence": sentence}

    def _catching_up(self, taken: dict[str, int]) -> dict[str, Any] | None:
        """What it takes before it decides anything again; commands are told to come again meanwhile."""
        if not self.own.catching_up.under_way(taken):
            return None
        lacking = self.own.catching_up.lacking(taken)
        sentence = f"Đang nhận lại công văn còn thiếu của {', '.join(sorted(lacking))}; lệnh được báo gửi lại sau."
        return {"lacking": lacking, "sentence": sentence}

    @staticmethod
    def _status(state: dict[str, Any]) -> str:
        oldest = state["relay"]["oldest_seconds"]
        stuck = any(view["stuck"] for view in state["views"])
        if oldest > BLOCKED_SECONDS or stuck or state["behind"]:
            return "blocked"
        missing = any(sender["missing"] for sender in state["inbox"]["senders"])
        waits = missing or state["catching_up"] or state["quarantine"]["open"]
        return "slow" if oldest > SLOW_SECONDS or waits else "ok"

    @staticmethod
    def _age(lines: list[Any], now: datetime) -> float:
        return max(0.0, (now - datetime.fromisoformat(lines[0].time)).total_seconds()) if lines else 0.0

    def collect(self) -> Iterable[Metric]:
        """The same state for Prometheus; no person, dossier or message id is ever a label."""
        state = self.report()
        service = [state["service"]]
        yield _gauge(
            "phoihop_replica_active", "1 where this replica takes, 0 where it stands by.", ["service"],
            [(service, float(state["role"] == "active"))],
        )  # fmt: skip
        yield _gauge(
            "phoihop_store_answers", "1 while the ledger's store answers.", ["service"],
            [(service, float("ledger" in state))],
        )  # fmt: skip
        if "ledger" not in state:
            return
        yield _gauge(
            "phoihop_ledger_position",
            "Rows in the ledger.",
            ["service"],
            [(service, state["ledger"]["position"])],
        )
        yield _gauge(
            "phoihop_outbox_pending_messages", "Public facts not confirmed by the bus.", ["service"],
            [(service, state["relay"]["pending"])],
        )  # fmt: skip
        yield _gauge(
            "phoihop_outbox_oldest_seconds", "Age of the oldest fact not confirmed.", ["service"],
            [(service, state["relay"]["oldest_seconds"])],
        )  # fmt: skip
        yield _gauge(
            "phoihop_inbox_pending_messages", "Messages that wait for the ledger.", ["service"],
            [(service, state["inbox"]["pending"])],
        )  # fmt: skip
        yield _gauge(
            "phoihop_inbox_missing_messages", "What a sender's ledger announced and this one has not taken.",
            ["service", "sender"],
            [([*service, each["sender"]], each["missing"]) for each in state["inbox"]["senders"]],
        )  # fmt: skip
        yield _gauge(
            "phoihop_inbox_sent_messages", "How far a sender's ledger says that it has come.", ["service", "sender"],
            [([*service, each["sender"]], each["announced"]) for each in state["inbox"]["senders"]],
        )  # fmt: skip
        yield _gauge(
            "phoihop_inbox_taken_messages", "How far this ledger has taken a sender's facts.", ["service", "sender"],
            [([*service, each["sender"]], each["taken"]) for each in state["inbox"]["senders"]],
        )  # fmt: skip
        yield _gauge(
            "phoihop_inbox_aside_messages", "Of those taken from a sender, the ones set aside and not yet released.",
            ["service", "sender"],
            [([*service, each["sender"]], each["aside"]) for each in state["inbox"]["senders"]],
        )  # fmt: skip
        behind = state["behind"]
        yield _gauge(
            "phoihop_ledger_behind_messages", "Own facts that others have taken and this ledger does not hold.",
            ["service"], [(service, behind["witnessed"] - behind["own"] if behind else 0)],
        )  # fmt: skip
        lacking = state["catching_up"]["lacking"] if state["catching_up"] else {}
        yield _gauge(
            "phoihop_catching_up_senders", "Senders whose facts it takes before it decides anything; 0: it decides.",
            ["service"], [(service, len(lacking))],
        )  # fmt: skip
        yield _gauge(
            "phoihop_quarantine_messages",
            "Messages set aside.",
            ["service"],
            [(service, state["quarantine"]["open"])],
        )
        yield _gauge(
            "phoihop_view_behind_rows", "Rows that a view has not folded.", ["service", "view"],
            [([*service, each["name"]], each["behind"]) for each in state["views"]],
        )  # fmt: skip
        handled = CounterMetricFamily(
            "phoihop_inbox_handled", "Messages dealt with.", labels=["service", "message", "result"]
        )
        inbox = getattr(self.own, "inbox", None)
        for (name, kind), times in (inbox.handled if inbox else {}).items():
            handled.add_metric([*service, name if name in self.own.ledger.takers.of else "other", kind], times)
        yield handled
        published = CounterMetricFamily("phoihop_outbox_published", "Facts confirmed by the bus.", labels=["service"])
        published.add_metric(service, self.own.published)
        yield published
        renewed = CounterMetricFamily(
            "phoihop_queues_renewed", "Queues made anew: the broker had lost them.", labels=["service"]
        )
        renewed.add_metric(service, self.own.queues_renewed)
        yield renewed


class StandingAccess(DependencyProvider):
    """Gives the service its report."""

    standing = Standing()

    def get_dependency(self, worker_ctx: object) -> Standing:
        return self.standing


def _gauge(name: str, text: str, labels: list[str], values: list[tuple[list[str], float]]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, text, labels=labels)
    for each, value in values:
        family.add_metric(each, value)
    return family


def exposition(standing: Standing) -> tuple[bytes, str]:
    """The metrics as text, and its content type."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(standing)
    return generate_latest(registry), CONTENT_TYPE_LATEST
