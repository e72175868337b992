"""Further votes of people: asked for while somebody can give one, and not for ever."""

from types import SimpleNamespace

import numpy as np
import pytest
from test_team import answered, setup

from vermeil.core.errors import BadInput
from vermeil.core.model import Prices
from vermeil.core.plan import outlook
from vermeil.core.plan.campaign import begin
from vermeil.core.plan.crew import Batch, again
from vermeil.core.plan.events import Trained
from vermeil.core.plan.recipe import Recipe
from vermeil.core.plan.state import State
from vermeil.core.plan.team import Rates, beliefs
from vermeil.core.plan.ways import usual_risk, ways

POOR = Rates(slip=0.15, fail=0.3, same=0.1)
DOUBTED = {"guess": np.array([0], np.int32), "doubt": np.array([0.3], np.float32)}


def labelled(recipe: Recipe) -> State:
    """One item that a person labelled, against what the machine thought."""
    return answered(begin(setup(recipe=recipe)), [2], [1], **DOUBTED)


def votes_asked(state: State, said: list[int]) -> int:
    """How many further votes are asked for, where they are answered as `said`."""
    for asked, one in enumerate(said):
        ask = again(state, beliefs(state, None, None, POOR), POOR, usual_risk(state.setup), {})
        if ask is None:
            return asked
        state = answered(state, ask.items.tolist(), [one], purpose="again")
        assert state.labels[2] == 1, "the first vote stands"
    return len(said)


def test_a_vote_that_nobody_could_give_is_not_asked_for_ever() -> None:
    assert votes_asked(labelled(Recipe()), [-1] * 9) == 2


@pytest.mark.parametrize(("votes", "asked"), [(1, 0), (2, 1), (5, 4)])
def test_an_item_has_no_more_votes_than_the_recipe_allows(votes: int, asked: int) -> None:
    assert votes_asked(labelled(Recipe(votes=votes)), [-1] * 9) == asked


def test_who_is_alone_is_not_planned_to_vote_twice() -> None:
    alone, many = (setup(recipe=Recipe(votes=votes)) for votes in (1, 3))
    assert len(ways(alone, Rates())) == len(ways(many, Rates())) - 1
    prices = [outlook._without_machine_price(begin(one))[1] for one in (alone, many)]
    assert prices[0] >= prices[1]


def test_no_votes_at_all_are_refused() -> None:
    with pytest.raises(BadInput, match="at least 1"):
        Recipe(votes=0)


def test_nothing_that_is_shown_tells_a_test_from_another_suggestion() -> None:
    """Of 30 random items the reference has said 0; out of fold the machine took the last 10 for 1."""
    prices = Prices(label=1, verify=0.2, expert=5)
    state = begin(setup(prices, recipe=Recipe(traps=0.5)))
    state = answered(state, list(range(30)), [0] * 30, by="expert")
    n, part = 40, np.arange(30)
    sure, after = np.full(n, 0.5, np.float32), np.array([[2, 3]] * n, np.int16)
    took = np.where(part < 20, 0, 1).astype(np.int32)
    oof = {"part": part, "part_label": took, "part_top": sure[part], "part_margin": sure[part]}
    machine = Trained(
        "one",
        1.0,
        np.zeros(n, np.int32),
        *(3 * [sure]),
        **oof,
        part_entropy=sure[part],
        runners=after,
        part_runners=np.array([[3, 0]] * 30, np.int16),
    )
    looks = SimpleNamespace(trained=machine, known=Rates(runners=(0.9, 0.9)))
    told = Batch(state, looks, np.arange(30, 40), sure[:10], np.array(["verify"] * 10), np.zeros((n, 2)))
    ask = told.ask("verify", 1, {}, np.zeros(10, bool))
    tests = ask.items < 30
    assert tests.sum() == 2, "one in twenty of the items"
    assert ask.items[tests].min() >= 20
    assert ask.shown[tests].tolist() == [1] * 2
    assert (ask.offers >= 0).all()
    assert ask.offers[tests, 1].tolist() == [3] * 2
