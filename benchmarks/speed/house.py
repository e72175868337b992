"""The real server as a process of its own, on either database, with its memory."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.ports import free_port


@dataclass(frozen=True)
class House:
    """A running server: its port, an administrator's token, seconds to the first page, its process."""

    port: int
    token: str
    first_page_seconds: float
    process: subprocess.Popen[bytes]

    def worker_seconds(self) -> float:
        """Processor time that the background workers have used."""
        return sum(_cpu_seconds(pid) for pid in _children(self.process.pid))

    def memory_mb(self) -> dict[str, float]:
        """Peak resident megabytes of the HTTP process and of the background workers."""
        pids = [self.process.pid, *_children(self.process.pid)]
        peaks = [peak_mb(pid) for pid in pids]
        return {"server": peaks[0], "workers": sum(peaks[1:])}


@contextmanager
def open_house(database: str, workers: int = 1, program: str | None = None) -> Iterator[House]:
    """Start `vermeil serve` in an empty folder on 'sqlite' or 'postgresql', and leave nothing behind.

    `program` is the `vermeil` to start; by default the one of this environment.
    """
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="vermeil-bench-")))
        environment = {**os.environ, "VERMEIL_HOME": str(home), "VERMEIL_DATABASE": ""}
        if database == "postgresql":
            from tests.postgres import running_postgres  # noqa: PLC0415 - only where it is asked for

            environment["VERMEIL_DATABASE"] = stack.enter_context(running_postgres())
        port = free_port()
        command = [program or _vermeil(), "serve", "--port", str(port), "--workers", str(workers)]
        began = time.perf_counter()
        process = subprocess.Popen(command, env=environment, cwd=home, stdout=subprocess.DEVNULL)
        stack.callback(_stop, process)
        _until_ready(port, process)
        first_page = time.perf_counter() - began
        yield House(port, _token(environment, home), first_page, process)


def _vermeil() -> str:
    beside = Path(sys.executable).with_name("vermeil")
    return str(beside) if beside.exists() else shutil.which("vermeil") or "vermeil"


def _token(environment: dict[str, str], home: Path) -> str:
    command = [_vermeil(), "users", "add", "bench", "--role", "admin", "--token"]
    told = subprocess.run(
        command, env=environment, cwd=home, capture_output=True, text=True, check=True, input=""
    )
    found = re.search(r"vml_\S+", told.stdout)
    assert found, told.stdout + told.stderr
    return found.group()


def _until_ready(port: int, process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        assert process.poll() is None, f"vermeil serve ended with status {process.returncode}"
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).read()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise TimeoutError("vermeil serve showed no page")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()


def _children(pid: int) -> list[int]:
    lists = [own.read_text().split() for own in Path(f"/proc/{pid}/task").glob("*/children")]
    return [deep for one in lists for child in one for deep in (int(child), *_children(int(child)))]


def _cpu_seconds(pid: int) -> float:
    """User and system time: fields 14 and 15 of /proc/PID/stat; the name before them may have spaces."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_mb(pid: int | str) -> float:
    """The most memory that a process has held at once, files mapped into it included."""
    status = Path(f"/proc/{pid}/status").read_text()
    peak = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(peak.group(1)) / 1024 if peak else 0.0
