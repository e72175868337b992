"""What a better order of the machine's labels could save.

python -m benchmarks.cost.doubts --data trec,agnews --seeds 4

No campaign: a fifth of the items, drawn at random, is labelled, and the kernel machine labels the rest. Of
the largest part with 5 % of all wrong, in the order of a logistic model of its errors on the random part: how
much of the variance of *being wrong* the order explains, by which an audit that used it could be smaller at
best; what an audit could save that draws more where the doubts are larger; and the part's share of the
items, without and with what two other labelers say of them.
"""

import argparse
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from sklearn.linear_model import LogisticRegression

from benchmarks.cost import data
from vermeil.core.plan.chance import TINY, signals, signals_of
from vermeil.core.plan.events import Trained
from vermeil.integrations.labelers import Bench

Array = NDArray[Any]
SHARE, ERROR = 0.2, 0.05
FOUND = 0.7  #: of the allowed errors are there when an audit is to show that no more are
SLICES = 10
EVIDENCE = 2.7  #: deviance at which 5 % is reached, one-sided
FLOORS = np.linspace(0.1, 1, 10)  #: of the rate at the doubtful end, the rate where the machine is surest
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
        explained, saved, alone, joint = np.mean(seeds, axis=0)
        print(
            f"{name:12} explains {explained:.1%}, weighted saves {saved:.1%}, "
            f"keeps {alone:.1%}, with others {joint:.1%}",
            flush=True,
        )


def _seed(bench: Bench, found: data.Data, seed: int) -> tuple[float, float, float, float]:
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
    doubt = _doubt(own, missed, pool)
    explained, alone = _kept(doubt, wrong, n)
    joint = _doubt(np.column_stack([own, *heard]), missed, np.column_stack([pool, *told_of]))
    return explained, _weighted(doubt, wrong, n), alone, _kept(joint, wrong, n)[1]


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


def _weighted(doubt: Array, wrong: Array, n: int) -> float:
    """The share of an audit that is saved by the best rates slice by slice, larger where doubts are."""
    order = np.argsort(doubt, kind="stable")
    kept = order[: int((np.cumsum(wrong[order]) <= FOUND * ERROR * n).sum())]
    slices = np.array_split(kept, SLICES)
    items, root = np.array([(one.size, np.sqrt(doubt[one].mean())) for one in slices]).T
    errors = np.array([max(wrong[one].sum(), 0.3) for one in slices])
    sizes = [_size(np.maximum(root / root.max(), floor), items, errors, ERROR * n + 1) for floor in FLOORS]
    return float(1 - min(sizes) / sizes[-1])  # the last floor is 1: the same rate everywhere


def _size(shape: Array, items: Array, errors: Array, forbidden: float) -> float:
    """Items drawn by an audit with rates like `shape` that tells `errors` from so many, wherever they are."""

    def short(scale: float) -> float:
        return EVIDENCE - _deviance(np.minimum(shape * scale, 1), errors, forbidden)

    scale = brentq(short, 1e-5, 1 / shape.min()) if short(1 / shape.min()) < 0 else 1 / shape.min()
    return float(items @ np.minimum(shape * scale, 1))


def _deviance(rate: Array, errors: Array, forbidden: float) -> float:
    """Of what is found among `errors` from what would be expected of the likeliest `forbidden` ones."""

    def spread(slope: float) -> Array:
        return errors / (1 - slope / rate)

    steepest = rate.min() * (1 - 1e-9)
    few = float(spread(steepest).sum()) < forbidden
    most = spread(steepest if few else brentq(lambda slope: spread(slope).sum() - forbidden, 0, steepest))
    most[np.argmin(rate)] += forbidden - most.sum()
    return 2 * float((rate * (errors * np.log(errors / most) - errors + most)).sum())


if __name__ == "__main__":
    main()
