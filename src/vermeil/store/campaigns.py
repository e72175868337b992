"""Campaigns and their logs of events, which are all there is to know about them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, insert, literal, select, type_coerce, update
from sqlalchemy.exc import IntegrityError

from vermeil.core.errors import Conflict
from vermeil.store import changes, tasks
from vermeil.store.dialects import ignore
from vermeil.store.tables import Json, campaign, campaign_event
from vermeil.store.transaction import Transaction, columns

RUNNING = "running"  #: the state of a campaign until it has ended


@dataclass(frozen=True, slots=True)
class Campaign:
    """One run of a plan; `summary` is what pages show, as of the last event."""

    id: int
    project_id: int
    state: str
    config: dict[str, Any]
    summary: dict[str, Any] | None
    created_by: int
    created_ms: int
    finished_ms: int | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a campaign's log."""

    seq: int
    kind: str
    payload: dict[str, Any]
    created_ms: int


_CAMPAIGN = columns(Campaign, campaign)


def start(tx: Transaction, *, project_id: int, config: dict[str, Any], created_by: int) -> Campaign:
    """A new campaign, running; Conflict while the project has a live one."""
    new = {"project_id": project_id, "state": "running", "config": config, "created_by": created_by}
    try:
        made = tx.one(Campaign, insert(campaign).values(**new, created_ms=tx.now_ms).returning(*_CAMPAIGN))
    except IntegrityError as error:
        raise Conflict("a campaign is running in this project: wait for its end, or cancel it") from error
    assert made is not None
    changes.bump(tx, project_id)
    return made


_BY_ID = select(*_CAMPAIGN).where(campaign.c.id == bindparam("id"))
_LIVE = select(*_CAMPAIGN).where(campaign.c.project_id == bindparam("project"), campaign.c.state == RUNNING)


def get(tx: Transaction, campaign_id: int) -> Campaign | None:
    """The campaign."""
    return tx.one(Campaign, _BY_ID, {"id": campaign_id})


_CONFIG = select(campaign.c.config).where(campaign.c.id == bindparam("id"))


def config(tx: Transaction, campaign_id: int) -> dict[str, Any]:
    """What the campaign was started with, without all that pages show of it."""
    found: dict[str, Any] = tx.scalar(_CONFIG, {"id": campaign_id})
    return found


def live(tx: Transaction, project_id: int) -> Campaign | None:
    """The campaign that runs in the project now."""
    return tx.one(Campaign, _LIVE, {"project": project_id})


def of_project(tx: Transaction, project_id: int) -> list[Campaign]:
    """Every campaign of a project, newest first."""
    found = select(*_CAMPAIGN).where(campaign.c.project_id == project_id)
    return tx.all(Campaign, found.order_by(campaign.c.id.desc()))


def all_live(tx: Transaction) -> list[Campaign]:
    """Every campaign that should be going on, oldest first."""
    return tx.all(Campaign, select(*_CAMPAIGN).where(campaign.c.state == RUNNING).order_by(campaign.c.id))


def end(tx: Transaction, campaign_id: int, state: str, *, reason: str | None = None) -> bool:
    """End a campaign as finished, failed or cancelled; whether it was running. It asks nobody any more."""
    ended = update(campaign).where(campaign.c.id == campaign_id, campaign.c.state == RUNNING)
    ended = ended.values(state=state, reason=reason, finished_ms=tx.now_ms)
    project_id = tx.scalar(ended.returning(campaign.c.project_id))
    if project_id is None:
        return False
    tasks.withdraw(tx, campaign_id)
    changes.bump(tx, project_id)
    return True


def show(tx: Transaction, campaign_id: int, summary: dict[str, Any]) -> None:
    """Keep what pages show of the campaign."""
    shown = update(campaign).where(campaign.c.id == campaign_id).values(summary=summary)
    changes.bump(tx, tx.scalar(shown.returning(campaign.c.project_id)))


def append(tx: Transaction, campaign_id: int, *, seq: int, kind: str, payload: dict[str, Any]) -> None:
    """Write event number `seq` (from 0) into the log; Conflict unless it is the next one."""
    here = select(func.coalesce(func.max(campaign_event.c.seq) + 1, 0))
    here = here.where(campaign_event.c.campaign_id == campaign_id)
    fixed = [literal(campaign_id), literal(seq), literal(kind)]
    row: list[Any] = [*fixed, type_coerce(payload, Json), literal(tx.now_ms)]
    into = ["campaign_id", "seq", "kind", "payload", "created_ms"]
    following = select(*row).where(here.scalar_subquery() == seq)
    if not tx.run(ignore(tx, campaign_event).from_select(into, following)):
        raise Conflict(f"event {seq} is not the next one of campaign {campaign_id}", seq=seq)


def events(tx: Transaction, campaign_id: int, *, after: int = -1) -> Iterator[Event]:
    """The events after number `after`, in order, streamed."""
    found = select(*columns(Event, campaign_event)).where(
        campaign_event.c.campaign_id == campaign_id, campaign_event.c.seq > after
    )
    return tx.stream(Event, found.order_by(campaign_event.c.seq))


def next_seq(tx: Transaction, campaign_id: int) -> int:
    """The number that the next event will have."""
    newest = select(func.max(campaign_event.c.seq)).where(campaign_event.c.campaign_id == campaign_id)
    found = tx.scalar(newest)
    return 0 if found is None else int(found) + 1
