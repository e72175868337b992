"""What a metric leaves to the machine, everything else taken away (requirement A9; METHOD 1.4).

python -m benchmarks.cost.metrics --data digits,trashnet --seeds 10

A random start, then batches that grow by half, each picked by one metric alone: no random share, no audit, no
plan. At fixed numbers of labels, and with the truth known: how many of the items that nobody was asked about
could keep the first labeler's label, ordered by margin, with at most the allowed errors in the whole set.
"""

import argparse
import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.cost import data, runs
from benchmarks.cost.ablation import CACHE, RESULTS, load
from benchmarks.cost.ablation_report import runs_of
from benchmarks.cost.world import Array, Terms, World
from vermeil.core.model import Prices, Target
from vermeil.core.plan.choose import METRICS, Look, batch
from vermeil.core.plan.events import Trained

OUT = RESULTS / "metrics"
SHARES = (0.05, 0.10, 0.20)  #: of the items, labelled
START, PER_CLASS = 0.01, 3
GROWTH = 0.5
NEAR = 2.0
KEY = ("data", "encoder", "target", "metric", "seed")


def main() -> None:
    """Run what is not there yet."""
    asked = _options()
    for name in asked.data:
        try:
            found = load(name, asked.cache)
        except data.Absent as reason:
            print(f"{name}: skipped, {reason}")
            continue
        there = {tuple(row[part] for part in KEY) for row in runs_of(OUT)}
        for seed in range(asked.seeds):
            for metric in METRICS:
                if (name, found.encoder, asked.target, metric, seed) in there:
                    continue
                told = list(curve(World(found, Terms(Target(asked.target), Prices(), seed)), metric))
                for row in told:
                    runs.keep(row, OUT)
                shares = ", ".join(f"{100 * row['machine'] / row['items']:.1f}" for row in told)
                print(f"{name:11} {metric:17} seed {seed:2}: machine {shares} %", flush=True)


def curve(world: World, metric: str) -> Iterator[runs.Row]:
    """A line at each of the numbers of labels."""
    goals = [math.ceil(share * world.n) for share in SHARES]
    known = world.draw(min(max(math.ceil(START * world.n), PER_CLASS * world.data.n_classes), goals[0]))
    world.ask(known, "seed")
    while True:
        told = world.train(world.names[0], known)
        if known.size in goals:
            yield _row(world, metric, told)
        more = [goal for goal in goals if goal > known.size]
        if not more:
            return
        look = Look(
            features=world.data.features,
            among=world.open(),
            known=known,
            told=told,
            near=NEAR,
            rng=world.rng,
        )
        picked = batch(metric, look, min(more[0], math.ceil((1 + GROWTH) * known.size)) - known.size)
        world.ask(picked, "learn")
        known = np.concatenate([known, picked])


def machine(order_wrong: Array, allowed: int) -> int:
    """How many of an order can be kept: the most with at most `allowed` wrong, of (k,) wrong or not."""
    return int(np.searchsorted(np.cumsum(order_wrong), allowed, side="right"))


def _row(world: World, metric: str, told: Trained) -> runs.Row:
    still = world.open()
    wrong = told.label[still] != world.data.truth[still]
    return {
        "data": world.data.name,
        "encoder": world.data.encoder,
        "metric": metric,
        "labeler": told.labeler,
        "target": world.terms.target.error,
        "seed": world.terms.seed,
        "items": world.n,
        "labels": world.asked.total(),
        "machine": machine(wrong[np.argsort(-told.margin[still], kind="stable")], world.allowed),
        "wrong": int(wrong.sum()),
        "versions": runs.VERSIONS,
    }


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--data", type=lambda text: text.split(","), default=["digits"])
    options.add_argument("--target", type=float, default=0.05)
    options.add_argument("--seeds", type=int, default=10)
    options.add_argument("--cache", type=Path, default=CACHE, help="where features are kept")
    return options.parse_args()


if __name__ == "__main__":
    main()
