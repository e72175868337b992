"""CIFAR-10H: some 51 careful answers to each of 5,000 images, with the scores of a model beside them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.cost.data import SHARED

Array = NDArray[Any]
FILE = SHARED / "images" / "cifar10_test_labels_dev.npz"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Careful:
    """The items in the model's order, most trusted first."""

    truth: Array  #: (n,) the label that CIFAR-10 gives
    plurality: Array  #: (n,) what most of the people said
    counts: Array  #: (n, 10) how many said what
    scores: Array  #: (n, 10) the model's out-of-sample probabilities

    @property
    def machine(self) -> Array:
        """(n,) the model's labels."""
        said: Array = self.scores.argmax(axis=1)
        return said

    def votes(self, items: Array, most: int, rng: np.random.Generator) -> Array:
        """(k, most) answers of different people to each of `items` (k,), drawn from those who answered."""
        upto = self.counts[items].cumsum(axis=1)
        place = np.arange(upto[:, -1].max())
        lot = np.where(place < upto[:, -1:], rng.random((items.size, place.size)), np.inf)
        drawn = np.argsort(lot, axis=1)[:, :most]
        said: Array = (drawn[:, :, None] >= upto[:, None, :]).sum(axis=2)
        return said


def load() -> Careful:
    """All of it; ties in the model's trust are broken at random but the same each time."""
    stored = np.load(FILE)
    scores = stored["cleanlab_pred_probs"].astype(float)
    mixed = np.random.default_rng(len(scores)).permutation(len(scores))
    order = mixed[np.argsort(-scores.max(axis=1)[mixed], kind="stable")]
    counts = stored["cifar10h_counts"].astype(np.int64)[order]
    return Careful(
        truth=stored["original_label"].astype(np.int64)[order],
        plurality=counts.argmax(axis=1),
        counts=counts,
        scores=scores[order],
    )
