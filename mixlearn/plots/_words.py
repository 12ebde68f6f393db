"""Short texts that change with every move."""

import functools
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.transforms import Bbox, Transform
from PIL import Image, ImageDraw, ImageFont

from mixlearn.plots._style import INK

__all__ = ["Words", "font_of"]

Array = npt.NDArray[Any]

_SIDES = {"left": "l", "center": "m", "right": "r"}


class Words(Artist):
    """One line of text, written by PIL in a tenth of the time that matplotlib takes.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to write.
    x, y : float
        Where the text begins, is centred or ends, and its base line.
    size : float, default=10
        Size of the font in points.
    weight : {"normal", "bold"}, default="normal"
        Weight of the font.
    side : {"left", "center", "right"}, default="left"
        Which of these `x` is.
    transform : matplotlib.transforms.Transform or None, default=None
        What `x` and `y` are measured in; the axes' data by default.
    """

    def __init__(
        self,
        axes: Axes,
        x: float,
        y: float,
        *,
        size: float = 10,
        weight: str = "normal",
        side: str = "left",
        transform: Transform | None = None,
    ) -> None:
        super().__init__()
        self.set_figure(axes.figure)
        self._place = (transform or axes.transData).transform((x, y))
        self._font = size * axes.figure.dpi / 72, weight
        self._anchor = f"{_SIDES[side]}s"
        self._text = ""

    def set_text(self, text: str) -> None:
        """Write something else."""
        self._text = text

    def get_text(self) -> str:
        """Return what is written."""
        return self._text

    def get_position(self) -> tuple[float, float]:
        """Return where the text begins, is centred or ends, in pixels from the lower left."""
        x, y = self._place
        return float(x), float(y)

    def get_window_extent(self, renderer: Any = None) -> Bbox:  # noqa: ARG002 (of all artists)
        """Return the box around the text, in pixels from the lower left."""
        left, top, right, bottom = font_of(*self._font).getbbox(self._text, anchor=self._anchor)
        x, y = self._place
        return Bbox([[x + left, y - bottom], [x + right, y - top]])

    def draw(self, renderer: Any) -> None:
        """Copy the letters to the canvas."""
        if self._text:
            pixels, left, below = _write(self._text, *self._font, self._anchor)
            x, y = self._place
            renderer.draw_image(renderer.new_gc(), round(x) + left, round(y) - below, pixels)


@functools.lru_cache(maxsize=512)
def _write(text: str, size: float, weight: str, anchor: str) -> tuple[Array, int, int]:
    """Return pixels, the lowest row first, and how far they reach from that place."""
    font = font_of(size, weight)
    left, top, right, bottom = (round(edge) for edge in font.getbbox(text, anchor=anchor))
    left, top, right, bottom = left - 1, top - 1, right + 1, bottom + 1
    mask = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(mask).text((-left, -top), text, fill=255, font=font, anchor=anchor)
    pixels = np.empty((mask.height, mask.width, 4), np.uint8)
    pixels[..., :3] = np.round(np.multiply(to_rgb(INK), 255))
    pixels[..., 3] = np.asarray(mask)[::-1]
    return pixels, left, bottom


@functools.lru_cache(maxsize=32)
def font_of(size: float, weight: str = "normal") -> ImageFont.FreeTypeFont:
    """Return the font of all pictures, in a size in pixels."""
    # The font that comes with matplotlib, so that it is there on every machine.
    file = findfont(FontProperties(family="DejaVu Sans", weight=weight))
    return ImageFont.truetype(file, size)
