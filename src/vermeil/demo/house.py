"""A server of the demonstration's own, as a process of its own."""

import os
import re
import signal
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
    """`vermeil serve` on loopback with its data in `folder`; stopped when the block ends.

    `port` 0: 8000 if it is free, else any.
    """
    server = started(folder, port or 8000)
    if server is None and not port:
        server = started(folder, 0)
    if server is None:
        raise VermeilError(f"Port {port} is taken: choose another with --port.")
    try:
        yield server
    finally:
        stop(server.process)


def started(folder: Path, port: int) -> Server | None:
    """A server that answers at the address it has told; None when the port is taken."""
    log = folder / "server.log"
    command = [sys.executable, "-m", "vermeil.cli", "serve", "--home", str(folder / "data")]
    command += ["--port", str(port)]
    own = {key: value for key, value in os.environ.items() if not key.startswith("VERMEIL_")}
    with log.open("ab") as out:
        before = out.tell()
        process = subprocess.Popen(  # noqa: S603 - our own program
            command, stdout=out, stderr=out, stdin=subprocess.DEVNULL, env=own, start_new_session=True
        )
    try:
        url = told_address(process, log, before)
        if url is None:
            return None
        server = Server(url, process, log)
        until_ready(server)
    except BaseException:
        stop(process)
        raise
    return server


def told_address(process: subprocess.Popen[bytes], log: Path, before: int) -> str | None:
    """Where the server says that it is: nobody else can be there. None: the port is taken."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        ended = process.poll()
        text = log.read_bytes()[before:].decode("utf-8", "replace")
        if found := re.search(r"Vermeil is at (http://\S+)", text):
            return found[1]
        if ended is not None:
            if "cannot be had" in " ".join(text.split()):  # it is wrapped
                return None
            raise VermeilError(f"The server ended with status {ended}:\n{text[-2000:]}")
        time.sleep(0.05)
    raise VermeilError(f"The server did not start within {START_SECONDS:.0f} s: see {log}.")


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
