"""Labels: what is accepted of every item, by whom, kept beside the answers it comes from.

There is a row for every item from its import on: the state `unlabelled`, `human`, `machine` or
`duplicate` (the label is that of the original). The newest answer of people is the label, else what a
machine said; what people said elsewhere (imported) counts where neither has said anything here, by the most
votes. Three kinds of answers are never one: to a suggestion that was known to be wrong, those that
a campaign has overruled at its end, and those before a reviewer sent the item back (nor is what a machine
said before). A later answer counts as any does. Beside it stands why the item is worth a second look.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    String,
    Update,
    and_,
    bindparam,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)

from vermeil.core.judge.doubts import doubt
from vermeil.core.tasks.kind import LONGEST
from vermeil.store import changes, tasks
from vermeil.store.dialects import add_many, among
from vermeil.store.tables import answer, campaign_event, certificate, item, label, machine_label, task
from vermeil.store.transaction import Transaction, columns


@dataclass(frozen=True, slots=True)
class Label:
    """The accepted value of an item; `value` is None while there is none."""

    item_id: int
    project_id: int
    state: str
    value: dict[str, Any] | None
    provenance: str | None
    answer_id: int | None
    answers: int  #: how many answers stand behind it
    campaign_id: int | None
    model_version: str | None
    confidence: float | None
    created_ms: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineLabel:
    """What a campaign accepted from its labeler for one item."""

    item_id: int
    value: Mapping[str, Any]
    confidence: float


@dataclass(slots=True)  # a million are made at once: frozen takes eight times as long
class Exported:
    """One line of an export."""

    item_id: int
    key: str
    media: str
    text: str | None
    blob: str | None
    width: int | None
    height: int | None
    metadata: dict[str, Any] | None
    duplicate_of: int | None
    state: str
    value: dict[str, Any] | None
    provenance: str | None
    confidence: float | None
    model_version: str | None
    answers: int
    schema_version: int | None
    guideline_version: int | None
    blind: bool | None
    origin: dict[str, Any] | None  #: of an imported answer
    note: dict[str, Any] | None
    certificate_id: int | None


_LABEL = columns(Label, label)


def get(tx: Transaction, item_id: int) -> Label | None:
    """The label row of an item; of the original, for a duplicate."""
    row = func.coalesce(item.c.duplicate_of, item.c.id)
    return tx.one(Label, select(*_LABEL).join(item, row == label.c.item_id).where(item.c.id == item_id))


def meant(tx: Transaction, item_id: int) -> dict[str, Any] | None:
    """What a campaign's labeler said of the item last: value, confidence, model_version."""
    found = tx.row(_MEANT, {"item": item_id})
    if found is None or found["value"] is None:
        return None
    return {name: found[name] for name in ("value", "confidence", "model_version")}


def of_items(tx: Transaction, item_ids: Sequence[int]) -> dict[int, Label]:
    """The label rows of these items, by item (a few thousand at most)."""
    return {
        row.item_id: row for row in tx.all(Label, select(*_LABEL).where(among(tx, label.c.item_id, item_ids)))
    }


def human(tx: Transaction, project_id: int) -> Iterator[tuple[int, dict[str, Any], bool]]:
    """(item, what people have said of it, whether they saw no suggestion), by item id."""
    found = select(label.c.item_id, label.c.value, answer.c.blind)
    found = found.join_from(label, answer, answer.c.id == label.c.answer_id).order_by(label.c.item_id)
    here = and_(label.c.project_id == project_id, label.c.state == "human")
    return ((row.item_id, row.value, row.blind) for row in tx.connection.execute(found.where(here)))


def values(tx: Transaction, project_id: int) -> Iterator[dict[str, Any]]:
    """What is said of items, each value once."""
    said = and_(label.c.project_id == project_id, label.c.value.is_not(None))
    first = select(func.min(label.c.item_id)).where(said).group_by(cast(label.c.value, String))
    yield from tx.scalars(select(label.c.value).where(label.c.item_id.in_(first)))


