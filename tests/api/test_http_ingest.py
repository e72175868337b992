"""Items in, good and ugly."""

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from calling import Caller, House
from PIL import Image

NDJSON = {"Content-Type": "application/x-ndjson"}
CSV = {"Content-Type": "text/csv"}
JSON = {"Content-Type": "application/json"}


def send(caller: Caller, project: int, body: bytes | Iterator[bytes], headers: dict[str, str]) -> Any:
    return caller.call("POST", f"/projects/{project}/items", content=body, headers=headers)


def upload(caller: Caller, project: int, *files: tuple[str, bytes]) -> Any:
    sent = [("files", file) for file in files]
    return caller.call("POST", f"/projects/{project}/items", files=sent)


def png(shade: int, size: int = 8) -> bytes:
    out = io.BytesIO()
    Image.new("L", (size, size), shade).save(out, "PNG")
    return out.getvalue()


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_a_list_of_texts_and_the_same_list_again(both: House) -> None:
    manager, project = both.people["manager"], both.project()
    first = manager.made(f"/projects/{project}/items", ["a cat", "a dog", "a cat"])
    assert (first["received"], first["added"], first["duplicates"], first["existing"]) == (3, 3, 1, 0)
    again = manager.made(f"/projects/{project}/items", ["a cat", "a dog", "a cat"])
    assert (again["received"], again["added"], again["existing"]) == (3, 0, 3)
    listed = manager.seen(f"/projects/{project}/items")["items"]
    assert [item["duplicate_of"] for item in listed] == [None, None, listed[0]["id"]]
    assert both.people["annotator"].seen(f"/projects/{project}/my-work")["remaining"] == 2


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b'[{"key": "a", "text": "a cat"}, {"key": "b", "text": "a dog", "size": 3}]', JSON),
        (b'{"items": [{"key": "a", "text": "a cat"}, {"key": "b", "text": "a dog", "size": 3}]}', JSON),
        (b'{"key": "a", "text": "a cat"}\n{"key": "b", "text": "a dog", "size": 3}\n', NDJSON),
    ],
)
def test_every_way_to_send_records(
    house: House, manager: Caller, body: bytes, headers: dict[str, str]
) -> None:
    project = house.project()
    report = send(manager, project, body, headers).json()
    assert (report["received"], report["added"], report["refused_count"]) == (2, 2, 0)
    listed = manager.seen(f"/projects/{project}/items")["items"]
    assert [(item["key"], item["text"], item["metadata"]) for item in listed] == [
        ("a", "a cat", {}),
        ("b", "a dog", {"size": 3}),
    ]


def test_csv(house: House, manager: Caller) -> None:
    project = house.project()
    report = send(manager, project, b'key,text\na,"a cat, and a dog"\nb,a dog\n', CSV).json()
    assert report["added"] == 2
    assert manager.seen(f"/projects/{project}/items")["items"][0]["text"] == "a cat, and a dog"


def test_images_in_every_wrapping(house: House, manager: Caller) -> None:
    project = house.project()
    report = upload(
        manager,
        project,
        ("one.png", png(1)),
        ("more.zip", zipped(**{"cats/2.png": png(2), "copy.png": png(1)})),
        ("records.jsonl", b'{"key": "three", "image": "3.png"}\n'),
        ("3.png", png(3)),
    ).json()
    assert report["refused"] == []
    assert (report["added"], report["duplicates"]) == (4, 1)
    items = {item["key"]: item for item in manager.seen(f"/projects/{project}/items")["items"]}
    assert set(items) == {"one.png", "cats/2.png", "copy.png", "three"}
    full = manager.request("GET", items["three"]["media_url"])
    assert full.content == png(3)
    assert full.headers["content-type"] == "image/png"
    assert "sandbox" in full.headers["content-security-policy"]
    assert full.headers["x-content-type-options"] == "nosniff"
    assert "immutable" in full.headers["cache-control"]
    thumb = manager.request("GET", items["three"]["media_url"], params={"size": "thumb"})
    assert thumb.headers["content-type"] == "image/webp"
    assert (
        manager.request("GET", items["three"]["media_url"], params={"size": "thumb"}).content == thumb.content
    )


def test_an_image_that_browsers_cannot_show_goes_out_as_one_they_can(house: House, manager: Caller) -> None:
    project = house.project()
    scan = io.BytesIO()
    Image.new("RGB", (3000, 1500), "teal").save(scan, "TIFF", compression="tiff_deflate")
    assert upload(manager, project, ("scan.tif", scan.getvalue())).json()["refused"] == []
    [item] = manager.seen(f"/projects/{project}/items")["items"]
    full = manager.request("GET", item["media_url"])
    assert full.headers["content-type"] == "image/webp"
    with Image.open(io.BytesIO(full.content)) as shown:
        assert shown.size == (3000, 1500)  # places on it are in its pixels
    assert (item["width"], item["height"]) == (3000, 1500)


