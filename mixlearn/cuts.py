"""Step 2b, cut: take a piece of one sample and put it into another, at the same place.

A cut says which piece, along one axis (the steps of a series), two (the pixels of an image) or
more. It is a box, ``start, stop`` along each axis as (m, 2 d) whole numbers: ``start, stop`` of a
series, ``top, bottom, left, right`` of an image; or a mask of any shape, (m, ...) booleans that
mark the piece. Its share is counted, never planned: that is what the label follows.

The channels of a step or pixel go together. They are the last axis, or with ``channels="first"``
the first one after the rows.
"""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from array_api_compat import array_namespace, device, is_numpy_namespace
from numpy.typing import ArrayLike, NDArray

from mixlearn._arrays import (
    NOT_FINITE,
    Rows,
    as_floats,
    as_rows,
    check_rows,
    check_shares,
    first_to_last,
    last_to_first,
    like,
    to_numpy,
)
from mixlearn._checks import check_choice

__all__ = ["CHANNELS", "boxes", "channels_first", "mask", "paste", "shares", "size_of"]

CHANNELS = ("first", "last")
# A last axis this short holds channels, if all others are longer: no picture has more colours.
_MOST_COLORS = 4
# Samples checked for NaN in one go.
_GROUP = 256

Size = tuple[int, ...]


class _Words(NamedTuple):
    """What samples are called, by how many axes they are cut along."""

    sample: str
    samples: str
    unit: str
    piece: str
    edges: str
    axes: str


_WORDS = {
    1: _Words("series", "series", "steps", "segment", "start, stop", "length"),
    2: _Words("image", "images", "pixels", "patch", "top, bottom, left, right", "height, width"),
}


def _words(axes: int) -> _Words:
    edges = "start, stop along each axis"
    return _WORDS.get(axes, _Words("sample", "samples", "cells", "box", edges, f"{axes} axes"))


def boxes(
    lam: ArrayLike, size: int | Sequence[int], *, at: ArrayLike = 0.5, clipped: bool = False
) -> Rows:
    """Place one box in each sample, of the shape of the sample.

    Parameters
    ----------
    lam : array-like of shape (m,)
        Share of the sample that is to stay as it is, in [0, 1]; ``1 - lam`` is the share of the
        box, whose sides are rounded to whole numbers.
    size : int or sequence of d ints
        Length of a series, height and width of an image, or the lengths of any d axes.
    at : float, or array-like of shape (d,) or (d, m), default=0.5
        Where the box lies along each axis, in [0, 1]: 0 at the beginning, 1 at the end. Uniform
        random numbers put it anywhere with equal chance. Along a single axis, shape (m,) will do.
    clipped : bool, default=False
        Whether to do as the paper's code does: the *centre* lies anywhere in the sample, each
        side is rounded down to an even number, and what hangs over the edge is cut off. Such boxes
        are smaller than intended; see Notes.

    Returns
    -------
    ndarray of shape (m, 2 * d), int
        Start and stop of each box along each axis: ``start, stop`` of a series, ``top, bottom,
        left, right`` of an image.

    Raises
    ------
    ValueError
        If a share or a place is outside [0, 1], the lengths differ, or the size is not positive.

    Notes
    -----
    With shares spread evenly over [0, 1], clipped boxes leave 0.77 of an 8x8 image instead of the
    intended one half, and 0.70 of a 32x32 image.

    References
    ----------
    S. Yun, D. Han, S. J. Oh, S. Chun, J. Choe, Y. Yoo. CutMix: Regularization strategy to train
    strong classifiers with localizable features. ICCV 2019.

    Examples
    --------
    >>> from mixlearn.cuts import boxes
    >>> boxes([0.75], (8, 8), at=[0.0, 1.0])
    array([[0, 4, 4, 8]])
    >>> boxes([0.75], (8, 8), at=[0.0, 1.0], clipped=True)
    array([[0, 2, 5, 8]])
    >>> boxes([0.75, 1.0], 8, at=[0.0, 0.5])
    array([[0, 2],
           [4, 4]])
    """
    size = _check_size(size)
    lam = check_shares(lam).astype(np.float64)
    part = (1 - lam) ** (1 / len(size))
    edges = []
    for length, place in zip(size, _check_places(at, len(size), len(lam)), strict=True):
        if clipped:
            half = (length * part).astype(np.intp) // 2
            middle = np.minimum((length * place).astype(np.intp), length - 1)
            edges += [np.maximum(middle - half, 0), np.minimum(middle + half, length)]
        else:
            side = np.rint(length * part).astype(np.intp)
            start = np.minimum((place * (length - side + 1)).astype(np.intp), length - side)
            edges += [start, start + side]
    return np.stack(edges, axis=1)


