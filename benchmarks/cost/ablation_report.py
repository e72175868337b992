"""docs/benchmarks/ablation.md, from the raw lines of `ablation` alone."""

import json
from collections import defaultdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.cost import runs

DOCS = Path(__file__).parents[2] / "docs" / "benchmarks"
DEFAULT, METRIC, CONFIRMING, HASTILY = "default", "metric ", "confirming", "confirming hastily"
RESAMPLES = 5000
FEW = 5  #: with fewer pairs an interval is shown, but nothing is made of it
AGAINST = "margin"  #: MCAL's choice, that the others are compared with
INTRO = """# What each choice is worth

The recipe of a campaign (`vermeil.Recipe`) is a set of switches. Here each is changed alone, everything else
as it is by default, on the same data with the same seeds; $0.04 a label, everything paid.
*Cost* is the mean share of what people alone would cost (%), *default* that of the default on the same seeds.
*Difference* is that of the pairs, switched less default, in percentage points: its mean over the seeds, and a
95 % bootstrap interval of that mean. A positive one says that the default is cheaper; **bold**: the interval
leaves 0 out, on five seeds or more. With few seeds an interval is rough, and of so many comparisons one in
twenty leaves 0 out by chance. *Machine* is the mean share that the machine labels (%); *broken* counts the
runs with more errors than promised (at most one in twenty may be).

*Confirming*: people may look at a suggestion for a fifth of the price of a label; *hastily*: one wrong
suggestion in twenty gets past them. What is switched there is compared with either itself.

Run by `python -m benchmarks.cost.ablation --data NAME --target SHARE --seeds COUNT`, drawn from
`benchmarks/cost/results/ablation` by `python -m benchmarks.cost.ablation --report`.
"""
ALONE = """## Metrics alone

A random start, then batches by one metric alone: no random share, no typical items, no audit and no plan. At
so many labels (% of the items), and with the truth known: what share of all items (%) could keep the label of
the first labeler, in the order of its margin, with no more of the whole wrong than stands beside the data.
In brackets: the 95 % bootstrap interval of the mean difference to margin on the same seeds, in points.
`python -m benchmarks.cost.metrics --data NAME --target SHARE --seeds COUNT`.
"""
Rows = list[runs.Row]
Setting = tuple[str, float]  #: data set, target
Found = dict[Setting, dict[str, Rows]]


def write(folder: Path, names: list[str], docs: Path = DOCS) -> None:
    """The page, its recipes in the order of `names`."""
    found = settings(sorted(runs.rows(folder), key=lambda row: names.index(row["method"])))
    parts = [INTRO, _metrics(found), _left(runs_of(folder / "metrics"))]
    parts += [*(_switches(*one) for one in found.items()), _versions(found)]
    (docs / "ablation.md").write_text("\n".join(parts), encoding="utf-8")
    print(f"{docs / 'ablation.md'}: {', '.join(map(_title, found))}")


def runs_of(folder: Path) -> Rows:
    """What `metrics` kept."""
    return runs.latest(
        folder, lambda row: (row["data"], row["target"], row["metric"], row["seed"], row["labels"])
    )


def settings(rows: Rows) -> Found:
    """The rows of each setting by recipe, small data sets first; those without a default are left out."""
    grouped: Found = defaultdict(lambda: defaultdict(list))
    for row in rows:
        grouped[row["data"], row["target"]][row["method"]].append(row)
    whole = [(setting, by_name) for setting, by_name in grouped.items() if DEFAULT in by_name]
    return dict(sorted(whole, key=lambda one: (one[1][DEFAULT][0]["items"], -one[0][1])))


def _title(setting: Setting) -> str:
    return f"{setting[0]}, {100 * setting[1]:g} %"


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


def _metrics(found: Found) -> str:
    """Which items people are asked about (requirement A9)."""
    lines = [
        "## Metrics",
        "",
        "How the next items are chosen: cost, and what the machine labels (%), each data",
    ]
    lines += ["set on the seeds that all its metrics were run with.", ""]
    found = {key: one for key, one in found.items() if any(name.startswith(METRIC) for name in one)}
    seeds = [len(_common(one)[DEFAULT]) for one in found.values()]
    titles = zip(map(_title, found), seeds, strict=True)
    head = ["metric", *(f"{title} ({count} seeds): cost | machine" for title, count in titles)]
    lines += [_line(head), _line(["---"] * (2 * len(found) + 1))]
    names = dict.fromkeys(name for one in found.values() for name in one if name.startswith(METRIC))
    for name in (DEFAULT, *names):
        shown = [part for one in found.values() for part in _both(_common(one).get(name))]
        title = "diverse (default)" if name == DEFAULT else name.removeprefix(METRIC)
        lines.append(_line([title, *shown]))
    return "\n".join([*lines, ""])


