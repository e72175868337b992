"""A test set that trains nothing, in place of out-of-fold evidence: the switch `test_set`, as in MCAL."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.plan.events import Trained
from vermeil.core.plan.state import UNASKED, State

Array = NDArray[Any]


def taught(state: State) -> Array:
    """(n_items,) the people's labels that labelers may learn from: all but those of the test set.

    An answer that is no class (`Setup.answers`) is taught as the last class, "otherwise".
    """
    labels = np.minimum(state.labels, state.setup.n_classes - 1)
    if not state.setup.recipe.test_set:
        return labels
    first = state.setup.first
    return np.where(np.isin(first, first[state.random]), UNASKED, labels)


def judged(state: State, event: Trained) -> Trained:
    """What a labeler tells, its evidence taken from the test set where there is one."""
    if not state.setup.recipe.test_set:
        return event
    part = np.flatnonzero(state.random & (state.labels != UNASKED))
    return replace(
        event,
        part=part,
        part_label=event.label[part],
        part_top=event.top[part],
        part_margin=event.margin[part],
        part_entropy=event.entropy[part],
        part_runners=event.runners[part] if len(event.runners) else event.runners,
    )
