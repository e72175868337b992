"""Lists in pages: a cursor says where the next one begins."""

from collections.abc import Sequence
from typing import Any

from vermeil.core.errors import BadInput

View = dict[str, Any]
MAX_CURSOR = 2**63
MAX_DIGITS = 19


def after(cursor: str | None) -> int:
    """The number inside a cursor; 0 without one; BadInput when it was made up."""
    if cursor is None:
        return 0
    if (
        not cursor.isascii()
        or not cursor.isdecimal()
        or len(cursor) > MAX_DIGITS
        or int(cursor) >= MAX_CURSOR
    ):
        raise BadInput("`cursor` is not one that this server gave: leave it out to begin at the first page.")
    return int(cursor)


def cut(views: Sequence[View], cursor: str | None, limit: int) -> View:
    """The page of a short list; its cursors count records."""
    start = after(cursor)
    end = start + limit
    return {"items": list(views[start:end]), "next_cursor": str(end) if end < len(views) else None}
