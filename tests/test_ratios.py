"""How much of each parent."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import beta, kstest

from mixlearn import ratios

# At six strengths: mean minor share, 95-5 or more extreme, at least 30 %, 45-55, variance.
TABLE = [
    (0.1, 0.058, 0.755, 0.074, 0.018, 0.917),
    (0.2, 0.101, 0.582, 0.134, 0.032, 0.857),
    (0.4, 0.160, 0.360, 0.225, 0.054, 0.778),
    (1, 0.250, 0.100, 0.400, 0.100, 0.667),
    (2, 0.313, 0.015, 0.568, 0.150, 0.600),
    (8, 0.402, 0.000, 0.900, 0.307, 0.529),
]
WRONG_ALPHA = [-1, -0.1, float("nan"), "0.4", True, np.True_, None, 1j, [0.4], -float("inf")]

fast = settings(deadline=None, derandomize=True, max_examples=100)
strengths = st.floats(0.01, 100)


@pytest.mark.parametrize(("alpha", "minor", "extreme", "third", "middle", "variance"), TABLE)
def test_the_zones_of_the_law(alpha, minor, extreme, third, middle, variance):  # noqa: PLR0917
    """Mean minor share, zones and variance factor are the known ones, to three digits."""
    assert ratios.minor_share(alpha) == pytest.approx(minor, abs=6e-4)
    assert ratios.minor_share_between(alpha, 0, 0.05) == pytest.approx(extreme, abs=6e-4)
    assert ratios.minor_share_between(alpha, 0.3, 0.5) == pytest.approx(third, abs=6e-4)
    assert ratios.probability(alpha, 0.45, 0.55) == pytest.approx(middle, abs=6e-4)
    assert ratios.variance_factor(alpha) == pytest.approx(variance, abs=6e-4)


@pytest.mark.parametrize("alpha", [0.4, 1, 8])
def test_moments_are_integrals_of_the_density(alpha):
    """Minor share and variance factor are what numerical integration gives."""
    law = beta(alpha, alpha)
    minor = 2 * quad(lambda x: x * law.pdf(x), 0, 0.5)[0]
    assert ratios.minor_share(alpha) == pytest.approx(minor, abs=1e-7)
    squares = 2 * (law.var() + 0.25 - 0.5) + 1  # E[lam^2 + (1 - lam)^2]
    assert ratios.variance_factor(alpha) == pytest.approx(squares)


@pytest.mark.parametrize("alpha", [0.2, 0.4, 1.0, 3.0])
def test_draws_follow_the_law(alpha):
    """Drawn ratios pass a Kolmogorov-Smirnov test against SciPy's Beta distribution."""
    lam = ratios.draw(2000, alpha=alpha, rng=1)
    assert kstest(lam, beta(alpha, alpha).cdf).pvalue > 0.01


@fast
@given(st.integers(0, 2**52), st.floats(0.2, 100))
def test_ratios_are_quantiles(k, alpha):
    """A draw from Beta(alpha, alpha) is below the ratio at u with probability u."""
    u = k / 2**53
    lam = float(ratios.from_uniform(u, alpha))
    assert beta(alpha, alpha).cdf(lam) == pytest.approx(u, abs=1e-12, rel=1e-9)


@fast
@given(st.lists(st.integers(0, 2**53), min_size=2), strengths)
def test_ratios_grow_with_the_uniform_number(k, alpha):
    """The quantile function never falls, and stays in [0, 1]."""
    lam = ratios.from_uniform(np.sort(k) / 2**53, alpha)
    assert np.all(np.diff(lam) >= -1e-15)
    assert lam.min() >= 0
    assert lam.max() <= 1


@fast
@given(st.integers(0, 2**39 - 1), strengths)
def test_ratios_are_symmetric(k, alpha):
    """Mirroring u mirrors the ratio."""
    u = k / 2**40
    assert ratios.from_uniform(1 - u, alpha) == 1 - ratios.from_uniform(u, alpha)


@pytest.mark.parametrize("alpha", [0.01, 0.05, 0.4, 1, 2, 100, 1e4])
def test_many_ratios_agree_with_few(alpha):
    """The table for very many numbers gives the exact quantiles to 1e-8, ends included."""
    u = np.random.default_rng(0).random(2**16)
    u[:4] = 0, 1, 1e-30, 0.5
    few = np.concatenate([ratios.from_uniform(part, alpha) for part in (u[:2000], u[2000:4000])])
    np.testing.assert_allclose(ratios.from_uniform(u, alpha)[:4000], few, atol=1e-8, rtol=0)


@pytest.mark.parametrize("n", [10, 2**16])
def test_the_tiniest_uniform_numbers_give_numbers(n):
    """Nothing in [0, 1] gives NaN, however small."""
    u = np.resize([0.0, 5e-324, 1e-310, 1e-300, 1.0], n)
    for alpha in (0.4, 2.0, 7.0):
        lam = ratios.from_uniform(u, alpha)
        assert np.all((lam >= 0) & (lam <= 1))
        assert (lam[0], lam[4]) == (0, 1)


