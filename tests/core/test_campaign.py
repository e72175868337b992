"""The engine's lifecycle: replay, asking once, budgets, parts of answers, copies, refusals."""

import io
import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from vermeil.core.certify import certificate
from vermeil.core.errors import BadInput
from vermeil.core.model import Caps, Prices, Target
from vermeil.core.plan.campaign import (
    Accept,
    Answered,
    Ask,
    Drawn,
    Event,
    Finish,
    Freeze,
    Pool,
    Setup,
    State,
    Train,
    Trained,
    begin,
    decide,
    from_record,
    observe,
    outcome,
    summary,
    to_record,
    waiting_for,
)
from vermeil.core.plan.decide import TAX
from vermeil.core.train import trained

Array = NDArray[Any]


class House:
    """A small data set with people who know the truth and a labeler that learns."""

    def __init__(self, n: int = 900, seed: int = 0, **setup: Any) -> None:
        rng = np.random.default_rng(seed)
        self.truth = rng.integers(0, 3, n)
        self.hard, self.luck = rng.beta(0.3, 2, n), rng.random(n)
        self.setup = Setup(
            **{
                "n_items": n,
                "n_classes": 3,
                "target": Target(),
                "prices": Prices(),
                "labelers": ("one",),
                "seed": seed,
            }
            | setup
        )
        self.pool = Pool(rng.normal(size=(n, 3)).astype(np.float32))
        self.log: list[Event] = []

    def answers(self, ask: Ask) -> list[Event]:
        return [Answered(ask.items, self.truth[ask.items])]

    def train(self, state: State) -> Trained:
        chance = np.clip(self.hard * (60 / max((state.labels >= 0).sum(), 1)), 0, 0.9)
        said = np.where(self.luck < chance, (self.truth + 1) % 3, self.truth)
        shares = np.full((said.size, 3), 0.02)
        shares[np.arange(said.size), said] = 1 - chance
        part = np.flatnonzero(state.random)
        return trained("one", 0.5, shares, part, shares[part])

    def events(self, state: State, decision: Event) -> list[Event]:
        if isinstance(decision, Ask):
            return self.answers(decision)
        if isinstance(decision, Train):
            return [self.train(state)]
        return [Drawn("entropy")] if isinstance(decision, Freeze) else []

    def run(self, watch: Callable[[State, Event], None] = lambda _, __: None) -> State:
        state = begin(self.setup)
        while True:
            decision = decide(state, self.pool)
            watch(state, decision)
            for event in (decision, *self.events(observe(state, decision), decision)):
                self.log.append(event)
                state = observe(state, event)
            if isinstance(decision, Finish):
                return state


@pytest.fixture(scope="module")
def finished() -> tuple[House, State]:
    house = House()
    return house, house.run()


def stored(event: Event) -> Event:
    """One event through JSON and npz and back."""
    kind, payload, arrays = to_record(event)
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    file.seek(0)
    with np.load(file) as back:
        return from_record(kind, json.loads(json.dumps(payload)), {name: back[name] for name in back.files})


def same(one: object, other: object) -> bool:
    """Deep equality, arrays bit for bit."""
    if isinstance(one, np.ndarray):
        return isinstance(other, np.ndarray) and one.dtype == other.dtype and one.tobytes() == other.tobytes()
    if isinstance(one, tuple):
        return isinstance(other, tuple) and len(one) == len(other) and all(map(same, one, other))
    if hasattr(one, "__dataclass_fields__"):
        return all(same(getattr(one, name), getattr(other, name)) for name in one.__dataclass_fields__)
    return bool(one == other)


def test_a_log_replays_to_the_same_state_bit_for_bit(finished: tuple[House, State]) -> None:
    house, end = finished
    payload, arrays = house.setup.to_record()
    state = begin(Setup.from_record(json.loads(json.dumps(payload)), arrays))
    for event in house.log:
        state = observe(state, stored(event))
    assert same(state, end)


def test_a_log_cut_anywhere_goes_on_to_the_same_end(finished: tuple[House, State]) -> None:
    """What a driver does that was killed: replay, then ask for the decision again."""
    house, _ = finished
    state = begin(house.setup)
    for event in house.log:
        again = decide(state, house.pool)
        if isinstance(event, Ask | Train | Freeze | Accept | Finish):
            assert same(again, event)
        else:
            assert again is state.awaiting
        state = observe(state, event)


def test_the_whole_set_is_labelled_and_certified(finished: tuple[House, State]) -> None:
    house, end = finished
    done = outcome(end)
    given = certificate.of(end)
    assert given.holds
    assert (done.labels != house.truth).mean() <= given.error_upper <= 0.05
    assert {"human", "machine"} == set(done.source)
    assert (done.confidence[done.source == "human"] == 1).all()
    assert end.spent.total < 0.6 * summary(end)["all_human"]
    assert end.spent.human_labels == (done.source == "human").sum()
    json.dumps(summary(end))


def test_nobody_is_asked_twice() -> None:
    house, asked = House(seed=3), []
    house.run(lambda _, decision: asked.extend(decision.items.tolist() if isinstance(decision, Ask) else []))
    assert len(asked) == len(set(asked))


def test_answers_may_come_in_parts_in_any_order() -> None:
    class Slow(House):
        def answers(self, ask: Ask) -> list[Event]:
            parts = np.array_split(ask.items[::-1], 3)
            return [Answered(part, self.truth[part]) for part in parts if part.size]

    whole, parts = House(seed=5).run(), Slow(seed=5).run()
    assert certificate.of(parts).holds
    assert whole.spent.human_labels > 0


