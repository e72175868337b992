"""What reviewers decide, and what is worth their look."""

from typing import Any

import pytest
from house import House

from vermeil.core.errors import Conflict
from vermeil.store import answers, campaigns, items, labels, reviews, suggestions, tasks
from vermeil.store.answers import Answer
from vermeil.store.labels import Label, MachineLabel
from vermeil.store.reviews import Decision
from vermeil.store.tasks import Ask

A, B = {"class": "a"}, {"class": "b"}


@pytest.fixture
def item(house: House) -> int:
    """The only item of the project."""
    house.texts(["one"])
    with house.store.read() as tx:
        return next(items.contents(tx, house.project)).id


def label_of(house: House, item: int) -> Label:
    with house.store.read() as tx:
        found = labels.get(tx, item)
    assert found is not None
    return found


def decide(
    house: House, item: int, seen: Answer | None, value: Any = None, *, who: int | None = None, **note: Any
) -> Answer:
    """What a reviewer (the manager) decides."""
    new = Decision(
        item_id=item,
        project_id=house.project,
        worker_id=who or house.boss,
        seen=None if seen is None else seen.id,
        value=value,
        note=note or None,
        schema_version=1,
        guideline_version=1,
    )
    with house.store.begin() as tx:
        return reviews.decide(tx, new)[0]


def take_back(house: House, decision: Answer) -> None:
    with house.store.begin() as tx:
        reviews.take_back(tx, decision)


def queue(house: House, reason: str, *, after: int = 0, limit: int = 50) -> list[int]:
    with house.store.read() as tx:
        page = reviews.page(tx, house.project, reason, after=after, limit=limit)
    return [one.id for one in page.items]


def ask_again(house: House, item: int, vote: int) -> None:
    with house.store.begin() as tx:
        asked = [Ask(item_id=item)]
        assert tasks.ask(tx, project_id=house.project, asked=asked, kind="label", vote=vote) == 1


def machine(house: House, said: dict[int, tuple[str, float]]) -> int:
    """A campaign that is over has labelled these items."""
    with house.store.begin() as tx:
        run = campaigns.start(tx, project_id=house.project, config={}, created_by=house.boss).id
        new = [MachineLabel(item_id=i, value={"class": c}, confidence=p) for i, (c, p) in said.items()]
        labels.accept(tx, project_id=house.project, campaign_id=run, model_version="m", new=new)
        assert campaigns.end(tx, run, "finished")
    return run


def test_what_a_reviewer_decides_is_the_label(house: House, item: int) -> None:
    (ann,) = house.people(1)
    said, _ = house.submit(house.must_claim(ann), "a")
    decided = decide(house, item, said, B)
    label = label_of(house, item)
    assert (label.value, label.provenance, label.answer_id) == (B, "review", decided.id)
    with house.store.read() as tx:
        assert answers.of_item(tx, item) == [said, decided]  # nothing is overwritten
        assert not decided.blind
    again = decide(house, item, decided, A)
    assert label_of(house, item).value == A
    take_back(house, again)
    assert label_of(house, item).answer_id == decided.id  # the one before holds again


def test_nobody_is_asked_any_more_what_a_reviewer_has_decided(house: House, item: int) -> None:
    (ann,) = house.people(1)
    decided = decide(house, item, None, A)
    assert house.claim(ann) is None
    take_back(house, decided)
    assert label_of(house, item).state == "unlabelled"
    assert house.must_claim(ann).item_id == item


def test_the_same_decision_again_is_the_stored_one_and_another_shows_both(house: House, item: int) -> None:
    first = decide(house, item, None, A)
    assert decide(house, item, None, A) == first
    with pytest.raises(Conflict) as refused:
        decide(house, item, None, B)
    assert refused.value.facts == {"yours": B, "stored": A, "stored_id": first.id}
    other = house.people(1)[0]
    assert decide(house, item, first, B, who=other).id > first.id


