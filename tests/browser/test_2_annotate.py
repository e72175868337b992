"""Labelling loses nothing and hands in nothing twice, whatever happens to the line, the page or the lease."""

import base64
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from browsing import Open, digit_png
from playwright.sync_api import Page, Route, expect

from vermeil.client import Client

pytestmark = pytest.mark.xdist_group("browser")  # one server and one browser, in this order

CLASSES = ["World", "Sports", "Business", "Science"]
QUESTIONS = {
    "questions": [
        {"name": "class", "type": "classes", "ask": "How is the parcel?", "classes": ["whole", "damaged"]},
        {"name": "badness", "type": "rating", "ask": "How bad is it?", "when": {"class": "damaged"}},
        {"name": "parts", "type": "classes", "multiple": True, "classes": ["box", "tape", "label"]},
        {"name": "weight", "type": "number", "least": 0, "most": 30},
        {"name": "note", "type": "text", "optional": True},
    ]
}
BOXES = {"questions": [{"name": "marks", "type": "boxes", "labels": ["dent", "scratch"]}]}
SLOW_TO_DECODE = """{
    const decode = HTMLImageElement.prototype.decode;
    HTMLImageElement.prototype.decode = async function () {
        await new Promise((done) => setTimeout(done, 60000));
        return decode.call(this);
    };
}"""  # a picture that is on the screen long before
LOST_LINE = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED")


@pytest.fixture
def project(admin: Client) -> int:
    """Forty short texts to label."""
    made = admin.projects.create("News", classes=CLASSES, guideline="## Sports\n\nGames and players.")
    admin.items.add(made.id, [f"Text number {number}" for number in range(40)])
    return made.id


def desk(page: Page, project: int) -> Page:
    page.goto(f"/projects/{project}/annotate")
    page.locator(".words").wait_for()
    return page


def shown(page: Page) -> str:
    return page.locator(".words").inner_text()


def answer(page: Page, key: str) -> str:
    """Answers the text on the screen; returns it once the next one is there."""
    text = shown(page)
    page.keyboard.press(key)
    page.keyboard.press("Enter")
    expect(page.locator(".words")).not_to_have_text(text)
    return text


def all_sent(page: Page) -> None:
    expect(page.locator(".safe")).to_have_attribute("data-waiting", "0")


def stored(admin: Client, project: int) -> dict[str, list[str]]:
    """Every text with the classes that were answered for it and not taken back."""
    found = {}
    for item in admin.items.list(project):
        given = [one for one in admin.items.get(item["id"])["answers"] if not one["superseded"]]
        if given:
            found[item["text"]] = [one["value"]["class"] if one["value"] else "skipped" for one in given]
    return found


def test_no_line_loses_nothing(admin: Client, open_page: Open, project: int) -> None:
    page = desk(open_page(expected=LOST_LINE), project)
    expect(page.locator(".words")).to_be_visible()
    given = {answer(page, "1"): "World"}
    all_sent(page)
    page.context.set_offline(True)
    given |= {answer(page, "2"): "Sports", answer(page, "3"): "Business"}
    expect(page.get_by_text(re.compile("No line. 2 answers kept"))).to_be_visible()
    page.context.set_offline(False)
    all_sent(page)
    assert stored(admin, project) == {text: [value] for text, value in given.items()}


