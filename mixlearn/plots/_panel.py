"""A picture of fixed size that can be redrawn while a slider moves."""

import bisect
import math
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

import numpy as np
import PIL.Image
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.legend_handler import HandlerTuple
from matplotlib.lines import Line2D
from matplotlib.text import Text

from mixlearn.plots._png import encode

__all__ = ["Artists", "Key", "Panel"]

# One artist, or nested lists of them; a mark in a legend, or several that share a name.
Artists: TypeAlias = "Artist | Sequence[Artists]"
Key: TypeAlias = "Line2D | tuple[Line2D, ...]"

_DPI = 100
# A legend: its font size in points; a mark and its gap, the gap between columns and the one around
# it all, in font sizes; and how many rows it may have before long names are cut.
_LETTERS, _MARK, _GAP, _EDGE, _ROWS = 9.5, 2.0, 1.2, 0.6, 5
# Pixels that stay free at the sides of a picture.
_MARGIN = 2


class Panel:
    """A figure on its own canvas: what stays is drawn once, what moves is drawn on top.

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
    artists : dict
        Artists by name, moving ones in the order in which they are drawn: single artists or
        lists, as each panel explains. A ``"legend"`` is there if the panel has one.

    Examples
    --------
    >>> from mixlearn.plots import CountsPanel
    >>> panel = CountsPanel(["right", "sure"])
    >>> panel.show([0.75, 0.5])
    >>> [text.get_text() for text in panel.artists["values"]]
    ['75%', '50%']
    """

    def __init__(self, width: int, height: int) -> None:
        self.size = (width, height)
        self.figure = Figure(figsize=(width / _DPI, height / _DPI), dpi=_DPI, facecolor="white")
        self._canvas = FigureCanvasAgg(self.figure)
        self.artists: dict[str, Any] = {}
        self._moving: list[Artist] = []
        self._still: Any = None
        self._png: bytes | None = None
        self._in_legend: list[Key] = []
        self._legend_height = 0.0

    def add_axes(self, left: float, bottom: float, width: float, height: float) -> Axes:
        """Add axes; position and size are shares of the figure."""
        return self.figure.add_axes((left, bottom, width, height))

    def moves(self, **artists: Artists) -> None:
        """Name artists that change from picture to picture; they are drawn in this order."""
        self.stays(**artists)
        moving = list(_flat(list(artists.values())))
        for artist in moving:
            artist.set_animated(True)
        self._moving += moving

    def stays(self, **artists: Artists) -> None:
        """Name artists that are the same in all pictures."""
        self.artists.update(artists)

    def moved(self) -> None:
        """Say that a moving artist has changed."""
        self._png = None

    def changed(self) -> None:
        """Say that something else has changed, so that everything must be drawn again."""
        self._still = self._png = None

    def width_of(self, text: str, letters: float) -> float:
        """Measure in pixels a line of text set at a size in points."""
        font = FontProperties(size=letters)
        width, _, _ = self._canvas.get_renderer().get_text_width_height_descent(text, font, False)
        return float(width)

    def shorten(self, text: str, width: float, letters: float) -> str:
        """Shorten a text, at the cost of its middle, to one line of at most this many pixels."""
        text = " ".join(text.split())
        if self.width_of(text, letters) <= width:
            return text

        def cut(kept: int) -> str:
            return f"{text[: (kept + 1) // 2]}…{text[len(text) - kept // 2 :]}"

        fitting = bisect.bisect(
            range(1, len(text)), width, key=lambda kept: self.width_of(cut(kept), letters)
        )
        return cut(max(fitting, 1))

    @property
    def words(self) -> str:
        """Title and note on one line, for those who do not see the picture; "" without a title."""
        texts = [self.artists.get(name) for name in ("title", "note")]
        if not isinstance(texts[0], Text):
            return ""
        return ". ".join(" ".join(t.get_text().split()) for t in texts if isinstance(t, Text))

    def legend(self, handles: Sequence[Key]) -> float:
        """Put a legend along the bottom, in as many rows as its names need.

        Names that do not fit into five rows lose their middle. Several marks in a tuple share the
        name of the first.

        Returns
        -------
        float
            Its height in pixels.
        """
        if handles != self._in_legend:
            for old in list(self.figure.legends):
                old.remove()
            firsts = [handle[0] if isinstance(handle, tuple) else handle for handle in handles]
            names, columns = self._legend_names([str(first.get_label()) for first in firsts])
            found = self.figure.legend(
                handles=handles,
                labels=[" "] * len(handles),
                handler_map={tuple: HandlerTuple(ndivide=None, pad=0)},
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
                text.set_parse_math(False)  # a class may be called "$5"
                text.set_text(name)
            self.stays(legend=found)
            self._in_legend = list(handles)
            self._legend_height = found.get_window_extent(self._canvas.get_renderer()).y1
            self.changed()
        return self._legend_height

    def _legend_names(self, names: list[str]) -> tuple[list[str], int]:
        """Return the names as they fit, and the number of columns."""
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
        """Return the picture as PNG, drawn anew only if something has changed."""
        if self._png is None:
            if self._still is None:
                self._canvas.draw()
                self._still = self._canvas.copy_from_bbox(self.figure.bbox)
            self._canvas.restore_region(self._still)
            for artist in self._moving:
                self.figure.draw_artist(artist)
            pixels = np.asarray(self._canvas.buffer_rgba())[..., :3]
            self._png = encode(PIL.Image.fromarray(np.ascontiguousarray(pixels)))
        return self._png

    def _repr_png_(self) -> bytes:
        return self.png()


def _row_width(widths: list[float], columns: int, gap: float) -> float:
    # A legend fills its columns from the top, the first ones a row longer if they cannot be equal,
    # and each is as wide as its widest entry.
    parts = np.array_split(np.array(widths), columns)
    return sum(float(part.max()) for part in parts) + gap * (columns - 1)


def _flat(artists: Artists) -> Iterator[Artist]:
    if isinstance(artists, Artist):
        yield artists
    else:
        for part in artists:
            yield from _flat(part)
