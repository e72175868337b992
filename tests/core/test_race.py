"""The race: who is clearly dearer leaves it, who may yet turn out the cheapest stays."""

import dataclasses
from typing import Any

import numpy as np
import pytest
from test_campaign import House, stored

from vermeil.core.errors import BadInput
from vermeil.core.model import Prices
from vermeil.core.plan.campaign import (
    Ask,
    Failed,
    State,
    Train,
    Trained,
    begin,
    decide,
    missing_labelers,
    observe,
    summary,
)
from vermeil.core.train import trained


class Race(House):
    """Beside the labeler that learns: its twin, and one that guesses."""

    def __init__(self, **setup: Any) -> None:
        super().__init__(n=4000, labelers=("one", "twin", "guess"), **setup)
        self.trained: list[tuple[str, ...]] = []

    def events(self, state: State, decision: Any) -> list[Any]:
        if not isinstance(decision, Train):
            return super().events(state, decision)
        self.trained.append(decision.labelers)
        return [self.told(state, name) for name in decision.labelers]

    def told(self, state: State, name: str) -> Trained:
        if name == "one":
            return self.train(state)
        rng = np.random.default_rng([7, state.round, len(name)])
        shares = rng.dirichlet(np.ones(3), self.truth.size)
        if name == "twin":  # as good, on other items
            wrong = rng.random(self.truth.size) < 0.25 * 60 / max((state.labels >= 0).sum(), 1)
            shares = np.full_like(shares, 0.1)
            shares[np.arange(self.truth.size), np.where(wrong, (self.truth + 1) % 3, self.truth)] = 0.8
        part = np.flatnonzero(state.random)
        return trained(name, 0.5, shares, part, shares[part])


def test_one_that_guesses_leaves_after_losing_twice_and_costs_nothing_more() -> None:
    race = Race()
    state = race.run()
    assert len(race.trained) >= 3
    assert race.trained[:2] == [("one", "twin", "guess")] * 2
    assert all("guess" not in names for names in race.trained[2:])
    assert len([one for one in state.history if one.labeler == "guess"]) == 2
    rows = [row for row in state.rounds if "lost" in row]
    assert rows[0]["alive"] == ["one", "twin", "guess"]
    assert "guess" in rows[0]["lost"]


def test_where_computing_is_free_who_may_win_in_any_world_stays() -> None:
    dear, free = Race(prices=Prices(device_hour=10_000)), Race(prices=Prices(device_hour=0))
    dear.run(), free.run()
    assert sum(map(len, dear.trained)) / len(dear.trained) < sum(map(len, free.trained)) / len(free.trained)
    assert all(names == ("one", "twin", "guess") for names in free.trained)


def test_one_that_fails_is_out_and_what_it_cost_is_charged() -> None:
    race = Race()
    state = begin(race.setup)
    while not isinstance(decision := decide(state, race.pool), Train):
        state = observe(state, decision)
        for event in race.events(state, decision):
            state = observe(state, event)
    state = observe(state, decision)
    failed = stored(Failed("guess", "It is closed.", 0.5))
    assert failed == Failed("guess", "It is closed.", 0.5)
    state = observe(state, failed)
    assert (state.alive, missing_labelers(state)) == (("one", "twin"), ("one", "twin"))
    assert state.spent.calls == 0.5
    assert summary(state)["failed"] == {"guess": "It is closed."}
    with pytest.raises(BadInput, match="No training"):
        observe(state, failed)
    for name in ("one", "twin"):
        state = observe(state, Failed(name, "Nor can I.", 0.0))
    decision = decide(state, race.pool)
    assert isinstance(decision, Ask)
    assert decision.purpose == "rest"
    assert decision.items.size == state.unasked().size


def test_one_that_is_paid_for_the_whole_pool_must_predict_it() -> None:
    race = Race()
    state = begin(race.setup)
    while not isinstance(decision := decide(state, race.pool), Train):
        state = observe(state, decision)
        for event in race.events(state, decision):
            state = observe(state, event)
    state = observe(state, Train(("one",), 1, whole=True))
    some = race.told(state, "one")
    with pytest.raises(BadInput, match="left some out"):
        observe(state, dataclasses.replace(some, label=np.where(np.arange(4000) < 3999, some.label, -1)))
    assert observe(state, some).trained == (some,)


class Sampled(Race):
    """The labeler that leads has predicted nothing yet but the random part."""

    def told(self, state: State, name: str) -> Trained:
        told = super().told(state, name)
        if name != "one":
            return told
        seen = np.isin(np.arange(self.truth.size), told.part)
        return dataclasses.replace(told, label=np.where(seen, told.label, -1).astype(np.int32), ahead=0.01)


def test_what_is_shown_is_said_by_one_that_predicts_every_item() -> None:
    race = Sampled(prices=Prices(verify=0.004))
    state = begin(race.setup)
    while not isinstance(decision := decide(state, race.pool), Ask) or decision.purpose != "learn":
        state = observe(state, decision)
        for event in race.events(state, decision):
            state = observe(state, event)
    assert decision.forecast["labeler"] == "one"
    assert decision.judge != "one"
    picked = ~decision.random & (state.labels[decision.items] < 0)
    judge = next(one for one in state.trained if one.labeler == decision.judge)
    shown = picked & (decision.shown >= 0)
    assert shown.any()
    assert (decision.shown[shown] == judge.label[decision.items[shown]]).all()
