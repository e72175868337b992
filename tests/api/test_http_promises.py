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
        ({"target": {"classes": {"cat": 1.5}}}, "less than 0.5"),
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


def test_a_refusal_names_the_field_it_is_about(house: House) -> None:
    refused = start(house, {"target": {"classes": {"cow": 0.1}}})
    assert refused.json()["about"] == "target.classes"
    refused = start(house, {"target": {"slices": {"south": 0.1}}, "slice_by": "site"})
    assert refused.json()["about"] == "target.slices"


def test_the_fields_by_which_items_can_be_sliced(house: House) -> None:
    manager, project = house.people["manager"], house.project()
    records = [{"text": f"text {n}", "site": ("north", "south")[n % 2], "number": n} for n in range(300)]
    assert manager.made(f"/projects/{project}/items", records)["added"] == 300
    manager.made(f"/projects/{project}/items", [{"text": "long", "remark": "x" * 201}, {"text": "none"}])
    assert manager.seen(f"/projects/{project}/slices")["items"] == [
        {
            "field": "site",
            "values": [
                {"name": "(nothing)", "items": 2},
                {"name": "north", "items": 150},
                {"name": "south", "items": 150},
            ],
        }
    ]
    order = {"target": {"slices": {"(nothing)": 0.2}}, "slice_by": "site"}
    assert manager.post(f"/projects/{project}/campaigns", order).status_code == 201
