"""Features and labels, with what is known about them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Dataset"]


@dataclass(frozen=True, eq=False, repr=False)
class Dataset:
    """Features and labels, with what is known about them.

    Attributes
    ----------
    X : ndarray of shape (n, ...), float64 or str
        Features: (n, 2) for toys, (n, 8, 8) for digits, (n, 32, 32, 3) for drawings, (n, length)
        for series; for sentences the texts, (n,).
    y : ndarray of shape (n,), int64
        Class labels 0 ... k-1, with the label noise that was asked for.
    classes : tuple of str
        Names of the k classes; row i belongs to ``classes[y[i]]``.
    about : str
        One sentence that says what the data are.
    flipped : ndarray of shape (n,), bool
        True where the label was changed to a wrong one.
    outliers : ndarray of shape (n,), bool
        True where the point was moved far away from its class.
    severity : ndarray of shape (n,), float64, or None
        What the labels of `tissue` were made from, in [0, 1]; None for all other data.
    both : ndarray of shape (n,), bool, or None
        True where a sentence touches on both topics; None for all other data.

    Examples
    --------
    >>> from mixlearn.datasets import moons
    >>> moons(100, label_noise=0.1, rng=0)
    Dataset: Two interleaving half-moons, 100 points with noise 0.2, 10 of them mislabelled.
    """

    X: NDArray[Any]
    y: NDArray[np.int64]
    classes: tuple[str, ...]
    about: str
    flipped: NDArray[np.bool_]
    outliers: NDArray[np.bool_]
    severity: NDArray[np.float64] | None = None
    both: NDArray[np.bool_] | None = None

    def __repr__(self) -> str:
        """Return the sentence about the data, which the arrays would bury."""
        return f"Dataset: {self.about}"
