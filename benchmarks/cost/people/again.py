"""Another vote: for everybody, for a random share, or where it is worth its price."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.cost.data import SHARED
from benchmarks.cost.people.careful import Careful
from vermeil.core.judge.belief import pool, weigh
from vermeil.core.judge.consensus import dawid_skene
from vermeil.core.judge.skill import team, told
from vermeil.core.judge.value import gain
from vermeil.core.judge.votes import Votes

Array = NDArray[Any]
FILE = SHARED / "images" / "cifar10n_labels_dev.npz"
PILOT = 1000  #: items that get every vote first, to learn how people answer
ERRORS = (1.5, 2, 3, 4, 6, 8, 12, 20, 40, 80, 200)  #: what a wrong label costs, in votes
MOST = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Answers:
    """Votes that could be bought, in the order in which they would come, and the truth."""

    votes: Array  #: (n, most)
    truth: Array  #: (n,)
    scores: Array  #: (n, c) what is believed before anybody is asked


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class People:
    """How people answer, as learned from a pilot."""

    answers: Array  #: (c, c)
    prior: Array  #: (c,)
    weights: Array  #: (most + 1, 2) after k votes: of what was believed before, and of the votes


def crowd() -> Answers:
    """CIFAR-10N: three votes by a crowd on each of 20,000 images. Which worker gave which is not known."""
    stored = np.load(FILE)
    votes = np.stack([stored[f"random_label{k}"] for k in (1, 2, 3)], axis=1).astype(np.int64)
    truth = stored["clean_label"].astype(np.int64)
    return Answers(votes=votes, truth=truth, scores=np.ones((truth.size, 10)))


def careful(pool: Careful, seed: int, *, machine: bool) -> Answers:
    """CIFAR-10H: three of the 51 answers, with the model's scores as the first belief, or without."""
    rng = np.random.default_rng([7, seed])
    votes = pool.votes(np.arange(pool.truth.size), MOST, rng)
    scores = pool.scores if machine else np.ones_like(pool.scores)
    return Answers(votes=votes, truth=pool.truth, scores=scores)


def learn(pilot: Answers, *, gold: bool) -> People:
    """From the pilot's overlap alone, or with its truth known (which weighs beliefs too)."""
    n, most = pilot.votes.shape
    c = pilot.scores.shape[1]
    item, label = np.repeat(np.arange(n), most), pilot.votes.ravel()
    votes = Votes.of(item, np.zeros_like(item), label, n_items=n, n_workers=1, n_classes=c)
    found = dawid_skene(votes, gold=pilot.truth if gold else None)
    people = People(
        answers=team(told(votes, found.posterior).sum(axis=0)),
        prior=(found.posterior.sum(axis=0) + 1) / (n + c),
        weights=np.ones((most + 1, 2)),
    )
    if gold:
        for k in range(most + 1):
            people.weights[k] = weigh(sources(pilot, people, np.full(n, k)), pilot.truth)
    return people


def sources(some: Answers, people: People, bought: Array) -> Array:
    """(2, n, c) logs of what is believed before anybody is asked, and of the first `bought` (n,) votes."""
    before = some.scores * (people.prior if np.ptp(some.scores) == 0 else 1.0)
    votes = np.zeros(before.shape)
    for k in range(some.votes.shape[1]):
        votes += np.where((k < bought)[:, None], np.log(people.answers[:, some.votes[:, k]].T), 0.0)
    return np.stack([np.log(np.maximum(before, 1e-6)), votes])


def belief(some: Answers, people: People, bought: Array) -> Array:
    """(n, c) after the first `bought` (n,) votes of each item."""
    logs, result = sources(some, people, bought), np.empty(some.scores.shape)
    for k in np.unique(bought):
        rows = bought == k
        result[rows] = pool(logs[:, rows], people.weights[k])
    return result


def valued(rest: Answers, people: People, error: float) -> Array:
    """(n,) votes that are bought: the first for everybody, each further one only if it is worth its price."""
    most = rest.votes.shape[1]
    bought = np.ones(rest.truth.size, dtype=np.int64)
    for k in range(1, most):
        open_ = np.flatnonzero(bought == k)
        now = belief(rest, people, bought)[open_]
        pays = gain(now, people.answers, vote=1.0, error=error, ahead=most - k) > 0
        bought[open_[pays]] += 1
    return bought


def policies(rest: Answers, people: People, rng: np.random.Generator) -> Iterator[tuple[str, Array]]:
    """(name, votes bought for each item) of every policy."""
    n, most = rest.votes.shape
    for k in range(1, most + 1):
        yield f"{k} for all", np.full(n, k)
    for share in (0.1, 0.25, 0.5, 0.75):
        yield f"{most} for a random {share:.0%}", np.where(rng.random(n) < share, most, 1)
    yield "2 for all, a third where they differ", 2 + (rest.votes[:, 0] != rest.votes[:, 1])
    for error in ERRORS:
        yield f"by value, an error costs {error:g} votes", valued(rest, people, error)


def parts(some: Answers, seed: int) -> tuple[Answers, Answers, np.random.Generator]:
    """(pilot, the rest, what chooses at random further on); the order of the votes is mixed."""
    rng = np.random.default_rng([11, seed])
    votes = rng.permuted(some.votes, axis=1)
    mixed = rng.permutation(some.truth.size)
    pilot, rest = (
        Answers(votes=votes[part], truth=some.truth[part], scores=some.scores[part])
        for part in (mixed[:PILOT], mixed[PILOT:])
    )
    return pilot, rest, rng


def rows(title: str, some: Answers, seed: int, *, gold: bool) -> Iterator[dict[str, Any]]:
    """One line for each policy on the items outside the pilot."""
    pilot, rest, rng = parts(some, seed)
    people = learn(pilot, gold=gold)
    for policy, bought in policies(rest, people, rng):
        found = belief(rest, people, bought)
        yield {
            "data": title,
            "gold": gold,
            "seed": seed,
            "policy": policy,
            "items": rest.truth.size,
            "votes": round(float(bought.mean()), 6),
            "error": round(float((found.argmax(axis=1) != rest.truth).mean()), 6),
            "believed_error": round(float((1 - found.max(axis=1)).mean()), 6),
        }
