"""The private servers, and the walls that they put up between the departments (Điều 13 đến Điều 18 †).

The AMQP client is pika, which the platform is not built on: what is refused here is refused by the broker itself.
"""

from __future__ import annotations

import json
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pika
import psycopg
import pytest
from pika.adapters.blocking_connection import BlockingChannel
from pika.exceptions import ChannelClosedByBroker, ProbableAuthenticationError

from deploy.local.ports import open_to
from deploy.local.process import wait_for
from deploy.local.servers import Database, LocalFailure, Surroundings, start_all, stop_all
from deploy.roster import AUDITOR, DEPARTMENTS, SERVICES, clients
from tests.live.servers import surroundings

pytestmark = pytest.mark.live
__all__ = ["surroundings"]

MINE = pika.BasicProperties(user_id="noi_vu", delivery_mode=2)


@contextmanager
def channel(here: Surroundings, user: str) -> Iterator[BlockingChannel]:
    connection = pika.BlockingConnection(pika.URLParameters(here.broker.url(user)))
    try:
        opened = connection.channel()
        opened.confirm_delivery()
        yield opened
    finally:
        if connection.is_open:
            connection.close()


def refused(here: Surroundings, user: str, act: Callable[[BlockingChannel], object]) -> str:
    """What the broker says when it closes the channel on that act."""
    with channel(here, user) as opened, pytest.raises(ChannelClosedByBroker) as closed:
        act(opened)
    code: int = closed.value.reply_code
    assert code in (403, 406), closed.value
    return str(closed.value.reply_text)


def own_queue(opened: BlockingChannel, name: str, *bindings: tuple[str, str]) -> str:
    opened.queue_declare(name, durable=True, arguments={"x-queue-type": "quorum"})
    for exchange, key in bindings:
        opened.queue_bind(name, exchange, key)
    return name


def next_body(opened: BlockingChannel, queue: str) -> bytes:
    for frame, _, body in opened.consume(queue, inactivity_timeout=20):
        assert frame is not None, f"nothing came to {queue}"
        opened.basic_ack(frame.delivery_tag)
        opened.cancel()
        return bytes(body)
    raise AssertionError(queue)


def test_a_department_publishes_under_its_own_name_and_another_receives_it(surroundings: Surroundings) -> None:
    with channel(surroundings, "tu_phap") as theirs, channel(surroundings, "noi_vu") as ours:
        inbox = own_queue(theirs, "tu_phap.test", ("province", "noi_vu.#"))
        ours.basic_publish("province", "noi_vu.RoundOpened.all", b"fact", MINE, mandatory=True)
        assert next_body(theirs, inbox) == b"fact"
        theirs.queue_delete(inbox)


def test_a_department_cannot_publish_under_the_name_of_another(surroundings: Surroundings) -> None:
    said = refused(
        surroundings, "noi_vu", lambda it: it.basic_publish("province", "tu_phap.CriterionAppraised.SYT", b"x", MINE)
    )
    assert "ACCESS_REFUSED" in said


def test_a_department_cannot_sign_a_message_as_another(surroundings: Surroundings) -> None:
    forged = pika.BasicProperties(user_id="tu_phap")
    said = refused(
        surroundings, "noi_vu", lambda it: it.basic_publish("province", "noi_vu.RoundOpened.all", b"x", forged)
    )
    assert "user_id" in said


def test_a_department_can_neither_read_nor_make_nor_empty_the_queue_of_another(surroundings: Surroundings) -> None:
    with channel(surroundings, "tu_phap") as theirs:
        own_queue(theirs, "tu_phap.test")
        try:
            for act in (
                lambda it: it.basic_get("tu_phap.test"),
                lambda it: it.basic_consume("tu_phap.test", lambda *_: None),
                lambda it: it.queue_purge("tu_phap.test"),
                lambda it: it.queue_delete("tu_phap.test"),
                lambda it: it.queue_declare("tu_phap.other", durable=True),
                lambda it: it.queue_declare("noi_vux", durable=True),
            ):
                assert "ACCESS_REFUSED" in refused(surroundings, "noi_vu", act)
        finally:
            theirs.queue_delete("tu_phap.test")


def test_a_department_takes_only_the_commands_that_are_addressed_to_it(surroundings: Surroundings) -> None:
    with channel(surroundings, "noi_vu") as ours:
        own_queue(ours, "noi_vu.test", ("commands", "noi_vu"))
        ours.queue_delete("noi_vu.test")
    said = refused(surroundings, "noi_vu", lambda it: own_queue(it, "noi_vu.test", ("commands", "tu_phap")))
    assert "ACCESS_REFUSED" in said
    with channel(surroundings, "noi_vu") as ours:
        ours.queue_delete("noi_vu.test")


