"""What a mixing strength draws: its law with zones, blends, batches, and shares as bars."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle

from mixlearn.plots._panel import Panel
from mixlearn.plots._style import COLORS, FRAME, GREY, INK
from mixlearn.plots._words import Words

__all__ = ["BatchesPanel", "LawPanel", "ZonesPanel"]

Array = npt.NDArray[Any]


class _Look(NamedTuple):
    fill: str
    line: str
    hatch: str
    marker: str

    @property
    def patch(self) -> dict[str, Any]:
        return {"fc": self.fill, "ec": self.line, "hatch": self.hatch}


# Hardly mixed, in between, strongly mixed, half and half: a pattern and a shape each.
_LOOKS = (
    _Look("#dbe7f6", COLORS[0], "///", "s"),
    _Look("#ffffff", GREY, "", "o"),
    _Look("#fce6d2", COLORS[1], "\\\\\\", "^"),
    _Look("#f5b983", "#9a4b0b", "xxx", "D"),
)
_SAME_CLASS = _Look("#e3e6ea", GREY, "...", "")
# Where the looks change along the ratio, from the second parent alone to the first alone.
_BOUNDS = (0.0, 0.05, 0.3, 0.45, 0.55, 0.7, 0.95, 1.0)
_ORDER = (0, 1, 2, 3, 2, 1, 0)
_SIZE = (570, 440)
_TOP = 3.6
_HEAD: dict[str, Any] = {"size": 12.5, "weight": "bold"}
_DOTTED: dict[str, Any] = {"color": FRAME, "linewidth": 0.8, "linestyle": (0, (2, 2))}


class LawPanel(Panel):
    """The density of the ratio, shaded by zone, and a strip of blends below it.

    Parameters
    ----------
    blends : int
        How many blends the strip holds, between the second parent and the first.
    """

    def __init__(self, blends: int) -> None:
        super().__init__(*_SIZE)
        self._add_law(self.add_axes(0.07, 0.45, 0.91, 0.395))
        self._add_strip(self.add_axes(0.01, 0.02, 0.98, 0.3), blends)

    def _add_law(self, axes: Axes) -> None:
        axes.set(xlim=(-0.006, 1.006), ylim=(0, _TOP), yticks=[0, 1, 2, 3])
        axes.set_xticks(_BOUNDS, [f"{bound:g}" for bound in _BOUNDS])
        axes.tick_params(colors=GREY, labelsize=8, length=2)
        axes.spines[:].set_color(FRAME)
        axes.set_ylabel("density", color=GREY, fontsize=9, labelpad=1)
        axes.set_xlabel("share of the first parent, λ", color=INK, fontsize=9.5, labelpad=1)
        for left, right, level, word in (
            (0, 0.05, 1.03, "95-5"),
            (0.45, 0.55, 1.03, "50-50"),
            (0.95, 1, 1.03, "95-5"),
            (0.3, 0.7, 1.14, "70-30 or more even"),
        ):
            _bracket(axes, left, right, level, word)
        for left, right, number in zip(_BOUNDS, _BOUNDS[1:], _ORDER, strict=False):
            axes.axvspan(left, right, lw=0, **_LOOKS[number].patch)
        # The zones stay; what moves is the white above the curve, which costs less than patterns.
        self._above = Polygon(np.zeros((1, 2)), fc="white", lw=0)
        axes.add_patch(self._above)
        self._lines = [axes.axvline(bound, **_DOTTED) for bound in _BOUNDS[1:-1]]
        self._curve = axes.plot([], [], color=INK, linewidth=1.8)[0]
        self._endless = axes.plot([], [], "^", color=INK, markersize=9, clip_on=False)[0]
        across = axes.transAxes
        self._title = Words(axes, 0, 1.285, transform=across, **_HEAD)
        self._note = Words(axes, 0.5, 0.88, transform=across, side="center", size=9.5)
        self.moves(self._above, *self._lines, self._curve, self._endless, self._title, self._note)

    def _add_strip(self, axes: Axes, blends: int) -> None:
        # Tiles of 8 pixels, one pixel apart, the parents a little further off.
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
        # As many units high as makes a pixel of a tile square.
        box = axes.get_window_extent()
        low = 17.5
        axes.set(xlim=(0, width), ylim=(low, low - width * box.height / box.width))
        axes.set_axis_off()
        head = "Ten blends of two digits, each standing for a tenth of all draws"
        axes.text(0, -2.8, head, fontsize=10.5, weight="bold", color=INK)
        for start in self._starts:
            axes.add_patch(Rectangle((start, 0), 8, 8, fill=False, ec=FRAME, lw=0.8))
        middles = [start + 4 for start in self._starts]
        for middle, words in ((middles[0], "second\nparent"), (middles[-1], "first\nparent")):
            axes.text(middle, 8.6, words, ha="center", va="top", fontsize=8.5, color=GREY)
        self._middles = np.array(middles[1:-1])
        self._shares = [
            Words(axes, middle, 11.3, size=9, side="center") for middle in middles[1:-1]
        ]
        self._marks = _spots(axes, size=7)
        self.moves(self._strip, *self._shares, *self._marks)

    def law(self, x: Array, density: Array, *, title: str, note: str) -> None:
        """Show the density (m,) at ratios (m,), cut off at the axes' end, infinite ones marked."""
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


