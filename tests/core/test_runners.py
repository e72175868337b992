"""Suggestions that follow a refused one: which, at what price, and what is made of the answers."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

import vermeil
from vermeil.core.model import Prices, Spent, Target, Team
from vermeil.core.plan.campaign import Answered, Ask, Setup, State, begin, from_record, observe, to_record
from vermeil.core.plan.events import effort, taken
from vermeil.core.plan.pay import pay
from vermeil.core.plan.recipe import Recipe
from vermeil.core.plan.team import Rates, beliefs, rates
from vermeil.core.plan.ways import Refused, refused
from vermeil.core.train import runners, trained

Array = NDArray[Any]
CHEAP = Prices(label=1, verify=0.2)


def setup(n_classes: int = 10, prices: Prices = CHEAP, **more: Any) -> Setup:
    given: dict[str, Any] = {"target": Target(), "labelers": ("one",), "n_items": 1000} | more
    return Setup(n_classes=n_classes, prices=prices, **given)


def asked(n: int = 5) -> Ask:
    """Two items blindly, the others with the classes 2, 1 and, of the last one, 3."""
    after = np.array([[-1, -1], [-1, -1], [1, -1], [1, -1], [1, 3]], np.int32)
    shown = np.array([-1, -1, 2, 2, 2], np.int32)
    return Ask(np.arange(5), np.zeros(5, bool), "learn", 1, suggested=shown, runners=after).part(np.arange(n))


def test_each_suggestion_that_is_looked_at_is_paid_and_so_is_a_label_after_the_last() -> None:
    said, ask = np.array([0, 1, 2, 1, 0]), asked()
    looked, labelled = effort(ask.offers, said, 10)
    assert looked.tolist() == [0, 0, 1, 2, 3]
    assert labelled.tolist() == [True, True, False, False, True]
    spent = pay(Spent(), setup(team=Team(label_seconds=10.0, verify_seconds=3.0)), ask, said)
    assert spent == Spent(label=2, verify=6 * 0.2 + 1, human_labels=5, people_seconds=3 * 10 + 6 * 3)


def test_who_has_refused_all_classes_but_one_has_named_that_one() -> None:
    looked, labelled = effort(asked().offers, np.array([0, 1, 2, 1, 0]), 4)
    assert looked.tolist() == [0, 0, 1, 2, 3]
    assert labelled.tolist() == [True, True, False, False, False]
    yes_or_no = Ask(np.arange(2), np.zeros(2, bool), "learn", 1, suggested=np.array([1, 1], np.int32))
    assert effort(yes_or_no.offers, np.array([0, 1]), 2)[1].tolist() == [False, False]
    assert refused(setup(2), Rates()) == Refused(0.0)


def test_what_a_log_keeps_of_a_question_are_its_suggestions_too() -> None:
    kept = from_record(*to_record(asked()))
    assert isinstance(kept, Ask)
    assert kept.part(np.array([4, 2])).offers.tolist() == [[2, 1, 3], [2, 1, -1]]
    assert taken(asked().offers, np.array([0, 2, 2, 1, 3])).tolist() == [-1, -1, 0, 1, 2]


@pytest.mark.parametrize(
    ("right", "n_classes", "expected"),
    [
        ((), 10, Refused(1.0)),
        ((0.1,), 10, Refused(1.0)),
        ((0.5,), 10, Refused(0.7, 0.5, 1)),
        ((0.5, 0.1), 10, Refused(0.7, 0.5, 1)),
        ((0.5, 0.5), 10, Refused(0.2 + 0.5 * 0.7, 0.5 * 1.5, 2)),
        ((0.1, 0.9), 10, Refused(0.2 + 0.9 * 0.3, 0.9 * 1.1, 2)),
        ((0.6,), 3, Refused(0.2, 0.4, 1)),
    ],
)
def test_a_next_suggestion_is_made_where_it_is_cheaper_than_a_label(
    right: tuple[float, ...], n_classes: int, expected: Refused
) -> None:
    found = refused(setup(n_classes), Rates(runners=right))
    assert found.price == pytest.approx(expected.price)
    assert found.wrong == pytest.approx(expected.wrong)
    assert found.runners == expected.runners


def test_runners_up_are_the_likeliest_other_classes_in_turn() -> None:
    chances = np.array([[0.1, 0.5, 0.3, 0.07, 0.03], [0.2, 0.1, 0.1, 0.4, 0.2]], np.float32)
    assert runners(chances, np.array([1, 3])).tolist() == [[2, 0, 3], [0, 4, 1]]
    assert runners(chances[:, :2], np.array([1, 0])).shape == (2, 0)
    rng = np.random.default_rng(0)
    many = rng.dirichlet(np.ones(7), 20_000)
    best = np.argsort(-many, axis=1)[:, :4]
    assert (runners(many, best[:, 0]) == best[:, 1:]).all()


def learned(n: int) -> State:
    """A campaign whose random part is `n` items, on half of which the machine errs."""
    state, items = begin(setup()), np.arange(n)
    state = observe(state, Ask(items, np.ones(n, bool), "seed", 1))
    return observe(state, Answered(items, np.zeros(n, np.int32)))


def test_how_often_a_runner_up_is_right_is_learned_from_the_random_part() -> None:
    state, n = learned(400), 400
    chances = np.full((n, 10), 0.01)
    chances[:, 0] = np.where(np.arange(n) % 2, 0.5, 0.2)
    chances[::2, 1] = 0.4  # wrong, and after it the truth in three of four
    chances[::8, 2] = 0.3
    told = trained("one", 0.0, np.full((1000, 10), 0.1), np.arange(n), chances)
    found = rates(state, told).runners
    assert found[0] == pytest.approx(0.75, abs=0.02)
    assert found[1] == pytest.approx(1.0, abs=0.05)
    assert rates(state).runners == ()
    assert rates(state.evolve(setup=setup(recipe=Recipe(runners=0))), told).runners == ()


def test_a_suggestion_that_was_taken_late_is_doubted_like_one_that_was_taken_at_once() -> None:
    """A careless person takes a wrong one at any turn; a label given after all were refused is surer."""
    state = begin(setup(prices=Prices(label=1, verify=0.2, expert=20)))
    shown = np.array([5, 5], np.int32)
    after = np.array([[1], [2]], np.int32)
    ask = Ask(
        np.array([3, 4]), np.zeros(2, bool), "learn", 1, {"labeler": "one"}, shown, runners=after,
        guess=shown, doubt=np.array([0.5, 0.5], np.float32),
    )  # fmt: skip
    state = observe(observe(state, ask), Answered(ask.items, np.array([1, 1])))
    assert state.said.taken.tolist() == [1, -1]
    found = beliefs(state, None, None, Rates(passed=0.3, fail=0.1))
    assert found.doubt[0] > found.doubt[1] + 0.02


@pytest.mark.parametrize("n_classes", [2, 4])
def test_a_campaign_whose_people_confirm_costs_less_with_further_suggestions(n_classes: int) -> None:
    """The same data, with and without; of two classes there is none to suggest further."""
    rng = np.random.default_rng(n_classes)
    truth = rng.integers(0, n_classes, 3000)
    features = np.eye(n_classes)[truth] + rng.normal(0, 0.55, (3000, n_classes))
    costs = []
    for most in (0, 3):
        result = vermeil.label(
            features.astype(np.float32),
            lambda items: truth[items],
            classes=n_classes,
            prices=Prices(verify=0.008),
            recipe=Recipe(runners=most),
            labelers=("logistic",),
            progress=False,
        )
        assert result.certificate.holds
        costs.append(result.cost.total - result.cost.compute)
    assert costs[1] < 0.9 * costs[0] if n_classes > 2 else costs[1] == costs[0]
