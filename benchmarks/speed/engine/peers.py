"""The query steps of Vermeil, small-text, modAL and scikit-activeml, given the same scores and features.

`python -m benchmarks.speed.engine.peers NAME ITEMS FOLDER LIMIT` times one of them in a process of its own,
ending it after LIMIT seconds of the processor, with any interpreter that has the library: this module needs
nothing but NumPy and the library that it measures.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from vermeil.core.plan import choose
from vermeil.core.plan.events import Trained
from vermeil.core.train import packed

Array = NDArray[Any]
TIMES, QUICK = 20, 1.0  #: repeated so often, or for so many seconds in all; the best time counts
KNOWN, COUNT, CLASSES, WIDTH = 100, 100, 10, 384  #: labelled before, asked for, and of what shape


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """What a query step may look at."""

    features: Array  #: (n, d) float32
    scores: Array  #: (n, C) float32 probabilities
    known: Array  #: items with a label
    labels: Array  #: their classes
    count: int  #: items wanted
    seed: int

    @property
    def free(self) -> Array:
        """The items without a label."""
        return np.delete(np.arange(len(self.features)), self.known)

    def partly(self) -> Array:
        """(n,) the classes of the known items, nan elsewhere."""
        partly = np.full(len(self.features), np.nan)
        partly[self.known] = self.labels
        return partly


class Fixed:
    """A classifier that says the scores it was given, in the dress that small-text and modAL expect."""

    def __init__(self, scores: Array, features: Array | None = None) -> None:
        self.scores, self.features = scores, features

    def fit(self, *_: object, **__: object) -> Self:
        """It has learned already."""
        return self

    def predict_proba(self, asked: Any) -> Array:  # noqa: ANN401 - arrays, or a library's own data set
        """The rows of what is asked, in order."""
        assert len(asked) == len(self.scores)
        return self.scores

    def embed(self, asked: "Rows", **_: object) -> tuple[Array, Array]:
        """small-text: features and probabilities of the rows asked."""
        assert self.features is not None
        return self.features[asked.rows], self.scores[asked.rows]


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """small-text: a data set of which only the places matter."""

    rows: Array

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, places: Array) -> "Rows":
        return Rows(self.rows[places])


Step = Callable[[], Array]  #: from scores to the items to ask; what only dresses the data is done before


def vermeil_doubtful(given: Given) -> Step:
    """Small margins, far apart: what is asked in every round but the first."""
    free, rng = given.free, np.random.default_rng(given.seed)

    def step() -> Array:
        told = Trained("one", 0.0, *packed(given.scores), *5 * [free[:0]])
        look = choose.Look(features=given.features, among=free, known=free[:0], told=told, near=2.0, rng=rng)
        return choose.batch("diverse", look, given.count)

    return step


def vermeil_typical(given: Given) -> Step:
    """The centres of clusters: what is asked first."""
    free, rng = given.free, np.random.default_rng(given.seed)
    return lambda: choose.typical(given.features, free, given.count, rng)


def at_random(given: Given) -> Step:
    """Any items."""
    free, rng = given.free, np.random.default_rng(given.seed)
    return lambda: rng.choice(free, given.count, replace=False)


def _small_text(name: str) -> Callable[[Given], Step]:
    def prepared(given: Given) -> Step:
        small_text = import_module("small_text")
        strategy, free = getattr(small_text, name)(), given.free
        classifier, everything = Fixed(given.scores, given.features), Rows(np.arange(len(given.features)))
        np.random.seed(given.seed)  # noqa: NPY002 - small-text draws from it
        return lambda: strategy.query(
            classifier, everything, free, given.known, given.labels, n=given.count, **_quiet(name)
        )

    return prepared


def _quiet(name: str) -> dict[str, object]:
    return {} if name in {"BreakingTies", "LeastConfidence"} else {"pbar": None}


def _modal(name: str) -> Callable[[Given], Step]:
    def prepared(given: Given) -> Step:
        batch, uncertainty = import_module("modAL.batch"), import_module("modAL.uncertainty")
        free = given.free
        unlabelled = given.features[free]
        learner = import_module("modAL.models").ActiveLearner(
            estimator=Fixed(given.scores[free]),
            X_training=given.features[given.known],
            y_training=given.labels,
        )
        strategy = getattr(uncertainty, name, None) or getattr(batch, name)
        return lambda: free[strategy(learner, unlabelled, n_instances=given.count)[0]]

    return prepared


def _skactiveml(name: str, **options: object) -> Callable[[Given], Step]:
    def prepared(given: Given) -> Step:
        pool, base = import_module("skactiveml.pool"), import_module("skactiveml.base")
        free = given.free
        chances, partly = given.scores[free], given.partly()

        class Said(base.SkactivemlClassifier):  # type: ignore[misc,name-defined] # without types
            def fit(self, *_: object, **__: object) -> Self:
                return self

            def predict_proba(self, asked: Array) -> Array:
                assert len(asked) == len(chances)
                return chances

        said = {"clf": Said(), "fit_clf": False} if options else {}
        strategy = getattr(pool, name)(**options, random_state=given.seed)
        return lambda: strategy.query(given.features, partly, batch_size=given.count, **said)

    return prepared


#: by what they look for: doubt alone, doubt and diversity, diversity alone
STRATEGIES: dict[str, tuple[str, Callable[[Given], Step]]] = {
    "vermeil doubtful": ("doubt and diversity", vermeil_doubtful),
    "random": ("nothing", at_random),
    "small-text BreakingTies": ("doubt", _small_text("BreakingTies")),
    "small-text LeastConfidence": ("doubt", _small_text("LeastConfidence")),
    "modAL margin_sampling": ("doubt", _modal("margin_sampling")),
    "modAL uncertainty_sampling": ("doubt", _modal("uncertainty_sampling")),
    "scikit-activeml margin_sampling": (
        "doubt",
        _skactiveml("UncertaintySampling", method="margin_sampling"),
    ),
    "scikit-activeml least_confident": (
        "doubt",
        _skactiveml("UncertaintySampling", method="least_confident"),
    ),
    "modAL uncertainty_batch_sampling": ("doubt and diversity", _modal("uncertainty_batch_sampling")),
    "vermeil typical": ("diversity", vermeil_typical),
    "small-text EmbeddingKMeans": ("diversity", _small_text("EmbeddingKMeans")),
    "small-text LightweightCoreset": ("diversity", _small_text("LightweightCoreset")),
    "small-text GreedyCoreset": ("diversity", _small_text("GreedyCoreset")),
    "scikit-activeml CoreSet": ("diversity", _skactiveml("CoreSet")),
    "scikit-activeml TypiClust": ("diversity", _skactiveml("TypiClust")),
}
SLOW = {"small-text EmbeddingKMeans", "scikit-activeml TypiClust", "small-text GreedyCoreset"}
#: those that choose otherwise than the ones before them: margins and least confidence are the same anywhere
DISTINCT = sorted(
    (name for name, (what, _) in STRATEGIES.items() if what != "doubt" or name.startswith("small-text")),
    key=SLOW.__contains__,
)


def write(items: int, folder: Path) -> None:
    """The features and scores that all of them are given."""
    rng = np.random.default_rng(items)
    with (folder / "features").open("wb") as features, (folder / "scores").open("wb") as scores:
        for start in range(0, items, 100_000):
            rows = min(100_000, items - start)
            rng.standard_normal((rows, WIDTH), np.float32).tofile(features)
            chances = rng.random((rows, CLASSES), np.float32) ** 6
            (chances / chances.sum(axis=1, keepdims=True)).astype(np.float32).tofile(scores)


def clock(name: str, items: int, folder: Path) -> dict[str, Any]:
    """Seconds of one query step from scores to items, its library imported and warm where it is quick."""
    _, prepared = STRATEGIES[name]
    features, scores = (
        np.fromfile(folder / file, np.float32).reshape(items, -1) for file in ("features", "scores")
    )
    known = np.arange(KNOWN)
    prepared(Given(features[:1000], scores[:1000], known, known % CLASSES, 10, 0))()  # imports
    step = prepared(Given(features, scores, known, known % CLASSES, COUNT, 0))
    times: list[float] = []
    while not times or (len(times) < TIMES and sum(times) < QUICK):
        before = time.process_time()
        found = step()
        times.append(time.process_time() - before)
    assert np.unique(found).size == COUNT
    assert found.min() >= KNOWN
    return {"seconds": min(times)}


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[4]), int(sys.argv[4]) + 10))
    print(json.dumps(clock(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))))