def class_of(value: Mapping[str, Any] | None) -> str | None:
    """What lists can be filtered by: the answer to `class`, or to the only question, if it is a name."""
    said = value or {}
    found = said.get("class") if len(said) > 1 else next(iter(said.values()), None)
    return found if isinstance(found, str) and len(found) <= LONGEST else None


TESTS = ("gold", "practice")  #: kinds of tasks that are about the person, not about the item

PROVENANCE = {"review": "review", tasks.IMPORT: "imported"}  #: by the kind of task; else human

SENT_BACK = "send_back"  #: in the note of a reviewer's answer: what was said before makes no label any more

#: Of an item: the answers that stand (their task was not handed out again since).
_STANDING = and_(
    task.c.state == "done",
    task.c.lease == answer.c.lease,
    task.c.kind.not_in(TESTS),
    task.c.overruled_ms.is_(None),
)
_SAID = (
    select(
        answer.c.id,
        answer.c.item_id,
        answer.c.value,
        answer.c.note,
        answer.c.suggestion,
        answer.c.created_ms,
        task.c.kind,
        task.c.campaign_id,
    )
    .join(task, task.c.id == answer.c.task_id)
    .where(_STANDING)
    .order_by(answer.c.id.desc())
)
_ANSWERS = _SAID.where(answer.c.item_id == bindparam("item"))
_FROM_MACHINE = ("value", "class_name", "campaign_id", "model_version", "confidence", "created_ms")
_MACHINES = (
    select(item.c.id, item.c.suggestion, *(machine_label.c[name] for name in _FROM_MACHINE))
    .outerjoin(machine_label, machine_label.c.item_id == item.c.id)
    .order_by(machine_label.c.campaign_id.desc())
)
_MEANT = _MACHINES.where(item.c.id == bindparam("item")).limit(1)
_STATE = select(label.c.state).where(label.c.item_id == bindparam("item")).with_for_update()
_REPLACE = update(label).where(label.c.item_id == bindparam("item"))
_NOTHING = dict.fromkeys(
    (
        "value",
        "class_name",
        "provenance",
        "answer_id",
        "campaign_id",
        "model_version",
        "confidence",
        "created_ms",
        "doubt",
    )
)


def settle(tx: Transaction, *, project_id: int, item_id: int) -> None:
    """Bring the label of an item in line with the answers and machine labels behind it."""
    before = tx.scalar(_STATE, {"item": item_id})
    (meant,) = tx.rows(_MEANT, {"item": item_id})
    new = _derived(tx.rows(_ANSWERS, {"item": item_id}), meant)
    tx.run(_REPLACE, {"item": item_id, **new})
    _count(tx, project_id, [before], [new["state"]])


def settle_many(tx: Transaction, *, project_id: int, item_ids: Sequence[int]) -> None:
    """The same for a chunk of items (a few thousand at most), with as many statements as for one."""
    states = select(label.c.item_id, label.c.state).where(among(tx, label.c.item_id, item_ids))
    before = dict(tx.connection.execute(states.with_for_update()).all())
    said: dict[int, list[RowMapping]] = {one: [] for one in item_ids}
    for row in tx.rows(_SAID.where(among(tx, answer.c.item_id, item_ids))):
        said[row["item_id"]].append(row)
    meant: dict[int, RowMapping] = {}
    for row in tx.rows(_MACHINES.where(among(tx, item.c.id, item_ids))):
        meant.setdefault(row["id"], row)
    new = [{"item": one, **_derived(said[one], meant[one])} for one in item_ids]
    tx.run(_REPLACE, new)
    _count(tx, project_id, list(before.values()), [one["state"] for one in new])


def _count(tx: Transaction, project_id: int, before: Sequence[str], after: Sequence[str]) -> None:
    moved = {state: after.count(state) - before.count(state) for state in ("human", "machine")}
    changes.bump(tx, project_id, **moved)