def test_a_reload_in_the_middle_of_sending(admin: Client, open_page: Open, project: int) -> None:
    page = desk(open_page(expected=LOST_LINE), project)
    held: list[Route] = []
    page.route("**/answers", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks its handlers
    text = answer(page, "2")
    expect(page.locator(".safe")).to_have_attribute("data-waiting", "1")
    page.unroute("**/answers")
    page.reload()
    page.locator(".words").wait_for()
    all_sent(page)
    assert shown(page) != text
    assert stored(admin, project) == {text: ["Sports"]}


def test_a_reload_before_anything_was_sent(admin: Client, open_page: Open, project: int) -> None:
    """Sending waits for the next item to be painted; what was answered is kept before that."""
    page = desk(open_page(), project)
    text = shown(page)
    page.keyboard.press("3")
    page.evaluate(
        """() => {
            const press = new KeyboardEvent("keydown", { key: "Enter", code: "Enter", bubbles: true });
            document.body.dispatchEvent(press);
            location.reload();
        }"""
    )
    expect(page.locator(".words")).not_to_have_text(text)
    all_sent(page)
    assert stored(admin, project) == {text: ["Business"]}


def test_an_answer_that_arrived_though_its_receipt_was_lost(
    admin: Client, open_page: Open, project: int
) -> None:
    page = desk(open_page(expected=LOST_LINE), project)

    def swallow(route: Route) -> None:
        route.fetch()  # the server has it
        route.abort()  # the page does not know

    page.route("**/answers", swallow, times=1)
    text = answer(page, "4")
    all_sent(page)
    assert stored(admin, project) == {text: ["Science"]}


def test_nothing_is_said_of_a_picture_before_it_is_seen(
    admin: Client, open_page: Open, tmp_path: Path
) -> None:
    file = tmp_path / "digit.png"
    file.write_bytes(digit_png(0))
    made = admin.projects.create("Marks", schema=BOXES)
    admin.items.add(made.id, [file])
    page = open_page()
    page.add_init_script(SLOW_TO_DECODE)
    held: list[Route] = []
    page.route("**/media", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks its handlers
    page.goto(f"/projects/{made.id}/annotate")
    page.locator(".region-frame").wait_for()
    page.keyboard.press("Enter")  # "there is nothing", said blindly
    expect(page.get_by_text("The picture is on its way: nothing was sent.")).to_be_visible()
    assert held
    for route in held:
        route.continue_()
    expect(page.locator(".region-frame img.ready")).to_be_visible()
    [item] = admin.items.list(made.id)
    assert not admin.items.get(item["id"])["answers"]
    page.keyboard.press("Enter")
    expect(page.get_by_text("All done for now")).to_be_visible()
    all_sent(page)
    assert [one["value"] for one in admin.items.get(item["id"])["answers"]] == [{"marks": []}]


def test_keys_count_in_turn_however_fast_they_come(admin: Client, open_page: Open, tmp_path: Path) -> None:
    file = tmp_path / "digit.png"
    file.write_bytes(digit_png(1))
    made = admin.projects.create("Fast marks", schema=BOXES)
    admin.items.add(made.id, [file])
    page = open_page()
    page.goto(f"/projects/{made.id}/annotate")
    page.locator(".region-frame img.ready").wait_for()
    page.evaluate(
        """() => {
            for (const key of ["r", "Enter", "ArrowRight", "ArrowDown", "Enter", "Enter"])
                document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
        }"""
    )  # all before the next frame: each means what it means after the one before
    expect(page.get_by_text("All done for now")).to_be_visible()
    all_sent(page)
    [item] = admin.items.list(made.id)
    [answer] = admin.items.get(item["id"])["answers"]
    assert [mark["label"] for mark in answer["value"]["marks"]] == ["dent"]


def test_two_versions_of_one_answer_are_shown_side_by_side(
    admin: Client, open_page: Open, project: int
) -> None:
    page = desk(open_page(expected=("409",)), project)
    text = shown(page)
    [task] = [one for one in admin.tasks.held(project) if one.item["text"] == text]
    admin.tasks.answer(task, "World", seconds=1)  # the same person, in another window
    answer(page, "2")
    page.get_by_role("button", name="1 answer needs you").press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.locator(".version").nth(0)).to_have_text("Sports")
    expect(dialog.locator(".version").nth(1)).to_have_text("World")
    dialog.get_by_role("button", name="Make mine the answer").press("Enter")
    expect(dialog).to_be_hidden()
    all_sent(page)
    assert stored(admin, project) == {text: ["Sports"]}


def test_undo_brings_the_last_item_back(admin: Client, open_page: Open, project: int) -> None:
    page = desk(open_page(), project)
    text = answer(page, "1")
    all_sent(page)
    page.keyboard.press("u")
    expect(page.locator(".words")).to_have_text(text)
    expect(page.get_by_role("radio", name="World")).to_be_checked()
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    expect(page.locator(".words")).not_to_have_text(text)
    all_sent(page)
    assert stored(admin, project) == {text: ["Business"]}


def test_letters_are_letters_in_a_text_field(admin: Client, open_page: Open, project: int) -> None:
    page = desk(open_page(), project)
    text = shown(page)
    page.keyboard.press("2")
    page.keyboard.press("c")
    page.keyboard.type("sae 134 xu?")
    expect(page.get_by_label("Comment")).to_have_value("sae 134 xu?")
    page.reload()  # the draft is kept at every change
    expect(page.locator(".words")).to_have_text(text)
    expect(page.get_by_label("Comment")).to_have_value("sae 134 xu?")
    expect(page.get_by_role("radio", name="Sports")).to_be_checked()
    page.keyboard.press("c")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    expect(page.locator(".words")).not_to_have_text(text)
    all_sent(page)
    [item] = [one for one in admin.items.list(project) if one["text"] == text]
    [given] = admin.items.get(item["id"])["answers"]
    assert given["value"] == {"class": "Sports"}
    assert given["note"]["comment"] == "sae 134 xu?"
    assert given["note"]["ambiguous"] is True


def test_skip_has_a_reason_and_find_types_ahead(admin: Client, open_page: Open, project: int) -> None:
    page = desk(open_page(), project)
    first = shown(page)
    page.keyboard.press("s")
    page.keyboard.press("2")
    expect(page.locator(".words")).not_to_have_text(first)
    second = shown(page)
    page.keyboard.press("/")
    page.keyboard.type("sci")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator(".words")).not_to_have_text(second)
    all_sent(page)
    assert stored(admin, project) == {first: ["skipped"], second: ["Science"]}


