"""Runs that fill in suggestions from a model."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from vermeil.client.values import Json, Said, known
from vermeil.client.wire import Wire

LOOK_SECONDS = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionRun:
    """A run as it stands."""

    id: int
    state: str  #: running, finished, failed or cancelled
    project_id: int | None = None
    n_items: int = 0
    done: int = 0
    taken: int = 0
    refused: int = 0
    left: int = 0  #: without a suggestion on purpose, of a run that came by itself
    refusals: list[Json] = field(default_factory=list)  #: [{"item", "key", "reason"}], the first hundred
    spent: float = 0.0
    accuracy: list[Json] | None = None  #: of a model that learned from answers, by examples a class
    reason: str | None = None
    by_itself: bool = False  #: nobody asked for it: it came with the answers

    @property
    def live(self) -> bool:
        """Whether it still works."""
        return self.state == "running"


@dataclass(frozen=True, slots=True)
class Suggestions:
    """A model's answers for what nobody has labelled."""

    wire: Wire

    def start(self, project: int, source: str, **how: Said) -> SuggestionRun:
        """Read "documents" (ocr, examples), ask "label_studio" (url) or an "llm", learn from "answers".

        A language model takes url, model, price and at_most.
        """
        body = {"from": source, **{name: value for name, value in how.items() if value is not None}}
        return known(SuggestionRun, self.wire.post(f"/projects/{project}/suggestions/runs", body))

    def get(self, run: int) -> SuggestionRun:
        """How it stands."""
        return known(SuggestionRun, self.wire.get(f"/suggestions/runs/{run}"))

    def list(self, project: int) -> Iterator[SuggestionRun]:
        """The project's runs, newest first."""
        bodies = self.wire.pages(f"/projects/{project}/suggestions/runs")
        return (known(SuggestionRun, body) for body in bodies)

    def cancel(self, run: int) -> SuggestionRun:
        """Stop it; what it has suggested stays."""
        return known(SuggestionRun, self.wire.post(f"/suggestions/runs/{run}/cancel"))

    def acceptance(self, project: int) -> Iterator[Json]:
        """How often each person let wrong suggestions pass that were shown on purpose: share, low, high."""
        return self.wire.pages(f"/projects/{project}/suggestions/acceptance")

    def agreement(self, project: int) -> Json:
        """How often suggestions are what people say: "answers", "blind", and "rows" by class or field."""
        found: Json = self.wire.get(f"/projects/{project}/suggestions/agreement")
        return found

    def wait(
        self,
        run: int,
        *,
        timeout: float | None = None,
        watch: Callable[[SuggestionRun], None] | None = None,
    ) -> SuggestionRun:
        """Look twice a second until it ends, showing `watch` each look; TimeoutError after `timeout` s."""
        until = time.monotonic() + (timeout or float("inf"))
        while True:
            now = self.get(run)
            if watch:
                watch(now)
            if not now.live:
                return now
            if time.monotonic() > until:
                raise TimeoutError(f"run {run} has done {now.done} of {now.n_items} items after {timeout} s")
            time.sleep(LOOK_SECONDS)
