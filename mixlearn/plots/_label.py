"""Blends in the colour of the labels they were given, on what a network learned from them."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.colors import to_rgb

from mixlearn.plots._plane import BoundaryPanel
from mixlearn.plots._style import COLORS, INK, MARKERS

__all__ = ["BlendsPanel"]

Array = npt.NDArray[Any]

_RGB = np.array([to_rgb(color) for color in COLORS])


class BlendsPanel(BoundaryPanel):
    """A field and its boundary, with blends on it.

    Parameters
    ----------
    names : sequence of str
        Class names, in the order of the labels' columns.
    extent : tuple of float
        Left, right, bottom and top, in the units of the features.
    **options
        Passed on to `BoundaryPanel`.
    """

    def __init__(
        self, names: Sequence[str], extent: tuple[float, float, float, float], **options: Any
    ) -> None:
        super().__init__(names, extent, **options)
        axes = self.figure.axes[0]
        self._blends = [
            axes.scatter([], [], s=30, marker=marker, edgecolors=INK, linewidths=0.6, zorder=3)
            for _, marker in zip(names, MARKERS, strict=False)
        ]
        self.moves(*self._blends)
        nothing = np.zeros(0, dtype=bool)
        # Their markers still stand in the legend.
        self.points(np.zeros((0, 2)), np.zeros(0, dtype=int), nothing, nothing)

    def blends(self, X: Array, Y: Array) -> None:
        """Show blends (n, 2): label (n, k) gives the colour, its largest share the marker."""
        leading, colors = Y.argmax(axis=1), (Y @ _RGB[: Y.shape[1]]).clip(0, 1)
        for number, artist in enumerate(self._blends):
            artist.set_offsets(X[leading == number])
            artist.set_facecolor(colors[leading == number])
        self.moved()
