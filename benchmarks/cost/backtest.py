"""Do forecasts come true? docs/benchmarks/forecast.md and its plot, from the campaigns of the cost benchmark.

Drawn by `python -m benchmarks.cost --report`, from what `forecasts.py` kept of each campaign.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from benchmarks.cost import plots
from benchmarks.cost.runs import Row
from vermeil.core.plan.curves import FEWEST
from vermeil.core.plan.told import FITTED, GUESSED, Past, corrected

INTRO = """# Do forecasts come true?

After every round a campaign forecasts what it will have cost in all, with a 90 % interval. Here each forecast
of the campaigns of the [cost benchmark](cost.md) is compared with what its campaign came to: {campaigns}
campaigns on {sets} data sets, {targets} % wrong allowed, {prices} a label, people right.

**From round 3 on the interval has the actual total in {cover} of {rounds} rounds** ({range}; bootstrap over
campaigns, whose rounds err together). It is {width} of the forecast wide in the median. It is not equally
good everywhere: {worst}.

The interval has two parts. The bootstrap worlds of the plan hold the luck of the random part and of the
audit: they alone would have covered {before}. What they cannot know is learned from campaigns: how far
learning curves miss on a new data set, and that the engine looks again after every round. Nothing is tested
on what it was learned from: **each data set is judged with what was learned on the others alone.**

![Where the actual totals fell in their forecasts](forecast.svg)

Left: were the intervals right at every level, the line would be the diagonal. Right: in which tenth of its
forecast an actual total fell; a forecast that is right at every level fills all alike.

A forecast is of a campaign as this one: where people are right and prices are as given. It is learned from
labelers that are about as sure as they are right; one that is sure where it errs is found out by the audit,
and costs more than was forecast.

Measured by `make bench-cost`, drawn by `python -m benchmarks.cost --report`. Campaigns that had no forecast
to make (they ended before the first round did) are not among them.

In the tables:
*Covered*: rounds whose 90 % interval had the actual total, with the constants of the other data sets.
*Worlds alone*: without any. *Below*, *above*: actual totals below and above the interval.
*Width*: median of the interval as a share of the forecast total; *of the worlds*: without constants.
"""
TABLE = """## {title}

| data | campaigns | rounds | covered | worlds alone | below | above | width | of the worlds |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
{lines}
"""
CONFIRMING = """## Where people may confirm

The same with *Vermeil, confirming* of the cost benchmark: a look at a suggestion costs a fifth of a label.
What is told is the same, learned from the campaigns of both kinds on the other data sets alone. From round 3
on the interval has the actual total in {cover} of {rounds} rounds ({range}).
"""
TOLD = """## What is told

`core/plan/told.py` multiplies what is still to be paid, in each world, by exp(shift + spread * z), z normal.

| | shift and spread | learned from all data sets here |
| --- | --- | --- |
| once there is a learning curve (from the third round on) | {fitted} | {fitted_here} |
| before | {guessed} | {guessed_here} |