def test_an_item_put_off_comes_again(admin: Client, open_page: Open, project: int) -> None:
    page = desk(open_page(), project)
    first = shown(page)
    page.keyboard.press("1")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".words")).not_to_have_text(first)
    expect(page.get_by_text("1 item put off")).to_be_visible()
    second = answer(page, "2")
    page.keyboard.press("d")  # the same as the arrow
    expect(page.locator(".words")).to_have_text(first)
    expect(page.get_by_role("radio", name="World")).to_be_checked()  # the draft is kept
    page.keyboard.press("Enter")
    all_sent(page)
    assert stored(admin, project) == {first: ["World"], second: ["Sports"]}


def test_looking_back_changes_nothing_until_an_answer_is_taken_back(
    admin: Client, open_page: Open, project: int
) -> None:
    page = desk(open_page(), project)
    first, second = answer(page, "1"), answer(page, "2")
    all_sent(page)
    third = shown(page)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".words")).to_have_text(first)
    expect(page.get_by_text("You answered “World”.")).to_be_visible()
    page.keyboard.press("3")
    page.keyboard.press("f")
    page.keyboard.press("Enter")
    expect(page.locator(".words")).to_have_text(third)
    assert stored(admin, project) == {first: ["World"], second: ["Sports"]}
    page.keyboard.press("d")
    page.keyboard.press("d")
    page.keyboard.press("u")
    page.keyboard.press("4")
    page.keyboard.press("Enter")
    expect(page.locator(".words")).to_have_text(third)
    all_sent(page)
    assert stored(admin, project) == {first: ["Science"], second: ["Sports"]}


def test_a_suggestion_is_taken_by_its_own_key_and_never_by_enter(admin: Client, open_page: Open) -> None:
    made = admin.projects.create("Suggested", classes=CLASSES)
    admin.items.add(made.id, [{"text": f"Suggested {number}", "label": "Sports"} for number in range(3)])
    page = desk(open_page(), made.id)
    suggestion = page.get_by_role("region", name="Suggestion")
    expect(suggestion.get_by_text("Sports")).to_be_visible()
    expect(suggestion.get_by_text("The imported data suggests")).to_be_visible()
    expect(page.locator(".choices :checked")).to_have_count(0)
    first = shown(page)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Choose a class, or accept the suggestion.")).to_be_visible()
    page.keyboard.press("y")
    expect(page.locator(".words")).not_to_have_text(first)
    second = shown(page)
    page.keyboard.press("x")
    expect(suggestion).to_be_hidden()
    answer(page, "3")
    all_sent(page)
    assert stored(admin, made.id) == {first: ["Sports"], second: ["Business"]}


