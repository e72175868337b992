"""Promises for single classes and slices: resolved, shared out, replayed, certified, forged in vain."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from test_campaign import House, same, stored
from typer.testing import CliRunner

import vermeil
from clock import ISSUED
from vermeil.cli import app
from vermeil.cli.label import errors_of
from vermeil.core.certify import certificate
from vermeil.core.certify.certificate import Certificate, seal
from vermeil.core.certify.verify import verify
from vermeil.core.errors import BadInput
from vermeil.core.model import Caps, Prices, Target
from vermeil.core.plan.campaign import Accept, Event, Freeze, State, begin, observe, outcome, to_record
from vermeil.core.plan.promises import Promise, parts, promises, shared
from vermeil.core.plan.state import Setup

CLASSES = ("a", "b", "c")


def test_one_word_promises_something_of_every_class() -> None:
    every = promises(Target(classes=0.1), CLASSES)
    assert [(one.name, one.number, one.error) for one in every] == [
        ("a", 0, 0.1),
        ("b", 1, 0.1),
        ("c", 2, 0.1),
    ]
    assert promises(Target(slices={"y": 0.2}), CLASSES, ["x", "y"]) == (Promise("slice", 1, "y", 0.2),)
    assert promises(Target(), CLASSES) == ()


@pytest.mark.parametrize(
    ("target", "slices", "words"),
    [
        ({"classes": {"d": 0.1}}, (), "no class 'd'"),
        ({"slices": {"z": 0.1}}, ("x",), "no slice 'z'"),
        ({"slices": 0.1}, (), "to which slice"),
        ({"classes": 1.5}, (), r"between 0 and 0\.5"),
        ({"classes": {"a": 0}}, (), r"between 0 and 0\.5"),
        ({"classes": 0.1, "slices": 0.1}, ("x",), "not both"),
    ],
    ids=str,
)
def test_promises_that_cannot_be_meant_are_refused(
    target: dict[str, Any], slices: tuple[str, ...], words: str
) -> None:
    with pytest.raises(BadInput, match=words):
        promises(Target(**target), CLASSES, slices)


def test_a_target_goes_through_json() -> None:
    for target in (Target(), Target(classes={"a": 0.1}), Target(slices=0.2)):
        assert Target.of(json.loads(json.dumps(target.to_dict()))) == target
    assert Target().to_dict() == {"error": 0.05, "confidence": 0.95}


@given(
    st.integers(0, 1000),
    st.lists(st.tuples(st.integers(0, 500), st.none() | st.integers(0, 300)), max_size=6),
)
def test_no_part_gets_more_errors_than_its_promise_and_all_no_more_than_there_are(
    total: int, wanted: list[tuple[int, int | None]]
) -> None:
    weights, caps = [one for one, _ in wanted], [cap for _, cap in wanted]
    given_out = shared(total, weights, caps)
    assert sum(given_out) <= total
    assert all(cap is None or own <= cap for own, cap in zip(given_out, caps, strict=True))
    if wanted and all(cap is None for cap in caps) and sum(weights):
        assert sum(given_out) > total - len(weights)  # nothing but the rounding is lost


@given(st.lists(st.integers(-2, 6)), st.sets(st.integers(0, 8)))
def test_every_item_is_in_the_part_of_its_promise_or_in_the_rest(numbers: list[int], named: set[int]) -> None:
    promised = [Promise("class", one, str(one), 0.1) for one in sorted(named)]
    found = parts(promised, np.array(numbers, int))
    for number, place in zip(numbers, found, strict=True):
        assert promised[place].number == number if number in named else place == len(promised)


def house(by: str, **setup: Any) -> House:
    """A campaign with a promise for every class, or for two of three slices."""
    slices = np.arange(900) % 3
    if by == "class":
        return House(target=Target(classes=0.1), promises=promises(Target(classes=0.1), CLASSES), **setup)
    target = Target(slices={"x": 0.08, "y": 0.15})
    return House(target=target, promises=promises(target, CLASSES, ["x", "y", "z"]), slices=slices, **setup)


@cache
def finished(by: str) -> tuple[House, State]:
    run = house(by, seed=2, prices=Prices(verify=0.01))
    return run, run.run()


@pytest.mark.parametrize("by", ["class", "slice"])
def test_a_log_with_promises_replays_to_the_same_state_bit_for_bit(by: str) -> None:
    run, end = finished(by)
    payload, arrays = run.setup.to_record()
    state = begin(Setup.from_record(json.loads(json.dumps(payload)), arrays))
    for event in run.log:
        state = observe(state, stored(event))
    assert same(state, end)


@pytest.mark.parametrize("by", ["class", "slice"])
def test_every_item_is_in_one_part_and_all_promises_are_kept(by: str) -> None:
    run, end = finished(by)
    freeze = next(event for event in run.log if isinstance(event, Freeze))
    assert np.unique(freeze.order).size == freeze.order.size
    for part in freeze.cut:
        numbers = (
            freeze.predicted[part.ranks] if by == "class" else run.setup.slices[freeze.order[part.ranks]]
        )
        place = {one.number: one for one in run.setup.promises}
        assert all(place.get(int(number)) == part.promise for number in np.unique(numbers))
    allowed = sum(part.plan.allowed for part in freeze.cut)
    assert allowed <= run.setup.target.allowed(900)
    assert sum(part.plan.delta for part in freeze.cut) <= 0.9 * run.setup.target.delta + 1e-12
    labels, given_out = outcome(end).labels, certificate.of(end, issued=ISSUED)
    assert given_out.holds
    for row in given_out.promises:
        inside = (labels if by == "class" else run.setup.slices) == row["number"]
        assert inside.sum() == row["items"]
        assert (labels != run.truth)[inside].sum() <= row["allowed"] <= row["error"] * row["items"] + 1
        assert row["name"] in given_out.words
    assert verify(json.loads(json.dumps(given_out.to_dict()))) == []
    assert Certificate.of(json.loads(json.dumps(given_out.to_dict()))).to_dict() == given_out.to_dict()


def test_a_budget_holds_with_promises_too_and_the_rows_say_what_is_left() -> None:
    for budget in (4.0, 9.0, 14.0):
        run = house("slice", seed=4, caps=Caps(money=budget))
        end = run.run()
        given_out = certificate.of(end, issued=ISSUED)
        assert end.spent.total <= budget + 0.01
        assert given_out.holds == (not given_out.unlabelled)
        for row in given_out.promises:
            inside = run.setup.slices == row["number"]
            assert row["unsure"] == (outcome(end).labels[inside] == -1).sum()
        assert verify(given_out.to_dict()) == []


def test_what_people_only_confirmed_is_vouched_for_part_by_part() -> None:
    """A machine too bad to label, but cheap to confirm: the audit is of people's labels alone."""
    run = house("slice", seed=5, prices=Prices(verify=0.002))
    run.hard[:] = np.maximum(run.hard, 0.4)
    end = run.run()
    given_out = certificate.of(end, issued=ISSUED)
    assert given_out.holds
    assert given_out.confirmed > 0
    assert verify(given_out.to_dict()) == []
    assert any(isinstance(event, Accept) and event.count for event in run.log)


