"""A label as a row of a file, with where it came from."""

import json
from collections.abc import Mapping
from typing import Any

#: The columns of every export, in their order; `label_source` is human or machine, empty without a label.
COLUMNS: Mapping[str, type] = {
    "item_id": int,
    "key": str,
    "text": str,
    "image": str,
    "label": str,
    "label_source": str,
    "provenance": str,
    "confidence": float,
    "guideline_version": int,
    "schema_version": int,
    "model_version": str,
    "blind": bool,
    "n_answers": int,
    "certificate_id": int,
}


def label_of(value: Mapping[str, Any]) -> str:
    """The answer itself where it is a single name or text; else all of it as JSON."""
    match list(value.values()):
        case [str() as only]:
            return only
    return json.dumps(value, ensure_ascii=False)


def label_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row of one exported item, with exactly COLUMNS; `image` is the sha256 of the picture's file."""
    provenance = row["provenance"]
    made = {name: row.get(name) for name in COLUMNS}
    return made | {
        "image": row["blob"],
        "label": None if row["value"] is None else label_of(row["value"]),
        "label_source": provenance and ("machine" if provenance == "machine" else "human"),
        "n_answers": row["answers"],
    }
