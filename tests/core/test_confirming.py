"""Where people are the reference and may confirm: how far they are believed, and what is left to them."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from test_team import Shop, answered, setup

from vermeil.core.model import Prices, Target
from vermeil.core.plan import crew, outlook
from vermeil.core.plan.campaign import Pool, begin
from vermeil.core.plan.decide import _confirm
from vermeil.core.plan.pace import by_lot
from vermeil.core.plan.recipe import Recipe
from vermeil.core.plan.team import ITSELF, rates, wrong
from vermeil.core.plan.ways import of_random, ways

CONFIRMED = Prices(label=1, verify=0.2)


def shown_wrongly(said: int) -> Any:
    """Ten known items of class 0 are shown as class 1, and somebody says `said`."""
    state = answered(begin(setup(CONFIRMED)), list(range(10)), [0] * 10, purpose="seed")
    return answered(state, list(range(10)), [said] * 10, suggested=np.full(10, 1, np.int32))


def test_people_are_believed_as_their_tests_turn_out() -> None:
    careful, careless, slovenly = (rates(shown_wrongly(said)) for said in (0, 1, 2))
    assert careful.passed < ITSELF.passed < careless.passed
    assert careful.fail < ITSELF.fail < slovenly.fail, "what is said in a wrong suggestion's place"
    assert careless.passed > 0.3


@pytest.mark.parametrize(("error", "most"), [(0.01, 100), (0.05, 20), (0.001, 300)])
def test_there_are_as_many_tests_as_show_so_small_a_share(error: float, most: int) -> None:
    n, part = 6000, np.arange(1000)
    state = begin(replace(setup(CONFIRMED, n=n), target=Target(error)))
    state = answered(state, part.tolist(), [0] * part.size, purpose="seed")
    taught = SimpleNamespace(part=part, part_label=np.ones(part.size, np.int32))
    assert crew._traps(state, taught, shown=100).size == 20
    assert crew._traps(state, taught, shown=n).size == most
    none = replace(state, setup=replace(state.setup, recipe=Recipe(traps=0.0)))
    assert crew._traps(none, taught, shown=n).size == 0


@pytest.mark.parametrize("expert", [None, 5.0])
def test_random_items_are_asked_like_the_rest_unless_they_measure_people_too(expert: float | None) -> None:
    shop = Shop(0, err=0.0)
    shop.run(Prices(label=1, verify=0.2, expert=expert))
    batches = [ask for ask in shop.asks if ask.purpose == "learn" and ask.by == "people"]
    drawn = np.concatenate([ask.shown[ask.random] for ask in batches])
    assert drawn.size
    assert (drawn >= 0).any() == (expert is None)


def test_beside_experts_fewer_items_are_random_where_the_others_are_only_confirmed() -> None:
    assert Recipe().share() == Recipe().random
    assert Recipe().share(price=0.25) == pytest.approx(Recipe().random / 2)
    assert Recipe(metric="random").share(price=0.25) == 1
    assert Recipe(test_set=0.1).share(price=0.25) == 0
    for expert, fewer in ((None, False), (5.0, True)):
        known = setup(Prices(label=1, verify=0.2, expert=expert))
        looks = ways(known, ITSELF)
        drawn = of_random(known, ITSELF, looks)
        share = Recipe().share(min(one.each for one in looks if one.kind == "verify") / drawn.each)
        assert (share < Recipe().random) == fewer


@pytest.mark.parametrize(
    ("classes", "prices", "first"),
    [
        (10, Prices(label=1, verify=1), 50),
        (10, Prices(label=1, verify=0.25), 25),
        (10, Prices(label=1, verify=0.25, expert=5), 50),
        (2, Prices(label=1, verify=0.04), 20),  # from fewer nothing can be judged
        (100, Prices(label=1, verify=0.0), 100),  # one of each class, as far as there are so many
        (40, Prices(label=1, verify=0.0), 50),
    ],
)
def test_fewer_items_are_labelled_first_where_looks_follow(classes: int, prices: Prices, first: int) -> None:
    assert by_lot(setup(prices, n_classes=classes), among=10_000) == first


def test_what_people_let_pass_is_allowed_for_where_a_machine_is_measured() -> None:
    """Of forty random items people name half otherwise than the machine, which they were shown."""
    items = np.arange(40)
    for passed in (0.0, 0.05, 0.3):
        state = answered(
            begin(setup(CONFIRMED, n=80)),
            items.tolist(),
            [0, 1] * 20,
            suggested=np.zeros(40, np.int32),
            random=np.ones(40, bool),
        )
        surely = wrong(state, items, np.zeros(40, np.int32), replace(ITSELF, passed=passed))
        assert surely.sum() * (1 - passed) == pytest.approx(20)


def test_what_was_confirmed_has_to_be_vouched_for_without_a_machine_too() -> None:
    items = list(range(30))
    blind = answered(begin(setup(CONFIRMED)), items, [1] * 30)
    shown = answered(begin(setup(CONFIRMED)), items, [1] * 30, suggested=np.ones(30, np.int32))
    owed = [outlook.people_only(state) - state.spent.total for state in (blind, shown)]
    assert owed[0] == 10
    assert 10 < owed[1] <= 40


def test_people_confirm_what_the_plan_says_where_no_cap_forbids_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the audit that may be more answers than there are items."""
    planned = []

    def confirm(state: Any, pool: Pool, best: Any, row: Any) -> Any:
        ask, doubted = _confirm(state, pool, best, row), best.open.size - best.now.ends[0].trusted
        planned.append((doubted, doubted + best.now.audit.size, ask))
        return ask

    monkeypatch.setattr("vermeil.core.plan.decide._confirm", confirm)
    shop = Shop(3, err=0.0)
    shop.hard = shop.rng.beta(0.5, 1, shop.truth.size)
    shop.run(CONFIRMED, target=Target(0.005))
    assert max(answers for _, answers, _ in planned) > shop.truth.size, "it came to that"
    assert all(ask is not None for doubted, _, ask in planned if doubted)
