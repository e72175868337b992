"""From the last answer to the re-ranked queue: `python -m benchmarks.speed.engine.rerank 100000 384`.

A campaign on made-up features (ten classes, three clusters each, in Gaussian noise), in a process of its
own, its features ready. In every round all answers but one are there; the clock runs from that last answer
until the engine says what to ask next: every labeler in the race trained on all labels, every item predicted
again, and the queue put in order. Seconds on the clock, and seconds of all processors beside them, the best
of several campaigns: they are the same but for what else the machine does.
"""

import json
import os
import sys
import time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.model import Prices, Target
from vermeil.core.plan.campaign import (
    Answered,
    Ask,
    Pool,
    Setup,
    State,
    Train,
    begin,
    decide,
    missing_labelers,
    observe,
    taught,
)
from vermeil.core.plan.entrants import usual
from vermeil.integrations.labelers import Bench

Array = NDArray[Any]
CLASSES, CLUSTERS = 10, 3
FALL = 20  #: the noise is halved in its strength by the 60th number: features have few strong directions
ROUNDS, TIMES = 3, 3
FADED = 0.3  #: how far clusters lie from one another, in noise


def main(items: int, width: int) -> dict[str, Any]:
    """Of each round: labels, seconds on the clock, seconds of the processors, what labelers got right."""
    features, truth = _made(items, width)
    told = [_campaign(features, truth) for _ in range(TIMES)]
    rounds = [
        one[0] | {name: min(row[name] for row in one) for name in ("seconds", "processor")}
        for one in zip(*told, strict=True)
    ]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {"items": items, "features": width, "cores": cores, "rounds": rounds}


def _campaign(features: Array, truth: Array) -> list[dict[str, Any]]:
    items = truth.size
    names = usual(items, CLASSES, features.shape[1])
    setup = Setup(
        n_items=items, n_classes=CLASSES, target=Target(0.01), prices=Prices(), labelers=names, seed=1
    )
    bench, pool, state = Bench(features), Pool(features), begin(setup)
    rounds: list[dict[str, Any]] = []
    bench.prepare(names)
    decision = decide(state, pool)
    while isinstance(decision, Ask) and len(rounds) < ROUNDS:
        state = observe(state, decision)
        most, last = decision.items[:-1], decision.items[-1:]
        state = observe(state, Answered(most, truth[most]))
        clock, busy = time.perf_counter(), time.process_time()
        state, decision = _ranked(observe(state, Answered(last, truth[last])), pool, bench)
        spent = {"seconds": time.perf_counter() - clock, "processor": time.process_time() - busy}
        told = {one.labeler: float((one.label == truth).mean()) for one in state.trained}
        rounds.append({"labels": int((state.labels >= 0).sum()), "right": told} | spent)
    return rounds


def _ranked(state: State, pool: Pool, bench: Bench) -> tuple[State, Any]:
    """What the engine wants next, once every labeler in the race has learned from the answers."""
    decision = decide(state, pool)
    assert isinstance(decision, Train)
    state = observe(state, decision)
    setup = state.setup
    told = bench.train_all(
        missing_labelers(state), taught(state), state.random, n_classes=CLASSES, seed=setup.seed
    )
    for event in told:
        state = observe(state, event)
    return state, decide(state, pool)


def _made(items: int, width: int) -> tuple[Array, Array]:
    """(items, width) float32 features, and the class of each."""
    rng = np.random.default_rng(width)
    truth = rng.integers(CLASSES, size=items).astype(np.int32)
    centres = FADED * rng.standard_normal((CLASSES, CLUSTERS, width), np.float32)
    features = centres[truth, rng.integers(CLUSTERS, size=items)]
    features += rng.standard_normal((items, width), np.float32)
    return features / np.sqrt(1 + np.arange(width, dtype=np.float32) / FALL), truth


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
