"""What the benchmark on documents says, on the real receipts it says it of."""

import numpy as np
import pytest
from benchmarks.documents import report
from benchmarks.documents.__main__ import checked
from benchmarks.documents.receipts import FOLDER, QUESTION, transcribed

from vermeil.core.documents.finder import learn


@pytest.mark.parametrize(
    ("rights", "bound", "least"),
    [
        ([(0.9, True), (0.8, True), (0.7, False), (0.6, True)], 0.25, 0.6),
        ([(0.9, True), (0.8, True), (0.7, False), (0.6, True)], 0.2, 0.8),
        ([(0.9, True), (0.9, False), (0.8, True)], 0.4, 0.8),
        ([(0.9, True), (0.9, False)], 0.1, 2.0),  # those that are as sure go together
        ([(0.0, False)], 1.0, 2.0),  # nothing was suggested
        ([], 0.1, 2.0),
    ],
)
def test_a_threshold_takes_as_many_as_the_bound_allows(
    rights: list[tuple[float, bool]], bound: float, least: float
) -> None:
    assert report.threshold([("it", sure, right) for sure, right in rights], bound) == least


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the real data of ../shared is not here")
def test_twenty_answers_fill_in_most_fields_of_receipts() -> None:
    receipts = transcribed()
    order = np.random.default_rng(1).permutation(len(receipts))
    finder = learn(QUESTION, [receipts[n] for n in order[:20]])
    found = checked(finder, [receipts[n] for n in order[60:]])
    assert np.mean([right for _, _, right in found]) > 0.7
    assert np.mean([right for name, _, right in found if name == "date"]) > 0.95
    surest = [right for _, sure, right in found if sure > 0.95]
    assert len(surest) > 20
    assert np.mean(surest) > 0.9
