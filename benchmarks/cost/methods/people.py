"""People only: every item is labelled by hand. Nothing to tune."""

import numpy as np

from benchmarks.cost.world import Ending, World


def run(world: World) -> Ending:
    """Ask about everything."""
    return Ending(world.ask(np.arange(world.n), "rest"), 0, certified=True)
