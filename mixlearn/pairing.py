"""Step 1, select: who is mixed with whom.

A pairing is two arrays of row numbers, ``first`` and ``second``: row i of a mix is a blend of rows
``first[i]`` and ``second[i]``.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from mixlearn._arrays import NOT_FINITE, Rows, as_rows, count_rows, to_numpy
from mixlearn._checks import check_choice, check_count, check_rng
from mixlearn._classes import class_numbers

__all__ = ["BALANCED", "BY_CLASS", "METHODS", "pair", "prepare"]

METHODS = ("any", "same", "other", "near", "balanced", "balanced_same")
# Those that look at the labels.
BY_CLASS = ("same", "other", "balanced", "balanced_same")
# Those that draw first parents as well, from all classes equally often.
BALANCED = ("balanced", "balanced_same")

Draw = Callable[[int, np.random.Generator], tuple[Rows, Rows]]


def pair(
    X: Any,
    y: Any,
    *,
    method: str = "any",
    n_neighbors: int = 5,
    n_draws: int = 1,
    rng: int | np.random.Generator | None = None,
) -> tuple[Rows, Rows]:
    """Draw a partner for every row, once or several times.

    Parameters
    ----------
    X : array-like of shape (n, ...)
        Features. Only "near" looks at them; the other methods count the rows.
    y : array-like of shape (n,), or None
        Class labels of any type. Needed by "same", "other", "balanced" and "balanced_same".
    method : {"any", "same", "other", "near", "balanced", "balanced_same"}, default="any"
        Where the partner comes from:

        - "any": from a random permutation of the rows, so every row is used twice. A row meets
          itself with probability 1/n;
        - "same": uniformly from the rows of its own class. It meets itself with probability one
          over the size of its class;
        - "other": uniformly from the rows of all other classes;
        - "near": uniformly from its `n_neighbors` nearest neighbours (Euclidean distance of the
          flattened features), itself excluded;
        - "balanced": both parents are drawn, the class uniformly and then a row of that class, so
          that rare classes are parents as often as common ones;
        - "balanced_same": a class is drawn uniformly, and then both parents, independently, from
          its rows: blends within a class, and as many of a rare class as of a common one.
    n_neighbors : int, default=5
        Number of neighbours for "near", in [1, inf); at most n - 1 are used.
    n_draws : int, default=1
        How often every row gets a partner, in [1, inf). The draws follow one another, each over all
        rows; with the same int as `rng`, the first one stays the same however many follow.
    rng : int, Generator or None, default=None
        Source of the random numbers, as :func:`numpy.random.default_rng` takes it.

    Returns
    -------
    first, second : ndarray of shape (n_draws * n,), int
        Row numbers of the parents. In every draw `first` is 0 ... n-1, except for "balanced"
        and "balanced_same".

    Raises
    ------
    ValueError
        If a parameter is unknown or out of range, there are no rows, labels are missing, or "other"
        meets only one class.

    References
    ----------
    Permutation: H. Zhang et al., mixup: Beyond empirical risk minimization, ICLR 2018. Within a
    rare class: N. Chawla et al., SMOTE: Synthetic minority over-sampling technique, JAIR 2002,
    whose partners are near neighbours, and which leaves the common class as it is.

    Examples
    --------
    >>> from mixlearn.pairing import pair
    >>> first, second = pair([[0.0], [1.0], [2.0]], ["cat", "dog", "cat"], method="other", rng=0)
    >>> first
    array([0, 1, 2])
    >>> second[[0, 2]]
    array([1, 1])
    """
    n_draws = check_count("n_draws", n_draws)
    draw = prepare(X, y, method=method, n_neighbors=n_neighbors)
    return draw(n_draws, check_rng(rng))


def prepare(X: Any, y: Any, *, method: str = "any", n_neighbors: int = 5) -> Draw:
    """Prepare :func:`pair` for many draws: classes are sorted and neighbours looked up only once.

    Parameters
    ----------
    X, y, method, n_neighbors
        As in :func:`pair`.

    Returns
    -------
    callable
        Called with `n_draws` and a Generator, it returns `first` and `second` as :func:`pair` does.

    Raises
    ------
    ValueError
        As :func:`pair` does.

    Examples
    --------
    >>> import numpy as np
    >>> from mixlearn.pairing import prepare
    >>> draw = prepare(None, ["cat", "dog", "cat"], method="other")
    >>> first, second = draw(1, np.random.default_rng(0))
    >>> second[[0, 2]]
    array([1, 1])
    """
    check_choice("method", method, METHODS)
    n_neighbors = check_count("n_neighbors", n_neighbors)
    n = count_rows(X, y)
    if method == "any":
        return _any(n)
    if method == "near":
        return _near(X, n, n_neighbors)
    if y is None:
        raise ValueError(f"Pairing by method={method!r} needs class labels. Got y=None instead.")
    return _by_class(y, method)


def _in_order(n: int, n_draws: int) -> Rows:
    return np.tile(np.arange(n), n_draws)


def _any(n: int) -> Draw:
    def draw(n_draws: int, rng: np.random.Generator) -> tuple[Rows, Rows]:
        first = _in_order(n, n_draws)
        return first, rng.permuted(first.reshape(n_draws, n), axis=1).reshape(-1)

    return draw


def _near(X: Any, n: int, n_neighbors: int) -> Draw:
    # A second or so to import, and only this method needs it.
    from sklearn.neighbors import NearestNeighbors  # noqa: PLC0415

    if X is None:
        raise ValueError("Pairing by method='near' needs the features. Got X=None instead.")
    k = min(n_neighbors, n - 1)
    if k == 0:
        return lambda n_draws, _: (np.zeros(n_draws, np.intp), np.zeros(n_draws, np.intp))
    rows = to_numpy(as_rows(X)).reshape(n, -1)
    if not np.isfinite(rows).all():
        at = int(np.flatnonzero(~np.isfinite(rows).all(axis=1))[0])
        raise ValueError(NOT_FINITE.format(where=f" in row {at}"))
    neighbors = NearestNeighbors(n_neighbors=k).fit(rows).kneighbors(return_distance=False)

    def draw(n_draws: int, rng: np.random.Generator) -> tuple[Rows, Rows]:
        second = neighbors[np.arange(n), rng.integers(k, size=(n_draws, n))]
        return _in_order(n, n_draws), second.reshape(-1)

    return draw


def _by_class(y: Any, method: str) -> Draw:
    """Prepare one of the pairings in ``BY_CLASS``."""
    codes = class_numbers(y)[1]
    n = len(codes)
    # Rows class by class: class c is at start[c] ... start[c] + size[c] - 1.
    by_class = np.argsort(codes, kind="stable")
    size = np.bincount(codes)
    start = np.cumsum(size) - size
    if method == "other" and size.max() == n:
        raise ValueError(
            "Pairing by method='other' needs rows of at least 2 classes. Got 1 class: choose "
            "method='any' or method='same'."
        )

    def balanced(rng: np.random.Generator) -> tuple[Rows, Rows]:
        drawn = rng.integers(len(size), size=2 * n)
        if method == "balanced_same":
            drawn[n:] = drawn[:n]
        parents = by_class[start[drawn] + rng.integers(size[drawn])]
        return parents[:n], parents[n:]

    def same(rng: np.random.Generator) -> tuple[Rows, Rows]:
        return np.arange(n), by_class[start[codes] + rng.integers(size[codes])]

    def other(rng: np.random.Generator) -> tuple[Rows, Rows]:
        # The rows of the other classes come before and after those of the row's own class.
        place = rng.integers(n - size[codes])
        place += np.where(place >= start[codes], size[codes], 0)
        return np.arange(n), by_class[place]

    once = {"same": same, "other": other}.get(method, balanced)

    def draw(n_draws: int, rng: np.random.Generator) -> tuple[Rows, Rows]:
        first, second = zip(*(once(rng) for _ in range(n_draws)), strict=True)
        return np.concatenate(first), np.concatenate(second)

    return draw
