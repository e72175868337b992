"""What to ask next: typical items first, doubtful and diverse ones later, always with a random share."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
CROWD = 20_000  #: items that clusters are sought among
NEAR = 2  #: candidates for each item of a doubtful batch
BLOCK = 64  #: draws of k-means++ at once
ROWS = 1024  #: whose distances are looked at once: they stay in the cache
RANDOM = 0.15  #: share of every batch but the first that joins the random part


def typical(features: Array, among: Array, count: int, rng: np.random.Generator) -> Array:
    """`count` of the items `among` (k,), one of each cluster of `features` (n, d): nearest to its centre."""
    if among.size <= count:
        return among
    crowd = np.sort(rng.choice(among, min(CROWD, among.size), replace=False))
    points = _scaled(features[crowd])
    centres = points[spread(points, count, rng)]
    for _ in range(8):
        nearest = _nearest(points, centres)
        inside, sizes = np.argsort(nearest, kind="stable"), np.bincount(nearest, minlength=count)
        full, starts = sizes > 0, np.cumsum(sizes) - sizes
        centres[full] = np.add.reduceat(points[inside], starts[full]) / sizes[full, None]
    nearest = _nearest(points, centres)  # of each cluster one: two centres may share their nearest item
    off = ((points - centres[nearest]) ** 2).sum(axis=1)
    order = np.lexsort((off, nearest))
    return np.sort(crowd[order[np.unique(nearest[order], return_index=True)[1]]])


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
    """(count,) indices of `points` (n, d), each drawn by squared distance to those before (k-means++).

    Drawn a block at a time by the distances before the block, and kept with the share of its distance that
    is then left: rejection keeps the law exact, and a block is one product of matrices.
    """
    chosen = [int(rng.integers(len(points)))]
    gap = _squared(points, points[chosen])[:, 0]
    while len(chosen) < count:
        gap[chosen] = 0
        total = np.cumsum(gap, dtype=float)
        if total[-1] <= 0:  # all that is left are copies of what was chosen
            left = np.setdiff1d(np.arange(len(points)), chosen)
            chosen += rng.choice(left, count - len(chosen), replace=False).tolist()
            break
        block = np.searchsorted(total, rng.random(BLOCK) * total[-1], side="right")
        block = np.minimum(block, len(points) - 1)
        was, far, luck = gap[block], _squared(points[block], points), rng.random(BLOCK)
        for i, place in enumerate(block.tolist()):
            if len(chosen) < count and luck[i] * was[i] < gap[place]:
                chosen.append(place)
                np.minimum(gap, far[i], out=gap)
                gap[place] = 0
    return np.array(chosen)


def _scaled(values: Array) -> Array:
    values = values.astype(np.float32)
    scaled: Array = (values - values.mean(axis=0)) / np.maximum(values.std(), 1e-6)
    return scaled


def _nearest(these: Array, those: Array) -> Array:
    """(len(these),) which of `those` is nearest to each."""
    half = (those * those).sum(1) / 2
    pieces = (these[i : i + ROWS] for i in range(0, len(these), ROWS))
    return np.concatenate([(half - piece @ those.T).argmin(axis=1) for piece in pieces])


def _squared(a: Array, b: Array) -> Array:
    """(len(a), len(b)) squared distances."""
    squared: Array = np.maximum((a * a).sum(1)[:, None] + (b * b).sum(1) - 2 * (a @ b.T), 0)
    return squared
