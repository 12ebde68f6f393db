"""Step 3, label: the label of a blend, and what it costs to miss it.

A soft label is a row of class shares that sum to one. A blend gets the labels of its parents in
the same shares as their features.
"""

from typing import Any

import numpy as np
from array_api_compat import array_namespace, is_array_api_obj
from numpy.typing import ArrayLike, NDArray

from mixlearn._arrays import Rows, check_rows, check_shares, is_frame, take_rows, to_numpy, unmasked
from mixlearn._checks import check_number
from mixlearn._classes import encode, is_multilabel, multilabel, name_columns
from mixlearn.blending import interpolate

__all__ = [
    "blend",
    "blend_codes",
    "check_soft",
    "cross_entropy",
    "one_hot",
    "smooth",
    "two_target_cross_entropy",
    "weighted_rows",
]

Floats = NDArray[np.float64]

_PREDICTED = (
    "P must hold predicted probabilities: a row per sample, a column per class, numbers in [0, 1] "
    "whose rows sum to one."
)


def one_hot(y: Any, *, classes: ArrayLike | None = None) -> tuple[Floats, NDArray[Any]]:
    """Write class labels as soft labels: a one in the column of the class.

    Parameters
    ----------
    y : array-like of shape (n,)
        Class labels of any type: strings, whole numbers or booleans.
    classes : array-like of shape (k,), optional
        The classes; they may include some that no row has. By default those in `y`.

    Returns
    -------
    Y : ndarray of shape (n, k), float64
        Soft labels; rows sum to one.
    classes : ndarray of shape (k,)
        The classes, sorted; column j belongs to ``classes[j]``.

    Raises
    ------
    ValueError
        If `y` holds continuous or missing values, or a label that is not among `classes`.

    Examples
    --------
    >>> from mixlearn.labels import one_hot
    >>> Y, classes = one_hot(["dog", "cat", "dog"])
    >>> Y
    array([[0., 1.],
           [1., 0.],
           [0., 1.]])
    >>> classes.tolist()
    ['cat', 'dog']
    """
    names, codes = encode(y, classes)
    Y = np.zeros((len(codes), len(names)))
    Y[np.arange(len(codes)), codes] = 1.0
    return Y, names


def check_soft(Y: Any) -> Any:
    """Check soft labels.

    Parameters
    ----------
    Y : array-like of shape (n, k)
        Class shares.

    Returns
    -------
    array of shape (n, k)
        The same as an array of floating-point numbers.

    Raises
    ------
    ValueError
        If `Y` is not a table of numbers, a share is negative or not finite, or a row does not sum
        to one.

    Examples
    --------
    >>> from mixlearn.labels import check_soft
    >>> check_soft([[0.7, 0.3], [0, 1]])
    array([[0.7, 0.3],
           [0. , 1. ]])
    """
    Y = unmasked(Y) if is_array_api_obj(Y) else np.asarray(Y)
    if isinstance(Y, np.ndarray) and Y.dtype.kind not in "iufb":
        raise ValueError(
            f"Soft labels must be numbers. Got an array of dtype {Y.dtype} instead: pass class "
            "labels as a one-dimensional y."
        )
    if Y.ndim != 2:
        raise ValueError(
            "Soft labels must be a table: a row per sample, a column per class. Got an array of "
            f"shape {tuple(Y.shape)} instead."
        )
    xp = array_namespace(Y)
    if not xp.isdtype(Y.dtype, "real floating"):
        Y = xp.astype(Y, xp.float64)
    total, slack = _totals(Y)
    # Written so that NaN fails.
    good = xp.all(Y >= 0, axis=1) & (xp.abs(total - 1) <= slack)
    if not bool(xp.all(good)):
        raise _not_soft(to_numpy(Y), int(np.argmin(to_numpy(good))))
    return Y


def _not_soft(Y: NDArray[Any], row: int) -> ValueError:
    """Say what is wrong with the first row that is not shares."""
    if is_multilabel(Y):
        return multilabel(Y)
    share, total = Y[row], float(Y[row].sum(dtype=np.float64))
    if not np.isfinite(share).all():
        advice = "drop such rows"
    elif (share < 0).any():
        advice = "turn scores into shares first, for example by a softmax"
    elif total:
        advice = "divide each row by its sum"
    else:
        advice = "drop rows without a label"
    return ValueError(
        "Soft labels must be shares in [0, 1], and each row must sum to one. Got others in row "
        f"{row}, which sums to {total:g}: {advice}, or pass class labels as a one-dimensional y."
    )


def settle(Y: Any) -> Any:
    """Divide soft labels by the sum of their row, if they were rounded to another type before."""
    xp = array_namespace(Y)
    total, slack = _totals(Y)
    if bool(xp.all(xp.abs(total - 1) <= slack)):
        return Y
    return Y / xp.sum(Y, axis=1, keepdims=True)


def soft_numpy(Y: Any) -> NDArray[Any]:
    """Check soft labels of any framework, and copy them to NumPy."""
    found: NDArray[Any] = settle(to_numpy(check_soft(Y)))
    return found


