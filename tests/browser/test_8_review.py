"""A second look by keys alone: what is decided arrives on the server, and the next item is there at once."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from browsing import PASSWORD, Open, digit_png, zipped
from playwright.sync_api import Page, expect
from test_3_access import LOOKS, faults

from vermeil.client import Client

pytestmark = pytest.mark.xdist_group("browser")  # one server and one browser, in this order

CONFLICT = ("409 (Conflict)",)


def doubtful(
    admin: Client, name: str, said: Any, meant: Any, items: Sequence[str] | Path, **asks: Any
) -> int:
    """A project in which a person has said one thing of each item, and a model another."""
    made = admin.projects.create(name, **asks).id
    if isinstance(items, Path):
        admin.items.upload(made, items)
    else:
        admin.items.add(made, items)
    while (task := admin.tasks.next(made)) is not None:
        admin.tasks.answer(task, said)
    admin.items.suggest(made, [{"item": one["id"], "value": meant} for one in admin.items.list(made)])
    return made


def queue(page: Page, project: int, reason: str = "against_model") -> Page:
    page.goto(f"/projects/{project}/review?reason={reason}")
    page.get_by_role("region", name="Answers").wait_for()
    return page


def label(admin: Client, item: int) -> Any:
    found = admin.items.get(item)["label"]
    return found and (found["value"]["class"], found["provenance"])


def by_whom(admin: Client, item: int) -> Any:
    found = admin.items.get(item)["label"]
    return found["provenance"], found["value"]


def stored(look: Callable[[], Any], wanted: Any) -> Any:
    """What is on the server, once it is what is `wanted`, or what it was after five seconds."""
    until = time.monotonic() + 5
    while (found := look()) != wanted and time.monotonic() < until:
        time.sleep(0.1)
    return found


def test_every_decision_has_a_key(admin: Client, open_page: Open) -> None:
    texts = [f"Text {n}" for n in range(5)]
    made = doubtful(admin, "Pets, looked at again", "cat", "dog", texts, classes=["cat", "dog", "cow"])
    ids = [one["id"] for one in admin.items.list(made)]
    assert [one["id"] for one in admin.items.to_review(made, "against_model")] == ids
    admin.projects.add_member(made, admin.users.add("second look", PASSWORD)["id"])  # who is asked again
    page = queue(open_page(), made)
    expect(page.get_by_role("link", name="People against the model 5")).to_be_visible()
    assert [page.locator(".columns thead th").nth(n).inner_text() for n in range(2)] == ["A", "Model"]
    for n, keys in enumerate((["1"], ["2"], ["f", "3", "Enter"], ["r", "1"], ["a", "Enter"])):
        expect(page.get_by_role("link", name=f"Item {ids[n]}", exact=True)).to_be_visible()
        for key in keys:
            page.keyboard.press(key)
            expect(page.get_by_text("Loading")).to_have_count(0)
            if key == "f":
                expect(page.get_by_role("button", name="Accept this")).to_be_visible()
            if key == "3":
                expect(page.get_by_role("radio", name="cow")).to_be_checked()
    expect(page.get_by_role("heading", name="Nothing waits here")).to_be_visible()
    page.get_by_role("button", name="Undo the last decision").press("Enter")
    expect(page.get_by_role("link", name=f"Item {ids[4]}", exact=True)).to_be_visible()
    decided = [("cat", "review"), ("dog", "review"), ("cow", "review"), None, ("cat", "human")]
    assert stored(lambda: [label(admin, one) for one in ids], decided) == decided
    notes = [admin.items.get(one)["answers"][-1]["note"] for one in ids[3:]]
    assert notes == [{"send_back": "Something was left out"}, {"ambiguous": True}]


def test_what_somebody_said_meanwhile_is_shown_beside_the_rest(admin: Client, open_page: Open) -> None:
    made = doubtful(admin, "Two at once", "cat", "dog", ["Text"], classes=["cat", "dog"])
    page = queue(open_page(expected=CONFLICT), made)
    [item] = admin.items.list(made)
    admin.items.review(
        item["id"], seen=admin.items.get(item["id"])["answers"][-1]["id"], value={"class": "dog"}
    )
    page.keyboard.press("1")
    expect(page.get_by_role("alert")).to_contain_text("somebody has answered since")
    expect(page.get_by_role("columnheader", name="A (review)")).to_be_visible()
    assert label(admin, item["id"]) == ("dog", "review")


@pytest.mark.parametrize("look", LOOKS, ids=["light", "dark", "phone"])
def test_boxes_lie_over_one_another(
    admin: Client, open_page: Open, tmp_path: Path, axe: str, look: dict[str, Any]
) -> None:
    asks = {"questions": [{"name": "where", "type": "boxes", "labels": ["digit"]}]}
    folder = tmp_path / "items.zip"
    folder.write_bytes(zipped({"digit.png": digit_png(0)}))
    boxes = [{"label": "digit", "x": 0, "y": 0, "w": wide, "h": 8} for wide in (8, 4)]
    said, meant = ({"where": [one]} for one in boxes)
    made = doubtful(admin, "Digits, looked at again", said, meant, folder, schema=asks)
    page = queue(open_page(**look), made)
    expect(page.locator("figure.compared")).to_contain_text("0.50")
    assert faults(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Take the answer of Model")
    assert faults(page, axe) == []
    page.keyboard.press("Escape")
    page.keyboard.press("f")
    expect(page.get_by_role("button", name="Accept this")).to_be_visible()
    assert faults(page, axe) == []
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Nothing waits here")).to_be_visible()
    [item] = admin.items.list(made)
    reviewed = ("review", said)
    assert stored(lambda: by_whom(admin, item["id"]), reviewed) == reviewed


def test_an_answered_item_becomes_an_example_beside_the_next(
    admin: Client, open_page: Open, tmp_path: Path, axe: str
) -> None:
    asks = {"questions": [{"name": "where", "type": "boxes", "labels": ["digit", "blot"]}]}
    folder = tmp_path / "items.zip"
    folder.write_bytes(zipped({f"{n}.png": digit_png(n) for n in range(3)}))
    text = "Draw round all of it.\n\n## digit\n\nEvery stroke."
    made = admin.projects.create("Examples", schema=asks, guideline=text).id
    admin.items.upload(made, folder)
    task = admin.tasks.next(made)
    assert task is not None
    admin.tasks.answer(task, {"where": [{"label": "digit", "x": 1, "y": 0, "w": 6, "h": 8}]})
    page = open_page()
    page.goto(f"/projects/{made}/annotate")
    page.locator(".rail .question").wait_for()
    page.keyboard.press("g")
    expect(page.locator(".drawer")).to_contain_text("version 1")
    page.goto(f"/projects/{made}/items/{task.item['id']}")
    page.get_by_label("Why").fill("The whole of it, and no more")
    page.get_by_role("button", name="Make it an example").click()
    expect(page.get_by_text("An example of digit")).to_be_visible()
    assert faults(page, axe) == []
    page.goto(f"/projects/{made}/annotate")
    page.locator(".rail .question").wait_for()
    page.keyboard.press("g")
    drawer = page.locator(".drawer")
    expect(drawer.get_by_text("1 example (digit) new")).to_be_visible()
    example = drawer.get_by_role("list", name="Examples of digit")
    expect(example).to_contain_text("The whole of it, and no more")
    expect(example.locator("svg .region-line")).to_be_attached()
    assert faults(page, axe) == []
    page.goto(f"/projects/{made}/guideline")
    page.get_by_role("button", name="Take out the example of digit").click()
    expect(page.get_by_role("list", name="Examples of digit")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("list", name="Examples of digit")).to_be_visible()
    assert faults(page, axe) == []


def test_a_comment_stands_at_its_region(admin: Client, open_page: Open, tmp_path: Path, axe: str) -> None:
    asks = {"questions": [{"name": "where", "type": "boxes", "labels": ["digit"]}]}
    folder = tmp_path / "items.zip"
    folder.write_bytes(zipped({"1.png": digit_png(1)}))
    made = admin.projects.create("Comments on regions", schema=asks).id
    admin.items.upload(made, folder)
    page = open_page()
    page.goto(f"/projects/{made}/annotate")
    page.locator(".regions img.ready").wait_for()
    for key in ("r", "Enter", "ArrowRight", "ArrowDown", "Enter", "c"):
        page.keyboard.press(key)
    remark = page.get_by_label("Comment on region 1, digit")
    expect(remark).to_be_focused()
    page.keyboard.type("or a seven")
    assert faults(page, axe) == []
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="All done for now")).to_be_visible()
    [item] = admin.items.list(made)
    said = [{"question": "where", "at": 0, "text": "or a seven"}]
    notes = [{"regions": said}]
    assert stored(lambda: [one["note"] for one in admin.items.get(item["id"])["answers"]], notes) == notes
    queue(page, made, "marked")
    page.get_by_role("region", name="The item").get_by_role("button", name="1 (digit)").click()
    expect(page.locator(".region-overlay .selected").first).to_be_attached()
    assert faults(page, axe) == []


def test_a_picture_stays_where_it_is_when_one_is_to_draw(
    admin: Client, open_page: Open, tmp_path: Path
) -> None:
    asks = [
        {"name": "class", "type": "classes", "classes": ["whole", "damaged"]},
        {"name": "where", "type": "boxes", "labels": ["dent"], "when": {"class": "damaged"}},
    ]
    folder = tmp_path / "items.zip"
    folder.write_bytes(zipped({"1.png": digit_png(1)}))
    made = admin.projects.create("Dents", schema={"questions": asks}).id
    admin.items.upload(made, folder)
    page = open_page()
    page.goto(f"/projects/{made}/annotate")
    picture = page.locator(".region-frame img.ready")
    before = picture.bounding_box()
    expect(page.get_by_role("button", name="Box")).to_be_hidden()
    page.keyboard.press("2")
    expect(page.get_by_role("button", name="Box")).to_be_visible()
    assert picture.bounding_box() == before
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="All done for now")).to_be_visible()


@pytest.mark.parametrize("look", LOOKS[1:], ids=["dark", "phone"])
def test_several_are_decided_at_once(admin: Client, open_page: Open, axe: str, look: dict[str, Any]) -> None:
    texts = [f"Text {n}" for n in range(3)]
    made = doubtful(admin, "Several at once", "cat", "dog", texts, classes=["cat", "dog"])
    ids = [one["id"] for one in admin.items.list(made)]
    page = queue(open_page(expected=CONFLICT, **look), made)
    for panel in ("About the item", "History", "Guideline"):
        page.get_by_text(panel, exact=True).last.click()
    expect(page.get_by_text("guideline version 1")).to_be_visible()
    assert faults(page, axe) == []
    page.get_by_role("button", name="Several at once").click()
    several = page.get_by_role("region", name="Several at once")
    for n in range(2):
        several.get_by_role("checkbox").nth(n + 1).check()
    several.get_by_role("button", name="Take what the model says").click()
    expect(several.get_by_text("2 items decided.")).to_be_visible()
    said = [("dog", "review"), ("dog", "review"), ("cat", "human")]
    assert [label(admin, one) for one in ids] == said
    several.get_by_role("button", name="Undo").click()
    expect(several.get_by_text("Taken back.")).to_be_visible()
    assert [label(admin, one) for one in ids] == [("cat", "human")] * 3
    several.get_by_role("checkbox", name="All 3").check()
    several.get_by_label("Or return them").fill("Look at the ears")
    several.get_by_role("button", name="Return them").click()
    expect(several.get_by_text("3 items refused:")).to_be_visible()  # nobody is left who was not asked
    assert faults(page, axe) == []
