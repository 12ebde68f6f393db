"""A picture of fixed size that can be redrawn while a slider moves."""

import bisect
import io
import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import PIL.Image
import PIL.ImageDraw
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D

from mixlearn.plots._style import INK
from mixlearn.plots._words import font_of

__all__ = ["Panel", "captioned", "side_by_side"]

_DPI = 100
# Pictures travel to a browser that is near; small is worth less than soon.
_COMPRESSION = 1
# A legend: its letters in points, a mark and its gap, the gap between columns and that around the
# whole in letter sizes, and how many rows it may have at the cost of long names.
_LETTERS, _MARK, _GAP, _EDGE, _ROWS = 9.5, 2.0, 1.2, 0.6, 5
# Pixels that stay free at the sides of a picture.
_MARGIN = 2
# A caption: its letters in points, and what is free beside it and from line to line in pixels.
_CAPTION, _INDENT, _LEADING = 10.5, 12, 22


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
        self._legend_height = 0.0

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

    def width_of(self, text: str, letters: float) -> float:
        """Measure a line of text in letters of a size in points; the result is in pixels."""
        font = FontProperties(size=letters)
        width, _, _ = self._canvas.get_renderer().get_text_width_height_descent(text, font, False)
        return float(width)

    def shorten(self, text: str, width: float, letters: float) -> str:
        """Bring a text to one line not wider than so many pixels, at the cost of its middle."""
        text = " ".join(text.split())
        if self.width_of(text, letters) <= width:
            return text

        def cut(kept: int) -> str:
            return f"{text[: (kept + 1) // 2]}…{text[len(text) - kept // 2 :]}"

        fitting = bisect.bisect(
            range(1, len(text)), width, key=lambda kept: self.width_of(cut(kept), letters)
        )
        return cut(max(fitting, 1))

    def legend(self, handles: Sequence[Line2D]) -> float:
        """Put a legend along the bottom, in as many rows as its names need.

        Names that five rows have no room for lose their middle.

        Returns
        -------
        float
            Its height in pixels.
        """
        if handles != self._in_legend:
            for old in list(self.figure.legends):
                old.remove()
            names, columns = self._legend_names([str(handle.get_label()) for handle in handles])
            found = self.figure.legend(
                handles=handles,
                labels=[" "] * len(handles),
                loc="lower center",
                ncols=columns,
                frameon=False,
                fontsize=_LETTERS,
                handlelength=1.5,
                handletextpad=_MARK - 1.5,
                columnspacing=_GAP,
                borderpad=_EDGE - 0.2,
                borderaxespad=0.2,
            )
            for text, name in zip(found.get_texts(), names, strict=True):
                text.set_parse_math(False)  # a class may be called anything, "$5" too
                text.set_text(name)
            self._in_legend = list(handles)
            self._legend_height = found.get_window_extent(self._canvas.get_renderer()).y1
            self.changed()
        return self._legend_height

    def _legend_names(self, names: list[str]) -> tuple[list[str], int]:
        """Give the names as they fit, and the number of columns."""
        size = _LETTERS * _DPI / 72  # points are 72 an inch
        room = self.size[0] - 2 * (_EDGE * size + _MARGIN)
        fewest = math.ceil(len(names) / _ROWS)
        widest = (room + _GAP * size) / fewest - (_GAP + _MARK) * size
        names = [self.shorten(name, widest, _LETTERS) for name in names]
        widths = [self.width_of(name, _LETTERS) + _MARK * size for name in names]
        columns = len(names)
        while columns > fewest and _row_width(widths, columns, _GAP * size) > room:
            columns -= 1
        return names, columns

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


def captioned(picture: bytes, text: str) -> bytes:
    """Write a text under a PNG picture, in as many lines as it needs.

    Parameters
    ----------
    picture : bytes
        A PNG file.
    text : str
        What to write, as one paragraph.

    Returns
    -------
    bytes
        One PNG file, as wide as the picture.
    """
    image = PIL.Image.open(io.BytesIO(picture))
    font = font_of(_CAPTION * _DPI / 72)
    lines = _wrapped(text, image.width - 2 * _INDENT, font.getlength)
    whole = PIL.Image.new(
        "RGB", (image.width, image.height + round((len(lines) + 0.75) * _LEADING)), "white"
    )
    whole.paste(image, (0, 0))
    brush = PIL.ImageDraw.Draw(whole)
    for number, line in enumerate(lines, start=1):
        base = image.height + number * _LEADING
        brush.text((_INDENT, base), line, fill=INK, font=font, anchor="ls")
    return _encode(whole)


def _wrapped(text: str, width: float, length: Callable[[str], float]) -> list[str]:
    """Break a text into lines not longer than `width`, inside a word only if it must be."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if length(longer) <= width:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for letter in word:
            if lines[-1] and length(lines[-1] + letter) > width:
                lines.append("")
            lines[-1] += letter
    return lines


def _row_width(widths: list[float], columns: int, gap: float) -> float:
    # A legend fills its columns from the top, the first ones one higher if they cannot be equal,
    # and each is as wide as its widest entry.
    parts = np.array_split(np.array(widths), columns)
    return sum(float(part.max()) for part in parts) + gap * (columns - 1)


def _encode(image: PIL.Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "png", compress_level=_COMPRESSION)
    return file.getvalue()
