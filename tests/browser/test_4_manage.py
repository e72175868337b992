"""What managers and admins do: people, members, tokens, releases, a project's name and its rest."""

import hashlib
import json

import pytest
from browsing import Open
from playwright.sync_api import Page, expect
from serving import Serving

from vermeil.client import Client

pytestmark = pytest.mark.xdist_group("browser")  # one server and one browser, in this order

PASSWORD = "a battery of horses"
BAD_SIGN_IN = ("401 (Unauthorized)",)
FORBIDDEN = ("403 (Forbidden)",)
CONFLICT = ("409 (Conflict)",)


@pytest.fixture
def project(admin: Client) -> int:
    """Three texts, one of them labelled."""
    made = admin.projects.create("Letters", classes=["yes", "no"], guideline="# How\n\nRead it.")
    admin.items.add(made.id, ["one", "two", "three"])
    task = admin.tasks.next(made.id)
    assert task is not None
    admin.tasks.answer(task, "yes", seconds=1)
    return made.id


def enter(page: Page, name: str, password: str) -> None:
    page.goto("/")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")


def add_person(page: Page, name: str) -> None:
    page.goto("/users")
    page.get_by_label("Name").fill(name)
    page.get_by_label("First password").fill(PASSWORD)
    expect(page.get_by_text("Labels in the projects they are invited to.")).to_be_visible()
    page.get_by_role("button", name="Add").press("Enter")
    expect(page.get_by_text(f"{name} can sign in now.")).to_be_visible()


def test_a_person_is_added_invited_and_labels(open_page: Open, project: int) -> None:
    page = open_page()
    add_person(page, "Bo")
    page.goto(f"/projects/{project}/members")
    page.get_by_label("Invite").select_option("Bo")
    page.get_by_role("button", name="Invite").press("Enter")
    members = page.get_by_role("region", name="Members")
    expect(members.get_by_role("row", name="Bo")).to_be_visible()
    theirs = open_page(signed_in=False, expected=FORBIDDEN)
    enter(theirs, "Bo", PASSWORD)
    theirs.get_by_role("link", name="Letters").press("Enter")
    expect(theirs.locator(".words")).to_be_visible()  # straight to the desk: annotators see nothing else
    theirs.goto(f"/projects/{project}/items")
    expect(theirs.locator(".words")).to_be_visible()
    members.get_by_label("Role of Bo").select_option("reviewer")
    expect(page.get_by_text("Bo is reviewer here now.")).to_be_visible()
    theirs.goto(f"/projects/{project}/items")
    expect(theirs.get_by_role("region", name="Items")).to_be_visible()
    members.get_by_role("button", name="Take out Bo").press("Enter")
    expect(members.get_by_role("row", name="Bo")).to_have_count(0)


def test_questions_are_written_as_a_form_and_as_code(admin: Client, open_page: Open, project: int) -> None:
    page = open_page(expected=("422",))
    page.goto(f"/projects/{project}/guideline")
    page.get_by_role("button", name="Edit").press("Enter")
    page.get_by_role("button", name="Ask something else").press("Enter")
    page.get_by_label("One more question").select_option("rating")
    page.get_by_role("button", name="Add this question").press("Enter")
    second = page.get_by_role("group", name="Question 2")
    second.get_by_label("What is asked").fill("How sure are you?")
    second.get_by_label("Asked", exact=True).select_option("class")
    second.get_by_label("It may be left out").check()  # what is labelled already has no answer to it
    page.get_by_label("One more question").select_option("fields")
    page.get_by_role("button", name="Add this question").press("Enter")
    third = page.get_by_role("group", name="Question 3")
    third.get_by_label("Add a field").fill("net, tax, total")
    third.get_by_label("Add a field").press("Enter")
    third.get_by_role("button", name="Add this check").press("Enter")
    third.get_by_role("group", name="Added together").get_by_label("tax").check()
    third.get_by_label("Asked", exact=True).select_option("class")
    third.get_by_label("and", exact=True).select_option("rating")
    third.get_by_role("group", name="Answers to How sure").get_by_label("2").check()
    third.get_by_label("It may be left out").check()
    page.get_by_role("button", name="Code").press("Enter")
    written = json.loads(page.get_by_label("Schema").input_value())
    assert written["questions"][1] == {
        "name": "rating",
        "type": "rating",
        "ask": "How sure are you?",
        "when": {"class": ["yes"]},
        "optional": True,
    }
    assert written["questions"][2] == {
        "name": "fields",
        "type": "fields",
        "fields": [{"name": "net"}, {"name": "tax"}, {"name": "total"}],
        "checks": [{"sum": ["net", "tax"], "is": "total"}],
        "when": {"class": ["yes"], "rating": [1, 2]},
        "optional": True,
    }
    written["questions"][1]["stars"] = 3
    page.get_by_label("Schema").fill(json.dumps(written))
    page.get_by_role("button", name="Save as a new version").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("stars")
    written["questions"][1] |= {"most": written["questions"][1].pop("stars")}
    page.get_by_label("Schema").fill(json.dumps(written))
    page.get_by_role("button", name="Save as a new version").press("Enter")
    expect(page.get_by_text("How sure are you?")).to_be_visible()
    assert admin.projects.get(project).schema["questions"] == written["questions"]


