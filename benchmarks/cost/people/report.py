"""The page docs/benchmarks/people.md from the raw lines alone."""

import json
from pathlib import Path
from typing import Any

import numpy as np

RESULTS = Path(__file__).parents[1] / "results" / "people"
PAGE = Path(__file__).parents[3] / "docs" / "benchmarks" / "people.md"
Row = dict[str, Any]
INTRO = """# People who err

Real answers of real people: ten crowd sets, CIFAR-10N (three votes by a crowd on each of 20,000 images) and
CIFAR-10H (some 51 careful answers to each of 5,000 images, with a model's scores beside them). Measured by
`python -m benchmarks.cost.people`, drawn from `benchmarks/cost/results/people` by the same with `--report`.
What the rules are and what is proved of them: [people who err](../explanation/people.md).
"""
CROWD = """## Consensus

Share of items whose consensus is the known truth, with a 95 % bootstrap interval over items; of equally
probable classes one counts by its share. *No prior* is the paper's own estimate. *Chosen* is what
`core.judge.consensus` takes: one number for each worker where a typical worker has fewer than five answers
for each cell of a confusion of classes, else Dawid-Skene. That rule of five is the common one for tables of
counts, but it was settled while looking at these sets, so the last column is no independent test of it.
"""
SURE = """### How far a consensus may be believed

Every method takes workers to err independently. They do not: the error that it believes in is far below the
true one. *Weighed*: the belief with one weight learned on a random half of the known items (`judge.belief`),
both figures on the other half, mean of 50 halvings. *Skill*: of workers with 20 answers on known items at
least, the mean gap between the skill found without any truth and the true share of right answers, by how much
it is too high, and how often that share lies in the 95 % interval. The intervals know chance, but not errors
that are made together.
"""
PEER = """## Beside crowd-kit

Both without a prior, 200 rounds: `python -m benchmarks.cost.people.peer`, which needs crowd-kit beside us.
Share of known items that are right, or the alpha; the largest difference of any posterior; seconds.
"""
PROTOCOLS = """## Audits by people

A model's own mistakes on CIFAR-10 (7.3 % of 5,000 items), audited by people drawn from those of CIFAR-10H,
{times} runs each. *Accepted*: share of the order that passes. *Coverage*: share that nobody was asked about.
*Over*: runs in which the accepted part held more wrong labels than allowed; *still over*: the same after the
audited items got their label. Delta is 5 %. *Votes* are per audited item, those on gold and replicates
included.
"""
MISSES = """### Where audits miss

The chance that the protocol of one and five votes misses a wrong label, by part of the order. It is larger
where the model is surer: people and machine share mistakes there. So a beta that is true of the whole pool
is not true of its front, which is what the thinned law would need.
"""
AGAIN = """## Another vote

Error of the labels of all items outside a pilot of 1,000, by votes an item, mean of {seeds} seeds (half-width
of a 95 % interval of the mean in brackets). The pilot, which got three votes on each item, is paid the same
by all and not counted. *Believed* is what the posterior says. Without gold, how people answer is learned from
the pilot's overlap; with gold, the truth of the pilot is known and beliefs are weighed.
"""
ACTIVE = """### ActiveLab beside it

What cleanlab's ActiveLab and CROWDLAB make of the same votes and scores, from the same pilot's votes without
its truth: `python -m benchmarks.cost.people.peer_again`, which needs cleanlab beside us. To be read beside
the table of the model's scores from overlap alone.
"""
TEAMS = """## People and experts in one campaign

3,000 images of CIFAR-10, at most 5 % wrong at 95 % confidence, people at a price of 1 and experts at 5, mean
of {seeds} seeds with the standard deviation: `python -m benchmarks.cost.people --parts teams`. The people are
the crowd of CIFAR-10N, who err on 17 % of the images, or those of CIFAR-10H, who err on 5 %; experts say what
CIFAR-10 says. One labeler (`kernel`) on the packaged encoder's features, for CIFAR-10H on another model's
scores. *Cost* is per image, computing included. *Experts*: share of the images whose label is theirs.
*Broken*: campaigns with more than 5 % wrong against the experts' labels.
"""


def write() -> None:
    """The page, with the parts that have been measured."""
    parts = [INTRO]
    drawn = {
        "crowd": _crowd,
        "peer": _peer,
        "protocols": _protocols,
        "again": _again,
        "peer_again": _active,
        "teams": _teams,
    }
    for name, draw in drawn.items():
        file = RESULTS / f"{name}.jsonl"
        if file.is_file():
            parts += draw([json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()])
    PAGE.write_text("\n".join(parts), encoding="utf-8")
    print(PAGE)


def _table(head: list[str], body: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *body]
    return "\n".join([*(f"| {' | '.join(line)} |" for line in lines), ""])


def _of(rows: list[Row], key: str) -> list[Any]:
    return list(dict.fromkeys(row[key] for row in rows))


def _percent(value: float, digits: int = 1) -> str:
    return f"{100 * value:.{digits}f}"


def _crowd(rows: list[Row]) -> list[str]:
    methods = _of(rows, "method")
    by = {(row["set"], row["method"]): row for row in rows}
    right, sure = [], []
    for name in _of(rows, "set"):
        first = by[name, methods[0]]
        facts = [name, *(f"{first[key]:,}" for key in ("items", "workers", "votes", "classes"))]
        cells = [by[name, method] for method in methods]
        right.append(
            [
                *facts,
                f"{first['alpha']:.2f}",
                *(
                    f"{_percent(one['accuracy'])} ({' to '.join(_percent(x) for x in one['interval'])})"
                    for one in cells
                ),
            ]
        )
        sure.append([name, *_sure(by[name, "chosen"])])
    head = ["set", "items", "workers", "votes", "classes", "alpha", *methods]
    columns = ["set", "method", "true error %", "believed", "weighed", "weight"]
    columns += ["workers", "skill gap", "too high by", "inside %"]
    gains = [_gain([by[name, method] for name in _of(rows, "set")], method) for method in methods[1:]]
    over = _table(["method", "mean gain over majority, points", "sets surely better", "surely worse"], gains)
    return [CROWD, _table(head, right), over, SURE, _table(columns, sure)]


