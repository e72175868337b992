"""What a script may hand in: looked at once, refused with words."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray
from rich.progress import Progress

from vermeil.core.errors import BadInput
from vermeil.core.model import Prices, Target, Team
from vermeil.core.plan import entrants
from vermeil.core.plan.entrants import FINETUNED, OURS, usual
from vermeil.core.plan.events import By
from vermeil.core.plan.promises import promises
from vermeil.core.plan.recipe import Recipe
from vermeil.integrations.labelers import check_finetuned
from vermeil.integrations.labelers.llm import LLM, Reader
from vermeil.library import pixels

Array = NDArray[Any]
Oracle = Callable[[Array], Any]
Kind = TypeVar("Kind", Prices, Recipe, Target, Team)
IMAGES = {".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff"}
MATRIX, PICTURES = 2, (3, 4)  #: dimensions
LONGEST = 4096  #: characters of a path
HUGE = 1e15  #: numbers beyond are scaled down before they become single precision


def given(value: Kind | None, kind: type[Kind]) -> Kind:
    """The `value` of an argument named like its `kind`, or the usual one; anything else is refused."""
    if not isinstance(value, kind | None):
        name = kind.__name__
        raise BadInput(f"`{name.lower()}` must be a `vermeil.{name}(...)`; it is {value!r}.")
    return value or kind()


def seeded(seed: object) -> int:
    """The `seed` of everything random."""
    if not isinstance(seed, int | np.integer) or seed < 0:
        raise BadInput(f"The seed must be a whole number from 0; it is {seed!r}.")
    return int(seed)


class People:
    """The oracle, its answers checked."""

    def __init__(self, oracle: Oracle, names: tuple[str, ...]) -> None:
        """`names` of the classes, in the order of their ids."""
        if not callable(oracle):
            raise BadInput("The oracle must be a function from indices (k,) to labels (k,).")
        self.oracle, self.ids = oracle, {name: number for number, name in enumerate(names)}

    def answer(self, items: Array) -> Array:
        """(k,) int32 class ids, -1 where they could not say."""
        said = np.asarray(self.oracle(items.copy()), dtype=object)
        if said.shape != items.shape:
            raise BadInput(
                f"The oracle was asked about {items.size} items and must give as many labels in a row; "
                f"it gave an answer of shape {said.shape}."
            )
        return np.array([self._id(one) for one in said], np.int32)

    def _id(self, said: Any) -> int:  # noqa: ANN401 - whatever the function answered
        if said is None:
            return -1
        if isinstance(said, str):
            number = self.ids.get(said, -2)
        else:
            number = int(said) if isinstance(said, int | np.integer) or float(said).is_integer() else -2
        if not -1 <= number < len(self.ids):
            known = ", ".join(list(self.ids)[:10])
            raise BadInput(
                f"The oracle answered {said!r}, which is none of the {len(self.ids)} classes: {known}."
            )
        return number


def crew_of(
    oracle: Oracle, expert: Oracle | None, prices: Prices, names: tuple[str, ...]
) -> dict[By, People]:
    """Who is asked; BadInput where experts have a price but nobody asks them, or the other way round."""
    if (prices.expert is None) != (expert is None):
        raise BadInput("Experts need both: a function `expert`, and a price for them: `Prices(expert=...)`.")
    return {"people": People(oracle, names), "expert": People(expert or oracle, names)}


def class_names(classes: int | Sequence[str]) -> tuple[str, ...]:
    """The names of the classes, in the order of their ids."""
    if isinstance(classes, bool | str) or not isinstance(classes, int | np.integer | Sequence | np.ndarray):
        raise BadInput("`classes` must be how many classes there are, or a list of their names.")
    if isinstance(classes, np.integer):
        classes = int(classes)
    names = (
        tuple(str(i) for i in range(classes))
        if isinstance(classes, int)
        else tuple(str(one) for one in classes)
    )
    if len(names) <= 1:
        raise BadInput("There must be at least two classes to choose from.")
    if not all(str(name) for name in names) or len(set(names)) < len(names):
        raise BadInput("Class names must be words, all different, none of them empty.")
    return names


def promised(
    target: Target, classes: Sequence[str], slices: Sequence[Any] | None, n_items: int
) -> dict[str, Any]:
    """What of a campaign's setup follows from a target's promises for single classes or slices."""
    if slices is None:
        return {"promises": promises(target, classes)}
    words = np.array([str(one) for one in slices])
    if words.shape != (n_items,):
        raise BadInput(f"`slices` must have one name for each of the {n_items} items; it has {words.size}.")
    names, numbers = np.unique(words, return_inverse=True)
    known = promises(target, classes, names.tolist())
    return {"promises": known, "slices": numbers.astype(np.int64) if target.slices else None}


class Seen(NamedTuple):
    """What was handed in, as labelers see it."""

    features: Array  #: (n, d) float32
    copies: Array | None  #: (n,) the group of each text or image among its copies; None for plain numbers
    images: Sequence[bytes | str | Path] | None  #: (n,) the files, or their bytes, where it is images


def labelers_of(
    wanted: Sequence[Any] | None, given: object, seen: Seen, classes: tuple[str, ...]
) -> tuple[tuple[str, ...], dict[str, Any], dict[str, Reader]]:
    """(names of all labelers, scikit-learn classifiers by name, language models by name)."""
    if wanted is None:
        return usual(len(seen.features), len(classes), seen.features.shape[1]), {}, {}
    if isinstance(wanted, str) or not len(wanted):
        raise BadInput(
            "`labelers` must be a list of scikit-learn classifiers or names; None takes the built-in ones."
        )
    own: dict[str, Any] = {}
    paid: dict[str, Reader] = {}
    names: list[str] = []
    for number, one in enumerate(wanted, start=1):
        if isinstance(one, LLM):
            names.append(one.named({*OURS, *names}))
            paid[names[-1]] = Reader(one, _texts(given), classes)
            continue
        if isinstance(one, str):
            entrants.check(one)
        else:
            if not (
                hasattr(one, "fit") and (hasattr(one, "predict_proba") or hasattr(one, "decision_function"))
            ):
                raise BadInput(
                    f"Labeler {number} ({one!r}) must have fit and predict_proba or decision_function."
                )
            own[f"{type(one).__name__} {number}"] = one
        names.append(one if isinstance(one, str) else f"{type(one).__name__} {number}")
    if FINETUNED in names:
        check_finetuned(seen.images)
    return tuple(names), own, paid


def _texts(given: object) -> list[str]:
    """What a language model can read."""
    texts = isinstance(given, Sequence) and all(isinstance(one, str) for one in given)
    if not texts or not isinstance(given, Sequence) or all(map(_is_image, given)):
        raise BadInput("A language model reads texts: X must be a list of texts.")
    return list(given)


def features_of(given: object, *, progress: bool) -> Seen:
    """What is handed in, checked and encoded.

    An array (n, height, width) or (n, height, width, 3) is pictures; so are rows of pixels of square grey
    ones.
    """
    if hasattr(given, "toarray"):
        raise BadInput("X is sparse: make it dense (X.toarray()), or reduce it first (TruncatedSVD).")
    if isinstance(given, Sequence) and len(given) and all(isinstance(one, str | Path) for one in given):
        return _encoded(given, progress=progress)
    single = getattr(given, "dtype", None) == np.float32  # large ones are not blown up to be looked at
    try:
        values = np.asarray(given, dtype=np.float32 if single else np.float64)
    except (TypeError, ValueError) as wrong:
        raise BadInput(
            "X must be numbers (n_items, n_features), a list of texts, or a list of image paths."
        ) from wrong
    if values.ndim not in {MATRIX, *PICTURES} or 0 in values.shape:
        raise BadInput(f"X must have the shape (n_items, n_features), both above 0; it has {values.shape}.")
    largest = np.abs(values).max(axis=0)
    if not np.isfinite(largest).all():
        bad = np.flatnonzero(~np.isfinite(values).reshape(len(values), -1).all(axis=1))
        raise BadInput(f"X has missing or infinite numbers, first in row {bad[0]} (rows: {bad.size:,}).")
    if values.ndim in PICTURES or pixels.are_rows_of(values):
        return _encoded(pixels.files(values), progress=progress)
    return Seen((values / np.where(largest > HUGE, largest, 1)).astype(np.float32), None, None)


def _encoded(given: Sequence[str | Path | bytes], *, progress: bool) -> Seen:
    from vermeil.integrations import encoders  # noqa: PLC0415 - a second to import; plain numbers need none

    cache = Path.home() / ".cache" / "vermeil"
    images = all(map(_is_image, given))
    with Progress(disable=not progress) as bar:
        task = bar.add_task("encoding", total=len(given))

        def show(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        if images:
            content = [_digest(one) for one in given]
            return Seen(encoders.encode_images(given, cache, show), _groups(content), given)
        texts = [str(one) for one in given]
        return Seen(encoders.encode_texts(texts, cache, show), _groups(texts), None)


def _is_image(one: str | Path | bytes) -> bool:
    if isinstance(one, bytes):
        return True
    return len(str(one)) < LONGEST and Path(one).suffix.lower() in IMAGES


def _digest(image: str | Path | bytes) -> str:
    try:
        content = image if isinstance(image, bytes) else Path(image).read_bytes()
    except OSError as wrong:
        raise BadInput(f"The image {image!s} cannot be read: {wrong.strerror}.") from wrong
    return hashlib.sha256(content).hexdigest()


def _groups(content: Sequence[str]) -> Array:
    first: dict[str, int] = {}
    return np.array([first.setdefault(one, number) for number, one in enumerate(content)], np.int64)
