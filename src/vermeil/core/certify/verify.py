"""Recompute a certificate from its file alone. Reads like the proof and needs nothing but Python's library.

It shares no code with the engine: the draw, the thresholds and the hypergeometric law are written here anew.
Proof in words: docs/explanation/certificate.md.
"""

import hashlib
import json
import math
from collections.abc import Iterator
from typing import Any

STEPS = 2000
Body = dict[str, Any]


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
    yield from _sums(body)
    if body["method"] == "audit":
        yield from _audit(body)
    elif body["method"] not in {"people", "none"}:
        yield f"There is no method {body['method']!r}."


def _sums(body: Body) -> Iterator[str]:
    if body["human"] + body["machine"] + body["unlabelled"] != body["items"]:
        yield "The labels by people and machine do not add up to the number of items."
    if body["holds"] != (body["unlabelled"] == 0 and body["method"] in {"audit", "people"}):
        yield "`holds` must be true exactly when every item has a label that is vouched for."
    if body["method"] != "audit":
        if body["machine"]:
            yield "There are machine labels but no audit."
        if body["error_upper"] != body["unlabelled"] / body["items"]:
            yield "The bound of a set without machine labels is the share that has no label."
    if body["audited"] != len(body["evidence"]):
        yield "The number of audited items is not that of the evidence."
    if body["found"] != sum(person != machine for _, _, person, machine in body["evidence"]):
        yield "The number of errors found is not that of the evidence."


def _audit(body: Body) -> Iterator[str]:
    plan, target = body["audit"], body["target"]
    pool, allowed, attempt = plan["pool"], plan["allowed"], plan["attempt"]
    if allowed != math.floor(target["error"] * body["items"] + 1e-9):
        yield "The number of allowed errors is not the target's share of all items."
    if plan["delta"] > 0.9 * 0.1 ** (attempt - 1) * (1 - target["confidence"]) * (1 + 1e-9):
        yield f"Attempt {attempt} spent more of the chance of error than was left for it."
    drawn = list(_draw(f"{body['order_hash']}:{body['entropy']}", pool, min(plan["size"], pool)))
    if drawn != [rank for rank, *_ in body["evidence"]]:
        yield "The audited ranks are not those that the frozen order and the entropy draw."
    if not 0 < body["accepted"] <= pool or body["machine"] > body["accepted"]:
        yield "More was labelled by the machine than was accepted."
    wrong = [rank for rank, _, person, machine in body["evidence"] if person != machine]
    if not _accepts(plan, drawn, wrong, body["accepted"], allowed):
        yield "The evidence does not support the accepted part of the order at this level."
    elif body["error_upper"] != _upper(body, drawn, wrong):
        yield "The stated upper bound is not the one that the evidence gives."


def _upper(body: Body, drawn: list[int], wrong: list[int]) -> float:
    """The smallest share of errors for which the same evidence would have accepted the same items."""
    low, high = -1, body["audit"]["allowed"]
    while high - low > 1:
        middle = (low + high) // 2
        if _accepts(body["audit"], drawn, wrong, body["accepted"], middle):
            high = middle
        else:
            low = middle
    return float(min(1.0, (high + body["unlabelled"]) / body["items"]))


def _accepts(plan: Body, drawn: list[int], wrong: list[int], accepted: int, allowed: int) -> bool:
    """Whether every threshold up to `accepted` passes: no violated one was then passed by luck."""
    inside, mistakes, m, e = sorted(drawn), sorted(wrong), 0, 0
    count = min(plan["pool"], STEPS)
    for step in range(1, count + 1):
        t = -(-step * plan["pool"] // count)
        if t > accepted:
            break
        while m < len(inside) and inside[m] < t:
            m += 1
        while e < len(mistakes) and mistakes[e] < t:
            e += 1
        if t > allowed and _tail(e, t, allowed + 1, m) > plan["delta"]:
            return False
    return True


def _tail(e: int, t: int, wrong: int, m: int) -> float:
    """P[at most e of m draws are wrong], when `wrong` of t are, without replacement."""
    lowest = max(0, m - (t - wrong))
    if e >= m * wrong / t:  # above the mean: near a half or more, never below a level
        return 1.0
    return math.fsum(math.exp(_log_chance(k, t, wrong, m)) for k in range(lowest, e + 1))


def _log_chance(k: int, t: int, wrong: int, m: int) -> float:
    def choose(a: int, b: int) -> float:
        return math.lgamma(a + 1) - math.lgamma(b + 1) - math.lgamma(a - b + 1)

    return choose(wrong, k) + choose(t - wrong, m - k) - choose(t, m)


def _draw(seed: str, below: int, size: int) -> Iterator[int]:
    """Distinct uniform ranks below `below`: sha256 in counter mode, biased and repeated words thrown away."""
    limit, seen, block = 2**64 - 2**64 % below, set[int](), 0
    while len(seen) < size:
        digest = hashlib.sha256(f"{seed}:{block}".encode()).digest()
        for i in range(0, 32, 8):
            word = int.from_bytes(digest[i : i + 8], "big")
            if word < limit and word % below not in seen and len(seen) < size:
                seen.add(word % below)
                yield word % below
        block += 1
