"""Campaigns with labelers that are paid by the item: whatever these say and cost, the promise is kept."""

import numpy as np
import pytest
from worlds import Trial

from vermeil.core.errors import LabelerFailed
from vermeil.core.model import Prices, Target
from vermeil.core.plan.campaign import Setup, begin
from vermeil.integrations.labelers import Bench
from vermeil.integrations.labelers.lesson import Array, Bought, Lesson
from vermeil.library import _Run
from vermeil.library.inputs import People

pytestmark = pytest.mark.usefixtures("brisk")
WORLDS, N, CLASSES, PRICE = 200, 400, 4, 0.001
TARGET = Target()


class Oracle:
    """Right with some chance, item by item; what it states of itself has nothing to do with it."""

    def __init__(self, truth: Array, right: float, sure: float, seed: int, fails: int = 10**9) -> None:
        rng = np.random.default_rng([seed, 3])
        slip = rng.random(truth.size) > right
        self.said = np.where(slip, (truth + rng.integers(1, CLASSES, truth.size)) % CLASSES, truth)
        self.top = np.clip(sure + 0.01 * rng.normal(size=truth.size), 0.4, 0.9999)
        self.known = np.zeros(truth.size, bool)
        self.fails = fails  #: calls until it does

    def predict(self, lesson: Lesson, part: Array, *, whole: bool, most: float | None) -> Bought:
        assert most is None  # there is no cap
        wanted = np.union1d(lesson.items[part], lesson.unlabelled[: None if whole else 0])
        fresh = wanted[~self.known[wanted]][: self.fails]
        self.known[fresh], self.fails = True, self.fails - fresh.size
        if not self.fails:
            raise LabelerFailed("It is closed.", PRICE * fresh.size)
        items = np.flatnonzero(self.known)
        rows = np.repeat(((1 - self.top[items]) / (CLASSES - 1))[:, None], CLASSES, axis=1)
        rows[np.arange(items.size), self.said[items]] = self.top[items]
        places = np.searchsorted(items, lesson.items[part])
        missing = int((~self.known[lesson.unlabelled]).sum())
        return Bought(items, rows, part, rows[places], PRICE * fresh.size, PRICE * missing)


def broken(seed: int, oracle: Oracle, truth: Array) -> tuple[bool, float]:
    """Whether more labels are wrong than promised, and what was paid for calls."""
    setup = Setup(n_items=N, n_classes=CLASSES, target=TARGET, prices=Prices(), labelers=("paid",), seed=seed)
    features = np.random.default_rng([seed, 4]).normal(size=(N, 3)).astype(np.float32)
    people = People(lambda items: truth[items], tuple("abcd"))
    end = _Run(setup, Bench(features, paid={"paid": oracle}), {"people": people}).finish(progress=False)
    labels = np.where(end.labels >= 0, end.labels, end.machine)
    assert (labels >= 0).all()
    assert begin(setup).spent.calls == 0
    return bool((labels != truth).sum() > TARGET.allowed(N)), end.spent.calls


@pytest.mark.slow
@pytest.mark.parametrize(("right", "sure"), [(0.93, 0.999), (0.85, 0.999), (0.97, 0.5)])
def test_the_promise_is_kept_whatever_a_paid_labeler_claims(right: float, sure: float) -> None:
    trial = Trial(WORLDS, 1 - TARGET.confidence)
    for seed in trial:
        truth = np.random.default_rng([seed, 5]).integers(CLASSES, size=N)
        oracle = Oracle(truth, right, sure, seed)
        over, calls = broken(seed, oracle, truth)
        assert calls == pytest.approx(PRICE * oracle.known.sum())
        trial.broken += over
    assert trial.kept


def test_it_may_fail_at_any_call_and_nothing_is_lost() -> None:
    for calls in (1, 20, 41, 60, 300):
        truth = np.random.default_rng([calls, 5]).integers(CLASSES, size=N)
        oracle = Oracle(truth, 0.97, 0.9, calls, fails=calls)
        over, paid = broken(calls, oracle, truth)
        assert not over
        assert paid == pytest.approx(PRICE * oracle.known.sum())
