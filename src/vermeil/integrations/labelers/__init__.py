"""Labelers on features: a few families that are good at different things, raced by the planner.

bench = Bench(features)                  # one a campaign: prepares the features once
event = bench.train("blend", labels, random, n_classes=10, seed=0)
events = bench.train_all(("blend", "kernel"), labels, random, n_classes=10, seed=0)  # at the same time
"""

import threading
import time
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.base import ClassifierMixin
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.utils.extmath import randomized_svd

from vermeil.core.errors import BadInput
from vermeil.core.plan.events import Trained
from vermeil.core.train import folds, trained
from vermeil.integrations.labelers import cores, estimator, graph, kernel

Array = NDArray[Any]
Chances = tuple[Array, Array]
DIMS, GRAPH_DIMS = 256, 48  #: principal components kept for heads, and for distances in the graph
FOREST_DIMS = 64  #: and for trees: among more they find too few of the strong ones; fewer are seen as given
FOLDS = 5
SAMPLE = 10_000  #: items from which scales and axes are taken


def default_labelers(n_items: int, n_classes: int) -> tuple[str, ...]:
    """The names of a sensible set for a data set of this size."""
    spread = ("blend",) if graph.feasible(n_items, n_classes) else ()
    return (*spread, "kernel", "logistic", "forest")


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """What a labeler may learn from."""

    items: Array  #: (k,) int64, labelled
    labels: Array  #: (k,) int32
    n_classes: int
    fold: Array  #: (k,) of each item of the random part; -1: not of it, never left out
    seed: int


