"""Shares as bars that lie one below the other."""

from collections.abc import Sequence

from mixlearn.plots._panel import Panel
from mixlearn.plots._style import FRAME, GREY, INK

__all__ = ["CountsPanel"]

_HEIGHT = 420


class CountsPanel(Panel):
    """Shares as bars that lie one below the other.

    Parameters
    ----------
    names : sequence of str
        What each share is a share of.

    Attributes
    ----------
    artists : dict
        Lists in the order of the names, from the top: ``"bars"``, ``"values"`` (at their ends) and
        ``"names"`` (above them).
    """

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(330, _HEIGHT)
        axes = self.add_axes(0.05, 0.12, 0.88, 0.84)
        axes.set(xlim=(0, 1), ylim=(len(names) - 0.25, -0.75), yticks=[])
        axes.set_xticks([0, 0.5, 1], ["0 %", "50 %", "100 %"])
        axes.tick_params(colors=GREY, labelsize=9, length=0)
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.spines["bottom"].set_color(FRAME)
        axes.grid(axis="x", color=FRAME, linewidth=0.8)
        heads = [
            axes.text(0, number - 0.33, name, va="bottom", fontsize=10.5, color=INK)
            for number, name in enumerate(names)
        ]
        self._bars = axes.barh(range(len(names)), 0, height=0.34, color="#4b5563").patches
        self._values = [
            axes.text(0, number, "", va="center", fontsize=11, weight="bold", color=INK)
            for number in range(len(names))
        ]
        self.moves(bars=self._bars, values=self._values)
        self.stays(names=heads)

    def show(self, shares: Sequence[float]) -> None:
        """Show shares in [0, 1], in the order of the names."""
        for bar, text, share in zip(self._bars, self._values, shares, strict=True):
            bar.set_width(share)
            inside = share > 0.8
            text.set(
                x=share + (-0.02 if inside else 0.02),
                ha="right" if inside else "left",
                color="white" if inside else INK,
                text=f"{share:.0%}",
            )
        self.moved()
