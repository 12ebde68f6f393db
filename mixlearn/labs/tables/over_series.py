"""Does mixing help on series? Counted over many seeds."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.preprocessing import StandardScaler

from mixlearn import datasets
from mixlearn._checks import check_count, check_number
from mixlearn.labs.tables._gains import COPIES, NO_MIXING, gains, network
from mixlearn.labs.tables._table import Table
from mixlearn.mixing import mix

__all__ = ["over_series"]

Array = npt.NDArray[Any]

_SERIES, _NEW_SERIES, _NOISE = 60, 600, 0.5


def over_series(*, alpha: float = 1.0, seeds: int = 10) -> Table:
    """Train a small network on 60 series, mixed in three ways, and count on 600 new ones.

    The series are mixed first. Then the network reads them as they are, step by step, or what
    waves they are made of (the logarithm of one plus their spectrum). Whatever it reads is
    standardized by the training series.

    Parameters
    ----------
    alpha : float, default=1.0
        Mixing strength in (0, inf).
    seeds : int, default=10
        How many seeds, counted from 0: of the series, the pairs and the first weights.

    Returns
    -------
    Table
        A row for each way of reading and kind of mixing.

    Raises
    ------
    ValueError
        If `alpha` or `seeds` is out of its range.

    Examples
    --------
    >>> table = over_series(seeds=1)
    >>> table.rows[:2]
    [('the steps', 'no mixing'), ('the steps', 'interpolated')]
    """
    alpha, seeds = check_number("alpha", alpha, open_low=True), check_count("seeds", seeds)
    kinds: dict[str, dict[str, Any]] = {
        NO_MIXING: {"alpha": 0},
        "interpolated": {"alpha": alpha},
        "spliced": {"alpha": alpha, "method": "splice"},
    }
    right = np.empty((len(_READS), len(kinds), seeds))
    for seed in range(seeds):
        data = datasets.series(_SERIES, noise=_NOISE, rng=seed)
        new = datasets.series(_NEW_SERIES, noise=_NOISE, rng=seed + 1000)
        for column, how in enumerate(kinds.values()):
            mixed = mix(data.X, data.y, n_mixes=COPIES, rng=seed, **how)
            for row, read in enumerate(_READS.values()):
                scale = StandardScaler().fit(read(data.X)).transform
                model = network(_SERIES, seed).fit(scale(read(mixed.X)), mixed.Y)
                right[row, column, seed] = (model.predict(scale(read(new.X))) == new.y).mean()
    return gains(right, list(_READS), list(kinds), "New series right", "the network reads")


_READS: dict[str, Callable[[Array], Array]] = {
    "the steps": lambda X: X,
    "the spectrum": lambda X: np.log1p(np.abs(np.fft.rfft(X, axis=1))),
}
