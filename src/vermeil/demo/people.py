"""Simulated annotators: they see what people see, through the public API, and err where people err."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from vermeil.client import ApiError, Client, Task
from vermeil.client.values import Json
from vermeil.demo.data import Sample

ERROR_RATE = 0.015  #: of all items; concentrated where look-alikes are of another class
NEIGHBOURS = 10
MEDIAN_SECONDS = 2.4  #: a person's pace with pictures and keys
SPREAD = 0.5  #: of the log of the seconds
FIRST_PAUSE = 0.3  #: seconds between two looks when there is nothing to do: at first ...
LONGEST_PAUSE = 1.2  #: ... and when there has been nothing for a while


def answers_of_people(sample: Sample, seed: int) -> NDArray[np.int64]:
    """(n,) what a person would say about each item: the truth, but for confusions of look-alikes.

    One fixed answer an item, so that the error against people's labels is a plain count.
    """
    flat = sample.pictures.reshape(len(sample.pictures), -1).astype(np.float32)
    others, rival = look_alikes(flat, sample.truth, len(sample.classes))
    doubt = others + 0.002  # even the plainest item is sometimes mistaken
    chance = np.minimum(0.5, ERROR_RATE * doubt / doubt.mean())
    confused = np.random.default_rng(seed).random(len(flat)) < chance
    return np.where(confused, rival, sample.truth)


def look_alikes(
    flat: NDArray[np.float32], truth: NDArray[np.int64], n_classes: int
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """For each item: share of its nearest neighbours that are of another class, and the likeliest rival."""
    from sklearn.neighbors import NearestNeighbors  # noqa: PLC0415 - half a second, only when it is wanted

    found = NearestNeighbors(n_neighbors=min(NEIGHBOURS + 1, len(flat))).fit(flat)
    near = truth[found.kneighbors(flat, return_distance=False)[:, 1:]]
    votes = np.stack([(near == k).sum(axis=1) for k in range(n_classes)], axis=1)
    votes[np.arange(len(flat)), truth] = -1
    return (near != truth[:, None]).mean(axis=1), votes.argmax(axis=1)


class Crew:
    """Annotators at work in threads of their own until they are sent home."""

    def __init__(
        self, url: str, tokens: Sequence[str], project: int, says: Callable[[bytes], str], speed: float
    ) -> None:
        """One annotator a token; `says` is what people see in a picture; `speed` times faster than people."""
        self.url, self.tokens, self.project = url, list(tokens), project
        self.says, self.speed = says, speed
        self.acknowledged: list[Json] = []  #: every answer that the server has said to have
        self.seconds = 0.0  #: of work, at people's pace
        self._home = threading.Event()
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(max_workers=len(self.tokens), thread_name_prefix="annotator")
        self._shifts: list[Future[None]] = []

    def start(self) -> None:
        """Everybody begins."""
        self._shifts = [self._pool.submit(self._shift, place) for place in range(len(self.tokens))]

    def trouble(self) -> BaseException | None:
        """What drove an annotator away, if anything did."""
        return next((s.exception() for s in self._shifts if s.done() and s.exception()), None)

    def go_home(self) -> None:
        """Everybody finishes the task in hand."""
        self._home.set()
        self._pool.shutdown()

    def _shift(self, place: int) -> None:
        pace, pause = np.random.default_rng(place), FIRST_PAUSE
        with Client(self.url, self.tokens[place], attempts=60) as client:
            while not self._home.is_set():
                task = client.tasks.next(self.project)
                if task is None:  # a task whose answer was lost on the way is still ours
                    task = next(iter(client.tasks.held(self.project)), None)
                if task is None:
                    self._home.wait(pause)
                    pause = min(1.5 * pause, LONGEST_PAUSE)
                else:
                    self._work(client, task, pace)
                    pause = FIRST_PAUSE

    def _work(self, client: Client, task: Task, pace: np.random.Generator) -> None:
        seconds = float(pace.lognormal(np.log(MEDIAN_SECONDS), SPREAD))
        began = time.perf_counter()
        try:
            said = self.says(client.items.media(task.item["id"]))
            self._home.wait(max(0.0, seconds / self.speed - (time.perf_counter() - began)))
            answer = client.tasks.answer(task, said, seconds=round(seconds, 2))
        except ApiError as refused:
            if refused.status not in {404, 409}:  # taken back meanwhile: nothing of ours is lost
                raise
            return
        with self._lock:
            self.acknowledged.append(answer)
            self.seconds += seconds
