"""Tables and plots from the raw lines alone: docs/benchmarks/cost.md, audits.md and their figures."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.cost import audits, backtest, plots
from benchmarks.cost.cells import KINDS, Cell, Name, Setting, cells, ratio, title
from benchmarks.cost.methods import METHODS
from benchmarks.cost.runs import rows

DOCS = Path(__file__).parents[2] / "docs" / "benchmarks"
TIE = 1.02  #: costs within 2 % are equal
PICTURES = """What people are paid for, at most 5 % wrong, $0.04 a label (*: over 5 % of its promises broken):

![Cost by method](cost.svg)

Cost against the target; dotted lines prove nothing:

![Cost by target](cost-targets.svg)
"""
OURS: Name = ("vermeil", "certified")
CONFIRMING: Name = ("vermeil_verify", "certified")
HASTILY: Name = ("vermeil_hasty", "certified")
MCAL: Name = ("mcal", "certified")
ORACLE: Name = ("oracle_al", "certified")
HINDSIGHT: Name = ("hindsight", "certified")
APART = {"hindsight", "oracle_al", "vermeil_verify", "vermeil_hasty"}  #: they know the truth, or pay less
RIVALS: dict[str, Name] = {
    "faithful MCAL as published (no proof)": ("mcal", "published"),
    "faithful MCAL with our certificate": MCAL,
    "Vermeil's own campaigns, ended by the truth (hindsight)": HINDSIGHT,
    "oracle active learning with our certificate": ORACLE,
    "PAC labels as published (their own proof)": ("pac", "certified"),
    "a random batch, cross-validation and our certificate": ("pac", "audited"),
    "people only": ("people", "certified"),
    "confirming, people right": CONFIRMING,
}
BOUND = """How much could planning gain? *Hindsight* asks the batches that Vermeil asks, and the truth tells
it when to stop, which labeler to believe and how much to audit. In {count} settings it costs {mean:.3f} of
faithful MCAL with the same certificate (worst {most:.3f})."""
PROOF = """What does the proof cost? Oracle active learning is told when to stop, too. In {count} settings it
costs {bare:.3f} of faithful MCAL with the certificate while it proves nothing itself, and {proved:.3f} with
it: [what bounds the cost](../decisions/what-bounds-the-cost.md)."""
INTRO = """# What labelling costs

Every method labels the same data with the same labelers, features, prices and seeds, and pays for
everything it uses: labels to learn from, test and validation sets, audits, probing, and training seconds.
The people are the data set's own labels. *Published* is the method as its authors describe it;
*certified* is the same procedure with Vermeil's audit of its frozen order added, the audit's size planned
from the method's own test data, and people labelling what the audit refuses. How each was tuned stands at
the top of its module in `benchmarks/cost/methods`.

How an audit falls out is luck: each frozen order is audited by ten draws, and the cost of a run is the
mean over them; each draw is a promise that could be *broken*: the true error of the whole data set exceeds
the target. The cost of a method is the median over seeds of the share of what people alone would cost, with
a 95 % bootstrap interval of that median; the interval beside the broken promises is Clopper and Pearson's,
as if no two were of the same order. **Bold**: the cheapest with a proof, ties within 2 %. What people
are paid for is in the same unit, a mean over the seeds. *Hindsight* and the oracle know the truth: they are
bounds, not methods. PAC labels bring their own proof ("own proof"); beside them stands the same first batch
with our audit in place of theirs.
*Vermeil, confirming* may ask people to confirm the machine's label for a fifth of the price; who refuses it
is shown the next likeliest class for as much again, up to three of them. No other method can, so it is
compared apart. *Looks* are at suggestions; its labels are those that were given, blindly or after all
suggestions were refused.
*Hastily*: one wrong suggestion in twenty gets past people, which Vermeil has to find out for itself.

Measured by `make bench-cost`, drawn from `benchmarks/cost/results` by `python -m benchmarks.cost
--report`.
"""


def write(folder: Path = DOCS) -> None:
    """All pages and figures."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = rows()
    found = cells(kept)
    parts = [
        INTRO,
        _ratios(found),
        _promises(found),
        _summary(found),
        *(_table(*one) for one in found.items()),
        _versions(found),
    ]
    (folder / "cost.md").write_text("\n".join(part for part in parts if part), encoding="utf-8")
    plots.shares(found, folder / "cost.svg")
    plots.targets(found, folder / "cost-targets.svg")
    backtest.write(kept, folder)
    print(f"{folder / 'cost.md'}: {sum(len(one) for one in found.values())} cells")
    if audits.OUT.is_file():
        (folder / "audits.md").write_text(_audits(), encoding="utf-8")


