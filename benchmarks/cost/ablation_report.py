"""docs/benchmarks/ablation.md, from the raw lines of `ablation` alone."""

import json
from collections import defaultdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.cost import runs

DOCS = Path(__file__).parents[2] / "docs" / "benchmarks"
DEFAULT, METRIC = "default", "metric "
RESAMPLES = 5000
INTRO = """# What each choice is worth

The recipe of a campaign (`vermeil.Recipe`) is a set of switches. Here each is changed alone, everything else
as it is by default, on the same data with the same seeds; at most 5 % wrong, $0.04 a label, everything paid.
*Cost* is the mean share of what people alone would cost. *Difference* is that of the pairs, switched less
default, in percentage points: its mean over the seeds, and a 95 % bootstrap interval of that mean. A positive
one says that the default is cheaper; **bold**: the interval leaves 0 out. With a few seeds an interval is
rough, and with so many comparisons one in twenty leaves 0 out by chance. *Machine* is the mean share that
the machine labels; *broken* counts the runs with more errors than promised (at most one in twenty may be).

Run by `python -m benchmarks.cost.ablation --data {data}`, drawn from `benchmarks/cost/results/ablation` by
`python -m benchmarks.cost.ablation --report`.
"""
Rows = list[runs.Row]


def write(folder: Path, docs: Path = DOCS) -> None:
    """The page."""
    grouped: dict[str, dict[str, Rows]] = defaultdict(lambda: defaultdict(list))
    for row in runs.rows(folder):
        grouped[row["data"]][row["method"]].append(row)
    found = {data: by_name for data, by_name in grouped.items() if DEFAULT in by_name}
    order = sorted(found, key=lambda data: int(found[data][DEFAULT][0]["items"]))
    parts = [INTRO.format(data=",".join(order)), _metrics(found, order)]
    parts += [_switches(data, found[data]) for data in order]
    parts.append(_versions(found))
    (docs / "ablation.md").write_text("\n".join(parts), encoding="utf-8")
    print(f"{docs / 'ablation.md'}: {', '.join(order)}")


def pairs(rows: Rows, usual: Rows) -> NDArray[np.float64]:
    """(seeds,) cost of `rows` less that of `usual`, as a share of people only, on the seeds both have."""
    by_seed = {row["seed"]: row["share"] for row in usual}
    return np.array([row["share"] - by_seed[row["seed"]] for row in rows if row["seed"] in by_seed])


def interval(differences: NDArray[np.float64]) -> tuple[float, float]:
    """95 % of the mean, by bootstrap over the seeds."""
    rng = np.random.default_rng(0)
    means = rng.choice(differences, (RESAMPLES, differences.size)).mean(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return float(low), float(high)


def _metrics(found: dict[str, dict[str, Rows]], order: list[str]) -> str:
    """Which items people are asked about (requirement A9)."""
    lines = ["## Metrics", "", "How the next items are chosen: cost, and what the machine labels (%).", ""]
    head = ["metric", *(f"{data}: cost | machine" for data in order)]
    lines += [_line(head), _line(["---"] * (2 * len(order) + 1))]
    names = dict.fromkeys(name for data in order for name in found[data] if name.startswith(METRIC))
    for name in (DEFAULT, *names):
        shown = [part for data in order for part in _both(found[data].get(name))]
        title = "diverse (default)" if name == DEFAULT else name.removeprefix(METRIC)
        lines.append(_line([title, *shown]))
    return "\n".join([*lines, ""])


def _both(rows: Rows | None) -> tuple[str, str]:
    if not rows:
        return "", ""
    return _mean(rows, "share"), f"{100 * np.mean([row['machine'] / row['items'] for row in rows]):.1f}"


def _mean(rows: Rows, name: str) -> str:
    return f"{100 * float(np.mean([row[name] for row in rows])):.1f}"


def _switches(data: str, by_name: dict[str, Rows]) -> str:
    usual = by_name[DEFAULT]
    lines = [f"## {data}: {usual[0]['items']:,} items", ""]
    lines += [_line(["switched", "seeds", "cost", "difference", "interval", "machine", "broken"])]
    lines += [_line(["---"] * 7)]
    lines += [_line([name, *_figures(rows, usual, name)]) for name, rows in by_name.items()]
    return "\n".join([*lines, ""])


def _figures(rows: Rows, usual: Rows, name: str) -> list[str]:
    machine = _both(rows)[1]
    broken = f"{sum(row['broken'] for row in rows)} of {len(rows)}"
    apart = 100 * pairs(rows, usual)
    if name == DEFAULT or not apart.size:
        return [str(len(rows)), _mean(rows, "share"), "", "", machine, broken]
    low, high = interval(apart)
    mean = f"{apart.mean():+.1f}"
    words = f"**{mean}**" if low > 0 or high < 0 else mean
    return [str(apart.size), _mean(rows, "share"), words, f"{low:+.1f} to {high:+.1f}", machine, broken]


def _versions(found: dict[str, dict[str, Rows]]) -> str:
    every = {
        json.dumps(row["versions"], sort_keys=True)
        for by_name in found.values()
        for rows in by_name.values()
        for row in rows
    }
    told = [", ".join(f"{key} {value}" for key, value in json.loads(one).items()) for one in sorted(every)]
    return "\n".join(["## Versions", "", *(f"- {line}" for line in told), ""])


def _line(values: list[str]) -> str:
    return f"| {' | '.join(values)} |"
