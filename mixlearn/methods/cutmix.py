"""CutMix: a patch of one image in another."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mixlearn import cuts
from mixlearn.methods._method import Floats, Method, Size

__all__ = ["CutMix"]


class CutMix(Method):
    """A patch of the second image, pasted into the first anywhere inside it.

    References
    ----------
    S. Yun, D. Han, S. J. Oh, S. Chun, J. Choe, Y. Yoo. CutMix: Regularization strategy to train
    strong classifiers with localizable features. ICCV 2019. Its code lets patches hang over the
    edge and clips them, which makes them smaller than intended; these stay inside.

    Examples
    --------
    >>> from mixlearn import datasets, mix
    >>> digits = datasets.digits(n_samples=20, rng=0)
    >>> mixed = mix(digits.X.reshape(-1, 8, 8), digits.y, method="cutmix", alpha=1.0, rng=0)
    >>> mixed.cut.shape
    (20, 4)
    """

    name = "cutmix"
    summary = "pastes a patch of one image into another"
    axes = 2

    def plan(self, lam: Floats, size: Size | None, rng: np.random.Generator) -> NDArray[Any] | None:
        """Place a patch in each image, anywhere with equal chance; see :meth:`Method.plan`."""
        if size is None:
            return None
        across, down = rng.random((2, len(lam)))
        return cuts.boxes(lam, size, at=(down, across))
