"""What each run measured, and the means."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from matplotlib.lines import Line2D

from mixlearn.plots._panel import Panel
from mixlearn.plots._style import COLORS, FRAME, INK, MARKERS

__all__ = ["RunsPanel"]


class RunsPanel(Panel):
    """One mark for every run and a bar at their mean, in groups along the horizontal axis.

    Parameters
    ----------
    runs : ndarray of shape (groups, kinds, runs)
        What each run measured.
    groups, kinds : sequence of str
        Their names.
    ylabel : str
        What is measured.
    percent : bool, default=True
        Whether the numbers are shares, to be written as percentages.

    Attributes
    ----------
    artists : dict
        Lists, one artist per kind: ``"runs"`` (marks) and ``"means"`` (bars); and ``"legend"``.
    """

    def __init__(
        self,
        runs: npt.ArrayLike,
        *,
        groups: Sequence[str],
        kinds: Sequence[str],
        ylabel: str,
        percent: bool = True,
    ) -> None:
        super().__init__(620, 330)
        values = np.asarray(runs, np.float64)
        axes = self.add_axes(0.11, 0.2, 0.87, 0.75)
        count = values.shape[1]
        handles, bars = [], []
        for kind, name in enumerate(kinds):
            places = np.arange(len(groups)) + 0.8 * (kind - (count - 1) / 2) / count
            spread = np.linspace(-0.1, 0.1, values.shape[2]) * (values.shape[2] > 1)
            handles += axes.plot(
                (places[:, None] + spread / count * 2).ravel(),
                values[:, kind].ravel(),
                MARKERS[kind],
                color=COLORS[kind],
                mec="white",
                mew=0.6,
                markersize=8,
                label=name,
            )
            means = values[:, kind].mean(axis=1)
            reach = 0.3 / count
            bars.append(axes.hlines(means, places - reach, places + reach, color=INK, lw=2))
        axes.set_xticks(range(len(groups)), groups, parse_math=False)
        axes.set_xlim(-0.5, len(groups) - 0.5)
        axes.set_ylim(0, None)
        if percent:
            axes.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
        axes.set_ylabel(ylabel, color=INK, fontsize=10)
        axes.tick_params(colors=INK, labelsize=10, length=0)
        axes.spines[["top", "right"]].set_visible(False)
        axes.grid(axis="y", color=FRAME, linewidth=0.6)
        axes.set_axisbelow(True)
        self.stays(runs=handles, means=bars)
        self.legend([*handles, Line2D([], [], color=INK, lw=2, label="mean")])
        shape = ".0%" if percent else ".1f"
        self._words = "\n".join(
            f"{group}, {kind}: {values[i, j].mean():{shape}} on average, in single runs "
            f"{values[i, j].min():{shape}} to {values[i, j].max():{shape}}"
            for i, group in enumerate(groups)
            for j, kind in enumerate(kinds)
        )

    def __repr__(self) -> str:
        return self._words
