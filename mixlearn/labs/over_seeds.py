"""The numbers of BoundaryLab over many seeds, because one seed is no evidence."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from statistics import fmean
from typing import Any

from mixlearn.labs._settings import LabError, changed, check_names
from mixlearn.labs._task import precise
from mixlearn.labs.boundary import Result, Settings, run, toy_task

__all__ = ["SeedTable", "over_seeds"]

_HEADS = "alpha  training points right  new points right  sharpness  length  seeds with more new"
# What a table varies itself.
_COUNTED = ("alpha", "seed")


@dataclass(frozen=True)
class SeedTable:
    """One row without mixing, and one for each mixing strength.

    Attributes
    ----------
    rows : tuple of tuple
        For each row: alpha, mean accuracy on training points, mean accuracy on new points, mean
        sharpness, mean length, and on how many seeds more new points are right than without mixing.
    seeds : int
        How many seeds there were.
    """

    rows: tuple[tuple[float, float, float, float, float, int], ...]
    seeds: int

    def __repr__(self) -> str:
        """Return the table."""
        lines = [
            f"Means over {self.seeds} seeds:",
            _HEADS,
        ]
        for alpha, train, new, sharpness, length, better in self.rows:
            count = f"{better} of {self.seeds}" if alpha else "-"
            lines.append(
                f"{alpha:5g}  {train:>21.0%}  {new:>16.1%}  {sharpness:9.1f}  {length:6.0f}  "
                f"{count:>19}"
            )
        return "\n".join(lines)


def over_seeds(alphas: Sequence[float], *, seeds: int = 10, **settings: Any) -> SeedTable:
    """Run BoundaryLab's experiment on many seeds.

    Parameters
    ----------
    alphas : sequence of float
        Mixing strengths to compare with none, each in (0, 4].
    seeds : int, default=10
        How many seeds, counted from 0.
    **settings
        The other settings of BoundaryLab.

    Returns
    -------
    SeedTable
        Means over the seeds; it prints as a table.

    Raises
    ------
    LabError
        If there is nothing to compare, or a setting is unknown or out of bounds.

    Examples
    --------
    >>> table = over_seeds([1.0], seeds=3, noise=0.2, points=100)
    >>> table.rows[1][3] < table.rows[0][3]  # mixing makes the boundary less sharp
    True
    """
    if not len(alphas) or seeds < 1:
        raise LabError("A table takes at least one alpha and one seed.")
    names = [declared.name for declared in fields(Settings) if declared.name not in _COUNTED]
    check_names(settings, names, where="that stay the same")
    places = [changed(Settings(), {"alpha": alpha, **settings}) for alpha in alphas]
    tasks = [precise(toy_task(replace(places[0], seed=seed))) for seed in range(seeds)]
    runs: list[list[Result]] = [
        [run(replace(place, seed=seed), task) for seed, task in enumerate(tasks)]
        for place in places
    ]
    rows = [_row(0.0, [(result.plain, result.plain) for result in runs[0]])]
    rows += [
        _row(alpha, [(result.mixed, result.plain) for result in results])
        for alpha, results in zip(alphas, runs, strict=True)
    ]
    return SeedTable(tuple(rows), seeds)


def _row(alpha: float, pairs: Sequence[tuple[Any, Any]]) -> Any:
    sides = [side for side, _ in pairs]
    return (
        float(alpha),
        fmean(side.train_accuracy for side in sides),
        fmean(side.new_accuracy for side in sides),
        fmean(side.sharpness for side in sides),
        fmean(side.length for side in sides),
        sum(side.new_accuracy > plain.new_accuracy for side, plain in pairs),
    )
