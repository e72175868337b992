import hashlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vermeil.core.ingest import (
    MAX_DEPTH,
    MAX_KEY,
    MAX_METADATA,
    MAX_TEXT,
    Draft,
    Refusal,
    content_hash,
    drafts,
)


def one(record: dict[str, Any], classes: list[str] | None = None) -> Draft | Refusal:
    ((where, row),) = drafts([(7, record)], classes)
    assert where == 7
    return row


def reason(record: dict[str, Any], classes: list[str] | None = None) -> str:
    row = one(record, classes)
    assert isinstance(row, Refusal), row
    return row.reason


def keys(records: list[dict[str, Any]]) -> list[str | None]:
    return [row.key for _, row in drafts(enumerate(records))]


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
    assert one(record, ["cat", "dog"]) == Draft(
        key="12",
        content_hash=hashlib.sha256(b"hi").hexdigest(),
        media="text",
        text="hi",
        label="cat",
        metadata={"source": "mail", "page": 1.5, "x": [None, True]},
    )


def test_an_image_is_named_by_the_hash_of_its_bytes() -> None:
    row = one({"key": "a.png", "image": b"\x89PNG"})
    assert isinstance(row, Draft)
    assert (row.media, row.image, row.text) == ("image", b"\x89PNG", None)
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
        ({"text": "a", "label": 1}, "name of a class"),
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


def test_a_label_must_be_a_class_where_classes_are_known() -> None:
    assert "'bird'" in reason({"text": "a", "label": "bird"}, ["cat"])
    assert isinstance(one({"text": "a", "label": "bird"}), Draft)
    assert isinstance(one({"text": "a", "label": None}, ["cat"]), Draft)


def test_a_refusal_can_be_printed_and_the_rest_goes_on() -> None:
    told = Refusal("seen by the reader")
    found = dict(
        drafts([(1, {"text": "\0\x1b[2J" * 99, "key": "k\n"}), ("b.csv: 2", told), (3, {"text": "a"})])
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
