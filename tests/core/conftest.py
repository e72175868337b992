"""A certificate of a real campaign, for the tests that look at it or tamper with it."""

from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_digits

import vermeil


@pytest.fixture(scope="session")
def certified() -> dict[str, Any]:
    """The certificate of a campaign on the digits whose audit found errors in what was accepted."""
    pixels, truth = load_digits(return_X_y=True)
    for seed in range(10):
        result = vermeil.label(
            pixels,
            lambda items: np.asarray(truth)[items],
            classes=10,
            labelers=["kernel"],
            seed=seed,
            progress=False,
        )
        body = result.certificate.to_dict()
        if body["method"] == "audit" and any(
            rank < body["accepted"] and person != machine for rank, _, person, machine in body["evidence"]
        ):
            return body
    raise AssertionError("no campaign found an error")
