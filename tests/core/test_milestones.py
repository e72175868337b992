"""When a few-shot run starts by itself."""

import pytest

from vermeil.flow.milestones import level


@pytest.mark.parametrize(
    ("counts", "reached"),
    [
        ([], 0),
        ([400], 0),  # of one class nothing can be learned
        ([4, 50], 0),
        ([5, 5], 5),
        ([5, 5, 0], 5),  # a class that nobody has seen holds up nobody
        ([9, 12], 5),
        ([10, 12], 10),
        ([19, 20], 10),
        ([20, 20], 20),
        ([85, 90], 80),
        ([6, 6, 1], 0),  # one that was seen does
        ([20, 24, 1], 5),  # ... until there are three times as many answers
        ([300, 200, 1], 40),
    ],
)
def test_it_is_told_how_many_examples_every_class_has(counts: list[int], reached: int) -> None:
    assert level({str(place): count for place, count in enumerate(counts)}) == reached
