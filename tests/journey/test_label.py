"""`vermeil.label` as a script uses it: real data, the people's function, the result."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.datasets import load_digits
from sklearn.naive_bayes import GaussianNB
from sklearn.svm import LinearSVC

import vermeil
from vermeil.core.certify.verify import verify
from vermeil.core.errors import BadInput
from vermeil.core.plan.campaign import begin, from_record, observe, outcome
from vermeil.core.plan.state import Setup
from vermeil.library import Result, pixels
from vermeil.library.inputs import features_of

Array = NDArray[Any]
PIXELS, TRUTH = load_digits(return_X_y=True)


def label(count: int = 1797, **options: Any) -> Result:
    settings = {"classes": 10, "progress": False} | options
    return vermeil.label(PIXELS[:count], lambda items: TRUTH[items], **settings)


@pytest.fixture(scope="module")
def result() -> Result:
    return label()


def test_digits_cost_less_than_a_quarter_of_people_only(result: Result) -> None:
    assert result.cost.total < 0.27 * result.all_human
    assert result.certificate.holds
    assert (result.labels != TRUTH).mean() <= 0.05
    assert result.cost.human_labels == (result.source == "human").sum()
    assert result.labels.shape == result.source.shape == result.confidence.shape == (1797,)


def test_the_certificate_is_saved_and_verified_from_its_file(result: Result, tmp_path: Path) -> None:
    result.certificate.save(tmp_path / "certificate.json")
    body = json.loads((tmp_path / "certificate.json").read_text())
    assert verify(body) == []
    age = datetime.now(UTC) - datetime.fromisoformat(body["issued"])
    assert timedelta(0) <= age < timedelta(minutes=30)
    assert body["audited"] == result.certificate.audited > 0
    assert result.certificate.error_upper <= result.certificate.target.error == 0.05


def test_the_log_replays_to_the_same_labels(result: Result) -> None:
    (_, payload, arrays), *events = result.log
    state = begin(Setup.from_record(payload, arrays))
    for kind, body, values in events:
        state = observe(state, from_record(kind, body, values))
    assert (outcome(state).labels == result.labels).all()


def test_the_figure_shows_forecast_and_actual(result: Result) -> None:
    curve, rounds, shares = result.plot().axes
    for axes in (curve, rounds):
        words = [text.get_text() for text in axes.get_legend().get_texts()]
        assert {"forecast total", "actual total", "all by people"} <= set(words)
    drawn = dict(zip(*curve.lines[0].get_data(), strict=True))
    assert drawn == pytest.approx({100 * (1 - one["error"]): one["cost"]["mid"] for one in result.curve})
    assert drawn[95.0] == pytest.approx(result.rounds[-1]["forecast"]["mid"], rel=0.02)  # best or now
    assert any("machine" in text.get_text() for text in shares.texts)


def test_a_campaign_without_a_machine_can_be_drawn() -> None:
    few = label(60)
    assert few.curve == []
    assert len(few.plot().axes) == 3


def test_names_of_classes_are_understood_and_given_back() -> None:
    names = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    named = vermeil.label(
        PIXELS[:400].tolist(), lambda items: [names[i] for i in TRUTH[items]], classes=names, progress=False
    )
    assert (named.names == np.array(names)[named.labels]).all()


@pytest.mark.parametrize("labelers", [[GaussianNB()], [LinearSVC(), "kernel"]], ids=["proba", "raced"])
def test_own_classifiers_are_used(labelers: list[Any]) -> None:
    assert label(labelers=labelers).certificate.holds


@pytest.mark.parametrize("count", [1, 2, 10, 60])
def test_a_tiny_set_is_labelled_by_people(count: int) -> None:
    tiny = label(count)
    assert (tiny.labels == TRUTH[:count]).all()
    assert tiny.certificate.method == "people"
    assert tiny.certificate.error_upper == 0


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    "features",
    [
        np.zeros((500, 3)),
        np.ones((500, 1)),
        np.repeat(np.arange(250.0), 2)[:, None],
        np.random.default_rng(0).normal(size=(500, 5)) * 1e25,
        (PIXELS[:500] / 16).astype(np.float64),
        PIXELS[:500].astype(np.uint8),
    ],
    ids=["constant", "one column", "twins", "huge", "float64", "bytes"],
)
def test_odd_features_never_break_the_promise(features: Array) -> None:
    truth = TRUTH[:500]
    odd = vermeil.label(features, lambda items: truth[items], classes=10, progress=False)
    assert odd.certificate.holds
    assert (odd.labels != truth).mean() <= 0.05


def test_one_class_only_and_classes_never_seen() -> None:
    same = vermeil.label(PIXELS, lambda items: np.zeros(items.size, int), classes=10, progress=False)
    assert (same.labels == 0).all()
    assert same.cost.total < 0.2 * same.all_human


def test_the_best_model_for_a_budget_comes_with_its_predictions_and_its_exam() -> None:
    done = label(goal="model", budget=6.0)
    assert done.model is not None
    assert done.cost.total <= 6.0
    assert done.model.exam.low < done.model.exam.high
    assert done.model.predictions.shape == done.labels.shape
    assert set(done.source) == {"human", "none"}
    assert not done.certificate.holds
    assert "never learned from" in done.reason


def test_caps_on_hours_are_never_passed() -> None:
    short = label(budget=vermeil.Caps(people_hours=0.05), team=vermeil.Team(label_seconds=3.0))
    assert short.cost.people_seconds <= 180
    assert "The 0.05 people-hours are spent" in short.reason


def test_a_budget_that_is_too_small_leaves_items_unlabelled_and_says_so() -> None:
    short = label(budget=3.0)
    assert short.cost.total <= 3.01
    assert not short.certificate.holds
    assert (short.labels == -1).sum() == (short.source == "none").sum() > 0
    assert "budget" in short.reason.lower()


def test_the_same_seed_gives_the_same_result() -> None:
    one, other = label(600, seed=4), label(600, seed=4)
    assert (one.labels == other.labels).all()
    assert one.cost.human_labels == other.cost.human_labels


def test_texts_are_encoded_and_copies_asked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    things = {"cheese": "eat the {} with bread number {}", "engine": "repair the {} with tool number {}"}
    texts = [words.format(name, i) for i in range(150) for name, words in things.items()] * 2
    asked: list[str] = []

    def people(items: Array) -> list[int]:
        asked.extend(texts[i] for i in items)
        return [int("engine" in texts[i]) for i in items]

    told = vermeil.label(texts, people, classes=["food", "cars"], progress=False)
    assert len(asked) == len(set(asked)) < 300
    assert (told.labels == [int("engine" in text) for text in texts]).all()


NAN = PIXELS[:50].copy()
NAN[7, 3] = np.nan
WRONG = [
    ({"X": NAN}, "row 7"),
    ({"X": NAN.astype(np.float32)}, r"row 7 \(rows: 1\)"),
    ({"X": PIXELS[0]}, "shape"),
    ({"X": np.zeros((0, 3))}, "shape"),
    ({"X": csr_matrix(PIXELS)}, "sparse"),
    ({"X": [{"a": 1}, {"a": 2}]}, "X must be"),
    ({"X": ["there/is/no.png", "such/file.jpg"]}, "cannot be read"),
    ({"oracle": "me"}, "function"),
    ({"oracle": lambda _: [0]}, "shape"),
    ({"oracle": lambda items: [99] * len(items)}, "99"),
    ({"oracle": lambda items: ["cat"] * len(items)}, "cat"),
    ({"oracle": lambda items: [0.5] * len(items)}, "0.5"),
    ({"classes": 1}, "two classes"),
    ({"classes": "ab"}, "list of their names"),
    ({"classes": ["a", "a"]}, "different"),
    ({"labelers": [object()]}, "predict_proba"),
    ({"labelers": []}, "labelers"),
    ({"labelers": ["magic"]}, "magic"),
    ({"budget": -1}, "budget"),
    ({"budget": "10 dollars"}, "10 dollars"),
    ({"target": 0.05}, r"vermeil\.Target"),
    ({"prices": 0.04}, r"vermeil\.Prices"),
    ({"team": 5}, r"vermeil\.Team"),
    ({"recipe": "margin"}, r"vermeil\.Recipe"),
    ({"goal": "fame"}, "fame"),
    ({"seed": "one"}, "whole number"),
    ({"seed": -1}, "it is -1"),
]


@pytest.mark.parametrize(("change", "words"), WRONG, ids=[words for _, words in WRONG])
def test_input_that_cannot_be_used_is_refused_with_words(change: dict[str, Any], words: str) -> None:
    given = {"X": PIXELS, "oracle": lambda items: TRUTH[items], "classes": 10, "progress": False} | change
    features, oracle = given.pop("X"), given.pop("oracle")
    with pytest.raises(BadInput, match=words):
        vermeil.label(features, oracle, **given)


def test_rows_of_pixels_are_seen_as_pictures_and_numbers_are_not() -> None:
    rng = np.random.default_rng(0)
    assert pixels.are_rows_of(PIXELS)
    assert pixels.are_rows_of(PIXELS / 16)
    shuffled = rng.permutation(PIXELS.shape[1])
    assert not pixels.are_rows_of(PIXELS[:, shuffled])  # the same numbers, but no picture
    assert not pixels.are_rows_of(PIXELS[:, :63])
    assert not pixels.are_rows_of(rng.standard_normal((300, 64)))
    assert not pixels.are_rows_of(np.zeros((300, 64)))


def test_pictures_come_as_arrays_of_any_shape() -> None:
    grey = PIXELS[:40].reshape(-1, 8, 8)
    flat, *_ = features_of(PIXELS[:40], progress=False)
    for same in (
        grey,
        grey / 16,
        grey.astype(np.float32),
        grey[..., None],
        np.repeat(grey[..., None], 3, axis=3),
    ):
        np.testing.assert_allclose(features_of(same, progress=False)[0], flat, atol=2e-3)
    _, groups, _ = features_of(np.concatenate([grey, grey[:3]]), progress=False)
    assert groups is not None
    assert groups[40:].tolist() == [0, 1, 2]
    for wrong in (np.zeros((2, 8, 8, 2)), -grey):
        with pytest.raises(BadInput, match="Pi"):
            features_of(wrong, progress=False)
