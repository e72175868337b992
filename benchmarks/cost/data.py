"""The data sets: features as every method sees them, and the truth that only the people know.

Features come from the packaged encoders and are kept in a folder outside the repository. A data set that is
not on this machine is `Absent`, with the reason.
"""

import gzip
import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.integrations.encoders import IMAGE_ENCODER, TEXT_ENCODER, encode_images, encode_texts
from vermeil.integrations.formats.images import png
from vermeil.library import pixels

Array = NDArray[Any]
SHARED = Path(__file__).parents[3] / "shared" / "data"
FASHION = Path("/usr/share/datasets/fashion-mnist")


FEW_CLOTHES = np.random.default_rng(10_000).permutation(70_000)[:10_000]
TEXTS = {"trec", "agnews", "banking77"}
ARCHIVES = {  #: of images, and the folder in it
    "tiles": ("magnetic_tile_dev.zip", "images/"),
    "trashnet": ("trashnet_dev.zip", ""),
    "cifar10": ("cifar10_train_00000_19999.zip", "train/"),
}


class Absent(Exception):
    """The data set is not on this machine."""


@dataclass(frozen=True, slots=True, eq=False)
class Data:
    """One data set."""

    name: str
    features: Array  #: (n, d) float32
    truth: Array  #: (n,) int32
    n_classes: int
    encoder: str = ""  #: that made the features; "": they are the data's own numbers

    def __post_init__(self) -> None:
        assert not pixels.are_rows_of(self.features), "Vermeil would encode them, and its rivals would not"


def load(name: str, cache: Path) -> Data:
    """The data set `name`; raises Absent where it is not on this machine."""
    features, truth = LOADERS[name](cache)
    kinds, ids = np.unique(truth, return_inverse=True)
    encoder = TEXT_ENCODER if name in TEXTS else IMAGE_ENCODER
    return Data(name, np.asarray(features, np.float32), ids.astype(np.int32), kinds.size, encoder)


def pictures(name: str) -> list[bytes]:
    """The image files of the data set `name`, in the order of its items; raises Absent like `load`."""
    if name == "fashion-10k":
        return [png(one) for one in _clothes(FEW_CLOTHES)]
    return _pictures(*ARCHIVES[name])[1]


def _digits(cache: Path) -> tuple[Array, Array]:
    from sklearn.datasets import load_digits  # noqa: PLC0415 - half a second, only where it is wanted

    rows, truth = load_digits(return_X_y=True)
    return _kept(cache, "digits", IMAGE_ENCODER, lambda: _images(pixels.files(rows))), truth


def _fashion(some: slice | Array, name: str) -> Callable[[Path], tuple[Array, Array]]:
    def read(cache: Path) -> tuple[Array, Array]:
        truth = [_idx(f"{part}-labels-idx1-ubyte.gz", 8) for part in ("train", "t10k")]
        features = _kept(cache, name, IMAGE_ENCODER, lambda: _images([png(one) for one in _clothes(some)]))
        return features, np.concatenate(truth)[some]

    return read


def _clothes(some: slice | Array) -> Array:
    parts = [_idx(f"{part}-images-idx3-ubyte.gz", 16).reshape(-1, 28, 28) for part in ("train", "t10k")]
    return np.concatenate(parts)[some]


def _idx(name: str, header: int) -> Array:
    path = FASHION / name
    if not path.is_file():
        raise Absent(f"{path} is missing: install the Debian package dataset-fashion-mnist")
    return np.frombuffer(gzip.decompress(path.read_bytes()), np.uint8, offset=header)


def _cifar10(cache: Path) -> tuple[Array, Array]:
    names, files = _pictures(*ARCHIVES["cifar10"])
    labels = np.load(_shared("images/cifar10n_labels_dev.npz"))
    truth = dict(zip(labels["index"].tolist(), labels["clean_label"].tolist(), strict=True))
    features = _kept(cache, "cifar10", IMAGE_ENCODER, lambda: _images(files))
    return features, np.array([truth[int(Path(name).stem)] for name in names])


def _by_folder(name: str) -> Callable[[Path], tuple[Array, Array]]:
    def read(cache: Path) -> tuple[Array, Array]:
        names, files = _pictures(*ARCHIVES[name])
        features = _kept(cache, name, IMAGE_ENCODER, lambda: _images(files))
        return features, np.array([Path(one).parent.name for one in names])

    return read


def _pictures(archive: str, under: str) -> tuple[list[str], list[bytes]]:
    with zipfile.ZipFile(_shared(f"images/{archive}")) as opened:
        names = sorted(n for n in opened.namelist() if n.startswith(under) and not n.endswith("/"))
        return names, [opened.read(name) for name in names]


def _texts(name: str, file: str, *parts: str) -> Callable[[Path], tuple[Array, Array]]:
    def read(cache: Path) -> tuple[Array, Array]:
        lines = gzip.decompress(_shared(f"text/{file}").read_bytes()).decode().splitlines()
        rows = [json.loads(line) for line in lines]
        texts = [" ".join(row[part] for part in parts) for row in rows]
        features = _kept(cache, name, TEXT_ENCODER, lambda: encode_texts(texts))
        return features, np.array([row["label"] for row in rows])

    return read


def _shared(path: str) -> Path:
    found = SHARED / path
    if not found.is_file():
        raise Absent(f"shared/data/{path} is not beside this checkout")
    return found


def _images(pictures: Sequence[bytes]) -> Array:
    def show(done: int, total: int) -> None:
        print(f"\rencoding {done:,} of {total:,}", end="", flush=True)

    features = encode_images(pictures, progress=show)
    print()
    return features


def _kept(cache: Path, name: str, encoder: str, make: Callable[[], Array]) -> Array:
    path = cache / f"{name}-{encoder}.npy"
    if not path.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(".part.npy")
        np.save(half, make().astype(np.float16))
        half.replace(path)
    features: Array = np.load(path)
    return features


LOADERS: dict[str, Callable[[Path], tuple[Array, Array]]] = {
    "digits": _digits,
    "tiles": _by_folder("tiles"),
    "trashnet": _by_folder("trashnet"),
    "trec": _texts("trec", "trec6.jsonl.gz", "text"),
    "agnews": _texts("agnews", "agnews_dev.jsonl.gz", "title", "text"),
    "banking77": _texts("banking77", "banking77.jsonl.gz", "text"),
    "fashion-10k": _fashion(FEW_CLOTHES, "fashion-10k"),
    "cifar10": _cifar10,
    "fashion": _fashion(slice(None), "fashion"),
}
