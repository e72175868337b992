from typing import Any

import numpy as np
from numpy.typing import NDArray


def unit(block: NDArray[np.floating[Any]]) -> NDArray[np.float32]:
    """Each row (n, d) divided by its length; a row of zeros stays one."""
    length = np.linalg.norm(block, axis=1, keepdims=True)
    scaled: NDArray[np.float32] = (block / np.maximum(length, 1e-9)).astype(np.float32)
    return scaled
