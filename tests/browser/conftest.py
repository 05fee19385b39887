"""A real headless Chromium, and the portal in a process of its own.

The fixture ``portal`` is the one place that says which portal is looked at: today the made round on the web server that
nameko uses; whatever has an address, and can be told to let one more fact arrive, can stand in its place.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
LAPTOP, PHONE = (1366, 768), (390, 844)


class Portal:
    """A running portal: its address, and the way to let its round go on."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        assert process.stdout is not None
        self.address = process.stdout.readline().strip()
        assert self.address.startswith("http://127.0.0.1:"), "the portal did not start"

    def let(self, what: str) -> None:
        """``next``: one more fact arrives; ``all``: all the rest."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(what, file=self._process.stdin, flush=True)
        assert self._process.stdout.readline().strip() == "done"

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()


@contextmanager
def served(stands: str, port: int = 0) -> Iterator[Portal]:
    """The portal over the made round, which stands at ``empty``, ``half`` or ``all``."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.browser.serve", stands, str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Portal(process)
        finally:
            process.kill()


@pytest.fixture(scope="session")
def portal() -> Iterator[Portal]:
    """The portal after publication; nothing arrives there any more."""
    with served("all") as running:
        yield running


@pytest.fixture
def moving_portal() -> Iterator[Portal]:
    """The portal in the middle of appraisal, for tests that let facts arrive."""
    with served("half") as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium")
    assert path, "these tests need a browser: install Debian's package chromium (apt-get install chromium)"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


class Watched:
    """A page that remembers what went wrong in it, and where it asked for things."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.troubles: list[str] = []
        self.hosts: set[str] = set()
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("request", self._asked)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.troubles.append(message.text)

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"}:
            self.hosts.add(parts.netloc)


Opening = Callable[..., Watched]


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opening]:
    """Opens an address in a fresh browser profile of a size; ``context=`` opens one more tab of the same profile."""
    contexts: list[BrowserContext] = []

    def go(address: str, *, size: tuple[int, int] = LAPTOP, context: BrowserContext | None = None) -> Watched:
        if context is None:
            context = browser.new_context(
                viewport={"width": size[0], "height": size[1]}, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh"
            )
            contexts.append(context)
        watched = Watched(context.new_page())
        watched.page.goto(address)
        return watched

    yield go
    for context in contexts:
        context.close()
