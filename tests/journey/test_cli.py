"""The command line, as a person or a script uses it."""

import csv
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from serving import Shared, serving

from ports import free_port
from vermeil.cli import main
from vermeil.cli.house import listening
from vermeil.client import Client
from vermeil.settings import Settings

COMMANDS = (
    "serve",
    "demo",
    "import",
    "plan",
    "label",
    "suggest",
    "export",
    "verify",
    "users",
    "doctor",
    "worker",
)


@dataclass(frozen=True)
class Told:
    """What a command said, in one line each, and its exit status."""

    out: str
    err: str
    status: int


Vermeil = Callable[..., Told]


@pytest.fixture
def vermeil(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Vermeil:
    def run(*words: str, stdin: str = "", **environment: str) -> Told:
        with monkeypatch.context() as patch:
            for name in [name for name in os.environ if name.startswith("VERMEIL_")]:
                patch.delenv(name)
            for name, value in environment.items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["vermeil", *words])
            patch.setattr(sys, "stdin", io.StringIO(stdin))
            with pytest.raises(SystemExit) as ended:
                main()
        told = capsys.readouterr()
        return Told(" ".join(told.out.split()), " ".join(told.err.split()), int(ended.value.code or 0))

    return run


def test_help_shows_every_command_and_each_has_an_example(vermeil: Vermeil) -> None:
    told = vermeil("--help").out
    assert [name for name in COMMANDS if name not in told] == []
    for name in COMMANDS:
        shown = vermeil(*(("users", "add") if name == "users" else (name,)), "--help")
        assert f"vermeil {name}" in shown.out.split("Options")[-1], shown


def test_serve_starts_in_an_empty_folder_and_stops_cleanly(tmp_path: Path, vermeil: Vermeil) -> None:
    port = free_port()
    command = [sys.executable, "-m", "vermeil.cli", "serve", "--port", str(port)]
    with ExitStack() as stack:
        process = stack.enter_context(
            subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True)
        )
        stack.callback(process.kill)
        assert process.stdout is not None
        welcome = process.stdout.readline()
        assert f"http://127.0.0.1:{port}" in welcome
        assert "first account" in process.stdout.readline()
        with Client(f"http://127.0.0.1:{port}") as client:
            assert client.status()["needs_setup"] is True
        taken = vermeil("serve", "--port", str(port))
        assert taken.status == 3
        assert f"--port {port + 1}" in taken.err
        process.send_signal(signal.SIGINT)
        assert "Stopped" in process.stdout.read()
        assert process.wait(10) == 0
    assert (tmp_path / "vermeil-data" / "vermeil.db").exists()


