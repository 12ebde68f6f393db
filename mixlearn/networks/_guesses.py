"""What MixMatch does to guessed labels, and how far off they are."""

import numpy as np
import numpy.typing as npt

from mixlearn import labels
from mixlearn._checks import check_number
from mixlearn.networks._engine import Array

__all__ = ["brier", "sharpen", "sharpen_columns"]


def sharpen(Y: npt.ArrayLike, *, temperature: float = 0.5) -> npt.NDArray[np.float64]:
    r"""Make soft labels lean more towards their largest share.

    .. math:: Y_{ij} \mapsto Y_{ij}^{1/T} \Big/ \sum_l Y_{il}^{1/T}

    Parameters
    ----------
    Y : array-like of shape (n, k)
        Soft labels: rows that sum to one.
    temperature : float, default=0.5
        T in (0, inf): 1 leaves the labels as they are, values near 0 make them hard, and above 1
        they are evened out.

    Returns
    -------
    ndarray of shape (n, k), float64
        Soft labels.

    Raises
    ------
    ValueError
        If `Y` holds no soft labels, or `temperature` is out of its range.

    References
    ----------
    D. Berthelot and others. MixMatch: A Holistic Approach to Semi-Supervised Learning. NeurIPS
    2019. Equation 7.

    Examples
    --------
    >>> from mixlearn.networks import sharpen
    >>> sharpen([[0.6, 0.4], [0.5, 0.5]]).round(2)
    array([[0.69, 0.31],
           [0.5 , 0.5 ]])
    """
    check_number("temperature", temperature, open_low=True)
    return sharpen_columns(labels.soft_numpy(Y).astype(np.float64).T, temperature).T


def brier(Y: npt.ArrayLike, P: npt.ArrayLike) -> float:
    """Compute the mean squared error of predicted shares, over rows and classes.

    Parameters
    ----------
    Y : array-like of shape (n, k)
        Soft labels: rows that sum to one.
    P : array-like of shape (n, k)
        Predicted shares: rows that sum to one.

    Returns
    -------
    float
        The mean of ``(P - Y) ** 2``, at most ``2 / k``: the Brier score divided by the number of
        classes, as in equation 4 of the paper.

    Raises
    ------
    ValueError
        If either holds no soft labels, or their shapes differ.

    References
    ----------
    D. Berthelot and others. MixMatch: A Holistic Approach to Semi-Supervised Learning. NeurIPS
    2019.

    Examples
    --------
    >>> from mixlearn.networks import brier
    >>> brier([[1.0, 0.0]], [[0.0, 1.0]])
    1.0
    >>> round(brier([[1.0, 0.0]], [[0.8, 0.2]]), 2)
    0.04
    """
    Y = labels.soft_numpy(Y).astype(np.float64)
    P = labels.predicted_numpy(P).astype(np.float64)
    if Y.shape != P.shape:
        raise ValueError(f"Y and P must have the same shape. Got {Y.shape} and {P.shape}.")
    return float(np.square(P - Y).mean())


def sharpen_columns(shares: Array, temperature: float) -> Array:
    """Sharpen the shares of the classes (k, n), one column per row of data, in their own type."""
    # Divided by the largest share first, so that the powers never all underflow to zero.
    powers: Array = (shares / shares.max(axis=0)) ** (1 / np.float64(temperature)).astype(
        shares.dtype
    )
    powers /= powers.sum(axis=0)
    return powers
