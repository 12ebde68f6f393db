"""Remix: mixup whose label leans towards the rarer class."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mixlearn._arrays import check_shares, to_numpy
from mixlearn._checks import check_number
from mixlearn.methods._method import Floats, Method

__all__ = ["Remix"]


@dataclass(frozen=True)
class Remix(Method):
    """The weighted mean, labelled outright as the rarer class where the other is far more common.

    Only the label differs from mixup's, and only where one parent's class has many times the rows
    of the other's: such a blend is labelled as the rare class, as long as the common parent's share
    stays below a limit.

    Parameters
    ----------
    kappa : float, default=3.0
        How many times as large the common class must be for the rare one to be favoured, in
        (1, inf).
    tau : float, default=0.5
        Share of the common parent, in [0, 1], below which its label is dropped. 0 favours nobody.

    Raises
    ------
    ValueError
        If a parameter is out of its range.

    References
    ----------
    H.-P. Chou, S.-C. Chang, J.-Y. Pan, W. Wei, D.-C. Juan. Remix: Rebalanced mixup. ECCV 2020
    Workshops. The defaults are the paper's.

    Examples
    --------
    Blends of a class of 90 rows with one of 10: from a half on, the rare one takes the label.

    >>> from mixlearn.methods import METHODS
    >>> METHODS["remix"].label_share([0.7, 0.4, 0.1], [90] * 3, [10] * 3)
    array([0.7, 0. , 0. ])
    """

    kappa: float = 3.0
    tau: float = 0.5

    name = "remix"
    summary = "takes the weighted mean, and labels it in favour of the rarer class"

    def __post_init__(self) -> None:
        """Check the parameters."""
        check_number("kappa", self.kappa, low=1.0, open_low=True)
        check_number("tau", self.tau, high=1.0)

    def label_share(
        self, lam: ArrayLike, first_count: ArrayLike, second_count: ArrayLike
    ) -> Floats:
        """Choose the first parent's share of the label, in favour of the rarer class.

        Parameters
        ----------
        lam : array-like of shape (m,)
            Share of the first parent in the features, in [0, 1].
        first_count, second_count : array-like of shape (m,)
            Size of the first and of the second parent's class, in rows, in (0, inf).

        Returns
        -------
        ndarray of shape (m,)
            0 where ``first_count >= kappa * second_count`` and ``lam < tau``; 1 where
            ``second_count >= kappa * first_count`` and ``1 - lam < tau``; else ``lam``.

        Raises
        ------
        ValueError
            If a share or a count is out of its range, or the lengths differ.
        """
        share = check_shares(lam)
        first, second = to_numpy(first_count), to_numpy(second_count)
        if not share.shape == first.shape == second.shape:
            raise ValueError(
                "'lam', 'first_count' and 'second_count' must have the same length. Got shapes "
                f"{share.shape}, {first.shape} and {second.shape}."
            )
        if not ((first > 0).all() and (second > 0).all()):
            raise ValueError(
                "'first_count' and 'second_count' must hold sizes of classes above 0. Got others."
            )
        for_second = (first >= self.kappa * second) & (share < self.tau)
        for_first = (second >= self.kappa * first) & (1 - share < self.tau)
        return np.where(for_second, 0, np.where(for_first, 1, share)).astype(share.dtype)
