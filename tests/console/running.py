"""``phoihop`` as people run it: a process of its own, a folder and ports of its own."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from click.testing import CliRunner, Result

from services import PLACES
from services.console.commands import program

ROOT = Path(__file__).parents[2]
PROGRAM = (sys.executable, "-c", "import sys; sys.argv[0] = 'phoihop'; from services.console import main; main()")
PATIENCE_SECONDS = 90


def free_port() -> int:
    """A port from which on all the services find theirs free, below those that the kernel hands out."""
    for _ in range(200):
        first = random.randrange(20_000, 31_000, 10)
        if all(_is_free(first + place) for place in PLACES.values()):
            return first
    raise OSError("no free ports were found on the loopback address")


def _is_free(port: int) -> bool:
    with socket.socket() as attempt:
        try:
            attempt.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def surroundings(folder: Path, port: int) -> dict[str, str]:
    """The environment of a run: nothing of the caller's own settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PHOIHOP_")}
    return {**kept, "PHOIHOP_DATA": str(folder), "PORT": str(port), "PYTHONWARNINGS": "ignore"}


def phoihop(*words: str, folder: Path, stdin: str = "", **more: str) -> Result:
    """Run one of the short commands in this process: exit code, stdout and stderr as people get them."""
    told = {"PHOIHOP_DATA": str(folder), "PHOIHOP_BUS": None, **more}
    return CliRunner().invoke(program, words, input=stdin.encode(), env=told, prog_name="phoihop")


def run_up(*words: str, folder: Path, port: int, seconds: float = 240, **more: str) -> subprocess.CompletedProcess[str]:
    """Run ``phoihop up`` in a process of its own, to its end."""
    return subprocess.run(
        [*PROGRAM, "up", *words],
        env={**surroundings(folder, port), **more},
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )


@contextmanager
def services_up(folder: Path, port: int, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """``phoihop up`` while the block runs; asked to stop at its end, if it still runs."""
    said = folder.parent / f"{folder.name}.out"
    with said.open("wb") as out:
        process = subprocess.Popen(
            [*PROGRAM, "up", *words], env=surroundings(folder, port), cwd=ROOT, stdout=out, stderr=out
        )
    try:
        wait_for(lambda: "Cổng điều phối" in said.read_text(), process)
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE_SECONDS)


def wait_for(condition: Callable[[], object], process: subprocess.Popen[bytes]) -> None:
    """Look until the condition holds; fails when the process ends first, or when it takes too long."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert process.poll() is None, f"phoihop ended with {process.returncode}"
        assert time.monotonic() < until, "it took too long"
        time.sleep(0.05)
