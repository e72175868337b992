"""Those who label for the machine in a campaign, and what is paid for calls to one of them.

Calls may take hours, so training with them is done aside: the worker's other jobs go on meanwhile. Each reply
is in the ledger once, under a name that its prompt and its text give it. What a worker has bought before it
was killed is found in the cache by the next one, and written down then: so nothing is paid twice, and nothing
that was paid is missing.
"""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from vermeil.core.plan import campaign as engine
from vermeil.core.plan.entrants import FINETUNED
from vermeil.core.plan.events import Failed, Trained
from vermeil.core.plan.state import State
from vermeil.core.tasks.code import Code
from vermeil.flow import race, train
from vermeil.flow.plan import MICROS
from vermeil.integrations.labelers import Bench
from vermeil.integrations.labelers.llm import Reader
from vermeil.integrations.outbound.guarded import Guarded
from vermeil.jobs.shop import Shop
from vermeil.store import ledger
from vermeil.store.campaigns import Campaign
from vermeil.store.jobs import Job

Told = list[Trained | Failed]


def bench_of(
    shop: Shop,
    project: int,
    about: tuple[train.Census, Code],
    features: NDArray[np.float32],
    names: Sequence[str],
) -> Bench:
    """The labelers of these names, on the items of a census and their `features` (n, d)."""
    census, code = about
    if FINETUNED not in names:
        return train.bench(features, code)
    with shop.store.read() as tx:
        files = train.images(tx, shop.blobs, project, census)
    return train.bench(features, code, files)


class Race:
    """The labelers of one campaign, in the hands of this worker."""

    def __init__(self, shop: Shop, job: Job, campaign: Campaign, census: train.Census, code: Code) -> None:
        """Those that the campaign's order names."""
        self.shop, self.job, self.campaign, self.census, self.code = shop, job, campaign, census, code
        names = race.names(campaign.config, len(census.ids))
        self.names, self.llm = names, names[-1] if campaign.config["llm"] else None
        self.reader = self._reader() if self.llm else None
        self._bought: deque[tuple[str, float]] = deque()
        self._aside = ThreadPoolExecutor(1)
        self._training: Future[Told] | None = None

    def bench(self, features: NDArray[np.float32]) -> Bench:
        """All of them, on the items' `features` (n, d)."""
        made = bench_of(self.shop, self.campaign.project_id, (self.census, self.code), features, self.names)
        if self.llm and self.reader:
            made.paid[self.llm] = self.reader
        return made

    def begun(self, state: State) -> None:
        """What was known when the first training began: examples are taken from this, whoever asks later."""
        if self.reader is not None:
            labels = engine.taught(state)
            original = state.setup.first == np.arange(labels.size)
            known = np.flatnonzero((labels >= 0) & original & ~state.random)
            self.reader.show(known, labels[known])

    def trained(
        self, names: Sequence[str], train_all: Callable[..., Told], spent: float, most: float | None
    ) -> Told | None:
        """What they tell once they are trained; None: one of them is still being called.

        `spent`: on calls, as the campaign knows it; what a worker has paid since that was killed is taken
        from the `most` that calls may cost.
        """
        if self.llm not in names:
            return train_all(most=most)
        if self._training is None:
            assert self.reader is not None
            self.reader.asked = self.reader.to_ask = 0
            most = None if most is None else max(most - self._unknown(spent), 0.0)
            self._training = self._aside.submit(train_all, most=most)
        over = self.idle  # looked at first: what it has bought until then is in the ledger afterwards
        self.settle()
        if not over:
            return None
        told, self._training = self._training.result(), None
        return [replace(one, paid=self._unknown(spent)) if one.labeler == self.llm else one for one in told]

    @property
    def idle(self) -> bool:
        """Whether nothing is done aside."""
        return self._training is None or self._training.done()

    def settle(self) -> None:
        """Write down what was paid for calls since the last time."""
        if not self._bought:
            return
        with self.shop.writing(self.job) as tx:
            while self._bought:
                name, price = self._bought.popleft()
                ledger.pay(
                    tx,
                    project_id=self.campaign.project_id,
                    campaign_id=self.campaign.id,
                    kind="calls",
                    amount_micros=round(price * MICROS),
                    currency=self.campaign.config["prices"]["currency"],
                    ref=f"call:{name}",
                )

    def progress(self) -> str | None:
        """What the calls are at, in words; None: there are none."""
        if self._training is None or self.reader is None or not self.reader.to_ask:
            return None
        return f"Asking {self.llm} about {self.reader.asked:,} of {self.reader.to_ask:,} texts"

    def stop(self) -> bool:
        """Begin no further calls; whether those under way have ended."""
        if self.reader is not None:
            self.reader.stop()
        return self.idle

    def close(self) -> None:
        """Let go, once the calls under way have ended: they are paid, and whoever is next must find them."""
        self.stop()
        self._aside.shutdown(cancel_futures=True)

    def _unknown(self, spent: float) -> float:
        """What was paid for calls beside what is known to be `spent`, by the ledger."""
        with self.shop.store.read() as tx:
            paid = ledger.spent(tx, self.campaign.id).get("calls", 0) / MICROS
        return max(paid - spent, 0.0)

    def _reader(self) -> Reader:
        shop, order = self.shop, self.campaign.config["llm"]
        llm = race.llm_of(order, shop.cache / "llm")
        with shop.store.read() as tx:
            texts = train.texts(tx, self.campaign.project_id, self.census)
        endpoint = llm.endpoint(shop.outbound.key(llm.url), Guarded(shop.outbound))
        return Reader(llm, texts, tuple(self.code.names), endpoint, lambda *one: self._bought.append(one))
