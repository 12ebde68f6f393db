"""The results of a sweep: scores against mixing strength, or gains over none."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import numpy.typing as npt
from matplotlib.lines import Line2D

from mixlearn.plots._axes import dress
from mixlearn.plots._panel import Panel
from mixlearn.plots._style import COLORS, INK, MARKERS, check_classes
from mixlearn.plots._words import Words

if TYPE_CHECKING:  # a picture need not load everything that trains
    from mixlearn.sweeps import Sweep

__all__ = ["SweepPanel"]

Array = npt.NDArray[Any]

_SIZE = (440, 400)
_TOP = 24  # pixels from the top edge to the title's base line


class SweepPanel(Panel):
    """A line of means per budget against mixing strength, its spread, and the single runs.

    Strengths are evenly spaced, however far apart they are.

    Parameters
    ----------
    alphas : sequence of float
        Mixing strengths along the horizontal axis.
    names : sequence of str
        Name of each line; a single one gets no legend.
    ylabel : str, default="held-out accuracy"
        What is measured.
    percent : bool, default=True
        Whether it is a share, to be written as a percentage.
    baseline : bool, default=False
        Whether to draw a line at zero, for differences from no mixing.

    Attributes
    ----------
    artists : dict
        Lists, one artist per line: ``"means"``, ``"spreads"`` (bars up and down) and ``"runs"``
        (points); ``"title"``; ``"none"`` (the line at zero) and ``"legend"``, if there are any.
    """

    def __init__(
        self,
        alphas: Sequence[float],
        names: Sequence[str],
        *,
        ylabel: str = "held-out accuracy",
        percent: bool = True,
        baseline: bool = False,
    ) -> None:
        super().__init__(*_SIZE)
        count = check_classes(len(names))
        self._said = [ylabel, *names] if count > 1 else [ylabel]
        self._alphas, self._means_shown = tuple(alphas), np.empty((0, 0))
        self._places = np.arange(len(alphas), dtype=np.float64)
        looks: list[dict[str, Any]] = [
            {"color": COLORS[k], "marker": MARKERS[k], "mec": "white", "mew": 0.8}
            for k in range(count)
        ]
        keys = [
            Line2D([], [], linewidth=2, markersize=9, label=name, **look)
            for name, look in zip(names, looks, strict=True)
        ]
        below = self.legend(keys) / _SIZE[1] if count > 1 else 0.0
        self._axes = axes = self.add_axes(0.17, below + 0.13, 0.80, 0.75 - below)
        axes.set_xlim(-0.4, len(alphas) - 0.6)
        axes.set_xticks(self._places, [f"{alpha:g}" for alpha in alphas])
        axes.set_xlabel("mixing strength α", color=INK, fontsize=10)
        axes.set_ylabel(ylabel, color=INK, fontsize=10)
        if percent:
            sign, unit = ("+", "") if baseline else ("", "%")
            axes.yaxis.set_major_formatter(
                lambda value, _: f"{round(100 * value, 6) or 0.0:{sign if value else ''}g}{unit}"
            )
        dress(axes)
        if baseline:
            self.stays(none=axes.axhline(0, color=INK, linewidth=1.2))
        self._title = Words(
            axes, 0.02, 1 - _TOP / _SIZE[1], size=12.5, weight="bold",
            transform=self.figure.transFigure,
        )  # fmt: skip
        # Lines of several budgets are set a little apart, so that no spread hides another.
        self._shifts = 0.16 * (np.arange(count) - (count - 1) / 2)
        self._runs, self._bars, self._means = [], [], []
        for color, look in zip(COLORS, looks, strict=False):
            self._runs += axes.plot([], [], "o", color=color, markersize=3.2, alpha=0.35, mew=0)
            self._bars += axes.plot([], [], "-", color=color, linewidth=2)
            self._means += axes.plot([], [], linewidth=2, markersize=9, **look)
        self.moves(runs=self._runs, spreads=self._bars, means=self._means, title=self._title)

    @classmethod
    def from_sweep(
        cls, sweep: "Sweep", *, metric: str | None = None, gains: bool = False, title: str = ""
    ) -> Self:
        """Show the means of a sweep, a standard deviation to either side, and the single runs.

        Parameters
        ----------
        sweep : Sweep
            From :func:`mixlearn.sweeps.sweep_alpha`.
        metric : str, optional
            Which of its metrics; the first by default.
        gains : bool, default=False
            Whether to show paired differences from no mixing instead of the scores.
        title : str, optional
            A line above.

        Returns
        -------
        SweepPanel
            As the last line of a cell it displays itself; printed, it lists its means.

        Raises
        ------
        ValueError
            If there is no such metric, or nothing at alpha = 0 to compare with.

        Examples
        --------
        >>> from mixlearn import SoftLabelMLP, datasets
        >>> from mixlearn.plots import SweepPanel
        >>> from mixlearn.sweeps import sweep_alpha
        >>> moons = datasets.moons(100, noise=0.3, rng=0)
        >>> model = SoftLabelMLP((8,), max_iter=50)
        >>> sweep = sweep_alpha(model, moons.X, moons.y, alphas=[0, 1], seeds=3, random_state=0)
        >>> SweepPanel.from_sweep(sweep)
        held-out accuracy: 0.720 at α = 0, 0.733 at α = 1
        """
        runs = sweep.runs(metric)
        name = metric or sweep.metrics[0]
        what = f"held-out {name}"
        if gains:
            if 0 not in sweep.alphas:
                raise ValueError(
                    "Gains are differences from no mixing: the sweep must hold alpha = 0. Got "
                    f"{list(sweep.alphas)} instead."
                )
            runs = runs - runs[:, :, [sweep.alphas.index(0)]]
            what = f"{what}, difference from none"
        budget = (sweep.budget_param or "").rpartition("__")[2]
        panel = cls(
            sweep.alphas,
            [f"{budget} = {value}" for value in sweep.budgets],
            ylabel=what,
            percent="accuracy" in name,
            baseline=gains,
        )
        means = runs.mean(axis=0)
        spread = runs.std(axis=0, ddof=1) if len(runs) > 1 else np.zeros_like(means)
        panel.show(means, means - spread, means + spread, runs=runs, title=title)
        return panel

    def __repr__(self) -> str:
        what, *names = self._said
        rows = [
            ", ".join(
                f"{mean:.3f} at α = {alpha:g}"
                for mean, alpha in zip(row, self._alphas, strict=True)
            )
            for row in self._means_shown
        ]
        if not names:
            return f"{what}: {'; '.join(rows)}"
        return "\n".join(
            [f"{what}:", *(f"{name}: {row}" for name, row in zip(names, rows, strict=True))]
        )

    def show(
        self, means: Array, low: Array, high: Array, *, runs: Array | None = None, title: str = ""
    ) -> None:
        """Move the lines.

        Parameters
        ----------
        means, low, high : ndarray of shape (lines, alphas)
            Middle and ends of each bar; NaN leaves a gap.
        runs : ndarray of shape (runs, lines, alphas), optional
            Single runs, drawn as small points.
        title : str, optional
            A line above.
        """
        self._means_shown = np.array(means)
        points = np.empty((0, *np.shape(means))) if runs is None else np.asarray(runs)
        for k, shift in enumerate(self._shifts):
            x = self._places + shift
            self._means[k].set_data(x, means[k])
            gaps = np.full_like(x, np.nan)
            self._bars[k].set_data(
                np.column_stack((x, x, gaps)).ravel(),
                np.column_stack((low[k], high[k], gaps)).ravel(),
            )
            self._runs[k].set_data(np.tile(x, len(points)), points[:, k].ravel())
        self._frame(np.concatenate([np.ravel(part) for part in (means, low, high, points)]))
        self._title.set_text(title)
        self.moved()

    def _frame(self, values: Array) -> None:
        """Make room for what is shown; the frame stays as long as everything fits in well."""
        values = values[np.isfinite(values)]
        if not len(values):
            return
        bottom, top = float(values.min()), float(values.max())
        room = 0.06 * (top - bottom) or 0.01
        old_bottom, old_top = self._axes.get_ylim()
        fits = old_bottom <= bottom and top <= old_top
        if not fits or old_top - old_bottom > 2 * (top - bottom + 2 * room):
            self._axes.set_ylim(bottom - room, top + room)
            self.changed()
