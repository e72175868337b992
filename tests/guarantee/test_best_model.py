"""The best model for a budget: its accuracy lies in the interval of its exam as often as that says."""

from dataclasses import replace

import numpy as np
import pytest
from worlds import Simulated, Trial, campaign

from vermeil.core.certify import certificate
from vermeil.core.errors import BadInput
from vermeil.core.model import Caps, Prices, Target
from vermeil.core.plan import best_model
from vermeil.core.plan.campaign import Ask, Train, summary
from vermeil.core.plan.state import Setup, State

pytestmark = pytest.mark.usefixtures("brisk")
WORLDS = 200


def play(seed: int, n: int = 1000, worth: float | None = None, **caps: float) -> tuple[State, Simulated]:
    """A campaign for a model in a world whose truth is known."""
    rng = np.random.default_rng([seed, 96])
    truth, hard = rng.integers(0, 4, n), rng.beta(0.6, 1.2, n)
    labeler = Simulated(truth, hard, 4, power=rng.uniform(0.2, 0.9), honest=rng.uniform(0.5, 3), seed=seed)
    limits = Caps(**caps)
    state, _ = campaign(truth, labeler, target=Target(), seed=seed, caps=limits, goal="model", worth=worth)
    return state, labeler


def test_the_accuracy_lies_in_the_interval_as_often_as_it_says() -> None:
    """Also where the labeler is far too sure, and however often it was looked at on the way."""
    trial, width = Trial(WORLDS, 0.05), 0.0
    for seed in trial:
        state, labeler = play(seed, money=16.0)
        exam = best_model.examined(state)
        assert exam is not None
        learned = state.labels.copy()
        learned[state.exam] = -2  # the exam teaches nothing
        accuracy = 1 - np.clip(labeler.errs(learned), 0, 0.95).mean()
        trial.broken += not exam.low <= accuracy <= exam.high
        width += exam.high - exam.low
        assert state.spent.total <= 16
    assert trial.kept
    assert width / trial.worlds < 0.25


def test_the_exam_is_drawn_before_anything_is_asked_and_asked_last() -> None:
    asked: list[Ask] = []
    rng = np.random.default_rng(5)
    truth = rng.integers(0, 4, 800)
    labeler = Simulated(truth, rng.beta(0.6, 1.2, 800), 4, power=0.5, honest=1.0, seed=5)

    def watch(state: State) -> None:
        if isinstance(state.awaiting, Ask):
            asked.append(state.awaiting)

    state, _ = campaign(
        truth, labeler, target=Target(), seed=5, caps=Caps(money=12.0), goal="model", watch=watch
    )
    aside = best_model.set_aside(state.setup)
    *before, last = asked
    assert last.purpose == "exam"
    assert (last.items == aside[: last.items.size]).all()
    assert last.items.size >= 0.18 * state.spent.human_labels
    assert not any(np.isin(one.items, aside).any() for one in before)
    others = replace(state.setup, prices=Prices(device_hour=9.0))
    assert (best_model.set_aside(others) == aside).all()


def test_it_spends_what_it_may_and_learns_more_from_more() -> None:
    little, much = (play(3, money=money)[0] for money in (8.0, 30.0))
    for state, money in ((little, 8.0), (much, 30.0)):
        assert 0.95 * money < state.spent.total <= money
    first, second = (best_model.examined(state) for state in (little, much))
    assert first is not None
    assert second is not None
    assert second.items > first.items
    assert second.right / second.items > first.right / first.items


def test_it_stops_when_the_next_round_is_worth_less_than_it_costs() -> None:
    stingy, generous = (play(4, worth=worth)[0] for worth in (0.2, 50.0))
    assert stingy.finished is not None
    assert "less than a point is worth" in stingy.finished.reason
    assert stingy.spent.human_labels < generous.spent.human_labels


def test_no_certificate_of_labels_is_claimed() -> None:
    state, _ = play(7, people_hours=0.5)
    assert not certificate.of(state).holds
    told = summary(state)["model"]
    assert told["low"] < told["accuracy"] < told["high"]
    assert state.finished is not None
    assert "never learned from" in state.finished.reason
    assert "people-hours are spent" in state.finished.reason
    for row in summary(state)["rounds"]:
        assert row["forecast"]["accuracy"]["low"] <= row["forecast"]["accuracy"]["high"]
    mids = [point["accuracy"]["mid"] for point in summary(state)["curve"]]
    assert mids == sorted(mids)


@pytest.mark.parametrize("money", [0.0, 0.1, 0.5, 2.0])
def test_a_budget_that_is_too_small_says_so(money: float) -> None:
    state, _ = play(8, money=money)
    assert state.spent.total <= money
    assert state.finished is not None
    assert state.finished.reason


def test_a_goal_without_an_end_is_refused() -> None:
    good = {"n_items": 9, "n_classes": 2, "target": Target(), "prices": Prices(), "labelers": ("one",)}
    for wrong in ({"goal": "model"}, {"goal": "fun"}, {"worth": 1.0}, {"goal": "model", "worth": 0.0}):
        with pytest.raises(BadInput):
            Setup(**good | wrong)  # type: ignore[arg-type]  # wrong on purpose


def test_dear_training_is_not_repeated() -> None:
    """A7 for this goal: computing is paid from the same caps."""
    trainings = []
    rng = np.random.default_rng(6)
    truth = rng.integers(0, 4, 800)
    labeler = Simulated(truth, rng.beta(0.6, 1.2, 800), 4, power=0.5, honest=1.0, seed=6)

    def watch(state: State) -> None:
        trainings.append(isinstance(state.awaiting, Train))

    hour = 6.0 / (0.001 / 3600)  # one training of a millisecond costs 6
    state, _ = campaign(
        truth, labeler, target=Target(), seed=6, caps=Caps(money=20.0), goal="model",
        watch=watch, prices=Prices(device_hour=hour),
    )  # fmt: skip
    assert sum(trainings) == 1
    assert state.spent.total <= 20
