"""Which items the machine would label, most trusted first; and the outcome once the audit has spoken."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.plan.state import UNASKED, State

Array = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """The label of every item and where it came from."""

    labels: Array  #: (n_items,) int32; -1: people could not say, or nobody was asked
    source: Array  #: (n_items,) str: "human", "machine" or "none"
    confidence: (
        Array  #: (n_items,) float32: 1 for the reference; for others, 1 - the believed chance of error
    )


def order(doubt: Array, seed: int) -> Array:
    """Indices of `doubt` (n,), least doubtful first; ties in an order that is random but fixed by `seed`."""
    shuffled = np.random.default_rng([seed, doubt.size]).permutation(doubt.size)
    return shuffled[np.argsort(doubt[shuffled], kind="stable")]


def outcome(state: State) -> Outcome:
    """The outcome of a campaign, finished or not."""
    people, machine = state.labels != UNASKED, state.machine != UNASKED
    labels = np.where(people, state.labels, np.where(machine, state.machine, -1)).astype(np.int32)
    source = np.where(people, "human", np.where(machine, "machine", "none"))
    return Outcome(labels, source, np.where(people | machine, 1 - state.doubt, 0).astype(np.float32))
