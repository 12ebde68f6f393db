"""A soft label as bars."""

from collections.abc import Sequence
from typing import Any

import numpy.typing as npt
from matplotlib.axes import Axes

from mixlearn.plots._panel import Panel
from mixlearn.plots._style import COLORS, GREY, INK, check_classes

__all__ = ["SharesPanel"]

Array = npt.NDArray[Any]

# With up to this many bars, names fit in full size.
_FEW = 5


class SharesPanel(Panel):
    """A soft label as bars, one per class.

    Parameters
    ----------
    names : sequence of str
        Class names.

    Attributes
    ----------
    artists : dict
        Lists, one artist per class: ``"bars"``, ``"values"`` (above) and ``"names"`` (below); and
        ``"title"``.
    """

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(330, 300)
        axes: Axes = self.add_axes(0.17, 0.14, 0.8, 0.7)
        title = self.figure.text(
            0.57, 0.9, "label of the blend", ha="center", fontsize=12, weight="bold", color=INK
        )
        count = check_classes(len(names))
        axes.set(xlim=(-0.6, count - 0.4), ylim=(0, 1.12))
        room = 0.8 * self.size[0] / max(count, 1) - 4
        letters = 10.0 if count <= _FEW else 8.0
        shown = [self.shorten(name, room, letters) for name in names]
        axes.set_xticks(range(count), shown, parse_math=False)
        axes.set_yticks([0, 0.5, 1], ["0", "0.5", "1"])
        axes.set_ylabel("share", color=GREY, fontsize=9, labelpad=1)
        axes.tick_params(colors=INK, labelsize=letters, length=0)
        axes.spines[["top", "right"]].set_visible(False)
        self._bars = axes.bar(range(count), 0, width=0.7, color=COLORS[:count]).patches
        self._values = [
            axes.text(number, 0, "", ha="center", va="bottom", fontsize=10, color=INK)
            for number in range(count)
        ]
        self.moves(bars=self._bars, values=self._values)
        self.stays(title=title, names=axes.get_xticklabels())

    def show(self, shares: Array) -> None:
        """Show shares (k,) in [0, 1]."""
        for bar, text, share in zip(self._bars, self._values, shares.tolist(), strict=True):
            bar.set_height(share)
            text.set_y(share + 0.02)
            text.set_text(f"{share:.2f}" if share else "")
        self.moved()
