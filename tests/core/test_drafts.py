import hashlib
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vermeil.core.ingest import (
    MAX_KEY,
    MAX_METADATA,
    MAX_TEXT,
    Draft,
    Refusal,
    content_hash,
    drafts,
)
from vermeil.core.storable import MAX_DEPTH
from vermeil.core.tasks.schema import one_of, value_of

FITS = partial(value_of, schema=one_of(["cat", "dog"]))


def one(record: dict[str, Any]) -> Draft | Refusal:
    ((where, row),) = drafts([(7, record)], FITS)
    assert where == 7
    return row


def reason(record: dict[str, Any]) -> str:
    row = one(record)
    assert isinstance(row, Refusal), row
    return row.reason


def keys(records: list[dict[str, Any]]) -> list[str | None]:
    return [row.key for _, row in drafts(enumerate(records), FITS)]


def nested(depth: int) -> dict[str, Any]:
    value: dict[str, Any] = {}
    for _ in range(depth - 1):
        value = {"a": value}
    return value


def test_every_field_finds_its_place() -> None:
    record = {
        "key": 12,
        "text": "hi",
        "label": "cat",
        "source": "mail",
        "metadata": {"page": 1.5, "x": [None, True]},
    }
    assert one(record) == Draft(
        key="12",
        content_hash=hashlib.sha256(b"hi").hexdigest(),
        media="text",
        text="hi",
        suggestion={"value": {"class": "cat"}, "confidence": None, "model_version": "import"},
        metadata={"source": "mail", "page": 1.5, "x": [None, True]},
    )


def test_an_image_is_named_by_the_hash_of_its_bytes() -> None:
    row = one({"key": "a.png", "image": b"\x89PNG"})
    assert isinstance(row, Draft)
    assert (row.media, row.file, row.text) == ("image", b"\x89PNG", None)
    assert row.content_hash == hashlib.sha256(b"\x89PNG").hexdigest()


@given(st.lists(st.sampled_from(["a", "b", "c "]), max_size=12))
def test_keys_made_here_are_unique_and_the_same_when_sent_again(texts: list[str]) -> None:
    records = [{"text": text} for text in texts]
    made = keys(records)
    assert len(set(made)) == len(made)
    assert keys(records) == made


def test_a_record_with_a_key_does_not_shift_the_keys_of_others() -> None:
    assert keys([{"text": "a"}, {"key": "k", "text": "a"}, {"text": "a"}])[::2] == keys([{"text": "a"}] * 2)


