"""How sure a classifier is, and how right."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mixlearn._checks import check_choice, check_count
from mixlearn._classes import encode, name_columns
from mixlearn.labels import predicted_numpy

__all__ = [
    "STRATEGIES",
    "Reliability",
    "expected_calibration_error",
    "overconfidence",
    "reliability",
]

Array = NDArray[Any]
Floats = NDArray[np.float64]

STRATEGIES = ("uniform", "quantile")


@dataclass(frozen=True, eq=False, repr=False)
class Reliability:
    """How often a classifier is right, depending on how sure it is.

    Attributes
    ----------
    confidence : ndarray of shape (m,)
        Mean probability of the predicted class in each bin that holds rows, ascending.
    accuracy : ndarray of shape (m,)
        Share of rows in the bin that are predicted right, in [0, 1].
    count : ndarray of shape (m,), int
        Number of rows in the bin.
    """

    confidence: Floats
    accuracy: Floats
    count: NDArray[np.intp]

    @property
    def expected_calibration_error(self) -> float:
        """Mean gap between accuracy and confidence, bins weighted by their rows."""
        gaps = np.abs(self.accuracy - self.confidence)
        return float(np.average(gaps, weights=self.count))

    def __repr__(self) -> str:
        """Write the bins as a table."""
        error = self.expected_calibration_error
        title = f"Reliability: {self.count.sum()} rows, expected calibration error {error:.3f}"
        lines = [title, "confidence  accuracy   rows"]
        bins = zip(self.confidence, self.accuracy, self.count, strict=True)
        lines += [f"{sure:10.3f}  {right:8.3f}  {rows:5d}" for sure, right, rows in bins]
        return "\n".join(lines)


def reliability(
    y: ArrayLike,
    P: ArrayLike,
    *,
    classes: ArrayLike | None = None,
    n_bins: int = 15,
    strategy: str = "uniform",
) -> Reliability:
    """Sort rows into bins by the probability of the predicted class, and count how many are right.

    For two classes and the probability of one of them, scikit-learn's ``calibration_curve`` draws
    a similar picture. This one looks at the predicted class, however many classes there
    are, and says how many rows each bin holds.

    Parameters
    ----------
    y : array-like of shape (n,)
        Class labels of any type.
    P : array-like of shape (n, k) or (n,)
        Predicted probabilities; rows sum to one. One-dimensional: that of the second of two
        classes, as scikit-learn's scorers pass it.
    classes : array-like of shape (k,), optional
        The classes in the order of the columns; by default those in `y`, sorted.
    n_bins : int, default=15
        Number of bins, in [1, inf); those without rows are left out.
    strategy : {"uniform", "quantile"}, default="uniform"
        Whether the bins between 0 and 1 are of equal width, or hold equally many rows. A bin holds
        its upper edge, as in :func:`sklearn.calibration.calibration_curve`.

    Returns
    -------
    Reliability
        Confidence, accuracy and number of rows of every bin.

    Raises
    ------
    ValueError
        If `P` holds no probabilities, `y` and `P` do not fit together, or a parameter is out of its
        range.

    Examples
    --------
    >>> from mixlearn.metrics import reliability
    >>> reliability(["cat", "dog"], [[0.9, 0.1], [0.6, 0.4]])
    Reliability: 2 rows, expected calibration error 0.350
    confidence  accuracy   rows
         0.600     0.000      1
         0.900     1.000      1
    """
    sure, right = _top(y, P, classes)
    check_count("n_bins", n_bins)
    check_choice("strategy", strategy, STRATEGIES)
    inner = np.linspace(0, 1, n_bins + 1)[1:-1]
    edges = inner if strategy == "uniform" else np.quantile(sure, inner)
    bins = np.searchsorted(edges, sure)
    count = np.bincount(bins, minlength=n_bins)
    held = count > 0
    totals = (np.bincount(bins, weights=values, minlength=n_bins)[held] for values in (sure, right))
    confidence, accuracy = (total / count[held] for total in totals)
    return Reliability(confidence, accuracy, count[held])


def expected_calibration_error(
    y: ArrayLike,
    P: ArrayLike,
    *,
    classes: ArrayLike | None = None,
    n_bins: int = 15,
    strategy: str = "uniform",
) -> float:
    """Compute how far confidence is from accuracy, on average over rows.

    With rows sorted into bins by the probability of the predicted class it is the sum over bins of
    ``rows in bin / n * |accuracy in bin - mean confidence in bin|``.

    Parameters
    ----------
    y : array-like of shape (n,)
        Class labels of any type.
    P : array-like of shape (n, k) or (n,)
        Predicted probabilities; rows sum to one. One-dimensional: that of the second of two
        classes, as scikit-learn's scorers pass it.
    classes : array-like of shape (k,), optional
        The classes in the order of the columns; by default those in `y`, sorted.
    n_bins : int, default=15
        Number of bins, in [1, inf).
    strategy : {"uniform", "quantile"}, default="uniform"
        Whether bins are of equal width, or hold equally many rows.

    Returns
    -------
    float
        In [0, 1]; 0 means that of the rows predicted with 80 %, 80 % are right, and so on.

    Raises
    ------
    ValueError
        As :func:`reliability`.

    Notes
    -----
    With few rows it is too large: even a perfectly calibrated classifier has a gap in every bin
    by chance. Compare it only between classifiers on the same rows with the same bins.

    References
    ----------
    M. P. Naeini, G. F. Cooper, M. Hauskrecht. Obtaining well calibrated probabilities using
    Bayesian binning. AAAI 2015. C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger. On calibration of
    modern neural networks. ICML 2017.

    Examples
    --------
    >>> from mixlearn.metrics import expected_calibration_error
    >>> P = [[0.8, 0.2]] * 5
    >>> expected_calibration_error(["cat", "cat", "cat", "cat", "dog"], P)
    0.0
    >>> round(expected_calibration_error(["cat", "dog", "dog", "cat", "dog"], P), 3)
    0.4
    """
    found = reliability(y, P, classes=classes, n_bins=n_bins, strategy=strategy)
    return found.expected_calibration_error


def overconfidence(y: ArrayLike, P: ArrayLike, *, classes: ArrayLike | None = None) -> float:
    """Compute mean confidence minus accuracy.

    Parameters
    ----------
    y : array-like of shape (n,)
        Class labels of any type.
    P : array-like of shape (n, k) or (n,)
        Predicted probabilities; rows sum to one. One-dimensional: that of the second of two
        classes.
    classes : array-like of shape (k,), optional
        The classes in the order of the columns; by default those in `y`, sorted.

    Returns
    -------
    float
        In [-1, 1]: positive for a classifier that is surer than it is right, negative for one that
        is right more often than it says. No larger than the expected calibration error, whose
        bins cannot cancel each other.

    Raises
    ------
    ValueError
        If `P` holds no probabilities, or `y` and `P` do not fit together.

    Examples
    --------
    >>> from mixlearn.metrics import overconfidence
    >>> overconfidence(["cat", "dog"], [[0.75, 0.25], [0.75, 0.25]])
    0.25
    """
    sure, right = _top(y, P, classes)
    return float(sure.mean() - right.mean())


def _top(y: Any, P: Any, classes: ArrayLike | None) -> tuple[Floats, NDArray[np.bool]]:
    """Return the probability of the predicted class of every row, and whether it is right."""
    shares = predicted_numpy(P, binary=True).astype(np.float64)
    if classes is not None:
        shares, classes = name_columns(shares, classes)
    names, codes = encode(y, classes)
    if classes is None and len(names) != shares.shape[1]:
        raise ValueError(
            f"y holds {len(names)} classes, and P has {shares.shape[1]} columns: name the classes "
            "of all columns as 'classes'."
        )
    if len(codes) != len(shares):
        raise ValueError(
            f"y and P must have the same number of rows. Got {len(codes)} and {len(shares)}."
        )
    return shares.max(axis=1), shares.argmax(axis=1) == codes
