"""``python -m deploy.assets``: pinned by hash, fetched once, the same each time."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from deploy import assets


def test_every_package_is_pinned_by_version_and_hash() -> None:
    lines = [line for line in assets.PINS.read_text().splitlines() if line and not line.startswith("#")]
    assert len(lines) == 4
    assert all("==" in line and "--hash=sha256:" in line for line in lines)


def test_what_is_served_is_what_was_fetched() -> None:
    assert assets.is_complete(assets.VENDOR), "run `make assets` first"
    assert {"htmx.js", "text.woff", "bold.woff", "digits.woff", "NOTICE"} <= {p.name for p in assets.VENDOR.iterdir()}
    notice = (assets.VENDOR / "NOTICE").read_text()
    assert "SIL OPEN FONT LICENSE" in notice
    assert "Zero-Clause BSD" in notice


def test_a_second_run_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "fetch", lambda *_: pytest.fail("fetched again"))
    assert assets.bring() is False


def test_a_file_that_was_changed_is_not_taken_for_complete(tmp_path: Path) -> None:
    for path in assets.VENDOR.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    assert assets.is_complete(tmp_path)
    (tmp_path / "htmx.js").write_text("alert(1)")
    assert not assets.is_complete(tmp_path)
    done = json.loads((tmp_path / assets.DONE).read_text())
    assert set(done) == {"mark", "files"}


def made_wheel(folder: Path) -> None:
    with ZipFile(folder / "made_asset-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("made_asset/file.js", "1")
        wheel.writestr("made_asset-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: made-asset\nVersion: 1.0\n")
        wheel.writestr(
            "made_asset-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr("made_asset-1.0.dist-info/RECORD", "")


def test_a_wrong_hash_stops_it_with_one_sentence_and_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made_wheel(tmp_path)
    pins = tmp_path / "assets.txt"
    pins.write_text(f"--no-index\n--find-links {tmp_path}\nmade-asset==1.0 --hash=sha256:{'0' * 64}\n")
    vendor = tmp_path / "vendor"
    vendor.mkdir()
    (vendor / "htmx.js").write_text("what was there")
    monkeypatch.setattr(assets, "bring", lambda bring=assets.bring: bring(vendor, pins))
    assert assets.main() == 1
    told = capsys.readouterr().err
    assert told == ("phoihop: a package of deploy/assets.txt is not the one that was pinned: its hash differs.\n")
    assert (vendor / "htmx.js").read_text() == "what was there"
