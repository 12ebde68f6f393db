"""Two overlapping clouds, one of them rare."""

import numpy as np

from mixlearn._checks import check_number
from mixlearn.datasets._dataset import Dataset
from mixlearn.datasets._random import check_int, streams, whole_count

__all__ = ["imbalanced"]

# As far apart as neighbouring blobs.
_CENTRES = np.array([[-0.8, 0.0], [0.8, 0.0]])


def imbalanced(
    n_samples: int = 400,
    *,
    share: float = 0.05,
    spread: float = 0.8,
    rng: int | np.random.Generator | None = None,
) -> Dataset:
    """Two round Gaussian clouds that overlap, one of them rare.

    The common class lies on the left, the rare one on the right, 1.6 apart. With the same integer
    `rng`, a larger `share` keeps the rare points of a smaller one and turns some common points
    into rare ones, and `spread` moves every point along a ray from the centre of its class.

    Parameters
    ----------
    n_samples : int, default 400
        Number of points, at least one for each class.
    share : float, default 0.05
        Share of the rare class, in (0, 0.5]. The rare class has at least one point.
    spread : float, default 0.8
        Standard deviation of either cloud in both features, in [0, inf). At 0.8 the centres are
        two standard deviations apart: with the two classes counted equally, no classifier gets
        more than 84 % right.
    rng : int, numpy Generator or None, default None
        Seed or source of the random numbers; None gives other data at every call.

    Returns
    -------
    Dataset
        In random order, classes "common" and "rare".

    Raises
    ------
    ValueError
        If a parameter has the wrong type, or lies outside its range.

    Examples
    --------
    >>> from mixlearn.datasets import imbalanced
    >>> data = imbalanced(200, share=0.1, rng=0)
    >>> data
    Dataset: Two overlapping clouds, 200 points, 20 of them of the rare class.
    >>> data.classes
    ('common', 'rare')
    """
    n = check_int("n_samples", n_samples, low=2, why=", one for each of the 2 classes")
    share = check_number("share", share, high=0.5, open_low=True)
    spread = check_number("spread", spread)
    order, jitter = streams(rng, 2)

    # One fixed order of the rows: a larger share takes the same rows and more.
    rare = order.permutation(n) < max(1, min(whole_count(share, n), n // 2))
    y = rare.astype(np.int64)
    X = _CENTRES[y] + spread * jitter.standard_normal((n, 2))
    about = f"Two overlapping clouds, {n} points, {rare.sum()} of them of the rare class."
    none = np.zeros(n, dtype=bool)
    return Dataset(X, y, ("common", "rare"), about, none, none)
