"""What every classifier here requires of its training rows, beyond what scikit-learn checks."""

from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.utils import assert_all_finite
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import _check_sample_weight, column_or_1d

__all__: list[str] = []

Array = npt.NDArray[Any]


def check_labels(y: Any) -> Array:
    """Return class labels as one column without gaps."""
    found: Array = column_or_1d(y, warn=True)
    assert_all_finite(found, input_name="y")
    if found.dtype.kind in "iuf":  # for other labels, the errors of `labels.one_hot` are clearer
        check_classification_targets(found)
    return found


def keep_weighted(X: Array, y: Array, sample_weight: Any) -> tuple[Array, Array, Array]:
    """Return rows, labels and weights without the rows of weight 0.

    They must play no part in anything: neither in a class nor as somebody's partner.
    """
    weights: Array = _check_sample_weight(sample_weight, X, ensure_non_negative=True)
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
