"""What stands for a class: its marker in its colour."""

from collections.abc import Sequence
from typing import Any

import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from mixlearn.plots._style import COLORS, INK, MARKERS, RGB, check_classes

__all__ = ["SoftMarkers", "choose_spot", "class_markers", "class_spots"]

Array = npt.NDArray[Any]


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


def class_spots(axes: Axes, x: float, y: float) -> list[Line2D]:
    """Add the marks of two classes at the same place; `choose_spot` shows one of them."""
    return [
        axes.plot([x], [y], marker, color=color, ms=7)[0]
        for color, marker in zip(COLORS[:2], MARKERS[:2], strict=True)
    ]


def choose_spot(spots: Sequence[Line2D], number: int) -> None:
    """Show the mark of one class."""
    for kind, spot in enumerate(spots):
        spot.set_visible(kind == number)


class SoftMarkers:
    """Points with soft labels: a label gives the colour, its largest share the marker.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to draw.
    names : sequence of str
        Class names, at most ``MAX_CLASSES``.
    size, edge : float
        Area of a marker and width of its black edge, in points.

    Attributes
    ----------
    artists : list of matplotlib.collections.PathCollection
        One a class.
    keys : list of matplotlib.lines.Line2D
        The same marks for a legend, one per class, labelled with its name.
    """

    def __init__(self, axes: Axes, names: Sequence[str], *, size: float, edge: float) -> None:
        looks = list(zip(names, COLORS, MARKERS, strict=False))
        self.artists = [
            axes.scatter([], [], s=size, marker=marker, edgecolors=INK, linewidths=edge)
            for _, _, marker in looks
        ]
        look: dict[str, Any] = {"ls": "", "mec": INK, "mew": edge, "ms": size**0.5}
        self.keys = [
            Line2D([], [], marker=marker, color=color, label=name, **look)
            for name, color, marker in looks
        ]

    def show(self, X: Array, Y: Array) -> None:
        """Show points (n, 2) with labels (n, k)."""
        leading, colors = Y.argmax(axis=1), (Y @ RGB[: Y.shape[1]]).clip(0, 1)
        for number, artist in enumerate(self.artists):
            artist.set_offsets(X[leading == number])
            artist.set_facecolor(colors[leading == number])
