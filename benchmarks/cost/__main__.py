"""The cost of labelling, measured: `python -m benchmarks.cost` runs, `--report` draws what was kept.

python -m benchmarks.cost --data digits,trec --methods vermeil,mcal --targets 0.05 --prices 0.04 --seeds 20
python -m benchmarks.cost --again --methods vermeil     # the engine has changed: measure it once more
python -m benchmarks.cost --report                      # tables and plots, from the raw results alone
"""

import argparse
import itertools
from pathlib import Path
from typing import Any

from benchmarks.cost import data, report, runs
from benchmarks.cost.methods import METHODS
from benchmarks.cost.world import Terms
from vermeil.core.model import Prices, Target

CACHE = Path.home() / ".cache" / "vermeil-benchmarks"


def main() -> None:
    """Run what was asked for and is not there yet; or report."""
    asked = _options()
    if asked.report:
        report.write()
        return
    for name in asked.data:
        try:
            found = data.load(name, asked.cache)
        except data.Absent as reason:
            print(f"{name}: skipped, {reason}")
            continue
        measure(found, asked)


def measure(found: data.Data, asked: argparse.Namespace) -> None:
    """All runs on one data set, one after the other."""
    there = set() if asked.again else {runs.key_of(row) for row in runs.rows()}
    for seed in range(asked.seeds):
        memory: dict[Any, Any] = {}
        for price, error, method in itertools.product(asked.prices, asked.targets, asked.methods):
            terms = Terms(Target(error), Prices(label=price), seed)
            wanted = runs.Wanted(method, terms)
            if wanted.key(found) in there:
                continue
            for row in runs.run(found, wanted, memory):
                runs.keep(row)
                show(row)


def show(row: runs.Row) -> None:
    """One line for those who wait."""
    bought = ", ".join(f"{count:.0f} {purpose}" for purpose, count in row["labels"].items())
    broken = f" BROKEN in {row['broken']} of {row['draws']}" if row["broken"] else ""
    print(
        f"{row['data']:11} {row['method']:14} {row['ending']:9} at {100 * row['target']:4.1f} % "
        f"${row['price']:.3f} seed {row['seed']:2}: {100 * row['share']:5.1f} % of people only, "
        f"{100 * row['error']:5.2f} % wrong{broken}, "
        f"{row['seconds']:.1f} s ({bought})",
        flush=True,
    )


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--data", type=_listed(data.LOADERS), default=["digits"])
    options.add_argument("--methods", type=_listed(METHODS), default=list(METHODS))
    options.add_argument("--targets", type=_numbers, default=[0.05])
    options.add_argument("--prices", type=_numbers, default=[0.04])
    options.add_argument("--seeds", type=int, default=5)
    options.add_argument("--again", action="store_true", help="also what is there already")
    options.add_argument("--report", action="store_true", help="only tables and plots, from what is kept")
    options.add_argument("--cache", type=Path, default=CACHE, help="where features are kept")
    return options.parse_args()


def _listed(known: dict[str, Any]) -> Any:  # noqa: ANN401 - a converter for argparse
    def read(text: str) -> list[str]:
        names = list(known) if text == "all" else text.split(",")
        if wrong := [name for name in names if name not in known]:
            raise argparse.ArgumentTypeError(f"{', '.join(wrong)}: there are {', '.join(known)}")
        return names

    return read


def _numbers(text: str) -> list[float]:
    return [float(one) for one in text.split(",")]


if __name__ == "__main__":
    main()
