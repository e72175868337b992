"""The ablation runs campaigns as they are, and its page compares what was run pair by pair."""

from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from benchmarks.cost import ablation, ablation_report, metrics, runs
from benchmarks.cost.data import Data
from benchmarks.cost.world import Terms, World
from sklearn.datasets import load_digits

from vermeil.core.model import Prices, Target
from vermeil.core.plan.choose import METRICS
from vermeil.core.plan.recipe import Recipe


def row(name: str, seed: int, share: float, data: str = "made-up", **more: Any) -> runs.Row:
    line = {"data": data, "encoder": "", "method": name, "ending": "certified", "target": 0.05, "price": 0.04}
    line |= {"seed": seed, "share": share, "items": 100, "machine": 60, "broken": False, "versions": {}}
    return line | more


def test_every_switch_and_metric_is_moved_by_some_recipe_and_one_at_a_time() -> None:
    usual = Recipe()
    beside_experts = {"votes"}  # measured where there are any: benchmarks.cost.people
    names = {field.name for field in fields(Recipe)} - beside_experts
    moved = [
        {name for name in names if getattr(recipe, name) != getattr(usual, name)}
        for recipe in ablation.RECIPES.values()
    ]
    assert [sorted(one) for one in moved if len(one) != 1] == [[]] * 3  # the default, and those of confirming
    assert set().union(*moved) == names
    assert {recipe.metric for recipe in ablation.RECIPES.values()} == set(METRICS)


def test_a_run_pays_for_what_its_recipe_asks() -> None:
    pixels, truth = load_digits(return_X_y=True)
    data = Data("digits", pixels[:600, 1:].astype(np.float32), truth[:600].astype(np.int32), 10)
    recipe = Recipe(test_set=0.1, race=False)
    wanted = runs.Wanted("some", Terms(Target(0.1), Prices(), 0))
    told = ablation.run(data, wanted, recipe)
    assert told["recipe"] == recipe.to_dict()
    assert told["labels"]["seed"] >= 60
    assert told["share"] == pytest.approx(
        (0.04 * sum(told["labels"].values()) + told["compute"]) / (0.04 * 600)
    )


def test_differences_are_those_of_the_same_seeds() -> None:
    usual = [row("default", seed, share) for seed, share in enumerate([0.2, 0.5, 0.9])]
    other = [row("other", 2, 0.8), row("other", 0, 0.3), row("other", 7, 5.0)]
    assert ablation_report.pairs(other, usual) == pytest.approx([-0.1, 0.1])


def test_the_interval_holds_the_true_mean_as_often_as_it_says() -> None:
    rng = np.random.default_rng(0)
    held = 0
    for _ in range(200):
        low, high = ablation_report.interval(rng.normal(1.0, 1.0, 30))
        held += low <= 1.0 <= high
    assert 0.87 <= held / 200 <= 0.99


def test_the_page_names_what_leaves_0_out_and_counts_the_seeds(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    for seed in range(6):
        base = float(rng.random())
        runs.keep(row("default", seed, base), tmp_path / "raw")
        runs.keep(row("dear", seed, base + 0.1 + 0.01 * float(rng.random())), tmp_path / "raw")
        runs.keep(row("default", seed + 6, 9.0), tmp_path / "raw")  # seeds that only the default has
        runs.keep(row("metric alike", seed, base + 0.1 * (-1) ** seed, broken=seed == 0), tmp_path / "raw")
    runs.keep(row("dear", 0, 0.5, data="without-default"), tmp_path / "raw")
    ablation_report.write(tmp_path / "raw", ["default", "metric alike", "dear"], tmp_path)
    page = (tmp_path / "ablation.md").read_text(encoding="utf-8")
    dear, alike = (
        next(line for line in page.splitlines() if line.startswith(f"| {name} | 6 |"))
        for name in ("dear", "metric alike")
    )
    assert "**+10." in dear
    assert f"| {dear.split(' | ')[3]} |" in page.split("## made-up")[0]  # the default on the same seeds
    assert "**" not in alike
    assert alike.endswith("| 1 of 6 |")
    assert "without-default" not in page


@pytest.mark.parametrize(
    ("wrong", "allowed", "kept"),
    [("001011", 1, 4), ("001011", 0, 2), ("001011", 9, 6), ("1", 0, 0), ("", 3, 0)],
)
def test_the_machine_keeps_the_most_that_the_truth_allows(wrong: str, allowed: int, kept: int) -> None:
    assert metrics.machine(np.array([one == "1" for one in wrong], bool), allowed) == kept


def test_a_metric_alone_buys_exactly_the_labels_it_is_compared_at() -> None:
    pixels, truth = load_digits(return_X_y=True)
    data = Data("digits", pixels[:600, 1:].astype(np.float32), truth[:600].astype(np.int32), 10)
    told = list(metrics.curve(World(data, Terms(Target(0.05), Prices(), 0)), "margin"))
    assert [row["labels"] for row in told] == [30, 60, 120]
    assert told[0]["machine"] < told[2]["machine"] <= 480