def _derived(said: Sequence[RowMapping], meant: RowMapping) -> dict[str, Any]:
    """The columns of the label row that follow from the answers, else from the machine's labels."""
    back = next((at for at, one in enumerate(said) if SENT_BACK in (one["note"] or {})), None)
    said, sent_ms = said[:back], None if back is None else said[back]["created_ms"]
    found = _NOTHING | {"answers": 0, "doubt": _doubt(said, meant)}
    valued = [one for one in said if one["value"] is not None]
    machine = meant["value"] is not None and (sent_ms is None or meant["created_ms"] > sent_ms)
    counts = counting(valued) if valued else None
    if counts is not None and not (machine and counts["kind"] == tasks.IMPORT):
        provenance = PROVENANCE.get(counts["kind"], "human")
        picked = {name: counts[name] for name in ("value", "campaign_id", "created_ms")}
        known = {"state": "human", "provenance": provenance, "answer_id": counts["id"]}
        counted = {"answers": len(valued), "class_name": class_of(counts["value"])}
        return found | picked | known | counted
    if not machine:
        return found | {"state": "unlabelled"}
    known = {"state": "machine", "provenance": "machine"}
    return found | {name: meant[name] for name in _FROM_MACHINE} | known


def counting(valued: Sequence[RowMapping]) -> RowMapping:
    """Of answers, the newest first, the one that makes the label: given here, else most said elsewhere."""
    for one in valued:
        if one["kind"] != tasks.IMPORT:
            return one
    oldest = list(reversed(valued))
    votes = [json.dumps(one["value"], sort_keys=True) for one in oldest]
    [(most, _)] = Counter(votes).most_common(1)  # of equals the first that was said
    return oldest[votes.index(most)]


def _doubt(said: Sequence[RowMapping], meant: RowMapping) -> str | None:
    """Why a reviewer should look, from the answers that stand; nothing after a reviewer has decided."""
    if not said or said[0]["kind"] == "review":
        return None
    models = [meant["value"], *((one["suggestion"] or {}).get("value") for one in (meant, said[0]))]
    values = [one["value"] for one in said if one["value"] is not None]
    return doubt(values, models, [one["note"] for one in said])


def reconsider(tx: Transaction, project_id: int, item_ids: Sequence[int]) -> None:
    """A model has said something of these items (a chunk): does it differ from what people said?"""
    people = and_(among(tx, label.c.item_id, item_ids), label.c.state == "human")
    for one in tx.scalars(select(label.c.item_id).where(people)):
        settle(tx, project_id=project_id, item_id=one)


def accept(
    tx: Transaction, *, project_id: int, campaign_id: int, model_version: str, new: Sequence[MachineLabel]
) -> int:
    """Accept the machine's label for a chunk of items (a few thousand); for how many it is the label now.

    Where people have answered, theirs stays. Accepting a chunk again changes nothing.
    """
    if not new:
        return 0
    same = {"campaign_id": campaign_id, "project_id": project_id, "model_version": model_version}
    rows = [
        {"item_id": m.item_id, "value": m.value, "class_name": class_of(m.value), "confidence": m.confidence}
        for m in new
    ]
    add_many(tx, machine_label, rows, same | {"created_ms": tx.now_ms})
    items = [m.item_id for m in new]
    chunk = among(tx, label.c.item_id, items)
    taken = {state: tx.run(_take(campaign_id, chunk, state)) for state in ("machine", "unlabelled")}
    tasks.set_plain(tx, items, wanted=False)
    reconsider(tx, project_id, items)
    changes.bump(tx, project_id, machine=taken["unlabelled"])
    return sum(taken.values())


def _take(campaign_id: int, items: ColumnElement[bool], state: str) -> Update:
    """Take over what the machine said of `items`, where the label's state is `state`."""
    meant = machine_label.c
    new = {name: meant[name] for name in _FROM_MACHINE}
    known = {"state": "machine", "provenance": "machine"}
    chunk = and_(items, label.c.state == state, meant.item_id == label.c.item_id)
    older = or_(label.c.campaign_id.is_(None), label.c.campaign_id < campaign_id)
    return update(label).where(chunk, meant.campaign_id == campaign_id, older).values(**new, **known)


