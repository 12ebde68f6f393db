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
from mixlearn.plots._style import COLORS, FRAME, GREY, INK, LIMIT, MARKERS, pale

__all__ = ["BoundaryPanel", "boundary", "class_markers"]

Array = npt.NDArray[Any]


def class_markers(axes: Axes, names: Sequence[str]) -> list[Line2D]:
    """Add one empty set of points a class; fill them with ``set_data``.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to draw.
    names : sequence of str
        Class names, at most ``LIMIT``.

    Returns
    -------
    list of matplotlib.lines.Line2D
        One a class, labelled with its name.
    """
    if len(names) > LIMIT:
        raise ValueError(
            f"A picture tells at most {LIMIT} classes apart. Got {len(names)}: join or leave out some."
        )
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
        self.set_figure(axes.get_figure())
        box = axes.get_window_extent()
        self._corner = round(box.x0), round(box.y0)
        self._size = round(box.width), round(box.height)
        self.set_colors(np.full((2, 2, 3), 255, np.uint8))

    def set_colors(self, colors: Array) -> None:
        """Take colours (rows, columns, 3), uint8, the lowest row first."""
        rows, columns = colors.shape[:2]
        # A colour belongs to the middle of its pixel, so half a pixel falls away all around.
        inside = (0.5, 0.5, columns - 0.5, rows - 0.5)
        small = PIL.Image.fromarray(colors)
        large = small.resize(self._size, PIL.Image.Resampling.BILINEAR, inside)
        self._pixels = np.array(large.convert("RGBA"))  # a copy: the canvas wants to write

    def draw(self, renderer: Any) -> None:
        """Copy the pixels to the canvas."""
        renderer.draw_image(renderer.new_gc(), *self._corner, self._pixels)


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
    width, height : int, default=440, 470
        Size in pixels.
    """

    def __init__(
        self,
        names: Sequence[str],
        extent: tuple[float, float, float, float],
        *,
        axis_names: tuple[str, str] = ("feature 1", "feature 2"),
        width: int = 440,
        height: int = 480,
    ) -> None:
        super().__init__(width, height)
        axes = self.add_axes(0.1, 0.17, 0.87, 0.7)
        axes.set(xlim=extent[:2], ylim=extent[2:])
        axes.set_xlabel(axis_names[0], color=GREY, fontsize=9, labelpad=1)
        axes.set_ylabel(axis_names[1], color=GREY, fontsize=9, labelpad=0)
        axes.tick_params(colors=GREY, labelsize=8, length=2)
        axes.spines[:].set_color(FRAME)
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
        for text in (axes.xaxis.label, axes.yaxis.label):
            text.set_parse_math(False)  # a feature may be called anything, "$" too
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
        self.legend([*self._points, self._boundary, *marks])
        self.moved()

    def field(self, found: Field, lines: Sequence[Array], *, title: str, note: str) -> None:
        """Show a field, its boundary lines, a title and a line of numbers."""
        self._image.set_colors(pale(found.shares))
        self._line.set_segments(list(lines))
        self._title.set_text(title)
        self._note.set_text(note)
        self.moved()
