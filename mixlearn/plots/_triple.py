"""Two parent images and their mix, with the patch that was pasted."""

from collections.abc import Sequence
from typing import Any

import numpy.typing as npt
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from mixlearn.plots._panel import Panel
from mixlearn.plots._pixels import Pixels, as_color
from mixlearn.plots._style import COLORS, FRAME, INK
from mixlearn.plots._words import Words

__all__ = ["TriplePanel"]

Array = npt.NDArray[Any]

Box = tuple[float, float, float, float]

_HEIGHT = 330
_HEADS = ("first parent", "mix", "second parent")


class TriplePanel(Panel):
    """Three images in a row, first parent, mix and second parent, and the outline of a patch.

    Parameters
    ----------
    shape : (int, int)
        Height and width of the images in pixels.

    Attributes
    ----------
    artists : dict
        Lists of three, from left to right: ``"images"``, ``"frames"``, ``"notes"`` (below) and
        ``"heads"`` (above); lists of two, in the mix and in the second parent: ``"pasted"`` and
        ``"meant"``, the outlines of the patch; and ``"keys"`` with ``"key_words"``, which explain
        these two in this order.
    """

    def __init__(self, shape: tuple[int, int]) -> None:
        super().__init__(570, _HEIGHT)
        height, width = shape
        self._images: list[Pixels] = []
        self._notes: list[Words] = []
        self._whole: list[Rectangle] = []
        self._cut: list[Rectangle] = []
        heads, frames = [], []
        for number, head in enumerate(_HEADS):
            axes = self.add_axes(0.005 + 0.333 * number, 0.17, 0.323, 0.323 * 570 / _HEIGHT)
            # Room around the image, to show what hangs over its edge.
            axes.set(xlim=(-0.08 * width, 1.08 * width), ylim=(1.08 * height, -0.08 * height))
            axes.set_axis_off()
            self._images.append(Pixels(axes, height, width))
            frame = Rectangle((0, 0), width, height, fill=False, ec=FRAME, lw=0.8)
            middle = width / 2
            look: dict[str, Any] = {"fontsize": 12, "weight": "bold", "color": INK}
            heads.append(axes.text(middle, -0.12 * height, head, ha="center", **look))
            self._notes.append(Words(axes, middle, 1.19 * height, size=10.5, side="center"))
            frames.append(axes.add_patch(frame))
            if number:
                whole = Rectangle((0, 0), 0, 0, fill=False, ec=INK, lw=1.4, ls=(0, (3, 2)))
                cut = Rectangle((0, 0), 0, 0, fill=False, ec=COLORS[1], lw=2.6)
                for patch in (cut, whole):
                    axes.add_patch(patch)
                self._cut.append(cut)
                self._whole.append(whole)
        self.moves(images=self._images, frames=frames, pasted=self._cut, meant=self._whole)
        self._keys: list[tuple[Line2D, Words, str]] = []
        looks: tuple[tuple[float, dict[str, Any], str], ...] = (
            (0.20, {"color": COLORS[1], "linewidth": 2.6}, "patch as pasted"),
            (0.52, {"color": INK, "linewidth": 1.4, "linestyle": (0, (3, 2))}, "patch as meant"),
        )
        for left, look, words in looks:
            line = Line2D([left, left + 0.05], [0.035, 0.035], **look)
            self.figure.add_artist(line)
            text = Words(axes, left + 0.06, 0.022, size=9.5, transform=self.figure.transFigure)
            self._keys.append((line, text, words))
        self.moves(
            notes=self._notes,
            keys=[key for key, _, _ in self._keys],
            key_words=[words for _, words, _ in self._keys],
        )
        self.stays(heads=heads)

    def show(
        self,
        images: Sequence[Array],
        notes: Sequence[str],
        *,
        pasted: Box | None = None,
        meant: Box | None = None,
    ) -> None:
        """Show images in [0, 1], a note below each, and the patch: top, bottom, left, right."""
        for pixels, image in zip(self._images, images, strict=True):
            pixels.set_data(as_color(image))
        for words, note in zip(self._notes, notes, strict=True):
            words.set_text(note)
        outlines = (self._cut, pasted), (self._whole, meant)
        for (line, key, text), (patches, box) in zip(self._keys, outlines, strict=True):
            there = box is not None and box[0] < box[1] and box[2] < box[3]
            key.set_text(text if there else "")
            for artist in (line, *patches):
                artist.set_visible(there)
            if box is not None:
                top, bottom, left, right = box
                for patch in patches:
                    patch.set_bounds(left, top, right - left, bottom - top)
        self.moved()
