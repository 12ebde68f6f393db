"""What tables of series and of sentences share: how it is trained, and how gains are counted."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from mixlearn.labs.tables._table import Column, Table
from mixlearn.networks import SoftLabelMLP

__all__ = ["NO_MIXING", "STEPS", "gains", "learn"]

Array = npt.NDArray[Any]

STEPS = 300  # as long as the course's network trains
NO_MIXING = "no mixing"


def learn(X: Array, Y: Array, seed: int) -> SoftLabelMLP:
    """Train the course's network where it cannot mix by itself, because it reads something else.

    It is handed ``STEPS * n`` blends of n rows, and sees each of them once, n at a step: new ones
    at every step, as if it mixed by itself, but in an order of their own.
    """
    return SoftLabelMLP(batch_size=len(X) // STEPS, max_iter=1, random_state=seed).fit(X, Y)


def gains(
    right: Array, groups: Sequence[str], kinds: Sequence[str], title: str, corner: str
) -> Table:
    """Tabulate accuracies of shape (groups, kinds, seeds), the first kind being no mixing."""
    rows = [(group, kind) for group in groups for kind in kinds]
    plain = np.repeat(np.arange(len(groups)) * len(kinds), len(kinds)).tolist()
    column = Column("right", right.reshape(len(rows), -1))
    columns = (
        column,
        column.difference(NO_MIXING, row=plain),
        column.more("seeds with more", row=plain),
        column.fewer("with fewer", row=plain),
    )
    title = f"{title}, means over {right.shape[2]} seeds:"
    return Table(title, (corner, "mixing"), rows, columns)
