"""Raw results: one JSON line a run, kept for ever; the latest line of a run counts."""

import json
import platform
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.cost.data import Data
from benchmarks.cost.ending import certified, published
from benchmarks.cost.methods import METHODS
from benchmarks.cost.world import Ending, Outcome, Terms, World

RESULTS = Path(__file__).parent / "results"
DRAWS = 10  #: of each audit: how it falls out is luck, and the rest of a run is costly
Row = dict[str, Any]
Key = tuple[str, str, str, float, float, int]


@dataclass(frozen=True)
class Wanted:
    """One run: both endings of one method."""

    method: str
    terms: Terms

    def key(self, data: Data) -> Key:
        """What makes it the same run."""
        terms = self.terms
        return data.name, data.encoder, self.method, terms.target.error, terms.prices.label, terms.seed


def key_of(row: Row) -> Key:
    """The key of a line."""
    return row["data"], row["encoder"], row["method"], row["target"], row["price"], row["seed"]


def rows(folder: Path = RESULTS) -> list[Row]:
    """The latest line of each run and ending, of all data sets."""
    return latest(folder, lambda row: (key_of(row), row["ending"]))


def latest(folder: Path, key: Callable[[Row], Any]) -> list[Row]:
    """The last line that was kept in `folder` of each `key`, where an encoder made the latest features."""
    paths = sorted(folder.glob("*.jsonl"))
    kept = (json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines())
    found = list({key(row): row for row in kept}.values())
    encoder = {row["data"]: row["encoder"] for row in found}
    return [row for row in found if row["encoder"] == encoder[row["data"]]]


def run(data: Data, wanted: Wanted, memory: dict[Any, Any]) -> Iterator[Row]:
    """One method on one data set: a line for each of its endings."""
    began = time.perf_counter()
    world = World(data, wanted.terms, memory)
    end = METHODS[wanted.method](world)
    seconds = time.perf_counter() - began + world.remembered
    if isinstance(end, Ending):
        yield told(
            [(world, end), *again(end)], wanted, "certified" if end.certified else "published", seconds
        )
        return
    twins = [world.fork() for _ in range(DRAWS)]
    done = published(world, end)
    yield told([(world, done)], wanted, "certified" if done.certified else "published", seconds)
    ending = "audited" if end.publish else "certified"  # beside a proof of the method's own
    ended = [(twin, certified(twin, end, number)) for number, twin in enumerate(twins)]
    yield told(ended, wanted, ending, seconds)


def again(end: Ending) -> list[Outcome]:
    """The same campaign with other draws of its audits."""
    return [end.again(number) for number in range(1, DRAWS)] if end.again else []


def told(ended: Sequence[Outcome], wanted: Wanted, ending: str, seconds: float) -> Row:
    """The line of one run, `seconds` long: the means of one ending over the draws of its audit."""
    world, end = ended[0]
    wrong = np.array([int((one.labels != world.data.truth).sum()) for _, one in ended])
    target, prices, seed = wanted.terms.target, wanted.terms.prices, wanted.terms.seed
    asked = sum((one.asked for one, _ in ended), Counter[str]())
    return {
        "data": world.data.name,
        "encoder": world.data.encoder,
        "method": wanted.method,
        "ending": ending,
        "target": target.error,
        "delta": round(target.delta, 9),
        "price": prices.label,
        "device_hour": prices.device_hour,
        "seed": seed,
        "items": world.n,
        "draws": len(ended),
        "cost": _mean(one.total for one, _ in ended),
        "share": _mean(one.total / one.people_only for one, _ in ended),
        "labels": {purpose: count / len(ended) for purpose, count in sorted(asked.items())},
        "checks": _mean(one.checks for one, _ in ended),
        "compute": _mean(one.compute for one, _ in ended),
        "machine": _mean(one.machine for _, one in ended),
        "wrong": wrong.tolist(),
        "error": float(wrong.mean()) / world.n,
        "broken": int((wrong > world.allowed).sum()),
        "certified": all(one.certified for _, one in ended),
        "training_seconds": round(world.seconds, 3),
        "seconds": round(seconds, 3),
        "details": end.details,
        "versions": VERSIONS,
    }


def _mean(values: Iterable[float]) -> float:
    return float(np.mean(list(values)))


def keep(row: Row, folder: Path = RESULTS) -> None:
    """Append one line."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{row['data']}.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")


def _versions() -> dict[str, str]:
    found = {name: version(name) for name in ("numpy", "scipy", "scikit-learn")}
    return found | {"python": platform.python_version(), "engine": _engine()}


def _engine() -> str:
    """The last commit that touched the engine, with + where there are changes on top."""
    here = Path(__file__).parents[2]

    def git(*words: str) -> str:
        done = subprocess.run(["git", *words], cwd=here, capture_output=True, text=True, check=False)
        return done.stdout.strip()

    commit = git("log", "-1", "--format=%h", "--", "src/vermeil/core", "src/vermeil/integrations/labelers")
    changed = git("status", "--porcelain", "--", "src/vermeil/core", "src/vermeil/integrations/labelers")
    return (commit or "unknown") + ("+" if changed else "")


VERSIONS = _versions()
