"""The receipt of a mix: what was mixed with what, and what became of it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mixlearn import labels
from mixlearn._arrays import Rows, like, take_rows, to_numpy

__all__ = ["Mixed"]

_SHOWN_ROWS = 5
_SHOWN_SHARES = 3
_NAME_LENGTH = 24


@dataclass(frozen=True, eq=False, repr=False)
class Mixed:
    """Mixed rows, their labels, and where they come from. Printed, it is a receipt.

    Attributes
    ----------
    X : array of shape (n, ...), or frame
        Blended features. Of a pandas or polars DataFrame, one with the same columns.
    Y : array of shape (n, k)
        Soft labels; rows sum to one. Of class labels they are written when they are first asked
        for: with thousands of classes they are large.
    lam : array of shape (n,)
        Share of the first parent in the features, in [0, 1].
    first, second : array of shape (n,), int
        Row numbers of the parents.
    classes : ndarray of shape (k,)
        The classes, sorted; column j of `Y` belongs to ``classes[j]``.
    method : str
        How the rows were blended.
    parent_classes : ndarray of shape (n, 2), int, or None
        Position in `classes` of each parent's class; None if the labels were soft.
    cut : ndarray of shape (n, 2 * d), int, or (n, *size), bool, or None
        What methods that cut took from the second parent: ``start, stop`` of a segment,
        ``top, bottom, left, right`` of a patch, or a mask of pixels. :mod:`mixlearn.cuts` reads
        them. None for the others.
    share : array of shape (n,), or None
        Share of the first parent in the label, in [0, 1]; "remix" makes it another than `lam`.
    soft : array of shape (n, k), or None
        `Y`, if the parents' labels were soft.

    Examples
    --------
    >>> from mixlearn import mix
    >>> mix([[0.0], [1.0], [2.0]], ["cat", "dog", "dog"], alpha=1.0, rng=0)
    Mixed: 3 rows by mixup...
    """

    X: Any
    lam: Any
    first: Any
    second: Any
    classes: NDArray[Any]
    method: str = "mixup"
    parent_classes: Rows | None = None
    cut: NDArray[Any] | None = None
    share: Any = None
    soft: Any = None

    @cached_property
    def Y(self) -> Any:  # noqa: N802 - a table
        if self.parent_classes is None:
            return self.soft
        shares = self.label_shares()
        return like(labels.blend_codes(self.parent_classes, shares, len(self.classes)), self.lam)

    def label_shares(self) -> NDArray[Any]:
        """Return the shares of both parents in the label.

        Returns
        -------
        ndarray of shape (n, 2)
            `share`, and one minus it.
        """
        share = to_numpy(self.share)
        return np.stack((share, 1 - share), axis=1)

    def rows(self) -> tuple[Any, NDArray[Any], NDArray[Any]]:
        """Write the mix as weighted rows with hard labels, for any scikit-learn classifier.

        Returns
        -------
        X : ndarray of shape (m, ...), or frame
            Every row, once for each class that has a share of it; see
            :func:`mixlearn.labels.weighted_rows`. If `X` is a frame, one with the same columns.
        y, sample_weight : ndarray of shape (m,)
            Class labels, and shares.

        Examples
        --------
        >>> from mixlearn import mix
        >>> X, y, sample_weight = mix([[0.0], [1.0]], ["cat", "dog"], alpha=0).rows()
        >>> y.tolist(), sample_weight.tolist()
        (['cat', 'dog'], [1.0, 1.0])
        """
        if self.parent_classes is None:
            return labels.weighted_rows(self.X, self.Y, self.classes)
        row, code, share = labels.weighted_codes(self.parent_classes, self.label_shares())
        return take_rows(self.X, row), self.classes[code], share

    def __repr__(self) -> str:
        """Write the receipt: what was done, and the first few rows with parents and label."""
        lines = [_header(self)]
        n = self.lam.shape[0]
        lines += [_row_line(self, row) for row in range(min(n, _SHOWN_ROWS))]
        if n > _SHOWN_ROWS:
            lines.append(f"... and {_count(n - _SHOWN_ROWS, 'more row')}")
        return "\n".join(lines)


def _header(mixed: Mixed) -> str:
    lam, first, second = (to_numpy(a) for a in (mixed.lam, mixed.first, mixed.second))
    if np.all(lam == 1):
        shares = "none of them changed"
    else:
        shares = f"with a smaller share of {np.minimum(lam, 1 - lam).mean():.2f} on average"
    alone = int(np.count_nonzero(first == second))
    selves = {0: "no row is paired with itself", 1: "1 row is paired with itself"}
    pairs = selves.get(alone, f"{alone} rows are paired with themselves")
    return f"Mixed: {_count(len(lam), 'row')} by {mixed.method}, {shares}; {pairs}."


def _row_line(mixed: Mixed, row: int) -> str:
    lam, first, second = float(mixed.lam[row]), int(mixed.first[row]), int(mixed.second[row])
    of_first = of_second = ""
    if mixed.parent_classes is not None:
        of_first, of_second = (f" ({_name(mixed.classes[c])})" for c in mixed.parent_classes[row])
    return (
        f"row {row}: {lam:.2f} x row {first}{of_first} + "
        f"{1 - lam:.2f} x row {second}{of_second} -> {_label(mixed, row)}"
    )


def _label(mixed: Mixed, row: int) -> str:
    """Write the largest shares of a label in the order of the classes."""
    if mixed.parent_classes is None:
        shares = to_numpy(mixed.Y[row, ...])
    else:  # without writing all the others
        pair = mixed.parent_classes[row : row + 1], mixed.label_shares()[row : row + 1]
        (shares,) = labels.blend_codes(*pair, len(mixed.classes))
    held = np.flatnonzero(shares > 0)
    shown = np.sort(held[np.argsort(-shares[held], kind="stable")][:_SHOWN_SHARES])
    text = ", ".join(f"{_name(mixed.classes[j])} {shares[j]:.2f}" for j in shown)
    hidden = len(held) - len(shown)
    return f"{text} and {_count(hidden, 'more class', 'more classes')}" if hidden else text


def _name(label: Any) -> str:
    """Write a class name on one line; a long one loses its middle, where names differ least."""
    text = " ".join(str(label).split()) if isinstance(label, str) else f"class {label}"
    if len(text) <= _NAME_LENGTH:
        return text
    half = _NAME_LENGTH // 2
    return f"{text[: half - 1]}\N{HORIZONTAL ELLIPSIS}{text[-half:]}"


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
