"""One network's accuracies, counted in five ways."""

from dataclasses import astuple

import numpy as np

from mixlearn.labs._task import Task
from mixlearn.labs.label import blends, trained
from mixlearn.labs.tables._kept import kept
from mixlearn.labs.tables._labelled import places
from mixlearn.labs.tables._table import Column, Table
from mixlearn.metrics import accuracies, on_mixes

__all__ = ["count_accuracies"]

_ROWS = (
    "blends, against the first parent",
    "blends, against the larger share",
    "blends, against both, by share",
    "training points, not blended",
    "new points",
)


@kept
def count_accuracies(
    *, alpha: float = 1.0, shape: str = "moons", noise: float = 0.4, seeds: int = 30
) -> Table:
    """Count the accuracy of the same networks in five ways.

    Parameters
    ----------
    alpha : float, default=1.0
        Mixing strength in [0, 4].
    shape : str, default="moons"
        The data, as in LabelLab.
    noise : float, default=0.4
        How far points scatter around the shape, in [0, 1].
    seeds : int, default=30
        How many seeds, counted from 0.

    Returns
    -------
    Table
        A row for each way of counting; a column for a predictor that is told every share (nan where
        nothing is blended), one for a network trained on blends, one for a network trained without
        mixing, and one for the difference of the two.

    Raises
    ------
    LabError
        If a value is out of bounds.

    Examples
    --------
    >>> table = count_accuracies(seeds=2)
    >>> table["blends, against the larger share", "told every share"]
    1.0
    """
    # Of shape (predictors, rows, seeds).
    told, mixed, plain = np.transpose(
        [
            _counts(task, place.alpha, place.seed)
            for place, task in places(seeds, alpha=alpha, shape=shape, noise=noise)
        ],
        (1, 2, 0),
    )
    columns = (
        Column("told every share", told),
        Column("trained on blends", mixed),
        Column("trained without mixing", plain),
        Column("difference", mixed - plain, how="difference", to="training without mixing"),
    )
    title = f"alpha = {alpha:g}, accuracy, means over {seeds} seeds:"
    return Table(title, ("counted on",), [(name,) for name in _ROWS], columns)


def _counts(task: Task, alpha: float, seed: int) -> list[list[float]]:
    mixed = blends(task, alpha, seed)
    told = mixed.classes[mixed.Y.argmax(axis=1)]
    counts = [[*on_mixes(told, mixed), np.nan, np.nan]]
    for strength in (alpha, 0.0):
        model = trained(task, strength, seed)
        found = accuracies(model, mixed, task.X, task.y, holdout=(task.X_new, task.y_new))
        counts.append(list(astuple(found)))
    return counts
