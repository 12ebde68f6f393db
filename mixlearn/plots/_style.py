"""How a class looks: a colour and a marker, never a colour alone."""

from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = [
    "COLORS",
    "FRAME",
    "GREY",
    "INK",
    "LIMIT",
    "MARKERS",
    "RGB",
    "STRIP",
    "check_classes",
    "pale",
]

Array = npt.NDArray[Any]

INK = "#1b1f24"
GREY = "#6a737d"
FRAME = "#c8ccd1"
STRIP = "#e8edf4"

# Blue and orange can be told apart with every common kind of colour blindness, and halfway between
# them lies grey.
COLORS = (
    "#2f6fbf",
    "#e8832a",
    "#2f9e77",
    "#8757b0",
    "#c4436b",
    "#8a6d3b",
    "#4aa3c7",
    "#a3a637",
    "#5b5f97",
    "#d1706e",
)
MARKERS = ("o", "^", "s", "D", "v", "P", "X", "p", "h", "<")
LIMIT = len(COLORS)

RGB = np.array([[int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)] for color in COLORS])
_PALENESS = 0.5


def check_classes(count: int) -> int:
    """Return the number of classes if a picture can tell that many apart."""
    if count <= LIMIT:
        return count
    raise ValueError(
        f"A picture tells at most {LIMIT} classes apart. Got {count}: join or leave out some."
    )


def pale(shares: Array) -> Array:
    """Blend the colours of classes by their shares, light enough to put points on.

    Parameters
    ----------
    shares : ndarray of shape (..., k)
        Class shares in [0, 1] that sum to one, for at most ``LIMIT`` classes.

    Returns
    -------
    ndarray of shape (..., 3)
        Red, green and blue as uint8.
    """
    colors = 1 - _PALENESS * (1 - RGB[: check_classes(shares.shape[-1])])
    return (shares @ (255 * colors)).round().astype(np.uint8)
