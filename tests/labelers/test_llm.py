"""A language model as a labeler: what it is asked, believed and paid, and what happens when it fails."""

import dataclasses
import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import vermeil
from speaking import Answer, Speaker, speaking
from vermeil.core.certify.verify import verify
from vermeil.core.errors import BadInput
from vermeil.integrations.labelers.llm import Purse, endpoint, replies
from vermeil.integrations.labelers.llm.endpoint import Reply
from vermeil.library import Result

pytestmark = pytest.mark.usefixtures("brisk")  # how well it forecasts is tested elsewhere
NAMES = ("praise", "complaint", "question")
ITEMS = 600


class People:
    """Texts whose class shows in no word, so that only somebody who can read knows it."""

    def __init__(self, items: int = ITEMS, right: float = 0.97, seed: int = 0) -> None:
        rng = np.random.default_rng(seed)
        self.truth = rng.integers(len(NAMES), size=items)
        self.texts = [f"note {number} {rng.integers(10**9)}" for number in range(items)]
        slips = rng.random(items) > right
        self.said = np.where(slips, (self.truth + 1) % len(NAMES), self.truth)
        self.sure = np.where(slips, rng.uniform(0.4, 0.8, items), rng.uniform(0.7, 0.999, items))
        self.place = {text: number for number, text in enumerate(self.texts)}

    def model(self, text: str) -> Answer:
        """What the language model says."""
        place = self.place[text]
        return NAMES[self.said[place]], float(self.sure[place])

    def label(self, speaker: Speaker, labelers: tuple[Any, ...] = (), **options: Any) -> Result:
        llm = {"price": 0.0005, "cache": None, "tries": 2} | options.pop("llm", {})
        return vermeil.label(
            self.texts,
            lambda items: self.truth[items],
            classes=NAMES,
            labelers=[*labelers, vermeil.LLM(url=speaker.url, model="reader", **llm)],
            progress=False,
            **options,
        )


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(endpoint, "FIRST_PAUSE", 0.01)
    monkeypatch.setenv("HOME", str(tmp_path))


def events(result: Result, kind: str) -> list[dict[str, Any]]:
    return [payload for name, payload, _ in result.log if name == kind]


@pytest.mark.parametrize("logprobs", [True, False])
def test_one_that_can_read_labels_most_items_and_every_call_is_paid_once(logprobs: bool) -> None:
    people = People()
    with speaking(people.model, logprobs=logprobs) as speaker:
        result = people.label(speaker, ("kernel",))
    assert result.certificate.holds
    assert verify(result.certificate.to_dict()) == []
    assert (result.labels != people.truth).mean() <= 0.05
    assert result.cost.total < 0.7 * result.all_human  # an unlucky audit included
    assert max(Counter(speaker.texts).values()) == 1
    assert result.cost.calls == pytest.approx(0.0005 * len(speaker.texts))
    assert result.cost.total == pytest.approx(
        sum(getattr(result.cost, kind) for kind in ("label", "verify", "audit", "compute", "calls"))
    )


def test_it_is_tried_on_the_random_part_before_the_pool_is_paid_for() -> None:
    people = People()
    with speaking(people.model) as speaker:
        result = people.label(speaker, ("kernel",))
    first = next(one for one in events(result, "trained") if one["labeler"] == "reader")
    assert 0 < first["paid"] <= 0.0005 * 60  # dozens of random items, no pool
    assert first["ahead"] == pytest.approx(0.0005 * (ITEMS - 68), rel=0.02)
    assert [one["whole"] for one in events(result, "train")][-1]


def test_a_dear_one_is_tried_and_left() -> None:
    people = People(right=0.9)
    with speaking(people.model) as speaker:
        result = people.label(speaker, ("kernel",), llm={"price": 0.05})
    assert result.certificate.holds
    assert len(speaker.texts) < 0.4 * ITEMS
    assert result.cost.calls == pytest.approx(0.05 * len(speaker.texts))
    assert not any(one["whole"] for one in events(result, "train"))


@pytest.mark.parametrize(("budget", "told"), [(4.0, {}), (0.5, {"reader": "cap on money"})])
def test_no_call_is_made_that_the_budget_does_not_pay_for(budget: float, told: dict[str, str]) -> None:
    people = People()
    with speaking(people.model) as speaker:
        result = people.label(speaker, ("kernel",), llm={"price": 0.02, "price_out": 0.1}, budget=budget)
    tries = [one for one in events(result, "train") if one["most"] is not None]
    assert all(one["most"] <= budget for one in tries)
    assert 0.02 * len(speaker.texts) <= result.cost.calls <= result.cost.total <= budget
    assert bool(speaker.texts) == (not told)
    assert all(told[name] in result.failed[name] for name in told)


