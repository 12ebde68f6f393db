"""The numbers of ImbalanceLab over many seeds, because one seed is no evidence."""

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from mixlearn.labs._settings import changed
from mixlearn.labs._task import Task, precise
from mixlearn.labs.imbalance import METHODS, Settings, Side, draw, run
from mixlearn.labs.tables._kept import kept
from mixlearn.labs.tables._table import Column, Table, counted

__all__ = ["over_methods"]

Array = npt.NDArray[Any]

_NAMES = {
    **METHODS,
    "repeated": "balanced, nothing blended",
    "moved": "no mixing, lower threshold",
}
# Precision is compared where every method catches this share of the rare class.
_RECALL = 0.8


@kept
def over_methods(
    *,
    share: float = 0.05,
    alpha: float = 0.4,
    points: int = 400,
    spread: float = 0.8,
    steps: int = 300,
    seeds: int = 10,
) -> Table:
    """Run ImbalanceLab's experiment on many seeds, with every method.

    Two rows that blend nothing stand below the methods: training points drawn classes equally
    often, and the network without mixing, which calls a point rare as soon as its probability
    exceeds the share of the rare class in training.

    Parameters
    ----------
    share : float, default=0.05
        Share of the rare class, in [0.02, 0.5].
    alpha : float, default=0.4
        Mixing strength in [0, 4].
    points : int, default=400
        Training points, in [50, 1000].
    spread : float, default=0.8
        Standard deviation of either class, in [0.2, 1.2].
    steps : int, default=300
        Training steps, in [50, 1000].
    seeds : int, default=10
        How many seeds, counted from 0.

    Returns
    -------
    Table
        A row for each method; "balanced" is the balanced accuracy. The last two columns are the
        precision with the threshold moved to where 80 % of the rare new points are found, and its
        difference to that of no mixing.

    Raises
    ------
    LabError
        If a value is out of bounds.

    Examples
    --------
    >>> table = over_methods(seeds=2)
    >>> table["balanced pairs", "recall"] > table["no mixing", "recall"]
    True
    """
    start = changed(
        Settings(),
        {"share": share, "alpha": alpha, "points": points, "spread": spread, "steps": steps},
    )
    sides: dict[str, list[Side]] = {name: [] for name in _NAMES}
    rare: list[Array] = []
    for seed in counted(seeds):
        place = replace(start, seed=seed)
        task = precise(draw(points, share, spread, seed))
        rare.append(task.y_new == 1)
        for name, setting in _places(place, task).items():
            sides[name].append(run(setting, task).right)
    runs = sides.values()
    balanced = Column.measured(runs, "balanced_accuracy", "balanced")
    prices = [
        [_price(side.shares, mask) for side, mask in zip(found, rare, strict=True)]
        for found in runs
    ]
    price = Column("precision at 80% recall", prices)
    columns = (
        Column.measured(runs, "recall", "recall"),
        Column.measured(runs, "precision", "precision"),
        balanced,
        balanced.difference(METHODS["none"]),
        Column.measured(runs, "accuracy", "accuracy"),
        price,
        price.difference(METHODS["none"], head="difference there"),
    )
    title = (
        f"rare class {share:.0%}, alpha = {alpha:g}, {steps} steps, "
        f"means over {seeds} seeds, on new points:"
    )
    return Table(title, ("method",), [(name,) for name in _NAMES.values()], columns)


def _places(place: Settings, task: Task) -> dict[str, Settings]:
    """Return the settings of every row."""
    return {
        **{name: replace(place, method=name) for name in METHODS},
        "repeated": replace(place, method="balanced", alpha=0.0),
        "moved": replace(place, method="none", threshold=float(task.y.mean())),
    }


def _price(shares: Array, rare: Array) -> float:
    """Return the precision where `_RECALL` of the rare class is caught."""
    threshold = np.quantile(shares[rare], 1 - _RECALL, method="lower")
    return float(rare[shares >= threshold].mean())
