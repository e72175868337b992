"""A data set in parts that are audited each by itself: what it would cost to end, and what is frozen.

A campaign without promises for single classes or slices has one part: everything. Otherwise each promise
has one, and there is one for the rest. The allowed errors of all parts together are those of the whole set,
and so are their levels; a part for which no audit pays stays with people
(docs/decisions/targets-per-slice.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.certify.audit import Plan, level, order_hash
from vermeil.core.plan import events, forecast
from vermeil.core.plan.audits import Ending, Pool, by_people, cheapest, together
from vermeil.core.plan.events import Forecast, Freeze
from vermeil.core.plan.forecast import Division, Outlook
from vermeil.core.plan.promises import Promise, shared
from vermeil.core.plan.recipe import Recipe
from vermeil.core.plan.state import State

Array = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One part, as it stands."""

    promise: Promise | None  #: None: nothing is promised of this part by itself
    open: Array  #: (k,) places among the open items
    loose: Array  #: (c,) places among the labels that nobody vouches for
    items: int  #: that the promise counts, as far as one knows
    known: int  #: of these, labelled by the reference
    share: float  #: of a later batch, expected
    outlook: Outlook  #: without what is spent, and what computing will cost

    def thinned(self, step: int) -> "Part":
        """The same with every `step`-th world only."""
        return replace(self, outlook=self.outlook.thinned(step))


@dataclass(frozen=True, slots=True)
class Count:
    """What of a part its audit has to deal with."""

    promise: Promise | None
    pool: int  #: items in its order
    items: int  #: that its promise counts
    known: int  #: of these, labelled by the reference

    @property
    def cap(self) -> int | None:
        """How many may be wrong by its own promise; None: it has none."""
        return int(self.promise.error * self.items + 1e-9) if self.promise else None

    @property
    def error(self) -> float:
        """What a class allows of the items that end with it: more with each accepted; 0: no class."""
        return self.promise.error if self.promise and self.promise.by == "class" else 0.0


def allotted(counts: Sequence[Count], allowed: int, items: int, recipe: Recipe) -> list[int]:
    """How many labels of each part may be wrong, where `allowed` of all `items` may be.

    Each promise gets what it says, and the rest what is left; where that is less than its size would give it,
    all give way alike.
    """
    pools = [one.pool for one in counts]
    caps = [one.cap if one.cap is None else recipe.most_wrong(one.cap, one.pool, one.items) for one in counts]
    total = recipe.most_wrong(allowed, sum(pools), items)
    fair = [total * pool // max(sum(pools), 1) for pool in pools]
    return shared(total, [own if cap is None else cap for own, cap in zip(fair, caps, strict=True)], caps)


def divisions(
    outlook: Outlook, parts: Sequence[Part], allowed: int, delta: float, most_audit: int | None = None
) -> list[Division]:
    """The best division for each of a logarithmic grid of label counts; the first stops now."""
    if len(parts) == 1 and parts[0].promise is None:
        return forecast.divisions(outlook, allowed, delta, most_audit)
    return [
        forecast.least(
            _division(replace(outlook, caution=one), parts, bought, allowed, (delta, most_audit))
            for one in outlook.cautions
        )
        for bought in forecast.futures(outlook)
    ]


def _division(
    outlook: Outlook, parts: Sequence[Part], bought: int, allowed: int, limits: tuple[float, int | None]
) -> Division:
    """The best division at `bought` labels; `limits`: of delta, and of what may be drawn."""
    later = [_later(part, bought, bought - outlook.bought, outlook.caution) for part in parts]
    pools = [one.pool for one in later]
    sizes = [pool.n + round(pool.confirmed) for pool in pools]
    counts = [
        Count(part.promise, size, part.items, part.items - size)
        for part, size in zip(parts, sizes, strict=True)
    ]
    ends = _ends(pools, counts, outlook, allowed, limits)
    training = forecast.computing(outlook, bought)
    asked = np.sum([one.asked for one in later], axis=0)
    verified = sum(end.verified + one.verified for end, one in zip(ends, later, strict=True))
    costs = outlook.spent + training + asked + together(ends).costs
    return Division(
        bought, ends, costs, verified, training, forecast.rounds(outlook, bought), outlook.caution
    )


def _later(part: Part, bought: int, more: int, caution: float) -> forecast.Later:
    outlook = replace(part.outlook, caution=caution)
    return forecast.pooled(outlook, bought, max(min(round(part.share * more), outlook.pool - 1), 0))


def _ends(
    pools: Sequence[Pool],
    counts: Sequence[Count],
    outlook: Outlook,
    allowed: int,
    limits: tuple[float, int | None],
) -> tuple[Ending, ...]:
    """How each part ends; what parts leave over that stay with people goes to the others, once."""
    ends, (delta, most) = [by_people(pool) for pool in pools], limits
    audited = list(range(len(pools)))
    for _ in range(2):
        given = allotted([counts[i] for i in audited], allowed, outlook.items, outlook.recipe)
        paying = []
        for i, own in zip(audited, given, strict=True):
            known = counts[i].known if outlook.recipe.bound == "set" else 0
            pool = replace(pools[i], allowed=own, error=counts[i].error, known=known)
            ends[i] = _cheaper(pool, delta / len(audited), most and most // len(audited))
            paying += [i] if ends[i].draws else []
        if paying == audited or not paying:
            break
        audited = paying
    return tuple(ends)


def _cheaper(pool: Pool, delta: float, most: int | None) -> Ending:
    """The cheapest audit of a part, or people on all of it."""
    people = by_people(pool)
    if not pool.allowed:
        return people
    return min(people, cheapest(pool, delta, most), key=lambda one: float(one.costs.mean()))


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """One part on its way into the order."""

    count: Count
    audit: Ending
    items: Array  #: (n,) most trusted first
    labels: Array  #: (n,)
    doubt: Array  #: (n,)
    people: Array  #: (n,) bool: people gave that label


def freeze(state: State, labeler: str, pieces: Sequence[Piece], row: Forecast) -> Freeze:
    """The order of all pieces, one behind the other, each with the plan of its audit."""
    setup, number = state.setup, len(state.audits) + 1
    delta = level(setup.target.delta, number) / len(pieces)
    counts = [one.count for one in pieces]
    given = allotted(counts, setup.target.allowed(setup.n_items), setup.n_items, setup.recipe)
    cut = []
    for piece, allowed in zip(pieces, given, strict=True):
        plan = Plan(
            pool=piece.items.size,
            block=piece.audit.block,
            draws=piece.audit.draws,
            allowed=allowed,
            delta=delta,
            attempt=number,
            first=piece.audit.first,
            error=piece.count.error,
            known=piece.count.known if piece.count.error and setup.recipe.bound == "set" else 0,
            start=min(piece.audit.start, piece.items.size),
        )
        hashed = order_hash(piece.items, piece.labels, plan)
        cut.append(events.Part(piece.count.promise, plan, hashed).to_dict())
    return Freeze(
        labeler=labeler,
        order=np.concatenate([one.items for one in pieces]),
        predicted=np.concatenate([one.labels for one in pieces]),
        doubt=np.concatenate([one.doubt for one in pieces]),
        parts=tuple(cut),
        round=state.round,
        forecast=row,
        people=np.concatenate([one.people for one in pieces]),
    )
