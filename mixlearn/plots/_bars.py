"""The shares of two parents as divided bars."""

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from mixlearn.plots._panel import Panel
from mixlearn.plots._style import COLORS, INK
from mixlearn.plots._words import Words

__all__ = ["HATCH", "BarsPanel", "Split"]

HATCH = "////"
_HEIGHT = 330


class BarsPanel(Panel):
    """The shares of the two parents, as planned and as they came out, and the label.

    Parameters
    ----------
    unit : str, default="pixels"
        What the shares are counted in.
    """

    full = 0.94

    def __init__(self, unit: str = "pixels") -> None:
        super().__init__(330, _HEIGHT)
        axes = self.add_axes(0.03, 0.0, 0.96, 1.0)
        axes.set(xlim=(0, 1), ylim=(_HEIGHT, 0))
        axes.set_axis_off()
        self._first = Words(axes, 0.065, 28, size=10.5)
        self._second = Words(axes, 0.065, 52, size=10.5)
        for top, look in ((18, _FIRST), (42, _SECOND)):
            axes.add_patch(Rectangle((0, top), 0.045, 12, **look))
        axes.text(0, 92, "share meant: λ", fontsize=11, weight="bold", color=INK)
        axes.text(0, 176, f"share of the {unit}", fontsize=11, weight="bold", color=INK)
        axes.text(0, 262, f"label, by the {unit}", fontsize=11, weight="bold", color=INK)
        self._bars = [Split(axes, 100, self.full), Split(axes, 184, self.full)]
        self._label = [Words(axes, 0.0, 286, size=11), Words(axes, 0.0, 308, size=11)]
        for bar in self._bars:
            self.moves(*bar.moving)
        self.moves(self._first, self._second, *self._label)

    def show(self, names: Sequence[str], shares: Sequence[float], label: Sequence[str]) -> None:
        """Show the parents' names, the first's share as meant and as counted, and the label."""
        for words, name in zip((self._first, self._second), names, strict=True):
            words.set_text(name)
        for bar, share in zip(self._bars, shares, strict=True):
            bar.show(share)
        for number, words in enumerate(self._label):
            words.set_text(label[number] if number < len(label) else "")
        self.moved()


_FIRST: dict[str, Any] = {"fc": COLORS[0], "ec": "white", "lw": 0}
_SECOND: dict[str, Any] = {"fc": COLORS[1], "ec": "white", "lw": 0, "hatch": HATCH}


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
        axes.add_patch(Rectangle((left, top), full, 24, **_SECOND))
        # The second parent's bar with its pattern stays; the first covers as much as it has.
        self._cover = Rectangle((left, top), 0, 24, **_FIRST)
        axes.add_patch(self._cover)
        self._left = Words(axes, left, top + 42, size=10.5)
        self._right = Words(axes, left + full, top + 42, size=10.5, side="right")
        self.moving = self._cover, self._left, self._right

    def show(self, share: float) -> None:
        """Give the first of the two that share, and the second the rest."""
        self._cover.set_width(self._full * share)
        self._left.set_text(f"{self._names[0]} {share:.2f}")
        self._right.set_text(f"{self._names[1]} {1 - share:.2f}")