def test_the_dearest_that_calls_can_be_is_set_aside_before_they_are_made() -> None:
    purse = Purse(1.0)
    assert purse.pays(0.6)
    assert not purse.pays(0.6)
    purse.give_back(0.5)
    assert purse.pays(0.6)
    assert not purse.pays(0.4)
    llm = vermeil.LLM(url="http://localhost/v1", model="m", price=0.1, price_in=10, price_out=20)
    body = {"model": "m", "messages": [{"role": "user", "content": "word " * 20}], "max_tokens": 30}
    assert llm.dearest(body) >= llm.cost(Reply("praise", read=100, written=30)) > llm.about(body) > 0.1


def test_no_example_is_of_the_random_part_that_measures_it() -> None:
    people = People()
    with speaking(people.model) as speaker:
        result = people.label(speaker, llm={"examples": 6})
    shown = {one["content"] for one in speaker.bodies[0]["messages"][1:-1] if one["role"] == "user"}
    assert len(shown) == 6
    seed = next(arrays for name, _, arrays in result.log if name == "ask")
    drawn = {people.texts[item] for item in seed["items"][seed["random"]]}
    assert not shown & drawn
    answers = [one["content"] for one in speaker.bodies[0]["messages"][1:-1] if one["role"] == "assistant"]
    assert sorted(answers) == sorted(NAMES * 2)  # of all classes in turn


def test_what_is_no_class_name_is_no_answer() -> None:
    people = People()

    def chatty(text: str) -> Answer:
        name, sure = people.model(text)
        return (name, sure) if people.place[text] % 4 else (f"I think it is {name}!", 0.9999)

    with speaking(chatty) as speaker:
        result = people.label(speaker)
    assert result.certificate.holds
    label, top = next((a["label"], a["top"]) for n, _, a in reversed(result.log) if n == "trained")
    odd = np.flatnonzero((np.arange(ITEMS) % 4 == 0) & (label >= 0))
    assert top[odd].max() == pytest.approx(1 / 3, abs=1e-3)
    rest = np.flatnonzero(np.arange(ITEMS) % 4)
    assert (result.source[odd] == "human").mean() > 0.2 + (result.source[rest] == "human").mean()


def test_one_that_is_sure_and_wrong_is_not_believed() -> None:
    people = People(right=0.6)
    with speaking(lambda text: (people.model(text)[0], 0.9999)) as speaker:
        result = people.label(speaker)
    assert result.certificate.holds
    assert (result.labels != people.truth).mean() <= 0.05


def test_when_it_fails_the_race_goes_on_and_the_reason_is_told() -> None:
    people = People(items=700)
    with speaking(people.model, statuses=[401]) as speaker:
        result = people.label(speaker, ("kernel",))
    assert (result.labels == people.truth).mean() >= 0.95
    assert list(result.failed) == ["reader"]
    assert "401" in result.failed["reader"]
    assert result.cost.calls <= 0.0005 * len(speaker.texts) + 1e-9


def test_what_was_paid_before_a_failure_is_charged() -> None:
    people, calls = People(items=700), 20

    def tires(text: str) -> Answer:
        if len(speaker.texts) == calls:
            speaker.statuses += [400] * 100
        return people.model(text)

    with speaking(tires) as speaker:
        result = people.label(speaker, llm={"at_once": 1})
    assert result.cost.calls == pytest.approx(0.0005 * calls)
    assert (result.source == "human").all()
    assert (result.labels == people.truth).all()


def test_a_busy_endpoint_is_asked_again() -> None:
    people = People(items=700)
    with speaking(people.model, statuses=[429, 503, 500]) as speaker:
        result = people.label(speaker, llm={"tries": 6})
    assert result.failed == {}
    assert result.cost.calls == pytest.approx(0.0005 * len(speaker.texts))


@pytest.mark.parametrize("raw", [b"not json", b"[]", b'{"choices": []}', b'{"choices": [{"message": 3}]}'])
def test_nonsense_is_told_as_such(raw: bytes) -> None:
    with speaking(lambda _: ("praise", 0.5), raw=raw) as speaker:
        result = People(items=300).label(speaker)
    assert "cannot be read" in result.failed["reader"]


def test_replies_are_kept_and_nothing_is_paid_twice(tmp_path: Path) -> None:
    people = People()
    with speaking(people.model) as speaker:
        first = people.label(speaker, llm={"cache": tmp_path})
        asked = len(speaker.texts)
        again = people.label(speaker, llm={"cache": tmp_path})
        assert len(speaker.texts) == asked
        assert again.cost.calls == 0 < first.cost.calls
        people.label(speaker, llm={"cache": tmp_path, "guideline": "Praise is what thanks."})
        assert len(speaker.texts) > asked
    files = [path.read_text() for path in tmp_path.glob("*.jsonl")]
    assert len(files) == 2
    assert not any("note" in file for file in files)  # digests, no texts


