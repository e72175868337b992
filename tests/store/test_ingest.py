"""Items in, and lists of them."""

from typing import Any

import pytest
from house import House

from vermeil.store import campaigns, changes, items, labels, listing, tasks
from vermeil.store.items import Added, NewItem, Refused
from vermeil.store.listing import Filter


def new(key: str, content: str | None = None, **more: Any) -> NewItem:
    content = content or key
    return NewItem(key=key, content_hash=content, media="text", text=content, **more)


def listed(house: House, limit: int = 3, **wanted: Any) -> list[str]:
    """The keys of every page in turn."""
    keys: list[str] = []
    after: int | None = 0
    while after is not None:
        with house.store.read() as tx:
            page = listing.page(tx, house.project, Filter(**wanted), after=after, limit=limit)
        assert len(page.items) <= limit
        keys += [one.key for one in page.items]
        after = page.next_after
    return keys


def test_items_are_kept_as_they_came(house: House) -> None:
    image = NewItem(key="i", content_hash="h", media="image", blob="b1", metadata={"camera": [1, None]})
    assert house.add([image, new("t", "héllo")]) == Added(added=2)
    with house.store.read() as tx:
        first, second = items.contents(tx, house.project)
        kept = items.get_many(tx, [first.id, second.id, 99])
        assert items.get(tx, first.id) == kept[first.id]
    assert (first.media, first.blob, first.text) == ("image", "b1", None)
    assert (second.media, second.blob, second.text) == ("text", None, "héllo")
    assert kept[first.id].metadata == {"camera": [1, None]}
    assert kept[second.id].metadata is None
    assert set(kept) == {first.id, second.id}


def test_a_retry_adds_nothing(house: House) -> None:
    upload = [new("a"), new("b"), new("a copy", "a")]
    assert house.add(upload) == Added(added=3, duplicates=1)
    assert house.add(upload) == Added(existing=3)
    assert house.add([*upload, new("c")]) == Added(added=1, existing=3)
    with house.store.read() as tx:
        assert changes.counts(tx, house.project) == changes.Counts(items=4, duplicates=1)
        assert tasks.remaining(tx, house.project, house.boss) == 3


def test_a_key_twice_in_one_chunk_is_kept_once(house: House) -> None:
    assert house.add([new("a", "first"), new("a", "second")]) == Added(added=1, existing=1)


def test_duplicates_point_to_the_first_of_their_kind(house: House) -> None:
    house.add([new("1", "x"), new("2", "x")])
    house.add([new("3", "x"), new("4", "y")])
    with house.store.read() as tx:
        page = listing.page(tx, house.project)
    first, second, third, fourth = page.items
    assert [one.duplicate_of for one in page.items] == [None, first.id, first.id, None]
    assert (second.state, third.state, fourth.state) == ("duplicate", "duplicate", "unlabelled")


def test_a_label_that_came_along_is_shown_and_not_believed(house: House) -> None:
    house.add([new("a", suggestion={"value": {"class": "a"}}), new("b")])
    ann = house.people(1)[0]
    first, second = house.must_claim(ann), house.must_claim(ann)
    assert (first.suggestion, first.blind) == ({"value": {"class": "a"}}, False)
    assert (second.suggestion, second.blind) == (None, True)
    with house.store.read() as tx:
        assert changes.counts(tx, house.project).unlabelled == 2


def test_batches_and_what_was_refused(house: House) -> None:
    refused = [Refused(line=str(i), key=None, reason="not text", excerpt="..") for i in range(5)]
    with house.store.begin() as tx:
        batch = items.begin_batch(
            tx, project_id=house.project, name="b", created_by=house.boss, source={"file": "x.csv"}
        )
        items.refuse(tx, batch, refused)
        items.refuse(tx, batch, [])
        items.end_batch(tx, batch, {"added": 0})
    with house.store.read() as tx:
        (kept,) = items.batches(tx, house.project)
        assert items.batch_by_id(tx, batch) == kept
        some, after = items.refusals(tx, batch, limit=3)
        assert after is not None
        rest, end = items.refusals(tx, batch, after=after, limit=3)
    assert (kept.source, kept.counts, kept.created_by) == ({"file": "x.csv"}, {"added": 0}, house.boss)
    assert (some + rest, end) == (refused, None)


