"""MCAL: Minimum Cost Human-Machine Active Labeling (Qiu, Chintalapudi, Govindan, ICLR 2023), Algorithm 1.

As in the paper: a random test set T of 5 % and a random seed of 1 % are bought; what people label next is
chosen by smallest margin, in steps of 1 %; the error of the theta most confident (by margin) is measured on
T for theta = 5, 10, ..., 100 % and extrapolated by one truncated power law for each theta; the pair (theta,
|B|) of least predicted cost, with |S| err(S) <= eps |X| on the whole data set, is the plan. While its cost
moves by more than 5 %, probing goes on; then the step is enlarged so that |B| is reached in a few jumps; it
stops when |B| is passed or the cost rises; and it gives up when probing cost more than 10 % of people only.
Several architectures are probed on the same labels until all are stable; the cheapest goes on alone.

Where the paper is silent, the released code decides: at least 6 labels a class to start from, at most 4
jumps, and an end as soon as the predicted |B| is passed, stable or not. In its favour: a law is fitted with
half an error in place of none, so that no fit fails; all architectures learn from the labels that the best
of them chose, so that none is bought twice; a jump may be as small as 1 % (the code: 5 %), which is cheaper
wherever training is.

Tuned on digits, TREC and TrashNet at 5 % (seeds 100 and up, not those of the results) over `Tuning`, for
the least published cost. Digits: ending when |B| is passed 9.3 % of people only, without that rule 21 %;
doubling 11.7 % with it, everything by hand without. TrashNet: steps 44.5 %, doubling 47.3 %; waiting for
all architectures or for the leader differ by less than a point.
"""

import math
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import nnls

from benchmarks.cost.world import Array, Frozen, Sample, World
from vermeil.core.plan.events import Trained

TEST, SEED, STEP = 0.05, 0.01, 0.01  #: shares of the pool
PER_CLASS = 6  #: labels to start from
THETAS = np.arange(1, 21) / 20
STABLE, TAX = 0.05, 0.10
JUMPS, PATIENT = 4, 0.10  #: at most so many jumps, while their training stays below this share of the cost
FUTURES = 80


@dataclass(frozen=True)
class Tuning:
    """What the paper leaves open. The defaults are what was cheapest, see the module's docstring."""

    points: int = 3  #: rounds before a forecast can be called stable
    passed: bool = True  #: stop as soon as |B| is passed, stable or not (the code does)
    everyone: bool = True  #: the race ends when all are stable; else when the cheapest is
    double: bool = False  #: |B| doubles while unstable (the code), else grows by the step


TUNED = Tuning()


@dataclass
class Record:
    """One architecture: its learning curves so far, and its last forecasts."""

    bought: list[int] = field(default_factory=list)
    errors: list[Array] = field(default_factory=list)  #: (thetas,) on the test set
    seconds: list[float] = field(default_factory=list)
    plans: list["Plan"] = field(default_factory=list)

    def stable(self, points: int) -> bool:
        """Whether the predicted cost has stopped moving, after so many points."""
        if len(self.plans) < points:
            return False
        before, now = self.plans[-2].cost, self.plans[-1].cost
        return abs(now - before) <= STABLE * before

    @property
    def passed(self) -> bool:
        """Whether the best |B| is behind; one point alone does not tell."""
        return len(self.plans) > 1 and self.plans[-1].bought <= self.bought[-1]


@dataclass(frozen=True)
class Plan:
    """The pair (theta, |B|) of least predicted cost; only what matters afterwards."""

    bought: int
    cost: float


def run(world: World, tuning: Tuning = TUNED) -> Frozen:
    """Algorithm 1."""
    n = world.n
    test = world.draw(math.ceil(TEST * n))
    world.ask(test, "test")
    batch = world.draw(max(math.ceil(SEED * n), PER_CLASS * world.data.n_classes))
    train = np.empty(0, np.int64)
    race = {name: Record() for name in world.names}
    step = max(math.ceil(STEP * n), 1)
    while True:
        world.ask(batch, "learn")
        train = np.concatenate([train, batch])
        told = world.train_all(race, train)
        for name, record in race.items():
            _observe(record, world, told[name], test, train.size)
        if world.compute > TAX * world.people_only:
            return _frozen(world, told[next(iter(race))], test, give_up=True)
        best = min(race, key=lambda name: race[name].plans[-1].cost)
        watched = race.values() if tuning.everyone else [race[best]]
        if all(record.stable(tuning.points) for record in watched):
            race = {best: race[best]}
            size = _next(race[best], step, world)
        elif tuning.passed and race[best].passed:
            size = 0
        else:
            size = train.size if tuning.double else step
        batch = _least_margin(world, told[best], size)
        if not batch.size:
            return _frozen(world, told[best], test)


