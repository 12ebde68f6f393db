"""The plane on a narrow panel."""

from collections.abc import Sequence

from mixlearn.plots._boundary import BoundaryPanel
from mixlearn.plots._losses import ABOVE, BELOW, HEIGHT, put_heads

__all__ = ["NarrowBoundaryPanel"]

_WIDTH = 340


class NarrowBoundaryPanel(BoundaryPanel):
    """A `BoundaryPanel` 340 pixels wide, whose numbers take two lines.

    Parameters
    ----------
    names : sequence of str
        Class names, in the order of the labels.
    extent : tuple of float
        Left, right, bottom and top, in the units of the features.

    Attributes
    ----------
    artists : dict
        Those of `BoundaryPanel`.
    """

    def __init__(self, names: Sequence[str], extent: tuple[float, float, float, float]) -> None:
        left = 0.12
        high = 1 - (ABOVE + BELOW) / HEIGHT
        place = (left, BELOW / HEIGHT, 0.86, high)
        super().__init__(names, extent, width=_WIDTH, height=HEIGHT, place=place)
        put_heads(self._title, self._note, left)
