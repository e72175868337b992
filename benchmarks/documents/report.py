"""The page docs/benchmarks/documents.md, from raw lines."""

import itertools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks" / "documents.md"
FIELDS = ("company", "date", "address", "total")
ERRORS = (0.05, 0.10)
BINS = (0.0, 0.3, 0.6, 0.8, 0.95, 1.0)
Row = dict[str, Any]
Checked = Sequence[tuple[str, float, bool]]

HEAD = """# Suggestions for the fields of documents

`python -m benchmarks.documents` (it needs the extra `ocr`): 90 scanned receipts (ICDAR 2019 SROIE) with their
shop, day, address and total. A suggestion is right where it reads the same as the answer: dates and amounts
by their value, texts letter by letter but for case and spaces. Means over ten worlds, each with its own
answered, other and tested receipts; the finder is `core/documents`, the same for every field, and knows
nothing of receipts.
"""
RIGHT = """
## Right suggestions, % of all fields

The words are those that people wrote down, with their boxes.
"""
TOUCH = """
## Fields that people need not touch

The surest suggestions are taken over unseen: as many as kept the error among them within the bound on 25
*other* answered receipts. Beside the share of the fields, the error that was then found among them. Such a
threshold has no margin: its error is near the bound on average. What promises is a campaign, by its audit.
"""
BELIEVED = """
## What a confidence means

All suggestions after 10 answers and more, by how sure they were; the words are those of people, or of OCR.
"""
OCR = """
## With OCR

32 of the receipts, 12 tested in each world: right suggestions, %, with the words of people and with what
`rapidocr` 3.10 reads (about 2 seconds a receipt on one core), on the very same receipts.
"""
END = """
Addresses are the hard field: they go over two to five lines, and the data set often writes them with other
spaces and signs than the paper. Shops that were answered before are known again, spelling included; the
address of one that is seen for the first time is mostly found, but not written as people would.
"""


def write(rows: Sequence[Row]) -> None:
    """Put the page together."""
    people = [row for row in rows if row["words"] == "people"]
    counts = sorted({row["answered"] for row in people})
    parts = [
        HEAD,
        RIGHT,
        table(["answered", *FIELDS, "all"], [[n, *rights(people, n)] for n in counts]),
        TOUCH,
        table(
            ["answered", *(f"at {e:.0%} error" for e in ERRORS)], [[n, *shares(people, n)] for n in counts]
        ),
        BELIEVED,
        table(["words", "sure", "suggestions", "on average", "right"], believed(rows)),
        OCR,
        *ocr_table(rows),
        END,
    ]
    PAGE.write_text("".join(parts), encoding="utf-8")


def ocr_table(rows: Sequence[Row]) -> list[str]:
    """Both kinds of words side by side."""
    pairs = [[row for row in rows if row["words"] == words] for words in ("people, the same receipts", "ocr")]
    counts = sorted({row["answered"] for row in pairs[1]})
    lines = [
        [n, *(f"{a} / {b}" for a, b in zip(*(rights(side, n) for side in pairs), strict=True))]
        for n in counts
    ]
    return [table(["answered", *(f"{name}: people / OCR" for name in (*FIELDS, "all"))], lines)]


def rights(rows: Sequence[Row], answered: int) -> list[str]:
    """The share of right suggestions, field by field and in all."""
    found = [one for row in rows if row["answered"] == answered for one in row["tested"]]
    wanted: list[Callable[[str], bool]] = [*(name.__eq__ for name in FIELDS), bool]
    return [percent(np.mean([right for name, _, right in found if fits(name)])) for fits in wanted]


def shares(rows: Sequence[Row], answered: int) -> list[str]:
    """Of each bound on the error: the share of fields left alone, and their error."""
    told = []
    for bound in ERRORS:
        alone, wrong, fields = 0, 0, 0
        for row in rows:
            if row["answered"] == answered:
                least = threshold(row["others"], bound)
                taken = [right for _, sure, right in row["tested"] if sure and sure >= least]
                alone, wrong = alone + len(taken), wrong + taken.count(False)
                fields += len(row["tested"])
        told.append(f"{percent(alone / fields)} ({percent(wrong / alone) if alone else '-'} wrong)")
    return told


def threshold(checked: Checked, bound: float) -> float:
    """The least confidence from which on, among all that are as sure, the error is within the bound."""
    sure = sorted(((sure, right) for _, sure, right in checked if sure), reverse=True)
    wrong = np.cumsum([not right for _, right in sure])
    ends = [n for n, (one, _) in enumerate(sure, 1) if n == len(sure) or sure[n][0] < one]
    within = [n for n in ends if wrong[n - 1] <= bound * n]
    return sure[within[-1] - 1][0] if within else 2.0


def believed(rows: Sequence[Row]) -> list[list[str]]:
    """Confidence against truth."""
    lines = []
    for words, (low, high) in itertools.product(("people", "ocr"), itertools.pairwise(BINS)):
        found = (
            one for row in rows if row["words"] == words and row["answered"] >= 10 for one in row["tested"]
        )
        inside = [(sure, right) for _, sure, right in found if low < sure <= high]
        sure, right = (percent(np.mean(part)) for part in zip(*inside, strict=True))
        lines.append([words, f"{low:.2f} to {high:.2f}", str(len(inside)), sure, right])
    return lines


def percent(share: float | np.floating[Any]) -> str:
    """As a whole number of percent with one digit after the point."""
    return f"{100 * share:.1f}"


def table(head: Sequence[str], lines: Sequence[Sequence[object]]) -> str:
    """In Markdown."""
    rows = [head, ["---"] * len(head), *lines]
    return "\n" + "\n".join(f"| {' | '.join(map(str, row))} |" for row in rows) + "\n"
