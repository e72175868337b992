"""Who is behind a cookie or a token: remembered for some seconds, forgotten at once when rights change."""

import hashlib
import threading
import time
from collections import OrderedDict, deque

from vermeil.core.errors import TooOften
from vermeil.flow import accounts
from vermeil.flow.accounts import Signed
from vermeil.flow.clock import now_ms
from vermeil.flow.memory import MOST, Memory
from vermeil.store import Store

REMEMBERED_SECONDS = 3.0


class Doors:
    """Looks credentials up in the database, at most once in a few seconds each."""

    def __init__(self, store: Store) -> None:
        """Doors of the house whose people are in `store`."""
        self._store = store
        self._known: Memory[tuple[str, bytes], Signed | None] = Memory(REMEMBERED_SECONDS)

    def recall(self, kind: str, secret: str) -> Signed | None:
        """Who it is, if that was looked up moments ago."""
        known = self._known.recall((kind, digest(secret)))
        return None if known is None or _over(known) else known

    def look(self, kind: str, secret: str) -> Signed | None:
        """Who it is, from the database."""
        return self._known.read((kind, digest(secret)), lambda: self._found(kind, secret))

    def forget(self) -> None:
        """Somebody's rights have changed: look everybody up again."""
        self._known.forget()

    def _found(self, kind: str, secret: str) -> Signed | None:
        find = accounts.by_token if kind == "token" else accounts.by_session
        with self._store.read() as tx:
            found = find(tx, secret)
        if found is not None and found.touch is not None:
            with self._store.begin() as tx:
                accounts.touch(tx, found.touch)
        return found


def _over(known: Signed) -> bool:
    return known.until_ms is not None and known.until_ms < now_ms()


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
            while len(self._when) > MOST:
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
