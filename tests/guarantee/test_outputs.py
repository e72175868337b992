"""The promise for every type of question: at most so many items are wrong by more than the tolerance."""

from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
import pytest
from worlds import Array, Simulated, campaign, within_the_law

from clock import ISSUED
from questions import EXAMPLES, question
from vermeil.core.certify import certificate
from vermeil.core.certify.verify import verify
from vermeil.core.model import Prices, Target
from vermeil.core.plan import heard
from vermeil.core.plan.events import Answered, Ask, Trained
from vermeil.core.plan.state import State
from vermeil.core.tasks import schema
from vermeil.core.tasks.code import Outputs
from vermeil.core.tasks.schema import KINDS, loss
from vermeil.core.train import foremost, trained

WORLDS, N = 30, 500  #: of each price of confirming
TARGET = Target(error=0.05, confidence=0.9, tolerance=0.3)
DELTA = 0.1
BLIND, CHEAP = Prices(), Prices(verify=0.008)
Value = dict[str, Any]


class Judge(Simulated):
    """Knows of each output how far it may be trusted, somewhat; it never says anything else itself."""

    def train(self, labels: Array, random: Array) -> Trained:  # noqa: ARG002 - it learns nothing
        admits = np.clip(self.admits(self.hard), 0.001, 0.999)
        shares = foremost(np.column_stack([1 - admits, admits]), 0)
        part = np.flatnonzero(random)
        return trained("simulated", 0.001, shares, part, shares[part])


@dataclass
class People:
    """They let a wrong output pass now and then; what they put in its place is often wrong, too.

    Blindly they give the truth. `given` is what is delivered of whatever they have answered.
    """

    code: Outputs
    truth: list[Value]
    others: list[Value]
    rng: np.random.Generator
    credulous: float = 0.2  #: of wrong outputs that are shown so many are accepted
    stray: float = 0.3  #: of the values put in the place of an output so many are another
    given: dict[int, Value] = field(default_factory=dict)
    shown: int = 0
    state: State | None = None

    def watch(self, state: State) -> None:
        self.state = state

    def say(self, ask: Ask) -> Answered:
        assert self.state is not None
        tests = set(heard.tested(self.state, ask).tolist())
        values = {
            item: self.truth[item] if shown < 0 else self.look(item)
            for item, shown in zip(ask.items.tolist(), ask.shown.tolist(), strict=True)
        }
        event = heard.answered(self.code, self.state, ask, values, self.given)
        self.given |= {item: value for item, value in values.items() if item not in tests}
        self.shown += int((ask.shown >= 0).sum())
        return event

    def look(self, item: int) -> Value:
        """What is sent on seeing the output: it, the truth, or a value that is neither."""
        suggestion, true = self.code.suggestions[item], self.truth[item]
        assert suggestion is not None
        said = suggestion["value"]
        if self.code.number(true, item) == 0 or self.rng.random() < self.credulous:
            return dict(said)
        neither = [one for one in self.others if one not in (said, true)]
        return neither[0] if neither and self.rng.random() < self.stray else true


@dataclass
class World:
    """Outputs that are the truth or another answer altogether, more often so of items that are hard."""

    kind: str
    seed: int
    wrong: float | None = None  #: this share of the outputs, and nobody can tell which

    def __post_init__(self) -> None:
        asked, rng = question(self.kind), np.random.default_rng([self.seed, 97])
        values = [{asked["name"]: one} for one in EXAMPLES[self.kind][1]]
        true = rng.integers(0, len(values), N)
        self.hard = rng.beta(0.2, 1.2, N) if self.wrong is None else np.full(N, self.wrong)
        said = np.where(rng.random(N) < self.hard, rng.integers(0, len(values), N), true)
        self.truth = [values[one] for one in true]
        self.code = Outputs(
            {"questions": [asked]}, TARGET.tolerance, [{"value": values[one]} for one in said]
        )
        self.people = People(self.code, self.truth, values, rng)

    def run(self, prices: Prices) -> tuple[State, Array, int]:
        """(the end, which items the machine has labelled, how many are delivered that are wrong)."""
        wanted = np.array([self.code.number(value, place) for place, value in enumerate(self.truth)])
        judge = Judge(wanted, self.hard, 2, power=0.0, honest=1.0, seed=self.seed)
        people, about = (
            self.people,
            {"target": TARGET, "seed": self.seed, "closed": False, "mute": self.code.mute()},
        )
        state, end = campaign(wanted, judge, prices=prices, people=people.say, watch=people.watch, **about)
        machine = end.source == "machine"
        assert (end.labels[machine] == 0).all(), "a machine can only say what it says"
        delivered = [self.code.value(0, item) if machine[item] else people.given[item] for item in range(N)]
        loss = partial(schema.loss, schema=self.code.asked)
        wrong = sum(
            loss(one, true) > TARGET.tolerance for one, true in zip(delivered, self.truth, strict=True)
        )
        return state, machine, wrong


@pytest.fixture(autouse=True)
def remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """The loss of two values of a type is worked out once: there are few of them."""
    known: dict[str, float] = {}

    def once(said: Value, true: Value, schema: Value) -> float:
        key = repr((said, true))
        if key not in known:
            known[key] = loss(said, true, schema)
        return known[key]

    monkeypatch.setattr(schema, "loss", once)


@pytest.mark.usefixtures("brisk")
@pytest.mark.parametrize("prices", [BLIND, CHEAP], ids=["blind", "confirming"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_promise_of_any_type_is_kept(kind: str, prices: Prices) -> None:
    broken, machine, shown = 0, 0.0, 0
    for seed in range(WORLDS):
        world = World(kind, seed)
        state, by_machine, wrong = world.run(prices)
        given = certificate.of(state, issued=ISSUED)
        assert given.holds
        assert "a loss of more than 0.3" in given.words
        broken += wrong > TARGET.allowed(N)
        machine += by_machine.mean() / WORLDS
        shown += world.people.shown
        if seed == 0:
            assert verify(given.to_dict()) == []
    assert within_the_law(broken, WORLDS, DELTA)
    assert machine > 0.2  # no promise is kept by leaving everything to people
    assert (shown > 0) == (prices is CHEAP)


@pytest.mark.usefixtures("brisk")
@pytest.mark.parametrize("told", [True, False], ids=["", "not told what was put in its place"])
def test_a_value_put_in_the_place_of_an_output_is_what_the_audit_judges(
    told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who looks sees every wrong output, and half of what is put in its place is wrong, too.

    Answers that only say that the output will not do would agree with one another: then it goes wrong.
    """
    if not told:
        monkeypatch.setattr(heard, "judged", lambda *_: {})
    broken, worlds = 0, 15
    for seed in range(worlds):
        world = World("number", seed, wrong=0.4)
        world.people.credulous, world.people.stray = 0.0, 0.5
        broken += world.run(Prices(verify=0.002))[2] > TARGET.allowed(N)
    assert within_the_law(broken, worlds, DELTA) == told


@pytest.mark.usefixtures("brisk")
def test_people_answer_what_a_machine_says_nothing_of() -> None:
    world = World("number", 0)
    world.people.code = world.code = Outputs(
        world.code.asked, TARGET.tolerance, [*[None] * 50, *world.code.suggestions[50:]]
    )
    state, machine, wrong = world.run(CHEAP)
    assert certificate.of(state, issued=ISSUED).holds
    assert machine.any()
    assert not machine[:50].any()
    assert state.said.item.min() >= 50, "nobody was shown what there is not"
    assert wrong <= TARGET.allowed(N)
