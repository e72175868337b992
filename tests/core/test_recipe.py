"""The recipe: each switch changes what it should, and none the promise."""

import dataclasses
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from test_campaign import House

import vermeil
from clock import ISSUED
from vermeil.core.certify import certificate
from vermeil.core.certify.verify import verify
from vermeil.core.errors import BadInput
from vermeil.core.plan.campaign import (
    Ask,
    Finish,
    Freeze,
    Setup,
    State,
    Train,
    begin,
    decide,
    observe,
    taught,
)
from vermeil.core.plan.choose import METRICS, Look, batch
from vermeil.core.plan.events import Trained
from vermeil.core.plan.recipe import Recipe
from vermeil.core.train import trained

Array = NDArray[Any]

SWITCHED = [
    *(Recipe(metric=name) for name in METRICS),
    Recipe(random=0.0),
    Recipe(random=1.0),
    Recipe(typical=False),
    Recipe(near=1.0),
    Recipe(test_set=0.05),
    Recipe(bound="machine"),
    Recipe(steps=20),
    Recipe(learned_chance=False),
    Recipe(audit=0.1),
    Recipe(race=False),
]


class Taught(House):
    """A house whose labelers are given what a recipe lets them learn from, and remembers it."""

    def __init__(self, recipe: Recipe, n: int = 900, seed: int = 0, **setup: Any) -> None:
        super().__init__(n, seed, recipe=recipe, **setup)
        self.asked: list[Ask] = []
        self.taught: list[Array] = []
        self.trains: list[Train] = []
        self.frozen: list[tuple[State, Freeze]] = []

    def events(self, state: State, decision: Any) -> list[Any]:
        if isinstance(decision, Ask):
            self.asked.append(decision)
        if isinstance(decision, Freeze):
            self.frozen.append((state, decision))
        if isinstance(decision, Train):
            self.trains.append(decision)
            self.taught.append(taught(state))
            return [dataclasses.replace(self.train(state), labeler=name) for name in decision.labelers]
        return super().events(state, decision)

    def of(self, purpose: str) -> list[Ask]:
        return [ask for ask in self.asked if ask.purpose == purpose]


def ran(recipe: Recipe, **setup: Any) -> tuple[Taught, State]:
    house = Taught(recipe, **setup)
    return house, house.run()


def words(recipe: Recipe) -> str:
    usual = Recipe().to_dict()
    return ",".join(f"{k}={v}" for k, v in recipe.to_dict().items() if v != usual[k]) or "default"


@pytest.mark.parametrize("recipe", SWITCHED, ids=words)
def test_whatever_is_switched_the_certificate_verifies_and_everything_is_labelled(recipe: Recipe) -> None:
    house, end = ran(recipe)
    given_ = certificate.of(end, issued=ISSUED)
    assert given_.holds
    assert verify(given_.to_dict()) == []
    asked = np.concatenate([ask.items for ask in house.asked])
    assert np.unique(asked).size == asked.size  # nothing is asked twice
    assert (end.machine >= 0).any()


@pytest.mark.parametrize("recipe", SWITCHED, ids=words)
def test_a_recipe_survives_the_log(recipe: Recipe) -> None:
    setup = House(recipe=recipe).setup
    payload, arrays = setup.to_record()
    assert Setup.from_record(json.loads(json.dumps(payload)), arrays).recipe == recipe


def test_a_log_from_before_there_were_recipes_reads_as_the_default() -> None:
    payload, arrays = House().setup.to_record()
    del payload["recipe"]
    assert Setup.from_record(payload, arrays).recipe == Recipe()


@pytest.mark.parametrize(
    "wrong",
    [
        {"metric": "best"},
        {"random": 1.5},
        {"random": float("nan")},
        {"near": 0.5},
        {"near": float("inf")},
        {"caution": 0.5},
        {"test_set": 0.9},
        {"bound": "none"},
        {"steps": -1},
        {"steps": 2.5},
        {"audit": -0.1},
    ],
)
def test_a_switch_that_has_no_such_position_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        Recipe(**wrong)


def test_the_random_share_is_the_share_of_each_later_batch() -> None:
    for share in (0.0, 0.5, 1.0):
        house, _ = ran(Recipe(random=share))
        assert house.of("learn")
        assert [int(ask.random.sum()) for ask in house.of("learn")] == [
            round(share * ask.items.size) for ask in house.of("learn")
        ]


def test_the_random_metric_measures_on_all_that_it_draws() -> None:
    house, _ = ran(Recipe(metric="random"))
    assert all(ask.random.all() for ask in house.of("learn"))


def test_without_typical_items_the_first_batch_is_as_large_and_all_random() -> None:
    (usual, _), (drawn, _) = ran(Recipe()), ran(Recipe(typical=False))
    assert usual.of("seed")[0].items.size == drawn.of("seed")[0].items.size
    assert not usual.of("seed")[0].random.all()
    assert drawn.of("seed")[0].random.all()


