"""Pairs of points, the blends they make, and what came of it as bars."""

from collections.abc import Sequence
from typing import Any

import numpy.typing as npt
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from mixlearn.plots._panel import Panel
from mixlearn.plots._plane import class_markers
from mixlearn.plots._style import FRAME, GREY, INK, pale

__all__ = ["CountsPanel", "PairsPanel"]

Array = npt.NDArray[Any]

_HEIGHT = 420


class PairsPanel(Panel):
    """Points, lines between parents, and the blends in the colour of their label.

    Parameters
    ----------
    names : sequence of str
        Class names.
    """

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(570, _HEIGHT)
        axes = self.add_axes(0.02, 0.17, 0.96, 0.81)
        # As wide to high as the axes are in pixels, so that a distance looks the same all around.
        axes.set(xticks=[], yticks=[], xlim=(-3, 3), ylim=(-1.87, 1.87))
        axes.spines[:].set_color(FRAME)
        self._lines = LineCollection([], colors=GREY, linewidths=0.8, alpha=0.7)
        axes.add_collection(self._lines)
        self._points = class_markers(axes, names)
        for artist in self._points:
            artist.set_alpha(0.45)
        self._blends = axes.scatter([], [], s=34, marker="D", edgecolors=INK, linewidths=0.7)
        self._far = axes.plot([], [], "x", color=INK, mew=1.6, markersize=9)[0]
        self._selves = axes.plot([], [], "o", mfc="none", mec=INK, mew=1.6, markersize=15)[0]
        self.moves(self._lines, *self._points, self._blends, self._far, self._selves)
        marks = (
            Line2D([], [], color=GREY, linewidth=0.8, label="pair"),
            Line2D([], [], ls="", marker="D", mfc="white", mec=INK, label="blend"),
            Line2D([], [], ls="", marker="x", color=INK, mew=1.6, label="in the empty"),
            Line2D([], [], ls="", marker="o", mfc="none", mec=INK, ms=11, label="met itself"),
        )
        self.legend([*self._points, *marks])

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


class CountsPanel(Panel):
    """Shares as bars that lie one below the other.

    Parameters
    ----------
    names : sequence of str
        What each share is a share of.
    """

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(330, _HEIGHT)
        axes = self.add_axes(0.05, 0.12, 0.88, 0.84)
        axes.set(xlim=(0, 1), ylim=(len(names) - 0.25, -0.75), yticks=[])
        axes.set_xticks([0, 0.5, 1], ["0 %", "50 %", "100 %"])
        axes.tick_params(colors=GREY, labelsize=9, length=0)
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.spines["bottom"].set_color(FRAME)
        axes.grid(axis="x", color=FRAME, linewidth=0.8)
        for number, name in enumerate(names):
            axes.text(0, number - 0.33, name, va="bottom", fontsize=10.5, color=INK)
        self._bars = axes.barh(range(len(names)), 0, height=0.34, color="#4b5563").patches
        self._values = [
            axes.text(0, number, "", va="center", fontsize=11, weight="bold", color=INK)
            for number in range(len(names))
        ]
        self.moves(*self._bars, *self._values)

    def show(self, shares: Sequence[float]) -> None:
        """Show shares in [0, 1], in the order of the names."""
        for bar, text, share in zip(self._bars, self._values, shares, strict=True):
            bar.set_width(share)
            inside = share > 0.8
            text.set(
                x=share + (-0.02 if inside else 0.02),
                ha="right" if inside else "left",
                color="white" if inside else INK,
                text=f"{share:.0%}",
            )
        self.moved()
