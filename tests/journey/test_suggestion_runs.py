"""Suggestions made by models: real backends, an endpoint over real HTTP, and people's own answers."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest

from ports import free_port
from speaking import speaking
from vermeil.core.errors import BadInput, Conflict
from vermeil.core.tasks.schema import one_of, single
from vermeil.flow import milestones, plan, runs
from vermeil.flow.accounts import Person
from vermeil.integrations.formats.images import png
from vermeil.integrations.outbound import Outbound
from vermeil.jobs.shop import Shop
from vermeil.jobs.suggest import run as steps
from vermeil.jobs.worker import Worker
from vermeil.store import Store, accounts, answers, items, jobs, projects, tasks
from vermeil.store.blobs import Blobs
from vermeil.store.tables import ledger as ledger_rows

TEXTS = ("a dog", "a cat", "the dog barks")
PETS = one_of(["cat", "dog"])
HERE = Path(__file__).parent
REAL = os.environ.get("VERMEIL_LABEL_STUDIO_PYTHON", "")


@dataclass
class Place:
    """A project with items, its manager, and a worker that may call this machine."""

    shop: Shop
    who: Person
    project: int = 0

    def fill(self, schema: Any, new: list[items.NewItem]) -> None:
        with self.shop.store.begin() as tx:
            made = projects.add(tx, name="p", schema=dict(schema), guideline="", created_by=self.who.id)
            self.project = made.id
            batch = items.begin_batch(tx, project_id=made.id, name="b", created_by=self.who.id)
            items.add(tx, project_id=made.id, batch_id=batch, new=new)

    def texts(self, schema: Any, *texts: str) -> None:
        self.fill(schema, [items.NewItem(key=one, content_hash=one, media="text", text=one) for one in texts])

    def start(self, source: str, **how: Any) -> int:
        defaults = {"batch": 2, "timeout": 5.0, "images": False, "from": source}
        with self.shop.store.begin() as tx:
            made = runs.start(tx, self.who, self.project, defaults | how, self.shop.outbound)
        return int(made["id"])

    def view(self, run: int) -> dict[str, Any]:
        with self.shop.store.read() as tx:
            return runs.show(tx, self.who, run)

    def work(self, run: int) -> dict[str, Any]:
        """A worker, until the run has ended."""
        stop = threading.Event()
        thread = threading.Thread(target=Worker(self.shop, "w", stop).run)
        thread.start()
        until = time.monotonic() + 60
        while self.view(run)["state"] == "running" and time.monotonic() < until:
            stop.wait(0.05)
        stop.set()
        thread.join()
        return self.view(run)

    def said(self) -> list[Any]:
        """What is suggested of each item, by id."""
        with self.shop.store.read() as tx:
            found = items.get_many(tx, range(1, items.last_id(tx, self.project) + 1))
            return [found[one].suggestion for one in sorted(found)]

    def answer(self, value: Callable[[str], dict[str, Any]], many: int) -> None:
        for _ in range(many):
            with self.shop.store.begin() as tx:
                task = tasks.claim(tx, project_id=self.project, worker_id=self.who.id, lease_ms=60_000)
                assert task is not None
                item = items.get(tx, task.item_id)
                assert item is not None
                new = answers.NewAnswer(
                    task_id=task.id, lease=task.lease, worker_id=self.who.id, value=value(item.key)
                )
                answers.submit(tx, new)


@pytest.fixture
def place(database: str, tmp_path: Path) -> Iterator[Place]:
    store = Store.open(database)
    with store.begin() as tx:
        user = accounts.add_user(tx, name="ada", password_hash="x", role="admin")
    shop = Shop(store, Blobs(tmp_path / "blobs"), tmp_path / "features", Outbound(private=True))
    yield Place(shop, Person(user.id, "ada", "admin"))
    store.close()


@contextmanager
def backend(python: str, script: str) -> Iterator[str]:
    """The address of a backend that runs as a process of its own."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen([python, HERE / script, str(port)], stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(200):
                try:
                    httpx.get(f"{address}/health")
                    break
                except httpx.TransportError:
                    time.sleep(0.05)
            yield address
        finally:
            process.terminate()


def test_a_backend_answers_every_question_that_is_asked(place: Place) -> None:
    spans = {"name": "where", "type": "spans", "labels": ["animal"]}
    place.texts({"questions": [*PETS["questions"], spans]}, *TEXTS)
    with backend(sys.executable, "studio_backend.py") as address:
        ended = place.work(place.start("label_studio", url=address))
    assert (ended["state"], ended["done"], ended["taken"]) == ("finished", 3, 3), ended
    about = {"confidence": 0.75, "model_version": "small-1"}
    animal = {"label": "animal"}
    assert place.said() == [
        {"value": {"class": "dog", "where": [animal | {"start": 2, "end": 5}]}} | about,
        {"value": {"class": "cat", "where": []}} | about,
        {"value": {"class": "dog", "where": [animal | {"start": 4, "end": 7}]}} | about,
    ]


