"""Labelled and unlabelled points on what a network made of them."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.colors import to_rgb
from matplotlib.lines import Line2D

from mixlearn.plots._plane import BoundaryPanel
from mixlearn.plots._style import COLORS, INK, MARKERS

__all__ = ["UnlabelledPanel"]

Array = npt.NDArray[Any]

# Without the tinge of blue that other greys here have: on orange it would pass for a class.
_NEUTRAL = "#4a4a4a"
_RGB = np.array([to_rgb(color) for color in COLORS])


class UnlabelledPanel(BoundaryPanel):
    """A field and its boundary, small marks for unlabelled points, large ones for labelled points.

    Parameters
    ----------
    names : sequence of str
        Class names, in the order of the labels.
    extent : tuple of float
        Left, right, bottom and top, in the units of the features.
    """

    def __init__(self, names: Sequence[str], extent: tuple[float, float, float, float]) -> None:
        super().__init__(names, extent)
        axes = self.figure.axes[0]
        self._grey = axes.plot([], [], ".", color=_NEUTRAL, markersize=4.5, mew=0)[0]
        self._guessed = [
            axes.scatter([], [], s=26, marker=marker, edgecolors=INK, linewidths=0.5)
            for _, marker in zip(names, MARKERS, strict=False)
        ]
        self._labelled = [
            axes.scatter([], [], s=95, color=color, marker=marker, edgecolors=INK, linewidths=1.4)
            for _, color, marker in zip(names, COLORS, MARKERS, strict=False)
        ]
        self.moves(self._grey, *self._guessed, *self._labelled)
        legend = [
            Line2D([], [], ls="", marker=marker, color=color, mec=INK, mew=1.2, ms=8, label=name)
            for name, color, marker in zip(names, COLORS, MARKERS, strict=False)
        ]
        unlabelled = Line2D([], [], ls="", marker=".", color=_NEUTRAL, ms=7, label="unlabelled")
        self._above = self.legend([*legend, unlabelled, self._boundary])
        self._place()

    def labelled(self, X: Array, y: Array) -> None:
        """Show labelled points (n, 2) of classes y (n,), counted from 0."""
        for number, artist in enumerate(self._labelled):
            artist.set_offsets(X[y == number])
        self.moved()

    def unlabelled(self, X: Array, guesses: Array | None) -> None:
        """Show unlabelled points (n, 2) in grey, or as their guessed labels (n, k).

        A guess gives the colour, its largest share the marker.
        """
        grey = X if guesses is None else X[:0]
        self._grey.set_data(grey.T)
        Y = np.zeros((0, len(self._guessed))) if guesses is None else guesses
        X = X[: len(Y)]
        leading, colors = Y.argmax(axis=1), (Y @ _RGB[: Y.shape[1]]).clip(0, 1)
        for number, artist in enumerate(self._guessed):
            artist.set_offsets(X[leading == number])
            artist.set_facecolor(colors[leading == number])
        self.moved()
