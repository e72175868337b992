"""How to decide: the guideline in words, and the items that are its examples.

An example's answer is known to everybody who reads the guideline: nobody can say it blindly any more. So only
an item with an answer of people, about which nobody is asked, becomes one; from then on nobody ever is, and
campaigns take its label as one that the reference has given.
"""

from typing import Any

from vermeil.core import guideline as rules
from vermeil.core.errors import BadInput, Conflict, NotFound
from vermeil.flow import judge, projects
from vermeil.flow.accounts import Person
from vermeil.store import Transaction, campaigns, examples, items, labels
from vermeil.store import projects as rows

View = dict[str, Any]
EXCERPT = 2_000  #: characters of a text


def show(tx: Transaction, who: Person, project: int, *, since: int | None = None) -> View:
    """The newest guideline; with what has changed `since` a version that was read.

    Whoever is being asked about an item does not see it as an example: no task tells its own answer.
    """
    projects.allow(tx, who, project, "annotator")
    found = rows.get(tx, project)
    assert found is not None
    hidden = examples.held_by(tx, project, who.id)
    shown = [
        one for one in examples.of_version(tx, project, found.guideline_version) if one.item_id not in hidden
    ]
    contents = items.get_many(tx, [one.item_id for one in shown])
    return {
        "version": found.guideline_version,
        "text": found.guideline,
        "examples": [_example(one, contents[one.item_id]) for one in shown],
        "changed": None if since is None else _changed(tx, found, since, hidden),
    }


def mark(tx: Transaction, who: Person, item: int, *, about: str | None, good: bool, why: str | None) -> View:
    """Make an item an example, with its accepted answer; the guideline has a new version then."""
    found, project = _item(tx, who, item)
    label = labels.get(tx, item)
    if found.duplicate_of is not None:
        raise Conflict(f"This item is a copy of item {found.duplicate_of}: that one can be an example.")
    if label is None or label.state != "human" or label.value is None:
        raise Conflict("Only what people have answered can be an example: this item has no answer of theirs.")
    if campaigns.live(tx, project.id) is not None:
        raise Conflict("A campaign is running, and may ask about this item: wait until it is done.")
    if examples.asked(tx, item):
        raise Conflict(
            "Somebody is being asked about this item: it can be an example once they have answered."
        )
    rules.check(label.value, project.schema, about=about, good=good)
    new = examples.New(item_id=item, value=label.value, about=about, good=good, why=why)
    if _said(examples.now(tx, item)) != _said(new):
        version = _next(tx, who, project.id)
        examples.put(tx, project.id, version, new)
        if len(examples.of_version(tx, project.id, version)) > rules.MOST:
            raise BadInput(f"A guideline has {rules.MOST} examples at most: take one out first.")
    return show(tx, who, project.id)


def unmark(tx: Transaction, who: Person, item: int) -> View:
    """Take an item out of the examples; what people have seen of it stays known."""
    _, project = _item(tx, who, item)
    if examples.now(tx, item) is not None:
        examples.end(tx, project.id, _next(tx, who, project.id), item)
    return show(tx, who, project.id)


def _item(tx: Transaction, who: Person, number: int) -> tuple[items.Item, rows.Project]:
    found = items.get(tx, number)
    if found is None:
        raise NotFound(f"There is no item {number}, or you may not see it.")
    return found, projects.opened(tx, who, found.project_id, "reviewer")


def _next(tx: Transaction, who: Person, project: int) -> int:
    """A new version of the guideline, with the text of the one before."""
    rows.edit(tx, project)  # first: two at once wait here for each other
    found = rows.get(tx, project)
    assert found is not None
    return rows.put_guideline(tx, project, found.guideline, who.id)


def _said(one: examples.Example | examples.New | None) -> object:
    return one and (one.value, one.about, one.good, one.why)


def _example(one: examples.Example, item: items.Item) -> View:
    """An example as everybody in the project may see it: none of the item's other answers, no metadata."""
    text = item.text
    return {
        "item": {
            "id": item.id,
            "media": item.media,
            "text": text if text is None or len(text) <= EXCERPT else f"{text[:EXCERPT]} …",
            "media_url": judge.media_url(item),
            "pages": item.pages,
            "width": item.width,
            "height": item.height,
        },
        "value": one.value,
        **one.told,
    }


def _changed(tx: Transaction, project: rows.Project, since: int, hidden: set[int]) -> View:
    """What is other than in version `since`; of what was taken out, no more than what it was about."""
    texts = {one.version: one.body for one in rows.guidelines(tx, project.id)}
    if since not in texts:
        raise NotFound(f"The guideline has no version {since}.")
    before, after = (
        {one.item_id: one for one in examples.of_version(tx, project.id, version)}
        for version in (since, project.guideline_version)
    )
    return {
        "text": texts[since] != project.guideline,
        "added": [i for i, one in after.items() if before.get(i) != one and i not in hidden],
        "removed": [one.told for i, one in before.items() if i not in after],
    }
