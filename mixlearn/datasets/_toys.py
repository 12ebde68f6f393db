"""Two-dimensional toys: six clean shapes, each about four units wide, centred on the origin."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.datasets import make_circles, make_moons

from mixlearn._checks import check_choice
from mixlearn.datasets._dataset import Dataset
from mixlearn.datasets._plane import toy
from mixlearn.datasets._random import check_int, place

__all__ = ["TOYS", "blobs", "circles", "make", "moons", "spirals", "stripes", "xor"]

_WORDS = ("no", "one", "two", "three", "four")

# Blobs are named after where they lie. Neighbouring centres are 1.6 apart whatever their number, so
# that the classes overlap equally much.
_BLOBS: dict[int, dict[str, tuple[float, float]]] = {
    2: {"left": (-0.8, 0.0), "right": (0.8, 0.0)},
    3: {"left": (-0.8, -0.46), "right": (0.8, -0.46), "top": (0.0, 0.92)},
    4: {"left": (-1.13, 0.0), "right": (1.13, 0.0), "top": (0.0, 1.13), "bottom": (0.0, -1.13)},
}
_BLOB_SPREAD = 0.35


def moons(
    n_samples: int = 400,
    *,
    noise: float = 0.2,
    label_noise: float = 0.0,
    outliers: float = 0.0,
    rng: int | np.random.Generator | None = None,
) -> Dataset:
    """Two interleaving half-moons.

    Parameters
    ----------
    n_samples : int, default 400
        Number of points, at least one for each class. Classes are balanced to within one point.
    noise : float, default 0.2
        Standard deviation of the Gaussian jitter on both features, in [0, inf), in the units of
        the features: the clean shape reaches from about -2 to 2.
    label_noise : float, default 0.0
        Share of the points, in [0, 1], whose label is changed to another class. Larger shares
        keep the wrong labels of smaller ones.
    outliers : float, default 0.0
        Share of the points, in [0, 1], that are moved, with their label, into a square frame
        around the data, its sides 2.8 to 3.3 from the origin. Larger shares keep the outliers of
        smaller ones.
    rng : int, numpy Generator or None, default None
        Seed or source of the random numbers; None gives other data at every call.

    Returns
    -------
    Dataset
        In random order, classes "upper" and "lower".

    Raises
    ------
    ValueError
        If a parameter has the wrong type, or lies outside its range.

    Examples
    --------
    >>> data = moons(6, rng=0)
    >>> data.X.shape, sorted(data.y.tolist()), data.classes
    ((6, 2), [0, 0, 0, 1, 1, 1], ('upper', 'lower'))
    """
    names = ("upper", "lower")

    def shape(y: NDArray[np.int64], _: np.random.Generator) -> NDArray[np.float64]:
        clean, label = make_moons(_counts(y), shuffle=False)
        # scikit-learn's moons lie in [-1, 2] x [-0.5, 1].
        return _by_class((clean - [0.5, 0.25]) * 4 / 3, label, y)

    title = "Two interleaving half-moons"
    return toy(title, names, shape, n_samples, noise, label_noise, outliers, rng)


def circles(
    n_samples: int = 400,
    *,
    noise: float = 0.2,
    label_noise: float = 0.0,
    outliers: float = 0.0,
    rng: int | np.random.Generator | None = None,
) -> Dataset:
    """One circle inside a larger one, radii 1.2 and 2.

    Parameters
    ----------
    n_samples, noise, label_noise, outliers, rng
        See `moons`.

    Returns
    -------
    Dataset
        In random order, classes "outer" and "inner".

    Examples
    --------
    >>> circles(100, noise=0.0, rng=0)
    Dataset: A circle inside a larger one, 100 points without noise.
    """
    names = ("outer", "inner")

    def shape(y: NDArray[np.int64], _: np.random.Generator) -> NDArray[np.float64]:
        clean, label = make_circles(_counts(y), factor=0.6, shuffle=False)
        return _by_class(2 * clean, label, y)

    title = "A circle inside a larger one"
    return toy(title, names, shape, n_samples, noise, label_noise, outliers, rng)


def blobs(
    n_samples: int = 400,
    *,
    n_classes: int = 2,
    noise: float = 0.2,
    label_noise: float = 0.0,
    outliers: float = 0.0,
    rng: int | np.random.Generator | None = None,
) -> Dataset:
    """Two to four round Gaussian clouds.

    A clean cloud has a standard deviation of 0.35; with noise it is ``sqrt(0.35**2 + noise**2)``.
    Neighbouring centres are 1.6 apart.

    Parameters
    ----------
    n_samples, noise, label_noise, outliers, rng
        See `moons`.
    n_classes : {2, 3, 4}, default 2
        Number of clouds, one per class.

    Returns
    -------
    Dataset
        In random order, classes named after where they lie: "left", "right", "top", "bottom".

    Raises
    ------
    ValueError
        If a parameter has the wrong type, or lies outside its range.

    Examples
    --------
    >>> blobs(90, n_classes=3, rng=0).classes
    ('left', 'right', 'top')
    """
    k = check_int("n_classes", n_classes, low=2, high=4)
    centres = np.array(list(_BLOBS[k].values()))

    def shape(y: NDArray[np.int64], stream: np.random.Generator) -> NDArray[np.float64]:
        return centres[y] + _BLOB_SPREAD * stream.standard_normal((len(y), 2))

    title = f"{_WORDS[k].capitalize()} round clouds"
    return toy(title, tuple(_BLOBS[k]), shape, n_samples, noise, label_noise, outliers, rng)


def spirals(
    n_samples: int = 400,
    *,
    noise: float = 0.2,
    label_noise: float = 0.0,
    outliers: float = 0.0,
    rng: int | np.random.Generator | None = None,
) -> Dataset:
    """Two spiral arms wound around each other.

    Parameters
    ----------
    n_samples, noise, label_noise, outliers, rng
        See `moons`.

    Returns
    -------
    Dataset
        In random order, classes "first arm" and "second arm".

    Examples
    --------
    >>> spirals(100, noise=0.1, outliers=0.05, rng=0)
    Dataset: Two spiral arms, 100 points with noise 0.1, 5 of them outliers.
    """
    names = ("first arm", "second arm")

    def shape(y: NDArray[np.int64], _: np.random.Generator) -> NDArray[np.float64]:
        radius = np.empty(len(y))
        for c, count in enumerate(_counts(y)):
            # The length of an arm grows with the square of its radius: the root spaces it evenly.
            radius[y == c] = np.sqrt(np.linspace(0.04, 4.0, count))
        angle = np.pi * radius + np.pi * y
        return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])

    return toy("Two spiral arms", names, shape, n_samples, noise, label_noise, outliers, rng)


def xor(
    n_samples: int = 400,
    *,
    noise: float = 0.2,
    label_noise: float = 0.0,
    outliers: float = 0.0,
    rng: int | np.random.Generator | None = None,
) -> Dataset:
    """Four squares, opposite ones of the same class (exclusive or).

    Parameters
    ----------
    n_samples, noise, label_noise, outliers, rng
        See `moons`.

    Returns
    -------
    Dataset
        In random order, classes "same sign" and "opposite sign": the signs of the two features
        before noise.

    Examples
    --------
    >>> data = xor(100, noise=0.0, rng=0)
    >>> bool(((data.X.prod(axis=1) < 0) == data.y).all())
    True
    """
    names = ("same sign", "opposite sign")

    def shape(y: NDArray[np.int64], stream: np.random.Generator) -> NDArray[np.float64]:
        across, up = stream.uniform(0.2, 2.0, (2, len(y)))
        sign = np.where(place(y) % 2 == 0, 1, -1)
        return np.column_stack([sign * across, np.where(y == 0, sign, -sign) * up])

    title = "Four squares, opposite ones alike (exclusive or)"
    return toy(title, names, shape, n_samples, noise, label_noise, outliers, rng)


def stripes(
    n_samples: int = 400,
    *,
    noise: float = 0.2,
    label_noise: float = 0.0,
    outliers: float = 0.0,
    rng: int | np.random.Generator | None = None,
) -> Dataset:
    """Four upright stripes of alternating class.

    Parameters
    ----------
    n_samples, noise, label_noise, outliers, rng
        See `moons`.

    Returns
    -------
    Dataset
        In random order, classes "odd" (first and third stripe from the left) and "even".

    Examples
    --------
    >>> stripes(100, rng=0)
    Dataset: Four upright stripes of alternating class, 100 points with noise 0.2.
    """
    names = ("odd", "even")

    def shape(y: NDArray[np.int64], stream: np.random.Generator) -> NDArray[np.float64]:
        across = stream.uniform(-0.35, 0.35, len(y)) + 2 * (place(y) % 2) + y - 1.5
        return np.column_stack([across, stream.uniform(-2.0, 2.0, len(y))])

    title = "Four upright stripes of alternating class"
    return toy(title, names, shape, n_samples, noise, label_noise, outliers, rng)


TOYS: Mapping[str, Callable[..., Dataset]] = MappingProxyType(
    {f.__name__: f for f in (moons, circles, blobs, spirals, xor, stripes)}
)
"""The two-dimensional toys by name."""


def make(name: str, n_samples: int = 400, **options: Any) -> Dataset:
    """Make the toy of this name.

    Parameters
    ----------
    name : str
        One of `TOYS`.
    n_samples : int, default 400
        Number of points.
    **options
        Passed on: `noise`, `label_noise`, `outliers`, `rng`, and `n_classes` for blobs.

    Returns
    -------
    Dataset

    Raises
    ------
    ValueError
        If there is no toy of this name, or the toy refuses a value.
    TypeError
        If the toy has no such option.

    Examples
    --------
    >>> make("circles", 10, rng=0).X.shape
    (10, 2)
    """
    return TOYS[check_choice("name", name, TOYS)](n_samples, **options)


def _counts(y: NDArray[np.int64]) -> tuple[int, int]:
    """Return how many rows each of two classes has."""
    ones = int(y.sum())
    return len(y) - ones, ones


def _by_class(
    points: NDArray[np.float64], label: NDArray[np.int64], y: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Arrange labelled points in the order of the labels y."""
    arranged = np.empty_like(points)
    for c in (0, 1):
        arranged[y == c] = points[label == c]
    return arranged
