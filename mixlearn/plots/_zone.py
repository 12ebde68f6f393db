"""How the zones of the ratio look: each has a pattern, a colour and a shape."""

from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from mixlearn.plots._style import COLORS, FRAME, GREY

__all__ = ["DOTTED", "HEAD", "LOOKS", "SIZE", "Look", "add_spot", "add_spots"]


class Look(NamedTuple):
    """Colours of area and line, a pattern, and a marker."""

    fill: str
    line: str
    hatch: str
    marker: str

    @property
    def patch(self) -> dict[str, Any]:
        """As properties of a patch."""
        return {"fc": self.fill, "ec": self.line, "hatch": self.hatch}


# Hardly mixed, in between, strongly mixed, half and half: a pattern and a shape each.
LOOKS = (
    Look("#dbe7f6", COLORS[0], "///", "s"),
    Look("#ffffff", GREY, "", "o"),
    Look("#fce6d2", COLORS[1], "\\\\\\", "^"),
    Look("#f5b983", "#9a4b0b", "xxx", "D"),
)
SIZE = (570, 440)
HEAD: dict[str, Any] = {"size": 12.5, "weight": "bold"}
DOTTED: dict[str, Any] = {"color": FRAME, "linewidth": 0.8, "linestyle": (0, (2, 2))}


def add_spots(axes: Axes, size: float) -> list[Line2D]:
    """Add one empty set of marks a zone."""
    return [add_spot(axes, look, size) for look in LOOKS]


def add_spot(axes: Axes, look: Look, size: float) -> Line2D:
    """Add an empty set of marks."""
    size *= 0.85 if look.marker == "D" else 1
    return axes.plot([], [], look.marker, color=look.line, markersize=size, mec="white", mew=0.6)[0]