def overrule(
    tx: Transaction, *, project_id: int, campaign_id: int, question: str, outcome: Mapping[int, str | None]
) -> int:
    """Let a campaign's `outcome` (a chunk: the class of each item, None: nobody could say) be the labels.

    Of questions that do not ask for a class only those are told that nobody could answer.

    Answers that it has heard and that say otherwise make no label from now on; they are kept as they are.
    How many items have another label for it. Doing it again changes nothing.
    """
    known = of_items(tx, list(outcome))
    human = {item: class_of(row.value) for item, row in known.items() if row.state == "human"}
    differ = [item for item, said in human.items() if outcome[item] is None or said != outcome[item]]
    for one in differ:
        heard = _overruled(campaign_id, one, question, outcome[one])
        tx.run(heard.values(overruled_ms=tx.now_ms))
        settle(tx, project_id=project_id, item_id=one)
    return len(differ)


def _overruled(campaign_id: int, item_id: int, question: str, name: str | None) -> Update:
    """The tasks whose answers a campaign has heard about an item, and that say something else than `name`."""
    otherwise = answer.c.value.is_not(None) if name is None else answer.c.value[question].as_string() != name
    begun = select(func.min(campaign_event.c.created_ms)).where(campaign_event.c.campaign_id == campaign_id)
    said = and_(answer.c.task_id == task.c.id, answer.c.lease == task.c.lease)
    its_own = and_(task.c.campaign_id == campaign_id, task.c.used_ms.is_not(None))
    before = answer.c.created_ms < begun.scalar_subquery()
    heard = exists(
        select(literal(1)).select_from(answer).where(said, or_(its_own, before), otherwise).correlate(task)
    )
    stands = and_(task.c.state == "done", task.c.overruled_ms.is_(None))
    return update(task).where(task.c.item_id == item_id, stands, heard)


_HOLDS = certificate.c.body["holds"].as_boolean()  # else it says why nothing is promised


ITEM = ("key", "media", "text", "blob", "width", "height", "metadata", "duplicate_of")


def export(tx: Transaction, project_id: int) -> Iterator[Exported]:
    """Every item with its label, by id, streamed; a duplicate with the label of its original."""
    own = label.alias("own")
    made = columns(
        Exported,
        label,
        **{
            name: item.c[name]
            for name in ("key", "media", "text", "blob", "width", "height", "metadata", "duplicate_of")
        },
        **{
            name: answer.c[name]
            for name in ("schema_version", "guideline_version", "blind", "origin", "note")
        },
        item_id=item.c.id,
        state=own.c.state,
        certificate_id=certificate.c.id,
    )
    found = (
        select(*made)
        .select_from(own)
        .join(item, item.c.id == own.c.item_id)
        .join(label, label.c.item_id == func.coalesce(item.c.duplicate_of, item.c.id))
        .outerjoin(answer, answer.c.id == label.c.answer_id)
        .outerjoin(certificate, and_(certificate.c.campaign_id == label.c.campaign_id, _HOLDS))
    )
    return tx.stream(Exported, found.where(own.c.project_id == project_id).order_by(own.c.item_id))


def rebuild(tx: Transaction, project_id: int, *, after: int = 0, limit: int = 1000) -> int | None:
    """Derive a chunk of labels from the ledger anew; where the next one starts, None at the end.

    The end also counts the project anew.
    """
    here = and_(label.c.project_id == project_id, label.c.state != "duplicate", label.c.item_id > after)
    chunk = tx.scalars(select(label.c.item_id).where(here).order_by(label.c.item_id).limit(limit))
    for one in chunk:
        settle(tx, project_id=project_id, item_id=one)
    if len(chunk) == limit:
        return int(chunk[-1])
    found = select(label.c.state, func.count()).where(label.c.project_id == project_id)
    by_state: dict[str, int] = dict(tx.connection.execute(found.group_by(label.c.state)).all())
    changes.recount(
        tx,
        project_id,
        changes.Counts(
            items=sum(by_state.values()),
            duplicates=by_state.get("duplicate", 0),
            human=by_state.get("human", 0),
            machine=by_state.get("machine", 0),
        ),
    )
    return None
