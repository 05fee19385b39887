"""docker-compose.yml says what the code says: the same services, nothing open to the outside, no secret in sight."""

from __future__ import annotations

import json
import re
import stat
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy import compose as secrets_of_compose
from deploy.health import port_of
from deploy.postgres import roles
from deploy.rabbitmq.definitions import definitions, password_hash
from deploy.roster import AUDITOR, DEPARTMENTS, SERVICES, clients

ROOT = Path(__file__).resolve().parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
ENTRIES: dict[str, Any] = COMPOSE["services"]
SURROUNDINGS = {"rabbitmq", "postgres", "prometheus"}


def _folders() -> set[str]:
    return {path.parent.name for path in (ROOT / "services").glob("*/__init__.py")} - {"console"}


def _definitions() -> dict[str, Any]:
    passwords = {name: f"password of {name}" for name in (*SERVICES, *clients(), AUDITOR)}
    return definitions(passwords, services=SERVICES, clients=clients(), observers=(AUDITOR,))


def test_every_folder_of_services_is_an_entry_and_a_member_of_the_roster() -> None:
    assert _folders() == set(ENTRIES) - SURROUNDINGS == set(SERVICES)
    for name in SERVICES:
        assert ENTRIES[name]["command"] == [name]


def test_a_service_has_no_rights_and_no_disk_of_its_own() -> None:
    for name in SERVICES:
        entry = ENTRIES[name]
        assert entry["read_only"] is True, name
        assert entry["cap_drop"] == ["ALL"], name
        assert entry["security_opt"] == ["no-new-privileges:true"], name
        assert "privileged" not in entry, name
        assert not entry.get("volumes"), name
    dockerfile = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
    assert re.search(r"^USER (?!0\b|root\b)\S+$", dockerfile, re.M)


def test_every_published_port_is_on_the_loopback_address() -> None:
    published = {name: entry["ports"] for name, entry in ENTRIES.items() if "ports" in entry}
    assert published.keys() == {"portal", "rabbitmq", "prometheus"}
    for name, ports in published.items():
        for port in ports:
            assert re.fullmatch(r"127\.0\.0\.1:(\$\{[A-Z_]+:-\d+\}|\d+):\d+", port), (name, port)
    assert not any(entry.get("network_mode") == "host" for entry in ENTRIES.values())


def test_every_entry_tells_how_it_is() -> None:
    for name, entry in ENTRIES.items():
        assert entry["healthcheck"]["test"][0] == "CMD", name
    for name in SERVICES:
        assert ENTRIES[name]["healthcheck"]["test"][-2:] == ["deploy.health", name]
        assert ENTRIES[name]["depends_on"] == {
            "rabbitmq": {"condition": "service_healthy"},
            "postgres": {"condition": "service_healthy"},
        }


def test_every_image_has_an_exact_tag() -> None:
    for name in SURROUNDINGS:
        assert re.fullmatch(r"[a-z/]+:v?\d+\.\d+[\w.-]*", ENTRIES[name]["image"]), name


def test_no_environment_holds_a_secret() -> None:
    for name, entry in ENTRIES.items():
        for variable, value in (entry.get("environment") or {}).items():
            if re.search("PASSWORD|SECRET|TOKEN|KEY", variable):
                assert str(value).startswith("/run/secrets/"), (name, variable)
            assert not re.search(r"://[^{/]*:[^{/]+@", str(value)), (name, variable)


def test_a_service_is_given_its_own_passwords_and_nobody_elses() -> None:
    for name in SERVICES:
        given = {(secret["source"], secret["target"]) for secret in ENTRIES[name]["secrets"]}
        assert given == {
            (f"bus_{name}", ENTRIES[name]["environment"]["PHOIHOP_BUS_PASSWORDS"]),
            (f"store_{name}", ENTRIES[name]["environment"]["PHOIHOP_STORE_PASSWORDS"]),
        }


