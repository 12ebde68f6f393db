"""Training that takes minutes: what `data/make_failures.py` stored, and tables of its errors."""

import functools
from typing import Any

import numpy.typing as npt

from mixlearn.datasets._files import load
from mixlearn.labs.tables._table import Column, Table

__all__ = ["SEEDS", "budgets", "stored"]

Array = npt.NDArray[Any]

SEEDS = 10


@functools.cache
def stored(name: str, shape: tuple[int, ...]) -> Array:
    """Load one array of the file, which must have that shape."""
    (array,) = load("failures.npz", **{name: ("float64", shape)})
    array.flags.writeable = False
    return array


def budgets(name: str, alphas: tuple[float, ...], epochs: tuple[int, ...]) -> Table:
    """Tabulate errors on new images by mixing strength and length of training."""
    errors = stored(name, (len(alphas), len(epochs), SEEDS))
    columns = [Column(str(n), errors[:, i], ".1%") for i, n in enumerate(epochs)]
    columns += [
        columns[-1].difference("alpha 0"),
        Column("lowest", errors.min(axis=1), ".1%"),
    ]
    title = f"Error on new images after so many epochs, means over {SEEDS} seeds:"
    return Table(title, ("alpha",), [(alpha,) for alpha in alphas], columns)
