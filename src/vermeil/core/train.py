"""What a labeler must offer: probabilities for every item, and out of fold for the random part."""

import math
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.plan.events import Trained
from vermeil.core.plan.recipe import RUNNERS

Array = NDArray[Any]
ROWS = 8192  #: packed at once
STEPS = 300  #: to the best sigmoid


def trained(labeler: str, seconds: float, chances: Array, part: Array, part_chances: Array) -> Trained:
    """Pack `chances` (n_items, n_classes) and out-of-fold `part_chances` (p, n_classes) of items `part` (p,).

    Rows are made to sum to 1; only what planning needs is kept: 16 bytes an item, and 2 a runner-up.
    """
    every, left_out = packed(chances), packed(part_chances)
    return Trained(
        labeler,
        seconds,
        *every,
        np.asarray(part, np.int64),
        *left_out,
        runners=runners(chances, every[0]),
        part_runners=runners(part_chances, left_out[0]),
    )


def partly(event: Trained, n_items: int, items: Array) -> Trained:
    """The event of all `n_items`, where `event` tells only of `items` (m,): the others have the label -1."""
    label, top, margin, entropy = np.full(n_items, -1, np.int32), *np.zeros((3, n_items), np.float32)
    label[items], top[items], margin[items], entropy[items] = (
        event.label,
        event.top,
        event.margin,
        event.entropy,
    )
    after = np.full((n_items, event.runners.shape[1]), -1, np.int16)
    after[items] = event.runners
    return replace(event, label=label, top=top, margin=margin, entropy=entropy, runners=after)


def packed(chances: Array) -> tuple[Array, Array, Array, Array]:
    """(label int32, top, margin, entropy float32) of each row of `chances`; ties go to the lower class.

    In pieces that stay in the cache, so that `chances` may be a file mapped into memory.
    """
    label = np.empty(len(chances), np.int32)
    top, margin, entropy = (np.empty(len(chances), np.float32) for _ in range(3))
    for start in range(0, len(chances), ROWS):
        rows = slice(start, start + ROWS)
        given = np.asarray(chances[rows], np.float32)
        p = np.maximum(given.T, 1e-9, order="C")  # a class a row: what follows runs along the items
        p /= p.sum(axis=0)
        label[rows], top[rows], second = _best_two(p)
        margin[rows] = top[rows] - second
        entropy[rows] = -(p * np.log(p)).sum(axis=0)
    return label, top, margin, entropy


def foremost(chances: Array, kind: int) -> Array:
    """`chances` (n, n_classes) by which `kind` is the likeliest of every row, in the order that it had."""
    sure = (1 + chances[:, kind]) / 2
    found = np.repeat(((1 - sure) / (chances.shape[1] - 1))[:, None], chances.shape[1], axis=1)
    found[:, kind] = sure
    return found


def runners(chances: Array, label: Array) -> Array:
    """(n, at most `RUNNERS`) int16: the likeliest classes of each row after `label` (n,), in turn.

    Without the last one: who has refused all others needs no suggestion.
    """
    found = np.empty((len(chances), max(min(RUNNERS, chances.shape[1] - 2), 0)), np.int16)
    for start in range(0, len(chances), ROWS):
        rows = slice(start, start + ROWS)
        left, best = np.array(chances[rows], np.float32), label[rows]
        row = np.arange(len(left))
        for turn in range(found.shape[1]):
            left[row, best] = -1
            best = left.argmax(axis=1)
            found[rows, turn] = best
    return found


def _best_two(p: Array) -> tuple[Array, Array, Array]:
    """(n,) each: the largest row of every column of `p`, its value, and the second largest value."""
    first, second = p[0].copy(), np.zeros_like(p[0])
    best = np.zeros(first.size, np.min_scalar_type(len(p)))  # the fewest bytes that can count the classes
    for number, one in enumerate(p[1:], 1):
        np.maximum(best, (one > first) * best.dtype.type(number), out=best)
        np.maximum(second, np.minimum(first, one), out=second)
        np.maximum(first, one, out=first)
    return best, first, second


def calibrated(top: Array, part_top: Array, right: Array) -> Array:
    """(n,) how often a labeler that gives its label the chance `top` (n,) is right, learned out of fold.

    `part_top` (p,) are its chances where it is known whether it was `right` (p,) bool; where nothing is
    known it is believed. A sigmoid on the logarithm of the odds (Platt, "Probabilistic outputs for support
    vector machines", 1999, with his targets), whose slope is drawn to 1 and cannot be negative: with few
    examples it corrects how sure the labeler is on the whole, with more how that depends on `top`.
    """
    if not right.size:
        return np.asarray(top, np.float64)
    seen = np.stack([_odds(part_top), np.ones(right.size)], axis=1)
    good = int(right.sum())
    target = np.where(right, (good + 1) / (good + 2), 1 / (right.size - good + 2))
    # no curvature is larger than this: steps with it never overshoot (Boehning and Lindsay 1988)
    bend = seen.T @ seen / 4 + np.diag([1, 1e-9])
    line = np.array([1.0, 0.0])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-seen @ line))
        slope = seen.T @ (chance - target) + [line[0] - 1, 0]
        line = np.maximum(line - np.linalg.solve(bend, slope), [0, -np.inf])
    made: Array = 1 / (1 + np.exp(-(line[0] * _odds(top) + line[1])))
    return made


def share(right: int, of: int) -> tuple[float, float]:
    """A 95 % interval of a chance that was seen `right` times `of` so many (Wilson 1927)."""
    mid, z = right / of, 1.96
    centre = (mid + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * math.sqrt(mid * (1 - mid) / of + z * z / (4 * of * of))
    return max(centre - half, 0.0), min(centre + half, 1.0)


def _odds(chance: Array) -> Array:
    """The logarithm of the odds, kept finite."""
    inside = np.clip(np.asarray(chance, np.float64), 1e-6, 1 - 1e-6)
    odds: Array = np.log(inside / (1 - inside))
    return odds


def folds(part: Array, count: int, seed: int) -> Array:
    """(p,) the fold of each item of the random part, balanced, the same for the same seed."""
    order = np.random.default_rng([seed, part.size]).permutation(part.size)
    assigned: Array = order % count
    return assigned