def test_while_answers_are_missing_the_same_question_is_given_back() -> None:
    house = House()
    state = begin(house.setup)
    ask = decide(state, house.pool)
    assert isinstance(ask, Ask)
    state = observe(state, ask)
    state = observe(state, Answered(ask.items[:5], house.truth[ask.items[:5]]))
    assert decide(state, house.pool) is ask
    assert (waiting_for(state) == ask.items[5:]).all()


@settings(max_examples=25, deadline=None)
@given(st.floats(0, 40), st.integers(0, 1000))
def test_the_budget_is_never_exceeded(budget: float, seed: int) -> None:
    house = House(n=400, seed=seed, caps=Caps(money=budget))
    end = house.run()
    assert end.spent.total <= budget + 0.01  # computing is paid for after it was done
    given, done = certificate.of(end), outcome(end)
    assert given.holds == (done.labels >= 0).all()
    assert given.holds or "budget" in (end.finished.reason if end.finished else "")


def test_what_people_cannot_say_ends_the_campaign_too() -> None:
    class Silent(House):
        def answers(self, ask: Ask) -> list[Event]:
            return [Answered(ask.items, np.full(ask.items.size, -1))]

    end = Silent(n=200).run()
    assert (outcome(end).labels == -1).all()
    assert (outcome(end).source == "human").all()


def test_an_audited_item_that_people_cannot_name_counts_as_wrong() -> None:
    class Unsure(House):
        def answers(self, ask: Ask) -> list[Event]:
            said = self.truth[ask.items].copy()
            if ask.purpose == "audit":
                said[:] = -1
            return [Answered(ask.items, said)]

    end = Unsure().run()
    assert end.audits
    assert (outcome(end).source == "human").all()


def test_copies_are_asked_once_and_share_their_label() -> None:
    copies = np.arange(900) % 600
    house = House(copies=copies)
    house.truth, house.hard, house.luck = (values[copies] for values in (house.truth, house.hard, house.luck))
    asked: list[int] = []
    end = house.run(lambda _, one: asked.extend(one.items.tolist() if isinstance(one, Ask) else []))
    labels = outcome(end).labels
    assert len(set(copies[asked])) == len(asked)
    assert (labels == labels[copies]).all()
    assert certificate.of(end).holds


def test_labels_from_before_the_campaign_are_known_and_free() -> None:
    house = House()
    known = np.arange(100)
    state = observe(begin(house.setup), Answered(known, house.truth[known]))
    assert state.spent.total == 0
    ask = decide(state, house.pool)
    assert isinstance(ask, Ask | Train)


def test_expensive_training_is_not_repeated() -> None:
    """One training tells that more of it cannot pay; what it has taught is used all the same."""
    dear, cheap = House(prices=Prices(device_hour=1e5)), House(prices=Prices(device_hour=1))
    end = dear.run()
    cheap.run()
    assert sum(isinstance(event, Train) for event in dear.log) == 1
    assert sum(isinstance(event, Train) for event in cheap.log) > 1
    assert certificate.of(end).holds


@pytest.mark.parametrize("hour", [1e2, 1e3, 1e4, 1e5, 1e6])
@pytest.mark.parametrize("learns", [True, False])
def test_dear_computing_hands_all_to_people_after_at_most_the_tax(hour: float, learns: bool) -> None:
    """The first training cannot be known before it was made: beside it, no more than the tax is lost."""
    house = House(prices=Prices(device_hour=hour))
    if not learns:
        house.hard[:] = 1e9
    end = house.run()
    people, one = 900 * 0.04, 0.5 * hour / 3600
    assert certificate.of(end).holds
    if learns:
        assert end.spent.total <= people + one
    else:
        assert (outcome(end).source == "human").all()
        assert end.spent.compute <= TAX * people + one
        assert end.spent.total == pytest.approx(people + end.spent.compute)


def test_a_labeler_that_cannot_learn_leaves_the_work_to_people() -> None:
    house = House()
    house.hard[:] = 1e9
    end = house.run()
    assert (outcome(end).source == "human").all()
    assert certificate.of(end).method == "people"
    assert "people label the rest" in str(summary(end)["rounds"]).lower()


@pytest.mark.parametrize(
    "event",
    [Answered(np.array([0]), np.array([3])), Answered(np.array([0, 1]), np.array([0])), Drawn("x")],
    ids=["class", "count", "drawn"],
)
def test_what_cannot_follow_is_refused(event: Event) -> None:
    with pytest.raises(BadInput):
        observe(begin(House().setup), event)


def test_a_training_that_was_not_asked_for_is_refused() -> None:
    house = House()
    with pytest.raises(BadInput, match="asked for"):
        observe(begin(house.setup), house.train(begin(house.setup).evolve(random=np.ones(900, bool))))


def test_an_unknown_kind_of_event_is_refused() -> None:
    with pytest.raises(BadInput, match="another version"):
        from_record("guess", {}, {})


@pytest.mark.parametrize(
    "wrong",
    [{"n_items": 0}, {"n_classes": 1}, {"labelers": ()}, {"copies": np.arange(3)}],
    ids=str,
)
def test_a_setup_that_cannot_work_is_refused(wrong: dict[str, Any]) -> None:
    good = {"n_items": 9, "n_classes": 2, "target": Target(), "prices": Prices(), "labelers": ("one",)}
    with pytest.raises(BadInput):
        Setup(**good | wrong)


@pytest.mark.parametrize(
    "bad", [{"error": 0}, {"error": 0.5}, {"error": "5 %"}, {"confidence": 1}, {"confidence": 0.3}]
)
def test_a_target_that_cannot_be_meant_is_refused(bad: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        Target(**bad)


@pytest.mark.parametrize(
    "bad", [{"label": 0}, {"label": -1}, {"device_hour": float("nan")}, {"verify": True}]
)
def test_a_price_that_cannot_be_meant_is_refused(bad: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        Prices(**bad)
