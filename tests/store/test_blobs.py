import hashlib
import io
from pathlib import Path

import pytest

from vermeil.core.errors import NotFound
from vermeil.store.blobs import BLOCK, Blobs


def files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def test_the_same_content_is_kept_once(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path / "blobs")
    keys = {blobs.put(b"cat"), blobs.put(b"cat"), blobs.put(io.BytesIO(b"cat"))}
    assert keys == {hashlib.sha256(b"cat").hexdigest()}
    assert len(files(tmp_path)) == 1
    assert blobs.put(b"dog") not in keys


@pytest.mark.parametrize("size", [0, 1, BLOCK, BLOCK + 1])
def test_what_was_put_comes_back(tmp_path: Path, size: int) -> None:
    blobs, content = Blobs(tmp_path), b"x" * size
    key = blobs.put(io.BytesIO(content))
    assert blobs.exists(key)
    assert blobs.read(key) == content
    assert blobs.path(key).stat().st_size == size
    with blobs.open(key) as file:
        assert file.read() == content


@pytest.mark.parametrize(
    "key", ["", "0" * 64, "../secret", "../" * 21 + "a", "/etc/passwd", "A" * 64, "0" * 63 + "\n", "0" * 65]
)
def test_an_unknown_key_is_not_found_and_never_leads_out(tmp_path: Path, key: str) -> None:
    (tmp_path / "secret").write_bytes(b"x")
    blobs = Blobs(tmp_path / "blobs")
    assert not blobs.exists(key)
    for look in (blobs.read, blobs.open, blobs.path):
        with pytest.raises(NotFound):
            look(key)


def test_a_write_that_breaks_leaves_nothing(tmp_path: Path) -> None:
    class Torn(io.BytesIO):
        def read(self, _size: int | None = -1) -> bytes:
            if self.tell():
                raise ConnectionResetError
            return super().read(3)

    with pytest.raises(ConnectionResetError):
        Blobs(tmp_path).put(Torn(b"abcdef"))
    assert files(tmp_path) == []


def test_what_a_killed_process_left_half_written_is_no_file(tmp_path: Path) -> None:
    key = hashlib.sha256(b"abcdef").hexdigest()
    (tmp_path / "tmp1.part").write_bytes(b"abc")
    blobs = Blobs(tmp_path)
    assert not blobs.exists(key)
    assert blobs.put(b"abcdef") == key
    assert blobs.read(key) == b"abcdef"
