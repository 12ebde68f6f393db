"""A curve over one feature, with the points and blends that it was learned from."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from mixlearn.plots._markers import class_markers
from mixlearn.plots._panel import Panel
from mixlearn.plots._style import COLORS, FRAME, GREY, INK

__all__ = ["CurvePanel"]

Array = npt.NDArray[Any]


class CurvePanel(Panel):
    """What a model says along one feature, over training points and blends.

    Parameters
    ----------
    names : sequence of str
        Names of the kinds of training points, each with a colour and a marker.
    extent : tuple of float
        Left, right, bottom and top.
    axis_names : tuple of str
        Names of the feature and of what is learned.
    truth : ndarray of shape (m, 2) or None
        The curve to be learned.
    half : bool, default=False
        Whether 0.5 decides between classes, and gets a line of its own.

    Attributes
    ----------
    artists : dict
        ``"points"`` (a list, one artist per kind), ``"blends"``, ``"curve"``, ``"truth"`` and
        ``"half"`` (lines that stay, if there are any), ``"title"``, ``"note"`` and ``"legend"``.
    """

    def __init__(
        self,
        names: Sequence[str],
        extent: tuple[float, float, float, float],
        *,
        axis_names: tuple[str, str],
        truth: Array | None = None,
        half: bool = False,
    ) -> None:
        super().__init__(440, 480)
        axes = self.add_axes(0.125, 0.2, 0.845, 0.67)
        axes.set(xlim=extent[:2], ylim=extent[2:])
        axes.set_xlabel(axis_names[0], color=GREY, fontsize=9, labelpad=1)
        axes.set_ylabel(axis_names[1], color=GREY, fontsize=9, labelpad=1)
        axes.tick_params(colors=GREY, labelsize=8, length=2)
        axes.spines[:].set_color(FRAME)
        look: dict[str, Any]
        if half:
            look = {"color": GREY, "linewidth": 1, "linestyle": (0, (1, 2))}
            self.stays(half=axes.axhline(0.5, **look))
        self._blends = axes.plot(
            [], [], ".", color=GREY, alpha=0.55, mew=0, markersize=7, label="blends"
        )[0]
        self._curve = axes.plot([], [], color=INK, linewidth=2, label="the model")[0]
        self._points = class_markers(axes, names)
        # A few, on top of a crowd of blends.
        for artist in self._points:
            artist.set(markersize=9 if half else 6.5)
        handles = [*self._points, self._blends, self._curve]
        if truth is not None:
            look = {"color": COLORS[2], "linewidth": 1.6, "linestyle": (0, (4, 2))}
            (line,) = axes.plot(*truth.T, **look, label="the truth", zorder=1)
            self.stays(truth=line)
            handles.append(line)
        self._title = self.figure.text(0.125, 0.945, "", fontsize=12.5, weight="bold", color=INK)
        self._note = self.figure.text(0.125, 0.895, "", fontsize=10, color=INK)
        self.legend(handles)
        self.moves(
            blends=self._blends,
            curve=self._curve,
            points=self._points,
            title=self._title,
            note=self._note,
        )

    def points(self, points: Array, kinds: Array) -> None:
        """Show training points (n, 2), each of a kind (n,), int."""
        for number, artist in enumerate(self._points):
            artist.set_data(points[kinds == number].T)
        self.moved()

    def show(self, curve: Array, blends: Array, *, title: str, note: str) -> None:
        """Show a curve (m, 2), blends (k, 2), a title and a line of numbers."""
        self._curve.set_data(curve.T)
        self._blends.set_data(np.asarray(blends).T)
        self._title.set_text(title)
        self._note.set_text(note)
        self.moved()
