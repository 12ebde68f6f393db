"""The data on which labels are compared: those of LabelLab, for every seed of a table."""

from dataclasses import replace
from typing import Any

from mixlearn.labs._settings import changed
from mixlearn.labs._task import Task, precise, toy
from mixlearn.labs.label import POINTS, Settings
from mixlearn.labs.tables._table import counted

__all__ = ["places"]


def places(seeds: int, **settings: Any) -> list[tuple[Settings, Task]]:
    """Return the lab's settings and its data in full precision, one pair per seed."""
    start = changed(Settings(), settings)
    return [(place, _task(place)) for place in (replace(start, seed=n) for n in counted(seeds))]


def _task(s: Settings) -> Task:
    return precise(toy(s.shape, POINTS, noise=s.noise, seed=s.seed))
