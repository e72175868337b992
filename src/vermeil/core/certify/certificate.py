"""What the audit proved, with everything needed to prove it again from the file alone (`verify`)."""

import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Self

import numpy as np

from vermeil.core.autolabel import outcome
from vermeil.core.certify.audit import Plan, bound
from vermeil.core.errors import BadInput
from vermeil.core.model import Target
from vermeil.core.plan.promises import Promise
from vermeil.core.plan.state import UNASKED, Audit, Setup, State

FORMAT = "vermeil.certificate/4"
DRAWN = "The audited items were drawn by lot, evenly along the order, after labels and order were frozen."
RELATIVE = {
    "people": "Wrong means: different from what people answered, or would have answered, without seeing a "
    "suggestion; what they have said on seeing one, or elsewhere (imported labels), is audited as the "
    f"machine's labels are. {DRAWN}",
    "experts": "Wrong means: different from what experts answered, or would have answered, without seeing a "
    f"suggestion; what other people said is audited as the machine's labels are. {DRAWN}",
}
SENT = "What people sent on seeing the machine's output was judged as they sent it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A promise about one whole data set: at most `target.error` of it wrong, `confidence` sure.

    And of single classes or slices of it, if the target names some: all together, `confidence` sure.
    """

    method: str  #: "audit", "people" (people labelled everything) or "none" (nothing could be promised)
    target: Target
    holds: bool
    error_upper: float  #: share of the whole data set; the smallest bound that the evidence supports
    items: int
    reference: str = "people"  #: whose blind labels count as true: "people" or "experts"
    human: int  #: labelled by the reference
    confirmed: int  #: labelled by people who saw a label, elsewhere, or who err; audited as the machine's are
    machine: int
    unlabelled: int
    parts: tuple[dict[str, Any], ...] = ()  #: of the frozen order, one behind the other: see `_part`
    promises: tuple[dict[str, Any], ...] = ()  #: a row for each class or slice that the target names: `_row`
    entropy: str = ""
    labeler: str = ""
    evidence: tuple[
        tuple[int, int | str, int, int], ...
    ] = ()  #: (rank in the whole order, item, the reference's label, the frozen label)
    words: str = RELATIVE["people"]
    issued: str = ""  #: when the driver wrote it, ISO 8601 in UTC; "": not yet, and `verify` refuses it
    #: what the driver adds: guideline and schema versions, ...
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def confidence(self) -> float:
        """With which the promise holds."""
        return self.target.confidence

    @property
    def audited(self) -> int:
        """Items in the audit."""
        return len(self.evidence)

    @property
    def accepted(self) -> int:
        """Items of the frozen order that were accepted."""
        return sum(part["accepted"] for part in self.parts)

    @property
    def pool(self) -> int:
        """Items of the frozen order."""
        return sum(part["plan"]["pool"] for part in self.parts)

    @property
    def found(self) -> int:
        """Audited items on which the reference and the frozen label differed."""
        return sum(person != machine for _, _, person, machine in self.evidence)

    @property
    def by_class(self) -> list[dict[str, int]]:
        """Of the audited, by class: the machine's labels and wrong ones; what people named, and it missed."""
        seen = sorted({kind for _, _, person, machine in self.evidence for kind in (person, machine)})
        pairs = [(person, machine) for _, _, person, machine in self.evidence]
        return [
            {
                "class": kind,
                "labelled": sum(machine == kind for _, machine in pairs),
                "wrong": sum(machine == kind != person for person, machine in pairs),
                "named": sum(person == kind for person, _ in pairs),
                "missed": sum(person == kind != machine for person, machine in pairs),
            }
            for kind in seen
            if kind >= 0
        ]

    def to_dict(self) -> dict[str, Any]:
        """JSON-able and self-contained, sealed by a sha256 over everything else in it."""
        body = asdict(self) | {"format": FORMAT, "confidence": self.confidence}
        body |= {
            "target": self.target.to_dict(),
            "audited": self.audited,
            "found": self.found,
            "by_class": self.by_class,
            "parts": list(self.parts),
            "promises": list(self.promises),
            "evidence": [list(row) for row in self.evidence],
        }
        return body | {"seal": seal(body)}

    @classmethod
    def of(cls, body: dict[str, Any]) -> Self:
        """The certificate that `to_dict` wrote."""
        if body.get("format") != FORMAT:
            raise BadInput(f"This is not a certificate of the form {FORMAT}.")
        derived = ("format", "confidence", "audited", "found", "by_class", "seal")
        values = {name: value for name, value in body.items() if name not in derived}
        evidence = tuple((rank, item, person, machine) for rank, item, person, machine in body["evidence"])
        values |= {name: tuple(values[name]) for name in ("parts", "promises")}
        return cls(**values | {"target": Target.of(body["target"]), "evidence": evidence})


