"""Labels that were in a project before its campaign, of which some are wrong: an audit vouches for them."""

import numpy as np
import pytest
from worlds import Array, Outcome, Simulated, State, campaign, within_the_law

from clock import ISSUED
from vermeil.core.certify import certificate
from vermeil.core.certify.verify import verify
from vermeil.core.model import Prices, Target
from vermeil.core.plan.campaign import Answered

pytestmark = pytest.mark.usefixtures("brisk")
WORLDS, N, CLASSES, ERROR, DELTA = 40, 400, 4, 0.05, 0.2


def imported(seed: int, share: float, wrong: float, *, blind: bool) -> tuple[Array, Answered]:
    """(truth, labels of a `share` of the items, `wrong` of them wrong, some given by two people)."""
    rng = np.random.default_rng([seed, 95])
    truth = rng.integers(0, CLASSES, N)
    items = rng.permutation(N)[: int(share * N)]
    items = np.concatenate([items, items[: items.size // 5]])
    slip = rng.integers(1, CLASSES, items.size)
    said = np.where(rng.random(items.size) < wrong, (truth[items] + slip) % CLASSES, truth[items])
    return truth, Answered(items, said.astype(np.int32), blind=blind)


def play(
    seed: int, *, share: float, wrong: float, prices: Prices, blind: bool = False
) -> tuple[Array, State, Outcome]:
    truth, before = imported(seed, share, wrong, blind=blind)
    hard = np.random.default_rng([seed, 96]).beta(0.4, 1.4, N)
    labeler = Simulated(truth, hard, CLASSES, power=0.8, honest=1.0, seed=seed)
    target = Target(error=ERROR, confidence=1 - DELTA)
    return truth, *campaign(truth, labeler, target=target, seed=seed, prices=prices, before=before)


CAMPAIGNS = {
    "half": (0.5, 0.1, Prices(label=1, verify=1), 0.4),
    "half_and_people_confirm": (0.5, 0.1, Prices(label=1, verify=0.2), 0.5),
    "half_beside_experts": (0.5, 0.1, Prices(label=1, verify=1, expert=5), 0.45),
    "all": (1.0, 0.1, Prices(label=1, verify=1), 0.3),
    "all_nearly_right": (1.0, 0.02, Prices(label=1, verify=1), 0.7),
    "all_wrong": (0.5, 1.0, Prices(label=1, verify=1), 0.4),
}


@pytest.mark.parametrize("name", CAMPAIGNS)
def test_promises_hold_over_labels_that_were_imported(name: str) -> None:
    share, wrong, prices, useful = CAMPAIGNS[name]
    broken, spared = 0, 0.0
    for seed in range(WORLDS):
        truth, state, end = play(seed, share=share, wrong=wrong, prices=prices)
        given = certificate.of(state, issued=ISSUED)
        assert given.holds
        assert verify(given.to_dict()) == []
        assert not state.unvouched.any()
        broken += int((end.labels != truth).sum()) > int(ERROR * N)
        spared += (1 - given.human / N) / WORLDS
        assert given.confirmed + given.machine == N - given.human
        assert "imported" in given.words or given.reference == "experts"
    assert within_the_law(broken, WORLDS, DELTA)
    assert spared >= useful


def test_imported_labels_that_are_called_blind_are_the_reference() -> None:
    """The negative control: nobody audits them, and the promise is about what they say."""
    broken = 0
    for seed in range(WORLDS):
        truth, _, end = play(seed, share=0.5, wrong=0.2, prices=Prices(label=1, verify=1), blind=True)
        broken += int((end.labels != truth).sum()) > int(ERROR * N)
    assert not within_the_law(broken, WORLDS, DELTA)
