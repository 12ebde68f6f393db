"""A table of what was measured on many seeds, addressed by the names that it prints."""

import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from operator import attrgetter
from typing import Any

import numpy as np
import numpy.typing as npt

from mixlearn.labs._settings import LabError

__all__ = ["Column", "Table", "counted"]

Array = npt.NDArray[Any]


def counted(seeds: Any) -> range:
    """Return the seeds 0, 1, ... of a table, or refuse a table of no seeds."""
    if isinstance(seeds, (int, np.integer)) and not isinstance(seeds, bool) and seeds >= 1:
        return range(int(seeds))
    raise LabError(f"A table takes at least one seed. Got {seeds!r}.")


@dataclass(frozen=True, eq=False)
class Column:
    """What was measured in every row on every seed, and how the seeds are summed up.

    Parameters
    ----------
    head : str
        Its name.
    values : array-like of shape (rows, seeds)
        What was measured; nan where there is nothing to measure.
    form : str, default=".0%"
        How the sum-up is written, as in `format`: ".1%", ".2f".
    how : {"mean", "lowest", "count", "difference"}, default="mean"
        How the seeds are summed up. A count is of the seeds on which something is true (1, not 0).
        A difference is a mean that is printed with its sign and its standard error.
    to : str, default=""
        What a difference is to, for the line below the table.

    Examples
    --------
    >>> right = Column("right", [[0.80, 0.90], [0.82, 0.94]])
    >>> right.difference("none").values[1].round(2)
    array([0.02, 0.04])
    >>> right.more("seeds with more").values
    array([[nan, nan],
           [ 1.,  1.]])
    """

    head: str
    values: Any
    form: str = ".0%"
    how: str = "mean"
    to: str = ""

    def __post_init__(self) -> None:
        """Take a copy of the values that cannot be changed."""
        values = np.array(self.values, dtype=float)
        values.flags.writeable = False
        object.__setattr__(self, "values", values)

    @classmethod
    def measured(
        cls, sides: Iterable[Iterable[Any]], name: str, head: str, form: str = ".0%"
    ) -> "Column":
        """Read the attribute `name` of whatever was trained, for each row and seed."""
        read = attrgetter(name)
        return cls(head, [[read(side) for side in row] for row in sides], form)

    def lowest(self, head: str) -> "Column":
        """Return a column of the lowest values over the seeds."""
        return Column(head, self.values, self.form, "lowest")

    def difference(
        self, to: str, *, row: int | Sequence[int] = 0, head: str = "difference"
    ) -> "Column":
        """Return a column of the differences to one row on the same seeds.

        Parameters
        ----------
        to : str
            What that row is called, for the line below the table.
        row : int or sequence of int, default=0
            Its number, or for each row the number of the one that it is compared with.
        head : str, default="difference"
            Name of the new column.
        """
        values = self._against(row, np.subtract)
        return Column(head, values, self.form, "difference", to)

    def more(self, head: str, *, row: int | Sequence[int] = 0) -> "Column":
        """Return a column that counts the seeds with more than in one row."""
        return Column(head, self._against(row, np.greater), how="count")

    def fewer(self, head: str, *, row: int | Sequence[int] = 0) -> "Column":
        """Return a column that counts the seeds with less than in one row."""
        return Column(head, self._against(row, np.less), how="count")

    def _against(self, row: int | Sequence[int], compare: Callable[..., Array]) -> Array:
        """Compare each row but one with that one, seed by seed."""
        found = compare(self.values, self.values[np.asarray(row)]).astype(float)
        found[np.arange(len(found)) == np.asarray(row)] = np.nan
        return found

    def sum_up(self, row: int) -> float:
        """Return the number that stands for all seeds of a row."""
        one = self.values[row]
        if self.how == "lowest":
            return float(one.min())
        return float(one.sum() if self.how == "count" else one.mean())

    def error(self, row: int) -> float:
        """Return the standard error of a row's mean: nan for a single seed."""
        one = self.values[row]
        return float(one.std(ddof=1) / len(one) ** 0.5) if len(one) > 1 else np.nan

    def clear(self, row: int) -> bool:
        """Return whether a row's mean lies more than two standard errors from 0."""
        return bool(abs(self.values[row].mean()) > 2 * self.error(row))

    def cell(self, row: int) -> str:
        """Return what is printed for a row."""
        number = self.sum_up(row)
        if np.isnan(number):
            return "-"
        if self.how == "count":
            return f"{number:.0f} of {self.values.shape[1]}"
        if self.how == "difference":
            scale, digits = (100, "1") if self.form.endswith("%") else (1, self.form[1:-1])
            mean, error = f"{scale * number:+z.{digits}f}", f"{scale * self.error(row):.{digits}f}"
            return f"{'' if self.clear(row) else '~ '}{mean} ± {error.replace('nan', '?')}"
        return format(number, self.form)


