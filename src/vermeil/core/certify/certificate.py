"""What the audit proved, with everything needed to prove it again from the file alone (`verify`)."""

import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Self

import numpy as np

from vermeil.core.certify.audit import Plan as AuditPlan
from vermeil.core.certify.audit import bound
from vermeil.core.errors import BadInput
from vermeil.core.model import Target
from vermeil.core.plan.state import UNASKED, Audit, State

FORMAT = "vermeil.certificate/2"
DRAWN = "The audited items were drawn by lot, evenly along the order, after labels and order were frozen."
RELATIVE = {
    "people": "Wrong means: different from what people answered, or would have answered, without seeing a "
    f"suggestion. {DRAWN}",
    "experts": "Wrong means: different from what experts answered, or would have answered, without seeing a "
    f"suggestion; what other people said is audited as the machine's labels are. {DRAWN}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A promise about one whole data set: at most `target.error` of it wrong, `confidence` sure."""

    method: str  #: "audit", "people" (people labelled everything) or "none" (nothing could be promised)
    target: Target
    holds: bool
    error_upper: float  #: share of the whole data set; the smallest bound that the evidence supports
    items: int
    reference: str = "people"  #: whose blind labels count as true: "people" or "experts"
    human: int  #: labelled by the reference
    confirmed: int  #: labelled by people who saw the machine's label or err; audited as the machine's are
    machine: int
    unlabelled: int
    accepted: int = 0  #: the first so many of the frozen order were accepted
    audit: dict[str, Any] = field(default_factory=dict)  #: `AuditPlan.to_dict`
    order_hash: str = ""
    entropy: str = ""
    labeler: str = ""
    evidence: tuple[
        tuple[int, int | str, int, int], ...
    ] = ()  #: (rank, item, the reference's label, the frozen label)
    words: str = RELATIVE["people"]
    facts: dict[str, Any] = field(
        default_factory=dict
    )  #: what the driver adds: guideline and schema versions, ...

    @property
    def confidence(self) -> float:
        """With which the promise holds."""
        return self.target.confidence

    @property
    def audited(self) -> int:
        """Items in the audit."""
        return len(self.evidence)

    @property
    def found(self) -> int:
        """Audited items on which the reference and the frozen label differed."""
        return sum(person != machine for _, _, person, machine in self.evidence)

    def to_dict(self) -> dict[str, Any]:
        """JSON-able and self-contained, sealed by a sha256 over everything else in it."""
        body = asdict(self) | {"format": FORMAT, "confidence": self.confidence}
        body |= {
            "audited": self.audited,
            "found": self.found,
            "evidence": [list(row) for row in self.evidence],
        }
        return body | {"seal": seal(body)}

    @classmethod
    def of(cls, body: dict[str, Any]) -> Self:
        """The certificate that `to_dict` wrote."""
        if body.get("format") != FORMAT:
            raise BadInput(f"This is not a certificate of the form {FORMAT}.")
        derived = ("format", "confidence", "audited", "found", "seal", "target", "evidence")
        values = {name: value for name, value in body.items() if name not in derived}
        evidence = tuple((rank, item, person, machine) for rank, item, person, machine in body["evidence"])
        return cls(**values, target=Target.of(body["target"]), evidence=evidence)


def seal(body: dict[str, Any]) -> str:
    """sha256 over `body` as canonical JSON, without its seal."""
    rest = {name: value for name, value in body.items() if name != "seal"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def of(state: State, keys: Sequence[int | str] | None = None, **facts: object) -> Certificate:
    """The certificate of a finished campaign; `keys` name the items of the evidence (default: indices)."""
    target, n = state.setup.target, state.setup.n_items
    audit = next((one for one in state.audits if one.accepted and one.accepted.count), None)
    confirmed = _confirmed(state, audit)
    human = int((state.labels != UNASKED).sum()) - confirmed
    machine = int((state.machine != UNASKED).sum())
    rest = n - human - confirmed - machine
    reference = "people" if state.setup.prices.expert is None else "experts"
    common: dict[str, Any] = {
        "reference": reference,
        "words": RELATIVE[reference],
        "target": target,
        "items": n,
        "human": human,
        "confirmed": confirmed,
        "machine": machine,
        "unlabelled": rest,
        "facts": facts,
    }
    if audit is None:
        unsure = rest + confirmed
        method = "none" if unsure else "people"
        return Certificate(method=method, holds=not unsure, error_upper=unsure / n, **common)
    return _audited(audit, state, keys, common)


def _confirmed(state: State, audit: Audit | None) -> int:
    """How many labels people gave that are not the reference's."""
    if audit is None or audit.ranks is None or audit.accepted is None:
        return int((state.unvouched & (state.labels != UNASKED)).sum())
    asked = np.isin(state.setup.first, state.setup.first[audit.freeze.order[audit.ranks]])
    front = audit.freeze.order[: audit.accepted.count][audit.freeze.people[: audit.accepted.count]]
    return int((~asked[front]).sum())


def _audited(
    audit: Audit, state: State, keys: Sequence[int | str] | None, common: dict[str, Any]
) -> Certificate:
    freeze, n = audit.freeze, state.setup.n_items
    assert audit.ranks is not None
    assert audit.entropy is not None
    assert audit.accepted is not None
    people, predicted = state.labels[freeze.order[audit.ranks]], freeze.predicted[audit.ranks]
    most = bound(AuditPlan.of(freeze.plan), audit.ranks, people != predicted, audit.accepted.count)
    names: Sequence[int | str] = (
        freeze.order.tolist() if keys is None else [keys[i] for i in freeze.order.tolist()]
    )
    rows = zip(audit.ranks.tolist(), people.tolist(), predicted.tolist(), strict=True)
    return Certificate(
        method="audit",
        holds=not common["unlabelled"],
        error_upper=min(1.0, (most + common["unlabelled"]) / n),
        accepted=audit.accepted.count,
        audit=freeze.plan,
        order_hash=freeze.order_hash,
        entropy=audit.entropy,
        labeler=freeze.labeler,
        evidence=tuple((rank, names[rank], person, machine) for rank, person, machine in rows),
        **common,
    )


def words(certificate: Certificate) -> str:
    """The promise in one sentence for people."""
    error, confidence = f"{certificate.target.error:.4g}", f"{100 * certificate.confidence:.4g} %"
    share = f"{100 * float(error):.4g} %"
    who = certificate.reference
    if certificate.method == "people":
        return f"{who.capitalize()} labelled every item; nothing was left to the machine."
    if not certificate.holds:
        return f"Not certified: {certificate.unlabelled:,} of {certificate.items:,} items have no label."
    upper = math.floor(1e4 * certificate.error_upper + 1) / 100
    return (
        f"At most {share} of the {certificate.items:,} labels are wrong, measured against what {who} say "
        f"without a suggestion, with confidence {confidence}: a blind audit of {certificate.audited:,} items "
        f"found {certificate.found:,} wrong, which would have supported {upper} %."
    )
