"""Campaigns in the hands of one worker, without a server: what people do, and what comes of it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from vermeil.core.certify.verify import verify
from vermeil.core.errors import BadInput, Conflict
from vermeil.core.model import Prices, Target
from vermeil.core.plan import campaign as engine
from vermeil.core.plan.events import Ask, Trained
from vermeil.core.plan.state import Setup
from vermeil.core.tasks.code import Classes
from vermeil.core.tasks.schema import one_of
from vermeil.demo.data import digits
from vermeil.flow import certify, plan, suggest, train
from vermeil.flow.clock import rfc3339
from vermeil.integrations.formats.images import png
from vermeil.integrations.outbound import Outbound
from vermeil.jobs import forecast, log, lots
from vermeil.jobs.shop import Shop
from vermeil.jobs.worker import Worker
from vermeil.store import (
    Store,
    accounts,
    answers,
    campaigns,
    certificates,
    changes,
    items,
    labels,
    projects,
    tasks,
)
from vermeil.store.blobs import Blobs

ITEMS = 400
SAMPLE = digits(ITEMS)
CODE = Classes(one_of(SAMPLE.classes)["questions"][0])
TARGET = {"error": 0.1, "confidence": 0.9}
Says = Callable[[int], int | None]  # a place in the sample -> the class a person sees, None: cannot say


def truth(place: int) -> int:
    return int(SAMPLE.truth[place])


@dataclass
class Place:
    """A project with items and one person, on a store of its own."""

    store: Store
    blobs: Blobs
    cache: Path
    user: int = 0
    project: int = 0
    shown: list[tasks.Task] = field(default_factory=list)
    outbound: Outbound = field(default_factory=Outbound)

    def fill(self, count: int = ITEMS) -> None:
        with self.store.begin() as tx:
            self.user = accounts.add_user(tx, name="ada", password_hash="x", role="admin").id
            schema = one_of(SAMPLE.classes)
            made = projects.add(tx, name="d", schema=schema, guideline="", created_by=self.user)
            self.project = made.id
            batch = items.begin_batch(tx, project_id=made.id, name="b", created_by=self.user)
            items.add(tx, project_id=made.id, batch_id=batch, new=[self.item(n) for n in range(count)])

    def item(self, place: int) -> items.NewItem:
        key = self.blobs.put(png(SAMPLE.pictures[place]))
        about = {"writer": "left"} if place % 3 == 0 else {}
        return items.NewItem(key=str(place), content_hash=key, media="image", blob=key, metadata=about)

    def answer_one(self, says: Says) -> bool:
        """The person answers the next task; False when there is none."""
        with self.store.begin() as tx:
            task = tasks.claim(tx, project_id=self.project, worker_id=self.user, lease_ms=60_000)
            if task is None:
                return False
            self.shown.append(task)
            item = items.get(tx, task.item_id)
            assert item is not None
            said = says(int(item.key))
            value = None if said is None else {"class": SAMPLE.classes[said]}
            new = answers.NewAnswer(task_id=task.id, lease=task.lease, worker_id=self.user, value=value)
            answers.submit(tx, new)
        return True

    def start(self, **order: Any) -> int:
        wanted = plan.order_of({"target": TARGET, "prices": {"label": 0.04}, "seed": 1} | order)
        with self.store.begin() as tx:
            how = {"project": self.project, "user": self.user, "outbound": self.outbound}
            return int(plan.start_campaign(tx, order=wanted, **how)["id"])

    def view(self, campaign: int) -> dict[str, Any]:
        with self.store.read() as tx:
            return plan.campaign_view(tx, campaign=campaign)

    def work(self, over: Callable[[], bool], says: Says = truth) -> None:
        """A worker and the person, until it is over."""
        stop = threading.Event()
        worker = Worker(Shop(self.store, self.blobs, self.cache, self.outbound), "w", stop)
        thread = threading.Thread(target=worker.run)
        thread.start()
        try:
            for _ in range(6_000):
                if over():
                    return
                if not self.answer_one(says):
                    stop.wait(0.02)
            raise AssertionError("it does not end")
        finally:
            stop.set()
            thread.join()

    def finish(self, campaign: int, says: Says = truth) -> dict[str, Any]:
        self.work(lambda: self.view(campaign)["state"] != "running", says)
        return self.view(campaign)


@pytest.fixture(scope="session")
def features(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("features")


@contextmanager
def opened(url: str, folder: Path, features: Path) -> Iterator[Place]:
    store = Store.open(url)
    made = Place(store, Blobs(folder / "blobs"), features)
    made.fill()
    yield made
    store.close()


@pytest.fixture
def place(new_sqlite: Callable[[], str], tmp_path: Path, features: Path) -> Iterator[Place]:
    with opened(new_sqlite(), tmp_path, features) as made:
        yield made


@pytest.fixture
def either(database: str, tmp_path: Path, features: Path) -> Iterator[Place]:
    """On SQLite, and on PostgreSQL."""
    with opened(database, tmp_path, features) as made:
        yield made


def test_what_people_said_before_is_used_and_not_paid_again(either: Place) -> None:
    place = either
    for _ in range(60):
        assert place.answer_one(truth)
    campaign = place.start()
    with place.store.begin() as tx, pytest.raises(Conflict):
        plan.start_campaign(tx, project=place.project, user=place.user, order=plan.order_of({}))
    ended = place.finish(campaign)
    assert ended["state"] == "finished", ended["reason"]
    with place.store.read() as tx:
        body, kept = certify.certificate_of(tx, campaign=campaign), certificates.of_campaign(tx, campaign)
        counts = changes.counts(tx, place.project)
    assert verify(body) == []
    assert kept is not None
    assert body["issued"] == rfc3339(kept.created_ms)
    assert body["holds"]
    assert ended["certified"]
    assert counts.human + counts.machine == ITEMS
    assert counts.machine > 0, (ended["reason"], ended["rounds"])
    assert len({task.item_id for task in place.shown}) == len(place.shown) == counts.human
    assert all(task.blind for task in place.shown if task.kind == "audit")


def test_people_confirm_where_that_is_cheaper_and_are_paid_for_it(place: Place) -> None:
    odd = set(np.random.default_rng(0).choice(ITEMS, ITEMS // 20, replace=False).tolist())
    order = {"prices": {"label": 0.04, "verify": 0.008, "device_hour": 0}}
    target = {"error": 0.05, "confidence": 0.9}
    ended = place.finish(place.start(**order, target=target), lambda n: (truth(n) + (n in odd)) % 10)
    assert ended["state"] == "finished", ended["reason"]
    with place.store.read() as tx:
        said = {task.id: answers.of_item(tx, task.item_id) for task in place.shown}
        lines = campaigns.events(tx, ended["id"])
        assert next(lines).kind == "setup"
        asked = [(seq, event) for seq, event in log.events(place.blobs, lines) if isinstance(event, Ask)]
        body = certify.certificate_of(tx, campaign=ended["id"])
    assert verify(body) == []
    assert body["confirmed"] > 0
    answer_of = {one.task_id: one for answered in said.values() for one in answered}
    rounds = {seq: [task for task in place.shown if task.round == seq] for seq, _ in asked}
    for of_round in rounds.values():
        ids = [task.item_id for task in of_round]
        assert ids != sorted(ids), "the order tells the kind of round"
    for task in place.shown:
        one = answer_of[task.id]
        assert (one.suggestion, one.blind) == (task.suggestion, task.blind)
        assert (task.kind in {"verify", "gold"}) == (task.suggestion is not None)
    blind = [task for seq, ask in asked if ask.purpose in {"seed", "audit"} for task in rounds[seq]]
    assert not any(task.suggestion for task in blind)
    shown = [task for task in place.shown if task.suggestion]
    right = [task.suggestion["value"] == answer_of[task.id].value for task in shown if task.suggestion]
    assert np.mean(right) > 0.3, "the suggestions are those of other items"


def test_slices_of_the_metadata_have_promises_of_their_own(place: Place) -> None:
    target = TARGET | {"slices": {"left": 0.1}}
    ended = place.finish(place.start(target=target, slice_by="writer"))
    assert ended["state"] == "finished", ended["reason"]
    assert (ended["target"]["slices"], ended["slice_by"]) == ({"left": 0.1}, "writer")
    with place.store.read() as tx:
        body = certify.certificate_of(tx, campaign=ended["id"])
    (row,) = body["promises"]
    assert verify(body) == []
    assert (row["name"], row["items"], row["holds"]) == ("left", -(-ITEMS // 3), True)
    assert row["error_upper"] <= 0.1
    assert "slice 'left'" in body["words"]


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ({"target": {"slices": {"right": 0.1}}, "slice_by": "writer"}, "no slice 'right'"),
        ({"target": {"slices": 0.1}}, "slice_by"),
        ({"slice_by": "writer"}, "slice_by"),
        ({"target": {"classes": {"ten": 0.1}}}, "no class 'ten'"),
    ],
    ids=str,
)
def test_promises_about_nothing_are_refused_at_once(place: Place, order: dict[str, Any], words: str) -> None:
    with pytest.raises(BadInput, match=words):
        place.start(**order)
    with place.store.begin() as tx, pytest.raises(BadInput, match=words):
        plan.make_plan(tx, project=place.project, user=place.user, order=plan.order_of(order))


def test_a_suggestion_is_what_the_engine_would_have_confirmed() -> None:
    setup = Setup(n_items=100, n_classes=2, target=Target(), prices=Prices(), labelers=("a", "b"))
    kind, sure = np.arange(100, dtype=np.int32) % 2, np.linspace(0, 1, 100, dtype=np.float32)
    none = np.empty(0, np.int32)
    thoughts = [
        Trained(name, 1.0, kind ^ flip, *(3 * [sure]), *(5 * [none])) for flip, name in enumerate("ab")
    ]
    state = engine.begin(setup).evolve(trained=tuple(thoughts), round=2)
    items, ids = np.arange(20, 80), np.arange(1000, 1100)
    suggested = np.where(items >= 40, kind[items] ^ 1, -1).astype(np.int32)
    ask = Ask(items, np.arange(60) < 20, "learn", 3, {"labeler": "b"}, suggested)
    code = Classes({"name": "class", "type": "classes", "classes": ["cat", "dog"]})
    questions = suggest.questions(code, state, ask, ids, 7)
    assert {one.item_id for one in questions} == set(range(1020, 1080))
    shown = {one.item_id - 1000: one.suggestion for one in questions if one.suggestion}
    assert set(shown) == set(range(40, 80)) == {q.item_id - 1000 for q in questions if q.kind == "verify"}
    for item, said in shown.items():
        value = {"class": "cat" if item % 2 else "dog"}
        sureness = {"confidence": round(float(sure[item]), 4), "model_version": "b-2"}
        assert said == {"value": value, "next": []} | sureness
    assert questions == suggest.questions(code, state, ask, ids, 7)


def test_a_budget_that_binds_is_never_passed_and_says_so(place: Place) -> None:
    ended = place.finish(place.start(caps={"money": 1.0}))
    assert ended["state"] == "finished"
    # the test's answers are free in the ledger; the engine counts them at their price
    assert "budget" in ended["reason"].lower()
    assert len(place.shown) * 0.04 <= 1.0
    assert not ended["certified"]
    with place.store.read() as tx:
        assert not certify.certificate_of(tx, campaign=ended["id"])["holds"]


def test_a_cancelled_campaign_leaves_its_labels_and_the_plain_queue(place: Place) -> None:
    campaign = place.start()
    place.work(lambda: len(place.shown) >= 20)
    with place.store.begin() as tx:
        assert plan.cancel(tx, campaign=campaign)["state"] == "cancelled"
    with place.store.begin() as tx, pytest.raises(Conflict):
        plan.cancel(tx, campaign=campaign)
    seen = {task.item_id for task in place.shown}
    assert place.answer_one(truth)
    assert place.shown[-1].campaign_id is None
    assert place.shown[-1].item_id not in seen
    with place.store.read() as tx:
        assert changes.counts(tx, place.project).human == 21


def test_items_that_nobody_can_name_end_without_a_label(place: Place) -> None:
    dark = set(np.random.default_rng(0).choice(ITEMS, 30, replace=False).tolist())
    ended = place.finish(place.start(), lambda n: None if n in dark else truth(n))
    assert ended["state"] == "finished", ended["reason"]
    with place.store.read() as tx:
        found = {row.key: row for row in labels.export(tx, place.project)}
    skipped = {str(n) for n in dark} & {key for key, row in found.items() if row.value is None}
    assert len([row for row in found.values() if row.value is None]) == len(skipped)


def test_a_plan_on_labels_that_are_there_is_a_curve(place: Place) -> None:
    for _ in range(220):
        assert place.answer_one(truth)
    with place.store.begin() as tx:
        order = plan.order_of({"target": TARGET, "caps": {"people_hours": 0.1, "money": 1e6}})
        made = plan.make_plan(tx, project=place.project, user=place.user, order=order)
    assert made["state"] == "computing"
    done = planned(place, made["id"])
    assert done["state"] == "ready"
    mids = [point["cost"]["mid"] for point in done["curve"]]
    assert mids == sorted(mids, reverse=True)
    assert "labelled by the machine" in done["sentence"]
    assert {0.01, 0.03, 0.05, 0.08, 0.1} <= {point["error_target"] for point in done["curve"]}
    for point in done["curve"]:
        assert set(point["split"]) == {"label", "verify", "audit", "training", "embedding", "calls"}
        assert sum(point["split"].values()) == pytest.approx(point["cost"]["mid"])
        assert point["cost"]["low"] <= point["cost"]["mid"] <= point["cost"]["high"]
        assert point["split"]["embedding"] > 0
        assert point["time"]["days"]["mid"] * 8 * 5 / 7 >= point["time"]["people_hours"]["mid"]
    binds, sample = done["notes"]
    assert binds.startswith("With these caps, people's hours bind first: about")
    assert "labels that this is worked out from were not drawn by lot." in sample


def planned(place: Place, number: int) -> dict[str, Any]:
    """The plan, once a worker has computed it."""

    def view() -> dict[str, Any]:
        with place.store.read() as tx:
            return plan.plan_view(tx, plan=number)

    place.work(lambda: view()["state"] != "computing")
    return view()


def test_only_the_sample_that_a_campaign_drew_by_lot_is_taken_for_one(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign = place.start()
    place.work(lambda: place.view(campaign)["stage"] not in {"prepare", "seed"})
    with place.store.begin() as tx:
        plan.cancel(tx, campaign=campaign)
    with place.store.read() as tx:
        known = train.census(tx, place.project, items.last_id(tx, place.project))
        lot = lots.drawn(tx, place.blobs, place.project, known)
        said = train.said_before(tx, place.project, known, CODE) >= 0
    assert 0 < (lot & said).sum() < said.sum()  # beside them, typical items were asked
    monkeypatch.setattr(forecast, "PILOT", 30)
    monkeypatch.setattr(forecast, "PILOT_PER_CLASS", 3)
    with place.store.begin() as tx:
        made = plan.make_plan(tx, project=place.project, user=place.user, order=plan.order_of({}))
    done = planned(place, made["id"])
    assert done["curve"]
    assert done["notes"] == []


def test_a_campaign_for_a_model_ends_with_its_exam_and_its_predictions(place: Place) -> None:
    with pytest.raises(BadInput, match="best model for what"):
        plan.order_of({"goal": "model"})
    ended = place.finish(place.start(goal="model", caps={"money": 6.0}))
    assert ended["state"] == "finished"
    assert ended["certificate_id"] is None
    assert not ended["certified"]
    model = ended["model"]
    assert 0 < model["low"] < model["accuracy"] <= model["high"] <= 1
    assert "never learned from" in ended["reason"]
    with place.store.read() as tx:
        rows = list(labels.export(tx, place.project))
    assert len(rows) == ITEMS
    machine = [row for row in rows if row.state == "machine"]
    right = [(row.value or {})["class"] == SAMPLE.classes[truth(int(row.key))] for row in machine]
    assert len(machine) > ITEMS / 2
    assert np.mean(right) > 0.7


def test_a_plan_for_a_model_is_accuracy_against_money(place: Place) -> None:
    for _ in range(220):
        assert place.answer_one(truth)
    order = plan.order_of({"goal": "model", "caps": {"money": 5.0}})
    with place.store.begin() as tx:
        made = plan.make_plan(tx, project=place.project, user=place.user, order=order)
    done = planned(place, made["id"])
    assert done["state"] == "ready"
    assert "The best model for" in done["sentence"]
    costs = [point["cost"]["mid"] for point in done["curve"]]
    mids = [point["accuracy"]["mid"] for point in done["curve"]]
    assert costs == sorted(costs)
    assert mids == sorted(mids)
    assert max(costs) <= 5.2


def test_how_long_an_answer_takes_is_measured(place: Place) -> None:
    with place.store.begin() as tx:
        assert answers.pace(tx, place.project) == (None, None)
        for seconds in range(1, 42):
            task = tasks.claim(tx, project_id=place.project, worker_id=place.user, lease_ms=60_000)
            assert task is not None
            answers.submit(
                tx,
                answers.NewAnswer(
                    task_id=task.id,
                    lease=task.lease,
                    worker_id=place.user,
                    value={"class": SAMPLE.classes[0]},
                    seconds=seconds,
                ),
            )
        order = plan.order_of({"team": {"people": 3}})
        campaign = plan.start_campaign(tx, project=place.project, user=place.user, order=order)
    assert campaign["team"]["label_seconds"] == 21
    assert campaign["team"]["verify_seconds"] == 2
    assert campaign["team"]["people"] == 3
