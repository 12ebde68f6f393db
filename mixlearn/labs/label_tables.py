"""The numbers of LabelLab over many seeds, and one network's accuracies side by side."""

from dataclasses import astuple, dataclass, replace
from statistics import fmean
from typing import Any

import numpy as np

from mixlearn.labs._settings import LabError, changed
from mixlearn.labs._task import Task, precise, toy
from mixlearn.labs.label import (
    _POINTS,
    LABELLINGS,
    Settings,
    Side,
    _blends,
    _parents,
    _trained,
    run,
)
from mixlearn.metrics import accuracies, on_mixes

__all__ = ["AccuracyTable", "LabelTable", "count_accuracies", "over_labels"]

_NAMES = {"none": "no mixing", **LABELLINGS}
_COUNTS = (
    "blends, against the first parent",
    "blends, against the larger share",
    "blends, against both, by share",
    "training points, not blended",
    "new points",
)


@dataclass(frozen=True)
class LabelTable:
    """One row without mixing, and one for each kind of label.

    Attributes
    ----------
    rows : tuple of tuple
        For each row: its name, mean accuracy and mean confidence on new points, mean cross-entropy
        on them, mean sharpness, and on how many seeds more new points are right than with labels
        by share.
    alpha : float
        Mixing strength of all rows but the first.
    seeds : int
        How many seeds there were.
    """

    rows: tuple[tuple[str, float, float, float, float, int], ...]
    alpha: float
    seeds: int

    def __repr__(self) -> str:
        """Return the table."""
        lines = [
            f"alpha = {self.alpha:g}, means over {self.seeds} seeds, on new points:",
            f"{'labels':<26}  right  sure  cross-entropy  sharpness  seeds with more right",
        ]
        for name, right, sure, loss, sharpness, better in self.rows:
            count = "-" if name == LABELLINGS["share"] else f"{better} of {self.seeds}"
            lines.append(
                f"{name:<26}  {right:5.1%}  {sure:4.0%}  {loss:13.2f}  {sharpness:9.1f}  "
                f"{count:>21}"
            )
        return "\n".join(lines)


def over_labels(
    *, alpha: float = 1.0, shape: str = "moons", noise: float = 0.4, seeds: int = 10
) -> LabelTable:
    """Run LabelLab's experiment on many seeds, with every kind of label and without mixing.

    Parameters
    ----------
    alpha : float, default=1.0
        Mixing strength in [0, 4].
    shape : str, default="moons"
        The data, as in LabelLab.
    noise : float, default=0.4
        How far points scatter around the shape, in [0, 1].
    seeds : int, default=10
        How many seeds, counted from 0.

    Returns
    -------
    LabelTable
        Means over the seeds; it prints as a table.

    Raises
    ------
    LabError
        If a value is out of bounds.

    Examples
    --------
    >>> table = over_labels(seeds=2)
    >>> table.rows[2][2] < table.rows[1][2]  # with the first parent's label it is less sure
    True
    """
    sides: dict[str, list[Side]] = {name: [] for name in _NAMES}
    for place, task in _places(alpha, shape, noise, seeds):
        sides["none"].append(run(replace(place, labelling="share", alpha=0.0), task).right)
        for how in LABELLINGS:
            sides[how].append(run(replace(place, labelling=how), task).right)
    rows = tuple(_row(_NAMES[how], found, sides["share"]) for how, found in sides.items())
    return LabelTable(rows, float(alpha), seeds)


def _row(name: str, sides: list[Side], by_share: list[Side]) -> Any:
    return (
        name,
        fmean(side.new_accuracy for side in sides),
        fmean(side.confidence for side in sides),
        fmean(side.loss for side in sides),
        fmean(side.sharpness for side in sides),
        sum(a.new_accuracy > b.new_accuracy for a, b in zip(sides, by_share, strict=True)),
    )


@dataclass(frozen=True)
class AccuracyTable:
    """The same predictions, counted in five ways.

    Attributes
    ----------
    rows : tuple of tuple
        For each way of counting: its name, and the mean accuracies of a predictor that is told
        every share (None where nothing is blended), of a network trained on blends and of one
        trained without mixing.
    alpha : float
        Mixing strength of the blends.
    seeds : int
        How many seeds there were.
    """

    rows: tuple[tuple[str, float | None, float, float], ...]
    alpha: float
    seeds: int

    def __repr__(self) -> str:
        """Return the table."""
        lines = [
            f"alpha = {self.alpha:g}, accuracy, means over {self.seeds} seeds:",
            f"{'counted on':<34}  told every share  trained on blends  trained without mixing",
        ]
        for name, told, mixed, plain in self.rows:
            known = "-" if told is None else f"{told:.0%}"
            lines.append(f"{name:<34}  {known:>16}  {mixed:>17.0%}  {plain:>22.0%}")
        return "\n".join(lines)


def count_accuracies(
    *, alpha: float = 1.0, shape: str = "moons", noise: float = 0.4, seeds: int = 10
) -> AccuracyTable:
    """Count the accuracy of the same networks in five ways.

    Parameters
    ----------
    alpha : float, default=1.0
        Mixing strength in [0, 4].
    shape : str, default="moons"
        The data, as in LabelLab.
    noise : float, default=0.4
        How far points scatter around the shape, in [0, 1].
    seeds : int, default=10
        How many seeds, counted from 0.

    Returns
    -------
    AccuracyTable
        Means over the seeds; it prints as a table.

    Raises
    ------
    LabError
        If a value is out of bounds.

    Examples
    --------
    >>> table = count_accuracies(seeds=2)
    >>> table.rows[1][1]  # who is told every share always names the larger one
    1.0
    """
    counts = [
        _counts(task, place.alpha, place.seed)
        for place, task in _places(alpha, shape, noise, seeds)
    ]
    told, mixed, plain = np.mean(counts, axis=0).tolist()
    rows = tuple(
        (name, None if number > 2 else told[number], mixed[number], plain[number])
        for number, name in enumerate(_COUNTS)
    )
    return AccuracyTable(rows, float(alpha), seeds)


def _counts(task: Task, alpha: float, seed: int) -> list[list[float]]:
    mixed = _blends(task, alpha, seed)
    first, second = _parents(mixed)
    told = mixed.classes[np.where(mixed.lam >= 0.5, first, second)]
    counts = [[*on_mixes(told, mixed), 0.0, 0.0]]
    for strength in (alpha, 0.0):
        model = _trained(task, strength, seed, "share")
        found = accuracies(model, mixed, task.X, task.y, holdout=(task.X_new, task.y_new))
        counts.append(list(astuple(found)))
    return counts


def _places(alpha: float, shape: str, noise: float, seeds: int) -> list[tuple[Settings, Task]]:
    if seeds < 1:
        raise LabError(f"A table takes at least one seed. Got {seeds!r}.")
    start = changed(Settings(), {"alpha": alpha, "shape": shape, "noise": noise})
    places = [replace(start, seed=seed) for seed in range(seeds)]
    return [(place, _task(place)) for place in places]


def _task(s: Settings) -> Task:
    return precise(toy(s.shape, _POINTS, noise=s.noise, label_noise=0.0, outliers=0.0, seed=s.seed))
