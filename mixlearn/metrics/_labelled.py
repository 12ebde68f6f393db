"""Scores of the rows that have a label."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

__all__ = ["labelled_scorer"]


@dataclass(frozen=True)
class _LabelledScorer:
    """A class rather than a function inside of one, so that workers can be sent it."""

    scorer: Callable[..., Any]
    __name__: str

    def __call__(self, estimator: Any, X: Any, y: Any, sample_weight: Any = None) -> Any:
        from mixlearn._rows import labelled_rows  # noqa: PLC0415 - loads scikit-learn

        X, y, sample_weight = labelled_rows(X, y, sample_weight)
        more = {} if sample_weight is None else {"sample_weight": sample_weight}
        return self.scorer(estimator, X, y, **more)


def labelled_scorer(scoring: str | Callable[..., Any] = "accuracy") -> Callable[..., Any]:
    """Make a scorer that leaves out the rows marked -1.

    scikit-learn's scorers take -1, the mark of a row without a label, for a class that is never
    predicted, which makes good models look bad.

    Parameters
    ----------
    scoring : str or callable, default="accuracy"
        Name of one of scikit-learn's scorers, or a scorer ``scoring(estimator, X, y)``.

    Returns
    -------
    callable
        A scorer, for ``GridSearchCV``, ``cross_val_score`` and
        :func:`mixlearn.sweeps.sweep_alpha`. It raises a ValueError where no row has a label.

    See Also
    --------
    mixlearn.sweeps.LabelledSplit : Splits that hold out labelled rows alone.

    Examples
    --------
    >>> import numpy as np
    >>> from mixlearn import MixMatchClassifier, datasets
    >>> from mixlearn.metrics import labelled_scorer
    >>> blobs = datasets.blobs(200, rng=0)
    >>> y = np.where(np.arange(200) < 20, blobs.y, -1)
    >>> model = MixMatchClassifier(random_state=0).fit(blobs.X, y)
    >>> labelled_scorer("balanced_accuracy")(model, blobs.X, y) > 0.9
    True
    """
    from sklearn.metrics import get_scorer  # noqa: PLC0415 - a second or so to import

    name = scoring if isinstance(scoring, str) else getattr(scoring, "__name__", "score")
    return _LabelledScorer(get_scorer(scoring), name)
