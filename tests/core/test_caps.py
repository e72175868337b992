"""Caps on money, hours and days: none is ever passed, and the one that binds is named."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_campaign import House, same, stored

from vermeil.core.certify import certificate
from vermeil.core.errors import BadInput
from vermeil.core.model import Caps, Prices, Team
from vermeil.core.plan import caps
from vermeil.core.plan.campaign import Ask, State, Train, begin, observe, outcome, summary
from vermeil.core.plan.state import Setup

HOUSE_TRAINS = 0.5  #: seconds that `House` says one training takes
NAMES = ("money", "people_hours", "device_hours", "days")


def use(state: State) -> dict[str, float]:
    """What a campaign used of everything that can be capped."""
    used = caps.used(state.spent)
    return {name: used.of(name, state.setup.team) for name in NAMES}


FREE = use(House(n=400).run())  # what it takes without any cap


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), st.floats(0, 1.5), max_size=4), st.integers(0, 1000))
def test_no_cap_is_ever_passed(shares: dict[str, float], seed: int) -> None:
    """Of random caps, as shares of what the campaign takes without them, in random worlds."""
    limits = Caps(**{name: share * FREE[name] for name, share in shares.items()})
    prices = Prices(verify=0.01 if seed % 2 else 0.04)
    house = House(n=400, seed=seed, caps=limits, prices=prices)
    end = house.run()
    took = use(end)
    first = caps.Use(prices.seconds(HOUSE_TRAINS), 0.0, HOUSE_TRAINS)  # cannot be known before it was made
    for name, limit in limits:
        unseen = first.of(name, end.setup.team) if end.history and len(house_trainings(house)) == 1 else 0.0
        assert took[name] <= limit + unseen + 1e-9
    labelled = outcome(end).labels >= 0
    assert certificate.of(end).holds == labelled.all()
    assert labelled.all() or "nothing is promised" in (end.finished.reason if end.finished else "")


def house_trainings(house: House) -> list[Train]:
    return [event for event in house.log if isinstance(event, Train)]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("money", "The budget of 2.00 USD is spent"),
        ("people_hours", "The 0.1 people-hours are spent"),
        ("days", "The 0.02 days of the calendar are over"),
    ],
)
def test_the_cap_that_binds_is_named(name: str, words: str) -> None:
    """Where one of them is short, and the others are not."""
    short = {"money": 2.0, "people_hours": 0.1, "days": 0.02}
    plenty = {"money": 1e3, "people_hours": 1e3, "device_hours": 1e3, "days": 1e3}
    end = House(caps=Caps(**plenty | {name: short[name]})).run()
    assert end.finished is not None
    left = int((outcome(end).labels < 0).sum())
    assert end.finished.reason == f"{words}: {left} items have no label, so nothing is promised of the whole."
    assert not certificate.of(end).holds


def test_where_computing_is_short_people_do_the_rest_and_the_certificate_holds() -> None:
    house = House(caps=Caps(device_hours=1.2 * HOUSE_TRAINS / 3600))
    end = house.run()
    assert len(house_trainings(house)) == 1
    assert certificate.of(end).holds
    none = House(caps=Caps(device_hours=0))
    assert certificate.of(none.run()).method == "people"
    assert not house_trainings(none)


def test_a_cap_on_days_counts_the_hours_that_the_team_works() -> None:
    """Twice as many people label twice as much in the same days."""
    few, many = (
        House(caps=Caps(days=0.02), team=Team(people=people)).run().spent.human_labels for people in (2, 4)
    )
    assert 1.9 < many / few < 2.1
    week = Team(people=3, hours_a_day=8, days_a_week=5)
    assert week.days(3 * 8 * 5 * 3600, 0) == pytest.approx(7)
    assert week.days(0, 86400) == pytest.approx(1)


def test_a_campaign_with_caps_replays_to_the_same_end() -> None:
    house = House(caps=Caps(people_hours=0.3, money=20.0), team=Team(people=2, label_seconds=7.0))
    end = house.run()
    payload, arrays = house.setup.to_record()
    state = begin(Setup.from_record(payload, arrays))
    for event in house.log:
        state = observe(state, stored(event))
    assert same(state, end)
    assert end.spent.people_seconds == pytest.approx(7.0 * end.spent.human_labels)
    assert summary(end)["used"] == use(end)


def test_the_forecast_has_hours_and_days_and_the_cap_that_binds_first() -> None:
    house = House(team=Team(people=2))
    seen: list[dict[str, Any]] = []

    def watch(_: State, decision: object) -> None:
        if isinstance(decision, Ask) and decision.forecast:
            seen.append(decision.forecast)

    house.run(watch)
    row = seen[0]
    time, cost = row["time"], row["forecast"]
    assert time["people_hours"]["low"] < time["people_hours"]["mid"] < time["people_hours"]["high"]
    answers = (cost["mid"] - time["device_hours"]) / 0.04  # an hour of computing costs 1
    assert time["people_hours"]["mid"] == pytest.approx(answers * 5 / 3600, rel=1e-3)
    assert time["days"]["mid"] == pytest.approx(
        house.setup.team.days(time["people_hours"]["mid"] * 3600, time["device_hours"] * 3600)
    )
    ample = {"money": 1e4, "device_hours": 1e4, "days": 1e4}
    words = caps.verdict(Caps(**ample, people_hours=0.01), cost, time)
    assert words.startswith("With these caps, people's hours bind first: about")
    assert "not everything would get a label" in words
    assert "are needed." in caps.verdict(Caps(money=1e4), cost, time)
    assert caps.verdict(Caps(), cost, time) == ""
    assert summary(begin(house.setup))["forecast"] is None


@pytest.mark.parametrize("bad", [{"money": -1.0}, {"people_hours": -0.1}, {"days": float("nan")}])
def test_a_cap_that_cannot_be_meant_is_refused(bad: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match="must be"):
        Caps(**bad)


@pytest.mark.parametrize(
    "bad", [{"people": 0}, {"hours_a_day": 25.0}, {"days_a_week": 8.0}, {"label_seconds": 0.0}]
)
def test_a_team_that_cannot_be_meant_is_refused(bad: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match="of the team must be above 0"):
        Team(**bad)
