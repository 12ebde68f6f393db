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
        self.pairs: Array = mixed.parent_classes
        self.own: Array = self.pairs[:, 0]
        self.shares, self.weights = mixed.label_shares(), None
        if weights is not None:  # a blend has what the weighted labels of its parents add up to
            mass = self.shares * np.stack((weights[mixed.first], weights[mixed.second]), axis=1)
            self.weights = mass.sum(axis=1)
            self.shares = mass / self.weights[:, None]

    def soft(self, kind: Any, rng: np.random.Generator) -> tuple[Array, Array, Any]:
        """Return features, soft labels and weights (or None)."""
        k = len(self.mixed.classes)
        if not kind:
            return self.mixed.X, labels.blend_codes(self.pairs, self.shares, k), self.weights
        Y = np.eye(k, dtype=self.shares.dtype)[self.own]
        if kind == "label smoothing":
            Y = smoothed(Y, labels.blend_codes(self.pairs, self.shares, k))
        return self._features(kind, rng), Y, self.weights

    def rows(self, kind: Any, rng: np.random.Generator) -> tuple[Array, Array, Array]:
        """Return features, class labels and weights; each blend once for every class in it."""
        pairs, shares = self.pairs, self.shares
        if kind == "label smoothing":
            pairs, shares = self._as_soft(rng)
        row, codes, share = labels.weighted_codes(pairs, shares)
        if kind in {True, "noise"}:
            codes = self.own[row]
        if self.weights is not None:
            share *= self.weights[row]
        return self._features(kind, rng)[row], self.mixed.classes[codes], share

    def _features(self, kind: Any, rng: np.random.Generator) -> Array:
        if not kind:
            found: Array = self.mixed.X
            return found
        if kind == "noise":
            return noisy(self.parents, self.mixed.X, rng)
        return self.parents

    def _as_soft(self, rng: np.random.Generator) -> tuple[Array, Array]:
        """Smooth the labels of the rows that the mix writes twice, so that no row is added.

        The class that a row shares its label with is drawn from all the others: over many
        repetitions that is label smoothing.
        """
        k = len(self.mixed.classes)
        soft = (self.own != self.pairs[:, 1]) & (self.shares > 0).all(axis=1)
        others = (self.own + rng.integers(1, k, size=len(soft))) % k
        shares = np.zeros_like(self.shares)
        shares[:, 0] = 1
        if soft.any():
            softness = 1 - self.shares[soft, 0].mean()
            shares[soft] = 1 - softness, softness
        return np.stack((self.own, others), axis=1), shares


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
