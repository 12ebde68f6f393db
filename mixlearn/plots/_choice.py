"""What to choose from, run by run: a line for each, and its differences to the first choice."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from mixlearn.plots._panel import Panel
from mixlearn.plots._style import COLORS, FRAME, GREY, INK
from mixlearn.plots._words import Words

__all__ = ["GainsPanel", "LinesPanel"]

Array = npt.NDArray[Any]

_SIZE = (440, 430)
_PLACE = (0.145, 0.25, 0.845, 0.55)
# Better, worse, neither: a colour and a shape each.
_LOOKS = ((COLORS[2], "^", "better"), (COLORS[4], "v", "worse"), (GREY, "s", "undecided"))


class _ChoicesPanel(Panel):
    """Columns, one a choice, of which one is marked by a band."""

    def __init__(self, choices: Sequence[str], *, xlabel: str, ylabel: str) -> None:
        super().__init__(*_SIZE)
        self._axes = axes = self.add_axes(*_PLACE)
        axes.set_xlim(-0.5, len(choices) - 0.5)
        axes.set_xticks(range(len(choices)), choices, parse_math=False)
        axes.set_xlabel(xlabel, color=INK, fontsize=9.5, labelpad=1)
        axes.set_ylabel(ylabel, color=INK, fontsize=9.5, labelpad=1)
        axes.tick_params(colors=INK, labelsize=9, length=2)
        axes.spines[:].set_color(FRAME)
        axes.yaxis.set_major_locator(MaxNLocator(8, steps=[1, 2, 5, 10]))
        axes.grid(axis="y", color=FRAME, linewidth=0.6)
        upright = axes.get_xaxis_transform()
        self._band = Rectangle((0, 0), 0.9, 1, fc="#ffd34d", alpha=0.3, lw=0, transform=upright)
        axes.add_patch(self._band)
        across = axes.transAxes
        self._title = Words(axes, 0, 1.265, size=12, weight="bold", transform=across)
        self._note = Words(axes, 0, 1.165, size=9.5, transform=across)
        self._heads = [
            Words(axes, (at + 0.5) / len(choices), 1.03, size=9.5, side="center", transform=across)
            for at in range(len(choices))
        ]
        self.moves(self._band)

    def limits(self, low: float, high: float) -> None:
        """Change the scale; all is drawn again."""
        if self._axes.get_ylim() != (low, high):
            self._axes.set_ylim(low, high)
            self.changed()

    def _say(self, title: str, note: str, heads: Sequence[str], chosen: int | None) -> None:
        self._title.set_text(title)
        self._note.set_text(note)
        for words, head in zip(self._heads, heads, strict=True):
            words.set_text(head)
        self._band.set_visible(chosen is not None)
        self._band.set_x((chosen or 0) - 0.45)
        self.moved()


class LinesPanel(_ChoicesPanel):
    """One thin line for each run, the first of them in blue, and the mean of all in black.

    Parameters
    ----------
    choices : sequence of str
        Names of the columns.
    runs : int
        How many lines there can be.
    """

    def __init__(self, choices: Sequence[str], *, runs: int) -> None:
        super().__init__(choices, xlabel="mixing strength α", ylabel="held-out rows right")
        axes = self._axes
        axes.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
        self._others = [
            axes.plot([], [], color="#a9b0b8", lw=1, marker=".", ms=4, label="other seeds")[0]
            for _ in range(runs - 1)
        ]
        look: dict[str, Any] = {"mec": "white", "mew": 0.7, "zorder": 4}
        self._own = axes.plot(
            [], [], color=COLORS[0], lw=1.8, marker="o", ms=7, label="your seed", **look
        )[0]
        self._mean = axes.plot([], [], color=INK, lw=2, marker="D", ms=6, label="mean", **look)[0]
        self._winner = axes.plot(
            [], [], "o", mfc="none", mec=COLORS[0], mew=1.8, ms=14, label="best on your seed"
        )[0]
        moving = [*self._others, self._own, self._mean, self._winner]
        self.moves(*moving, self._title, self._note, *self._heads)
        self.legend([self._own, self._winner, self._others[0], self._mean])

    def show(
        self,
        values: Array,
        *,
        winner: int,
        chosen: int | None,
        heads: Sequence[str],
        title: str,
        note: str,
    ) -> None:
        """Show runs (runs, choices), the first run's best, a choice that is marked, and words."""
        at = np.arange(values.shape[1])
        for number, line in enumerate(self._others, start=1):
            line.set_data((at, values[number]) if number < len(values) else ([], []))
        self._own.set_data(at, values[0])
        self._winner.set_data([winner], [values[0, winner]])
        self._mean.set_data((at, values.mean(axis=0)) if len(values) > 1 else ([], []))
        self._say(title, note, heads, chosen)


class GainsPanel(_ChoicesPanel):
    """Differences to the first choice: a dot for each run, their mean, and its interval.

    Parameters
    ----------
    choices : sequence of str
        Names of the columns; the first one is what the others are compared with.
    runs : int
        How many dots there can be in a column; each has a place of its own.
    """

    def __init__(self, choices: Sequence[str], *, runs: int) -> None:
        super().__init__(
            choices, xlabel="mixing strength α", ylabel="difference to no mixing, in points"
        )
        axes = self._axes
        self._aside = np.linspace(-0.3, 0.3, runs)
        axes.axhline(0, color=INK, lw=1.2)
        self._dots = _marks(axes, "o", color="#a9b0b8", ms=5, label="a seed")
        self._own = _marks(axes, "o", color=COLORS[0], ms=7, mec="white", mew=0.7, label="yours")
        self._bars = [axes.plot([], [], lw=3, solid_capstyle="butt")[0] for _ in choices[1:]]
        self._means = [axes.plot([], [], ms=10, mec="white", mew=0.9)[0] for _ in choices[1:]]
        self.moves(self._dots, self._own, *self._bars, *self._means)
        self.moves(self._title, self._note, *self._heads)
        keys = [
            Line2D([], [], color=color, marker=marker, ms=8, lw=3, label=word)
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
