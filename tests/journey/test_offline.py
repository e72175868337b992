"""The product calls nobody: whole jobs run in processes that see every attempt to reach another machine."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

WATCH = Path(__file__).parent / "offline"
LIBRARY = """
import sys
from pathlib import Path
import numpy as np
from PIL import Image
import vermeil

words = {"food": "eat the cheese with bread number {}", "cars": "repair the engine with tool number {}"}
texts = [said.format(i) for i in range(150) for said in words.values()]
folder, rng, pictures = Path(sys.argv[1]), np.random.default_rng(0), []
for i in range(120):
    pictures.append(folder / f"{i}.png")
    Image.fromarray((rng.integers(0, 60, (16, 16, 3)) + 150 * (i % 2)).astype(np.uint8)).save(pictures[-1])
for items in (texts, pictures):
    done = vermeil.label(items, oracle=lambda chosen: chosen % 2, classes=2, progress=False)
    assert done.certificate.holds
    assert (done.labels == np.arange(len(items)) % 2).mean() >= 0.95
print("labelled")
"""
ATTEMPTS = {
    "forgiven": "import httpx\ntry: httpx.get('http://192.0.2.1/')\nexcept httpx.TransportError: pass",
    "by name": "import urllib.request; urllib.request.urlopen('https://example.org/weights')",
    "in the loop": "import asyncio; asyncio.run(asyncio.open_connection('192.0.2.1', 443))",
    "by a child": "import subprocess, sys; subprocess.run([sys.executable, '-c', "
    "'import socket; socket.create_connection((\"192.0.2.1\", 80))'])",
}


class Offline:
    """Programs that see no network but this machine's own, and what was noted of them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.notes = folder, folder / "notes.txt"

    def run(self, *command: str) -> str:
        path = os.pathsep.join([str(WATCH), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
        own = {"PYTHONPATH": path, "OFFLINE_NOTES": str(self.notes), "HOME": str(self.folder)}
        done = subprocess.run(
            [sys.executable, *command],
            env=os.environ | own,
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        return done.stdout + done.stderr

    def noted(self, kind: str) -> list[str]:
        return [line for line in self.notes.read_text().splitlines() if line.startswith(kind)]


@pytest.fixture
def offline(tmp_path: Path) -> Offline:
    return Offline(tmp_path)


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS)
def test_an_attempt_is_seen_however_it_is_made(offline: Offline, attempt: str) -> None:
    offline.run("-c", attempt)
    (seen,) = offline.noted("attempt")
    assert "192.0.2.1" in seen or "example.org" in seen


def test_this_machine_itself_can_be_reached(offline: Offline) -> None:
    talk = "import socket; s = socket.create_server(('127.0.0.1', 0)); "
    talk += "socket.create_connection(('localhost', s.getsockname()[1])); print('heard')"
    assert "heard" in offline.run("-c", talk)
    assert offline.noted("attempt") == []


def test_texts_and_images_are_labelled_without_a_call(offline: Offline) -> None:
    assert "labelled" in offline.run("-c", LIBRARY, str(offline.folder))
    assert offline.noted("attempt") == []


def test_server_import_and_campaign_call_nobody(offline: Offline) -> None:
    told = offline.run(
        "-m", "vermeil.cli", "demo", "--exit", "--home", "demo", "--count", "300", "--speed", "200"
    )
    assert (offline.folder / "demo" / "certificate.json").exists(), told
    watched = "\n".join(offline.noted("process"))
    assert "vermeil.cli serve" in watched
    assert "vermeil.jobs" in watched
    assert offline.noted("attempt") == []
