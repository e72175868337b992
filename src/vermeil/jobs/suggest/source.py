"""What a run of suggestions asks, whatever is behind it."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from vermeil.integrations.formats import file_type
from vermeil.store.items import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was said of one item: a suggestion yet to be checked, or why there is none."""

    given: Mapping[str, Any] | None = None
    why: str = ""
    paid: float = 0.0  #: in the currency of the project
    ref: str = ""  #: what was paid for
    left: bool = False  #: nothing is suggested, on purpose


class Source(Protocol):
    """Where suggestions come from; LabelerFailed or BadInput, in words, ends the run."""

    chunk: int  #: items that it is asked about at once
    about: Mapping[str, Any]  #: what pages show of it, beside the counts

    def say(self, some: Sequence[Item]) -> Sequence[Said]:
        """What it says of each of these items, in their order."""


def data_uri(content: bytes) -> str:
    """A file inside its own address: whoever gets it needs no way to this server, and no right to sign in."""
    _, kind = file_type(content) or ("", "application/octet-stream")
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
