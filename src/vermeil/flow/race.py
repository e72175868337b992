"""Who labels for the machine in a campaign: labelers by name, and a language model at its price."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vermeil.core.errors import BadInput
from vermeil.core.plan import entrants
from vermeil.core.plan.entrants import BUILT_IN, FEW, FINETUNED, OURS, SPREADING, spreadable, usual
from vermeil.core.tasks.schema import Schema, choice, choices
from vermeil.flow import projects
from vermeil.flow.accounts import Person
from vermeil.integrations.extras import TorchMissing, check_torch
from vermeil.integrations.outbound import Outbound
from vermeil.store import Transaction, changes, items
from vermeil.store import projects as rows

if TYPE_CHECKING:
    from vermeil.integrations.labelers.llm import LLM

View = dict[str, Any]
LLM_ROW = "llm"
WORDS = {
    **BUILT_IN,
    FINETUNED: "the image network itself, taught on your images",
    LLM_ROW: "behind an endpoint, at its price",
}
OPEN = "It tells classes apart; of other questions labelers say how far a suggestion can be trusted."


def ordered(body: Mapping[str, Any]) -> View:
    """{labelers, llm} of an order; BadInput where a name is unknown or nobody is left to race."""
    names, llm = body.get("labelers"), body.get("llm")
    if names is not None and not names and llm is None:
        raise BadInput("Somebody must label for the machine: name a labeler.", about="labelers")
    for name in names or []:
        entrants.check(name)
    llm = None if llm is None else {name: value for name, value in llm.items() if value is not None}
    return {"labelers": None if names is None else list(dict.fromkeys(names)), "llm": llm}


def check(tx: Transaction, project: rows.Project, order: View, goal: str, outbound: Outbound) -> None:
    """BadInput where one that is named cannot race here, or where the language model may not be called."""
    wanted = [*(order["labelers"] or []), *([LLM_ROW] if order["llm"] else [])]
    reasons = _refusals(tx, project) if wanted else {}
    for name in wanted:
        if name in reasons:
            about = LLM_ROW if name == LLM_ROW else "labelers"
            who = "A language model" if name == LLM_ROW else f"The labeler {name!r}"
            raise BadInput(f"{who} cannot race here. {reasons[name]}", about=about)
    if order["llm"]:
        if goal == "model":
            raise BadInput("A language model is not taught: with the goal 'model' leave it out.", about="llm")
        outbound.check(order["llm"]["url"])


def terms(order: View, project: rows.Project) -> View:
    """What a campaign keeps of it: the language model is told what people are told."""
    llm = order["llm"]
    if llm is not None:
        asked = (choice(project.schema) or {}).get("ask")
        llm = {**({"question": asked} if asked else {}), "guideline": project.guideline, **llm}
    return {"labelers": order["labelers"], "llm": llm}


def names(order: Mapping[str, Any], n_items: int) -> tuple[str, ...]:
    """Of all that race for an order (labelers, llm, schema) over so many items; the language model last."""
    question = choice(order["schema"])
    ours = order["labelers"]
    if ours is None:
        ours = usual(n_items, len(choices(question))) if question else usual(n_items, 2, FEW)
    return (*ours, *([llm_of(order["llm"]).named(OURS)] if order["llm"] else []))


def llm_of(order: Mapping[str, Any], cache: Path | None = None) -> "LLM":
    """The language model of an order, its replies kept in the folder `cache`; BadInput."""
    from vermeil.integrations.labelers.llm import LLM  # noqa: PLC0415 - numpy, which few requests need

    return LLM(**order, cache=cache)


def offered(tx: Transaction, who: Person, project: int) -> list[View]:
    """All that could race in a project: their names and words, which are usual, and why others cannot."""
    projects.allow(tx, who, project, "reviewer")
    found = rows.get(tx, project)
    assert found is not None
    nothing = {**ordered({}), "schema": found.schema}
    default = names(nothing, changes.counts(tx, project).items)
    reasons = _refusals(tx, found)
    return [
        {"name": name, "words": words, "usual": name in default, "refused": reasons.get(name)}
        for name, words in WORDS.items()
    ]


def _refusals(tx: Transaction, project: rows.Project) -> dict[str, str]:
    """Why some of them cannot race in a project, by name."""
    reasons = _of_question(project.schema, changes.counts(tx, project.id).items)
    texts, images = items.all_are(tx, project.id)
    if not texts:
        reasons.setdefault(LLM_ROW, "It reads texts, and not every item is one.")
    if not images:
        reasons.setdefault(FINETUNED, "It learns from images, and not every item is one.")
    try:
        check_torch()
    except TorchMissing as missing:
        reasons.setdefault(FINETUNED, str(missing))
    return reasons


def _of_question(asked: Schema, n_items: int) -> dict[str, str]:
    question = choice(asked)
    reasons = {} if question else {LLM_ROW: OPEN, FINETUNED: OPEN}
    if not spreadable(n_items, len(choices(question)) if question else 2):
        reasons |= dict.fromkeys(SPREADING, "The graph of so many items would take too long.")
    return reasons
