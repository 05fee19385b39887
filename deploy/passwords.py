"""Random passwords, one a user, in a JSON file that nobody else reads: {user: password}."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterable
from pathlib import Path


def write_private(path: Path, text: str) -> None:
    """Writes a file of mode 0600, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    number = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(number, "w", encoding="utf-8") as file:
        file.write(text)
    draft.replace(path)


def read(path: Path) -> dict[str, str]:
    """The passwords kept in the file; an empty dict where there is none yet."""
    if not path.exists():
        return {}
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return found


def kept(path: Path, users: Iterable[str]) -> dict[str, str]:
    """The password of each user: those in the file, and a new one written there for whoever lacks it.

    Letters and digits only, so that a password may stand in a URL or in SQL as it is.
    """
    before = read(path)
    passwords = {user: before.get(user) or secrets.token_hex(20) for user in users}
    if passwords != before:
        write_private(path, json.dumps(passwords, indent=1))
    return passwords
