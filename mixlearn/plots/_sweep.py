"""The results of a sweep: scores against mixing strength, or gains over none."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Self

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
_RIVALS = {"placebo": "its placebo"}


class SweepPanel(Panel):
    """Lines of means against mixing strength, their spread, and the single runs.

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
        Whether to draw a line at zero, for differences.

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
        # Lines are set a little apart, so that no spread hides another, yet near their strength.
        self._shifts = min(0.16, 0.7 / count) * (np.arange(count) - (count - 1) / 2)
        self._runs, self._bars, self._means = [], [], []
        for color, look in zip(COLORS, looks, strict=False):
            self._runs += axes.plot([], [], "o", color=color, markersize=3.2, alpha=0.35, mew=0)
            self._bars += axes.plot([], [], "-", color=color, linewidth=2)
            self._means += axes.plot([], [], linewidth=2, markersize=9, **look)
        self.moves(runs=self._runs, spreads=self._bars, means=self._means, title=self._title)

    @classmethod
    def from_sweep(
        cls,
        sweep: "Sweep",
        *,
        metric: str | None = None,
        gains: bool = False,
        budget: Any = None,
        title: str = "",
    ) -> Self:
        """Show what a sweep found: scores with their spread, or what mixing gains over the others.

        Parameters
        ----------
        sweep : Sweep
            From :func:`mixlearn.sweeps.sweep_alpha`.
        metric : str, optional
            Which of its metrics; the first by default.
        gains : bool, default=False
            Whether to show differences instead of scores and runs: mixing minus its placebo (or
            minus no mixing, where that is the same or there is none), and minus each control. Bars
            are then the intervals of the verdict, which hold jointly, and not a standard deviation
            to either side: where one lies above the line at zero, mixing is better there, beyond
            chance.
        budget : object, optional
            Show this budget alone, and then every arm of the sweep; of several budgets, a line each
            for mixing.
        title : str, optional
            A line above.

        Returns
        -------
        SweepPanel
            As the last line of a cell it displays itself; printed, it lists its means.

        Raises
        ------
        ValueError
            If there is no such metric or budget, or no verdict to show gains by; see
            :meth:`mixlearn.sweeps.Sweep.verdict`.

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
        lines = _gains(sweep, metric, budget) if gains else _scores(sweep, metric, budget)
        panel = cls(
            lines.alphas,
            lines.names,
            ylabel=lines.what,
            percent="accuracy" in lines.what,
            baseline=gains,
        )
        panel.show(lines.mean, lines.low, lines.high, runs=lines.runs, title=title)
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


class _Lines(NamedTuple):
    """What is drawn of a sweep: arrays of shape (lines, alphas), runs (runs, lines, alphas)."""

    alphas: tuple[float, ...]
    names: list[str]
    what: str
    mean: Array
    low: Array
    high: Array
    runs: Array | None


def _scores(sweep: "Sweep", metric: str | None, budget: Any) -> _Lines:
    """Take the means of mixing at each budget, or of each arm at one, and a deviation around."""
    name = metric or sweep.metrics[0]
    at = sweep.budgets.index(budget) if budget in sweep.budgets else None
    if budget is not None and at is None:
        raise ValueError(
            f"The 'budget' parameter must be one of {list(sweep.budgets)}. Got {budget!r} instead."
        )
    if at is None:
        runs, names = sweep.runs(metric), _budgets(sweep)
    else:
        runs = np.stack([sweep.runs(metric, arm=arm)[:, at] for arm in sweep.arms], axis=1)
        names = list(sweep.arms)
    mean = runs.mean(axis=0)
    spread = runs.std(axis=0, ddof=1) if len(runs) > 1 else np.zeros_like(mean)
    return _Lines(sweep.alphas, names, f"held-out {name}", mean, mean - spread, mean + spread, runs)


def _gains(sweep: "Sweep", metric: str | None, budget: Any) -> _Lines:
    """Take the differences of the verdict: at each budget, or from each rival at one."""
    verdict = sweep.verdict(metric, budget=budget)
    one = budget is not None or len(sweep.budgets) == 1
    found = [*verdict.differences, *(verdict.controls if one else ())]
    alphas = tuple(alpha for alpha in sweep.alphas if alpha)
    numbers = np.array([(d.mean, d.low, d.high) for d in found]).reshape(-1, len(alphas), 3)
    rivals = list(dict.fromkeys(each.against for each in found))
    what = f"held-out {verdict.metric}"
    names = [f"over {_RIVALS.get(rival, rival)}" for rival in rivals]
    what = f"{what}, gain {names[0]}" if len(rivals) == 1 else f"gain in {what}"
    low, high = (np.where(np.isfinite(end), end, np.nan) for end in np.moveaxis(numbers, 2, 0)[1:])
    return _Lines(alphas, names if one else _budgets(sweep), what, numbers[..., 0], low, high, None)


def _budgets(sweep: "Sweep") -> list[str]:
    param = (sweep.budget_param or "").rpartition("__")[2]
    return [f"{param} = {value}" for value in sweep.budgets]
