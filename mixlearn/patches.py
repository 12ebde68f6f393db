"""Step 2b for images, paste: cut a patch out of one image and put it into another (CutMix).

A patch is four whole numbers, ``top, bottom, left, right``: it covers the pixels
``image[top:bottom, left:right]``. Its share is counted in pixels, never planned: that is what the
label goes by.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from array_api_compat import array_namespace, device, is_numpy_namespace
from numpy.typing import ArrayLike, NDArray

from mixlearn.blending import (
    _NOT_FINITE,
    _as_floats,
    _as_rows,
    _check_rows,
    _check_shares,
    _float_type,
    _like,
)
from mixlearn.pairing import Rows, _to_numpy

__all__ = ["boxes", "mask", "paste", "shares"]

# More colours than this has no picture; a short axis right behind the rows is one of colours.
_MOST_COLORS = 4
# Images looked at for NaN in one go.
_GROUP = 256


def boxes(
    lam: ArrayLike,
    size: Sequence[int],
    *,
    across: ArrayLike = 0.5,
    down: ArrayLike = 0.5,
    clipped: bool = False,
) -> Rows:
    """Place one patch in each image, of the shape of the image.

    Parameters
    ----------
    lam : array-like of shape (m,)
        Share of the pixels meant to be left as they are, in [0, 1]; ``1 - lam`` is the area of the
        patch, whose sides are rounded to whole pixels.
    size : (int, int)
        Height and width of the images in pixels.
    across, down : array-like of shape (m,), or float, default=0.5
        Where the patch lies, in [0, 1]: 0 at the left or upper edge, 1 at the right or lower one.
        Uniform random numbers put it anywhere with equal chance.
    clipped : bool, default=False
        Whether to do as the paper's program does: the *centre* lies anywhere in the image, each
        side is rounded down to an even number, and what hangs over the edge is cut off. Such
        patches are smaller than meant; see Notes.

    Returns
    -------
    ndarray of shape (m, 4), int
        ``top, bottom, left, right`` of each patch.

    Raises
    ------
    ValueError
        If a share or a place is out of [0, 1], the lengths differ or the size is no size.

    Notes
    -----
    With shares spread evenly over [0, 1], clipped patches leave 0.77 of an 8x8 image instead of the
    one half that was meant, and 0.70 of a 32x32 image.

    References
    ----------
    S. Yun, D. Han, S. J. Oh, S. Chun, J. Choe, Y. Yoo. CutMix: Regularization strategy to train
    strong classifiers with localizable features. ICCV 2019.

    Examples
    --------
    >>> from mixlearn.patches import boxes
    >>> boxes([0.75], (8, 8), across=1.0, down=0.0)
    array([[0, 4, 4, 8]])
    >>> boxes([0.75], (8, 8), across=1.0, down=0.0, clipped=True)
    array([[0, 2, 5, 8]])
    """
    size = _check_size(size)
    lam = _check_shares(lam).astype(np.float64)
    places = [
        _check_place(name, values, len(lam))
        for name, values in (("down", down), ("across", across))
    ]
    part = np.sqrt(1 - lam)
    edges = []
    for pixels, place in zip(size, places, strict=True):
        if clipped:
            half = (pixels * part).astype(np.intp) // 2
            middle = np.minimum((pixels * place).astype(np.intp), pixels - 1)
            edges += [np.maximum(middle - half, 0), np.minimum(middle + half, pixels)]
        else:
            side = np.rint(pixels * part).astype(np.intp)
            start = np.minimum((place * (pixels - side + 1)).astype(np.intp), pixels - side)
            edges += [start, start + side]
    return np.stack(edges, axis=1)


def mask(boxes: ArrayLike, size: Sequence[int]) -> NDArray[np.bool_]:
    """Mark the pixels of each patch.

    Parameters
    ----------
    boxes : array-like of shape (m, 4), int
        ``top, bottom, left, right`` of each patch, inside the image.
    size : (int, int)
        Height and width of the images in pixels.

    Returns
    -------
    ndarray of shape (m, height, width), bool
        True where the patch is.

    Raises
    ------
    ValueError
        If a patch is not inside the image.

    Examples
    --------
    >>> from mixlearn.patches import mask
    >>> mask([[0, 1, 1, 3]], (2, 3)).astype(int)
    array([[[0, 1, 1],
            [0, 0, 0]]])
    """
    size = _check_size(size)
    top, bottom, left, right = _check_boxes(boxes, size).T[:, :, np.newaxis]
    row, column = np.arange(size[0]), np.arange(size[1])
    rows, columns = (row >= top) & (row < bottom), (column >= left) & (column < right)
    return np.asarray(rows[:, :, np.newaxis] & columns[:, np.newaxis, :])


def shares(boxes: ArrayLike, size: Sequence[int]) -> NDArray[np.float64]:
    """Count the share of the pixels that each patch leaves: the first parent's share of the label.

    Parameters
    ----------
    boxes : array-like of shape (m, 4), int
        ``top, bottom, left, right`` of each patch, inside the image.
    size : (int, int)
        Height and width of the images in pixels.

    Returns
    -------
    lam : ndarray of shape (m,), float64
        Share of the first parent, in [0, 1].

    Raises
    ------
    ValueError
        If a patch is not inside the image.

    Examples
    --------
    >>> from mixlearn.patches import shares
    >>> shares([[0, 4, 4, 8]], (8, 8))
    array([0.75])
    """
    size = _check_size(size)
    top, bottom, left, right = _check_boxes(boxes, size).T
    return np.asarray(1 - (bottom - top) * (right - left) / (size[0] * size[1]))


def paste(
    X: Any, first: ArrayLike, second: ArrayLike, boxes: ArrayLike, *, check_finite: bool = False
) -> Any:
    """Paste a patch of each second parent into the first, at the same place.

    Parameters
    ----------
    X : array-like of shape (n, height, width) or (n, height, width, channels)
        Images: NumPy, or PyTorch, JAX, CuPy and others of the array API standard.
    first, second : array-like of shape (m,), int
        Row numbers of the parents, in [0, n).
    boxes : array-like of shape (m, 4), int
        ``top, bottom, left, right`` of each patch, inside the image; :func:`boxes` makes them.
    check_finite : bool, default=False
        Whether to refuse an `X` that holds NaN or infinity anywhere.

    Returns
    -------
    array of shape (m, ...), of the kind of `X`
        Every pixel comes whole from one of the parents. The floating-point type is that of `X`, or
        float64 if it holds integers.

    Raises
    ------
    ValueError
        If `X` holds no images of real numbers, the lengths differ, or a row number or a patch is
        out of range.

    Examples
    --------
    >>> from mixlearn.patches import paste
    >>> X = [[[0, 0, 0], [0, 0, 0]], [[1, 2, 3], [4, 5, 6]]]
    >>> paste(X, first=[0], second=[1], boxes=[[0, 1, 1, 3]])
    array([[[0., 2., 3.],
            [0., 0., 0.]]])
    """
    X = _as_rows(X)
    size = _image_size(X)
    n = X.shape[0]
    first, second = _check_rows("first", first, n), _check_rows("second", second, n)
    patches = _check_boxes(boxes, size)
    if not len(first) == len(second) == len(patches):
        raise ValueError(
            "'first', 'second' and 'boxes' must have the same length. Got "
            f"{len(first)}, {len(second)} and {len(patches)}."
        )
    xp = array_namespace(X)
    if is_numpy_namespace(xp):
        return _paste_numpy(X, (first, second), patches, check_finite=check_finite)
    X = _as_floats(X)
    if check_finite and not bool(xp.all(xp.isfinite(X))):
        raise ValueError(_NOT_FINITE.format(where=""))
    a, b = (xp.take(X, _like(rows, X), axis=0) for rows in (first, second))
    where = xp.asarray(mask(patches, size), device=device(X))
    return xp.where(xp.reshape(where, (*where.shape, *[1] * (X.ndim - 3))), b, a)


def _paste_numpy(
    X: NDArray[Any], parents: tuple[Rows, Rows], patches: Rows, *, check_finite: bool
) -> NDArray[Any]:
    if check_finite and X.dtype.kind == "f":
        _refuse_not_finite(X)
    first, second = parents
    out = X.take(first, axis=0).astype(_float_type(X.dtype), copy=False)
    for image, row, (top, bottom, left, right) in zip(
        out, second.tolist(), patches.tolist(), strict=True
    ):
        image[top:bottom, left:right] = X[row, top:bottom, left:right]
    return out


def _refuse_not_finite(X: NDArray[Any]) -> None:
    for start in range(0, len(X), _GROUP):
        finite = np.isfinite(X[start : start + _GROUP])
        bad = np.flatnonzero(~finite.all(axis=tuple(range(1, X.ndim))))
        if bad.size:
            raise ValueError(_NOT_FINITE.format(where=f" in row {start + bad[0]}"))


def _image_size(X: Any) -> tuple[int, int]:
    """Give height and width of images, and refuse what is none."""
    shape = tuple(X.shape)
    if len(shape) not in {3, 4}:
        raise ValueError(
            "CutMix needs images: X must have shape (n, height, width) or (n, height, width, "
            f"channels). Got shape {shape} instead: reshape rows of pixels, or choose "
            "method='mixup', which takes any shape."
        )
    if len(shape) == 4 and shape[1] <= _MOST_COLORS < shape[3]:
        raise ValueError(
            "CutMix needs images with the channels last, (n, height, width, channels). Got shape "
            f"{shape}, where they seem to come first: move them with np.moveaxis(X, 1, -1)."
        )
    return _check_size(shape[1:3])


def _check_size(size: Sequence[int]) -> tuple[int, int]:
    sides = _to_numpy(size)
    if sides.shape != (2,) or sides.dtype.kind not in "iu" or sides.min() < 1:
        raise ValueError(
            "The size of an image must be two whole numbers of pixels, height and width, of at "
            f"least 1. Got {size!r} instead."
        )
    return int(sides[0]), int(sides[1])


def _check_place(name: str, values: ArrayLike, m: int) -> NDArray[np.float64]:
    place = _to_numpy(values)
    if place.dtype.kind not in "iuf" or not np.all((place >= 0) & (place <= 1)):
        raise ValueError(f"{name!r} must hold places in [0, 1]. Got something else instead.")
    if place.shape not in {(), (m,)}:
        raise ValueError(
            f"{name!r} must be one number, or one for each of the {m} shares in 'lam'. Got an "
            f"array of shape {place.shape} instead."
        )
    return np.broadcast_to(place.astype(np.float64), (m,))


def _check_boxes(values: ArrayLike, size: tuple[int, int]) -> Rows:
    patches = _to_numpy(values)
    if patches.ndim != 2 or patches.shape[1] != 4 or patches.dtype.kind not in "iu":
        raise ValueError(
            "'boxes' must hold four whole numbers a patch: top, bottom, left and right. Got an "
            f"array of shape {patches.shape} and dtype {patches.dtype} instead."
        )
    patches = patches.astype(np.intp, copy=False)
    top, bottom, left, right = patches.T
    height, width = size
    inside = (top >= 0) & (top <= bottom) & (bottom <= height)
    inside &= (left >= 0) & (left <= right) & (right <= width)
    if not inside.all():
        row = int(np.argmin(inside))
        raise ValueError(
            f"Every patch must lie inside the image of {height} x {width} pixels. Got top, bottom, "
            f"left, right = {patches[row].tolist()} in row {row}."
        )
    return patches
