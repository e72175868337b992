"""Every screen, light and dark, on a desk and on a phone: no serious fault of access."""

from typing import Any

import pytest
from browsing import Open
from playwright.sync_api import Page, expect

from vermeil.client import Client

pytestmark = pytest.mark.xdist_group("browser")  # one server and one browser, in this order

SCREENS = [
    "/",
    "/new",
    "/account",
    "/users",
    "/nowhere",
    "/projects/{id}",
    "/projects/{id}/annotate",
    "/projects/{id}/guideline",
    "/projects/{id}/items",
    "/projects/{id}/items/{item}",
    "/projects/{id}/review?reason=random",
    "/projects/{id}/import",
    "/projects/{id}/releases",
    "/projects/{id}/members",
    "/projects/{id}/settings",
    "/projects/{id}/plan",
    "/projects/{id}/campaigns",
    "/projects/{id}/certificate",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LOOKS: list[dict[str, Any]] = [
    {"color_scheme": "light"},
    {"color_scheme": "dark"},
    {"color_scheme": "light", "viewport": {"width": 390, "height": 800}, "has_touch": True},
]


@pytest.fixture
def places(admin: Client) -> dict[str, int]:
    """The project that has most to show: the certified one of the journey, or a small one of its own."""
    projects = list(admin.projects.list())
    shown = [one for one in projects if any(run.certificate_id for run in admin.campaigns.list(one.id))]
    if not shown:
        shown = [admin.projects.create("Screens", classes=["yes", "no"], guideline="# How\n\n- so")]
        admin.items.add(shown[0].id, [f"Text {number}" for number in range(12)])
    item = next(admin.items.list(shown[0].id))
    return {"id": shown[0].id, "item": item["id"]}


def faults(page: Page, axe: str) -> list[str]:
    page.evaluate(f"{axe}; undefined")
    found = page.evaluate("(rules) => axe.run(document, { runOnly: rules })", RULES)
    return [
        f"{page.url} {fault['impact']} {fault['id']}: {node['html'][:160]}"
        for fault in found["violations"]
        if fault["impact"] in {"serious", "critical"}
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("look", LOOKS, ids=["light", "dark", "phone"])
def test_no_serious_fault(open_page: Open, places: dict[str, int], axe: str, look: dict[str, Any]) -> None:
    page = open_page(**look)
    found = []
    for screen in SCREENS:
        page.goto(screen.format(**places))
        page.locator("main h1, main h2").first.wait_for(state="attached")
        expect(page.locator("[aria-busy=true], .loading")).to_have_count(0)
        found += faults(page, axe)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            found.append(f"{page.url} is {wide} pixels wider than the window")
    assert found == []


QUESTIONS: list[dict[str, Any]] = [
    {"name": "state", "type": "classes", "ask": "How is it?", "classes": ["whole", "damaged"]},
    {"name": "stars", "type": "rating"},
    {
        "name": "kinds",
        "type": "classes",
        "multiple": True,
        "classes": ["animal", "dog"],
        "parents": {"dog": "animal"},
    },
    {"name": "order", "type": "ranking", "options": ["price", "speed", "looks"]},
    {"name": "rows", "type": "table", "columns": ["item", "price"]},
    {"name": "weight", "type": "number", "least": 0},
    {"name": "source", "type": "url", "optional": True},
    {"name": "note", "type": "text", "optional": True},
]


@pytest.mark.parametrize("look", LOOKS, ids=["light", "dark", "phone"])
def test_no_fault_where_much_is_asked(open_page: Open, admin: Client, axe: str, look: dict[str, Any]) -> None:
    made = admin.projects.create("Much", schema={"questions": QUESTIONS})
    value = {
        "state": "whole",
        "stars": 4,
        "kinds": ["dog"],
        "order": ["speed", "price", "looks"],
        "weight": 2,
    }
    admin.items.add(
        made.id, [{"json": {"left": "a", "right": [1, 2]}, "suggestion": {"value": value | {"rows": []}}}]
    )
    page = open_page(**look)
    page.goto(f"/projects/{made.id}/annotate")
    page.get_by_role("region", name="Suggestion").wait_for()
    found = faults(page, axe)
    page.keyboard.press("o")
    page.get_by_role("button", name="Begin again").wait_for()
    found += faults(page, axe)
    page.keyboard.press("?")
    page.get_by_role("dialog", name="Keys").wait_for()
    found += faults(page, axe)
    page.goto(f"/projects/{made.id}/guideline")
    page.get_by_role("button", name="Edit").click()
    page.get_by_role("group", name="Question 8").wait_for()
    found += faults(page, axe)
    assert found == []


def test_the_door(open_page: Open, admin: Client, axe: str) -> None:
    assert admin.status()["needs_setup"] is False
    page = open_page(signed_in=False)
    page.goto("/")
    page.get_by_label("Password").wait_for()
    assert faults(page, axe) == []


def test_the_key_sheet_and_the_menus(open_page: Open, places: dict[str, int], axe: str) -> None:
    page = open_page()
    page.goto("/projects/{id}".format(**places))
    page.locator("h1").first.wait_for()  # with the project the head of the page comes anew
    page.get_by_text("ada").first.click()
    page.get_by_role("button", name="Dark").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.get_by_text("ada").first.click()
    assert faults(page, axe) == []
