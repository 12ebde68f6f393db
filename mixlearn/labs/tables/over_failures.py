"""The cases of FailureLab over many seeds."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from mixlearn.labs._settings import LabError, changed
from mixlearn.labs.failure import RATIOS, Result, Settings, run
from mixlearn.labs.tables._kept import kept
from mixlearn.labs.tables._table import Column, Table, counted

__all__ = ["over_failures"]

_SURE = (("right", "new points right", ".1%"), ("sure", "sure on average", ".0%"))
# What is measured in each case: its name in the lab, its name in the table, and its form.
_MEASURED = {
    "line": (("middle", "own class, middle point", ".2f"), ("wrong", "points wrong", ".1f")),
    "stripes": (*_SURE, ("sharpness", "sharpness", ".1f")),
    "wrong": (*_SURE, ("sharpness", "sharpness", ".1f")),
    "sine": (("error", "error on new points", ".3f"), ("blends", "error of blends", ".3f")),
    "linear": (*_SURE, ("turn", "turned by, degrees", ".0f")),
    "features": (
        ("right", "new points right", ".0%"),
        ("broken", "narrow feature broken", ".0%"),
        ("other", "wide weight / narrow", ".1f"),
    ),
}
# What the case is about, and so what is compared with no mixing.
_COMPARED = {
    "line": "middle",
    "stripes": "right",
    "wrong": "right",
    "sine": "error",
    "linear": "right",
    "features": "broken",
}


@kept
def over_failures(
    case: str, mixes: Sequence[float | str], *, seeds: int = 10, **settings: Any
) -> Table:
    """Run a case of FailureLab on many seeds, with the model and the budget of that case.

    Parameters
    ----------
    case : str
        One of the cases of FailureLab.
    mixes : sequence of float or str
        What to compare with no mixing: strengths in [0, 32], or "half" or "hardly" for ratios that
        are all 50-50 or all 95-5.
    seeds : int, default=10
        How many seeds, counted from 0.
    **settings
        `partners` and `steps`, as in FailureLab.

    Returns
    -------
    Table
        A row without mixing, and one for each kind of it.

    Raises
    ------
    LabError
        If there is nothing to compare, or a setting is unknown or out of bounds.

    Examples
    --------
    >>> table = over_failures("sine", [1.0], seeds=3)
    >>> table["alpha = 1", "error on new points"] > 10 * table["no mixing", "error on new points"]
    True
    """
    if not len(mixes):
        raise LabError("A table takes at least one way of mixing. Got none.")
    numbers = counted(seeds)
    start = changed(Settings(), {"case": case, "alpha": 1.0, **settings})
    places = [replace(start, alpha=0.0)]
    places += [
        changed(start, {"ratio": mix} if isinstance(mix, str) else {"alpha": mix}) for mix in mixes
    ]
    runs = [[run(replace(place, seed=seed)) for seed in numbers] for place in places]
    columns = []
    for name, head, form in _MEASURED[case]:
        values = [[_measure(result, name) for result in row] for row in runs]
        columns.append(Column(head, values, form))
        if name == _COMPARED[case]:
            columns.append(columns[-1].difference("no mixing"))
    rows = [(_name(place),) for place in places]
    return Table(f"Means over {seeds} seeds:", ("mixing",), rows, columns)


def _measure(result: Result, name: str) -> float:
    return result.turn if name == "turn" else result.right.numbers[name]


def _name(place: Settings) -> str:
    if place.alpha == 0:
        return "no mixing"
    name = f"alpha = {place.alpha:g}" if place.ratio == "beta" else RATIOS[place.ratio]
    return f"{name}, near" if place.partners == "near" else name
