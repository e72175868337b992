"""The demonstration, as it is shown to people."""

import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest


def demo(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "vermeil.cli", "demo", "--exit", "--home", str(home), *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def test_the_demonstration_ends_with_a_certificate_that_holds(tmp_path: Path) -> None:
    home = tmp_path / "demo"
    shown = demo(home, "--count", "700", "--speed", "60")
    assert shown.returncode == 0, shown.stdout + shown.stderr
    for words in ("sign in as demo", "round ", "against the truth", "people alone", "seconds"):
        assert words in shown.stdout, shown.stdout
    assert json.loads((home / "certificate.json").read_text())["holds"] is True
    assert len((home / "labels.csv").read_text().splitlines()) == 701
    again = demo(home)
    assert again.returncode == 0, again.stdout + again.stderr
    assert "Going on" in again.stdout
    it_leaves_no_server_behind(home)


def it_leaves_no_server_behind(home: Path) -> None:
    """When its terminal is closed."""
    command = [sys.executable, "-m", "vermeil.cli", "demo", "--home", str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as show:
        assert show.stdout is not None
        told = ""
        while "Look around at" not in told:
            line = show.stdout.readline()
            assert line, told  # else it has ended
            told += line
        url = re.findall(r"http://\S+:\d+", told)[-1]
        assert httpx.get(url).status_code == 200
        show.send_signal(signal.SIGHUP)
        assert show.wait(30) == 0
    with pytest.raises(httpx.ConnectError):
        httpx.get(url)


def test_the_demonstration_takes_nobodys_folder(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    refused = demo(tmp_path)
    assert refused.returncode == 3
    assert "not empty" in " ".join(refused.stderr.split())  # however the terminal wraps it
    assert (tmp_path / "thesis.txt").exists()
