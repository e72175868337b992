"""Who is behind a cookie or a token: remembered for some seconds, forgotten at once when rights change."""

import hashlib
import threading
import time
from collections import OrderedDict, deque

from vermeil.core.errors import TooOften
from vermeil.flow import accounts
from vermeil.flow.accounts import Signed
from vermeil.flow.clock import now_ms
from vermeil.store import Store

REMEMBERED_SECONDS = 3.0
MOST_REMEMBERED = 10_000


class Doors:
    """Looks credentials up in the database, at most once in a few seconds each."""

    def __init__(self, store: Store) -> None:
        """Doors of the house whose people are in `store`."""
        self._store = store
        self._known: OrderedDict[tuple[str, bytes], tuple[float, Signed]] = OrderedDict()
        self._lock = threading.Lock()
        self._generation = 0

    def recall(self, kind: str, secret: str) -> Signed | None:
        """Who it is, if that was looked up moments ago."""
        known = self._known.get((kind, digest(secret)))
        if known is None or known[0] < time.monotonic() or (known[1].until_ms or now_ms()) < now_ms():
            return None
        return known[1]

    def look(self, kind: str, secret: str) -> Signed | None:
        """Who it is, from the database."""
        generation = self._generation
        find = accounts.by_token if kind == "token" else accounts.by_session
        with self._store.read() as tx:
            found = find(tx, secret)
        if found is not None and found.touch is not None:
            with self._store.begin() as tx:
                accounts.touch(tx, found.touch)
        if found is not None:
            self._remember((kind, digest(secret)), found, generation)
        return found

    def forget(self) -> None:
        """Somebody's rights have changed: look everybody up again."""
        with self._lock:
            self._generation += 1
            self._known.clear()

    def _remember(self, key: tuple[str, bytes], found: Signed, generation: int) -> None:
        with self._lock:
            if generation != self._generation:
                return  # what was read may be older than the change
            self._known[key] = (time.monotonic() + REMEMBERED_SECONDS, found)
            self._known.move_to_end(key)
            while len(self._known) > MOST_REMEMBERED:
                self._known.popitem(last=False)


def digest(secret: str) -> bytes:
    """What is kept of a secret in memory."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


class Patience:
    """How often somebody may fail within a window of time."""

    def __init__(self, failures: int, seconds: float) -> None:
        """At most `failures` in `seconds`."""
        self._failures = failures
        self._seconds = seconds
        self._when: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def ask(self, who: str) -> None:
        """TooOften when `who` has failed too often of late."""
        with self._lock:
            times = self._recent(who)
            if len(times) >= self._failures:
                wait = int(times[0] + self._seconds - time.monotonic()) + 1
                raise TooOften(f"Too many failed attempts: try again in {wait} seconds.", seconds=wait)

    def failed(self, who: str) -> None:
        """One more failure."""
        with self._lock:
            times = self._recent(who)
            times.append(time.monotonic())
            self._when[who] = times
            self._when.move_to_end(who)
            while len(self._when) > MOST_REMEMBERED:
                self._when.popitem(last=False)

    def succeeded(self, who: str) -> None:
        """The right person at last: the failures are forgotten."""
        with self._lock:
            self._when.pop(who, None)

    def _recent(self, who: str) -> deque[float]:
        times = self._when.get(who, deque())
        while times and times[0] < time.monotonic() - self._seconds:
            times.popleft()
        return times
