"""What is learned from what a query step chooses: `python -m benchmarks.speed.engine.learning NAME`.

The same logistic regression, the same start and the same pool for every strategy: scikit-learn's digits, and
the pixels of Fashion-MNIST where the Debian package `dataset-fashion-mnist` is installed. The accuracy is
that on items apart, after the last batch, seed by seed.
"""

import gzip
import json
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression

from benchmarks.speed.engine.peers import STRATEGIES, Given

Array = NDArray[Any]
FASHION = Path("/usr/share/datasets/fashion-mnist")
SEEDS, ROUNDS = 8, 5
POOL, BATCH = {"digits": 1200, "fashion": 5000}, {"digits": 20, "fashion": 50}
AXES = 50  #: principal axes of the pixels
FROM_NOTHING = {"vermeil typical", "small-text EmbeddingKMeans", "scikit-activeml TypiClust", "random"}


def main(name: str) -> dict[str, list[float]]:
    """Accuracies of each data set: one a seed. "first" is the first batch alone, chosen without any label."""
    found: dict[str, list[float]] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what libraries say of each other
        for data, (pixels, truth) in _data():
            found[data] = [_campaign(name, data, pixels, truth, seed) for seed in range(SEEDS)]
            if name in FROM_NOTHING:
                found[f"{data}, first"] = [_first(name, data, pixels, truth, seed) for seed in range(SEEDS)]
    return found


def _data() -> Iterator[tuple[str, tuple[Array, Array]]]:
    yield "digits", load_digits(return_X_y=True)
    files = [FASHION / f"t10k-{part}-ubyte.gz" for part in ("images-idx3", "labels-idx1")]
    if all(file.is_file() for file in files):
        pixels, truth = (
            np.frombuffer(gzip.decompress(file.read_bytes()), np.uint8, offset=header)
            for file, header in zip(files, (16, 8), strict=True)
        )
        yield "fashion", (pixels.reshape(truth.size, -1), truth.astype(int))


def _split(data: str, pixels: Array, truth: Array, seed: int) -> tuple[Array, Array, Array, Array]:
    """Features and classes of the pool, and of what is tested on; the axes are those of the pool."""
    order = np.random.default_rng([seed, 1]).permutation(len(truth))
    pool, rest = np.split(order, [POOL[data]])
    centre = pixels[pool].mean(axis=0)
    _, axes = np.linalg.eigh(np.cov((pixels[pool] - centre).T))  # the strongest stands last
    turned = ((pixels - centre) @ axes[:, -AXES:]).astype(np.float32)
    turned /= turned[pool].std()
    return turned[pool], truth[pool], turned[rest], truth[rest]


def _campaign(name: str, data: str, pixels: Array, truth: Array, seed: int) -> float:
    features, classes, unseen, wanted = _split(data, pixels, truth, seed)
    _, prepared = STRATEGIES[name]
    known = np.random.default_rng([seed, 2]).choice(len(classes), BATCH[data], replace=False)
    for number in range(ROUNDS):
        model = _model().fit(features[known], classes[known])
        scores = np.full((len(classes), 10), 0.0, np.float32)
        scores[:, model.classes_] = model.predict_proba(features)
        given = Given(features, scores, known, classes[known], BATCH[data], seed * ROUNDS + number)
        known = np.concatenate([known, prepared(given)()])
    return float((_model().fit(features[known], classes[known]).predict(unseen) == wanted).mean())


def _first(name: str, data: str, pixels: Array, truth: Array, seed: int) -> float:
    features, classes, unseen, wanted = _split(data, pixels, truth, seed)
    nothing, scores = np.empty(0, int), np.full((len(classes), 10), 0.1, np.float32)
    chosen = STRATEGIES[name][1](Given(features, scores, nothing, nothing, BATCH[data], seed))()
    return float((_model().fit(features[chosen], classes[chosen]).predict(unseen) == wanted).mean())


def _model() -> LogisticRegression:
    return LogisticRegression(C=1.0, max_iter=300)


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1])))
