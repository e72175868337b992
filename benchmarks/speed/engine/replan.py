"""How long a plan takes, and how much memory: `python -m benchmarks.speed.engine.replan 1000000 384`.

A campaign over so many items of ten classes, three labelers in the race, in a process of its own. What the
labelers predict and the features are files that are mapped into memory. The people are always right.
"""

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.speed.house import peak_mb
from vermeil.core.model import Prices, Target
from vermeil.core.plan.campaign import (
    Accept,
    Answered,
    Ask,
    Drawn,
    Finish,
    Pool,
    Setup,
    State,
    Train,
    begin,
    decide,
    observe,
)
from vermeil.core.plan.outlook import figures, view
from vermeil.core.train import trained

Array = NDArray[Any]
CLASSES = 10
LABELERS = ("one", "two", "three")
MOST = 12  #: rounds, should it not certify before
PIECE = 100_000  #: rows of a file written at once


def main(items: int, width: int) -> dict[str, float]:
    """Seconds of each kind of decision (the slowest of the campaign), and the peak of memory in MB."""
    truth = (np.arange(items) * 7 % CLASSES).astype(np.int32)
    with tempfile.TemporaryDirectory(prefix="vermeil-bench-") as folder:
        scores = _file(Path(folder) / "scores", items, CLASSES, truth)
        pool = Pool(_file(Path(folder) / "features", items, width, truth))
        state = begin(
            Setup(n_items=items, n_classes=CLASSES, target=Target(), prices=Prices(), labelers=LABELERS)
        )
        found = {"items": float(items), "features": float(width)}
        while state.finished is None and state.round < MOST:
            state = _step(state, pool, scores, truth, found)
    found["labels"] = float(state.spent.human_labels)
    found["rounds"] = float(state.round)
    return found | {"peak_mb": peak_mb("self")}


def _step(state: State, pool: Pool, scores: Array, truth: Array, found: dict[str, float]) -> State:
    """One decision and what follows from it."""
    if state.trained and not state.audits and state.stage in {"seed", "learn"}:
        _forecast(state, found)
    before = time.process_time()
    decision = decide(state, pool)
    kind = decision.purpose if isinstance(decision, Ask) else type(decision).__name__.lower()
    seconds = time.process_time() - before
    if seconds >= found.get(kind, 0.0):
        found[kind] = seconds
        if isinstance(decision, Ask):
            found[f"{kind}_items"] = float(decision.items.size)
    state = observe(state, decision)
    match decision:
        case Ask():
            return observe(state, Answered(decision.items, truth[decision.items]))
        case Train():
            part = np.flatnonzero(state.random & (state.labels >= 0))
            for name in decision.labelers:
                event = _timed(
                    found, "pack", lambda name=name: trained(name, 1.0, scores, part, scores[part])
                )
                state = observe(state, event)
            return state
        case Finish() | Accept():
            return state
    return observe(state, Drawn("the entropy of a benchmark"))


def _forecast(state: State, found: dict[str, float]) -> None:
    """What the next decision will do again by itself: nothing of it is kept until then."""
    views = _timed(found, "forecast", lambda: [view(state, one) for one in state.trained])
    _timed(found, "figures", lambda: figures(state, min(views, key=lambda one: one.best.mean)))


def _timed(found: dict[str, float], name: str, do: Any) -> Any:  # noqa: ANN401 - whatever it gives
    before = time.process_time()
    result = do()
    found[name] = max(found.get(name, 0.0), time.process_time() - before)
    return result


def _file(path: Path, items: int, width: int, truth: Array) -> Array:
    """(items, width) float32 on disk, the right class standing out in nine rows of ten, to be read."""
    rng = np.random.default_rng(width)
    with path.open("wb") as written:
        for start in range(0, items, PIECE):
            rows = rng.random((min(PIECE, items - start), width), np.float32) ** 3
            rows[np.arange(len(rows)), truth[start : start + PIECE]] += 8 * rng.random(len(rows), np.float32)
            rows.tofile(written)
    return np.memmap(path, np.float32, "r", shape=(items, width))


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
