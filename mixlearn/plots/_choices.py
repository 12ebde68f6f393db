"""Columns to choose from."""

from collections.abc import Sequence

from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from mixlearn.plots._panel import Panel
from mixlearn.plots._style import FRAME, INK
from mixlearn.plots._words import Words

__all__ = ["ChoicesPanel"]

_SIZE = (440, 430)
_PLACE = (0.145, 0.25, 0.845, 0.55)


class ChoicesPanel(Panel):
    """Columns, one per choice, of which one is marked by a band.

    Attributes
    ----------
    artists : dict
        ``"band"`` (behind the chosen column), ``"title"``, ``"note"``, ``"heads"`` (a list, above
        the columns) and ``"legend"``.
    """

    def __init__(self, choices: Sequence[str], *, xlabel: str, ylabel: str) -> None:
        super().__init__(*_SIZE)
        self._axes = axes = self.add_axes(*_PLACE)
        axes.set_xlim(-0.5, len(choices) - 0.5)
        axes.set_xticks(range(len(choices)), choices, parse_math=False)
        axes.set_xlabel(xlabel, color=INK, fontsize=9.5, labelpad=1)
        axes.set_ylabel(ylabel, color=INK, fontsize=9.5, labelpad=1)
        axes.tick_params(colors=INK, labelsize=9, length=2)
        axes.spines[:].set_color(FRAME)
        axes.yaxis.set_major_locator(MaxNLocator(8, steps=[1, 2, 5, 10]))
        axes.grid(axis="y", color=FRAME, linewidth=0.6)
        upright = axes.get_xaxis_transform()
        self._band = Rectangle((0, 0), 0.9, 1, fc="#ffd34d", alpha=0.3, lw=0, transform=upright)
        axes.add_patch(self._band)
        across = axes.transAxes
        self._title = Words(axes, 0, 1.265, size=12, weight="bold", transform=across)
        self._note = Words(axes, 0, 1.165, size=9.5, transform=across)
        self._heads = [
            Words(axes, (at + 0.5) / len(choices), 1.03, size=9.5, side="center", transform=across)
            for at in range(len(choices))
        ]
        self.moves(band=self._band)

    def _words_move(self) -> None:
        """Name the words, after everything that they are written over."""
        self.moves(title=self._title, note=self._note, heads=self._heads)

    def limits(self, low: float, high: float) -> None:
        """Change the scale; everything is drawn again."""
        if self._axes.get_ylim() != (low, high):
            self._axes.set_ylim(low, high)
            self.changed()

    def _say(self, title: str, note: str, heads: Sequence[str], chosen: int | None) -> None:
        self._title.set_text(title)
        self._note.set_text(note)
        for words, head in zip(self._heads, heads, strict=True):
            words.set_text(head)
        self._band.set_visible(chosen is not None)
        self._band.set_x((chosen or 0) - 0.45)
        self.moved()