def mask(cut: ArrayLike, size: int | Sequence[int]) -> NDArray[np.bool_]:
    """Mark the piece that each cut takes.

    Parameters
    ----------
    cut : array-like of shape (m, 2 * d), int, or (m, *size), bool
        Boxes inside the sample, or masks, which come back as they are.
    size : int or sequence of d ints
        Length of a series, height and width of an image, or the lengths of any d axes.

    Returns
    -------
    ndarray of shape (m, *size), bool
        True where the piece is.

    Raises
    ------
    ValueError
        If a box is not inside the sample, or masks have another size.

    Examples
    --------
    >>> from mixlearn.cuts import mask
    >>> mask([[0, 1, 1, 3]], (2, 3)).astype(int)
    array([[[0, 1, 1],
            [0, 0, 0]]])
    """
    size = _check_size(size)
    found = _check_cut(cut, size)
    if found.dtype.kind == "b":
        return found
    marked = np.ones((len(found), *[1] * len(size)), np.bool_)
    for axis, (start, stop) in enumerate(_edges(found)):
        step = np.arange(size[axis]).reshape(-1, *[1] * (len(size) - 1 - axis))
        one_a_row = (-1, *[1] * len(size))
        marked = marked & (step >= start.reshape(one_a_row)) & (step < stop.reshape(one_a_row))
    return marked


def shares(cut: ArrayLike, size: int | Sequence[int]) -> NDArray[np.float64]:
    """Count the share of a sample that each cut leaves: the first parent's share of the label.

    Parameters
    ----------
    cut : array-like of shape (m, 2 * d), int, or (m, *size), bool
        Boxes inside the sample, or masks.
    size : int or sequence of d ints
        Length of a series, height and width of an image, or the lengths of any d axes.

    Returns
    -------
    lam : ndarray of shape (m,), float64
        Share of the first parent, in [0, 1].

    Raises
    ------
    ValueError
        If a box is not inside the sample, or masks have another size.

    Examples
    --------
    >>> from mixlearn.cuts import shares
    >>> shares([[0, 4, 4, 8]], (8, 8))
    array([0.75])
    """
    size = _check_size(size)
    found = _check_cut(cut, size)
    if found.dtype.kind == "b":
        taken = np.count_nonzero(found, axis=tuple(range(1, found.ndim)))
    else:
        taken = math.prod(stop - start for start, stop in _edges(found))
    return np.asarray(1 - taken / math.prod(size))