@pytest.fixture
def parcels(admin: Client) -> int:
    """Texts with several questions each; a model has answered the first."""
    made = admin.projects.create("Parcels", schema=QUESTIONS)
    value = {"class": "damaged", "badness": 4, "parts": ["box"], "weight": 2}
    admin.items.add(
        made.id,
        [
            {"text": "A dented box", "suggestion": {"value": value, "confidence": 0.8}},
            {"text": "A plain box"},
            {"text": "A last box"},
        ],
    )
    return made.id


def values(admin: Client, project: int) -> dict[str, object]:
    """What was answered, by the text of the item."""
    items = [admin.items.get(item["id"]) for item in admin.items.list(project)]
    return {item["text"]: one["value"] for item in items for one in item["answers"] if not one["superseded"]}


def test_several_questions_are_answered_by_keys_alone(admin: Client, open_page: Open, parcels: int) -> None:
    page = desk(open_page(), parcels)
    page.keyboard.press("x")  # the suggestion is refused
    expect(page.get_by_role("region", name="Suggestion")).to_be_hidden()
    expect(page.get_by_role("heading", name="How bad is it?")).to_be_hidden()
    page.keyboard.press("2")  # damaged: one question more, and the next one has the keys
    expect(page.get_by_role("region", name="How bad is it?")).to_have_attribute("aria-current", "true")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Answer “How bad is it?” first, or skip the item.")).to_be_visible()
    page.keyboard.press("3")
    page.keyboard.press("1")
    page.keyboard.press("3")
    page.keyboard.press("Control+z")
    expect(page.get_by_role("checkbox", name="label")).not_to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.type("31")
    page.keyboard.press("Enter")
    expect(page.get_by_text("It must be at most 30.").first).to_be_visible()
    page.keyboard.press("Backspace")
    page.reload()  # the draft is kept at every change
    expect(page.get_by_label("weight", exact=True).get_by_role("textbox")).to_have_value("3")
    expect(page.get_by_role("checkbox", name="box")).to_be_checked()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".words")).not_to_have_text("A dented box")
    all_sent(page)
    said = {"class": "damaged", "badness": 3, "parts": ["box"], "weight": 3}
    assert values(admin, parcels) == {"A dented box": said}


def test_a_suggestion_is_taken_over_and_corrected(admin: Client, open_page: Open, parcels: int) -> None:
    page = desk(open_page(), parcels)
    expect(page.locator(".words")).to_have_text("A dented box")
    page.keyboard.press("o")
    expect(page.get_by_role("radio", name="damaged")).to_be_checked()
    page.keyboard.press("1")  # no longer damaged: how bad it is, is asked no more
    expect(page.get_by_role("heading", name="How bad is it?")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator(".words")).not_to_have_text("A dented box")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_text("You answered “class: whole; parts: box; weight: 2”.")).to_be_visible()
    all_sent(page)
    assert values(admin, parcels) == {"A dented box": {"class": "whole", "parts": ["box"], "weight": 2}}
    page.goto(f"/projects/{parcels}/items")
    expect(page.get_by_role("row", name="A dented box")).to_contain_text(
        "class: whole; parts: box; weight: 2"
    )


