"""Wrong suggestions shown on purpose: wrong for every type of question, and told from what a person says."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from scipy.stats import binom

from vermeil.core.tasks.planted import LEAST, accepted, planted
from vermeil.core.tasks.schema import KINDS, check, loss, single
from vermeil.core.train import share

BOX = {"label": "dent", "x": 40, "y": 10, "w": 30, "h": 20}
RING = {"label": "dent", "points": [[0, 0], [20, 0], [20, 20]]}
SPAN = {"label": "who", "start": 4, "end": 9}
RECEIPT = {"fields": {"total": {"text": "12.50", "box": [0, 0.1, 0.1, 0.2, 0.1]}, "shop": {"text": "Mill"}}}
LINES = {"fields": {}, "lines": [{"what": {"text": "tea"}, "price": {"text": "2.00"}}]}
PAPER = {
    "fields": [{"name": "total", "kind": "amount"}, {"name": "shop"}],
    "lines": [{"name": "what"}, {"name": "price"}],
}
#: type: (the parts of a question, known answers)
WORLDS: Mapping[str, tuple[dict[str, Any], list[Any]]] = {
    "classes": ({"classes": ["cat", "dog", "cow"]}, ["cat", "dog"]),
    "pair": ({}, ["same", "different", "unclear"]),
    "boxes": ({"labels": ["dent", "rust"]}, [[BOX], [BOX, {**BOX, "x": 300}], []]),
    "polygons": (
        {"labels": ["dent"]},
        [[RING], [RING, {**RING, "label": "dent", "points": [[50, 0], [70, 0], [70, 9]]}]],
    ),
    "points": ({"labels": ["eye"]}, [[{"label": "eye", "x": 3, "y": 4}], []]),
    "segments": ({"labels": ["cough"]}, [[{"label": "cough", "start": 0.5, "end": 1.25}], []]),
    "spans": (
        {"labels": ["who", "where"], "overlap": False},
        [[SPAN], [SPAN, {**SPAN, "start": 12, "end": 13}], []],
    ),
    "relations": ({"labels": ["owns"]}, [[{"label": "owns", "from": [0, 3], "to": [4, 9]}], []]),
    "transcript": ({}, ["the cat sat on the mat", "a dog", "nothing else was said here " * 9, ""]),
    "fields": (PAPER, [RECEIPT, LINES, {"fields": {"total": {"text": "7"}}}, {"fields": {}}]),
    "number": ({"least": 0, "most": 10, "tolerance": 1}, [3, 9.5, 0]),
    "rating": ({}, [1, 5, 3]),
    "text": ({}, ["blue", "deep red"]),
    "url": ({}, ["https://a.example/x", "https://b.example"]),
    "ranking": ({"options": [f"option {n}" for n in range(9)]}, [[f"option {n}" for n in range(9)]]),
    "table": ({"columns": ["a", "b"]}, [[{"a": "1", "b": 2}, {"a": "3"}], [{"a": "1"}]]),
}


def test_every_type_of_question_is_tried() -> None:
    assert WORLDS.keys() == KINDS.keys()


@pytest.mark.parametrize("kind", WORLDS)
def test_what_is_planted_is_an_answer_and_a_wrong_one(kind: str) -> None:
    parts, known = WORLDS[kind]
    schema = single(kind, parts)
    values = [{schema["questions"][0]["name"]: one} for one in known]
    for seed in range(60):
        value = values[seed % len(values)]
        before = repr(value)
        others = [one for one in values if one is not value]
        wrong = planted(value, schema, others, np.random.default_rng(seed))
        assert wrong is not None
        assert repr(value) == before, "the known answer is left as it is"
        check(wrong, schema)
        assert loss(wrong, value, schema) > LEAST
        assert accepted(wrong, wrong, value, schema)
        assert not accepted(value, wrong, value, schema)
        assert not accepted(None, wrong, value, schema), "who could not say has let nothing pass"


def test_a_small_change_of_a_wrong_box_is_still_accepting_it() -> None:
    schema = single("boxes", {"labels": ["dent"]})
    known, shown = {"boxes": [BOX]}, {"boxes": [{**BOX, "x": 100}]}
    assert accepted({"boxes": [{**BOX, "x": 102}]}, shown, known, schema)
    assert not accepted({"boxes": [{**BOX, "x": 41}]}, shown, known, schema)
    assert not accepted({"boxes": [{**BOX, "x": 200}]}, shown, known, schema), "wrong in another way"


def test_an_answer_that_others_hang_on_is_changed_only_as_far_as_they_allow() -> None:
    where = {"name": "where", "type": "boxes", "labels": ["dent"], "when": {"class": "damaged"}}
    classes = {"name": "class", "type": "classes", "classes": ["whole", "damaged"]}
    schema = {"questions": [classes, where]}
    known = {"class": "damaged", "where": [BOX]}
    for seed in range(30):
        wrong = planted(known, schema, [{"class": "whole"}], np.random.default_rng(seed))
        assert wrong is not None
        check(wrong, schema)


def test_nothing_is_planted_where_nothing_can_be_wrong() -> None:
    schema = single("points", {"labels": ["eye"]})
    assert planted({"points": []}, schema, [], np.random.default_rng(0)) is None


@pytest.mark.parametrize("kind", ["classes", "boxes", "spans", "transcript", "fields"])
def test_it_is_counted_how_often_a_person_accepts(kind: str) -> None:
    """People who take what is shown with a known chance, and else say what is true, or err by themselves."""
    parts, known = WORLDS[kind]
    schema = single(kind, parts)
    values = [{schema["questions"][0]["name"]: one} for one in known if one]
    rng, shown = np.random.default_rng(8), 100
    for chance in (0.05, 0.3, 0.8):
        took, counted = 0, 0
        for number in range(shown):
            truth = values[number % len(values)]
            wrong, slip = (planted(truth, schema, values, rng) for _ in range(2))
            assert wrong is not None
            assert slip is not None
            takes = bool(rng.random() < chance)
            errs = bool(rng.random() < 0.1) and loss(slip, truth, schema) <= loss(slip, wrong, schema)
            said = wrong if takes else slip if errs else truth
            took += takes
            counted += accepted(said, wrong, truth, schema)
        assert counted == took


def test_the_interval_of_a_few_tests_holds_about_as_often_as_it_says() -> None:
    """The coverage of Wilson's interval, summed exactly: 94 % on the mean over all people, 86 % of any."""
    chances = np.linspace(0.05, 0.95, 37)
    for tests in (5, 20, 60):
        ends = np.array([share(one, tests) for one in range(tests + 1)])
        weights = binom.pmf(np.arange(tests + 1)[:, None], tests, chances)
        inside = (ends[:, :1] <= chances) & (chances <= ends[:, 1:])
        held = (weights * inside).sum(axis=0)
        assert held.mean() > 0.94
        assert held.min() > 0.86
