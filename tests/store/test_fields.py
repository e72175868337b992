"""Fields of the items' metadata, counted by the database as Python would count them."""

from typing import Any

from house import House

from vermeil.store import slices
from vermeil.store.items import NewItem

VALUES: list[dict[str, Any]] = [
    {"site": "größe", "n": 1, "of": 0.1 + 0.2, "yes": True, 'a "b".c': "x", "shop": {"id": 1}},
    {"site": "größe", "n": 1, "of": 1e20, "yes": False, 'a "b".c': "x", "shop": "none"},
    {"site": 'say "hi"', "n": -7, "of": 1.0, "yes": None, "": "😀", "long": "x" * 400},
    {},
]


def test_values_are_counted_as_they_were_given(house: House) -> None:
    new = [
        NewItem(key=str(n), content_hash=str(n), media="text", text=str(n), metadata=found)
        for n, found in enumerate(VALUES)
    ]
    house.add(new)
    with house.store.read() as tx:
        found = list(slices.fields(tx, house.project, most=3, longest=20))
        few = list(slices.fields(tx, house.project, most=1, longest=20))
    assert sorted(found, key=str) == sorted(
        [
            ("site", "größe", 2),
            ("site", 'say "hi"', 1),
            ("n", 1, 2),
            ("n", -7, 1),
            ("of", 0.1 + 0.2, 1),
            ("of", 1e20, 1),
            ("of", 1.0, 1),
            ("yes", True, 1),
            ("yes", False, 1),
            ('a "b".c', "x", 2),
            ("", "😀", 1),
        ],
        key=str,
    )
    assert [str(value) for _, value, _ in found if isinstance(value, float)].count("1.0") == 1
    assert {field for field, _, _ in few} == {'a "b".c', ""}
