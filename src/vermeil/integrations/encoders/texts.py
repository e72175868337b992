"""Texts as numbers: what their words mean (learned elsewhere), and which words this collection uses.

Half of the features are WordLlama's token embeddings (MIT; packaged with its weights), summed over the text;
half are the leading directions of the collection's own TF-IDF (latent semantic analysis, Deerwester et al.
1990). Each half has length one. Figures: docs/decisions/text-features.md.
"""

import hashlib
from collections.abc import Callable, Sequence
from functools import cache as once
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.utils.extmath import randomized_svd
from threadpoolctl import threadpool_limits
from tokenizers import Tokenizer

from vermeil.integrations.encoders.blocks import unit
from vermeil.integrations.encoders.cache import read_array, write_array

TEXT_ENCODER = "wordllama-lsa-1"  #: changes whenever the numbers do

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
    tokenizer, embedding = _wordllama()
    out = np.zeros((len(texts), _HALF), np.float32)
    for start in range(0, len(texts), _BATCH):
        part = texts[start : start + _BATCH]
        tokens = [tokenizer.encode(text, add_special_tokens=False).ids for text in part]
        ends = np.cumsum([0, *map(len, tokens)])
        ids = np.fromiter(chain.from_iterable(tokens), np.int32, ends[-1])
        counts = csr_matrix((np.ones(len(ids), np.float32), ids, ends), (len(part), len(embedding)))
        out[start : start + len(part)] = counts @ embedding
        if progress:
            progress((start + len(part)) // 2, len(texts))  # the collection's words are the other half
    return unit(out)


def _usage(texts: Sequence[str]) -> NDArray[np.float32]:
    """The leading directions of TF-IDF over words and pairs of words, (n, 256); zeros beyond their rank."""
    out = np.zeros((len(texts), _HALF), np.float32)
    words = TfidfVectorizer(
        ngram_range=(1, 2),
        min_df=2 if len(texts) >= _MANY else 1,
        max_features=_TERMS,
        sublinear_tf=True,
        token_pattern=r"(?u)\b\w+\b",  # noqa: S106  # no password: single letters and digits count, too
        dtype=np.float32,
    )
    try:
        table = words.fit_transform(texts)
    except ValueError:  # no text has a word that counts
        return out
    rank = min(_HALF, *table.shape)
    # Not TruncatedSVD: it divides by the table's variance, which is zero where all texts are alike.
    directions, strengths, _ = randomized_svd(table, rank, n_iter=2, random_state=0)
    out[:, :rank] = directions * strengths
    return unit(out)


@once
def _wordllama() -> tuple[Tokenizer, NDArray[np.float32]]:
    """The tokenizer and the embedding (32000, 256) out of the package's own files.

    The package's loader would look for the tokenizer in another folder and then ask the network for it.
    """
    package = find_spec("wordllama")
    if package is None or package.origin is None:  # a dependency: missing only in a broken installation
        raise ModuleNotFoundError("install wordllama: it has the text encoder's weights")
    folder = Path(package.origin).parent
    tokenizer = Tokenizer.from_file(str(folder / "tokenizers" / "l2_supercat_tokenizer_config.json"))
    weights = load_file(folder / "weights" / "l2_supercat_256.safetensors")
    return tokenizer, weights["embedding.weight"].astype(np.float32)
