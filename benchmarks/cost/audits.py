"""Experiments E1 to E3 (METHOD 3.10): how well rules certify, on stored outputs of real models.

E1  validity and power: every rule on every pool at the same number of audited labels
E2  size: fixed audits of 1, 5 and 10 % against the size that our planner takes
E3  reuse: one test set for many candidates, against a fresh audit with a share of delta for each

python -m benchmarks.cost.audits                # raw lines in results/audits
"""

import argparse
import csv
import gzip
import json
import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom, hypergeom

from benchmarks.cost.data import SHARED
from benchmarks.cost.ending import audit_size
from benchmarks.cost.methods import pac
from benchmarks.cost.world import Sample
from vermeil.core.certify.audit import Plan, accepted, design, draw, least_share, level

Array = NDArray[Any]
STEPS = 2000  #: thresholds of the rules that draw from the whole order
Rule = Callable[[Plan, Array, Array], int]
POOLS = SHARED / "machine_outputs"
OUT = Path(__file__).parent / "results" / "audits" / "rows.jsonl"
TABLES = {"imagenet": 1000, "imagenetv2": 800, "misinfo": 400, "stance": 200}  #: audited labels of METHOD 3.5
SCORES = {"cifar10": 400, "mnist": 400, "imdb": 800, "20news": 400}
SIZES = TABLES | SCORES


def pool(name: str) -> Array:
    """(n,) bool: whether the model is wrong on each item, most trusted first, ties at random but fixed."""
    wrong, trust = _table(name) if name in TABLES else _scores(name)
    mixed = np.random.default_rng(wrong.size).permutation(wrong.size)
    order = mixed[np.argsort(-trust[mixed], kind="stable")]
    ordered: Array = wrong[order]
    return ordered


