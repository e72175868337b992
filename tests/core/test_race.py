"""The race: who is clearly dearer leaves it, who may yet turn out the cheapest stays."""

from typing import Any

import numpy as np
from test_campaign import House

from vermeil.core.model import Prices
from vermeil.core.plan.campaign import State, Train, Trained
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
