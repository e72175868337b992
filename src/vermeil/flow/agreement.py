"""How often a project's suggestions are what people say."""

from typing import Any

from vermeil.core.tasks.agreement import agreement
from vermeil.core.tasks.schema import fits
from vermeil.flow import projects
from vermeil.flow.accounts import Person
from vermeil.store import Transaction, suggestions

View = dict[str, Any]
NEWEST = 5_000  #: items that are looked at


def view(tx: Transaction, who: Person, project: int) -> View:
    """Class by class, field by field: over blind answers, else over answers of people who saw it."""
    opened = projects.opened(tx, who, project, "manager")
    pairs: dict[bool, list[tuple[View, View]]] = {True: [], False: []}
    for suggestion, value, blind in suggestions.judged(tx, project, NEWEST):
        if fits(suggestion["value"], opened.schema) and fits(value, opened.schema):
            pairs[bool(blind)].append((suggestion["value"], dict(value)))
    over = pairs[True] or pairs[False]
    rows = agreement(over, opened.schema)
    return {
        "answers": len(over),
        "blind": bool(pairs[True]),
        "rows": [
            {
                "question": row.question,
                "name": row.name,
                "suggested": row.said,
                "said": row.true,
                "precision": row.precision,
                "recall": row.recall,
            }
            for row in rows
        ],
    }