def test_the_secrets_that_compose_mounts_are_the_ones_that_are_written(tmp_path: Path) -> None:
    written = secrets_of_compose.write_secrets(tmp_path / "secrets")
    mounted = {Path(secret["file"]).name for secret in COMPOSE["secrets"].values()}
    assert mounted == {path.name for path in written}
    assert {Path(secret["file"]).parent for secret in COMPOSE["secrets"].values()} == {Path("deploy/secrets")}
    assert stat.S_IMODE((tmp_path / "secrets").stat().st_mode) == 0o700
    used = {secret["source"] for entry in ENTRIES.values() for secret in entry.get("secrets", ())}
    assert used == set(COMPOSE["secrets"])
    assert json.loads((tmp_path / "secrets" / "bus-noi_vu.json").read_text()).keys() == {"noi_vu"}


def test_secrets_written_again_keep_their_passwords(tmp_path: Path) -> None:
    secrets_of_compose.write_secrets(tmp_path)
    before = (tmp_path / "store-noi_vu.json").read_text()
    secrets_of_compose.write_secrets(tmp_path)
    assert (tmp_path / "store-noi_vu.json").read_text() == before
    assert before != (tmp_path / "store-tu_phap.json").read_text()


def test_git_ignores_the_secrets() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert "/deploy/secrets/" in ignored
    assert "deploy/secrets" in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()


def test_prometheus_watches_every_service_at_its_own_port() -> None:
    settings = yaml.safe_load((ROOT / "deploy" / "prometheus" / "prometheus.yml").read_text(encoding="utf-8"))
    (job,) = settings["scrape_configs"]
    (group,) = job["static_configs"]
    assert set(group["targets"]) == {f"{name}:{port_of(name, 8000)}" for name in SERVICES}
    assert ENTRIES["prometheus"]["profiles"] == ["watch"]


def test_the_broker_reads_the_definitions_that_compose_mounts() -> None:
    conf = (ROOT / "deploy" / "rabbitmq" / "rabbitmq.conf").read_text(encoding="utf-8")
    (secret,) = ENTRIES["rabbitmq"]["secrets"]
    assert f"load_definitions = {secret['target']}" in conf.splitlines()
    vhost = ENTRIES["noi_vu"]["environment"]["PHOIHOP_BUS"].rpartition("/")[2]
    assert [{"name": vhost}] == _definitions()["vhosts"]


def test_every_broker_user_has_rights_and_nobody_is_an_administrator() -> None:
    document = _definitions()
    users = [user["name"] for user in document["users"]]
    assert sorted(users) == sorted({*SERVICES, *clients(), AUDITOR})
    assert [right["user"] for right in document["permissions"]] == users
    assert {user["tags"] for user in document["users"]} == {""}


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_a_departments_rights_match_its_own_names_only(department: str) -> None:
    document = _definitions()
    (rights,) = [right for right in document["permissions"] if right["user"] == department]
    (facts,) = [
        right
        for right in document["topic_permissions"]
        if right["user"] == department and right["exchange"] == "province"
    ]
    for other in (*SERVICES, "x" + department, department + "x"):
        own = other == department
        assert bool(re.search(rights["configure"], f"{other}.inbox")) is own
        assert bool(re.search(rights["read"], f"{other}.inbox")) is own
        assert bool(re.search(facts["write"], f"{other}.AssessmentSubmitted.SYT")) is own
    assert not re.search(rights["configure"], "province")


def test_a_password_is_hashed_as_the_broker_documents_it() -> None:
    # The worked example of RabbitMQ's guide to passwords.
    assert password_hash("test12", bytes.fromhex("908DC60A")) == "kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR"
    assert password_hash("test12") != password_hash("test12")


def test_a_database_password_that_could_end_its_quotes_is_refused() -> None:
    passwords = dict.fromkeys((*SERVICES, AUDITOR), "abc123")
    assert "CREATE DATABASE noi_vu" in roles.script(passwords, SERVICES)
    with pytest.raises(ValueError, match="letters and digits"):
        roles.script({**passwords, "noi_vu": "x'; DROP DATABASE noi_vu; --"}, SERVICES)
