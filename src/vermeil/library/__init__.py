"""`vermeil.label`: a whole campaign in a script, with a Python function as the people."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from vermeil.core.certify import certificate
from vermeil.core.certify.certificate import Certificate
from vermeil.core.model import Prices, Spent, Target
from vermeil.core.plan.campaign import (
    Accept,
    Answered,
    Ask,
    Drawn,
    Event,
    Finish,
    Pool,
    Setup,
    State,
    Train,
    begin,
    decide,
    missing_labelers,
    observe,
    outcome,
    summary,
    taught,
    to_record,
    waiting_for,
)
from vermeil.core.plan.recipe import Recipe
from vermeil.integrations.labelers import Bench
from vermeil.library.figure import draw
from vermeil.library.inputs import Oracle, People, class_names, features_of, labelers_of, promised

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Array = NDArray[Any]


class Proof(Certificate):
    """A certificate that can be written to a file."""

    def save(self, path: Path | str) -> None:
        """Write it as JSON; `vermeil verify PATH` recomputes it from that file alone."""
        Path(path).write_text(json.dumps(self.to_dict(), indent=1), encoding="utf-8")


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Result:
    """A labelled data set, what it cost and what is proved of it."""

    labels: Array  #: (n_items,) class ids; -1: people could not say, or the budget did not reach
    source: Array  #: (n_items,) "human", "machine", or "none" where the budget did not reach
    confidence: Array  #: (n_items,) in [0, 1]
    cost: Spent
    certificate: Proof
    rounds: list[dict[str, Any]]  #: one row a round: forecast and actual
    curve: list[dict[str, Any]]  #: what other targets would have cost, as the last round saw it
    reason: str  #: why the campaign ended as it did
    classes: tuple[str, ...]
    prices: Prices
    all_human: float  #: what people alone would have cost
    log: tuple[
        tuple[str, dict[str, Any], dict[str, Array]], ...
    ]  #: every event: `campaign.from_record` replays it

    @property
    def names(self) -> Array:
        """(n_items,) class names instead of ids; "" where there is no label."""
        return np.array([*self.classes, ""])[self.labels]

    def plot(self) -> "Figure":
        """A matplotlib figure: cost against accuracy, forecast and spent round by round, and who labelled."""
        return draw(self)


def label(
    X: Any,  # noqa: ANN401, N803 - arrays and lists alike, under the name that scikit-learn's users expect
    oracle: Oracle,
    *,
    classes: int | Sequence[str],
    slices: Sequence[Any] | None = None,
    target: Target | None = None,
    prices: Prices | None = None,
    labelers: Sequence[Any] | None = None,
    budget: float | None = None,
    recipe: Recipe | None = None,
    seed: int = 0,
    progress: bool = True,
) -> Result:
    """Label all of `X` to the target at the least cost, asking `oracle` as little as pays.

    Args:
        X: (n_items, n_features) numbers, or a list of texts, or a list of image paths.
        oracle: called with indices (k,) int64, gives labels (k,): class ids, or names where `classes` are
            names; -1 (or None) where people could not say.
        classes: how many, or their names.
        slices: the name of each item's slice (its camera, language, ...), where the target speaks of slices.
        target: by default at most 5 % wrong with 95 % confidence.
        prices: of a label, a verification and an hour of computing.
        labelers: scikit-learn classifiers, or names of built-in labelers; None: a sensible set, raced.
        budget: a cap on everything spent; what it does not reach stays unlabelled: the certificate says so.
        recipe: how to learn, order and audit: switches to measure what each is worth; None: the defaults.
        seed: of everything random, the audit's entropy too: same seed, same result.
        progress: show a bar.

    Raises:
        BadInput: the input cannot be used; the message says what to do.
    """
    names = class_names(classes)
    features, copies = features_of(X, progress=progress)
    own, wanted = labelers_of(labelers, len(features), len(names))
    setup = Setup(
        n_items=len(features),
        n_classes=len(names),
        target=target or Target(),
        prices=prices or Prices(),
        labelers=wanted,
        budget=budget,
        seed=seed,
        copies=copies,
        recipe=recipe or Recipe(),
        **promised(target or Target(), names, slices, len(features)),
    )
    run = _Run(setup, Bench(features, own), People(oracle, names))
    return _result(run.finish(_bar(progress)), names, tuple(run.log))


class _Run:
    """One campaign, driven to its end."""

    def __init__(self, setup: Setup, bench: Bench, people: People) -> None:
        self.state, self.bench, self.people = begin(setup), bench, people
        self.log: list[Any] = [("setup", *setup.to_record())]

    def finish(self, bar: "_Bar") -> State:
        """Decide and act until the campaign is over."""
        pool = Pool(self.bench.features)
        with bar:
            while True:
                decision = decide(self.state, pool)
                if decision is not self.state.awaiting:
                    self._observe(decision)
                bar.show(self.state)
                if isinstance(decision, Finish):
                    return self.state
                if not isinstance(decision, Accept):
                    for event in self._act(decision):
                        self._observe(event)

    def _act(self, decision: Event) -> Sequence[Event]:
        state, setup = self.state, self.state.setup
        if isinstance(decision, Ask):
            items = waiting_for(state)
            return [Answered(items, self.people.answer(items))]
        if isinstance(decision, Train):
            return self.bench.train_all(
                missing_labelers(state),
                taught(state),
                state.random,
                n_classes=setup.n_classes,
                seed=setup.seed,
                first=setup.first,
            )
        return [Drawn(hashlib.sha256(f"vermeil.label:{setup.seed}:{len(self.log)}".encode()).hexdigest())]

    def _observe(self, event: Event) -> None:
        self.log.append(to_record(event))
        self.state = observe(self.state, event)


class _Bar:
    """Progress in the terminal: how many items have a label, and what the campaign is at."""

    def __init__(self, progress: Progress | None) -> None:
        self.progress = progress
        self.task = progress.add_task("begin", total=None) if progress else None

    def show(self, state: State) -> None:
        """Draw where the campaign stands."""
        if self.progress is None or self.task is None:
            return
        told = summary(state)
        done = told["progress"]["human"] + told["progress"]["machine"]
        words = f"round {state.round}: {state.stage}, {state.spent.human_labels} asked"
        self.progress.update(self.task, total=state.setup.n_items, completed=done, description=words)

    def __enter__(self) -> Self:
        if self.progress:
            self.progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.progress:
            self.progress.stop()


def _bar(progress: bool) -> _Bar:
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    return _Bar(Progress(*columns) if progress else None)


def _result(state: State, names: tuple[str, ...], log: tuple[Any, ...]) -> Result:
    end, told = outcome(state), summary(state)
    return Result(
        labels=end.labels.astype(np.int64),
        source=end.source,
        confidence=end.confidence,
        cost=state.spent,
        certificate=Proof.of(certificate.of(state).to_dict()),
        rounds=[row | {"actual": told["actual"]} for row in told["rounds"]],
        curve=told["curve"],
        reason=told["reason"],
        classes=names,
        prices=state.setup.prices,
        all_human=told["all_human"],
        log=log,
    )
