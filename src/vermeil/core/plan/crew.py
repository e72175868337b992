"""Who is asked what besides the plain questions: checks of people, further votes, what is shown to them."""

import math
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from vermeil.core.judge.value import gain
from vermeil.core.plan.events import Ask, By, Forecast, Trained
from vermeil.core.plan.outlook import View
from vermeil.core.plan.pages import pages
from vermeil.core.plan.state import State
from vermeil.core.plan.team import Beliefs, Rates, rates
from vermeil.core.plan.ways import cheapest, refused, usual_risk, ways

Array = NDArray[Any]
CHECKED = 60  #: random items, at most, of which experts say early how far people may be believed
SAMPLED = 0.1  #: of the labels from before, at most, are asked again for the same end
CLEARLY = 0.8  #: of the experts' price: dearer, people do not teach, for what they say has to be checked
TESTS = 20  #: wrong suggestions in a campaign: enough to tell careful people from careless ones; more ...
MOST = 0.05  #: ... where few labels may be wrong, but no more than this share of the items


def referee(state: State) -> By:
    """Who gives the labels that count as true."""
    return "people" if state.setup.prices.expert is None else "expert"


def checked(state: State, affordable: int) -> Ask | None:
    """Experts on some random items that people have labelled, once, before the first training.

    Where people turn out not to be worth their price, on the others too: nothing is learned from them.
    """
    if not state.setup.tiered or state.round > 1:
        return None
    loose = state.setup.originals[state.unvouched[state.setup.originals]]
    random = loose[state.random[loose]]
    known = state.random & ~state.unvouched & (state.labels >= 0)
    if not known.any():
        wanted = random[: min(CHECKED, affordable)]
    else:
        wanted = loose[:affordable] if _no_use(state, rates(state), np.array([0.5])) else loose[:0]
    return _settle(state, wanted)


def sampled(state: State, rng: np.random.Generator, most: int) -> Array:
    """Some labels from before, at most `most`, drawn uniformly: asked blindly, they show what such are worth.

    With experts, `checked` does that.
    """
    loose = state.setup.originals[state.unvouched[state.setup.originals]]
    if state.setup.prices.expert is not None or not loose.size:
        return loose[:0]
    drawn: Array = rng.choice(loose, min(CHECKED, math.ceil(SAMPLED * loose.size), most), replace=False)
    return drawn


def settled(state: State, trained: Trained, affordable: int) -> Ask | None:
    """Experts on the random items on which machine and people differ: so either is measured truly."""
    if not state.setup.tiered:
        return None
    part = trained.part[state.unvouched[trained.part]]
    differ = part[trained.part_label[state.unvouched[trained.part]] != state.labels[part]]
    wanted = np.unique(state.setup.first[differ])
    return _settle(state, wanted[:affordable])


def _settle(state: State, items: Array) -> Ask | None:
    if not items.size:
        return None
    return Ask(items, np.zeros(items.size, bool), "settle", state.round, by="expert")


def experts_teach(state: State, best: View, items: Array) -> bool:
    """Whether a batch of `items` to learn from is asked of experts."""
    if not state.setup.tiered:
        return state.setup.prices.expert is not None
    return _no_use(state, best.known, _doubts(state, best)[items])


def _no_use(state: State, known: Rates, doubt: Array) -> bool:
    """Whether experts are the cheaper teachers of items with chances of error `doubt` (k,).

    A label that is wrong with chance e teaches as much as (1 - e c / (c - 1))^2 right ones, of c classes
    (the loss of Fisher's information when labels are flipped evenly).
    """
    reference, count = state.setup.prices.reference, np.array([float(doubt.size)])
    offers, errors = ways(state.setup, known), np.array([[float(doubt.sum())]])
    risk = usual_risk(state.setup)
    best = cheapest(offers, reference, count, errors, risk)
    costs = float(best.price.mean() + risk * best.left.mean())
    classes = state.setup.n_classes
    worth = max(1 - known.error * classes / (classes - 1), 0.0) ** 2
    return bool(best.way[0] < 0) or costs >= CLEARLY * worth * reference * doubt.size


def _doubts(state: State, best: View) -> Array:
    doubt = np.ones(state.setup.n_items, np.float32)
    doubt[best.open] = best.doubt
    return doubt


def guessed(ask: Ask, state: State, best: View | None) -> Ask:
    """The same question, and what the machine thinks of each item, which nobody is shown."""
    if best is None:
        return ask
    return replace(ask, guess=best.trained.label[ask.items], doubt=_doubts(state, best)[ask.items])


