"""How a mixing strength distributes the ratio."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Polygon, Rectangle

from mixlearn.plots._panel import Panel
from mixlearn.plots._style import FRAME, GREY, INK
from mixlearn.plots._words import Words
from mixlearn.plots._zone import DOTTED, HEAD, LOOKS, SIZE, add_spots

__all__ = ["DistributionPanel"]

Array = npt.NDArray[Any]

# Where the looks change along the ratio, from the second parent alone to the first alone.
_BOUNDS = (0.0, 0.05, 0.3, 0.45, 0.55, 0.7, 0.95, 1.0)
_ORDER = (0, 1, 2, 3, 2, 1, 0)
_TOP = 3.6


class DistributionPanel(Panel):
    """The density of the ratio, shaded by zone, and a strip of blends below it.

    Parameters
    ----------
    blends : int
        How many blends the strip holds, between the second parent and the first.

    Attributes
    ----------
    artists : dict
        ``"zones"`` (patterns, from left to right) and ``"brackets"`` (a line and a text each),
        which stay; ``"above"`` (white, over what lies above the curve), ``"bounds"``, ``"density"``
        (the curve), ``"endless"`` (marks where it goes to infinity), ``"title"`` and ``"note"``; of
        the strip below ``"head"``, ``"strip"`` (all tiles in one image), ``"shares"`` (a list,
        below the blends), ``"marks"`` (a list, one artist per zone) and ``"ends"`` (what is below
        the parents).
    """

    def __init__(self, blends: int) -> None:
        super().__init__(*SIZE)
        self._add_density(self.add_axes(0.07, 0.45, 0.91, 0.395))
        self._add_strip(self.add_axes(0.01, 0.02, 0.98, 0.3), blends)

    def _add_density(self, axes: Axes) -> None:
        axes.set(xlim=(-0.006, 1.006), ylim=(0, _TOP), yticks=[0, 1, 2, 3])
        axes.set_xticks(_BOUNDS, [f"{bound:g}" for bound in _BOUNDS])
        axes.tick_params(colors=GREY, labelsize=8, length=2)
        axes.spines[:].set_color(FRAME)
        axes.set_ylabel("density", color=GREY, fontsize=9, labelpad=1)
        axes.set_xlabel("share of the first parent, λ", color=INK, fontsize=9.5, labelpad=1)
        brackets = []
        for left, right, level, word in (
            (0, 0.05, 1.03, "95-5"),
            (0.45, 0.55, 1.03, "50-50"),
            (0.95, 1, 1.03, "95-5"),
            (0.3, 0.7, 1.14, "70-30 or more even"),
        ):
            brackets.append(_bracket(axes, left, right, level, word))
        zones = [
            axes.axvspan(left, right, lw=0, **LOOKS[number].patch)
            for left, right, number in zip(_BOUNDS, _BOUNDS[1:], _ORDER, strict=False)
        ]
        self.stays(brackets=brackets, zones=zones)
        # The zones stay; what moves is the white above the curve, which is cheaper than patterns.
        self._above = Polygon(np.zeros((1, 2)), fc="white", lw=0)
        axes.add_patch(self._above)
        self._curve = axes.plot([], [], color=INK, linewidth=1.8)[0]
        self._endless = axes.plot([], [], "^", color=INK, markersize=9, clip_on=False)[0]
        across = axes.transAxes
        self._title = Words(axes, 0, 1.285, transform=across, **HEAD)
        self._note = Words(axes, 0.5, 0.88, transform=across, side="center", size=9.5)
        self.moves(
            above=self._above,
            bounds=[axes.axvline(bound, **DOTTED) for bound in _BOUNDS[1:-1]],
            density=self._curve,
            endless=self._endless,
            title=self._title,
            note=self._note,
        )

    def _add_strip(self, axes: Axes, blends: int) -> None:
        # Tiles of 8 pixels, one pixel apart, with the parents a little further off.
        self._starts = [0, *(10 + 9 * np.arange(blends)).tolist(), 11 + 9 * blends]
        width = self._starts[-1] + 8
        self._pixels = np.full((8, width), np.nan)
        self._strip = axes.imshow(
            self._pixels,
            cmap="gray_r",
            vmin=0,
            vmax=1,
            interpolation="nearest",
            extent=(0, width, 8, 0),
            aspect="auto",
        )
        # The height in units that makes the pixels of a tile square.
        box = axes.get_window_extent()
        low = 17.5
        axes.set(xlim=(0, width), ylim=(low, low - width * box.height / box.width))
        axes.set_axis_off()
        head = "Ten blends of two digits, each standing for a tenth of all draws"
        self.stays(head=axes.text(0, -2.8, head, fontsize=10.5, weight="bold", color=INK))
        for start in self._starts:
            axes.add_patch(Rectangle((start, 0), 8, 8, fill=False, ec=FRAME, lw=0.8))
        middles = [start + 4 for start in self._starts]
        ends = [
            axes.text(middle, 8.6, words, ha="center", va="top", fontsize=8.5, color=GREY)
            for middle, words in ((middles[0], "second\nparent"), (middles[-1], "first\nparent"))
        ]
        self.stays(ends=ends)
        self._middles = np.array(middles[1:-1])
        self._shares = [
            Words(axes, middle, 11.3, size=9, side="center") for middle in middles[1:-1]
        ]
        self._marks = add_spots(axes, size=7)
        self.moves(strip=self._strip, shares=self._shares, marks=self._marks)

    def distribution(self, x: Array, density: Array, *, title: str, note: str) -> None:
        """Show the density (m,) at ratios (m,), cut off at the top; infinity is marked."""
        height = np.minimum(density, 2 * _TOP)
        above = np.concatenate([np.column_stack([x, height]), [[1, 2 * _TOP], [0, 2 * _TOP]]])
        self._above.set_xy(above)
        self._curve.set_data(x, height)
        endless = np.unique(x[np.isinf(density)])
        self._endless.set_data(endless, np.full(len(endless), 0.965 * _TOP))
        self._title.set_text(title)
        self._note.set_text(note)
        self.moved()

    def blends(self, images: Sequence[Array], lam: Array, zones: Array) -> None:
        """Show second parent, blends and first parent (8, 8), and the blends' shares and zones."""
        for start, image in zip(self._starts, images, strict=True):
            self._pixels[:, start : start + 8] = image
        self._strip.set_data(self._pixels)
        for words, share in zip(self._shares, lam.tolist(), strict=True):
            words.set_text(f"{share:.2f}")
        for zone, marks in enumerate(self._marks):
            here = self._middles[zones == zone]
            marks.set_data(here, np.full(len(here), 14.4))
        self.moved()


def _bracket(axes: Axes, left: float, right: float, level: float, word: str) -> list[Artist]:
    across = axes.get_xaxis_transform()
    (line,) = axes.plot(
        [left, left, right, right],
        [level - 0.02, level, level, level - 0.02],
        color=INK,
        linewidth=1,
        transform=across,
        clip_on=False,
    )
    side, place = "center", (left + right) / 2
    if left == 0:
        side, place = "left", 0.0
    elif right == 1:
        side, place = "right", 1.0
    text = axes.text(
        place, level + 0.015, word, transform=across, ha=side, va="bottom", fontsize=9, color=INK
    )
    return [line, text]
