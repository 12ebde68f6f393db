"""The three steps in one: select, blend by a ratio, label."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mixlearn import labels, ratios
from mixlearn._checks import check_choice, check_count
from mixlearn.blending import _as_floats, _as_rows, _like, _share_type, interpolate
from mixlearn.labels import _blend_classes, _check_classes, _check_columns, _encode
from mixlearn.pairing import BY_CLASS, Rows, _count_rows, _to_numpy, pair
from mixlearn.pairing import METHODS as PAIRINGS
from mixlearn.patches import _image_size, boxes, paste, shares
from mixlearn.remix import label_shares
from mixlearn.splices import _series_length, segments, splice
from mixlearn.splices import shares as shares_of_steps

__all__ = ["METHODS", "Mixed", "mix"]

METHODS = ("mixup", "cutmix", "splice", "remix")

_SHOWN_ROWS = 5
_SHOWN_SHARES = 3
_NAME_LENGTH = 24
_NEEDS_CLASSES = (
    "{} needs class labels, one a row. Got soft labels: pass a one-dimensional y, or choose {}."
)


@dataclass(frozen=True, eq=False, repr=False)
class Mixed:
    """Mixed rows, their labels, and where they come from. Printing it gives a receipt.

    Attributes
    ----------
    X : array of shape (n, ...)
        Blended features.
    Y : array of shape (n, k)
        Soft labels; rows sum to one.
    lam : array of shape (n,)
        Share of the first parent in the features, in [0, 1].
    first, second : array of shape (n,), int
        Row numbers of the parents.
    classes : ndarray of shape (k,)
        Column j of `Y` belongs to ``classes[j]``.
    method : str
        How the rows were blended.
    parent_classes : ndarray of shape (n, 2), int, or None
        Number, in `classes`, of the class of either parent; None if their labels were soft.
    boxes : ndarray of shape (n, 4), int, or None
        ``top, bottom, left, right`` of the patch that CutMix pasted from the second parent; None
        for other methods.
    segments : ndarray of shape (n, 2), int, or None
        ``start, stop`` of the segment that was spliced in from the second parent; None for other
        methods.

    Examples
    --------
    >>> from mixlearn import mix
    >>> mix([[0.0], [1.0], [2.0]], ["cat", "dog", "dog"], alpha=1.0, rng=0)
    Mixed: 3 rows by mixup...
    """

    X: Any
    Y: Any
    lam: Any
    first: Any
    second: Any
    classes: NDArray[Any]
    method: str = "mixup"
    parent_classes: Rows | None = None
    boxes: Rows | None = None
    segments: Rows | None = None

    def rows(self) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        """Write the mix as weighted rows with hard labels, for any scikit-learn classifier.

        Returns
        -------
        X, y, sample_weight : ndarray
            Every row once for each class that has a share of it; see
            :func:`mixlearn.labels.weighted_rows`.

        Examples
        --------
        >>> from mixlearn import mix
        >>> X, y, sample_weight = mix([[0.0], [1.0]], ["cat", "dog"], alpha=0).rows()
        >>> y.tolist(), sample_weight.tolist()
        (['cat', 'dog'], [1.0, 1.0])
        """
        return labels.weighted_rows(self.X, self.Y, self.classes)

    def __repr__(self) -> str:
        """Write the receipt: what was done, and the first few rows with parents and label."""
        lines = [_header(self)]
        n = self.lam.shape[0]
        lines += [_row_line(self, row) for row in range(min(n, _SHOWN_ROWS))]
        if n > _SHOWN_ROWS:
            lines.append(f"... and {_count(n - _SHOWN_ROWS, 'more row')}")
        return "\n".join(lines)


def mix(
    X: Any,
    y: Any,
    *,
    method: str = "mixup",
    alpha: float = 0.4,
    pairing: str = "any",
    per: str = "sample",
    n_mixes: int = 1,
    fold: bool = False,
    rng: int | np.random.Generator | None = None,
    classes: ArrayLike | None = None,
) -> Mixed:
    """Mix rows and their labels.

    Every row is blended with a partner, by a ratio drawn from Beta(alpha, alpha), and its label is
    blended by the same ratio.

    Parameters
    ----------
    X : array-like of shape (n, ...)
        Numbers, rows first: a table, images, series; a list, NumPy array or pandas DataFrame, or an
        array of PyTorch, JAX, CuPy (array API standard). Scale features and split off validation
        rows before mixing.
    y : array-like of shape (n,) or (n, k)
        Class labels (strings, whole numbers, booleans), or soft labels: one column a class, rows
        that sum to one.
    method : {"mixup", "cutmix", "splice", "remix"}, default="mixup"
        How two rows are blended:

        - "mixup" takes the weighted mean;
        - "cutmix" pastes a patch of the second into the first, for images of shape (n, height,
          width) or (n, height, width, channels). The patch is placed anywhere inside the image,
          for every row anew, and `lam` is the share of the pixels that it really leaves;
        - "splice" puts a segment of the second into the first, for series of shape (n, length) or
          (n, length, channels). Place and `lam` are as for "cutmix", with steps for pixels;
        - "remix" takes the weighted mean as well, but where one parent's class has at least three
          times the rows of the other's, the blend gets the label of the rarer one as soon as that
          has more than half of it; see :func:`mixlearn.remix.label_shares`.
    alpha : float, default=0.4
        Mixing strength in [0, inf]. 0 means no mixing, 1 makes all ratios equally likely, infinity
        mixes all rows half and half.
    pairing : {"any", "same", "other", "near", "balanced", "balanced_same"}, default="any"
        Where the partner comes from; see :func:`mixlearn.pairing.pair`.
    per : {"sample", "batch"}, default="sample"
        Whether every row draws a ratio of its own, or all rows of a mix share one.
    n_mixes : int, default=1
        How often every row is mixed, in [1, inf), each time with a new partner and a new ratio.
    fold : bool, default=False
        Whether the first parent keeps the larger share: `lam` becomes ``max(lam, 1 - lam)``. With
        symmetric pairings (all but "other" and "near") the law of a mixed row stays as it is, and a
        small `alpha` changes the rows little; without it, half of them become their partners.
    rng : int, Generator or None, default=None
        Source of the random numbers. With the same int, changing `alpha`, `per` or `fold` changes
        no pair and no place of a patch or segment, changing `pairing` no ratio, and every framework
        gets the same.
    classes : array-like of shape (k,), optional
        Names of the columns of the soft labels. By default the sorted labels in `y`, or
        0 ... k-1 if `y` is soft already.

    Returns
    -------
    Mixed
        ``n_mixes * n`` rows, one mix of all rows after the other: the blends `X`, their soft labels
        `Y`, and the ratios and parents they were made by. `X`, `Y` and `lam` have the
        floating-point type of the input `X` (float64 if it holds integers), and all arrays but
        `classes` are of its framework, on its device.

    Raises
    ------
    ValueError
        If a parameter is out of its range, or `X` or `y` cannot be mixed: lengths that differ, no
        rows, NaN or infinity, strings, categories, complex or sparse data, continuous `y`; if
        "remix" or a pairing by class is asked for with soft labels.

    Notes
    -----
    The inputs are never changed. A random permutation pairs a row with itself now and then (one
    row in all, on average); the receipt counts such rows.

    References
    ----------
    H. Zhang, M. Cisse, Y. Dauphin, D. Lopez-Paz. mixup: Beyond empirical risk minimization.
    ICLR 2018. S. Yun, D. Han, S. J. Oh, S. Chun, J. Choe, Y. Yoo. CutMix: Regularization strategy
    to train strong classifiers with localizable features. ICCV 2019. H.-P. Chou, S.-C. Chang,
    J.-Y. Pan, W. Wei, D.-C. Juan. Remix: Rebalanced mixup. ECCV 2020 Workshops. `fold`:
    D. Berthelot et al. MixMatch: A holistic approach to semi-supervised learning. NeurIPS 2019.

    Examples
    --------
    >>> from mixlearn import mix
    >>> mixed = mix([[0.0], [10.0]], ["cat", "dog"], alpha=1.0, pairing="other", rng=0)
    >>> mixed.lam.round(2)
    array([0.45, 0.85])
    """
    check_choice("method", method, METHODS)
    alpha = ratios.check_alpha(alpha)
    check_choice("pairing", pairing, PAIRINGS)
    check_choice("per", per, ratios.PER)
    n_mixes = check_count("n_mixes", n_mixes)
    X = _as_floats(_as_rows(X))
    if method in _SIZES:
        _SIZES[method](X)
    if y is None:
        raise ValueError("Mixing needs labels: class labels or soft labels. Got y=None instead.")
    n = _count_rows(X, y)
    soft, codes, names = _read_labels(y, classes)
    if codes is None and method == "remix":
        raise ValueError(_NEEDS_CLASSES.format(f"method={method!r}", "method='mixup'"))
    # Streams of their own, so that neither depends on how much the other draws.
    rng = np.random.default_rng(rng)
    for_pairs, for_ratios = rng.integers(2**63, size=2)
    first, second = _select(X, codes, pairing, n_mixes, int(for_pairs))
    shared = n if per == "batch" else 1
    lam = ratios.draw(n * n_mixes // shared, alpha=alpha, rng=int(for_ratios)).repeat(shared)
    if fold:
        lam = np.maximum(lam, 1 - lam)
    cuts = None
    if method in _SIZES:
        cuts, lam = _cut(method, X, lam, int(rng.integers(2**63)))
    lam = _share_type(lam, X)
    if codes is None:
        Y = interpolate(_like(soft, X), first, second, lam)
        parent_classes = None
    else:
        of_first = lam
        if method == "remix":
            of_first = label_shares(lam, *np.bincount(codes)[codes[[first, second]]])
        of_first = of_first.astype(lam.dtype)
        Y = _like(_blend_classes(codes, len(names), (first, second), of_first), X)
        parent_classes = np.stack((codes[first], codes[second]), axis=1)
    return Mixed(
        X=_blend(method, X, (first, second), lam if cuts is None else cuts),
        Y=Y,
        lam=_like(lam, X),
        first=_like(first, X),
        second=_like(second, X),
        classes=names,
        method=method,
        parent_classes=parent_classes,
        boxes=cuts if method == "cutmix" else None,
        segments=cuts if method == "splice" else None,
    )


def _cut(method: str, X: Any, lam: NDArray[Any], seed: int) -> tuple[Rows, NDArray[Any]]:
    """Place the patches or segments of the second parents; give the shares that they leave."""
    across, down = np.random.default_rng(seed).random((2, len(lam)))
    size = _SIZES[method](X)
    if method == "cutmix":
        cuts = boxes(lam, size, across=across, down=down)
        return cuts, shares(cuts, size)
    cuts = segments(lam, size, at=across)
    return cuts, shares_of_steps(cuts, size)


# How much there is to cut from, or a sentence that says why there is nothing.
_SIZES: dict[str, Callable[[Any], Any]] = {"cutmix": _image_size, "splice": _series_length}


def _blend(method: str, X: Any, parents: tuple[Rows, Rows], by: NDArray[Any]) -> Any:
    """Put parents together by what the method goes by: shares, patches or segments."""
    blend = {"cutmix": paste, "splice": splice}.get(method, interpolate)
    return blend(X, *parents, by, check_finite=True)


def _read_labels(y: Any, classes: ArrayLike | None) -> tuple[Any, Rows | None, NDArray[Any]]:
    """Give the soft labels or else the class number of each row, and the classes."""
    if getattr(y, "ndim", None) is None or hasattr(y, "iloc"):
        y = np.asarray(y)
    if y.ndim != 2:
        names, codes = _encode(y, classes)
        return None, codes, names
    soft = labels.check_soft(y)
    names = np.arange(soft.shape[1]) if classes is None else _check_classes(classes)
    _check_columns(names, soft)
    return soft, None, names


def _select(X: Any, codes: Rows | None, method: str, n_mixes: int, seed: int) -> tuple[Rows, Rows]:
    if codes is None and method in BY_CLASS:
        raise ValueError(_NEEDS_CLASSES.format(f"pairing={method!r}", "pairing='any' or 'near'"))
    return pair(X, codes, method=method, n_draws=n_mixes, rng=seed)


def _header(mixed: Mixed) -> str:
    lam, first, second = (_to_numpy(a) for a in (mixed.lam, mixed.first, mixed.second))
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
    shares = _to_numpy(mixed.Y[row, ...])
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
