"""What each choice gains over the first."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from mixlearn.plots._choices import ChoicesPanel
from mixlearn.plots._style import COLORS, GREY, INK

__all__ = ["GainsPanel"]

Array = npt.NDArray[Any]

# Better, worse, neither: a colour and a shape each.
_LOOKS = ((COLORS[2], "^", "better"), (COLORS[4], "v", "worse"), (GREY, "s", "undecided"))


class GainsPanel(ChoicesPanel):
    """Differences to the first choice: a dot for each run, their mean, and its interval.

    Parameters
    ----------
    choices : sequence of str
        Names of the columns; the others are compared with the first.
    runs : int
        How many dots a column can hold; each has a place of its own.

    Attributes
    ----------
    artists : dict
        ``"band"`` (behind the chosen column), ``"title"``, ``"note"``, ``"heads"`` (above the
        columns), ``"legend"``, ``"none"`` (the line at zero), ``"others"`` and ``"own"`` (the
        runs), and two lists with one artist for each further choice: ``"intervals"`` and
        ``"means"``.
    """

    def __init__(self, choices: Sequence[str], *, runs: int) -> None:
        super().__init__(
            choices, xlabel="mixing strength α", ylabel="difference to no mixing, in points"
        )
        axes = self._axes
        self._aside = np.linspace(-0.3, 0.3, runs)
        self.stays(none=axes.axhline(0, color=INK, lw=1.2))
        self._dots = _marks(axes, "o", color="#a9b0b8", ms=5, label="a seed")
        self._own = _marks(axes, "o", color=COLORS[0], ms=7, mec="white", mew=0.7, label="yours")
        self._bars = [axes.plot([], [], lw=3, solid_capstyle="butt")[0] for _ in choices[1:]]
        self._means = [axes.plot([], [], ms=10, mec="white", mew=0.9)[0] for _ in choices[1:]]
        self.moves(others=self._dots, own=self._own, intervals=self._bars, means=self._means)
        self._words_move()
        keys = [
            Line2D([], [], color=color, marker=marker, ms=8, lw=3, mec="white", mew=0.9, label=word)
            for color, marker, word in _LOOKS
        ]
        self.legend([self._own, self._dots, *keys])

    def show(
        self,
        gains: Array,
        *,
        intervals: Sequence[tuple[float, float]] | None,
        chosen: int | None,
        title: str,
        note: str,
    ) -> None:
        """Show differences (runs, choices - 1), the intervals of their means, and words."""
        at = 1 + np.arange(gains.shape[1])
        places = at + self._aside[: len(gains), None]
        self._dots.set_data(places[1:].ravel(), gains[1:].ravel())
        self._own.set_data(places[0], gains[0])
        heads = [""]
        known = [None] * len(at) if intervals is None else intervals
        for column, (interval, mean) in enumerate(zip(known, gains.mean(axis=0), strict=True)):
            bar, mark = self._bars[column], self._means[column]
            if interval is None:
                bar.set_data([], [])
                mark.set_data([], [])
                heads.append("")
                continue
            color, marker, word = _LOOKS[0 if interval[0] > 0 else 1 if interval[1] < 0 else 2]
            bar.set_data([at[column]] * 2, interval)
            mark.set_data([at[column]], [mean])
            bar.set_color(color)
            mark.set(color=color, marker=marker, mec="white")
            heads.append(word)
        self._say(title, note, heads, chosen)


def _marks(axes: Axes, marker: str, **look: Any) -> Line2D:
    return axes.plot([], [], marker, **look)[0]
