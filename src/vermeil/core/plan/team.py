"""How far people may be believed who are not the reference, learned from what the reference said after them.

Beliefs order the items and steer what is asked and forecast. No promise rests on them (METHOD 2.7, 2.10).
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.plan import chance
from vermeil.core.plan.events import Trained
from vermeil.core.plan.said import NONE, Said
from vermeil.core.plan.state import State

Array = NDArray[Any]
WEIGHT = 20  #: answers that a first guess of a rate weighs as much as
TOGETHER = 0.6  #: weight of a further vote: people err together, on the same items
BLAME = 0.7  #: first guess: where person and machine differ, the machine is wrong
EVEN, FEW = 0.5, 4  #: first guess: the machine's next suggestion is right; it weighs as few answers
TINY = 1e-6
MOST = 0.95  #: of any rate that is only guessed


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Shares of answers, each between 0 and 1; the first guesses are those of careful people (METHOD 2.7)."""

    error: float = 0.05  #: blind answers that are wrong
    slip: float = 0.04  #: ... where the machine is right
    fail: float = 0.14  #: ... where it is wrong
    same: float = 0.07  #: where it is wrong: answers that say the same as the machine
    passed: float = 0.05  #: wrong suggestions that are confirmed, one by one
    paged: float = 0.1  #: ... on a page of look-alikes
    refused: float = 0.02  #: right suggestions that are not
    blame: float = BLAME  #: where person and machine differ: how often the machine is wrong
    mended: float = 0.0  #: suggestions that will do and are not sent as they were shown
    runners: tuple[float, ...] = ()  #: where all before are wrong: how often each runner-up is right

    def of_people_who_err(self, error: float) -> "Rates":
        """The same shape for people of whose blind answers a share of `error` is wrong."""
        times = error / self.error
        slip, fail, same = (min(rate * times, MOST) for rate in (self.slip, self.fail, self.same))
        return replace(self, error=error, slip=slip, fail=fail, same=same)


#: Where any person's blind answer is the truth: the same person, asked again, says nearly always the same.
ITSELF = Rates(error=0.01, slip=0.005, fail=0.005, same=0.002, refused=0.002, passed=0.01, paged=0.03)
#: The same of open questions: two values for one item are rarely equal, and need not be near one another.
OPEN = replace(ITSELF, fail=0.05, mended=0.1, passed=0.05, paged=0.1)


@dataclass(frozen=True, slots=True, eq=False)
class Beliefs:
    """What is believed of every item whose label nobody vouches for."""

    items: Array  #: (k,) int64, copies included
    label: Array  #: (k,) int32, the most probable class; without experts what people said last
    doubt: Array  #: (k,) float32, the chance that it is wrong
    votes: Array  #: (k,) int64, answers that people gave
    posterior: Array  #: (k, c) of the classes that somebody named, and of all others together


def elsewhere(state: State) -> Array:
    """The items that only people elsewhere have labelled, where people are the reference."""
    if state.setup.prices.expert is not None:
        return np.empty(0, np.int64)
    items = np.unique(state.said.item[state.said.shown == NONE])
    loose: Array = items[state.unvouched[items]]
    return loose


def rates(state: State, trained: Trained | None = None) -> Rates:
    """What is known of the people, with `trained` as the machine that they are compared with."""
    experts, closed = state.setup.prices.expert is not None, state.setup.closed
    said, truth = state.said, np.where(state.unvouched, -1, state.labels)
    strangers = not experts and bool((said.shown == NONE).any())  # what was said elsewhere
    first = Rates() if experts or strangers else ITSELF if closed else OPEN
    kept = said.mended[(said.shown >= 0) & (said.label == said.shown)]
    said = said.rows((said.label >= 0) & (truth[said.item] >= 0) | (said.shown == NONE))
    alone, paged = (_passed(said, truth, one) for one in (False, True))
    right_shown = (said.shown >= 0) & (said.shown == truth[said.item])
    refused = said.label != truth[said.item]
    drawn = state.random[said.item] | (not experts)  # of what was said elsewhere, `crew.sampled` draws some
    blind = said.rows((said.shown == NONE) & drawn & (said.label >= 0))
    known, wrong = truth[blind.item] >= 0, blind.label != truth[blind.item]
    guess = _guesses(trained, blind.item)
    weight = known / _share_known(known, blind.label == guess)
    right = guess == truth[blind.item]
    wrongly = known & (guess >= 0) & ~right
    differs = known & (guess >= 0) & (blind.label != guess)
    error = _rate(weight[wrong & known].sum(), weight[known].sum(), first.error, WEIGHT / 2)
    first = first.of_people_who_err(error)
    own, stray = _own_values(said, truth)
    return Rates(
        error=error,
        slip=_rate(weight[known & right & wrong].sum(), weight[known & right].sum(), first.slip),
        fail=_rate(weight[wrongly & wrong].sum(), weight[wrongly].sum(), first.fail)
        if closed and (experts or strangers)
        else _rate(stray, own, first.fail),
        same=_rate(weight[wrongly & (blind.label == guess)].sum(), weight[wrongly].sum(), first.same),
        passed=_rate(*alone, first.passed),
        paged=_rate(*paged, first.paged),
        refused=_rate(refused[right_shown].sum(), right_shown.sum(), first.refused),
        blame=_rate((differs & ~right).sum(), differs.sum(), first.blame, 2),
        mended=0.0 if closed else _rate(kept.sum(), kept.size, first.mended),
        runners=_runners(state, trained, truth) if trained is not None else (),
    )


