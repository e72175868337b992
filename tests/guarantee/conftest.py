"""What the tests of promises share."""

import pytest

from vermeil.core.plan import audits, forecast, outlook


@pytest.fixture
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rough forecasts, five times as fast: they say what is cheap; no promise rests on them."""
    monkeypatch.setattr(outlook, "TARGETS", ())
    monkeypatch.setattr(outlook, "WORLDS", 8)
    monkeypatch.setattr(forecast, "futures", lambda now: [now.bought, now.bought + now.pool // 4])
    monkeypatch.setattr(audits, "SIZES", 6)
    monkeypatch.setattr(audits, "STEPS", (0,))
    monkeypatch.setattr(audits, "STARTS", (0.5, 0.8, 1.0))
