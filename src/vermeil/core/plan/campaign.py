"""The campaign as a pure state machine: begin, observe, decide (METHOD 3.8).

A driver's whole loop, here with a function as the people:

    state = begin(setup)
    while True:
        decision = decide(state, pool)
        if decision is not state.awaiting:
            log.append(to_record(decision))
            state = observe(state, decision)
        match decision:
            case Ask():    event = Answered(decision.items, oracle(decision.items))     # may come in parts
            case Train():  event = Trained(...)              # one for each of decision.labelers still missing
            case Freeze(): event = Drawn(secrets.token_hex(16))
            case Accept(): continue
            case Finish(): break
        log.append(to_record(event))
        state = observe(state, event)

While a decision waits for what it asked for, `decide` gives back that same decision (`state.awaiting`), so a
driver that was killed starts with its log and goes on. Its first line is the setup: `Setup.to_record`.
"""

from dataclasses import replace
from typing import Any

import numpy as np

from vermeil.core.autolabel import Outcome, outcome
from vermeil.core.errors import BadInput
from vermeil.core.plan import best_model, caps, choose
from vermeil.core.plan.decide import Pool, decide
from vermeil.core.plan.events import (
    Accept,
    Answered,
    Array,
    Ask,
    Drawn,
    Event,
    Failed,
    Finish,
    Freeze,
    Train,
    Trained,
    from_record,
    to_record,
)
from vermeil.core.plan.held_out import judged, taught
from vermeil.core.plan.pay import pay
from vermeil.core.plan.state import (
    UNASKED,
    UNSURE,
    Audit,
    Setup,
    Snapshot,
    State,
    missing_labelers,
    waiting_for,
)

__all__ = [
    "UNASKED", "UNSURE", "Accept", "Answered", "Ask", "Drawn", "Event", "Failed", "Finish", "Freeze",
    "Outcome", "Pool", "Setup", "State", "Train", "Trained", "begin", "decide", "from_record",
    "missing_labelers", "observe", "outcome", "summary", "taught", "to_record", "waiting_for",
]  # fmt: skip


def begin(setup: Setup) -> State:
    """A campaign in which nothing has happened yet."""
    unasked = np.full(setup.n_items, UNASKED, np.int32)
    return State(
        setup=setup,
        labels=unasked,
        machine=unasked,
        random=np.zeros(setup.n_items, bool),
        stay=np.ones(setup.n_items, np.float32),
        unvouched=np.zeros(setup.n_items, bool),
        doubt=np.zeros(setup.n_items, np.float32),
        alive=setup.labelers if setup.recipe.race else setup.labelers[:1],
    )


def observe(state: State, event: Event) -> State:
    """The state after one more line of the log; BadInput where the line cannot follow what was before."""
    state = state.evolve(events=state.events + 1)
    match event:
        case Answered():
            return _answered(state, event)
        case Trained():
            return _trained(state, event)
        case Failed():
            return _failed(state, event)
        case Drawn():
            return _drawn(state, event)
        case Accept():
            return _accepted(state, event)
    return _decided(state, event)


def _decided(state: State, decision: Ask | Train | Freeze | Finish) -> State:
    match decision:
        case Ask():
            if decision.purpose == "learn":
                state = state.evolve(stay=_stay(state, decision))
            elif decision.purpose == "audit":
                state = _looked_further(state, decision.items)
            elif decision.purpose == "exam":
                state = state.evolve(exam=decision.items)
            state = _withdrawn(state, decision.items).evolve(due=decision.items)
            state = state.evolve(stage=decision.purpose, rounds=_rows(state, decision.forecast))
            if decision.purpose in {"seed", "learn"}:
                alive = tuple(decision.forecast.get("alive", state.alive))
                state = state.evolve(round=decision.round, trained=(), alive=alive)
        case Train():
            again = decision.labelers if decision.whole else [one.labeler for one in state.trained]
            state = state.evolve(trained=tuple(one for one in state.trained if one.labeler not in again))
        case Freeze():
            audits = (*state.audits, Audit(decision))
            state = state.evolve(stage="audit", audits=audits, rounds=_rows(state, decision.forecast))
        case Finish():
            state = state.evolve(stage="done", finished=decision)
    return _settled(state.evolve(awaiting=decision))


def _withdrawn(state: State, items: Array) -> State:
    """The state without the labels of `items` that nobody vouches for."""
    again = np.isin(state.setup.first, items) & state.unvouched
    labels = np.where(again, UNASKED, state.labels).astype(np.int32)
    return state.evolve(labels=labels, unvouched=state.unvouched & ~again)


