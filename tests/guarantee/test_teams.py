"""People who err beside experts who are the reference: the promise is against the experts' labels."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
from benchmarks.cost.people import careful
from worlds import Array, Ask, Outcome, Simulated, State, Trial, campaign, offered, within_the_law

from clock import ISSUED
from vermeil.core.certify import certificate
from vermeil.core.certify.verify import verify
from vermeil.core.model import Prices, Target
from vermeil.core.plan.events import Trained
from vermeil.core.train import trained

pytestmark = pytest.mark.usefixtures("brisk")
WORLDS, N, CLASSES, ERROR, DELTA = 40, 400, 4, 0.05, 0.2
CHEAP = Prices(label=1, verify=0.2, grid=0.05, expert=5)
Say = Callable[[Ask, Array, np.random.Generator], Array]


def err(share: float, credulous: float = 0.1) -> Say:
    """Err at random, and let wrong suggestions pass."""

    def say(ask: Ask, truth: Array, rng: np.random.Generator) -> Array:
        slip = rng.integers(1, CLASSES, ask.items.size)
        said = np.where(rng.random(ask.items.size) < share, (truth + slip) % CLASSES, truth)
        return offered(ask, truth, said, credulous, rng)

    return say


def together(ask: Ask, truth: Array, _: np.random.Generator) -> Array:
    """All say the machine's label of every item on which it has one, right or wrong."""
    return np.where(ask.guess >= 0, ask.guess, truth) if ask.guess.size else truth


def adversaries(ask: Ask, truth: Array, _: np.random.Generator) -> Array:
    """Confirm what is wrong, refuse what is right; blindly they are right at first, and then never."""
    wrong = (truth + 1) % CLASSES
    blind = truth if ask.purpose == "seed" else wrong
    return np.where(ask.shown < 0, blind, np.where(ask.shown == truth, wrong, ask.shown))


@dataclass(frozen=True)
class Team:
    """People, what they cost, and how much of the data the machine and they must label at least."""

    name: str
    say: Say
    prices: Prices = CHEAP
    useful: float = 0.1  #: mean share that experts were not asked about: the promise is not kept by giving up


TEAMS = [
    Team("careful", err(0.05), useful=0.5),
    Team("one_in_ten", err(0.1), Prices(label=1, verify=1, expert=5), useful=0.4),
    Team("credulous", err(0.1, 0.9)),
    Team("spammers", err(0.75, 0.5)),
    Team("together", together),
    Team("adversaries", adversaries),
    Team("dear_people", err(0.1), Prices(label=5, verify=1, expert=5)),
]


def play(team: Team, seed: int) -> tuple[Array, State, Outcome]:
    rng = np.random.default_rng([seed, 94])
    truth, hard = rng.integers(0, CLASSES, N), rng.beta(0.4, 1.4, N)
    labeler = Simulated(truth, hard, CLASSES, power=0.8, honest=1.0, seed=seed)
    state, end = campaign(
        truth,
        labeler,
        target=Target(error=ERROR, confidence=1 - DELTA),
        seed=seed,
        prices=team.prices,
        people=lambda ask: team.say(ask, truth[ask.items], rng),
    )
    return truth, state, end


@pytest.mark.parametrize("team", TEAMS, ids=lambda team: team.name)
def test_promises_hold_against_the_experts_labels(team: Team) -> None:
    trial, useful = Trial(WORLDS, DELTA), 0.0
    for seed in trial:
        truth, state, end = play(team, seed)
        given = certificate.of(state, issued=ISSUED)
        assert given.holds
        assert given.reference == "experts"
        assert verify(given.to_dict()) == []
        trial.broken += int((end.labels != truth).sum()) > int(ERROR * N)
        useful += 1 - given.human / N
    assert trial.kept
    assert useful / trial.worlds >= team.useful


def test_people_who_err_break_a_promise_against_the_truth_when_they_are_the_reference() -> None:
    """The negative control: the certificate holds against what they said, and says so."""
    careless = Team("reference", err(0.1), Prices(label=1, verify=1))
    broken = 0
    for seed in range(WORLDS):
        truth, state, end = play(careless, seed)
        assert certificate.of(state).reference == "people"
        broken += int((end.labels != truth).sum()) > int(ERROR * N)
    assert not within_the_law(broken, WORLDS, DELTA)


class Elsewhere(Simulated):
    """A model that was trained elsewhere: it says what it says."""

    scores: Array

    def train(self, labels: Array, random: Array) -> Trained:
        del labels
        part = np.flatnonzero(random)
        return trained("simulated", 0.001, self.scores, part, self.scores[part])


@pytest.mark.skipif(not careful.FILE.is_file(), reason="CIFAR-10H is not beside this checkout (../shared)")
def test_promises_hold_with_the_real_people_of_cifar_10h() -> None:
    """Each asked person is one of the 51 who answered; experts say what CIFAR-10 says."""
    pool, broken, useful, worlds, error = careful.load(), 0, 0.0, 20, 0.02
    for seed in range(worlds):
        rng = np.random.default_rng([seed, 93])
        some = rng.permutation(pool.truth.size)[:800]
        truth = pool.truth[some]
        labeler = Elsewhere(truth, np.zeros(some.size), 10, power=0, honest=1, seed=seed)
        labeler.scores = pool.scores[some]
        state, end = campaign(
            truth,
            labeler,
            target=Target(error=error, confidence=1 - DELTA),
            seed=seed,
            prices=Prices(label=1, verify=1, expert=8),
            people=lambda ask, some=some, rng=rng: pool.votes(some[ask.items], 1, rng)[:, 0],  # type: ignore[misc]
        )
        given = certificate.of(state, issued=ISSUED)
        assert given.holds
        broken += int((end.labels != truth).sum()) > int(error * truth.size)
        useful += (1 - given.human / truth.size) / worlds
    assert within_the_law(broken, worlds, DELTA)
    assert useful > 0.4
