"""Weights out of a PyTorch checkpoint, without PyTorch and without running what the file asks for.

The legacy format of `torch.save` (before its zip container) is five pickles and then the storages: a magic
number, a protocol number, facts of the machine, the state with each tensor as a view of a storage, the
storages' keys; then for each key a 64-bit count and the raw numbers.
"""

import pickle
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, ClassVar

import numpy as np
from numpy.typing import NDArray

_MAGIC = 0x1950A86A20F9469CFC6C


@dataclass(frozen=True, slots=True)
class _View:
    storage: str
    offset: int
    shape: tuple[int, ...]
    stride: tuple[int, ...]  #: in numbers, not bytes; a transposed tensor is stored as it was before


class _Unpickler(pickle.Unpickler):
    """Knows the four names a state dictionary needs, and refuses every other."""

    types: ClassVar[dict[str, np.dtype[Any]]] = {
        "FloatStorage": np.dtype("<f4"),
        "LongStorage": np.dtype("<i8"),
    }

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file)
        self.dtypes: dict[str, np.dtype[Any]] = {}

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401  # pickle's own signature
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return lambda storage, offset, shape, stride, *_: _View(storage, offset, shape, stride)
        if module == "torch" and name in self.types:
            return self.types[name]
        raise pickle.UnpicklingError(f"the checkpoint asks for {module}.{name}, which weights do not need")

    def persistent_load(self, pid: Any) -> str:  # noqa: ANN401  # pickle's own signature
        _, dtype, key, *_ = pid
        self.dtypes[key] = dtype
        return str(key)


def read_weights(path: Path) -> dict[str, NDArray[Any]]:
    """Every tensor of the checkpoint by its name.

    Raises:
        pickle.UnpicklingError: It is no such checkpoint, or names anything but tensors.
    """
    with path.open("rb") as file:
        if _Unpickler(file).load() != _MAGIC:
            raise pickle.UnpicklingError(f"{path.name} is not a checkpoint in PyTorch's legacy format")
        for _ in ("protocol", "machine"):
            _Unpickler(file).load()
        state = _Unpickler(file)
        views = state.load()
        storages = {key: _storage(file, state.dtypes[key]) for key in _Unpickler(file).load()}
    return {name: _array(storages, view) for name, view in views.items()}


def _storage(file: BinaryIO, dtype: np.dtype[Any]) -> NDArray[Any]:
    count = int.from_bytes(file.read(8), "little")
    return np.frombuffer(file.read(count * dtype.itemsize), dtype, count)


def _array(storages: dict[str, NDArray[Any]], view: _View) -> NDArray[Any]:
    numbers = storages[view.storage]
    strides = [step * numbers.itemsize for step in view.stride]
    return np.ndarray(view.shape, numbers.dtype, numbers, view.offset * numbers.itemsize, strides)
