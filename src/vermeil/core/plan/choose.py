"""What to ask next: typical items first, then what a metric picks, always with a random share.

A metric is one function of `METRICS`: from what is known of the items to those worth asking. MCAL
(METHOD 1.4) compares margin, entropy, least confidence, k-centre and random; `diverse` is ours.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.plan.events import Trained

Array = NDArray[Any]
CROWD = 20_000  #: items that clusters and centres are sought among
BLOCK = 64  #: draws of k-means++ at once
ROWS = 1024  #: whose distances are looked at once: they stay in the cache


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Look:
    """What a metric picks from, and what it may look at."""

    features: Array  #: (n_items, d) of all items
    among: Array  #: (k,) items that can be asked
    known: Array  #: (l,) items that were asked before
    told: Trained  #: by the best labeler, of all items
    near: float  #: candidates for each item picked, where a metric chooses among candidates
    rng: np.random.Generator


@dataclass(frozen=True, slots=True)
class Metric:
    """How a batch is picked, and how far into the doubtful end of the pool it reaches."""

    pick: Callable[[Look, int], Array]  #: fewer than there are, and at least one: distinct items of `among`
    reach: float | None  #: the doubtful end as a multiple of the batch; inf: the whole pool; None: `near`


def batch(metric: str, look: Look, count: int) -> Array:
    """(count,) items of `look.among` that the `metric` picks; all of them where there are no more."""
    if count < 1 or look.among.size <= count:
        return look.among[: max(count, 0)]
    return METRICS[metric].pick(look, count)


def _diverse(look: Look, count: int) -> Array:
    """Small margins, far apart (k-means++ over the smallest)."""
    wanted = min(int(look.near * count), look.among.size - 1)
    margin = look.told.margin[look.among]
    candidates = look.among[np.sort(np.argpartition(margin, wanted)[:wanted])]
    return candidates[spread(_scaled(look.features[candidates]), count, look.rng)]


def _margin(look: Look, count: int) -> Array:
    """The smallest gap between the two most likely classes (Scheffer, Decomain and Wrobel 2001)."""
    return _first(look, look.told.margin, count)


def _entropy(look: Look, count: int) -> Array:
    """The labeler's probabilities are spread most evenly."""
    return _first(look, -look.told.entropy, count)


def _least_confidence(look: Look, count: int) -> Array:
    """The most likely class is the least likely (Lewis and Gale 1994)."""
    return _first(look, look.told.top, count)


def _k_centre(look: Look, count: int) -> Array:
    """Each the farthest from all that were asked (core-set; Sener and Savarese 2018, Algorithm 1)."""
    crowd = np.sort(look.rng.choice(look.among, min(max(CROWD, count), look.among.size), replace=False))
    points = _scaled(look.features[np.concatenate([crowd, look.known])])
    points, asked = points[: crowd.size], points[crowd.size :]
    gap = np.full(crowd.size, np.inf, np.float32)
    for start in range(0, len(asked), 1000):
        gap = np.minimum(gap, _squared(points, asked[start : start + 1000]).min(axis=1))
    chosen: list[int] = []
    for _ in range(count):
        chosen.append(int(gap.argmax()))
        gap = np.minimum(gap, _squared(points, points[chosen[-1:]])[:, 0])
        gap[chosen[-1]] = -1  # copies have a distance of 0, and are taken last
    picked: Array = crowd[chosen]
    return picked


def _random(look: Look, count: int) -> Array:
    """Uniform."""
    return look.rng.choice(look.among, count, replace=False)


def _first(look: Look, score: Array, count: int) -> Array:
    picked: Array = look.among[np.argsort(score[look.among], kind="stable")[:count]]
    return picked


METRICS = {
    "diverse": Metric(_diverse, None),
    "margin": Metric(_margin, 1),
    "entropy": Metric(_entropy, 1),
    "least_confidence": Metric(_least_confidence, 1),
    "k_centre": Metric(_k_centre, math.inf),
    "random": Metric(_random, math.inf),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How many items a campaign begins with."""

    drawn: int  #: uniformly
    more: int  #: beside them
    tests: int  #: uniformly, for a test set


def seed(
    features: Array, among: Array, sizes: Sizes, rng: np.random.Generator, *, central: bool
) -> tuple[Array, Array]:
    """(items, random) of the first batch, from the items `among` (k,): `random` marks those that measure.

    These are the test set, where there is one; else all that were drawn uniformly. What is asked beside the
    drawn ones is typical where `central`, else drawn too.
    """
    tests = rng.choice(among, sizes.tests, replace=False) if sizes.tests else among[:0]
    among = np.delete(among, np.searchsorted(among, tests))
    drawn = rng.choice(among, sizes.drawn, replace=False)
    rest = np.delete(among, np.searchsorted(among, drawn))
    if central:
        more = typical(features, rest, sizes.more, rng)
    else:
        more = rng.choice(rest, min(sizes.more, rest.size), replace=False)
    measuring = tests.size or drawn.size + (0 if central else more.size)
    items = np.concatenate([tests, drawn, more])
    return items, np.arange(items.size) < measuring


def typical(features: Array, among: Array, count: int, rng: np.random.Generator) -> Array:
    """`count` of the items `among` (k,), one of each cluster of `features` (n, d): nearest to its centre."""
    from scipy.sparse import csr_array  # noqa: PLC0415 - a server must start without scipy

    if among.size <= count:
        return among
    crowd = np.sort(rng.choice(among, min(CROWD, among.size), replace=False))
    points = _scaled(features[crowd])
    centres = points[spread(points, count, rng)]
    place, one = np.arange(crowd.size), np.ones(crowd.size, points.dtype)
    for _ in range(8):
        nearest = _nearest(points, centres)
        sizes = np.bincount(nearest, minlength=count)
        full, inside = sizes > 0, csr_array((one, (nearest, place)), (count, crowd.size))
        centres[full] = (inside @ points)[full] / sizes[full, None]
    nearest = _nearest(points, centres)  # of each cluster one: two centres may share their nearest item
    off = ((points - centres[nearest]) ** 2).sum(axis=1)
    order = np.lexsort((off, nearest))
    return np.sort(crowd[order[np.unique(nearest[order], return_index=True)[1]]])


def thinned(stay: Array, part: Array, margin: Array, share: float, reach: float) -> Array:
    """How much each item of the random part speaks for the pool, after doubtful ones were picked from it.

    `stay` (n_items,) before; `part` (p,) the random part with its `margin` (p,) out of fold; `share` of the
    pool was picked, out of its doubtful end of `reach` times that size. What is hard for good leaves the pool
    batch by batch, but never the random part: without this the forecast would see a pool that is harder than
    it is.
    """
    order = part[np.argsort(margin, kind="stable")]
    mass = np.cumsum(stay[order])
    stay = stay.copy()
    stay[order[mass <= reach * share * mass[-1]]] *= 1 - 1 / reach
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
