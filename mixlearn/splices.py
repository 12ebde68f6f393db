"""Step 2b for series, splice: cut a segment out of one series and put it into another.

A segment is two whole numbers, ``start, stop``: it covers the steps ``series[start:stop]``. Its
share is counted in steps, never planned: that is what the label goes by. It is CutMix along one
axis: time, or the words of a sentence.
"""

from typing import Any

import numpy as np
from array_api_compat import array_namespace, device, is_numpy_namespace
from numpy.typing import ArrayLike, NDArray

from mixlearn._checks import check_count
from mixlearn.blending import _NOT_FINITE, _as_floats, _as_rows, _check_rows, _check_shares, _like
from mixlearn.pairing import Rows, _to_numpy
from mixlearn.patches import _check_place, _paste_numpy

__all__ = ["mask", "segments", "shares", "splice"]


def segments(lam: ArrayLike, length: int, *, at: ArrayLike = 0.5) -> Rows:
    """Place one segment in each series; it never reaches over an end.

    Parameters
    ----------
    lam : array-like of shape (m,)
        Share of the steps meant to be left as they are, in [0, 1]; the segment has
        ``(1 - lam) * length`` steps, rounded.
    length : int
        Steps of each series, at least 1.
    at : array-like of shape (m,), or float, default=0.5
        Where the segment lies, in [0, 1]: 0 at the beginning, 1 at the end. Uniform random numbers
        put it anywhere with equal chance.

    Returns
    -------
    ndarray of shape (m, 2), int
        ``start, stop`` of each segment.

    Raises
    ------
    ValueError
        If a share or a place is out of [0, 1], the lengths differ or `length` is no length.

    Examples
    --------
    >>> from mixlearn.splices import segments
    >>> segments([0.75, 0.75, 1.0], 8, at=[0.0, 1.0, 0.5])
    array([[0, 2],
           [6, 8],
           [4, 4]])
    """
    length = check_count("length", length)
    lam = _check_shares(lam).astype(np.float64)
    place = _check_place("at", at, len(lam))
    size = np.rint(length * (1 - lam)).astype(np.intp)
    start = np.minimum((place * (length - size + 1)).astype(np.intp), length - size)
    return np.stack((start, start + size), axis=1)


def mask(segments: ArrayLike, length: int) -> NDArray[np.bool_]:
    """Mark the steps of each segment.

    Parameters
    ----------
    segments : array-like of shape (m, 2), int
        ``start, stop`` of each segment, inside the series.
    length : int
        Steps of each series, at least 1.

    Returns
    -------
    ndarray of shape (m, length), bool
        True where the segment is.

    Raises
    ------
    ValueError
        If a segment is not inside the series.

    Examples
    --------
    >>> from mixlearn.splices import mask
    >>> mask([[1, 3]], 5).astype(int)
    array([[0, 1, 1, 0, 0]])
    """
    length = check_count("length", length)
    start, stop = _check_segments(segments, length).T[:, :, np.newaxis]
    step = np.arange(length)
    return np.asarray((step >= start) & (step < stop))


def shares(segments: ArrayLike, length: int) -> NDArray[np.float64]:
    """Count the share of the steps that each segment leaves: the first parent's in the label.

    Parameters
    ----------
    segments : array-like of shape (m, 2), int
        ``start, stop`` of each segment, inside the series.
    length : int
        Steps of each series, at least 1.

    Returns
    -------
    lam : ndarray of shape (m,), float64
        Share of the first parent, in [0, 1].

    Raises
    ------
    ValueError
        If a segment is not inside the series.

    Examples
    --------
    >>> from mixlearn.splices import shares
    >>> shares([[1, 3]], 8)
    array([0.75])
    """
    length = check_count("length", length)
    start, stop = _check_segments(segments, length).T
    return np.asarray(1 - (stop - start) / length)


