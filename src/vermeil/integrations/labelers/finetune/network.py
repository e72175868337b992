"""The packaged EfficientNet-Lite0 in PyTorch, cut in two: stages that stay as they are, and those that learn.

The batch norms are folded into the convolutions and stay as ImageNet left them: the few images of a batch say
little of means and spreads. What the lower stages see knows no labels, so that it is computed once for all
folds and rounds.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any, Self

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from vermeil.integrations.encoders import lite0

Array = NDArray[Any]
SIDE = 224  #: pixels of the square that it sees
CUT = 11  #: blocks that stay; they end where a map has a sixteenth of the picture's side
ROWS = 32  #: looked at together


@dataclass(frozen=True, slots=True, eq=False)
class Convolution:
    """One convolution, padded by TensorFlow's rule ("same"), in which the weights were trained."""

    kernel: Tensor
    bias: Tensor
    stride: int
    groups: int
    relu: bool

    @classmethod
    def packaged(cls, name: str, norm: str, stride: int = 1, *, relu: bool = True) -> Self:
        """As it comes, ready to learn."""
        kernel, bias = map(torch.from_numpy, lite0.folded(lite0.packaged(), name, norm))
        return cls(kernel, bias, stride, len(kernel) if "depthwise" in name else 1, relu)

    def __call__(self, x: Tensor) -> Tensor:
        """Maps (n, channels, side, side) to maps."""
        wide = max(
            (-(-x.shape[-1] // self.stride) - 1) * self.stride + self.kernel.shape[-1] - x.shape[-1], 0
        )
        if wide % 2:
            x = functional.pad(x, (wide // 2, wide - wide // 2) * 2)
        padding = 0 if wide % 2 else wide // 2
        out = functional.conv2d(x, self.kernel, self.bias, self.stride, padding, groups=self.groups)
        return functional.relu6(out) if self.relu else out


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """One inverted residual: expand, filter each channel, project."""

    parts: tuple[Convolution, ...]
    adds: bool  #: what came in to what goes out

    @classmethod
    def packaged(cls, index: int) -> Self:
        """Block `index` of the network as it comes."""
        name, stride = f"_blocks.{index}", lite0.STRIDES[index]
        expand = [Convolution.packaged(f"{name}._expand_conv", f"{name}._bn0")] if index else []
        depthwise = Convolution.packaged(f"{name}._depthwise_conv", f"{name}._bn1", stride)
        project = Convolution.packaged(f"{name}._project_conv", f"{name}._bn2", relu=False)
        parts = (*expand, depthwise, project)
        same = parts[0].kernel.shape[1] == project.kernel.shape[0]
        return cls(parts, bool(index) and stride == 1 and same)

    def __call__(self, x: Tensor) -> Tensor:
        """Maps to maps."""
        out = x
        for part in self.parts:
            out = part(out)
        return out + x if self.adds else out


@cache
def _lower() -> tuple[Convolution | Block, ...]:
    return Convolution.packaged("_conv_stem", "_bn0", 2), *map(Block.packaged, range(CUT))


def seen(pictures: Array) -> Array:
    """What the lower stages make of pictures (n, SIDE, SIDE, 3) uint8: maps (n, c, s, s) float16."""
    x = torch.from_numpy(pictures).permute(0, 3, 1, 2).float().sub(127).div(128)
    with torch.inference_mode():
        for stage in _lower():
            x = stage(x)
        return np.asarray(x.numpy(), np.float16)


class Upper:
    """The stages that learn, with weights of their own."""

    def __init__(self) -> None:
        self._blocks = [Block.packaged(index) for index in range(CUT, len(lite0.STRIDES))]
        self._head = Convolution.packaged("_conv_head", "_bn1")
        parts = [*(part for block in self._blocks for part in block.parts), self._head]
        self.weights = [one.requires_grad_() for part in parts for one in (part.kernel, part.bias)]

    def __call__(self, maps: Array) -> Tensor:
        """(n, HEAD_WIDTH) of what `seen` gave."""
        x = torch.from_numpy(maps).float()
        for block in self._blocks:
            x = block(x)
        pooled: Tensor = self._head(x).mean((2, 3))
        return pooled

    def told(self, maps: Array) -> Tensor:
        """The same without a way back to the weights, in pieces that stay in the cache."""
        with torch.no_grad():
            return torch.cat([self(maps[start : start + ROWS]) for start in range(0, len(maps), ROWS)])
