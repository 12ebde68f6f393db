"""The shares of two parents as divided bars."""

from collections.abc import Sequence

from matplotlib.patches import Rectangle

from mixlearn.plots._panel import Panel
from mixlearn.plots._split import FIRST, SECOND, Split
from mixlearn.plots._style import INK
from mixlearn.plots._words import Words

__all__ = ["BarsPanel"]

_HEIGHT = 330


class BarsPanel(Panel):
    """The shares of the two parents, as intended and as counted, and the label.

    Parameters
    ----------
    unit : str, default="pixels"
        What the shares are counted in.

    Attributes
    ----------
    artists : dict
        ``"keys"`` (the looks of first and second parent) and ``"names"`` beside them; lists of two,
        as meant and as counted: ``"bars"`` (the first's share), ``"wholes"`` (the second's, below
        it) and ``"shares"`` (pairs of words); ``"label"`` (its lines) and ``"heads"``.
    """

    full = 0.94

    def __init__(self, unit: str = "pixels") -> None:
        super().__init__(330, _HEIGHT)
        axes = self.add_axes(0.03, 0.0, 0.96, 1.0)
        axes.set(xlim=(0, 1), ylim=(_HEIGHT, 0))
        axes.set_axis_off()
        self._names = [Words(axes, 0.065, top, size=10.5) for top in (28, 52)]
        keys = [
            axes.add_patch(Rectangle((0, top), 0.045, 12, **look))
            for top, look in ((18, FIRST), (42, SECOND))
        ]
        heads = [
            axes.text(0, top, head, fontsize=11, weight="bold", color=INK)
            for top, head in (
                (92, "share meant: λ"),
                (176, f"share of the {unit}"),
                (262, f"label, by the {unit}"),
            )
        ]
        self._bars = [Split(axes, 100, self.full), Split(axes, 184, self.full)]
        self._label = [Words(axes, 0.0, 286, size=11), Words(axes, 0.0, 308, size=11)]
        self.moves(
            bars=[bar.first for bar in self._bars],
            shares=[bar.shares for bar in self._bars],
            names=self._names,
            label=self._label,
        )
        self.stays(keys=keys, wholes=[bar.second for bar in self._bars], heads=heads)

    def show(self, names: Sequence[str], shares: Sequence[float], label: Sequence[str]) -> None:
        """Show the parents' names, the first's share as meant and as counted, and the label."""
        for words, name in zip(self._names, names, strict=True):
            words.set_text(name)
        for bar, share in zip(self._bars, shares, strict=True):
            bar.show(share)
        for number, words in enumerate(self._label):
            words.set_text(label[number] if number < len(label) else "")
        self.moved()
