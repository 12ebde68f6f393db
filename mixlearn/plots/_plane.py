"""Points on the plane, and the field of a classifier behind them."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import PIL.Image
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from mixlearn.boundary import Field
from mixlearn.plots._panel import Panel
from mixlearn.plots._style import COLORS, FRAME, GREY, INK, MARKERS, check_classes, pale

__all__ = ["BoundaryPanel", "class_markers"]

Array = npt.NDArray[Any]

# Where the axes are, as shares of the panel, while legend and labels need no more room than usual.
_PLACE = (0.1, 0.17, 0.87, 0.7)
# The names of the axes, in points.
_SMALL = 9.0


def class_markers(axes: Axes, names: Sequence[str]) -> list[Line2D]:
    """Add one empty set of points a class; fill them with ``set_data``.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to draw.
    names : sequence of str
        Class names, at most ``MAX_CLASSES``.

    Returns
    -------
    list of matplotlib.lines.Line2D
        One a class, labelled with its name.
    """
    check_classes(len(names))
    return [
        axes.plot(
            [], [], marker, color=color, label=name, markersize=6.5, mec="white", mew=0.7, zorder=3
        )[0]
        for name, color, marker in zip(names, COLORS, MARKERS, strict=False)
    ]


class _Backdrop(Artist):
    """Colours on a grid, stretched over axes whose limits are its first and last grid lines.

    PIL enlarges them in a sixth of the time that matplotlib's own images take.
    """

    def __init__(self, axes: Axes) -> None:
        super().__init__()
        self._behind = axes
        self._colors: Array = np.full((2, 2, 3), 255, np.uint8)
        self._pixels: Array | None = None
        self._size = (0, 0)

    def set_colors(self, colors: Array) -> None:
        """Take colours (rows, columns, 3), uint8, the lowest row first."""
        self._colors, self._pixels = colors, None

    def draw(self, renderer: Any) -> None:
        """Copy the pixels to the canvas."""
        box = self._behind.bbox
        size = round(box.width), round(box.height)
        if self._pixels is None or self._size != size:
            self._pixels, self._size = _enlarge(self._colors, size), size
        renderer.draw_image(renderer.new_gc(), round(box.x0), round(box.y0), self._pixels)


def _enlarge(colors: Array, size: tuple[int, int]) -> Array:
    rows, columns = colors.shape[:2]
    # A colour belongs to the middle of its pixel, so half a pixel falls away all around.
    inside = (0.5, 0.5, columns - 0.5, rows - 0.5)
    small = PIL.Image.fromarray(colors)
    large = small.resize(size, PIL.Image.Resampling.BILINEAR, inside)
    return np.array(large.convert("RGBA"))  # a copy: the canvas wants to write


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
        Left, bottom, width and height of the plane, as shares of the panel; what is left free
        below is a subclass's own.
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
        self._above = -1.0  # where the legend ends, in pixels; there is none yet
        axes.set(xlim=extent[:2], ylim=extent[2:])
        across, up = (
            self.shorten(name, 0.8 * share * side, _SMALL)
            for name, share, side in zip(axis_names, place[2:], self.size, strict=True)
        )
        # A feature may be called anything, "$" too.
        axes.set_xlabel(across, color=GREY, fontsize=_SMALL, labelpad=1, parse_math=False)
        axes.set_ylabel(up, color=GREY, fontsize=_SMALL, labelpad=0, parse_math=False)
        axes.tick_params(colors=GREY, labelsize=8, length=2)
        axes.spines[:].set_color(FRAME)
        for axis in (axes.xaxis, axes.yaxis):
            # Numbers in full: a factor on its own would stand in the way of the note.
            axis.set_major_formatter("{x:.10g}")
        self._image = _Backdrop(axes)
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
            self._image,
            self._line,
            *self._points,
            self._flipped,
            self._outliers,
            self._title,
            self._note,
        )

    def points(self, X: Array, y: Array, flipped: Array, outliers: Array) -> None:
        """Show points (n, 2) of classes y (n,), counted from 0; masks (n,) mark two kinds."""
        for number, points in enumerate(self._points):
            points.set_data(X[y == number].T)
        self._flipped.set_data(X[flipped].T)
        self._outliers.set_data(X[outliers].T)
        marks = [
            mark
            for mark, mask in ((self._flipped, flipped), (self._outliers, outliers))
            if mask.any()
        ]
        legend = self.legend([*self._points, self._boundary, *marks])
        if legend != self._above:
            self._above = legend
            self._place()
        self.moved()

    def field(self, found: Field, lines: Sequence[Array], *, title: str, note: str) -> None:
        """Show a field, its boundary lines, a title and a line of numbers."""
        self._image.set_colors(pale(found.shares))
        self._line.set_segments(list(lines))
        self._title.set_text(title)
        self._note.set_text(note)
        self.moved()

    def _place(self) -> None:
        """Let the axes and their labels fill what the legend leaves free."""
        left, bottom, width, height = self._frame
        self._axes.set_position(self._frame)
        box = self._axes.get_tightbbox() or self._axes.bbox
        low = max(0.0, (self._above - box.y0) / self.size[1])
        wide = max(0.0, -box.x0 / self.size[0])
        narrow = max(0.0, box.x1 / self.size[0] - 1)
        self._axes.set_position((left + wide, bottom + low, width - wide - narrow, height - low))
