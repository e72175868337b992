"""Vermeil itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib.metadata import version
from pathlib import Path

from playwright.sync_api import BrowserContext

from benchmarks.speed.annotating.samples import CLASSES, Samples
from benchmarks.speed.annotating.tool import Tool
from benchmarks.speed.house import open_house
from vermeil.client import Client

NAME, PASSWORD = "ada", "correct horse battery"


@contextmanager
def running(folder: Path, samples: Samples) -> Iterator[Tool]:
    """On SQLite, with its background worker, as `vermeil serve` starts it."""
    files = [folder / f"{number}.jpg" for number in range(len(samples.pictures))]
    for file, content in zip(files, samples.pictures, strict=True):
        file.write_bytes(content)
    with open_house("sqlite") as house:
        url = f"http://127.0.0.1:{house.port}"
        with Client(url, house.token) as client:
            client.users.add(NAME, PASSWORD, "admin")
            pictures = client.projects.create("Pictures", classes=CLASSES).id
            client.items.add(pictures, files)
            words = client.projects.create("Texts", classes=CLASSES).id
            client.items.add(words, samples.texts)
        yield Tool(
            name="Vermeil",
            version=version("vermeil"),
            url=url,
            keys=("1", "Enter"),
            desks={"pictures": f"/projects/{pictures}/annotate", "texts": f"/projects/{words}/annotate"},
            items={"pictures": ".stage img", "texts": ".stage .words"},
            media="/media",
            sign_in=partial(_sign_in, url),
        )


def _sign_in(url: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(url)
    page.get_by_label("Name").fill(NAME)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Projects", exact=True).wait_for()
    page.close()
