"""The beginning of the demonstration, and what it must know to go on after a stop."""

import json
import secrets
import shutil
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console

from vermeil.client import Client, Project
from vermeil.core.errors import BadInput
from vermeil.demo.data import SAMPLES, Sample, write_pictures

PEOPLE = ("Ada", "Bo", "Chen", "Dina", "Emre", "Fay", "Goro", "Hana")
ERROR, CONFIDENCE, LABEL_PRICE = 0.05, 0.95, 0.04
PRICES = {"label": LABEL_PRICE, "verify": LABEL_PRICE, "device_hour": 1.0, "currency": "USD"}
MARK = "demo.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the command line asked for."""

    folder: Path
    data: str = "digits"
    count: int | None = None  #: pictures; None: the sample's own number
    port: int = 0  #: 0: any
    seed: int = 0
    speed: float = 10.0  #: how many times faster than people the annotators are
    fresh: bool = False
    leave: bool = False  #: end after the certificate


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What the demonstration must know when it is started again (kept in its folder)."""

    data: str
    count: int | None
    seed: int
    password: str
    project: int
    campaign: int
    token: str
    tokens: list[str]  #: the annotators'

    def keep(self, folder: Path) -> None:
        """Write it for next time, for our eyes only."""
        kept = folder / MARK
        kept.touch(mode=0o600)
        kept.write_text(json.dumps(asdict(self)), encoding="utf-8")


def make_room(wish: Wish, console: Console) -> None:
    """The folder: fresh, or the one of last time; never somebody else's."""
    folder = wish.folder
    started, begun = (folder / MARK).exists(), (folder / "server.log").exists()
    if folder.exists() and any(folder.iterdir()):
        if not (started or begun):
            raise BadInput(f"{folder} is not empty and no demonstration: name another with --home.")
        if started and not wish.fresh:
            console.print(f"Going on with the demonstration in {folder} (--fresh begins anew).")
            return
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)


def recall(folder: Path) -> Memory | None:
    """What is known of last time."""
    kept = folder / MARK
    return Memory(**json.loads(kept.read_text(encoding="utf-8"))) if kept.exists() else None


def prepare(wish: Wish, url: str, console: Console) -> Memory:
    """Users, pictures, a project and its campaign, all through the public API."""
    if wish.data not in SAMPLES:
        raise BadInput(f"There is no data set {wish.data!r}: {', '.join(SAMPLES)}.")
    sample = SAMPLES[wish.data](wish.count)
    password = secrets.token_urlsafe(9)
    with Client.set_up(url, "demo", password) as admin:
        project = admin.projects.create(sample.name, classes=sample.classes, guideline=sample.guideline)
        tokens = [hire(admin, name, project) for name in PEOPLE]
        bring(admin, project, sample, wish.folder / "pictures", console)
        target = {"error": ERROR, "confidence": CONFIDENCE}
        campaign = admin.campaigns.start(project.id, target=target, prices=PRICES, seed=wish.seed)
        memory = Memory(
            data=wish.data,
            count=wish.count,
            seed=wish.seed,
            password=password,
            project=project.id,
            campaign=campaign.id,
            token=admin.users.token("demo"),
            tokens=tokens,
        )
    memory.keep(wish.folder)
    return memory


def hire(admin: Client, name: str, project: Project) -> str:
    """A new annotator of the project; the token to work with."""
    user = admin.users.add(name, secrets.token_urlsafe(12), "annotator")
    admin.projects.add_member(project.id, user["id"])
    return admin.users.token("demo", user=user["id"])


def bring(admin: Client, project: Project, sample: Sample, folder: Path, console: Console) -> None:
    """The pictures as files, and then as items."""
    with console.status("writing pictures") as status:
        paths = write_pictures(sample, folder)
        began = time.perf_counter()
        added = admin.items.add(project.id, paths, progress=lambda n: status.update(f"{n} pictures sent"))
    console.print(f"{added.added} pictures of {sample.name} sent in {time.perf_counter() - began:.1f} s")
