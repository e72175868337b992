"""Labelers on features: a few families that are good at different things, raced by the planner.

bench = Bench(features)                  # one a campaign: prepares the features once
event = bench.train("blend", labels, random, n_classes=10, seed=0)
events = bench.train_all(("blend", "kernel"), labels, random, n_classes=10, seed=0)  # at the same time
"""

import threading
import time
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.utils.extmath import randomized_svd

from vermeil.core.errors import BadInput, LabelerFailed
from vermeil.core.plan.entrants import FEW, FINETUNED, MANY
from vermeil.core.plan.events import Failed, Trained
from vermeil.core.train import folds, foremost, partly, trained
from vermeil.integrations.extras import check_torch
from vermeil.integrations.labelers import cores, estimator, graph, kernel, selftrain
from vermeil.integrations.labelers.forest import Forest
from vermeil.integrations.labelers.lesson import Lesson, Paid

if TYPE_CHECKING:
    from vermeil.integrations.labelers.finetune import Images

Array = NDArray[Any]
Chances = tuple[Array, Array]
DIMS, GRAPH_DIMS = MANY, 48  #: principal components kept for heads, and for distances in the graph
FOLDS = 5
SAMPLE = 10_000  #: items from which scales and axes are taken


def check_finetuned(images: Sequence[bytes | Path | str] | None) -> None:
    """BadInput where there are no `images` to learn from; TorchMissing where PyTorch is not installed."""
    if images is None:
        raise BadInput('The labeler "finetuned" learns from images: X must be images.')
    check_torch()


