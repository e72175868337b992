"""People who are not the reference: what is believed of them, which way is taken, who is asked."""

import json
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

import vermeil
from clock import ISSUED
from vermeil.core.certify import certificate
from vermeil.core.certify.verify import verify
from vermeil.core.errors import BadInput
from vermeil.core.model import Caps, Prices, Spent, Target
from vermeil.core.plan import forecast, outlook, team
from vermeil.core.plan.campaign import (
    UNASKED,
    Answered,
    Ask,
    Drawn,
    Finish,
    Freeze,
    Pool,
    Setup,
    State,
    Train,
    begin,
    decide,
    from_record,
    observe,
    outcome,
    to_record,
)
from vermeil.core.plan.crew import again
from vermeil.core.plan.events import By
from vermeil.core.plan.pages import PAGE, pages
from vermeil.core.plan.pay import pay
from vermeil.core.plan.said import Said
from vermeil.core.plan.team import Rates, beliefs, rates
from vermeil.core.plan.ways import cheapest, usual_risk, ways
from vermeil.core.train import trained

Array = NDArray[Any]
EXPERT = Prices(label=1, verify=1, expert=5)


@pytest.fixture(autouse=True)
def _rough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forecasts from fewer worlds and futures, and no curve for other targets."""
    monkeypatch.setattr(outlook, "TARGETS", ())
    monkeypatch.setattr(outlook, "WORLDS", 16)
    monkeypatch.setattr(
        forecast, "futures", lambda now: [now.bought, *(now.bought + now.pool // k for k in (8, 4))]
    )


def setup(prices: Prices = EXPERT, n: int = 40, n_classes: int = 4, **more: Any) -> Setup:
    return Setup(n_items=n, n_classes=n_classes, target=Target(), prices=prices, labelers=("one",), **more)


def answered(state: State, items: list[int], said: list[int], **ask: Any) -> State:
    """The state after one question and its answers."""
    given: dict[str, Any] = {"purpose": "learn", "by": "people", "random": np.zeros(len(items), bool)} | ask
    question = Ask(np.array(items), round=1, forecast={"labeler": "one"}, **given)
    state = observe(state, question)
    return observe(state, Answered(question.items, np.array(said)))


def test_only_what_experts_say_counts_as_true_where_there_are_any() -> None:
    state = answered(begin(setup()), [3, 5], [1, 2])
    assert (state.labels[[3, 5]] == [1, 2]).all()
    assert state.unvouched[[3, 5]].all()
    state = answered(state, [3], [0], by="expert", purpose="settle")
    assert state.labels[3] == 0
    assert not state.unvouched[3]
    assert state.said.label.tolist() == [1, 2]
    assert state.owed(np.array([3, 5])).tolist() == [5]
    assert state.spent == Spent(label=2, expert=5, human_labels=3, people_seconds=15)


def test_without_experts_a_blind_label_is_the_truth_and_a_confirmed_one_is_not() -> None:
    shown = np.array([-1, 2], np.int32)
    state = answered(begin(setup(Prices(label=1, verify=0.2))), [3, 5], [1, 2], suggested=shown)
    assert state.unvouched[[3, 5]].tolist() == [False, True]


def test_labels_from_before_are_not_the_experts() -> None:
    state = observe(begin(setup()), Answered(np.array([1]), np.array([2])))
    assert state.unvouched[1]
    assert state.spent.total == 0


def test_a_further_vote_counts_and_the_majority_is_the_label() -> None:
    state = begin(setup())
    for said in (1, 2, 2):
        state = answered(state, [7], [said], purpose="again")
    assert state.labels[7] == 2
    assert state.said.item.tolist() == [7, 7, 7]


def test_of_as_many_votes_the_first_stands() -> None:
    said = answered(answered(begin(setup()), [7, 8], [1, -1]), [7], [0], purpose="again").said
    assert said.most(np.array([8, 7, 9])).tolist() == [-1, 1, -1]


def test_what_people_cannot_say_is_left_to_the_machine_and_to_experts() -> None:
    state = answered(begin(setup()), [7], [-1])
    assert 7 in state.open()
    assert 7 not in state.unasked()
    assert state.owed(np.array([7])).tolist() == [7]


def test_a_wrong_suggestion_shown_as_a_test_changes_no_label() -> None:
    state = answered(begin(setup()), [7], [2], by="expert")
    state = answered(state, [7], [0], purpose="verify", suggested=np.array([0], np.int32))
    assert state.labels[7] == 2
    assert not state.unvouched[7]
    assert rates(state).passed > Rates().passed


def test_a_page_costs_its_own_price_and_a_refusal_a_label_on_top() -> None:
    prices = Prices(label=1, verify=0.2, grid=0.05)
    items, shown = np.arange(4), np.array([0, 0, 1, -1], np.int32)
    page = np.array([0, 0, -1, -1], np.int32)
    ask = Ask(items, np.zeros(4, bool), "verify", 1, {}, shown, pages=page)
    spent = pay(Spent(), setup(prices), ask, np.array([0, 1, 1, 2]))
    assert spent.verify == pytest.approx(0.05 + (0.05 + 1) + 0.2)
    assert spent.label == 1


def machine(state: State, guess: Array, top: float = 0.9) -> Any:
    """A training that says `guess` (n,) of every item, out of fold too."""
    shares = np.full((guess.size, 4), (1 - top) / 3)
    shares[np.arange(guess.size), guess] = top
    part = np.flatnonzero(state.random)
    return trained("one", 0.1, shares, part, shares[part])


def test_how_far_people_err_is_learned_from_what_experts_said_after_them() -> None:
    rng, n = np.random.default_rng(0), 400
    truth = rng.integers(0, 4, n)
    said = np.where(np.arange(n) % 4 == 0, (truth + 1) % 4, truth)
    items, random = list(range(n)), np.ones(n, bool)
    state = answered(begin(setup(n=n)), items, said.tolist(), random=random)
    assert rates(state).error == Rates().error
    state = answered(state, items[:200], truth[:200].tolist(), by="expert", purpose="settle")
    known = rates(state, machine(state, truth))
    assert 0.2 < known.error < 0.28
    assert 0.2 < known.slip < 0.28


def test_where_only_disagreements_were_settled_people_are_not_taken_for_worse_than_they_are() -> None:
    rng, n = np.random.default_rng(1), 2000
    truth = rng.integers(0, 4, n)
    said = np.where(rng.random(n) < 0.1, (truth + 1) % 4, truth)
    guess = np.where(rng.random(n) < 0.2, (truth + 2) % 4, truth)
    state = answered(begin(setup(n=n)), list(range(n)), said.tolist(), random=np.ones(n, bool))
    differ = np.flatnonzero(said != guess)
    checked = np.union1d(differ, np.arange(100)).tolist()
    state = answered(state, checked, truth[checked].tolist(), by="expert", purpose="settle")
    assert rates(state, machine(state, guess)).error == pytest.approx(0.1, abs=0.03)


def belief(said: list[int], guess: int, doubt: float, shown: list[int] | None = None) -> tuple[int, float]:
    """(label, doubt) of one item about which people were asked so often."""
    state = begin(setup())
    for number, one in enumerate(said):
        state = answered(
            state,
            [7],
            [one],
            suggested=np.array([(shown or [-1] * len(said))[number]], np.int32),
            guess=np.array([guess], np.int32),
            doubt=np.array([doubt], np.float32),
        )
    found = beliefs(state, None, None, Rates())
    return int(found.label[0]), float(found.doubt[0])


def test_beliefs_weigh_what_people_and_machine_say() -> None:
    alone, agreed, differ = belief([1], -1, 0.0), belief([1], 1, 0.2), belief([2], 1, 0.2)
    assert alone == (1, pytest.approx(0.05))
    assert agreed[1] < 0.02 < alone[1] < differ[1]
    assert belief([2], 1, 0.001)[0] == 1, "a machine that is nearly sure goes before one person"
    assert belief([2, 2], 1, 0.2)[1] < differ[1]
    assert belief([2], 1, 0.6)[1] < differ[1], "where the machine is in doubt, who differs from it is right"
    assert belief([1], 1, 0.2, shown=[1])[1] < 0.05
    assert belief([1], 1, 0.6, shown=[1])[1] > belief([1], 1, 0.2, shown=[1])[1]


def test_without_experts_a_sure_machine_does_not_overrule_who_refused_it() -> None:
    shown, doubt = np.array([1, 1], np.int32), np.array([1e-4, 1e-4], np.float32)
    for prices, label in ((Prices(label=1, verify=0.2), 2), (Prices(label=1, verify=0.2, expert=5), 1)):
        state = answered(begin(setup(prices)), [7, 8], [2, 1], suggested=shown, guess=shown, doubt=doubt)
        found = beliefs(state, None, None, rates(state))
        assert found.label.tolist() == [label, 1]
        assert found.doubt[1] < 0.01
        assert (found.doubt[0] > 0.5) == (label == 2)


def test_beliefs_are_chances() -> None:
    rng, n = np.random.default_rng(2), 4000
    truth, doubt = rng.integers(0, 4, n), rng.uniform(0.02, 0.6, n).astype(np.float32)
    guess = np.where(rng.random(n) < doubt, (truth + rng.integers(1, 4, n)) % 4, truth)
    known = Rates(slip=0.1, fail=0.1, same=0.1 / 3)
    said = np.where(rng.random(n) < 0.1, (truth + rng.integers(1, 4, n)) % 4, truth)
    state = answered(
        begin(setup(n=n)), list(range(n)), said.tolist(), guess=guess.astype(np.int32), doubt=doubt
    )
    found = beliefs(state, None, None, known)
    wrong = found.label != truth[found.items]
    assert wrong.mean() == pytest.approx(found.doubt.mean(), abs=0.01)
    sure = found.doubt < np.median(found.doubt)
    assert wrong[sure].mean() < wrong[~sure].mean()


@pytest.mark.parametrize(
    ("prices", "doubt", "kind"),
    [
        (Prices(label=1, verify=1, expert=1), 0.3, "expert"),
        (Prices(label=1, verify=1, expert=1.5), 0.3, "expert"),
        (Prices(label=1, verify=1, expert=20), 0.3, "label"),
        (Prices(label=1, verify=0.2, expert=20), 0.1, "verify"),
        (Prices(label=1, verify=0.2), 0.1, "verify"),
        (Prices(label=1, verify=0.2), 0.95, "expert"),
        (Prices(label=1, verify=0.2, grid=0.05), 0.1, "grid"),
        (Prices(label=1, verify=0.2, grid=0.3), 0.1, "verify"),
        (Prices(label=1, verify=1), 0.1, "expert"),
    ],
    ids=str,
)
def test_each_way_is_taken_where_it_is_the_cheapest(prices: Prices, doubt: float, kind: str) -> None:
    known = Rates() if prices.expert else team.ITSELF
    offers = ways(setup(prices), known)
    items, errors = np.array([100.0]), np.array([[100 * doubt]])
    chosen = cheapest(offers, prices.reference, items, errors, usual_risk(setup(prices)))
    taken = "expert" if chosen.way[0] < 0 else offers[chosen.way[0]].kind
    assert taken == kind  # "expert": the reference itself
    assert chosen.price[0, 0] <= 100 * prices.reference


def test_people_who_err_too_often_are_not_asked() -> None:
    bad = Rates().of_people_who_err(0.7)
    items, errors = np.array([100.0]), np.array([[30.0]])
    assert cheapest(ways(setup(), bad), 5.0, items, errors, usual_risk(setup())).way[0] < 0


def test_another_vote_is_asked_where_it_pays_and_never_more_than_three() -> None:
    state = answered(
        begin(setup()),
        [1, 2],
        [1, 1],
        guess=np.array([1, 0], np.int32),
        doubt=np.array([0.05, 0.3], np.float32),
    )
    known = Rates(slip=0.15, fail=0.3, same=0.1)
    asked = []
    for _ in range(4):
        ask = again(state, beliefs(state, None, None, known), known, usual_risk(setup()), {})
        if ask is None:
            break
        asked.append(ask.items.tolist())
        state = answered(state, ask.items.tolist(), [0, 1, 2][: ask.items.size], purpose="again")
    assert asked[0] == [2]
    assert 1 <= len(asked) <= 2


def test_pages_hold_look_alikes_of_one_class() -> None:
    rng = np.random.default_rng(3)
    items, suggested = np.arange(200), rng.integers(0, 3, 200).astype(np.int32)
    paged = rng.random(200) < 0.8
    page = pages(rng.normal(size=(200, 5)), items, suggested, paged)
    assert ((page >= 0) == paged).all()
    for one in np.unique(page[paged]):
        assert np.unique(suggested[page == one]).size == 1
        assert (page == one).sum() <= PAGE


def test_neighbours_on_a_page_look_alike() -> None:
    rng, items = np.random.default_rng(4), np.arange(3 * PAGE)
    features = rng.normal(size=(items.size, 500))
    features[:, 7] += 100 * rng.permutation(items.size)
    page = pages(features, items, np.zeros(items.size, np.int32), np.ones(items.size, bool))
    ends = sorted((features[page == one, 7].min(), features[page == one, 7].max()) for one in range(3))
    assert all(before[1] < after[0] for before, after in pairwise(ends))


class Shop:
    """A data set, people and experts, to play campaigns in."""

    def __init__(self, seed: int, n: int = 900, err: float = 0.05) -> None:
        self.rng = np.random.default_rng([seed, 61])
        self.truth = self.rng.integers(0, 3, n)
        self.hard, self.luck, self.err = self.rng.beta(0.3, 1.5, n), self.rng.random(n), err
        self.asked: dict[By, int] = {"people": 0, "expert": 0}
        self.asks: list[Ask] = []

    def train(self, state: State) -> Any:
        chance = np.clip(self.hard * (60 / max((state.labels >= 0).sum(), 1)) ** 0.8, 0, 0.9)
        said = np.where(self.luck < chance, (self.truth + 1) % 3, self.truth)
        shares = np.full((said.size, 3), 0.02)
        shares[np.arange(said.size), said] = 1 - chance
        part = np.flatnonzero(state.random)
        return trained("one", 0.5, shares, part, shares[part])

    def say(self, ask: Ask) -> Array:
        right = self.truth[ask.items]
        self.asked[ask.by] += ask.items.size
        self.asks.append(ask)
        slip = (self.rng.random(right.size) < self.err) & (ask.by == "people") & (ask.shown < 0)
        return np.where(slip, (right + 1) % 3, right)

    def run(self, prices: Prices, tee: Callable[[State, Any], State] = observe, **more: Any) -> State:
        given = Setup(
            n_items=self.truth.size,
            n_classes=3,
            prices=prices,
            labelers=("one",),
            seed=1,
            **{"target": Target()} | more,
        )
        state, pool = begin(given), Pool(self.rng.normal(size=(self.truth.size, 3)))
        while not isinstance(decision := decide(state, pool), Finish):
            state = tee(state, decision)
            if isinstance(decision, Ask):
                state = tee(state, Answered(decision.items, self.say(decision)))
            elif isinstance(decision, Train):
                state = tee(state, self.train(state))
            elif isinstance(decision, Freeze):
                state = tee(state, Drawn("entropy"))
        return tee(state, decision)


def test_experts_at_the_price_of_people_do_everything() -> None:
    shop = Shop(0)
    end = shop.run(Prices(label=1, verify=1, expert=1))
    assert shop.asked["people"] == 0
    assert end.spent.expert + end.spent.audit == pytest.approx(shop.asked["expert"])


def test_good_cheap_people_do_most_and_experts_check() -> None:
    shop = Shop(0, err=0.02)
    end = shop.run(Prices(label=1, verify=1, expert=10))
    given = certificate.of(end, issued=ISSUED)
    assert shop.asked["people"] > shop.asked["expert"] > 0
    assert given.reference == "experts"
    assert given.confirmed > 0
    assert verify(given.to_dict()) == []
    assert (end.labels[end.machine == UNASKED] != UNASKED).all()


def test_a_certificate_that_says_whose_labels_count_cannot_be_turned_round() -> None:
    body = certificate.of(Shop(0).run(Prices(label=1, verify=1, expert=5)), issued=ISSUED).to_dict()
    body["reference"] = "people"
    body["seal"] = certificate.seal(body)
    assert any("against whose labels" in one for one in verify(body))
    assert "experts" in body["words"]


def test_pages_and_wrong_suggestions_are_asked_where_they_are_cheap() -> None:
    shop = Shop(0, n=2000, err=0.0)
    shop.hard = shop.rng.beta(0.8, 1.2, 2000)
    shop.run(Prices(label=1, verify=0.3, grid=0.05))
    paged = [ask for ask in shop.asks if ask.paged.any()]
    assert paged
    tests = np.concatenate([ask.items[(ask.guess < 0) & (ask.shown >= 0)] for ask in paged])
    assert tests.size > 0, "wrong suggestions are among them"
    assert np.unique(tests).size == tests.size, "each only once"


def test_more_ways_do_not_cost_more() -> None:
    """Mean of a few campaigns; each way is offered beside the ones before it."""
    means = []
    for prices in (
        Prices(label=5, verify=5),
        Prices(label=1, verify=1, expert=5),
        Prices(label=1, verify=0.2, expert=5),
        Prices(label=1, verify=0.2, grid=0.05, expert=5),
    ):
        shops = [Shop(seed, err=0.05 if prices.expert else 0.0) for seed in range(4)]
        means.append(np.mean([shop.run(prices).spent.total for shop in shops]))
    assert means[1] < 0.9 * means[0]
    assert means[2] < 1.1 * means[1]
    assert means[3] < 1.1 * means[2]


@pytest.mark.parametrize("budget", [0, 50, 400, 1000, 3000])
def test_a_budget_caps_people_and_experts_together(budget: float) -> None:
    end = Shop(2, n=500).run(Prices(label=1, verify=0.2, grid=0.05, expert=5), caps=Caps(money=budget))
    given = certificate.of(end, issued=ISSUED)
    assert end.spent.total <= budget + 0.01
    assert verify(given.to_dict()) == []
    assert given.holds == (given.unlabelled == 0 and given.method != "none")


def test_copies_are_asked_once_by_people_and_once_by_experts() -> None:
    shop = Shop(3, n=600)
    copies = np.arange(600) % 450
    shop.truth, shop.hard, shop.luck = (one[copies] for one in (shop.truth, shop.hard, shop.luck))
    end = shop.run(Prices(label=1, verify=0.2, expert=5), copies=copies)
    labels = outcome(end).labels
    assert (labels == labels[copies]).all()
    experts = np.concatenate([ask.items for ask in shop.asks if ask.by == "expert"])
    assert np.unique(copies[experts]).size == experts.size
    assert verify(certificate.of(end, issued=ISSUED).to_dict()) == []


def test_a_log_with_experts_replays_bit_for_bit() -> None:
    shop = Shop(4, n=500)
    states: list[State] = []
    log: list[Any] = []

    def tee(state: State, event: Any) -> State:
        log.append(to_record(event))
        return observe(state, event)

    end = shop.run(Prices(label=1, verify=0.2, grid=0.05, expert=5), tee=tee)
    payload, arrays = end.setup.to_record()
    states.append(begin(Setup.from_record(json.loads(json.dumps(payload)), arrays)))
    for kind, body, parts in log:
        states.append(observe(states[-1], from_record(kind, json.loads(json.dumps(body)), parts)))
    assert (states[-1].labels == end.labels).all()
    assert (states[-1].doubt == end.doubt).all()
    assert states[-1].spent == end.spent
    assert (states[-1].said.label == end.said.label).all()


def test_the_library_asks_experts_too() -> None:
    rng = np.random.default_rng(0)
    truth = rng.integers(0, 3, 400)
    features = np.eye(3)[truth] + 0.4 * rng.normal(size=(400, 3))
    asked: dict[str, int] = {"people": 0, "expert": 0}

    def ask(who: str, err: float) -> Callable[[Array], Array]:
        def say(items: Array) -> Array:
            asked[who] += items.size
            wrong = rng.random(items.size) < err
            return np.where(wrong, (truth[items] + 1) % 3, truth[items])

        return say

    result = vermeil.label(
        features,
        ask("people", 0.1),
        expert=ask("expert", 0.0),
        classes=3,
        prices=Prices(label=1, verify=1, expert=5),
        labelers=["kernel"],
        progress=False,
    )
    assert asked["people"] > 0
    assert asked["expert"] > 0
    assert result.certificate.reference == "experts"
    assert (result.labels != truth).mean() <= 0.05
    assert result.cost.total == pytest.approx(
        result.cost.label + result.cost.verify + result.cost.audit + result.cost.expert + result.cost.compute
    )


@pytest.mark.parametrize(
    "wrong", [{"prices": Prices(expert=1)}, {"expert": lambda items: items}], ids=["price", "person"]
)
def test_experts_need_a_price_and_somebody_to_ask(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match="Experts need both"):
        vermeil.label(np.eye(9), lambda items: items, classes=9, progress=False, **wrong)


@pytest.mark.parametrize("bad", [{"expert": 0}, {"expert": -1}, {"grid": -0.1}, {"grid": float("nan")}])
def test_a_price_of_a_team_that_cannot_be_meant_is_refused(bad: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        Prices(**bad)


def test_nothing_said_is_an_empty_record() -> None:
    assert Said.nothing().most(np.array([1])).tolist() == [-1]
