"""`vermeil demo`: a real data set, labelled by simulated people and a model, to a certificate."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray
from rich.console import Console

from vermeil.client import Campaign, Client
from vermeil.core.errors import VermeilError
from vermeil.demo.begin import Memory, Wish, make_room, prepare, recall
from vermeil.demo.data import SAMPLES, Sample
from vermeil.demo.house import Server, running_server
from vermeil.demo.outcome import outcome, tell
from vermeil.demo.people import ERROR_RATE, MEDIAN_SECONDS, Crew, answers_of_people
from vermeil.demo.picture import Picture
from vermeil.integrations.formats.images import png

LOOK = 0.5  #: seconds between two pictures


def run(wish: Wish, console: Console) -> int:
    """The whole show; 0 when the certificate holds, 1 when it does not."""
    began = time.monotonic()
    make_room(wish, console)
    with ExitStack() as stack:
        server = stack.enter_context(running_server(wish.folder, wish.port))
        memory = recall(wish.folder) or prepare(wish, server.url, console)
        console.print(
            f"Watch and join at [bold]{server.url}[/bold]: sign in as [bold]demo[/bold], "
            f"password [bold]{memory.password}[/bold]"
        )
        sample = SAMPLES[memory.data](memory.count)
        said = answers_of_people(sample, memory.seed)
        client = stack.enter_context(Client(server.url, memory.token))
        with at_work(server, memory, sample, said, wish.speed) as crew:
            campaign = watch(client, memory, crew, server, console)
        if campaign.state != "finished":
            raise VermeilError(f"The campaign has {campaign.state}: {campaign.reason}")
        found = outcome(client, memory, campaign, sample, said, wish.folder)
        tell(found, wish.folder, console)
        console.print(f"{time.monotonic() - began:.0f} seconds.")
        if not wish.leave:
            console.print(f"Look around at {server.url}. Ctrl-C ends the demonstration.")
            server.process.wait()
    return 0 if found.holds else 1


@contextmanager
def at_work(
    server: Server, memory: Memory, sample: Sample, said: NDArray[np.int64], speed: float
) -> Iterator[Crew]:
    """The simulated annotators, until the block ends. They know a picture by its bytes: they really look."""
    seen = {sha256(png(p)).digest(): sample.classes[k] for p, k in zip(sample.pictures, said, strict=True)}
    crew = Crew(server.url, memory.tokens, memory.project, lambda data: seen[sha256(data).digest()], speed)
    crew.start()
    try:
        yield crew
    finally:
        crew.go_home()


def watch(client: Client, memory: Memory, crew: Crew, server: Server, console: Console) -> Campaign:
    """Show the campaign until it has ended."""
    pace = f"{len(memory.tokens)} simulated people, {crew.speed:g} x as fast as real ones"
    console.print(
        f"{pace} ({MEDIAN_SECONDS} s an answer); about {ERROR_RATE:.1%} of their answers are wrong",
        soft_wrap=True,
    )
    with Picture(console, server.url, pace).shown() as picture:
        while True:
            campaign, project = client.campaigns.get(memory.campaign), client.projects.get(memory.project)
            picture.draw(campaign, project)
            if not campaign.live:
                return campaign
            server.check()
            if trouble := crew.trouble():
                raise VermeilError(f"An annotator went home: {trouble}") from trouble
            time.sleep(LOOK)