def test_no_mixing_and_half_and_half_are_the_ends():
    """At alpha 0 every ratio is exactly 1, at infinity exactly one half."""
    assert set(ratios.draw(50, alpha=0, rng=0)) == {1.0}
    assert set(ratios.draw(50, alpha=np.inf, rng=0)) == {0.5}


@pytest.mark.parametrize("alpha", [1e-300, 1e-8, 1e-3, 1e6, 1e12, 1e300])
def test_extreme_strengths_stay_in_range(alpha):
    """At any strength that a float can hold the ratios are numbers in [0, 1]."""
    lam = ratios.draw(100, alpha=alpha, rng=0)
    assert np.all((lam >= 0) & (lam <= 1))
    assert np.ptp(np.minimum(lam, 1 - lam)) < 0.5


def test_a_larger_alpha_moves_every_ratio_towards_one_half():
    """With one seed all ratios move smoothly, and none crosses the middle."""
    strengths = [0.2, 0.21, 1.0, 5.0]
    lam = np.array([ratios.draw(100, alpha=alpha, rng=3) for alpha in strengths])
    distance = np.abs(lam - 0.5)
    assert np.all(np.diff(distance, axis=0) <= 1e-12)
    assert np.all((lam > 0.5) == (lam[0] > 0.5))
    assert np.abs(lam[1] - lam[0]).max() < 0.02


@pytest.mark.parametrize("alpha", [0, 0.4, 1, np.inf])
def test_every_alpha_uses_the_generator_alike(alpha):
    """What is drawn after the ratios does not depend on alpha."""
    rng, plain = np.random.default_rng(0), np.random.default_rng(0)
    ratios.draw(10, alpha=alpha, rng=rng)
    plain.random(10)
    assert rng.random() == plain.random()


def test_a_batch_shares_one_ratio():
    """Per batch there is one ratio; over seeds it follows the same distribution."""
    assert len(set(ratios.draw(50, per="batch", rng=0))) == 1
    assert len(set(ratios.draw(50, per="sample", rng=0))) == 50
    drawn = [ratios.draw(2, alpha=0.4, per="batch", rng=seed)[0] for seed in range(500)]
    assert kstest(drawn, beta(0.4, 0.4).cdf).pvalue > 1e-3


def test_zones_add_up():
    """Zones that share their ends cover all draws, also without mixing and at half and half."""
    for alpha in (0, 0.4, 1, 8, np.inf):
        assert ratios.minor_share_between(alpha, 0, 0.5) == pytest.approx(1)
        assert ratios.probability(alpha, 0, 1) == pytest.approx(1)
    assert ratios.probability(0, 0, 0.99) == 0
    assert ratios.probability(0, 0.99, 1) == 1
    assert ratios.minor_share_between(0, 0.01, 0.5) == 0
    assert ratios.probability(np.inf, 0.4, 0.6) == 1
    assert ratios.minor_share_between(np.inf, 0, 0.49) == 0
    assert (ratios.minor_share(0), ratios.minor_share(np.inf)) == (0, 0.5)
    assert (ratios.variance_factor(0), ratios.variance_factor(np.inf)) == (1, 0.5)


@pytest.mark.parametrize("alpha", WRONG_ALPHA)
def test_a_wrong_alpha_is_refused_everywhere(alpha):
    """Every function that takes alpha says what alpha must be."""
    for function in (
        ratios.check_alpha,
        ratios.minor_share,
        ratios.variance_factor,
        lambda a: ratios.draw(3, alpha=a),
        lambda a: ratios.from_uniform([0.5], a),
        lambda a: ratios.probability(a, 0, 1),
        lambda a: ratios.minor_share_between(a, 0, 0.5),
    ):
        with pytest.raises(ValueError, match=r"'alpha' parameter must be a float in \[0, inf\]"):
            function(alpha)


@pytest.mark.parametrize("alpha", [1, 0.5, np.float32(0.5), np.int64(2), 0])
def test_any_real_number_is_an_alpha(alpha):
    """Python's and NumPy's numbers pass, and come out as a float."""
    assert ratios.check_alpha(alpha) == alpha
    assert type(ratios.check_alpha(alpha)) is float


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: ratios.draw(0), r"'n' parameter must be an int in \[1"),
        (lambda: ratios.draw(2.5), "'n' parameter"),
        (lambda: ratios.draw(3, per="row"), "'per' parameter must be one of 'sample', 'batch'"),
        (lambda: ratios.from_uniform([1.5], 1), r"'u' must be in \[0, 1\]"),
        (lambda: ratios.from_uniform([np.nan], 1), r"'u' must be in \[0, 1\]"),
        (lambda: ratios.probability(1, 0.6, 0.4), "'low' must not be above 'high'"),
        (lambda: ratios.probability(1, 0, 1.1), r"'high' parameter must be a float in \[0, 1\]"),
        (lambda: ratios.minor_share_between(1, 0, 0.6), r"'high' parameter.*\[0, 0.5\]"),
    ],
)
def test_wrong_numbers_are_refused(call, message):
    """Each wrong argument ends in one sentence that names it."""
    with pytest.raises(ValueError, match=message):
        call()
