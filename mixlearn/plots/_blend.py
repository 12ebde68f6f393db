"""Two parents, their blend, and the blend's label."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from mixlearn.plots._panel import Panel
from mixlearn.plots._plane import class_markers
from mixlearn.plots._style import COLORS, FRAME, GREY, INK, check_classes

__all__ = ["ImagesPanel", "SegmentPanel", "SharesPanel"]

Array = npt.NDArray[Any]

_SIZE = (570, 300)
# So many bars leave room for names in full size.
_FEW = 5
_HEADS = ("first parent", "blend", "second parent")


class ImagesPanel(Panel):
    """Three grey images in a row: first parent, blend, second parent."""

    def __init__(self) -> None:
        super().__init__(*_SIZE)
        frames: list[Artist] = []
        self._images, self._notes = [], []
        for number, head in enumerate(_HEADS):
            axes = self.add_axes(0.01 + 0.333 * number, 0.14, 0.313, 0.7)
            axes.set(xticks=[], yticks=[])
            axes.spines[:].set_color(FRAME)
            image = axes.imshow(
                np.zeros((8, 8)), cmap="gray_r", vmin=0, vmax=1, interpolation="nearest"
            )
            middle = 0.01 + 0.333 * number + 0.313 / 2
            self.figure.text(middle, 0.9, head, ha="center", fontsize=12, weight="bold", color=INK)
            self._images.append(image)
            frames += axes.spines.values()
            self._notes.append(
                self.figure.text(
                    middle, 0.05, "", ha="center", fontsize=11, color=INK, parse_math=False
                )
            )
        self.moves(*self._images, *frames, *self._notes)

    def show(self, images: Sequence[Array], notes: Sequence[str]) -> None:
        """Show the images (rows, columns) in [0, 1] of first parent, blend and second parent."""
        for artist, image in zip(self._images, images, strict=True):
            artist.set_data(image)
        for text, note in zip(self._notes, notes, strict=True):
            text.set_text(note)
        self.moved()


class SegmentPanel(Panel):
    """Points of the plane, two of them joined by a line, and the blend on that line.

    Parameters
    ----------
    X, y : ndarray of shape (n, 2) and (n,), int
        Points and their classes as positions in `names`.
    names : sequence of str
        Class names.
    """

    def __init__(self, X: Array, y: Array, names: Sequence[str]) -> None:
        super().__init__(*_SIZE)
        axes = self.add_axes(0.02, 0.11, 0.96, 0.87)
        axes.set(xticks=[], yticks=[])
        axes.set(xlim=(-3.5, 3.5), ylim=(-1.67, 1.67))
        axes.spines[:].set_color(FRAME)
        points = class_markers(axes, names)
        for number, artist in enumerate(points):
            artist.set_data(X[y == number].T)
        self._line = axes.plot([], [], color=INK, linewidth=1.5, zorder=4)[0]
        self._parents = axes.plot(
            [], [], "o", mfc="none", mec=INK, mew=1.8, markersize=14, label="parents", zorder=5
        )[0]
        self._blend = axes.plot(
            [], [], "*", color="white", mec=INK, mew=1.4, markersize=19, label="blend", zorder=6
        )[0]
        self._notes = [
            axes.text(
                0,
                0,
                "",
                ha="center",
                fontsize=11,
                weight="bold",
                color=INK,
                zorder=7,
                parse_math=False,
                bbox={"boxstyle": "round,pad=0.2", "fc": "white", "ec": "none", "alpha": 0.85},
            )
            for _ in range(2)
        ]
        legend = self.legend([*points, self._parents, self._blend])
        bottom = max(0.11, legend / self.size[1])
        axes.set_position((0.02, bottom, 0.96, 0.98 - bottom))
        self.moves(self._line, self._parents, self._blend, *self._notes)

    def show(self, points: Sequence[Array], notes: Sequence[str]) -> None:
        """Show first parent, blend and second parent, points of shape (2,)."""
        first, blend, second = points
        ends = np.stack([first, second])
        self._line.set_data(ends.T)
        self._parents.set_data(ends.T)
        self._blend.set_data(blend[:, None])
        for text, point, note in zip(self._notes, ends, (notes[0], notes[2]), strict=True):
            text.set_position((point[0], point[1] + 0.28))
            text.set_text(note)
        self.moved()


class SharesPanel(Panel):
    """A soft label as bars, one a class.

    Parameters
    ----------
    names : sequence of str
        Class names.
    """

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(330, _SIZE[1])
        axes: Axes = self.add_axes(0.17, 0.14, 0.8, 0.7)
        self.figure.text(
            0.57, 0.9, "label of the blend", ha="center", fontsize=12, weight="bold", color=INK
        )
        count = check_classes(len(names))
        axes.set(xlim=(-0.6, count - 0.4), ylim=(0, 1.12))
        room = 0.8 * self.size[0] / max(count, 1) - 4
        letters = 10.0 if count <= _FEW else 8.0
        shown = [self.shorten(name, room, letters) for name in names]
        axes.set_xticks(range(count), shown, parse_math=False)
        axes.set_yticks([0, 0.5, 1], ["0", "0.5", "1"])
        axes.set_ylabel("share", color=GREY, fontsize=9, labelpad=1)
        axes.tick_params(colors=INK, labelsize=letters, length=0)
        axes.spines[["top", "right"]].set_visible(False)
        self._bars = axes.bar(range(count), 0, width=0.7, color=COLORS[:count]).patches
        self._values = [
            axes.text(number, 0, "", ha="center", va="bottom", fontsize=10, color=INK)
            for number in range(count)
        ]
        self.moves(*self._bars, *self._values)

    def show(self, shares: Array) -> None:
        """Show shares (k,) in [0, 1]."""
        for bar, text, share in zip(self._bars, self._values, shares.tolist(), strict=True):
            bar.set_height(share)
            text.set_y(share + 0.02)
            text.set_text(f"{share:.2f}" if share else "")
        self.moved()
