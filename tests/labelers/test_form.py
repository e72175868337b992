"""Any questions put to a language model, and its answer as a value."""

import pytest

from vermeil.core.errors import BadInput
from vermeil.core.tasks.schema import KINDS, check, single
from vermeil.integrations.labelers.llm.form import instruction, value_in

SPANS = single("spans", {"labels": ["animal"]})


def test_every_type_of_question_is_told_how_to_answer() -> None:
    plain = {"transcript", "text", "url"}
    for kind in KINDS:
        told = instruction({"questions": [{"name": "q", "type": kind}]}, "Mind the gap.")
        assert told.startswith("Mind the gap.")
        assert (f"of type {kind}: a string" in told) == (kind in plain)


def test_parts_that_are_quoted_are_found_in_turn() -> None:
    said = '{"spans": [{"label": "animal", "text": "cat"}, {"label": "animal", "text": "cat"}]}'
    value = value_in(f"Here you are:\n```{said}```", SPANS, "a cat, a cat")
    assert [(one["start"], one["end"]) for one in value["spans"]] == [(2, 5), (9, 12)]
    check(value, SPANS)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("no", "no JSON"),
        ("[1]", "no JSON"),
        ("{" * 5_000 + "}" * 5_000, "no JSON"),
        ('{"spans": [{"label": "animal", "text": "cow"}]}', "does not stand in the text"),
        ('{"spans": ["cow"]}', "must be quoted"),
    ],
)
def test_what_cannot_be_read_is_refused(said: str, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        value_in(said, SPANS, "a cat")
