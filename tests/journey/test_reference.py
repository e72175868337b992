"""Experts as the reference, on a real server: people err, experts do not, and both poll for tasks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from serving import Serving, serving, until
from sqlalchemy import text

from vermeil.client import ApiError, Client
from vermeil.core.certify.verify import verify
from vermeil.demo.data import digits, write_pictures
from vermeil.demo.people import Crew
from vermeil.integrations.formats.images import png
from vermeil.store import Store

ITEMS = 400
SAMPLE = digits(ITEMS)
PLACE = {sha256(png(picture)).digest(): place for place, picture in enumerate(SAMPLE.pictures)}
ERR = 0.1  #: of what people say
PRICES = {"label": 0.01, "verify": 0.004, "expert": 0.1, "device_hour": 0}
TARGET = {"error": 0.1, "confidence": 0.9}


def truth(data: bytes) -> str:
    return SAMPLE.classes[SAMPLE.truth[PLACE[sha256(data).digest()]]]


def erring(seed: int) -> Callable[[bytes], str]:
    """A person who is wrong about some items, the same ones whenever they are asked."""
    rng = np.random.default_rng(seed)
    said = (SAMPLE.truth + (rng.random(ITEMS) < ERR) * rng.integers(1, 10, ITEMS)) % 10
    return lambda data: SAMPLE.classes[said[PLACE[sha256(data).digest()]]]


@dataclass
class Hall:
    """A project with three people and one expert, all at work."""

    server: Serving
    boss: Client
    project: int
    people: list[int]
    expert: int
    crews: list[Crew]
    store: Store

    def rows(self, sql: str) -> list[dict[str, Any]]:
        with self.store.read() as tx:
            return [dict(row) for row in tx.rows(text(sql))]


@contextmanager
def opened(folder: Path) -> Iterator[Hall]:
    with serving(folder / "data") as server, Client.set_up(server.url, "boss", "a good password") as boss:
        project = boss.projects.create("digits", classes=SAMPLE.classes).id
        boss.items.add(project, write_pictures(SAMPLE, folder / "pictures"))
        users = [boss.users.add(name, "a good password", "annotator")["id"] for name in ("a", "b", "c", "x")]
        for user in users[:3]:
            boss.projects.add_member(project, user)
        tokens = [boss.users.token("test", user=user) for user in users]
        says = [*map(erring, range(3)), truth]
        crews = [Crew(server.url, [one], project, how, 60) for one, how in zip(tokens, says, strict=True)]
        store = Store.open(f"sqlite:///{server.home / 'vermeil.db'}")
        try:
            yield Hall(server, boss, project, users[:3], users[3], crews, store)
        finally:
            for crew in crews:
                crew.go_home()
            store.close()


def test_a_campaign_holds_against_its_experts_though_people_err(tmp_path: Path) -> None:
    with opened(tmp_path) as hall:
        order = {"target": TARGET, "prices": PRICES, "seed": 3}
        with pytest.raises(ApiError, match="nobody is one"):
            hall.boss.campaigns.start(hall.project, **order)
        hall.boss.projects.add_member(hall.project, hall.expert, expert=True)
        campaign = hall.boss.campaigns.start(hall.project, **order).id
        for crew in hall.crews:
            crew.start()
        for stage in ("settle", "audit"):
            until(lambda stage=stage: hall.boss.campaigns.get(campaign).stage == stage, 120)
            hall.server.kill_worker()
        until(lambda: not hall.boss.campaigns.get(campaign).live, 240)
        ended = hall.boss.campaigns.get(campaign)
        assert ended.state == "finished", ended.reason
        certified(hall, campaign)
        each_was_asked_what_is_theirs(hall)
        nothing_was_lost(hall, campaign)


def certified(hall: Hall, campaign: int) -> None:
    """What was delivered is about as right, in the experts' eyes, as the certificate says.

    How often it is as right is tested in many worlds (tests/guarantee/test_teams.py); here luck is left room.
    """
    body = hall.boss.campaigns.certificate(campaign)
    assert verify(body) == []
    assert body["holds"]
    assert "different from what experts answered" in body["words"]
    said = {row["key"]: row["label"] for row in hall.boss.labels(hall.project)}
    assert len(said) == ITEMS
    wrong = sum(name != SAMPLE.classes[SAMPLE.truth[int(key[:5])]] for key, name in said.items())
    assert wrong <= 2 * TARGET["error"] * ITEMS


def each_was_asked_what_is_theirs(hall: Hall) -> None:
    asked = hall.rows(
        "SELECT kind, expert, worker_id, item_id, blind FROM task WHERE campaign_id IS NOT NULL"
    )
    experts = [task for task in asked if task["expert"]]
    assert {task["worker_id"] for task in experts} == {hall.expert}
    assert {task["kind"] for task in experts} == {"label", "audit"}
    assert all(task["blind"] for task in experts)
    others = [task for task in asked if not task["expert"]]
    assert {task["worker_id"] for task in others} >= set(hall.people)
    assert "audit" not in {task["kind"] for task in others}
    asked_of = [(task["item_id"], task["worker_id"]) for task in others if task["kind"] != "gold"]
    assert len(asked_of) == len(set(asked_of)), "somebody was asked for a second vote of their own"


def nothing_was_lost(hall: Hall, campaign: int) -> None:
    """Every answer that somebody was told is kept has its row, and its price."""
    kept = {
        row["id"]: row
        for row in hall.rows("SELECT a.*, t.expert, t.kind FROM answer a, task t WHERE t.id = task_id")
    }
    told = [answer for crew in hall.crews for answer in crew.acknowledged]
    assert all(kept[one["id"]]["item_id"] == one["item_id"] for one in told)
    paid = {
        row["kind"]: row["paid"]
        for row in hall.rows("SELECT kind, sum(amount_micros) AS paid FROM ledger GROUP BY kind")
    }
    for kind in ("audit", "expert"):
        theirs = [
            row for row in kept.values() if row["expert"] and (row["kind"] == "audit") == (kind == "audit")
        ]
        assert paid[kind] == pytest.approx(len(theirs) * PRICES["expert"] * 1_000_000)
    used = hall.boss.campaigns.get(campaign).used["money"]
    assert used == pytest.approx(sum(paid.values()) / 1_000_000)
