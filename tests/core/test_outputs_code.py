"""How answers to open questions are counted: what will do, what was mended, what an audit judges."""

import numpy as np
import pytest

from questions import box, entry, question
from vermeil.core.model import Prices, Spent, Target
from vermeil.core.plan import heard
from vermeil.core.plan.campaign import begin, observe
from vermeil.core.plan.events import Ask
from vermeil.core.plan.state import Setup, State
from vermeil.core.plan.team import OPEN, rates
from vermeil.core.plan.ways import ways
from vermeil.core.tasks.code import Outputs
from vermeil.core.tasks.schema import unchanged

N = 4
SAID, NEAR, FAR, OTHER = ({"it": [box(x, 2)]} for x in (1, 2, 8, 40))
CODE = Outputs({"questions": [question("boxes")]}, 0.3, [{"value": SAID}] * N)
PRICES = Prices(label=1, verify=0.2)


def started() -> State:
    target = Target(error=0.1, confidence=0.9, tolerance=0.3)
    return begin(Setup(n_items=N, n_classes=2, closed=False, target=target, prices=PRICES, labelers=("one",)))


def shown(*items: int) -> Ask:
    some = np.array(items)
    return Ask(some, np.zeros(some.size, bool), "learn", 1, suggested=np.zeros(some.size, np.int32))


def test_sent_as_it_was_shown_is_confirmed_and_all_else_is_paid_in_full() -> None:
    state = observe(started(), ask := shown(0, 1, 2, 3))
    event = heard.answered(CODE, state, ask, {0: SAID, 1: NEAR, 2: FAR, 3: None}, {})
    assert (event.labels.tolist(), event.mended.tolist()) == ([0, 0, 1, -1], [False, True, False, False])
    state = observe(state, event)
    assert state.spent == Spent(verify=4 * 0.2 + 3, human_labels=4, people_seconds=state.spent.people_seconds)
    assert state.unvouched.tolist() == [True, True, True, False]
    assert rates(state).mended == pytest.approx((1 + 20 * OPEN.mended) / (2 + 20))


def test_who_mends_what_would_do_makes_confirming_dearer() -> None:
    careful, busy = (ways(started().setup, OPEN.__class__(mended=share))[0] for share in (0.0, 0.5))
    assert careful.price(np.array(10), np.array(0)) == pytest.approx(10 * 0.2)
    assert busy.price(np.array(10), np.array(0)) == pytest.approx(10 * 0.2 + 5)
    assert busy.price(np.array(10), np.array(10)) == careful.price(np.array(10), np.array(10))


@pytest.mark.parametrize(
    ("kept", "kind", "truth", "counts"),
    [
        (SAID, 0, NEAR, 0),
        (SAID, 0, FAR, 1),
        (FAR, 1, FAR, 1),
        (FAR, 1, SAID, 0),
        (FAR, 1, OTHER, 2),
        (NEAR, 0, OTHER, 1),
        ({"it": [box(2.5, 2)]}, 0, {"it": [box(0, 2)]}, 2),
        (SAID, 0, None, -1),
    ],
)
def test_an_audit_agrees_exactly_if_what_is_kept_will_do(
    kept: dict[str, object], kind: int, truth: dict[str, object] | None, counts: int
) -> None:
    assert CODE.again(truth, 0, kept, kind) == counts


def test_a_test_of_people_is_passed_by_whom_the_known_value_is_near() -> None:
    """What is right of items 0 to 2 is known, and is far from what is shown."""
    first = Ask(np.arange(3), np.ones(3, bool), "seed", 1)
    state = observe(started(), first)
    state = observe(state, heard.answered(CODE, state, first, dict.fromkeys(range(3), OTHER), {}))
    state = observe(state, ask := shown(0, 1, 2, 3))
    assert heard.tested(state, ask).tolist() == [0, 1, 2]
    values = {0: OTHER, 1: SAID, 2: FAR, 3: SAID}
    event = heard.answered(CODE, state, ask, values, dict.fromkeys(range(3), OTHER))
    assert event.labels.tolist() == [1, 0, 2, 0]
    state = observe(state, event)
    assert state.labels.tolist() == [1, 1, 1, 0], "a test makes no label"
    known = rates(state)
    assert known.passed == pytest.approx((1 + 20 * OPEN.passed) / (3 + 20))
    assert known.fail == pytest.approx((1 + 20 * OPEN.fail) / (2 + 20))


def test_how_sure_a_machine_was_of_a_field_need_not_come_back() -> None:
    asked = {"questions": [question("fields"), {"name": "sure", "type": "rating", "most": 5}]}
    said = {"it": {"fields": {"shop": entry("Corner") | {"confidence": 0.4}}}, "sure": 3}
    sent = {"it": {"fields": {"shop": entry("Corner")}}, "sure": 3}
    assert unchanged(sent, said, asked)
    assert not unchanged(sent | {"sure": 4}, said, asked)
    assert not unchanged({"it": {"fields": {"shop": entry("corner")}}, "sure": 3}, said, asked)
    assert not unchanged(None, said, asked)