def test_what_is_sent_back_is_asked_of_somebody_else(house: House, item: int) -> None:
    ann, ben = house.people(2)
    said, _ = house.submit(house.must_claim(ann), "a")
    back = decide(house, item, said, send_back="look again")
    label = label_of(house, item)
    assert (label.state, label.answers) == ("unlabelled", 0)
    assert house.claim(ann) is None
    assert house.claim(house.boss) is None  # who sent it back has seen the answer
    task = house.must_claim(ben)
    assert (task.kind, task.campaign_id, task.blind) == ("label", None, True)
    with pytest.raises(Conflict):
        take_back(house, back)  # it is being answered
    house.submit(task, "b")
    assert label_of(house, item).value == B
    assert queue(house, "disagree") == []  # the answer of before counts no more
    with house.store.read() as tx:
        last = answers.of_item(tx, item)[-1]
    decide(house, item, last, B)
    assert label_of(house, item).answers == 2  # nor does it after the next decision
    with pytest.raises(Conflict):
        take_back(house, back)


def test_nothing_is_sent_back_where_nobody_is_left_to_ask(house: House, item: int) -> None:
    (ann,) = house.people(1)
    said, _ = house.submit(house.must_claim(ann), "a")
    with pytest.raises(Conflict, match="everybody"):
        decide(house, item, said, send_back="look again")
    assert label_of(house, item).value == A


def test_ones_own_plain_answer_is_no_decision(house: House, item: int) -> None:
    (ann,) = house.people(1)
    house.submit(house.must_claim(ann), "a")
    with pytest.raises(Conflict):
        decide(house, item, None, A, who=ann)


def test_sending_back_is_taken_back_as_long_as_nobody_has_begun(house: House, item: int) -> None:
    ann, ben = house.people(2)
    said, _ = house.submit(house.must_claim(ann), "a")
    take_back(house, decide(house, item, said, send_back="look again"))
    assert label_of(house, item).value == A
    assert house.claim(ben) is None
    with house.store.begin() as tx:
        labels.rebuild(tx, house.project)
    assert label_of(house, item).value == A


def test_what_was_answered_in_a_campaign_goes_to_somebody_else_too(house: House, item: int) -> None:
    ann, ben = house.people(2)
    with house.store.begin() as tx:
        run = campaigns.start(tx, project_id=house.project, config={}, created_by=house.boss).id
        tasks.ask(
            tx, project_id=house.project, asked=[Ask(item_id=item)], kind="label", campaign_id=run, round_no=0
        )
    said, _ = house.submit(house.must_claim(ann), "a")
    with house.store.begin() as tx:
        assert campaigns.end(tx, run, "finished")
    decide(house, item, said, send_back="look again")
    assert house.claim(ann) is None
    assert house.must_claim(ben).item_id == item


def test_a_machine_label_that_is_sent_back_waits_for_people(house: House, item: int) -> None:
    (ann,) = house.people(1)
    machine(house, {item: ("a", 0.5)})
    decide(house, item, None, send_back="wrong")
    assert label_of(house, item).state == "unlabelled"
    house.submit(house.must_claim(ann), "b")
    assert label_of(house, item).value == B


def test_ambiguous_leaves_the_label_and_the_queue(house: House, item: int) -> None:
    machine(house, {item: ("a", 0.5)})
    assert queue(house, "unsure") == queue(house, "random") == [item]
    decided = decide(house, item, None, ambiguous=True)
    assert label_of(house, item).value == A
    assert queue(house, "unsure") == queue(house, "random") == []
    take_back(house, decided)
    assert queue(house, "unsure") == queue(house, "random") == [item]


