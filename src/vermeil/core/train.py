"""What a labeler must offer: probabilities for every item, and out of fold for the random part."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.plan.events import Trained

Array = NDArray[Any]


def trained(labeler: str, seconds: float, chances: Array, part: Array, part_chances: Array) -> Trained:
    """Pack `chances` (n_items, n_classes) and out-of-fold `part_chances` (p, n_classes) of items `part` (p,).

    Rows are made to sum to 1; only what planning needs is kept: 16 bytes an item.
    """
    label, top, margin, entropy = packed(chances)
    return Trained(
        labeler, seconds, label, top, margin, entropy, np.asarray(part, np.int64), *packed(part_chances)
    )


def packed(chances: Array) -> tuple[Array, Array, Array, Array]:
    """(label int32, top, margin, entropy float32) of each row of `chances`; ties go to the lower class."""
    p = np.maximum(np.asarray(chances, np.float32), 1e-9)
    p /= p.sum(axis=1, keepdims=True)
    label = p.argmax(axis=1).astype(np.int32)
    two = np.partition(p, p.shape[1] - 2, axis=1)[:, -2:]
    entropy = -np.einsum("ij,ij->i", p, np.log(p))
    return label, two[:, 1].copy(), two[:, 1] - two[:, 0], entropy


def folds(part: Array, count: int, seed: int) -> Array:
    """(p,) the fold of each item of the random part, balanced, the same for the same seed."""
    order = np.random.default_rng([seed, part.size]).permutation(part.size)
    assigned: Array = order % count
    return assigned
