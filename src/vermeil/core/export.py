"""A label as a row of a file, with where it came from."""

import json
from collections.abc import Mapping
from typing import Any

from vermeil.core.remarks import REMARKS

#: The columns of every export, in their order. `image` is the sha256 of the item's file, `width` and `height`
#: its size where it is a picture; `value` is the whole answer as JSON, `label` the answer itself where it is
#: one name or text; `comments` is what was said beside it, `extras` what only the tool knew that an imported
#: answer came from, both as JSON; `label_source` is human or machine, empty without a label.
COLUMNS: Mapping[str, type] = {
    "item_id": int,
    "key": str,
    "media": str,
    "text": str,
    "image": str,
    "width": int,
    "height": int,
    "metadata": str,
    "label": str,
    "value": str,
    "extras": str,
    "label_source": str,
    "provenance": str,
    "tool": str,
    "annotator": str,
    "annotated_at": str,
    "confidence": float,
    "guideline_version": int,
    "schema_version": int,
    "model_version": str,
    "blind": bool,
    "n_answers": int,
    "certificate_id": int,
    "comments": str,
}


def label_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row of one exported item, with exactly COLUMNS."""
    provenance, value, origin = row["provenance"], row["value"], row.get("origin") or {}
    only = list(value.values()) if value and len(value) == 1 else [None]
    note = row.get("note") or {}
    said = {name: note[name] for name in ("comment", REMARKS) if name in note}
    made = {name: row.get(name) for name in COLUMNS}
    return made | {
        **{name: origin.get(name) for name in ("tool", "annotator", "annotated_at")},
        "extras": _json(origin.get("extras")),
        "metadata": _json(row.get("metadata")),
        "image": row["blob"],
        "label": only[0] if isinstance(only[0], str) else None,
        "value": _json(value),
        "label_source": provenance and ("machine" if provenance == "machine" else "human"),
        "n_answers": row["answers"],
        "comments": _json(said or None),
    }


def _json(value: Any) -> str | None:  # noqa: ANN401 - of any shape
    return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
