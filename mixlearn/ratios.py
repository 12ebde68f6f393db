"""Step 2a, ratio: how much of each parent.

The share of the first parent, ``lam``, follows a Beta(alpha, alpha) distribution: small alpha
leaves most rows almost as they were, alpha = 1 makes every share equally likely, large alpha
gathers them around one half. Shares are read off the quantile function at uniform random numbers,
so that with the same seed moving alpha moves the shares smoothly, and nothing else.
"""

from collections.abc import Callable
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc, betaincinv, betaln

from mixlearn._checks import check_choice, check_count, check_number, check_rng

__all__ = [
    "PER",
    "check_alpha",
    "draw",
    "from_uniform",
    "minor_share",
    "minor_share_between",
    "probability",
    "variance_factor",
]

PER = ("sample", "batch")

# A quantile takes a microsecond, looking it up in a table a tenth of that. A table pays off from
# this many numbers on, for an alpha at which it is good to 1e-8, and above a value that uniform
# numbers rarely fall below.
_MANY = 2**16
_TABLE_ALPHA = (0.01, 1e4)
_NODES = 2**14
_SMALLEST = 2.0**-54
# Below it every uniform number but one half gives 0 or 1: (1 - 2**-53) ** 1e20 is 0.
_LEAST_ALPHA = 1e-20
# Above it ratios differ from one half by less than floating point can tell: their standard
# deviation is 1 / sqrt(8 alpha).
_MOST_ALPHA = 1e32

Shares = NDArray[np.float64]


def check_alpha(alpha: Any) -> float:
    """Check a mixing strength.

    Parameters
    ----------
    alpha : float
        Mixing strength in [0, inf]; infinity is the limit in which every share is one half.

    Returns
    -------
    float
        The same.

    Raises
    ------
    ValueError
        If `alpha` is negative, NaN or not a real number.

    Examples
    --------
    >>> from mixlearn.ratios import check_alpha
    >>> check_alpha(1)
    1.0
    """
    if isinstance(alpha, Real) and not isinstance(alpha, bool):
        try:
            number = float(alpha)
        except OverflowError:  # an int may be larger than any float
            raise ValueError(
                "The 'alpha' parameter must be a float in [0, inf]. Got an int too large for a "
                "float instead: infinity is float('inf')."
            ) from None
        if number >= 0:
            return number
    raise ValueError(f"The 'alpha' parameter must be a float in [0, inf]. Got {alpha!r} instead.")


def _strength(alpha: Any) -> float:
    """Check a mixing strength, and take one that floating point cannot tell from infinity for it.

    The functions of the Beta distribution fail there.
    """
    number = check_alpha(alpha)
    return np.inf if number >= _MOST_ALPHA else number


def draw(
    n: int,
    *,
    alpha: float = 0.4,
    per: str = "sample",
    rng: int | np.random.Generator | None = None,
) -> Shares:
    """Draw mixing ratios.

    Parameters
    ----------
    n : int
        Number of rows, in [1, inf).
    alpha : float, default=0.4
        Mixing strength in [0, inf]; 0 means no mixing.
    per : {"sample", "batch"}, default="sample"
        Whether every row draws a ratio of its own, or all rows share one.
    rng : int, Generator or None, default=None
        Source of the random numbers, as :func:`numpy.random.default_rng` takes it. As many
        numbers are drawn whatever `alpha` is.

    Returns
    -------
    lam : ndarray of shape (n,), float64
        Share of the first parent, in [0, 1].

    Raises
    ------
    ValueError
        If a parameter is out of its range.

    References
    ----------
    H. Zhang, M. Cisse, Y. Dauphin, D. Lopez-Paz. mixup: Beyond empirical risk minimization.
    ICLR 2018.

    Examples
    --------
    >>> from mixlearn.ratios import draw
    >>> draw(3, alpha=1.0, rng=0).round(2)
    array([0.64, 0.27, 0.04])
    >>> draw(3, alpha=0, rng=0)
    array([1., 1., 1.])
    """
    n = check_count("n", n)
    alpha = _strength(alpha)
    check_choice("per", per, PER)
    rng = check_rng(rng)
    if per == "batch":
        return np.full(n, from_uniform(rng.random(1), alpha))
    return from_uniform(rng.random(n), alpha)


