"""A real `vermeil serve` for a test: started, killed at will, started again, and stopped afterwards."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from ports import free_port
from vermeil.client import Client, Unreachable

T = TypeVar("T")


class Serving:
    """One server on one folder and one port, through several lives."""

    def __init__(self, home: Path, database: str = "") -> None:
        self.home, self.port, self.database = home, free_port(), database
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = home.parent / "server.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "vermeil.cli", "serve", "--home", str(self.home)]
        command += ["--port", str(self.port)]
        own = {key: value for key, value in os.environ.items() if not key.startswith("VERMEIL_")}
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                env=own | {"VERMEIL_DATABASE": self.database},
                cwd=self.home.parent,
            )
        with Client(self.url, attempts=1) as client:
            until(lambda: self._answers(client), 120)

    def _answers(self, client: Client) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.log.read_text()
        try:
            client.status()
        except Unreachable:
            return False
        return True

    def workers(self) -> list[int]:
        assert self.process is not None
        return children(self.process.pid)

    def kill_worker(self) -> None:
        for pid in until(self.workers, 60):  # one that was killed is started again in a moment
            os.kill(pid, signal.SIGKILL)

    def kill_server(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def kill_both(self) -> None:
        self.kill_worker()
        self.kill_server()

    def stop(self) -> int:
        assert self.process is not None
        if self.process.poll() is None:
            self.process.terminate()
        return self.process.wait(20)


def children(pid: int) -> list[int]:
    """Of every thread: Linux keeps them by the thread that made them."""
    return [
        int(child)
        for own in Path(f"/proc/{pid}/task").glob("*/children")
        for child in own.read_text().split()
    ]


def until(condition: Callable[[], T], seconds: float, longest: float = 0.2) -> T:
    """The first true value of `condition`, asked ever less often, but at least once in `longest` seconds."""
    end, pause = time.monotonic() + seconds, 0.01
    while not (found := condition()):
        assert time.monotonic() < end, f"not so after {seconds} s: {condition}"
        time.sleep(pause)
        pause = min(1.2 * pause, longest)
    return found


@contextmanager
def serving(home: Path, database: str = "") -> Iterator[Serving]:
    server = Serving(home, database)
    try:
        server.start()
        yield server
    finally:
        if server.process is not None:
            server.stop()


@dataclass(frozen=True)
class Shared:
    """A running server and its admin's token."""

    server: Serving
    token: str

    def client(self) -> Client:
        return Client(self.server.url, self.token)
