"""docs/benchmarks/speed.md from the raw figures alone: `python -m benchmarks.speed --report`."""

import json
from pathlib import Path
from typing import Any

import numpy as np
from scipy.stats import t as student

from benchmarks.speed import waits
from benchmarks.speed.markdown import table as _table

Raw = dict[str, Any]
ROOT = Path(__file__).parents[3]
RESULTS = Path(__file__).parents[1] / "results" / "engine.json"
PAGE = ROOT / "docs" / "benchmarks" / "speed.md"
OURS = {"digits": "vermeil doubtful", "fashion": "vermeil doubtful"}
FIRST = {"digits, first": "vermeil typical", "fashion, first": "vermeil typical"}
INTRO = """# How fast it is

Of the engine: seconds of one core (processor
time, one thread), every figure in a process of its own. Measured by `python -m benchmarks.speed --only engine
--peers PYTHON`, where PYTHON is the interpreter of an environment with small-text, modAL-python and
scikit-activeml; drawn from `benchmarks/speed/results` by `python -m benchmarks.speed --report`.
"""
PLANS = """## A plan

Ten classes, three labelers in the race; seconds, the slowest of a whole campaign. *Taking in*: what one
labeler says, from a file of probabilities mapped into memory to what the plan keeps. *Three forecasts* are
the replanning itself; *next questions* and *freezing* are whole decisions, those forecasts included, with the
batch chosen or the order fixed and hashed. The peak counts the pages of the mapped files too; the features
are 384 numbers an item, and 32 where there are ten million.

"""
STEPS = {
    "pack": "taking in",
    "forecast": "three forecasts",
    "seed": "first questions",
    "learn": "next questions",
    "freeze": "freezing",
}
RERANKS = """## From an answer to the re-ranked queue

{items:,} items with {features} features that are ready, ten classes. From the last answer of a round until
the engine says what to ask next: every labeler in the race is trained on all labels and predicts every item,
at the same time on the {cores} cores of the machine, and the queue is put in order. Who has lost leaves the
race after two rounds. The best of three campaigns; seconds on the clock still depend on what else the machine
does, those of the processors are the sum over the cores.

"""
CHOICES = """## A diverse batch

1,000 of 1,000,000 items with 384 features in a mapped file: typical ones (clusters) in {typical} s, doubtful
ones that are far apart in {doubtful} s."""
QUERIES = """## The query step

Seconds from the same probabilities (ten classes) and 384 features to 100 items to ask; the best of several
where it is quick. *Over 10 s*: it was ended, the reading of the data included. {versions}.

"""
LEARNING = """## What is learned from the chosen items

Accuracy, in %, of the same logistic regression on items apart, after five batches (digits: 20 each; pixels of
Fashion-MNIST: 50 each) on top of one random batch, mean of eight seeds; *first*: one batch alone, chosen
without any label. In brackets the 95 % interval of the difference to ours on the same seeds (doubtful; for
*first* typical): above zero it is better than ours. Margins and least confidence choose the same in every
library.

"""


def write() -> None:
    """The page."""
    raw = json.loads(RESULTS.read_text(encoding="utf-8"))
    PAGE.write_text(
        "\n".join([INTRO, *(part + "\n" for part in tables(raw)), waits.section()]), encoding="utf-8"
    )


def tables(raw: Raw) -> list[str]:
    """Every table, as Markdown."""
    makers = {
        "replan": _plans,
        "rerank": _reranks,
        "choosing": _choices,
        "query": _queries,
        "learning": _learning,
    }
    return [make(raw) for name, make in makers.items() if name in raw]


def _plans(raw: Raw) -> str:
    rows = [
        [f"{one['items']:,.0f}", *(_step(one, name) for name in STEPS), f"{one['peak_mb']:,.0f}"]
        for one in raw["replan"]
        if "why" not in one
    ]
    return PLANS + _table(["items", *STEPS.values(), "peak MB"], rows)


def _step(one: Raw, name: str) -> str:
    """Seconds, and how many items were chosen in them; not every campaign comes to its audit in time."""
    if name not in one:
        return f"not in {one['rounds']:.0f} rounds"
    asked = one.get(f"{name}_items")
    return _seconds(one[name]) + (f" for {asked:,.0f}" if asked else "")


def _reranks(raw: Raw) -> str:
    one = raw["rerank"]
    rows = [
        [
            f"{row['labels']:,}",
            ", ".join(f"{name} {100 * right:.0f} %" for name, right in row["right"].items()),
            _seconds(row["seconds"]),
            _seconds(row["processor"]),
        ]
        for row in one["rounds"]
    ]
    head = ["labels", "labelers, and how many items each gets right", "seconds", "of all processors"]
    return RERANKS.format(**one) + _table(head, rows)


def _choices(raw: Raw) -> str:
    one = raw["choosing"]
    return CHOICES.format(typical=_seconds(one["typical"]), doubtful=_seconds(one["doubtful"]))


def _queries(raw: Raw) -> str:
    sizes = sorted({row["items"] for row in raw["query"]})
    found = {(row["name"], row["items"]): row for row in raw["query"]}
    names = list(dict.fromkeys(row["name"] for row in raw["query"]))
    rows = [
        [name, found[name, sizes[0]]["what"], *(_cell(found[name, size]) for size in sizes)] for name in names
    ]
    versions = ", ".join(f"{name} {version or 'not installed'}" for name, version in raw["versions"].items())
    head = ["query step", "looks for", *(f"{size:,} items" for size in sizes)]
    return QUERIES.format(versions=versions) + _table(head, rows)


def _learning(raw: Raw) -> str:
    found = raw["learning"]
    rows = [[name, *(_accuracy(found, name, data) for data in OURS | FIRST)] for name in found]
    return LEARNING + _table(["query step", *OURS, *FIRST], rows)


def _accuracy(found: Raw, name: str, data: str) -> str:
    own = found[name].get(data)
    if own is None:
        return str(found[name].get("why", ""))
    mean = f"{100 * np.mean(own):.1f}"
    ours = (OURS | FIRST)[data]
    if name == ours:
        return mean
    gap = 100 * (np.array(own) - np.array(found[ours][data]))
    half = student.ppf(0.975, gap.size - 1) * gap.std(ddof=1) / gap.size**0.5
    return f"{mean} ({gap.mean() - half:+.1f} to {gap.mean() + half:+.1f})"


def _cell(row: Raw) -> str:
    return row["why"] if "why" in row else _seconds(row["seconds"])


def _seconds(value: float) -> str:
    return f"{value:.4f}" if value < 0.1 else f"{value:.2f}"
