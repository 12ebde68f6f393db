"""Blends in the colour of their labels, on what a network learned from them."""

from collections.abc import Sequence
from typing import Any

import numpy.typing as npt

from mixlearn.plots._boundary import BoundaryPanel
from mixlearn.plots._markers import SoftMarkers

__all__ = ["BlendsPanel"]

Array = npt.NDArray[Any]


class BlendsPanel(BoundaryPanel):
    """A field and its boundary, with blends on it.

    Parameters
    ----------
    names : sequence of str
        Class names, in the order of the labels' columns.
    extent : tuple of float
        Left, right, bottom and top, in the units of the features.
    **options
        Passed on to `BoundaryPanel`.

    Attributes
    ----------
    artists : dict
        Those of `BoundaryPanel`, and ``"blends"`` (a list, one artist per class).
    """

    def __init__(
        self, names: Sequence[str], extent: tuple[float, float, float, float], **options: Any
    ) -> None:
        super().__init__(names, extent, **options)
        self._blends = SoftMarkers(self.figure.axes[0], names, size=30, edge=0.6)
        self.moves(blends=self._blends.artists)
        self._explain([*self._blends.keys, self._boundary])

    def blends(self, X: Array, Y: Array) -> None:
        """Show blends (n, 2): label (n, k) gives the colour, its largest share the marker."""
        self._blends.show(X, Y)
        self.moved()
