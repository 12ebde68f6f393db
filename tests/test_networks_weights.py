"""SoftLabelMLP with sample weights."""

import numpy as np
import pytest

from mixlearn import SoftLabelMLP, datasets

MOONS = datasets.moons(60, rng=0)
WEIGHTS = np.random.default_rng(0).integers(0, 4, 60)


def small(**parameters):
    return SoftLabelMLP(**{"hidden_layer_sizes": (6, 5), "max_iter": 60} | parameters)


def shares(X, y, weights=None, *, seed=0, **parameters):
    model = small(random_state=seed, **parameters).fit(X, y, sample_weight=weights)
    return model.predict_proba(MOONS.X)


@pytest.mark.parametrize("soft", [False, True])
def test_a_weight_counts_as_so_many_rows(soft):
    """Without mixing, whole-number weights train what repeated rows train, to rounding."""
    y = np.random.default_rng(1).dirichlet([1, 1], 60) if soft else MOONS.y
    many = np.repeat(np.arange(60), WEIGHTS)
    weighted = shares(MOONS.X, y, WEIGHTS)
    np.testing.assert_allclose(weighted, shares(MOONS.X[many], y[many]), atol=1e-9)
    assert np.abs(weighted - shares(MOONS.X, y)).max() > 0.01


@pytest.mark.parametrize("alpha", [0.0, 1.0])
def test_only_proportions_matter(alpha):
    """Weights may be of any size: equal ones are none, and a common factor changes nothing."""
    options = {"alpha": alpha, "weight_decay": 0.01, "batch_size": 16}
    plain = shares(MOONS.X, MOONS.y, **options)
    np.testing.assert_allclose(shares(MOONS.X, MOONS.y, np.full(60, 7), **options), plain)
    for factor in (1e-300, 1e300):
        scaled = shares(MOONS.X, MOONS.y, WEIGHTS * factor, **options)
        np.testing.assert_allclose(scaled, shares(MOONS.X, MOONS.y, WEIGHTS, **options), atol=1e-9)


@pytest.mark.parametrize("alpha", [0.0, 1.0])
def test_a_row_of_weight_zero_is_left_out(alpha):
    """With mixing as well: nothing is blended with it."""
    kept = WEIGHTS > 0
    whole = shares(MOONS.X, MOONS.y, WEIGHTS, alpha=alpha)
    left = shares(MOONS.X[kept], MOONS.y[kept], WEIGHTS[kept], alpha=alpha)
    assert np.array_equal(whole, left)


def test_a_blend_leans_to_the_heavier_parent():
    """Two points mixed to all ratios: the middle is given to the class that weighs three times."""
    X, y = np.array([[-1.0], [1.0]]), np.array([0, 1])
    model = SoftLabelMLP((8,), alpha=1.0, max_iter=3000, random_state=0)
    model.fit(np.tile(X, (20, 1)), np.tile(y, 20), sample_weight=np.tile([1, 3], 20))
    # Half of each features carries 1 : 3 of the label.
    assert model.predict_proba([[0.0]])[0, 1] == pytest.approx(0.75, abs=0.03)


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        (np.zeros(60), "'sample_weight' above 0|at least one non-zero"),  # ours, scikit-learn's
        (np.full(60, -1.0), "Negative values"),
        (np.full(60, np.nan), "NaN"),
        (np.ones(59), "sample_weight.shape"),
    ],
)
def test_weights_that_are_none_are_refused(weights, message):
    """Negative, missing, too few or all zero: an error that says so."""
    with pytest.raises(ValueError, match=message):
        small().fit(MOONS.X, MOONS.y, sample_weight=weights)
