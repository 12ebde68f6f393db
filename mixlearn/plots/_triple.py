"""Two parent images and their mix, with an outline around what was pasted."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from mixlearn.plots._panel import Panel
from mixlearn.plots._pixels import Pixels, as_color
from mixlearn.plots._style import COLORS, FRAME, INK
from mixlearn.plots._words import Words

__all__ = ["TriplePanel"]

Array = npt.NDArray[Any]

_HEIGHT = 330
_HEADS = ("first parent", "mix", "second parent")


class TriplePanel(Panel):
    """First parent, mix and second parent in a row, with outlines around what was pasted.

    Parameters
    ----------
    shape : (int, int)
        Height and width of the images in pixels.

    Attributes
    ----------
    artists : dict
        Lists of three, from left to right: ``"images"``, ``"frames"``, ``"notes"`` (below) and
        ``"heads"`` (above); lists of two, in the mix and in the second parent: ``"pasted"`` and
        ``"meant"``, the outlines of a patch, and ``"pieces"``, those of pieces of any form; and
        ``"keys"`` with ``"key_words"``, which explain what was pasted and what was meant.
    """

    def __init__(self, shape: tuple[int, int]) -> None:
        super().__init__(570, _HEIGHT)
        height, width = shape
        self._images: list[Pixels] = []
        self._notes: list[Words] = []
        self._whole: list[Rectangle] = []
        self._cut: list[Rectangle] = []
        self._pieces: list[LineCollection] = []
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
                pieces = LineCollection(
                    [], colors=COLORS[1], linewidths=2.6, capstyle="projecting", antialiaseds=False
                )
                for artist in (cut, pieces, whole):
                    axes.add_artist(artist)
                self._cut.append(cut)
                self._pieces.append(pieces)
                self._whole.append(whole)
        self.moves(
            images=self._images,
            frames=frames,
            pasted=self._cut,
            pieces=self._pieces,
            meant=self._whole,
        )
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
        pasted: Sequence[float] | Array | None = None,
        meant: Sequence[float] | None = None,
    ) -> None:
        """Show images in [0, 1], what is below each, and outlines.

        What was pasted is a patch (top, bottom, left, right) or a mask (height, width) of pieces,
        what was meant a patch.
        """
        for pixels, image in zip(self._images, images, strict=True):
            pixels.set_data(as_color(image))
        for words, note in zip(self._notes, notes, strict=True):
            words.set_text(note)
        mask = pasted if isinstance(pasted, np.ndarray) and pasted.ndim == 2 else None
        for pieces in self._pieces:
            pieces.set_segments([] if mask is None else _outline(mask))
        _put(self._cut, box := pasted if mask is None else None)
        _put(self._whole, meant)
        there = (_has_area(box) or (mask is not None and bool(mask.any())), _has_area(meant))
        for (line, key, text), shown in zip(self._keys, there, strict=True):
            key.set_text(("pieces as pasted" if mask is not None else text) if shown else "")
            line.set_visible(shown)
        self.moved()


def _has_area(box: Sequence[float] | Array | None) -> bool:
    return box is not None and bool(box[0] < box[1] and box[2] < box[3])


def _put(patches: Sequence[Rectangle], box: Sequence[float] | Array | None) -> None:
    """Put rectangles around a box; one without area is not seen."""
    for patch in patches:
        patch.set_visible(_has_area(box))
        if box is not None:
            top, bottom, left, right = box
            patch.set_bounds(left, top, right - left, bottom - top)


def _outline(mask: Array) -> list[Array]:
    """Find the sides of pixels that part the pieces from the rest, and the edge of the image."""
    framed = np.pad(mask, 1)
    down, across = np.nonzero(framed[1:-1, 1:] != framed[1:-1, :-1])
    upright = np.stack([[across, down], [across, down + 1]]).transpose(2, 0, 1)
    down, across = np.nonzero(framed[1:, 1:-1] != framed[:-1, 1:-1])
    level = np.stack([[across, down], [across + 1, down]]).transpose(2, 0, 1)
    return [*upright, *level]
