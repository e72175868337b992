"""The end of the demonstration: what was promised beside what is true."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from vermeil.client import Campaign, Client
from vermeil.core.certify.verify import verify
from vermeil.demo.begin import CONFIDENCE, ERROR, LABEL_PRICE, Memory
from vermeil.demo.data import Sample


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of it."""

    promised: float  #: the certificate's upper bound of the error
    holds: bool  #: the certificate, recomputed from its evidence
    kept: bool  #: whether the truth is within the target, too
    against_people: float  #: wrong labels of the whole set, against what people would say
    against_truth: float
    machine: float  #: share labelled by the machine
    cost: float
    people_only: float


def outcome(
    client: Client, memory: Memory, campaign: Campaign, sample: Sample, said: NDArray[np.int64], folder: Path
) -> Outcome:
    """Fetch the labels and the certificate, keep both as files, and hold them against the truth."""
    certificate = client.campaigns.certificate(campaign.id)
    (folder / "certificate.json").write_text(json.dumps(certificate, indent=1), encoding="utf-8")
    client.download(memory.project, folder / "labels.csv", "csv")
    number = {name: kind for kind, name in enumerate(sample.classes)}
    rows = [row for row in client.labels(memory.project) if row["label"] is not None]
    items = np.array([int(Path(row["key"]).stem) for row in rows])
    labels = np.array([number[row["label"]] for row in rows])
    wrong = int((labels != said[items]).sum()) + len(sample.truth) - len(rows)
    return Outcome(
        promised=float(certificate["error_upper"]),
        holds=certificate["holds"] and not verify(certificate),
        kept=wrong <= ERROR * len(sample.truth),
        against_people=wrong / len(sample.truth),
        against_truth=float((labels != sample.truth[items]).mean()),
        machine=sum(row["label_source"] == "machine" for row in rows) / len(rows),
        cost=float(campaign.spent["total"]),
        people_only=len(sample.truth) * LABEL_PRICE,
    )


def tell(found: Outcome, folder: Path, console: Console) -> None:
    """The outcome in a table."""
    table = Table(title="The certificate beside the truth", show_header=False, title_justify="left")
    verdict = "[green]holds[/green]" if found.holds else "[red]does not hold[/red]"
    table.add_row("certificate", f"{verdict}, {CONFIDENCE:.0%} sure")
    table.add_row("wrong, promised at most", f"{found.promised:.2%} (asked for {ERROR:.0%})")
    truly = "as promised" if found.kept else f"one of the {1 - CONFIDENCE:.0%} of audits that luck deceives"
    table.add_row("wrong, against people", f"{found.against_people:.2%} ({truly})")
    table.add_row("wrong, against the truth", f"{found.against_truth:.2%} (people err too)")
    table.add_row("labelled by the machine", f"{found.machine:.0%}")
    saved = 1 - found.cost / found.people_only
    table.add_row("cost", f"{found.cost:.2f} USD; people alone {found.people_only:.2f}; {saved:.0%} saved")
    table.add_row("labels", str(folder / "labels.csv"))
    table.add_row("proof", str(folder / "certificate.json"))
    console.print(table)