def test_per_cent_are_of_the_picture_that_was_sent(place: Place) -> None:
    key = place.shop.blobs.put(png(np.zeros((60, 80), np.uint8)))
    picture = items.NewItem(key="a", content_hash=key, media="image", blob=key, width=80, height=60)
    place.fill(single("boxes", {"labels": ["dent"]}), [picture])
    with backend(sys.executable, "studio_backend.py") as address:
        assert place.work(place.start("label_studio", url=address))["taken"] == 1
    assert place.said()[0]["value"] == {"boxes": [{"label": "dent", "x": 40, "y": 0, "w": 40, "h": 60}]}


def test_what_does_not_fit_is_told_and_not_kept(place: Place) -> None:
    place.texts(one_of(["dog", "cow"]), *TEXTS)
    with backend(sys.executable, "studio_backend.py") as address:
        ended = place.work(place.start("label_studio", url=address))
    assert (ended["taken"], ended["refused"]) == (2, 1)
    [refusal] = ended["refusals"]
    assert refusal["key"] == "a cat"
    assert "'cat'" in refusal["reason"]
    assert [one and one["value"] for one in place.said()] == [{"class": "dog"}, None, {"class": "dog"}]


def test_one_item_that_a_backend_cannot_bear_does_not_end_the_run(place: Place) -> None:
    place.texts(PETS, "a dog", "poison", "a cat")
    with backend(sys.executable, "studio_backend.py") as address:
        ended = place.work(place.start("label_studio", url=address))
    assert (ended["state"], ended["taken"], ended["refused"]) == ("finished", 2, 1)
    assert "it answered 500" in ended["refusals"][0]["reason"]


@pytest.mark.skipif(not REAL, reason="VERMEIL_LABEL_STUDIO_PYTHON names no Python with label-studio-ml")
def test_a_backend_made_with_their_own_package(place: Place) -> None:
    place.texts(PETS, *TEXTS)
    with backend(REAL, "real_backend.py") as address:
        ended = place.work(place.start("label_studio", url=address))
    assert (ended["state"], ended["taken"]) == ("finished", 3), ended
    assert [one["value"]["class"] for one in place.said()] == ["dog", "cat", "dog"]


def test_a_backend_that_is_away_ends_the_run_in_words(place: Place) -> None:
    place.texts(PETS, *TEXTS)
    ended = place.work(place.start("label_studio", url=f"http://127.0.0.1:{free_port()}"))
    assert ended["state"] == "failed"
    assert "gave no answer to /health" in ended["reason"]


def test_an_address_of_this_machine_is_not_called_unless_that_is_allowed(place: Place) -> None:
    place.texts(PETS, *TEXTS)
    place.shop = replace(place.shop, outbound=Outbound())
    with pytest.raises(BadInput, match="private address"):
        place.start("label_studio", url="http://127.0.0.1:9090")
    with backend(sys.executable, "studio_backend.py") as address:
        ended = place.work(place.start("label_studio", url=address.replace("127.0.0.1", "localhost")))
    assert ended["state"] == "failed"
    assert "VERMEIL_PRIVATE_BACKENDS" in ended["reason"]


def spoken(content: str) -> tuple[str, float]:
    if "cat" in content:
        return "I would rather not say.", 0.5
    found = {"class": "dog", "where": [{"label": "animal", "text": "dog"}]}
    return f"```json\n{json.dumps(found)}\n```", 0.9


def test_a_language_model_is_paid_once_for_each_item(place: Place) -> None:
    spans = {"name": "where", "type": "spans", "labels": ["animal"]}
    place.texts({"questions": [*PETS["questions"], spans]}, *TEXTS)
    how = {"model": "small", "price": 0.01}
    with speaking(spoken) as speaker:
        place.shop = replace(
            place.shop, outbound=Outbound(private=True, llm_url=speaker.url, llm_key="secret")
        )
        with pytest.raises(BadInput, match=r"3 items at 0\.01 USD a call are 0\.03 USD"):
            place.start("llm", url=speaker.url, **how)
        ended = place.work(place.start("llm", url=speaker.url, at_most=0.03, **how))
        again = place.work(place.start("llm", url=speaker.url, at_most=0.03, **how))
    assert (ended["taken"], ended["refused"], ended["spent"]) == (2, 1, pytest.approx(0.03))
    assert (again["taken"], again["spent"], len(speaker.texts)) == (2, 0, 3)
    assert set(speaker.keys) == {"Bearer secret"}
    assert place.said()[2]["value"] == {
        "class": "dog", "where": [{"label": "animal", "start": 4, "end": 7}]
    }  # fmt: skip
    with place.shop.store.read() as tx:
        paid = tx.connection.execute(ledger_rows.select()).all()
    assert [(row.kind, row.amount_micros) for row in paid] == [("suggestion", 10_000)] * 3


