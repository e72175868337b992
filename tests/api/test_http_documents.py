"""Documents: their pages are seen as pictures, and what cannot be opened stays out."""

import io

import pytest
from calling import Caller, House
from PIL import Image

from papers import paper
from vermeil.integrations import pdf

BILL = paper([(72, 770, "ACME Ltd"), (72, 600, "TOTAL 12.50")], [(72, 700, "Thank you")])
SCHEMA = {"questions": [{"name": "bill", "type": "fields", "fields": [{"name": "total", "kind": "amount"}]}]}


def sent(caller: Caller, **files: bytes) -> tuple[int, dict[str, object]]:
    """A project with these files as its items, and what became of them."""
    project = int(caller.made("/projects", {"name": "bills", "schema": SCHEMA})["id"])
    parts = [("files", (name.replace("_", "."), data)) for name, data in files.items()]
    return project, caller.made(f"/projects/{project}/items", files=parts)


def scan() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "PNG")
    return out.getvalue()


def test_pages_are_told_and_shown(manager: Caller) -> None:
    project, _ = sent(manager, a_pdf=BILL, b_png=scan())
    bill, image = manager.seen(f"/projects/{project}/items")["items"]
    assert (bill["media"], bill["pages"], image["media"], image["pages"]) == ("document", 2, "image", 1)
    assert manager.seen(f"/items/{bill['id']}")["pages"] == 2
    assert manager.made(f"/projects/{project}/tasks/next")["item"]["pages"] == 2
    where = f"/items/{bill['id']}/media"
    assert manager.get(where).content == BILL
    tags = set()
    for page in (0, 1):
        answer = manager.get(where, params={"page": page})
        assert answer.headers["content-type"] == "image/webp"
        assert Image.open(io.BytesIO(answer.content)).size == (1240, 1755)
        tags.add(answer.headers["etag"])
    small = manager.get(where, params={"size": "thumb"})
    assert max(Image.open(io.BytesIO(small.content)).size) == 320
    tags |= {small.headers["etag"], manager.get(where).headers["etag"]}
    assert len(tags) == 4
    assert manager.get(f"/items/{image['id']}/media", params={"page": 0}).content == scan()


@pytest.mark.parametrize("page", [2, 2**31 - 1])
def test_there_are_no_more_pages(manager: Caller, page: int) -> None:
    project, _ = sent(manager, a_pdf=BILL)
    [bill] = manager.seen(f"/projects/{project}/items")["items"]
    assert manager.get(f"/items/{bill['id']}/media", params={"page": page}).status_code == 404
    assert manager.get(f"/items/{bill['id']}/media", params={"page": -1}).status_code == 422


def test_a_page_is_drawn_once(manager: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    project, _ = sent(manager, a_pdf=BILL)
    [bill] = manager.seen(f"/projects/{project}/items")["items"]
    where = f"/items/{bill['id']}/media"
    first = manager.get(where, params={"page": 0}).content
    monkeypatch.setattr(pdf, "CHILD", "nowhere")
    assert manager.get(where, params={"page": 0}).content == first
    assert manager.get(where, params={"size": "thumb"}).is_success
    assert manager.get(where, params={"page": 1}).status_code == 422


def test_what_cannot_be_opened_is_refused_and_the_rest_goes_in(manager: Caller) -> None:
    locked = paper([(72, 700, "secret")], locked=True)
    _, told = sent(manager, a_pdf=BILL, b_pdf=b"%PDF-1.7 no", c_pdf=locked)
    assert (told["added"], told["refused_count"]) == (1, 2)
    reasons = {one["key"]: one["reason"] for one in told["refused"]}  # type: ignore[attr-defined]
    assert "broken" in reasons["b.pdf"]
    assert "without a password" in reasons["c.pdf"]


def test_annotators_see_the_pages_of_what_they_are_asked(house: House, manager: Caller) -> None:
    project, _ = sent(manager, a_pdf=BILL)
    member = f"/projects/{project}/members/{house.people['annotator'].id}"
    manager.call("PUT", member, json={"role": "annotator"})
    [bill] = manager.seen(f"/projects/{project}/items")["items"]
    annotator, where = house.people["annotator"], f"/items/{bill['id']}/media"
    assert annotator.get(where, params={"page": 0}).status_code == 404
    annotator.made(f"/projects/{project}/tasks/next")
    assert annotator.get(where, params={"page": 0}).status_code == 200
    assert house.people["outsider"].get(where, params={"page": 0}).status_code == 404
