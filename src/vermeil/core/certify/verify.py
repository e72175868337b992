"""Recompute a certificate from its file alone. Reads like the proof and needs nothing but Python's library.

It shares no code with the engine: the draw, the thresholds and the law are written here anew.
Proof in words: docs/explanation/certificate.md.
"""

import hashlib
import json
import math
import re
from collections.abc import Iterator
from typing import Any

Body = dict[str, Any]
WHOSE = {
    "people": "what people answered",
    "experts": "what experts answered",
}  #: what "wrong" means, by who gave the labels that count as true
DAY = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
TIME = rf"{DAY}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?Z"  #: ISO 8601, in UTC


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
    if not re.fullmatch(TIME, body["issued"]):
        yield "The file does not say when it was issued."
    tolerance = body["target"].get("tolerance")
    apart = f"at a loss of more than {tolerance:g} from" if tolerance else "different from"
    if body["reference"] not in WHOSE or f"{apart} {WHOSE[body['reference']]}" not in body["words"]:
        yield "The words do not say against whose labels an error is meant."
    yield from _sums(body)
    yield from _promises(body)
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
    if body["by_class"] != list(_by_class(body)):
        yield "The table of classes is not that of the evidence."


def _by_class(body: Body) -> Iterator[Body]:
    pairs = [(person, machine) for _, _, person, machine in body["evidence"]]
    for kind in sorted({kind for pair in pairs for kind in pair if kind >= 0}):
        labelled = [person for person, machine in pairs if machine == kind]
        named = [machine for person, machine in pairs if person == kind]
        wrong, missed = sum(one != kind for one in labelled), sum(one != kind for one in named)
        yield {
            "class": kind,
            "labelled": len(labelled),
            "wrong": wrong,
            "named": len(named),
            "missed": missed,
        }


def _promises(body: Body) -> Iterator[str]:
    """What is said of single classes and slices, against the target and the parts of the order."""
    for by, errors in (("class", body["target"].get("classes")), ("slice", body["target"].get("slices"))):
        rows = {row["name"]: row["error"] for row in body["promises"] if row["by"] == by}
        wanted = errors if isinstance(errors, dict) else dict.fromkeys(rows, errors)
        if rows != wanted if errors else rows:
            yield f"The promises by {by} are not those of the target."
        elif errors and not rows:
            yield f"There are target errors by {by}, but no promise."
    parts = {(one["by"], one["number"]): one for one in body["parts"] if "by" in one}
    if sum(row["items"] for row in body["promises"]) > body["items"]:
        yield "Classes or slices hold more items than there are."
    for row in body["promises"]:
        yield from _promise(body, row, parts.get((row["by"], row["number"])))


def _promise(body: Body, row: Body, part: Body | None) -> Iterator[str]:
    name, most, counted = f"{row['by']} {row['name']!r}", 0, row["items"]
    allowed = math.floor(row["error"] * row["items"] + 1e-9)
    if part and part["accepted"]:
        plan, t, most = part["plan"], part["accepted"], part["most"]
        own = plan.get("error")
        if (own != row["error"]) if row["by"] == "class" else (own or plan["allowed"] > allowed):
            yield f"The audit of the {name} allows more errors than its promise."
        allowed = _most(plan, t)
        if row["by"] == "class":
            counted = plan["known"] + t
            if row["items"] < counted - sum(person != machine for _, _, person, machine in body["evidence"]):
                yield f"Fewer items end as the {name} than its audit has counted."
    elif row["machine"]:
        yield f"The machine labelled items of the {name}, but no audit vouches for them."
    if row["allowed"] != allowed or row["error_upper"] != min(1.0, (most + row["unsure"]) / max(counted, 1)):
        yield f"The stated bound of the {name} is not the one that the evidence gives."
    if row["holds"] != (not row["unsure"]):
        yield f"The promise of the {name} holds exactly when each of its items is vouched for."


