"""What campaigns on open questions cost, with people who may confirm and with people who answer blindly.

python -m benchmarks.outputs                   # a line for each data set and kind of people
python -m benchmarks.outputs boxes             # of one data set: boxes, spans or fields

Confirming costs a fifth of an answer. Careful people send an output as it is where its loss is at most the
tolerance, and the true value else; busy ones also give the true value in the place of a third of those that
would do. Blind answers are true. The data are BCCD (boxes), WNUT-17 (spans) and SROIE (fields). Costs are
shares of what people alone cost, means over `SEEDS` campaigns.
"""

import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.outputs.worlds import World, cells, entities, receipts
from vermeil.core.autolabel import outcome
from vermeil.core.model import Prices, Target
from vermeil.core.plan import campaign as engine
from vermeil.core.plan import heard
from vermeil.core.plan.entrants import usual
from vermeil.core.plan.events import Accept, Answered, Ask, Drawn, Event, Finish, Train
from vermeil.core.plan.state import Setup, State
from vermeil.core.tasks import schema
from vermeil.core.tasks.code import Outputs
from vermeil.core.tasks.schema import Value
from vermeil.flow import train
from vermeil.integrations.encoders import encode_images, encode_texts
from vermeil.integrations.labelers import Bench

SEEDS = 3
SETS: dict[str, tuple[Callable[[], World], dict[str, float]]] = {
    "boxes": (cells, {"error": 0.08, "tolerance": 0.4}),
    "spans": (entities, {"error": 0.15}),
    "fields": (receipts, {"error": 0.1}),
}
BLIND, CONFIRMED = Prices(label=1, verify=1, device_hour=0), Prices(label=1, verify=0.2, device_hour=0)
PEOPLE = (("blind", BLIND, 0.0), ("careful", CONFIRMED, 0.0), ("busy", CONFIRMED, 1 / 3))


def main() -> None:
    """Measure and print."""
    for name in sys.argv[1:] or SETS:
        made, target = SETS[name]
        world = made()
        code = code_of(world, target)
        features = features_of(world, code)
        for people, prices, mending in PEOPLE:
            ends = [
                Campaign(world, code, features, Target(**target, confidence=0.9), mending)
                for _ in range(SEEDS)
            ]
            told = [one.run(prices, seed) for seed, one in enumerate(ends)]
            costs = [cost for cost, *_ in told]
            words = "cost {:.1%} of people alone, machine {:.1%}, shown {:.1%}, wrong {:.1%}".format(
                *np.array(told).mean(axis=0)
            )
            about = f"costs {min(costs):.1%} to {max(costs):.1%}; at most {target['error']:.0%} wrong"
            print(f"{name}, {people}: {words} ({about})", flush=True)


def code_of(world: World, target: dict[str, float]) -> Outputs:
    """How the values of a world are counted."""
    said = [{"value": {"it": value}, "confidence": sure} for value, sure in world.said]
    return Outputs(world.asked, target.get("tolerance", 0.0), said)


def features_of(world: World, code: Outputs) -> NDArray[np.float32]:
    """The items of a world as numbers, as a campaign sees them."""
    with tempfile.TemporaryDirectory() as folder:
        if isinstance(world.items[0], str):
            return train.beside(code, encode_texts(world.items, Path(folder)))
        return train.beside(code, encode_images(world.items, Path(folder)))


@dataclass
class Campaign:
    """One campaign, and the people who answer."""

    world: World
    code: Outputs
    features: NDArray[np.float32]
    target: Target
    mending: float  #: of the outputs that would do so many are answered in full
    given: dict[int, Value] = field(default_factory=dict)

    def run(self, prices: Prices, seed: int) -> tuple[float, float, float, float]:
        """(cost, labelled by the machine, shown with its output, wrong), shares of all items."""
        n = len(self.world.items)
        names = usual(n, 2, train.FEW)
        setup = Setup(
            n_items=n, n_classes=2, closed=False, target=self.target, prices=prices, labelers=names, seed=seed
        )
        setup = replace(setup, recipe=replace(setup.recipe, votes=1))
        state, pool, bench = (
            engine.begin(setup),
            engine.Pool(self.features),
            train.bench(self.features, self.code),
        )
        rng = np.random.default_rng(seed)
        while not isinstance(decision := engine.decide(state, pool), Finish):
            if decision is not state.awaiting:
                state = engine.observe(state, decision)
            if not isinstance(decision, Accept):
                state = engine.observe(state, self.act(state, decision, bench, rng))
        machine = outcome(engine.observe(state, decision)).source == "machine"
        shown = np.unique(state.said.item).size
        return state.spent.total / n, float(machine.mean()), shown / n, self.wrong(machine) / n

    def act(self, state: State, decision: Event, bench: Bench, rng: np.random.Generator) -> Event:
        """What comes of a decision."""
        match decision:
            case Ask():
                return self.answer(state, decision, rng)
            case Train():
                name = engine.missing_labelers(state)[0]
                told = bench.train(
                    name, engine.taught(state), state.random, n_classes=2, seed=state.setup.seed
                )
                return replace(told, seconds=0.0)
        return Drawn(f"{state.setup.seed}:{state.events}")

    def answer(self, state: State, ask: Ask, rng: np.random.Generator) -> Answered:
        """What people say; what they give is kept."""
        tests, values = heard.tested(state, ask).tolist(), dict[int, Value]()
        for item, shown in zip(ask.items.tolist(), ask.shown.tolist(), strict=True):
            true: dict[str, Any] = {"it": self.world.true[item]}
            keep = shown >= 0 and self.code.number(true, item) == 0 and rng.random() >= self.mending
            values[item] = self.code.value(0, item) if keep else true
        event = heard.answered(self.code, state, ask, values, self.given)
        self.given |= {item: value for item, value in values.items() if item not in tests}
        return event

    def wrong(self, machine: NDArray[np.bool_]) -> int:
        """How many items are delivered with a loss above the tolerance."""
        return sum(
            schema.loss(
                self.code.value(0, item) if machine[item] else self.given[item], {"it": true}, self.code.asked
            )
            > self.target.tolerance
            for item, true in enumerate(self.world.true)
        )


if __name__ == "__main__":
    main()