def test_no_answer_waits_for_another() -> None:
    with listening(Settings(port=0)) as listener, socket.create_connection(listener.getsockname()) as caller:
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.getsockname() == caller.getpeername()
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_worker_that_dies_is_started_again(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as server:
        end = time.monotonic() + 20
        while not (first := server.workers()):
            assert time.monotonic() < end
        server.kill_worker()
        while not (second := server.workers()) or second == first:
            assert time.monotonic() < end
        process = server.process
        assert process is not None
        assert server.stop() == 0


def test_users_add_makes_a_password_and_a_token(shared: Shared, vermeil: Vermeil) -> None:
    home = str(shared.server.home)
    told = vermeil("users", "add", "bo", "--role", "manager", "--token", "--home", home)
    assert told.status == 0, told.err
    password = re.search(r"Password: (\S+)", told.out)
    token = re.search(r"vml_\S+", told.out)
    assert password is not None
    assert token is not None
    Client.sign_in(shared.server.url, "bo", password[1]).close()
    with Client(shared.server.url, token[0]) as client:
        client.projects.create("bo's", classes=["a", "b"])
    again = vermeil("users", "add", "Bo", "--home", home, stdin="long enough\n")
    assert again.status == 3
    assert "called" in again.err
    assert vermeil("users", "add", "cy", "--role", "king", "--home", home).status == 2


def test_import_plan_and_export(shared: Shared, tmp_path: Path, vermeil: Vermeil) -> None:
    server = {"VERMEIL_URL": shared.server.url, "VERMEIL_TOKEN": shared.token}
    texts = tmp_path / "texts.csv"
    texts.write_text("text\none\ntwo\n\nthree\n", encoding="utf-8")
    unknown = vermeil("import", "letters", str(texts), **server)
    assert unknown.status == 3
    assert "--classes" in unknown.err
    told = vermeil("import", "letters", str(texts), "--classes", "a,b", **server)
    assert "3 added" in told.out, told
    assert "3 were there" in vermeil("import", "letters", str(texts), **server).out
    assert "labelled" in vermeil("plan", "letters", **server).out
    forecast = json.loads(vermeil("plan", "letters", "--label", "1", "--json", **server).out)
    assert forecast["n_items"] == 3
    asked = vermeil("plan", "letters", "--people-hours", "12", "--people", "3", "--goal", "model", **server)
    assert asked.status == 0, asked
    dear = vermeil("plan", "letters", "--label", "1", "--expert-price", "4", **server)
    assert "Experts alone would cost 12.00 USD" in " ".join(dear.out.split()), dear
    llm = ("--labelers", "kernel", "--llm", "https://model.example/v1", "--model", "small", "--call-price")
    called = json.loads(vermeil("plan", "letters", *llm, "0.5", "--json", **server).out)
    assert called["calls"]["sample"] == {"calls": 3, "cost": 1.5}
    negative = vermeil("plan", "letters", "--people-hours", "-1", **server)
    assert negative.status == 3
    assert "people_hours" in negative.err
    endless = vermeil("plan", "letters", "--goal", "model", **server)
    assert endless.status == 3
    assert "The best model for what?" in endless.err
    out = tmp_path / "labels.csv"
    assert vermeil("export", "letters", str(out), **server).status == 0
    with out.open(encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) == 3
    gone = vermeil("plan", "letters", VERMEIL_URL="http://127.0.0.1:9", VERMEIL_TOKEN="x")
    assert gone.status == 3
    assert "cannot be reached" in gone.err


def test_a_model_that_learned_from_answers_suggests_the_rest(shared: Shared, vermeil: Vermeil) -> None:
    server = {"VERMEIL_URL": shared.server.url, "VERMEIL_TOKEN": shared.token}
    with Client(shared.server.url, shared.token) as client:
        project = client.projects.create("pets", classes=["cat", "dog"]).id
        client.items.add(project, [f"{kind} number {n}" for n in range(10) for kind in ("the cat", "a dog")])
        few = vermeil("suggest", "pets", "--from", "answers", **server)
        assert few.status == 3
        assert "5 examples" in few.err
        for _ in range(12):
            task = client.tasks.next(project)
            assert task is not None
            client.tasks.answer(task, "cat" if "cat" in task.item["text"] else "dog")
        told = vermeil("suggest", "pets", "--from", "answers", **server)
        assert told.status == 0, told
        assert "8 of 8 items have a suggestion" in told.out
        assert "taught by everything: " in told.out
        [run] = client.suggestions.list(project)
        assert (run.state, run.taken, run.live) == ("finished", 8, False)
        shown = client.tasks.next(project)
        assert shown is not None
        assert shown.suggestion is not None
        assert shown.suggestion["model_version"] == "answers-12"
    near = vermeil("suggest", "pets", "--from", "label_studio", "--address", "http://127.0.0.1:9", **server)
    assert near.status == 3
    assert "VERMEIL_PRIVATE_BACKENDS" in near.err


def test_labels_come_from_other_tools_and_go_to_them(
    shared: Shared, tmp_path: Path, vermeil: Vermeil
) -> None:
    server = {"VERMEIL_URL": shared.server.url, "VERMEIL_TOKEN": shared.token}
    lines = tmp_path / "doccano.jsonl"
    rows = [
        {"text": "four", "label": ["a"]},
        {"text": "five", "label": [], "cats": ["b"], "note": 1},
        {"text": "six"},
    ]
    lines.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    told = vermeil("import", "signs", str(lines), "--classes", "a,b", "--format", "doccano", **server)
    assert "3 added" in told.out, told
    folder = vermeil("import", "signs", str(tmp_path), "--format", "doccano", **server)
    assert "zip the folder" in " ".join(folder.err.split())
    other = vermeil("export", "signs", "labels.xls", **server)
    assert other.status == 2
    assert "label-studio" in other.err
    told = vermeil("export", "signs", str(tmp_path / "labels.jsonl"), "--format", "spacy", **server)
    assert "left out (1): items without a label" in " ".join(told.out.split()), told
    none = vermeil("export", "signs", str(tmp_path / "labels.zip"), "--format", "yolo", **server)
    assert none.status == 3
    assert "can hold nothing of this project" in " ".join(none.err.split())


def mails(folder: Path) -> Path:
    """A file of 400 texts with their classes."""
    rng_words = [("good fine lovely great", "up"), ("bad awful poor sad", "down")]
    rows = [(f"{rng_words[n % 2][0].split()[n % 4]} number {n}", rng_words[n % 2][1]) for n in range(400)]
    file = folder / "mails.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        sited = [(*row, "north" if n % 3 else "south") for n, row in enumerate(rows)]
        csv.writer(out).writerows([("text", "truth", "site"), *sited])
    return file


def test_label_for_the_best_model_writes_its_predictions(tmp_path: Path, vermeil: Vermeil) -> None:
    file = str(mails(tmp_path))
    told = vermeil("label", file, "--oracle-column", "truth", "--goal", "model", "--people-hours", "0.15")
    assert told.status == 0, told
    assert "never learned from" in told.out
    assert "people-hours are spent" in told.out.replace("\n", " ")
    with (tmp_path / "mails.predicted.csv").open(encoding="utf-8") as made:
        rows = list(csv.DictReader(made))
    assert np.mean([row["predicted"] == row["truth"] for row in rows]) > 0.8
    assert 0 < sum(row["label"] != "" for row in rows) <= 0.15 * 3600 / 5
    endless = vermeil("label", file, "--oracle-column", "truth", "--goal", "model")
    assert endless.status == 3
    assert "The best model for what?" in endless.err
    short = vermeil("label", file, "--oracle-column", "truth", "--people-hours", "0.05")
    assert short.status == 1
    assert "The 0.05 people-hours are spent" in short.out.replace("\n", " ")


def test_label_a_file_and_verify_its_certificate(tmp_path: Path, vermeil: Vermeil) -> None:
    file = mails(tmp_path)
    slices = ("--slice-column", "site", "--slice-errors", "south=0.2")
    told = vermeil("label", str(file), "--oracle-column", "truth", "--error", "0.1", *slices)
    assert told.status == 0, told
    with (tmp_path / "mails.labelled.csv").open(encoding="utf-8") as made:
        labelled = list(csv.DictReader(made))
    assert sum(row["label"] != row["truth"] for row in labelled) <= 40
    proof = tmp_path / "mails.certificate.json"
    verified = vermeil("verify", str(proof))
    assert verified.status == 0
    assert "slice 'south' holds" in " ".join(verified.out.split())
    body = json.loads(proof.read_text())
    assert f"issued on {body['issued'][:10]}" in " ".join(verified.out.split())
    proof.write_text(json.dumps(body | {"issued": "2020-01-01T00:00:00.000Z"}))
    assert "seal" in vermeil("verify", str(proof)).out
    proof.write_text(json.dumps(body | {"items": body["items"] + 1}))
    forged = vermeil("verify", str(proof))
    assert forged.status == 1
    assert "seal" in forged.out
    proof.write_text("no json")
    assert vermeil("verify", str(proof)).status == 3


def test_label_asks_the_person_and_keeps_every_answer(tmp_path: Path, vermeil: Vermeil) -> None:
    file = tmp_path / "few.csv"
    file.write_text("text\nred\nblue\n", encoding="utf-8")
    stopped = vermeil("label", str(file), "--classes", "warm,cold", stdin="1\nmaybe\n")
    assert stopped.status != 0
    kept = (tmp_path / "few.csv.answers.jsonl").read_text().splitlines()
    assert [json.loads(line)["label"] for line in kept] == ["warm"]
    told = vermeil("label", str(file), "--classes", "warm,cold", stdin="c\n")
    assert told.status == 0, told
    assert "2 labels, 2 of them by people" in told.out


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--text-column", "body"), "no column 'body'"),
        ((), "--classes"),
        (("--classes", "a,b", "--llm", "http://localhost/v1"), "--call-price"),
        (("--classes", "a,b", "--labelers", "oracle"), "no labeler 'oracle'"),
        (("--oracle-column", "gold"), "no column 'gold'"),
    ],
)
def test_label_says_what_is_wrong_with_a_file(
    tmp_path: Path, vermeil: Vermeil, words: tuple[str, ...], complaint: str
) -> None:
    file = tmp_path / "few.csv"
    file.write_text("text\nred\n", encoding="utf-8")
    told = vermeil("label", str(file), *words)
    assert told.status in {2, 3}
    assert complaint in told.err


def test_doctor_finds_nothing_or_says_what(tmp_path: Path, vermeil: Vermeil) -> None:
    told = vermeil("doctor", "--home", str(tmp_path / "data"))
    assert told.out.count("ok") + told.out.count("fault") == 7, told.out
    assert told.status == min(1, told.out.count("fault"))
    ill = vermeil("doctor", "--home", str(tmp_path), VERMEIL_DATABASE="postgresql://nobody@127.0.0.1:9/none")
    assert ill.status == 1
    assert "VERMEIL_DATABASE" in ill.out
