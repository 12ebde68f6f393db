"""A planned mix: who, how much and which piece, before anything is blended."""

import math
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from mixlearn._arrays import Rows, first_to_last, last_to_first
from mixlearn.blending import interpolate
from mixlearn.methods import Method

__all__ = ["Plan", "Streams", "join"]

Array = NDArray[Any]


class Streams(NamedTuple):
    """One stream of random numbers for each thing that is drawn, so that none disturbs another."""

    order: np.random.Generator
    pairs: np.random.Generator
    ratios: np.random.Generator
    places: np.random.Generator


@dataclass(frozen=True, eq=False, repr=False)
class Plan:
    """A planned mix of m rows, to be applied to features and to labels.

    Attributes
    ----------
    method : Method
        How the rows are blended.
    first, second : ndarray of shape (m,), int
        Row numbers of the parents.
    lam : ndarray of shape (m,)
        Share that the first parent really has in the features, in [0, 1].
    share : ndarray of shape (m,)
        Its share of the label.
    cut : ndarray of shape (m, 2 * d), int, or (m, *size), bool, or None
        What is taken from the second parent, if the method cuts; see :mod:`mixlearn.cuts`.
    size : tuple of int, or None
        How much there is to cut from.
    mixes : bool
        Whether anything is blended at all; if not, the first parents stand as they are.
    in_order : bool
        Whether `first` counts through all rows, again and again.
    channels_first : bool
        Whether what is cut has its channels before the axes that it is cut along.

    Examples
    --------
    >>> from mixlearn.mixing import Mixing
    >>> plan = Mixing(alpha=1.0, pairing="other").plan([[0.0], [1.0]], ["cat", "dog"], rng=0)
    >>> plan.second
    array([1, 0])
    >>> plan.label([[1.0, 0.0], [0.0, 1.0]]).round(2)
    array([[0.45, 0.55],
           [0.15, 0.85]])
    """

    method: Method
    first: Rows
    second: Rows
    lam: Array
    share: Array
    cut: Array | None = None
    size: tuple[int, ...] | None = None
    mixes: bool = True
    in_order: bool = False
    channels_first: bool = False

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.first)

    def blend(self, X: Any, *, check_finite: bool = False) -> Any:
        """Blend features.

        Parameters
        ----------
        X : array of shape (n, ...)
            Rows, of any framework.
        check_finite : bool, default=False
            Whether to refuse an `X` that holds NaN or infinity anywhere.

        Returns
        -------
        array of shape (m, ...), of the kind of `X`
            Blends, in floating point.
        """
        if self.channels_first:
            X = first_to_last(X)
        blend = self.method.blend(
            X, self.first, self.second, self.lam, self.cut, check_finite=check_finite
        )
        return last_to_first(blend) if self.channels_first else blend

    def label(self, Y: Any) -> Any:
        """Blend labels.

        Parameters
        ----------
        Y : array of shape (n, k)
            Soft labels, of any framework.

        Returns
        -------
        array of shape (m, k), of the kind of `Y`
            Soft labels of the blends.
        """
        return interpolate(Y, self.first, self.second, self.share)

    def columns(self, A: Array) -> Array:
        """Blend features that are kept as columns, one sample per column.

        Parameters
        ----------
        A : ndarray of shape (d, n) or (d + 1, n)
            Flat samples, and perhaps a last row of ones, which stays as it is.

        Returns
        -------
        ndarray of shape (d, m) or (d + 1, m)
            Blends. Where nothing is blended and the rows are in order it is `A` itself.
        """
        return self._columns(A, self.keep(len(A)))

    def label_columns(self, T: Array) -> Array:
        """Blend labels that are kept as columns.

        Parameters
        ----------
        T : ndarray of shape (k, n)
            Shares of the classes, also times a weight per column.

        Returns
        -------
        ndarray of shape (k, m)
            Labels of the blends. Where nothing is blended and the rows are in order it is `T`
            itself.
        """
        return self._columns(T, self.share)

    def keep(self, d: int) -> Array:
        """Say what is kept of the first parents, for samples of d numbers kept as columns.

        Parameters
        ----------
        d : int
            Numbers in a sample, in [1, inf), or one more for a row of ones.

        Returns
        -------
        ndarray of shape (m,), float, or (d, m), bool
            What :func:`join` takes.
        """
        if not self.mixes:  # nothing was cut
            return self.lam
        keep = self.method.keep(self.lam, self.cut, self.size)
        if keep.ndim == 1:
            return keep
        # All channels of a pixel go together. A row of ones is the same in both parents.
        cells = math.prod(keep.shape[1:])
        rows = np.ones((d, len(keep)), np.bool_)
        channels = d // cells
        of_cells = keep.reshape(len(keep), cells).T
        rows[: channels * cells] = (
            np.tile(of_cells, (channels, 1))
            if self.channels_first
            else of_cells.repeat(channels, axis=0)
        )
        return rows

    def part(self, rows: slice) -> Self:
        """Return some of the rows as a plan of their own.

        Parameters
        ----------
        rows : slice
            Which ones.

        Returns
        -------
        Plan
            Those rows.
        """
        return type(self)(
            self.method,
            self.first[rows],
            self.second[rows],
            self.lam[rows],
            self.share[rows],
            None if self.cut is None else self.cut[rows],
            self.size,
            self.mixes,
            channels_first=self.channels_first,
        )

    def _columns(self, A: Array, keep: Array) -> Array:
        if not self.mixes:
            return A if self.in_order else A.take(self.first, axis=1)
        second = A.take(self.second, axis=1)
        if not self.in_order:
            return join(A.take(self.first, axis=1), second, keep)
        # The first parents are all rows, once per mix: broadcasting saves a copy of them.
        mixes = (-1, A.shape[1])
        blend = join(
            A[:, np.newaxis],
            second.reshape(len(A), *mixes),
            keep.reshape(*keep.shape[:-1], *mixes),
        )
        return blend.reshape(len(A), -1)


def join(first: Array, second: Array, keep: Array) -> Array:
    """Combine parents that are kept as columns: ``first + (1 - keep) * (second - first)``.

    Parameters
    ----------
    first, second : ndarray of shape (d, m)
        Parents.
    keep : ndarray of shape (m,), float, or (d, m), bool
        Share of the first parent in each column, or whether a number is the first parent's.

    Returns
    -------
    ndarray of shape (d, m)
        Blends, of the type of the parents. What both have in common stays as it is, and so does
        the first parent where `keep` is 1, to the bit.

    Examples
    --------
    >>> import numpy as np
    >>> from mixlearn.mixing import join
    >>> join(np.array([[4.0, 4.0]]), np.array([[0.0, 0.0]]), np.array([0.75, 0.5]))
    array([[3., 2.]])
    """
    if keep.dtype.kind == "b":
        return np.where(keep, first, second)
    blend: Array = second - first
    blend *= 1 - keep
    blend += first
    return blend
