"""What the measurement must know of a tool, and how another's server is started and ended."""

import os
import signal
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext

from benchmarks.speed.annotating.samples import Kind

PATIENCE = 600  #: seconds for a server to show its first page, its migrations included


@dataclass(frozen=True)
class Tool:
    """A running server, filled with the samples."""

    name: str
    version: str
    url: str
    #: the class, what stores it, what goes on: names of keys; the last one brings the next item
    keys: tuple[str, ...]
    #: for each kind of item: the page where it is labelled, and the element that shows it
    desks: Mapping[Kind, str]
    items: Mapping[Kind, str]
    media: str  #: what the address of a picture holds
    sign_in: Callable[[BrowserContext], None]


@contextmanager
def process(command: list[str], folder: Path, environment: dict[str, str]) -> Iterator[None]:
    """A server of another tool with a home of its own; afterwards it and its children are gone."""
    own = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    with (folder / "server.log").open("ab") as log:
        started = subprocess.Popen(
            command,
            cwd=folder,
            env=own | {"HOME": str(folder)} | environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield
    finally:
        os.killpg(started.pid, signal.SIGTERM)
        try:
            started.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(started.pid, signal.SIGKILL)


def until_there(url: str) -> None:
    """Wait for the first page of a server."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(url, timeout=30).read()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(f"nothing at {url}")


def version(program: str, package: str) -> str:
    """Of a package that is installed beside a program."""
    python = Path(program).with_name("python")
    asked = f"import importlib.metadata as m; print(m.version({package!r}))"
    return subprocess.run([python, "-c", asked], capture_output=True, text=True, check=True).stdout.strip()