def test_no_department_can_remove_what_all_share(surroundings: Surroundings) -> None:
    for act in (
        lambda it: it.exchange_delete("province"),
        lambda it: it.exchange_declare("noi-vu-private", "topic"),
        lambda it: it.queue_declare("province.dead"),
    ):
        assert "ACCESS_REFUSED" in refused(surroundings, "noi_vu", act)


def test_an_agency_sends_a_command_and_is_answered_in_its_own_queue(surroundings: Surroundings) -> None:
    with channel(surroundings, "noi_vu") as department, channel(surroundings, "SYT") as agency:
        inbox = own_queue(department, "noi_vu.test", ("commands", "noi_vu"))
        replies = own_queue(agency, "client.SYT.replies")
        asked = pika.BasicProperties(user_id="SYT", reply_to=replies, correlation_id="1")
        agency.basic_publish("commands", "noi_vu", b"SubmitAssessment", asked, mandatory=True)
        assert next_body(department, inbox) == b"SubmitAssessment"
        department.basic_publish("", replies, b"CommandAccepted", MINE, mandatory=True)
        assert next_body(agency, replies) == b"CommandAccepted"
        department.queue_delete(inbox)
        agency.queue_delete(replies)


def test_an_agency_hears_what_is_announced_and_what_concerns_itself(surroundings: Surroundings) -> None:
    with channel(surroundings, "SYT") as agency, channel(surroundings, "noi_vu") as department:
        ears = own_queue(
            agency,
            "client.SYT.ears",
            ("province", "noi_vu.ResultsPublished.all"),
            ("province", "noi_vu.ResultsCorrected.*"),
            ("province", "noi_vu.CorrectionDecided.SYT"),
        )
        for key in (
            "noi_vu.ResultsPublished.all",
            "noi_vu.CorrectionDecided.SXD",
            "noi_vu.ResultsCorrected.SXD",
            "noi_vu.announced",
            "noi_vu.CorrectionDecided.SYT",
        ):
            department.basic_publish("province", key, key.encode(), MINE)
        heard = [next_body(agency, ears).decode() for _ in range(3)]
        assert heard == ["noi_vu.ResultsPublished.all", "noi_vu.ResultsCorrected.SXD", "noi_vu.CorrectionDecided.SYT"]
        agency.queue_delete(ears)


def test_an_agency_hears_by_one_binding_everything_about_itself_and_nothing_about_others(
    surroundings: Surroundings,
) -> None:
    with channel(surroundings, "SYT") as agency, channel(surroundings, "noi_vu") as department:
        own = own_queue(agency, "client.SYT.own", ("province", "*.*.SYT"))
        for key in (
            "noi_vu.IndexDetermined.SXD",
            "noi_vu.RankingProposed.all",
            "noi_vu.asks.SYT.again",
            "noi_vu.sends.SYT.again",
            "noi_vu.IndexDetermined.SYT",
        ):
            department.basic_publish("province", key, key.encode(), MINE)
        assert next_body(agency, own) == b"noi_vu.IndexDetermined.SYT"
        agency.queue_delete(own)


@pytest.mark.parametrize(
    "key",
    [
        "#",
        "*",
        "*.*",
        "*.*.*",
        "*.*.*.*",
        "noi_vu.#",
        "#.SYT",
        "*.#.SYT",
        "noi_vu.AssessmentSubmitted",
        "noi_vu.AssessmentSubmitted.*",
        "noi_vu.AssessmentSubmitted.SXD",
        "noi_vu.AssessmentSubmitted.all",
        "noi_vu.AssessmentSubmitted.SYTX",
        "noi_vu.AssessmentSubmitted.SYT.again",
        "noi_vu.RankingProposed.all",
        "noi_vu.*.all",
        "*.*.all",
        "noi_vu.ResultsPublished",
        "noi_vu.ResultsPublished.#",
        "*.ResultsPublished.all",
        "noi_vu.announced",
        "noi_vu.sends.tu_phap.again",
        "*.sends.*.again",
    ],
)
def test_an_agency_binds_to_nothing_that_is_not_announced_and_not_its_own(key: str, surroundings: Surroundings) -> None:
    said = refused(surroundings, "SYT", lambda it: own_queue(it, "client.SYT.refused", ("province", key)))
    assert "ACCESS_REFUSED" in said
    with channel(surroundings, "SYT") as agency:
        agency.queue_delete("client.SYT.refused")


