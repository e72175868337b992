"""Consensus against crowd-kit and by its own laws; agreement; skill; what another vote is worth."""

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from vermeil.core.errors import BadInput
from vermeil.core.judge import consensus as judge
from vermeil.core.judge.agreement import fleiss, krippendorff
from vermeil.core.judge.belief import pool, weigh
from vermeil.core.judge.consensus import UNKNOWN, consensus, dawid_skene, majority, one_coin
from vermeil.core.judge.skill import confusions, skills, team, told
from vermeil.core.judge.value import gain
from vermeil.core.judge.votes import Votes

Array = NDArray[np.float64]

# Rows: items; columns: workers; a dot: not asked.
SAID = "00010 0.000 11111 1.11. 22122 2122. 01.11 20.02 .1122 22201 1.102 00.10 0102. 2.220 01201 12.02"

# crowd-kit 1.4.2, with a row (task, worker, label) for each answer above:
#   DawidSkene(n_iter=4, tol=-1e9).fit_predict_proba(answers), rows 5 to 15, and the same of OneCoinDawidSkene
THEIR_DAWID_SKENE = """
0.00002 0.000017 0.999963  0.043286 0.956714 0  0.000001 0 0.999999  0 0.156231 0.843769
0 0.000008 0.999992  0 0.529651 0.470349  1 0 0  0.99954 0.00046 0
0.000098 0 0.999902  0.002742 0.995193 0.002064  0 0.030692 0.969308"""
THEIR_ONE_COIN = """
0.005218 0.018781 0.976  0.351884 0.607323 0.040793  0.15359 0.027784 0.818626  0.025664 0.83033 0.144006
0.004987 0.008177 0.986836  0.017415 0.951682 0.030903  0.9673 0.020327 0.012373  0.940922 0.0375 0.021578
0.014198 0.005639 0.980163  0.469078 0.256037 0.274885  0.076832 0.467102 0.456066"""
THEIR_ALPHA = 0.2422619047619048  # alpha_krippendorff(answers)


def votes_of(said: str = SAID, n_classes: int = 3) -> Votes:
    rows = [
        (item, worker, int(label))
        for item, row in enumerate(said.split())
        for worker, label in enumerate(row)
        if label != "."
    ]
    item, worker, label = np.array(rows).T
    width = max(map(len, said.split()))
    return Votes.of(item, worker, label, n_items=len(said.split()), n_workers=width, n_classes=n_classes)


def crowd(
    seed: int, *, n: int = 400, workers: int = 12, each: int = 5, skill: Array | None = None
) -> tuple[Votes, Any, Array]:
    """(votes, truth, confusions) of workers who err independently, of three classes."""
    rng = np.random.default_rng(seed)
    truth = rng.choice(3, n, p=[0.5, 0.3, 0.2])
    share = rng.uniform(0.4, 0.95, workers) if skill is None else skill
    wrong = rng.dirichlet([1, 1], (workers, 3))
    confusion = np.zeros((workers, 3, 3))
    for k in range(3):
        confusion[:, k, k] = share
        confusion[:, k, [other for other in range(3) if other != k]] = (1 - share)[:, None] * wrong[:, k]
    item = np.repeat(np.arange(n), each)
    worker = np.concatenate([rng.choice(workers, each, replace=False) for _ in range(n)])
    label = (rng.random(item.size)[:, None] > confusion[worker, truth[item]].cumsum(axis=1)).sum(axis=1)
    return Votes.of(item, worker, label, n_items=n, n_workers=workers, n_classes=3), truth, confusion


@pytest.mark.parametrize(("method", "theirs"), [(dawid_skene, THEIR_DAWID_SKENE), (one_coin, THEIR_ONE_COIN)])
def test_without_a_prior_it_is_what_crowd_kit_computes(
    method: object, theirs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judge, "ROUNDS", 4)
    ours = {dawid_skene: dawid_skene, one_coin: one_coin}[method](votes_of(), strength=0.0)  # type: ignore[index]
    expected = np.array(theirs.split(), dtype=float).reshape(-1, 3)
    assert ours.posterior[5:] == pytest.approx(expected, abs=2e-6)


def test_agreement_is_what_is_published() -> None:
    assert krippendorff(votes_of()) == pytest.approx(THEIR_ALPHA)
    # Krippendorff 2011, section C: four observers, twelve units, nominal: 0.743
    four = "11.1 2232 3333 3333 2222 1234 4444 1121 2222 .555 ..11 .3.."
    assert krippendorff(votes_of(four, 6)) == pytest.approx(0.743, abs=0.0005)
    # Fleiss 1971, as reprinted: ten subjects, fourteen raters, five categories: 0.210
    table = (
        "0 0 0 0 14 0 2 6 4 2 0 0 3 5 6 0 3 9 2 0 2 2 8 1 1 7 7 0 0 0 3 2 6 3 0 2 5 3 2 2 6 5 2 1 0 0 2 2 3 7"
    )
    tally = np.array(table.split(), dtype=int).reshape(10, 5)
    said = " ".join("".join(str(k) * row[k] for k in range(5)) for row in tally)
    assert fleiss(votes_of(said, 5)) == pytest.approx(0.210, abs=0.0005)