def predicted_numpy(P: Any, *, binary: bool = False) -> NDArray[Any]:
    """Check predicted probabilities of any framework, and copy them to NumPy.

    They are tables as soft labels are, but nobody's labels, and there is no mean over no rows. If
    `binary`, one column may stand for that of the second of two classes.
    """
    try:
        shares = to_numpy(P)
    except ValueError as error:
        raise ValueError(f"{_PREDICTED} Got none of it: {error}") from None
    if binary and shares.ndim == 1 and shares.dtype.kind in "iufb":
        P = shares = np.stack((1 - shares, shares), axis=1)
    if shares.dtype.kind not in "iufb" or shares.ndim != 2:
        got = f"an array of shape {shares.shape} and dtype {shares.dtype}"
    elif not len(shares):
        raise ValueError("There must be at least one row to measure. Got none in P.")
    else:
        try:
            return soft_numpy(P)
        except ValueError:
            sums = shares.sum(axis=1, dtype=np.float64)
            wrong = (shares < 0).any(axis=1) | ~(np.abs(sums - 1) <= 1e-6)
            row = int(np.argmax(wrong))
            got = f"{shares[row].tolist()} in row {row}"
    raise ValueError(f"{_PREDICTED} Got {got}: pass what predict_proba returns.")


def _totals(Y: Any) -> tuple[Any, float]:
    """Sum up each row; the second number is how far from 1 rounding may take it."""
    xp = array_namespace(Y)
    eps = float(xp.finfo(Y.dtype).eps)
    # Half precision would round the sum of many shares, too.
    total = xp.sum(xp.astype(Y, xp.float32) if eps > 1e-6 else Y, axis=1)
    return total, max(1e-6, 16 * eps)


def blend(Y: Any, first: ArrayLike, second: ArrayLike, lam: ArrayLike) -> Any:
    """Blend soft labels by the same pairs and shares as the features.

    Parameters
    ----------
    Y : array-like of shape (n, k)
        Soft labels; rows sum to one.
    first, second : array-like of shape (m,), int
        Row numbers of the parents.
    lam : array-like of shape (m,)
        Share of the first parent, in [0, 1].

    Returns
    -------
    array of shape (m, k)
        ``lam * Y[first] + (1 - lam) * Y[second]``; rows sum to one.

    Raises
    ------
    ValueError
        If `Y` holds no soft labels, the lengths differ, or a row number or share is out of range.

    Examples
    --------
    >>> from mixlearn.labels import blend
    >>> blend([[1.0, 0.0], [0.0, 1.0]], first=[0], second=[1], lam=[0.7]).round(2)
    array([[0.7, 0.3]])
    """
    return interpolate(check_soft(Y), first, second, lam)


def blend_codes(parent_classes: Rows, shares: NDArray[Any], n_classes: int) -> NDArray[Any]:
    """Write the labels of blends of hard labels as soft labels (m, n_classes).

    Both arrays have shape (m, 2): the class numbers of the parents, and their shares.
    """
    Y = np.zeros((len(shares), n_classes), shares.dtype)
    rows = np.arange(len(shares))
    Y[rows, parent_classes[:, 0]] = shares[:, 0]
    Y[rows, parent_classes[:, 1]] += shares[:, 1]
    return Y


def weighted_codes(parent_classes: Rows, shares: NDArray[Any]) -> tuple[Rows, Rows, NDArray[Any]]:
    """List the shares above zero of such labels, without writing the zeros.

    Returns the row, the class number and the share of each, as in :func:`weighted_rows`.
    """
    order = np.argsort(parent_classes, axis=1)
    codes = np.take_along_axis(parent_classes, order, axis=1)
    parts = np.take_along_axis(shares, order, axis=1)
    alike = codes[:, 0] == codes[:, 1]
    parts[alike, 0] += parts[alike, 1]
    parts[alike, 1] = 0
    row, place = np.nonzero(parts > 0)
    return row, codes[row, place], parts[row, place]


def smooth(Y: Any, *, epsilon: float = 0.0) -> Any:
    """Smooth labels: give a small part of every label to all classes alike.

    Parameters
    ----------
    Y : array-like of shape (n, k)
        Soft labels; rows sum to one.
    epsilon : float, default=0.0
        Part that is spread out, in [0, 1]; 0 changes nothing.

    Returns
    -------
    array of shape (n, k)
        ``(1 - epsilon) * Y + epsilon / k``.

    Raises
    ------
    ValueError
        If `Y` holds no soft labels, or `epsilon` is out of its range.

    References
    ----------
    C. Szegedy, V. Vanhoucke, S. Ioffe, J. Shlens, Z. Wojna. Rethinking the Inception architecture
    for computer vision. CVPR 2016.

    Examples
    --------
    >>> from mixlearn.labels import smooth
    >>> smooth([[1.0, 0.0]], epsilon=0.1)
    array([[0.95, 0.05]])
    """
    Y = check_soft(Y)
    epsilon = check_number("epsilon", epsilon, high=1.0)
    return (1 - epsilon) * Y + epsilon / Y.shape[1]


