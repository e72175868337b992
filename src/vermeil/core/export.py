"""A label as a row of a file, with where it came from."""

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


def label_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row of one exported item, with exactly COLUMNS; `image` is the sha256 of the picture's file."""
    provenance = row["provenance"]
    made = {name: row.get(name) for name in COLUMNS}
    return made | {
        "image": row["blob"],
        "label": None if row["value"] is None else row["value"]["class"],
        "label_source": provenance and ("machine" if provenance == "machine" else "human"),
        "n_answers": row["answers"],
    }
