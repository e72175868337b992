"""What a network taught on the images themselves is worth, and what mirrored images are, on few labels.

python -m benchmarks.cost.images --data tiles --labelled 60 --seeds 3  # needs PyTorch; runs what is not there
python -m benchmarks.cost.images --mirrored --labelers kernel,blend,logistic --data cifar10
python -m benchmarks.cost.labelers --report        # the page of all labelers

Items drawn at random are labelled, and each labeler's labels of all others are compared with the truth.
"""

import argparse
import io
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageOps

from benchmarks.cost import data, runs
from benchmarks.cost.data import Data
from vermeil.core.plan.entrants import FINETUNED
from vermeil.integrations.encoders import encode_images
from vermeil.integrations.labelers import Bench

CACHE = Path.home() / ".cache" / "vermeil-benchmarks"
RESULTS = runs.RESULTS / "images"
FROZEN = ("kernel", "blend", "logistic")
LABELLED = (60, 120, 240)
MOST = 2_000  #: items of a data set
KEY = ("data", "encoder", "labeler", "mirrored", "labelled", "seed")
Row = dict[str, Any]
Variant = tuple[str, bool]  #: labeler, whether features are averaged with those of the mirror image
TAUGHT: tuple[Variant, ...] = (*((name, False) for name in FROZEN), (FINETUNED, False))
MIRRORED: tuple[Variant, ...] = tuple((name, mirrored) for name in FROZEN for mirrored in (False, True))
TEXT = """
## A network taught on the images

The share of the other items that is wrong, in percent, when 60, 120 and 240 items drawn at random are
labelled. In brackets the seconds of processor time of one training, out-of-fold predictions included: as in a
campaign, what 60 labels need of the images is kept for 120 and 240. The network's size and rates were chosen
by trial on these two sets, so that its figures lean its way. `finetuned` is the mean of the network
(PyTorch) and the kernel machine; `blend` and `finetuned` were trained after `kernel`, whose work they share.
Means over so many seeds as are told, the same for all lines; sets of more than {most:,} items are cut to as
many. What follows from the figures: [decision](../decisions/labelers.md). Measured by
`python -m benchmarks.cost.images`, kept in `benchmarks/cost/results/images`.

{taught}
## Features averaged with those of the mirror image

The same, where the features of each image are averaged with those of its mirror image (`--mirrored`), which
doubles the time that encoding takes.

{mirrored}"""


def main() -> None:
    """Run what was asked for and is not there yet."""
    asked = _options()
    for name in asked.data:
        try:
            measure(data.load(name, asked.cache), asked)
        except data.Absent as reason:
            print(f"{name}: skipped, {reason}")


def measure(whole: Data, asked: argparse.Namespace) -> None:
    """Every labeler at every number of labels, seed by seed."""
    files, there = data.pictures(whole.name), {_key(row) for row in rows()}
    some = np.random.default_rng(6).permutation(whole.truth.size)[:MOST]
    files = [files[item] for item in some]
    features = whole.features[some]
    if asked.mirrored:
        features = (features + _mirrored(whole, files, asked.cache)) / 2
    found = Data(whole.name, features, whole.truth[some], whole.n_classes, whole.encoder)
    for seed in range(asked.seeds):
        bench = Bench(found.features, images=files)  # as in a campaign: what was made for few labels is kept
        for labelled in asked.labelled:
            for name in asked.labelers:
                key = (found.name, found.encoder, name, asked.mirrored, labelled, seed)
                if key not in there:
                    keep(dict(zip(KEY, key, strict=True)) | _figures(bench, found, *key[2:3], *key[4:]))