def cross_entropy(Y: ArrayLike, P: ArrayLike) -> float:
    """Compute the mean cross-entropy between soft labels and predictions.

    Parameters
    ----------
    Y : array-like of shape (n, k)
        Soft labels; rows sum to one.
    P : array-like of shape (n, k)
        Predicted probabilities; rows sum to one.

    Returns
    -------
    float
        Mean over rows of ``-sum(Y * log(P))``, in nats. Infinite if a class with a share was
        predicted with probability zero.

    Raises
    ------
    ValueError
        If `Y` or `P` holds no shares, or their shapes differ.

    Examples
    --------
    >>> from mixlearn.labels import cross_entropy
    >>> round(cross_entropy([[0.7, 0.3]], [[0.5, 0.5]]), 3)
    0.693
    """
    shares, predicted = soft_numpy(Y), predicted_numpy(P)
    if shares.shape != predicted.shape:
        raise ValueError(
            f"Y and P must have the same shape. Got {shares.shape} and {predicted.shape}."
        )
    return float(_surprise(shares, predicted).sum(axis=1).mean())


def two_target_cross_entropy(
    first_index: ArrayLike, second_index: ArrayLike, lam: ArrayLike, P: ArrayLike
) -> float:
    """Compute the mixup loss as a weighted sum of two losses on hard labels.

    It equals :func:`cross_entropy` against the blended labels: the cross-entropy is linear in the
    label. (That is not true of the accuracy.)

    Parameters
    ----------
    first_index, second_index : array-like of shape (n,), int
        Class numbers 0 ... k-1 of the two parents.
    lam : array-like of shape (n,)
        Share of the first parent, in [0, 1].
    P : array-like of shape (n, k)
        Predicted probabilities; rows sum to one.

    Returns
    -------
    float
        Mean over rows of ``lam * loss(first) + (1 - lam) * loss(second)``, in nats.

    Raises
    ------
    ValueError
        If lengths differ, or a class number or share is out of range.

    References
    ----------
    H. Zhang, M. Cisse, Y. Dauphin, D. Lopez-Paz. mixup: Beyond empirical risk minimization.
    ICLR 2018.

    Examples
    --------
    >>> from mixlearn.labels import two_target_cross_entropy
    >>> round(two_target_cross_entropy([0], [1], [0.7], [[0.5, 0.5]]), 3)
    0.693
    """
    predicted = predicted_numpy(P)
    first = check_rows("first_index", first_index, predicted.shape[1])
    second = check_rows("second_index", second_index, predicted.shape[1])
    share = check_shares(lam)
    if not len(first) == len(second) == len(share) == len(predicted):
        raise ValueError(
            "'first_index', 'second_index', 'lam' and 'P' must have the same length. Got "
            f"{len(first)}, {len(second)}, {len(share)} and {len(predicted)}."
        )
    rows = np.arange(len(predicted))
    loss = _surprise(share, predicted[rows, first])
    loss += _surprise(1 - share, predicted[rows, second])
    return float(loss.mean())


def _surprise(share: NDArray[Any], P: NDArray[Any]) -> NDArray[Any]:
    """Compute ``-share * log(P)``, which is zero where the share is."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(share == 0, 0.0, -share * np.log(P))


def weighted_rows(X: Any, Y: Any, classes: ArrayLike) -> tuple[Any, NDArray[Any], NDArray[Any]]:
    """Write soft labels as weighted hard ones, for any classifier that takes `sample_weight`.

    Every row appears once for each class that has a share of it, with that share as its weight.
    For the log-loss this is exact: the weighted loss is the loss against the soft label.

    Parameters
    ----------
    X : array-like of shape (n, ...)
        Features.
    Y : array-like of shape (n, k)
        Soft labels; rows sum to one.
    classes : array-like of shape (k,)
        Column j of `Y` belongs to ``classes[j]``.

    Returns
    -------
    X : ndarray of shape (m, ...), or frame
        Features, repeated row by row, for the classes of a row in sorted order. Of a DataFrame, one
        with the same columns.
    y : ndarray of shape (m,)
        Class labels.
    sample_weight : ndarray of shape (m,)
        Positive shares; those of one row sum to one.

    Raises
    ------
    ValueError
        If `Y` holds no soft labels, or the lengths differ.

    Notes
    -----
    Split into training and validation rows before this, never after: the copies of one row would
    end up on both sides.

    Examples
    --------
    >>> from mixlearn.labels import weighted_rows
    >>> weighted_rows([[1.0], [2.0]], [[0.75, 0.25], [0.0, 1.0]], ["cat", "dog"])[1:]
    (array(['cat', 'dog', 'dog'], dtype='<U3'), array([0.75, 0.25, 1.  ]))
    """
    X, (Y, names) = X if is_frame(X) else to_numpy(X), name_columns(soft_numpy(Y), classes)
    if not X.shape or len(X) != len(Y):
        raise ValueError(
            f"X and Y must have the same number of rows. Got shapes {X.shape} and {Y.shape}."
        )
    row, column = np.nonzero(Y > 0)
    return take_rows(X, row), names[column], Y[row, column]
