"""Class labels of any type, as numbers."""

import math
from typing import Any

import numpy as np
from array_api_compat import array_namespace, device
from numpy.typing import ArrayLike, NDArray

from mixlearn._arrays import Rows, to_numpy

__all__: list[str] = []

# What scikit-learn's semi-supervised estimators take for "no label", too.
UNLABELLED = -1

_NUMBERS = (bool, int, float, complex, np.bool, np.number)


def as_labels(y: Any) -> NDArray[Any]:
    """Turn labels into an array that holds them as they are, and missing ones, too."""
    labels = to_numpy(y)
    if labels.dtype.kind in "US" and not hasattr(y, "dtype"):
        # NumPy turns a whole list into strings if one entry is one: NaN, None and -1 as well.
        each = np.asarray(y, dtype=object)
        kind = str if labels.dtype.kind == "U" else bytes
        return labels if all(isinstance(label, kind) for label in each.flat) else each
    if labels.dtype.kind == "T":  # which scikit-learn does not know
        return labels.astype(object)
    if labels.dtype.kind == "O" and all(isinstance(label, _NUMBERS) for label in labels.flat):
        return np.array(labels.tolist()) if labels.size else labels
    return labels


def read_labels(y: Any) -> NDArray[Any]:
    """Return class labels, one a row and none of them missing."""
    labels = as_labels(y)
    if labels.ndim == 0:
        raise ValueError(f"y must hold one label a row. Got the single value {y!r} instead.")
    check_one_column(labels)
    refuse_missing(labels)
    return labels


def split_labels(y: Any) -> tuple[NDArray[Any], NDArray[np.bool]]:
    """Return the labels of the labelled rows, and a mask (n,) of the rows that are marked -1."""
    marked = read_labels(y)
    missing = np.zeros(len(marked), np.bool)
    if marked.dtype.kind in "iufO":
        missing[:] = [isinstance(label, _NUMBERS) and label == UNLABELLED for label in marked]
    known = marked[~missing]
    if known.dtype.kind == "O":
        known = as_labels(known.tolist())
    if any(isinstance(label, str | bytes) and label in {"-1", b"-1"} for label in known.tolist()):
        raise ValueError(
            f"y holds the string '{UNLABELLED}'. If that marks rows without a label, pass y as a "
            f"list or with dtype=object, and {UNLABELLED} as a number."
        )
    return known, missing


def check_one_column(labels: NDArray[Any]) -> None:
    """Refuse anything but one label a row."""
    if labels.ndim != 1:
        if labels.ndim == 2 and is_multilabel(labels):
            raise multilabel(labels)
        raise ValueError(
            f"Class labels must be a one-dimensional array. Got an array of shape {labels.shape} "
            "instead: pass y.ravel() if it is one column of labels."
        )


def is_multilabel(Y: NDArray[Any]) -> bool:
    """Tell whether a table holds zeros and ones, and several ones in some row."""
    numbers = Y.dtype.kind in "biuf"
    return numbers and bool(np.isin(Y, (0, 1)).all() and (Y == 1).sum(axis=1).max(initial=0) > 1)


def multilabel(Y: NDArray[Any]) -> ValueError:
    """Say what such a table is, and what to do with it."""
    row = int(((Y == 1).sum(axis=1) > 1).argmax())
    return ValueError(
        "A row must be of one class, or share itself among several. Got several ones in row "
        f"{row}: such multi-label data asks one question per column, so mix and train for each "
        "column by itself, for example with sklearn.multioutput.MultiOutputClassifier."
    )


def refuse_missing(labels: NDArray[Any]) -> None:
    """Refuse labels that are missing or infinite, and say where the first of them is."""
    missing = _missing(labels)
    if missing.any():
        row = int(missing.argmax())
        raise ValueError(
            f"y must hold a class label in every row. Got {labels[row]} in row {row}: drop such "
            "rows, or learn from them with MixMatchClassifier, which takes -1 for no label."
        )


