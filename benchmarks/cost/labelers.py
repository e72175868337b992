"""How good the labelers are when few items are labelled, and how long they take.

python -m benchmarks.cost.labelers --data digits,trec --seeds 2      # run what is not there yet
python -m benchmarks.cost.labelers --again --labelers forest         # it has changed
python -m benchmarks.cost.labelers --report                          # docs/benchmarks/labelers.md

No campaign: items drawn at random are labelled, each labeler learns from them (what it shares with others is
made before), and its labels of all other items are compared with the truth.
"""

import argparse
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.cost import data, images, runs
from benchmarks.cost.data import Data
from vermeil.core.plan.entrants import BUILT_IN, FEW, usual
from vermeil.integrations.labelers import Bench

CACHE = Path.home() / ".cache" / "vermeil-benchmarks"
RESULTS = runs.RESULTS / "labelers"
PAGE = Path(__file__).parents[2] / "docs" / "benchmarks" / "labelers.md"
SHARES = (0.02, 0.05, 0.10, 0.20)
MOST = 4_000  #: items of a data set, drawn from it, so that a run stays short
ERROR = 0.05
KEY = ("data", "encoder", "labeler", "share", "seed")
Row = dict[str, Any]
INTRO = """# The labelers, one by one

The share of the other items that each labeler gets right when 2, 5, 10 and 20 % of the items are labelled,
drawn at random. In brackets the share of all items that it could keep, its surest first, with at most 5 % of
the whole wrong, if the truth were known: that is what a campaign lives on. Mean over the seeds. Data sets of
more than {most:,} items are cut to as many. Seconds of one training at 10 %, out-of-fold predictions of the
labelled items included, while other work ran on the same two cores. *In bold* the best of a column, and what
is within half a point of it.

By default {default} are raced, and `forest` where items have at most {few}
numbers; the others take part when they are named. `blend` was trained after `kernel`, whose work it shares;
`boosted` with one seed and on two sets, since it is slow. What follows from the figures:
[decision](../decisions/labelers.md). Measured by `python -m benchmarks.cost.labelers`, drawn from
`benchmarks/cost/results/labelers` by `--report`.
"""


def main() -> None:
    """Run what was asked for and is not there yet; or report."""
    asked = _options()
    if asked.report:
        write()
        return
    for name in asked.data:
        try:
            measure(data.load(name, asked.cache), asked)
        except data.Absent as reason:
            print(f"{name}: skipped, {reason}")


def measure(whole: Data, asked: argparse.Namespace) -> None:
    """Every labeler at every share, seed by seed."""
    there = set() if asked.again else {_key(row) for row in rows()}
    for seed in range(asked.seeds):
        found = _cut(whole, seed)
        bench = Bench(found.features)
        bench.prepare(asked.labelers)
        for share in SHARES:
            for name in asked.labelers:
                if (found.name, found.encoder, name, share, seed) not in there:
                    runs.keep(_row(bench, found, name, share, seed), RESULTS)


def _cut(whole: Data, seed: int) -> Data:
    some = np.random.default_rng([seed, 6]).permutation(whole.truth.size)[:MOST]
    return Data(whole.name, whole.features[some], whole.truth[some], whole.n_classes, whole.encoder)


def _row(bench: Bench, found: Data, name: str, share: float, seed: int) -> Row:
    n = found.truth.size
    order = np.random.default_rng([seed, 7]).permutation(n)
    known, rest = np.split(order, [round(share * n)])
    labels = np.full(n, -1, np.int32)
    labels[known] = found.truth[known]
    told = bench.train(name, labels, labels >= 0, n_classes=found.n_classes, seed=seed)
    wrong = (told.label != found.truth)[rest]
    surest = np.argsort(-told.margin[rest], kind="stable")
    kept = int((np.cumsum(wrong[surest]) <= ERROR * n).sum())
    row = {"data": found.name, "encoder": found.encoder, "items": n, "labeler": name, "share": share}
    row |= {"seed": seed, "right": float(1 - wrong.mean()), "kept": kept / n}
    row |= {"out_of_fold": float((told.part_label == found.truth[told.part]).mean())}
    print(row, flush=True)
    return row | {"seconds": round(told.seconds, 3), "versions": runs.VERSIONS}


def rows() -> list[Row]:
    """The latest line of each run."""
    return runs.latest(RESULTS, _key)


def _key(row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in KEY)


def write() -> None:
    """The page, from what is kept."""
    found = rows()
    default = ", ".join(f"`{name}`" for name in usual(MOST, 10))
    parts = [INTRO.format(most=MOST, few=FEW, default=default)]
    sets = [name for name in data.LOADERS if any(row["data"] == name for row in found)]
    parts += [_table(name, [row for row in found if row["data"] == name]) for name in sets]
    parts.append(images.section())
    PAGE.write_text("\n".join(parts), encoding="utf-8")


def _table(name: str, found: list[Row]) -> str:
    names = [one for one in BUILT_IN if all(_of(found, one, share) for share in SHARES)]
    mean = {
        (one, share, what): float(np.mean([row[what] for row in _of(found, one, share)]))
        for one in names
        for share in SHARES
        for what in ("right", "kept", "seconds")
    }
    best = {share: max(mean[one, share, "right"] for one in names) for share in SHARES}
    items, seeds = found[0]["items"], len({row["seed"] for row in found})
    lines = [
        f"## {name}\n\n{items:,} items, {seeds} seeds.\n",
        "| labeler | " + " | ".join(f"{share:.0%}" for share in SHARES) + " | seconds |",
        "|" + " --- |" * (len(SHARES) + 2),
    ]
    for one in names:
        cells = [_cell(mean[one, share, "right"], mean[one, share, "kept"], best[share]) for share in SHARES]
        lines.append(f"| {one} | " + " | ".join(cells) + f" | {mean[one, SHARES[2], 'seconds']:.2f} |")
    return "\n".join(lines) + "\n"


def _of(found: list[Row], labeler: str, share: float) -> list[Row]:
    return [row for row in found if row["labeler"] == labeler and row["share"] == share]


def _cell(right: float, kept: float, best: float) -> str:
    words = f"{100 * right:.1f} ({100 * kept:.0f})"
    return f"**{words}**" if right >= best - 0.005 else words


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--data", type=lambda text: text.split(","), default=list(data.LOADERS)[:6])
    options.add_argument("--labelers", type=lambda text: text.split(","), default=list(BUILT_IN))
    options.add_argument("--seeds", type=int, default=2)
    options.add_argument("--again", action="store_true", help="also what is there already")
    options.add_argument("--report", action="store_true", help="only the page, from what is kept")
    options.add_argument("--cache", type=Path, default=CACHE, help="where features are kept")
    return options.parse_args()


if __name__ == "__main__":
    main()
