"""An image, pixel by pixel."""

from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.transforms import Bbox

__all__ = ["Pixels", "as_color"]

Array = npt.NDArray[Any]


class Pixels(Artist):
    """An image enlarged by repeating its pixels, many times faster than a general resampler."""

    def __init__(self, axes: Axes, height: int, width: int) -> None:
        super().__init__()
        self.set_figure(axes.figure)
        corners = axes.transData.transform([(0, height), (width, 0)])
        (self._left, self._bottom), (right, top) = np.rint(corners).astype(int).tolist()
        # The pixel of the image that each pixel of the screen shows, from the lowest row up.
        self._rows = _nearest(height, top - self._bottom)[::-1]
        self._columns = _nearest(width, right - self._left)
        self._small = np.full((height, width, 3), 255, np.uint8)
        self._shown = np.full((top - self._bottom, right - self._left, 4), 255, np.uint8)

    def set_data(self, image: Array) -> None:
        """Show another image, red, green and blue in [0, 1]."""
        self._small = np.rint(255 * image).astype(np.uint8)
        self._shown[..., :3] = self._small[self._rows[:, np.newaxis], self._columns]

    def get_array(self) -> Array:
        """Return the image as it was set, as uint8."""
        return self._small

    def get_window_extent(self, renderer: Any = None) -> Bbox:  # noqa: ARG002 (of all artists)
        """Return where the image lies, in pixels from the lower left."""
        height, width = self._shown.shape[:2]
        return Bbox.from_bounds(self._left, self._bottom, width, height)

    def draw(self, renderer: Any) -> None:
        """Copy the pixels to the canvas."""
        renderer.draw_image(renderer.new_gc(), self._left, self._bottom, self._shown)


def as_color(image: Array) -> Array:
    """Return an image as red, green and blue; grey values are darkness, as ink on paper."""
    image = np.asarray(image, np.float64)
    if image.ndim == 2:
        return np.repeat(1 - image[..., np.newaxis], 3, axis=-1)
    return image


def _nearest(pixels: int, screen: int) -> Array:
    return np.arange(screen) * pixels // screen
