"""Texts that a model can learn, made from words: as many as wanted, the same for the same seed."""

import json
from collections.abc import Iterator

import numpy as np

CLASSES = ("harbour", "orchard", "foundry", "library")
SYLLABLES = ("ba", "ko", "ri", "mu", "te", "la", "so", "ne", "di", "vu", "pa", "gi", "fo", "he", "zu", "ly")


def words(rng: np.random.Generator, count: int) -> list[str]:
    """Distinct pronounceable words."""
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(rng.choice(SYLLABLES, size=rng.integers(2, 5)))] = None
    return list(found)


def labelled(count: int, seed: int = 0) -> Iterator[tuple[str, int]]:
    """Pairs of text (about 15 words) and class: half of a text's words are its class's own."""
    rng = np.random.default_rng(seed)
    vocabulary = words(rng, 300 * (len(CLASSES) + 1))
    common, *own = (vocabulary[i : i + 300] for i in range(0, len(vocabulary), 300))
    for i in range(count):
        kind = int(rng.integers(len(CLASSES)))
        ranks = np.minimum(rng.zipf(1.4, size=15), 300) - 1
        special = rng.random(15) < 0.5
        yield (
            " ".join(own[kind][r] if s else common[r] for r, s in zip(ranks, special, strict=True)) + f" {i}",
            kind,
        )


def ndjson(texts: list[str]) -> bytes:
    """One record a line, with its own key."""
    return "".join(json.dumps({"key": f"t{i}", "text": text}) + "\n" for i, text in enumerate(texts)).encode()