def _common(by_name: dict[str, Rows]) -> dict[str, Rows]:
    """The default and the metrics, on the seeds that all of them have."""
    own = {name: rows for name, rows in by_name.items() if name == DEFAULT or name.startswith(METRIC)}
    seeds = set.intersection(*({row["seed"] for row in rows} for rows in own.values()))
    return {name: [row for row in rows if row["seed"] in seeds] for name, rows in own.items()}


def _both(rows: Rows | None) -> tuple[str, str]:
    if not rows:
        return "", ""
    return _mean(rows, "share"), f"{100 * np.mean([row['machine'] / row['items'] for row in rows]):.1f}"


def _mean(rows: Rows, name: str) -> str:
    return f"{100 * float(np.mean([row[name] for row in rows])):.1f}"


def _left(rows: Rows) -> str:
    """What each metric leaves to the machine at fixed numbers of labels."""
    if not rows:
        return ""
    labels = sorted({round(row["labels"] / row["items"], 2) for row in rows})
    head = ["data, wrong", "metric", "seeds", *(f"{100 * one:.0f} % labelled" for one in labels)]
    lines = [ALONE, _line(head)]
    lines.append(_line(["---"] * (3 + len(labels))))
    ordered = sorted(rows, key=lambda row: int(row["items"]))
    for setting in dict.fromkeys((row["data"], row["target"]) for row in ordered):
        own = [row for row in rows if (row["data"], row["target"]) == setting]
        for metric in dict.fromkeys(row["metric"] for row in own):
            by_label = [_shares(own, metric, one) for one in labels]
            usual = [_shares(own, AGAINST, one) for one in labels]
            cells = [_less(*pair) for pair in zip(by_label, usual, strict=True)]
            lines.append(_line([_title(setting), metric, str(len(by_label[0])), *cells]))
    return "\n".join([*lines, ""])


def _shares(rows: Rows, metric: str, labels: float) -> dict[int, float]:
    """The machine's share (%) by seed."""
    fit = [
        row for row in rows if row["metric"] == metric and round(row["labels"] / row["items"], 2) == labels
    ]
    return {row["seed"]: 100 * row["machine"] / row["items"] for row in fit}


def _less(shares: dict[int, float], usual: dict[int, float]) -> str:
    """The mean, and how much it differs from that of the usual metric, with the interval."""
    mean = f"{np.mean(list(shares.values())):.1f}"
    apart = np.array([shares[seed] - usual[seed] for seed in shares if seed in usual])
    if shares == usual or not apart.size:
        return mean
    low, high = interval(apart)
    return f"{mean} ({low:+.1f} to {high:+.1f})"


def _switches(setting: Setting, by_name: dict[str, Rows]) -> str:
    usual = by_name[DEFAULT]
    lines = [f"## {setting[0]}: {usual[0]['items']:,} items, at most {100 * setting[1]:g} % wrong", ""]
    lines += [_line(["switched", "seeds", "cost", "default", "difference", "interval", "machine", "broken"])]
    lines += [_line(["---"] * 8)]
    for name, rows in by_name.items():
        base, switched, _ = name.partition(", ")
        own = by_name.get(base, []) if switched else usual
        lines.append(_line([name, *_figures(rows, own, name)]))
    return "\n".join([*lines, ""])


def _figures(rows: Rows, usual: Rows, name: str) -> list[str]:
    machine = _both(rows)[1]
    broken = f"{sum(row['broken'] for row in rows)} of {sum(row.get('draws', 1) for row in rows)}"
    apart = 100 * pairs(rows, usual)
    if name == DEFAULT or not apart.size:
        return [str(len(rows)), _mean(rows, "share"), "", "", "", machine, broken]
    low, high = interval(apart)
    mean = f"{apart.mean():+.1f}"
    clear = apart.size >= FEW and (round(low, 1) > 0 or round(high, 1) < 0)
    words = f"**{mean}**" if clear else mean
    band = f"{low:+.1f} to {high:+.1f}" if apart.size > 1 else ""
    seeds = {row["seed"] for row in rows}
    same = _mean([row for row in usual if row["seed"] in seeds], "share")
    return [str(apart.size), _mean(rows, "share"), same, words, band, machine, broken]


def _versions(found: Found) -> str:
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
