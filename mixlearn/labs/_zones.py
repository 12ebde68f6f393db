"""Zones of the mixing ratio, and its density."""

import functools
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import betaln, xlog1py, xlogy

__all__ = ["ZONES", "density", "grid", "zones_of"]

Array = npt.NDArray[Any]

# A zone by the smaller share; the last is a part of the one before.
ZONES = {
    "95-5 or more one-sided": (0.0, 0.05),
    "in between": (0.05, 0.3),
    "70-30 or more even": (0.3, 0.5),
    "of these, 50-50 (45-55)": (0.45, 0.5),
}


def zones_of(lam: Array) -> Array:
    """Return the innermost zone in which each ratio lies, as a position in ``ZONES``."""
    # 0.95 and 0.05 are the same place, though 1 - 0.95 is not 0.05 to the last bit.
    minor: Array = np.round(np.minimum(lam, 1 - lam), 9)
    return (minor > 0.05).astype(int) + (minor >= 0.3) + (minor >= 0.45)


def density(x: Array, alpha: float) -> Array:
    """Compute the density of Beta(alpha, alpha) on a grid made by ``grid``; see ``Result``."""
    if alpha == 0:
        return np.where(np.arange(len(x)) == len(x) - 1, np.inf, 0.0)
    # The distribution is symmetric, and floating point resolves its lower half.
    inner = x[: len(x) // 2 + 1]
    kernel = xlogy(alpha - 1, inner) + xlog1py(alpha - 1, -inner)
    lower = np.exp(kernel - betaln(alpha, alpha))
    return np.concatenate([lower, lower[-2::-1]])


@functools.cache
def grid() -> Array:
    """Return ratios from 0 to 1, fine where the density may be steep, with all bounds of zones."""
    lower = np.unique(
        np.concatenate(
            [
                [0.0, 1e-100, 1e-30],
                np.geomspace(1e-9, 0.05, 60),
                np.linspace(0.05, 0.3, 40),
                np.linspace(0.3, 0.45, 20),
                np.linspace(0.45, 0.5, 8),
            ]
        )
    )
    return np.concatenate([lower, 1 - lower[-2::-1]])
