"""One bar, divided between two."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from mixlearn.plots._style import COLORS
from mixlearn.plots._words import Words

__all__ = ["FIRST", "HATCH", "SECOND", "Split"]

HATCH = "////"
FIRST: dict[str, Any] = {"fc": COLORS[0], "ec": "white", "lw": 0}
SECOND: dict[str, Any] = {"fc": COLORS[1], "ec": "white", "lw": 0, "hatch": HATCH}


class Split:
    """One bar, divided between two, their shares below.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to draw.
    top, full : float
        Where the bar begins, and how long it is.
    names : (str, str), default=("first", "second")
        Whose shares they are.
    left : float, default=0
        Where its left end is.

    Attributes
    ----------
    first, second : matplotlib.patches.Rectangle
        The first's part, and below it the whole bar, as the second's looks.
    shares : list of Words
        What the first has, and the second.
    """

    def __init__(
        self,
        axes: Axes,
        top: float,
        full: float,
        names: tuple[str, str] = ("first", "second"),
        *,
        left: float = 0,
    ) -> None:
        self._full, self._names = full, names
        self.second = axes.add_patch(Rectangle((left, top), full, 24, **SECOND))
        # The second parent's bar stays, with its pattern; the first covers its share of it.
        self.first = Rectangle((left, top), 0, 24, **FIRST)
        axes.add_patch(self.first)
        left_words = Words(axes, left, top + 42, size=10.5)
        right_words = Words(axes, left + full, top + 42, size=10.5, side="right")
        self.shares = [left_words, right_words]

    def show(self, share: float) -> None:
        """Show the first's share; the second has the rest."""
        self.first.set_width(self._full * share)
        for words, name, part in zip(self.shares, self._names, (share, 1 - share), strict=True):
            words.set_text(f"{name} {part:.2f}")
