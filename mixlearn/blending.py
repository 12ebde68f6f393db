"""Step 2b, blend: combine two rows by their shares."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from array_api_compat import array_namespace, is_numpy_namespace
from numpy.typing import ArrayLike, NDArray

from mixlearn._arrays import (
    NOT_FINITE,
    Rows,
    as_floats,
    as_rows,
    check_rows,
    check_shares,
    float_type,
    like,
)

__all__ = ["interpolate"]

# Numbers blended in one go: few enough to stay in the cache, many enough to make calls cheap.
_BLOCK = 65536


def interpolate(
    X: Any, first: ArrayLike, second: ArrayLike, lam: ArrayLike, *, check_finite: bool = False
) -> Any:
    """Blend pairs of rows linearly: ``lam * X[first] + (1 - lam) * X[second]``.

    Parameters
    ----------
    X : array-like of shape (n, ...)
        Rows of numbers: NumPy, or PyTorch, JAX, CuPy and others of the array API standard.
    first, second : array-like of shape (m,), int
        Row numbers of the parents, in [0, n).
    lam : array-like of shape (m,)
        Share of the first parent, in [0, 1]; it holds for the whole row.
    check_finite : bool, default=False
        Whether to refuse an `X` that holds NaN or infinity anywhere. Cheap, because it is done
        along the way.

    Returns
    -------
    array of shape (m, ...), of the kind of `X`
        Blended rows, in the floating-point type of `X`, or float64 if it holds integers. Where
        ``lam`` is 1 or both parents are the same row, the result is the first parent to the bit.

    Raises
    ------
    ValueError
        If `X` does not hold real numbers, lengths differ, or a row number or share is out of range.

    References
    ----------
    H. Zhang, M. Cisse, Y. Dauphin, D. Lopez-Paz. mixup: Beyond empirical risk minimization.
    ICLR 2018.

    Examples
    --------
    >>> from mixlearn.blending import interpolate
    >>> interpolate([[0.0, 10.0], [1.0, 20.0]], first=[0, 1], second=[1, 1], lam=[0.75, 0.5])
    array([[ 0.25, 12.5 ],
           [ 1.  , 20.  ]])
    """
    X = as_rows(X)
    n = X.shape[0]
    first, second = check_rows("first", first, n), check_rows("second", second, n)
    lam = check_shares(lam)
    if not len(first) == len(second) == len(lam):
        raise ValueError(
            "'first', 'second' and 'lam' must have the same length. Got "
            f"{len(first)}, {len(second)} and {len(lam)}."
        )
    xp = array_namespace(X)
    if is_numpy_namespace(xp):
        return _interpolate_numpy(X, (first, second), lam, check_finite=check_finite)
    return _interpolate_namespace(X, (first, second), lam, check_finite=check_finite)


def _interpolate_numpy(
    X: NDArray[Any],
    parents: tuple[Rows, Rows],
    lam: NDArray[Any],
    *,
    check_finite: bool,
) -> NDArray[Any]:
    """Blend block by block, so that only X and the result pass through main memory, once."""
    out = np.empty((len(lam), *X.shape[1:]), float_type(X.dtype))
    share = lam.astype(out.dtype)
    blocks = _blend_groups if math.prod(X.shape[1:]) < _BLOCK else _blend_long_rows
    with np.errstate(invalid="ignore", over="ignore"):
        check = _FiniteCheck(X, parents[0]) if check_finite else None
        for block in blocks(X, parents, share, out):
            if check:
                check(block)
    return out


def _blend_long_rows(
    X: NDArray[Any], parents: tuple[Rows, Rows], share: NDArray[Any], out: NDArray[Any]
) -> Iterator[NDArray[Any]]:
    """Fill `out` row by row, a row in several blocks; yield each block when it is done."""
    scratch = np.empty(_BLOCK, out.dtype)
    for row in _chained(*parents):
        first, second = parents[0][row], parents[1][row]
        # Views, or copies of one row if it is not contiguous.
        a, b = X[first].reshape(-1), X[second].reshape(-1)
        target = out[row].reshape(-1)
        lam = share[row]
        untouched = lam == 1 or first == second
        for start in range(0, target.size, _BLOCK):
            block = slice(start, start + _BLOCK)
            blend = target[block]
            if untouched:
                blend[:] = a[block]
            else:
                rest = scratch[: blend.size]
                np.multiply(a[block], lam, out=blend)
                np.multiply(b[block], 1 - lam, out=rest)
                np.add(blend, rest, out=blend)
            yield blend


def _chained(first: Rows, second: Rows) -> Iterator[int]:
    """Order the blends so that the second parent of one is mostly the first parent of the next.

    Then it is still in the cache, which saves nearly half of the reading.
    """
    starts_with = {row: blend for blend, row in enumerate(first.tolist())}
    done = [False] * len(first)
    for start in range(len(first)):
        blend: int | None = start
        while blend is not None and not done[blend]:
            done[blend] = True
            yield blend
            blend = starts_with.get(int(second[blend]))


def _blend_groups(
    X: NDArray[Any], parents: tuple[Rows, Rows], share: NDArray[Any], out: NDArray[Any]
) -> Iterator[NDArray[Any]]:
    """Fill `out` many short rows at a time; yield each group when it is done."""
    width = math.prod(X.shape[1:])
    group = max(1, _BLOCK // max(1, width))
    for start in range(0, len(out), group):
        rows = slice(start, start + group)
        first, second, blend = parents[0][rows], parents[1][rows], out[rows]
        # Repeating the share for each number is several times quicker than broadcasting over
        # rows of a few numbers.
        lam = np.repeat(share[rows], width).reshape(blend.shape)
        a = X.take(first, axis=0)
        np.multiply(a, lam, out=blend)
        np.subtract(1, lam, out=lam)
        lam *= X.take(second, axis=0)
        blend += lam
        untouched = (share[rows] == 1) | (first == second)
        if untouched.any():
            blend[untouched] = a[untouched]
        yield blend.reshape(-1)


class _FiniteCheck:
    """Refuse an X with NaN or infinity by looking at the blends, while they are in the cache.

    NaN or infinity in a parent comes out as NaN or infinity whatever its share, and nearly every
    row is a parent somewhere; those that are not are checked right away.
    """

    def __init__(self, X: NDArray[Any], first: Rows) -> None:
        self.X = X
        self.active = X.dtype.kind == "f"
        if not self.active:
            return
        if len(first) == len(X) and np.array_equal(first, np.arange(len(X))):
            return
        used = np.zeros(len(X), np.bool)
        used[first] = True
        for row in np.flatnonzero(~used):
            self(X[row].reshape(-1))

    def __call__(self, block: NDArray[Any]) -> None:
        # A sum of squares is finite only if every number is, and BLAS is quick at it. It may also
        # overflow: then X is checked number by number, which settles it.
        if not self.active or math.isfinite(np.dot(block, block)):
            return
        for row, values in enumerate(self.X):
            if not np.isfinite(values).all():
                raise ValueError(NOT_FINITE.format(where=f" in row {row}"))
        self.active = False


def _interpolate_namespace(
    X: Any, parents: tuple[Rows, Rows], lam: NDArray[Any], *, check_finite: bool
) -> Any:
    """Blend arrays of another framework, using nothing but the array API standard."""
    xp = array_namespace(X)
    X = as_floats(X)
    if check_finite and not bool(xp.all(xp.isfinite(X))):
        raise ValueError(NOT_FINITE.format(where=""))
    first, second = (like(rows, X) for rows in parents)
    one_a_row = (-1, *[1] * (X.ndim - 1))
    share = xp.reshape(like(lam, X), one_a_row)
    untouched = (share == 1) | xp.reshape(first == second, one_a_row)
    a, b = xp.take(X, first, axis=0), xp.take(X, second, axis=0)
    return xp.where(untouched, a, share * a + (1 - share) * b)