def test_agreement_at_its_ends() -> None:
    assert krippendorff(votes_of("00 11 22")) == 1.0
    assert krippendorff(votes_of("01 12 20")) < 0
    assert np.isnan(krippendorff(votes_of("00 00")))
    with pytest.raises(BadInput, match="same number"):
        fleiss(votes_of("00 1."))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_names_of_items_workers_and_classes_do_not_matter(seed: int) -> None:
    votes, _, _ = crowd(seed, n=60)
    rng = np.random.default_rng(seed)
    items, workers, classes = rng.permutation(60), rng.permutation(12), rng.permutation(3)
    renamed = Votes.of(
        items[votes.item], workers[votes.worker], classes[votes.label], n_items=60, n_workers=12, n_classes=3
    )
    for method in (majority, dawid_skene, one_coin):
        ours, theirs = method(votes).posterior, method(renamed).posterior
        assert theirs[items][:, classes] == pytest.approx(ours, abs=1e-4)
        assert ours.sum(axis=1) == pytest.approx(1)


def test_skill_is_used_and_gold_helps() -> None:
    """Two good workers among many who guess: the majority is lost, the model is not; gold helps more."""
    share = np.array([0.97, 0.97] + [0.36] * 10)
    shares = {"majority": 0.0, "model": 0.0, "gold": 0.0}
    for seed in range(20):
        votes, truth, _ = crowd(seed, n=600, skill=share)
        gold = np.where(np.arange(600) < 100, truth, UNKNOWN)
        rest = np.arange(600) >= 100
        for name, found in (
            ("majority", majority(votes)),
            ("model", dawid_skene(votes)),
            ("gold", dawid_skene(votes, gold)),
        ):
            shares[name] += (found.labels == truth)[rest].mean() / 20
        assert (found.labels[:100] == truth[:100]).all()
    assert shares["model"] > shares["majority"] + 0.05
    assert shares["gold"] > shares["model"]


def test_strangers_are_taken_for_people_like_the_others() -> None:
    """Every answer by somebody else: the paper's own estimate learns nothing from them, the prior does."""
    told = []
    for seed in range(10):
        votes, truth, _ = crowd(seed, n=300, workers=8, each=5, skill=np.full(8, 0.6))
        strangers = Votes.of(
            votes.item, np.arange(votes.item.size), votes.label, n_items=300, n_workers=1500, n_classes=3
        )
        methods = (
            dawid_skene(strangers),
            dawid_skene(strangers, strength=0.0),
            consensus(strangers),
            majority(strangers),
        )
        told.append([(found.labels == truth).mean() for found in methods])
    with_prior, without, chosen, share = np.mean(told, axis=0)
    assert with_prior > without + 0.02
    assert chosen > share - 0.005, "nothing is lost where nothing can be learned"


def test_the_method_follows_the_votes() -> None:
    alone = Votes.of(np.arange(6), np.arange(6) % 2, np.arange(6) % 3, n_items=6, n_workers=2, n_classes=3)
    assert (consensus(alone).posterior == majority(alone).posterior).all()
    few, _, _ = crowd(1, n=60)
    assert (consensus(few).posterior == one_coin(few).posterior).all()
    many, _, _ = crowd(1, n=400)
    assert (consensus(many).posterior == dawid_skene(many).posterior).all()


def test_an_item_without_votes_is_believed_to_be_as_the_others() -> None:
    votes, _, _ = crowd(3)
    more = Votes.of(votes.item, votes.worker, votes.label, n_items=401, n_workers=12, n_classes=3)
    found = dawid_skene(more)
    assert found.posterior[:400] == pytest.approx(dawid_skene(votes).posterior, abs=1e-4)
    assert found.posterior[400] == pytest.approx(found.posterior[:400].mean(axis=0), abs=0.01)
    assert (majority(more).posterior[400] == 1 / 3).all()


def test_votes_that_do_not_fit_are_refused() -> None:
    one = np.zeros(1, int)
    with pytest.raises(BadInput, match="workers"):
        Votes.of(one, one + 2, one, n_items=1, n_workers=2, n_classes=2)
    with pytest.raises(BadInput, match="one length"):
        Votes.of(one, np.zeros(2, int), one, n_items=1, n_workers=1, n_classes=2)