def _figures(bench: Bench, found: Data, name: str, labelled: int, seed: int) -> Row:
    labels, known = _told(found, labelled, seed)
    began = time.process_time()
    told = bench.train(name, labels, known, n_classes=found.n_classes, seed=seed)
    row: Row = {"items": labels.size, "wrong": float((told.label != found.truth)[~known].mean())}
    row["out_of_fold"] = float((told.part_label != found.truth[told.part]).mean())
    row |= {"seconds": round(told.seconds, 3), "processor": round(time.process_time() - began, 3)}
    return row | {"versions": runs.VERSIONS}


def _told(found: Data, labelled: int, seed: int) -> tuple[Any, Any]:
    """(labels (n,), which of them are known (n,))."""
    known = np.random.default_rng([seed, 7]).permutation(found.truth.size) < labelled
    return np.where(known, found.truth, -1).astype(np.int32), known


def _mirrored(whole: Data, files: list[bytes], cache: Path) -> Any:  # noqa: ANN401 - an array
    path = cache / f"{whole.name}-{whole.encoder}-mirrored-{len(files)}.npy"
    if not path.is_file():
        np.save(path, encode_images([_mirror(one) for one in files]).astype(np.float16))
    return np.load(path).astype(np.float32)


def _mirror(file: bytes) -> bytes:
    out = io.BytesIO()
    ImageOps.mirror(Image.open(io.BytesIO(file))).save(out, "PNG")
    return out.getvalue()


def rows() -> list[Row]:
    """The latest line of each run."""
    return runs.latest(RESULTS, _key)


def _key(row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in KEY)


def keep(row: Row) -> None:
    """Append one line."""
    print({name: row[name] for name in (*KEY, "wrong", "out_of_fold", "seconds", "processor")}, flush=True)
    runs.keep(row, RESULTS)


def section() -> str:
    """Its part of the labelers' page, from what is kept."""
    return TEXT.format(most=MOST, taught=_table(TAUGHT), mirrored=_table(MIRRORED))


def _table(variants: Sequence[Variant]) -> str:
    """The data sets that all variants have seen, on the seeds that all have."""
    lines = ["| data | labeler | " + " | ".join(map(str, LABELLED)) + " |"]
    lines.append("|" + " --- |" * (len(LABELLED) + 2))
    for name in data.LOADERS:
        columns = [_column([row for row in rows() if row["data"] == name], variants, k) for k in LABELLED]
        if any(columns):
            told = ["seeds", *(labeler + ", mirrored" * mirrored for labeler, mirrored in variants)]
            cells = [one or [""] * len(told) for one in columns]
            lines += ["| " + " | ".join([name, *line]) + " |" for line in zip(told, *cells, strict=True)]
    return "\n".join(lines) + "\n"


def _column(found: list[Row], variants: Sequence[Variant], labelled: int) -> list[str]:
    """How many seeds there are, and a cell for each variant; nothing where there are none."""
    by_variant = [
        {
            row["seed"]: row
            for row in found
            if (row["labeler"], row["mirrored"], row["labelled"]) == (*one, labelled)
        }
        for one in variants
    ]
    seeds = sorted(set.intersection(*(set(one) for one in by_variant)))
    return [str(len(seeds)), *(_cell([one[seed] for seed in seeds]) for one in by_variant)] if seeds else []


def _cell(found: list[Row]) -> str:
    wrong, seconds = (float(np.mean([row[name] for row in found])) for name in ("wrong", "processor"))
    return f"{100 * wrong:.1f} ({seconds:.1f})"


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--data", type=lambda text: text.split(","), default=["tiles", "trashnet"])
    options.add_argument(
        "--labelled", type=lambda text: [int(one) for one in text.split(",")], default=LABELLED
    )
    options.add_argument("--labelers", type=lambda text: text.split(","), default=[*FROZEN, FINETUNED])
    options.add_argument("--seeds", type=int, default=3)
    options.add_argument(
        "--mirrored", action="store_true", help="features averaged with those of the mirrored"
    )
    options.add_argument("--cache", type=Path, default=CACHE, help="where features are kept")
    return options.parse_args()


if __name__ == "__main__":
    main()
