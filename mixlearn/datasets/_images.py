"""Sets of small images: handwritten digits, and pets and tissue that the project drew itself."""

import numpy as np
from numpy.typing import NDArray
from sklearn.datasets import load_digits

from mixlearn._checks import check_number
from mixlearn.datasets._dataset import Dataset
from mixlearn.datasets._files import load
from mixlearn.datasets._random import balanced, check_int, flip, mishaps, streams

__all__ = ["digits", "pets", "tissue"]

_DRAWN = 600
"""Images in each of the files that the project drew."""
_IMAGES = ("uint8", (_DRAWN, 32, 32, 3))


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
    n = size if n_samples is None else check_int("n_samples", n_samples, low=10, high=size)
    share = check_number("label_noise", label_noise, high=1)
    choice, order, labels = streams(rng, 3)
    y = source.target.astype(np.int64)
    rows = balanced(y, n, choice, order)
    y, flipped = flip(y[rows], 10, share, labels)
    about = f"Handwritten digits, {n} grey images of 8x8 pixels{mishaps(flipped)}."
    names = tuple(str(name) for name in source.target_names)
    return Dataset(source.images[rows] / 16, y, names, about, flipped, np.zeros(n, dtype=bool))


def pets(n_samples: int | None = None, *, rng: int | np.random.Generator | None = None) -> Dataset:
    """Load 32x32 colour pictures of cats and dogs, drawn by a program for this project.

    Parameters
    ----------
    n_samples : int or None, default None
        Number of pictures, in [2, 600], cats and dogs balanced to within one. With the same
        integer `rng` a larger sample holds the smaller one. None takes all 600.
    rng : int, numpy Generator or None, default None
        Seed or source of the random numbers.

    Returns
    -------
    Dataset
        `X` of shape (n, 32, 32, 3), red, green and blue in [0, 1], in random order; classes "cat"
        and "dog".

    Raises
    ------
    ValueError
        If a parameter has the wrong type, or lies outside its range.
    OSError
        If the file with the pictures is missing or damaged.

    Notes
    -----
    The folder ``data`` of the repository holds the file and the program that drew it.

    Examples
    --------
    >>> data = pets(100, rng=0)
    >>> data
    Dataset: Drawn cats and dogs, 100 colour images of 32x32 pixels.
    >>> data.X.shape, data.classes
    ((100, 32, 32, 3), ('cat', 'dog'))
    """
    n = _check_drawn(n_samples)
    choice, order = streams(rng, 2)
    images, labels = load("pets.npz", images=_IMAGES, labels=("uint8", (_DRAWN,)))
    y = labels.astype(np.int64)
    rows = balanced(y, n, choice, order)
    about = f"Drawn cats and dogs, {n} colour images of 32x32 pixels."
    return _drawn(images[rows], y[rows], ("cat", "dog"), about)


def tissue(
    n_samples: int | None = None, *, rng: int | np.random.Generator | None = None
) -> Dataset:
    """Load 32x32 colour pictures that look like stained tissue, from healthy to diseased.

    They are drawn by a program that was told how severe each should look. No tissue was ever
    photographed for them, and nothing that a model does on them is clinical evidence.

    Parameters
    ----------
    n_samples : int or None, default None
        Number of pictures, in [2, 600], both classes balanced to within one. With the same integer
        `rng` a larger sample holds the smaller one. None takes all 600.
    rng : int, numpy Generator or None, default None
        Seed or source of the random numbers.

    Returns
    -------
    Dataset
        `X` of shape (n, 32, 32, 3), red, green and blue in [0, 1], in random order; `severity` of
        shape (n,) in [0, 1], 0 for healthy and 1 for fully diseased; classes "healthy" (severity
        below 0.5) and "diseased".

    Raises
    ------
    ValueError
        If a parameter has the wrong type, or lies outside its range.
    OSError
        If the file with the pictures is missing or damaged.

    Notes
    -----
    With severity the nuclei become more, larger, darker and less regular, leave their rings, and
    the openings of the glands close. Section thickness and dyes vary as well. The folder ``data``
    of the repository holds the file and the program that drew it.

    Examples
    --------
    >>> data = tissue(100, rng=0)
    >>> data.X.shape, data.severity.shape, data.classes
    ((100, 32, 32, 3), (100,), ('healthy', 'diseased'))
    >>> bool(((data.severity >= 0.5) == data.y).all())
    True
    """
    n = _check_drawn(n_samples)
    choice, order = streams(rng, 2)
    images, severity = load("tissue.npz", images=_IMAGES, severity=("float64", (_DRAWN,)))
    y = (severity >= 0.5).astype(np.int64)
    rows = balanced(y, n, choice, order)
    about = f"Drawn tissue, healthy to diseased, {n} colour images of 32x32 pixels."
    return _drawn(images[rows], y[rows], ("healthy", "diseased"), about, severity[rows])


def _check_drawn(n_samples: int | None) -> int:
    return _DRAWN if n_samples is None else check_int("n_samples", n_samples, low=2, high=_DRAWN)


def _drawn(
    images: NDArray[np.uint8],
    y: NDArray[np.int64],
    classes: tuple[str, ...],
    about: str,
    severity: NDArray[np.float64] | None = None,
) -> Dataset:
    """Return a data set of drawn images: no wrong labels, no outliers."""
    flipped, outliers = np.zeros((2, len(y)), dtype=bool)
    return Dataset(images / 255, y, classes, about, flipped, outliers, severity)
