"""What a lab of the plane learns from: training points, new points, names and a frame."""

import functools
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.model_selection import train_test_split
from sklearn.utils.multiclass import type_of_target

from mixlearn import boundary, datasets
from mixlearn.labs._settings import LabError
from mixlearn.plots import MAX_CLASSES

__all__ = ["NEW_POINTS", "SHAPES", "Task", "adopt", "toy"]

Array = npt.NDArray[Any]

SHAPES = {
    "moons": "two moons",
    "circles": "two circles",
    "blobs": "three blobs",
    "spirals": "two spirals",
    "xor": "a chessboard (xor)",
    "stripes": "stripes",
}
NEW_POINTS = 2000
# One frame for all toys, so that moving the noise moves the points alone.
_FRAME = (-3.5, 3.5, -3.5, 3.5)
# A lab answers while the hand is on the slider; more rows than this would keep it waiting.
_MOST_ROWS = 1000


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
    shape: str, points: int, *, noise: float, label_noise: float, outliers: float, seed: int
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


def adopt(X: Any, y: Any) -> Task:
    """Make a task of a learner's own features and labels: seven tenths to train on.

    Raises
    ------
    LabError
        If the plane cannot show them; the sentence says what to do.
    """
    axis_names = tuple(map(str, getattr(X, "columns", ("feature 1", "feature 2"))))
    try:
        X, y = np.asarray(X, dtype=np.float32), np.asarray(y)
    except (TypeError, ValueError) as error:
        raise LabError(
            "X must be a table of numbers. Encode text and categories first, for example with "
            "sklearn.preprocessing.OneHotEncoder."
        ) from error
    if X.ndim != 2 or X.shape[1] != 2:
        columns = X.shape[1] if X.ndim == 2 else f"{X.ndim}-dimensional data"
        raise LabError(
            f"A boundary is drawn in a plane, so X must have two features. Got {columns}. Choose "
            "two columns, or reduce them with sklearn.decomposition.PCA(2).fit_transform(X)."
        )
    if y.ndim != 1 or len(y) != len(X):
        raise LabError(
            f"y must hold one label for each of the {len(X)} rows of X. Got shape {y.shape}."
        )
    if not np.isfinite(X).all():
        raise LabError(
            "X must be finite. Got NaN or infinity: drop those rows, or fill them with "
            "sklearn.impute.SimpleImputer."
        )
    if type_of_target(y).startswith("continuous"):
        raise LabError("y must hold class labels. Got fractions: this is no regression lab.")
    classes, y, counts = np.unique(y, return_inverse=True, return_counts=True)
    if not 2 <= len(classes) <= MAX_CLASSES:
        raise LabError(f"y must hold 2 to {MAX_CLASSES} classes. Got {len(classes)}.")
    if counts.min() < 4:
        few = str(classes[counts.argmin()])
        raise LabError(
            f"Every class needs 4 rows, to train on and to test on. Class {few} has "
            f"{counts.min()}: add rows, or leave the class out."
        )
    if len(X) > _MOST_ROWS:
        X, _, y, _ = train_test_split(X, y, train_size=_MOST_ROWS, stratify=y, random_state=0)
    X, X_new, y, y_new = train_test_split(X, y, test_size=0.3, stratify=y, random_state=0)
    none = np.zeros(len(X), dtype=bool)
    return Task(
        X=X,
        y=y,
        flipped=none,
        outliers=none,
        X_new=X_new,
        y_new=y_new,
        names=tuple(map(str, classes)),
        axis_names=(axis_names[0], axis_names[1]),
        extent=boundary.extent_of(np.concatenate([X, X_new])),
        own=True,
    )
