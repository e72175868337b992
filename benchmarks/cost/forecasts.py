"""What each round of a campaign had forecast that it would cost, read from the campaign's log.

A forecast is the total that a campaign comes to if it goes on as the engine decides. For every round is
kept what had been spent, what people would cost from there on, and the worlds of the forecast: so that what
is told of them (`core/plan/told.py`) can be learned and tested (`backtest.py`) without running any again.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from vermeil.core.plan import campaign, outlook, told
from vermeil.core.plan.events import Event, Freeze, from_record
from vermeil.core.plan.state import Setup, State

Line = tuple[str, dict[str, Any], dict[str, Any]]  #: of a campaign's log
DIGITS = 3  #: that are kept of an amount


def of(log: Sequence[Line]) -> dict[str, Any]:
    """What the campaign came to, and its rounds."""
    _, payload, arrays = log[0]
    state, rounds = campaign.begin(Setup.from_record(dict(payload), arrays)), []
    for kind, body, values in log[1:]:
        event = from_record(kind, dict(body), values)
        rounds += list(_forecast(state, event))
        state = campaign.observe(state, event)
    return {"actual": state.spent.total, "rounds": rounds}


def _forecast(state: State, event: Event) -> Iterator[dict[str, Any]]:
    """What the campaign forecast when it decided on `event`; nothing where that was no end of a round."""
    row = getattr(event, "forecast", None) or {}
    judge = next((one for one in state.trained if one.labeler == row.get("labeler")), None)
    if judge is None or "forecast" not in row or state.stage not in {"seed", "learn"}:
        return
    seen = outlook.view(state, judge)
    now = isinstance(event, Freeze) or getattr(event, "purpose", "") == "verify"
    plan = seen.now if now else seen.best
    yield {
        "round": row["round"],
        "rounds": sum(one.labeler == judge.labeler for one in state.history),
        "spent": state.spent.total,
        "most": told.most(state, plan),
        "left": [float(f"{cost:.{DIGITS}g}") for cost in plan.costs - state.spent.total],
    }
