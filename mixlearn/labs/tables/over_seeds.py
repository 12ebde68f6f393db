"""The numbers of BoundaryLab over many seeds, because one seed is no evidence."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from mixlearn.labs._settings import LabError, changed, check_names
from mixlearn.labs._task import precise
from mixlearn.labs.boundary import Settings, run, toy_task
from mixlearn.labs.tables._kept import kept
from mixlearn.labs.tables._table import Column, Table, counted

__all__ = ["over_seeds"]

# What a table varies itself.
_COUNTED = ("alpha", "seed")


@kept
def over_seeds(alphas: Sequence[float], *, seeds: int = 20, **settings: Any) -> Table:
    """Run BoundaryLab's experiment on many seeds.

    Parameters
    ----------
    alphas : sequence of float
        Mixing strengths to compare with none, each in (0, 4].
    seeds : int, default=20
        How many seeds, counted from 0.
    **settings
        The other settings of BoundaryLab.

    Returns
    -------
    Table
        A row without mixing (alpha 0), and one for each alpha.

    Raises
    ------
    LabError
        If there is nothing to compare, or a setting is unknown or out of bounds.

    Examples
    --------
    >>> table = over_seeds([1.0], seeds=3, noise=0.2, points=100)
    >>> table[1, "sharpness"] < table[0, "sharpness"]  # mixing makes the boundary less sharp
    True
    """
    if not len(alphas):
        raise LabError("A table takes at least one alpha. Got none.")
    numbers = counted(seeds)
    names = [declared.name for declared in fields(Settings) if declared.name not in _COUNTED]
    check_names(settings, names, where="that stay the same")
    places = [changed(Settings(), {"alpha": alpha, **settings}) for alpha in alphas]
    tasks = [precise(toy_task(replace(places[0], seed=seed))) for seed in numbers]
    runs = [
        [run(replace(place, seed=seed), task) for seed, task in enumerate(tasks)]
        for place in places
    ]
    sides = [[result.plain for result in runs[0]]]
    sides += [[result.mixed for result in results] for results in runs]
    new = Column.measured(sides, "new_accuracy", "new points right", ".1%")
    columns = (
        Column.measured(sides, "train_accuracy", "training points right"),
        new,
        new.difference("alpha 0"),
        Column.measured(sides, "sharpness", "sharpness", ".1f"),
        Column.measured(sides, "length", "length", ".0f"),
        new.more("seeds with more new"),
    )
    rows = [(0.0,), *((place.alpha,) for place in places)]
    return Table(f"Means over {seeds} seeds:", ("alpha",), rows, columns)
