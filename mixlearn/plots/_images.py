"""Two parents and their blend as grey images."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.artist import Artist

from mixlearn.plots._panel import Panel
from mixlearn.plots._style import FRAME, INK

__all__ = ["ImagesPanel"]

Array = npt.NDArray[Any]

_HEADS = ("first parent", "blend", "second parent")


class ImagesPanel(Panel):
    """Three grey images in a row: first parent, blend, second parent.

    Attributes
    ----------
    artists : dict
        Lists of three, from left to right: ``"images"``, ``"notes"`` (below) and ``"heads"``
        (above), and ``"frames"``.
    """

    def __init__(self) -> None:
        super().__init__(570, 300)
        frames: list[Artist] = []
        heads = []
        self._images, self._notes = [], []
        for number, head in enumerate(_HEADS):
            axes = self.add_axes(0.01 + 0.333 * number, 0.14, 0.313, 0.7)
            axes.set(xticks=[], yticks=[])
            axes.spines[:].set_color(FRAME)
            image = axes.imshow(
                np.zeros((8, 8)), cmap="gray_r", vmin=0, vmax=1, interpolation="nearest"
            )
            middle = 0.01 + 0.333 * number + 0.313 / 2
            heads.append(
                self.figure.text(
                    middle, 0.9, head, ha="center", fontsize=12, weight="bold", color=INK
                )
            )
            self._images.append(image)
            frames += axes.spines.values()
            self._notes.append(
                self.figure.text(
                    middle, 0.05, "", ha="center", fontsize=11, color=INK, parse_math=False
                )
            )
        self.moves(images=self._images, frames=frames, notes=self._notes)
        self.stays(heads=heads)

    def show(self, images: Sequence[Array], notes: Sequence[str]) -> None:
        """Show the images (rows, columns) in [0, 1] of first parent, blend and second parent."""
        for artist, image in zip(self._images, images, strict=True):
            artist.set_data(image)
        for text, note in zip(self._notes, notes, strict=True):
            text.set_text(note)
        self.moved()
