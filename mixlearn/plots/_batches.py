"""The ratios of whole batches."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.text import Text

from mixlearn.plots._panel import Panel
from mixlearn.plots._style import FRAME, GREY, INK
from mixlearn.plots._words import Words
from mixlearn.plots._zone import DOTTED, HEAD, SIZE, add_spots

__all__ = ["BatchesPanel"]

Array = npt.NDArray[Any]


class BatchesPanel(Panel):
    """The ratios of several batches side by side: one ratio per row above, one per batch below.

    Parameters
    ----------
    batches, rows : int
        How many batches, and how many rows in each.

    Attributes
    ----------
    artists : dict
        Lists of two, above and below: ``"heads"``, ``"ratios"`` (lists, one artist per zone) and
        ``"means"`` (lists, one text per batch); and ``"title"``.
    """

    def __init__(self, batches: int, rows: int) -> None:
        super().__init__(*SIZE)
        self._places = np.add.outer(np.arange(batches) * (rows + 4), np.arange(rows)).astype(float)
        self._spots: list[list[Line2D]] = []
        self._means: list[list[Words]] = []
        self._heads: list[Text] = []
        for bottom, head in (
            (0.545, "per sample: every row draws a ratio of its own"),
            (0.085, "per batch: all rows share one ratio"),
        ):
            self._add(self.add_axes(0.09, bottom, 0.9, 0.29), head)
        self._title = Words(
            self.figure.axes[0], 0, 1.285, transform=self.figure.axes[0].transAxes, **HEAD
        )
        self.moves(ratios=self._spots, means=self._means, title=self._title)
        self.stays(heads=self._heads)

    def _add(self, axes: Axes, head: str) -> None:
        axes.set(xlim=(-2.5, self._places.max() + 2.5), ylim=(-0.04, 1.04), xticks=[])
        axes.set_yticks([0.05, 0.3, 0.7, 0.95])
        axes.set_ylabel("ratio λ", color=INK, fontsize=9.5, labelpad=1)
        axes.tick_params(colors=GREY, labelsize=8, length=2)
        axes.spines[:].set_color(FRAME)
        axes.grid(axis="y", **DOTTED)
        look: dict[str, Any] = {"fontsize": 10.5, "weight": "bold", "color": INK}
        self._heads.append(axes.set_title(head, loc="left", pad=5, **look))
        for edge in self._places[1:, 0]:
            axes.axvline(edge - 2.5, color=FRAME, linewidth=0.8)
        words = "below each batch: its mean smaller share"
        axes.text(0, -0.27, words, transform=axes.transAxes, fontsize=8.5, color=GREY)
        spots = add_spots(axes, size=5.5)
        means = [
            Words(axes, middle, -0.175, size=9.5, side="center")
            for middle in self._places.mean(axis=1)
        ]
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
