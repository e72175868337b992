"""Colander: a score learned to label as much as possible (Vishwakarma et al., "Pearls from Pebbles", 2024).

A network of two layers g(x) and thresholds t are fitted to half of the validation items (calibration) by
maximising smoothed coverage minus `WEIGHT` x smoothed error,

    mean s(A (g(x) - t)) - WEIGHT * mean wrong(x) s(A (g(x) - t)),

s the logistic function; the other half then chooses the thresholds by the rule of TBAL. Here the network
sees what the labeler says of the item (its probabilities in logarithms: the largest, the gap to the second,
the entropy), its predicted class, and the leading principal axes of the features; fitted by L-BFGS from
three starts. With fewer than `FEWEST` calibration items, or none of them wrong, the labeler's margin is
kept.
"""

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from benchmarks.cost.world import Array, World
from vermeil.core.plan.events import Trained

HIDDEN, AXES = 16, 16
STEEP, WEIGHT = 4.0, 10.0
DECAY = 1e-2  #: of the weights
FEWEST = 40
STARTS = 3


def score(world: World, told: Trained, active: Array) -> tuple[Array, Array]:
    """(n,) learned score, and the half of the validation items `active` that may choose thresholds."""
    half = active.size // 2
    mixed = world.rng.permutation(active)
    calibration, judges = mixed[:half], mixed[half:]
    wrong = told.label[calibration] != world.labels[calibration]
    if calibration.size < FEWEST or not wrong.any():
        return told.margin.astype(float), judges
    seen = inputs(world, told)
    weights = fit(seen[calibration], wrong, world.rng)
    return forward(weights, seen)[0], judges


def inputs(world: World, told: Trained) -> Array:
    """(n, d) what the network sees, each column scaled."""
    tiny = 1e-4
    signs = np.column_stack(
        [np.log((told.top + tiny) / (1 - told.top + tiny)), np.log(told.margin + tiny), told.entropy]
    )
    kinds = np.eye(world.data.n_classes)[told.label]
    axes = principal(world)
    whole = np.hstack([signs, axes])
    whole = (whole - whole.mean(axis=0)) / np.maximum(whole.std(axis=0), 1e-9)
    return np.hstack([whole, kinds])


def principal(world: World) -> Array:
    """(n, AXES) the leading axes of the features."""
    key = "colander", "axes"
    if key not in world.memory:
        centred = world.data.features - world.data.features.mean(axis=0)
        values, axes = np.linalg.eigh(centred.T @ centred)
        world.memory[key] = centred @ axes[:, np.argsort(-values)[:AXES]]
    found: Array = world.memory[key]
    return found


def unpacked(weights: Array, width: int) -> tuple[Array, Array, Array, float]:
    """First layer (d, h), its offsets (h,), second layer (h,), and the threshold."""
    cut = width * HIDDEN
    return (
        weights[:cut].reshape(width, HIDDEN),
        weights[cut : cut + HIDDEN],
        weights[cut + HIDDEN : cut + 2 * HIDDEN],
        float(weights[-1]),
    )


def forward(weights: Array, seen: Array) -> tuple[Array, Array]:
    """(n,) scores and (n, h) what the hidden layer says."""
    first, offset, second, _ = unpacked(weights, seen.shape[1])
    hidden = np.tanh(seen @ first + offset)
    return hidden @ second, hidden


def loss(weights: Array, seen: Array, wrong: Array) -> tuple[float, Array]:
    """The objective, to be made small, and its gradient."""
    _, _, second, threshold = unpacked(weights, seen.shape[1])
    g, hidden = forward(weights, seen)
    passes = expit(STEEP * (g - threshold))
    worth = (WEIGHT * wrong - 1.0) / wrong.size
    slope = worth * STEEP * passes * (1 - passes)
    back = np.outer(slope, second) * (1 - hidden**2)
    gradient = np.concatenate([(seen.T @ back).ravel(), back.sum(axis=0), hidden.T @ slope, [-slope.sum()]])
    value = float((worth * passes).sum() + DECAY / 2 * (weights[:-1] ** 2).sum() / wrong.size)
    gradient[:-1] += DECAY * weights[:-1] / wrong.size
    return value, gradient


def fit(seen: Array, wrong: Array, rng: np.random.Generator) -> Array:
    """The best weights of a few starts."""
    size = seen.shape[1] * HIDDEN + 2 * HIDDEN + 1
    starts = [rng.normal(scale=0.3, size=size) for _ in range(STARTS)]
    found = [
        minimize(loss, start, args=(seen, wrong), jac=True, method="L-BFGS-B", options={"maxiter": 300})
        for start in starts
    ]
    best: Array = min(found, key=lambda one: float(one.fun)).x
    return best