def splice(
    X: Any, first: ArrayLike, second: ArrayLike, segments: ArrayLike, *, check_finite: bool = False
) -> Any:
    """Put a segment of each second parent into the first, at the same place.

    Parameters
    ----------
    X : array-like of shape (n, length) or (n, length, channels)
        Series, time second and channels last: NumPy, or PyTorch, JAX, CuPy and others of the array
        API standard. :mod:`mixlearn.ragged` brings series of different lengths to one.
    first, second : array-like of shape (m,), int
        Row numbers of the parents, in [0, n).
    segments : array-like of shape (m, 2), int
        ``start, stop`` of each segment, inside the series; :func:`segments` makes them.
    check_finite : bool, default=False
        Whether to refuse an `X` that holds NaN or infinity anywhere.

    Returns
    -------
    array of shape (m, ...), of the kind of `X`
        Every step comes whole from one of the parents, all its channels together. The
        floating-point type is that of `X`, or float64 if it holds integers.

    Raises
    ------
    ValueError
        If `X` holds no series of real numbers, the lengths differ, or a row number or a segment is
        out of range.

    References
    ----------
    S. Yun, D. Han, S. J. Oh, S. Chun, J. Choe, Y. Yoo. CutMix: Regularization strategy to train
    strong classifiers with localizable features. ICCV 2019. Here along one axis.

    Examples
    --------
    >>> from mixlearn.splices import splice
    >>> splice([[0, 0, 0, 0], [1, 2, 3, 4]], first=[0], second=[1], segments=[[1, 3]])
    array([[0., 2., 3., 0.]])
    """
    X = _as_rows(X)
    length = _series_length(X)
    n = X.shape[0]
    first, second = _check_rows("first", first, n), _check_rows("second", second, n)
    pieces = _check_segments(segments, length)
    if not len(first) == len(second) == len(pieces):
        raise ValueError(
            "'first', 'second' and 'segments' must have the same length. Got "
            f"{len(first)}, {len(second)} and {len(pieces)}."
        )
    xp = array_namespace(X)
    if is_numpy_namespace(xp):
        # A series is an image of one row, and a segment a patch as high as that.
        whole = np.broadcast_to([0, 1], pieces.shape)
        patches = np.concatenate((whole, pieces), axis=1)
        pasted = _paste_numpy(X[:, np.newaxis], (first, second), patches, check_finite=check_finite)
        return pasted[:, 0]
    X = _as_floats(X)
    if check_finite and not bool(xp.all(xp.isfinite(X))):
        raise ValueError(_NOT_FINITE.format(where=""))
    a, b = (xp.take(X, _like(rows, X), axis=0) for rows in (first, second))
    where = xp.asarray(mask(pieces, length), device=device(X))
    return xp.where(xp.reshape(where, (*where.shape, *[1] * (X.ndim - 2))), b, a)


def _series_length(X: Any) -> int:
    """Give the number of steps of series, and refuse what is none."""
    shape = tuple(X.shape)
    if len(shape) not in {2, 3} or shape[1] < 1:
        raise ValueError(
            "Splicing needs series: X must have shape (n, length) or (n, length, channels), with "
            f"at least one step. Got shape {shape} instead: reshape it, or choose method='mixup', "
            "which takes any shape."
        )
    return int(shape[1])


def _check_segments(values: ArrayLike, length: int) -> Rows:
    pieces = _to_numpy(values)
    if pieces.ndim != 2 or pieces.shape[1] != 2 or pieces.dtype.kind not in "iu":
        raise ValueError(
            "'segments' must hold two whole numbers a segment: start and stop. Got an array of "
            f"shape {pieces.shape} and dtype {pieces.dtype} instead."
        )
    pieces = pieces.astype(np.intp, copy=False)
    start, stop = pieces.T
    inside = (start >= 0) & (start <= stop) & (stop <= length)
    if not inside.all():
        row = int(np.argmin(inside))
        raise ValueError(
            f"Every segment must lie inside the series of {length} steps. Got start, stop = "
            f"{pieces[row].tolist()} in row {row}."
        )
    return pieces
