"""Settings: every default works unprepared, and what cannot be used is refused in one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shared.mechanism.settings import Settings, SettingsError


def test_without_any_setting_everything_is_on_this_machine() -> None:
    settings = Settings.from_environment({})
    assert settings.embedded
    assert (settings.store, settings.address(0), settings.address(3)) == ("sqlite", "127.0.0.1:8000", "127.0.0.1:8003")


@pytest.mark.parametrize(
    ("environment", "word"),
    [
        ({"PORT": "tám nghìn"}, "PORT"),
        ({"PHOIHOP_BUS": "kafka://x"}, "PHOIHOP_BUS"),
        ({"PHOIHOP_STORE": "mysql://x"}, "PHOIHOP_STORE"),
        ({"PHOIHOP_HOST": "0.0.0.0"}, "đăng nhập"),
        ({"PHOIHOP_HOST": "10.1.2.3"}, "đăng nhập"),
        ({"PHOIHOP_BUS_PASSWORDS": "/nowhere/at/all.json"}, "mật khẩu"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(environment: dict[str, str], word: str) -> None:
    with pytest.raises(SettingsError, match=word):
        Settings.from_environment(environment)


def test_a_container_published_on_loopback_may_listen_inside() -> None:
    settings = Settings.from_environment({"PHOIHOP_HOST": "0.0.0.0", "PHOIHOP_PUBLISHED": "loopback"})
    assert settings.address(0) == "0.0.0.0:8000"


def test_each_service_gets_its_own_user_and_password(tmp_path: Path) -> None:
    passwords = tmp_path / "passwords.json"
    passwords.write_text(json.dumps({"noi_vu": "a/b:c@d"}))
    settings = Settings.from_environment(
        {
            "PHOIHOP_BUS": "amqp://{service}:{password}@127.0.0.1:5672/phoihop",
            "PHOIHOP_BUS_PASSWORDS": str(passwords),
        }
    )
    assert settings.bus_url("noi_vu") == "amqp://noi_vu:a%2Fb%3Ac%40d@127.0.0.1:5672/phoihop"
    assert "a/b" not in repr(settings)
