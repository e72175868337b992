"""Suggestions as managers see them: what has started by itself, what they start, and what that costs."""

import re
from typing import Any

import pytest
from browsing import Open
from playwright.sync_api import Page, expect
from serving import until

from vermeil.client import Client

pytestmark = pytest.mark.xdist_group("browser")

PLACES = ("in the garden", "at home", "on the road", "under a tree", "by the sea")
WORDS = [f"the {pet} is {where}, day {n}" for n in range(6) for where in PLACES for pet in ("cat", "dog")]
PHONE = {"width": 390, "height": 800}


@pytest.fixture
def project(admin: Client) -> int:
    """Sixty texts, of which nobody has answered any."""
    made = admin.projects.create("Pets in letters", classes=["cat", "dog"]).id
    admin.items.add(made, WORDS)
    return made


def clean(page: Page, axe: str) -> None:
    """Nothing that axe finds fault with, and nothing that sticks out."""
    page.evaluate(axe)
    found: list[dict[str, Any]] = page.evaluate("axe.run(document).then((found) => found.violations)")
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_manager_sees_starts_and_cancels_runs(
    admin: Client, open_page: Open, project: int, axe: str
) -> None:
    page = open_page(expected=("422",))
    page.goto(f"/projects/{project}")
    page.get_by_role("link", name="Suggestions").press("Enter")
    expect(page.get_by_role("heading", name="No run yet")).to_be_visible()
    expect(page.get_by_text("It takes 5 answers to each of two classes")).to_be_visible()
    expect(page.get_by_role("button", name="Learn from the answers")).to_be_disabled()
    clean(page, axe)
    page.get_by_role("button", name="Let it learn by itself").press("Enter")
    expect(page.get_by_text("After 5 answers of every class")).to_be_visible()
    for _ in range(10):
        task = admin.tasks.next(project)
        assert task is not None
        admin.tasks.answer(task, "dog" if "dog" in task.item["text"] else "cat", seconds=1)
    runs = page.get_by_role("region", name="Runs")
    by_itself = runs.get_by_role("article").filter(has_text="by itself")
    expect(by_itself.get_by_text("finished")).to_be_visible(timeout=60_000)
    expect(by_itself).to_contain_text(re.compile(r"\d+ suggested, \d+ left blind on purpose"))
    expect(page.get_by_role("img", name=re.compile("Estimated accuracy: taught by"))).to_be_visible()
    expect(page.get_by_text("Shown at once.")).to_be_visible()
    page.get_by_role("button", name="Language model").press("Enter")
    page.get_by_label("Address", exact=True).fill("https://model.invalid/v1")
    page.get_by_label("Model", exact=True).fill("small")
    page.get_by_label("Price of a call").fill("0.01")
    expect(page.get_by_text("50 items cost at most $0.50.")).to_be_visible()
    page.get_by_role("button", name="Ask the model").press("Enter")
    asked = page.get_by_role("dialog", name="Spend at most $0.50?")
    asked.get_by_role("button", name="Not now").press("Enter")
    expect(asked).to_have_count(0)
    page.get_by_role("button", name="ML backend").press("Enter")
    page.get_by_label("Address of the backend").fill("http://169.254.169.254")
    page.get_by_role("button", name="Ask the backend").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("link-local")
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="dark")
    clean(page, axe)


def test_a_run_is_cancelled_and_the_fault_of_another_is_told(
    admin: Client, open_page: Open, project: int
) -> None:
    page = open_page()
    page.goto(f"/projects/{project}/suggestions")
    runs = page.get_by_role("region", name="Runs")
    expect(page.get_by_role("heading", name="Start a run")).to_be_visible()
    admin.suggestions.start(project, "llm", url="https://model.invalid/v1", model="small", price=0)
    runs.get_by_role("button", name="Cancel run").press("Enter")  # it asks five times, with pauses
    expect(
        runs.get_by_role("article", name="Language model").get_by_text("cancelled", exact=True)
    ).to_be_visible()
    run = admin.suggestions.start(project, "label_studio", url="http://localhost:9")
    until(lambda: not admin.suggestions.get(run.id).live, 60)
    expect(runs.get_by_role("article", name="ML backend")).to_contain_text("VERMEIL_PRIVATE_BACKENDS")
    expect(page.get_by_label("Address of the backend")).to_have_count(0)  # the answers are asked first
    page.get_by_role("link", name="Change").press("Enter")
    learns = page.get_by_label("A model learns from the answers by itself")
    expect(learns).not_to_be_checked()
    learns.press("Space")
    expect(page.get_by_text("It is kept.")).to_be_visible()
    page.get_by_role("link", name="See what it suggests").press("Enter")
    expect(page.get_by_text("After 5 answers of every class")).to_be_visible()
