"""What a lab of the plane learns from: training points, new points, names and a frame."""

import functools
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.model_selection import train_test_split

from mixlearn import boundary, datasets
from mixlearn.labs._settings import LabError
from mixlearn.plots import MAX_CLASSES

__all__ = ["NEW_POINTS", "SHAPES", "Task", "adopt", "precise", "toy"]

Array = npt.NDArray[Any]

SHAPES = {
    "moons": "two moons",
    "circles": "two circles",
    "blobs": "two blobs",
    "spirals": "two spirals",
    "xor": "a chessboard (xor)",
    "stripes": "stripes",
}
NEW_POINTS = 2000
# One frame for all toys, so that moving the noise moves the points alone.
_FRAME = (-3.5, 3.5, -3.5, 3.5)
# A lab answers while the hand is on the slider; more rows than this would make it wait.
_MOST_ROWS = 1000
# Letters of a class name that the legend of a panel has room for.
_LONGEST_NAME = 25
_LARGEST, _FINEST = 1e30, 1e-4


@dataclass(frozen=True, eq=False)
class Task:
    """Training points and new points from the same source; hashed by identity.

    Attributes
    ----------
    X, y : ndarray of shape (n, 2), float32, and (n,), int
        Training points and their classes as positions in `names`.
    flipped, outliers : ndarray of shape (n,), bool
        Training points with a wrong label, and those that lie far off.
    X_new, y_new : ndarray of shape (m, 2), float32, and (m,), int
        Points to test on, all in place and rightly labelled as far as is known.
    names : tuple of str
        Class names.
    axis_names : tuple of str
        Names of the two features.
    extent : tuple of float
        The part of the plane to show: left, right, bottom, top.
    own : bool
        Whether the data are the learner's.
    """

    X: Array
    y: Array
    flipped: Array
    outliers: Array
    X_new: Array
    y_new: Array
    names: tuple[str, ...]
    axis_names: tuple[str, str]
    extent: tuple[float, float, float, float]
    own: bool = False


@functools.lru_cache(maxsize=32)
def toy(
    shape: str,
    points: int,
    *,
    noise: float,
    label_noise: float = 0.0,
    outliers: float = 0.0,
    seed: int,
) -> Task:
    """Draw a toy to train on, and clean points of the same shape to test on."""
    train = datasets.make(
        shape, points, noise=noise, label_noise=label_noise, outliers=outliers, rng=seed
    )
    new = datasets.make(shape, NEW_POINTS, noise=noise, rng=seed + 1000)
    return Task(
        X=train.X.astype(np.float32),
        y=train.y,
        flipped=train.flipped,
        outliers=train.outliers,
        X_new=new.X.astype(np.float32),
        y_new=new.y,
        names=train.classes,
        axis_names=("feature 1", "feature 2"),
        extent=_FRAME,
    )


def precise(task: Task) -> Task:
    """Convert a task to float64.

    Tables are compared across machines, whose float32 rounding differs: in float64 the difference
    stays far from anything that is counted. A lab is rather quick.
    """
    return replace(task, X=task.X.astype(np.float64), X_new=task.X_new.astype(np.float64))


def adopt(X: Any, y: Any) -> Task:
    """Make a task of a learner's own features and labels: seven tenths to train on.

    Raises
    ------
    LabError
        If the plane cannot show them; the sentence says what to do.
    """
    columns = getattr(X, "columns", ("feature 1", "feature 2"))
    X = _features(X)
    y, names = _labels(y, len(X))
    among = ""
    if len(X) > _MOST_ROWS:
        keep = np.random.default_rng(0).permutation(len(X))[:_MOST_ROWS]
        X, y = X[keep], y[keep]
        among = f" among the {_MOST_ROWS} that the lab draws"
    counts = np.bincount(y, minlength=len(names))
    if counts.min() < 4:
        raise LabError(
            f"Every class needs 4 rows{among}, to train on and to test on. "
            f"Class {names[counts.argmin()]} has {counts.min()}: add rows, or leave the class out."
        )
    X, X_new, y, y_new = train_test_split(X, y, test_size=0.3, stratify=y, random_state=0)
    none = np.zeros(len(X), dtype=bool)
    return Task(
        X=X,
        y=y,
        flipped=none,
        outliers=none,
        X_new=X_new,
        y_new=y_new,
        names=tuple(map(_short, names)),
        axis_names=(_short(columns[0]), _short(columns[1])),
        extent=boundary.extent_of(np.concatenate([X, X_new])),
        own=True,
    )


def _features(X: Any) -> Array:
    try:
        # Complex numbers would silently lose half of themselves.
        X = np.asarray(X)
        X = X.astype(np.float64, casting="no" if X.dtype.kind == "c" else "unsafe")
    except (TypeError, ValueError) as error:
        raise LabError(
            "X must be a table of numbers. Encode text and categories first, for example with "
            "sklearn.preprocessing.OneHotEncoder."
        ) from error
    if X.ndim != 2 or X.shape[1] != 2:
        columns = X.shape[1] if X.ndim == 2 else f"{X.ndim}-dimensional data"
        way = "two columns, or reduce them with sklearn.decomposition.PCA(2).fit_transform(X)"
        way = "Add a column" if X.ndim < 2 or X.shape[1] < 2 else f"Choose {way}"
        raise LabError(
            "A boundary is drawn in a plane, so X must have two features. "
            f"Got {columns} instead. {way}."
        )
    if not np.isfinite(X).all():
        raise LabError(
            "X must be finite. Got NaN or infinity: drop those rows, or fill them with "
            "sklearn.impute.SimpleImputer."
        )
    size = np.abs(X).max(axis=0, initial=0)
    spread = np.ptp(X, axis=0) if len(X) else np.zeros(2)
    # What float32, in which the lab computes, can hold and tell apart.
    if (size > _LARGEST).any() or ((spread > 0) & (spread < _FINEST * size + 1 / _LARGEST)).any():
        raise LabError(
            "X has a feature that is too large, or varies too little, to be drawn. Scale X with "
            "sklearn.preprocessing.StandardScaler first."
        )
    single: Array = X.astype(np.float32)
    return single


def _labels(y: Any, rows: int) -> tuple[Array, list[str]]:
    """Return the classes as positions, and their names."""
    y = np.asarray(y)
    if y.shape != (rows,):
        raise LabError(
            f"y must hold one label for each of the {rows} rows of X. Got shape {y.shape}."
        )
    if y.dtype.kind == "f" and not np.isfinite(y).all():
        raise LabError("y must hold class labels. Got NaN or infinity: drop those rows.")
    if y.dtype.kind in "fc" and (y != np.round(y)).any():
        raise LabError("y must hold class labels. Got fractions: this is no regression lab.")
    try:
        classes, y = np.unique(y, return_inverse=True)
    except TypeError as error:
        raise LabError(
            "y must hold labels of one kind. Got several, or missing ones: turn them into text, "
            "or drop those rows."
        ) from error
    if not 2 <= len(classes) <= MAX_CLASSES:
        raise LabError(f"y must hold 2 to {MAX_CLASSES} classes. Got {len(classes)}.")
    return y, [str(name) for name in classes]


def _short(name: Any) -> str:
    """Cut a long name in its middle: names that differ in their last letters stay apart."""
    name = " ".join(str(name).split()) or "(no name)"
    return name if len(name) <= _LONGEST_NAME else f"{name[:14]}…{name[-10:]}"
