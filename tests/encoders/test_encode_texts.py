from pathlib import Path

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from vermeil.integrations.encoders import TEXT_ENCODER, TEXT_WIDTH, encode_texts, texts

WEATHER = ["rain", "wind", "a storm", "snow", "clouds", "sunshine", "thunder", "fog"]
FOOD = ["soup", "bread", "cheese", "a salad", "pasta", "an apple", "rice", "cake"]


def sentences() -> tuple[list[str], np.ndarray]:
    said = [f"we expect {w} {when}" for when in ("today", "soon", "at noon") for w in WEATHER + FOOD]
    return said, np.tile(np.repeat([0, 1], 8), 3)


def test_words_never_seen_with_a_label_are_understood() -> None:
    said, classes = sentences()
    found = encode_texts(said)
    known = np.arange(len(said)) % 8 < 4  # half of the words are never labelled
    model = LogisticRegression(C=10).fit(found[known], classes[known])
    assert model.score(found[~known], classes[~known]) >= 0.9


def test_the_same_texts_give_the_same_numbers() -> None:
    said, _ = sentences()
    np.testing.assert_array_equal(encode_texts(said), encode_texts(said))
    assert encode_texts(said).dtype == np.float32


@pytest.mark.parametrize("spoil", [False, True])
def test_the_cache_gives_what_was_computed_or_computes_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: bool
) -> None:
    said, _ = sentences()
    first = encode_texts(said, cache=tmp_path)
    (kept,) = (tmp_path / TEXT_ENCODER).iterdir()
    computed: list[int] = []
    meaning = texts._meaning
    monkeypatch.setattr(texts, "_meaning", lambda t, p: (computed.append(len(t)), meaning(t, p))[1])
    if spoil:
        kept.write_bytes(kept.read_bytes()[:-1] + b"!")
    np.testing.assert_array_equal(encode_texts(said, cache=tmp_path), first)
    assert computed == ([len(said)] if spoil else [])


@pytest.mark.parametrize(
    "said",
    [
        [],
        [""],
        ["a"],
        ["a", ""],
        ["hello world"] * 3,
        ["", " ", "\n"],
        ["x y"] * 1500,
        ["a", "b"],
        ["😀", "\ud800", "猫", "\0"],
        ["word " * 50_000],
        [f"hello world {i}" for i in range(20)],
    ],
)
def test_every_collection_has_finite_features(said: list[str]) -> None:
    found = encode_texts(said)
    assert found.shape == (len(said), TEXT_WIDTH)
    assert np.isfinite(found).all()
    assert (np.linalg.norm(found[:, :256], axis=1) < 1.01).all()


def test_progress_reaches_the_end() -> None:
    calls: list[tuple[int, int]] = []
    encode_texts(["a b", "b c"], progress=lambda *call: calls.append(call))
    assert calls[-1] == (2, 2)
    assert [done for done, _ in calls] == sorted(done for done, _ in calls)
