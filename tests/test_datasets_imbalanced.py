"""Two overlapping clouds, one of them rare."""

import re

import numpy as np
import pytest
from scipy.stats import norm

from mixlearn import datasets


def test_shapes_and_types():
    """Two float features, integer labels, two names, a sentence, and nothing marred."""
    data = datasets.imbalanced(41, share=0.2, rng=0)
    assert data.X.shape == (41, 2)
    assert data.X.dtype == np.float64
    assert data.y.dtype == np.int64
    assert data.classes == ("common", "rare")
    assert not data.flipped.any()
    assert not data.outliers.any()
    assert data.about == "Two overlapping clouds, 41 points, 8 of them of the rare class."


@pytest.mark.parametrize(
    ("n", "share", "rare"),
    [(400, 0.05, 20), (30, 0.05, 2), (30, 0.01, 1), (41, 0.5, 20), (2, 0.5, 1), (10, 0.25, 3)],
)
def test_share_is_counted(n, share, rare):
    """So many points are rare, to the nearest, at least one and at most half."""
    assert datasets.imbalanced(n, share=share, rng=3).y.sum() == rare


def test_a_larger_share_makes_rare_points_of_common_ones_and_moves_no_other():
    """Rare points stay rare and where they are; the new ones go over by the way between centres."""
    few, more = (datasets.imbalanced(200, share=share, rng=1) for share in (0.05, 0.3))
    assert not np.any((few.y == 1) & (more.y == 0))
    turned = few.y != more.y
    assert turned.sum() == 50
    np.testing.assert_array_equal(few.X[~turned], more.X[~turned])
    np.testing.assert_allclose(more.X[turned] - few.X[turned], [[1.6, 0.0]] * 50)


def test_spread_moves_points_along_rays():
    """Twice the spread is twice the distance from the centre, and the same label."""
    small, large = (datasets.imbalanced(200, spread=spread, rng=1) for spread in (0.4, 0.8))
    centre = np.array([[-0.8, 0.0], [0.8, 0.0]])[small.y]
    np.testing.assert_array_equal(small.y, large.y)
    np.testing.assert_allclose(large.X - centre, 2 * (small.X - centre))


def test_clouds_are_gaussian_and_no_line_gets_more_than_84_percent_of_both():
    """Centres at -0.8 and 0.8; half way between them 84 % of either class lie on their side."""
    data = datasets.imbalanced(100_000, share=0.5, rng=0)
    for label, centre in enumerate((-0.8, 0.8)):
        cloud = data.X[data.y == label]
        np.testing.assert_allclose(cloud.mean(axis=0), [centre, 0], atol=0.02)
        np.testing.assert_allclose(cloud.std(axis=0), 0.8, rtol=0.02)
        assert np.mean((cloud[:, 0] > 0) == label) == pytest.approx(norm.cdf(1), abs=0.005)


def test_rows_come_in_random_order():
    """Half of the rare points lie in the first half of the rows."""
    y = datasets.imbalanced(4000, share=0.2, rng=0).y
    assert y[:2000].mean() == pytest.approx(0.2, abs=0.03)


def test_the_same_seed_gives_the_same_data():
    """An integer fixes every bit; another one changes the points."""
    once, again, other = (datasets.imbalanced(50, rng=seed) for seed in (4, 4, 5))
    np.testing.assert_array_equal(once.X, again.X)
    np.testing.assert_array_equal(once.y, again.y)
    assert not np.array_equal(once.X, other.X)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"n_samples": 1}, "'n_samples' parameter must be an int in [2, inf), one for each of"),
        ({"share": 0}, "'share' parameter must be a float in (0, 0.5]. Got 0 instead"),
        ({"share": 0.6}, "'share' parameter must be a float in (0, 0.5]. Got 0.6 instead"),
        ({"share": None}, "'share' parameter must be a float in (0, 0.5]. Got None instead"),
        ({"spread": -1}, "'spread' parameter must be a float in [0, inf). Got -1 instead"),
        ({"rng": "seed"}, "'rng' parameter must be an int in [0, inf)"),
    ],
)
def test_what_cannot_be_drawn_is_refused(options, sentence):
    """One sentence names the parameter."""
    with pytest.raises(ValueError, match=re.escape(sentence)):
        datasets.imbalanced(**options)
