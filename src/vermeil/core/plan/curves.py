"""Learning curves: the error of the theta most trusted items as a truncated power law of the labels bought.

err(b) = a * b^-g * exp(-b / k), one curve for each theta (MCAL, Eqn. 3; METHOD 1.3). In logarithms it is
linear in (log a, g, 1/k), so that all curves of all bootstrap worlds are fitted at once by weighted least
squares with a weak prior on g and 1/k, bounded to g >= 0 and 1/k >= 0.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
THETAS = 1 - np.linspace(0.97, 0, 40) ** 1.5  #: slices, narrower where trust ends
GUESS, DOUBT = 0.8, 0.5  #: prior of g: mean and spread; texts had 0.2, digits 1.6
FEWEST = 3  #: rounds for a fit of three coefficients
POOR = 3.0  #: mean squared residual in standard errors above which a fit is not believed


@dataclass(frozen=True, slots=True)
class Curves:
    """Fitted coefficients (worlds, thetas, 3): log a, -g, -1/k."""

    beta: Array
    unit: float  #: labels that 1/k is counted in
    words: str  #: "power law", or why it was not believed

    def ratio(self, bought: float, now: float) -> Array:
        """(worlds, thetas): error at `bought` labels as a share of that at `now`."""
        change = np.array([0.0, np.log(bought / now), (bought - now) / self.unit])
        shares: Array = np.exp(np.clip(self.beta @ change, -4.0, 0.0))
        return shares


def slice_errors(doubt: Array, wrong: Array, weights: Array) -> tuple[Array, Array]:
    """(worlds, thetas) weighted errors and weights among the theta least doubtful of a random part (p,)."""
    order = np.argsort(doubt, kind="stable")
    mass = np.cumsum(weights[:, order], axis=1)
    errors = np.cumsum(weights[:, order] * wrong[order], axis=1)
    where = np.minimum((THETAS * doubt.size).astype(int), doubt.size - 1)
    return errors[:, where], mass[:, where]


def fit(bought: Array, errors: Array, mass: Array) -> Curves:
    """Curves through points: `bought` (rounds,), `errors` and `mass` (rounds, worlds, thetas)."""
    unit = float(bought[-1])
    x = np.stack([np.ones(bought.size), np.log(bought / unit), (bought - unit) / unit], axis=1)
    y = np.log((errors + 0.5) / (mass + 1.0))
    certainty = errors + 0.5  # the variance of a log count is one over the count
    beta = _solve(x, y, certainty, np.diag([1e-6, DOUBT**-2, 25.0]))
    free = beta[..., 2] <= 0
    flat = _solve(x, y, certainty, np.diag([1e-6, DOUBT**-2, 1e9]))
    beta = np.where(free[..., None], beta, flat)
    beta[..., 1] = np.minimum(beta[..., 1], 0)
    beta[..., 2] = np.minimum(beta[..., 2], 0)
    return Curves(beta, unit, _believed(x, y, certainty, beta))


def _solve(x: Array, y: Array, certainty: Array, precision: Array) -> Array:
    """Weighted ridge regression for every world and theta: (worlds, thetas, 3)."""
    prior = precision @ np.array([0.0, -GUESS, 0.0])
    left = np.einsum("rwt,ri,rj->wtij", certainty, x, x, optimize=True) + precision
    right = np.einsum("rwt,ri,rwt->wti", certainty, x, y, optimize=True) + prior
    beta: Array = np.linalg.solve(left, right[..., None])[..., 0]
    return beta


def _believed(x: Array, y: Array, certainty: Array, beta: Array) -> str:
    if len(x) < FEWEST:
        return "too few rounds for a fit: a typical curve is assumed"
    residual = y - np.einsum("ri,wti->rwt", x, beta)
    poor = float((residual**2 * certainty).mean()) > POOR
    return "the power law fits poorly: its forecast is wide" if poor else "power law"
