"""The promise for every type of question: at most so many items are wrong by more than the tolerance."""

import numpy as np
import pytest
from worlds import Array, Simulated, campaign, within_the_law

from clock import ISSUED
from questions import EXAMPLES, question
from vermeil.core.certify import certificate
from vermeil.core.certify.verify import verify
from vermeil.core.model import Target
from vermeil.core.plan.events import Ask, Trained
from vermeil.core.tasks.code import Outputs
from vermeil.core.tasks.schema import KINDS
from vermeil.core.train import foremost, trained

WORLDS, N = 60, 500
TARGET = Target(error=0.05, confidence=0.9, tolerance=0.3)
DELTA = 0.1


class Judge(Simulated):
    """Knows of each output how far it may be trusted, somewhat; it never says anything else itself."""

    def train(self, labels: Array, random: Array) -> Trained:  # noqa: ARG002 - it learns nothing
        admits = np.clip(self.admits(self.hard), 0.001, 0.999)
        shares = foremost(np.column_stack([1 - admits, admits]), 0)
        part = np.flatnonzero(random)
        return trained("simulated", 0.001, shares, part, shares[part])


@pytest.mark.usefixtures("brisk")
@pytest.mark.parametrize("kind", KINDS)
def test_a_promise_of_any_type_is_kept(kind: str) -> None:
    """An output is the truth itself or another answer altogether, more often so of items that are hard."""
    asked, values = question(kind), EXAMPLES[kind][1]
    schema, name = {"questions": [asked]}, asked["name"]
    broken, machine = 0, 0.0
    for seed in range(WORLDS):
        rng = np.random.default_rng([seed, 97])
        hard = rng.beta(0.2, 1.2, N)
        true = rng.integers(0, len(values), N)
        said = np.where(rng.random(N) < hard, rng.integers(0, len(values), N), true)
        truth = [{name: values[one]} for one in true]
        code = Outputs(schema, TARGET.tolerance, [{"value": {name: values[one]}} for one in said])
        wanted = np.array([code.number(value, place) for place, value in enumerate(truth)])
        judge = Judge(wanted, hard, 2, power=0.0, honest=1.0, seed=seed)

        def people(ask: Ask, code: Outputs = code, truth: list[dict[str, object]] = truth) -> Array:
            return np.array([code.number(truth[item], item) for item in ask.items.tolist()])

        state, end = campaign(wanted, judge, target=TARGET, seed=seed, people=people, closed=False)
        given = certificate.of(state, issued=ISSUED)
        assert given.holds
        assert "a loss of more than 0.3" in given.words
        by_machine = end.source == "machine"
        assert (end.labels[by_machine] == 0).all(), "a machine can only say what it says"
        broken += int((wanted[by_machine] == 1).sum()) > TARGET.allowed(N)
        machine += by_machine.mean() / WORLDS
        if seed == 0:
            assert verify(given.to_dict()) == []
    assert within_the_law(broken, WORLDS, DELTA)
    assert machine > 0.2  # no promise is kept by leaving everything to people
