"""A network taught on images: that it learns, and never from a label that it predicts."""

import io
import sys

import numpy as np
import pytest
from PIL import Image
from sklearn.datasets import load_digits

import vermeil
from vermeil.core.errors import BadInput
from vermeil.core.plan.events import Trained
from vermeil.integrations.extras import TorchMissing
from vermeil.integrations.labelers import Bench
from vermeil.integrations.labelers.lesson import Lesson

SIDE, CLASSES = 64, 3
# a rough first head is still judged out of fold: the bench passes over this warning too
pytestmark = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")


def pictures(count: int) -> tuple[list[bytes], np.ndarray, np.ndarray]:
    """(PNG files, their pixels, classes) of `count` handwritten digits of three kinds."""
    pixels, truth = load_digits(n_class=CLASSES, return_X_y=True)
    files = []
    for one in pixels[:count]:
        out = io.BytesIO()
        Image.fromarray(np.uint8(one.reshape(8, 8) * 15)).save(out, "PNG")
        files.append(out.getvalue())
    return files, pixels[:count], truth[:count]


def test_without_pytorch_it_is_told_before_people_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    _, pixels, _ = pictures(12)

    def nobody(_: np.ndarray) -> np.ndarray:
        raise AssertionError("asked")

    grey = pixels.reshape(-1, 8, 8)
    with pytest.raises(TorchMissing, match=r'pip install "vermeil\[torch\]"'):
        vermeil.label(grey, nobody, classes=3, labelers=["kernel", "finetuned"], progress=False)
    with pytest.raises(BadInput, match="X must be images"):
        vermeil.label(["a text"] * 9, nobody, classes=3, labelers=["finetuned"], progress=False)


def test_only_pictures_can_be_learned_from() -> None:
    labels = np.arange(9) % 3
    with pytest.raises(BadInput, match="X must be images"):
        Bench(np.eye(9)).train("finetuned", labels, labels >= 0, n_classes=3)


