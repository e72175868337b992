"""ActiveLab (cleanlab) beside our choice of further votes, on CIFAR-10H with the model's scores known.

Needs cleanlab, which is no dependency: in an environment of its own with `pip install -e . cleanlab`,
PYTHONPATH=src:. python -m benchmarks.cost.people.peer_again    # raw lines in results/people/peer_again.jsonl

The same pilots, votes and orders as in `again`. ActiveLab gets the model's scores, three votes on each item
of the pilot (not its truth) and one on every other; then 2 % of the others, those it scores lowest, get their
next vote, and it scores anew; three votes an item at most. Its labels are CROWDLAB's. Who answered is not
known, so the votes of an item are dealt to three annotators in turn.
"""

import importlib
import json
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.cost.people import again, careful
from benchmarks.cost.people.report import RESULTS

Array = NDArray[Any]
SEEDS, STEPS, STEP = 20, 20, 0.02
SHOWN = (0, 1, 2, 3, 4, 5, 7, 10, 15, 20)  #: steps that are kept


def rows(pool: careful.Careful, seed: int) -> Iterator[dict[str, Any]]:
    """One line for each step that is kept."""
    kit = importlib.import_module("cleanlab.multiannotator")
    pilot, rest, _ = again.parts(again.careful(pool, seed, machine=True), seed)
    votes, scores = (np.concatenate([getattr(pilot, x), getattr(rest, x)]) for x in ("votes", "scores"))
    first, (n, most) = pilot.truth.size, votes.shape
    bought = np.where(np.arange(n) < first, most, 1)
    for step in range(STEPS + 1):
        said = _dealt(votes, bought)
        if step in SHOWN:
            labels = _labels(kit, said, scores)[first:]
            yield {
                "seed": seed,
                "votes": round(float(bought[first:].mean()), 6),
                "error": round(float((labels != rest.truth).mean()), 6),
            }
        worth, _ = kit.get_active_learning_scores(said, scores)
        open_ = np.flatnonzero(bought < most)
        bought[open_[np.argsort(worth[open_], kind="stable")[: int(STEP * rest.truth.size)]]] += 1


def _dealt(votes: Array, bought: Array) -> Array:
    """(n, 3) the first `bought` votes of each item, each in the column of its annotator; else NaN."""
    n, most = votes.shape
    said = np.full((n, most), np.nan)
    for k in range(most):
        rows_ = np.flatnonzero(k < bought)
        said[rows_, (k + rows_) % most] = votes[rows_, k]
    return said


def _labels(kit: Any, said: Array, scores: Array) -> Array:  # noqa: ANN401 - a module that may not be there
    found = kit.get_label_quality_multiannotator(
        said, scores, verbose=False, return_detailed_quality=False, return_annotator_stats=False
    )
    labels: Array = found["label_quality"]["consensus_label"].to_numpy()
    return labels


def main() -> None:
    """All seeds."""
    pool = careful.load()
    lines = []
    for seed in range(SEEDS):
        for row in rows(pool, seed):
            lines.append(json.dumps(row))
            print(lines[-1], flush=True)
    (RESULTS / "peer_again.jsonl").write_text("\n".join([*lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
