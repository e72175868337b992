"""Kill -9 at the worst moments: nothing acknowledged is lost, nothing is paid twice, and it ends well."""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from serving import Serving, serving, until
from sqlalchemy import text

from vermeil.client import Client
from vermeil.core.certify.verify import verify
from vermeil.core.plan import campaign as engine
from vermeil.demo.begin import PRICES, hire
from vermeil.demo.data import digits, write_pictures
from vermeil.demo.people import Crew
from vermeil.integrations.formats.images import png
from vermeil.jobs import log
from vermeil.store import Store, Transaction, campaigns, changes, jobs
from vermeil.store.blobs import Blobs

ITEMS = 400
PEOPLE = ("ada", "bo", "chen", "dina")
SAMPLE = digits(ITEMS)
ANSWER = {
    sha256(png(p)).digest(): SAMPLE.classes[k] for p, k in zip(SAMPLE.pictures, SAMPLE.truth, strict=True)
}


#: Writing a machine label takes 10 ms: pieces of it can be seen, where else all are there in a blink.
SLOW = {
    True: """CREATE TRIGGER slow AFTER INSERT ON machine_label BEGIN
        SELECT count(*) FROM (WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n LIMIT 50000)
            SELECT i FROM n); END""",
    False: """CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_sleep(0.01); RETURN NULL; END $$;
        CREATE TRIGGER slow AFTER INSERT ON machine_label FOR EACH ROW EXECUTE FUNCTION slow()""",
}


class Campaign:
    """A running campaign, looked at from outside (the database) and inside (the API)."""

    def __init__(self, server: Serving, folder: Path) -> None:
        self.server = server
        self.store = Store.open(server.database or f"sqlite:///{server.home / 'vermeil.db'}")
        with self.store.begin() as tx:
            tx.run(text(SLOW[self.store.embedded]))
        with Client.set_up(server.url, "boss", "a good password") as boss:
            self.project = boss.projects.create("digits", classes=SAMPLE.classes)
            tokens = [hire(boss, name, self.project) for name in PEOPLE]
            boss.items.add(self.project.id, write_pictures(SAMPLE, folder / "pictures"))
            target = {"error": 0.1, "confidence": 0.9}
            self.id = boss.campaigns.start(self.project.id, target=target, prices=PRICES, seed=1).id
            self.token = boss.users.token("test")
        self.client = Client(server.url, self.token, attempts=60)
        self.crew = Crew(server.url, tokens, self.project.id, lambda data: ANSWER[sha256(data).digest()], 60)

    def seen(self) -> campaigns.Campaign:
        with self.store.read() as tx:
            found = campaigns.get(tx, self.id)
        assert found is not None
        return found

    def at_work(self, lives: int) -> bool:
        """Whether a worker has the campaign in its hands, after so many that had it before."""
        with self.store.read() as tx:
            job = jobs.newest(tx, f"campaign:{self.id}")
        return job is not None and job.state == "running" and job.attempts > lives

    def ripe(self, seen: Callable[["Campaign"], bool], lives: int) -> bool:
        """Whether the moment to kill it has come, or gone."""
        return self.over() or (self.at_work(lives) and seen(self))

    def stage(self) -> str:
        return str((self.seen().summary or {}).get("stage"))

    def doing(self) -> str:
        return str((self.seen().summary or {}).get("progress", {}).get("doing"))

    def over(self) -> bool:
        return self.seen().state != campaigns.RUNNING

    def machine(self) -> int:
        with self.store.read() as tx:
            return changes.counts(tx, self.project.id).machine

    def answered_but_unused(self) -> bool:
        waiting = "SELECT count(*) FROM task WHERE campaign_id IS NOT NULL AND state <> 'done'"
        unused = "SELECT count(*) FROM task WHERE campaign_id IS NOT NULL AND used_ms IS NULL"
        with self.store.read() as tx:
            return tx.scalar(text(waiting)) == 0 < tx.scalar(text(unused))


@contextmanager
def campaign(folder: Path, database: str = "") -> Iterator[Campaign]:
    with serving(folder / "data", database) as server:
        running = Campaign(server, folder)
        running.crew.start()
        try:
            yield running
        finally:
            if server.process is not None and server.process.poll() is not None:
                server.start()  # people hang up properly
            running.crew.go_home()
            running.client.close()
            running.store.close()