def _gain(rows: list[Row], method: str) -> list[str]:
    better = sum(row["over_majority_interval"][0] > 0 for row in rows)
    worse = sum(row["over_majority_interval"][1] < 0 for row in rows)
    return [method, _percent(float(np.mean([row["over_majority"] for row in rows]))), str(better), str(worse)]


def _sure(row: Row) -> list[str]:
    return [
        row["taken"],
        _percent(row["weighed_true_error"]),
        _percent(row["believed_error"]),
        _percent(row["weighed_error"]),
        f"{row['weight']:.2f}",
        str(row["judged_workers"]),
        _percent(row["skill_gap"]),
        _percent(row["skill_too_high"]),
        _percent(row["skill_inside"], 0),
    ]


def _peer(rows: list[Row]) -> list[str]:
    body = [
        [
            row["set"],
            row["method"],
            f"{row['ours']:.4f}",
            f"{row['theirs']:.4f}",
            f"{row['largest_difference']:.0e}" if "seconds" in row else "",
            f"{row['seconds']:.2f}" if "seconds" in row else "",
            f"{row['their_seconds']:.2f}" if "seconds" in row else "",
        ]
        for row in rows
    ]
    head = ["set", "method", "ours", "crowd-kit", "posterior differs by", "our seconds", "theirs"]
    return [PEER, _table(head, body)]


def _protocols(rows: list[Row]) -> list[str]:
    misses = [row for row in rows if row["part"] == "misses"]
    audits = [row for row in rows if row["part"] == "protocols"]
    parts = [PROTOCOLS.format(times=audits[0]["times"])]
    for against, size, target in dict.fromkeys((r["against"], r["audited"], r["target"]) for r in audits):
        words = "CIFAR-10's label" if against == "truth" else "what most of the 51 people said"
        parts.append(f"### {size} audited, at most {100 * target:g} % wrong; true is {words}\n")
        chosen = [r for r in audits if (r["against"], r["audited"], r["target"]) == (against, size, target)]
        parts.append(_table(["protocol", "accepted %", "coverage %", "over", "still over", "votes"], [
            [
                row["protocol"],
                _percent(row["reached"]),
                _percent(row["coverage"]),
                f"{_percent(row['over'] / row['times'])} %",
                f"{_percent(row['broken'] / row['times'])} %",
                f"{row['votes']:.2f}",
            ]
            for row in chosen
        ]))  # fmt: skip
    body = [
        [f"first {100 * share:g} %", *(_miss(misses, share, against) for against in ("truth", "plurality"))]
        for share in _of(misses, "share")
    ]
    head = ["part of the order", "against CIFAR-10's label", "against the 51 people"]
    return [*parts, MISSES, _table(head, body)]


def _miss(rows: list[Row], share: float, against: str) -> str:
    row = next(one for one in rows if one["share"] == share and one["against"] == against)
    return f"{_percent(row['missed'])} % of {row['wrong']}"


def _again(rows: list[Row]) -> list[str]:
    parts = [AGAIN.format(seeds=len(_of(rows, "seed")))]
    for data, gold in dict.fromkeys((row["data"], row["gold"]) for row in rows):
        words = "the pilot's truth known" if gold else "from overlap alone"
        chosen = [row for row in rows if (row["data"], row["gold"]) == (data, gold)]
        parts.append(f"### {data}, {words}\n")
        parts.append(_table(["policy", "votes", "error %", "believed %"], [
            _policy([row for row in chosen if row["policy"] == policy], policy)
            for policy in _of(chosen, "policy")
        ]))  # fmt: skip
    return parts


def _active(rows: list[Row]) -> list[str]:
    body = [
        [f"{votes:.2f}", _mean([row["error"] for row in rows if row["votes"] == votes])]
        for votes in _of(rows, "votes")
    ]
    return [ACTIVE, _table(["votes", "error %"], body)]


def _mean(values: list[float]) -> str:
    """The mean in per cent, and the half-width of its 95 % interval."""
    half = 1.96 * np.std(values, ddof=1) / len(values) ** 0.5 if len(values) > 1 else float("nan")
    return f"{_percent(float(np.mean(values)), 2)} ({_percent(float(half), 2)})"


def _policy(rows: list[Row], policy: str) -> list[str]:
    return [
        policy,
        f"{np.mean([row['votes'] for row in rows]):.2f}",
        _mean([row["error"] for row in rows]),
        _percent(float(np.mean([row["believed_error"] for row in rows])), 2),
    ]


def _teams(rows: list[Row]) -> list[str]:
    def spread(name: str, chosen: list[Row]) -> str:
        values = [row[name] for row in chosen]
        return f"{np.mean(values):.2f} ({np.std(values):.2f})"

    body = []
    for task, policy in dict.fromkeys((row["task"], row["policy"]) for row in rows):
        some = [row for row in rows if (row["task"], row["policy"]) == (task, policy)]
        share, error = (float(np.mean([row[name] for row in some])) for name in ("experts", "error"))
        broken = f"{sum(row['broken'] for row in some)} of {len(some)}"
        body.append([task, policy, spread("cost", some), _percent(share, 0), _percent(error, 2), broken])
    head = ["people", "policy", "cost an image", "experts %", "error %", "broken"]
    return [TEAMS.format(seeds=len(_of(rows, "seed"))), _table(head, body)]
