"""What tables of series and of sentences share: the network, and how its gains are counted."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from mixlearn.labs.tables._table import Column, Table
from mixlearn.networks import SoftLabelMLP

__all__ = ["COPIES", "NO_MIXING", "gains", "network"]

# Every row is the first parent of so many blends, with mixing and without: the same number of steps
# for all.
COPIES = 10
NO_MIXING = "no mixing"


def network(batch: int, seed: int) -> SoftLabelMLP:
    """Return the small network that reads series and sentences."""
    return SoftLabelMLP(
        (32,),
        activation="relu",
        batch_size=batch,
        learning_rate_init=0.005,
        max_iter=15,
        random_state=seed,
    )


def gains(
    right: npt.NDArray[Any], groups: Sequence[str], kinds: Sequence[str], title: str, corner: str
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
