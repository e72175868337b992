"""The time of day: milliseconds since the epoch inside, RFC 3339 in UTC outside."""

import time
from datetime import UTC, datetime

DAY_MS = 86_400_000


def now_ms() -> int:
    """Milliseconds since the epoch."""
    return time.time_ns() // 1_000_000


def rfc3339(ms: int) -> str:
    """A time as other programs read it: 2026-11-21T05:00:00.000Z."""
    seconds, rest = divmod(ms, 1000)
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S}.{rest:03d}Z"


def rfc3339_or_none(ms: int | None) -> str | None:
    """The same for a time that may not have come."""
    return None if ms is None else rfc3339(ms)