def paste(
    X: Any,
    first: ArrayLike,
    second: ArrayLike,
    cut: ArrayLike,
    *,
    channels: str | None = None,
    check_finite: bool = False,
) -> Any:
    """Put the piece cut out of each second parent into the first, at the same place.

    Parameters
    ----------
    X : array-like of shape (n, *size), (n, *size, channels) or (n, channels, *size)
        Series (n, length), images (n, height, width), masks of classes, or any samples: NumPy, or
        PyTorch, JAX, CuPy and others of the array API standard. :mod:`mixlearn.ragged` brings
        series of different lengths to one.
    first, second : array-like of shape (m,), int
        Row numbers of the parents, in [0, n).
    cut : array-like of shape (m, 2 * d), int, or (m, *size), bool
        Boxes inside the sample (:func:`boxes` makes them), or masks of what comes from the
        second parent.
    channels : {"first", "last"} or None, default=None
        Where the channels are, if there are any; see :func:`mixlearn.mix`.
    check_finite : bool, default=False
        Whether to refuse an `X` that holds NaN or infinity anywhere.

    Returns
    -------
    array of shape (m, ...), of the kind and type of `X`
        Every step or pixel comes whole from one of the parents, all its channels together. Nothing
        is computed, so that whole numbers and booleans stay what they are: masks of classes are
        pasted along with their images.

    Raises
    ------
    ValueError
        If `X` does not hold real numbers in such a shape, it cannot be known where its channels
        are, the lengths differ, or a row number or a box is out of range.

    Examples
    --------
    >>> from mixlearn.cuts import paste
    >>> X = [[[0, 0, 0], [0, 0, 0]], [[1, 2, 3], [4, 5, 6]]]
    >>> paste(X, first=[0], second=[1], cut=[[0, 1, 1, 3]])
    array([[[0, 2, 3],
            [0, 0, 0]]])
    >>> paste([[0, 0, 0], [1, 2, 3]], first=[0], second=[1], cut=[[True, False, True]])
    array([[1, 0, 3]])
    """
    X = as_rows(X)
    cut = to_numpy(cut)
    axes = cut.ndim - 1 if cut.dtype.kind == "b" else cut.shape[-1] // 2 if cut.ndim == 2 else 1
    axes = max(axes, 1)
    if channels_first(X.shape[1:], axes, channels):
        moved = first_to_last(X)
        pasted = paste(moved, first, second, cut, channels="last", check_finite=check_finite)
        return last_to_first(pasted)
    size = tuple(X.shape[1 : axes + 1])
    n = X.shape[0]
    first, second = check_rows("first", first, n), check_rows("second", second, n)
    cut = _check_cut(cut, size)
    if not len(first) == len(second) == len(cut):
        raise ValueError(
            "'first', 'second' and 'cut' must have the same length. Got "
            f"{len(first)}, {len(second)} and {len(cut)}."
        )
    xp = array_namespace(X)
    if is_numpy_namespace(xp):
        return _paste_numpy(X, (first, second), cut, check_finite=check_finite)
    if check_finite and not bool(xp.all(xp.isfinite(as_floats(X)))):
        raise ValueError(NOT_FINITE.format(where=""))
    a, b = (xp.take(X, like(rows, X), axis=0) for rows in (first, second))
    where = xp.asarray(mask(cut, size), device=device(X))
    return xp.where(xp.reshape(where, (*where.shape, *[1] * (X.ndim - where.ndim))), b, a)


def size_of(shape: Sequence[int], axes: int, *, channels: str | None = None) -> Size:
    """Return the lengths of the axes to cut along, or refuse a shape that does not fit.

    Parameters
    ----------
    shape : sequence of int
        Shape of one sample, ``X.shape[1:]``: the axes to cut along, and perhaps channels.
    axes : int
        How many axes to cut along, at least 1: 1 for series, 2 for images.
    channels : {"first", "last"} or None, default=None
        Where the channels are, if there are any; see :func:`mixlearn.mix`.

    Returns
    -------
    tuple of int
        The lengths of these axes.

    Raises
    ------
    ValueError
        As :func:`channels_first` does.

    Examples
    --------
    >>> from mixlearn.cuts import size_of
    >>> size_of((32, 48, 3), axes=2)
    (32, 48)
    >>> size_of((64, 8, 8), axes=2, channels="first")
    (8, 8)
    """
    shape = tuple(shape)
    return shape[1:] if channels_first(shape, axes, channels) else shape[:axes]


def channels_first(shape: Sequence[int], axes: int, channels: str | None = None) -> bool:
    """Tell whether there are channels before the axes to cut along.

    Parameters
    ----------
    shape : sequence of int
        Shape of one sample, ``X.shape[1:]``.
    axes : int
        How many axes to cut along, at least 1.
    channels : {"first", "last"} or None, default=None
        What is known of it. If nothing is, the shape must tell: channels are last where the last
        axis has up to 4 entries and all others have more.

    Returns
    -------
    bool
        False as well where there are no channels at all.

    Raises
    ------
    ValueError
        If there are fewer axes, or more than one beyond them, one to cut along is empty, or the
        shape does not tell where the channels are.

    Examples
    --------
    >>> from mixlearn.cuts import channels_first
    >>> channels_first((3, 32, 32), axes=2, channels="first"), channels_first((32, 32), axes=2)
    (True, False)
    """
    if channels is not None:
        check_choice("channels", channels, CHANNELS)
    shape = tuple(shape)
    words = _words(axes)
    first = channels == "first" and len(shape) == axes + 1
    if len(shape) not in {axes, axes + 1} or min(shape[1:] if first else shape[:axes]) < 1:
        raise ValueError(
            f"There must be {words.samples} to cut: X of shape (n, {words.axes}) or (n, "
            f"{words.axes}, channels), with some {words.unit}. Got shape "
            f"{_written(shape)} instead: reshape X, or choose method='mixup', which takes any "
            "shape."
        )
    told = channels is not None or len(shape) == axes
    if not told and not shape[-1] <= _MOST_COLORS < min(shape[:-1]):
        raise ValueError(
            f"It must be known where the {words.samples} have their channels. Got shape "
            f"{_written(shape)}, which does not tell: pass channels='first' if it is (n, channels, "
            f"{words.axes}), or channels='last' if it is (n, {words.axes}, channels)."
        )
    return first


