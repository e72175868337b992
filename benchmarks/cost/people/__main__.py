"""People who err, on real answers: `python -m benchmarks.cost.people`; raw lines in results/people.

python -m benchmarks.cost.people --parts crowd          # one part only
python -m benchmarks.cost.people --report               # docs/benchmarks/people.md, from the raw lines alone
"""

import argparse
import json
from collections.abc import Iterator
from typing import Any

from benchmarks.cost.data import Absent
from benchmarks.cost.people import again, careful, crowd, protocols, report, teams

TIMES, SEEDS = 300, 20
SETTINGS = [("truth", 400, 0.05), ("truth", 400, 0.02), ("truth", 800, 0.05), ("truth", 800, 0.02)]
SETTINGS += [("plurality", 400, 0.05), ("plurality", 400, 0.02)]


def crowds() -> Iterator[dict[str, Any]]:
    """(a) Consensus on the crowd sets."""
    for name in crowd.names():
        yield from crowd.rows(name)


def audits() -> Iterator[dict[str, Any]]:
    """(b) Audit protocols."""
    if not careful.FILE.is_file():
        return
    pool = careful.load()
    for against in ("truth", "plurality"):
        yield from protocols.misses(pool, against)
    for against, size, error in SETTINGS:
        yield from protocols.rows(pool, against=against, size=size, error=error, times=TIMES)


def more() -> Iterator[dict[str, Any]]:
    """(c) Another vote."""
    for seed in range(SEEDS):
        if again.FILE.is_file():
            for gold in (False, True):
                yield from again.rows("CIFAR-10N", again.crowd(), seed, gold=gold)
        if careful.FILE.is_file():
            pool = careful.load()
            for machine, gold in ((False, True), (True, False), (True, True)):
                some = again.careful(pool, seed, machine=machine)
                title = "CIFAR-10H, the model's scores known" if machine else "CIFAR-10H"
                yield from again.rows(title, some, seed, gold=gold)


def together() -> Iterator[dict[str, Any]]:
    """(d) Campaigns with people and experts."""
    try:
        yield from teams.rows()
    except (Absent, FileNotFoundError) as why:
        print(why)


PARTS = {"crowd": crowds, "protocols": audits, "again": more, "teams": together}


def main() -> None:
    """Measure; what was there of a part is written anew."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--parts", nargs="+", choices=list(PARTS), default=list(PARTS))
    options.add_argument("--report", action="store_true", help="only the page, from what is kept")
    asked = options.parse_args()
    report.RESULTS.mkdir(parents=True, exist_ok=True)
    for part in [] if asked.report else asked.parts:
        lines = []
        for row in PARTS[part]():
            lines.append(json.dumps(row))
            print(lines[-1], flush=True)
        if lines:
            (report.RESULTS / f"{part}.jsonl").write_text("\n".join([*lines, ""]), encoding="utf-8")
        else:
            print(f"{part}: skipped, its data are not beside this checkout (../shared/data)")
    report.write()


if __name__ == "__main__":
    main()
