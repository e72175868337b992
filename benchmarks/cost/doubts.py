"""What a better order of the machine's labels could save.

python -m benchmarks.cost.doubts --data trec,agnews --seeds 4

No campaign: a fifth of the items, drawn at random, is labelled, and the kernel machine labels the rest. Of
the largest part with 5 % of all wrong, in the order of a logistic model of its errors on the random part: how
much of the variance of *being wrong* the order explains, by which an audit that used it could be smaller at
best; and its share of the items, without and with what two other labelers say of them.
"""

import argparse
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from benchmarks.cost import data
from vermeil.core.plan.chance import TINY, signals, signals_of
from vermeil.core.plan.events import Trained
from vermeil.integrations.labelers import Bench

Array = NDArray[Any]
SHARE, ERROR = 0.2, 0.05
OTHERS = ("graph", "logistic")


def main() -> None:
    """A line for each data set, means over the seeds."""
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("--data", default="digits,tiles,trashnet,trec,agnews,banking77,fashion-10k,cifar10")
    parser.add_argument("--seeds", type=int, default=4)
    asked = parser.parse_args()
    for name in asked.data.split(","):
        try:
            found = data.load(name, Path.home() / ".cache" / "vermeil-benchmarks")
        except data.Absent as reason:
            print(f"{name}: skipped, {reason}")
            continue
        bench = Bench(found.features)
        seeds = [_seed(bench, found, seed) for seed in range(asked.seeds)]
        explained, alone, joint = np.mean(seeds, axis=0)
        print(f"{name:12} explains {explained:.1%}, keeps {alone:.1%}, with others {joint:.1%}", flush=True)


def _seed(bench: Bench, found: data.Data, seed: int) -> tuple[float, float, float]:
    n = found.truth.size
    known = np.random.default_rng([seed, 7]).permutation(n) < SHARE * n
    labels = np.where(known, found.truth, -1).astype(np.int32)
    told = bench.train_all(("kernel", *OTHERS), labels, known, n_classes=found.n_classes, seed=seed)
    one, *others = (event for event in told if isinstance(event, Trained))
    rest, part = np.flatnonzero(~known), one.part
    wrong, missed = one.label[rest] != found.truth[rest], one.part_label != found.truth[part]
    own, pool = signals(one.part_top, one.part_margin, one.part_entropy), signals_of(one, rest)
    heard = [_against(one.part_label, other.part_label, other.part_top) for other in others]
    told_of = [_against(one.label[rest], other.label[rest], other.top[rest]) for other in others]
    explained, alone = _kept(_doubt(own, missed, pool), wrong, n)
    joint = _doubt(np.column_stack([own, *heard]), missed, np.column_stack([pool, *told_of]))
    return explained, alone, _kept(joint, wrong, n)[1]


def _against(label: Array, said: Array, top: Array) -> Array:
    """(k,): the logit that `label` (k,) is wrong, if one is believed who `said` another, `top` sure."""
    sure = np.log((top + TINY) / (1 - top + TINY))
    return np.where(said == label, -sure, sure)


def _doubt(seen: Array, missed: Array, pool: Array) -> Array:
    if missed.all() or not missed.any():
        return np.zeros(len(pool))
    chances: Array = LogisticRegression(C=1.0, max_iter=500).fit(seen, missed).predict_proba(pool)[:, 1]
    return chances


def _kept(doubt: Array, wrong: Array, n: int) -> tuple[float, float]:
    """(share of the variance of being wrong that is explained, share of the items) of the largest part."""
    order = np.argsort(doubt, kind="stable")
    kept = order[: int((np.cumsum(wrong[order]) <= ERROR * n).sum())]
    known = wrong[kept].any() and doubt[kept].std() > 0
    explained = float(np.corrcoef(wrong[kept], doubt[kept])[0, 1] ** 2) if known else 0.0
    return explained, kept.size / n


if __name__ == "__main__":
    main()
