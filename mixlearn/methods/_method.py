"""The shape that every method has."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mixlearn import cuts
from mixlearn._arrays import Rows, to_floats
from mixlearn.blending import interpolate

__all__ = ["Method"]

Floats = NDArray[Any]
Size = tuple[int, ...]


@dataclass(frozen=True)
class Method:
    """How two rows become one, and what share of the label each parent gets.

    A method is a file in this package with one subclass of this class. It spells out only where it
    differs from mixup: everything else is mixup's. Its parameters are its fields, each with a
    default.

    Attributes
    ----------
    name : str
        What it is called, as in ``mix(..., method=name)``.
    summary : str
        One line for menus and documentation that continues the name: "pastes a patch ...".
    axes : int, default=0
        How many axes of a sample it cuts along: 1 for series, 2 for images, 0 for any data.

    Notes
    -----
    Everywhere `lam` (m,) is the share of the first parent, `size` what :meth:`size` returned, and
    `cut` what :meth:`plan` did: boxes, a mask, or None. See :mod:`mixlearn.cuts`. A method sees
    samples with their channels last, wherever the data have them.

    Examples
    --------
    >>> from mixlearn import mix
    >>> from mixlearn.methods import Method
    >>> class Halves(Method):
    ...     name = "halves"
    ...     summary = "labels a blend half and half, whatever its share"
    ...
    ...     def label_share(self, lam, first_count, second_count):
    ...         return 0 * lam + 0.5
    >>> mix([[0.0], [1.0]], ["cat", "dog"], method=Halves(), pairing="other", rng=0).Y
    array([[0.5, 0.5],
           [0.5, 0.5]])
    """

    name: ClassVar[str]
    summary: ClassVar[str]
    axes: ClassVar[int] = 0

    @property
    def needs_classes(self) -> bool:
        """Whether it chooses label shares of its own, and so has to refuse soft labels."""
        return type(self).label_share is not Method.label_share

    def size(self, shape: Size) -> Size | None:
        """Return the lengths of the axes to cut along, from the shape of one sample.

        Parameters
        ----------
        shape : tuple of int
            Shape of one sample, ``X.shape[1:]``, with the channels last, if there are any.

        Returns
        -------
        tuple of int, or None
            The lengths of the axes that are cut along; None if the method does not cut.

        Raises
        ------
        ValueError
            If samples of this shape cannot be mixed this way.
        """
        return cuts.size_of(shape, self.axes, channels="last") if self.axes else None

    def plan(self, lam: Floats, size: Size | None, rng: np.random.Generator) -> NDArray[Any] | None:
        """Plan what to cut.

        It must draw the same random numbers whatever `lam` is, so that with one seed a share that
        moves moves nothing else.

        Parameters
        ----------
        lam : ndarray of shape (m,)
            Intended shares of the first parents.
        size : tuple of int, or None
            How much there is to cut from.
        rng : Generator
            Source of the random numbers.

        Returns
        -------
        ndarray of shape (m, 2 * d), int, or (m, *size), bool, or None
            Boxes or masks of what comes from the second parent; None if nothing is cut.
        """
        del lam, size, rng  # for those that cut
        return None

    def share(self, lam: Floats, cut: NDArray[Any] | None, size: Size | None) -> Floats:
        """Count the share that the first parent really has.

        Parameters
        ----------
        lam : ndarray of shape (m,)
            Intended shares.
        cut : ndarray or None
            What is cut.
        size : tuple of int, or None
            How much there is to cut from.

        Returns
        -------
        ndarray of shape (m,)
            Shares in [0, 1].
        """
        return lam if cut is None or size is None else cuts.shares(cut, size)

    def blend(
        self,
        X: Any,
        first: Rows,
        second: Rows,
        lam: Floats,
        cut: NDArray[Any] | None,
        *,
        check_finite: bool = False,
    ) -> Any:
        """Combine two rows.

        Parameters
        ----------
        X : array of shape (n, ...)
            Rows, of any framework.
        first, second : ndarray of shape (m,), int
            Row numbers of the parents.
        lam : ndarray of shape (m,)
            Shares that the first parents really have.
        cut : ndarray or None
            What is cut.
        check_finite : bool, default=False
            Whether to refuse an `X` that holds NaN or infinity anywhere.

        Returns
        -------
        array of shape (m, ...), of the kind of `X`
            Blends, in floating point.
        """
        if cut is None:
            return interpolate(X, first, second, lam, check_finite=check_finite)
        pasted = cuts.paste(X, first, second, cut, channels="last", check_finite=check_finite)
        return to_floats(pasted)

    def keep(self, lam: Floats, cut: NDArray[Any] | None, size: Size | None) -> NDArray[Any]:
        """Return what is kept of the first parent: a blend is ``second + keep * (first - second)``.

        Networks, which keep their data in another layout, use this instead of :meth:`blend`.

        Parameters
        ----------
        lam : ndarray of shape (m,)
            Shares that the first parents really have.
        cut : ndarray or None
            What is cut.
        size : tuple of int, or None
            How much there is to cut from.

        Returns
        -------
        ndarray of shape (m,), float, or (m, *size), bool
            One share per row, or one yes or no for each step or pixel.
        """
        return lam if cut is None or size is None else ~cuts.mask(cut, size)

    def label_share(self, lam: Floats, first_count: ArrayLike, second_count: ArrayLike) -> Floats:
        """Choose the first parent's share of the label.

        Parameters
        ----------
        lam : ndarray of shape (m,)
            Shares that the first parents really have.
        first_count, second_count : array-like of shape (m,), int
            How many rows the classes of the parents have.

        Returns
        -------
        ndarray of shape (m,)
            Shares in [0, 1].
        """
        del first_count, second_count  # for those that weigh classes
        return lam
