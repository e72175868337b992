"""A certificate of a real campaign, for the tests that look at it or tamper with it."""

from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_digits

import vermeil


@pytest.fixture(scope="session")
def certified() -> dict[str, Any]:
    """The certificate of a campaign on the digits whose audit found an error in what it accepted."""
    pixels, truth = load_digits(return_X_y=True)
    bodies = (
        vermeil.label(
            pixels,
            lambda items: np.asarray(truth)[items],
            classes=10,
            target=vermeil.Target(error=0.1),
            labelers=["logistic"],
            prices=vermeil.Prices(label=0.04, device_hour=0),  # the plan then hangs on no measured second
            seed=seed,
            progress=False,
        ).certificate.to_dict()
        for seed in range(12)  # three of four find one
    )
    return next(body for body in bodies if body["method"] == "audit" and errors_inside(body))


def errors_inside(body: dict[str, Any]) -> int:
    """How many wrong labels the audit found in what was accepted."""
    accepted = body["parts"][0]["accepted"]
    return sum(rank < accepted and person != machine for rank, _, person, machine in body["evidence"])