def test_an_agency_can_publish_no_fact_and_enter_no_queue_but_its_own(surroundings: Surroundings) -> None:
    mine = pika.BasicProperties(user_id="SYT")
    for act in (
        lambda it: it.basic_publish("province", "noi_vu.ResultsPublished.all", b"x", mine),
        lambda it: it.basic_publish("", "noi_vu.inbox", b"x", mine),
        lambda it: it.basic_publish("province.dead", "noi_vu", b"x", mine),
        lambda it: it.queue_declare("client.STP.replies"),
        lambda it: it.queue_declare("client.SYTX.replies"),
        lambda it: it.queue_declare("noi_vu.inbox"),
    ):
        assert "ACCESS_REFUSED" in refused(surroundings, "SYT", act)


def test_the_auditor_hears_every_fact_and_says_nothing(surroundings: Surroundings) -> None:
    with channel(surroundings, AUDITOR) as auditor, channel(surroundings, "kh_cn") as department:
        everything = own_queue(auditor, "auditor.test", ("province", "#"))
        mine = pika.BasicProperties(user_id="kh_cn")
        department.basic_publish("province", "kh_cn.CriterionAppraised.SYT", b"fact", mine, mandatory=True)
        assert next_body(auditor, everything) == b"fact"
        auditor.queue_delete(everything)
    for exchange, key in (("province", "kh_cn.CriterionAppraised.SYT"), ("commands", "noi_vu"), ("", "noi_vu.inbox")):
        assert "ACCESS_REFUSED" in refused(
            surroundings,
            AUDITOR,
            lambda it, exchange=exchange, key=key: it.basic_publish(exchange, key, b"x"),  # type: ignore[misc]
        )


def test_a_message_that_is_given_up_lies_in_the_departments_own_dead_queue(surroundings: Surroundings) -> None:
    dead = {"x-dead-letter-exchange": "province.dead", "x-dead-letter-routing-key": "noi_vu"}
    with channel(surroundings, "noi_vu") as ours:
        ours.queue_declare("noi_vu.test", durable=True, arguments={"x-queue-type": "quorum", **dead})
        ours.basic_publish("", "noi_vu.test", b"poison", MINE, mandatory=True)
        frame, _, _ = next(iter(ours.consume("noi_vu.test", inactivity_timeout=20)))
        assert frame is not None
        ours.basic_reject(frame.delivery_tag, requeue=False)
        ours.cancel()
        assert next_body(ours, "noi_vu.dead") == b"poison"
        ours.queue_delete("noi_vu.test")


def test_no_user_gets_in_without_its_password_and_the_guest_is_gone(surroundings: Surroundings) -> None:
    port = surroundings.broker.ports["amqp"]
    for user, password in (("guest", "guest"), ("noi_vu", "guest"), ("noi_vu", "")):
        address = pika.ConnectionParameters(
            "127.0.0.1", port, "phoihop", pika.PlainCredentials(user, password), connection_attempts=1
        )
        with pytest.raises(ProbableAuthenticationError):
            pika.BlockingConnection(address)


def test_passwords_lie_in_files_that_nobody_else_reads(surroundings: Surroundings) -> None:
    for path, users in (
        (surroundings.broker_passwords, {*SERVICES, *clients(), AUDITOR}),
        (surroundings.store_passwords, {*SERVICES, AUDITOR}),
    ):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        known = json.loads(path.read_text())
        assert users <= known.keys()
        assert len(set(known.values())) == len(known)


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_a_role_works_in_its_own_database_and_enters_no_other(surroundings: Surroundings, department: str) -> None:
    with psycopg.connect(surroundings.database.url(department)) as connection:
        connection.execute("CREATE TABLE proof (word text)")
        connection.execute("DROP TABLE proof")
    for other in {*SERVICES, "postgres", "template1"} - {department}:
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            psycopg.connect(surroundings.database.url(department, other))