@dataclass(frozen=True, eq=False)
class Table:
    """Numbers over seeds, by the names of row and column.

    `table["balanced pairs", "recall"]` is what the table prints there, unrounded: the mean over the
    seeds, the lowest, or on how many seeds something was so. `table.values(...)` takes the same
    names and returns what each seed gave.

    A column of differences compares each row with one of them on the same seeds, and stands right
    after what it compares. It prints as "+0.7 ± 0.2": the mean of the differences, and the standard
    error of that mean, which is their standard deviation over the seeds, divided by the square root
    of the number of seeds. Percentages differ by points.
    A "~" in front says that there is no clear difference: 0 lies within two standard errors. That
    is a rule of thumb, and a loose one for a handful of seeds.

    Parameters
    ----------
    title : str
        What is printed above.
    corner : tuple of str
        What the names of the rows are, one word for each part of a name.
    rows : sequence of tuple of str or float
        Names of the rows, each with as many parts as the corner.
    columns : sequence of Column
        In the order of printing.

    Raises
    ------
    LabError
        If there is no such row or column.

    Examples
    --------
    >>> right = Column("right", [[0.80, 0.90, 0.85], [0.82, 0.94, 0.89]])
    >>> columns = [right, right.difference("alpha 0"), right.more("seeds with more")]
    >>> table = Table("Means over 3 seeds:", ("alpha",), [(0,), (0.4,)], columns)
    >>> table
    Means over 3 seeds:
                               seeds
    alpha  right  difference with more
        0    85%           -         -
      0.4    88%  +3.3 ± 0.7    3 of 3
    difference: to alpha 0, in points, ± standard error over paired seeds; ~ no clear difference
    >>> round(table[0.4, "right"], 3)
    0.883
    >>> table.values(0.4, "difference").round(2)
    array([0.02, 0.04, 0.04])
    """

    title: str
    corner: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]
    columns: Sequence[Column]

    @property
    def heads(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(column.head for column in self.columns)

    @property
    def seeds(self) -> int:
        """How many seeds there were."""
        return int(self.columns[0].values.shape[1])

    def __getitem__(self, at: Any) -> float:
        """Return one number, by the names of its row and its column."""
        row, column = self._find(at)
        return column.sum_up(row)

    def values(self, *at: Any) -> Array:
        """Return what each seed gave, of shape (seeds,), by the names of row and column."""
        row, column = self._find(at)
        one: Array = column.values[row]
        return one

    def error(self, *at: Any) -> float:
        """Return the standard error over the seeds of a mean, by the names of row and column."""
        row, column = self._find(at)
        return column.error(row)

    def clear(self, *at: Any) -> bool:
        """Return whether a difference is clear: more than two standard errors away from 0."""
        row, column = self._find(at)
        return column.clear(row)

    def _find(self, at: Any) -> tuple[int, Column]:
        parts = len(self.corner)
        if not isinstance(at, tuple) or len(at) != parts + 1:
            names = ", ".join(map(repr, (*self.rows[-1], self.heads[0])))
            raise LabError(f"A number has a row and a column, as [{names}]. Got {at!r} instead.")
        rows = [_joined(row) for row in self.rows]
        row = _number("row", _joined(at[:parts]), rows)
        return row, self.columns[_number("column", _name(at[parts]), self.heads)]

    def __repr__(self) -> str:
        """Return the table as text."""
        cells = [[column.cell(row) for row in range(len(self.rows))] for column in self.columns]
        blocks = [
            # Names that are numbers are aligned as numbers are.
            _block([word], list(map(_name, parts)), left=not all(map(_is_number, parts)))
            for word, parts in zip(self.corner, zip(*self.rows, strict=True), strict=True)
        ]
        blocks += [
            _block(_split(column.head, max(map(len, found))), found)
            for column, found in zip(self.columns, cells, strict=True)
        ]
        heads = max(len(block) for block in blocks)
        lines = ["  ".join(line) for line in zip(*[_fill(b, heads) for b in blocks], strict=True)]
        return "\n".join([self.title, *lines, *self._note()])

    def _note(self) -> list[str]:
        """Say below the table what its differences are."""
        found = [column for column in self.columns if column.how == "difference"]
        if not found:
            return []
        to = f"to {found[0].to}, " if len(found) == 1 else ""
        unit = "in points, " if found[0].form.endswith("%") else ""
        return [f"difference: {to}{unit}± standard error over paired seeds; ~ no clear difference"]


def _is_number(part: Any) -> bool:
    return isinstance(part, (int, float))


def _name(part: Any) -> str:
    return f"{part:g}" if _is_number(part) else str(part)


def _joined(parts: Sequence[Any]) -> str:
    return ", ".join(map(_name, parts))


def _number(kind: str, name: str, known: Sequence[str]) -> int:
    """Return where a name stands among those that are known."""
    if name in known:
        return known.index(name)
    near = get_close_matches(str(name), known, n=1, cutoff=0.5)
    hint = (
        f"the nearest is {near[0]!r}" if near else f"its {kind}s are {', '.join(map(repr, known))}"
    )
    raise LabError(f"The table has no {kind} {name!r}; {hint}.")


def _split(head: str, width: int) -> list[str]:
    """Break a head into two lines at most, as narrow as they come."""
    width = max(width, *map(len, head.split()))
    while len(lines := textwrap.wrap(head, width)) > 2:
        width += 1
    return lines


def _block(heads: Sequence[str], cells: Sequence[str], *, left: bool = False) -> list[str]:
    """Return the lines of one column, all of one width."""
    lines = [*heads, *cells]
    width = max(map(len, lines))
    return [f"{line:{'<' if left else '>'}{width}}" for line in lines]


def _fill(block: Sequence[str], lines: int) -> list[str]:
    """Put empty lines above a column, up to a number of lines."""
    return [" " * len(block[0])] * (lines - len(block)) + list(block)
