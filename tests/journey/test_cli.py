"""The command line, as a person or a script uses it: in processes of its own."""

import csv
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from serving import Shared, serving

from vermeil.client import Client
from vermeil.demo.house import free_port

COMMANDS = ("serve", "demo", "import", "plan", "label", "export", "verify", "users", "doctor", "worker")


def vermeil(
    *words: str, cwd: Path | None = None, stdin: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    own = {key: value for key, value in os.environ.items() if not key.startswith("VERMEIL_")}
    return subprocess.run(
        [sys.executable, "-m", "vermeil.cli", *words],
        cwd=cwd,
        input=stdin,
        env={**own, "COLUMNS": "200", "NO_COLOR": "1", **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_help_shows_every_command_and_each_has_an_example() -> None:
    told = vermeil("--help").stdout
    assert [name for name in COMMANDS if name not in told] == []
    for name in COMMANDS:
        shown = vermeil(*(("users", "add") if name == "users" else (name,)), "--help")
        assert f"vermeil {name}" in shown.stdout.split("Options")[-1], shown.stdout + shown.stderr


def test_serve_starts_in_an_empty_folder_and_stops_cleanly(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "vermeil.cli", "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        welcome = process.stdout.readline()
        assert f"http://127.0.0.1:{port}" in welcome
        assert "first account" in process.stdout.readline()
        with Client(f"http://127.0.0.1:{port}") as client:
            assert client.status()["needs_setup"] is True
        taken = vermeil("serve", "--port", str(port), cwd=tmp_path)
        assert taken.returncode == 3
        assert f"--port {port + 1}" in taken.stderr
        process.send_signal(signal.SIGINT)
        assert "Stopped" in process.stdout.read()
    assert process.returncode == 0
    assert (tmp_path / "vermeil-data" / "vermeil.db").exists()


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


def test_users_add_makes_a_password_and_a_token(shared: Shared) -> None:
    home = str(shared.server.home)
    told = vermeil("users", "add", "bo", "--role", "manager", "--token", "--home", home)
    assert told.returncode == 0, told.stderr
    password = re.search(r"Password: (\S+)", told.stdout)
    token = re.search(r"vml_\S+", told.stdout)
    assert password is not None
    assert token is not None
    Client.sign_in(shared.server.url, "bo", password[1]).close()
    with Client(shared.server.url, token[0]) as client:
        client.projects.create("bo's", classes=["a", "b"])
    again = vermeil("users", "add", "Bo", "--home", home, stdin="long enough\n")
    assert again.returncode == 3
    assert "called" in again.stderr
    assert vermeil("users", "add", "cy", "--role", "king", "--home", home).returncode == 2


def test_import_plan_and_export(shared: Shared, tmp_path: Path) -> None:
    server = {"VERMEIL_URL": shared.server.url, "VERMEIL_TOKEN": shared.token}
    texts = tmp_path / "texts.csv"
    texts.write_text("text\none\ntwo\n\nthree\n", encoding="utf-8")
    unknown = vermeil("import", "letters", str(texts), **server)
    assert unknown.returncode == 3
    assert "--classes" in unknown.stderr
    told = vermeil("import", "letters", str(texts), "--classes", "a,b", **server)
    assert "3 added" in told.stdout, told.stdout + told.stderr
    assert "3 were there" in vermeil("import", "letters", str(texts), **server).stdout
    assert "labelled" in vermeil("plan", "letters", **server).stdout
    forecast = json.loads(vermeil("plan", "letters", "--label", "1", "--json", **server).stdout)
    assert forecast["n_items"] == 3
    out = tmp_path / "labels.csv"
    assert vermeil("export", "letters", str(out), **server).returncode == 0
    with out.open(encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) == 3
    assert vermeil("export", "letters", "labels.xls", **server).returncode == 2
    gone = vermeil("plan", "letters", VERMEIL_URL="http://127.0.0.1:9", VERMEIL_TOKEN="x")
    assert gone.returncode == 3
    assert "cannot be reached" in gone.stderr


def test_label_a_file_and_verify_its_certificate(tmp_path: Path) -> None:
    rng_words = [("good fine lovely great", "up"), ("bad awful poor sad", "down")]
    rows = [(f"{rng_words[n % 2][0].split()[n % 4]} number {n}", rng_words[n % 2][1]) for n in range(400)]
    file = tmp_path / "mails.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([("text", "truth"), *rows])
    told = vermeil("label", str(file), "--oracle-column", "truth", "--error", "0.1")
    assert told.returncode == 0, told.stdout + told.stderr
    with (tmp_path / "mails.labelled.csv").open(encoding="utf-8") as made:
        labelled = list(csv.DictReader(made))
    assert sum(row["label"] != row["truth"] for row in labelled) <= 40
    proof = tmp_path / "mails.certificate.json"
    assert vermeil("verify", str(proof)).returncode == 0
    body = json.loads(proof.read_text())
    proof.write_text(json.dumps(body | {"items": body["items"] + 1}))
    forged = vermeil("verify", str(proof))
    assert forged.returncode == 1
    assert "seal" in forged.stdout
    proof.write_text("no json")
    assert vermeil("verify", str(proof)).returncode == 3


def test_label_asks_the_person_and_keeps_every_answer(tmp_path: Path) -> None:
    file = tmp_path / "few.csv"
    file.write_text("text\nred\nblue\n", encoding="utf-8")
    stopped = vermeil("label", str(file), "--classes", "warm,cold", stdin="1\nmaybe\n")
    assert stopped.returncode != 0
    kept = (tmp_path / "few.csv.answers.jsonl").read_text().splitlines()
    assert [json.loads(line)["label"] for line in kept] == ["warm"]
    told = vermeil("label", str(file), "--classes", "warm,cold", stdin="c\n")
    assert told.returncode == 0, told.stdout + told.stderr
    assert "2 labels, 2 of them by people" in told.stdout


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--text-column", "body"), "no column 'body'"),
        ((), "--classes"),
        (("--oracle-column", "gold"), "no column 'gold'"),
    ],
)
def test_label_says_what_is_wrong_with_a_file(tmp_path: Path, words: tuple[str, ...], complaint: str) -> None:
    file = tmp_path / "few.csv"
    file.write_text("text\nred\n", encoding="utf-8")
    told = vermeil("label", str(file), *words)
    assert told.returncode in {2, 3}
    assert complaint in told.stderr


def test_doctor_finds_nothing_or_says_what(tmp_path: Path) -> None:
    told = vermeil("doctor", "--home", str(tmp_path / "data"))
    assert told.stdout.count("ok") + told.stdout.count("fault") == 7, told.stdout
    assert told.returncode == min(1, told.stdout.count("fault"))
    ill = vermeil("doctor", "--home", str(tmp_path), VERMEIL_DATABASE="postgresql://nobody@127.0.0.1:9/none")
    assert ill.returncode == 1
    assert "VERMEIL_DATABASE" in ill.stdout
