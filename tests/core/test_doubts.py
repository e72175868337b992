"""Why an item is worth a second look."""

import pytest

from vermeil.core.judge.doubts import doubt

A, B = {"class": "a"}, {"class": "b"}


@pytest.mark.parametrize(
    ("said", "meant", "notes", "why"),
    [
        ([], [], [], None),
        ([A], [None, A], [None], None),
        ([A, A], [], [], None),
        ([A, B], [B], [{"comment": "hm"}], "disagree"),
        ([A], [None, B], [{"comment": "hm"}], "against_model"),
        ([], [B], [{"skip": "too dark"}], "marked"),
        ([A], [A], [{"wrong": True}], "marked"),
        ([A], [A], [{"first": B}], None),
    ],
)
def test_the_first_reason_that_holds_is_the_one(
    said: list, meant: list, notes: list, why: str | None
) -> None:
    assert doubt(said, meant, notes) == why