Kill = Callable[[Serving], None]
#: What must be seen before the kill, and who is killed.
MOMENTS: dict[str, tuple[Callable[[Campaign], bool], Kill]] = {
    "turning pictures into numbers": (lambda c: c.doing().startswith("Reading"), Serving.kill_both),
    "people answer the first round": (lambda c: len(c.crew.acknowledged) > 20, Serving.kill_server),
    "between the last answer and its event": (Campaign.answered_but_unused, Serving.kill_both),
    "training": (lambda c: c.doing().startswith("Training"), Serving.kill_worker),
    "the audit is drawn": (lambda c: c.stage() == "audit", Serving.kill_both),
    "machine labels are written": (lambda c: c.machine() > 0, Serving.kill_both),
}
FEWER = ("training", "machine labels are written")


@pytest.mark.parametrize(("database", "moments"), [("sqlite", tuple(MOMENTS)), ("postgres", FEWER)])
def test_a_campaign_outlives_a_kill_at_every_moment(
    database: str, moments: tuple[str, ...], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue("new_postgres")() if database == "postgres" else ""
    with campaign(tmp_path, url) as running:
        for lives, name in enumerate(moments):
            seen, kill = MOMENTS[name]
            until(partial(running.ripe, seen, lives), 180, longest=0.02)
            kill(running.server)
            assert not running.over(), f"the campaign was over before: {name}"
            if running.server.process.poll() is not None:
                running.server.start()
        finish(running)


def test_a_campaign_outlives_kills_at_random_moments(tmp_path: Path) -> None:
    luck = random.Random(2)
    with campaign(tmp_path) as running:
        for _ in range(3):
            wait = time.monotonic() + luck.uniform(0.1, 2.5)
            until(lambda wait=wait: time.monotonic() > wait or running.over(), 60)
            luck.choice([Serving.kill_worker, Serving.kill_both, Serving.kill_server])(running.server)
            if running.server.process.poll() is not None:
                running.server.start()
        finish(running)


def finish(running: Campaign) -> None:
    """Let it end, and hold the books against what people were told."""
    until(running.over, 300)
    ended = running.client.campaigns.get(running.id)
    assert ended.state == "finished", ended.reason
    assert verify(running.client.campaigns.certificate(running.id)) == []
    assert (trouble := running.crew.trouble()) is None, trouble
    labels = {row["item_id"]: row for row in running.client.labels(running.project.id)}
    assert all(row["label"] is not None for row in labels.values())
    assert len(labels) == ITEMS
    running.crew.go_home()
    running.server.stop()
    with running.store.read() as tx:
        nothing_lost(tx, running, labels)
        nothing_paid_twice(tx)
        same_again(tx, running)


def nothing_lost(tx: Transaction, running: Campaign, labels: dict[int, dict[str, object]]) -> None:
    kept = {row["id"]: row["item_id"] for row in tx.rows(text("SELECT id, item_id FROM answer"))}
    for answer in running.crew.acknowledged:
        assert kept[answer["id"]] == answer["item_id"]
        assert labels[answer["item_id"]]["label"] == answer["value"]["class"]


def nothing_paid_twice(tx: Transaction) -> None:
    asked = Counter(row["item_id"] for row in tx.rows(text("SELECT item_id FROM answer")))
    assert max(asked.values()) == 1, "somebody was asked again what is known"
    people = "SELECT count(*) AS n, sum(amount_micros) AS paid FROM ledger WHERE kind IN ('label', 'audit')"
    paid = tx.row(text(people))
    assert paid is not None
    assert paid["n"] == len(asked)
    assert paid["paid"] == round(len(asked) * PRICES["label"] * 1_000_000)
    trained = tx.scalar(text("SELECT count(*) FROM campaign_event WHERE kind = 'trained'"))
    assert tx.scalar(text("SELECT count(*) FROM ledger WHERE kind = 'training'")) == trained > 0
    assert tx.scalar(text("SELECT count(*) FROM ledger WHERE kind = 'embedding'")) == 1


def same_again(tx: Transaction, running: Campaign) -> None:
    """The log gives the same state, bit for bit, whoever reads it."""
    blobs = Blobs(running.server.home / "blobs")
    one, two = (log.replay(tx, blobs, running.id) for _ in range(2))
    assert one is not None
    assert two is not None
    assert engine.summary(one.state) == engine.summary(two.state)
    np.testing.assert_array_equal(one.state.labels, two.state.labels)
    np.testing.assert_array_equal(one.state.machine, two.state.machine)
