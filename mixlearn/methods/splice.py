"""Splicing: a segment of one series in another."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mixlearn import cuts
from mixlearn.methods._method import Floats, Method, Size

__all__ = ["Splice"]


class Splice(Method):
    """A segment of the second series, put into the first anywhere inside it: CutMix along time.

    References
    ----------
    S. Yun, D. Han, S. J. Oh, S. Chun, J. Choe, Y. Yoo. CutMix: Regularization strategy to train
    strong classifiers with localizable features. ICCV 2019. Here along one axis.

    Examples
    --------
    >>> import numpy as np
    >>> from mixlearn import mix
    >>> mix(np.eye(4), list("abab"), method="splice", alpha=1.0, rng=0).cut.shape
    (4, 2)
    """

    name = "splice"
    summary = "puts a segment of one series into another"
    axes = 1

    def plan(self, lam: Floats, size: Size | None, rng: np.random.Generator) -> NDArray[Any] | None:
        """Place a segment in each series, anywhere with equal chance; see :meth:`Method.plan`."""
        return None if size is None else cuts.boxes(lam, size, at=rng.random(len(lam)))