def _runners(state: State, trained: Trained, truth: Array) -> tuple[float, ...]:
    """How often each next suggestion is right where all before were wrong, out of fold."""
    columns = trained.part_runners[:, : state.setup.looks - 1]
    true, found = truth[trained.part], []
    still = (true >= 0) & (trained.part_label != true)
    for column in columns.T:
        right = still & (column == true)
        found.append(_rate(right.sum(), still.sum(), EVEN, FEW))
        still &= ~right
    return tuple(found)


def _rate(found: float, seen: float, guess: float, weight: float = WEIGHT) -> float:
    return float((found + guess * weight) / (seen + weight))


def _passed(said: Said, truth: Array, paged: bool) -> tuple[int, int]:
    """(confirmed, shown): suggestions that the reference found wrong."""
    true = truth[said.item]
    tested = (said.shown >= 0) & (true >= 0) & (said.shown != true) & (said.paged == paged)
    return int((said.label == said.shown)[tested].sum()), int(tested.sum())


def _own_values(said: Said, truth: Array) -> tuple[int, int]:
    """(given, wrong): what people put in the place of suggestions that the reference found wrong, too."""
    true = truth[said.item]
    given = (said.shown >= 0) & (true >= 0) & (said.shown != true) & (said.label != said.shown)
    return int(given.sum()), int((given & (said.label != true)).sum())


def _share_known(known: Array, agree: Array) -> Array:
    """(v,) the share of answers of known truth among those that (dis)agree with the machine as this one."""
    both = [known[agree].mean() if agree.any() else 1.0, known[~agree].mean() if not agree.all() else 1.0]
    share: Array = np.maximum(np.where(agree, *both), TINY)
    return share


def _guesses(trained: Trained | None, items: Array) -> Array:
    """(k,) what the machine says of `items` without having learned them; NONE elsewhere."""
    guess = np.full(items.size, NONE, np.int32)
    if trained is not None and trained.part.size:
        place, there = _places(trained, items)
        guess[there] = trained.part_label[place[there]]
    return guess


def _places(trained: Trained, items: Array) -> tuple[Array, Array]:
    """Places of `items` in the random part, and which are there."""
    order = np.argsort(trained.part, kind="stable")
    place = order[np.minimum(np.searchsorted(trained.part, items, sorter=order), trained.part.size - 1)]
    there: Array = trained.part[place] == items
    return place, there


def wrong(state: State, items: Array, guess: Array, known: Rates) -> Array:
    """(k,) how surely `guess` is wrong of `items` (k,): 0 or 1 where the reference has said.

    Where only others have, or people on seeing a suggestion: what agrees with them counts as right, and the
    rest makes up for what they miss.
    """
    differs = (guess != state.labels[items]).astype(float)
    seen = state.setup.prices.expert is None
    blame, missed = (1.0, known.passed) if seen else (known.blame, known.same)
    surely: Array = np.where(state.unvouched[items], blame / (1 - min(missed, 0.5)) * differs, differs)
    return surely


def beliefs(state: State, trained: Trained | None, beta: Array | None, known: Rates) -> Beliefs:
    """What to think of every unvouched label, with `trained` and its learned chance of error `beta` (4,)."""
    first = state.setup.first
    items = np.flatnonzero(state.unvouched & (state.labels >= 0))
    originals = np.unique(first[items])
    rows = state.said.rows(np.isin(state.said.item, originals) & (state.said.label >= 0))
    rows = rows.rows(np.argsort(rows.item, kind="stable"))
    guess, doubt = _machine(rows, originals, trained, beta)
    named, posterior, votes = _posterior(rows, originals, guess, doubt, known, state.setup.answers)
    rank = np.arange(originals.size)
    best = posterior[:, :-1].argmax(axis=1) if originals.size else np.empty(0, np.int64)
    if state.setup.prices.expert is None:  # the machine never overrules people who are the reference
        own = ~np.isin(originals, rows.item[rows.shown == NONE])
        best = np.where(own, (named == state.labels[originals][:, None]).argmax(axis=1), best)
    where = np.searchsorted(originals, first[items])
    return Beliefs(
        items,
        named[rank, best].astype(np.int32)[where],
        (1 - posterior[rank, best]).astype(np.float32)[where],
        votes[where],
        posterior[where],
    )


