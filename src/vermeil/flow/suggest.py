"""What people are shown beside a question: what the machine thinks of the item, or nothing."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.errors import BadInput, Conflict
from vermeil.core.ingest import suggested
from vermeil.core.plan.events import Ask
from vermeil.core.plan.state import State
from vermeil.core.tasks.code import Code, Outputs
from vermeil.core.tasks.schema import value_of
from vermeil.flow import projects
from vermeil.flow.accounts import Person
from vermeil.store import Transaction, campaigns, items, suggestions, tasks

View = dict[str, Any]


def questions(code: Code, state: State, ask: Ask, ids: NDArray[np.int64], number: int) -> list[tasks.Ask]:
    """The items of a round to be asked about, in an order that says nothing; `number` is the round's line.

    `ids` (n_items,) are the items by index. Which of them are to be confirmed, and so shown with what the
    machine thinks, is the engine's decision: it pays for that, and has every such label audited. Where the
    label is known and what is shown is wrong, it is a test of the person (`gold`), like any other to see.
    """
    rng = np.random.default_rng([state.setup.seed, number])
    judge = next((one for one in state.trained if one.labeler == ask.judge), None)

    def question(place: int) -> tasks.Ask:
        item, shown = ask.items[place], int(ask.shown[place])
        if shown < 0 or judge is None:
            return tasks.Ask(item_id=int(ids[item]))
        test = state.labels[item] >= 0 and not state.unvouched[item]
        top = judge.part_top[judge.part == item][0] if test else judge.top[item]
        own = {"confidence": round(float(top), 4), "model_version": f"{judge.labeler}-{state.round}"}
        said: dict[str, Any] = {
            "value": code.value(shown, item),
            "next": [code.names[one] for one in ask.offers[place, 1:] if one >= 0],
            **(code.about(item) if isinstance(code, Outputs) else own),
        }
        page = int(ask.pages[place]) if ask.paged[place] else None
        return tasks.Ask(
            item_id=int(ids[item]), suggestion=said, kind="gold" if test else "verify", page=page
        )

    order = rng.permutation(len(ask.items))
    if ask.pages.size:
        order = order[np.argsort(ask.pages[order], kind="stable")]  # whoever opens a page gets all of it
    return [question(int(place)) for place in order]


def put(tx: Transaction, who: Person, project: int, given: Sequence[View]) -> View:
    """Keep what a model says of items ({"item" or "key", "value", ...}); what does not fit is told.

    Conflict while a campaign runs: it judges the suggestions that there were when it began.
    """
    opened = projects.opened(tx, who, project, "manager")
    no_campaign(tx, project)
    keyed = items.by_key(tx, project, [one["key"] for one in given if "key" in one])
    named = items.get_many(tx, [one["item"] for one in given if "item" in one])
    known: dict[tuple[str, Any], int] = {("key", key): item for key, item in keyed.items()}
    known |= {("item", number): number for number, item in named.items() if item.project_id == project}
    fits, new, refused = partial(value_of, schema=opened.schema), {}, []
    for line, one in enumerate(given, 1):
        by = "item" if "item" in one else "key"
        said = {name: part for name, part in one.items() if name != by}
        try:
            new[_known(known, by, one[by])] = suggested(said, fits, "model")
        except BadInput as unfit:
            refused.append({"line": line, "key": one.get("key"), "reason": str(unfit)})
    suggestions.put(tx, project, new)
    return {"taken": len(new), "refused": refused}


def no_campaign(tx: Transaction, project: int) -> None:
    """Conflict while a campaign runs."""
    if campaigns.live(tx, project) is not None:
        raise Conflict("A campaign is running: it judges the suggestions that it began with.")


def _known(known: Mapping[tuple[str, Any], int], by: str, name: object) -> int:
    if (by, name) not in known:
        raise BadInput(f"there is no item with the {'number' if by == 'item' else 'key'} {name!r} here")
    return known[by, name]
