"""A real server, a real browser: what a person sees and does, with nothing replaced."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import NAME, PASSWORD, Open, Watched, digit_png, sign_in
from playwright.sync_api import Browser, Page, expect, sync_playwright
from serving import Serving, serving

from vermeil.client import Client
from vermeil.server.pages import STATIC

PATIENCE = 15_000  #: milliseconds, for a machine that has other things to do
expect.set_options(timeout=PATIENCE)

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the browser is; its absence is a failure in CI and a named gap elsewhere."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    words = "no Chromium on PATH (Debian: apt-get install chromium)"
    if os.environ.get("CI"):
        pytest.fail(words)
    pytest.skip(words)


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A fresh server; the first test of the journey makes its first account."""
    assert (STATIC / "index.html").is_file(), "the page is not built: run `make setup`"
    with serving(tmp_path_factory.mktemp("browser") / "home") as server:
        yield server


@pytest.fixture(scope="session")
def admin(served: Serving) -> Iterator[Client]:
    """The same server through the SDK, as the admin that the page makes (or made)."""
    with Client(served.url) as anybody:
        needs_setup = anybody.status()["needs_setup"]
    enter = Client.set_up if needs_setup else Client.sign_in
    with enter(served.url, NAME, PASSWORD) as client:
        yield client


@pytest.fixture
def open_page(browser: Browser, served: Serving, request: pytest.FixtureRequest) -> Iterator[Open]:
    """Opens pages as one person; afterwards none has complained, and none has called anybody else."""
    watched: list[Watched] = []

    def open_one(*, signed_in: bool = True, expected: tuple[str, ...] = (), **options: Any) -> Page:
        context = browser.new_context(base_url=served.url, reduced_motion="reduce", **options)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        watched.append(Watched(page, served.url, expected))
        if signed_in:
            request.getfixturevalue("admin")
            sign_in(page)
        return page

    yield open_one
    for one in watched:
        one.page.context.close()
        assert one.said == []
        assert one.elsewhere == []


@pytest.fixture(scope="session")
def digits() -> list[bytes]:
    """The first 400 of scikit-learn's digits as picture files."""
    return [digit_png(number) for number in range(400)]


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, which is put into the page by the test, not by the page."""
    return (ROOT / "web/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
