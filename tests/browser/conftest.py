"""A real server, a real browser: what a person sees and does, with nothing replaced."""

import os
import shutil
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from PIL import Image
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright
from serving import Serving, serving
from sklearn.datasets import load_digits

from vermeil.client import Client
from vermeil.server.pages import STATIC

ROOT = Path(__file__).parents[2]
NAME, PASSWORD = "ada", "correct horse battery"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One server and one browser serve all of these: they run one after the other in one process."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("browser"))


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


class Watched:
    """A page and everything that it said or asked for."""

    def __init__(self, page: Page, origin: str, expected: tuple[str, ...]) -> None:
        """`expected`: parts of complaints that the test itself provokes."""
        self.page, self.origin, self.expected = page, origin, expected
        self.said: list[str] = []
        self.elsewhere: list[str] = []
        page.on("console", self._said)
        page.on("pageerror", lambda error: self._complaint(str(error)))
        page.on("request", self._asked)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self._complaint(f"{message.text} ({message.location['url']})")

    def _complaint(self, words: str) -> None:
        if not any(part in words for part in self.expected):
            self.said.append(words)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.origin, "data:", "blob:")):
            self.elsewhere.append(request.url)


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, served: Serving, request: pytest.FixtureRequest) -> Iterator[Open]:
    """Opens pages as one person; afterwards none has complained, and none has called anybody else."""
    watched: list[Watched] = []

    def open_one(*, signed_in: bool = True, expected: tuple[str, ...] = (), **options: Any) -> Page:
        context = browser.new_context(base_url=served.url, reduced_motion="reduce", **options)
        context.set_default_timeout(15_000)
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


def sign_in(page: Page) -> None:
    """By keyboard, as a person does."""
    page.goto("/")
    page.get_by_label("Name").wait_for()
    page.keyboard.type(NAME)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Projects", exact=True).wait_for()


def digit_png(number: int) -> bytes:
    """One of scikit-learn's digits, 8 x 8 pixels."""
    out = BytesIO()
    Image.fromarray((load_digits().images[number] * 15.9).astype("uint8")).save(out, "PNG")
    return out.getvalue()


@pytest.fixture(scope="session")
def digits() -> list[bytes]:
    """The first 400 of scikit-learn's digits as picture files."""
    return [digit_png(number) for number in range(400)]


def zipped(files: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, which is put into the page by the test, not by the page."""
    return (ROOT / "web/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
