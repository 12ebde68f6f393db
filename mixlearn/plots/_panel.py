"""A picture of fixed size that can be redrawn while a slider moves."""

import io
from collections.abc import Sequence
from typing import Any

import numpy as np
import PIL.Image
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

__all__ = ["Panel", "side_by_side"]

_DPI = 100
# Pictures travel to a browser that is near; small is worth less than soon.
_COMPRESSION = 1
# About how wide a legend's letters are, and a mark with the gaps around it, in pixels.
_LETTER, _MARK = 7.0, 42.0


class Panel:
    """A figure on a canvas of its own: what stays is drawn once, what moves is drawn over it.

    No pyplot: its state belongs to the whole process, and a slider's callback may run beside a
    cell.

    Parameters
    ----------
    width, height : int
        Size in pixels.

    Attributes
    ----------
    figure : matplotlib.figure.Figure
        To add axes and artists to.
    """

    def __init__(self, width: int, height: int) -> None:
        self.size = (width, height)
        self.figure = Figure(figsize=(width / _DPI, height / _DPI), dpi=_DPI, facecolor="white")
        self._canvas = FigureCanvasAgg(self.figure)
        self._moving: list[Artist] = []
        self._still: Any = None
        self._png: bytes | None = None
        self._in_legend: list[Line2D] = []

    def add_axes(self, left: float, bottom: float, width: float, height: float) -> Axes:
        """Add axes; position and size are shares of the figure."""
        return self.figure.add_axes((left, bottom, width, height))

    def moves(self, *artists: Artist) -> None:
        """Name artists that change from picture to picture; they are drawn in this order."""
        for artist in artists:
            artist.set_animated(True)
        self._moving.extend(artists)

    def moved(self) -> None:
        """Say that a moving artist has changed."""
        self._png = None

    def changed(self) -> None:
        """Say that something else has changed, so that all must be drawn again."""
        self._still = self._png = None

    def legend(self, handles: Sequence[Line2D]) -> None:
        """Put a legend along the bottom, in as many rows as its names need."""
        if handles == self._in_legend:
            return
        for old in list(self.figure.legends):
            old.remove()
        widths = [_MARK + _LETTER * len(str(handle.get_label())) for handle in handles]
        columns = len(handles)
        while columns > 1 and _row_width(widths, columns) > self.size[0]:
            columns -= 1
        found = self.figure.legend(
            handles=handles,
            loc="lower center",
            ncols=columns,
            frameon=False,
            fontsize=9.5,
            handlelength=1.5,
            handletextpad=0.5,
            columnspacing=1.2,
            borderaxespad=0.2,
        )
        for text in found.get_texts():
            text.set_parse_math(False)  # a class may be called anything, "$5" too
        self._in_legend = list(handles)
        self.changed()

    def png(self) -> bytes:
        """Give the picture as PNG; drawn only if something changed since the last time."""
        if self._png is None:
            if self._still is None:
                self._canvas.draw()
                self._still = self._canvas.copy_from_bbox(self.figure.bbox)
            self._canvas.restore_region(self._still)
            for artist in self._moving:
                self.figure.draw_artist(artist)
            pixels = np.asarray(self._canvas.buffer_rgba())[..., :3]
            self._png = _encode(PIL.Image.fromarray(np.ascontiguousarray(pixels)))
        return self._png

    def _repr_png_(self) -> bytes:
        return self.png()


def side_by_side(pictures: list[bytes]) -> bytes:
    """Join PNG pictures from left to right, on white.

    Parameters
    ----------
    pictures : list of bytes
        PNG files, at least one.

    Returns
    -------
    bytes
        One PNG file, as high as the highest of them.
    """
    images = [PIL.Image.open(io.BytesIO(picture)) for picture in pictures]
    whole = PIL.Image.new(
        "RGB", (sum(i.width for i in images), max(i.height for i in images)), "white"
    )
    left = 0
    for image in images:
        whole.paste(image, (left, 0))
        left += image.width
    return _encode(whole)


def _row_width(widths: list[float], columns: int) -> float:
    # A legend fills its columns from the top, and each is as wide as its widest entry.
    rows = -(-len(widths) // columns)
    return sum(max(widths[start : start + rows]) for start in range(0, len(widths), rows))


def _encode(image: PIL.Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "png", compress_level=_COMPRESSION)
    return file.getvalue()
