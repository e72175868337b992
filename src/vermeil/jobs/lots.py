"""Which items were drawn by lot: only they say how a machine would do on the rest."""

import numpy as np
from numpy.typing import NDArray

from vermeil.flow import train
from vermeil.jobs import log
from vermeil.store import Transaction, campaigns
from vermeil.store.blobs import Blobs


def drawn(tx: Transaction, blobs: Blobs, project: int, census: train.Census) -> NDArray[np.bool_]:
    """(n,) members of the uniform sample that some campaign of the project began with.

    What a queue hands out in its order, what a file brought along and what a metric picked is none.
    """
    found = np.zeros(len(census.ids), bool)
    for campaign in campaigns.of_project(tx, project):
        asked = _first_sample(tx, blobs, campaign.id)
        if asked.size:
            ids = train.census(tx, project, campaign.config["last_item"]).ids
            found[census.places(ids[asked].tolist())] = True
    return found


def _first_sample(tx: Transaction, blobs: Blobs, campaign: int) -> NDArray[np.int64]:
    for event in campaigns.events(tx, campaign):
        if event.kind == "ask" and event.payload["purpose"] == "seed":
            _, arrays = log.read(blobs, event.payload)
            sample: NDArray[np.int64] = arrays["items"][arrays["random"]]
            return sample
    return np.empty(0, np.int64)
