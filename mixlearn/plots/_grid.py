"""Many images in rows and columns."""

from collections.abc import Sequence
from typing import Any

import numpy.typing as npt
from matplotlib.artist import Artist

from mixlearn.plots._panel import Panel
from mixlearn.plots._pixels import as_color
from mixlearn.plots._style import FRAME, INK

__all__ = ["GridPanel"]

Array = npt.NDArray[Any]


class GridPanel(Panel):
    """Images in rows and columns, with a line of text below each; nothing moves.

    Parameters
    ----------
    images : sequence of sequence of ndarray, or array of shape (rows, columns, height, width, ...)
        Images in [0, 1], grey or colour.
    notes : sequence of sequence of str
        What is written below each image.
    heads : sequence of str, optional
        What is written to the left of each row.

    Attributes
    ----------
    artists : dict
        ``"images"`` and ``"notes"`` (below them), lists of rows, and ``"heads"`` (a list, beside
        them).
    """

    def __init__(
        self,
        images: Sequence[Sequence[Array]],
        notes: Sequence[Sequence[str]],
        *,
        heads: Sequence[str] = (),
    ) -> None:
        rows, columns = len(images), max(map(len, images))
        side, gap, below = 118, 12, 24
        margin = 92 if heads else gap
        width, height = margin + columns * (side + gap), gap + rows * (side + below + gap)
        super().__init__(width, height)
        look: dict[str, Any] = {"color": INK, "parse_math": False}
        pictures: list[list[Artist]] = []
        written: list[list[Artist]] = []
        named: list[Artist] = []
        for row, (line, texts) in enumerate(zip(images, notes, strict=True)):
            top = gap + row * (side + below + gap)
            pictures.append([])
            written.append([])
            for column, (image, text) in enumerate(zip(line, texts, strict=True)):
                left = margin + column * (side + gap)
                axes = self.add_axes(
                    left / width, 1 - (top + side) / height, side / width, side / height
                )
                pictures[-1].append(axes.imshow(as_color(image), interpolation="nearest"))
                axes.set(xticks=[], yticks=[])
                axes.spines[:].set_color(FRAME)
                middle, base = (left + side / 2) / width, 1 - (top + side + 16) / height
                written[-1].append(
                    self.figure.text(middle, base, text, ha="center", fontsize=9.5, **look)
                )
            if heads:
                middle = 1 - (top + side / 2) / height
                look_head: dict[str, Any] = {"fontsize": 11, "weight": "bold", **look}
                named.append(
                    self.figure.text(8 / width, middle, heads[row], va="center", **look_head)
                )
        self.stays(images=pictures, notes=written, heads=named)
        self._words = "Images. " + "; ".join(
            (f"{heads[row]}: " if heads else "") + " | ".join(texts)
            for row, texts in enumerate(notes)
        )

    def __repr__(self) -> str:
        return self._words
