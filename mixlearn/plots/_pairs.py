"""Pairs of points, and the blends that they make."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from mixlearn.plots._markers import class_markers
from mixlearn.plots._panel import Panel
from mixlearn.plots._style import FRAME, GREY, INK, pale

__all__ = ["PairsPanel"]

Array = npt.NDArray[Any]

_HEIGHT = 420


class PairsPanel(Panel):
    """Points, lines between parents, and the blends in the colour of their label.

    Parameters
    ----------
    names : sequence of str
        Class names.

    Attributes
    ----------
    artists : dict
        ``"pairs"`` (lines between parents), ``"points"`` (a list, one artist per class),
        ``"blends"``, ``"far"`` (crosses on blends in empty space), ``"selves"`` (rings around
        blends of a row with itself) and ``"legend"``.
    """

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(570, _HEIGHT)
        axes = self.add_axes(0.02, 0.17, 0.96, 0.81)
        # With the axes' ratio of width to height, so that a distance looks the same every way.
        axes.set(xticks=[], yticks=[], xlim=(-3, 3), ylim=(-1.87, 1.87))
        axes.spines[:].set_color(FRAME)
        self._lines = LineCollection([], colors=GREY, linewidths=0.8, alpha=0.7)
        axes.add_collection(self._lines)
        self._points = class_markers(axes, names)
        for artist in self._points:
            artist.set_alpha(0.45)
        self._blends = axes.scatter([], [], s=34, marker="D", edgecolors=INK, linewidths=0.7)
        self._far = axes.plot(
            [], [], "x", color=INK, mew=1.6, markersize=9, label="in empty space"
        )[0]
        self._selves = axes.plot(
            [], [], "o", mfc="none", mec=INK, mew=1.6, markersize=15, label="met itself"
        )[0]
        self.moves(
            pairs=self._lines,
            points=self._points,
            blends=self._blends,
            far=self._far,
            selves=self._selves,
        )
        # The fill of a blend of all classes.
        even = pale(np.full(len(names), 1 / max(len(names), 1))) / 255 if names else "white"
        pair = Line2D([], [], color=GREY, linewidth=0.8, alpha=0.7, label="pair")
        blend = Line2D([], [], ls="", marker="D", mfc=even, mec=INK, mew=0.7, label="blend")
        self.legend([*self._points, pair, blend, self._far, self._selves])

    def show(
        self,
        X: Array,
        y: Array,
        *,
        lines: Array,
        blends: Array,
        shares: Array,
        far: Array,
        selves: Array,
    ) -> None:
        """Show points (n, 2) of classes (n,), lines (m, 2, 2), blends (n, 2) with labels (n, k).

        The masks `far` and `selves` (n,) mark blends in empty space and of a row with itself.
        """
        for number, artist in enumerate(self._points):
            artist.set_data(X[y == number].T)
        self._lines.set_segments(list(lines))
        self._blends.set_offsets(blends)
        self._blends.set_facecolor(list(map(tuple, pale(shares) / 255)))
        self._far.set_data(blends[far].T)
        self._selves.set_data(blends[selves].T)
        self.moved()
