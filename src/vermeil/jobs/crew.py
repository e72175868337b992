"""The worker processes of a server: started with it, restarted when they die, stopped with it."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from typing import Self

from vermeil.jobs import ONE_THREAD

FIRST_PAUSE, LONGEST_PAUSE = 0.1, 30.0  # seconds before a restart; doubled while workers die young
GROWN_UP = 30.0  # seconds of life after which a death is not taken for a habit
STOP_SECONDS = 3.0  # a step may take longer; it is safe to kill


class Crew:
    """Keeps `size` worker processes alive.

    A worker's standard input is a pipe from here: it ends when this process does, however it ends, and
    the worker with it.
    """

    def __init__(self, size: int, environment: Mapping[str, str], name: str) -> None:
        """`environment` names the database and folder (VERMEIL_...); `name` is this server's among others."""
        self._environment = {**os.environ, **environment, **ONE_THREAD}
        self._stopping = threading.Event()
        places = [f"{name}/{place}" for place in range(size)]
        self._keepers = [threading.Thread(target=self._keep, args=(p,), daemon=True) for p in places]

    def __enter__(self) -> Self:
        for keeper in self._keepers:
            keeper.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        for keeper in self._keepers:
            keeper.join()

    def _keep(self, place: str) -> None:
        pause = FIRST_PAUSE
        while not self._stopping.is_set():
            born = time.monotonic()
            self._one_life(place)
            pause = FIRST_PAUSE if time.monotonic() - born > GROWN_UP else min(LONGEST_PAUSE, 2 * pause)
            self._stopping.wait(pause)

    def _one_life(self, place: str) -> None:
        command = [sys.executable, "-m", "vermeil.jobs", place]
        with subprocess.Popen(command, env=self._environment, stdin=subprocess.PIPE) as worker:  # noqa: S603 - ours
            while worker.poll() is None and not self._stopping.wait(0.05):
                pass
            if worker.poll() is None:
                worker.terminate()
            try:
                worker.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                worker.kill()