def _missing(labels: NDArray[Any]) -> NDArray[np.bool]:
    missing = np.zeros(labels.shape, np.bool)
    if labels.dtype.kind == "f":
        missing |= ~np.isfinite(labels)
    elif labels.dtype.kind in "mM":
        missing |= np.isnat(labels)
    elif labels.dtype.kind == "O":
        missing[:] = [_is_missing(label) for label in labels]
    elif labels.dtype == np.dtype("<U32"):  # what NumPy makes of strings and NaN
        missing |= labels == "nan"
    return missing


def _is_missing(label: Any) -> bool:
    if label is None or label is np.ma.masked:
        return True
    try:
        if label != label:  # noqa: PLR0124 - NaN and NaT are unequal to themselves
            return True
    except TypeError:  # pandas' NA is neither
        return True
    except ValueError:  # an array, which is something else
        return False
    return isinstance(label, float | np.floating) and math.isinf(label)


def class_numbers(y: ArrayLike) -> tuple[NDArray[Any], Rows]:
    """Sort the classes in y, and number every row by its class.

    The same as ``np.unique(y, return_inverse=True)``, but in linear time for integers that lie
    close together, and with errors that say what is wrong if these are not class labels.
    """
    labels = read_labels(y)
    if labels.dtype.kind == "c":
        raise ValueError("Class labels must not be complex numbers. Encode the classes first.")
    if labels.dtype.kind == "f" and not np.array_equal(labels, np.trunc(labels)):
        raise ValueError(
            "y must hold class labels: strings, whole numbers or booleans. Got continuous values "
            "instead: bin them into classes first."
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
        kinds = sorted({type(label).__name__ for label in labels.flat})
        if len(kinds) > 1:
            got = f"a mixture of {' and '.join(kinds[:2])}, which cannot be sorted: convert them "
            advice = "all to strings, for example"
        else:
            got = f"{labels.flat[0]!r} of type {kinds[0]}, which cannot be sorted: pass "
            advice = "names or numbers, such as the 'name' or 'value' of an Enum, or str(label)"
        raise ValueError(f"Class labels must be of one type. Got {got}{advice}.") from None
    return classes, codes.reshape(-1)


def encode(y: Any, classes: ArrayLike | None) -> tuple[NDArray[Any], Rows]:
    """Number every row by its class, among the given classes or those in y, sorted."""
    found, codes = class_numbers(y)
    if classes is None:
        return found, codes
    names, _ = sort_classes(classes)
    return names, positions(found, names, "Every label in y must be one of 'classes'.")[codes]


def positions(labels: NDArray[Any], names: NDArray[Any], rule: str) -> Rows:
    """Return the place of each label among the names, or say which has none."""
    column = {name: j for j, name in enumerate(names.tolist())}
    unknown = [label for label in labels.tolist() if label not in column]
    if unknown:
        shown = ", ".join(map(repr, names.tolist()[:5])) + (", ..." if len(names) > 5 else "")
        raise ValueError(f"{rule} Got {unknown[0]!r} instead; the classes are {shown}.")
    return np.array([column[label] for label in labels.tolist()], np.intp)


def sort_classes(classes: ArrayLike) -> tuple[NDArray[Any], Rows]:
    """Sort the names of the classes; the second array is the order that sorts them."""
    names = as_labels(classes)
    if names.ndim == 1 and len(names) and not _missing(names).any():
        try:
            found, order = np.unique(names, return_index=True)
        except TypeError:
            pass  # of several types
        else:
            if len(found) == len(names):
                return found, order
    raise ValueError(
        "'classes' must be a list of different class labels of one type, none of them missing. Got "
        f"{classes!r} instead."
    )


def name_columns(Y: Any, classes: ArrayLike | None) -> tuple[Any, NDArray[Any]]:
    """Sort soft labels by the names of their columns, which are 0 ... k-1 if none are given."""
    if classes is None:
        return Y, np.arange(Y.shape[1])
    names, order = sort_classes(classes)
    if len(names) != Y.shape[1]:
        raise ValueError(
            f"'classes' must name every column of the soft labels. Got {len(names)} classes for "
            f"{Y.shape[1]} columns."
        )
    if np.all(order[1:] > order[:-1]):
        return Y, names
    xp = array_namespace(Y)
    return xp.take(Y, xp.asarray(order, device=device(Y)), axis=1), names
