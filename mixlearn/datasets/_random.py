"""What every data set draws: streams of random numbers, balanced rows, wrong labels."""

from numbers import Integral
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mixlearn._checks import check_rng

__all__: list[str] = []


def streams(rng: int | np.random.Generator | None, count: int) -> list[np.random.Generator]:
    """Return independent generators: one per purpose, so that no purpose disturbs another."""
    source = check_rng(rng)
    seeds = source.integers(2**32, size=(count, 4), dtype=np.uint32)
    return [np.random.default_rng(seed) for seed in seeds]


def whole_count(share: float, n: int) -> int:
    """Return how many of n rows a share amounts to, halves rounded up."""
    return int(share * n + 0.5)


def flip(
    y: NDArray[np.int64], k: int, share: float, stream: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Change that share of the labels to one of the other classes, each equally likely."""
    # One fixed order of the rows: a larger share changes the same rows and more.
    flipped = stream.permutation(len(y)) < whole_count(share, len(y))
    wrong = (y + stream.integers(1, k, len(y))) % k
    return np.where(flipped, wrong, y), flipped


def place(y: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return for every row how many rows of its class came before it."""
    before = np.empty_like(y)
    for c in np.unique(y):
        rows = y == c
        before[rows] = np.arange(rows.sum())
    return before


def balanced(
    y: NDArray[np.int64], n: int, choice: np.random.Generator, order: np.random.Generator
) -> NDArray[np.int64]:
    """Return n rows in random order, classes balanced; a larger sample holds the smaller one."""
    shuffled = choice.permutation(len(y))
    # One row of every class per round, so that the beginning is balanced however long it is.
    rows = shuffled[np.argsort(place(y[shuffled]), kind="stable")][:n]
    return rows[order.permutation(n)]


def mishaps(flipped: NDArray[np.bool_], moved: NDArray[np.bool_] | None = None) -> str:
    """Say how many labels are wrong and how many points are outliers, if any."""
    wrong = int(flipped.sum())
    away = 0 if moved is None else int(moved.sum())
    far = "an outlier" if away == 1 else "outliers"
    if wrong and away:
        return f", {wrong} of them mislabelled and {away} {far}"
    if wrong:
        return f", {wrong} of them mislabelled"
    return f", {away} of them {far}" if away else ""


def check_int(name: str, value: Any, *, low: int, high: float = np.inf, why: str = "") -> int:
    """Return `value` if it is a whole number in [low, high]."""
    if isinstance(value, Integral):
        number = int(value)  # True is 1, below every `low` here
        if low <= number <= high:
            return number
    limits = f"[{low}, {high:g}{')' if np.isinf(high) else ']'}{why}"
    raise ValueError(f"The {name!r} parameter must be an int in {limits}. Got {value!r} instead.")