class Bench:
    """Trains labelers on one data set's features (n_items, d); what they share is made once and kept."""

    def __init__(
        self,
        features: Array,
        own: Mapping[str, Any] | None = None,
        paid: Mapping[str, Paid] | None = None,
        images: Sequence[bytes | Path | str] | None = None,
        only: int | None = None,
    ) -> None:
        """Beside the built-in ones, by name: `own` scikit-learn classifiers, and those `paid` by the item.

        `images` (n_items,), where the items are images: the files, or their bytes, that "finetuned" sees.
        `only`: the one class that a machine can give; every item gets it, with the chance that it is right.
        """
        self.features, self.images = np.asarray(features, np.float32), images
        self.own, self.paid, self.only = dict(own or {}), dict(paid or {}), only
        self._prepared = 0.0  # seconds, charged to what is trained next
        self._kept: dict[tuple[bytes, bytes, int], Chances] = {}  # the kernel's, alone and in the blend
        self._one_kernel = threading.Lock()  # whoever comes second takes what the first has made

    def prepare(self, labelers: Iterable[str]) -> None:
        """Make what these labelers share, while there is time; else it is made when the first one trains."""
        started = time.perf_counter()
        wanted = set(labelers) - self.own.keys() - self.paid.keys()
        _ = self._spaces if wanted else None
        _ = self._neighbours if {"blend", "graph"} & wanted else None
        _ = self._few if {"forest", "boosted"} & wanted else None
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
        told = self.train_all((name,), labels, random, n_classes=n_classes, seed=seed, first=first)[0]
        if isinstance(told, Failed):
            raise LabelerFailed(told.reason, told.paid)
        return told

    def train_all(
        self,
        names: Sequence[str],
        labels: Array,
        random: Array,
        *,
        n_classes: int,
        seed: int = 0,
        first: Array | None = None,
        whole: bool = False,
        most: float | None = None,
    ) -> list[Trained | Failed]:
        """`train` for several labelers at the same time, on the cores there are: the same events, in order.

        What they charge together is the time that the machine was busy with them. Those that are paid for
        each item predict a sample, or the `whole` pool, for equal shares of `most`; one of them that cannot
        is told as `Failed`.
        """
        known = labels >= 0 if first is None else (labels >= 0) & (first == np.arange(labels.size))
        items = np.flatnonzero(known)
        part = np.flatnonzero(random[items])
        fold = np.full(items.size, -1)
        fold[part] = folds(items[part], min(FOLDS, max(part.size, 1)), seed)
        lesson = Lesson(items, labels[items], n_classes, fold, seed, np.flatnonzero(labels < 0))
        each = None if most is None else most / max(len(self.paid.keys() & set(names)), 1)
        self.prepare(names)
        began = time.perf_counter()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # a rough fit is still judged out of fold
            told = self._all_told(names, lambda name: self._told(name, lesson, part, whole, each))
        busy = time.perf_counter() - began
        return self._charged(told, busy)

    def _all_told(
        self, names: Sequence[str], tell: Callable[[str], Trained | Failed]
    ) -> list[Trained | Failed]:
        """What each labeler tells; somebody's own classifiers one by one: they may not bear threads."""
        ours = [name for name in names if name not in self.own]
        told = dict(zip(ours, cores.each(tell, ours), strict=True))
        return [told[name] if name in told else tell(name) for name in names]

    def _charged(self, told: list[Trained | Failed], busy: float) -> list[Trained | Failed]:
        """Their seconds, so that they sum to those that the machine was `busy`; what was prepared on top."""
        alone = sum(one.seconds for one in told if isinstance(one, Trained))
        charged: list[Trained | Failed] = []
        for one in told:
            if isinstance(one, Failed):
                charged.append(one)
                continue
            seconds = one.seconds * min(busy / alone, 1.0) + self._prepared
            self._prepared = 0.0
            charged.append(replace(one, seconds=seconds))
        return charged

    def _told(
        self, name: str, lesson: Lesson, part: Array, whole: bool, most: float | None
    ) -> Trained | Failed:
        started = time.perf_counter()
        if name in self.paid:
            try:
                some = self.paid[name].predict(lesson, part, whole=whole, most=most)
            except LabelerFailed as failure:
                return Failed(name, str(failure), failure.paid)
            seconds = time.perf_counter() - started
            event = trained(name, seconds, some.chances, lesson.items[some.part], some.left_out)
            event = partly(event, len(self.features), some.items)
            return replace(event, paid=some.paid, ahead=some.ahead)
        everything, left_out = self._chances(name, lesson)
        if self.only is not None:
            everything, left_out = foremost(everything, self.only), foremost(left_out, self.only)
        seconds = time.perf_counter() - started
        return trained(name, seconds, everything, lesson.items[part], left_out[part])

    def _chances(self, name: str, lesson: Lesson) -> Chances:
        if np.unique(lesson.labels).size <= 1:
            return self._constant(lesson)
        if name in self.own:
            return estimator.chances(self.own[name], self.features, lesson)
        families: dict[str, Callable[[Lesson], Chances]] = {
            "kernel": self._kernel,
            "graph": self._graph,
            "blend": self._blend,
            "logistic": self._logistic,
            "forest": self._forest,
            "self": lambda lesson: selftrain.chances(self._spaces, lesson),
            "boosted": self._boosted,
            FINETUNED: self._finetuned,
        }
        if name not in families:
            known = ", ".join([*families, *self.own, *self.paid])
            raise BadInput(f"There is no labeler {name!r}; there are {known}.")
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

    def _finetuned(self, lesson: Lesson) -> Chances:
        other, one = self._network.chances(lesson), self._kernel(lesson)
        return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2

    def _logistic(self, lesson: Lesson) -> Chances:
        model = LogisticRegression(C=0.1, max_iter=200)
        return estimator.chances(model, self._spaces[1], lesson, at_once=True)

    def _forest(self, lesson: Lesson) -> Chances:
        return estimator.chances(Forest(seed=lesson.seed), self._few, lesson, at_once=True)

    def _boosted(self, lesson: Lesson) -> Chances:
        model = HistGradientBoostingClassifier(
            max_iter=60,
            learning_rate=0.15,
            min_samples_leaf=5,
            early_stopping=False,
            random_state=lesson.seed,
        )
        return estimator.chances(model, self._few, lesson)

    @cached_property
    def _network(self) -> "Images":
        check_finetuned(self.images)
        from vermeil.integrations.labelers.finetune import Images  # noqa: PLC0415 - needs an extra

        return Images(self.images or ())

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
        if self.features.shape[1] <= FEW:
            return self.features
        return np.ascontiguousarray(self._spaces[0][:, :FEW])

    @cached_property
    def _neighbours(self) -> sp.csr_array:
        return graph.build(self._spaces[0][:, :GRAPH_DIMS])
