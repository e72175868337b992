"""Label a whole data set to a proven accuracy at the least cost: people and models share the work."""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vermeil.client import Client
    from vermeil.core.model import Caps, Prices, Target, Team
    from vermeil.core.plan.recipe import Recipe
    from vermeil.integrations.labelers.llm import LLM
    from vermeil.library import label

__all__ = ["LLM", "Caps", "Client", "Prices", "Recipe", "Target", "Team", "label"]

_HOME = {
    "Caps": "vermeil.core.model",
    "LLM": "vermeil.integrations.labelers.llm",
    "Client": "vermeil.client",
    "Prices": "vermeil.core.model",
    "Recipe": "vermeil.core.plan.recipe",
    "Target": "vermeil.core.model",
    "Team": "vermeil.core.model",
    "label": "vermeil.library",
}


def __getattr__(name: str) -> object:
    """The public names, each imported when first used: the client needs no engine."""
    if name not in _HOME:
        raise AttributeError(f"module 'vermeil' has no attribute {name!r}")
    found: object = getattr(importlib.import_module(_HOME[name]), name)
    return found