@pytest.fixture
def full(house: House) -> House:
    """Eight items in two batches: labelled by people and by the machine, a duplicate, and the rest."""
    pears, apples = [new("p1", "Red pear"), new("p2", "green pear")], [new("m1", "apple 100%")]
    house.add([*pears, *apples, new("m2", "apple_two")])
    house.add([new("copy", "Red pear"), new("u1"), new("u2"), new("u3")])
    ann = house.people(1)[0]
    house.submit(house.must_claim(ann), "a")
    house.submit(house.must_claim(ann), "b")
    with house.store.begin() as tx:
        campaign = campaigns.start(tx, project_id=house.project, config={}, created_by=house.boss).id
        ids = {one.text: one.id for one in items.contents(tx, house.project)}
        said = {"apple 100%": "a", "apple_two": "b"}
        labels.accept(
            tx,
            project_id=house.project,
            campaign_id=campaign,
            model_version="m",
            new=[
                labels.MachineLabel(item_id=ids[t], value={"class": c}, confidence=0.5)
                for t, c in said.items()
            ],
        )
    return house


@pytest.mark.parametrize(
    ("wanted", "keys"),
    [
        ({}, ["p1", "p2", "m1", "m2", "copy", "u1", "u2", "u3"]),
        ({"state": "human"}, ["p1", "p2"]),
        ({"state": "machine"}, ["m1", "m2"]),
        ({"state": "unlabelled"}, ["u1", "u2", "u3"]),
        ({"state": "duplicate"}, ["copy"]),
        ({"class_name": "a"}, ["p1", "m1"]),
        ({"class_name": "a", "state": "machine"}, ["m1"]),
        ({"text": "red"}, ["p1", "copy"]),
        ({"text": "APPLE"}, ["m1", "m2"]),
        ({"text": "100%"}, ["m1"]),
        ({"text": "e_t"}, ["m2"]),
        ({"text": "pear", "class_name": "b"}, ["p2"]),
        ({"text": "u3"}, ["u3"]),
        ({"text": "nowhere"}, []),
    ],
)
def test_lists(full: House, wanted: dict[str, str], keys: list[str]) -> None:
    assert listed(full, **wanted) == keys
    with full.store.read() as tx:
        assert listing.count(tx, full.project, Filter(**wanted)) == listing.Count(len(keys), exact=True)


def test_lists_of_a_batch(full: House) -> None:
    with full.store.read() as tx:
        second, first = (batch.id for batch in items.batches(tx, full.project))
    assert listed(full, batch_id=first) == ["p1", "p2", "m1", "m2"]
    assert listed(full, batch_id=second, state="unlabelled") == ["u1", "u2", "u3"]
    assert listed(full, batch_id=first, text="pear") == ["p1", "p2"]


def test_a_list_shows_the_label_of_the_original(full: House) -> None:
    with full.store.read() as tx:
        page = listing.page(tx, full.project, Filter(state="duplicate"))
    assert [(one.value, one.provenance) for one in page.items] == [({"class": "a"}, "human")]


def test_a_search_goes_on_where_it_stopped_looking(full: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "SCANNED", 2)
    assert listed(full, text="u3") == ["u3"]
    with full.store.read() as tx:
        page = listing.page(tx, full.project, Filter(text="u3"))
    assert (page.items, page.next_after is not None) == ([], True)


def test_what_is_too_much_to_count_is_told_as_far_as_it_is_known(
    full: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "COUNTED", 3)
    monkeypatch.setattr(listing, "SCANNED", 2)
    with full.store.read() as tx:
        everything = listing.count(tx, full.project)
        pears = listing.count(tx, full.project, Filter(text="pear"))
        people = listing.count(tx, full.project, Filter(state="human"))
        second, first = (batch.id for batch in items.batches(tx, full.project))
        of_batch = [listing.count(tx, full.project, Filter(batch_id=one)) for one in (first, second)]
    assert everything == listing.Count(3, exact=False)
    assert pears == listing.Count(2, exact=False)
    assert people == listing.Count(len(listed(full, state="human")), exact=True)
    assert of_batch == [listing.Count(3, exact=False), listing.Count(3, exact=False)]


def test_lists_of_another_project_are_empty(full: House) -> None:
    with full.store.read() as tx:
        assert listing.page(tx, full.project + 1) == listing.Page([], None)


def test_the_version_grows_with_every_change_of_a_page(house: House) -> None:
    def version() -> int:
        with house.store.read() as tx:
            return changes.version(tx, house.project)

    seen = [version()]
    house.texts(["one"])
    seen.append(version())
    house.submit(house.must_claim(house.people(1)[0]), "a")
    seen.append(version())
    assert seen == sorted(set(seen))