@dataclass(slots=True, eq=False)
class Batch:
    """Items for people: what the machine thinks of each, and how each is to be asked."""

    state: State
    best: View
    items: Array  #: (k,)
    doubt: Array  #: (k,)
    kind: Array  #: (k,) str: "label", "verify", "grid"; "": best left to the reference
    features: Array

    @property
    def worth(self) -> bool:
        """Whether any way is cheaper than the reference."""
        return bool((self.kind != "").any())

    def without_reference(self) -> "Batch":
        """Those only for which people are cheaper."""
        keep = self.kind != ""
        return replace(self, items=self.items[keep], doubt=self.doubt[keep], kind=self.kind[keep])

    def blind(self, chosen: Array | slice) -> None:
        """Ask these without a suggestion."""
        self.kind[chosen] = "label"

    def ask(self, purpose: Literal["learn", "verify"], number: int, row: Forecast, random: Array) -> Ask:
        """The question, with some wrong suggestions among many."""
        guess = self.best.trained.label[self.items]
        shown = np.isin(self.kind, ("verify", "grid"))
        suggested = np.where(shown, guess, -1)
        part = _traps(self.state, self.best.trained, int(shown.sum()))
        traps, wrong = self.best.trained.part[part], self.best.trained.part_label[part]
        paged = np.concatenate([self.kind == "grid", np.full(traps.size, (self.kind == "grid").any())])
        items = np.concatenate([self.items, traps])
        suggested = np.concatenate([suggested, wrong]).astype(np.int32)
        nothing = np.full(traps.size, -1, np.int32)
        runners = self.best.trained.runners[self.items, : refused(self.state.setup, self.best.known).runners]
        after = np.full((items.size, runners.shape[1]), -1, np.int32)
        after[: self.items.size][shown] = runners[shown]
        after[self.items.size :] = self.best.trained.part_runners[part, : runners.shape[1]]
        return Ask(
            items,
            np.concatenate([random, np.zeros(traps.size, bool)]),
            purpose,
            number,
            row,
            suggested,
            pages=pages(self.features, items, suggested, paged) if paged.any() else nothing[:0],
            guess=np.concatenate([guess, nothing]).astype(np.int32),
            doubt=np.concatenate([self.doubt, np.zeros(traps.size, np.float32)]),
            runners=after,
        )


def batch(state: State, best: View, items: Array, features: Array, risk: float) -> Batch:
    """`items` for people, each in the way that is cheapest where a wrong label costs `risk`."""
    doubt = _doubts(state, best)[items]
    reference = state.setup.prices.reference
    chosen = cheapest(best.ways, reference, np.ones(items.size), doubt[None, :].astype(float), risk)
    kinds = np.array([*(one.kind for one in best.ways), ""])[chosen.way]
    kinds[~np.isin(items, state.setup.voiced(items))] = "label"
    return Batch(state, best, items, doubt, kinds, features)


def _traps(state: State, trained: Trained, shown: int) -> Array:
    """Places in the random part: mistakes of the machine on known items, to see who lets them pass."""
    part = (state.labels[trained.part] >= 0) & ~state.unvouched[trained.part]
    part &= trained.part_label != state.labels[trained.part]
    part &= np.isin(trained.part, state.setup.voiced(trained.part))
    part &= ~np.isin(trained.part, state.said.item[state.said.shown >= 0])
    setup, set_before = state.setup, int(((state.said.shown >= 0) & (state.said.guess < 0)).sum())
    enough = min(max(TESTS, 1 / setup.target.error), MOST * setup.n_items)  # to see as small a share pass
    wanted = min(int(enough) - set_before, int(setup.recipe.traps * shown))
    return np.flatnonzero(part)[: max(wanted, 0)]


def again(state: State, loose: Beliefs, known: Rates, risk: float, row: Forecast) -> Ask | None:
    """One more vote of people on labels that nobody vouches for, where it is worth its price."""
    if not state.setup.tiered or not loose.items.size:
        return None
    # who could not say was asked, too
    asked_before = np.bincount(state.said.item, minlength=state.setup.n_items)
    asked = state.setup.first[loose.items] == loose.items
    asked &= asked_before[loose.items] < state.setup.recipe.votes
    posterior, prices = loose.posterior[asked], state.setup.prices
    doubt, size = loose.doubt[asked], posterior.shape[1]
    answers = np.full((size, size), known.fail / (size - 1))
    np.fill_diagonal(answers, 1 - known.fail)
    saved = gain(posterior, answers, vote=prices.label, error=risk)
    items = loose.items[asked][saved > np.maximum(risk * doubt - prices.reference, 0)]
    if not items.size:
        return None
    return Ask(items, np.zeros(items.size, bool), "again", state.round, row)
