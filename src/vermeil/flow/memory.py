"""What was read moments ago, so that the hot path need not read it again."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

MOST = 10_000

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Memory(Generic[K, V]):
    """Remembers values for some seconds; `forget` is immediate, also for what is being read right now."""

    def __init__(self, seconds: float) -> None:
        """Remember for so long; what other processes change is seen after that time."""
        self._seconds = seconds
        self._known: OrderedDict[K, tuple[float, V]] = OrderedDict()
        self._lock = threading.Lock()
        self._generation = 0

    def recall(self, key: K) -> V | None:
        """The value, if it was read moments ago."""
        known = self._known.get(key)
        return known[1] if known is not None and time.monotonic() < known[0] else None

    def read(self, key: K, find: Callable[[], V]) -> V:
        """The value as `find` gives it, remembered unless it was to be forgotten meanwhile."""
        generation = self._generation
        value = find()
        with self._lock:
            if generation == self._generation:
                self._known[key] = (time.monotonic() + self._seconds, value)
                self._known.move_to_end(key)
                while len(self._known) > MOST:
                    self._known.popitem(last=False)
        return value

    def forget(self) -> None:
        """Something has changed: read everything again."""
        with self._lock:
            self._generation += 1
            self._known.clear()
