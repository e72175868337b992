"""What only a server with a port can show: live streams, connections that break, an end at once."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import uvicorn
from calling import API, House, opened
from serving import until

from vermeil.settings import Settings


@pytest.fixture
def running(settings: Settings, password_hash: str) -> Iterator[tuple[House, str]]:
    """The same server on a port, and its address."""
    with opened(settings, password_hash) as house:
        config = uvicorn.Config(house.app, host="127.0.0.1", port=0, log_level="error", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run)
        thread.start()
        until(lambda: server.started, 10)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield house, f"http://127.0.0.1:{port}"
        house.app.state.house.changes.close()
        server.should_exit = True
        thread.join(10)
        assert not thread.is_alive()


def versions(lines: Iterator[str]) -> Iterator[int]:
    for line in lines:
        if line.startswith("data:"):
            yield json.loads(line.removeprefix("data:"))["version"]


def test_a_page_is_told_of_changes(running: tuple[House, str]) -> None:
    house, address = running
    project = house.project("a cat")
    headers = {"Authorization": f"Bearer {house.people['reviewer'].token}"}
    url = f"{address}{API}/projects/{project}/events"
    with httpx.stream("GET", url, headers=headers, timeout=10) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        told = versions(stream.iter_lines())
        before = next(told)
        house.people["manager"].made(f"/projects/{project}/items", ["a dog"])
        assert next(told) > before
    changes = house.app.state.house.changes
    until(lambda: not changes._listeners, 10)  # who has gone is not looked for any more


def test_the_end_of_the_server_ends_the_streams_at_once(tmp_path: Path, password_hash: str) -> None:
    """A real process: SIGTERM while somebody listens, and it is gone within a second or two."""
    home = tmp_path / "home"
    with opened(Settings(home=home), password_hash) as house:
        project, token = house.project("a cat"), house.people["reviewer"].token
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    run = "import sys, uvicorn; from vermeil.app import create_app; "
    run += "uvicorn.run(create_app(), port=int(sys.argv[1]), log_level='warning')"
    process = subprocess.Popen(
        [sys.executable, "-c", run, str(port)], env=os.environ | {"VERMEIL_HOME": str(home)}, cwd=tmp_path
    )
    try:
        address = f"http://127.0.0.1:{port}"
        until(lambda: answers(f"{address}/healthz"), 30)
        url, headers = f"{address}{API}/projects/{project}/events", {"Authorization": f"Bearer {token}"}
        with httpx.stream("GET", url, headers=headers, timeout=10) as stream:
            lines = stream.iter_lines()
            next(versions(lines))
            process.send_signal(signal.SIGTERM)
            began = time.monotonic()
            list(lines)  # to its end
            assert process.wait(10) in {0, -signal.SIGTERM}
            assert time.monotonic() - began < 5
    finally:
        process.kill()
        process.wait()


def answers(url: str) -> bool:
    with contextlib.suppress(httpx.TransportError):
        return httpx.get(url).is_success
    return False


def test_an_upload_that_breaks_off_leaves_nothing(running: tuple[House, str]) -> None:
    house, address = running
    project, manager = house.project(), house.people["manager"]
    head = (
        f"POST {API}/projects/{project}/items HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Authorization: Bearer {manager.token}\r\nContent-Type: application/x-ndjson\r\n"
        "Content-Length: 10000000\r\n\r\n"
    )
    port = int(address.rpartition(":")[2])
    scratch = house.app.state.house.scratch
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(head.encode() + b'{"text": "x"}\n' * 100_000)
    until(lambda: house.client.get("/healthz").is_success and not list(scratch.iterdir()), 10)
    assert manager.seen(f"/projects/{project}/items")["items"] == []
    assert manager.made(f"/projects/{project}/items", ["x"])["added"] == 1


def test_others_work_while_an_upload_goes_in(running: tuple[House, str]) -> None:
    house, address = running
    project = house.project(*(f"text {n}" for n in range(50)))
    manager, annotator = house.people["manager"], house.people["annotator"]
    body = b"".join(b'{"text": "number %d"}\n' % n for n in range(20_000))
    done = threading.Event()

    def send() -> None:
        headers = {"Authorization": f"Bearer {manager.token}", "Content-Type": "application/x-ndjson"}
        sent = httpx.post(
            f"{address}{API}/projects/{project}/items", content=body, headers=headers, timeout=60
        )
        assert sent.json()["added"] == 20_000
        done.set()

    thread = threading.Thread(target=send)
    thread.start()
    answered, headers = 0, {"Authorization": f"Bearer {annotator.token}"}
    with httpx.Client(base_url=f"{address}{API}", headers=headers, timeout=5) as http:
        while not done.is_set() and answered < 50:
            task = http.post(f"/projects/{project}/tasks/next").json()
            said = {"lease": task["lease"], "value": {"class": "cat"}}
            assert http.post(f"/tasks/{task['id']}/answers", json=said).status_code == 201
            answered += not done.is_set()
    thread.join(60)
    assert done.is_set()
    assert answered >= 5  # while it went in


def test_a_stream_that_nobody_reads_to_its_end_gives_its_connection_back(running: tuple[House, str]) -> None:
    house, address = running
    project = house.project()
    body = b"".join(b'{"text": "number %d, and some words to make it long"}\n' % n for n in range(5_000))
    manager = house.people["manager"]
    headers = {"Content-Type": "application/x-ndjson"}
    sent = manager.call("POST", f"/projects/{project}/items", content=body, headers=headers)
    assert sent.json()["added"] == 5_000
    reader = house.app.state.house.store._reader
    headers = {"Authorization": f"Bearer {manager.token}"}
    for _ in range(3):
        with httpx.stream("GET", f"{address}{API}/projects/{project}/labels", headers=headers) as stream:
            next(stream.iter_bytes(100))
    until(lambda: reader.pool.checkedout() == 0, 10)
