"""Our tokens against the library that WordLlama was made with, and our table against WordLlama's own."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from vermeil.integrations.encoders.tokens import split, table, words

ROOT = Path(__file__).parents[2]
ODD = [
    "",
    " ",
    "   ",
    "\n",
    " a",
    "a ",
    "a\n\n b\r\n\tc",
    "x\u00a0y",
    "\u2581",
    "\u2581\u2581a \u2581",
    "\0",
    "<0x0A>",
    "e\u0301 \u00e9 \ufb01",
    "😀 👩‍👩‍👧‍👦 🇳🇴",
    "שלום עולם",
    "مرحبا بالعالم",
    "こんにちは世界。今日はいい天気ですね。",
    "ภาษาไทย हिन्दी 한국어",
    "https://example.org/a?b=c&d=1.5e-3",
    "a" * 3_000,
    " " * 3_000 + "a",
    "ha" * 3_000,
    "!?" * 99,
]


@pytest.fixture(scope="module")
def home() -> Path:
    package = find_spec("wordllama")
    assert package is not None
    assert package.origin is not None
    return Path(package.origin).parent


@pytest.fixture(scope="module")
def library(home: Path) -> Tokenizer:
    return Tokenizer.from_file(str(home / "tokenizers" / "l2_supercat_tokenizer_config.json"))


def ours(text: str) -> list[int]:
    return [token for word in words(text) for token in tokens_of(word)]


@cache
def tokens_of(word: str) -> tuple[int, ...]:
    return split(word, table().ids)


def theirs(library: Tokenizer, text: str) -> list[int]:
    return list(library.encode(text, add_special_tokens=False).ids)


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_have_the_librarys_tokens(library: Tokenizer, text: str) -> None:
    assert ours(text) == theirs(library, text)


def test_real_texts_have_the_librarys_tokens(library: Tokenizer) -> None:
    pages = [*ROOT.glob("docs/**/*.md"), *ROOT.glob("src/vermeil/core/**/*.py"), *ROOT.glob("web/src/*/*.ts")]
    texts = [line for page in pages for line in page.read_text(encoding="utf-8").splitlines()]
    assert len(texts) > 2_000
    special = ("<s>", "</s>", "<unk>")  # letters to us, marks of a sequence to the library
    assert [t for t in texts if not any(s in t for s in special) and ours(t) != theirs(library, t)] == []


@given(st.text(st.sampled_from("aehinorst.,'-0159 \n\u2581é猫😀"), max_size=60) | st.text(max_size=40))
def test_any_text_has_the_librarys_tokens(library: Tokenizer, text: str) -> None:
    assert ours(text) == theirs(library, text)


def test_marks_of_a_sequence_are_letters_in_a_text() -> None:
    assert min(ours("was <s>49</s> 39 <unk>")) > 2


def test_eight_bits_keep_every_direction(home: Path) -> None:
    exact = load_file(home / "weights" / "l2_supercat_256.safetensors")["embedding.weight"].astype(np.float32)
    kept = table().vectors
    assert kept.shape == exact.shape
    cosines = (kept * exact).sum(1) / np.linalg.norm(kept, axis=1) / np.linalg.norm(exact, axis=1)
    assert cosines.min() > 0.999
