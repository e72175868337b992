"""What to ask next: typical items first, doubtful and diverse ones later, always with a random share."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
CROWD = 20_000  #: items that clusters are sought among
NEAR = 2  #: candidates for each item of a doubtful batch
RANDOM = 0.15  #: share of every batch but the first that joins the random part


def typical(features: Array, among: Array, count: int, rng: np.random.Generator) -> Array:
    """`count` of the items `among` (k,), each nearest to the centre of one cluster of `features` (n, d)."""
    if among.size <= count:
        return among
    crowd = np.sort(rng.choice(among, min(CROWD, among.size), replace=False))
    points = _scaled(features[crowd])
    centres = points[spread(points, count, rng)]
    for _ in range(8):
        nearest = _squared(points, centres).argmin(axis=1)
        member = (nearest == np.arange(count)[:, None]).astype(np.float32)
        sums, sizes = member @ points, member.sum(axis=1, keepdims=True)
        centres = np.where(sizes > 0, sums / np.maximum(sizes, 1), centres)
    return np.unique(crowd[_squared(centres, points).argmin(axis=1)])


def doubtful(features: Array, among: Array, margin: Array, count: int, rng: np.random.Generator) -> Array:
    """`count` of the items `among` (k,) with small `margin` (k,), far apart (k-means++ over the smallest)."""
    if among.size <= count:
        return among
    wanted = min(NEAR * count, among.size - 1)
    candidates = among[np.sort(np.argpartition(margin, wanted)[:wanted])]
    return candidates[spread(_scaled(features[candidates]), count, rng)]


def thinned(stay: Array, part: Array, margin: Array, share: float) -> Array:
    """How much each item of the random part speaks for the pool, after doubtful ones were picked from it.

    `stay` (n_items,) before; `part` (p,) the random part with its `margin` (p,) out of fold; `share` of the
    pool was picked. What is hard for good leaves the pool batch by batch, but never the random part: without
    this the forecast would see a pool that is harder than it is.
    """
    order = part[np.argsort(margin, kind="stable")]
    mass = np.cumsum(stay[order])
    stay = stay.copy()
    stay[order[mass <= NEAR * share * mass[-1]]] *= 1 - 1 / NEAR
    return stay


def spread(points: Array, count: int, rng: np.random.Generator) -> Array:
    """(count,) indices of `points` (n, d), each drawn by squared distance to those before (k-means++)."""
    chosen = [int(rng.integers(len(points)))]
    gap = _squared(points, points[chosen])[:, 0]
    for _ in range(count - 1):
        gap[chosen[-1]] = 0
        total = np.cumsum(gap, dtype=float)
        place = int(np.searchsorted(total, rng.random() * total[-1], side="right"))
        if total[-1] <= 0 or place >= len(points):  # all that is left are copies of what was chosen
            place = int(rng.choice(np.setdiff1d(np.arange(len(points)), chosen)))
        chosen.append(place)
        gap = np.minimum(gap, _squared(points, points[place : place + 1])[:, 0])
    return np.array(chosen)


def _scaled(values: Array) -> Array:
    values = values.astype(np.float32)
    scaled: Array = (values - values.mean(axis=0)) / np.maximum(values.std(), 1e-6)
    return scaled


def _squared(a: Array, b: Array) -> Array:
    """(len(a), len(b)) squared distances."""
    squared: Array = np.maximum((a * a).sum(1)[:, None] + (b * b).sum(1) - 2 * (a @ b.T), 0)
    return squared
