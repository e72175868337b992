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
from vermeil.core.model import Spent
from vermeil.core.plan import choose
from vermeil.core.plan.decide import Pool, decide
from vermeil.core.plan.events import (
    Accept,
    Answered,
    Array,
    Ask,
    Drawn,
    Event,
    Finish,
    Freeze,
    Train,
    Trained,
    from_record,
    to_record,
)
from vermeil.core.plan.held_out import judged, taught
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
    "UNASKED", "UNSURE", "Accept", "Answered", "Ask", "Drawn", "Event", "Finish", "Freeze", "Outcome", "Pool",
    "Setup", "State", "Train", "Trained", "begin", "decide", "from_record", "missing_labelers", "observe",
    "outcome", "summary", "taught", "to_record", "waiting_for",
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
        shown=np.zeros(setup.n_items, bool),
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
            state = _withdrawn(state, decision.items)
            state = state.evolve(stage=decision.purpose, rounds=_rows(state, decision.forecast))
            if decision.purpose in {"seed", "learn"}:
                alive = tuple(decision.forecast.get("alive", state.alive))
                state = state.evolve(round=decision.round, trained=(), alive=alive)
        case Train():
            state = state.evolve(alive=decision.labelers, trained=())
        case Freeze():
            audits = (*state.audits, Audit(decision))
            state = state.evolve(stage="audit", audits=audits, rounds=_rows(state, decision.forecast))
        case Finish():
            state = state.evolve(stage="done", finished=decision)
    return _settled(state.evolve(awaiting=decision))


def _withdrawn(state: State, items: Array) -> State:
    """The state without the labels of `items` that people gave on seeing the machine's."""
    again = np.isin(state.setup.first, items) & state.shown
    labels = np.where(again, UNASKED, state.labels).astype(np.int32)
    return state.evolve(labels=labels, shown=state.shown & ~again)


def _stay(state: State, ask: Ask) -> Array:
    """The weights of the random part, thinned as this batch thins the pool."""
    judge = next((one for one in state.trained if one.labeler == ask.forecast["labeler"]), None)
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
    done = (isinstance(waits, Ask) and not waiting_for(state).size) or (
        isinstance(waits, Train) and not missing_labelers(state)
    )
    return state.evolve(awaiting=None) if done else state


def _answered(state: State, event: Answered) -> State:
    setup, items = state.setup, np.asarray(event.items, np.int64)
    said = np.asarray(event.labels, np.int32)
    if said.shape != items.shape:
        raise BadInput(f"{items.size} items were answered with {said.size} labels.")
    if said.size and not (said.min() >= UNSURE and said.max() < setup.n_classes):
        raise BadInput(f"Labels must be 0 to {setup.n_classes - 1}, or -1 where people could not say.")
    asked = state.awaiting if isinstance(state.awaiting, Ask) else None
    if asked is None and state.round:
        raise BadInput("These answers were not asked for.")
    fresh = state.labels[items] == UNASKED
    items, said = items[fresh], said[fresh]
    labels = _spread(setup, state.labels, items, said)
    machine = np.where(labels == UNASKED, state.machine, UNASKED).astype(np.int32)
    state = state.evolve(labels=labels, machine=machine)  # a copy that was asked speaks for all of its group
    if asked is None:  # labels from before the campaign: known, not paid for, not random
        return state
    chosen = asked.items[asked.random]
    random = state.random.copy()
    random[items[np.isin(items, chosen)]] = True
    offered = np.full(setup.n_items, UNASKED, np.int32)
    offered[asked.items] = asked.shown
    shown = state.shown | (np.isin(setup.first, items[said >= 0]) & (offered[setup.first] >= 0))
    spent = _paid(state, asked.purpose, offered[items], said)
    return _settled(state.evolve(random=random, shown=shown, spent=spent))


def _spread(setup: Setup, labels: Array, items: Array, said: Array) -> Array:
    """The labels with those of `items`, and of all their copies."""
    labels = labels.copy()
    labels[items] = said
    if setup.copies is not None and items.size:
        originals = setup.first[items]
        labels[originals] = said
        labels = labels[setup.first]
    return labels


def _paid(state: State, purpose: str, offered: Array, said: Array) -> Spent:
    """Who is shown a label confirms it, or refuses it and is paid a label on top."""
    spent, prices, shown = state.spent, state.setup.prices, offered >= 0
    verified = prices.verify * int(shown.sum()) + prices.label * int((offered != said)[shown].sum())
    kind = "audit" if purpose == "audit" else "label"
    more = {kind: getattr(spent, kind) + prices.label * int((~shown).sum())}
    human = spent.human_labels + said.size
    return replace(spent, human_labels=human, verify=spent.verify + verified, **more)


def _trained(state: State, event: Trained) -> State:
    if event.labeler not in missing_labelers(state):
        raise BadInput(f"No training of the labeler {event.labeler!r} was asked for.")
    event = judged(state, event)
    spent = replace(state.spent, compute=state.spent.compute + state.setup.prices.seconds(event.seconds))
    known = state.labels[event.part] >= 0
    snapshot = Snapshot(
        labeler=event.labeler,
        round=state.round,
        bought=max(int((taught(state) != UNASKED).sum()), 1),
        part=event.part[known],
        wrong=(event.part_label != state.labels[event.part])[known],
        doubt=-event.part_margin[known],
        seconds=event.seconds,
    )
    trained, history = (*state.trained, event), (*state.history, snapshot)
    return _settled(state.evolve(trained=trained, history=history, spent=spent))


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
        random[freeze.order[audit.ranks[~freeze.confirmed[audit.ranks]]]] = True
        return state.evolve(random=random, trained=(), stage="learn", round=state.round + 1)
    ranks = audit.within(np.arange(count) for count in event.counts)
    first, predicted = freeze.order[ranks], freeze.predicted[ranks]
    machine, free = state.machine.copy(), state.labels[first] == UNASKED
    machine[first[free]] = predicted[free]
    doubt = state.doubt.copy()
    doubt[first] = freeze.doubt[ranks]
    state = state.evolve(machine=machine, doubt=doubt, stage="rest", trained=())
    refused = (
        state.shown.copy()
    )  # people's labels that they gave on seeing the machine's, in no part or refused
    refused[freeze.order] = True
    refused[first] = False
    state = _withdrawn(state, state.setup.first[refused])
    return state.evolve(shown=np.zeros_like(state.shown))


def summary(state: State) -> dict[str, Any]:
    """Where the campaign stands, JSON-able: stage, spend, a row a round, the last forecast, the reason."""
    last = state.rounds[-1] if state.rounds else None
    human, machine = int((state.labels != UNASKED).sum()), int((state.machine != UNASKED).sum())
    return {
        "stage": state.stage,
        "round": state.round,
        "rounds": [{name: row[name] for name in row if name != "curve"} for row in state.rounds],
        "spent": state.spent.to_dict(),
        "all_human": len(state.setup.originals) * state.setup.prices.label,
        "forecast": last and last["forecast"],
        "curve": last["curve"] if last else [],
        "progress": {"items": state.setup.n_items, "human": human, "machine": machine},
        "labelers": list(state.alive),
        "reason": state.finished.reason if state.finished else None,
        "actual": state.spent.total if state.finished else None,
    }
