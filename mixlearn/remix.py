"""Step 3 for rare classes: a label share that leans towards the rarer parent (Remix).

The features are blended as ever. Only the label moves, and only where one parent's class is much
rarer than the other's: there the blend is labelled as the rare class outright, as long as the
common one has no more than its limit.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mixlearn._checks import check_number
from mixlearn.blending import _check_shares
from mixlearn.pairing import _to_numpy

__all__ = ["label_shares"]

KAPPA, TAU = 3.0, 0.5


def label_shares(
    lam: ArrayLike,
    first_count: ArrayLike,
    second_count: ArrayLike,
    *,
    kappa: float = KAPPA,
    tau: float = TAU,
) -> NDArray[np.float64]:
    """Give the first parent's share of the label, in favour of the rarer class.

    Parameters
    ----------
    lam : array-like of shape (m,)
        Share of the first parent in the features, in [0, 1].
    first_count, second_count : array-like of shape (m,)
        Size of the first and of the second parent's class, in rows, in (0, inf).
    kappa : float, default=3.0
        How many times as large the common class must be for the rare one to be favoured, in
        (1, inf).
    tau : float, default=0.5
        Share of the common parent, in [0, 1], below which its label is dropped. 0 favours nobody.

    Returns
    -------
    ndarray of shape (m,), float64
        Share of the first parent in the label: 0 where ``first_count >= kappa * second_count``
        and ``lam < tau``; 1 where ``second_count >= kappa * first_count`` and ``1 - lam < tau``;
        else ``lam``.

    Raises
    ------
    ValueError
        If a share, a count or a parameter is out of its range, or the lengths differ.

    References
    ----------
    H.-P. Chou, S.-C. Chang, J.-Y. Pan, W. Wei, D.-C. Juan. Remix: Rebalanced mixup. ECCV 2020
    Workshops. The defaults are the paper's.

    Examples
    --------
    Blends of a class of 90 rows with one of 10: the rare one takes the label from its half on.

    >>> from mixlearn.remix import label_shares
    >>> label_shares([0.7, 0.4, 0.1], first_count=[90] * 3, second_count=[10] * 3)
    array([0.7, 0. , 0. ])
    """
    kappa = check_number("kappa", kappa, low=1.0, open_low=True)
    tau = check_number("tau", tau, high=1.0)
    share = _check_shares(lam).astype(np.float64)
    first, second = _to_numpy(first_count), _to_numpy(second_count)
    if not share.shape == first.shape == second.shape:
        raise ValueError(
            "'lam', 'first_count' and 'second_count' must have the same length. Got shapes "
            f"{share.shape}, {first.shape} and {second.shape}."
        )
    if not ((first > 0).all() and (second > 0).all()):
        raise ValueError(
            "'first_count' and 'second_count' must hold sizes of classes above 0. Got others."
        )
    for_second = (first >= kappa * second) & (share < tau)
    for_first = (second >= kappa * first) & (1 - share < tau)
    return np.where(for_second, 0.0, np.where(for_first, 1.0, share))
