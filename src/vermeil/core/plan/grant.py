"""What a recipe leaves to the machine of the items that an audit certifies: all of them, or fewer.

Fewer are always as safe: the certificate covers every threshold up to the one that the audit passed.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.certify.audit import Plan, floor
from vermeil.core.certify.bound import at_most, counts, thresholds
from vermeil.core.plan.recipe import Recipe
from vermeil.core.plan.state import Setup

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Limits:
    """How many labels may be wrong, and from where on that is tested."""

    recipe: Recipe
    allowed: int  #: of the whole data set
    items: int  #: in the whole data set
    delta: float

    def at(self, t: Array) -> Array:
        """(k,) how many of the first `t` (k,) may be wrong."""
        if self.recipe.bound == "set":
            return np.full(t.shape, self.allowed)
        most: Array = np.floor(self.allowed * t / self.items).astype(int)
        return most

    def untested(self, sizes: Array, pool: int) -> Array:
        """(k,) the first so many items of the pool are not tested by themselves, for audits of `sizes` (k,).

        With a bound on the whole set they are as many as may be wrong. With one on the machine's part a first
        item that is wrong would break it, and no audit can show that it is right. A test can pass where
        enough audited items fall before it, in all but one draw in forty; the walk begins half-way (in
        logarithms) from there to the end, lest one error end it at once. That place is fixed before the
        draw, so the level holds from there on.
        """
        if self.recipe.bound == "set":
            return np.full(sizes.shape, self.allowed)
        least = floor((self.allowed + 1) / max(self.items, self.allowed + 2), self.delta)
        room = np.sqrt(np.maximum(least + 1 - least**2 / np.maximum(sizes, 1), 0))
        share = (least + 2 + 2 * room) / (sizes + 4)  # solves sizes x - 2 sqrt(sizes x (1 - x)) = least
        first: Array = np.sqrt(np.minimum(share, 1)) * pool - 1
        return first


def granted(setup: Setup, plan: Plan, ranks: Array, wrong: Array, count: int) -> int:
    """How many of `count` certified items the machine labels: audited `ranks` (m,) were `wrong` (m,)."""
    if setup.recipe.bound == "machine":
        limits = Limits(setup.recipe, plan.allowed, setup.n_items, plan.delta)
        free = limits.untested(np.array([plan.size]), plan.pool)[0]
        grid = thresholds(plan.pool)
        audited, errors = counts(grid, ranks, wrong)
        passed = (grid <= free) | (at_most(errors, grid, limits.at(grid) + 1, audited) <= plan.delta)
        last = grid.size if passed.all() else int(np.argmin(passed))
        count = min(count, int(grid[last - 1])) if last and grid[last - 1] > free else 0
    return int(stepped(setup.recipe, np.array(count), plan.pool))


def stepped(recipe: Recipe, count: Array, pool: int) -> Array:
    """`count` of the `pool`, brought down to the threshold before it."""
    if not recipe.steps:
        return count
    below: Array = np.ceil(np.floor(count / pool * recipe.steps + 1e-9) * pool / recipe.steps - 1e-9)
    return np.minimum(below, count)
