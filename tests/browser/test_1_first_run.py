"""From the first run to the certificate, by keyboard."""

from collections.abc import Iterable

import pytest
from browsing import NAME, PASSWORD, Open, zipped
from playwright.sync_api import Page, expect
from serving import Serving, until
from sklearn.datasets import load_digits

from vermeil.client import Client

pytestmark = pytest.mark.xdist_group("browser")  # one server and one browser, in this order

CLASSES = [str(digit) for digit in range(10)]


def typed(page: Page, *words: str) -> None:
    """Fields one after the other, with Tab between them."""
    for number, word in enumerate(words):
        if number:
            page.keyboard.press("Tab")
        page.keyboard.type(word)


def test_first_run_to_certificate(served: Serving, open_page: Open, digits: list[bytes]) -> None:
    page = open_page(signed_in=False)
    set_up(page)
    project = new_project(page, digits)
    label_a_dozen(page, project)
    others_label_the_rest(served, project)
    certificate_is_read(page, project)


def set_up(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", name="Welcome to Vermeil")).to_be_visible()
    expect(page.get_by_label("Name")).to_be_focused()
    typed(page, NAME, PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="A labelled data set in three steps")).to_be_visible()


def new_project(page: Page, digits: list[bytes]) -> int:
    page.get_by_role("link", name="Start the first project").press("Enter")
    expect(page.get_by_label("Name of the project")).to_be_focused()
    page.keyboard.type("Digits")
    files = {f"{number:04}.png": digit for number, digit in enumerate(digits)} | {"broken.png": b"no picture"}
    page.get_by_label("Files").set_input_files(
        {"name": "digits.zip", "mimeType": "application/zip", "buffer": zipped(files)}
    )
    expect(page.get_by_text("kept in this browser")).to_be_visible()
    page.reload()  # nothing is lost in the middle of it
    expect(page.get_by_label("Name of the project")).to_have_value("Digits")
    expect(page.get_by_text("1 file")).to_be_visible()
    page.get_by_label("Name of the project").press("Enter")
    page.get_by_label("Add a class").fill(", ".join(CLASSES))
    page.get_by_label("Add a class").press("Enter")
    expect(page.get_by_role("list", name="Classes").get_by_role("listitem")).to_have_count(10)
    page.get_by_role("button", name="Make the project and send the data").press("Enter")
    imported = page.get_by_role("region", name="Import")
    expect(imported.get_by_text("broken.png")).to_be_visible(timeout=30_000)
    expect(page.get_by_text(f"= ${len(digits) * 0.04:.2f}")).to_be_visible()
    start = page.get_by_role("button", name="Start the campaign")
    expect(start).to_be_enabled()
    start.press("Enter")
    expect(page.get_by_role("heading", name="Digits")).to_be_visible()
    return int(page.url.rsplit("/", 1)[1])


def label_a_dozen(page: Page, project: int) -> None:
    """Answers the first questions by eye, which here means by the file's known digit."""
    page.goto(f"/projects/{project}/annotate")
    for number in range(12):
        page.locator(".canvas img").wait_for(timeout=60_000)
        expect(page.locator(".stage-note")).to_have_count(0)  # the picture has come
        page.keyboard.press(str(digit_shown(page)))
        page.keyboard.press("Enter")
        expect(page.get_by_text(f"Item {number + 2}.", exact=False)).to_be_attached()
    expect(page.locator(".safe")).to_have_attribute("data-waiting", "0")
    page.get_by_role("link", name="Back to the project").press("Enter")
    expect(page.get_by_role("heading", name="Digits")).to_be_visible()


def digit_shown(page: Page) -> int:
    """The digit on the screen, found by comparing its pixels with the data set's."""
    pixels: list[int] = page.evaluate(
        """() => {
            const image = document.querySelector(".canvas img");
            const paper = new OffscreenCanvas(8, 8).getContext("2d");
            paper.drawImage(image, 0, 0);
            return [...paper.getImageData(0, 0, 8, 8).data].filter((_, i) => i % 4 === 0);
        }"""
    )
    data = load_digits()
    wanted = (data.images.reshape(-1, 64) * 15.9).astype("uint8")
    return int(data.target[(abs(wanted.astype(int) - pixels).sum(axis=1)).argmin()])


def truth(keys: Iterable[str]) -> dict[str, str]:
    target = load_digits().target
    return {key: str(target[int(key.rsplit("/", 1)[-1].removesuffix(".png"))]) for key in keys}


def others_label_the_rest(served: Serving, project: int) -> None:
    """The bulk comes by API, as from a team elsewhere."""
    with Client.sign_in(served.url, NAME, PASSWORD) as client:
        keys = {item["id"]: item["key"] for item in client.items.list(project)}
        answers = truth(keys.values())

        def finished() -> bool:
            for task in client.tasks.held(project):
                client.tasks.answer(task, answers[keys[task.item["id"]]], seconds=1)
            while task := client.tasks.next(project):
                client.tasks.answer(task, answers[keys[task.item["id"]]], seconds=1)
            [campaign] = client.campaigns.list(project)
            assert campaign.state != "failed", campaign.reason
            return campaign.state == "finished"

        until(finished, 90)


def certificate_is_read(page: Page, project: int) -> None:
    page.goto(f"/projects/{project}/certificate")
    expect(page.locator(".promise")).to_be_visible()
    expect(page.locator(".document-head time")).to_contain_text("UTC")
    expect(page.get_by_role("heading", name="Check it yourself")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="JSON").press("Enter")
    assert download.value.path().read_bytes().startswith(b"{")
    page.goto(f"/projects/{project}")
    expect(page.get_by_text("Issued: at most 5 % wrong, 95 % sure")).to_be_visible()
    expect(page.get_by_text("actual total $")).to_be_visible()  # beside the forecasts of the rounds
