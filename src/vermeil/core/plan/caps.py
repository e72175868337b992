"""How far a campaign may go: caps on money, on hours of people and of machines, and on days of the calendar.

Nothing here reads a clock. An answer takes as long as the team usually takes for one, computing as long as it
was measured to take; a day of the calendar is what the team works on it, computing goes on day and night and
waits for answers, as they wait for it. So a log replays to the same hours and days on any machine.
"""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.model import DAY, HOUR, Caps, Prices, Spent, Team

if TYPE_CHECKING:
    from vermeil.core.plan.state import Setup, State

Array = NDArray[Any]
SLOWER = 1.5  #: times the last training is kept back for the next, with up to half as many labels more
FOR_CALLS = 1 / 3  #: of the money that is left: what may be paid for calls to learn how good a labeler is
TITLES = {
    "money": "money",
    "people_hours": "people's hours",
    "device_hours": "device-hours",
    "days": "calendar days",
}


@dataclass(frozen=True, slots=True)
class Use:
    """What something takes of each thing that can be capped."""

    money: float
    people_seconds: float
    device_seconds: float

    def of(self, cap: str, team: Team) -> float:
        """In the unit of that cap."""
        if cap == "days":
            return team.days(self.people_seconds, self.device_seconds)
        hours = {"people_hours": self.people_seconds / HOUR, "device_hours": self.device_seconds / HOUR}
        return hours.get(cap, self.money)

    def to_dict(self, team: Team) -> dict[str, float]:
        """JSON-able, by the names of the caps."""
        return {name: self.of(name, team) for name in TITLES}


def used(spent: Spent) -> Use:
    """What has been used so far."""
    return Use(spent.total, spent.people_seconds, spent.device_seconds)


def next_training(state: "State") -> Use:
    """What one more round of computing may take; nothing where none was measured yet, or none follows."""
    past = () if state.stage in {"rest", "done"} else state.history
    seconds = SLOWER * sum(one.seconds for one in past if one.round == past[-1].round)
    calls = sum(one.paid for one in state.trained)
    return Use(state.setup.prices.seconds(seconds) + calls, 0.0, seconds)


def for_calls(state: "State", *, whole: bool = False) -> float | None:
    """What labelers that are paid by the item may cost in the next training; None: money has no cap.

    Where they are but tried on a sample, most of it is kept for people.
    """
    if state.setup.caps.money is None:
        return None
    left = max(state.setup.caps.money - state.spent.total, 0.0)
    return left if whole else left * FOR_CALLS


def affordable(state: "State", *, shown: bool = False) -> int:
    """How many more answers the caps pay for, one more round of computing kept back.

    With `shown`: answers to suggestions, each at its dearest, all looked at in vain and then labelled.
    """
    return max(0, min([state.setup.n_items, *(room for _, room in _rooms(state, shown=shown))]))


def answers(setup: "Setup") -> int:
    """How many answers the caps pay for in all, if nothing else is paid."""
    each = Use(setup.prices.label, setup.team.seconds(1), 0.0)
    rooms = [value / each.of(name, setup.team) for name, value in setup.caps if name != "device_hours"]
    return math.floor(min([setup.n_items, *rooms]) + 1e-9)


def _rooms(state: "State", *, shown: bool = False) -> list[tuple[str, int]]:
    """(cap, answers that it still pays for) of every cap that answers count towards."""
    setup, spent, kept = state.setup, used(state.spent), next_training(state)
    looks = setup.looks if shown else 0
    price = max(setup.prices.reference, setup.prices.label + looks * setup.prices.verify)
    each = Use(price, setup.team.seconds(1, looks), 0.0)
    caps = [(name, value) for name, value in setup.caps if name != "device_hours"]
    left = {n: value - spent.of(n, setup.team) - kept.of(n, setup.team) for n, value in caps}
    return [(name, math.floor(left[name] / each.of(name, setup.team) + 1e-9)) for name, _ in caps]


def trainable(state: "State") -> bool:
    """Whether every cap leaves room for one more round of computing, half as long again as the last."""
    spent, after, team = used(state.spent), next_training(state), state.setup.team
    return all(spent.of(name, team) + after.of(name, team) <= cap + 1e-9 for name, cap in state.setup.caps)


def reached(state: "State", *, training: bool = False) -> str:
    """The cap that pays for the fewest further answers, in words: "The 12 people-hours are spent".

    With `training`: the one that leaves least for another round of computing.
    """
    spent, after, team = used(state.spent), next_training(state), state.setup.team
    rooms: list[tuple[str, float]] = [*_rooms(state)]
    if training:
        rooms = [(n, cap - spent.of(n, team) - after.of(n, team)) for n, cap in state.setup.caps]
    binds = min(rooms, key=lambda one: one[1])[0] if rooms else "device_hours"
    return said(binds, getattr(state.setup.caps, binds), state.setup.prices)


def said(cap: str, value: float, prices: Prices) -> str:
    """That a cap is reached, in words."""
    if cap == "money":
        return f"The budget of {value:,.2f} {prices.currency} is spent"
    told = {"people_hours": "people-hours are spent", "device_hours": "device-hours are spent"}
    return f"The {value:,.4g} {told.get(cap, 'days of the calendar are over')}"


def band(values: Array) -> dict[str, float]:
    """JSON-able: the middle and the 90 % interval of a sample."""
    low, high = np.quantile(values, [0.05, 0.95])
    return {"low": float(low), "mid": float(values.mean()), "high": float(high)}


def hours(team: Team, people_seconds: Array, device_seconds: float) -> dict[str, Any]:
    """The forecast of time, from (worlds,) seconds of people: their hours, those of machines, and days."""
    days = (people_seconds / team.busy + device_seconds) / DAY
    return {
        "people_hours": band(people_seconds / HOUR),
        "device_hours": device_seconds / HOUR,
        "days": band(days),
    }


def verdict(caps: Caps, cost: dict[str, float], time: dict[str, Any]) -> str:
    """Which cap binds first, in a sentence; "" where there is none. `time` is what `hours` told."""
    if not caps:
        return ""
    device = time["device_hours"]
    expected = {"money": cost, "device_hours": {"low": device, "mid": device, "high": device}}
    expected |= {"people_hours": time["people_hours"], "days": time["days"]}
    binds, cap = max(caps, key=lambda one: expected[one[0]]["mid"] / max(one[1], 1e-9))
    verb = "binds" if binds == "money" else "bind"
    needs, few = expected[binds], len(list(caps)) == 1
    first = "With this cap" if few else f"With these caps, {TITLES[binds]} {verb} first"
    words = f"{first}: about {needs['mid']:,.4g} of the {cap:,.4g} allowed are needed"
    if needs["mid"] > cap:
        short = "people would label more" if binds == "device_hours" else "not everything would get a label"
        return f"{words}, so {short}."
    return f"{words}, perhaps {needs['high']:,.4g}." if needs["high"] > cap else f"{words}."