class BatchesPanel(Panel):
    """The ratios of batches in a row: above one ratio a row, below one a batch.

    Parameters
    ----------
    batches, rows : int
        How many batches, and how many rows in each.
    """

    def __init__(self, batches: int, rows: int) -> None:
        super().__init__(*_SIZE)
        self._places = np.add.outer(np.arange(batches) * (rows + 4), np.arange(rows)).astype(float)
        self._spots: list[list[Line2D]] = []
        self._means: list[list[Words]] = []
        for bottom, head in (
            (0.545, "per sample: every row draws a ratio of its own"),
            (0.085, "per batch: all rows share one ratio"),
        ):
            self._add(self.add_axes(0.09, bottom, 0.9, 0.29), head)
        self._title = Words(
            self.figure.axes[0], 0, 1.285, transform=self.figure.axes[0].transAxes, **_HEAD
        )
        self.moves(self._title)

    def _add(self, axes: Axes, head: str) -> None:
        axes.set(xlim=(-2.5, self._places.max() + 2.5), ylim=(-0.04, 1.04), xticks=[])
        axes.set_yticks([0.05, 0.3, 0.7, 0.95])
        axes.set_ylabel("ratio λ", color=INK, fontsize=9.5, labelpad=1)
        axes.tick_params(colors=GREY, labelsize=8, length=2)
        axes.spines[:].set_color(FRAME)
        axes.grid(axis="y", **_DOTTED)
        axes.set_title(head, loc="left", fontsize=10.5, weight="bold", color=INK, pad=5)
        for edge in self._places[1:, 0]:
            axes.axvline(edge - 2.5, color=FRAME, linewidth=0.8)
        words = "below each batch: its mean smaller share"
        axes.text(0, -0.27, words, transform=axes.transAxes, fontsize=8.5, color=GREY)
        spots = _spots(axes, size=5.5)
        means = [
            Words(axes, middle, -0.175, size=9.5, side="center")
            for middle in self._places.mean(axis=1)
        ]
        self.moves(*spots, *means)
        self._spots.append(spots)
        self._means.append(means)

    def show(
        self,
        ratios: Sequence[Array],
        zones: Sequence[Array],
        means: Sequence[Array],
        *,
        title: str,
    ) -> None:
        """Show ratios (batches, rows) with their zones, and a number (batches,) for each batch."""
        for spots, lam, zone in zip(self._spots, ratios, zones, strict=True):
            for number, artist in enumerate(spots):
                here = zone == number
                artist.set_data(self._places[here], lam[here])
        for words, values in zip(self._means, means, strict=True):
            for word, value in zip(words, values.tolist(), strict=True):
                word.set_text(f"{value:.2f}")
        self._title.set_text(title)
        self.moved()


