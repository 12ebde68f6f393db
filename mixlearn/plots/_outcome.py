"""A boundary, and below it what becomes of new points: a confusion matrix of two classes."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from mixlearn.plots._blends import BlendsPanel
from mixlearn.plots._style import COLORS, FRAME, INK, MARKERS, pale
from mixlearn.plots._words import Words

__all__ = ["OutcomePanel"]

Array = npt.NDArray[Any]

_WIDTH, _HEIGHT = 440, 560
# The plane, and where the matrix begins, in pixels from the top; the legend stands below it.
_PLANE_TOP, _PLANE_HEIGHT, _MATRIX_TOP, _MATRIX_HEIGHT = 70, 270, 376, 156
# Columns and rows of the matrix, in its own pixels.
_LEFTS, _CELL_WIDTH, _TOPS, _CELL_HEIGHT = (128, 280), 146, (26, 74), 44
# What the cells are called, row by row.
_CALLS = (("left alone", "false alarm"), ("missed", "found"))


class OutcomePanel(BlendsPanel):
    """A field, its boundary and blends, and a confusion matrix of two classes.

    Parameters
    ----------
    names : sequence of str
        Names of the two classes, the common one first.
    extent : tuple of float
        Left, right, bottom and top, in the units of the features.

    Attributes
    ----------
    artists : dict
        Those of `BlendsPanel`, and of the matrix ``"columns"`` (their heads), ``"rows"`` (names of
        the true classes), ``"marks"`` and ``"sizes"`` (their markers and how many points there
        are), ``"cells"``, ``"counts"`` and ``"shares"`` (lists of rows), and ``"score"``.
    """

    def __init__(self, names: Sequence[str], extent: tuple[float, float, float, float]) -> None:
        bottom = _HEIGHT - _PLANE_TOP - _PLANE_HEIGHT
        place = (0.1, bottom / _HEIGHT, 0.87, _PLANE_HEIGHT / _HEIGHT)
        super().__init__(names, extent, height=_HEIGHT, place=place)
        top = _HEIGHT - _MATRIX_TOP
        axes = self.add_axes(0, (top - _MATRIX_HEIGHT) / _HEIGHT, 1, _MATRIX_HEIGHT / _HEIGHT)
        axes.set(xlim=(0, _WIDTH), ylim=(_MATRIX_HEIGHT, 0))
        axes.set_axis_off()
        self._sizes = [Words(axes, 30, top + 37, size=9.5) for top in _TOPS]
        self._cells: list[list[_Cell]] = []
        called, marks, true = [], [], []
        for row, name in enumerate(names):
            middle = _LEFTS[row] + _CELL_WIDTH / 2
            at = _TOPS[row]
            called.append(
                axes.text(middle, 17, f"called {name}", ha="center", fontsize=10, color=INK)
            )
            marks += axes.plot([18], [at + 14], MARKERS[row], color=COLORS[row], markersize=7)
            true.append(
                axes.text(30, at + 19, f"is {name}", fontsize=10.5, weight="bold", color=INK)
            )
            self._cells.append([_Cell(axes, row, column) for column in range(2)])
        self.stays(columns=called, rows=true, marks=marks)
        self._score = Words(axes, _WIDTH / 2, 142, size=10, side="center")
        self.moves(
            cells=[[cell.box for cell in row] for row in self._cells],
            counts=[[cell.count for cell in row] for row in self._cells],
            shares=[[cell.share for cell in row] for row in self._cells],
            sizes=self._sizes,
            score=self._score,
        )

    def outcome(self, counts: Array, *, score: str) -> None:
        """Show counts (2, 2), one row for each true class, and a line of numbers below."""
        for row, cells in enumerate(self._cells):
            size = int(counts[row].sum())
            self._sizes[row].set_text(f"{size} points")
            for cell, count in zip(cells, counts[row].tolist(), strict=True):
                cell.show(count, size)
        self._score.set_text(score)
        self.moved()


class _Cell:
    """How many points of one class are taken for another: the more, the deeper the colour."""

    def __init__(self, axes: Axes, row: int, column: int) -> None:
        left, top = _LEFTS[column], _TOPS[row]
        self._row, self._word = row, _CALLS[row][column]
        self.box = Rectangle((left, top), _CELL_WIDTH, _CELL_HEIGHT, ec=FRAME, lw=0.8)
        axes.add_patch(self.box)
        middle = left + _CELL_WIDTH / 2
        self.count = Words(axes, middle, top + 19, size=11.5, weight="bold", side="center")
        self.share = Words(axes, middle, top + 37, size=9.5, side="center")

    def show(self, count: int, size: int) -> None:
        share = count / size
        color = pale(np.eye(2)[self._row]) / 255
        self.box.set_facecolor(tuple(1 - share * (1 - color)))
        self.count.set_text(str(count))
        self.share.set_text(f"{share:.0%} {self._word}")
