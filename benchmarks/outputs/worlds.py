"""Real items, what real (small) models say of them, and what is true: boxes, spans, fields of documents."""

import gzip
import io
import json
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from scipy import ndimage
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

SHARED = Path(__file__).parents[3] / "shared" / "data"
Json = dict[str, Any]
WHITE = "white cell"


@dataclass
class World:
    """Items, what a model says of each (value and how sure), and what is true."""

    question: Json
    items: list[Any] = field(default_factory=list)  #: texts, or bytes of images
    said: list[tuple[Any, float]] = field(default_factory=list)
    true: list[Any] = field(default_factory=list)

    def add(self, item: str | bytes, said: object, sure: float, true: object) -> None:
        """One more item."""
        self.items.append(item)
        self.said.append((said, sure))
        self.true.append(true)

    @property
    def asked(self) -> Json:
        """The schema."""
        return {"questions": [{"name": "it"} | self.question]}


def cells(most: int | None = None) -> World:
    """White blood cells (BCCD), found as the large purple spots, in all pictures or at `most` so many."""
    coco = json.loads((SHARED / "detection" / "bccd.coco.json").read_text())
    white = next(one["id"] for one in coco["categories"] if one["name"] == "WBC")
    true: dict[int, list[Json]] = {one["id"]: [] for one in coco["images"]}
    for one in coco["annotations"]:
        if one["category_id"] == white:
            place = dict(zip("xywh", one["bbox"], strict=True))
            true[one["image_id"]].append({"label": WHITE} | place)
    world = World({"type": "boxes", "labels": [WHITE]})
    with zipfile.ZipFile(SHARED / "detection" / "bccd_images.zip") as archive:
        files = {Path(name).name: name for name in archive.namelist()}
        for one in coco["images"][:most]:
            data = archive.read(files[Path(one["file_name"]).name])
            world.add(data, *purple(Image.open(io.BytesIO(data))), true[one["id"]])
    return world


def purple(image: Image.Image) -> tuple[list[Json], float]:
    """Boxes around the large purple spots, and how sure they are."""
    small = np.asarray(image.convert("RGB").resize((160, 120)), float)
    blue = ndimage.gaussian_filter(small[..., 2] - small[..., 1], 1)
    spots, _ = ndimage.label(blue > 45)
    found, sure = [], 1.0
    for number, (rows, columns) in enumerate(ndimage.find_objects(spots), 1):
        inside = spots[rows, columns] == number
        if inside.sum() >= 150:
            x, y = max(columns.start * 4 - 16, 0), max(rows.start * 4 - 16, 0)
            right, low = min(columns.stop * 4 + 16, image.width), min(rows.stop * 4 + 16, image.height)
            found.append({"label": WHITE, "x": x, "y": y, "w": right - x, "h": low - y})
            sure = min(sure, float(blue[rows, columns][inside].mean()) / 120)
    return found, max(sure, 0.0) if found else 0.1


def entities() -> World:
    """Emerging entities in tweets (WNUT-17): a token is one or not by its shape and its neighbours'."""
    with gzip.open(SHARED / "ner" / "wnut17.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    taught, asked = rows[:1500], rows[1500:2100]  # of the training part: elsewhere the entities are all new
    names = sorted({tag[2:] for row in rows for tag in row["tags"] if tag != "O"})
    words, model = DictVectorizer(), LogisticRegression(max_iter=300, C=3.0)
    model.fit(
        words.fit_transform([shape for row in taught for shape in shapes(row["tokens"])]),
        [tag.split("-", 1)[-1] for row in taught for tag in row["tags"]],
    )
    world = World({"type": "spans", "labels": names})
    for row in asked:
        sure = model.predict_proba(words.transform(shapes(row["tokens"])))
        said = ["O" if one == "O" else f"I-{one}" for one in model.classes_[sure.argmax(axis=1)]]
        text = " ".join(row["tokens"])
        least = float(sure.max(axis=1).min())
        world.add(text, spans(row["tokens"], said), least, spans(row["tokens"], row["tags"]))
    return world


def shapes(tokens: list[str]) -> list[dict[str, str]]:
    """What the model sees of each word."""

    def about(place: int, where: str) -> dict[str, str]:
        word = tokens[place] if 0 <= place < len(tokens) else ""
        shape = re.sub(r"[a-z]+", "a", re.sub(r"[A-Z]+", "A", re.sub(r"\d+", "0", word)))
        return {f"word{where}": word.lower(), f"shape{where}": shape, f"end{where}": word[-3:].lower()}

    return [about(n, "") | about(n - 1, "-") | about(n + 1, "+") for n in range(len(tokens))]


def spans(tokens: list[str], tags: list[str]) -> list[Json]:
    """Spans of the words, joined by spaces, from a tag for each."""
    found: list[Json] = []
    start = 0
    for token, tag in zip(tokens, tags, strict=True):
        end, follows = start + len(token), bool(found) and found[-1]["end"] == start - 1
        if tag.startswith("I-") and follows and found[-1]["label"] == tag[2:]:
            found[-1]["end"] = end
        elif tag != "O":
            found.append({"label": tag[2:], "start": start, "end": end})
        start = end + 1
    return found


def receipts() -> World:
    """Shop, day and total of receipts (SROIE), each an item, by rules on the lines that stand there."""
    fields = [{"name": "company"}, {"name": "date", "kind": "date"}, {"name": "total", "kind": "amount"}]
    world = World({"type": "fields", "fields": fields})
    with (
        gzip.open(SHARED / "documents" / "sroie.jsonl.gz", "rt", encoding="utf-8") as lines,
        zipfile.ZipFile(SHARED / "documents" / "sroie_images.zip") as archive,
    ):
        files = {Path(name).name: name for name in archive.namelist()}
        for line in lines:
            row = json.loads(line)
            texts = [one["text"] for one in row["lines"]]
            for name, (said, sure) in read(texts).items():
                true = {"fields": {name: {"text": row["fields"].get(name, "")}}}
                value = {"fields": {name: {"text": said}} if said else {}}
                world.add(archive.read(files[row["file_name"]]), value, sure, true)
    return world


def read(lines: list[str]) -> dict[str, tuple[str, float]]:
    """Of each field what it says, and how sure that is."""
    days = [found[0] for line in lines if (found := re.search(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}", line))]
    prices = [re.findall(r"\d+\.\d\d\b", line.replace(",", "")) for line in lines]
    amounts = [float(one) for found in prices for one in found]
    after = [n for n, line in enumerate(lines) if re.search(r"(?i)total(?!.*(qty|item|gst|tax))", line)]
    near = [float(one) for n in after for found in prices[n : n + 2] for one in found]
    total = max(near, default=max(amounts, default=0.0))
    firms = [line for line in lines if re.search(r"(?i)sdn|bhd|trading|enterprise|shop", line)]
    return {
        "company": ((firms or lines)[0], 0.8 if lines[0] in firms else 0.3),
        "date": (days[0] if days else "", 0.9 if days else 0.2),
        "total": (f"{total:.2f}", 0.3 + 0.3 * (amounts.count(total) > 1) + 0.3 * bool(near)),
    }
