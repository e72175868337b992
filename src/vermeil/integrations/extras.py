"""What is not installed with Vermeil itself."""

from importlib.util import find_spec

from vermeil.core.errors import BadInput


class TorchMissing(BadInput):
    """The labeler "finetuned" needs PyTorch: `pip install "vermeil[torch]"`."""


def check_torch() -> None:
    """TorchMissing where PyTorch is not installed."""
    if find_spec("torch") is None:
        raise TorchMissing
