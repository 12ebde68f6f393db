"""FMix: pieces of any shape of one image in another."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mixlearn._checks import check_number
from mixlearn.methods._method import Floats, Method, Size

__all__ = ["FMix"]


@dataclass(frozen=True)
class FMix(Method):
    """Pieces of the second image in the first, cut along the level lines of smooth noise.

    Noise is drawn for every image, with its Fourier coefficients divided by
    ``frequency ** decay_power``. The pixels where it is lowest come from the second image: a share
    of ``1 - lam`` of them, to the nearest pixel.

    Parameters
    ----------
    decay_power : float, default=3.0
        How smooth the noise is, in [0, inf): 0 scatters single pixels, more makes fewer and larger
        pieces.

    Raises
    ------
    ValueError
        If `decay_power` is out of its range.

    References
    ----------
    E. Harris, A. Marcu, M. Painter, M. Niranjan, A. Prügel-Bennett, J. Hare. FMix: Enhancing mixed
    sample data augmentation. arXiv 2002.12047, 2020. The default is the paper's.

    Examples
    --------
    >>> from mixlearn import datasets, mix
    >>> digits = datasets.digits(n_samples=20, rng=0)
    >>> mixed = mix(digits.X.reshape(-1, 8, 8), digits.y, method="fmix", alpha=1.0, rng=0)
    >>> mixed.cut.shape
    (20, 8, 8)
    """

    decay_power: float = 3.0

    name = "fmix"
    summary = "puts pieces of any shape of one image into another"
    axes = 2

    def __post_init__(self) -> None:
        """Check the parameters."""
        check_number("decay_power", self.decay_power)

    def plan(self, lam: Floats, size: Size | None, rng: np.random.Generator) -> NDArray[Any] | None:
        """Threshold smooth noise, one per image; see :meth:`Method.plan`."""
        if size is None:
            return None
        height, width = size
        frequency = np.hypot(np.fft.fftfreq(height)[:, None], np.fft.rfftfreq(width))
        frequency = np.maximum(frequency, 1 / max(size))  # the mean has none
        parts = rng.standard_normal((2, len(lam), *frequency.shape))
        spectrum = (parts[0] + 1j * parts[1]) / frequency**self.decay_power
        noise = np.fft.irfft2(spectrum, size).reshape(len(lam), -1)
        rank = noise.argsort(axis=1).argsort(axis=1)
        taken = np.rint((1 - lam) * rank.shape[1])
        return np.asarray(rank < taken[:, None]).reshape(-1, *size)
