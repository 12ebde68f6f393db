"""Series of different lengths, brought to one length: padded, cut or stretched.

Mixing needs rows of one shape. Sentences, as arrays with one row per word, rarely have it.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mixlearn._arrays import to_numpy
from mixlearn._checks import check_count

__all__ = ["pad", "stretch"]


def pad(
    rows: Sequence[Any], *, length: int | None = None
) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    """Pad series with zeros at their end, and cut those that are too long.

    Parameters
    ----------
    rows : sequence of n array-likes of shape (l_i,) or (l_i, channels)
        Series of real numbers, of any lengths.
    length : int, optional
        Steps that each shall have, at least 1; by default as many as the longest has.

    Returns
    -------
    X : ndarray of shape (n, length) or (n, length, channels)
        The series, in their floating-point type, or float64 if they hold integers.
    there : ndarray of shape (n, length), bool
        True where a step is real, False where it was filled in.

    Raises
    ------
    ValueError
        If there are no series, or they differ in more than their length.

    Examples
    --------
    >>> from mixlearn.ragged import pad
    >>> X, there = pad([[1.0, 2.0, 3.0], [4.0]])
    >>> X
    array([[1., 2., 3.],
           [4., 0., 0.]])
    >>> there.sum(axis=1)
    array([3, 1])
    """
    series = _as_series(rows)
    length = _length(series, length)
    X = np.zeros((len(series), length, *series[0].shape[1:]), np.result_type(*series))
    there = np.zeros((len(series), length), dtype=np.bool)
    for row, one in enumerate(series):
        steps = min(len(one), length)
        X[row, :steps] = one[:steps]
        there[row, :steps] = True
    return X, there


def stretch(rows: Sequence[Any], *, length: int | None = None) -> NDArray[Any]:
    """Stretch series evenly to one length: steps are repeated, or dropped where it is shorter.

    Parameters
    ----------
    rows : sequence of n array-likes of shape (l_i,) or (l_i, channels)
        Series of real numbers, of any lengths of at least 1.
    length : int, optional
        Steps that each shall have, at least 1; by default as many as the longest has, so that no
        step is left out.

    Returns
    -------
    ndarray of shape (n, length) or (n, length, channels)
        The series, in their floating-point type, or float64 if they hold integers. Step i is step
        ``floor((i + 1/2) * l / length)`` of a series of l steps.

    Raises
    ------
    ValueError
        If there are no series, one has no steps, or they differ in more than their length.

    Examples
    --------
    >>> from mixlearn.ragged import stretch
    >>> stretch([[1.0, 2.0, 3.0, 4.0], [5.0, 6.0]])
    array([[1., 2., 3., 4.],
           [5., 5., 6., 6.]])
    """
    series = _as_series(rows)
    if not all(len(one) for one in series):
        raise ValueError("A series without steps cannot be stretched. Leave it out, or pad it.")
    middles = 2 * np.arange(_length(series, length)) + 1
    stretched = [one[middles * len(one) // (2 * len(middles))] for one in series]
    return np.stack(stretched).astype(np.result_type(*series), copy=False)


def _as_series(rows: Sequence[Any]) -> list[NDArray[Any]]:
    if isinstance(rows, str) or not np.iterable(rows):
        raise ValueError(f"There must be a list of series. Got {rows!r} instead.")
    series = [to_numpy(one) for one in rows]
    if not series:
        raise ValueError("There must be at least one series. Got none.")
    for row, one in enumerate(series):
        if one.ndim not in {1, 2} or one.dtype.kind not in "iufb":
            raise ValueError(
                "A series must have shape (length,) or (length, channels), and hold real numbers. "
                f"Got shape {one.shape} and dtype {one.dtype} in row {row}: turn words and dates "
                "into numbers first."
            )
        if one.shape[1:] != series[0].shape[1:]:
            raise ValueError(
                "Series may differ in their length alone. Got channels of shape "
                f"{one.shape[1:]} in row {row} and {series[0].shape[1:]} in row 0."
            )
    return [one if one.dtype.kind == "f" else one.astype(np.float64) for one in series]


def _length(series: list[NDArray[Any]], length: int | None) -> int:
    if length is not None:
        return check_count("length", length)
    longest = max(map(len, series))
    if not longest:
        raise ValueError("At least one series must have a step. Got none that has.")
    return longest
