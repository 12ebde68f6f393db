"""Class labels of any type, as numbers."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mixlearn._arrays import Rows, to_numpy

__all__: list[str] = []


def class_numbers(y: ArrayLike) -> tuple[NDArray[Any], Rows]:
    """Sort the classes in y, and number every row by its class.

    The same as ``np.unique(y, return_inverse=True)``, but in linear time for integers that lie
    close together, and with errors that say what is wrong if these are not class labels.
    """
    labels = to_numpy(y)
    if labels.ndim == 0:
        raise ValueError(f"y must hold one label a row. Got the single value {y!r} instead.")
    if labels.ndim != 1:
        raise ValueError(
            f"Class labels must be a one-dimensional array. Got an array of shape {labels.shape} "
            "instead: pass y.ravel() if it is one column of labels."
        )
    if labels.dtype.kind == "c":
        raise ValueError("Class labels must not be complex numbers. Encode the classes first.")
    if labels.dtype.kind == "f" and not np.array_equal(labels, np.trunc(labels)):
        # NaN is unequal to itself, and infinity is no class number either.
        raise ValueError(
            "y must hold class labels: strings, whole numbers or booleans. Got continuous or "
            "missing values instead: bin them into classes first, or drop the rows without a label."
        )
    dtype = labels.dtype
    if labels.dtype.kind == "b":
        codes = labels.astype(np.intp)
        low = 0
    elif labels.dtype.kind in "iu" and len(labels):
        low = int(labels.min())
        if int(labels.max()) - low >= max(1024, len(labels)):
            return _sorted_class_numbers(labels)
        if labels.dtype.itemsize < 8:  # the difference may not fit into the small type
            labels = labels.astype(np.int64)
        codes = (labels - labels.dtype.type(low)).astype(np.intp)
    else:
        return _sorted_class_numbers(labels)
    present = np.bincount(codes) > 0
    classes = np.flatnonzero(present)
    if len(classes) < len(present):
        codes = (np.cumsum(present) - 1)[codes]
    # Python's integers: unsigned 64 bits reach beyond signed ones.
    return np.array([low + int(c) for c in classes], dtype), codes


def _sorted_class_numbers(labels: NDArray[Any]) -> tuple[NDArray[Any], Rows]:
    try:
        classes, codes = np.unique(labels, return_inverse=True)
    except TypeError:
        raise ValueError(
            "Class labels must be of one type, with none missing. Got a mixture that cannot be "
            "sorted: convert them all to strings, for example."
        ) from None
    return classes, codes.reshape(-1)


def encode(y: Any, classes: ArrayLike | None) -> tuple[NDArray[Any], Rows]:
    """Number every row by its class, among the given classes or those in y."""
    found, codes = class_numbers(y)
    if classes is None:
        return found, codes
    names = check_classes(classes)
    column = {name: j for j, name in enumerate(names.tolist())}
    unknown = [name for name in found.tolist() if name not in column]
    if unknown:
        raise ValueError(
            f"Every label in y must be one of 'classes'. Got {unknown[0]!r} instead, which is not."
        )
    return names, np.array([column[name] for name in found.tolist()], np.intp)[codes]


def check_classes(classes: ArrayLike) -> NDArray[Any]:
    names = to_numpy(classes)
    if names.ndim != 1 or len(set(names.tolist())) < len(names):
        raise ValueError(
            f"'classes' must be a list of different class labels. Got {classes!r} instead."
        )
    return names


def check_columns(names: NDArray[Any], Y: Any) -> None:
    if len(names) != Y.shape[1]:
        raise ValueError(
            f"'classes' must name every column of the soft labels. Got {len(names)} classes for "
            f"{Y.shape[1]} columns."
        )
