"""What people said in another tool, beside what was said here."""

from house import House

from vermeil.store import campaigns, changes, imported, items, labels, reviews, suggestions
from vermeil.store.imported import Said, Terms
from vermeil.store.labels import MachineLabel
from vermeil.store.reviews import Decision


def bring(house: House, said: list[tuple[int, str, str]], *, blind: bool = False) -> None:
    terms = Terms(project_id=house.project, worker_id=house.boss, blind=blind, schema_version=1)
    new = [Said(item_id=i, value={"class": name}, origin={"annotator": who}) for i, name, who in said]
    with house.store.begin() as tx:
        imported.add(tx, terms, new)


def label_of(house: House, item: int) -> tuple[str, str | None, str | None]:
    with house.store.read() as tx:
        found = labels.get(tx, item)
    assert found is not None
    return found.state, found.provenance, (found.value or {}).get("class")


def ids(house: House, *texts: str) -> list[int]:
    house.texts(texts)
    with house.store.read() as tx:
        known = items.by_key(tx, house.project, [f"key {text}" for text in texts])
    return [known[f"key {text}"] for text in texts]


def test_what_most_said_is_the_label_until_somebody_answers_here(house: House) -> None:
    one, two, three = ids(house, "one", "two", "three")
    bring(
        house, [(one, "a", "anna"), (one, "b", "bo"), (one, "b", "cy"), (two, "a", "anna"), (two, "b", "bo")]
    )
    assert label_of(house, one) == ("human", "imported", "b")
    assert label_of(house, two) == ("human", "imported", "a"), "of equals the first"
    bring(house, [(two, "b", "cy")])  # a further import is heard, too
    assert label_of(house, two) == ("human", "imported", "b")
    with house.store.read() as tx:
        assert changes.counts(tx, house.project).human == 2
        assert [item for item, _ in imported.unvouched(tx, house.project)] == [one] * 3 + [two] * 3
        before = {
            item: value["class"] for item, value in imported.outputs(tx, house.project, before_ms=2**60)
        }
        assert before == {one: "b", two: "b"}
        assert list(imported.outputs(tx, house.project, before_ms=1)) == []

    # who imports is asked like anybody, and only about what has no label
    task = house.must_claim(house.boss)
    assert task.item_id == three
    house.submit(task, "a")
    assert house.claim(house.boss) is None
    [again] = house.people(1)
    sent_back = Decision(
        item_id=one,
        project_id=house.project,
        worker_id=again,
        seen=3,
        value=None,
        note={"send_back": "look again"},
        schema_version=1,
        guideline_version=1,
    )
    with house.store.begin() as tx:
        reviews.decide(tx, sent_back)
    assert label_of(house, one)[0] == "unlabelled"
    task = house.must_claim(house.boss)
    assert task.item_id == one, "the importer has not said what was imported"
    house.submit(task, "a")
    assert label_of(house, one) == ("human", "human", "a")


def test_a_label_that_a_campaign_has_certified_counts_over_an_import(house: House) -> None:
    one, two = ids(house, "one", "two")
    with house.store.begin() as tx:
        made = campaigns.start(tx, project_id=house.project, config={}, created_by=house.boss)
        new = [MachineLabel(item_id=one, value={"class": "a"}, confidence=0.9)]
        labels.accept(tx, project_id=house.project, campaign_id=made.id, model_version="m", new=new)
    bring(house, [(one, "b", "anna"), (two, "b", "anna")])
    assert label_of(house, one) == ("machine", "machine", "a")
    assert label_of(house, two) == ("human", "imported", "b")
    with house.store.begin() as tx:  # and over one that came before it
        new = [MachineLabel(item_id=two, value={"class": "a"}, confidence=0.9)]
        labels.accept(tx, project_id=house.project, campaign_id=made.id, model_version="m", new=new)
        assert changes.counts(tx, house.project) == changes.Counts(items=2, machine=2)
    assert label_of(house, two) == ("machine", "machine", "a")


def test_what_is_called_blind_is_the_truth_of_a_campaign(house: House) -> None:
    one, two = ids(house, "one", "two")
    bring(house, [(one, "a", "anna")], blind=True)
    bring(house, [(two, "a", "anna")])
    with house.store.read() as tx:
        assert [(item, blind) for item, _, blind in labels.human(tx, house.project)] == [
            (one, True),
            (two, False),
        ]
        assert [item for item, _ in imported.unvouched(tx, house.project)] == [two]


def test_what_was_said_with_a_suggestion_in_view_is_judged_like_what_was_imported(house: House) -> None:
    one, two = ids(house, "one", "two")
    with house.store.begin() as tx:
        suggestions.put(tx, house.project, {one: {"value": {"class": "a"}}})
    for task in (house.must_claim(house.boss), house.must_claim(house.boss)):
        house.submit(task, "b")
    bring(house, [(one, "a", "anna")])
    with house.store.read() as tx:
        found = list(imported.outputs(tx, house.project, before_ms=2**60))
    assert found == [(one, {"class": "b"})], "the label that stands; the other one was given blindly"
    assert label_of(house, two) == ("human", "human", "b")
