"""Shares of draws by zone."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from mixlearn.plots._panel import Panel
from mixlearn.plots._style import FRAME, GREY, INK
from mixlearn.plots._words import Words
from mixlearn.plots._zone import LOOKS, SIZE, Look, add_spot

__all__ = ["ZonesPanel"]

_SAME_CLASS = Look("#e3e6ea", GREY, "...", "")


class ZonesPanel(Panel):
    """Shares of draws by zone, and what makes up the share of nearly hard labels.

    Parameters
    ----------
    names : sequence of str
        Names of the four zones, from hardly mixed to half and half.

    Attributes
    ----------
    artists : dict
        Lists, one artist per zone from the top: ``"marks"`` and ``"names"``; for the four zones and
        the hard labels: ``"wholes"`` (bars in their pattern), ``"rests"`` (white, over what a share
        leaves) and ``"values"``. For the last bar ``"same_class"`` (its first part), ``"classes"``
        (how many there are), and for both of its parts ``"keys"``, ``"key_words"`` and ``"parts"``
        (values).
    """

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(330, SIZE[1])
        axes = self.add_axes(0.04, 0.01, 0.92, 0.98)
        axes.set(xlim=(0, 1), ylim=(SIZE[1], 0))
        axes.set_axis_off()
        axes.text(0, 26, "Share of draws", fontsize=12.5, weight="bold", color=INK)
        self._bars, marks, heads = [], [], []
        for number, (name, look) in enumerate(zip(names, LOOKS, strict=True)):
            top = 40 + 52 * number
            spot = add_spot(axes, look, size=8)
            spot.set_data([0.025], [top + 8])
            marks.append(spot)
            heads.append(axes.text(0.065, top + 13, name, fontsize=10, color=INK))
            self._bars.append(_Bar(axes, top + 20, look))
        axes.plot([0, 1], [261, 261], color=FRAME, linewidth=1)
        axes.text(0, 290, "Labels at least 95% hard", fontsize=12.5, weight="bold", color=INK)
        self._classes = Words(axes, 0, 310)
        self._hard = _Bar(axes, 320, LOOKS[0])
        self._same_class = Rectangle((0, 320), 0, 18, lw=0.8, **_SAME_CLASS.patch)
        axes.add_patch(self._same_class)
        self._parts, keys, key_words = [], [], []
        for row, (look, words) in enumerate(
            (
                (_SAME_CLASS, "both parents of one class"),
                (LOOKS[0], "two classes, but 95-5 or beyond"),
            )
        ):
            top = 353 + 24 * row
            keys.append(axes.add_patch(Rectangle((0, top), 0.07, 14, lw=0.8, **look.patch)))
            key_words.append(axes.text(0.255, top + 12, words, fontsize=10, color=INK))
            self._parts.append(Words(axes, 0.235, top + 12, side="right"))
        bars = (*self._bars, self._hard)
        self.moves(
            same_class=self._same_class,
            classes=self._classes,
            parts=self._parts,
            rests=[bar.rest for bar in bars],
            values=[bar.value for bar in bars],
        )
        wholes = [bar.whole for bar in bars]
        self.stays(marks=marks, names=heads, wholes=wholes, keys=keys, key_words=key_words)

    def show(self, shares: Sequence[float], parts: Sequence[float], *, classes: int) -> None:
        """Show shares of draws (4,), and the two parts of the share of rows with a hard label."""
        for bar, share in zip(self._bars, shares, strict=True):
            bar.show(share)
        self._hard.show(sum(parts))
        for words, part in zip(self._parts, parts, strict=True):
            words.set_text(f"{part:.1%}")
        self._classes.set_text(f"of {classes} classes of equal size")
        self._same_class.set_width(_Bar.full * parts[0])
        self.moved()


class _Bar:
    """A bar in a fixed pattern; what moves is the white that covers the rest of it."""

    full = 0.77  # the width of a bar that stands for all; the rest is for its number

    def __init__(self, axes: Axes, top: float, look: Look) -> None:
        self.whole = axes.add_patch(Rectangle((0, top), self.full, 18, lw=0.8, **look.patch))
        self.rest = Rectangle((0, top), 0, 18, fc="white", ec=FRAME, lw=0.8)
        axes.add_patch(self.rest)
        self.value = Words(axes, self.full + 0.03, top + 14, size=11.5, weight="bold")

    def show(self, share: float) -> None:
        self.rest.set_x(self.full * share)
        self.rest.set_width(self.full * (1 - share))
        self.value.set_text(f"{share:.1%}")