def test_confusions_are_found() -> None:
    votes, truth, known = crowd(8, n=4000, each=6)
    found = confusions(told(votes, dawid_skene(votes).posterior))
    assert np.abs(found - known).max() < 0.08
    certain = np.eye(3)[truth]
    assert team(told(votes, certain).sum(axis=0)) == pytest.approx(known.mean(axis=0), abs=0.02)


def test_known_truth_gives_the_interval_of_wilson() -> None:
    item, worker = np.arange(100), np.zeros(100, int)
    label = (np.arange(100) < 20).astype(int)
    votes = Votes.of(item, worker, label, n_items=100, n_workers=2, n_classes=2)
    seen = skills(votes, np.tile([1.0, 0.0], (100, 1)))
    assert (seen.answers == [100, 0]).all()
    assert seen.share[0] == pytest.approx(0.8)
    assert [seen.low[0], seen.high[0]] == pytest.approx([0.7112, 0.8666], abs=1e-3)
    assert np.isnan(seen.share[1])
    assert (seen.low[1], seen.high[1]) == (0, 1)


def plan_by_trees(belief: Array, answers: Array, vote: float, error: float, ahead: int) -> float:
    """The least expected cost, written out over normalised beliefs."""
    stop = error * (1 - belief.max())
    if not ahead:
        return float(stop)
    chance = belief @ answers
    later = [
        plan_by_trees(belief * answers[:, said] / chance[said], answers, vote, error, ahead - 1)
        for said in range(answers.shape[1])
    ]
    return float(min(stop, vote + chance @ np.array(later)))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.5, 60), st.integers(1, 3))
def test_the_gain_is_that_of_the_best_plan(seed: int, error: float, ahead: int) -> None:
    rng = np.random.default_rng(seed)
    beliefs, answers = rng.dirichlet(np.ones(3) / 2, 6), rng.dirichlet(np.ones(3), 3) / 2 + np.eye(3) / 2
    found = gain(beliefs, answers, vote=1.0, error=error, ahead=ahead)
    for belief, one in zip(beliefs, found, strict=True):
        best = plan_by_trees(belief, answers, 1.0, error, ahead)
        assert one == pytest.approx(error * (1 - belief.max()) - best, abs=1e-9)
    assert (found >= 0).all()


def test_a_vote_pays_where_it_can_change_something() -> None:
    answers = np.full((2, 2), 0.2) + 0.6 * np.eye(2)
    once, twice, open_ = [0.8, 0.2], [16 / 17, 1 / 17], [0.5, 0.5]
    beliefs = np.array([once, twice, open_])
    assert gain(beliefs, answers, vote=1, error=4).round(9).tolist() == [0, 0, pytest.approx(0.2)]
    # one vote never overturns another of the same worth, so only a plan of two can be worth its price
    assert gain(beliefs, answers, vote=1, error=30, ahead=1)[0] == 0
    assert gain(beliefs, answers, vote=1, error=30, ahead=2)[0] > 0
    dear, cheap = (gain(beliefs, answers, vote=price, error=30) for price in (2.0, 0.5))
    assert (cheap >= dear).all()
    useless = np.full((2, 2), 0.5)
    assert (gain(beliefs, useless, vote=1e-6, error=1e3) == 0).all()


def test_sources_that_repeat_each_other_are_weighed_down() -> None:
    rng = np.random.default_rng(2)
    truth = rng.integers(0, 4, 4000)
    said = np.where(rng.random(4000) < 0.8, truth, rng.integers(0, 4, 4000))
    logs = np.log(np.where(np.eye(4)[said] > 0, 0.85, 0.05))
    assert weigh(logs[None], truth) == pytest.approx([1.0], abs=0.05)
    both = np.stack([logs, logs])
    weights = weigh(both, truth)
    assert weights.sum() == pytest.approx(1.0, abs=0.05)
    assert (1 - pool(both, np.ones(2)).max(axis=1)).mean() < 0.02, "taken as independent: far too sure"
    believed = 1 - pool(both, weights).max(axis=1)
    assert believed.mean() == pytest.approx((said != truth).mean(), abs=0.01)


def test_weighing_finds_the_top_of_the_likelihood() -> None:
    rng = np.random.default_rng(4)
    logs = np.log(rng.dirichlet(np.ones(3), (2, 300)))
    truth = rng.integers(0, 3, 300)
    best = weigh(logs, truth)

    def fit(weights: Array) -> float:
        chance = pool(logs, weights)[np.arange(300), truth]
        return float(np.log(chance).sum() - ((weights - 1) ** 2).sum() / 2)

    steps = itertools.product([-0.02, 0, 0.02], repeat=2)
    assert max(fit(best + np.array(step)) for step in steps) == pytest.approx(fit(best))