def test_annotators_see_the_images_they_were_asked_about(house: House, manager: Caller) -> None:
    project = house.project()
    upload(manager, project, ("one.png", png(1)), ("two.png", png(2)))
    annotator = house.people["annotator"]
    task = annotator.made(f"/projects/{project}/tasks/next")
    assert annotator.request("GET", task["item"]["media_url"]).status_code == 200
    other = next(n for n in (1, 2) if n != task["item"]["id"])
    assert annotator.get(f"/items/{other}/media").status_code == 404
    assert house.people["reviewer"].get(f"/items/{other}/media").status_code == 200
    assert house.people["outsider"].get(f"/items/{other}/media").status_code == 404


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ({"text": ""}, "empty"),
        ({"text": 7}, "must be a string"),
        ({"metadata": {}}, "neither"),
        ({"text": "x", "image": "y.png"}, "no file"),
        ({"text": "a\0b"}, "NUL"),
        ({"text": "\ud800"}, "surrogate"),
        ({"text": "x", "key": "\0"}, "NUL"),
        ({"text": "x", "key": "k" * 501}, "501"),
        ({"text": "x", "label": "cow"}, "not a class"),
        ({"text": "x", "metadata": {"n": 2**70}}, "64 bits"),
        ({"image": "../../etc/passwd"}, "passwd"),
        ({"image": "data:image/png;base64,AAAA"}, "image"),
        (7, "object"),
    ],
)
def test_a_bad_record_is_told_and_the_rest_goes_in(both: House, record: object, words: str) -> None:
    manager, project = both.people["manager"], both.project()
    body = "\n".join([json.dumps({"text": "good"}), json.dumps(record), json.dumps({"text": "fine"})])
    report = send(manager, project, body.encode(), NDJSON).json()
    assert (report["received"], report["added"], report["refused_count"]) == (3, 2, 1)
    assert report["refused"][0]["line"] == 2
    assert words in report["refused"][0]["reason"]
    kept = manager.seen(f"/batches/{report['batch_id']}/refusals")["items"]
    assert [(one["line"], one["reason"]) for one in kept] == [(2, report["refused"][0]["reason"])]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b'{"text": "\xff\xfe"}', "UTF-8"),
        (b'{"text": ', ""),
        (b'{"text": "' + b"x" * 10_000_000 + b'"}', "bytes"),
    ],
)
def test_a_broken_line_is_told_and_the_rest_goes_in(
    house: House, manager: Caller, line: bytes, words: str
) -> None:
    project = house.project()
    report = send(manager, project, b'{"text": "good"}\n' + line + b'\n{"text": "fine"}\n', NDJSON).json()
    assert (report["added"], report["refused_count"]) == (2, 1)
    assert words in report["refused"][0]["reason"]
    assert len(json.dumps(report)) < 5000


@pytest.mark.parametrize("headers", [JSON, NDJSON, CSV])
@pytest.mark.parametrize("body", [b"", b" \n ", b"[]"])
def test_nothing_is_told_to_be_nothing(
    house: House, manager: Caller, body: bytes, headers: dict[str, str]
) -> None:
    project = house.project()
    answer = send(manager, project, body, headers)
    if answer.status_code == 200:  # a line that is no record, for example
        assert answer.json()["added"] == 0
        assert answer.json()["refused_count"] >= 1
    else:
        assert answer.status_code == 422
        assert answer.json()["detail"]


def test_a_list_that_was_cut_off_keeps_what_came(house: House, manager: Caller) -> None:
    project = house.project()
    report = send(manager, project, b'[{"text": "good"}, {"text": "fine"}, {"te', JSON)
    assert report.status_code == 200
    assert report.json()["added"] == 2
    assert report.json()["refused"][-1]["line"] == "end of the upload"
    assert "cut off" in report.json()["refused"][-1]["reason"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", b"\x89PNG\r\n\x1a\n broken"),
        ("a.png", png(1)[:45]),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("a.html", b"<script>alert(1)</script>"),
        ("a.zip", b"PK\x03\x04 broken"),
        ("a.exe", b"MZ" * 100),
        ("bomb.zip", zipped(**{"bomb.csv": b"0" * 30_000_000})),
        ("paths.zip", zipped(**{"../../evil.png": b"MZ"})),
    ],
)
def test_a_bad_file_is_told_and_the_rest_goes_in(
    house: House, manager: Caller, name: str, content: bytes
) -> None:
    project = house.project()
    answer = upload(manager, project, ("good.png", png(9)), (name, content))
    assert answer.status_code == 200, answer.text
    assert answer.json()["added"] == 1
    assert answer.json()["refused_count"] >= 1
    assert all(one["reason"] for one in answer.json()["refused"])
    assert manager.seen(f"/projects/{project}/items")["items"][0]["key"] == "good.png"


