"""doccano, as its own commands start it: SQLite and one web server.

On texts alone: among pictures its key for the next one stopped to work after some twenty, whenever we ran it.
"""

import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from playwright.sync_api import APIRequestContext, BrowserContext, sync_playwright
from tests.ports import free_port

from benchmarks.speed.annotating.samples import CLASSES, Samples
from benchmarks.speed.annotating.tool import Tool, process, until_there, version

NAME, PASSWORD = "ada", "correct horse battery"


@contextmanager
def running(program: str, folder: Path, samples: Samples) -> Iterator[Tool]:
    """A class is stored when it is chosen, Enter marks the item as done, the arrow goes on."""
    home, port = folder / "doccano", free_port()
    home.mkdir()
    url, place = f"http://127.0.0.1:{port}", {"HOME": str(home), "DOCCANO_HOME": str(home)}
    for words in (["init"], ["createuser", "--username", NAME, "--password", PASSWORD]):
        subprocess.run([program, *words], cwd=home, env=place, capture_output=True, check=True)
    with process([program, "webserver", "--port", str(port)], home, place):
        until_there(url)
        with sync_playwright() as play:
            wire = play.request.new_context(base_url=url)
            assert wire.post("/v1/auth/login/", data={"username": NAME, "password": PASSWORD}).ok
            project = _project(wire, samples.texts)
        yield Tool(
            name="doccano",
            version=version(program, "doccano"),
            url=url,
            keys=("1", "Enter", "ArrowRight"),
            desks={"texts": f"/projects/{project}/text-classification?page=1"},
            items={"texts": ".v-card .highlight"},
            media="/media/",
            sign_in=partial(_sign_in, url),
        )


def _project(wire: APIRequestContext, texts: list[str]) -> int:
    made = _post(
        wire,
        "/v1/projects",
        {
            "name": "texts",
            "description": "texts",
            "project_type": "DocumentClassification",
            "resourcetype": "TextClassificationProject",
            "single_class_classification": True,
            "tags": [],
        },
    )
    path = f"/v1/projects/{made['id']}"
    for key, name in enumerate(CLASSES, 1):
        colours = {"background_color": "#209cee", "text_color": "#ffffff"}
        _post(wire, f"{path}/category-types", {"text": name, "suffix_key": str(key)} | colours)
    for text in texts:
        _post(wire, f"{path}/examples", {"text": text})
    return int(str(made["id"]))


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
