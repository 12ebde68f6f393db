"""Points in the plane, and the field of a classifier behind them."""

from collections.abc import Sequence
from typing import Any

import numpy.typing as npt
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from mixlearn.boundary import Field
from mixlearn.plots._backdrop import Backdrop
from mixlearn.plots._markers import class_markers
from mixlearn.plots._panel import Key, Panel
from mixlearn.plots._style import FRAME, GREY, INK, pale

__all__ = ["BoundaryPanel"]

Array = npt.NDArray[Any]

# Where the axes are, as shares of the panel, as long as legend and labels need no extra room.
_PLACE = (0.1, 0.17, 0.87, 0.7)
# The names of the axes, in points.
_SMALL = 9.0
# How far axes reach with all that is written at them, by what that depends on: to measure it takes
# longer than to draw it, and a lab has several panels of the same axes.
_REACHES: dict[Any, tuple[float, float, float]] = {}


class BoundaryPanel(Panel):
    """Points, the field of a classifier behind them in blended colours, and the boundary in black.

    Parameters
    ----------
    names : sequence of str
        Class names, in the order of the labels.
    extent : tuple of float
        Left, right, bottom and top, in the units of the features.
    axis_names : tuple of str, default=("feature 1", "feature 2")
        Names of the two features.
    width, height : int, default=440, 480
        Size in pixels.
    place : tuple of float
        Left, bottom, width and height of the plane, as shares of the panel; the room below
        is for subclasses.

    Attributes
    ----------
    artists : dict
        ``"field"`` (the colours), ``"boundary"`` (the lines), ``"points"`` (a list, one artist a
        class), ``"wrong_labels"`` and ``"outliers"`` (rings and squares around points),
        ``"title"``, ``"note"`` and ``"legend"``.
    """

    def __init__(
        self,
        names: Sequence[str],
        extent: tuple[float, float, float, float],
        *,
        axis_names: tuple[str, str] = ("feature 1", "feature 2"),
        width: int = 440,
        height: int = 480,
        place: tuple[float, float, float, float] = _PLACE,
    ) -> None:
        super().__init__(width, height)
        self._frame = place
        self._axes = axes = self.add_axes(*place)
        self._above = -1.0  # where the legend ends, in pixels; no legend yet
        axes.set(xlim=extent[:2], ylim=extent[2:])
        across, up = (
            self.shorten(name, 0.8 * share * side, _SMALL)
            for name, share, side in zip(axis_names, place[2:], self.size, strict=True)
        )
        # The name of a feature may hold a "$".
        self._looks = (self.size, place, tuple(map(float, extent)), across, up)
        axes.set_xlabel(across, color=GREY, fontsize=_SMALL, labelpad=1, parse_math=False)
        axes.set_ylabel(up, color=GREY, fontsize=_SMALL, labelpad=0, parse_math=False)
        axes.tick_params(colors=GREY, labelsize=8, length=2)
        axes.spines[:].set_color(FRAME)
        for axis in (axes.xaxis, axes.yaxis):
            # Numbers in full: a factor set apart would get in the way of the note.
            axis.set_major_formatter("{x:.10g}")
        self._image = Backdrop(axes)
        self._line = LineCollection([], colors=INK, linewidths=2)
        axes.add_collection(self._line)
        self._points = class_markers(axes, names)
        self._flipped = axes.plot(
            [], [], "o", mfc="none", mec=INK, mew=1.1, markersize=11, label="label is wrong"
        )[0]
        self._outliers = axes.plot(
            [], [], "s", mfc="none", mec=INK, mew=1.1, markersize=13, label="outlier"
        )[0]
        self._boundary = Line2D([], [], color=INK, linewidth=2, label="boundary")
        self._title = self.figure.text(0.1, 0.945, "", fontsize=12.5, weight="bold", color=INK)
        self._note = self.figure.text(0.1, 0.895, "", fontsize=10, color=INK)
        self.moves(
            field=self._image,
            boundary=self._line,
            points=self._points,
            wrong_labels=self._flipped,
            outliers=self._outliers,
            title=self._title,
            note=self._note,
        )

    def points(self, X: Array, y: Array, flipped: Array, outliers: Array) -> None:
        """Show points (n, 2) of classes y (n,), from 0; masks (n,) mark wrong and outlying ones."""
        for number, points in enumerate(self._points):
            points.set_data(X[y == number].T)
        self._flipped.set_data(X[flipped].T)
        self._outliers.set_data(X[outliers].T)
        marks = [
            mark
            for mark, mask in ((self._flipped, flipped), (self._outliers, outliers))
            if mask.any()
        ]
        self._explain([*self._points, self._boundary, *marks])
        self.moved()

    def field(self, found: Field, lines: Sequence[Array], *, title: str, note: str) -> None:
        """Show a field, its boundary lines, a title and a line of numbers."""
        self._image.set_colors(pale(found.shares))
        self._line.set_segments(list(lines))
        self._title.set_text(title)
        self._note.set_text(note)
        self.moved()

    def _explain(self, keys: Sequence[Key]) -> None:
        """Put a legend below, and the axes where it leaves room."""
        legend = self.legend(keys)
        if legend != self._above:
            self._above = legend
            self._place()

    def _place(self) -> None:
        """Let the axes and their labels fill the room that the legend leaves."""
        left, bottom, width, height = self._frame
        x0, x1, y0 = self._reach()
        low = max(0.0, (self._above - y0) / self.size[1])
        wide = max(0.0, -x0 / self.size[0])
        narrow = max(0.0, x1 / self.size[0] - 1)
        self._axes.set_position((left + wide, bottom + low, width - wide - narrow, height - low))

    def _reach(self) -> tuple[float, float, float]:
        """Measure in pixels where the axes in their frame end: left, right and below."""
        if self._looks not in _REACHES:
            self._axes.set_position(self._frame)
            box = self._axes.get_tightbbox() or self._axes.bbox
            _REACHES[self._looks] = (float(box.x0), float(box.x1), float(box.y0))
        return _REACHES[self._looks]
