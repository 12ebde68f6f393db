"""Colours behind a plane."""

from typing import Any

import numpy as np
import numpy.typing as npt
import PIL.Image
from matplotlib.artist import Artist
from matplotlib.axes import Axes

__all__ = ["Backdrop"]

Array = npt.NDArray[Any]


class Backdrop(Artist):
    """Colours on a grid, stretched over axes whose limits are its first and last grid lines.

    PIL enlarges them in a sixth of the time that matplotlib's own images take.
    """

    def __init__(self, axes: Axes) -> None:
        super().__init__()
        self._behind = axes
        self._colors: Array = np.full((2, 2, 3), 255, np.uint8)
        self._pixels: Array | None = None
        self._size = (0, 0)

    def set_colors(self, colors: Array) -> None:
        """Take colours (rows, columns, 3), uint8, the lowest row first."""
        self._colors, self._pixels = colors, None

    def get_array(self) -> Array:
        """Return the colours as they were set."""
        return self._colors

    def draw(self, renderer: Any) -> None:
        """Copy the pixels to the canvas."""
        box = self._behind.bbox
        size = round(box.width), round(box.height)
        if self._pixels is None or self._size != size:
            self._pixels, self._size = _enlarge(self._colors, size), size
        renderer.draw_image(renderer.new_gc(), round(box.x0), round(box.y0), self._pixels)


def _enlarge(colors: Array, size: tuple[int, int]) -> Array:
    rows, columns = colors.shape[:2]
    # A colour belongs to the middle of its pixel, so half a pixel falls away all around.
    inside = (0.5, 0.5, columns - 0.5, rows - 0.5)
    small = PIL.Image.fromarray(colors)
    large = small.resize(size, PIL.Image.Resampling.BILINEAR, inside)
    return np.array(large.convert("RGBA"))  # a copy: the canvas wants to write
