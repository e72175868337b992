"""Promises of single classes and slices, made on the plan's page."""

import json
from urllib.parse import quote

import pytest
from browsing import Open
from playwright.sync_api import Locator, Page, expect
from test_3_access import faults

from vermeil.client import Client

pytestmark = pytest.mark.xdist_group("browser")  # one server and one browser, in this order

SPORTS, MONEY = "goal match team player score", "stock market bank profit shares"
ITEMS, LABELLED = 220, 200  #: with so many labels there is a forecast
PHONE = {"width": 390, "height": 800}
UNPROCESSABLE = ("422 (Unprocessable",)


@pytest.fixture(scope="module")
def project(admin: Client) -> int:
    """Texts from two sites, most of them labelled."""
    made = admin.projects.create(
        "Reports of two sites, second quarter of the year", classes=["sports", "money"]
    ).id
    records = [
        {"text": f"{(SPORTS, MONEY)[n % 2]} {n}", "site": ("north", "south")[n // 2 % 2]}
        for n in range(ITEMS)
    ]
    admin.items.add(made, records)
    for _ in range(LABELLED):
        task = admin.tasks.next(made)
        assert task is not None
        admin.tasks.answer(task, "sports" if SPORTS in task.item["text"] else "money", seconds=1)
    return made


def block(page: Page, project: int, query: str = "") -> Locator:
    page.goto(f"/projects/{project}/plan{query}")
    found = page.locator("details.promises")
    found.wait_for()
    return found


def test_a_promise_of_one_class_is_forecast_and_ordered(admin: Client, open_page: Open, project: int) -> None:
    page = open_page()
    promises = block(page, project)
    promises.get_by_text("Promise something of single").press("Enter")
    promises.get_by_role("button", name="Classes").press("Enter")
    own = promises.get_by_label("Of sports at most this much wrong")
    own.press_sequentially("10")
    sentence = page.locator(".plan-sentence")
    expect(sentence).to_contain_text("and at most 10 % of “sports”, expect to pay", timeout=60_000)
    own.fill("200")
    expect(promises.get_by_role("alert")).to_contain_text("between 0 and 50")
    expect(own).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_role("button", name="Start the campaign")).to_be_disabled()
    own.fill("10")
    page.reload()  # the address holds it
    expect(own).to_have_value("10")
    page.get_by_role("button", name="Start the campaign").press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("at most 5 % wrong and 10 % of “sports”")
    dialog.get_by_role("button", name="Start").press("Enter")
    expect(page.get_by_role("heading", name="A campaign is running")).to_be_visible()
    [run] = admin.campaigns.list(project)
    assert run.target == {"error": 0.05, "confidence": 0.95, "classes": {"sports": 0.1}}
    admin.campaigns.cancel(run.id)


def test_slices_are_chosen_by_a_field_of_the_items(open_page: Open, project: int, axe: str) -> None:
    page = open_page(viewport=PHONE, has_touch=True)
    promises = block(page, project, "?promises=" + quote(json.dumps({"of": "nothing"})))
    promises.get_by_text("Promise something of single").tap()
    promises.get_by_role("button", name="Slices").tap()
    promises.get_by_label("Slices by").select_option("site")
    expect(promises.get_by_role("row", name="south")).to_contain_text("110 items")
    assert faults(page, axe) == []
    promises.get_by_role("button", name="All alike").tap()
    with page.expect_request(lambda request: request.url.endswith("/plans")) as asked:
        promises.get_by_label("Of every slice at most").fill("20")
    order = asked.value.post_data_json
    assert (order["target"]["slices"], order["slice_by"]) == (0.2, "site")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0
    assert faults(page, axe) == []


def test_what_the_server_refuses_stands_beside_the_field(open_page: Open, project: int) -> None:
    page = open_page(expected=UNPROCESSABLE)
    gone = {"of": "classes", "own": {"cow": 10}}
    promises = block(page, project, "?promises=" + quote(json.dumps(gone)))
    expect(promises.get_by_role("alert")).to_contain_text("There is no class 'cow'")
    promises.get_by_label("Of cow at most").fill("")
    expect(promises.get_by_role("alert")).to_have_count(0)
