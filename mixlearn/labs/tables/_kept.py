"""Tables that come with the course, so that nobody waits for what the lessons have trained before.

A table that a lesson calls is kept in ``data/tables.jsonl``, which `data/make_tables.py` writes.
Called again with the same arguments, it is read; called with any others, it is trained.
"""

import functools
import inspect
import json
from collections.abc import Callable, Mapping
from typing import Any, ParamSpec

import numpy as np

from mixlearn.datasets._files import read_lines
from mixlearn.labs.tables._table import Column, Table

__all__ = ["FILE", "kept", "name_of", "read", "write"]

P = ParamSpec("P")

FILE = "tables.jsonl"
# Enough for whatever is printed, and the same on machines that differ in the last bits.
_DIGITS = 6


def kept(function: Callable[P, Table]) -> Callable[P, Table]:
    """Let a function read the tables that are kept, and compute all others."""

    @functools.wraps(function)
    def table(*args: P.args, **kwargs: P.kwargs) -> Table:
        line = _lines().get(name_of(function, *args, **kwargs))
        return function(*args, **kwargs) if line is None else read(line)

    return table


def name_of(function: Callable[..., Table], *args: Any, **kwargs: Any) -> str:
    """Name a call by its function and all arguments; "" if no table could be kept for it."""
    try:
        call = inspect.signature(function).bind(*args, **kwargs)
        call.apply_defaults()
        return json.dumps([function.__name__, _plain(call.arguments)], sort_keys=True)
    except (TypeError, ValueError):  # the function itself will say what is wrong with them
        return ""


def write(name: str, table: Table) -> str:
    """Write a table on one line."""
    columns = [
        vars(column) | {"values": [_short(row) for row in column.values]}
        for column in table.columns
    ]
    content = [table.title, table.corner, [list(row) for row in table.rows], columns]
    return json.dumps([name, content], allow_nan=False)


def read(line: str) -> Table:
    """Read a table from its line."""
    _, (title, corner, rows, columns) = json.loads(line)
    # Whatever was not measured is written as null, and comes back as nan.
    return Table(title, tuple(corner), list(map(tuple, rows)), [Column(**c) for c in columns])


@functools.cache
def _lines() -> Mapping[str, str]:
    """Map the names of all calls to their lines."""
    return {json.loads(line)[0]: line for line in read_lines(FILE)}


def _plain(value: Any) -> Any:
    """Return an argument as JSON has it, the same for 1 and 1.0, for tuples and lists."""
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, (list, tuple, range, np.ndarray)):
        return [_plain(one) for one in value]
    if isinstance(value, np.generic):
        return _plain(value.item())
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _short(values: Any) -> list[float | None]:
    return [None if np.isnan(value) else float(f"{value:.{_DIGITS}g}") for value in values]
