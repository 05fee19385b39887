"""Ledgers of any size, made of real rows: what one command leaves, again and again under other numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

from shared.mechanism.ledger import Delivery, Ledger
from shared.mechanism.message import source_of
from shared.mechanism.record import identity
from shared.mechanism.store import Row, Store
from shared.mechanism.taking import Takers
from shared.mechanism.view import View
from tests.bench import parcels
from tests.bench.ours import AGENCY, SENDER, command

PAGE = 5_000


def open_ledger(store: Store, *, views: tuple[type[View], ...] = (parcels.Parcels,)) -> Ledger:
    takers = Takers([parcels.SENDER])  # type: ignore[list-item]
    return Ledger(department=SENDER, store=store, takers=takers, views=views)


def deliveries(numbers: list[str]) -> list[Delivery]:
    return [Delivery("command", command(number), AGENCY) for number in numbers]


def example(store: Store) -> tuple[Row, Row]:
    """The fact and the receipt that the first command leaves in an empty ledger."""
    ledger = open_ledger(store, views=())
    kept: list[Row] = []
    append = store.append
    store.append = lambda first, rows, **rest: kept.extend(rows) or append(first, rows, **rest)  # type: ignore[method-assign]
    ledger.take(deliveries(["00000001"]))
    store.append = append  # type: ignore[method-assign]
    fact, receipt = kept
    return fact, receipt


def extend(store: Store, fact: Row, receipt: Row, until: int) -> None:
    """As many rows as are lacking: half of them public facts, half the receipts of their commands."""
    position = store.last()[0]
    while position < until:
        rows = [row for pair in _pairs(fact, receipt, position // 2 + 1, PAGE // 2) for row in pair]
        rows = rows[: until - position]
        store.append(position + 1, rows)
        position += len(rows)


def _pairs(fact: Row, receipt: Row, first: int, many: int) -> Iterator[tuple[Row, Row]]:
    for number in range(first, first + many):
        name, cause = f"{number:08d}", str(uuid4())
        record = identity.__wrapped__(f"parcel/{name}")
        changed = {
            b'"00000001"': f'"{name}"'.encode(),
            b"parcel/00000001": f"parcel/{name}".encode(),
            str(fact.record_id).encode(): str(record).encode(),
            receipt.message.encode(): cause.encode(),
            fact.time.encode(): receipt.time.encode(),
            fact.case.encode(): str(uuid4()).encode(),
            b'"sequence":1,': f'"sequence":{number},'.encode(),
            b'"sequence":1}': f'"sequence":{number}}}'.encode(),
        }
        receipt_id = identity.__wrapped__(f"receipt/{source_of(AGENCY)}#{cause}")
        changed[str(receipt.record_id).encode()] = str(receipt_id).encode()
        bodies = [fact.body, receipt.body]
        for old, new in changed.items():
            bodies = [body.replace(old, new) for body in bodies]
        case = changed[fact.case.encode()].decode()
        common = {"time": receipt.time, "case": case, "correlation": cause}
        written = {"record_id": record, "message": f"{record}/1", "sequence": number, "causation": cause}
        yield (
            replace(fact, body=bodies[0], subject=f"parcel/{name}", **written, **common),
            replace(receipt, body=bodies[1], record_id=receipt_id, message=cause, **common),
        )
