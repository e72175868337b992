"""Campaigns, their logs, certificates, plans and releases."""

import pytest
from house import House

from clock import Clock
from vermeil.core.errors import Conflict
from vermeil.core.tasks.schema import one_of
from vermeil.store import Store, campaigns, certificates, plans, projects, releases
from vermeil.store.campaigns import Campaign


def start(house: House) -> Campaign:
    with house.store.begin() as tx:
        return campaigns.start(tx, project_id=house.project, config={"error": 0.05}, created_by=house.boss)


def test_one_campaign_at_a_time(house: House, clock: Clock) -> None:
    first = start(house)
    with pytest.raises(Conflict, match="running"):
        start(house)
    with house.store.begin() as tx:
        assert campaigns.live(tx, house.project) == first
        assert campaigns.end(tx, first.id, "cancelled", reason="asked to")
        assert not campaigns.end(tx, first.id, "finished")
        assert campaigns.live(tx, house.project) is None
        ended = campaigns.get(tx, first.id)
    assert ended is not None
    assert (ended.state, ended.reason, ended.finished_ms) == ("cancelled", "asked to", clock.now_ms)
    second = start(house)
    with house.store.read() as tx:
        assert [one.id for one in campaigns.of_project(tx, house.project)] == [second.id, first.id]
        assert campaigns.all_live(tx) == [second]


def test_two_projects_run_campaigns_at_once(house: House) -> None:
    start(house)
    with house.store.begin() as tx:
        other = projects.add(tx, name="Q", schema=one_of(["a", "b"]), guideline="", created_by=house.boss)
        campaigns.start(tx, project_id=other.id, config={}, created_by=house.boss)
        assert len(campaigns.all_live(tx)) == 2


def test_the_log_takes_each_event_once_and_in_order(house: House) -> None:
    campaign = start(house).id
    with house.store.begin() as tx:
        campaigns.append(tx, campaign, seq=0, kind="begun", payload={"seed": 7})
        campaigns.append(tx, campaign, seq=1, kind="asked", payload={"items": [1, 2]})
    for wrong in (0, 1, 3):
        with pytest.raises(Conflict), house.store.begin() as tx:
            campaigns.append(tx, campaign, seq=wrong, kind="again", payload={})
    with house.store.read() as tx:
        log = list(campaigns.events(tx, campaign))
        assert list(campaigns.events(tx, campaign, after=0)) == log[1:]
        assert campaigns.next_seq(tx, campaign) == 2
    assert [(event.seq, event.kind, event.payload) for event in log] == [
        (0, "begun", {"seed": 7}),
        (1, "asked", {"items": [1, 2]}),
    ]


def test_what_pages_show_is_kept(house: House) -> None:
    campaign = start(house).id
    with house.store.begin() as tx:
        campaigns.show(tx, campaign, {"stage": "learn"})
        found = campaigns.get(tx, campaign)
        assert campaigns.next_seq(tx, campaign) == 0
    assert found is not None
    assert found.summary == {"stage": "learn"}


def test_a_certificate_is_given_once(house: House) -> None:
    campaign = start(house).id
    with house.store.begin() as tx:
        assert certificates.standing(tx, campaign) is None
        assert certificates.newest(tx, house.project) is None
        made = certificates.add(tx, campaign_id=campaign, project_id=house.project, body={"holds": True})
        again = certificates.add(tx, campaign_id=campaign, project_id=house.project, body={"holds": False})
        assert made == again
        assert certificates.standing(tx, campaign) == certificates.Standing(made, holds=True)
        kept = certificates.of_campaign(tx, campaign)
        assert certificates.newest(tx, house.project) == kept
    assert kept is not None
    assert kept.body == {"holds": True}


def test_plans(house: House) -> None:
    request = {"target": {"error": 0.05}}
    with house.store.begin() as tx:
        ready = plans.add(
            tx, project_id=house.project, request=request, created_by=house.boss, body={"curve": []}
        )
        computing = plans.add(tx, project_id=house.project, request=request, created_by=house.boss)
        assert (ready.state, computing.state, computing.body) == ("ready", "computing", None)
        plans.finish(tx, computing.id, {"curve": [1]})
        done = plans.get(tx, computing.id)
        assert done is not None
        assert (done.state, done.body) == ("ready", {"curve": [1]})
        assert plans.of_project(tx, house.project) == [done, ready]


def test_releases_are_numbered(house: House, store: Store) -> None:
    with store.begin() as tx:
        made = [
            releases.add(
                tx,
                project_id=house.project,
                note=note,
                certificate_id=None,
                manifest={"items": 3},
                blob="b",
                created_by=house.boss,
            )
            for note in ("first", None)
        ]
        assert [one.version for one in made] == [1, 2]
        assert releases.get(tx, made[0].id) == made[0]
        assert releases.of_project(tx, house.project) == made[::-1]