def test_the_key_goes_to_its_own_endpoint_only(place: Place) -> None:
    place.texts(PETS, *TEXTS)
    with speaking(spoken) as speaker:
        place.shop = replace(
            place.shop, outbound=Outbound(private=True, llm_url="https://other.invalid/v1", llm_key="secret")
        )
        place.work(place.start("llm", url=speaker.url, model="small", price=0.0))
    assert set(speaker.keys) == {None}


def of(key: str) -> dict[str, Any]:
    return {"class": "dog" if "dog" in key else "cat"}


def test_a_few_answers_teach_a_model_that_suggests_the_rest(place: Place) -> None:
    places = ("in the garden", "at home", "on the road", "under a tree", "by the sea", "up the hill")
    words = [
        f"the {one} is {where}, day {n}" for n in range(10) for where in places for one in ("cat", "dog")
    ]
    place.texts(PETS, *words)
    place.answer(of, 8)
    with pytest.raises(BadInput, match="5 examples"):
        place.start("answers")
    place.answer(of, 22)
    ended = place.work(place.start("answers"))
    assert (ended["state"], ended["taken"]) == ("finished", 90), ended
    said = place.said()
    assert all(one is None for one in said[:30])
    assert np.mean([one["value"] == of(text) for one, text in zip(said[30:], words[30:], strict=True)]) > 0.9
    assert [one["per_class"] for one in ended["accuracy"]] == [5, 10, None]
    assert all(one["low"] <= one["mid"] <= one["high"] and one["judged"] == 30 for one in ended["accuracy"])
    place.answer(of, 1)
    more = place.work(place.start("answers"))
    assert more["accuracy"][-1]["judged"] == 30  # the last answer was given with a suggestion in view


def test_however_often_it_is_looked_one_run_starts_by_itself(place: Place) -> None:
    place.texts(PETS, *(f"the {pet}, day {n}" for n in range(10) for pet in ("cat", "dog")))
    with place.shop.store.begin() as tx:
        projects.edit(tx, place.project, expected=None, few_shot=True)
    looks: list[int | None] = []

    def look() -> None:
        with place.shop.store.begin() as tx:
            milestones.again(tx, place.project)
            looks.append(milestones.look(tx, place.project))

    place.answer(of, 9)
    look()
    place.answer(of, 1)
    look()
    look()  # one goes on
    assert looks[:1] + looks[2:] == [None, None]
    assert looks[1] is not None
    with place.shop.store.begin() as tx:
        assert [job.kind for job in jobs.live(tx)] == ["few_shot", "suggest"]
        assert runs.cancel(tx, place.who, looks[1])["by_itself"]
    look()  # there was one at so many examples
    assert looks[3] is None


def test_a_run_can_be_cancelled_and_makes_room(place: Place) -> None:
    place.texts(PETS, *TEXTS)
    run = place.start("label_studio", url="http://127.0.0.1:9")
    with pytest.raises(Conflict, match="being made already"):
        place.start("label_studio", url="http://127.0.0.1:9")
    with place.shop.store.begin() as tx:
        assert runs.cancel(tx, place.who, run)["state"] == "cancelled"
    with place.shop.store.begin() as tx, pytest.raises(Conflict):
        runs.cancel(tx, place.who, run)
    with speaking(spoken) as speaker:
        run = place.start("llm", url=speaker.url, model="m", price=0.0)
        assert place.work(run)["taken"] == 0
        assert len(speaker.texts) == 3


def test_a_campaign_that_begins_ends_the_run(place: Place) -> None:
    place.texts(PETS, *TEXTS)
    with speaking(spoken) as speaker:
        run = place.start("llm", url=speaker.url, model="m", price=0.01, at_most=1.0)
        with place.shop.store.begin() as tx:
            order = plan.order_of({})
            plan.start_campaign(tx, project=place.project, user=place.who.id, order=order)
            with pytest.raises(Conflict, match="campaign is running"):
                runs.start(tx, place.who, place.project, {"from": "answers"}, Outbound())
        ended = place.work(run)
    assert (ended["state"], ended["taken"], ended["spent"]) == ("failed", 0, pytest.approx(0.03))
    assert place.said() == [None] * 3


def test_a_worker_that_takes_over_goes_on_behind_the_last_chunk(place: Place) -> None:
    place.texts(PETS, *TEXTS)
    with backend(sys.executable, "studio_backend.py") as address:
        run = place.start("label_studio", url=address)
        with place.shop.store.begin() as tx:
            job = jobs.claim(tx, worker="lost", lease_ms=60_000)
        assert job is not None
        running = steps(place.shop, job)
        while place.view(run)["done"] < 2:
            next(running)
            time.sleep(0.01)
        running.close()
        with place.shop.store.begin() as tx:
            jobs.take_over(tx, "lost")
        ended = place.work(run)
    assert (ended["state"], ended["done"], ended["taken"]) == ("finished", 3, 3), ended