def _stay(state: State, ask: Ask) -> Array:
    """The weights of the random part, thinned as this batch thins the pool."""
    judge = next((one for one in state.trained if one.labeler == ask.judge), None)
    if judge is None:
        return state.stay
    drawn = ask.items[ask.random]
    part = np.concatenate([judge.part, drawn])
    margin = np.concatenate([judge.part_margin, judge.margin[drawn]])
    share = float((~ask.random).sum() / state.unasked().size)
    return choose.thinned(state.stay, part, margin, share, state.setup.recipe.reach)


def _rows(state: State, forecast: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    return (*state.rounds, forecast) if forecast else state.rounds


def _settled(state: State) -> State:
    """The state, no longer waiting once all is there that the pending decision asked for."""
    waits = state.awaiting
    done = (isinstance(waits, Ask) and not state.due.size) or (
        isinstance(waits, Train) and not missing_labelers(state)
    )
    return state.evolve(awaiting=None) if done else state


def _answered(state: State, event: Answered) -> State:
    setup, items = state.setup, np.asarray(event.items, np.int64)
    said = np.asarray(event.labels, np.int32)
    if said.shape != items.shape:
        raise BadInput(f"{items.size} items were answered with {said.size} labels.")
    mended = np.asarray(event.mended, bool) if event.mended.size else np.zeros(items.size, bool)
    if said.size and not (said.min() >= UNSURE and said.max() < setup.answers):
        raise BadInput(f"Labels must be 0 to {setup.answers - 1}, or -1 where people could not say.")
    asked = state.awaiting if isinstance(state.awaiting, Ask) else None
    if asked is None and state.round:
        raise BadInput("These answers were not asked for.")
    if asked is None:  # labels from before the campaign: known, not paid for, not random
        fresh = state.labels[items] == UNASKED
        items, said, mended = items[fresh], said[fresh], mended[fresh]
        return _labelled(state, Ask(items, np.zeros(items.size, bool), "seed", 0), said, mended)
    fresh = np.isin(items, state.due)
    items, said, mended = items[fresh], said[fresh], mended[fresh]
    part = asked.part(items)
    random = state.random.copy()
    random[items[part.random]] = True
    due = state.due[~np.isin(state.due, items)]
    spent = pay(state.spent, setup, part, said, mended)
    return _settled(_labelled(state, part, said, mended).evolve(random=random, due=due, spent=spent))


def _labelled(state: State, asked: Ask, said: Array, mended: Array) -> State:
    """The state with what was `said` of all that was `asked`; what the reference has said stays."""
    setup, items, experts = state.setup, asked.items, state.setup.prices.expert is not None
    known = state.labels[items] != UNASKED  # shown with a class that is known to be wrong, as a test
    heard = np.full(items.size, asked.by != "expert") if experts else asked.shown >= 0
    record = state.said.plus(asked.heard(said, mended).rows(heard))
    label = np.where(heard, record.most(items), said) if experts else said
    items, label, heard = items[~known], label[~known], heard[~known]
    labels = _spread(setup, state.labels, items, label)
    machine = np.where(labels == UNASKED, state.machine, UNASKED).astype(np.int32)
    loose = heard & (experts | (label >= 0))  # that somebody could not say is final if there is no expert
    unvouched = state.unvouched | np.isin(setup.first, setup.first[items[loose]])
    doubt = state.doubt.copy()
    doubt[labels != state.labels] = 0
    return state.evolve(labels=labels, machine=machine, unvouched=unvouched, said=record, doubt=doubt)


def _spread(setup: Setup, labels: Array, items: Array, said: Array) -> Array:
    """The labels with those of `items`, and of all their copies."""
    labels = labels.copy()
    labels[items] = said
    if setup.copies is not None and items.size:
        originals = setup.first[items]
        labels[originals] = said
        labels = labels[setup.first]
    return labels


def _trained(state: State, event: Trained) -> State:
    if event.labeler not in missing_labelers(state):
        raise BadInput(f"No training of the labeler {event.labeler!r} was asked for.")
    if isinstance(state.awaiting, Train) and state.awaiting.whole and (event.label[state.open()] < 0).any():
        raise BadInput(f"The labeler {event.labeler!r} was to predict every item, and left some out.")
    event = judged(state, event)
    spent = replace(
        state.spent,
        compute=state.spent.compute + state.setup.prices.seconds(event.seconds),
        calls=state.spent.calls + event.paid,
        device_seconds=state.spent.device_seconds + event.seconds,
    )
    known = state.labels[event.part] >= 0
    snapshot = Snapshot(
        labeler=event.labeler,
        round=state.round,
        bought=max(int((taught(state) != UNASKED).sum()), 1),
        part=event.part[known],
        guess=event.part_label[known],
        doubt=-event.part_margin[known],
        seconds=event.seconds,
    )
    told = [one for one in state.history if (one.labeler, one.round) != (event.labeler, state.round)]
    trained, history = (*state.trained, event), (*told, snapshot)
    return _settled(state.evolve(trained=trained, history=history, spent=spent))


def _failed(state: State, event: Failed) -> State:
    if event.labeler not in missing_labelers(state):
        raise BadInput(f"No training of the labeler {event.labeler!r} was asked for.")
    alive = tuple(name for name in state.alive if name != event.labeler)
    spent = replace(state.spent, calls=state.spent.calls + event.paid)
    return _settled(state.evolve(alive=alive, failed=(*state.failed, event), spent=spent))


def _drawn(state: State, event: Drawn) -> State:
    if not isinstance(state.awaiting, Freeze):
        raise BadInput("Entropy for an audit comes after its order was frozen.")
    audit = replace(state.audits[-1], entropy=event.entropy)
    plans = [part.plan for part in audit.freeze.cut]
    drawn = tuple(
        ranks[: plan.size(plan.looks[0])] for plan, ranks in zip(plans, audit.whole_draw(), strict=True)
    )
    return _with_audit(state.evolve(awaiting=None), replace(audit, drawn=drawn))


def _with_audit(state: State, audit: Audit) -> State:
    return state.evolve(audits=(*state.audits[:-1], audit))


def _looked_further(state: State, asked: Array) -> State:
    """The state when an audit's items are asked: the whole draw of each part of which all the rest is asked.

    Only once those of the first look have answers.
    """
    audit = state.audits[-1]
    assert audit.drawn is not None
    if state.owed(audit.freeze.order[audit.ranks]).size:
        return state
    drawn = list(audit.drawn)
    for number, (part, ranks) in enumerate(zip(audit.freeze.cut, audit.whole_draw(), strict=True)):
        more = state.owed(audit.freeze.order[part.start + ranks])
        if more.size and np.isin(more, asked).all():
            drawn[number] = ranks
    return _with_audit(state, replace(audit, drawn=tuple(drawn)))


def _accepted(state: State, event: Accept) -> State:
    audit = replace(state.audits[-1], accepted=event)
    state = _with_audit(state.evolve(awaiting=None), audit)
    freeze = audit.freeze
    if event.count == 0:  # the audit failed: what it asked was random, and is learned from
        random = state.random.copy()
        random[freeze.order[audit.ranks[~freeze.people[audit.ranks]]]] = True
        return state.evolve(random=random, trained=(), stage="learn", round=state.round + 1)
    ranks = audit.within(np.arange(count) for count in event.counts)
    first, predicted = freeze.order[ranks], freeze.predicted[ranks]
    state = _withdrawn(state, state.setup.first[first[state.labels[first] != predicted]])
    machine, free = state.machine.copy(), state.labels[first] == UNASKED
    machine[first[free]] = predicted[free]
    doubt = state.doubt.copy()
    doubt[first] = np.where(state.unvouched[first] | free, freeze.doubt[ranks], 0)
    state = state.evolve(machine=machine, doubt=doubt, stage="rest", trained=())
    refused = state.unvouched.copy()  # people's labels in no part, or in one that was refused
    refused[freeze.order] = True
    refused[first] = False
    state = _withdrawn(state, state.setup.first[refused])
    return state.evolve(unvouched=np.zeros_like(state.unvouched))


def summary(state: State) -> dict[str, Any]:
    """Where the campaign stands, JSON-able: stage, spend, a row a round, the last forecast, the reason."""
    last = state.rounds[-1] if state.rounds else None
    human, machine = int((state.labels != UNASKED).sum()), int((state.machine != UNASKED).sum())
    return {
        "stage": state.stage,
        "round": state.round,
        "rounds": [{name: row[name] for name in row if name != "curve"} for row in state.rounds],
        "spent": state.spent.to_dict(),
        "used": caps.used(state.spent).to_dict(state.setup.team),
        "all_human": len(state.setup.originals) * state.setup.prices.reference,
        "forecast": last and last["forecast"],
        "curve": last["curve"] if last else [],
        "progress": {"items": state.setup.n_items, "human": human, "machine": machine},
        "labelers": list(state.alive),
        "failed": {one.labeler: one.reason for one in state.failed},
        "model": exam.to_dict() if (exam := best_model.examined(state)) else None,
        "reason": state.finished.reason if state.finished else None,
        "actual": state.spent.total if state.finished else None,
    }
