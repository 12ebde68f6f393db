"""The numbers of ImbalanceLab over many seeds, because one seed is no evidence."""

from dataclasses import dataclass, replace
from statistics import fmean
from typing import Any

import numpy as np

from mixlearn.labs._settings import LabError, changed
from mixlearn.labs._task import Task, precise
from mixlearn.labs.imbalance import METHODS, Settings, Side, draw, run

__all__ = ["MethodTable", "over_methods"]

_NAMES = {
    **METHODS,
    "repeated": "balanced, nothing blended",
    "moved": "no mixing, lower threshold",
}
# Precision is compared where every method finds so many of the rare.
_RECALL = 0.8


@dataclass(frozen=True)
class MethodTable:
    """One row for each method.

    Attributes
    ----------
    rows : tuple of tuple
        For each row: its name; mean recall, precision, balanced accuracy and accuracy on new
        points; on how many seeds balanced accuracy is better than without mixing; and mean
        precision with the threshold moved to where 80 % of the rare new points are found.
    share : float
        Share of the rare class.
    alpha : float
        Mixing strength.
    steps : int
        Training steps.
    seeds : int
        How many seeds there were.
    """

    rows: tuple[tuple[str, float, float, float, float, int, float], ...]
    share: float
    alpha: float
    steps: int
    seeds: int

    def __repr__(self) -> str:
        """Return the table."""
        lines = [
            (
                f"rare class {self.share:.0%}, alpha = {self.alpha:g}, {self.steps} steps, "
                f"means over {self.seeds} seeds, on new points:"
            ),
            (
                f"{'method':<26}  recall  precision  balanced  seeds better  accuracy  "
                "precision at 80% recall"
            ),
        ]
        for name, recall, precision, balanced, accuracy, better, price in self.rows:
            count = "-" if name == METHODS["none"] else f"{better} of {self.seeds}"
            lines.append(
                f"{name:<26}  {recall:6.0%}  {precision:9.0%}  {balanced:8.0%}  {count:>12}  "
                f"{accuracy:8.0%}  {price:23.0%}"
            )
        return "\n".join(lines)


def over_methods(
    *,
    share: float = 0.05,
    alpha: float = 0.4,
    points: int = 400,
    spread: float = 0.8,
    steps: int = 200,
    seeds: int = 10,
) -> MethodTable:
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
    steps : int, default=200
        Training steps, in [50, 1000].
    seeds : int, default=10
        How many seeds, counted from 0.

    Returns
    -------
    MethodTable
        Means over the seeds; it prints as a table.

    Raises
    ------
    LabError
        If a value is out of bounds.

    Examples
    --------
    >>> table = over_methods(seeds=2)
    >>> table.rows[3][1] > table.rows[0][1]  # balanced pairs find more of the rare
    True
    """
    if seeds < 1:
        raise LabError(f"A table takes at least one seed. Got {seeds!r}.")
    start = changed(
        Settings(),
        {"share": share, "alpha": alpha, "points": points, "spread": spread, "steps": steps},
    )
    sides: dict[str, list[Side]] = {name: [] for name in _NAMES}
    rare: list[Any] = []
    for seed in range(seeds):
        place = replace(start, seed=seed)
        task = precise(draw(points, share, spread, seed))
        rare.append(task.y_new == 1)
        for name, setting in _places(place, task).items():
            sides[name].append(run(setting, task).right)
    rows = tuple(_row(_NAMES[name], found, sides["none"], rare) for name, found in sides.items())
    return MethodTable(rows, float(share), float(alpha), steps, seeds)


def _places(place: Settings, task: Task) -> dict[str, Settings]:
    """Give the settings of every row."""
    return {
        **{name: replace(place, method=name) for name in METHODS},
        "repeated": replace(place, method="balanced", alpha=0.0),
        "moved": replace(place, method="none", threshold=float(task.y.mean())),
    }


def _row(name: str, sides: list[Side], plain: list[Side], rare: list[Any]) -> Any:
    pairs = zip(sides, plain, strict=True)
    return (
        name,
        fmean(side.recall for side in sides),
        fmean(side.precision for side in sides),
        fmean(side.balanced_accuracy for side in sides),
        fmean(side.accuracy for side in sides),
        sum(a.balanced_accuracy > b.balanced_accuracy for a, b in pairs),
        fmean(_price(side.shares, mask) for side, mask in zip(sides, rare, strict=True)),
    )


def _price(shares: Any, rare: Any) -> float:
    """Give the precision where `_RECALL` of the rare are found."""
    threshold = np.quantile(shares[rare], 1 - _RECALL, method="lower")
    return float(rare[shares >= threshold].mean())
