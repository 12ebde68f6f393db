"""Small data sets to learn on: seeded two-dimensional toys, and scikit-learn's digits.

Every toy is a clean shape about four units wide, centred on the origin. Three things can be done
to it, each on random numbers of its own, so that with the same integer `rng` changing one of them
leaves everything else where it was: Gaussian jitter (`noise`), wrong labels (`label_noise`), and
points moved far away (`outliers`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from numbers import Integral
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.datasets import load_digits, make_circles, make_moons

from mixlearn._checks import check_choice, check_number

__all__ = [
    "TOYS",
    "Dataset",
    "blobs",
    "circles",
    "digits",
    "make",
    "moons",
    "spirals",
    "stripes",
    "xor",
]

_WORDS = ("no", "one", "two", "three", "four")

# Blobs are named by where they lie. Neighbouring centres are 1.6 apart whatever their number, so
# that the classes overlap equally much.
_BLOBS: dict[int, dict[str, tuple[float, float]]] = {
    2: {"left": (-0.8, 0.0), "right": (0.8, 0.0)},
    3: {"left": (-0.8, -0.46), "right": (0.8, -0.46), "top": (0.0, 0.92)},
    4: {"left": (-1.13, 0.0), "right": (1.13, 0.0), "top": (0.0, 1.13), "bottom": (0.0, -1.13)},
}
_BLOB_SPREAD = 0.35

# Half the width of the square frame that outliers fall in: outside every clean shape at the usual
# noise, inside a picture of [-3.5, 3.5].
_NEAREST_OUTLIER, _FARTHEST_OUTLIER = 2.8, 3.3
_GOLDEN = (5**0.5 - 1) / 2


@dataclass(frozen=True, eq=False, repr=False)
class Dataset:
    """Features and labels, with what is known about them.

    Attributes
    ----------
    X : ndarray of shape (n, 2), or (n, 8, 8) for digits, float64
        Features.
    y : ndarray of shape (n,), int64
        Class labels 0 ... k-1, with the label noise that was asked for.
    classes : tuple of str
        Names of the k classes; row i belongs to ``classes[y[i]]``.
    about : str
        One sentence that says what the data are.
    flipped : ndarray of shape (n,), bool
        True where the label was changed to a wrong one.
    outliers : ndarray of shape (n,), bool
        True where the point was moved far away from its class.

    Examples
    --------
    >>> from mixlearn.datasets import moons
    >>> moons(100, label_noise=0.1, rng=0)
    Dataset: Two interleaving half-moons, 100 points with noise 0.2, 10 of them mislabelled.
    """

    X: NDArray[np.float64]
    y: NDArray[np.int64]
    classes: tuple[str, ...]
    about: str
    flipped: NDArray[np.bool_]
    outliers: NDArray[np.bool_]

    def __repr__(self) -> str:
        """Return the sentence about the data: the arrays would bury it."""
        return f"Dataset: {self.about}"


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
    return _toy(title, names, shape, n_samples, noise, label_noise, outliers, rng)


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
    return _toy(title, names, shape, n_samples, noise, label_noise, outliers, rng)


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
        Number of clouds, one a class.

    Returns
    -------
    Dataset
        In random order, classes named by where they lie: "left", "right", "top", "bottom".

    Raises
    ------
    ValueError
        If a parameter has the wrong type, or lies outside its range.

    Examples
    --------
    >>> blobs(90, n_classes=3, rng=0).classes
    ('left', 'right', 'top')
    """
    k = _check_int("n_classes", n_classes, low=2, high=4)
    centres = np.array(list(_BLOBS[k].values()))

    def shape(y: NDArray[np.int64], stream: np.random.Generator) -> NDArray[np.float64]:
        return centres[y] + _BLOB_SPREAD * stream.standard_normal((len(y), 2))

    title = f"{_WORDS[k].capitalize()} round clouds"
    return _toy(title, tuple(_BLOBS[k]), shape, n_samples, noise, label_noise, outliers, rng)


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
            # The length of an arm grows with the square of its radius: the root spaces evenly.
            radius[y == c] = np.sqrt(np.linspace(0.04, 4.0, count))
        angle = np.pi * radius + np.pi * y
        return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])

    return _toy("Two spiral arms", names, shape, n_samples, noise, label_noise, outliers, rng)


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
        In random order, classes "same sign" and "opposite sign", after the signs that the two
        features have without noise.

    Examples
    --------
    >>> data = xor(100, noise=0.0, rng=0)
    >>> bool(((data.X.prod(axis=1) < 0) == data.y).all())
    True
    """
    names = ("same sign", "opposite sign")

    def shape(y: NDArray[np.int64], stream: np.random.Generator) -> NDArray[np.float64]:
        across, up = stream.uniform(0.2, 2.0, (2, len(y)))
        sign = np.where(_place(y) % 2 == 0, 1, -1)
        return np.column_stack([sign * across, np.where(y == 0, sign, -sign) * up])

    title = "Four squares, opposite ones alike (exclusive or)"
    return _toy(title, names, shape, n_samples, noise, label_noise, outliers, rng)


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
        across = stream.uniform(-0.35, 0.35, len(y)) + 2 * (_place(y) % 2) + y - 1.5
        return np.column_stack([across, stream.uniform(-2.0, 2.0, len(y))])

    title = "Four upright stripes of alternating class"
    return _toy(title, names, shape, n_samples, noise, label_noise, outliers, rng)


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


def digits(
    *,
    n_samples: int | None = None,
    label_noise: float = 0.0,
    rng: int | np.random.Generator | None = None,
) -> Dataset:
    """Load 8x8 grey-scale images of handwritten digits.

    Parameters
    ----------
    n_samples : int or None, default None
        Number of images, in [10, 1797], drawn so that the ten classes are balanced as far as the
        data allow. With the same integer `rng` a larger sample holds the smaller one. None takes
        all 1797.
    label_noise : float, default 0.0
        Share of the images, in [0, 1], whose label is changed to another class. Larger shares
        keep the wrong labels of smaller ones.
    rng : int, numpy Generator or None, default None
        Seed or source of the random numbers.

    Returns
    -------
    Dataset
        `X` of shape (n, 8, 8) in [0, 1], in random order, classes "0" to "9".

    Raises
    ------
    ValueError
        If a parameter has the wrong type, or lies outside its range.

    Notes
    -----
    These are the test images of the UCI collection "Optical Recognition of Handwritten Digits"
    (Alpaydin and Kaynak, 1998) as scikit-learn ships them.

    Examples
    --------
    >>> data = digits(n_samples=100, rng=0)
    >>> data.X.shape, float(data.X.max())
    ((100, 8, 8), 1.0)
    """
    source = load_digits()
    size = len(source.target)
    n = size if n_samples is None else _check_int("n_samples", n_samples, low=10, high=size)
    share = check_number("label_noise", label_noise, high=1)
    choice, order, labels = _streams(rng, 3)
    y = source.target.astype(np.int64)
    shuffled = choice.permutation(size)
    # Round by round one image of every class, so that the beginning is balanced however long.
    rows = shuffled[np.argsort(_place(y[shuffled]), kind="stable")][:n]
    rows = rows[order.permutation(n)]
    y, flipped = _flip(y[rows], 10, share, labels)
    about = f"Handwritten digits, {n} grey images of 8x8 pixels{_mishaps(flipped)}."
    names = tuple(str(name) for name in source.target_names)
    return Dataset(source.images[rows] / 16, y, names, about, flipped, np.zeros(n, dtype=bool))


def _toy(  # noqa: PLR0917 - what all toys share, handed on in their order
    title: str,
    names: tuple[str, ...],
    shape: Callable[[NDArray[np.int64], np.random.Generator], NDArray[np.float64]],
    n_samples: int,
    noise: float,
    label_noise: float,
    outliers: float,
    rng: int | np.random.Generator | None,
) -> Dataset:
    k = len(names)
    n = _check_int("n_samples", n_samples, low=k, why=f", one for each of the {k} classes")
    noise = check_number("noise", noise)
    label_noise = check_number("label_noise", label_noise, high=1)
    outliers = check_number("outliers", outliers, high=1)
    order, place, jitter, labels, far = _streams(rng, 5)

    y = order.permutation(np.arange(n) % k)
    X = shape(y, place) + noise * jitter.standard_normal((n, 2))
    rank = far.permutation(n)
    moved = rank < _count(outliers, n)
    X[moved] = _frame(rank, far)[moved]
    y, flipped = _flip(y, k, label_noise, labels)
    jittered = f"with noise {noise:g}" if noise else "without noise"
    about = f"{title}, {n} points {jittered}{_mishaps(flipped, moved)}."
    return Dataset(X, y, names, about, flipped, moved)


def _streams(rng: int | np.random.Generator | None, count: int) -> list[np.random.Generator]:
    """Return independent generators: one a purpose, so that no purpose disturbs another."""
    try:
        source = np.random.default_rng(rng)
    except (TypeError, ValueError):
        raise ValueError(
            "The 'rng' parameter must be an int in [0, inf), a numpy.random.Generator or None. "
            f"Got {rng!r} instead."
        ) from None
    seeds = source.integers(2**32, size=(count, 4), dtype=np.uint32)
    return [np.random.default_rng(seed) for seed in seeds]


def _count(share: float, n: int) -> int:
    """Return how many of n rows that share is, halves rounded up."""
    return int(share * n + 0.5)


def _flip(
    y: NDArray[np.int64], k: int, share: float, stream: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Change that share of the labels to one of the other classes, each equally likely."""
    # One fixed order of the rows: a larger share changes the same rows and some more.
    flipped = stream.permutation(len(y)) < _count(share, len(y))
    wrong = (y + stream.integers(1, k, len(y))) % k
    return np.where(flipped, wrong, y), flipped


