"""How often a classifier is right, against how sure it is."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.lines import Line2D

from mixlearn.plots._axes import dress
from mixlearn.plots._panel import Panel
from mixlearn.plots._style import COLORS, GREY, INK, MARKERS, check_classes
from mixlearn.plots._words import Words

__all__ = ["ReliabilityPanel"]

Array = npt.NDArray[Any]

_SIZE = (440, 400)
_TOP = 24  # pixels from the top edge to the title's base line


class ReliabilityPanel(Panel):
    """How often a classifier is right against how sure it is, and how many rows that rests on.

    Where it is right as often as it says, its points lie on the diagonal; below, it is too sure.

    Parameters
    ----------
    names : sequence of str
        Classifiers to compare, at most as many as there are colours; a single one gets no legend.
    lowest : float, default=0.0
        Where both axes begin, in [0, 1); 1 / the number of classes cuts off nothing.

    Attributes
    ----------
    artists : dict
        Lists, one artist a classifier: ``"lines"`` and ``"counts"`` (bars below); ``"diagonal"``,
        ``"most"`` (how many rows the tallest bar stands for), ``"title"``, and ``"legend"`` if
        there are several.
    """

    def __init__(self, names: Sequence[str] = ("",), *, lowest: float = 0.0) -> None:
        super().__init__(*_SIZE)
        count = check_classes(len(names))
        shape: dict[str, Any] = {"linewidth": 2, "markersize": 9, "mec": "white", "mew": 0.8}
        looks = [{"color": COLORS[k], "marker": MARKERS[k], **shape} for k in range(count)]
        keys = [Line2D([], [], label=name, **look) for name, look in zip(names, looks, strict=True)]
        below = self.legend(keys) / _SIZE[1] if count > 1 else 0.0
        self._axes = axes = self.add_axes(0.17, below + 0.31, 0.80, 0.59 - below)
        margin = 0.03 * (1 - lowest)
        axes.set(xlim=(lowest - margin, 1 + margin), ylim=(-0.03, 1.03))
        look: dict[str, Any] = {"color": GREY, "linewidth": 1.2, "linestyle": (0, (4, 3))}
        (diagonal,) = axes.plot([lowest, 1], [lowest, 1], **look)
        axes.set_ylabel("share that is right", color=INK, fontsize=10)
        axes.tick_params(labelbottom=False)
        self._counts = counts = self.add_axes(0.17, below + 0.13, 0.80, 0.14)
        counts.set(xlim=axes.get_xlim(), ylim=(0, 1.15), yticks=[])
        counts.set_xlabel("how sure it is", color=INK, fontsize=10)
        counts.set_ylabel("rows", color=INK, fontsize=10)
        for each in (axes, counts):
            each.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
            dress(each)
        axes.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
        self._lines, self._stems = [], []
        for k in range(count):
            self._lines += axes.plot([], [], **looks[k])
            self._stems += counts.plot([], [], color=COLORS[k], linewidth=5)
        self._most = Words(counts, 0.005, 0.86, size=9, transform=counts.transAxes)
        self._title = Words(
            axes, 0.02, 1 - _TOP / _SIZE[1], size=12.5, weight="bold",
            transform=self.figure.transFigure,
        )  # fmt: skip
        self.moves(lines=self._lines, counts=self._stems, most=self._most, title=self._title)
        self.stays(diagonal=diagonal)

    def show(self, bins: Sequence[tuple[Array, Array, Array]], *, title: str = "") -> None:
        """Move points and counts.

        Parameters
        ----------
        bins : sequence of (confidence, accuracy, count)
            For each classifier three arrays of shape (m,), as in
            :class:`mixlearn.metrics.Reliability`.
        title : str, optional
            A line above.
        """
        most = max((int(np.max(count, initial=0)) for _, _, count in bins), default=0)
        pairs = zip(self._lines, self._stems, bins, strict=True)
        for k, (line, stems, (sure, right, count)) in enumerate(pairs):
            line.set_data(sure, right)
            x = np.asarray(sure) + 0.012 * (k - (len(bins) - 1) / 2)
            zero, gap = np.zeros(len(x)), np.full(len(x), np.nan)
            stems.set_data(
                np.column_stack((x, x, gap)).ravel(),
                np.column_stack((zero, np.divide(count, max(most, 1)), gap)).ravel(),
            )
        self._most.set_text(f"highest: {most} rows")
        self._title.set_text(title)
        self.moved()