def _table(name: str) -> tuple[Array, Array]:
    with gzip.open(POOLS / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    said = next(column for column in rows[0] if column.startswith("Yhat"))
    wrong = np.array([row["Y"] != row[said] for row in rows])
    return wrong, np.array([float(row["confidence"]) for row in rows])


def _scores(name: str) -> tuple[Array, Array]:
    stored = np.load(POOLS / f"{name}.npz")
    scores, truth = stored["scores"].astype(float), stored["given_labels"]
    return scores.argmax(axis=1) != truth, scores.max(axis=1)


def looks(plan: Plan, ranks: Array, wrong: Array) -> tuple[Array, Array, Array]:
    """(t, m_t, e_t) at `STEPS` thresholds."""
    grid = np.unique(np.linspace(1, plan.pool, min(plan.pool, STEPS)).astype(int))
    return grid, np.searchsorted(np.sort(ranks), grid), np.searchsorted(np.sort(ranks[wrong]), grid)


def first_failure(grid: Array, passed: Array) -> int:
    """The last t before the first that does not pass; 0: none."""
    steps = grid.size if passed.all() else int(np.argmin(passed))
    return int(grid[steps - 1]) if steps else 0


def last_success(grid: Array, passed: Array) -> int:
    """The largest t that passes, whatever lies below; 0: none."""
    fits = np.flatnonzero(passed)
    return int(grid[fits[-1]]) if fits.size else 0


def point_estimate(plan: Plan, ranks: Array, wrong: Array) -> int:
    """The largest set whose estimated number of errors is allowed (MCAL)."""
    grid, _, e = looks(plan, ranks, wrong)
    return last_success(grid, e / ranks.size * plan.pool <= plan.allowed)


def hosted_rule(plan: Plan, ranks: Array, wrong: Array) -> int:
    """The largest set that is estimated to be 95 % right itself (SageMaker Ground Truth)."""
    grid, m, e = looks(plan, ranks, wrong)
    return last_success(grid, (m > 0) & (e / np.maximum(m, 1) <= plan.allowed / plan.pool))


def tbal_rule(plan: Plan, ranks: Array, wrong: Array) -> int:
    """P + 0.25 sqrt(p (1 - p)) within the target, on 25 items at least (the code of TBAL)."""
    grid, m, e = looks(plan, ranks, wrong)
    p = e / np.maximum(m, 1)
    return last_success(grid, (m >= 25) & (p + 0.25 * np.sqrt(p * (1 - p)) <= plan.allowed / plan.pool))


def hypergeometric(plan: Plan, ranks: Array, wrong: Array) -> int:
    """The exact test on one draw from the whole order (METHOD 3.3), as we did before we drew from blocks."""
    grid, m, e = looks(plan, ranks, wrong)
    p = hypergeom.cdf(e, grid, np.minimum(plan.allowed + 1, grid), m)
    return first_failure(grid, (grid <= plan.allowed) | (p <= plan.delta))


def clopper_pearson(plan: Plan, ranks: Array, wrong: Array) -> int:
    """The same with the binomial law (drawn with replacement) in place of the hypergeometric one."""
    grid, m, e = looks(plan, ranks, wrong)
    share = np.minimum((plan.allowed + 1) / grid, 1.0)
    return first_failure(grid, (grid <= plan.allowed) | (binom.cdf(e, m, share) <= plan.delta))


def learn_then_test(plan: Plan, ranks: Array, wrong: Array) -> int:
    """Learn then Test (Angelopoulos et al. 2021) in fixed sequence, with Hoeffding-Bentkus p-values."""
    grid, _, e = looks(plan, ranks, wrong)
    m, alpha = ranks.size, plan.allowed / plan.pool
    risk = np.minimum(e / m, alpha)
    with np.errstate(divide="ignore", invalid="ignore"):
        gap = np.where(risk > 0, risk * np.log(risk / alpha), 0) + (1 - risk) * np.log(
            (1 - risk) / (1 - alpha)
        )
    hoeffding = np.exp(-m * gap)
    bentkus = np.e * binom.cdf(np.ceil(m * e / m), m, alpha)
    p = np.where(e / m < alpha, np.minimum(hoeffding, bentkus), 1.0)
    return first_failure(grid, p <= plan.delta)


def betting(plan: Plan, ranks: Array, wrong: Array) -> int:
    """Probably approximately correct labels, with the bets of their code (drawn with replacement)."""
    return pac.trusted(ranks, wrong, plan.pool, plan.allowed / plan.pool, plan.delta)


RULES: dict[str, Rule] = {
    "point estimate": point_estimate,
    "hosted 95 % rule": hosted_rule,
    "TBAL rule": tbal_rule,
    "PAC betting": betting,
    "learn then test": learn_then_test,
    "Clopper-Pearson": clopper_pearson,
    "hypergeometric": hypergeometric,
    "of every block (ours)": accepted,
}


def draws(plan: Plan, rule: Rule, rng: np.random.Generator) -> Array:
    """(m,) audited ranks, drawn as the rule expects."""
    if rule is betting:
        return rng.integers(0, plan.pool, plan.size(plan.draws))
    if rule is accepted:
        return draw("order", str(rng.integers(2**63)), plan)
    return rng.choice(plan.pool, plan.size(plan.draws), replace=False)


@dataclass(frozen=True, slots=True)
class Repeats:
    """What many audits of one pool came to, each (times,)."""

    reached: Array  #: share of the order that was accepted
    left: Array  #: share that nobody was asked about: coverage
    broken: Array  #: bool: more wrong labels than allowed stayed


def repeat(wrong: Array, rule: Rule, size: int, times: int, target: float = 0.05) -> Repeats:
    """`times` audits of `size` items each by one rule, every one with draws of its own."""
    block, each = design(wrong.size, size / wrong.size)
    plan = Plan(pool=wrong.size, block=block, draws=each, allowed=int(target * wrong.size + 1e-9), delta=0.05)
    before = np.concatenate([[0], np.cumsum(wrong)])
    found = Repeats(np.empty(times), np.empty(times), np.empty(times, bool))
    for number in range(times):
        ranks = draws(plan, rule, np.random.default_rng([size, number]))
        t = rule(plan, ranks, wrong[ranks])
        inside = np.unique(ranks[ranks < t])
        found.reached[number], found.left[number] = t / wrong.size, (t - inside.size) / wrong.size
        found.broken[number] = before[t] - wrong[inside].sum() > plan.allowed
    return found


def oracle(wrong: Array, target: float = 0.05) -> float:
    """The share that could be left to the machine if the truth were known."""
    return float(
        np.searchsorted(np.cumsum(wrong), int(target * wrong.size + 1e-9), side="right") / wrong.size
    )


def validity(name: str, times: int) -> Iterator[dict[str, Any]]:
    """E1 on one pool."""
    wrong = pool(name)
    for title, rule in RULES.items():
        began = time.perf_counter()
        found = repeat(wrong, rule, SIZES[name], times)
        yield {
            "experiment": "E1",
            "pool": name,
            "rule": title,
            "items": wrong.size,
            "audited": SIZES[name],
            "coverage": float(found.left.mean()),
            "spread": float(found.left.std()),
            "oracle": oracle(wrong),
            "broken": int(found.broken.sum()),
            "times": times,
            "seconds": time.perf_counter() - began,
        }


def best_size(name: str, times: int) -> Iterator[dict[str, Any]]:
    """E2 on one pool: fixed sizes, the planned one (from 500 labelled items), and the best of a fine grid."""
    wrong = pool(name)
    n, allowed = wrong.size, int(0.05 * wrong.size + 1e-9)
    rng = np.random.default_rng(n)
    seen = rng.choice(n, 500, replace=False)
    planned = audit_size(n, allowed, 0.05, Sample((seen + 1) / n, wrong[seen]))
    sizes = {f"{share:.0%} of the pool": int(share * n) for share in (0.01, 0.05, 0.1)}
    sizes["planned"] = planned
    sizes |= {f"grid {m}": int(m) for m in np.unique(np.geomspace(60, n // 3, 14).astype(int))}
    for title, size in sizes.items():
        if size:
            found = repeat(wrong, accepted, size, times)
            yield {
                "experiment": "E2",
                "pool": name,
                "rule": title,
                "audited": size,
                "coverage": float(found.left.mean()),
                "broken": int(found.broken.sum()),
                "times": times,
            }


def small(name: str, times: int, n: int = 1500) -> Iterator[dict[str, Any]]:
    """E2 where sets are small: what people label of `n` items, by the share audited and the rule."""
    whole = pool(name)
    wrong = whole[np.sort(np.random.default_rng(n).choice(whole.size, min(n, whole.size), replace=False))]
    for rule in (hypergeometric, accepted):
        for share in np.geomspace(least_share(int(0.05 * wrong.size), 0.05), 0.4, 12):
            found = repeat(wrong, rule, math.ceil(share * wrong.size), times)
            yield {
                "experiment": "E2, small",
                "pool": name,
                "rule": next(title for title, one in RULES.items() if one is rule),
                "audited": math.ceil(share * wrong.size),
                "people": 1 - float(found.left.mean()),
                "broken": int(found.broken.sum()),
                "times": times,
            }


def reuse(candidates: int, times: int, n: int = 50_000, size: int = 1000) -> Iterator[dict[str, Any]]:
    """E3: `candidates` sets, each a little over the target; how often one of them is accepted at least.

    Independent candidates are the worst case; a fresh audit for each spends delta as our retries do.
    """
    allowed = int(0.05 * n)
    over = int(1.02 * allowed)
    rng = np.random.default_rng(candidates)
    found = rng.hypergeometric(over, n - over, size, (times, candidates))
    few, which = np.unique(found, return_inverse=True)
    p = hypergeom.cdf(few, n, allowed + 1, size)[which].reshape(found.shape)
    spending = np.array([level(0.05, number) for number in range(1, candidates + 1)])
    ways = {
        "one test set, point estimate": found / size * n <= allowed,
        "one test set, exact test at 5 %": p <= 0.05,
        "fresh audits, delta spent (ours)": p <= spending,
    }
    for title, taken in ways.items():
        yield {
            "experiment": "E3",
            "candidates": candidates,
            "rule": title,
            "accepted a violator": int(taken.any(axis=1).sum()),
            "times": times,
        }


def main() -> None:
    """All three; what was there before is written anew."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--times", type=int, default=300)
    asked = options.parse_args()
    there = [name for name in SIZES if any(POOLS.glob(f"{name}.*"))]
    if len(there) < len(SIZES):
        print(f"skipped, not in {POOLS}: {', '.join(sorted(set(SIZES) - set(there)))}")
    jobs = [partial(validity, name, asked.times) for name in there]
    jobs += [partial(best_size, name, asked.times) for name in there]
    jobs += [partial(small, name, asked.times) for name in there]
    jobs += [partial(reuse, number, 2000) for number in (1, 5, 20, 50)]
    OUT.parent.mkdir(exist_ok=True)
    OUT.unlink(missing_ok=True)
    for job in jobs:
        for row in job():
            with OUT.open("a", encoding="utf-8") as file:
                file.write(json.dumps(row) + "\n")
            print(row, flush=True)


if __name__ == "__main__":
    main()
