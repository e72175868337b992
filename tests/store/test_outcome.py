"""What a campaign ends with is what is delivered; answers stay as they are, and later ones count."""

import pytest
from house import House

from vermeil.store import accounts, answers, campaigns, changes, items, labels, tasks
from vermeil.store.tasks import Ask

SHOWN = {"value": {"class": "b"}, "confidence": 0.9}


@pytest.fixture
def run(house: House) -> int:
    """A campaign of one item, with a log that has begun."""
    house.texts(["one"], ask=False)
    with house.store.begin() as tx:
        made = campaigns.start(tx, project_id=house.project, config={}, created_by=house.boss).id
        campaigns.append(tx, made, seq=0, kind="setup", payload={})
    return made


def item(house: House) -> int:
    with house.store.read() as tx:
        (found,) = items.contents(tx, house.project)
    return found.id


def hear(house: House, run: int, round_no: int, said: str, **asked: object) -> None:
    """A round about the item, answered by somebody new, and heard by the campaign."""
    kind, ask = asked.pop("kind", "label"), [Ask(item_id=item(house), **asked)]  # type: ignore[arg-type]
    with house.store.begin() as tx:
        where = {"project_id": house.project, "campaign_id": run, "round_no": round_no}
        tasks.ask(tx, asked=ask, kind=str(kind), **where, vote=round_no)
        name = {"name": f"person {round_no}", "password_hash": "x", "role": "annotator"}
        somebody = accounts.add_user(tx, **name).id
    house.submit(house.must_claim(somebody), said)
    with house.store.begin() as tx:
        assert answers.use_round(tx, run, round_no) is not None


def overrule(house: House, run: int, outcome: str | None) -> int:
    ended = {item(house): outcome}
    with house.store.begin() as tx:
        return labels.overrule(tx, project_id=house.project, campaign_id=run, question="class", outcome=ended)


def label(house: House) -> labels.Label:
    with house.store.read() as tx:
        found = labels.get(tx, item(house))
    assert found is not None
    return found


def test_what_is_said_of_a_suggestion_known_to_be_wrong_is_never_a_label(house: House, run: int) -> None:
    hear(house, run, 1, "b", suggestion=SHOWN, kind="gold")
    assert label(house).state == "unlabelled"
    hear(house, run, 2, "a")
    hear(house, run, 3, "b", suggestion=SHOWN, kind="gold")
    assert (label(house).value, label(house).answers) == ({"class": "a"}, 1)
    one = item(house)
    with house.store.read() as tx:
        said = [answer.value for answer in answers.of_item(tx, one)]
    assert said == [{"class": name} for name in ("b", "a", "b")]


def test_of_several_votes_the_one_that_a_campaign_ends_with_is_the_label(house: House, run: int) -> None:
    for number, said in enumerate(("a", "a", "b"), 1):
        hear(house, run, number, said)
    assert label(house).value == {"class": "b"}  # while it runs: the newest
    assert [overrule(house, run, "a"), overrule(house, run, "a")] == [1, 0]
    assert (label(house).value, label(house).answers) == ({"class": "a"}, 2)
    one = item(house)
    with house.store.begin() as tx:
        assert len(answers.of_item(tx, one)) == 3
        assert labels.rebuild(tx, house.project) is None
        assert changes.counts(tx, house.project) == changes.Counts(items=1, human=1)
    assert label(house).value == {"class": "a"}


def test_the_machine_may_end_with_another_label_than_people_gave(house: House, run: int) -> None:
    hear(house, run, 1, "a")
    meant = labels.MachineLabel(item_id=item(house), value={"class": "b"}, confidence=0.9)
    for _ in range(2):  # a worker that is killed in between begins again
        overrule(house, run, "b")
        with house.store.begin() as tx:
            given = {"project_id": house.project, "campaign_id": run, "model_version": "m"}
            labels.accept(tx, **given, new=[meant])
    assert (label(house).state, label(house).value) == ("machine", {"class": "b"})
    with house.store.read() as tx:
        assert changes.counts(tx, house.project) == changes.Counts(items=1, machine=1)


def test_what_nobody_can_say_in_the_end_has_no_label(house: House, run: int) -> None:
    hear(house, run, 1, "a")
    assert overrule(house, run, None) == 1
    assert label(house).state == "unlabelled"


def test_a_later_answer_is_the_label_as_ever(house: House, run: int) -> None:
    hear(house, run, 1, "a")
    overrule(house, run, "b")
    ask = [Ask(item_id=item(house))]
    with house.store.begin() as tx:
        campaigns.end(tx, run, "finished")
        tasks.ask(tx, asked=ask, project_id=house.project, kind="label")
    house.submit(house.must_claim(house.boss), "a")
    assert label(house).value == {"class": "a"}
    assert overrule(house, run, "b") == 1  # it differs, and it stands
    assert label(house).value == {"class": "a"}


def test_what_a_campaign_has_not_heard_it_does_not_overrule(house: House) -> None:
    house.texts(["one"])
    held = house.must_claim(house.boss)
    house.store._clock = lambda: 1_000  # type: ignore[attr-defined]
    with house.store.begin() as tx:
        run = campaigns.start(tx, project_id=house.project, config={}, created_by=house.boss).id
        campaigns.append(tx, run, seq=0, kind="setup", payload={})
    house.store._clock = lambda: 2_000  # type: ignore[attr-defined]
    house.submit(held, "a")
    overrule(house, run, "b")
    assert label(house).value == {"class": "a"}
