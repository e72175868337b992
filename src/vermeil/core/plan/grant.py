"""What a recipe leaves to the machine of the items that an audit certifies: all of them, or fewer.

Fewer are always as safe: the certificate covers every threshold up to the one that the audit passed.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.certify.audit import Plan, floor
from vermeil.core.certify.bound import at_most, counts, thresholds
from vermeil.core.plan.recipe import Recipe
from vermeil.core.plan.state import Setup

Array = NDArray[Any]
ROOM = 1.5  #: a bound on the machine's part is first tested where so many times the fewest audited fall


def granted(setup: Setup, plan: Plan, ranks: Array, wrong: Array, count: int) -> int:
    """How many of `count` certified items the machine labels: audited `ranks` (m,) were `wrong` (m,)."""
    if setup.recipe.bound == "machine":
        grid = thresholds(plan.pool)
        audited, errors = counts(grid, ranks, wrong)
        limit = limits(setup.recipe, grid, plan.allowed, setup.n_items)
        free = untested(setup.recipe, np.array([plan.size]), plan.pool, plan.allowed, plan.delta)[0]
        passed = (grid <= free) | (at_most(errors, grid, limit + 1, audited) <= plan.delta)
        last = grid.size if passed.all() else int(np.argmin(passed))
        count = min(count, int(grid[last - 1])) if last and grid[last - 1] > free else 0
    return int(stepped(setup.recipe, np.array(count), plan.pool))


def limits(recipe: Recipe, t: Array, allowed: int, items: int) -> Array:
    """(k,) how many of the first `t` (k,) may be wrong, when `allowed` of all `items` may be."""
    if recipe.bound == "set":
        return np.full(t.shape, allowed)
    return np.floor(allowed * t / items).astype(int)


def untested(recipe: Recipe, sizes: Array, pool: int, allowed: int, delta: float) -> Array:
    """(k,) the first so many items of the pool are not tested by themselves, for each size (k,) of an audit.

    With a bound on the whole set they are as many as may be wrong. With one on the machine's part a first
    item that is wrong would break it, and no audit can show that it is right: so the walk begins where enough
    audited items fall for a test to pass. Where it begins is fixed before the draw, so its level holds.
    """
    if recipe.bound == "set":
        return np.full(sizes.shape, allowed)
    least = ROOM * floor((allowed + 1) / max(pool, allowed + 2), delta)
    return np.minimum(least / np.maximum(sizes, 1), 1) * pool


def stepped(recipe: Recipe, count: Array, pool: int) -> Array:
    """`count` of the `pool`, brought down to the threshold before it."""
    if not recipe.steps:
        return count
    below: Array = np.ceil(np.floor(count / pool * recipe.steps + 1e-9) * pool / recipe.steps - 1e-9)
    return np.minimum(below, count)
