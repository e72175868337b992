"""doccano, as its own commands start it: SQLite, one web server, and the queue that takes uploads in."""

import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from playwright.sync_api import APIRequestContext, BrowserContext, FilePayload, sync_playwright
from tests.ports import free_port

from benchmarks.speed.annotating.samples import CLASSES, KINDS, Kind, Samples
from benchmarks.speed.annotating.tool import Tool, process, until_there, version

NAME, PASSWORD = "ada", "correct horse battery"
TYPES: dict[Kind, tuple[str, str]] = {
    "pictures": ("ImageClassification", "ImageClassificationProject"),
    "texts": ("DocumentClassification", "TextClassificationProject"),
}
PATHS: dict[Kind, str] = {"pictures": "image-classification", "texts": "text-classification"}


@contextmanager
def running(program: str, folder: Path, samples: Samples) -> Iterator[Tool]:
    """A class is stored when it is chosen, Enter marks the item as done, the arrow goes on."""
    home, port = folder / "doccano", free_port()
    home.mkdir()
    url, place = f"http://127.0.0.1:{port}", {"HOME": str(home), "DOCCANO_HOME": str(home)}
    for words in (["init"], ["createuser", "--username", NAME, "--password", PASSWORD]):
        subprocess.run([program, *words], cwd=home, env=place, capture_output=True, check=True)
    with (
        process([program, "webserver", "--port", str(port)], home, place),
        process([program, "task", "--concurrency", "1"], home, place),
    ):
        until_there(url)
        with sync_playwright() as play:
            wire = play.request.new_context(base_url=url)
            assert wire.post("/v1/auth/login/", data={"username": NAME, "password": PASSWORD}).ok
            projects: dict[Kind, int] = {kind: _project(wire, kind, samples) for kind in KINDS}
        yield Tool(
            name="doccano",
            version=version(program, "doccano"),
            url=url,
            keys=("1", "Enter", "ArrowRight"),
            desks={kind: f"/projects/{number}/{PATHS[kind]}?page=1" for kind, number in projects.items()},
            items={"pictures": ".v-card .v-image__image", "texts": ".v-card .highlight"},
            media="/media/",
            sign_in=partial(_sign_in, url),
        )


def _project(wire: APIRequestContext, kind: Kind, samples: Samples) -> int:
    project_type, resource = TYPES[kind]
    made = _post(
        wire,
        "/v1/projects",
        {
            "name": kind,
            "description": kind,
            "project_type": project_type,
            "resourcetype": resource,
            "single_class_classification": True,
            "tags": [],
        },
    )
    path = f"/v1/projects/{made['id']}"
    for key, name in enumerate(CLASSES, 1):
        colours = {"background_color": "#209cee", "text_color": "#ffffff"}
        _post(wire, f"{path}/category-types", {"text": name, "suffix_key": str(key)} | colours)
    if kind == "texts":
        for text in samples.texts:
            _post(wire, f"{path}/examples", {"text": text})
    else:
        _upload(wire, path, samples.pictures)
    return int(str(made["id"]))


def _upload(wire: APIRequestContext, path: str, pictures: list[bytes]) -> None:
    """Files are laid down one by one, then taken in by a job."""
    names = []
    for number, content in enumerate(pictures):
        file: FilePayload = {"name": f"{number}.jpg", "mimeType": "image/jpeg", "buffer": content}
        laid = wire.post("/v1/fp/process/", multipart={"filepond": file}, headers=_proof(wire))
        names.append(laid.text())
    _post(wire, f"{path}/upload", {"format": "ImageFile", "task": "ImageClassification", "uploadIds": names})
    until = time.monotonic() + 60
    while wire.get(f"{path}/examples?limit=1").json()["count"] < len(pictures):
        assert time.monotonic() < until, "doccano did not take the pictures in"
        time.sleep(0.2)


def _post(wire: APIRequestContext, path: str, body: Mapping[str, object]) -> dict[str, object]:
    told = wire.post(path, data=body, headers=_proof(wire))
    assert told.ok, f"{path}: {told.status} {told.text()[:300]}"
    found: dict[str, object] = told.json()
    return found


def _proof(wire: APIRequestContext) -> dict[str, str]:
    """Orders carry the token of the cookie."""
    cookies = {one["name"]: one["value"] for one in wire.storage_state()["cookies"]}
    return {"X-CSRFToken": cookies.get("csrftoken", "")}


def _sign_in(url: str, context: BrowserContext) -> None:
    assert context.request.post(f"{url}/v1/auth/login/", data={"username": NAME, "password": PASSWORD}).ok
