"""Every type of question: what is an answer, how wrong one is against another, one answer out of several."""

import json
import subprocess
import sys
from typing import Any

import jsonschema_rs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions import EXAMPLES, Json, box, entry, question, span
from vermeil.core.errors import BadInput
from vermeil.core.tasks import fields, shapes, transcript
from vermeil.core.tasks.editor import OWN, json_schema
from vermeil.core.tasks.schema import KINDS, asked, check, loss, merge, ready


def lost(kind: str, said: Any, true: Any, **more: Any) -> float:
    return KINDS[kind].loss(said, true, question(kind, **more))


def merged(kind: str, *values: Any, **more: Any) -> Any:
    return KINDS[kind].merge(values, question(kind, **more))


def test_there_are_examples_of_every_type() -> None:
    assert set(EXAMPLES) == set(KINDS) == set(OWN)


def test_an_editor_can_check_a_schema_by_its_json_schema() -> None:
    fits = jsonschema_rs.validator_for(json_schema()).is_valid
    for kind in KINDS:
        whole = {"questions": [question(kind, ask="What is it?", optional=True)]}
        ready(whole)
        assert fits(whole), kind
        for wrong in (question(kind, colour="red"), question(kind) | {"type": "smell"}, {"type": kind}):
            assert not fits({"questions": [wrong]})
            with pytest.raises(BadInput):
                ready({"questions": [wrong]})
        needed = {key: value for key, value in question(kind).items() if key not in OWN[kind][0]}
        assert fits({"questions": [needed]}) == (not OWN[kind][0])
    assert fits(SCHEMA)
    assert not fits({"questions": []})


@pytest.mark.parametrize("kind", KINDS)
def test_answers_are_known_from_what_is_none(kind: str) -> None:
    asks, good, bad = question(kind), *EXAMPLES[kind][1:]
    KINDS[kind].ready(asks)
    for value in good:
        KINDS[kind].check(json.loads(json.dumps(value)), asks)
    for value in bad:
        with pytest.raises(BadInput, match=r"\w+ .*\."):
            KINDS[kind].check(value, asks)


@pytest.mark.parametrize("kind", KINDS)
def test_a_loss_lies_between_0_and_1_and_is_0_where_nothing_differs(kind: str) -> None:
    values = EXAMPLES[kind][1]
    for said in values:
        assert lost(kind, said, said) == 0
        for true in values:
            assert 0 <= lost(kind, said, true) <= 1
            assert lost(kind, said, true) == pytest.approx(lost(kind, true, said))
            assert (lost(kind, said, true) == 0) == (said == true)


@pytest.mark.parametrize("kind", KINDS)
def test_what_all_say_and_what_most_say_is_the_one_answer(kind: str) -> None:
    first, other = EXAMPLES[kind][1][:2]
    for values in ([first], [first] * 3, [first, other, first], [other, first, first]):
        assert lost(kind, merged(kind, *values), first) == 0


