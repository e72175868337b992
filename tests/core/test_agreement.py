"""How far models and people say the same, class by class and field by field."""

import pytest

from questions import EXAMPLES, box, entry, question, span
from vermeil.core.tasks.agreement import agreement
from vermeil.core.tasks.schema import KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_who_says_the_same_is_right_in_everything(kind: str) -> None:
    asked = question(kind)
    values = [{asked["name"]: value} for value in EXAMPLES[kind][1]]
    for row in agreement([(one, one) for one in values], {"questions": [asked]}):
        assert row.said == row.true == row.both
        assert row.precision == row.recall == 1


def test_boxes_are_counted_by_label_once_matched() -> None:
    asked = question("boxes")
    said = {asked["name"]: [box(0, 0), box(50, 0), box(100, 0, label="b")]}
    true = {asked["name"]: [box(1, 0), box(100, 0)]}
    rows = {row.name: row for row in agreement([(said, true)], {"questions": [asked]})}
    assert (rows["a"].said, rows["a"].true, rows["a"].both) == (2, 2, 1)
    assert (rows["b"].precision, rows["b"].recall) == (0, None)


def test_spans_must_agree_in_both_ends() -> None:
    asked = question("spans")
    said, true = {asked["name"]: [span(0, 3), span(5, 9)]}, {asked["name"]: [span(0, 3), span(5, 8)]}
    (row,) = agreement([(said, true)], {"questions": [asked]})
    assert (row.name, row.precision, row.recall) == ("a", 0.5, 0.5)


def test_fields_are_told_one_by_one_and_lines_by_column() -> None:
    asked = question("fields")
    said = {"fields": {"shop": entry("corner")}, "lines": [{"price": entry("1.50")}, {"price": entry("3")}]}
    true = {"fields": {"shop": entry("Corner "), "total": entry("9")}, "lines": [{"price": entry("1,5")}]}
    pair = ({asked["name"]: said}, {asked["name"]: true})
    rows = {row.name: row for row in agreement([pair], {"questions": [asked]})}
    assert (rows["shop"].precision, rows["total"].recall) == (1, 0)
    assert (rows["price"].said, rows["price"].true, rows["price"].both) == (2, 1, 1)


def test_whole_answers_count_by_their_loss_and_what_was_not_asked_is_nothing() -> None:
    schema = {
        "questions": [
            {"name": "heard", "type": "transcript"},
            {"name": "where", "type": "boxes", "labels": ["a"], "optional": True},
        ]
    }
    pairs = [({"heard": "so it is"}, {"heard": "so it was"}), ({"where": [box(0, 0)]}, {"heard": "no"})]
    heard, where = agreement(pairs, schema)
    assert (heard.said, heard.true, heard.both) == (1, 2, pytest.approx(2 / 3))
    assert (where.name, where.said, where.true, where.both) == ("a", 1, 0, 0)
