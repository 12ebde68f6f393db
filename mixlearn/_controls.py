"""What a mix is compared with: its first parents, unblended, smoothed or with noise."""

from typing import Any

import numpy as np
import numpy.typing as npt

from mixlearn import labels
from mixlearn.mixing import Mixed

__all__: list[str] = []

Array = npt.NDArray[Any]

CONTROLS = ("label smoothing", "noise")

# What stands above the receipt of the mix.
RECEIPTS = {
    False: "",
    True: "The placebo of this mix, its first parents as they are:\n",
    "label smoothing": "The first parents of this mix, with labels smoothed instead:\n",
    "noise": "The first parents of this mix, with noise on their features instead:\n",
}


def check_placebo(value: Any) -> None:
    """Refuse anything but True, False or a control."""
    if isinstance(value, bool | np.bool):
        return
    if not isinstance(value, str) or value not in CONTROLS:
        allowed = ", ".join(map(repr, (False, True, *CONTROLS)))
        raise ValueError(
            f"The 'placebo' parameter must be one of {allowed}. Got {value!r} instead."
        )


class Lesson:
    """What a classifier learns from a mix, or from what stands in for it.

    Parameters
    ----------
    mixed : Mixed
        The mix of hard labels.
    X : ndarray of shape (n, d)
        The rows that were mixed.
    weights : ndarray of shape (n,) or None
        How much each of them counts.
    """

    def __init__(self, mixed: Mixed, X: Array, weights: Array | None) -> None:
        assert mixed.parent_classes is not None  # noqa: S101 - the labels that were mixed are hard
        self.mixed = mixed
        self.parents: Array = X[mixed.first]
        self.own, _ = mixed.parent_classes.T
        self.Y, self.weights = _weigh(mixed, weights)

    def soft(self, kind: Any, rng: np.random.Generator) -> tuple[Array, Array, Any]:
        """Return features, soft labels and weights (or None)."""
        if not kind:
            return self.mixed.X, self.Y, self.weights
        Y = np.eye(self.Y.shape[1], dtype=self.Y.dtype)[self.own]
        if kind == "label smoothing":
            Y = smoothed(Y, self.Y)
        return self._features(kind, rng), Y, self.weights

    def rows(self, kind: Any, rng: np.random.Generator) -> tuple[Array, Array, Array]:
        """Return features, class labels and weights; each blend once for every class in it."""
        Y = self._as_soft(rng) if kind == "label smoothing" else self.Y
        X, y, share = labels.weighted_rows(self._features(kind, rng), Y, self.mixed.classes)
        copies = np.count_nonzero(Y, axis=1)
        if kind in {True, "noise"}:
            y = self.mixed.classes[self.own].repeat(copies)
        if self.weights is not None:
            share *= self.weights.repeat(copies)
        return X, y, share

    def _features(self, kind: Any, rng: np.random.Generator) -> Array:
        if not kind:
            found: Array = self.mixed.X
            return found
        if kind == "noise":
            return noisy(self.parents, self.mixed.X, rng)
        return self.parents

    def _as_soft(self, rng: np.random.Generator) -> Array:
        """Smooth the labels of the rows that the mix writes twice, so that no row is added.

        The class that a row shares its label with is drawn from all the others: over many
        repetitions that is label smoothing.
        """
        at, k = np.arange(len(self.own)), self.Y.shape[1]
        soft = np.count_nonzero(self.Y, axis=1) > 1
        Y: Array = np.eye(k, dtype=self.Y.dtype)[self.own]
        others = (self.own + rng.integers(1, k, size=len(at))) % k
        if soft.any():
            softness = 1 - self.Y[at, self.own][soft].mean()
            Y[at[soft], self.own[soft]] = 1 - softness
            Y[at[soft], others[soft]] = softness
        return Y


def smoothed(first: Array, blended: Array) -> Array:
    """Smooth labels (rows of shares) until they are as far from `first` as blends on average.

    Both move a part of each label: a blend moves it to the partner's class, smoothing to all
    classes alike. The part is half the sum of the absolute differences. Labels may be shares times
    the weight of their row, which stays.
    """
    k = first.shape[1]
    weights = first.sum(axis=1, keepdims=True)
    shares = first / weights
    moved = np.abs(blended / blended.sum(axis=1, keepdims=True) - shares).sum(axis=1).mean()
    most = np.abs(1 / k - shares).sum(axis=1).mean()
    epsilon = min(1.0, moved / most) if most else 0.0
    found: Array = first + epsilon * (weights / k - first)
    return found.astype(first.dtype, copy=False)


def noisy(first: Array, blended: Array, rng: np.random.Generator) -> Array:
    """Add Gaussian noise to each column, of the mean square by which blending moves it."""
    spread = np.sqrt(np.square(blended - first).mean(axis=0, dtype=np.float64))
    noise = spread * rng.standard_normal(first.shape)
    found: Array = first + noise.astype(first.dtype)
    return found


def _weigh(mixed: Mixed, weights: Array | None) -> tuple[Array, Array | None]:
    """Compute the labels and weights that the parents' weighted labels add up to."""
    if weights is None:
        return mixed.Y, None
    assert mixed.parent_classes is not None  # noqa: S101 - the labels that were mixed are hard
    rows = np.arange(len(mixed.Y))
    first, second = mixed.parent_classes.T
    # Remix gives the first parent another share of the label than of the features.
    share = np.where(first == second, mixed.lam, mixed.Y[rows, first])
    mass = np.zeros(mixed.Y.shape)
    mass[rows, first] = share * weights[mixed.first]
    mass[rows, second] += (1 - share) * weights[mixed.second]
    total = mass.sum(axis=1)
    return mass / total[:, None], total
