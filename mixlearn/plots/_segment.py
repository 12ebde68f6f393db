"""Two points in the plane and their blend on the line between them."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from mixlearn.plots._markers import class_markers
from mixlearn.plots._panel import Panel
from mixlearn.plots._style import FRAME, INK

__all__ = ["SegmentPanel"]

Array = npt.NDArray[Any]


class SegmentPanel(Panel):
    """Points in the plane, two of them joined by a line, and the blend on that line.

    Parameters
    ----------
    X, y : ndarray of shape (n, 2) and (n,), int
        Points and their classes as positions in `names`.
    names : sequence of str
        Class names.

    Attributes
    ----------
    artists : dict
        ``"points"`` (a list, one artist per class), ``"line"`` (from parent to parent),
        ``"parents"``, ``"blend"``, ``"notes"`` (a list: at the first parent, at the second) and
        ``"legend"``.
    """

    def __init__(self, X: Array, y: Array, names: Sequence[str]) -> None:
        super().__init__(570, 300)
        axes = self.add_axes(0.02, 0.11, 0.96, 0.87)
        axes.set(xticks=[], yticks=[])
        axes.set(xlim=(-3.5, 3.5), ylim=(-1.67, 1.67))
        axes.spines[:].set_color(FRAME)
        points = class_markers(axes, names)
        for number, artist in enumerate(points):
            artist.set_data(X[y == number].T)
        self._line = axes.plot([], [], color=INK, linewidth=1.5)[0]
        self._parents = axes.plot(
            [], [], "o", mfc="none", mec=INK, mew=1.8, markersize=14, label="parents"
        )[0]
        self._blend = axes.plot(
            [], [], "*", color="white", mec=INK, mew=1.4, markersize=19, label="blend"
        )[0]
        self._notes = [
            axes.text(
                0,
                0,
                "",
                ha="center",
                fontsize=11,
                weight="bold",
                color=INK,
                parse_math=False,
                bbox={"boxstyle": "round,pad=0.2", "fc": "white", "ec": "none", "alpha": 0.85},
            )
            for _ in range(2)
        ]
        legend = self.legend([*points, self._parents, self._blend])
        bottom = max(0.11, legend / self.size[1])
        axes.set_position((0.02, bottom, 0.96, 0.98 - bottom))
        self.moves(line=self._line, parents=self._parents, blend=self._blend, notes=self._notes)
        self.stays(points=points)

    def show(self, points: Sequence[Array], notes: Sequence[str]) -> None:
        """Show first parent, blend and second parent, points of shape (2,)."""
        first, blend, second = points
        ends = np.stack([first, second])
        self._line.set_data(ends.T)
        self._parents.set_data(ends.T)
        self._blend.set_data(blend[:, None])
        for text, point, note in zip(self._notes, ends, (notes[0], notes[2]), strict=True):
            text.set_position((point[0], point[1] + 0.28))
            text.set_text(note)
        self.moved()