class Bench:
    """Trains labelers on one data set's features (n_items, d); what they share is made once and kept."""

    def __init__(self, features: Array, own: Mapping[str, Any] | None = None) -> None:
        """`own`: scikit-learn classifiers by name, beside the built-in labelers."""
        self.features = np.asarray(features, np.float32)
        self.own = dict(own or {})
        self._prepared = 0.0  # seconds, charged to what is trained next
        self._kept: dict[tuple[bytes, bytes, int], Chances] = {}  # the kernel's, alone and in the blend
        self._one_kernel = threading.Lock()  # whoever comes second takes what the first has made

    def prepare(self, labelers: Iterable[str]) -> None:
        """Make what these labelers share, while there is time; else it is made when the first one trains."""
        started = time.perf_counter()
        wanted = set(labelers)
        _ = self._spaces if wanted - self.own.keys() else None
        _ = self._neighbours if {"blend", "graph"} & wanted else None
        _ = self._few if "forest" in wanted else None
        self._prepared += time.perf_counter() - started

    def train(
        self,
        name: str,
        labels: Array,
        random: Array,
        *,
        n_classes: int,
        seed: int = 0,
        first: Array | None = None,
    ) -> Trained:
        """Train labeler `name` on `labels` (n_items,) (negative: none) and predict every item.

        `random` (n_items,) marks the random part. `first` (n_items,) names the original of each item: of a
        group of copies only the original trains, so that no copy of an item left out stays in.
        """
        return self.train_all((name,), labels, random, n_classes=n_classes, seed=seed, first=first)[0]

    def train_all(
        self,
        names: Sequence[str],
        labels: Array,
        random: Array,
        *,
        n_classes: int,
        seed: int = 0,
        first: Array | None = None,
    ) -> list[Trained]:
        """`train` for several labelers at the same time, on the cores there are: the same events, in order.

        What they charge together is the time that the machine was busy with them.
        """
        known = labels >= 0 if first is None else (labels >= 0) & (first == np.arange(labels.size))
        items = np.flatnonzero(known)
        part = np.flatnonzero(random[items])
        fold = np.full(items.size, -1)
        fold[part] = folds(items[part], min(FOLDS, max(part.size, 1)), seed)
        lesson = Lesson(items, labels[items], n_classes, fold, seed)
        self.prepare(names)
        began = time.perf_counter()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # a rough fit is still judged out of fold
            told = cores.each(lambda name: self._told(name, lesson, part), names)
        busy, alone = time.perf_counter() - began, sum(one.seconds for one in told)
        told = [replace(one, seconds=one.seconds * min(busy / alone, 1.0)) for one in told]
        told[0] = replace(told[0], seconds=told[0].seconds + self._prepared)
        self._prepared = 0.0
        return told

    def _told(self, name: str, lesson: Lesson, part: Array) -> Trained:
        started = time.perf_counter()
        everything, left_out = self._chances(name, lesson)
        seconds = time.perf_counter() - started
        return trained(name, seconds, everything, lesson.items[part], left_out[part])

    def _chances(self, name: str, lesson: Lesson) -> Chances:
        if np.unique(lesson.labels).size <= 1:
            return self._constant(lesson)
        if name in self.own:
            return self._fitted(self.own[name], self.features, lesson)
        families: dict[str, Callable[[Lesson], Chances]] = {
            "kernel": self._kernel,
            "graph": self._graph,
            "blend": self._blend,
            "logistic": self._logistic,
            "forest": self._forest,
        }
        if name not in families:
            raise BadInput(f"There is no labeler {name!r}; there are {', '.join([*families, *self.own])}.")
        return families[name](lesson)

    def _constant(self, lesson: Lesson) -> Chances:
        only = np.eye(lesson.n_classes)[lesson.labels[:1]]
        row = only if len(only) else np.full((1, lesson.n_classes), 1 / lesson.n_classes)
        chances = np.repeat(row, len(self.features), axis=0)
        return chances, chances[lesson.items]

    def _kernel(self, lesson: Lesson) -> Chances:
        key = lesson.items.tobytes(), lesson.labels.tobytes(), lesson.seed
        with self._one_kernel:
            if key not in self._kept:
                items, labels = lesson.items, lesson.labels
                self._kept = {key: kernel.chances(self._spaces, items, labels, lesson.n_classes, lesson.seed)}
            return self._kept[key]

    def _graph(self, lesson: Lesson) -> Chances:
        return graph.chances(self._neighbours, lesson.items, lesson.labels, lesson.n_classes, lesson.fold)

    def _blend(self, lesson: Lesson) -> Chances:
        other, one = self._graph(lesson), self._kernel(lesson)  # the kernel last: another may be at it
        return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2

    def _logistic(self, lesson: Lesson) -> Chances:
        return self._fitted(LogisticRegression(C=0.1, max_iter=200), self._spaces[1], lesson)

    def _forest(self, lesson: Lesson) -> Chances:
        model = ExtraTreesClassifier(100, min_samples_leaf=2, random_state=lesson.seed)
        return self._fitted(model, self._few, lesson)

    def _fitted(self, model: ClassifierMixin, features: Array, lesson: Lesson) -> Chances:
        return estimator.chances(model, features, lesson.items, lesson.labels, lesson.n_classes, lesson.fold)

    @cached_property
    def _spaces(self) -> tuple[Array, Array]:
        """The features in one scale, and each in its own, both turned to at most `DIMS` principal axes."""
        sample = self.features[:: max(1, len(self.features) // SAMPLE)]
        centre, spread = sample.mean(axis=0), sample.std(axis=0)
        overall = max(float((sample - centre).std()), 1e-12)
        own = np.where(spread > 1e-6 * overall, spread, np.inf)
        return self._turned(sample, centre, np.full_like(own, overall)), self._turned(sample, centre, own)

    def _turned(self, sample: Array, centre: Array, scale: Array) -> Array:
        """The features on the principal axes of `sample`, the strongest first: float32 (n, at most DIMS)."""
        if sample.shape[1] == 1:
            return (self.features - centre) / scale
        scaled = (sample - centre) / scale
        _, _, axes = randomized_svd(scaled, min(DIMS, *scaled.shape), n_iter=2, random_state=0)
        turn = (axes.T / scale[:, None]).astype(np.float32)
        turned: Array = self.features @ turn - (centre @ turn)
        return turned

    @cached_property
    def _few(self) -> Array:
        if self.features.shape[1] <= FOREST_DIMS:
            return self.features
        return np.ascontiguousarray(self._spaces[0][:, :FOREST_DIMS])

    @cached_property
    def _neighbours(self) -> sp.csr_array:
        return graph.build(self._spaces[0][:, :GRAPH_DIMS])
