"""Does mixing help on series? Counted over many seeds."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.preprocessing import StandardScaler

from mixlearn import datasets
from mixlearn._checks import check_count, check_number
from mixlearn.labs.tables._gains import NO_MIXING, STEPS, gains, learn
from mixlearn.labs.tables._kept import kept
from mixlearn.labs.tables._table import Table
from mixlearn.mixing import mix
from mixlearn.networks import SoftLabelMLP

__all__ = ["over_series"]

Array = npt.NDArray[Any]

_SERIES, _NEW_SERIES, _NOISE = 60, 600, 0.5


@kept
def over_series(*, alpha: float = 1.0, seeds: int = 10) -> Table:
    """Train the course's network on 60 series, mixed in three ways, and count on 600 new ones.

    The network reads the series as they are, step by step, or what waves they are made of (the
    logarithm of one plus their spectrum). Whatever it reads is standardized by the training series.
    Series that it reads as they are, it mixes afresh at every step of training. A spectrum is that
    of a series that was mixed before, which the network cannot do by itself: there it is handed new
    blends at every step, as many as there are series, and without mixing series in their place.

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
    right = np.empty((len(_READERS), len(kinds), seeds))
    for seed in range(seeds):
        data = datasets.series(_SERIES, noise=_NOISE, rng=seed)
        new = datasets.series(_NEW_SERIES, noise=_NOISE, rng=seed + 1000)
        for column, how in enumerate(kinds.values()):
            for row, named in enumerate(_READERS.values()):
                right[row, column, seed] = (named(data, new.X, how, seed) == new.y).mean()
    return gains(right, list(_READERS), list(kinds), "New series right", "the network reads")


def _by_steps(data: datasets.Dataset, new: Array, how: dict[str, Any], seed: int) -> Array:
    """Name new series by a network that mixes by itself: to standardize and to mix commute."""
    scale = StandardScaler().fit(data.X).transform
    model = SoftLabelMLP(**how, max_iter=STEPS, random_state=seed)
    return np.asarray(model.fit(scale(data.X), data.y).predict(scale(new)))


def _by_spectrum(data: datasets.Dataset, new: Array, how: dict[str, Any], seed: int) -> Array:
    """Name new series by a network that reads the spectra of blends."""
    scale = StandardScaler().fit(_spectrum(data.X)).transform
    mixed = mix(data.X, data.y, n_mixes=STEPS, fold=True, rng=seed, **how)
    model = learn(scale(_spectrum(mixed.X)), mixed.Y, seed)
    return np.asarray(model.predict(scale(_spectrum(new))))


def _spectrum(X: Array) -> Array:
    waves: Array = np.log1p(np.abs(np.fft.rfft(X, axis=1)))
    return waves


_READERS: dict[str, Callable[[datasets.Dataset, Array, dict[str, Any], int], Array]] = {
    "the steps": _by_steps,
    "the spectrum": _by_spectrum,
}
