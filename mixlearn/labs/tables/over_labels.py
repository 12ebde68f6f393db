"""The numbers of LabelLab over many seeds."""

from dataclasses import replace

from mixlearn.labs.label import LABELLINGS, Side, run
from mixlearn.labs.tables._kept import kept
from mixlearn.labs.tables._labelled import places
from mixlearn.labs.tables._table import Column, Table

__all__ = ["over_labels"]

_NAMES = {"none": "no mixing", **LABELLINGS}


@kept
def over_labels(
    *, alpha: float = 1.0, shape: str = "moons", noise: float = 0.4, seeds: int = 20
) -> Table:
    """Run LabelLab's experiment on many seeds, with every kind of label and without mixing.

    All kinds of label are put on the same blends, drawn afresh at every step. Their first parents
    have any share, so that partners also stand in for rows; without mixing every row is itself.

    Parameters
    ----------
    alpha : float, default=1.0
        Mixing strength in [0, 4].
    shape : str, default="moons"
        The data, as in LabelLab.
    noise : float, default=0.4
        How far points scatter around the shape, in [0, 1].
    seeds : int, default=20
        How many seeds, counted from 0.

    Returns
    -------
    Table
        A row without mixing, and one for each kind of label; differences are to labels by share.

    Raises
    ------
    LabError
        If a value is out of bounds.

    Examples
    --------
    >>> table = over_labels(seeds=2)
    >>> table["the first parent's label", "sure"] < table["by share", "sure"]
    True
    """
    sides: dict[str, list[Side]] = {name: [] for name in _NAMES}
    for place, task in places(seeds, alpha=alpha, shape=shape, noise=noise):
        sides["none"].append(run(replace(place, labelling="share", alpha=0.0), task).right)
        for how in LABELLINGS:
            sides[how].append(run(replace(place, labelling=how), task).right)
    runs, by_share = sides.values(), list(sides).index("share")
    right = Column.measured(runs, "new_accuracy", "right", ".1%")
    columns = (
        right,
        right.difference("labels by share", row=by_share),
        Column.measured(runs, "confidence", "sure"),
        Column.measured(runs, "loss", "cross-entropy", ".2f"),
        Column.measured(runs, "sharpness", "sharpness", ".1f"),
        right.more("seeds with more right", row=by_share),
    )
    title = f"alpha = {alpha:g}, means over {seeds} seeds, on new points:"
    return Table(title, ("labels",), [(name,) for name in _NAMES.values()], columns)
