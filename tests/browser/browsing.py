"""What the browser tests share: who signs in, how, and what a page said meanwhile."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

from PIL import Image
from playwright.sync_api import ConsoleMessage, Page, Request, expect
from sklearn.datasets import load_digits

NAME, PASSWORD = "ada", "correct horse battery"


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


Open = Callable[..., Page]  #: open_page(signed_in=True, expected=(), **options of a browser context)


def sign_in(page: Page) -> None:
    """By keyboard, as a person does."""
    page.goto("/")
    expect(page.get_by_label("Name")).to_be_focused()
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


def zipped(files: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()
