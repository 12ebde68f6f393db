"""How losses fall."""

from typing import Any

import numpy.typing as npt
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator

from mixlearn.plots._panel import Panel
from mixlearn.plots._style import COLORS, FRAME, GREY, INK

__all__ = ["ABOVE", "BELOW", "HEIGHT", "LossesPanel", "put_heads"]

Array = npt.NDArray[Any]

HEIGHT, _WIDTH = 392, 250
# Pixels above and below the axes: a title with two lines of numbers, a legend of two or three rows.
ABOVE, BELOW = 70, 74
_HIGHEST = 1.0  # tossing a coin costs 0.69; what is worse leaves the picture


class LossesPanel(Panel):
    """Three losses over the steps of training: without mixing, on mixes, and on clean points.

    They have colours of no class, and a dash pattern each. 250 pixels wide.

    Attributes
    ----------
    artists : dict
        ``"losses"`` (a list: without mixing, on mixes, on clean points), ``"title"``, ``"note"``
        and ``"legend"``.
    """

    def __init__(self) -> None:
        super().__init__(_WIDTH, HEIGHT)
        left, below = 0.13, BELOW + 28
        high = 1 - (ABOVE + below) / HEIGHT
        self._axes = axes = self.add_axes(left, below / HEIGHT, 0.93 - left, high)
        axes.set_ylim(0, _HIGHEST)
        axes.set_xlabel("training steps", color=GREY, fontsize=9, labelpad=1)
        axes.tick_params(colors=GREY, labelsize=8, length=2)
        axes.spines[:].set_color(FRAME)
        axes.grid(axis="y", color=FRAME, linewidth=0.6)
        axes.xaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 2.5, 5, 10]))
        looks: tuple[dict[str, Any], ...] = (
            {"color": INK, "label": "without mixing"},
            {"color": COLORS[3], "linestyle": (0, (1, 1)), "label": "with, on its mixes"},
            {"color": COLORS[3], "linestyle": (0, (3, 1.5)), "label": "with, on clean points"},
        )
        self._lines = [axes.plot([], [], linewidth=2, **look)[0] for look in looks]
        self._lines[1].set_linewidth(1.2)  # fresh mixes make it restless
        title = self.figure.text(0, 0, "Training loss", fontsize=12.5, weight="bold", color=INK)
        self._note = self.figure.text(0, 0, "", fontsize=10, color=INK)
        put_heads(title, self._note, left)
        self.legend(self._lines)
        self.moves(losses=self._lines, note=self._note)
        self.stays(title=title)

    def show(self, plain: Array, mixes: Array, clean: Array, *, steps: int, note: str) -> None:
        """Show three curves (m, 2) of step and loss, up to a number of steps, and a note."""
        if self._axes.get_xlim() != (0, steps):
            self._axes.set_xlim(0, steps)
            self.changed()
        for line, curve in zip(self._lines, (plain, mixes, clean), strict=True):
            line.set_data(curve.T)
        self._note.set_text(note)
        self.moved()


def put_heads(title: Text, note: Text, left: float) -> None:
    """Put a title and two lines of numbers above the axes of a panel of this height."""
    title.set_position((left, 1 - 22 / HEIGHT))
    note.set(position=(left, 1 - 29 / HEIGHT), verticalalignment="top")
