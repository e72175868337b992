"""Consensus on real crowd sets: how often it is right, and how far it may be believed."""

import csv
import gzip
import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.cost.data import SHARED
from vermeil.core.judge.agreement import krippendorff
from vermeil.core.judge.belief import pool, weigh
from vermeil.core.judge.consensus import UNKNOWN, Consensus, consensus, dawid_skene, majority, one_coin
from vermeil.core.judge.skill import skills
from vermeil.core.judge.votes import Votes

Array = NDArray[Any]
FOLDER = SHARED / "crowd"
BOOTSTRAPS = 2000
FEW = 20  #: answers on known items below which the share of right ones says little of a worker
METHODS: dict[str, Callable[[Votes], Consensus]] = {
    "majority": majority,
    "one coin": one_coin,
    "Dawid-Skene": dawid_skene,
    "Dawid-Skene, no prior": partial(dawid_skene, strength=0.0),
    "chosen": consensus,
}


def names() -> list[str]:
    """The sets with classes that are there."""
    if not (FOLDER / "index.json").is_file():
        return []
    told = json.loads((FOLDER / "index.json").read_text(encoding="utf-8"))
    return [name for name, one in told.items() if "classes" in one]


def load(name: str) -> tuple[Votes, Array]:
    """The votes of one set and the truth of its items, UNKNOWN where there is none."""
    classes = json.loads((FOLDER / "index.json").read_text(encoding="utf-8"))[name]["classes"]
    said, known = _table(f"{name}.labels.csv.gz"), _table(f"{name}.gold.csv.gz")
    n = int(max(said[:, 0].max(), known[:, 0].max())) + 1
    truth = np.full(n, UNKNOWN)
    truth[known[:, 0]] = known[:, 1]
    workers = int(said[:, 1].max()) + 1
    return Votes.of(*said.T, n_items=n, n_workers=workers, n_classes=len(classes)), truth


def _table(file: str) -> Array:
    with gzip.open(FOLDER / file, "rt", encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        next(rows)
        return np.array([[int(value) for value in row] for row in rows])


def right(found: Consensus, truth: Array) -> Array:
    """(n,) the chance that the label is right; of equally probable classes one is taken by lot."""
    best = found.posterior >= found.posterior.max(axis=1, keepdims=True) - 1e-9
    share: Array = best[np.arange(truth.size), truth] / best.sum(axis=1)
    return share


def interval(values: Array, rng: np.random.Generator) -> list[float]:
    """The middle 95 % of bootstrapped means over items."""
    means = [values[rng.integers(0, values.size, values.size)].mean() for _ in range(BOOTSTRAPS)]
    return [float(x) for x in np.quantile(means, [0.025, 0.975])]


def rows(name: str) -> Iterator[dict[str, Any]]:
    """One line for each method on one set."""
    votes, truth = load(name)
    known = truth != UNKNOWN
    base = right(majority(votes), np.maximum(truth, 0))[known]
    for title, method in METHODS.items():
        found = method(votes)
        hit = right(found, np.maximum(truth, 0))[known]
        rng = np.random.default_rng(votes.item.size)
        yield {
            "set": name,
            "method": title,
            "taken": _taken(votes, found),
            "items": votes.n_items,
            "known": int(known.sum()),
            "workers": int(np.unique(votes.worker).size),
            "votes": int(votes.item.size),
            "classes": votes.n_classes,
            "alpha": krippendorff(votes),
            "accuracy": float(hit.mean()),
            "interval": interval(hit, rng),
            "over_majority": float((hit - base).mean()),
            "over_majority_interval": interval(hit - base, rng),
            "believed_error": float(found.error[known].mean()),
            **_set_right(found, truth),
            **_skill(votes, found, truth),
        }


def _taken(votes: Votes, found: Consensus) -> str:
    """The first method that gives just this."""
    return next(
        title for title, method in METHODS.items() if np.array_equal(method(votes).posterior, found.posterior)
    )


def _set_right(found: Consensus, truth: Array) -> dict[str, float]:
    """Error on one random half of the known items, and what is believed there once weighed on the other.

    Mean over 50 halvings.
    """
    known, told = np.flatnonzero(truth != UNKNOWN), []
    logs = np.log(np.maximum(found.posterior, 1e-10))[None]
    for seed in range(50):
        mixed = np.random.default_rng(seed).permutation(known)
        learn, test = mixed[: known.size // 2], mixed[known.size // 2 :]
        weight = weigh(logs[:, learn], truth[learn])
        belief = pool(logs[:, test], weight)
        wrong = found.labels[test] != truth[test]
        told.append((weight[0], (1 - belief.max(axis=1)).mean(), wrong.mean()))
    weight, believed, wrong = np.mean(told, axis=0)
    return {"weight": float(weight), "weighed_error": float(believed), "weighed_true_error": float(wrong)}


def _skill(votes: Votes, found: Consensus, truth: Array) -> dict[str, float]:
    """How near the skill that is found without any truth comes to the share of right answers with it."""
    there = truth[votes.item] != UNKNOWN
    n = np.bincount(votes.worker[there], minlength=votes.n_workers)
    hits = np.bincount(votes.worker[there], (votes.label == truth[votes.item])[there], votes.n_workers)
    many = n >= FEW
    share, seen = hits[many] / n[many], skills(votes, found.posterior)
    inside = (seen.low[many] <= share) & (share <= seen.high[many])
    gap = seen.share[many] - share
    return {
        "judged_workers": int(many.sum()),
        "skill_gap": float(np.abs(gap).mean()) if many.any() else float("nan"),
        "skill_too_high": float(gap.mean()) if many.any() else float("nan"),
        "skill_inside": float(inside.mean()) if many.any() else float("nan"),
    }