def test_boxes_are_drawn_where_a_class_asks_for_them(admin: Client, open_page: Open) -> None:
    boxes = {"name": "where", "type": "boxes", "labels": ["dent", "hole"], "when": {"class": "damaged"}}
    made = admin.projects.create("Dents", schema={"questions": [QUESTIONS["questions"][0], boxes]})
    picture = base64.b64encode(digit_png(3)).decode()
    admin.items.add(made.id, [{"image": f"data:image/png;base64,{picture}", "key": "three"}])
    page = open_page()
    page.goto(f"/projects/{made.id}/annotate")
    page.locator(".regions img.ready").wait_for()
    page.keyboard.press("2")
    page.keyboard.press("2")  # the keys are those of the boxes now: a hole
    stage = page.locator(".stage").bounding_box()
    assert stage is not None
    middle = stage["x"] + stage["width"] / 2, stage["y"] + stage["height"] / 2
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] + 100, middle[1] + 100, steps=4)
    page.mouse.up()
    expect(page.get_by_text("1 region", exact=True)).to_be_visible()
    page.keyboard.press("Control+z")
    expect(page.get_by_text("No regions yet")).to_be_visible()
    page.keyboard.press("Control+Shift+z")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="All done for now")).to_be_visible()
    all_sent(page)
    [item] = admin.items.list(made.id)
    [answer] = admin.items.get(item["id"])["answers"]
    assert answer["value"]["class"] == "damaged"
    assert [box["label"] for box in answer["value"]["where"]] == ["hole"]


def test_markup_of_others_is_shown_and_does_nothing(admin: Client, open_page: Open) -> None:
    made = admin.projects.create("Pages", classes=CLASSES)
    markup = "<h1>Hello</h1><script>document.title = 'stolen'</script><img src='/api/v1/session' alt='gone'>"
    admin.items.add(made.id, [{"html": markup}])
    page = open_page()
    page.goto(f"/projects/{made.id}/annotate")
    frame = page.frame_locator("iframe.web-page")
    expect(frame.get_by_role("heading", name="Hello")).to_be_visible()
    assert frame.locator("body").inner_html() == '<h1>Hello</h1><img alt="gone">'
    expect(page).to_have_title("Label · Vermeil")


def test_two_things_are_compared_side_by_side(admin: Client, open_page: Open) -> None:
    made = admin.projects.create("Twins", schema={}, task_type="pair")
    admin.items.add(made.id, [{"json": {"left": "Bo, 3", "right": {"name": "Bob", "age": 3}}}])
    page = open_page()
    page.goto(f"/projects/{made.id}/annotate")
    expect(page.get_by_role("region", name="Left")).to_have_text("Bo, 3")
    expect(page.get_by_role("region", name="Right")).to_contain_text("Bob")
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="All done for now")).to_be_visible()
    all_sent(page)
    [item] = admin.items.list(made.id)
    assert [one["value"] for one in admin.items.get(item["id"])["answers"]] == [{"pair": "same"}]


def test_the_guideline_opens_at_the_chosen_class(open_page: Open, project: int) -> None:
    page = desk(open_page(), project)
    page.keyboard.press("2")
    page.keyboard.press("g")
    expect(page.locator(".drawer .found")).to_have_text("Sports")
    page.keyboard.press("g")
    expect(page.locator(".drawer")).to_be_hidden()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys").get_by_text("Previous", exact=True)).to_be_visible()


def test_the_next_item_is_there_at_once(
    open_page: Open, project: int, record_property: Callable[[str, object], None]
) -> None:
    """Reports the time from the key press to the painted next item; the load decides, so no limit."""
    page = desk(open_page(), project)
    for _ in range(25):
        answer(page, "1")
    times = sorted(
        page.evaluate("performance.getEntriesByName('vermeil:next-item-painted').map((one) => one.duration)")
    )
    assert len(times) >= 20
    p95 = times[int(len(times) * 0.95)]
    record_property("next_item_painted_p95_ms", p95)
    print(  # noqa: T201 - the figure is the purpose
        f"next item painted: p50 {times[len(times) // 2]:.0f} ms, p95 {p95:.0f} ms, n {len(times)}"
    )


def test_when_all_is_done_the_page_says_what_comes(admin: Client, open_page: Open) -> None:
    made = admin.projects.create("Two texts", classes=CLASSES)
    admin.items.add(made.id, ["one", "two"])
    page = desk(open_page(), made.id)
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="All done for now")).to_be_visible()
    admin.items.add(made.id, ["three"])  # more arrives while the page is open
    expect(page.locator(".words")).to_have_text("three")