def _written(shape: Size) -> str:
    return f"(n, {', '.join(map(str, shape))})" if shape else "(n,)"


def _paste_numpy(
    X: NDArray[Any], parents: tuple[Rows, Rows], cut: NDArray[Any], *, check_finite: bool
) -> NDArray[Any]:
    if check_finite and X.dtype.kind == "f":
        _refuse_not_finite(X)
    first, second = parents
    out = X.take(first, axis=0).astype(X.dtype.newbyteorder("="), copy=False)
    if cut.dtype.kind == "b":
        for row, parent, piece in zip(out, second.tolist(), cut, strict=True):
            row[piece] = X[parent][piece]
        return out
    boxes = (map(slice, *edges) for edges in _edges(cut).tolist())
    for row, piece in zip(out, zip(second.tolist(), *boxes, strict=True), strict=True):
        row[piece[1:]] = X[piece]
    return out


def _refuse_not_finite(X: NDArray[Any]) -> None:
    for start in range(0, len(X), _GROUP):
        finite = np.isfinite(X[start : start + _GROUP])
        bad = np.flatnonzero(~finite.all(axis=tuple(range(1, X.ndim))))
        if bad.size:
            raise ValueError(NOT_FINITE.format(where=f" in row {start + bad[0]}"))


def _check_size(size: int | Sequence[int]) -> Size:
    sides = np.atleast_1d(to_numpy(size))
    if sides.ndim != 1 or not sides.size or sides.dtype.kind not in "iu" or sides.min() < 1:
        raise ValueError(
            "'size' must be whole numbers of at least 1: the length of a series, the height and "
            f"width of an image. Got {size!r} instead."
        )
    return tuple(sides.tolist())


def _check_places(at: ArrayLike, axes: int, m: int) -> NDArray[np.float64]:
    """Return the places as (axes, m)."""
    place = to_numpy(at)
    if place.dtype.kind not in "iuf" or not np.all((place >= 0) & (place <= 1)):
        raise ValueError("'at' must hold places in [0, 1]. Got something else instead.")
    if axes == 1 and place.ndim == 1:
        place = place[np.newaxis]
    if place.shape not in {(), (axes,), (axes, m), (axes, 1)}:
        raise ValueError(
            f"'at' must be one number, or one an axis ({axes} here), or one an axis and a share in "
            f"'lam' ({axes} x {m}). Got an array of shape {place.shape} instead."
        )
    if place.ndim == 1:
        place = place[:, np.newaxis]
    return np.broadcast_to(place.astype(np.float64), (axes, m))


def _check_cut(values: ArrayLike, size: Size) -> NDArray[Any]:
    found = to_numpy(values)
    words = _words(len(size))
    if found.dtype.kind == "b":
        if found.shape[1:] != size:
            raise ValueError(
                f"A mask must have the size of the {words.sample}, {size}. Got masks of shape "
                f"{found.shape[1:]} instead."
            )
        return found
    if found.ndim != 2 or found.shape[1] != 2 * len(size) or found.dtype.kind not in "iu":
        raise ValueError(
            f"Boxes must be {2 * len(size)} whole numbers a {words.piece}: {words.edges}. Got an "
            f"array of shape {found.shape} and dtype {found.dtype} instead."
        )
    found = found.astype(np.intp, copy=False)
    inside = np.ones(len(found), np.bool_)
    for (start, stop), length in zip(_edges(found), size, strict=True):
        inside &= (start >= 0) & (start <= stop) & (stop <= length)
    if not inside.all():
        row = int(np.argmin(inside))
        raise ValueError(
            f"Every {words.piece} must lie inside the {words.sample} of "
            f"{' x '.join(map(str, size))} {words.unit}. Got {words.edges} = "
            f"{found[row].tolist()} in row {row}."
        )
    return found


def _edges(boxes: Rows) -> Rows:
    """Sort the edges of boxes by axis: (d, 2, m)."""
    return boxes.reshape(len(boxes), -1, 2).transpose(1, 2, 0)