FORGED = [
    (("promises", 0, "items"), 3, "Fewer items|bound of the class|does not fit"),
    (("promises", 0, "error"), 0.01, "promises by class"),
    (("promises", 0, "error_upper"), 0.0001, "stated bound"),
    (("promises", 0, "holds"), False, "vouched for"),
    (("parts", 0, "plan", "known"), 5000, "audited ranks|stated bound"),
    (("parts", 0, "plan", "error"), 0.2, "allows more errors"),
    (("parts", 0, "plan", "start"), 899, "accepted"),
    (("parts", 0, "plan", "allowed"), 900, "allowed errors"),
]


@pytest.mark.parametrize(("path", "value", "words"), FORGED, ids=lambda one: str(one)[:30])
def test_a_forged_promise_is_found_out_even_with_a_new_seal(
    path: tuple[Any, ...], value: object, words: str
) -> None:
    body = json.loads(json.dumps(certificate.of(finished("class")[1], issued=ISSUED).to_dict()))
    assert body["parts"][0]["accepted"]
    assert verify(body) == []
    inside = body
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = value
    body["seal"] = seal(body)
    assert any(any(word in one for word in words.split("|")) for one in verify(body)), verify(body)


def test_the_library_takes_names_of_classes_and_slices() -> None:
    rng = np.random.default_rng(6)
    truth = rng.integers(0, 2, 1200)
    features = rng.normal(size=(1200, 4)) + 3 * truth[:, None]
    cameras = np.array(["left", "right"])[(np.arange(1200) % 4 == 0).astype(int)]
    result = vermeil.label(
        features,
        lambda items: truth[items],
        classes=["fine", "crack"],
        slices=cameras,
        target=Target(slices={"right": 0.1}),
        labelers=["kernel"],
        progress=False,
    )
    (row,) = result.certificate.promises
    assert (row["name"], row["items"], row["holds"]) == ("right", 300, True)
    with pytest.raises(BadInput, match="one name for each"):
        vermeil.label(features, lambda items: truth[items], classes=2, slices=["x"], progress=False)


def digest(event: Event) -> str:
    """One line of a log: who is asked what, and what is frozen; not what arithmetic may round otherwise."""
    kind, _, arrays = to_record(event)
    mark = hashlib.sha256(kind.encode())
    for name in ("items", "labels", "order", "predicted", "random", "suggested"):
        if name in arrays:
            mark.update(np.ascontiguousarray(arrays[name]).astype("<i8").tobytes())
    return mark.hexdigest()[:8]


PLAIN = [  # as these campaigns went before there were promises for single classes and slices
    ({}, "e55c0ae703cd"),
    ({"seed": 5, "target": Target(error=0.02)}, "0bc123e4e698"),
    ({"seed": 7, "caps": Caps(money=9.0)}, "066a10c4910c"),
]


@pytest.mark.parametrize(("setup", "log"), PLAIN, ids=lambda one: str(one)[:20])
def test_a_campaign_without_such_promises_goes_as_it_did(setup: dict[str, Any], log: str) -> None:
    house = House(**setup)
    house.run()
    assert hashlib.sha256("".join(map(digest, house.log)).encode()).hexdigest()[:12] == log


def test_the_command_line_takes_promises_and_tells_them(tmp_path: Path) -> None:
    assert errors_of("a=0.1, b=0.25") == {"a": 0.1, "b": 0.25}
    assert errors_of("0.1") == 0.1
    assert errors_of(None) == {}
    with pytest.raises(typer.BadParameter):
        errors_of("a=much")
    file = tmp_path / "certificate.json"
    file.write_text(json.dumps(certificate.of(finished("slice")[1], issued=ISSUED).to_dict()))
    told = CliRunner().invoke(app, ["verify", str(file)])
    assert told.exit_code == 0, told.output
    assert "slice 'x' holds" in " ".join(told.output.split())