torch = pytest.importorskip("torch", reason='needs PyTorch: pip install "vermeil[torch]"')
from vermeil.integrations.encoders import lite0  # noqa: E402
from vermeil.integrations.labelers.finetune import Images, network, training, views  # noqa: E402


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is tested does not hang on the size of pictures or on how long it learns: seconds are enough."""
    monkeypatch.setattr(network, "SIDE", SIDE)
    monkeypatch.setattr(training, "EPOCHS", 2)


def lesson(truth: np.ndarray, labelled: int, seed: int = 1) -> Lesson:
    """The first so many labels; those of every other item are of the random part."""
    fold = np.where(np.arange(labelled) % 2, np.arange(labelled) // 2 % 5, -1)
    return Lesson(np.arange(labelled), truth[:labelled], CLASSES, fold, seed, np.arange(labelled, truth.size))


def test_cut_in_two_the_network_is_still_the_encoders() -> None:
    whole = np.random.default_rng(0).integers(0, 255, (2, 128, 128, 3)).astype(np.uint8)
    start = sum(lite0.STAGE_WIDTHS)
    theirs = lite0.features(whole, 1)[:, start : start + lite0.HEAD_WIDTH]
    ours = network.Upper().told(network.seen(whole)).numpy()
    np.testing.assert_allclose(ours, theirs, atol=0.01)  # maps are kept in half precision
    assert theirs.max() > 1


def test_views_are_the_picture_its_mirror_image_and_crops_the_same_every_time() -> None:
    picture = views.opened(pictures(1)[0][0], SIDE)
    made = views.views(picture, SIDE, 7)
    assert made.shape == (views.COUNT, SIDE, SIDE, 3)
    np.testing.assert_array_equal(made[0], views.plain(picture, SIDE))
    np.testing.assert_array_equal(made[1], made[0][:, ::-1])
    np.testing.assert_array_equal(made, views.views(picture, SIDE, 7))
    assert len({one.tobytes() for one in made}) == views.COUNT
    assert (made[2:] != views.views(picture, SIDE, 8)[2:]).any()


def test_mirrored_pictures_teach_only_where_they_are_of_the_same_kind() -> None:
    rng = np.random.default_rng(0)
    kinds = rng.integers(2, size=60)
    plain = rng.normal(size=(60, 5)).astype(np.float32) + 3 * np.eye(2, 5, dtype=np.float32)[kinds]
    assert training.mirrors(np.stack([plain, plain + 0.1]), kinds)
    other = plain.copy()
    other[:, :2] = plain[:, 1::-1]  # mirrored, one kind looks like the other
    assert not training.mirrors(np.stack([plain, other]), kinds)


def test_it_learns_and_the_same_seed_gives_the_same() -> None:
    files, _, truth = pictures(80)
    threads = torch.get_num_threads()
    everything, left_out = Images(files).chances(lesson(truth, 32))
    assert (everything[32:].argmax(axis=1) == truth[32:]).mean() > 0.75  # chance: 0.34
    assert (left_out[1::2].argmax(axis=1) == truth[1:32:2]).mean() > 0.6
    again = Images(files)
    for one, other in zip(again.chances(lesson(truth, 32)), (everything, left_out), strict=True):
        np.testing.assert_array_equal(one, other)
    assert (again.chances(lesson(truth, 32, seed=2))[0] != everything).any()
    assert torch.get_num_threads() == threads


def test_it_ends_early_where_there_is_hardly_anything_left_to_learn(monkeypatch: pytest.MonkeyPatch) -> None:
    files, _, truth = pictures(20)
    shown = Images(files)._views(np.arange(20))
    rates: list[float] = []
    monkeypatch.setattr(training, "_share", lambda done: rates.append(done) or 0.0)
    lengths = []
    for floor in (0.0, 100.0):
        monkeypatch.setattr(training, "FLOOR", floor)
        rates.clear()
        training.fitted(shown, truth[:20], 0)
        lengths.append(len(set(rates)))
    assert lengths == [4, 2]  # two epochs of two batches, or one


def test_labels_of_a_fold_do_not_reach_its_predictions() -> None:
    files, _, truth = pictures(40)
    images, told = Images(files), lesson(truth, 30)
    fold = finetuned_fold(told)
    _, left_out = images.chances(told)
    changed = truth.copy()
    changed[:30] = np.where(fold == 1, (truth[:30] + 1) % CLASSES, truth[:30])
    _, other = images.chances(lesson(changed, 30))
    np.testing.assert_array_equal(left_out[fold == 1], other[fold == 1])
    assert (left_out[fold == 0] != other[fold == 0]).any()


def finetuned_fold(told: Lesson) -> np.ndarray:
    from vermeil.integrations.labelers import finetune  # noqa: PLC0415 - needs PyTorch

    return finetune._fold(told)


def test_a_copy_teaches_nothing() -> None:
    files, pixels, truth = pictures(30)
    files, pixels = [*files, *files[:6]], np.concatenate([pixels, pixels[:6]])
    first = np.concatenate([np.arange(30), np.arange(6)])
    said = [np.concatenate([truth, twins]) for twins in (truth[:6], (truth[:6] + 1) % CLASSES)]
    bench = Bench(pixels, images=files)
    one, other = (told(bench, labels, first) for labels in said)
    for name in ("label", "top", "part", "part_label", "part_top"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
    assert one.part.max() < 30
    np.testing.assert_array_equal(one.label[30:], one.label[:6])


def told(bench: Bench, labels: np.ndarray, first: np.ndarray) -> Trained:
    return bench.train("finetuned", labels, labels >= 0, n_classes=CLASSES, seed=1, first=first)


def test_where_one_class_is_left_to_learn_from_that_is_what_it_says() -> None:
    files, _, _ = pictures(8)
    labels = np.array([0, 0, 0, 1, 0, 0])
    fold = np.array([-1, -1, -1, 0, -1, 0])  # each fold of one item: without the fourth all are of class 0
    everything, left_out = Images(files).chances(Lesson(np.arange(6), labels, 2, fold, 0, np.arange(6, 8)))
    np.testing.assert_allclose(everything.sum(axis=1), 1, atol=1e-5)
    np.testing.assert_array_equal(left_out[3], [1, 0])


@pytest.mark.slow
def test_in_a_campaign_it_races_and_the_certificate_is_the_audits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "SIDE", 32)
    _, pixels, truth = pictures(240)
    result = vermeil.label(
        pixels.reshape(-1, 8, 8),
        lambda items: truth[items],
        classes=CLASSES,
        labelers=["finetuned", "logistic"],
        target=vermeil.Target(error=0.1),
        prices=vermeil.Prices(label=1.0),
        progress=False,
    )
    trained = [facts for kind, facts, _ in result.log if kind == "trained"]
    assert {one["labeler"] for one in trained} == {"finetuned", "logistic"}
    assert all(one["seconds"] > 0 for one in trained)
    assert result.cost.device_seconds == pytest.approx(sum(one["seconds"] for one in trained))
    assert result.certificate.holds
    assert np.mean(result.labels != truth) <= 0.1
