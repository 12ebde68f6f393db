"""Choices, with a line for each run."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from mixlearn.plots._choices import ChoicesPanel
from mixlearn.plots._style import COLORS, INK

__all__ = ["LinesPanel"]

Array = npt.NDArray[Any]


class LinesPanel(ChoicesPanel):
    """One thin line for each run, the first of them in blue, and the mean of all in black.

    Parameters
    ----------
    choices : sequence of str
        Names of the columns.
    runs : int
        How many lines there can be.

    Attributes
    ----------
    artists : dict
        ``"band"`` (behind the chosen column), ``"title"``, ``"note"``, ``"heads"`` (above the
        columns), ``"legend"``, ``"others"`` (a list, one line a run), ``"own"`` (the first run),
        ``"mean"`` and ``"winner"`` (a ring around the best of the first run).
    """

    def __init__(self, choices: Sequence[str], *, runs: int) -> None:
        super().__init__(choices, xlabel="mixing strength α", ylabel="held-out rows right")
        axes = self._axes
        axes.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
        self._others = [
            axes.plot([], [], color="#a9b0b8", lw=1, marker=".", ms=4, label="other seeds")[0]
            for _ in range(runs - 1)
        ]
        look: dict[str, Any] = {"mec": "white", "mew": 0.7}
        self._own = axes.plot(
            [], [], color=COLORS[0], lw=1.8, marker="o", ms=7, label="your seed", **look
        )[0]
        self._mean = axes.plot([], [], color=INK, lw=2, marker="D", ms=6, label="mean", **look)[0]
        self._winner = axes.plot(
            [], [], "o", mfc="none", mec=COLORS[0], mew=1.8, ms=14, label="best on your seed"
        )[0]
        self.moves(others=self._others, own=self._own, mean=self._mean, winner=self._winner)
        self._words_move()
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
        """Show runs (runs, choices), the first run's best, the marked choice, and words."""
        at = np.arange(values.shape[1])
        for number, line in enumerate(self._others, start=1):
            line.set_data((at, values[number]) if number < len(values) else ([], []))
        self._own.set_data(at, values[0])
        self._winner.set_data([winner], [values[0, winner]])
        self._mean.set_data((at, values.mean(axis=0)) if len(values) > 1 else ([], []))
        self._say(title, note, heads, chosen)
