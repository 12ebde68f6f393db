"""Splits for data of which only some rows have a label."""

import copy
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.model_selection import BaseCrossValidator, StratifiedKFold
from sklearn.utils import _safe_indexing, check_consistent_length

from mixlearn._checks import check_count, for_sklearn
from mixlearn._classes import split_labels
from mixlearn._rows import one_column

__all__ = ["LabelledSplit"]

Array = npt.NDArray[Any]


class LabelledSplit(BaseCrossValidator):  # type: ignore[misc] # untyped
    """Split the labelled rows; the rows marked -1 are in every training part.

    Held-out rows all have a label, so that every scorer can be used, and no fold is without any.
    Unlabelled rows are never held out: there is nothing to score on them. It is a splitter of
    scikit-learn: pass it as `cv` to ``cross_val_score``, ``GridSearchCV`` or
    :func:`mixlearn.sweeps.sweep_alpha`.

    Parameters
    ----------
    cv : int or splitter, default=5
        How to split the labelled rows. An int, in [2, inf), is a number of folds, shuffled and
        stratified; a splitter sees the labelled rows alone (and their groups).
    random_state : int, RandomState, Generator, SeedSequence or None, default=None
        Seed of the shuffling. None leaves a splitter's own.

    See Also
    --------
    mixlearn.metrics.labelled_scorer : For splits that hold out unlabelled rows, too.

    Examples
    --------
    >>> import numpy as np
    >>> from mixlearn import MixMatchClassifier, datasets
    >>> from mixlearn.sweeps import LabelledSplit
    >>> from sklearn.model_selection import cross_val_score
    >>> blobs = datasets.blobs(200, rng=0)
    >>> y = np.where(np.arange(200) < 20, blobs.y, -1)  # twenty labels are known
    >>> model = MixMatchClassifier(max_iter=50, random_state=0)
    >>> cross_val_score(model, blobs.X, y, cv=LabelledSplit(4, random_state=0)).mean() > 0.9
    np.True_
    """

    def __init__(self, cv: Any = 5, *, random_state: Any = None) -> None:
        self.cv = cv
        self.random_state = random_state

    def split(self, X: Any, y: Any = None, groups: Any = None) -> Iterator[tuple[Array, Array]]:
        """Yield the row numbers of each split.

        Parameters
        ----------
        X : array-like of shape (n, ...)
            Features.
        y : array-like of shape (n,)
            Class labels, and -1 for rows without one.
        groups : array-like of shape (n,), optional
            Groups, for a splitter that looks at them.

        Yields
        ------
        train, held_out : ndarray of int
            Rows to train on, in order, with all unlabelled ones; and labelled rows to score.

        Raises
        ------
        ValueError
            If no row has a label, or the labelled rows cannot be split so.
        """
        known, missing = self._read(y)
        check_consistent_length(X, missing, groups)
        at, rest = np.flatnonzero(~missing), np.flatnonzero(missing)
        groups = None if groups is None else _safe_indexing(groups, at)
        for train, held_out in self._splitter().split(_safe_indexing(X, at), known, groups):
            yield np.sort(np.concatenate([at[train], rest])), at[held_out]

    def get_n_splits(self, X: Any = None, y: Any = None, groups: Any = None) -> int:
        """Count the splits.

        Parameters
        ----------
        X, y, groups : array-like, optional
            As in `split`; only some splitters look at them.

        Returns
        -------
        int
            How many there are.
        """
        if y is not None:
            known, missing = self._read(y)
            at = np.flatnonzero(~missing)
            X, groups = (None if a is None else _safe_indexing(a, at) for a in (X, groups))
            y = known
        return int(self._splitter().get_n_splits(X, y, groups))

    def _read(self, y: Any) -> tuple[Array, Array]:
        if y is None:
            raise ValueError("LabelledSplit needs y to see which rows have a label. Got y=None.")
        known, missing = split_labels(one_column(y))
        if not len(known):
            raise ValueError(
                f"LabelledSplit needs rows that have a label. Got none: all {len(missing)} are "
                "marked -1."
            )
        return known, missing

    def _splitter(self) -> Any:
        seed = for_sklearn(self.random_state)
        if not hasattr(self.cv, "split"):
            folds = check_count("cv", self.cv, least=2)
            return StratifiedKFold(folds, shuffle=True, random_state=seed)
        splitter = copy.copy(self.cv)
        if self.random_state is not None and hasattr(splitter, "random_state"):
            splitter.random_state = seed
        return splitter
