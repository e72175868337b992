"""The forecast of how learning ends: what the machine gets, what people confirm, which audit."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from vermeil.core.plan.audits import Ending, Pool, cheapest, people_alone
from vermeil.core.plan.curves import THETAS
from vermeil.core.plan.ways import Way

WORLDS = 16


def errors(n: int, rate: float, seed: int) -> NDArray[np.float64]:
    """(worlds, thetas) wrong ones that grow along the order, `rate` of all in the mean."""
    luck = np.random.default_rng(seed).gamma(8, 1 / 8, (WORLDS, 1))
    return luck * rate * n * THETAS**3


def ended(n: int, rate: float, *, verify: float = 1.0, confirmed: int = 0, most: int | None = None) -> Ending:
    pool = Pool(
        n=n,
        errors=errors(n, rate, n),
        confirmed=confirmed,
        missed=0.01,
        allowed=max((n + confirmed) // 20, 1),
        label=1.0,
        ways=(Way("verify", verify, 0.95, 0.0, 0.05),) if verify < 1 else (),
    )
    return cheapest(pool, 0.05, most)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 5000), st.floats(0, 0.9), st.floats(0.05, 1.0), st.integers(0, 500), st.integers(1, 400)
)
def test_whatever_the_pool_the_ending_is_one(
    n: int, rate: float, verify: float, confirmed: int, most: int
) -> None:
    end = ended(n, rate, verify=verify, confirmed=confirmed)
    whole = max(n + confirmed, 1)
    assert end.costs.shape == (WORLDS,)
    assert (end.costs >= 0).all()
    assert 1 <= end.draws <= end.block
    assert end.first in {0, end.draws // 2}
    assert 0 <= end.audited <= end.size <= whole + end.block
    assert 0 <= end.machine <= end.trusted <= n
    assert end.costs.mean() <= ended(n, rate, confirmed=confirmed).costs.mean() + 1e-9, (
        "confirming is a choice"
    )
    few = ended(n, rate, verify=verify, confirmed=confirmed, most=most)
    assert few.size <= most


def test_where_confirming_is_dear_nobody_confirms() -> None:
    assert ended(2000, 0.15, verify=1.0).verified == 0
    assert ended(2000, 0.15, verify=1.0).trusted == 2000


def test_what_the_machine_would_not_get_is_confirmed_where_that_is_cheaper() -> None:
    label, confirm = ended(3000, 0.15), ended(3000, 0.15, verify=0.2)
    assert confirm.trusted < 2800
    assert confirm.verified > 0
    assert confirm.costs.mean() < 0.8 * label.costs.mean()


def test_a_good_machine_keeps_all() -> None:
    end = ended(3000, 0.005, verify=0.2)
    assert end.trusted == 3000
    assert end.machine > 2700


def test_an_audit_of_what_people_said_alone_draws_from_it() -> None:
    end = people_alone(800, 0.01 * 800 * THETAS, 40, 0.05)
    assert 0 < end.size < 800
    assert end.costs.mean() < 400
