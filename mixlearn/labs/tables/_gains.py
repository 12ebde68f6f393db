"""What tables of series and of sentences share: how gains of mixing are counted."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from mixlearn.labs.tables._table import Column, Table

__all__ = ["COPIES", "NO_MIXING", "STEPS", "gains"]

# How long the course's network trains; every step uses all rows.
STEPS = 300
# Where what is mixed is not what the network reads, it cannot mix by itself: every row is then the
# first parent of so many blends, which stay the same at all steps.
COPIES = 10
NO_MIXING = "no mixing"


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
