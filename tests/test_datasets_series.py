"""Series: three waves with a rest in between."""

import numpy as np
import pytest

from mixlearn import datasets
from mixlearn.datasets import series


def same(first, second, *names):
    """Whether two data sets are equal to the bit, in these fields."""
    return all(np.array_equal(getattr(first, name), getattr(second, name)) for name in names)


@pytest.mark.parametrize("n", [3, 10, 100])
def test_series_are_balanced(n):
    """Classes are equal to within one series, in random order, all numbers finite."""
    data = series(n, length=50, rng=0)
    assert data.X.shape == (n, 50)
    assert data.X.dtype == np.float64
    assert np.isfinite(data.X).all()
    assert np.ptp(np.bincount(data.y, minlength=3)) <= 1
    assert not data.flipped.any()
    assert not data.outliers.any()
    if n == 100:
        assert np.diff(data.y).tolist().count(1) < 60


def test_the_same_seed_gives_the_same_series():
    """The same integer gives the same data to the bit, another one other data."""
    assert same(series(30, label_noise=0.2, rng=0), series(30, label_noise=0.2, rng=0), "X", "y")
    assert not same(series(30, rng=0), series(30, rng=1), "X")


def test_noise_moves_nothing_but_the_noise():
    """Twice the noise is twice the distance from the clean waves, step by step."""
    clean, some, twice = (series(40, noise=noise, rng=3) for noise in (0, 0.4, 0.8))
    assert same(clean, twice, "y")
    np.testing.assert_allclose(twice.X - clean.X, 2 * (some.X - clean.X), atol=1e-12)
    assert (some.X - clean.X).std() == pytest.approx(0.4, abs=0.02)


def test_label_noise_moves_labels_alone():
    """It changes exactly that share of the labels, and a larger share keeps the smaller one."""
    clean, some, half = (series(100, label_noise=share, rng=0) for share in (0, 0.2, 0.5))
    assert same(clean, some, "X")
    assert same(clean, half, "X")
    np.testing.assert_array_equal(some.y != clean.y, some.flipped)
    assert (some.flipped.sum(), half.flipped.sum()) == (20, 50)
    assert not (some.flipped & ~half.flipped).any()


def test_every_series_rests_in_the_middle():
    """Without noise one stretch is flat, a tenth to a fifth of the length, with waves around."""
    data = series(90, length=200, noise=0, rng=0)
    for x in data.X[data.y != 2]:
        still = np.flatnonzero(np.abs(x) < 1e-12)
        runs = np.split(still, np.flatnonzero(np.diff(still) > 1) + 1)
        longest = max(runs, key=len)
        assert 18 <= len(longest) <= 42
        assert longest[0] >= 48
        assert longest[-1] < 164
        assert np.abs(x[: longest[0]]).max() > 0.2
        assert np.abs(x[longest[-1] + 1 :]).max() > 0.2


def test_waves_look_like_their_class():
    """Switches have one height up and down in each regime; beats hardly go below zero."""
    data = series(90, length=200, noise=0, rng=1)
    for x in data.X[data.y == 2]:
        assert len(np.unique(np.abs(x).round(9))) == 3  # two amplitudes and the rest
    assert data.X[data.y == 1].min() >= 0
    swing = data.X[data.y == 0]
    assert np.median(swing.max(axis=1) + swing.min(axis=1)) == pytest.approx(0, abs=0.1)


def test_series_of_a_class_differ():
    """Phase, period and amplitude are drawn: no two series of a class are alike."""
    data = series(60, noise=0, rng=0)
    for number in range(3):
        X = data.X[data.y == number]
        near = np.corrcoef(X) - np.eye(len(X))
        assert near.max() < 0.98
        assert X.max(axis=1).std() > 0.1


def test_more_noise_makes_classes_overlap():
    """The nearest neighbour by spectrum names the class less and less often."""
    right = []
    for noise in (0.1, 0.5, 1.0):
        data = series(150, noise=noise, rng=0)
        seen = np.log1p(np.abs(np.fft.rfft(data.X, axis=1)))
        apart = np.linalg.norm(seen[:, None] - seen, axis=2) + np.diag(np.full(150, np.inf))
        right.append((data.y[apart.argmin(axis=1)] == data.y).mean())
    assert right[0] > 0.8
    assert right[0] > right[1] + 0.1 > right[2] + 0.15
    assert right[2] > 0.33


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ({"n_samples": 2}, "n_samples"),
        ({"length": 15}, "length"),
        ({"noise": -1}, "noise"),
        ({"label_noise": 1.1}, "label_noise"),
        ({"rng": -1}, "rng"),
    ],
)
def test_what_is_out_of_range_is_refused(options, name):
    """One sentence names the parameter and its range."""
    with pytest.raises(ValueError, match=f"The '{name}' parameter must be"):
        datasets.series(**options)
