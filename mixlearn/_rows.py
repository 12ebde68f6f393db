"""What every classifier here requires of its training rows, beyond what scikit-learn checks."""

from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.utils import _safe_indexing, check_consistent_length
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import _check_sample_weight, column_or_1d, validate_data

from mixlearn._arrays import NOT_FINITE, as_validated, frame_type, is_frame, unmasked
from mixlearn._classes import UNLABELLED, as_labels, read_labels, split_labels

__all__: list[str] = []

Array = npt.NDArray[Any]


def check_features(model: Any, X: Any, *, reset: bool) -> Array:
    """Return features as a table of floats, and note their number and names in `model`."""
    X = as_validated(X)
    dtype: Any = frame_type(X) if is_frame(X) else [np.float64, np.float32]
    try:
        table: Array = validate_data(model, X, dtype=dtype, reset=reset)
    except ValueError as error:
        if "NaN" in str(error) or "infinity" in str(error):
            # scikit-learn's advice would be another classifier, or the one inside of this.
            raise ValueError(NOT_FINITE.format(where="")) from error
        raise
    return table


def one_column(y: Any) -> Array:
    """Return class labels as one column, and warn if they come as a table of one."""
    found = as_labels(y)
    if found.ndim == 2 and found.shape[1] == 1:
        found = column_or_1d(found, warn=True)
    return found


def check_labels(y: Any) -> Array:
    """Return class labels as one column without gaps."""
    found = read_labels(one_column(y))
    if found.dtype.kind in "iuf":  # for other labels, the errors of `labels.one_hot` are clearer
        check_classification_targets(found)
    return found


def labelled_rows(X: Any, y: Any, sample_weight: Any = None) -> tuple[Any, Array, Any]:
    """Return the rows, labels and weights of the rows that are not marked as unlabelled."""
    known, missing = split_labels(one_column(y))
    check_consistent_length(X, missing, sample_weight)
    if not len(known):
        raise ValueError(
            f"Scoring needs rows that have a label. Got none: all {len(missing)} are marked "
            f"{UNLABELLED}, so spread the labelled rows over the splits with "
            "mixlearn.sweeps.LabelledSplit."
        )
    rows = np.flatnonzero(~missing)
    weights = None if sample_weight is None else np.asarray(unmasked(sample_weight))[rows]
    return _safe_indexing(X, rows), known, weights


def keep_weighted(X: Array, y: Array, sample_weight: Any) -> tuple[Array, Array, Array]:
    """Return rows, labels and weights without the rows of weight 0.

    They must play no part in anything: neither in a class nor as somebody's partner.
    """
    weights: Array = _check_sample_weight(unmasked(sample_weight), X, ensure_non_negative=True)
    counted = weights > 0
    if not np.any(counted):
        raise ValueError("Some row must have a 'sample_weight' above 0. Got none.")
    return X[counted], y[counted], weights[counted]


def check_two(model: Any, classes: Array) -> None:
    """Refuse labels that are all of one class."""
    if len(classes) < 2:
        (name,) = classes.tolist()
        raise ValueError(
            f"{type(model).__name__} needs samples of at least 2 classes. Got 1 class: {name!r}."
        )