Before the third round nothing is known of how fast a data set is learned, and a typical curve is assumed.
"""
Array = NDArray[Any]
DOCS = Path(__file__).parents[2] / "docs" / "benchmarks"
COVER = 0.9  #: of the intervals
FROM = 3  #: the round from which the bar holds
STEP, WIDEST = 0.05, 1.5  #: of the spreads tried
RESAMPLES = 2000
INK, BLUE, QUIET = "#26323f", "#2f6f8f", "#c9d3da"
ALONE = Past(0.0, 0.0)  #: the worlds as they are


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """One round of one campaign: what was still to be paid, and what had been forecast."""

    data: str
    campaign: tuple[str, float, float, int]  #: data set, target, price, seed
    round: int
    fitted: bool  #: whether there were rounds enough for a learning curve
    spent: float
    most: float
    left: Array  #: (worlds,)
    actual: float

    def sample(self, past: Past) -> Array:
        """(worlds,) what is told."""
        return corrected(self.left, past, self.most)

    def covered(self, past: Past) -> bool:
        """Whether the interval that is told has the truth."""
        low, high = np.quantile(self.sample(past), [(1 - COVER) / 2, (1 + COVER) / 2])
        return bool(low <= self.actual <= high)

    def width(self, past: Past) -> float:
        """Of the interval, as a share of the forecast total."""
        sample = self.sample(past)
        low, high = np.quantile(sample, [(1 - COVER) / 2, (1 + COVER) / 2])
        return float((high - low) / (self.spent + sample.mean()))

    def place(self, past: Past) -> float:
        """Where the truth fell in the sample, in [0, 1] (the probability integral transform)."""
        sample = self.sample(past)
        return float(((sample < self.actual).sum() + 0.5 * (sample == self.actual).sum()) / sample.size)


def pairs(rows: Iterable[Row], method: str) -> list[Pair]:
    """Every round of every campaign of a method whose forecasts were kept."""
    kept = (row for row in rows if row["method"] == method and "forecasts" in row["details"])
    return [pair for row in kept for pair in _pairs(row)]


def _pairs(row: Row) -> Iterator[Pair]:
    name, told = (row["data"], row["target"], row["price"], row["seed"]), row["details"]["forecasts"]
    for number, one in enumerate(told["rounds"], 1):
        left, truth = np.maximum(np.array(one["left"]), 1e-9), max(told["actual"] - one["spent"], 1e-9)
        yield Pair(row["data"], name, number, one["rounds"] >= FEWEST, one["spent"], one["most"], left, truth)


def learn(some: Sequence[Pair]) -> Past:
    """Shift and spread with which intervals of `some` cover as they should; each data set counts alike."""
    count = Counter(one.data for one in some)
    weights = np.array([1 / count[one.data] for one in some])
    weights /= weights.sum()
    apart = np.array([np.log(one.actual) - np.log(one.left).mean() for one in some])
    shift = round(float(weights @ apart), 2)
    for more in np.arange(0, WIDEST, STEP):
        past = Past(shift, round(float(more), 2))
        if weights @ np.array([one.covered(past) for one in some]) >= COVER:
            return past
    return Past(shift, WIDEST)


def left_out(found: Sequence[Pair]) -> dict[tuple[str, bool], Past]:
    """(data set, fitted): what was learned on the other data sets alone."""
    return {
        (name, fitted): learn([one for one in found if one.fitted is fitted and one.data != name])
        for name in dict.fromkeys(one.data for one in found)
        for fitted in (True, False)
    }


def judged(some: Iterable[Pair], learned: dict[tuple[str, bool], Past]) -> list[tuple[Pair, Past]]:
    """Each pair with what is told of it."""
    return [(one, learned[one.data, one.fitted]) for one in some]


def write(rows: Iterable[Row], docs: Path = DOCS) -> None:
    """The page and its plot; nothing where no forecast was kept."""
    kept = list(rows)
    found, confirming = pairs(kept, "vermeil"), pairs(kept, "vermeil_verify")
    if not found:
        return
    both = found + confirming
    learned = left_out(both)
    late, early = _parted(judged(found, learned))
    plot(late, docs / "forecast.svg")
    usual = {kind: learn([one for one in both if one.fitted is kind]) for kind in (True, False)}
    parts = [_intro(found, late), _table("From round 3 on", late), _table("Rounds 1 and 2", early)]
    parts += _confirming(judged(confirming, learned)) if confirming else []
    parts += [_constants(usual)]
    (docs / "forecast.md").write_text("\n".join(parts), encoding="utf-8")
    print(f"{docs / 'forecast.md'}: learned from the third round on {usual[True]}, before it {usual[False]}")


def _parted(tested: Sequence[tuple[Pair, Past]]) -> tuple[list[tuple[Pair, Past]], ...]:
    """(from the round on from which the bar holds, before)."""
    return tuple(
        [(one, past) for one, past in tested if (one.round >= FROM) is late] for late in (True, False)
    )


def interval(some: Sequence[tuple[Pair, Past]]) -> tuple[float, float]:
    """95 % of the coverage, by bootstrap over whole campaigns: rounds of one campaign err together."""
    by_campaign: dict[Any, list[bool]] = {}
    for one, past in some:
        by_campaign.setdefault(one.campaign, []).append(one.covered(past))
    sums = np.array([[sum(hits), len(hits)] for hits in by_campaign.values()])
    drawn = np.random.default_rng(0).integers(0, len(sums), (RESAMPLES, len(sums)))
    totals = sums[drawn].sum(axis=1)
    low, high = np.quantile(totals[:, 0] / totals[:, 1], [0.025, 0.975])
    return float(low), float(high)


def _intro(found: Sequence[Pair], late: Sequence[tuple[Pair, Past]]) -> str:
    sets = list(dict.fromkeys(one.data for one, _ in late))
    told = {name: np.mean([one.covered(past) for one, past in late if one.data == name]) for name in sets}
    campaigns = {one.campaign for one in found}
    facts = {
        "campaigns": len(campaigns),
        "targets": _listed(
            f"{100 * target:g}" for target in sorted({target for _, target, _, _ in campaigns})
        ),
        "prices": _listed(f"${price:g}" for price in sorted({price for _, _, price, _ in campaigns})),
        "sets": len({one.data for one in found}),
        **_cover(late),
        "width": f"{_median(late):.0%}",
        "before": f"{np.mean([one.covered(ALONE) for one, _ in late]):.1%}",
        "worst": f"{min(told.values()):.0%} on {min(told, key=lambda name: told[name])}",
    }
    return INTRO.format(**facts)


def _cover(late: Sequence[tuple[Pair, Past]]) -> dict[str, str]:
    low, high = interval(late)
    share = np.mean([one.covered(past) for one, past in late])
    return {"cover": f"{share:.1%}", "rounds": str(len(late)), "range": f"{low:.0%} to {high:.0%}"}


def _confirming(tested: Sequence[tuple[Pair, Past]]) -> list[str]:
    late, early = _parted(tested)
    tables = {"Confirming, from round 3 on": late, "Confirming, rounds 1 and 2": early}
    return [CONFIRMING.format(**_cover(late)), *(_table(title, some) for title, some in tables.items())]


def _listed(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def _median(some: Sequence[tuple[Pair, Past]]) -> float:
    return float(np.median([one.width(past) for one, past in some]))


def _table(title: str, some: list[tuple[Pair, Past]]) -> str:
    names = [*dict.fromkeys(one.data for one, _ in some), "all"]
    lines = [_line(name, [pair for pair in some if name in (pair[0].data, "all")]) for name in names]
    return TABLE.format(title=title, lines="\n".join(lines))


def _line(name: str, some: list[tuple[Pair, Past]]) -> str:
    hits = np.array([one.covered(past) for one, past in some])
    places = np.array([one.place(past) for one, past in some])
    alone = np.mean([one.covered(ALONE) for one, _ in some])
    narrow = np.median([one.width(ALONE) for one, _ in some])
    cells = [name, str(len({one.campaign for one, _ in some})), str(len(some))]
    outside = ((~hits) & (places < COVER / 2), (~hits) & (places >= COVER / 2))
    shares = [hits.mean(), alone, *(one.mean() for one in outside), _median(some), narrow]
    return "| " + " | ".join([*cells, *(f"{100 * share:.0f} %" for share in shares)]) + " |"


def _constants(usual: dict[bool, Past]) -> str:
    def words(past: Past) -> str:
        return f"{past.shift:+.2f} and {past.more:.2f}"

    here = {"fitted_here": words(usual[True]), "guessed_here": words(usual[False])}
    return TOLD.format(fitted=words(FITTED), guessed=words(GUESSED), **here)


def plot(some: Sequence[tuple[Pair, Past]], path: Path) -> None:
    """Nominal against actual coverage, and the histogram of the places."""
    figure = Figure(figsize=(8.5, 3.6), layout="constrained")
    left, right = figure.subplots(1, 2)
    places = np.array([one.place(past) for one, past in some])
    levels = np.linspace(5, 95, 19)
    left.plot(levels, _inside(places, levels), "o-", color=BLUE, ms=3, label="told")
    alone = np.array([one.place(ALONE) for one, _ in some])
    left.plot(levels, _inside(alone, levels), "s--", color=QUIET, ms=3, label="worlds alone")
    left.plot([0, 100], [0, 100], color=INK, lw=0.8)
    left.set(xlabel="interval, %", ylabel="actual totals inside, %", xlim=(0, 100), ylim=(0, 100))
    left.legend(frameon=False)
    right.hist(places, bins=list(np.linspace(0, 1, 11)), color=BLUE, edgecolor="white")
    right.axhline(places.size / 10, color=INK, lw=0.8)
    right.set(xlabel="place of the actual total in its forecast", ylabel="rounds")
    for axes in (left, right):
        axes.spines[["top", "right"]].set_visible(False)
    plots.save(figure, path)


def _inside(places: Array, levels: Array) -> list[float]:
    """% of the places within the middle `levels` %."""
    return [float(100 * (200 * np.abs(places - 0.5) <= level).mean()) for level in levels]
