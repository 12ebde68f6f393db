"""The words of two sentences and their blend, and all sentences as points."""

from collections.abc import Sequence
from typing import Any

import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from mixlearn.plots._bars import Split
from mixlearn.plots._panel import Panel
from mixlearn.plots._plane import class_markers
from mixlearn.plots._style import COLORS, FRAME, GREY, INK, MARKERS
from mixlearn.plots._words import Words

__all__ = ["SentencesPanel", "WordsPanel"]

Array = npt.NDArray[Any]

_SIZE = (440, 480)
_LEFT, _WIDE = 12, 416
_COLUMNS = (12, 140, 268)
_ROW = 22
# Of a list of sentences, in points, and where they begin: the longest has to fit.
_LETTERS, _TEXT = 9, 60


class WordsPanel(Panel):
    """Two sentences, a table of their words and what lies between, and two labels as bars.

    Parameters
    ----------
    names : (str, str)
        Names of the two classes.
    rows : int
        Most words that a sentence has.
    """

    def __init__(self, names: tuple[str, str], rows: int) -> None:
        super().__init__(*_SIZE)
        axes = _paper(self)
        self._spots, self._sentences = [], []
        for top, head in ((22, "first parent"), (68, "second parent")):
            axes.text(_LEFT, top, head, fontsize=10.5, weight="bold", color=INK)
            self._spots.append(_class_spots(axes, _LEFT + 5, top + 16))
            self._sentences.append(Words(axes, _LEFT + 18, top + 21, size=9.5))
        self._heads = [Words(axes, left, 124, size=10, weight="bold") for left in _COLUMNS]
        axes.plot([_LEFT, _LEFT + _WIDE], [131, 131], color=FRAME, linewidth=1)
        self._table = [
            [Words(axes, left, 148 + _ROW * row, size=9.5) for left in _COLUMNS]
            for row in range(rows)
        ]
        self._bar_heads, self._bars = [], []
        for top in (330, 408):
            self._bar_heads.append(Words(axes, _LEFT, top, size=10, weight="bold"))
            self._bars.append(Split(axes, top + 7, _WIDE, names, left=_LEFT))
        self.moves(*self._heads, *self._sentences)
        for spots in self._spots:
            self.moves(*spots)
        for row in self._table:
            self.moves(*row)
        for words, bar in zip(self._bar_heads, self._bars, strict=True):
            self.moves(words, *bar.moving)

    def parents(self, texts: Sequence[str], classes: Sequence[int]) -> None:
        """Show both sentences and the numbers of their classes."""
        for spots, words, text, number in zip(
            self._spots, self._sentences, texts, classes, strict=True
        ):
            _mark(spots, number)
            words.set_text(self.shorten(text, _WIDE - 18, 9.5))
        self.moved()

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show three heads, and rows of three words."""
        for words, head in zip(self._heads, heads, strict=True):
            words.set_text(head)
        for number, line in enumerate(self._table):
            cells = rows[number] if number < len(rows) else ("", "", "")
            for words, cell in zip(line, cells, strict=True):
                words.set_text(cell)
        self.moved()

    def labels(self, heads: Sequence[str], shares: Sequence[float]) -> None:
        """Show two labels: what each goes by, and the share of the first class."""
        for words, head in zip(self._bar_heads, heads, strict=True):
            words.set_text(head)
        for bar, share in zip(self._bars, shares, strict=True):
            bar.show(share)
        self.moved()


class SentencesPanel(Panel):
    """Sentences as points of the plane, two of them joined, the blend, and what is near to it.

    Parameters
    ----------
    points : ndarray of shape (n, 2)
        Where the sentences lie.
    y : ndarray of shape (n,), int
        Their classes as positions in `names`.
    both : ndarray of shape (n,), bool
        Which of them touch both topics; they are drawn hollow.
    names : sequence of str
        Class names.
    near : int
        How many near sentences are listed.
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
        for number, (name, artist) in enumerate(zip(names, solid, strict=True)):
            artist.set(label=name, markersize=5.5, alpha=0.75)
            artist.set_data(points[(y == number) & ~both].T)
            axes.plot(
                *points[(y == number) & both].T,
                MARKERS[number],
                mfc="white",
                mec=COLORS[number],
                markersize=5.5,
                alpha=0.75,
                linestyle="",
            )
        hollow = Line2D([], [], marker="o", mfc="white", mec=GREY, ls="", ms=5, label="both topics")
        low, high = points.min(axis=0), points.max(axis=0)
        room = 0.06 * (high - low)
        axes.set(xlim=(low[0] - room[0], high[0] + room[0]))
        axes.set(ylim=(low[1] - room[1], high[1] + room[1]))
        self._line = axes.plot([], [], color=INK, linewidth=1.4, zorder=4)[0]
        self._parents = axes.plot(
            [], [], "o", mfc="none", mec=INK, mew=1.8, ms=12, label="parents", zorder=5
        )[0]
        self._near = axes.plot(
            [], [], "s", mfc="none", mec=INK, mew=1.2, ms=10, label="nearest", zorder=5
        )[0]
        self._blend = axes.plot(
            [], [], "*", color="white", mec=INK, mew=1.3, ms=17, label="blend", zorder=6
        )[0]
        self.figure.text(
            0.02, 0.952, "All sentences, and the blend", fontsize=11, weight="bold", color=INK
        )
        self.legend([*solid, hollow, self._parents, self._near, self._blend])
        paper = _paper(self)
        top = 335
        paper.text(
            _LEFT,
            top,
            "nearest real sentences, and their similarity",
            fontsize=10,
            weight="bold",
            color=INK,
        )
        lines = [top + 20 + 23 * row for row in range(near)]
        self._spots = [_class_spots(paper, _LEFT + 1, line) for line in lines]
        self._notes = [Words(paper, _LEFT + 11, line + 5, size=_LETTERS) for line in lines]
        self._texts = [Words(paper, _TEXT, line + 5, size=_LETTERS) for line in lines]
        self.moves(self._line, self._near, self._parents, self._blend, *self._notes, *self._texts)
        for spots in self._spots:
            self.moves(*spots)

    def show(self, parents: Sequence[int], blend: Array, near: Sequence[int]) -> None:
        """Show two sentences and those near to the blend, by number, and where the blend lies."""
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
            _mark(spots, kind)
            number.set_text(note)
            words.set_text(self._short[text])
        self.moved()


def _paper(panel: Panel) -> Axes:
    """Add axes over the whole panel, in pixels from the upper left."""
    axes = panel.add_axes(0, 0, 1, 1)
    axes.set(xlim=(0, panel.size[0]), ylim=(panel.size[1], 0))
    axes.set_axis_off()
    return axes


def _class_spots(axes: Axes, x: float, y: float) -> list[Line2D]:
    """Add the marks of two classes at one place; `_mark` shows one of them."""
    return [
        axes.plot([x], [y], marker, color=color, ms=7)[0]
        for color, marker in zip(COLORS[:2], MARKERS[:2], strict=True)
    ]


def _mark(spots: Sequence[Line2D], number: int) -> None:
    for kind, spot in enumerate(spots):
        spot.set_visible(kind == number)
