"""The speed rows of the design, measured against the real server on both databases.

Prints a table and keeps the raw figures as JSON.


python -m benchmarks.speed                        # both databases, 100,000 texts
python -m benchmarks.speed --database sqlite --tasks 1000000 --only queue
python -m benchmarks.speed --only install           # size of an installation, and its first page
python -m benchmarks.speed --only engine            # planning and choosing, beside other libraries
python -m benchmarks.speed --only page              # an annotator's wait in the browser, beside other tools
"""

import argparse
import gzip
import json
import platform
import time
from pathlib import Path

from benchmarks.speed import annotating, campaign, engine, measure, texts
from benchmarks.speed.house import House, open_house
from benchmarks.speed.install import install
from benchmarks.speed.wire import Wire

OUT = Path(__file__).parent / "out"
STATIC = Path("src/vermeil/server/static")
BESIDE = 20_000  #: texts to work on while a model trains on all


def main() -> None:
    """Run what was asked for; keep the raw figures, print the table."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    options.add_argument("--tasks", type=int, default=100_000)
    options.add_argument("--seconds", type=float, default=10.0, help="length of each annotators' shift")
    options.add_argument("--only", choices=["queue", "rerank", "install", "engine", "page"], default=None)
    options.add_argument("--peers", help="an interpreter with small-text, modAL-python and scikit-activeml")
    options.add_argument("--part", choices=engine.PARTS, help="of the engine; the others keep their figures")
    options.add_argument("--items", type=int, default=100, help="of each kind and tool, in the browser")
    options.add_argument("--label-studio", help="its program, of an environment of its own")
    options.add_argument("--doccano", help="its program, of an environment of its own")
    options.add_argument("--report", action="store_true", help="draw docs/benchmarks/speed.md again")
    asked = options.parse_args()
    if asked.report:
        engine.page.write()
        return
    if asked.only == "engine":
        engine.run(asked.peers, asked.part)
        return
    if asked.only == "page":
        annotating.run(asked.label_studio, asked.doccano, asked.items)
        return
    databases = ["sqlite", "postgresql"] if asked.database == "both" else [asked.database]
    figures = {}
    if asked.only != "install":
        figures = {name: one_database(name, asked.tasks, asked.seconds, asked.only) for name in databases}
    if asked.only in {None, "install"}:
        figures["install"] = install()
    bundle = bundle_kb()
    keep(figures, bundle)
    show(figures, bundle)


def one_database(database: str, tasks: int, seconds: float, only: str | None) -> measure.Figures:
    """Every figure of one database, from an empty folder."""
    rows = list(texts.labelled(tasks))
    truth = {text: texts.CLASSES[kind] for text, kind in rows}
    with open_house(database) as house:
        print(f"{database}: first page after {house.first_page_seconds:.1f} s", flush=True)
        people, tokens = hire(house, people=8)
        project = open_project(house, people)
        found = {"first_page_seconds": house.first_page_seconds}
        found |= measure.import_texts(house, project, [text for text, _ in rows])
        if only != "rerank":
            found |= measure.annotate(house.port, project, tokens[:1], truth.__getitem__, seconds).figures(
                "one"
            )
            found |= measure.annotate(house.port, project, tokens, truth.__getitem__, seconds).figures(
                "eight"
            )
            found |= measure.list_pages(house, project)
            found |= measure.export(house, project)
        found |= {f"memory_{name}_mb": mb for name, mb in house.memory_mb().items()}
        if only != "queue":
            beside = open_project(house, people)
            measure.import_texts(house, beside, [text for text, _ in rows[:BESIDE]])
            found |= campaign.rerank(house, project, beside, tokens, truth.__getitem__, seconds / 2)
            found |= {f"memory_training_{name}_mb": mb for name, mb in house.memory_mb().items()}
        return found


def hire(house: House, people: int) -> tuple[list[int], list[str]]:
    """A few annotators: their ids and their tokens."""
    wire, ids, tokens = Wire(house.port, house.token), [], []
    for i in range(people):
        body = {"name": f"annotator {i}", "password": f"pass phrase {i}", "role": "annotator"}
        _, user = wire.call("POST", "/users", body)
        _, token = wire.call("POST", "/tokens", {"name": "bench", "user_id": user["id"]})
        ids.append(user["id"])
        tokens.append(token["token"])
    wire.close()
    return ids, tokens


def open_project(house: House, people: list[int]) -> int:
    """A project in which these people work: its id."""
    wire = Wire(house.port, house.token)
    made = {"name": "bench", "schema": {"classes": texts.CLASSES}, "guideline": "By its words."}
    _, project = wire.call("POST", "/projects", made)
    for user in people:
        wire.call("PUT", f"/projects/{project['id']}/members/{user}", {"role": "annotator"})
    wire.close()
    return int(project["id"])


def bundle_kb() -> float:
    """Gzipped kilobytes of the scripts and styles that index.html names itself."""
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    named = [f for f in STATIC.rglob("*") if f.suffix in {".js", ".css"} and f.name in page]
    return sum(len(gzip.compress(f.read_bytes())) for f in named) / 1024


def keep(figures: dict[str, measure.Figures], bundle: float) -> None:
    """Raw results stay; tables are derived."""
    OUT.mkdir(exist_ok=True)
    stamp = time.strftime("%Y%m%d-%H%M%S")
    raw = {"machine": platform.processor() or platform.machine(), "bundle_kb": bundle, "figures": figures}
    (OUT / f"{stamp}.json").write_text(json.dumps(raw, indent=1), encoding="utf-8")


def show(figures: dict[str, measure.Figures], bundle: float) -> None:
    """One row a figure, one column a database."""
    names = list(dict.fromkeys(name for found in figures.values() for name in found))
    print("figure".ljust(36), *(database.rjust(12) for database in figures))
    for name in names:
        print(name.ljust(36), *(f"{found.get(name, float('nan')):12.2f}" for found in figures.values()))
    print("first bundle, gzip kB".ljust(36), f"{bundle:12.1f}")


if __name__ == "__main__":
    main()
