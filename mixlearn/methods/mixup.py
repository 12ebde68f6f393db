"""mixup: the weighted mean of two rows."""

from mixlearn.methods._method import Method

__all__ = ["Mixup"]


class Mixup(Method):
    """The weighted mean of two rows, and of their labels.

    References
    ----------
    H. Zhang, M. Cisse, Y. Dauphin, D. Lopez-Paz. mixup: Beyond empirical risk minimization.
    ICLR 2018.

    Examples
    --------
    >>> from mixlearn import mix
    >>> mix([[0.0], [10.0]], ["cat", "dog"], alpha=float("inf"), pairing="other", rng=0).X
    array([[5.],
           [5.]])
    """

    name = "mixup"
    summary = "takes the weighted mean of two rows"
