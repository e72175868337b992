"""Takes the pictures of the README from a real campaign: `python docs/screenshots.py` fills docs/images."""

import io
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import which

import numpy as np
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from vermeil.client import ApiError, Client, Unreachable
from vermeil.demo.data import SAMPLES, Sample, write_pictures
from vermeil.demo.people import answers_of_people

IMAGES = Path(__file__).parent / "images"
NAME, PASSWORD = "ada", "correct horse battery"
TARGET = {"error": 0.05, "confidence": 0.95}
PRICES = {"label": 0.04, "verify": 0.01, "device_hour": 1.0, "currency": "USD"}
SIZE = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 800}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
ROUNDS_BEFORE_PICTURES = 1
BY_HAND, HURRY = 400, 0.5  #: answers of each person; how often the one in a hurry takes what is shown


def main() -> None:
    """A campaign on the digits, photographed in the middle and at the end."""
    IMAGES.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder)) as url,
        Client.set_up(url, NAME, PASSWORD) as client,
        browser() as chromium,
    ):
        sample = SAMPLES["digits"](None)
        campaign(client, sample, Path(folder), lambda: middle(chromium, url))
        end(chromium, url)
        suggestions(chromium, client, sample, Path(folder))


def campaign(client: Client, sample: Sample, folder: Path, in_the_middle: Callable[[], None]) -> None:
    """From pictures to certificate; people answer through the API."""
    guideline = f"# Which digit is it?\n\n{sample.guideline}"
    project = client.projects.create("Handwritten digits", classes=sample.classes, guideline=guideline)
    client.items.add(project.id, write_pictures(sample, folder / "pictures"))
    keys = {item["id"]: item["key"] for item in client.items.list(project.id)}
    said = answers_of_people(sample, seed=0)
    run = client.campaigns.start(project.id, target=TARGET, prices=PRICES, seed=1)
    photographed = False
    while run.live:
        run = client.campaigns.get(run.id)
        if len(run.rounds) >= ROUNDS_BEFORE_PICTURES and not photographed:
            in_the_middle()
            photographed = True
        for task in [*client.tasks.held(project.id), client.tasks.next(project.id)]:
            if task is not None:
                number = int(Path(keys[task.item["id"]]).stem)
                with suppress(ApiError):  # a page that was photographed may have given it back meanwhile
                    client.tasks.answer(task, sample.classes[said[number]], seconds=2.1)


def middle(chromium: Browser, url: str) -> None:
    """What is to be seen while a campaign runs."""
    page = signed_in(chromium, url, "light")
    shoot(page, "/projects/1/plan", "plan")
    shoot(page, "/projects/1/annotate", "annotate")
    page.context.close()
    page = signed_in(chromium, url, "dark")
    shoot(page, "/projects/1", "home-dark")
    page.context.close()
    page = signed_in(chromium, url, "dark", PHONE)
    shoot(page, "/projects/1/annotate", "annotate-phone")
    page.context.close()


def end(chromium: Browser, url: str) -> None:
    """What is to be seen when it has ended."""
    page = signed_in(chromium, url, "light")
    shoot(page, "/projects/1", "home")
    shoot(page, "/projects/1/certificate", "certificate")
    shoot(page, "/projects/1/items", "items")
    page.context.close()


def suggestions(chromium: Browser, client: Client, sample: Sample, folder: Path) -> None:
    """Two people label by hand, of whom one is in a hurry; a model learns from them by itself."""
    project = client.projects.create("Digits by hand", classes=sample.classes, few_shot=True).id
    client.items.add(project, write_pictures(sample, folder / "by-hand"))
    keys = {item["id"]: item["key"] for item in client.items.list(project)}
    said, rng = answers_of_people(sample, seed=0), np.random.default_rng(0)
    crew = []
    for name, hurry in (("bo", 0.0), ("chen", HURRY)):
        user = client.users.add(name, PASSWORD, "annotator")["id"]
        client.projects.add_member(project, user)
        crew.append((Client(client.url, client.users.token("pictures", user=user)), hurry))
    for number in range(BY_HAND):
        while number % 50 == 0 and any(run.live for run in client.suggestions.list(project)):
            time.sleep(1)
        for person, hurry in crew:
            task = person.tasks.next(project)
            assert task is not None
            own = sample.classes[said[int(Path(keys[task.item["id"]]).stem)]]
            shown = task.suggestion
            person.tasks.answer(task, shown["value"] if shown and rng.random() < hurry else own, seconds=2.1)
    page = signed_in(chromium, client.url, "light")
    shoot(page, f"/projects/{project}/suggestions", "suggestions")
    page.context.close()


@contextmanager
def browser() -> Iterator[Browser]:
    """Headless Chromium of the system."""
    with sync_playwright() as play:
        path = which("chromium") or which("google-chrome")
        chromium = play.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


def signed_in(chromium: Browser, url: str, scheme: str, size: dict[str, int] | None = None) -> Page:
    """A page of somebody who has signed in."""
    touch = {"has_touch": True, "is_mobile": True} if size == PHONE else {}
    page = chromium.new_context(base_url=url, color_scheme=scheme, viewport=size or SIZE, **touch).new_page()
    page.goto("/")
    page.get_by_label("Name").fill(NAME)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Projects", exact=True).wait_for()
    return page


def shoot(page: Page, path: str, name: str) -> None:
    """The picture of one screen."""
    page.goto(path)
    page.wait_for_load_state("load")
    expect(page.locator("[aria-busy=true], .loading")).to_have_count(0)
    page.wait_for_timeout(600)  # pictures decode, curves find their width
    keep(page, name)


def keep(page: Page, name: str) -> None:
    """What the page shows now as a picture of the docs, in few colours so that it stays small."""
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    few = picture.quantize(255, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(IMAGES / f"{name}.png", optimize=True)
    print(f"{name}.png {(IMAGES / f'{name}.png').stat().st_size / 1000:.0f} kB")


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """A server of its own, with its worker."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    command = [
        sys.executable,
        "-m",
        "vermeil.cli",
        "serve",
        "--home",
        str(folder / "home"),
        "--port",
        str(port),
    ]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 - our own program
    try:
        with Client(url, attempts=1) as client:
            wait_for(client)
        yield url
    finally:
        server.terminate()
        server.wait()


def wait_for(client: Client) -> None:
    """Until the server answers."""
    for _ in range(300):
        try:
            client.status()
        except Unreachable:
            time.sleep(0.1)
        else:
            return
    sys.exit("The server did not start.")


if __name__ == "__main__":
    main()