def seal(body: dict[str, Any]) -> str:
    """sha256 over `body` as canonical JSON, without its seal."""
    rest = {name: value for name, value in body.items() if name != "seal"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def of(
    state: State, keys: Sequence[int | str] | None = None, *, issued: str = "", **facts: object
) -> Certificate:
    """The certificate of a finished campaign; `keys` name the items of the evidence (default: indices).

    `issued` is the time of who writes it down for others; `verify` wants one.
    """
    target, n = state.setup.target, state.setup.n_items
    audit = next((one for one in state.audits if one.accepted and one.accepted.count), None)
    confirmed = _confirmed(state, audit)
    human = int((state.labels != UNASKED).sum()) - confirmed
    machine = int((state.machine != UNASKED).sum())
    rest = n - human - confirmed - machine
    common: dict[str, Any] = {
        "reference": "people" if state.setup.prices.expert is None else "experts",
        "target": target,
        "items": n,
        "human": human,
        "confirmed": confirmed,
        "machine": machine,
        "unlabelled": rest,
        "issued": issued,
        "facts": facts,
    }
    if audit is None:
        unsure = rest + confirmed
        method, rows = "none" if unsure else "people", _rows(state, ())
        return Certificate(
            method=method,
            holds=not unsure,
            error_upper=unsure / n,
            promises=rows,
            words=_words(state.setup, rows),
            **common,
        )
    return _audited(audit, state, keys, common)


def _confirmed(state: State, audit: Audit | None) -> int:
    """How many labels people gave that are not the reference's."""
    if audit is None or audit.accepted is None:
        return int((state.unvouched & (state.labels != UNASKED)).sum())
    front = audit.within(np.arange(count) for count in audit.accepted.counts)
    front = front[audit.freeze.people[front]]
    asked = np.isin(state.setup.first, state.setup.first[audit.freeze.order[audit.ranks]])
    return int((~asked[audit.freeze.order[front]]).sum())


def _audited(
    audit: Audit, state: State, keys: Sequence[int | str] | None, common: dict[str, Any]
) -> Certificate:
    freeze, n = audit.freeze, state.setup.n_items
    assert audit.entropy is not None
    people, predicted = state.labels[freeze.order[audit.ranks]], freeze.predicted[audit.ranks]
    parts = _parts(audit, state)
    promised = _rows(state, parts)
    names: Sequence[int | str] = (
        freeze.order.tolist() if keys is None else [keys[i] for i in freeze.order.tolist()]
    )
    rows = zip(audit.ranks.tolist(), people.tolist(), predicted.tolist(), strict=True)
    return Certificate(
        method="audit",
        holds=not common["unlabelled"],
        error_upper=min(1.0, (sum(one["most"] for one in parts) + common["unlabelled"]) / n),
        parts=parts,
        promises=promised,
        words=_words(state.setup, promised),
        entropy=audit.entropy,
        labeler=freeze.labeler,
        evidence=tuple((rank, names[rank], person, machine) for rank, person, machine in rows),
        **common,
    )


def _parts(audit: Audit, state: State) -> tuple[dict[str, Any], ...]:
    """Of each part the plan, how many are `accepted`, and how many of those are wrong at `most`."""
    assert audit.accepted is not None
    rows = []
    for part, ranks, count in zip(audit.freeze.cut, audit.drawn or (), audit.accepted.counts, strict=True):
        drawn = part.start + ranks
        wrong = state.labels[audit.freeze.order[drawn]] != audit.freeze.predicted[drawn]
        about = {"by": part.promise.by, "number": part.promise.number} if part.promise else {}
        most = bound(part.plan, ranks, wrong, count) if count else 0
        found = {"order_hash": part.order_hash, "accepted": count, "most": most}
        rows.append(about | {"plan": part.plan.to_dict()} | found)
    return tuple(rows)


def _rows(state: State, parts: Sequence[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    """What is promised of each class or slice that the target names."""
    unsure = (state.labels == UNASKED) & (state.machine == UNASKED) | state.unvouched
    place = state.setup.place(np.arange(state.setup.n_items), outcome(state).labels)
    rows = []
    for number, promise in enumerate(state.setup.promises):
        inside = place == number
        part = next((one for one in parts if one.get("number") == promise.number and one["accepted"]), None)
        machine = int((inside & (state.machine != UNASKED)).sum())
        rows.append(_row(promise, int(inside.sum()), machine, int((inside & unsure).sum()), part))
    return tuple(rows)


def _row(
    promise: Promise, items: int, machine: int, unsure: int, part: dict[str, Any] | None
) -> dict[str, Any]:
    """Of `items` at most `allowed` are wrong; a class counts those known beforehand and those accepted."""
    allowed, most, counted = math.floor(promise.error * items + 1e-9), 0, items
    if part is not None:
        plan, most = Plan.of(part["plan"]), part["most"]
        allowed = int(plan.most(np.array(part["accepted"])))
        counted = plan.known + part["accepted"] if promise.by == "class" else items
    return promise.to_dict() | {
        "items": items,
        "machine": machine,
        "unsure": unsure,
        "allowed": allowed,
        "error_upper": min(1.0, (most + unsure) / max(counted, 1)),
        "holds": not unsure,
    }


def _words(setup: Setup, rows: Sequence[dict[str, Any]]) -> str:
    """What wrong means, and what is promised of single classes or slices."""
    relative = RELATIVE["people" if setup.prices.expert is None else "experts"]
    if setup.target.tolerance:
        loss = f"at a loss of more than {setup.target.tolerance:g} from"
        relative = relative.replace("different from", loss, 1)
    if not setup.closed and setup.prices.verify < setup.prices.label:
        relative = f"{relative} {SENT}"
    about = {"class": "items that end as {}", "slice": "items of the slice {}"}
    also = [
        f"At most {100 * row['error']:.4g} % of the {row['items']:,} "
        f"{about[row['by']].format(repr(row['name']))} are wrong."
        for row in rows
        if row["holds"]
    ]
    return " ".join([relative, *also])
