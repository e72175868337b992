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
from vermeil.core.errors import BadInput
from vermeil.core.model import Caps, Goal, Prices, Spent, Target, Team
from vermeil.core.plan.best_model import Exam, examined, judge
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
from vermeil.core.plan.events import By
from vermeil.core.plan.recipe import Recipe
from vermeil.flow.clock import now_ms, rfc3339
from vermeil.integrations.labelers import Bench
from vermeil.library.figure import draw
from vermeil.library.inputs import (
    Oracle,
    People,
    class_names,
    crew_of,
    features_of,
    given,
    labelers_of,
    promised,
    seeded,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Array = NDArray[Any]


class Proof(Certificate):
    """A certificate that can be written to a file."""

    def save(self, path: Path | str) -> None:
        """Write it as JSON; `vermeil verify PATH` recomputes it from that file alone."""
        Path(path).write_text(json.dumps(self.to_dict(), indent=1), encoding="utf-8")


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Model:
    """A model that was taught, and what its exam has shown: blind labels that it never learned from."""

    labeler: str  #: which of the labelers; with the people's labels and the seed it can be trained again
    predictions: Array  #: (n_items,) class ids, what it says of every item, those of the people included
    exam: Exam  #: items, right, low and high (of its accuracy on items like these), confidence


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Result:
    """A labelled data set, what it cost and what is proved of it.

    With the goal "model" only what people said is a label, and no certificate of labels is claimed.
    """

    labels: Array  #: (n_items,) class ids; -1: people could not say, or the budget did not reach
    source: Array  #: (n_items,) "human", "machine", or "none" where the budget did not reach
    confidence: Array  #: (n_items,) in [0, 1]
    cost: Spent
    certificate: Proof
    rounds: list[dict[str, Any]]  #: one row a round: forecast and actual
    curve: list[dict[str, Any]]  #: what other targets would have cost, as the last round saw it
    model: Model | None  #: with the goal "model", if there was enough to teach one
    reason: str  #: why the campaign ended as it did
    failed: dict[str, str]  #: labelers that could not do their work, and why
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
    expert: Oracle | None = None,
    slices: Sequence[Any] | None = None,
    target: Target | None = None,
    prices: Prices | None = None,
    labelers: Sequence[Any] | None = None,
    budget: float | Caps | None = None,
    team: Team | None = None,
    goal: Goal = "labels",
    worth: float | None = None,
    recipe: Recipe | None = None,
    seed: int = 0,
    progress: bool = True,
) -> Result:
    """Label all of `X` to the target at the least cost; or learn the best model that the caps pay for.

    Args:
        X: (n_items, n_features) numbers, or a list of texts, or a list of image paths.
        oracle: called with indices (k,) int64, gives labels (k,): ids or names of classes; -1 or None: unsure
        classes: how many, or their names.
        expert: asked like `oracle`; then "wrong" means different from what it says, and `oracle` may err.
        slices: the name of each item's slice (its camera, language, ...), where the target speaks of slices.
        target: by default at most 5 % wrong with 95 % confidence.
        prices: of a label, a verification, an expert's answer and an hour of computing.
        labelers: scikit-learn classifiers, names of built-in ones, `vermeil.LLM`; None: a sensible set.
        budget: a cap on everything spent, or `vermeil.Caps` on money, hours and days: the rest has no label.
        team: who answers and how fast: hours and days are worked out from it.
        goal: "labels": all of `X`, certified; "model": the best model that the caps pay for (`Result.model`).
        worth: of a model: what one percentage point of its accuracy is worth; None: the caps alone end it.
        recipe: how to learn, order and audit: switches to measure what each is worth; None: the defaults.
        seed: of everything random, the audit's entropy too: same seed, same result.
        progress: show a bar.

    Raises BadInput where the input cannot be used; the message says what to do.
    """
    names, seen = class_names(classes), features_of(X, progress=progress)
    wanted, own, paid = labelers_of(labelers, X, seen, names)
    if paid and goal == "model":
        raise BadInput("A language model is not taught: with goal='model' leave `vermeil.LLM` out.")
    terms = promised(target := given(target, Target), names, slices, len(seen.features))
    terms |= {"target": target, "prices": given(prices, Prices), "recipe": given(recipe, Recipe)}
    terms |= {"goal": goal, "worth": worth, "caps": Caps.from_budget(budget), "team": given(team, Team)}
    terms |= {"labelers": wanted, "copies": seen.copies, "seed": seeded(seed), "n_items": len(seen.features)}
    bench = Bench(seen.features, own, paid, seen.images)
    run = _Run(Setup(n_classes=len(names), **terms), bench, crew_of(oracle, expert, terms["prices"], names))
    return _result(run.finish(progress), names, tuple(run.log))


class _Run:
    """One campaign, driven to its end."""

    def __init__(self, setup: Setup, bench: Bench, people: dict[By, People]) -> None:
        if bench.paid and setup.recipe.test_set:
            raise BadInput(
                "What is paid by the item is measured on the random part: race it with no test set."
            )
        self.state, self.bench, self.people = begin(setup), bench, people
        self.log: list[Any] = [("setup", *setup.to_record())]

    def finish(self, progress: bool) -> State:
        """Decide and act until the campaign is over."""
        with _bar(progress) as bar:
            while self._step(bar):
                pass
        return self.state

    def _step(self, bar: "_Bar") -> bool:
        """One decision, and what comes of it; False: it was the last."""
        decision = decide(self.state, Pool(self.bench.features))
        if decision is not self.state.awaiting:
            self._observe(decision)
        bar.show(self.state)
        if isinstance(decision, Finish):
            return False
        if not isinstance(decision, Accept):
            for event in self._act(decision):
                self._observe(event)
        return True

    def _act(self, decision: Event) -> Sequence[Event]:
        state, setup = self.state, self.state.setup
        if isinstance(decision, Ask):
            items = waiting_for(state)
            return [Answered(items, self.people[decision.by].answer(items))]
        if isinstance(decision, Train):
            return self.bench.train_all(
                missing_labelers(state),
                taught(state),
                state.random,
                n_classes=setup.n_classes,
                seed=setup.seed,
                first=setup.first,
                whole=decision.whole,
                most=decision.most,
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
        certificate=Proof.of(certificate.of(state, issued=rfc3339(now_ms())).to_dict()),
        model=_model(state),
        rounds=[row | {"actual": told["actual"]} for row in told["rounds"]],
        curve=told["curve"],
        reason=told["reason"],
        failed=told["failed"],
        classes=names,
        prices=state.setup.prices,
        all_human=told["all_human"],
        log=log,
    )


def _model(state: State) -> Model | None:
    exam = examined(state)
    if exam is None:
        return None
    return Model(labeler=exam.labeler, predictions=judge(state).label.astype(np.int64), exam=exam)
