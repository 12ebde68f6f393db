"""The words of two sentences, and what lies between."""

from collections.abc import Sequence
from typing import Any

from mixlearn.plots._axes import paper
from mixlearn.plots._markers import choose_spot, class_spots
from mixlearn.plots._panel import Panel
from mixlearn.plots._split import Split
from mixlearn.plots._style import FRAME, INK
from mixlearn.plots._words import Words

__all__ = ["WordsPanel"]

_SIZE = (440, 480)
_LEFT, _WIDE = 12, 416
_COLUMNS = (12, 140, 268)
_ROW = 22


class WordsPanel(Panel):
    """Two sentences, a table of their words and what lies between, and two labels as bars.

    Parameters
    ----------
    names : (str, str)
        Names of the two classes.
    rows : int
        Number of words in the longest sentence.

    Attributes
    ----------
    artists : dict
        Lists of two, first and second parent: ``"titles"``, ``"sentences"`` and ``"classes"`` (the
        marks of both classes, of which one is visible); ``"heads"`` (three, above the columns) and
        ``"table"`` (rows of three words); lists of two, one per label: ``"bar_heads"``, ``"bars"``
        (the first class's share), ``"wholes"`` (the second's, below it) and ``"shares"`` (pairs of
        words).
    """

    def __init__(self, names: tuple[str, str], rows: int) -> None:
        super().__init__(*_SIZE)
        axes = paper(self)
        self._spots, self._sentences, titles = [], [], []
        for top, head in ((22, "first parent"), (68, "second parent")):
            look: dict[str, Any] = {"fontsize": 10.5, "weight": "bold", "color": INK}
            titles.append(axes.text(_LEFT, top, head, **look))
            self._spots.append(class_spots(axes, _LEFT + 5, top + 16))
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
        self.moves(
            heads=self._heads,
            sentences=self._sentences,
            classes=self._spots,
            table=self._table,
            bar_heads=self._bar_heads,
            bars=[bar.first for bar in self._bars],
            shares=[bar.shares for bar in self._bars],
        )
        self.stays(titles=titles, wholes=[bar.second for bar in self._bars])

    def parents(self, texts: Sequence[str], classes: Sequence[int]) -> None:
        """Show both sentences and the numbers of their classes."""
        for spots, words, text, number in zip(
            self._spots, self._sentences, texts, classes, strict=True
        ):
            choose_spot(spots, number)
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
        """Show two labels: how each is counted, and the share of the first class."""
        for words, head in zip(self._bar_heads, heads, strict=True):
            words.set_text(head)
        for bar, share in zip(self._bars, shares, strict=True):
            bar.show(share)
        self.moved()
