"""One training: a head on what the network sees as it comes, then the last stages together with the head."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from torch import Tensor
from torch.nn import functional

from vermeil.integrations.labelers.finetune.network import Upper

Array = NDArray[Any]
EPOCHS, BATCH = 8, 16
MOST_STEPS = 600  #: of one training, so that many labels do not take hours
FLOOR = 1.05  #: it ends early where the mean loss of an epoch is at most so many times the least there can be
STAGES_RATE, HEAD_RATE = 3e-4, 1e-4  #: of learning, at the height of the cosine
WARM = 0.1  #: share of the steps in which the rate rises
SMOOTHING = 0.1  #: of the labels (Szegedy et al. 2016)
DECAY = 1e-2
HEAD = 5.0  #: how freely the first head fits: C of its logistic regression, over the number of views
WORSE = 0.05  #: share by which mirrored pictures may be recognised less often than plain ones


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """Scores of classes from what the network saw, centred and scaled."""

    centre: Tensor
    spread: Tensor
    weights: Tensor  #: (C, d)
    bias: Tensor

    def scores(self, features: Tensor) -> Tensor:
        """(n, C)."""
        out: Tensor = (features - self.centre) / self.spread @ self.weights.T + self.bias
        return out


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """A network that has learned."""

    upper: Upper
    head: Head
    classes: Array  #: ids of the classes that it has seen

    def chances(self, maps: Array, n_classes: int) -> Array:
        """(n, C) of images whose lower stages gave `maps`; none for classes that it has not seen."""
        result = np.zeros((len(maps), n_classes))
        with torch.no_grad():
            result[:, self.classes] = self.head.scores(self.upper.told(maps)).softmax(1).numpy()
        return result


def fitted(shown: Array, labels: Array, seed: int) -> Fitted:
    """A network that learned `labels` (k,), at least two classes, from views `shown` (V, k, c, s, s)."""
    upper = Upper()
    classes, kinds = np.unique(labels, return_inverse=True)
    features = torch.stack([upper.told(view) for view in shown])
    used = np.arange(len(shown))[:: 1 if mirrors(features[:2].numpy(), kinds) else 2]
    head = _first_head(features[used], kinds)
    _learn(upper, head, shown, kinds, used, seed)
    return Fitted(upper, head, classes)


def mirrors(features: Array, kinds: Array) -> bool:
    """Whether plain and mirrored pictures (2, k, d) are of the same kind: a mirrored digit is another sign.

    Each half of the labels teaches a head that is asked about the other half, as it is and mirrored.
    """
    half = np.arange(kinds.size) % 2 == 0
    right = np.zeros(2)
    for seen in (half, ~half):
        if np.unique(kinds[seen]).size <= 1:
            return False
        model = LogisticRegression(C=HEAD / seen.sum(), max_iter=100)
        scale = features[0, seen].std(axis=0) + 1e-3
        model.fit(features[0, seen] / scale, kinds[seen])
        right += [(model.predict(one[~seen] / scale) == kinds[~seen]).sum() for one in features]
    return bool(right[1] >= right[0] - WORSE * kinds.size)


def _first_head(features: Tensor, kinds: Array) -> Head:
    flat = features.flatten(0, 1)
    centre, spread = flat.mean(0), flat.std(0) + 1e-3
    model = LogisticRegression(C=HEAD / len(flat), max_iter=100)
    model.fit(((flat - centre) / spread).numpy(), np.tile(kinds, len(features)))
    weights, bias = (torch.from_numpy(part).float() for part in (model.coef_, model.intercept_))
    if len(weights) == 1:  # two classes share one row of scikit-learn's
        weights, bias = torch.cat([-weights, weights]) / 2, torch.cat([-bias, bias]) / 2
    return Head(centre, spread, weights.requires_grad_(), bias.requires_grad_())


def _learn(upper: Upper, head: Head, shown: Array, kinds: Array, used: Array, seed: int) -> None:
    """Both learn in place: AdamW (Loshchilov and Hutter 2019) on another view of each image every time."""
    rng = np.random.default_rng([seed, kinds.size])
    rates = [STAGES_RATE, HEAD_RATE]
    groups = [{"params": upper.weights}, {"params": [head.weights, head.bias]}]
    optimizer = torch.optim.AdamW(groups, lr=0.0, weight_decay=DECAY)
    batches = -(-kinds.size // BATCH)
    steps, step = min(EPOCHS * batches, MOST_STEPS), 0
    while step < steps:
        losses = []
        for some in np.array_split(rng.permutation(kinds.size), batches)[: steps - step]:
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * _share(step / steps)
            scores = head.scores(upper(shown[rng.choice(used, some.size), some]))
            loss = functional.cross_entropy(scores, torch.from_numpy(kinds[some]), label_smoothing=SMOOTHING)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
            step += 1
        if np.mean(losses) <= FLOOR * _least(len(head.bias)):
            return


def _share(done: float) -> float:
    """Of the highest rate: it rises in a line, and falls as a cosine (Loshchilov and Hutter 2017)."""
    return min((done + 1e-3) / WARM, 1.0) * float(1 + np.cos(np.pi * done)) / 2


def _least(n_classes: int) -> float:
    """The least loss that smoothed labels leave: their entropy."""
    other = SMOOTHING / n_classes
    own = 1 - SMOOTHING + other
    return float(-own * np.log(own) - (n_classes - 1) * other * np.log(other))
