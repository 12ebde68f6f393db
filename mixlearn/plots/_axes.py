"""Axes without matplotlib's usual frame."""

from matplotlib.axes import Axes

from mixlearn.plots._panel import Panel
from mixlearn.plots._style import FRAME, INK

__all__ = ["dress", "paper"]


def dress(axes: Axes) -> None:
    """Keep only the lower and left sides of a frame, with grid lines to read numbers from."""
    axes.tick_params(colors=INK, labelsize=10, length=0)
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(FRAME)
    axes.grid(axis="y", color=FRAME, linewidth=0.6)
    axes.set_axisbelow(True)


def paper(panel: Panel) -> Axes:
    """Add axes over the whole panel, in pixels from the upper left."""
    axes = panel.add_axes(0, 0, 1, 1)
    axes.set(xlim=(0, panel.size[0]), ylim=(panel.size[1], 0))
    axes.set_axis_off()
    return axes
