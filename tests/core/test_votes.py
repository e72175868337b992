"""Further votes of people: asked for while somebody can give one, and not for ever."""

import numpy as np
import pytest
from test_team import EXPERT, answered, setup

from vermeil.core.errors import BadInput
from vermeil.core.plan import outlook
from vermeil.core.plan.campaign import begin
from vermeil.core.plan.crew import again
from vermeil.core.plan.recipe import Recipe
from vermeil.core.plan.state import State
from vermeil.core.plan.team import Rates, beliefs
from vermeil.core.plan.ways import risk_at, ways

POOR = Rates(slip=0.15, fail=0.3, same=0.1)
DOUBTED = {"guess": np.array([0], np.int32), "doubt": np.array([0.3], np.float32)}


def labelled(recipe: Recipe) -> State:
    """One item that a person labelled, against what the machine thought."""
    return answered(begin(setup(recipe=recipe)), [2], [1], **DOUBTED)


def votes_asked(state: State, said: list[int]) -> int:
    """How many further votes are asked for, where they are answered as `said`."""
    for asked, one in enumerate(said):
        ask = again(state, beliefs(state, None, None, POOR), POOR, risk_at(EXPERT.reference), {})
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
