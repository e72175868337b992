"""Suggestions for the fields of receipts, against the number of receipts that people have answered.

python -m benchmarks.documents            # raw lines in results/rows.jsonl, and docs/benchmarks/documents.md
python -m benchmarks.documents --page     # the page alone, from the raw lines

Each world draws its answered receipts, as many others on which the threshold is chosen, and the ones that are
tested, without overlap. With OCR there are fewer, for it takes seconds each (extra `ocr`).
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.documents import report
from benchmarks.documents.receipts import QUESTION, read_by_ocr, transcribed
from vermeil.core.documents.finder import Example, Finder, learn
from vermeil.core.tasks.fields import compared

OUT = Path(__file__).parent / "results" / "rows.jsonl"
WORLDS = 10
ANSWERED, OTHERS = (0, 5, 10, 20, 40), 25  #: receipts in a world; those left are tested
BY_OCR, ANSWERED_OCR = 32, (0, 5, 10, 20)  #: receipts in all; those not answered are tested
Checked = list[tuple[str, float, bool]]  #: field, how sure its suggestion was (0: there was none), right


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--page", action="store_true", help="only write the page")
    if not parser.parse_args().page:
        by_people, by_ocr = transcribed(), list(read_by_ocr(BY_OCR))
        rows = [
            *(row for world in range(WORLDS) for row in measured("people", by_people, world)),
            *(row for world in range(WORLDS) for row in compared_with_ocr(by_people[:BY_OCR], by_ocr, world)),
        ]
        OUT.parent.mkdir(exist_ok=True)
        OUT.write_text("".join(json.dumps(row) + "\n" for row in rows))
    report.write([json.loads(line) for line in OUT.read_text().splitlines()])


def measured(words: str, receipts: Sequence[Example], world: int) -> list[dict[str, Any]]:
    """One world: what was suggested for the others and for the tested receipts."""
    order = np.random.default_rng(world).permutation(len(receipts))
    most = max(ANSWERED)
    others, tested = order[most : most + OTHERS], order[most + OTHERS :]
    rows = []
    for answered in ANSWERED:
        finder = learn(QUESTION, [receipts[n] for n in order[:answered]])
        found = {
            "others": checked(finder, [receipts[n] for n in others]),
            "tested": checked(finder, [receipts[n] for n in tested]),
        }
        rows.append({"words": words, "world": world, "answered": answered} | found)
    return rows


def compared_with_ocr(
    by_people: Sequence[Example], by_ocr: Sequence[Example], world: int
) -> list[dict[str, Any]]:
    """The same receipts, answered and tested, with the words of people and with those of OCR."""
    order = np.random.default_rng(world).permutation(len(by_ocr))
    tested = order[max(ANSWERED_OCR) :]
    rows = []
    for words, receipts in (("people, the same receipts", by_people), ("ocr", by_ocr)):
        for answered in ANSWERED_OCR:
            finder = learn(QUESTION, [receipts[n] for n in order[:answered]])
            found = checked(finder, [receipts[n] for n in tested])
            rows.append({"words": words, "world": world, "answered": answered, "tested": found})
    return rows


def checked(finder: Finder, receipts: Sequence[Example]) -> Checked:
    """Every field of every receipt: right is what reads the same as its kind."""
    found: Checked = []
    for receipt in receipts:
        said = finder.read(receipt.words)
        for field in QUESTION["fields"]:
            name, kind = field["name"], field.get("kind", "text")
            one = said.get(name)
            same = one and compared(one.text, kind) == compared(receipt.text(name), kind)
            found.append((name, round(one.confidence, 4) if one else 0.0, bool(same)))
    return found


if __name__ == "__main__":
    main()
