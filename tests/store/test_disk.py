"""Writers of one SQLite file: in turn, and on the disk before anybody is told."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from vermeil.store.disk import Disk
from vermeil.store.turns import Turns

SECONDS = 20


def begin(run: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread


def until(condition: Callable[[], bool]) -> None:
    """Wait for what another thread is about to do."""
    waiting = threading.Event()
    for _ in range(SECONDS * 1000):
        if condition():
            return
        waiting.wait(0.001)
    raise AssertionError("it did not happen")


def test_turns_come_in_the_order_of_asking(tmp_path: Path) -> None:
    turns, order = Turns(tmp_path / "turn"), []
    with turns:
        threads = []
        for i in range(5):

            def take(number: int = i) -> None:
                with turns:
                    order.append(number)

            threads.append(begin(take))
            until(lambda i=i: len(turns._waiting) == i + 1)  # type: ignore[misc]  # mypy: a default in a lambda
        assert order == []
    for thread in threads:
        thread.join(SECONDS)
    assert order == [0, 1, 2, 3, 4]
    turns.close()


def test_a_turn_inside_a_turn_is_an_error_and_no_endless_wait(tmp_path: Path) -> None:
    turns = Turns(tmp_path / "turn")
    with turns, pytest.raises(RuntimeError, match="wait for itself"), turns:
        pass
    with turns:
        pass
    turns.close()


class SlowDisk:
    """fsync that ends when the test says so."""

    def __init__(self) -> None:
        self.begun, self.allowed = 0, threading.Semaphore(0)

    def __call__(self, _file: int) -> None:
        self.begun += 1
        assert self.allowed.acquire(timeout=SECONDS)


def test_one_flush_serves_all_who_wait_and_none_who_came_after_it_began(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "log"
    path.touch()
    slow, disk, served = SlowDisk(), Disk(path), []
    monkeypatch.setattr(os, "fsync", slow)

    def ask(name: str) -> threading.Thread:
        return begin(lambda: (disk.flush(), served.append(name)))

    first = ask("first")
    until(lambda: slow.begun == 1)
    late = [ask("late") for _ in range(4)]
    until(lambda: len(disk._changed._waiters) == 4)  # type: ignore[attr-defined]  # to see who waits
    slow.allowed.release()
    first.join(SECONDS)
    until(lambda: slow.begun == 2)
    assert served == ["first"]
    slow.allowed.release()
    for thread in late:
        thread.join(SECONDS)
    assert (served, slow.begun) == (["first"] + ["late"] * 4, 2)
    disk.close()


def test_a_flush_that_fails_is_told_and_the_next_one_is_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "log"
    path.touch()
    disk = Disk(path)

    def broken(_file: int) -> None:
        raise OSError("the disk is gone")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", broken)
        with pytest.raises(OSError, match="gone"):
            disk.flush()
    disk.flush()
    disk.close()
