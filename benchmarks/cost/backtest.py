"""Do forecasts come true? Whole campaigns, and what each of their rounds had forecast that they would cost.

python -m benchmarks.cost.backtest --data digits,tiles --targets 0.05,0.1 --seeds 8   # run what is not there
python -m benchmarks.cost.backtest --report                       # docs/benchmarks/forecast.md and its plot

A forecast is the total that a campaign comes to if it goes on as the engine decides. Each kept line has, for
every round, what had been spent, what people would cost from there on, and the worlds of the forecast: so
that what is told of them (`core/plan/told.py`) can be learned and tested without running anything again.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.cost import data, runs
from benchmarks.cost.ablation import load
from benchmarks.cost.backtest_report import write
from benchmarks.cost.data import Data
from vermeil.core.model import Prices, Target
from vermeil.core.plan import campaign, outlook, told
from vermeil.core.plan.events import Event, Freeze, from_record
from vermeil.core.plan.state import Setup, State
from vermeil.library import label

CACHE = Path.home() / ".cache" / "vermeil-benchmarks"
RESULTS = runs.RESULTS / "backtest"
Log = tuple[tuple[str, dict[str, Any], dict[str, Any]], ...]
DIGITS = 5  #: that are kept of an amount


def main() -> None:
    """Run what was asked for and is not there yet; or report."""
    asked = _options()
    if asked.report:
        write(RESULTS)
        return
    for name in asked.data:
        try:
            measure(load(name, asked.cache), asked)
        except data.Absent as reason:
            print(f"{name}: skipped, {reason}")


def measure(found: Data, asked: argparse.Namespace) -> None:
    """Every target with the first seed, then with the next."""
    there = {(row["data"], row["target"], row["seed"]) for row in runs_of(RESULTS)}
    for seed in range(asked.first, asked.first + asked.seeds):
        for target in asked.targets:
            if (found.name, target, seed) not in there:
                row = run(found, Target(target), seed)
                runs.keep(row, RESULTS)
                words = f"{row['actual']:.2f} after {len(row['rounds'])} forecasts"
                print(f"{found.name:11} {target} seed {seed}: {words}", flush=True)


def runs_of(folder: Path) -> list[runs.Row]:
    """Every line that was kept."""
    paths = sorted(folder.glob("*.jsonl"))
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def run(found: Data, target: Target, seed: int) -> runs.Row:
    """One campaign, its people right."""
    result = label(
        found.features,
        lambda items: found.truth[items],
        classes=found.n_classes,
        target=target,
        prices=Prices(),
        seed=seed,
        progress=False,
    )
    return row_of(found.name, result.log)


def row_of(name: str, log: Log) -> runs.Row:
    """The line of one campaign."""
    _, payload, arrays = log[0]
    state, rounds = campaign.begin(Setup.from_record(dict(payload), arrays)), []
    for kind, body, values in log[1:]:
        event = from_record(kind, dict(body), values)
        rounds += list(_forecast(state, event))
        state = campaign.observe(state, event)
    setup = state.setup
    return {
        "data": name,
        "target": setup.target.error,
        "seed": setup.seed,
        "items": setup.n_items,
        "people_only": len(setup.originals) * setup.prices.label,
        "actual": state.spent.total,
        "audits": len(state.audits),
        "rounds": rounds,
        "versions": runs.VERSIONS,
    }


def _forecast(state: State, event: Event) -> Iterator[dict[str, Any]]:
    """What the campaign forecast when it decided on `event`; nothing where that was no end of a round."""
    row = getattr(event, "forecast", None) or {}
    judge = next((one for one in state.trained if one.labeler == row.get("labeler")), None)
    if judge is None or "forecast" not in row or state.stage not in {"seed", "learn"}:
        return
    seen = outlook.view(state, judge)
    now = isinstance(event, Freeze) or getattr(event, "purpose", "") == "verify"
    plan = seen.now if now else seen.best
    yield {
        "round": row["round"],
        "rounds": sum(one.labeler == judge.labeler for one in state.history),
        "labels": row["labels"],
        "spent": state.spent.total,
        "most": told.most(state, plan),
        "left": [float(f"{cost:.{DIGITS}g}") for cost in plan.costs - state.spent.total],
    }


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--data", type=lambda text: text.split(","), default=["digits"])
    options.add_argument(
        "--targets", type=lambda text: [float(one) for one in text.split(",")], default=[0.05]
    )
    options.add_argument("--seeds", type=int, default=5)
    options.add_argument("--first", type=int, default=0, help="the first seed")
    options.add_argument("--report", action="store_true", help="only the page, from what is kept")
    options.add_argument("--cache", type=Path, default=CACHE, help="where features are kept")
    return options.parse_args()


def _numbers(text: str) -> list[float]:
    return [float(one) for one in text.split(",")]


if __name__ == "__main__":
    main()
