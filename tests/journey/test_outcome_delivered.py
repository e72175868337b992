"""Whatever people said on the way, what is delivered is what the campaign ended with."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from test_worker import ITEMS, SAMPLE, Place, opened, planned, truth

from vermeil.core.certify.verify import verify
from vermeil.core.plan import campaign as engine
from vermeil.core.plan.recipe import Recipe
from vermeil.flow import certify, plan, train
from vermeil.jobs import log, setup
from vermeil.store import answers, items, labels, projects


@pytest.fixture
def place(new_sqlite: Callable[[], str], tmp_path: Path) -> Iterator[Place]:
    with opened(new_sqlite(), tmp_path, tmp_path / "features") as made:
        yield made


@pytest.mark.parametrize(
    "prices",
    [
        {"label": 0.04, "verify": 0.008},
        {"label": 0.04, "verify": 0.02, "grid": 0.004},
        {"label": 0.01, "verify": 0.004, "expert": 0.1},
    ],
    ids=["people are the reference", "on pages", "experts are"],
)
def test_a_wrong_suggestion_that_passes_never_becomes_a_label(
    place: Place, prices: dict[str, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup, "Recipe", partial(Recipe, traps=0.3))
    if "expert" in prices:
        with place.store.begin() as tx:
            projects.put_member(tx, place.project, place.user, "manager", expert=True)

    def credulous(number: int) -> int:
        """Lets every test pass, and errs now and then among people."""
        task = place.shown[-1]
        if task.kind == "gold":
            assert task.suggestion is not None
            return SAMPLE.classes.index(task.suggestion["value"]["class"])
        return (truth(number) + (not task.expert and "expert" in prices and number % 11 == 0)) % 10

    target = {"error": 0.05, "confidence": 0.9}
    ended = place.finish(place.start(prices=prices | {"device_hour": 0}, target=target), credulous)
    assert ended["state"] == "finished", ended["reason"]
    tests = [task for task in place.shown if task.kind == "gold"]
    assert tests, "nobody was tested"
    assert any(task.page is not None for task in place.shown) == ("grid" in prices)
    assert all(task.suggestion and not task.expert for task in tests)
    shown = [task for task in place.shown if task.kind == "verify"]
    runners = [{len((task.suggestion or {})["next"]) for task in some} for some in (tests, shown)]
    assert runners[0] <= runners[1], "a test can be told from a suggestion by what follows it"
    delivered, final = both(place, ended["id"])
    assert delivered == final
    with place.store.read() as tx:
        body = certify.certificate_of(tx, campaign=ended["id"])
        for task in tests:
            assert answers.of_item(tx, task.item_id)[-1].value == task.suggestion["value"]  # type: ignore[index]
            item, label = items.get(tx, task.item_id), labels.get(tx, task.item_id)
            assert item is not None
            assert label is not None
            assert label.value == {"class": SAMPLE.classes[truth(int(item.key))]}
    assert verify(body) == []
    assert body["holds"]


def test_a_plan_with_experts_counts_their_price(place: Place) -> None:
    for _ in range(220):
        assert place.answer_one(truth)
    prices = {"label": 0.04, "verify": 0.01, "expert": 0.4}
    with place.store.begin() as tx:
        order = plan.order_of({"target": {"error": 0.1, "confidence": 0.9}, "prices": prices})
        made = plan.make_plan(tx, project=place.project, user=place.user, order=order)
    done = planned(place, made["id"])
    assert done["state"] == "ready", done["sentence"]
    alone = done["all_human_cost"]  # people label, and experts audit what they say
    assert ITEMS * 0.4 > alone > 0.04
    assert f"People and experts alone: {alone:,.2f} USD" in done["sentence"]
    for point in done["curve"]:
        assert sum(point["split"].values()) == pytest.approx(point["cost"]["mid"])
        assert point["cost"]["mid"] <= ITEMS * 0.4 + point["split"]["embedding"] + 1e-9
        audit = point["split"]["audit"]  # none where experts are planned to say everything
        assert audit == 0 or 0.4 <= audit < point["cost"]["mid"]


def both(place: Place, campaign: int) -> tuple[list[Any], list[Any]]:
    """(class and source of every item as delivered, as the engine ended)."""
    with place.store.read() as tx:
        replayed = log.replay(tx, place.blobs, campaign)
        known = train.census(tx, place.project, items.last_id(tx, place.project))
        rows = {row.item_id: row for row in labels.export(tx, place.project)}
    assert replayed is not None
    final = engine.outcome(replayed.state)
    assert len(rows) == ITEMS
    names = [SAMPLE.classes[kind] for kind in final.labels]
    delivered = [(rows[one].value["class"], rows[one].state) for one in known.ids.tolist()]  # type: ignore[index]
    return delivered, list(zip(names, final.source.tolist(), strict=True))
