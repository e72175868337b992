"""Our consensus beside crowd-kit's, on the crowd sets: the contract, and the time it takes.

Needs crowd-kit, which is no dependency: in an environment of its own with `pip install -e . crowd-kit`,
PYTHONPATH=src:. python -m benchmarks.cost.people.peer        # raw lines in results/people/peer.jsonl
"""

import importlib
import json
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.cost.people import crowd
from benchmarks.cost.people.report import RESULTS
from vermeil.core.judge import consensus as judge
from vermeil.core.judge.agreement import krippendorff
from vermeil.core.judge.votes import Votes

Array = NDArray[Any]
ROUNDS = 200


def rows(name: str) -> Iterator[dict[str, Any]]:
    """One line for each method on one set: both without a prior, `ROUNDS` rounds."""
    votes, truth = crowd.load(name)
    table = importlib.import_module("pandas").DataFrame(
        {"task": votes.item, "worker": votes.worker, "label": votes.label}
    )
    kit = importlib.import_module("crowdkit.aggregation")
    alpha = importlib.import_module("crowdkit.metrics.data").alpha_krippendorff
    yield {
        "set": name,
        "method": "alpha",
        "ours": krippendorff(votes),
        "theirs": float(alpha(table)),
    }
    for title, ours, theirs in (
        ("Dawid-Skene", judge.dawid_skene, kit.DawidSkene),
        ("one coin", judge.one_coin, kit.OneCoinDawidSkene),
    ):
        found, seconds = _timed(partial(_ours, ours, votes))
        other, others = _timed(partial(_theirs, theirs, table, votes))
        known = truth != judge.UNKNOWN
        yield {
            "set": name,
            "method": title,
            "ours": float((found.argmax(axis=1) == truth)[known].mean()),
            "theirs": float((other.argmax(axis=1) == truth)[known].mean()),
            "largest_difference": float(np.abs(found - other)[np.unique(votes.item)].max()),
            "seconds": seconds,
            "their_seconds": others,
        }


def _ours(method: Callable[..., judge.Consensus], votes: Votes) -> Array:
    return method(votes, strength=0.0).posterior


def _theirs(method: Callable[..., Any], table: object, votes: Votes) -> Array:
    shares = method(n_iter=ROUNDS, tol=-1e9).fit_predict_proba(table)
    return np.asarray(
        shares.reindex(index=range(votes.n_items), columns=range(votes.n_classes), fill_value=0.0)
    )


def _timed(work: Callable[[], Array]) -> tuple[Array, float]:
    began = time.perf_counter()
    return work(), time.perf_counter() - began


def main() -> None:
    """Every set; our rounds run to their end too."""
    vars(judge).update(ROUNDS=ROUNDS, STILL=-1.0)
    lines = []
    for name in crowd.names():
        for row in rows(name):
            lines.append(json.dumps(row))
            print(lines[-1], flush=True)
    (RESULTS / "peer.jsonl").write_text("\n".join([*lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
