"""Recompute a certificate from its file alone. Reads like the proof and needs nothing but Python's library.

It shares no code with the engine: the draw, the thresholds and the law are written here anew.
Proof in words: docs/explanation/certificate.md.
"""

import hashlib
import json
import math
from collections.abc import Iterator
from typing import Any

Body = dict[str, Any]
WHOSE = {
    "people": "different from what people answered",
    "experts": "different from what experts answered",
}  #: what "wrong" means, by who gave the labels that count as true


def verify(body: Body) -> list[str]:
    """What does not fit, in words; empty: the certificate stands."""
    try:
        return list(_complaints(body))
    except (KeyError, TypeError, ValueError, IndexError) as missing:
        return [f"The file is not a whole certificate: {type(missing).__name__} {missing}."]


def _complaints(body: Body) -> Iterator[str]:
    rest = {name: value for name, value in body.items() if name != "seal"}
    canonical = json.dumps(rest, sort_keys=True, separators=(",", ":")).encode()
    if hashlib.sha256(canonical).hexdigest() != body["seal"]:
        yield "The seal does not fit: something in the file was changed after it was written."
    if body["reference"] not in WHOSE or WHOSE[body["reference"]] not in body["words"]:
        yield "The words do not say against whose labels an error is meant."
    yield from _sums(body)
    if body["method"] == "audit":
        yield from _audit(body)
    elif body["method"] not in {"people", "none"}:
        yield f"There is no method {body['method']!r}."


def _sums(body: Body) -> Iterator[str]:
    audited, unsure = body["confirmed"] + body["machine"], body["unlabelled"]
    if body["human"] + audited + unsure != body["items"]:
        yield "The labels by people and machine do not add up to the number of items."
    if body["holds"] != (unsure == 0 and body["method"] in {"audit", "people"}):
        yield "`holds` must be true exactly when every item has a label that is vouched for."
    if body["method"] != "audit":
        if body["machine"] or (body["confirmed"] and body["method"] == "people"):
            yield "There are labels by the machine, or confirmed ones, but no audit."
        if body["error_upper"] != (unsure + body["confirmed"]) / body["items"]:
            yield "The bound without an audit is the share that nobody labelled blindly."
    if body["audited"] != len(body["evidence"]):
        yield "The number of audited items is not that of the evidence."
    if body["found"] != sum(person != machine for _, _, person, machine in body["evidence"]):
        yield "The number of errors found is not that of the evidence."


def _audit(body: Body) -> Iterator[str]:
    plan, target = body["audit"], body["target"]
    pool, allowed, attempt = plan["pool"], plan["allowed"], plan["attempt"]
    if allowed > math.floor(target["error"] * body["items"] + 1e-9):
        yield "The number of allowed errors is more than the target's share of all items."
    if plan["delta"] > 0.9 * 0.1 ** (attempt - 1) * (1 - target["confidence"]) * (1 + 1e-9):
        yield f"Attempt {attempt} spent more of the chance of error than was left for it."
    looks = list(_draw(f"{body['order_hash']}:{body['entropy']}", plan))
    made = [look for look in looks if len(look) <= len(body["evidence"])]
    if not made or made[-1] != [rank for rank, *_ in body["evidence"]]:
        yield "The audited ranks are not those that the frozen order and the entropy draw."
    if not 0 < body["accepted"] <= pool or body["machine"] + body["confirmed"] > body["accepted"]:
        yield "More was labelled by the machine than was accepted."
    wrong = {rank for rank, _, person, machine in body["evidence"] if person != machine}
    if not _accepts(body, made, wrong, allowed):
        yield "The evidence does not support the accepted part of the order at this level."
    elif body["error_upper"] != _upper(body, made, wrong):
        yield "The stated upper bound is not the one that the evidence gives."


def _upper(body: Body, looks: list[list[int]], wrong: set[int]) -> float:
    """The smallest share of errors for which the same evidence would have accepted the same items."""
    low, high = -1, body["audit"]["allowed"]
    while high - low > 1:
        middle = (low + high) // 2
        if _accepts(body, looks, wrong, middle):
            high = middle
        else:
            low = middle
    return float(min(1.0, (high + body["unlabelled"]) / body["items"]))


def _accepts(body: Body, looks: list[list[int]], wrong: set[int], allowed: int) -> bool:
    """Whether one of the looks that were made supports the accepted part; the level is shared equally."""
    plan = body["audit"]
    level = plan["delta"] / (2 if plan["first"] else 1)
    rates = [draws / plan["block"] for draws in (plan["first"], plan["draws"]) if draws]
    return any(
        _passes(body, sorted(drawn), wrong, allowed, rate, level)
        for drawn, rate in zip(looks, rates, strict=False)  # the second look need not have been made
    )


def _passes(body: Body, drawn: list[int], wrong: set[int], allowed: int, rate: float, level: float) -> bool:
    """Whether every block up to the end of `accepted` passes: no violated one was then passed by luck."""
    block, pool, m, e = body["audit"]["block"], body["audit"]["pool"], 0, 0
    for t in range(block, body["accepted"] + block, block):
        while m < len(drawn) and drawn[m] < t:
            e += drawn[m] in wrong
            m += 1
        if min(t, pool) > allowed and _tail(e, m, allowed + 1, rate) > level:
            return False
    return True


def _tail(e: int, m: int, wrong: int, rate: float) -> float:
    """At least P[at most e of m are wrong], where `wrong` items are, of every block a share `rate` drawn."""
    trials = min(wrong, m)
    mean = min(wrong * rate, trials)
    if e > mean - 1:
        return 1.0  # near its mean a count is not unlikely
    if mean == trials:
        return 0.0
    return math.fsum(math.exp(_log_chance(k, trials, mean / trials)) for k in range(e + 1))


def _log_chance(k: int, n: int, p: float) -> float:
    choose = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
    return choose + k * math.log(p) + (n - k) * math.log1p(-p)


def _draw(seed: str, plan: Body) -> Iterator[list[int]]:
    """The ranks drawn until each look: of every block so many, by sha256 in counter mode."""
    first: list[int] = []
    later: list[int] = []
    for number, start in enumerate(range(0, plan["pool"], plan["block"])):
        length = min(plan["block"], plan["pool"] - start)
        ranks = [start + place for place in _lots(f"{seed}:{number}", length, plan["draws"])]
        first += ranks[: plan["first"]]
        later += ranks[plan["first"] :]
    if plan["first"]:
        yield first
    yield first + later


def _lots(seed: str, below: int, count: int) -> list[int]:
    """Distinct uniform integers below `below`; words that would bias them are thrown away."""
    limit, chosen, block = 2**64 - 2**64 % below, dict[int, None](), 0
    while len(chosen) < min(count, below):
        digest = hashlib.sha256(f"{seed}:{block}".encode()).digest()
        for i in range(0, 32, 8):
            word = int.from_bytes(digest[i : i + 8], "big")
            if word < limit and len(chosen) < min(count, below):
                chosen[word % below] = None
        block += 1
    return list(chosen)