def from_uniform(u: ArrayLike, alpha: float) -> Shares:
    """Turn uniform numbers into mixing ratios: the quantile function of Beta(alpha, alpha).

    Parameters
    ----------
    u : array-like
        Numbers in [0, 1].
    alpha : float
        Mixing strength in [0, inf]. At 0 every ratio is 1 (no mixing), at infinity one half.

    Returns
    -------
    lam : ndarray of the shape of `u`, float64
        Share of the first parent, growing with `u`. Exact up to rounding; to 1e-8 for more than
        65 000 numbers, which are interpolated from a table.

    Raises
    ------
    ValueError
        If `alpha` is out of its range, or a number in `u` is.

    Examples
    --------
    >>> from mixlearn.ratios import from_uniform
    >>> from_uniform([0.1, 0.5, 0.9], 0.4).round(3)
    array([0.012, 0.5  , 0.988])
    """
    alpha = _strength(alpha)
    u = np.asarray(u, np.float64)
    if not np.all((u >= 0) & (u <= 1)):
        raise ValueError("The numbers in 'u' must be in [0, 1]. Got others, or NaN, instead.")
    if alpha == 0:
        return np.ones_like(u)
    if alpha == np.inf:
        return np.full_like(u, 0.5)
    # The distribution is symmetric, and floating point resolves its lower half best.
    minor = _lower_half(np.minimum(u, 1 - u), alpha)
    return np.asarray(np.where(u <= 0.5, minor, 1 - minor))


def _lower_half(u: Shares, alpha: float) -> Shares:
    """Compute quantiles for u in [0, 0.5]."""
    if u.size < _MANY or not _TABLE_ALPHA[0] <= alpha <= _TABLE_ALPHA[1]:
        return _exact(u, alpha)
    minor: Shares = np.exp(_table(alpha)(np.log(np.maximum(u, _SMALLEST))))
    beyond = u < _SMALLEST
    minor[beyond] = _exact(u[beyond], alpha)
    return minor


def _exact(u: Shares, alpha: float) -> Shares:
    # SciPy gives NaN, or one half, for some numbers too small to be written in full. At so small an
    # alpha all ratios are 0 or 1, and one half only at the median.
    if alpha < _LEAST_ALPHA:
        return np.where(u < 0.5, 0.0, 0.5)
    return np.where(u < np.finfo(np.float64).tiny, 0.0, betaincinv(alpha, alpha, u))


def _table(alpha: float) -> Callable[[Shares], Shares]:
    """Interpolate log(quantile) by log(u), with exact values and slopes at the nodes.

    In logarithms the curve is nearly straight at both ends, for small and for large alpha.
    """
    # Slow to import, and needed only for many numbers.
    from scipy.interpolate import CubicHermiteSpline  # noqa: PLC0415

    lowest = max(betaincinv(alpha, alpha, _SMALLEST), np.finfo(np.float64).tiny)
    log_minor = np.linspace(np.log(lowest), np.log(0.5), _NODES)
    minor = np.exp(log_minor)
    u = betainc(alpha, alpha, minor)
    density = np.exp((alpha - 1) * (log_minor + np.log1p(-minor)) - betaln(alpha, alpha))
    spline: Callable[[Shares], Shares] = CubicHermiteSpline(
        np.log(u), log_minor, u / (minor * density)
    )
    return spline


