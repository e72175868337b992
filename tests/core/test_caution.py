"""What people confirm must be audited: where an audit bears hardly any mistake they had better label."""

from dataclasses import replace

import numpy as np

from vermeil.core.certify.audit import level
from vermeil.core.plan import curves, forecast
from vermeil.core.plan.forecast import THETAS, WORLDS, Outlook
from vermeil.core.plan.recipe import Recipe
from vermeil.core.plan.ways import Way

ITEMS, BOUGHT, ALLOWED = 1797, 127, 17  #: 1 % of handwritten digits, in the second round


def outlook(recipe: Recipe) -> Outlook:
    """A machine that is sure of nearly all: 38 errors are expected, most among the last fiftieth."""
    luck = np.random.default_rng(0).gamma(16, 1 / 16, (WORLDS, 1))
    rounds = np.array([85.0, BOUGHT])
    return Outlook(
        errors=luck * 38 * THETAS**24,
        trend=curves.fit(rounds, np.full((2, WORLDS, THETAS.size), 3.0), np.full((2, WORLDS, 1), 60.0)),
        pool=ITEMS - BOUGHT,
        bought=BOUGHT,
        label=1.0,
        ways=(Way("verify", each=0.2, wrong=0.5, slip=0.0, passed=0.115),),
        drawn=Way("label", 1.0, 0.0, 0.0, 0.0),
        confirmed=0,
        missed=0.0,
        spent=BOUGHT,
        training=0.0,
        items=ITEMS,
        recipe=recipe,
        risk=1 / 0.06,
    )


def totals(known: Outlook) -> np.ndarray:
    found = forecast.divisions(known, ALLOWED, level(0.05, 1))
    return np.array([one.mean for one in found])


def test_a_cheaper_way_to_ask_does_not_make_the_plan_dearer() -> None:
    blind = totals(replace(outlook(Recipe()), ways=()))
    rash, careful = (totals(outlook(Recipe(caution=times))) for times in (1.0, 3.0))
    best = int(np.argmin(blind))
    assert rash[best] > 1.1 * blind[best], "a world in which it did"
    assert careful[best] < 1.01 * blind[best]
    assert (careful <= rash).all()


def test_without_a_suggestion_to_show_no_caution_is_tried() -> None:
    assert tuple(replace(outlook(Recipe()), ways=()).cautions) == (1.0,)
    assert tuple(outlook(Recipe(caution=1.0)).cautions) == (1.0,)
