"""All sentences as points, and the blend of two of them."""

from collections.abc import Sequence
from typing import Any

import numpy.typing as npt
from matplotlib.lines import Line2D

from mixlearn.plots._axes import paper
from mixlearn.plots._markers import choose_spot, class_markers, class_spots
from mixlearn.plots._panel import Panel
from mixlearn.plots._style import COLORS, FRAME, INK, MARKERS
from mixlearn.plots._words import Words

__all__ = ["SentencesPanel"]

Array = npt.NDArray[Any]

_SIZE = (440, 480)
_LEFT = 12
# Font size of the list, in points, and where its lines begin: the longest has to fit.
_LETTERS, _TEXT = 9, 60


class SentencesPanel(Panel):
    """Sentences as points in the plane, two of them joined, the blend, and what is near it.

    Parameters
    ----------
    points : ndarray of shape (n, 2)
        Positions of the sentences.
    y : ndarray of shape (n,), int
        Their classes as positions in `names`.
    both : ndarray of shape (n,), bool
        Which of them touch on both topics; these are drawn hollow.
    names : sequence of str
        Class names.
    near : int
        How many nearby sentences are listed.

    Attributes
    ----------
    artists : dict
        ``"points"`` and ``"both"`` (lists, one artist per class: sentences on one topic, and on
        both), ``"line"`` (from parent to parent), ``"near"``, ``"parents"``, ``"blend"`` and
        ``"legend"``; and of the list below ``"notes"``, ``"texts"`` and ``"classes"`` (the marks of
        both classes, of which one is visible), each a list from the top.
    """

    def __init__(
        self, points: Array, y: Array, both: Array, names: Sequence[str], near: int
    ) -> None:
        super().__init__(*_SIZE)
        self._points = points
        self._short: dict[str, str] = {}  # measuring takes longer than drawing
        axes = self.add_axes(0.02, 0.35, 0.96, 0.58)
        axes.set(xticks=[], yticks=[])
        axes.spines[:].set_color(FRAME)
        solid = class_markers(axes, names)
        hollow: list[Line2D] = []
        for number, (name, artist) in enumerate(zip(names, solid, strict=True)):
            artist.set(label=name, markersize=5.5, alpha=0.75)
            artist.set_data(points[(y == number) & ~both].T)
            look: dict[str, Any] = {"mfc": "white", "mec": COLORS[number], "markersize": 5.5}
            hollow += axes.plot(
                *points[(y == number) & both].T,
                MARKERS[number],
                alpha=0.75,
                label="both topics",
                **look,
            )
        low, high = points.min(axis=0), points.max(axis=0)
        room = 0.06 * (high - low)
        axes.set(xlim=(low[0] - room[0], high[0] + room[0]))
        axes.set(ylim=(low[1] - room[1], high[1] + room[1]))
        self._line = axes.plot([], [], color=INK, linewidth=1.4)[0]
        self._parents = axes.plot(
            [], [], "o", mfc="none", mec=INK, mew=1.8, ms=12, label="parents"
        )[0]
        self._near = axes.plot([], [], "s", mfc="none", mec=INK, mew=1.2, ms=10, label="nearest")[0]
        self._blend = axes.plot([], [], "*", color="white", mec=INK, mew=1.3, ms=17, label="blend")[
            0
        ]
        self.figure.text(
            0.02, 0.952, "All sentences, and the blend", fontsize=11, weight="bold", color=INK
        )
        self.legend([*solid, tuple(hollow), self._parents, self._near, self._blend])
        below = paper(self)
        top = 335
        below.text(
            _LEFT,
            top,
            "nearest real sentences, and their similarity",
            fontsize=10,
            weight="bold",
            color=INK,
        )
        lines = [top + 20 + 23 * row for row in range(near)]
        self._spots = [class_spots(below, _LEFT + 1, line) for line in lines]
        self._notes = [Words(below, _LEFT + 11, line + 5, size=_LETTERS) for line in lines]
        self._texts = [Words(below, _TEXT, line + 5, size=_LETTERS) for line in lines]
        self.moves(
            line=self._line,
            near=self._near,
            parents=self._parents,
            blend=self._blend,
            notes=self._notes,
            texts=self._texts,
            classes=self._spots,
        )
        self.stays(points=solid, both=hollow)

    def show(self, parents: Sequence[int], blend: Array, near: Sequence[int]) -> None:
        """Show two sentences and those near the blend, by number, and where the blend lies."""
        ends = self._points[list(parents)]
        self._line.set_data(ends.T)
        self._parents.set_data(ends.T)
        self._near.set_data(self._points[list(near)].T)
        self._blend.set_data(blend[:, None])
        self.moved()

    def listed(self, texts: Sequence[str], classes: Sequence[int], notes: Sequence[str]) -> None:
        """List sentences, the numbers of their classes, and a number for each as text."""
        marks = zip(self._spots, self._texts, self._notes, strict=True)
        for (spots, words, number), text, kind, note in zip(
            marks, texts, classes, notes, strict=True
        ):
            if text not in self._short:
                self._short[text] = self.shorten(text, self.size[0] - _TEXT - 4, _LETTERS)
            choose_spot(spots, kind)
            number.set_text(note)
            words.set_text(self._short[text])
        self.moved()
