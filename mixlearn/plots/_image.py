"""Two parent images and their mix, and many mixes in a grid."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from mixlearn.plots._panel import Panel
from mixlearn.plots._style import COLORS, FRAME, INK, MARKERS
from mixlearn.plots._words import Words

__all__ = ["GridPanel", "RunsPanel", "TriplePanel"]

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
    """

    def __init__(self, shape: tuple[int, int]) -> None:
        super().__init__(570, _HEIGHT)
        height, width = shape
        self._images: list[_Pixels] = []
        self._notes: list[Words] = []
        self._whole: list[Rectangle] = []
        self._cut: list[Rectangle] = []
        for number, head in enumerate(_HEADS):
            axes = self.add_axes(0.005 + 0.333 * number, 0.17, 0.323, 0.323 * 570 / _HEIGHT)
            # Room around the image, so that what hangs over its edge can be seen.
            axes.set(xlim=(-0.08 * width, 1.08 * width), ylim=(1.08 * height, -0.08 * height))
            axes.set_axis_off()
            self._images.append(_Pixels(axes, height, width))
            frame = Rectangle((0, 0), width, height, fill=False, ec=FRAME, lw=0.8)
            middle = width / 2
            axes.text(
                middle,
                -0.12 * height,
                head,
                ha="center",
                fontsize=12,
                weight="bold",
                color=INK,
            )
            note = Words(axes, middle, 1.19 * height, size=10.5, side="center")
            self._notes.append(note)
            moving: list[Any] = [self._images[-1], frame, note]
            axes.add_patch(frame)
            if number:
                whole = Rectangle((0, 0), 0, 0, fill=False, ec=INK, lw=1.4, ls=(0, (3, 2)))
                cut = Rectangle((0, 0), 0, 0, fill=False, ec=COLORS[1], lw=2.6)
                for patch in (cut, whole):
                    axes.add_patch(patch)
                moving[2:2] = [cut, whole]
                self._cut.append(cut)
                self._whole.append(whole)
            self.moves(*moving)
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
            self.moves(line, text)

    def show(
        self,
        images: Sequence[Array],
        notes: Sequence[str],
        *,
        pasted: Box | None = None,
        meant: Box | None = None,
    ) -> None:
        """Show images in [0, 1], what is below each, and the patch: top, bottom, left, right."""
        for pixels, image in zip(self._images, images, strict=True):
            pixels.set_data(_as_color(image))
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


class _Pixels(Artist):
    """An image enlarged by repeating its pixels, many times quicker than a general resampler."""

    def __init__(self, axes: Axes, height: int, width: int) -> None:
        super().__init__()
        self.set_figure(axes.figure)
        corners = axes.transData.transform([(0, height), (width, 0)])
        (self._left, self._bottom), (right, top) = np.rint(corners).astype(int).tolist()
        # Which pixel of the image each pixel of the screen shows, from the lowest row up.
        self._rows = _nearest(height, top - self._bottom)[::-1]
        self._columns = _nearest(width, right - self._left)
        self._shown = np.full((top - self._bottom, right - self._left, 4), 255, np.uint8)

    def set_data(self, image: Array) -> None:
        """Show another image, red, green and blue in [0, 1]."""
        small = np.rint(255 * image).astype(np.uint8)
        self._shown[..., :3] = small[self._rows[:, np.newaxis], self._columns]

    def draw(self, renderer: Any) -> None:
        """Copy the pixels to the canvas."""
        renderer.draw_image(renderer.new_gc(), self._left, self._bottom, self._shown)


def _nearest(pixels: int, screen: int) -> Array:
    return np.arange(screen) * pixels // screen