def _observe(record: Record, world: World, told: Trained, test: Array, bought: int) -> None:
    record.bought.append(bought)
    record.errors.append(test_errors(told, world.labels[test], test))
    record.seconds.append(told.seconds)
    record.plans.append(forecast(record, world, test.size))


def test_errors(told: Trained, truth: Array, test: Array) -> Array:
    """(thetas,) error of the theta most confident of the test set; 0.5 errors where there are none."""
    wrong = (told.label[test] != truth)[np.argsort(-told.margin[test], kind="stable")]
    first = np.maximum(np.rint(THETAS * test.size).astype(int), 1)
    errors: Array = np.maximum(np.cumsum(wrong)[first - 1], 0.5) / first
    return errors


def power_law(bought: Array, errors: Array) -> Array:
    """(log a, g, 1/k) of err = a b^-g exp(-b/k) with g, 1/k >= 0, by least squares in logarithms.

    Two points have no cut-off, and one point is flat.
    """
    scale = bought[-1]
    one = np.ones(bought.size)  # twice: log a may be negative, what nnls finds may not
    design = np.column_stack([one, -one, -np.log(bought), -bought / scale])
    free = 2 + min(bought.size - 1, 2)
    found = np.zeros(4)
    found[:free] = nnls(design[:, :free], np.log(errors))[0]
    return np.array([found[0] - found[1], found[2], found[3] / scale])


def forecast(record: Record, world: World, tested: int) -> Plan:
    """The cheapest future under the fitted curves."""
    bought = np.array(record.bought, float)
    laws = np.stack([power_law(bought, one) for one in np.array(record.errors).T])
    now, most = record.bought[-1], world.n - tested
    future = np.unique(np.geomspace(now, max(most, now), FUTURES).astype(int))
    errors = np.exp(laws[:, 0] - laws[:, 1] * np.log(future)[:, None] - laws[:, 2] * future[:, None])
    machine = THETAS * (most - future)[:, None]
    machine = np.where(machine * errors < world.terms.target.error * world.n, machine, 0).max(axis=1)
    per_label = sum(record.seconds) / sum(record.bought)
    jumps = np.minimum(np.maximum((future - now) / (STEP * world.n), 0), JUMPS)
    training = world.terms.prices.seconds(per_label) * jumps * (now + future) / 2
    costs = world.terms.prices.label * (world.n - machine) + world.compute + training
    best = int(np.argmin(costs))
    return Plan(int(future[best]), float(costs[best]))


def _next(record: Record, step: int, world: World) -> int:
    """How many labels to buy next once the forecast is stable: 0 to stop."""
    plan, bought = record.plans[-1], record.bought[-1]
    if record.passed or plan.cost > record.plans[-2].cost * (1 + STABLE):
        return 0
    mean = world.terms.prices.seconds(record.seconds[-1]) * (plan.bought + bought) / 2 / bought
    jumps = 1
    while jumps < JUMPS and mean * (jumps + 1) < PATIENT * plan.cost:
        jumps += 1
    return max(math.ceil((plan.bought - bought) / jumps), step)


def _least_margin(world: World, told: Trained, count: int) -> Array:
    still = world.open()
    return still[np.argsort(told.margin[still], kind="stable")[:count]]


def _frozen(world: World, told: Trained, test: Array, *, give_up: bool = False) -> Frozen:
    """S*: the largest theta whose error on T keeps the data set within the target."""
    still = world.open()
    order = still[np.argsort(-told.margin[still], kind="stable")]
    wrong = told.label[test] != world.labels[test]
    ranked = wrong[np.argsort(-told.margin[test], kind="stable")]
    first = np.maximum(np.rint(THETAS * test.size).astype(int), 1)
    errors = np.cumsum(ranked)[first - 1] / first
    sizes = np.rint(THETAS * order.size).astype(int)
    fits = np.flatnonzero(sizes * errors < world.terms.target.error * world.n)
    count = int(sizes[fits[-1]]) if fits.size and not give_up else 0
    sample = Sample.of(told.margin[test], wrong, told.margin[order])
    return Frozen(order, told.label[order], count, sample)