def test_names_with_paths_stay_names(house: House, manager: Caller) -> None:
    project, home = house.project(), house.app.state.house.settings.home
    before = {path for path in home.parent.rglob("*") if path.suffix == ".png"}
    upload(
        manager, project, ("../../../evil.png", png(4)), ("more.zip", zipped(**{"/abs/olute.png": png(5)}))
    )
    assert {path for path in home.parent.rglob("*") if path.suffix == ".png"} == before


def test_a_key_with_other_content_is_refused(both: House) -> None:
    manager, project = both.people["manager"], both.project()
    path = f"/projects/{project}/items"
    manager.made(path, [{"key": "a", "text": "a cat"}, {"key": "b", "text": "a dog"}])
    report = manager.made(path, [{"key": "a", "text": "changed"}, {"key": "b", "text": "a dog"}])
    assert (report["added"], report["existing"], report["refused_count"]) == (0, 1, 1)
    assert report["refused"][0]["key"] == "a"
    assert manager.seen("/items/1")["text"] == "a cat"


@pytest.mark.parametrize(
    "kind", ["", "application/x-www-form-urlencoded", "text/html", "nonsense", "a/b; c=\xff"]
)
def test_other_content_types_are_refused(house: House, manager: Caller, kind: str) -> None:
    answer = send(manager, house.project(), b"x", {"Content-Type": kind.encode("latin-1")})
    assert answer.status_code == 415
    assert "application/x-ndjson" in answer.json()["detail"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no boundary here",
        b"--b\r\n",
        b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.csv"\r\n\r\ntext\nx\n',
        b'--b\r\nContent-Disposition: form-data; name="note"\r\n\r\nhello\r\n--b--\r\n',
    ],
)
def test_broken_multipart_is_refused(house: House, manager: Caller, body: bytes) -> None:
    answer = send(manager, house.project(), body, {"Content-Type": "multipart/form-data; boundary=b"})
    assert answer.status_code == 422, answer.text
    no_boundary = send(manager, house.project(), body, {"Content-Type": "multipart/form-data"})
    assert no_boundary.status_code == 422


def test_refusals_are_listed_up_to_a_thousand_and_kept_all(house: House, manager: Caller) -> None:
    project = house.project()
    report = send(manager, project, b'{"text": ""}\n' * 1500, NDJSON).json()
    assert (len(report["refused"]), report["refused_count"]) == (1000, 1500)
    path, cursor, lines = f"/batches/{report['batch_id']}/refusals", None, []
    while True:
        page = manager.seen(path, params={"limit": 400} | ({"cursor": cursor} if cursor else {}))
        lines += [one["line"] for one in page["items"]]
        if (cursor := page["next_cursor"]) is None:
            break
    assert lines == list(range(1, 1501))


def test_batches_tell_what_came_of_them(house: House, manager: Caller) -> None:
    project = house.project()
    manager.made(f"/projects/{project}/items", ["a", "b", ""], params={"name": "first"})
    batch = manager.seen(f"/projects/{project}/batches")["items"][0]
    assert batch["name"] == "first"
    assert batch["counts"] == {"received": 3, "added": 2, "existing": 0, "duplicates": 0, "refused": 1}
    listed = manager.seen(f"/projects/{project}/items", params={"batch": batch["id"]})["items"]
    assert len(listed) == 2


def test_what_comes_while_a_campaign_runs_waits(house: House, manager: Caller) -> None:
    project = house.project("a cat")
    manager.made(f"/projects/{project}/campaigns", {})
    manager.made(f"/projects/{project}/items", ["a dog"])
    assert house.people["annotator"].post(f"/projects/{project}/tasks/next").status_code == 204


def test_nothing_of_an_upload_stays_in_the_scratch_folder(house: House, manager: Caller) -> None:
    project = house.project()
    upload(manager, project, ("one.png", png(1)))
    assert list(house.app.state.house.scratch.iterdir()) == []


def test_lists_are_filtered(house: House, manager: Caller) -> None:
    project = house.project("a cat", "a dog", "a Cat 50%", "a dog")
    path = f"/projects/{project}"
    task = house.people["annotator"].made(f"{path}/tasks/next")
    said = {"lease": task["lease"], "value": {"class": "cat"}}
    house.people["annotator"].made(f"/tasks/{task['id']}/answers", said)

    def found(**params: str) -> list[int]:
        return [item["id"] for item in manager.seen(f"{path}/items", params=params)["items"]]

    assert found() == [1, 2, 3, 4]
    assert found(state="human") == [1]
    assert found(state="unlabelled") == [2, 3]
    assert found(state="duplicate") == [4]
    assert found(**{"class": "cat"}) == [1]
    assert found(q="cat") == [1, 3]
    assert found(q="50%") == [3]
    assert manager.get(f"{path}/items", params={"state": "lost"}).status_code == 422
    assert manager.get(f"{path}/items", params={"q": "\0"}).status_code == 422