def test_a_test_set_measures_and_trains_nothing() -> None:
    house, end = ran(Recipe(test_set=0.1))
    tests = house.of("seed")[0].items[house.of("seed")[0].random]
    assert tests.size == 90
    assert all((labels[tests] < 0).all() for labels in house.taught)
    assert all((labels[house.of("seed")[0].items[90:]] >= 0).all() for labels in house.taught)
    assert not any(ask.random.any() for ask in house.of("learn"))
    assert all(np.array_equal(one.part, np.sort(tests)) for one in end.history)


def test_the_copies_of_a_test_item_train_nothing_either() -> None:
    copies = np.arange(900) // 2
    house, _ = ran(Recipe(test_set=0.1), copies=copies)
    tests = house.of("seed")[0].items[house.of("seed")[0].random]
    group = np.isin(copies, copies[tests])
    assert group.sum() == 2 * tests.size
    assert all((labels[group] < 0).all() for labels in house.taught)


def test_without_the_learned_chance_the_order_is_that_of_the_margin() -> None:
    house, _ = ran(Recipe(learned_chance=False))
    state, freeze = house.frozen[0]
    told = next(one for one in state.trained if one.labeler == freeze.labeler)
    assert (np.diff(told.margin[freeze.order]) <= 0).all()


def test_a_fixed_audit_is_that_share_of_the_frozen_order() -> None:
    for share in (0.1, 0.3):
        house, _ = ran(Recipe(audit=share))
        for _, freeze in house.frozen:
            plan = freeze.cut[0].plan
            assert plan.draws / plan.block == pytest.approx(share, abs=0.02)
            assert len(plan.looks) == 1


def test_without_a_race_only_the_first_labeler_is_trained() -> None:
    alone, _ = ran(Recipe(race=False), labelers=("one", "two"))
    both, _ = ran(Recipe(), labelers=("one", "two"))
    assert {one for train in alone.trains for one in train.labelers} == {"one"}
    assert {one for train in both.trains for one in train.labelers} == {"one", "two"}