def _frame(rank: NDArray[np.int64], stream: np.random.Generator) -> NDArray[np.float64]:
    """Place points in a square frame around the data, any first few well spread over it."""
    reach = stream.uniform(_NEAREST_OUTLIER, _FARTHEST_OUTLIER, len(rank))
    # Steps of the golden ratio around the frame leave no side empty, however few the outliers.
    around = 4 * ((stream.random() + rank * _GOLDEN) % 1)
    side, along = np.divmod(around, 1)
    cos, sin = np.array([[1, 0], [0, 1], [-1, 0], [0, -1]])[side.astype(int)].T
    along = 2 * along - 1
    return np.column_stack([reach * (cos - along * sin), reach * (sin + along * cos)])


def _counts(y: NDArray[np.int64]) -> tuple[int, int]:
    """Return how many rows each of two classes has."""
    ones = int(y.sum())
    return len(y) - ones, ones


def _by_class(
    points: NDArray[np.float64], label: NDArray[np.int64], y: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Arrange labelled points so that they follow the labels y."""
    arranged = np.empty_like(points)
    for c in (0, 1):
        arranged[y == c] = points[label == c]
    return arranged


def _place(y: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return for every row how many rows of its class came before it."""
    place = np.empty_like(y)
    for c in np.unique(y):
        rows = y == c
        place[rows] = np.arange(rows.sum())
    return place


def _mishaps(flipped: NDArray[np.bool_], moved: NDArray[np.bool_] | None = None) -> str:
    """Say how many labels are wrong and how many points are outliers, if any."""
    wrong = int(flipped.sum())
    away = 0 if moved is None else int(moved.sum())
    far = "an outlier" if away == 1 else "outliers"
    if wrong and away:
        return f", {wrong} of them mislabelled and {away} {far}"
    if wrong:
        return f", {wrong} of them mislabelled"
    return f", {away} of them {far}" if away else ""


def _check_int(name: str, value: Any, *, low: int, high: float = np.inf, why: str = "") -> int:
    """Return `value` if it is a whole number in [low, high]."""
    if isinstance(value, Integral):
        number = int(value)  # True is 1, below every `low` here
        if low <= number <= high:
            return number
    limits = f"[{low}, {high:g}{')' if np.isinf(high) else ']'}{why}"
    raise ValueError(f"The {name!r} parameter must be an int in {limits}. Got {value!r} instead.")
