"""Label Studio, as its own command starts it: SQLite, and the stream that "Label All Tasks" opens."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from playwright.sync_api import APIRequestContext, BrowserContext, FilePayload, sync_playwright
from tests.ports import free_port

from benchmarks.speed.annotating.samples import CLASSES, KINDS, Kind, Samples
from benchmarks.speed.annotating.tool import Tool, process, until_there, version

NAME, PASSWORD, TOKEN = "ada@example.org", "correct horse battery", "0123456789" * 4
SHOWS = {"pictures": '<Image name="item" value="$image"/>', "texts": '<Text name="item" value="$text"/>'}
QUIET = {"COLLECT_ANALYTICS": "false", "LATEST_VERSION_CHECK": "false"}


@contextmanager
def running(program: str, folder: Path, samples: Samples) -> Iterator[Tool]:
    """With a legacy token, since that is the only one its command line can set."""
    home, port = folder / "label-studio", free_port()
    home.mkdir()
    url = f"http://127.0.0.1:{port}"
    command = [program, "start", "--no-browser", "--data-dir", str(home), "--port", str(port)]
    command += ["--username", NAME, "--password", PASSWORD, "--user-token", TOKEN]
    command += ["--enable-legacy-api-token", "--log-level", "ERROR"]
    with process(command, home, QUIET):
        until_there(f"{url}/user/login/")
        with sync_playwright() as play:
            token = {"Authorization": f"Token {TOKEN}"}
            wire = play.request.new_context(base_url=url, extra_http_headers=token)
            projects: dict[Kind, int] = {kind: _project(wire, kind, samples) for kind in KINDS}
        yield Tool(
            name="Label Studio",
            version=version(program, "label-studio"),
            url=url,
            keys=("1", "Control+Enter"),
            desks={kind: f"/projects/{number}/data?labeling=1" for kind, number in projects.items()},
            items={"pictures": ".lsf-image img", "texts": ".lsf-richtext__line"},
            media="/data/upload/",
            sign_in=partial(_sign_in, url),
        )


def _project(wire: APIRequestContext, kind: Kind, samples: Samples) -> int:
    choices = "".join(f'<Choice value="{name}"/>' for name in CLASSES)
    schema = f'<View>{SHOWS[kind]}<Choices name="class" toName="item">{choices}</Choices></View>'
    made = wire.post("/api/projects/", data={"title": kind, "label_config": schema})
    assert made.ok, f"no project: {made.status} {made.text()[:300]}"
    project = int(made.json()["id"])
    path = f"/api/projects/{project}/import"
    if kind == "texts":
        assert wire.post(path, data=[{"text": text} for text in samples.texts]).ok
    else:
        for number, content in enumerate(samples.pictures):
            file: FilePayload = {"name": f"{number}.jpg", "mimeType": "image/jpeg", "buffer": content}
            told = wire.post(path, multipart={"file": file})
            assert told.ok, f"{path}: {told.status} {told.text()[:300]}"
    return project


def _sign_in(url: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{url}/user/login/")
    page.fill("[name=email]", NAME)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda there: "login" not in there, wait_until="commit")
    page.close()
