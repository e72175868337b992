"""How a campaign can end, as its pages tell it: never a seal where nothing was proven."""

import hashlib
import re
from collections.abc import Callable

import pytest
from browsing import Open
from playwright.sync_api import Page, expect
from serving import until

from vermeil.client import Campaign, Client

pytestmark = pytest.mark.xdist_group("browser")  # one server and one browser, in this order

TARGET = {"error": 0.05, "confidence": 0.95}
PRICES = {"label": 0.04, "verify": 0.04, "device_hour": 0.0, "currency": "USD"}
SPORTS, MONEY = "goal match team player score", "stock market bank profit shares"

Say = Callable[[str, Campaign], str]  #: what people answer to a text, as the campaign stands


def chance(text: str) -> str:
    return ("sports", "money")[hashlib.sha256(text.encode()).digest()[0] % 2]


def ended(admin: Client, name: str, n: int, say: Say, budget: float | None = None) -> Campaign:
    """A campaign over `n` texts that people answered to its end."""
    project = admin.projects.create(name, classes=["sports", "money"]).id
    admin.items.add(project, [f"{(SPORTS, MONEY)[number % 2]} {number}" for number in range(n)])
    run = admin.campaigns.start(project, target=TARGET, prices=PRICES, budget=budget, seed=1)

    def over() -> bool:
        now = admin.campaigns.get(run.id)
        while now.live and (task := admin.tasks.next(project)):
            admin.tasks.answer(task, say(task.item["text"], now), seconds=1)
            now = admin.campaigns.get(run.id)
        return not now.live

    until(over, 90)
    found = admin.campaigns.get(run.id)
    assert found.state == "finished", found.reason
    return found


def overview(page: Page, run: Campaign) -> None:
    page.goto(f"/projects/{run.project_id}")
    expect(page.get_by_role("heading", name="Certificate")).to_be_visible()


def test_a_budget_that_ran_out_promises_nothing(admin: Client, open_page: Open) -> None:
    run = ended(admin, "Short of money", 60, lambda text, _: chance(text), budget=1.0)
    page = open_page()
    overview(page, run)
    expect(page.get_by_text("Nothing could be promised.")).to_be_visible()
    expect(page.locator(".hallmark.holds")).to_have_count(0)
    expect(page.get_by_role("link", name="Get the labels")).to_have_count(0)
    page.get_by_role("link", name="See why").press("Enter")
    expect(page.locator(".promise")).to_have_text(
        re.compile(r"Nothing is promised: \d+ items have no label\.")
    )
    expect(page.get_by_text("Wanted: at most 5 % wrong, 95 % sure.")).to_be_visible()
    expect(page.get_by_role("heading", name="How it was tested")).to_have_count(0)
    expect(page.locator(".hallmark.holds")).to_have_count(0)
    page.get_by_role("link", name="plan", exact=True).press("Enter")
    expect(page.get_by_role("button", name="Start the campaign")).to_be_enabled()
    expect(page.get_by_text("another one would cost")).to_have_count(0)


def test_too_few_items_for_a_machine_are_all_done_by_people(admin: Client, open_page: Open) -> None:
    run = ended(admin, "A handful", 24, lambda text, _: chance(text))
    page = open_page()
    overview(page, run)
    expect(page.get_by_text("People gave every label")).to_be_visible()
    expect(page.get_by_role("list", name="Stages").get_by_text("(not needed)")).to_have_count(2)
    page.goto(f"/projects/{run.project_id}/certificate")
    expect(page.locator(".promise")).to_contain_text("People gave all 24 labels")
    expect(page.get_by_role("heading", name="Why there was no audit")).to_be_visible()
    page.goto(f"/projects/{run.project_id}/plan")
    expect(page.get_by_text("another one would cost")).to_be_visible()


def test_a_failed_audit_leaves_the_work_to_people_and_says_so(admin: Client, open_page: Open) -> None:
    """People answer by the words until the audit, and by chance from then on: the model is caught out."""

    def say(text: str, now: Campaign) -> str:
        audited = now.stage == "audit" or now.spent.get("audit")
        return chance(text) if audited else "sports" if SPORTS in text else "money"

    run = ended(admin, "Caught out", 160, say)
    assert run.spent["audit"] > 0
    page = open_page()
    page.goto(f"/projects/{run.project_id}/certificate")
    expect(page.locator(".promise")).to_contain_text("People gave all 160 labels")
    expect(page.get_by_role("heading", name="Why the machine has no part in it")).to_be_visible()
    expect(page.get_by_text("too many of its labels differed")).to_be_visible()
    overview(page, run)
    expect(page.get_by_role("list", name="Stages").get_by_text("(not needed)")).to_have_count(0)