@pytest.mark.parametrize(
    ("kind", "question", "words"),
    [
        ("classes", {"classes": []}, "list of names"),
        ("classes", {"classes": ["x", "x"]}, "twice"),
        ("classes", {"classes": ["x", "y"], "parents": {"x": "y", "y": "x"}}, "circle"),
        ("boxes", {"labels": ["a"], "iou": 2}, "between 0 and 1"),
        ("points", {"labels": ["a"], "radius": 0}, "above 0"),
        ("transcript", {"unit": "letters"}, "words, characters"),
        ("number", {"least": 3, "most": 1}, "below"),
        ("rating", {"most": 2.5}, "whole"),
        ("fields", {}, "needs `fields`"),
        ("fields", {"fields": [{"name": "x", "kind": "colour"}]}, "kind of field"),
        ("fields", {"fields": [{"name": "x"}], "checks": [{"luhn": "y"}]}, "field of this question"),
        ("fields", {"fields": [{"name": "x"}], "checks": [{"odd": "x"}]}, "A check is"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(kind: str, question: Json, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        ready({"questions": [{"name": "it", "type": kind} | question]})


# Classes


def test_of_several_classes_those_named_by_both_count() -> None:
    assert lost("classes", ["x", "y"], ["y", "z"], multiple=True) == pytest.approx(2 / 3)
    assert lost("classes", [], [], multiple=True) == 0
    assert merged("classes", ["x", "y"], ["y"], ["z", "y", "x"], multiple=True) == ["x", "y"]


def test_in_a_tree_what_shares_more_of_the_way_is_less_wrong() -> None:
    tree: Json = {
        "classes": ["animal", "dog", "cat", "poodle", "plant"],
        "parents": {"dog": "animal", "cat": "animal", "poodle": "dog"},
    }
    apart = [lost("classes", said, "poodle", **tree) for said in ("poodle", "dog", "animal", "cat", "plant")]
    assert apart == sorted(apart)
    assert apart == pytest.approx([0, 0.2, 0.5, 0.6, 1])


# Regions


@given(st.integers(0, 2**32 - 1))
def test_the_area_that_two_polygons_share_is_that_of_many_points(seed: int) -> None:
    rng = np.random.default_rng(seed)
    one, other = (star(rng) for _ in range(2))
    points = rng.uniform(-1.3, 1.3, (20_000, 2))
    share = (inside(one, points) & inside(other, points)).mean() * 2.6**2
    assert shapes.overlap(one, other) == pytest.approx(share, abs=0.1)
    assert shapes.overlap(one, one) == pytest.approx(inside(one, points).mean() * 2.6**2, abs=0.1)
    assert shapes.iou(one, other) == pytest.approx(shapes.iou(other, one))


def star(rng: np.random.Generator) -> Any:
    """A polygon, seldom convex, whose sides often cross."""
    turns = rng.permutation(rng.uniform(0, 2 * np.pi, rng.integers(3, 9)))
    far = rng.uniform(0.2, 1.2, turns.size)
    return np.column_stack([far * np.cos(turns), far * np.sin(turns)])


def inside(polygon: Any, points: Any) -> Any:
    """By the parity of the sides to the right of each point."""
    found = np.zeros(len(points), bool)
    for (x, y), (to, up) in zip(polygon, np.roll(polygon, -1, axis=0), strict=True):
        between = (points[:, 1] < y) != (points[:, 1] < up)
        found ^= between & (points[:, 0] < x + (points[:, 1] - y) * (to - x) / ((up - y) or 1))
    return found


def test_boxes_are_matched_so_that_they_fit_best_and_by_label() -> None:
    assert lost("boxes", [box(0, 0)], [box(0, 0, label="b")]) == 1
    assert lost("boxes", [box(0, 0), box(20, 0)], [box(20, 0), box(0, 0)]) == 0
    assert lost("boxes", [box(0, 0)], [box(0, 0), box(50, 50)]) == pytest.approx(1 / 3)
    assert lost("boxes", [box(0, 0)], [box(0, 2)]) == pytest.approx(1 - 8 / 12)
    assert lost("boxes", [box(0, 0)], [box(0, 5)]) == 1  # a third is shared: it is another thing
    assert lost("boxes", [box(0, 0)], [box(0, 5)], iou=0.3) == pytest.approx(2 / 3)


def test_a_box_turned_by_a_right_angle_covers_what_the_plain_one_does() -> None:
    assert lost("boxes", [box(10, 0, 10, 20, rotation=90)], [box(-10, 0, 20, 10)]) == pytest.approx(0)


@given(st.tuples(*[st.floats(-20, 20)] * 4), st.tuples(*[st.floats(0.1, 30)] * 4))
def test_upright_boxes_share_what_polygons_of_their_corners_do(
    at: tuple[float, ...], size: tuple[float, ...]
) -> None:
    one, other = box(*at[:2], *size[:2]), box(*at[2:], *size[2:])
    full = one | {"rotation": 360}
    loose = {"iou": 0.0}
    assert lost("boxes", [one], [other], **loose) == pytest.approx(lost("boxes", [full], [other], **loose))


def test_of_boxes_the_median_counts_and_what_most_do_not_see_does_not() -> None:
    answers = [[box(0, 0), box(50, 0)], [box(1, 0)], [box(3, 0), box(51, 0, label="b")]]
    assert merged("boxes", *answers) == [box(1, 0)]


def test_points_fit_by_their_distance() -> None:
    here, near = [{"label": "a", "x": 0, "y": 0}], [{"label": "a", "x": 3, "y": 4}]
    assert lost("points", here, near) == pytest.approx(0.5)
    assert lost("points", here, near, radius=5) == 1


# Text


def test_a_span_counts_if_label_and_both_ends_agree() -> None:
    said, true = [span(0, 3), span(4, 6)], [span(0, 3), span(4, 7), span(8, 9, "b")]
    assert lost("spans", said, true) == pytest.approx(1 - 2 / 5)
    assert merged("spans", said, true, [span(4, 7)]) == [span(0, 3), span(4, 7)]


def test_spans_may_be_forbidden_to_overlap() -> None:
    asks = question("spans", overlap=False)
    KINDS["spans"].check([span(3, 5), span(0, 3)], asks)
    with pytest.raises(BadInput, match="overlap"):
        KINDS["spans"].check([span(2, 5), span(0, 3)], asks)


@pytest.mark.parametrize(
    ("said", "true", "unit", "expected"),
    [
        ("so it is", "so is it", "words", 2 / 3),
        ("so  it is\n", "so it is", "characters", 0),
        ("kitten", "sitting", "characters", 3 / 7),
        ("", "four words are missing", "words", 1),
        ("cafe\u0301", "café", "words", 0),
    ],
)
def test_a_transcript_is_as_wrong_as_its_fewest_changes(
    said: str, true: str, unit: str, expected: float
) -> None:
    assert lost("transcript", said, true, unit=unit) == pytest.approx(expected)


@given(st.text("ab ", max_size=12), st.text("ab ", max_size=12), st.text("ab ", max_size=12))
def test_changes_are_a_distance(one: str, other: str, third: str) -> None:
    assert transcript.distance(one, other) == transcript.distance(other, one) == plainly(one, other)
    assert transcript.distance(one, third) <= transcript.distance(one, other) + transcript.distance(
        other, third
    )


def plainly(one: str, other: str) -> int:
    """Levenshtein's recursion, cell by cell."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]


# Documents


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("1,234.50", "1.234,50"),
        ("$ 1234.5", "1,234.50 USD"),
        ("12", "12.00"),
        ("1,234", "1234"),
        ("-3,5", "-3.50"),
        ("1.234.567", "1,234,567.00"),
    ],
)
def test_amounts_are_read_however_they_are_written(text: str, other: str) -> None:
    assert fields.compared(text, "amount") == fields.compared(other, "amount") is not None


@pytest.mark.parametrize(
    "text",
    ["2024-03-01", "01.03.2024", "1/3/24", "1 March 2024", "Mar 1, 2024", "2024 03 01", "01-MAR-2024 10:31"],
)
def test_dates_are_read_however_they_are_written(text: str) -> None:
    assert str(fields.compared(text, "date")) == "2024-03-01"


def test_what_does_not_read_as_its_kind_has_no_value() -> None:
    assert fields.compared("soon", "date") is fields.compared("31.02.2024", "date") is None
    assert fields.compared("about a pound", "amount") is None


def test_a_doubtful_field_is_told_in_words_and_never_refused() -> None:
    value = {
        "fields": {
            "day": entry("soon"),
            "net": entry("10.00"),
            "tax": entry("1.90"),
            "total": entry("11.80"),
            "card": entry("4111 1111 1111 1112"),
            "account": entry("DE89 3704 0044 0532 0130 01"),
        }
    }
    KINDS["fields"].check(value, question("fields"))
    told = fields.doubts(value, question("fields"))
    assert told["shop"] == "It is missing."
    assert told["day"] == "“soon” does not read as a date."
    assert told["total"] == "net + tax = 11.9, not 11.8."
    assert set(told) == {"shop", "day", "total", "card", "account"}
    round_sum = {"net": entry("1,000.00"), "tax": entry("190"), "total": entry("1200")}
    told = fields.doubts({"fields": round_sum}, question("fields"))
    assert told["total"] == "net + tax = 1,190, not 1,200."
    right = {
        "shop": entry("x"),
        "total": entry("11.90"),
        "card": entry("4111111111111111"),
        "account": entry("DE89370400440532013000"),
    }
    assert (
        fields.doubts({"fields": value["fields"] | right | {"day": entry("1.3.24")}}, question("fields"))
        == {}
    )


def test_the_loss_of_a_document_is_its_share_of_wrong_entries() -> None:
    true = {
        "fields": {"shop": entry("Corner Shop"), "total": entry("3.20")},
        "lines": [
            {"what": entry("tea"), "price": entry("1.20")},
            {"what": entry("cake"), "price": entry("2")},
        ],
    }
    said = {
        "fields": {"shop": entry("corner  shop"), "total": entry("3,20"), "day": entry("1.3.24")},
        "lines": [
            {"what": entry("cake"), "price": entry("2.00")},
            {"what": entry("tea"), "price": entry("1.30")},
        ],
    }
    assert lost("fields", said, true) == pytest.approx(2 / 7)  # a day too many, a price that is wrong
    assert lost("fields", {"lines": []}, true) == 1
    assert lost("fields", merged("fields", said, true, true), true) == 0


# Forms


def test_numbers_ratings_and_rankings_are_as_wrong_as_they_are_far() -> None:
    assert lost("number", 2, 7) == pytest.approx(0.5)
    assert lost("number", 2, 7, tolerance=5) == 0
    assert KINDS["number"].loss(2, 7, {"name": "it", "type": "number"}) == 1
    assert lost("rating", 1, 4) == pytest.approx(3 / 4)
    assert lost("ranking", ["q", "p", "r"], ["p", "q", "r"]) == pytest.approx(1 / 3)
    assert merged("ranking", ["q", "p", "r"], ["p", "q", "r"], ["q", "r", "p"]) == ["q", "p", "r"]
    assert merged("number", 1, 9, 2) == 2


def test_words_and_addresses_are_compared_without_what_means_nothing() -> None:
    assert lost("text", "Some  Words", "some words") == 0
    assert lost("url", "https://Example.org/a/#top", "https://example.org/a") == 0
    assert lost("url", "https://example.org/a", "https://example.org/b") == 1
    assert lost("table", [{"c": "A", "d": 1}], [{"d": "1", "c": "a"}, {"c": "b"}]) == pytest.approx(1 / 3)


# Schemas


CLASS: Json = {"name": "class", "type": "classes", "classes": ["whole", "damaged"]}
WHERE: Json = {"name": "where", "type": "boxes", "labels": ["dent"], "when": {"class": "damaged"}}
NOTE: Json = {"name": "note", "type": "text", "optional": True}
SCHEMA: Json = {"questions": [CLASS, WHERE, NOTE]}
DENT = [box(0, 0, label="dent")]


def test_a_question_is_asked_where_the_answers_before_say_so() -> None:
    ready(SCHEMA)
    assert [one["name"] for one in asked(SCHEMA, {"class": "whole"})] == ["class", "note"]
    check({"class": "whole"}, SCHEMA)
    check({"class": "damaged", "where": DENT, "note": "deep"}, SCHEMA)
    for value, words in [
        ({"class": "damaged"}, "no answer to 'where'"),
        ({"class": "whole", "where": DENT}, "question that is asked here"),
        ({}, "no answer to 'class'"),
        ([], "an object"),
    ]:
        with pytest.raises(BadInput, match=words):
            check(value, SCHEMA)


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({}, "list of questions"),
        ({"questions": []}, "one question to 50"),
        ({"questions": [CLASS], "labels": []}, "part of a schema"),
        ({"questions": [CLASS | {"classes": ["x"]}]}, "two classes"),
        ({"questions": [CLASS, CLASS]}, "name of its own"),
        ({"questions": [{"name": "x", "type": "smell"}]}, "type of question"),
        ({"questions": [WHERE, CLASS]}, "question before 'where'"),
        ({"questions": [CLASS | {"when": []}]}, "`when`"),
    ],
)
def test_a_schema_that_cannot_be_asked_is_refused(schema: Json, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        ready(schema)


def test_an_item_is_as_wrong_as_its_worst_answer() -> None:
    true = {"class": "damaged", "where": DENT}
    assert loss(true, true, SCHEMA) == 0
    assert loss({"class": "whole"}, true, SCHEMA) == 1
    assert loss(
        {"class": "damaged", "where": [*DENT, box(50, 0, label="dent")]}, true, SCHEMA
    ) == pytest.approx(1 / 3)
    assert loss(true | {"note": "deep"}, true, SCHEMA) == 1
    assert loss(true | {"note": ""}, true, SCHEMA) == 0


def test_several_answers_to_a_schema_are_merged_question_by_question() -> None:
    damaged = {"class": "damaged", "where": DENT}
    assert merge([damaged, {"class": "whole"}, damaged | {"note": "deep"}], SCHEMA) == damaged
    assert merge([damaged, {"class": "whole"}, {"class": "whole"}], SCHEMA) == {"class": "whole"}


def test_a_server_starts_without_what_only_matching_needs() -> None:
    """Scipy took 0.7 s and 40 MB of every start when checks of answers brought it along."""
    check = "import vermeil.app, sys; print('scipy' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False", told.stderr