def probability(alpha: float, low: float, high: float) -> float:
    """Compute how likely the share of the first parent falls between two bounds.

    Parameters
    ----------
    alpha : float
        Mixing strength in [0, inf].
    low, high : float
        Bounds in [0, 1]; both count as inside.

    Returns
    -------
    float
        P(low <= lam <= high) under Beta(alpha, alpha), exact.

    Raises
    ------
    ValueError
        If a parameter is out of its range, or `low` is above `high`.

    Examples
    --------
    >>> from mixlearn.ratios import probability
    >>> round(probability(0.4, 0.45, 0.55), 3)
    0.054
    """
    alpha = _strength(alpha)
    low, high = _check_bounds(low, high, 1.0)
    if alpha == 0:
        return float(high == 1)
    if alpha == np.inf:
        return float(low <= 0.5 <= high)
    if alpha < _LEAST_ALPHA:  # where SciPy gives 0 for one half: all is at the ends
        return ((low == 0) + (high == 1)) / 2
    return float(betainc(alpha, alpha, high) - betainc(alpha, alpha, low))


def minor_share_between(alpha: float, low: float, high: float) -> float:
    """Compute how likely the smaller of the two shares falls between two bounds.

    Parameters
    ----------
    alpha : float
        Mixing strength in [0, inf].
    low, high : float
        Bounds in [0, 0.5]; both count as inside.

    Returns
    -------
    float
        P(low <= min(lam, 1 - lam) <= high) under Beta(alpha, alpha), exact.

    Raises
    ------
    ValueError
        If a parameter is out of its range, or `low` is above `high`.

    Examples
    --------
    Mixes of 95-5 or more extreme are common at a small alpha:

    >>> from mixlearn.ratios import minor_share_between
    >>> round(minor_share_between(0.4, 0.0, 0.05), 2)
    0.36
    """
    alpha = _strength(alpha)
    low, high = _check_bounds(low, high, 0.5)
    if alpha == 0:
        return float(low == 0)
    if alpha == np.inf:
        return float(high == 0.5)
    return 2 * probability(alpha, low, high)


def minor_share(alpha: float) -> float:
    """Compute the mean of the smaller of the two shares.

    Parameters
    ----------
    alpha : float
        Mixing strength in [0, inf].

    Returns
    -------
    float
        E[min(lam, 1 - lam)] under Beta(alpha, alpha), in [0, 0.5].

    Raises
    ------
    ValueError
        If `alpha` is out of its range.

    Notes
    -----
    x times the Beta(a, a) density is half the Beta(a + 1, a) density, so that twice its integral up
    to one half is the probability that a Beta(a + 1, a) variable is at most one half.

    Examples
    --------
    >>> from mixlearn.ratios import minor_share
    >>> round(minor_share(0.4), 2)
    0.16
    """
    alpha = _strength(alpha)
    if alpha == 0:
        return 0.0
    if alpha == np.inf:
        return 0.5
    return float(betainc(alpha + 1, alpha, 0.5))


def variance_factor(alpha: float) -> float:
    """Compute the factor by which mixing shrinks every variance and covariance.

    With partners drawn uniformly and independently, the covariance matrix of the mixed rows is
    this factor times that of the original rows.

    Parameters
    ----------
    alpha : float
        Mixing strength in [0, inf].

    Returns
    -------
    float
        (alpha + 1) / (2 alpha + 1), in [0.5, 1]: the mean of lam^2 + (1 - lam)^2.

    Raises
    ------
    ValueError
        If `alpha` is out of its range.

    Examples
    --------
    >>> from mixlearn.ratios import variance_factor
    >>> round(variance_factor(0.4), 3)
    0.778
    """
    alpha = _strength(alpha)
    if alpha == np.inf:
        return 0.5
    return (alpha + 1) / (2 * alpha + 1)


def _check_bounds(low: float, high: float, top: float) -> tuple[float, float]:
    low = check_number("low", low, high=top)
    high = check_number("high", high, high=top)
    if low > high:
        raise ValueError(f"'low' must not be above 'high'. Got low={low!r} and high={high!r}.")
    return low, high