def test_who_is_locked_out_stays_out_until_let_in(open_page: Open) -> None:
    page = open_page()
    add_person(page, "Chen")
    row = page.get_by_role("row", name="Chen")
    row.get_by_role("button", name="Lock out").press("Enter")
    expect(row.get_by_text("locked out")).to_be_visible()
    theirs = open_page(signed_in=False, expected=(*BAD_SIGN_IN, *FORBIDDEN))
    enter(theirs, "Chen", PASSWORD)
    expect(theirs.get_by_role("alert")).to_be_visible()
    row.get_by_role("button", name="Let in").press("Enter")
    expect(row.get_by_text("may sign in")).to_be_visible()
    row.get_by_role("button", name="New password").press("Enter")
    dialog = page.get_by_role("dialog", name="New password for Chen")
    dialog.get_by_label("Password").fill("another battery")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Chen has a new password.")).to_be_visible()
    enter(theirs, "Chen", "another battery")
    expect(theirs.get_by_role("heading", name="No project waits for you yet")).to_be_visible()


def test_who_is_no_admin_changes_their_own_password(open_page: Open) -> None:
    add_person(open_page(), "Dee")
    elsewhere = open_page(signed_in=False, expected=BAD_SIGN_IN)
    enter(elsewhere, "Dee", PASSWORD)
    expect(elsewhere.get_by_role("heading", name="No project waits for you yet")).to_be_visible()
    page = open_page(signed_in=False, expected=FORBIDDEN)
    enter(page, "Dee", PASSWORD)
    expect(page.get_by_role("heading", name="No project waits for you yet")).to_be_visible()
    page.goto("/account")
    old, new = page.get_by_label("Old password"), page.get_by_label("New password")
    old.fill("not the old one")
    new.fill("a horse of batteries")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The old password is wrong.")).to_be_visible()
    expect(old).to_have_attribute("type", "password")
    page.get_by_label("Show what I type").press("Space")
    expect(old).to_have_attribute("type", "text")
    expect(new).to_have_value("a horse of batteries")
    old.fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_text("You have a new password.")).to_be_visible()
    expect(old).to_have_value("")
    page.reload()
    expect(page.get_by_role("heading", name="Account")).to_be_visible()
    elsewhere.reload()
    expect(elsewhere.get_by_label("Password")).to_be_visible()
    enter(elsewhere, "Dee", "a horse of batteries")
    expect(elsewhere.get_by_role("heading", name="No project waits for you yet")).to_be_visible()


def test_a_name_that_is_taken_says_so_and_keeps_what_was_typed(open_page: Open) -> None:
    page = open_page(expected=CONFLICT)
    page.goto("/users")
    page.get_by_label("Name").fill("ada")
    page.get_by_label("First password").fill(PASSWORD)
    page.get_by_role("button", name="Add").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("ada")
    expect(page.get_by_label("Name")).to_have_value("ada")


def test_a_token_is_shown_once_works_and_is_revoked(open_page: Open, served: Serving) -> None:
    page = open_page()
    page.goto("/account")
    page.get_by_label("What is it for?").fill("nightly import")
    page.get_by_role("button", name="Make a token").press("Enter")
    token = page.locator(".once").inner_text()
    with Client(served.url, token) as client:
        assert list(client.projects.list()) is not None
    page.reload()
    row = page.get_by_role("row", name="nightly import")
    expect(row.get_by_text("just now").first).to_be_visible()
    expect(page.get_by_text(token)).to_have_count(0)
    row.get_by_role("button", name="Revoke").press("Enter")
    expect(row.get_by_text("revoked")).to_be_visible()
    with Client(served.url, token) as client, pytest.raises(Exception, match="token"):
        list(client.projects.list())


def test_a_release_is_frozen_and_its_file_is_what_it_says(open_page: Open, project: int) -> None:
    page = open_page()
    page.goto(f"/projects/{project}/releases")
    expect(page.get_by_text("1 of 3 items have a label.")).to_be_visible()
    page.get_by_label("Note").fill("for the pilot")
    page.get_by_role("button", name="Freeze a release").press("Enter")
    frozen = page.get_by_role("article").filter(has_text="for the pilot")
    expect(frozen.get_by_role("heading", name="Version 1")).to_be_visible()
    expect(frozen.get_by_text("certified")).to_have_count(0)  # nothing was proven
    with page.expect_download() as download:
        frozen.get_by_role("link", name="JSONL").press("Enter")
    content = download.value.path().read_bytes()
    assert [json.loads(line)["label"] for line in content.splitlines()] == ["yes", None, None]
    expect(frozen.get_by_text(hashlib.sha256(content).hexdigest())).to_be_visible()