def _audit(body: Body) -> Iterator[str]:
    target, parts = body["target"], body["parts"]
    if sum(part["plan"]["allowed"] for part in parts) > math.floor(target["error"] * body["items"] + 1e-9):
        yield "The number of allowed errors is more than the target's share of all items."
    attempt = parts[0]["plan"]["attempt"]
    left = 0.9 * 0.1 ** (attempt - 1) * (1 - target["confidence"])
    if sum(part["plan"]["delta"] for part in parts) > left * (1 + 1e-9):
        yield f"Attempt {attempt} spent more of the chance of error than was left for it."
    accepted = sum(part["accepted"] for part in parts)
    if not accepted or body["machine"] + body["confirmed"] > accepted:
        yield "More was labelled by the machine than was accepted."
    start = 0
    for part in parts:
        pool, seen = part["plan"]["pool"], {}
        for rank, _, person, machine in body["evidence"]:
            if start <= rank < start + pool:
                seen[rank - start] = person != machine
        yield from _part(body, part, seen)
        start += pool
    if any(rank >= start for rank, *_ in body["evidence"]):
        yield "The audited ranks are not those that the frozen order and the entropy draw."
    most = sum(part["most"] for part in parts)
    if body["error_upper"] != min(1.0, (most + body["unlabelled"]) / body["items"]):
        yield "The stated upper bound is not the one that the evidence gives."


def _part(body: Body, part: Body, seen: dict[int, bool]) -> Iterator[str]:
    """One part of the order: its draw, and whether what was seen in it supports what was accepted of it."""
    plan = part["plan"]
    looks = list(_draw(f"{part['order_hash']}:{body['entropy']}", plan))
    made = [look for look in looks if len(look) <= len(seen)]
    if not made or made[-1] != list(seen):
        yield "The audited ranks are not those that the frozen order and the entropy draw."
    wrong = {rank for rank, differs in seen.items() if differs}
    if not 0 <= part["accepted"] <= plan["pool"] or 0 < part["accepted"] < plan.get("start", 0):
        yield "More was labelled by the machine than was accepted."
    elif not part["accepted"]:
        if part["most"]:
            yield "The stated upper bound is not the one that the evidence gives."
    elif not _accepts(part, made, wrong, None):
        yield "The evidence does not support the accepted part of the order at this level."
    elif part["most"] != _upper(part, made, wrong):
        yield "The stated upper bound is not the one that the evidence gives."


def _most(plan: Body, t: int) -> int:
    """How many of the first `t` may be wrong: of a class more, the more items end with it."""
    allowed: int = plan["allowed"]
    if not plan.get("error"):
        return allowed
    items: int = plan["known"] + t
    return min(allowed, math.floor(float(plan["error"]) * items + 1e-9))


def _upper(part: Body, looks: list[list[int]], wrong: set[int]) -> int:
    """The smallest number of errors for which the same evidence would have accepted the same items."""
    low, high = -1, _most(part["plan"], part["accepted"])
    while high - low > 1:
        middle = (low + high) // 2
        if _accepts(part, looks, wrong, middle):
            high = middle
        else:
            low = middle
    return high


def _accepts(part: Body, looks: list[list[int]], wrong: set[int], allowed: int | None) -> bool:
    """Whether one of the looks that were made supports the accepted part; the level is shared equally.

    `allowed` instead of what the plan allows, where it is given.
    """
    plan = part["plan"]
    level = plan["delta"] / (2 if plan["first"] else 1)
    rates = [draws / plan["block"] for draws in (plan["first"], plan["draws"]) if draws]
    return any(
        _passes(part, sorted(drawn), wrong, allowed, (rate, level))
        for drawn, rate in zip(looks, rates, strict=False)  # the second look need not have been made
    )


def _passes(
    part: Body, drawn: list[int], wrong: set[int], allowed: int | None, test: tuple[float, float]
) -> bool:
    """Whether every block up to the end of `accepted` passes: no violated one was then passed by luck."""
    plan, m, e, (rate, level) = part["plan"], 0, 0, test
    block, pool = plan["block"], plan["pool"]
    for end in range(block, part["accepted"] + block, block):
        t = min(end, pool)
        while m < len(drawn) and drawn[m] < t:
            e += drawn[m] in wrong
            m += 1
        most = _most(plan, t) if allowed is None else allowed
        if t >= plan.get("start", 0) and t > most and _tail(e, m, most + 1, rate) > level:
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