def _ratios(found: dict[Setting, dict[Name, Cell]]) -> str:
    lines = ["## Vermeil's cost over others'", ""]
    lines += [
        "Geometric mean (worst; settings). In the last two columns confirming costs a fifth of a label.",
        "",
    ]
    ours = (OURS, CONFIRMING, HASTILY)
    lines += [_line(["over", *map(title, ours)]), "|---" * (len(ours) + 1) + "|"]
    for words, rival in RIVALS.items():
        ratios = [ratio(found, one, rival) for one in ours]
        shown = [f"{mean:.3f} ({many.max():.3f}; {count})" if count else "" for mean, count, many in ratios]
        if any(shown):
            lines.append(_line([words, *shown]))
    mean, count, many = ratio(found, HINDSIGHT, MCAL)
    if count:
        lines += ["", BOUND.format(mean=mean, most=many.max(), count=count)]
    bare, proved = (ratio(found, one, MCAL) for one in (("oracle_al", "published"), ORACLE))
    if bare[1]:
        lines += ["", PROOF.format(bare=bare[0], proved=proved[0], count=proved[1])]
    return "\n".join([*lines, "", PICTURES])


def _promises(found: dict[Setting, dict[Name, Cell]]) -> str:
    every = _names({name: cell for by_name in found.values() for name, cell in by_name.items()})
    lines = ["## Promises broken, all settings", "", _line(["method", "broken", "95 % interval"])]
    lines.append(_line(["---"] * 3))
    for name in every:
        rows = tuple(row for by_name in found.values() if name in by_name for row in by_name[name].rows)
        whole = Cell(rows)
        low, high = whole.chance
        interval = f"{100 * low:.1f} to {100 * high:.1f} %"
        lines.append(_line([title(name), f"{whole.broken} of {whole.promises}", interval]))
    return "\n".join([*lines, ""])


def _names(found: dict[Name, Cell]) -> list[Name]:
    order = list(METHODS)
    return sorted(found, key=lambda name: (order.index(name[0]), name[1] == "certified", name[1]))


def _cheapest(found: dict[Name, Cell]) -> float:
    proved = [cell.share for name, cell in found.items() if cell.proved and name[0] not in APART]
    return min(proved, default=float("nan"))


def _bold(name: Name, cell: Cell, cheapest: float) -> str:
    share = f"{100 * cell.share:.1f}"
    best = cell.proved and name[0] not in APART and cell.share <= cheapest * TIE
    return f"**{share}**" if best else share


def _summary(found: dict[Setting, dict[Name, Cell]]) -> str:
    every = _names({name: cell for by_name in found.values() for name, cell in by_name.items()})
    head = ["data", "target", "price", *(title(name) for name in every)]
    lines = ["## All settings, % of people only", "", _line(head), _line(["---"] * len(head))]
    for (data, target, price), by_name in found.items():
        cheapest = _cheapest(by_name)
        costs = [_bold(name, by_name[name], cheapest) if name in by_name else "" for name in every]
        lines.append(_line([data, f"{100 * target:g} %", f"${price:g}", *costs]))
    return "\n".join([*lines, ""])


def _table(setting: Setting, found: dict[Name, Cell]) -> str:
    data, target, price = setting
    items = next(iter(found.values())).rows[0]["items"]
    head = ["method", "seeds", "cost %", "interval", *KINDS, "error %", "broken", "interval", "seconds"]
    lines = [f"## {data}: {items:,} items, at most {100 * target:g} % wrong, ${price:g} a label", ""]
    lines += [_line(head), _line(["---"] * len(head))]
    cheapest = _cheapest(found)
    lines += [_line([title(name), *_figures(name, found[name], cheapest)]) for name in _names(found)]
    return "\n".join([*lines, ""])


def _figures(name: Name, cell: Cell, cheapest: float) -> list[str]:
    low, high = cell.interval
    least, most = cell.chance
    return [
        str(cell.seeds),
        _bold(name, cell, cheapest),
        f"{100 * low:.1f} to {100 * high:.1f}",
        *(f"{100 * cell.paid(kind):.1f}" for kind in KINDS),
        f"{100 * np.median(cell.values('error')):.2f}",
        f"{cell.broken} of {cell.promises}",
        f"{100 * least:.0f} to {100 * most:.0f} %",
        f"{np.median(cell.values('seconds')):.1f}",
    ]


