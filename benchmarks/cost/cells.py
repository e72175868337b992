"""From raw lines to figures: one cell for each data set, target, price, method and ending."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta

from benchmarks.cost.runs import Row

LOOKS = "looks"  #: at suggestions
KINDS = {
    "learn": ("seed", "learn"),
    LOOKS: (),
    "test": ("test", "validation"),
    "audit": ("audit",),
    "rest": ("rest",),
}  #: what people are paid for
Setting = tuple[str, float, float]  #: data set, target, price
Name = tuple[str, str]  #: method, ending
RESAMPLES = 2000
OWN = {
    "vermeil": "vermeil",
    "vermeil_verify": "vermeil, confirming",
    "vermeil_hasty": "vermeil, confirming hastily",
    "people": "people",
}  #: methods with one ending
TITLES: dict[Name, str] = {("pac", "certified"): "pac, own proof", ("pac", "audited"): "pac batch, certified"}


@dataclass(frozen=True)
class Cell:
    """All seeds of one method and ending in one setting."""

    rows: tuple[Row, ...]

    def values(self, name: str) -> NDArray[np.float64]:
        """(seeds,) one figure of each run."""
        return np.array([row[name] for row in self.rows], float)

    @property
    def seeds(self) -> int:
        """Runs."""
        return len(self.rows)

    @property
    def promises(self) -> int:
        """Draws of an audit, over all runs; one a run where a method draws none."""
        return sum(row.get("draws", 1) for row in self.rows)

    @cached_property
    def share(self) -> float:
        """Median cost as a share of people only."""
        return float(np.median(self.values("share")))

    @cached_property
    def interval(self) -> tuple[float, float]:
        """Of that median, 95 %, by bootstrap over the seeds."""
        shares, rng = self.values("share"), np.random.default_rng(0)
        medians = np.median(rng.choice(shares, (RESAMPLES, shares.size)), axis=1)
        low, high = np.quantile(medians, [0.025, 0.975])
        return float(low), float(high)

    @cached_property
    def broken(self) -> int:
        """Promises: after so many draws the true error exceeds the target."""
        return int(self.values("broken").sum())

    @cached_property
    def chance(self) -> tuple[float, float]:
        """95 % interval of the chance that the promise breaks (Clopper and Pearson), as if all were apart."""
        k, n = self.broken, self.promises
        low = beta.ppf(0.025, k, n - k + 1) if k else 0.0
        high = beta.ppf(0.975, k + 1, n - k) if k < n else 1.0
        return float(low), float(high)

    @cached_property
    def proved(self) -> bool:
        """Whether every run ended with a certificate."""
        return all(row["certified"] for row in self.rows)

    def paid(self, kind: str) -> float:
        """Mean price of labels for one purpose, or of looks, as a share of people only."""
        if kind == LOOKS:
            bought = [row["checks"] / row["price"] for row in self.rows]
        else:
            bought = [sum(row["labels"].get(part, 0) for part in KINDS[kind]) for row in self.rows]
        return float(np.mean(bought)) / float(self.rows[0]["items"])


def cells(rows: Iterable[Row]) -> dict[Setting, dict[Name, Cell]]:
    """Every cell there is."""
    grouped: dict[Setting, dict[Name, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        grouped[row["data"], row["target"], row["price"]][row["method"], row["ending"]].append(row)
    return {
        setting: {name: Cell(tuple(found)) for name, found in by_name.items()}
        for setting, by_name in sorted(grouped.items())
    }


def ratio(
    all_cells: dict[Setting, dict[Name, Cell]], over: Name, under: Name
) -> tuple[float, int, NDArray[np.float64]]:
    """(geometric mean of cost `over` / cost `under`, settings, the ratios), on the seeds that both have."""
    ratios = []
    for by_name in all_cells.values():
        if over in by_name and under in by_name:
            upper = {row["seed"]: row["cost"] for row in by_name[over].rows}
            lower = {row["seed"]: row["cost"] for row in by_name[under].rows}
            both = sorted(upper.keys() & lower.keys())
            if both:
                medians = [float(np.median([cost[seed] for seed in both])) for cost in (upper, lower)]
                ratios.append(medians[0] / medians[1])
    found = np.array(ratios)
    return float(np.exp(np.log(found).mean())) if found.size else float("nan"), found.size, found


def title(name: Name) -> str:
    """The method and its ending in words."""
    method, ending = name
    return TITLES.get(name) or OWN.get(method, f"{method}, {ending}")
