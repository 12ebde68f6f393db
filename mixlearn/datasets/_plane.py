"""A clean shape in the plane, and what can be done to it.

Jitter, wrong labels and outliers are drawn from random numbers of their own, so that with the same
integer `rng` changing one of them leaves everything else where it was.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from mixlearn._checks import check_number
from mixlearn.datasets._dataset import Dataset
from mixlearn.datasets._random import check_int, flip, mishaps, streams, whole_count

__all__: list[str] = []

# Half the width of the square frame that outliers fall in: outside every clean shape at the usual
# noise, inside a picture of [-3.5, 3.5].
_NEAREST_OUTLIER, _FARTHEST_OUTLIER = 2.8, 3.3
_GOLDEN = (5**0.5 - 1) / 2


def toy(  # noqa: PLR0917 - what all toys share, handed on in their order
    title: str,
    names: tuple[str, ...],
    shape: Callable[[NDArray[np.int64], np.random.Generator], NDArray[np.float64]],
    n_samples: int,
    noise: float,
    label_noise: float,
    outliers: float,
    rng: int | np.random.Generator | None,
) -> Dataset:
    """Make a data set from a shape: a function of the labels and of a stream for placing points."""
    k = len(names)
    n = check_int("n_samples", n_samples, low=k, why=f", one for each of the {k} classes")
    noise = check_number("noise", noise)
    label_noise = check_number("label_noise", label_noise, high=1)
    outliers = check_number("outliers", outliers, high=1)
    order, place, jitter, labels, far = streams(rng, 5)

    y = order.permutation(np.arange(n) % k)
    X = shape(y, place) + noise * jitter.standard_normal((n, 2))
    rank = far.permutation(n)
    moved = rank < whole_count(outliers, n)
    X[moved] = _frame(rank, far)[moved]
    y, flipped = flip(y, k, label_noise, labels)
    jittered = f"with noise {noise:g}" if noise else "without noise"
    about = f"{title}, {n} points {jittered}{mishaps(flipped, moved)}."
    return Dataset(X, y, names, about, flipped, moved)


def _frame(rank: NDArray[np.int64], stream: np.random.Generator) -> NDArray[np.float64]:
    """Place points in a square frame around the data, the first few well spread, however few."""
    reach = stream.uniform(_NEAREST_OUTLIER, _FARTHEST_OUTLIER, len(rank))
    # Steps of the golden ratio around the frame leave no side empty, even with few outliers.
    around = 4 * ((stream.random() + rank * _GOLDEN) % 1)
    side, along = np.divmod(around, 1)
    cos, sin = np.array([[1, 0], [0, 1], [-1, 0], [0, -1]])[side.astype(int)].T
    along = 2 * along - 1
    return np.column_stack([reach * (cos - along * sin), reach * (sin + along * cos)])
