import pickle
from pathlib import Path

import pytest

from vermeil.integrations.encoders.checkpoint import read_weights


class Call:
    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return Path.touch, (self.marker,)


def test_a_checkpoint_that_asks_for_code_is_refused_and_nothing_runs(tmp_path: Path) -> None:
    file, marker = tmp_path / "weights.pth", tmp_path / "ran"
    file.write_bytes(pickle.dumps(Call(marker)))
    with pytest.raises(pickle.UnpicklingError, match="which weights do not need"):
        read_weights(file)
    assert not marker.exists()


def test_another_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "weights.pth"
    file.write_bytes(pickle.dumps(7))
    with pytest.raises(pickle.UnpicklingError, match="not a checkpoint"):
        read_weights(file)
