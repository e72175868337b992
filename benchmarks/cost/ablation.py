"""What each switch of the recipe is worth (METHOD 3.10, E5): the default, and one switch changed at a time.

python -m benchmarks.cost.ablation --data digits --seeds 10          # run what is not there yet
python -m benchmarks.cost.ablation --report                          # docs/benchmarks/ablation.md

The same seed has the same first items, labelers and prices, so costs are compared pair by pair.
"""

import argparse
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.cost import data, runs
from benchmarks.cost.ablation_report import CONFIRMING, HASTILY, write
from benchmarks.cost.data import Data
from benchmarks.cost.methods import vermeil
from benchmarks.cost.world import Terms, World
from vermeil.core.model import Prices, Target
from vermeil.core.plan.choose import METRICS
from vermeil.core.plan.recipe import Recipe

CACHE = Path.home() / ".cache" / "vermeil-benchmarks"
RESULTS = runs.RESULTS / "ablation"
USUAL = Recipe()
CUT = {"cifar10-5k": ("cifar10", 5_000)}  #: name: (data set, items drawn from it)
RECIPES = {
    "default": USUAL,
    **{f"metric {name}": Recipe(metric=name) for name in METRICS if name != USUAL.metric},
    "random share 5 %": Recipe(random=0.05),
    "random share 30 %": Recipe(random=0.30),
    "no typical items": Recipe(typical=False),
    "4 candidates an item": Recipe(near=4.0),
    "test set 5 %": Recipe(test_set=0.05),
    "bound on the machine's part": Recipe(bound="machine"),
    "20 thresholds": Recipe(steps=20),
    "order by margin": Recipe(learned_chance=False),
    "audit 5 %": Recipe(audit=0.05),
    "audit 20 %": Recipe(audit=0.20),
    "first labeler only": Recipe(race=False),
    CONFIRMING: USUAL,
    f"{CONFIRMING}, no runners-up": Recipe(runners=0),
    f"{CONFIRMING}, no caution": Recipe(caution=1.0),
    f"{CONFIRMING}, no wrong suggestions": Recipe(traps=0.0),
    HASTILY: USUAL,
    f"{HASTILY}, no caution": Recipe(caution=1.0),
    f"{HASTILY}, no wrong suggestions": Recipe(traps=0.0),
}
WAYS = {CONFIRMING: vermeil.verifying, HASTILY: vermeil.hasty}  #: of those who answer; else all are blind


def main() -> None:
    """Run what was asked for and is not there yet; or report."""
    asked = _options()
    if asked.report:
        write(RESULTS, list(RECIPES))
        return
    for name in asked.data:
        try:
            measure(load(name, asked.cache), asked)
        except data.Absent as reason:
            print(f"{name}: skipped, {reason}")


def load(name: str, cache: Path) -> Data:
    """A data set, whole or cut to fewer items."""
    if name not in CUT:
        return data.load(name, cache)
    whole, count = CUT[name]
    found = data.load(whole, cache)
    some = np.random.default_rng(count).permutation(found.truth.size)[:count]
    return replace(found, name=name, features=found.features[some], truth=found.truth[some])


def measure(found: Data, asked: argparse.Namespace) -> None:
    """Every recipe with the first seed, then with the next, so that an early end leaves whole pairs."""
    there = {runs.key_of(row) for row in runs.rows(RESULTS)}
    for seed in range(asked.first, asked.first + asked.seeds):
        terms = Terms(Target(asked.target), Prices(), seed)
        for name in asked.recipes:
            wanted = runs.Wanted(name, terms)
            if wanted.key(found) in there:
                continue
            row = run(found, wanted, RECIPES[name])
            runs.keep(row, RESULTS)
            cost, machine = 100 * row["share"], 100 * row["machine"] / row["items"]
            words = f"{cost:5.1f} % of people only, machine {machine:4.1f} %, {row['seconds']:.1f} s"
            print(f"{found.name:11} {name:28} seed {seed:2}: {words}", flush=True)


def run(found: Data, wanted: runs.Wanted, recipe: Recipe) -> runs.Row:
    """One campaign."""
    began = time.perf_counter()
    world = World(found, wanted.terms)
    how = WAYS.get(wanted.method.partition(", ")[0], vermeil.run)
    end = how(world, recipe)
    seconds = time.perf_counter() - began
    return runs.told([(world, end), *runs.again(end)], wanted, "certified", seconds) | {
        "recipe": recipe.to_dict()
    }


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--data", type=lambda text: text.split(","), default=["digits"])
    options.add_argument("--recipes", type=lambda text: text.split(","), default=list(RECIPES))
    options.add_argument("--target", type=float, default=0.05)
    options.add_argument("--seeds", type=int, default=5)
    options.add_argument("--first", type=int, default=0, help="the first seed")
    options.add_argument("--report", action="store_true", help="only the page, from what is kept")
    options.add_argument("--cache", type=Path, default=CACHE, help="where features are kept")
    return options.parse_args()


if __name__ == "__main__":
    main()
