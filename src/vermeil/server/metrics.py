"""Figures for Prometheus: how long requests took, and what the database knows when it is asked."""

import json
import logging
import time
from collections.abc import Iterable, Mapping

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BUCKETS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60)
WAITS = (1, 5, 15, 60, 300, 900, 3600, 14_400, 86_400, 604_800)
Samples = Iterable[tuple[Mapping[str, str], float]]

log = logging.getLogger("vermeil.request")


class Metrics:
    """The figures of one running server."""

    def __init__(self) -> None:
        """Nothing was measured yet."""
        self._registry = CollectorRegistry()
        self._requests = Histogram(
            "vermeil_http_request_duration_seconds",
            "Time from a request's head to the end of its answer",
            ("method", "route", "status"),
            registry=self._registry,
            buckets=BUCKETS,
        )

        self._waits = Histogram(
            "vermeil_task_wait_seconds",
            "Time from asking to the first lease",
            registry=self._registry,
            buckets=WAITS,
        )
        self._leases = Counter(
            "vermeil_leases",
            "Tasks handed out: for the first time, or again after a lease ran out or was given back",
            ("turn",),
            registry=self._registry,
        )
        self._answers = Counter(
            "vermeil_answers",
            "Answers kept: a value, or why there is none",
            ("kind",),
            registry=self._registry,
        )

    def leased(self, lease: int, waited: float) -> None:
        """A task was handed out, by its lease of this number, so many seconds after it was asked."""
        self._leases.labels("first" if lease == 1 else "again").inc()
        if lease == 1:
            self._waits.observe(waited)

    def answered(self, kind: str) -> None:
        """An answer was kept: `value`, `skip` or `ambiguous`."""
        self._answers.labels(kind).inc()

    def took(self, method: str, route: str, status: int, seconds: float) -> None:
        """One request is over."""
        self._requests.labels(method, route, str(status)).observe(seconds)

    def text(self, now: Mapping[str, tuple[str, Samples]]) -> bytes:
        """Everything, with the figures of `now` (name: what it is, values) in Prometheus' text format."""
        gauges = CollectorRegistry()
        gauges.register(_Now(now))
        return generate_latest(self._registry) + generate_latest(gauges)


class _Now(Collector):
    def __init__(self, now: Mapping[str, tuple[str, Samples]]) -> None:
        self._now = now

    def collect(self) -> Iterable[Metric]:
        for name, (words, samples) in self._now.items():
            rows = list(samples)
            labels = list(rows[0][0]) if rows else []
            kind = CounterMetricFamily if name.endswith("_total") else GaugeMetricFamily
            family = kind(name, words, labels=labels)
            for values, number in rows:
                family.add_metric([values[label] for label in labels], number)
            yield family


class Measured:
    """Times every request around `app` (plain ASGI)."""

    def __init__(self, app: ASGIApp, metrics: Metrics, *, log_json: bool) -> None:
        """Tell `metrics`, and the log if wished."""
        self.app = app
        self.metrics = metrics
        self.log_json = log_json

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status = time.perf_counter(), 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noting)
        finally:
            self._note(scope, status, time.perf_counter() - began)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "other")
        self.metrics.took(scope["method"], route, status, seconds)
        if self.log_json:
            name = scope.get("state", {}).get("request_id")
            told = {"request_id": name, "method": scope["method"], "path": scope["path"], "status": status}
            log.info(json.dumps(told | {"seconds": round(seconds, 6)}))