def test_with_steps_the_machine_s_part_ends_at_one_of_them() -> None:
    ends = []
    for seed in range(5):
        _, end = ran(Recipe(steps=20), seed=seed)
        audit = end.audit
        if audit is not None and audit.accepted is not None:
            pool = audit.freeze.order.size
            ends.append(audit.accepted.count)
            assert ends[-1] in {-(-step * pool // 20) for step in range(21)}
    assert len(ends) >= 3


@given(st.integers(1, 3000), st.floats(0, 1), st.sampled_from([0, 7, 20]))
def test_steps_bring_the_machine_s_part_down_to_a_threshold(pool: int, share: float, steps: int) -> None:
    count = int(share * pool)
    left = int(Recipe(steps=steps).stepped(np.array(count), pool))
    assert left <= count
    if steps:
        assert count - left <= pool / steps + 1
        assert any(left == math.ceil(i * pool / steps) for i in range(steps + 1))
    else:
        assert left == count


@given(st.integers(1, 3000), st.integers(0, 3000), st.floats(0.001, 0.5))
def test_a_bound_on_the_machine_s_part_allows_its_share_of_the_errors(
    pool: int, more: int, error: float
) -> None:
    items = pool + more
    allowed = int(error * items)
    assert Recipe().most_wrong(allowed, pool, items) == allowed
    assert Recipe(bound="machine").most_wrong(allowed, pool, items) <= error * pool


def look(rng: np.random.Generator, n: int, known: int, size: int, near: float = 2.0) -> Look:
    features = rng.normal(size=(n, 4)).astype(np.float32)
    shares = rng.dirichlet([0.5] * 3, n)
    told = trained("one", 0.0, shares, np.empty(0, int), np.empty((0, 3)))
    mixed = rng.permutation(n)
    among = np.sort(mixed[known : known + size])
    return Look(features=features, among=among, known=mixed[:known], told=told, near=near, rng=rng)


@pytest.mark.parametrize("metric", METRICS)
@settings(deadline=None, max_examples=30)
@given(
    seed=st.integers(0, 1000),
    size=st.integers(1, 80),
    known=st.integers(0, 30),
    count=st.integers(0, 90),
    copies=st.booleans(),
)
def test_a_metric_picks_so_many_distinct_items_of_those_offered(
    metric: str, seed: int, size: int, known: int, count: int, copies: bool
) -> None:
    seen = look(np.random.default_rng(seed), 120, known, size)
    if copies:
        seen.features[:] = seen.features[0]
    picked = batch(metric, seen, count)
    assert picked.size == np.unique(picked).size == min(count, size)
    assert np.isin(picked, seen.among).all()


SCORES = {
    "margin": lambda told: told.margin,
    "entropy": lambda told: -told.entropy,
    "least_confidence": lambda told: told.top,
}


@pytest.mark.parametrize("metric", SCORES)
@pytest.mark.parametrize("seed", range(5))
def test_the_metrics_of_doubt_pick_the_most_doubtful(metric: str, seed: int) -> None:
    seen = look(np.random.default_rng(seed), 200, 20, 150)
    score = SCORES[metric](seen.told)
    picked = batch(metric, seen, 25)
    others = np.setdiff1d(seen.among, picked)
    assert score[picked].max() <= score[others].min()


@pytest.mark.parametrize("seed", range(5))
def test_diverse_items_are_among_the_nearest_candidates_and_farther_apart(seed: int) -> None:
    seen = look(np.random.default_rng(seed), 400, 20, 350, near=4.0)
    picked = batch("diverse", seen, 25)
    nearest = seen.among[np.argsort(seen.told.margin[seen.among])[:100]]
    assert np.isin(picked, nearest).all()
    drawn = [
        gap_between(seen.features[np.random.default_rng(i).choice(nearest, 25, False)]) for i in range(20)
    ]
    assert gap_between(seen.features[picked]) > np.mean(drawn)


def gap_between(points: Array) -> float:
    """The mean distance from a point to the nearest other one."""
    apart = np.linalg.norm(points[:, None] - points, axis=2)
    np.fill_diagonal(apart, np.inf)
    return float(apart.min(axis=1).mean())


@pytest.mark.parametrize("seed", range(5))
def test_k_centres_cover_better_than_random_items(seed: int) -> None:
    seen = look(np.random.default_rng(seed), 400, 20, 350)

    def uncovered(picked: Array) -> float:
        centres = seen.features[np.concatenate([picked, seen.known])]
        return float(np.linalg.norm(seen.features[seen.among][:, None] - centres, axis=2).min(axis=1).max())

    at_random = [uncovered(batch("random", seen, 25)) for _ in range(20)]
    assert uncovered(batch("k_centre", seen, 25)) < min(at_random)


def test_k_centres_keep_away_from_what_was_asked() -> None:
    seen = look(np.random.default_rng(0), 60, 10, 50)
    near = seen.features.copy()
    near[seen.among[:25]] = near[seen.known[0]]  # copies of an item that was asked
    picked = batch("k_centre", dataclasses.replace(seen, features=near), 25)
    assert not np.isin(picked, seen.among[:25]).any()


def test_the_library_takes_a_recipe() -> None:
    rng = np.random.default_rng(0)
    truth = rng.integers(0, 2, 400)
    features = rng.normal(size=(400, 3)) + 3 * truth[:, None]
    asked: list[int] = []

    def oracle(items: Array) -> Array:
        asked.append(items.size)
        return truth[items]

    recipe = vermeil.Recipe(test_set=0.1, race=False)
    result = vermeil.label(features, oracle, classes=2, recipe=recipe, progress=False)
    kind, setup, _ = result.log[0]
    assert (kind, setup["recipe"]) == ("setup", recipe.to_dict())
    first = next(arrays for kind, _, arrays in result.log if kind == "ask")
    assert first["random"].sum() == 40
    known = [payload["labeler"] for kind, payload, _ in result.log if kind == "trained"]
    assert len(set(known)) == 1
    assert result.certificate.holds


def test_every_switch_and_metric_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "explanation" / "planning.md").read_text(encoding="utf-8")
    assert [name for name in Recipe().to_dict() if f"\n| `{name}` |" not in page] == []
    assert [name for name in METRICS if f"`{name}`" not in page] == []


def test_the_default_asks_what_was_asked_before_there_were_recipes() -> None:
    """The first batches of a small campaign, as the engine chose them before its choices became switches."""
    house = House(900)
    state = begin(house.setup)
    decision = decide(state, house.pool)
    assert isinstance(decision, Ask)
    rng = np.random.default_rng([0, 0])
    assert np.array_equal(decision.items[decision.random], rng.choice(900, 40, replace=False))
    assert not isinstance(decision, Finish)
    state = observe(state, decision)
    assert isinstance(state.awaiting, Ask)


def test_what_a_driver_tells_of_a_test_set_is_what_the_model_says_of_it() -> None:
    house, end = ran(Recipe(test_set=0.1))
    told = next(event for event in house.log if isinstance(event, Trained))
    first = end.history[0]
    assert np.array_equal(first.guess, told.label[first.part])


def test_the_smallest_test_set_has_an_item() -> None:
    seed = decide(begin(House(recipe=Recipe(test_set=0.0001)).setup), House().pool)
    assert isinstance(seed, Ask)
    assert seed.random.sum() == 1
