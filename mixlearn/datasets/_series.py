"""Series in time: three waveforms, in regimes that change along the way."""

import numpy as np
from numpy.typing import NDArray

from mixlearn._checks import check_number
from mixlearn.datasets._dataset import Dataset
from mixlearn.datasets._random import check_int, flip, mishaps, streams

__all__ = ["series"]

_CLASSES = ("swing", "beat", "switch")
# Shares of the length: periods of a wave, and the place and length of the rest between two waves.
_PERIODS = (0.08, 0.25)
_RESTS = ((0.25, 0.6), (0.1, 0.2))
# Standard deviation of the natural logarithm of the amplitude.
_LOUDNESS = 0.25
# Width of a beat, and time that a switch is on, as shares of the period.
_BEAT, _ON = 0.12, 0.5


def series(
    n_samples: int = 300,
    *,
    length: int = 96,
    noise: float = 0.3,
    label_noise: float = 0.0,
    rng: int | np.random.Generator | None = None,
) -> Dataset:
    """Series of three waveforms, each in three regimes: a wave, a rest, another wave.

    The class is the shape of both waves: a sine ("swing"), a short pulse in every period ("beat"),
    or on and off ("switch"). Within a class, series differ in the periods and amplitudes of their
    two waves, in phase, and in where the rest lies and how long it is. The rest holds nothing but
    noise, whatever the class.

    Parameters
    ----------
    n_samples : int, default 300
        Number of series, at least one for each class. Classes are balanced to within one series.
    length : int, default 96
        Steps of each series, at least 16.
    noise : float, default 0.3
        Standard deviation of the Gaussian jitter on every step, in [0, inf); a wave has one of
        about 0.7.
    label_noise : float, default 0.0
        Share of the series, in [0, 1], whose label is changed to another class. Larger shares
        keep the wrong labels of smaller ones.
    rng : int, numpy Generator or None, default None
        Seed or source of the random numbers; None gives other data at every call. With the same
        int, `noise` and `label_noise` change nothing else.

    Returns
    -------
    Dataset
        `X` of shape (n, length), in random order; classes "swing", "beat" and "switch".

    Raises
    ------
    ValueError
        If a parameter has the wrong type, or lies outside its range.

    Examples
    --------
    >>> from mixlearn.datasets import series
    >>> data = series(30, rng=0)
    >>> data
    Dataset: Waves of three shapes, 30 series of 96 steps with noise 0.3.
    >>> data.X.shape, data.classes
    ((30, 96), ('swing', 'beat', 'switch'))
    """
    k = len(_CLASSES)
    n = check_int("n_samples", n_samples, low=k, why=f", one for each of the {k} classes")
    length = check_int("length", length, low=16)
    noise = check_number("noise", noise)
    label_noise = check_number("label_noise", label_noise, high=1)
    order, regimes, phases, loudness, jitter, labels = streams(rng, 6)

    y = order.permutation(np.arange(n) % k)
    start, rest = (regimes.uniform(low, high, (n, 1)) for low, high in _RESTS)
    shortest, longest = np.log(_PERIODS)
    period = np.exp(regimes.uniform(shortest, longest, (n, 2)))
    turns = phases.random((n, 2))
    amplitude = np.exp(_LOUDNESS * loudness.standard_normal((n, 2)))

    time = (np.arange(length) + 0.5) / length
    second = time >= start + rest
    row, regime = np.arange(n)[:, np.newaxis], second.astype(np.intp)
    phase = (time / period[row, regime] + turns[row, regime]) % 1
    X = np.choose(y[:, np.newaxis], _shapes(phase)) * amplitude[row, regime]
    X[(time >= start) & ~second] = 0
    X += noise * jitter.standard_normal((n, length))
    y, flipped = flip(y, k, label_noise, labels)
    jittered = f"with noise {noise:g}" if noise else "without noise"
    about = f"Waves of three shapes, {n} series of {length} steps {jittered}{mishaps(flipped)}."
    return Dataset(X, y, _CLASSES, about, flipped, np.zeros(n, dtype=bool))


def _shapes(phase: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """Return the three waves at phases in [0, 1)."""
    swing = np.sin(2 * np.pi * phase)
    beat = 2 * np.exp(-0.5 * ((phase - 0.5) / (_BEAT / 2)) ** 2)
    switch = np.where(phase < _ON, 0.8, -0.8)
    return [swing, beat, switch]