@pytest.mark.parametrize("kept", [True, False])
def test_what_people_said_in_another_tool_comes_in_with_its_items(
    admin: Client, open_page: Open, project: int, *, kept: bool
) -> None:
    page = open_page()
    page.goto(f"/projects/{project}/import")
    rows = [{"id": number, "text": text, "label": ["no"]} for number, text in enumerate(("four", "five"))]
    content = "\n".join(map(json.dumps, rows)).encode()
    page.get_by_label("Files", exact=True).set_input_files(
        [{"name": "anna.jsonl", "mimeType": "application/jsonl", "buffer": content}]
    )
    page.get_by_text("The files hold labels").press("Enter")
    page.get_by_label("Written by").select_option("doccano")
    if not kept:
        page.get_by_role("button", name="Suggestions only").press("Enter")
    page.get_by_role("button", name="Import", exact=True).press("Enter")
    expect(page.locator(".facts")).to_contain_text("Items added2")
    items = {item["text"]: admin.items.get(item["id"]) for item in admin.items.list(project)}
    said = [(one["value"], one["tool"]) for one in items["four"]["answers"]]
    assert said == ([({"class": "no"}, "doccano")] if kept else [])
    suggested = items["four"]["model"]
    assert (suggested and suggested["value"]) == (None if kept else {"class": "no"})


def test_texts_pasted_beside_the_labels_of_another_tool_come_in(open_page: Open, project: int) -> None:
    page = open_page()
    page.goto(f"/projects/{project}/import")
    page.get_by_text("The files hold labels").press("Enter")
    page.get_by_label("Written by").select_option("doccano")
    page.get_by_text("Or paste texts").press("Enter")
    page.get_by_label("Texts", exact=True).fill("six")
    page.get_by_role("button", name="Import", exact=True).press("Enter")
    expect(page.locator(".facts")).to_contain_text("Items added1")


def test_the_items_page_counts_what_its_filters_let_through(open_page: Open, project: int) -> None:
    page = open_page()
    page.goto(f"/projects/{project}/items")
    expect(page.locator(".matches")).to_have_text("3 items")
    page.get_by_label("State").select_option("Labelled by people")
    expect(page.locator(".matches")).to_have_text("1 of 3 items")
    page.get_by_label("State").select_option("All states")
    page.get_by_label("Search").fill("t")
    expect(page.locator(".matches")).to_have_text("2 of 3 items")
    page.get_by_label("Search").fill("nothing like it")
    expect(page.locator(".matches")).to_have_text("0 of 3 items")


def test_a_project_is_renamed_archived_and_brought_back(open_page: Open, project: int) -> None:
    page = open_page()
    page.goto(f"/projects/{project}/settings")
    page.get_by_label("Name of the project").fill("Old letters")
    page.keyboard.press("Enter")
    expect(page.locator(".switcher summary")).to_have_text("Old letters")
    page.get_by_role("button", name="Archive the project").press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Archive", exact=True).press("Enter")
    expect(page.get_by_role("heading", name="Projects", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Old letters")).to_have_count(0)
    page.get_by_text("1 archived project").click()
    page.get_by_role("link", name="Old letters").press("Enter")
    page.get_by_role("button", name="Bring it back").press("Enter")
    expect(page.get_by_text("This project is archived")).to_have_count(0)
    page.goto("/")
    expect(page.get_by_role("link", name="Old letters")).to_be_visible()


SLOW_TO_FIND = """{
    const get = IDBObjectStore.prototype.get;
    IDBObjectStore.prototype.get = function (...given) {
        const request = get.apply(this, given);
        const late = (then) => (event) => setTimeout(() => then.call(request, event), 1500);
        const set = (then) => request.addEventListener("success", late(then));
        return Object.defineProperty(request, "onsuccess", { set });
    };
}"""


def test_files_that_are_brought_before_the_browser_is_ready_stay(open_page: Open) -> None:
    page = open_page()
    page.add_init_script(SLOW_TO_FIND)
    page.goto("/new")
    page.get_by_label("Files").set_input_files(
        {"name": "texts.csv", "mimeType": "text/csv", "buffer": b"text\na"}
    )
    expect(page.get_by_text("kept in this browser")).to_be_visible()
    page.wait_for_timeout(2000)  # what was kept before is found by now: nothing
    expect(page.get_by_text("1 file")).to_be_visible()
