"""How long it takes to choose 1,000 of 1,000,000 items with 384 features in a file, typical or doubtful.

`python -m benchmarks.speed.engine.choosing`, in a process of its own.
"""

import json
import tempfile
import time
from pathlib import Path

import numpy as np

from benchmarks.speed.engine.peers import write
from benchmarks.speed.house import peak_mb
from vermeil.core.plan import choose
from vermeil.core.plan.events import Trained

ITEMS, WIDTH, COUNT = 1_000_000, 384, 1_000


def main() -> dict[str, float]:
    """Seconds of each, and the peak of memory in MB."""
    rng, among = np.random.default_rng(0), np.arange(ITEMS)
    with tempfile.TemporaryDirectory(prefix="vermeil-bench-") as folder:
        write(ITEMS, Path(folder))
        features = np.memmap(Path(folder) / "features", np.float32, "r", shape=(ITEMS, WIDTH))
        margin = rng.random(ITEMS, np.float32)
        before = time.process_time()
        typical = choose.typical(features, among, COUNT, rng)
        between = time.process_time()
        told = Trained("one", 0.0, among, margin, margin, margin, *5 * [among[:0]])
        look = choose.Look(features=features, among=among, known=among[:0], told=told, near=2.0, rng=rng)
        doubtful = choose.batch("diverse", look, COUNT)
        after = time.process_time()
    assert np.unique(typical).size == np.unique(doubtful).size == COUNT
    return {"typical": between - before, "doubtful": after - between, "peak_mb": peak_mb("self")}


if __name__ == "__main__":
    print(json.dumps(main()))
