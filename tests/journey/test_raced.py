"""Campaigns that say who labels for the machine: a language model at its price, a network of their own."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from test_worker import SAMPLE, Place, planned

from speaking import Answer, Speaker, speaking
from vermeil.core.certify.verify import verify
from vermeil.core.tasks.schema import one_of
from vermeil.flow import certify, plan
from vermeil.integrations.labelers.llm import endpoint
from vermeil.integrations.outbound import Outbound
from vermeil.jobs import forecast, log
from vermeil.store import Store, accounts, answers, campaigns, items, jobs, labels, projects, tasks
from vermeil.store.blobs import Blobs

NAMES = ("praise", "complaint", "question")
NOTES, PRICE = 400, 0.0005
FEW = 160  #: pictures


class Desk(Place):
    """Notes whose class shows in no word, so that only somebody who can read knows it."""

    def fill(self) -> None:
        rng = np.random.default_rng(3)
        self.truth = rng.integers(len(NAMES), size=NOTES)
        self.texts = [f"note {number} {rng.integers(10**9)}" for number in range(NOTES)]
        self.place = {text: number for number, text in enumerate(self.texts)}
        self.slips = rng.random(NOTES) < 0.03
        with self.store.begin() as tx:
            self.user = accounts.add_user(tx, name="ada", password_hash="x", role="admin").id
            schema = one_of(NAMES)
            schema["questions"][0]["ask"] = "What does the writer want?"
            told = "Praise is what thanks."
            made = projects.add(tx, name="d", schema=schema, guideline=told, created_by=self.user)
            self.project = made.id
            batch = items.begin_batch(tx, project_id=made.id, name="b", created_by=self.user)
            new = [self.item(number) for number in range(NOTES)]
            items.add(tx, project_id=made.id, batch_id=batch, new=new)

    def item(self, place: int) -> items.NewItem:
        text = self.texts[place]
        return items.NewItem(key=str(place), content_hash=text, media="text", text=text)

    def answer_one(self, _: Callable[[int], int | None]) -> bool:
        with self.store.begin() as tx:
            task = tasks.claim(tx, project_id=self.project, worker_id=self.user, lease_ms=60_000)
            if task is None:
                return False
            item = items.get(tx, task.item_id)
            assert item is not None
            value = {"class": NAMES[self.truth[int(item.key)]]}
            new = answers.NewAnswer(task_id=task.id, lease=task.lease, worker_id=self.user, value=value)
            answers.submit(tx, new)
        return True

    def model(self, text: str) -> Answer:
        """What the language model says, which takes it a moment."""
        time.sleep(0.03)
        number = self.place[text]
        said = (self.truth[number] + self.slips[number]) % len(NAMES)
        return NAMES[said], 0.6 if self.slips[number] else 0.98

    def race(self, speaker: Speaker, **more: Any) -> int:
        llm = {"url": speaker.url, "model": "reader", "price": PRICE}
        return self.start(labelers=["kernel"], llm=llm | more.pop("llm", {}), **more)


@pytest.fixture
def desk(new_sqlite: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(endpoint, "FIRST_PAUSE", 0.01)
    store = Store.open(new_sqlite())
    made = Desk(store, Blobs(tmp_path / "blobs"), tmp_path / "features", outbound=Outbound(private=True))
    made.fill()
    yield made
    store.close()


def test_one_that_can_read_wins_and_is_paid_once_however_often_its_worker_dies(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with speaking(desk.model) as speaker:
        campaign = desk.race(speaker, caps={"money": 12.0})
        desk.work(lambda: len(speaker.texts) >= 10)  # killed as it is tried
        desk.work(lambda: len(speaker.texts) >= 150)  # and as it reads the rest
        assert "Asking reader about" in desk.view(campaign)["progress"]["doing"]
        ended = desk.finish(campaign)
    assert ended["state"] == "finished", ended["reason"]
    assert ended["certified"]
    assert (ended["failed"], ended["labelers"], ended["llm"]["model"]) == ({}, ["kernel"], "reader")
    assert max(Counter(speaker.texts).values()) == 1
    assert ended["spent"]["calls"] == pytest.approx(PRICE * len(speaker.texts))
    assert ended["used"]["money"] <= 12.0
    told = speaker.bodies[0]["messages"][0]["content"]
    assert "What does the writer want?" in told
    assert "Praise is what thanks." in told
    assert len({str(body["messages"][:-1]) for body in speaker.bodies}) == 1, "the prompt has changed"
    with desk.store.read() as tx:
        body = certify.certificate_of(tx, campaign=campaign)
        rows = list(labels.export(tx, desk.project))
        paid = [one.payload["paid"] for one in campaigns.events(tx, campaign) if one.kind == "trained"]
    assert verify(body) == []
    assert sum(paid) == pytest.approx(ended["spent"]["calls"])
    machine = [row for row in rows if row.provenance == "machine"]
    assert len(machine) > NOTES / 3
    monkeypatch.setattr(forecast, "PILOT", 30)
    done = a_plan(desk, speaker)
    assert all(point["split"]["calls"] == done["calls"]["sample"]["cost"] for point in done["curve"])
    assert done["curve"]


def a_plan(desk: Desk, speaker: Speaker, **more: Any) -> dict[str, Any]:
    """A plan of the same race, computed; nobody is called for it."""
    asked = len(speaker.texts)
    llm = {"url": speaker.url, "model": "reader", "price": PRICE}
    order = plan.order_of({"labelers": ["kernel"], "llm": llm} | more)
    with desk.store.begin() as tx:
        made = plan.make_plan(tx, project=desk.project, user=desk.user, order=order, outbound=desk.outbound)
    done = planned(desk, made["id"])
    assert done["state"] == "ready", done["sentence"]
    assert len(speaker.texts) == asked
    return done


def test_when_it_fails_midway_the_campaign_goes_on_and_says_why(desk: Desk) -> None:
    def tires(text: str) -> Answer:
        if len(speaker.texts) == 25:
            speaker.statuses += [401] * 100
        return desk.model(text)

    with speaking(tires) as speaker:
        cold = a_plan(desk, speaker, caps={"money": 20.0})
        alone = a_plan(desk, speaker, labelers=[])
        poor = a_plan(desk, speaker, caps={"money": 0.005})
        ended = desk.finish(desk.race(speaker, llm={"at_once": 1}))
    assert cold["calls"]["labeler"] == "reader"
    assert cold["calls"]["sample"] == {"calls": 40, "cost": pytest.approx(40 * PRICE)}
    assert NOTES / 2 < cold["calls"]["pool"]["calls"] <= NOTES - 40
    assert "reader is tried on 40 items first, for about 0.02 USD" in cold["notes"][-1]
    assert "before it was tried" in alone["sentence"]
    assert "too little" in poor["notes"][-1]
    assert ended["state"] == "finished", ended["reason"]
    assert "401" in ended["failed"]["reader"]
    assert ended["spent"]["calls"] == pytest.approx(25 * PRICE)
    with desk.store.read() as tx:
        assert all(row.value for row in labels.export(tx, desk.project))


def test_a_campaign_that_is_cancelled_calls_nobody_any_more_and_pays_what_it_has_called(desk: Desk) -> None:
    with speaking(desk.model) as speaker:
        campaign = desk.race(speaker, llm={"at_once": 2})

        def over() -> bool:
            if len(speaker.texts) >= 10 and desk.view(campaign)["state"] == "running":
                with desk.store.begin() as tx:
                    plan.cancel(tx, campaign=campaign)
            return desk.view(campaign)["state"] == "cancelled" and settled(desk, campaign)

        desk.work(over, lambda _: 0)
    assert len(speaker.texts) < 40
    assert desk.view(campaign)["spent"]["calls"] == pytest.approx(PRICE * len(speaker.texts))


def settled(desk: Desk, campaign: int) -> bool:
    with desk.store.read() as tx:
        job = jobs.newest(tx, f"campaign:{campaign}")
    return job is not None and job.state == "done"


def test_a_network_that_is_taught_on_the_images_can_race(
    new_sqlite: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("torch")
    from vermeil.integrations.labelers.finetune import network, training  # noqa: PLC0415 - needs PyTorch

    monkeypatch.setattr(network, "SIDE", 32)
    monkeypatch.setattr(training, "EPOCHS", 2)
    store = Store.open(new_sqlite())
    place = Place(store, Blobs(tmp_path / "blobs"), tmp_path / "features")
    place.fill(FEW)
    campaign = place.start(labelers=["finetuned"])

    def trained() -> list[campaigns.Event]:
        with store.read() as tx:
            return [one for one in campaigns.events(tx, campaign) if one.kind == "trained"]

    place.work(lambda: bool(trained()))
    (line,) = trained()
    _, arrays = log.read(place.blobs, line.payload)
    store.close()
    assert line.payload["labeler"] == "finetuned"
    assert (arrays["label"] == SAMPLE.truth[:FEW]).mean() > 0.4  # of ten classes, 68 of them taught it
