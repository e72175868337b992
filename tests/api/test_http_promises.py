"""Targets for single classes and slices over HTTP: taken, shown again, refused in words."""

from typing import Any

import pytest
from calling import House


def start(house: House, order: dict[str, Any]) -> Any:
    """The answer to an order for a campaign of two items, one of them from a site."""
    manager, project = house.people["manager"], house.project("a cat", "a dog")
    manager.post(f"/projects/{project}/items", {"text": "one more", "site": "north"})
    return manager.post(f"/projects/{project}/campaigns", order)


@pytest.mark.parametrize(
    "order",
    [
        {"target": {"classes": 0.1}},
        {"target": {"classes": {"cat": 0.1}}},
        {"target": {"slices": 0.2}, "slice_by": "site"},
        {"target": {"slices": {"north": 0.2}}, "slice_by": "site"},
    ],
    ids=str,
)
def test_a_campaign_shows_the_target_it_was_given(house: House, order: dict[str, Any]) -> None:
    made = start(house, order)
    assert made.status_code == 201, made.text
    assert made.json()["target"] == {"error": 0.05, "confidence": 0.95} | order["target"]
    assert made.json()["slice_by"] == order.get("slice_by")


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ({"target": {"classes": {"cow": 0.1}}}, "no class 'cow'"),
        ({"target": {"classes": {"cat": 1.5}}}, "less than 1"),
        ({"target": {"slices": {"south": 0.1}}, "slice_by": "site"}, "no slice 'south'"),
        ({"target": {"slices": 0.1}}, "slice_by"),
        ({"target": {"slices": 0.1, "classes": 0.1}, "slice_by": "site"}, "not both"),
    ],
    ids=str,
)
def test_promises_about_nothing_are_refused_in_words(house: House, order: dict[str, Any], words: str) -> None:
    refused = start(house, order)
    assert refused.status_code == 422
    assert words in refused.text