def _machine(rows: Said, items: Array, trained: Trained | None, beta: Array | None) -> tuple[Array, Array]:
    """(guess, doubt) of each of `items`: out of fold, or as it was when people were asked."""
    first = np.searchsorted(rows.item, items)
    guess, doubt = rows.guess[first].copy(), rows.doubt[first].copy()
    if trained is not None and beta is not None and trained.part.size and items.size:
        place, there = _places(trained, items)
        place = place[there]
        signals = chance.signals(
            trained.part_top[place], trained.part_margin[place], trained.part_entropy[place]
        )
        guess[there], doubt[there] = trained.part_label[place], chance.chances(signals, beta)
    if trained is not None and beta is not None:
        _differing(rows, items, trained, beta, (guess, doubt))
    return guess, np.clip(doubt, TINY, 1 - TINY)


def _differing(rows: Said, items: Array, trained: Trained, beta: Array, known: tuple[Array, Array]) -> None:
    """Set `known` (guess, doubt) where a machine that was taught what was said of `items` says otherwise.

    That it says the same of what it was taught tells nothing.
    """
    guess, doubt = known
    said = trained.label[items]
    same = np.zeros(items.size, bool)
    same[np.searchsorted(items, rows.item[rows.label == trained.label[rows.item]])] = True
    differs = np.flatnonzero((guess == NONE) & (said >= 0) & ~same)
    guess[differs] = said[differs]
    doubt[differs] = chance.chances(chance.signals_of(trained, items[differs]), beta)


def _posterior(
    rows: Said, items: Array, guess: Array, doubt: Array, known: Rates, n_classes: int
) -> tuple[Array, Array, Array]:
    """(classes (k, c), posterior (k, c + 1), votes (k,)): the last column is all that nobody named."""
    start = np.searchsorted(rows.item, items)
    votes = np.searchsorted(rows.item, items, side="right") - start
    most = int(votes.max(initial=0))
    place = np.minimum(start[:, None] + np.arange(most), max(rows.item.size - 1, 0))
    given = np.arange(most) < votes[:, None]
    said = np.where(given, rows.label[place], NONE) if most else np.empty((items.size, 0), np.int32)
    named = np.column_stack([guess, said])
    repeated = np.array([(named[:, :i] == named[:, i : i + 1]).any(axis=1) for i in range(most + 1)]).T
    out = repeated.reshape(named.shape) | (named == NONE)
    others = np.maximum(n_classes - (~out).sum(axis=1), 0)
    truth = np.column_stack([named, np.full(items.size, n_classes)])  # one that nobody named
    score = np.where(truth == guess[:, None], 1 - doubt[:, None], doubt[:, None] / max(n_classes - 1, 1))
    score = np.log(np.where(guess[:, None] >= 0, score, 1 / n_classes))
    for vote in range(most):
        column = rows.rows(place[:, vote])
        weight = np.where(given[:, vote], 1.0 if vote == 0 else TOGETHER, 0.0)
        score += weight[:, None] * np.log(_likely(column, truth, guess, known, n_classes))
    score[:, :-1][out] = -np.inf
    score[:, -1] += np.where(others > 0, np.log(np.maximum(others, 1)), -np.inf)
    score = np.exp(score - score.max(axis=1, keepdims=True)) if items.size else score
    return named, score / score.sum(axis=1, keepdims=True), votes


def _likely(said: Said, truth: Array, guess: Array, known: Rates, n_classes: int) -> Array:
    """(k, t) the chance of one answer to each item, for each class that the truth may be."""
    label, shown, machine = said.label[:, None], said.shown[:, None], guess[:, None]
    err = np.where(machine < 0, known.error, np.where(truth == machine, known.slip, known.fail))
    rest = np.where(
        (machine < 0) | (truth == machine),
        err / max(n_classes - 1, 1),
        np.where(label == machine, known.same, max(known.fail - known.same, TINY) / max(n_classes - 2, 1)),
    )
    blind = np.where(label == truth, 1 - err, rest)
    passed = np.where(said.paged, known.paged, known.passed)[:, None]
    confirmed = np.where(truth == shown, 1 - known.refused, passed)
    later = (said.taken > 0)[:, None]  # a runner-up, before it was shown as likely as all others together
    mistake = np.where(later, known.passed, known.fail) / max(n_classes - 2, 1)
    named = np.where(label == truth, 1 - known.fail, mistake)
    refused = np.where(truth == shown, known.refused / max(n_classes - 1, 1), (1 - passed) * named)
    likely = np.where(shown == NONE, blind, np.where(label == shown, confirmed, refused))
    return np.maximum(likely, TINY)
