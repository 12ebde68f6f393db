"""The accuracies that mixing confuses."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from mixlearn._arrays import to_numpy
from mixlearn._classes import positions, read_labels
from mixlearn.mixing import Mixed

__all__ = ["Accuracies", "OnMixes", "accuracies", "on_mixes"]


class OnMixes(NamedTuple):
    """The accuracy of one prediction of mixed rows, counted in three ways, each in [0, 1].

    Attributes
    ----------
    first : float
        Share of rows predicted as their first parent's class.
    larger : float
        Share of rows predicted as the class of the parent with the larger share, which is the
        first if both are one half.
    share : float
        Mean share of the label that the predicted class has. It cannot reach 1 on blends of
        different classes.
    """

    first: float
    larger: float
    share: float


def on_mixes(predicted: ArrayLike, mixed: Mixed) -> OnMixes:
    """Count the accuracy of predictions on mixed rows in the three ways in use.

    Parameters
    ----------
    predicted : array-like of shape (n,)
        The class predicted for each mixed row.
    mixed : Mixed
        The rows, as :func:`mixlearn.mix` returns them for class labels.

    Returns
    -------
    OnMixes
        Accuracy against the first parent, against the larger share, and by share.

    Raises
    ------
    ValueError
        If the number of rows differs, a predicted class is none of those of `mixed`, or `mixed`
        was made from soft labels: then its parents have no class.

    Examples
    --------
    >>> from mixlearn import mix
    >>> from mixlearn.metrics import on_mixes
    >>> mixed = mix([[0.0], [1.0]], ["cat", "dog"], alpha=1.0, pairing="other", rng=0)
    >>> mixed.lam.round(2)
    array([0.45, 0.85])
    >>> on_mixes(["dog", "dog"], mixed).larger  # the larger share of both
    1.0
    """
    _check_mixed(mixed)
    found = to_numpy(predicted)
    parents = mixed.parent_classes
    if parents is None:
        raise ValueError(
            "Counting against a parent needs its class. Got a mix of soft labels: mix with a "
            "one-dimensional y."
        )
    if found.shape != (len(parents),):
        raise ValueError(
            f"'predicted' must hold one class a mixed row, {len(parents)} in all. "
            f"Got an array of shape {found.shape} instead."
        )
    codes = positions(found, mixed.classes, "Every predicted class must be one of the mix's.")
    on_first, on_second = (parents == codes[:, None]).T
    share, rest = mixed.label_shares().T
    return OnMixes(
        first=float(on_first.mean()),
        larger=float(np.where(to_numpy(mixed.lam) >= 0.5, on_first, on_second).mean()),
        share=float((on_first * share + on_second * rest).mean()),
    )


@dataclass(frozen=True, repr=False)
class Accuracies:
    """The accuracies that mixing confuses, side by side, each in [0, 1].

    Attributes
    ----------
    first, larger, share : float
        On mixed rows, counted against the first parent, against the parent with the larger share,
        and by share; see :class:`OnMixes`.
    train : float
        On the training rows, not mixed.
    holdout : float or None
        On held-out rows, if any. The one that matters.
    """

    first: float
    larger: float
    share: float
    train: float
    holdout: float | None = None

    def __repr__(self) -> str:
        """Write the accuracies as a table."""
        lines = [
            f"mixes, against the first parent    {self.first:.1%}",
            f"mixes, against the larger share    {self.larger:.1%}",
            f"mixes, against both, by share      {self.share:.1%}",
            f"training rows, not mixed           {self.train:.1%}",
        ]
        if self.holdout is not None:
            lines.append(f"rows held out                      {self.holdout:.1%}")
        return "\n".join(lines)


def accuracies(
    model: Any,
    mixed: Mixed,
    X: Any,
    y: ArrayLike,
    *,
    holdout: tuple[Any, ArrayLike] | None = None,
) -> Accuracies:
    """Measure one classifier in every way that goes by the name of accuracy.

    Accuracy on mixed rows is low by nature, since a blend of a cat and a dog is neither: it says
    nothing about a classifier unless one says how it was counted. (None of these is the loss: the
    cross-entropies of the two parents' labels, weighted by their shares, are the loss against the
    soft label.)

    Parameters
    ----------
    model : classifier
        Already trained.
    mixed : Mixed
        Mixed rows, as :func:`mixlearn.mix` returns them for class labels.
    X : array-like of shape (n, ...)
        The training rows, not mixed.
    y : array-like of shape (n,)
        Their class labels.
    holdout : tuple of array-like, optional
        Rows and labels ``(X, y)`` that took no part in training.

    Returns
    -------
    Accuracies
        All of them; they print as a table.

    Raises
    ------
    ValueError
        If `mixed` was made from soft labels, lengths differ, or a label is none of the classes
        of `model`.

    Examples
    --------
    >>> from mixlearn import SoftLabelMLP, datasets, mix
    >>> from mixlearn.metrics import accuracies
    >>> moons = datasets.moons(200, noise=0.2, rng=0)
    >>> mixed = mix(moons.X, moons.y, alpha=1.0, rng=0)
    >>> model = SoftLabelMLP(random_state=0).fit(mixed)
    >>> found = accuracies(model, mixed, moons.X, moons.y)
    >>> found.first < found.larger < found.train  # the very same classifier
    True
    """
    _check_mixed(mixed)
    parts: Any = holdout
    if parts is not None and not (isinstance(parts, tuple | list) and len(parts) == 2):
        raise ValueError(
            "'holdout' must be a tuple (X, y) of rows and labels. Got "
            f"{type(parts).__name__} instead."
        )
    counted = on_mixes(model.predict(mixed.X), mixed)
    return Accuracies(
        *counted,
        train=_share_right(model, X, y),
        holdout=None if parts is None else _share_right(model, *parts),
    )


def _check_mixed(mixed: Any) -> None:
    if not isinstance(mixed, Mixed):
        raise ValueError(  # noqa: TRY004 - as all else that is refused here
            f"'mixed' must be what mixlearn.mix returns. Got {type(mixed).__name__} instead."
        )


def _share_right(model: Any, X: Any, y: ArrayLike) -> float:
    labels, predicted = read_labels(y), to_numpy(model.predict(X))
    if labels.shape != predicted.shape:
        raise ValueError(
            f"X and y must have the same number of rows. Got {len(predicted)} and {len(labels)}."
        )
    if hasattr(model, "classes_"):
        positions(labels, model.classes_, "Every label in y must be one of the model's classes.")
    return float((labels == predicted).mean())
