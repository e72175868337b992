"""Promises for single classes and slices hold together: a rare class does not hide behind a common one."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from benchmarks.cost import data
from worlds import Array, Outcome, Simulated, State, campaign, within_the_law

import vermeil
from vermeil.core.certify import certificate
from vermeil.core.certify.audit import Plan, accepted, draw
from vermeil.core.certify.verify import verify
from vermeil.core.model import Target

pytestmark = pytest.mark.usefixtures("brisk")
N, DELTA = 900, 0.05
COMMON, OTHER, RARE = range(3)


# Audits alone


def evenly(rng: np.random.Generator, n: int) -> Array:
    """A little more than a tenth of the class is wrong, anywhere."""
    return rng.random(n) < 0.11


def late(rng: np.random.Generator, n: int) -> Array:
    """Right at first, then all wrong, from a point on that only the growing allowance reaches."""
    return np.arange(n) >= n - rng.integers(20, 60)


def early(rng: np.random.Generator, n: int) -> Array:
    """The worst come first: too many are wrong at every threshold before the last."""
    wrong = np.zeros(n, bool)
    wrong[rng.choice(n // 2, int(0.1 * n) + 5, replace=False)] = True
    return wrong


def at_the_edge(rng: np.random.Generator, n: int) -> Array:
    """One more than may be wrong by the first threshold that is tested, and none after."""
    wrong = np.zeros(n, bool)
    wrong[rng.choice(n // 2, int(0.1 * (40 + n // 2)) + 1, replace=False)] = True
    return wrong


CLASS_WORLDS = [evenly, late, early, at_the_edge]


def of_a_class(n: int, delta: float, looks: int = 1) -> Plan:
    """An audit of a class of which people have labelled 40 items, a tenth of it allowed to be wrong."""
    few = 3 if looks > 1 else 0
    return Plan(
        pool=n,
        block=10,
        draws=6 if few else 3,
        allowed=n,
        delta=delta,
        first=few,
        error=0.1,
        known=40,
        start=n // 2,
    )


def breaks(plan: Plan, wrong: Array, seed: str) -> bool:
    """Whether more of what is accepted is wrong than may be, those counted that people have put right."""
    ranks = draw("class", seed, plan)
    count = accepted(plan, ranks, wrong[ranks])
    return bool(wrong[:count].sum() > 0.1 * (40 + count))


@pytest.mark.parametrize("looks", [1, 2])
@pytest.mark.parametrize("world", CLASS_WORLDS, ids=lambda one: one.__name__)
def test_a_class_that_grows_with_what_is_accepted_keeps_its_promise(
    world: Callable[[np.random.Generator, int], Array], looks: int
) -> None:
    plan = of_a_class(300, DELTA, looks)
    broken = sum(
        breaks(plan, world(np.random.default_rng([seed, 7]), plan.pool), str(seed)) for seed in range(500)
    )
    assert within_the_law(broken, 500, DELTA)


def test_nothing_is_accepted_before_the_walk_begins() -> None:
    plan = of_a_class(300, DELTA)
    ends = set()
    for seed in range(200):
        wrong = np.random.default_rng([seed, 8]).random(300) < 0.06
        ranks = draw("class", str(seed), plan)
        ends.add(accepted(plan, ranks, wrong[ranks]))
    assert 0 in ends
    assert len(ends) > 5
    assert all(end == 0 or end >= plan.start for end in ends)


@pytest.mark.parametrize(("shared", "holds"), [(True, True), (False, False)])
def test_promises_of_many_parts_hold_together_only_if_they_share_the_level(shared: bool, holds: bool) -> None:
    """Eight slices, each with one wrong label more than it may have: how often one is accepted wholly."""
    parts, worlds = 8, 400
    plan = Plan(pool=300, block=10, draws=3, allowed=30, delta=DELTA / parts if shared else DELTA)
    broken = 0
    for seed in range(worlds):
        rng = np.random.default_rng([seed, 9])
        broken += any(
            all_accepted(plan, rng.permutation(300) < 31, f"{seed}:{part}") for part in range(parts)
        )
    assert within_the_law(broken, worlds, DELTA) == holds


def all_accepted(plan: Plan, wrong: Array, seed: str) -> bool:
    """Whether the audit accepts all of an order."""
    ranks = draw("slice", seed, plan)
    return accepted(plan, ranks, wrong[ranks]) == plan.pool


# Whole campaigns


class Sure(Simulated):
    """Gets the items `trapped` (n,) wrong whatever it learns, and does not doubt them."""

    trapped: Array

    def errs(self, labels: Array) -> Array:
        return np.where(self.trapped, 0.95, super().errs(labels))

    def admits(self, chance: Array) -> Array:
        return np.where(self.trapped, 0.002, super().admits(chance))


def with_a_rare_class(seed: int) -> Sure:
    """One item in fifty is of the rare class, and as many others are called so, without a doubt."""
    rng = np.random.default_rng([seed, 41])
    truth = np.where(rng.random(N) < 0.02, RARE, rng.integers(0, 2, N))
    labeler = Sure(truth, rng.beta(0.3, 6, N), 3, power=0.8, honest=1.0, seed=seed)
    labeler.trapped = (rng.random(N) < 0.02) & (truth != RARE)
    labeler.slip = np.where(labeler.trapped, RARE - truth, (1 - 2 * truth) % 3)
    return labeler


def wrong_share(end: Outcome, truth: Array, inside: Array) -> float:
    """Share of the items `inside` (n,) that are wrong."""
    return float((end.labels != truth)[inside].sum() / max(inside.sum(), 1))


def test_a_rare_class_hides_behind_the_common_ones_unless_it_has_a_promise() -> None:
    """Of what is called rare two fifths are wrong in a good total; its own promise leaves it with people."""
    plain, own = [], []
    for seed in range(20):
        labeler = with_a_rare_class(seed)
        _, end = campaign(labeler.truth, labeler, target=Target(), seed=seed)
        plain.append(wrong_share(end, labeler.truth, end.labels == RARE))
        assert (end.labels != labeler.truth).mean() <= 0.05
        state, end = campaign(labeler.truth, labeler, target=Target(classes={"2": 0.2}), seed=seed)
        own.append(wrong_share(end, labeler.truth, end.labels == RARE))
        assert (end.source == "machine").mean() > 0.3  # the others still go to the machine
        assert verify(certificate.of(state).to_dict()) == []
    assert np.mean(plain) > 0.3
    assert within_the_law(sum(share > 0.2 for share in own), len(own), DELTA)


def broken_promises(state: State, end: Outcome, truth: Array) -> int:
    """How many promises of the certificate are not true."""
    given = certificate.of(state)
    assert given.holds
    assert verify(given.to_dict()) == []
    broken = int((end.labels != truth).sum() > given.target.allowed(truth.size))
    for row in given.promises:
        belongs = end.labels if row["by"] == "class" else state.setup.slices
        share = wrong_share(end, truth, belongs == row["number"])
        assert row["items"] == (belongs == row["number"]).sum()
        assert row["error_upper"] <= row["error"]
        broken += share > row["error"] + 1e-9
    return broken


def slices_against_us(seed: int) -> tuple[Sure, Array]:
    """Three cameras: a common one, one that is hard, and a small one whose traps nothing gives away."""
    rng = np.random.default_rng([seed, 42])
    slices = rng.choice(3, N, p=[0.6, 0.25, 0.15])
    truth, hard = rng.integers(0, 3, N), rng.beta(0.3, 4, N)
    hard = np.where(slices == 1, np.minimum(3 * hard, 1), hard)
    labeler = Sure(truth, hard, 3, power=0.8, honest=1.0, seed=seed)
    labeler.trapped = (slices == 2) & (rng.random(N) < 0.12)
    return labeler, slices


@pytest.mark.parametrize(
    ("target", "price"),
    [(Target(slices=0.1), 0.04), (Target(error=0.08, slices={"2": 0.1}), 0.008)],
    ids=["every slice", "one slice, confirmed"],
)
def test_slices_keep_their_promises_together(target: Target, price: float) -> None:
    broken, machine, worlds = 0, 0.0, 20
    for seed in range(worlds):
        labeler, slices = slices_against_us(seed)
        state, end = campaign(
            labeler.truth, labeler, target=target, seed=seed, slices=slices, verify=price, credulous=0.3
        )
        broken += broken_promises(state, end, labeler.truth) > 0
        machine += (end.source == "machine").mean() / worlds
    assert within_the_law(broken, worlds, DELTA)
    assert machine > 0.1


def test_every_class_keeps_its_promise() -> None:
    broken, machine, worlds = 0, 0.0, 15
    for seed in range(worlds):
        labeler = with_a_rare_class(seed)
        state, end = campaign(labeler.truth, labeler, target=Target(classes=0.1), seed=seed)
        broken += broken_promises(state, end, labeler.truth) > 0
        machine += (end.source == "machine").mean() / worlds
    assert within_the_law(broken, worlds, DELTA)
    assert machine > 0.3


def test_one_class_stays_with_people_while_the_others_go_to_the_machine() -> None:
    """The machine takes half of one class for another, without a doubt: only that other is not its own."""
    rng = np.random.default_rng(43)
    truth = rng.integers(0, 3, N)
    labeler = Sure(truth, rng.beta(0.3, 6, N), 3, power=0.8, honest=1.0, seed=0)
    labeler.trapped = (truth == OTHER) & (rng.random(N) < 0.5)
    labeler.slip = np.where(truth == OTHER, RARE - OTHER, labeler.slip)
    state, end = campaign(truth, labeler, target=Target(error=0.1, classes=0.1), seed=1)
    given = certificate.of(state)
    by_machine = {row["number"]: row["machine"] for row in given.promises}
    assert given.holds
    assert by_machine[COMMON] > 50
    assert by_machine[RARE] == 0
    assert (end.source[end.labels == RARE] == "human").all()


def test_on_real_tiles_the_rarest_defect_stays_with_people() -> None:
    cache = Path.home() / ".cache" / "vermeil-benchmarks"
    if not any(cache.glob("tiles-*-maps-*.npy")):
        pytest.skip(f"no features of the magnetic tiles in {cache}; `python -m benchmarks.cost` makes them")
    try:
        tiles = data.load("tiles", cache)
    except data.Absent as why:
        pytest.skip(str(why))
    rarest = int(np.bincount(tiles.truth).argmin())
    result = vermeil.label(
        tiles.features,
        lambda items: tiles.truth[items],
        classes=tiles.n_classes,
        target=Target(error=0.1, classes=0.2),
        labelers=["kernel"],
        prices=vermeil.Prices(device_hour=0),
        progress=False,
    )
    wrong = result.labels != tiles.truth
    machine = {row["number"]: row["machine"] for row in result.certificate.promises}
    assert verify(result.certificate.to_dict()) == []
    assert machine[rarest] == 0
    assert sum(machine.values()) > 50
    assert all(wrong[result.labels == kind].mean() <= 0.2 for kind in range(tiles.n_classes))