def test_texts_that_read_the_same_have_one_hash() -> None:
    assert len({content_hash(text) for text in ("é\nx", "e\u0301\r\nx", "é\nx \n\n")}) == 1
    assert content_hash("a b") != content_hash("a  b")
    assert content_hash(" a") != content_hash("a")


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ({}, "neither"),
        ({"text": "a", "image": b"a"}, "both"),
        ({"text": ""}, "empty"),
        ({"text": " \n\t"}, "empty"),
        ({"text": 5}, "must be a string, not a number"),
        ({"text": "x" * (MAX_TEXT + 1)}, "1,000,001 characters"),
        ({"text": "a\0b"}, "NUL"),
        ({"text": "a\ud83d"}, "surrogate"),
        ({"image": "cat.png"}, "file in the same upload"),
        ({"text": "a", "key": ""}, "`key` is empty"),
        ({"text": "a", "key": True}, "true or false"),
        ({"text": "a", "key": 2**63}, "64 bits"),
        ({"text": "a", "key": ["x"]}, "a list"),
        ({"text": "a", "key": "x" * (MAX_KEY + 1)}, "501 characters"),
        ({"text": "a", "key": "a\nb"}, "control"),
        ({"text": "a", "key": "a\0"}, "NUL"),
        ({"text": "a", "key": "\udcff"}, "surrogate"),
        ({"text": "a", "label": 1}, "1 is not a class"),
        ({"text": "a", "label": {"x": "cat"}}, "does not fit"),
        ({"text": "a", "label": "cat", "suggestion": {"value": "cat"}}, "both"),
        ({"text": "a", "suggestion": "cat"}, "with a `value`"),
        ({"text": "a", "suggestion": {"value": "cat", "sure": 1}}, "no part 'sure'"),
        ({"text": "a", "suggestion": {"value": "cat", "confidence": 2}}, "between 0 and 1"),
        ({"text": "a", "suggestion": {"value": "cat", "model_version": ""}}, "name of 1"),
        ({"html": " "}, "html is empty"),
        ({"audio": "cough.wav"}, "file in the same upload"),
        ({"text": "a", "label": "\ud800"}, "surrogate"),
        ({"text": "a", "metadata": "x"}, "must be an object"),
        ({"text": "a", "metadata": {"x": float("nan")}}, "`metadata.x` is nan"),
        ({"text": "a", "score": float("-inf")}, "`metadata.score` is -inf"),
        ({"text": "a", "metadata": {"x": [{"y": "\0"}]}}, "NUL"),
        ({"text": "a", "metadata": {"\ud800": 1}}, "surrogate"),
        ({"text": "a", "metadata": {"x": -(2**63)}}, "64 bits"),
        ({"text": "a", "metadata": {"x": b"a"}}, "bytes"),
        ({"text": "a", "metadata": {"x": "y" * MAX_METADATA}}, "65,536 at most"),
        ({"text": "a", "metadata": nested(MAX_DEPTH + 1)}, "16 deep"),
        ({"text": "a", "metadata": nested(5_000)}, "16 deep"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(record: dict[str, Any], words: str) -> None:
    assert words in reason(record)


def test_what_is_just_within_the_limits_goes_in() -> None:
    record = {"key": "k" * MAX_KEY, "text": "x" * MAX_TEXT, "metadata": nested(MAX_DEPTH)}
    assert isinstance(one(record), Draft)


def test_a_label_must_fit_the_schema() -> None:
    assert "'bird'" in reason({"text": "a", "label": "bird"})
    assert isinstance(one({"text": "a", "label": None}), Draft)
    whole = one({"text": "a", "label": {"class": "dog"}})
    assert isinstance(whole, Draft)
    assert whole.suggestion is not None
    assert whole.suggestion["value"] == {"class": "dog"}


def test_what_a_model_said_comes_with_how_sure_it_was() -> None:
    row = one({"text": "a", "suggestion": {"value": "dog", "confidence": 0.9, "model_version": "m1"}})
    assert isinstance(row, Draft)
    assert row.suggestion == {"value": {"class": "dog"}, "confidence": 0.9, "model_version": "m1"}


def test_json_and_html_are_items_too() -> None:
    row = one({"json": {"left": "ä", "right": 1}})
    assert isinstance(row, Draft)
    assert (row.media, row.text) == ("json", '{"left": "ä", "right": 1}')
    assert one({"html": "<b>x</b>"}) != one({"text": "<b>x</b>"})


def test_a_refusal_can_be_printed_and_the_rest_goes_on() -> None:
    told = Refusal("seen by the reader")
    found = dict(
        drafts([(1, {"text": "\0\x1b[2J" * 99, "key": "k\n"}), ("b.csv: 2", told), (3, {"text": "a"})], FITS)
    )
    bad = found[1]
    assert isinstance(bad, Refusal)
    assert bad.excerpt.isprintable()
    assert len(bad.excerpt) <= 200
    assert bad.key == "k "
    assert found["b.csv: 2"] is told
    assert isinstance(found[3], Draft)


@given(
    st.dictionaries(
        st.sampled_from(["key", "text", "image", "label", "metadata", "more"]),
        st.recursive(
            st.none()
            | st.booleans()
            | st.integers()
            | st.floats()
            | st.text(max_size=5)
            | st.binary(max_size=3),
            lambda inner: (
                st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
            ),
            max_leaves=8,
        ),
    )
)
def test_any_record_is_an_item_or_refused_never_an_error(record: dict[str, Any]) -> None:
    row = one(record)
    if isinstance(row, Draft):
        assert row.key
        assert len(row.content_hash) == 64
        (row.text or "").encode()
    else:
        assert row.reason
        (row.excerpt + (row.key or "")).encode()
