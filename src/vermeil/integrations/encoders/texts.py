"""Texts as numbers: what their words mean (learned elsewhere), and which words this collection uses.

Half of the features are WordLlama's token embeddings (MIT; the build takes them over), summed over the text;
half are the leading directions of the collection's own TF-IDF (latent semantic analysis, Deerwester et al.
1990). Each half has length one. Figures: docs/decisions/text-features.md.
"""

import hashlib
from collections.abc import Callable, Sequence
from functools import cache as once
from functools import partial
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.utils.extmath import randomized_svd
from threadpoolctl import threadpool_limits

from vermeil.integrations.encoders.blocks import unit
from vermeil.integrations.encoders.cache import read_array, write_array
from vermeil.integrations.encoders.tokens import split, table, words

TEXT_ENCODER = "wordllama-lsa-2"  #: changes whenever the numbers do

_HALF = 256
TEXT_WIDTH = 2 * _HALF  #: what the words mean, then which words these texts use
_BATCH = 2_000
_LONGEST = 10_000  # characters that are looked at: a text says early what it is about
_MANY = 1_000  # texts from which on a word counts only when it occurs in two
_TERMS = 50_000


def encode_texts(
    texts: Sequence[str],
    cache: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
    threads: int = 1,
) -> NDArray[np.float32]:
    """Features (n, TEXT_WIDTH) of a collection of texts.

    One half depends on the whole collection: the same texts in the same order give the same numbers, which
    the folder `cache` keeps as one file. `progress(done, total)` is called after every few thousand.
    """
    path = cache / TEXT_ENCODER / _digest(texts) if cache is not None else None
    kept = read_array(path) if path is not None else None
    if kept is None:
        short = [text[:_LONGEST].encode(errors="replace").decode() for text in texts]  # no half characters
        with threadpool_limits(threads):
            kept = np.hstack([_meaning(short, progress), _usage(short)]).astype(np.float16)
        if path is not None:
            write_array(path, kept)
    if progress:
        progress(len(texts), len(texts))
    return kept.astype(np.float32)


def _digest(texts: Sequence[str]) -> str:
    whole = hashlib.sha256()
    for text in texts:
        whole.update(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest())
    return whole.hexdigest()


def _meaning(texts: Sequence[str], progress: Callable[[int, int], None] | None) -> NDArray[np.float32]:
    """Token embeddings summed over each text, (n, 256)."""
    ids, embedding = table()
    tokens_of = once(partial(split, ids=ids))  # each word of the collection is split once
    out = np.zeros((len(texts), _HALF), np.float32)
    for start in range(0, len(texts), _BATCH):
        part = texts[start : start + _BATCH]
        tokens = [[token for word in words(text) for token in tokens_of(word)] for text in part]
        ends = np.cumsum([0, *map(len, tokens)])
        rows = np.fromiter(chain.from_iterable(tokens), np.int32, ends[-1])
        counts = csr_matrix((np.ones(len(rows), np.float32), rows, ends), (len(part), len(embedding)))
        out[start : start + len(part)] = counts @ embedding
        if progress:
            progress((start + len(part)) // 2, len(texts))  # the collection's words are the other half
    return unit(out)


def _usage(texts: Sequence[str]) -> NDArray[np.float32]:
    """The leading directions of TF-IDF over words and pairs of words, (n, 256); zeros beyond their rank."""
    out = np.zeros((len(texts), _HALF), np.float32)
    terms = TfidfVectorizer(
        ngram_range=(1, 2),
        min_df=2 if len(texts) >= _MANY else 1,
        max_features=_TERMS,
        sublinear_tf=True,
        token_pattern=r"(?u)\b\w+\b",  # noqa: S106  # no password: single letters and digits count, too
        dtype=np.float32,
    )
    try:
        counts = terms.fit_transform(texts)
    except ValueError:  # no text has a word that counts
        return out
    rank = min(_HALF, *counts.shape)
    # Not TruncatedSVD: it divides by the table's variance, which is zero where all texts are alike.
    directions, strengths, _ = randomized_svd(counts, rank, n_iter=2, random_state=0)
    out[:, :rank] = directions * strengths
    return unit(out)