def test_the_auditor_reads_every_database_and_changes_none(surroundings: Surroundings) -> None:
    for name in SERVICES:
        with psycopg.connect(surroundings.database.url(name)) as connection:
            connection.execute("CREATE TABLE ledger (word text)")
            connection.execute("INSERT INTO ledger VALUES ('x')")
        with psycopg.connect(surroundings.database.url(AUDITOR, name)) as reading:
            assert reading.execute("SELECT word FROM ledger").fetchall() == [("x",)]
        for statement in (
            "INSERT INTO ledger VALUES ('y')",
            "UPDATE ledger SET word = 'y'",
            "DROP TABLE ledger",
            "CREATE TABLE mine (word text)",
        ):
            with psycopg.connect(surroundings.database.url(AUDITOR, name)) as writing:
                # The read-only setting is a courtesy that a session may switch off; the rights are the wall.
                writing.execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE")
                writing.commit()
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    writing.execute(statement)
        with psycopg.connect(surroundings.database.url(name)) as connection:
            connection.execute("DROP TABLE ledger")


def test_both_servers_listen_on_free_ports_and_not_on_those_of_the_system(surroundings: Surroundings) -> None:
    ports = {**surroundings.broker.ports, **surroundings.database.ports}
    assert not set(ports.values()) & {5672, 5432, 4369, 25672}
    assert all(open_to(port) for port in ports.values())


def test_a_second_start_in_the_same_folder_is_refused_in_one_sentence(surroundings: Surroundings) -> None:
    with pytest.raises(LocalFailure, match=r"PostgreSQL already runs in .+; make down-local stops it\."):
        start_all(surroundings.folder)
    assert surroundings.broker.running
    assert surroundings.database.running


def test_a_killed_broker_comes_back_on_its_port_with_what_it_held(surroundings: Surroundings) -> None:
    url = surroundings.broker.url("noi_vu")
    with channel(surroundings, "noi_vu") as ours:
        own_queue(ours, "noi_vu.kept")
        ours.basic_publish("", "noi_vu.kept", b"kept", MINE, mandatory=True)
    assert wait_for(lambda: surroundings.broker.keeps("noi_vu.kept"), 20)
    surroundings.broker.kill()
    assert not surroundings.broker.running
    assert not open_to(surroundings.broker.ports["amqp"])
    surroundings.broker.restart()
    assert surroundings.broker.url("noi_vu") == url
    with channel(surroundings, "noi_vu") as ours:
        assert next_body(ours, "noi_vu.kept") == b"kept"
        ours.queue_delete("noi_vu.kept")


def test_a_wiped_broker_holds_nothing_but_its_users_and_exchanges(surroundings: Surroundings) -> None:
    url = surroundings.broker.url("noi_vu")
    with channel(surroundings, "noi_vu") as ours:
        own_queue(ours, "noi_vu.lost", ("province", "tu_phap.#"))
        ours.basic_publish("", "noi_vu.lost", b"lost", MINE, mandatory=True)
    surroundings.broker.wipe()
    assert surroundings.broker.url("noi_vu") == url
    with pytest.raises(ChannelClosedByBroker, match="NOT_FOUND"), channel(surroundings, "noi_vu") as ours:
        ours.queue_declare("noi_vu.lost", passive=True)
    with channel(surroundings, "noi_vu") as ours:
        ours.exchange_declare("province", passive=True)
        ours.basic_publish("province", "noi_vu.RoundOpened.all", b"fact", MINE)


def test_a_killed_database_server_keeps_what_was_committed_and_a_wiped_one_nothing(
    surroundings: Surroundings,
) -> None:
    database = surroundings.database
    with psycopg.connect(database.url("noi_vu")) as connection:
        connection.execute("CREATE TABLE kept (word text)")
    database.kill()
    assert not open_to(database.ports["postgres"])
    database.restart()
    with psycopg.connect(database.url("noi_vu")) as connection:
        assert connection.execute("SELECT to_regclass('kept')").fetchone() == ("kept",)
    database.wipe()
    with psycopg.connect(database.url("noi_vu")) as connection:
        assert connection.execute("SELECT to_regclass('kept')").fetchone() == (None,)


def test_a_server_that_cannot_start_says_why(tmp_path: Path, surroundings: Surroundings) -> None:
    tmp_path.chmod(0o755)
    database = Database(tmp_path / "broken")
    try:
        database.restart()
        database.stop()
        (database.disk / "cluster" / "postgresql.conf").write_text("no such setting = 1\n")
        with pytest.raises(LocalFailure, match=r"(?s)PostgreSQL did not start; its log .*syntax error"):
            database.restart()
    finally:
        database.forget()
    assert surroundings.database.running


def test_servers_are_stopped_by_their_folder_whoever_started_them(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    started = Database.start(tmp_path / "database")
    try:
        assert stop_all(tmp_path) == ["PostgreSQL"]
        assert not started.running
        assert stop_all(tmp_path) == []
    finally:
        started.forget()