class GridPanel(Panel):
    """Images in rows and columns, with a line of text below each; nothing moves.

    Parameters
    ----------
    images : sequence of sequence of ndarray, or array of shape (rows, columns, height, width, ...)
        Images in [0, 1], grey or colour.
    notes : sequence of sequence of str
        What is written below each image.
    heads : sequence of str, optional
        What is written at the left of each row.
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
        for row, (line, texts) in enumerate(zip(images, notes, strict=True)):
            top = gap + row * (side + below + gap)
            for column, (image, text) in enumerate(zip(line, texts, strict=True)):
                left = margin + column * (side + gap)
                axes = self.add_axes(
                    left / width, 1 - (top + side) / height, side / width, side / height
                )
                axes.imshow(_as_color(image), interpolation="nearest")
                axes.set(xticks=[], yticks=[])
                axes.spines[:].set_color(FRAME)
                self.figure.text(
                    (left + side / 2) / width,
                    1 - (top + side + 16) / height,
                    text,
                    ha="center",
                    fontsize=9.5,
                    color=INK,
                    parse_math=False,
                )
            if heads:
                self.figure.text(
                    8 / width,
                    1 - (top + side / 2) / height,
                    heads[row],
                    va="center",
                    fontsize=11,
                    weight="bold",
                    color=INK,
                    parse_math=False,
                )

        self._words = "Images. " + "; ".join(
            (f"{heads[row]}: " if heads else "") + " | ".join(texts)
            for row, texts in enumerate(notes)
        )

    def __repr__(self) -> str:
        return self._words


class RunsPanel(Panel):
    """One mark for every run and a bar at their mean, in groups along the horizontal axis.

    Parameters
    ----------
    runs : ndarray of shape (groups, kinds, runs)
        What each run measured.
    groups, kinds : sequence of str
        Their names.
    ylabel : str
        What is measured.
    percent : bool, default=True
        Whether the numbers are shares, to be written in per cent.
    """

    def __init__(
        self,
        runs: npt.ArrayLike,
        *,
        groups: Sequence[str],
        kinds: Sequence[str],
        ylabel: str,
        percent: bool = True,
    ) -> None:
        super().__init__(620, 330)
        values = np.asarray(runs, np.float64)
        axes = self.add_axes(0.11, 0.2, 0.87, 0.75)
        count = values.shape[1]
        handles = []
        for kind, name in enumerate(kinds):
            places = np.arange(len(groups)) + 0.8 * (kind - (count - 1) / 2) / count
            spread = np.linspace(-0.1, 0.1, values.shape[2]) * (values.shape[2] > 1)
            handles += axes.plot(
                (places[:, None] + spread / count * 2).ravel(),
                values[:, kind].ravel(),
                MARKERS[kind],
                color=COLORS[kind],
                mec="white",
                mew=0.6,
                markersize=8,
                label=name,
            )
            means = values[:, kind].mean(axis=1)
            axes.hlines(means, places - 0.3 / count, places + 0.3 / count, color=INK, lw=2)
        axes.set_xticks(range(len(groups)), groups, parse_math=False)
        axes.set_xlim(-0.5, len(groups) - 0.5)
        axes.set_ylim(0, None)
        if percent:
            axes.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
        axes.set_ylabel(ylabel, color=INK, fontsize=10)
        axes.tick_params(colors=INK, labelsize=10, length=0)
        axes.spines[["top", "right"]].set_visible(False)
        axes.grid(axis="y", color=FRAME, linewidth=0.6)
        axes.set_axisbelow(True)
        self.legend([*handles, Line2D([], [], color=INK, lw=2, label="mean")])
        shape = ".0%" if percent else ".1f"
        self._words = "\n".join(
            f"{group}, {kind}: {values[i, j].mean():{shape}} on average, in single runs "
            f"{values[i, j].min():{shape}} to {values[i, j].max():{shape}}"
            for i, group in enumerate(groups)
            for j, kind in enumerate(kinds)
        )

    def __repr__(self) -> str:
        return self._words


def _as_color(image: Array) -> Array:
    """Give an image as red, green and blue; grey values are darkness, as ink on paper."""
    image = np.asarray(image, np.float64)
    if image.ndim == 2:
        return np.repeat(1 - image[..., np.newaxis], 3, axis=-1)
    return image