class ZonesPanel(Panel):
    """Shares of draws by zone, and how the share of nearly hard labels is made up.

    Parameters
    ----------
    names : sequence of str
        Names of the four zones, from hardly mixed to half and half.
    """

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(330, _SIZE[1])
        axes = self.add_axes(0.04, 0.01, 0.92, 0.98)
        axes.set(xlim=(0, 1), ylim=(_SIZE[1], 0))
        axes.set_axis_off()
        axes.text(0, 26, "Share of draws", fontsize=12.5, weight="bold", color=INK)
        self._bars = []
        for number, (name, look) in enumerate(zip(names, _LOOKS, strict=True)):
            top = 40 + 52 * number
            _spot(axes, look, size=8).set_data([0.025], [top + 8])
            axes.text(0.065, top + 13, name, fontsize=10, color=INK)
            self._bars.append(_Bar(axes, top + 20, look))
        axes.plot([0, 1], [261, 261], color=FRAME, linewidth=1)
        axes.text(0, 290, "Labels at least 95% hard", fontsize=12.5, weight="bold", color=INK)
        self._classes = Words(axes, 0, 310)
        self._hard = _Bar(axes, 320, _LOOKS[0])
        self._same_class = Rectangle((0, 320), 0, 18, lw=0.8, **_SAME_CLASS.patch)
        axes.add_patch(self._same_class)
        self._parts = []
        for row, (look, words) in enumerate(
            (
                (_SAME_CLASS, "both parents of one class"),
                (_LOOKS[0], "two classes, but 95-5 or beyond"),
            )
        ):
            top = 353 + 24 * row
            axes.add_patch(Rectangle((0, top), 0.07, 14, lw=0.8, **look.patch))
            axes.text(0.255, top + 12, words, fontsize=10, color=INK)
            self._parts.append(Words(axes, 0.235, top + 12, side="right"))
        self.moves(self._same_class, self._classes, *self._parts)
        for bar in (*self._bars, self._hard):
            self.moves(*bar.moving)

    def show(self, shares: Sequence[float], parts: Sequence[float], *, classes: int) -> None:
        """Show shares of draws (4,), and the two parts of the share of rows with a hard label."""
        for bar, share in zip(self._bars, shares, strict=True):
            bar.show(share)
        self._hard.show(sum(parts))
        for words, part in zip(self._parts, parts, strict=True):
            words.set_text(f"{part:.1%}")
        self._classes.set_text(f"of {classes} classes of equal size")
        self._same_class.set_width(_Bar.full * parts[0])
        self.moved()


class _Bar:
    """A bar in a pattern that stays; what moves is the white that covers the rest of it."""

    full = 0.77  # so wide is a bar that stands for all; the rest is for its number

    def __init__(self, axes: Axes, top: float, look: _Look) -> None:
        axes.add_patch(Rectangle((0, top), self.full, 18, lw=0.8, **look.patch))
        self._rest = Rectangle((0, top), 0, 18, fc="white", ec=FRAME, lw=0.8)
        axes.add_patch(self._rest)
        self._number = Words(axes, self.full + 0.03, top + 14, size=11.5, weight="bold")
        self.moving = self._rest, self._number

    def show(self, share: float) -> None:
        self._rest.set_x(self.full * share)
        self._rest.set_width(self.full * (1 - share))
        self._number.set_text(f"{share:.1%}")


def _spots(axes: Axes, size: float) -> list[Line2D]:
    return [_spot(axes, look, size) for look in _LOOKS]


def _spot(axes: Axes, look: _Look, size: float) -> Line2D:
    size *= 0.85 if look.marker == "D" else 1
    return axes.plot([], [], look.marker, color=look.line, markersize=size, mec="white", mew=0.6)[0]


def _bracket(axes: Axes, left: float, right: float, level: float, word: str) -> None:
    across = axes.get_xaxis_transform()
    axes.plot(
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
    axes.text(
        place, level + 0.015, word, transform=across, ha=side, va="bottom", fontsize=9, color=INK
    )
