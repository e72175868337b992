"""Promises for every class: one walk for each class against one walk that all of them stop on stored outputs.

Both draw the same items: the same number from every block of each class's own order. "Own walks" accept of
each class what its own walk accepts. "One walk" goes down the order of all items and stops for good where any
class fails. And whole campaigns on the digits, without and with promises. `python -m benchmarks.cost.slices`
prints the tables of docs/decisions/targets-per-slice.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.cost.audits import POOLS
from vermeil import Prices, Target, label
from vermeil.core.certify.audit import Plan, accepted, design, draw, least_share
from vermeil.core.plan.promises import shared

Array = NDArray[Any]
NAMES = ("cifar10", "mnist", "imdb", "20news")
SHARE, MORE = 0.1, 1.4  #: of a class is audited: a tenth, but so many times the least that can prove anything
BEGIN = 0.7  #: of a class: where its walk begins
ERROR, DELTA, TIMES, SEEDS = 0.05, 0.05, 100, 4
WAYS = ((0.05, "5 %"), (0.1, "10 %"))  #: what is promised of each class


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """Stored outputs of a model, most trusted first."""

    said: Array  #: (n,) predicted class
    wrong: Array  #: (n,) bool


def pool(name: str) -> Pool:
    """The outputs `name` in the order of trust, ties at random but fixed."""
    stored = np.load(POOLS / f"{name}.npz")
    scores = stored["scores"].astype(float)
    said, trust = scores.argmax(axis=1), scores.max(axis=1)
    mixed = np.random.default_rng(said.size).permutation(said.size)
    order = mixed[np.argsort(-trust[mixed], kind="stable")]
    return Pool(said[order], (said != stored["given_labels"])[order])


def plans(one: Pool, own: float | None) -> list[tuple[Array, Plan]]:
    """(ranks (k,) in the order of all, plan) of each part; `own`: promised of a class, None: nothing is."""
    ranks = [np.arange(one.said.size)]
    if own is not None:
        ranks = [np.flatnonzero(one.said == kind) for kind in np.unique(one.said)]
    total = int(ERROR * one.said.size)
    caps = [total if own is None else int(own * part.size) for part in ranks]
    given = shared(total, caps, caps)
    delta = DELTA / len(ranks)
    found = []
    for part, allowed in zip(ranks, given, strict=True):
        first = min(allowed, int((own or 1) * BEGIN * part.size))  # what may be wrong where the walk begins
        block, draws = design(part.size, min(max(SHARE, MORE * least_share(first, delta)), 1.0))
        start = int(BEGIN * part.size) if own else 0
        plan = Plan(
            pool=part.size,
            block=block,
            draws=draws,
            allowed=allowed,
            delta=delta,
            error=own or 0.0,
            start=start,
        )
        found.append((part, plan))
    return found


def left_to_machine(
    one: Pool, parts: list[tuple[Array, Plan]], seed: int, *, together: bool
) -> tuple[int, int]:
    """(items that nobody has to label, parts that stay with people) after one audit of all parts."""
    counts, ends, seen = [], [], []
    for number, (ranks, plan) in enumerate(parts):
        drawn = draw(f"part {number}", str(seed), plan)
        counts.append(accepted(plan, drawn, one.wrong[ranks[drawn]]))
        ends.append(ranks[counts[-1]] if counts[-1] < plan.pool else one.said.size)
        seen.append(drawn)
    if together:  # all stop where the first one stops, and get nothing where it gets nothing
        stop = 0 if not all(counts) else min(ends)
        counts = [int(np.searchsorted(ranks, stop)) for ranks, _ in parts]
        counts = [count if count >= plan.start else 0 for count, (_, plan) in zip(counts, parts, strict=True)]
    free = sum(count - int((drawn < count).sum()) for count, drawn in zip(counts, seen, strict=True))
    return free, sum(count == 0 for count in counts)


def rows() -> Iterator[tuple[str, list[str]]]:
    """A line of the table for each pool."""
    for name in NAMES:
        one = pool(name)
        cells = []
        for own, together in ((None, False), *((own, way) for own, _ in WAYS for way in (False, True))):
            parts = plans(one, own)
            found = np.array([left_to_machine(one, parts, seed, together=together) for seed in range(TIMES)])
            people = f" ({found[:, 1].mean():.1f})" if own else ""
            cells.append(f"{100 * found[:, 0].mean() / one.said.size:.1f}{people}")
        yield name, cells


def campaigns() -> Iterator[str]:
    """What campaigns on the digits cost, as a share of people only, and what the machine labels."""
    from sklearn.datasets import load_digits  # noqa: PLC0415 - half a second, only here

    pixels, truth = load_digits(return_X_y=True)
    for shown, classes in (
        ("none", {}),
        ('of one class, `{"8": 0.1}`', {"8": 0.1}),
        ("of every class, `0.1`", 0.1),
    ):
        ends = [
            label(
                pixels,
                lambda items: truth[items],
                classes=10,
                target=Target(classes=classes),
                labelers=["kernel"],
                prices=Prices(device_hour=0),
                seed=seed,
                progress=False,
            )
            for seed in range(SEEDS)
        ]
        cost = np.mean([end.cost.total / end.all_human for end in ends])
        machine = np.mean([(end.source == "machine").mean() for end in ends])
        yield f"| {shown} | {100 * cost:.1f} | {100 * machine:.0f} |"


def main() -> None:
    """The table, as Markdown."""
    ways = [f"{shown}, {way}" for _, shown in WAYS for way in ("own walks", "one walk")]
    print("| pool | no promise | " + " | ".join(ways) + " |")
    print("| --- |" + " --- |" * (1 + len(ways)))
    for name, cells in rows():
        print(f"| {name} | " + " | ".join(cells) + " |", flush=True)
    print("\n| promises | cost, % of people only | by the machine, % |\n| --- | --- | --- |")
    for line in campaigns():
        print(line, flush=True)


if __name__ == "__main__":
    main()
