"""Texts, sound and documents by keys alone: what is answered arrives on the server as the page showed it."""

import wave
from io import BytesIO
from pathlib import Path

import numpy as np
from browsing import Open, digit_png, zipped
from playwright.sync_api import Page, expect

from vermeil.client import Client

TEXT = "Ann Lee met 👩\u200d⚕️ Zoë.\nعادت ليلى من بيروت"  # noqa: RUF001 - a line from right to left
WHO = {"name": "who", "type": "spans", "labels": ["person", "place"]}
MET = {"name": "met", "type": "relations", "labels": ["met"]}


def desk(page: Page, project: int) -> Page:
    page.goto(f"/projects/{project}/annotate")
    page.locator(".rail .question").first.wait_for()
    return page


def answered(admin: Client, page: Page, project: int) -> list[object]:
    expect(page.locator(".safe")).to_have_attribute("data-waiting", "0")
    items = [admin.items.get(item["id"]) for item in admin.items.list(project)]
    return [one["value"] for item in items for one in item["answers"]]


def upload(admin: Client, project: int, folder: Path, files: dict[str, bytes]) -> None:
    path = folder / "items.zip"
    path.write_bytes(zipped(files))
    assert admin.items.upload(project, path).added == len(files)


def test_parts_are_marked_and_related_by_keys_alone(admin: Client, open_page: Open) -> None:
    made = admin.projects.create("Who met whom", schema={"questions": [WHO, MET]})
    admin.items.add(made.id, [TEXT])
    page = desk(open_page(), made.id)
    expect(page.locator(".surface")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("1")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("2")
    expect(page.get_by_role("list", name="What is marked").get_by_role("listitem")).to_have_count(2)
    page.keyboard.press("Tab")
    for key in (".", "m", ".", "m", "1"):
        page.keyboard.press(key)
    expect(page.get_by_role("list", name="How they belong together")).to_contain_text("Ann Lee →")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".surface")).to_be_hidden()
    [value] = answered(admin, page, made.id)
    parts = [TEXT[one["start"] : one["end"]] for one in value["who"]]
    assert parts[0] == "Ann Lee"
    assert parts[1] in TEXT.splitlines()[1].split()
    ends = [[one["start"], one["end"]] for one in value["who"]]
    assert value["met"] == [{"label": "met", "from": ends[0], "to": ends[1]}]


def test_enter_leads_through_the_doubtful_fields_of_a_document(
    admin: Client, open_page: Open, tmp_path: Path
) -> None:
    fields = [{"name": "shop", "required": True}, {"name": "day", "kind": "date"}]
    asks = {"questions": [{"name": "bill", "type": "fields", "fields": fields}]}
    made = admin.projects.create("Bills", schema=asks)
    upload(admin, made.id, tmp_path, {"page.png": digit_png(0)})
    page = desk(open_page(), made.id)
    expect(page.get_by_label("shop")).to_be_focused()
    page.keyboard.type("Corner")
    page.keyboard.press("Enter")
    expect(page.get_by_label("day")).to_be_focused()
    page.keyboard.type("soon")
    expect(page.get_by_text("“soon” does not read as a date.")).to_be_visible()
    page.keyboard.press("Alt+b")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_label("day")).to_be_focused()
    page.keyboard.press("Enter")  # told once, and never refused
    page.keyboard.press("Enter")
    expect(page.get_by_label("day")).to_be_hidden()
    day = {"text": "soon", "box": [0, 0.3, 0.46, 0.4, 0.05]}
    assert answered(admin, page, made.id) == [{"bill": {"fields": {"shop": {"text": "Corner"}, "day": day}}}]


def test_sound_is_played_while_one_writes(admin: Client, open_page: Open, tmp_path: Path) -> None:
    made = admin.projects.create("Talk", schema={"questions": [{"name": "said", "type": "transcript"}]})
    upload(admin, made.id, tmp_path, {"talk.wav": tone(seconds=5)})
    page = desk(open_page(), made.id)
    expect(page.get_by_role("textbox", name="What is said or written")).to_be_focused()
    page.keyboard.type("مرحبا")
    page.keyboard.press("Control+Space")
    expect(page.get_by_role("button", name="Pause").last).to_be_visible()
    page.keyboard.press("Alt+ArrowRight")
    place = page.get_by_role("slider", name="Place in the sound")
    expect(place).not_to_have_attribute("aria-valuenow", "0")
    page.keyboard.press("Control+Enter")
    expect(place).to_be_hidden()
    assert answered(admin, page, made.id) == [{"said": "مرحبا"}]


def test_parts_of_a_sound_are_marked_by_keys(admin: Client, open_page: Open, tmp_path: Path) -> None:
    asked = {"name": "what", "type": "segments", "labels": ["cough", "speech"]}
    made = admin.projects.create("Coughs", schema={"questions": [asked]})
    upload(admin, made.id, tmp_path, {"cough.wav": tone(seconds=5)})
    page = desk(open_page(), made.id)
    expect(page.get_by_text("/ 0:05.0")).to_be_visible()
    page.keyboard.press("1")
    page.keyboard.press(".")
    page.keyboard.press("1")
    mark = page.locator(".part-name", has_text="0:00.0 to 0:02.0")
    expect(mark).to_be_visible()
    page.keyboard.press("b")
    page.keyboard.press("2")
    page.keyboard.press(">")
    page.keyboard.press("[")
    page.keyboard.press("Enter")
    expect(mark).to_be_hidden()
    found = {"label": "speech", "start": 0.1, "end": 2.0}
    assert answered(admin, page, made.id) == [{"what": [found]}]


def tone(seconds: float, rate: int = 8000) -> bytes:
    """A sound that anybody can draw."""
    wave_form = np.sin(np.arange(int(seconds * rate)) * 2 * np.pi * 220 / rate) * 12_000
    out = BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(wave_form.astype("<i2").tobytes())
    return out.getvalue()