def _versions(found: dict[Setting, dict[Name, Cell]]) -> str:
    versions = {
        json.dumps(row["versions"], sort_keys=True)
        for by_name in found.values()
        for name, cell in by_name.items()
        if name == OURS
        for row in cell.rows
    }
    lines = [
        ", ".join(f"{key} {value}" for key, value in json.loads(one).items()) for one in sorted(versions)
    ]
    return "\n".join(["## Versions behind Vermeil's rows", "", *(f"- {line}" for line in lines), ""])


def _line(values: list[str]) -> str:
    return f"| {' | '.join(values)} |"


def _audits() -> str:
    told = [json.loads(line) for line in audits.OUT.read_text(encoding="utf-8").splitlines()]
    by_kind: dict[str, list[dict[str, Any]]] = {kind: [] for kind in ("E1", "E2", "E2, small", "E3")}
    for row in told:
        by_kind[row["experiment"]].append(row)
    head = "# How well rules certify\n\nOn stored outputs of real models (METHOD 3.10, E1 to E3): "
    head += "`python -m benchmarks.cost.audits`. Target and delta are 5 %. "
    head += "Losses between right and wrong: [losses](losses.md).\n"
    parts = [_validity(by_kind["E1"]), _sizes(by_kind["E2"]), _small(by_kind["E2, small"])]
    return "\n".join([head, *parts, _reuse(by_kind["E3"])])


def _validity(told: list[dict[str, Any]]) -> str:
    pools = list(dict.fromkeys(row["pool"] for row in told))
    by = {(row["rule"], row["pool"]): row for row in told}
    first = {row["pool"]: row for row in told}
    lines = ["## E1: left to the machine, % of the pool (promises broken, % of the runs)", ""]
    lines += [_line(["rule", *pools]), _line(["---"] * (len(pools) + 1))]
    lines.append(_line(["audited", *(str(first[pool]["audited"]) for pool in pools)]))
    lines.append(_line(["truth known", *(f"{100 * first[pool]['oracle']:.1f}" for pool in pools)]))
    for rule in audits.RULES:
        shown = [by[rule, pool] for pool in pools]
        figures = [f"{100 * one['coverage']:.1f} ({100 * one['broken'] / one['times']:.0f})" for one in shown]
        lines.append(_line([rule, *figures]))
    return "\n".join([*lines, ""])


def _sizes(told: list[dict[str, Any]]) -> str:
    pools = list(dict.fromkeys(row["pool"] for row in told))
    fixed = list(dict.fromkeys(row["rule"] for row in told if not row["rule"].startswith("grid")))
    lines = ["## E2: left to the machine, by audit size (size in brackets)", ""]
    lines += [_line(["pool", *fixed, "best of a grid"]), _line(["---"] * (len(fixed) + 2))]
    for pool in pools:
        own = [row for row in told if row["pool"] == pool]
        by = {row["rule"]: row for row in own}
        best = max(own, key=lambda row: float(row["coverage"]))
        lines.append(_line([pool, *(_size(by[rule]) if rule in by else "" for rule in fixed), _size(best)]))
    return "\n".join([*lines, ""])


def _small(told: list[dict[str, Any]]) -> str:
    pools = list(dict.fromkeys(row["pool"] for row in told))
    lines = ["## E2, small: what people label of 1,500 items, % (audited), at the best size"]
    lines += ["", _line(["rule", *pools]), _line(["---"] * (len(pools) + 1))]
    for rule in dict.fromkeys(row["rule"] for row in told):
        own = [[row for row in told if (row["rule"], row["pool"]) == (rule, pool)] for pool in pools]
        best = [min(rows, key=lambda row: float(row["people"])) for rows in own]
        lines.append(_line([rule, *(f"{100 * one['people']:.1f} ({one['audited']})" for one in best)]))
    return "\n".join([*lines, ""])


def _size(row: dict[str, Any]) -> str:
    return f"{100 * row['coverage']:.1f} ({row['audited']:,})"


def _reuse(told: list[dict[str, Any]]) -> str:
    numbers = list(dict.fromkeys(row["candidates"] for row in told))
    ways = list(dict.fromkeys(row["rule"] for row in told))
    by = {(row["rule"], row["candidates"]): row["accepted a violator"] / row["times"] for row in told}
    lines = ["## E3: runs that accept a set whose error is 2 % over the target, by candidates tried", ""]
    lines += [_line(["way", *map(str, numbers)]), _line(["---"] * (len(numbers) + 1))]
    lines += [_line([way, *(f"{100 * by[way, number]:.0f} %" for number in numbers)]) for way in ways]
    return "\n".join([*lines, ""])
