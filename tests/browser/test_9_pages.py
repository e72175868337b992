"""A page of look-alikes: the odd ones are clicked out, one Enter confirms the rest."""

import re
import time
from pathlib import Path

import numpy as np
import pytest
from browsing import Open
from playwright.sync_api import expect

from vermeil.client import Client, Task
from vermeil.demo.data import digits, write_pictures

pytestmark = pytest.mark.xdist_group("browser")

MANY = 4
SAMPLE = digits(None)
THREE = np.flatnonzero(SAMPLE.truth < 3)[:300]  # few classes: pages with many items
PRICES = {"label": 0.04, "verify": 0.02, "grid": 0.002, "device_hour": 0}


def test_the_odd_ones_are_clicked_out_and_enter_confirms_the_rest(
    admin: Client, open_page: Open, tmp_path: Path
) -> None:
    project = admin.projects.create("Look-alikes", classes=SAMPLE.classes[:3]).id
    pictures = write_pictures(SAMPLE, tmp_path / "pictures")
    admin.items.add(project, [pictures[place] for place in THREE])
    keys = {item["id"]: int(Path(item["key"]).stem) for item in admin.items.list(project)}
    truth = {item: SAMPLE.classes[SAMPLE.truth[key]] for item, key in keys.items()}
    run = admin.campaigns.start(project, target={"error": 0.1, "confidence": 0.9}, prices=PRICES, seed=1)
    held: list[Task] = []
    while not held and admin.campaigns.get(run.id).live:
        while (task := admin.tasks.next(project)) is not None:
            if task.page is not None and len(together := admin.tasks.held(project)) >= MANY:
                held = together
                break
            admin.tasks.answer(task, truth[task.item["id"]])
        time.sleep(0.1)
    assert held, "nobody was shown a page"
    shown = {one.item["id"]: one.suggestion["value"]["class"] for one in held if one.suggestion}
    odd = [place for place, item in enumerate(shown) if truth[item] != shown[item]]
    page = open_page()
    page.goto(f"/projects/{project}/annotate")
    tiles = page.locator(".page-tile")
    expect(tiles).to_have_count(len(held))
    tiles.nth(0).press("ArrowRight")
    expect(tiles.nth(1)).to_be_focused()
    page.keyboard.press("Space")
    expect(tiles.nth(1)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Space")
    for place in odd:
        tiles.nth(place).click()
    expect(page.get_by_role("button", name=re.compile("are “"))).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".page-tile")).not_to_have_count(len(held))
    expect(page.locator(".safe")).to_have_attribute("data-waiting", "0")
    items = list(shown)
    for place, item in enumerate(items):
        given = [one["value"] for one in admin.items.get(item)["answers"] if one["suggestion"]]
        assert given == ([] if place in odd else [{"class": shown[item]}])
    admin.campaigns.cancel(run.id)
