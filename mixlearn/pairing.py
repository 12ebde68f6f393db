"""Step 1, select: who is mixed with whom.

A pairing is two arrays of row numbers, ``first`` and ``second``: row i of a mix is a blend of rows
``first[i]`` and ``second[i]``.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mixlearn._checks import check_choice, check_count

__all__ = ["METHODS", "pair"]

METHODS = ("any", "same", "other", "near", "balanced", "balanced_same")
# Those that look at the labels.
BY_CLASS = ("same", "other", "balanced", "balanced_same")
# Those whose first parents are drawn as well, classes equally often.
BALANCED = ("balanced", "balanced_same")

Rows = NDArray[np.intp]


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
        finds only one class.

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
    check_choice("method", method, METHODS)
    n_neighbors = check_count("n_neighbors", n_neighbors)
    n_draws = check_count("n_draws", n_draws)
    rng = np.random.default_rng(rng)
    n = _count_rows(X, y)
    if method == "any":
        partners = np.concatenate([rng.permutation(n) for _ in range(n_draws)])
        return np.tile(np.arange(n), n_draws), partners
    if method == "near":
        return np.tile(np.arange(n), n_draws), _near(X, n_neighbors, n_draws, rng)
    if y is None:
        raise ValueError(f"Pairing by method={method!r} needs class labels. Got y=None instead.")
    classes, codes = _class_numbers(y)
    draws = [_pair_by_class(codes, len(classes), method, rng) for _ in range(n_draws)]
    first, second = zip(*draws, strict=True)
    return np.concatenate(first), np.concatenate(second)


def _pair_by_class(
    codes: Rows, n_classes: int, method: str, rng: np.random.Generator
) -> tuple[Rows, Rows]:
    """Pair by class numbers, by one of ``BY_CLASS``."""
    n = len(codes)
    # Rows class by class: class c lies at start[c] ... start[c] + size[c] - 1.
    by_class = np.argsort(codes, kind="stable")
    size = np.bincount(codes, minlength=n_classes)
    start = np.cumsum(size) - size
    if method in BALANCED:
        present = np.flatnonzero(size)
        drawn = present[rng.integers(len(present), size=2 * n)]
        if method == "balanced_same":
            drawn[n:] = drawn[:n]
        parents = by_class[start[drawn] + rng.integers(size[drawn])]
        return parents[:n], parents[n:]
    if method == "same":
        return np.arange(n), by_class[start[codes] + rng.integers(size[codes])]
    if size.max() == n:
        raise ValueError(
            "Pairing by method='other' needs rows of at least 2 classes. Got 1 class: choose "
            "method='any' or method='same'."
        )
    # The rows of the other classes are those before and those after the own class.
    place = rng.integers(n - size[codes])
    place += np.where(place >= start[codes], size[codes], 0)
    return np.arange(n), by_class[place]


def _near(X: Any, n_neighbors: int, n_draws: int, rng: np.random.Generator) -> Rows:
    # A second or so to import, and only this method needs it.
    from sklearn.neighbors import NearestNeighbors  # noqa: PLC0415

    if X is None:
        raise ValueError("Pairing by method='near' needs the features. Got X=None instead.")
    X = _to_numpy(X)
    n = len(X)
    if n == 1:
        return np.zeros(n_draws, np.intp)
    k = min(n_neighbors, n - 1)
    found = NearestNeighbors(n_neighbors=k).fit(X.reshape(n, -1)).kneighbors(return_distance=False)
    drawn = rng.integers(k, size=(n_draws, n))
    partners: Rows = found[np.arange(n), drawn].reshape(-1)
    return partners


def _count_rows(X: Any, y: Any) -> int:
    """Count the rows of X and y, which must agree where both are given."""
    counts = [_length(a) for a in (X, y) if a is not None]
    if not counts:
        raise ValueError("Pairing needs X or y to count the rows. Got None for both.")
    if len(set(counts)) > 1:
        raise ValueError(
            f"X and y must have the same number of rows. Got {counts[0]} rows in X and "
            f"{counts[1]} in y."
        )
    if counts[0] == 0:
        raise ValueError("Found 0 rows in X while a minimum of 1 is required.")
    return counts[0]


def _length(a: Any) -> int:
    shape = getattr(a, "shape", None)
    if shape is None:
        shape = np.shape(a) if not hasattr(a, "__len__") else (len(a),)
    if len(shape) == 0:
        raise ValueError(f"X and y must hold one entry a row. Got the single value {a!r} instead.")
    return int(shape[0])


def _class_numbers(y: ArrayLike) -> tuple[NDArray[Any], Rows]:
    """Give the classes in y, sorted, and for each row the number of its class.

    The same as ``np.unique(y, return_inverse=True)``, but in linear time for integers that lie
    close together, and with errors that say what is wrong with labels that are none.
    """
    labels = _to_numpy(y)
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
        # NaN is unequal to itself, and infinity no class number either.
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
    # Python's integers: 64 bits without a sign reach beyond those with one.
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


def _to_numpy(a: Any) -> NDArray[Any]:
    """Copy an array of any framework to NumPy, without importing the framework."""
    if isinstance(a, np.ndarray):
        return np.asarray(a)
    if hasattr(a, "detach"):  # PyTorch: leave the graph, and the graphics card
        a = a.detach().cpu()
    elif hasattr(a, "get") and hasattr(a, "__cuda_array_interface__"):  # CuPy
        a = a.get()
    elif hasattr(a, "__array_namespace__") and not hasattr(a, "__array__"):
        return np.from_dlpack(a)
    return np.asarray(a)