def test_a_line_that_was_cut_off_is_asked_again(tmp_path: Path) -> None:
    kept = replies.Kept(tmp_path, ["prompt"])
    kept.put("one", Reply("praise", -0.1, (("p", -0.1),), 3, 1))
    kept.put("two", Reply("complaint"))
    (path,) = tmp_path.iterdir()
    path.write_text(path.read_text()[:-20])
    back = replies.Kept(tmp_path, ["prompt"])
    assert back.get("one") == kept.get("one")
    assert back.get("two") is None


def test_the_key_is_sent_from_the_environment_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    people = People(items=300)
    monkeypatch.setenv("OUR_KEY", "hush")
    with speaking(people.model) as speaker:
        people.label(speaker, llm={"key": "OUR_KEY"})
        assert set(speaker.keys) == {"Bearer hush"}
        speaker.keys.clear()
        people.label(speaker)
        assert set(speaker.keys) == {None}
    assert "hush" not in json.dumps(speaker.bodies)
    assert "VERMEIL_LLM_KEY" not in os.environ


def test_prices_by_the_token() -> None:
    llm = vermeil.LLM(url="http://localhost/v1", model="m", price=0.001, price_in=2.0, price_out=10.0)
    assert llm.cost(Reply("praise", read=1000, written=100)) == pytest.approx(0.001 + 0.002 + 0.001)


def test_chances_are_those_of_the_tokens() -> None:
    names = ("praise", "complaint", "question")
    told = replies.stated(
        [Reply("praise", np.log(0.6), (("pra", np.log(0.6)), ("comp", np.log(0.3))))], names
    )
    assert told is not None
    np.testing.assert_allclose(told[0], [0.6, 0.35, 0.05], atol=1e-6)
    assert replies.stated([Reply("praise")], names) is None
    np.testing.assert_allclose(replies.stated([Reply("other", -0.0)], names), np.full((1, 3), 1 / 3))


def test_without_chances_people_say_what_its_answers_are_worth() -> None:
    classes = np.array([0] * 40 + [1] * 40 + [-1])
    truth = np.array([0] * 40 + [2] * 20)  # of class 1 it is always wrong
    everything, left_out = replies.learned(classes, np.arange(60), truth, 3)
    assert everything[0, 0] > 0.95
    assert everything[40].argmax() == 2
    np.testing.assert_allclose(everything[80], 1 / 3)
    assert left_out[0, 0] < everything[0, 0]  # its own label does not speak for it
    np.testing.assert_allclose(left_out.sum(axis=1), 1)


def test_the_page_says_what_works(capsys: pytest.CaptureFixture[str]) -> None:
    people = People(items=300)
    page = (Path(__file__).parents[2] / "docs" / "howto" / "llm.md").read_text()
    code = page.split("```python\n")[1].split("```")[0]
    options = [line.strip(" `") for row in page.splitlines() for line in row.split("|")[1:2] if "`" in line]
    known = {one.name for one in dataclasses.fields(vermeil.LLM)}
    assert {name.strip("` ") for line in options for name in line.split(",")} <= known
    with speaking(people.model) as speaker:
        code = code.replace("http://localhost:8000/v1", speaker.url).replace(
            'model="small"', 'model="small", cache=None'
        )
        told = {"texts": people.texts, "ask_people": lambda items: people.truth[items]}
        exec(code, told)
        assert speaker.texts
        assert "A complaint names something" in speaker.bodies[0]["messages"][0]["content"]
    assert capsys.readouterr().out.strip().endswith("{}")


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "ftp://here/v1"},
        {"url": "localhost:8000"},
        {"price": -1},
        {"price_in": float("nan")},
        {"tries": 0},
        {"per_minute": 0},
        {"timeout": 0},
    ],
)
def test_what_cannot_be_used_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        vermeil.LLM(**{"url": "http://localhost/v1", "model": "m"} | wrong)


def test_it_reads_texts_and_nothing_else() -> None:
    llm = vermeil.LLM(url="http://localhost/v1", model="m")
    numbers = np.random.default_rng(0).normal(size=(200, 5))
    with pytest.raises(BadInput, match="reads texts"):
        vermeil.label(numbers, lambda items: items * 0, classes=2, labelers=[llm], progress=False)


def test_its_pace_is_kept() -> None:
    one = endpoint.Endpoint(url="", key="", timeout=1, tries=1, per_minute=6000)
    turns = []
    for _ in range(5):
        one._keep_pace()
        turns.append(endpoint.time.monotonic())
    assert turns[-1] - turns[0] >= 4 * 60 / 6000 - 0.005
