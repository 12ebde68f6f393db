import re

import numpy as np
import pytest

from mixlearn import datasets


def same(first, second):
    """Whether two data sets are equal to the bit."""
    return all(
        np.array_equal(getattr(first, field), getattr(second, field))
        for field in ("X", "y", "flipped", "outliers", "severity")
    )


def test_digits():
    """All 1797 digits come as 8x8 images in [0, 1] with the labels of scikit-learn."""
    from sklearn.datasets import load_digits

    data = datasets.digits(rng=0)
    assert data.X.shape == (1797, 8, 8)
    assert data.X.dtype == np.float64
    assert data.y.dtype == np.int64
    assert data.X.min() == 0
    assert data.X.max() == 1
    assert data.classes == tuple("0123456789")
    assert not data.flipped.any()
    assert not data.outliers.any()
    source = load_digits()
    known = {
        (*image.ravel(), label) for image, label in zip(source.images, source.target, strict=True)
    }
    assert {
        (*(16 * image).ravel(), label) for image, label in zip(data.X, data.y, strict=True)
    } == known


@pytest.mark.parametrize("n", [10, 57, 100, 1000])
def test_few_digits(n):
    """A part of the digits is balanced, in random order, and holds every smaller part."""
    data, more = datasets.digits(n_samples=n, rng=0), datasets.digits(n_samples=n + 30, rng=0)
    assert len(data.X) == n
    assert np.ptp(np.bincount(data.y, minlength=10)) <= 1
    assert {image.tobytes() for image in data.X} <= {image.tobytes() for image in more.X}
    assert not np.array_equal(data.y[:10], more.y[:10])


def test_digit_seed():
    """The same integer gives the same digits, another one other digits."""
    first = datasets.digits(n_samples=50, label_noise=0.3, rng=0)
    assert same(first, datasets.digits(n_samples=50, label_noise=0.3, rng=0))
    assert not same(first, datasets.digits(n_samples=50, label_noise=0.3, rng=1))


def test_digit_label_noise():
    """Label noise changes exactly that share of the digits' labels, and no image."""
    clean, some, half = (
        datasets.digits(n_samples=1000, label_noise=s, rng=0) for s in (0.0, 0.2, 0.5)
    )
    assert half.flipped.sum() == 500
    np.testing.assert_array_equal(half.flipped, half.y != clean.y)
    np.testing.assert_array_equal(half.X, clean.X)
    assert not (some.flipped & ~half.flipped).any()
    assert half.about == (
        "Handwritten digits, 1000 grey images of 8x8 pixels, 500 of them mislabelled."
    )


@pytest.mark.parametrize("bad", ["seed", -1, 1.5])
def test_bad_rng(bad):
    """Something that cannot seed random numbers is refused in one sentence."""
    sentence = (
        "The 'rng' parameter must be an int in [0, inf), a numpy.random.Generator or "
        f"SeedSequence, or None. Got {bad!r} instead."
    )
    with pytest.raises(ValueError, match=re.escape(sentence)):
        datasets.digits(rng=bad)


@pytest.mark.parametrize("bad", [9, 1798, 0, -1, 100.0, "all", True])
def test_bad_digit_count(bad):
    """Fewer than ten digits, or more than there are, are refused in one sentence."""
    sentence = f"The 'n_samples' parameter must be an int in [10, 1797]. Got {bad!r} instead."
    with pytest.raises(ValueError, match=re.escape(sentence)):
        datasets.digits(n_samples=bad)


@pytest.mark.parametrize("bad", [-0.1, 1.5, float("nan"), "half"])
def test_bad_digit_share(bad):
    """A share of wrong labels outside [0, 1] is refused for digits too."""
    sentence = f"The 'label_noise' parameter must be a float in [0, 1]. Got {bad!r} instead."
    with pytest.raises(ValueError, match=re.escape(sentence)):
        datasets.digits(label_noise=bad)