def test_a_campaign_keeps_what_it_waits_for_to_itself(house: House, item: int) -> None:
    (ann,) = house.people(1)
    with house.store.begin() as tx:
        run = campaigns.start(tx, project_id=house.project, config={}, created_by=house.boss).id
        tasks.ask(
            tx, project_id=house.project, asked=[Ask(item_id=item)], kind="label", campaign_id=run, round_no=0
        )
    with pytest.raises(Conflict, match="campaign"):
        decide(house, item, None, A)
    said, _ = house.submit(house.must_claim(ann), "a", note={"comment": "hm"})
    assert queue(house, "marked") == []
    with pytest.raises(Conflict, match="campaign"):
        decide(house, item, said, B)
    with house.store.begin() as tx:
        used = answers.use_round(tx, run, 0)
    assert queue(house, "marked") == [item]
    decide(house, item, said, B)
    with house.store.begin() as tx:
        assert answers.use_round(tx, run, 0) == used  # the campaign goes on from what it was told
        outcome = {item: "a"}
        labels.overrule(tx, project_id=house.project, campaign_id=run, question="class", outcome=outcome)
    assert label_of(house, item).value == B


def test_why_an_item_is_worth_a_look(house: House) -> None:
    house.texts(["one", "two", "three", "four"])
    ann, ben = house.people(2)
    one, two, three, four = (house.must_claim(ann) for _ in range(4))
    house.submit(one, "a")
    house.submit(two, "a")
    house.submit(three, None, note={"skip": "too dark"})
    house.submit(four, "a", note={"first": B})  # said before the suggestion was shown: no mark
    ask_again(house, one.item_id, vote=1)
    ask_again(house, four.item_id, vote=1)
    house.submit(house.must_claim(ben), "b")
    house.submit(house.must_claim(ben), "a")
    with house.store.begin() as tx:
        suggestions.put(tx, house.project, {t.item_id: {"value": B} for t in (one, two)})
    found = {reason: queue(house, reason) for reason in reviews.REASONS}
    assert found["disagree"] == [one.item_id]  # against the model, too: the first reason counts
    assert found["against_model"] == [two.item_id]
    assert found["marked"] == [three.item_id]
    assert found["unsure"] == []
    assert sorted(found["random"]) == [one.item_id, two.item_id, four.item_id]
    with house.store.read() as tx:
        counted = reviews.counts(tx, house.project)
    assert [counted[reason].items for reason in reviews.REASONS] == [1, 1, 1, 0, 3]
    with house.store.read() as tx:
        last = answers.of_item(tx, one.item_id)[-1]
    decide(house, one.item_id, last, A)
    assert queue(house, "disagree") == []


def test_a_machine_that_says_otherwise_later_is_a_reason(house: House, item: int) -> None:
    (ann,) = house.people(1)
    house.submit(house.must_claim(ann), "a")
    machine(house, {item: ("b", 0.5)})
    assert queue(house, "against_model") == [item]


def test_queues_are_read_in_pages(house: House) -> None:
    house.texts([f"text {n}" for n in range(7)])
    with house.store.read() as tx:
        ids = [one.id for one in items.contents(tx, house.project)]
    machine(house, {one: ("a", 0.5 + (one % 3) / 10) for one in ids})
    least_sure = sorted(ids, key=lambda one: (one % 3, one))
    for reason in ("unsure", "random"):
        read, after = [], 0
        while page := queue(house, reason, after=after, limit=2):
            read += page
            after = page[-1]
        assert sorted(read) == ids
        assert reason == "random" or read == least_sure


def test_the_random_queue_looks_at_so_many_at_a_time(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.texts([f"text {n}" for n in range(7)])
    monkeypatch.setattr(reviews, "SCANNED", 2)
    (ann,) = house.people(1)
    task = house.must_claim(ann)
    house.submit(task, "a")
    read, after, pages = [], 0, 0
    while after is not None:
        with house.store.read() as tx:
            page = reviews.page(tx, house.project, "random", after=after, limit=5)
        read += [one.id for one in page.items]
        after, pages = page.next_after, pages + 1
    assert read == [task.item_id]
    assert pages == 4
