"""Real data that needs no download: scikit-learn's digits, and Fashion-MNIST where Debian has put it."""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from vermeil.core.errors import BadInput
from vermeil.integrations.formats.images import png

FASHION = Path("/usr/share/datasets/fashion-mnist")
GARMENTS = ["T-shirt", "trouser", "pullover", "dress", "coat"]
GARMENTS += ["sandal", "shirt", "sneaker", "bag", "ankle boot"]


@dataclass(frozen=True, slots=True)
class Sample:
    """A labelled data set whose truth only the demonstration knows."""

    name: str
    classes: list[str]
    guideline: str
    pictures: NDArray[np.uint8]  #: (n, height, width)
    truth: NDArray[np.int64]  #: (n,) class ids


def digits(count: int | None) -> Sample:
    """1,797 handwritten digits of 8 x 8 pixels, drawn larger for human eyes (UCI, in scikit-learn)."""
    from sklearn.datasets import load_digits  # noqa: PLC0415 - half a second, only when it is wanted

    found = load_digits()
    pictures = np.stack([_larger(image) for image in (found.images * (255 / 16)).astype(np.uint8)])
    guideline = "Which digit did the person write? Decide by the strokes; a 7 may have a bar, a 1 may lean."
    names = [str(digit) for digit in range(10)]
    return Sample("digits", names, guideline, pictures[:count], found.target[:count].astype(np.int64))


def _larger(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.asarray(Image.fromarray(image).resize((64, 64), Image.Resampling.BICUBIC))


def fashion_mnist(count: int | None) -> Sample:
    """Pictures of clothes, 28 x 28 (Xiao et al. 2017), from Debian's package dataset-fashion-mnist."""
    if not FASHION.exists():
        raise BadInput(
            "Fashion-MNIST is not here: `apt install dataset-fashion-mnist`, or use `--data digits`."
        )
    images = gzip.decompress((FASHION / "train-images-idx3-ubyte.gz").read_bytes())
    labels = gzip.decompress((FASHION / "train-labels-idx1-ubyte.gz").read_bytes())
    pictures = np.frombuffer(images, np.uint8, offset=16).reshape(-1, 28, 28)[: count or 3_000]
    truth = np.frombuffer(labels, np.uint8, offset=8).astype(np.int64)[: len(pictures)]
    guideline = "What is it? A shirt has buttons or a collar, a T-shirt neither; a coat opens in front."
    return Sample("fashion-mnist", GARMENTS, guideline, pictures, truth)


SAMPLES: dict[str, Callable[[int | None], Sample]] = {"digits": digits, "fashion-mnist": fashion_mnist}


def write_pictures(sample: Sample, folder: Path) -> list[Path]:
    """The pictures as PNG files in `folder`, named by their number."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{number:05d}.png" for number in range(len(sample.pictures))]
    for path, picture in zip(paths, sample.pictures, strict=True):
        if not path.exists():
            path.write_bytes(png(picture))
    return paths
