"""Two parent series and their mix."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.colors import to_rgba
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from mixlearn.plots._panel import Panel
from mixlearn.plots._split import HATCH
from mixlearn.plots._style import COLORS, FRAME, INK, MARKERS
from mixlearn.plots._words import Words

__all__ = ["SeriesPanel"]

Array = npt.NDArray[Any]

_SIZE = (570, 330)
_LIMITS = (-3.0, 3.8)
# A marker every few steps tells the parents apart without their colours.
_MARKED = 8
# How dark the second parent's segment is.
_SHADE, _EDGE = 0.18, 0.45


class SeriesPanel(Panel):
    """Three curves, one below the other: first parent, mix and second parent.

    Parameters
    ----------
    length : int
        Steps of each series.

    Attributes
    ----------
    artists : dict
        ``"curves"``, a list for first parent, mix and second parent, each of three: the first's
        part, the second's, and what comes from both; ``"segments"`` (a list: in the mix, in the
        second parent) and ``"heads"`` (a list, above each).
    """

    def __init__(self, length: int) -> None:
        super().__init__(*_SIZE)
        self._steps = np.arange(length)
        self._heads: list[Words] = []
        self._curves: list[Line2D] = []
        self._spans: list[Rectangle] = []
        for number in range(3):
            bottom = 0.685 - 0.318 * number
            axes = self.add_axes(0.015, bottom, 0.97, 0.245)
            axes.set(xlim=(-1, length), ylim=_LIMITS, xticks=[], yticks=[])
            axes.spines[:].set_color(FRAME)
            axes.axhline(0, color=FRAME, linewidth=0.8)
            if number:
                span = Rectangle(
                    (0, _LIMITS[0]),
                    0,
                    _LIMITS[1] - _LIMITS[0],
                    fc=to_rgba(COLORS[1], _SHADE),
                    ec=to_rgba(COLORS[1], _EDGE),
                    hatch=HATCH[:1],
                    lw=0.8,
                )
                axes.add_patch(span)
                self._spans.append(span)
            # The first's part, the second's, and what comes from both.
            self._curves += [
                axes.plot([], [], color=color, marker=marker, markevery=_MARKED, lw=1.6, ms=5.5)[0]
                for color, marker in ((COLORS[0], MARKERS[0]), (COLORS[1], MARKERS[1]), (INK, ""))
            ]
            self._heads.append(
                Words(axes, 0, 1.06, size=10.5, weight="bold", transform=axes.transAxes)
            )
        curves = [self._curves[start : start + 3] for start in (0, 3, 6)]
        self.moves(segments=self._spans, curves=curves, heads=self._heads)

    def show(
        self,
        series: Sequence[Array],
        heads: Sequence[str],
        segment: tuple[int, int] | None,
    ) -> None:
        """Show first parent, mix and second parent (length,), and the segment that was put in."""
        start, stop = segment or (0, 0)
        inside = (self._steps >= start) & (self._steps < stop)
        everywhere = np.ones(len(self._steps), dtype=bool)
        nowhere = ~everywhere
        whose = (everywhere, nowhere, nowhere), (nowhere, nowhere, everywhere)
        if segment is not None:
            whose = whose[0], (~inside, inside, nowhere)
        parts = (*whose, (nowhere, everywhere, nowhere))
        masks = [mask for three in parts for mask in three]
        for number, (curve, mask) in enumerate(zip(self._curves, masks, strict=True)):
            curve.set_data(self._steps, np.where(mask, series[number // 3], np.nan))
        for span in self._spans:
            span.set_visible(stop > start)
            span.set_bounds(start - 0.5, _LIMITS[0], stop - start, _LIMITS[1] - _LIMITS[0])
        for words, head in zip(self._heads, heads, strict=True):
            words.set_text(head)
        self.moved()
