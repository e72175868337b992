"""A server of the demonstration's own, as a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from vermeil.client import Client, Unreachable
from vermeil.core.errors import VermeilError

START_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Server:
    """A running `vermeil serve`."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def check(self) -> None:
        """VermeilError, with the end of its log, when it has died."""
        if self.process.poll() is not None:
            last = self.log.read_text(encoding="utf-8", errors="replace")[-2000:]
            raise VermeilError(f"The server ended with status {self.process.returncode}:\n{last}")


@contextmanager
def running_server(folder: Path, port: int) -> Iterator[Server]:
    """`vermeil serve` on loopback with its data in `folder`; stopped when the block ends."""
    port = port or free_port()
    log = folder / "server.log"
    command = [
        sys.executable,
        "-m",
        "vermeil.cli",
        "serve",
        "--home",
        str(folder / "data"),
        "--port",
        str(port),
    ]
    own = {key: value for key, value in os.environ.items() if not key.startswith("VERMEIL_")}
    with log.open("ab") as out:
        process = subprocess.Popen(  # noqa: S603 - our own program
            command, stdout=out, stderr=out, stdin=subprocess.DEVNULL, env=own, start_new_session=True
        )
    try:
        server = Server(f"http://127.0.0.1:{port}", process, log)
        until_ready(server)
        yield server
    finally:
        stop(process)


def until_ready(server: Server) -> None:
    """Wait until it answers."""
    until = time.monotonic() + START_SECONDS
    with Client(server.url, attempts=1) as client:
        while True:
            server.check()
            try:
                client.status()
            except Unreachable:
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)
            else:
                return


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ask it to stop; insist after a while."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def free_port() -> int:
    """A port nobody listens on now; 8000 when that is free."""
    for wanted in (8000, 0):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", wanted))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise VermeilError("No port is free.")
