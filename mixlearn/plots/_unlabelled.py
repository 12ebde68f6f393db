"""Labelled and unlabelled points, on what a network made of them."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.lines import Line2D

from mixlearn.plots._boundary import BoundaryPanel
from mixlearn.plots._markers import SoftMarkers
from mixlearn.plots._style import COLORS, INK, MARKERS

__all__ = ["UnlabelledPanel"]

Array = npt.NDArray[Any]

# Without the tinge of blue of the other greys, which on orange would pass for a class.
_NEUTRAL = "#4a4a4a"


class UnlabelledPanel(BoundaryPanel):
    """A field and its boundary, small marks for unlabelled points, large ones for labelled points.

    Parameters
    ----------
    names : sequence of str
        Class names, in the order of the labels.
    extent : tuple of float
        Left, right, bottom and top, in the units of the features.

    Attributes
    ----------
    artists : dict
        Those of `BoundaryPanel`, and ``"unlabelled"`` (points in grey), ``"guesses"`` (unlabelled
        points with their guessed labels) and ``"labelled"`` (lists, one artist per class).
    """

    def __init__(self, names: Sequence[str], extent: tuple[float, float, float, float]) -> None:
        super().__init__(names, extent)
        axes = self.figure.axes[0]
        self._grey = axes.plot([], [], ".", color=_NEUTRAL, markersize=4.5, mew=0)[0]
        self._guessed = SoftMarkers(axes, names, size=26, edge=0.5)
        self._labelled = [
            axes.scatter([], [], s=95, color=color, marker=marker, edgecolors=INK, linewidths=1.4)
            for _, color, marker in zip(names, COLORS, MARKERS, strict=False)
        ]
        self.moves(unlabelled=self._grey, guesses=self._guessed.artists, labelled=self._labelled)
        self._keys = [
            Line2D([], [], ls="", marker=marker, color=color, mec=INK, mew=1.2, ms=8, label=name)
            for name, color, marker in zip(names, COLORS, MARKERS, strict=False)
        ]
        self._grey_key = Line2D([], [], ls="", marker=".", color=_NEUTRAL, ms=7, label="unlabelled")
        for key in self._guessed.keys:
            key.set_label("unlabelled")
        self._explain([*self._keys, self._grey_key, self._boundary])

    def labelled(self, X: Array, y: Array) -> None:
        """Show labelled points (n, 2) of classes y (n,), counted from 0."""
        for number, artist in enumerate(self._labelled):
            artist.set_offsets(X[y == number])
        self.moved()

    def unlabelled(self, X: Array, guesses: Array | None) -> None:
        """Show unlabelled points (n, 2) in grey, or by their guessed labels (n, k).

        A guess gives the colour, its largest share the marker.
        """
        nothing = X[:0]
        self._grey.set_data((X if guesses is None else nothing).T)
        if guesses is None:
            self._guessed.show(nothing, np.zeros((0, len(self._keys))))
        else:
            self._guessed.show(X, guesses)
        # Two of the small marks are enough to explain them.
        key = self._grey_key if guesses is None else tuple(self._guessed.keys[:2])
        self._explain([*self._keys, key, self._boundary])
        self.moved()
