import re

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from mixlearn import SoftLabelMLP, datasets

drawn = pytest.mark.parametrize("load", [datasets.pets, datasets.tissue], ids=["pets", "tissue"])


def same(first, second):
    """Whether two data sets are equal to the bit."""
    return all(
        np.array_equal(getattr(first, field), getattr(second, field))
        for field in ("X", "y", "flipped", "outliers", "severity")
    )


@drawn
def test_all(load):
    """All 600 drawings come as colour images in [0, 1], 300 of each class, none of them twice."""
    data = load(rng=0)
    assert data.X.shape == (600, 32, 32, 3)
    assert data.X.dtype == np.float64
    assert 0 <= data.X.min() < 0.05
    assert 0.95 < data.X.max() <= 1
    assert data.y.dtype == np.int64
    assert np.bincount(data.y).tolist() == [300, 300]
    assert len({image.tobytes() for image in data.X}) == 600
    for mask in (data.flipped, data.outliers):
        assert mask.shape == (600,)
        assert mask.dtype == np.bool_
        assert not mask.any()


def test_names():
    """The classes are cat and dog, healthy and diseased; only tissue has a severity."""
    assert datasets.pets(2, rng=0).classes == ("cat", "dog")
    assert datasets.pets(2, rng=0).severity is None
    assert datasets.tissue(2, rng=0).classes == ("healthy", "diseased")
    assert datasets.moons(10, rng=0).severity is None
    assert datasets.digits(n_samples=10, rng=0).severity is None


@drawn
@pytest.mark.parametrize("n", [2, 3, 50, 101, 599])
def test_part(load, n):
    """A part is balanced to within one, in random order, and lies in every larger part."""
    data, more = load(n, rng=0), load(n + 1, rng=0)
    assert len(data.X) == len(data.y) == n
    assert np.ptp(np.bincount(data.y, minlength=2)) <= 1
    known = {image.tobytes(): label for image, label in zip(more.X, more.y, strict=True)}
    for image, label in zip(data.X, data.y, strict=True):
        assert known[image.tobytes()] == label


@drawn
def test_random_order(load):
    """Rows come in random order, not class after class or in turns."""
    y = load(rng=0).y
    assert 120 < y[:300].sum() < 180
    assert len(np.unique(np.diff(np.flatnonzero(y)))) > 2


@drawn
def test_seed(load):
    """The same integer gives the same rows; another one, and None, other rows."""
    first = load(50, rng=3)
    assert same(first, load(50, rng=3))
    assert not same(first, load(50, rng=4))
    assert not same(load(50), load(50))


@drawn
def test_own_copy(load):
    """What is done to one data set does not change the next."""
    data = load(20, rng=0)
    before = data.X.copy()
    data.X[:] = 0
    np.testing.assert_array_equal(load(20, rng=0).X, before)


@drawn
def test_sentence(load):
    """The sentence says that the images are drawn, and how many they are."""
    about = load(57, rng=0).about
    assert re.fullmatch(r"Drawn [^.]*57 colour images of 32x32 pixels\.", about)


def test_severity():
    """Severity fills [0, 1] evenly, and the label is whether it reaches one half."""
    data = datasets.tissue(rng=0)
    np.testing.assert_allclose(np.sort(data.severity), (np.arange(600) + 0.5) / 600)
    np.testing.assert_array_equal(data.y, data.severity >= 0.5)


def test_severity_keeps_to_its_row():
    """However many rows are taken, an image keeps its severity."""
    few, every = datasets.tissue(31, rng=0), datasets.tissue(rng=1)
    known = {image.tobytes(): s for image, s in zip(every.X, every.severity, strict=True)}
    assert [known[image.tobytes()] for image in few.X] == few.severity.tolist()


def test_severity_is_in_the_picture():
    """The share of dark pixels (nuclei) grows with severity, on average from stage to stage."""
    data = datasets.tissue(rng=0)
    dark = (data.X.mean(axis=3) < 0.5).mean(axis=(1, 2))
    assert np.corrcoef(dark, data.severity)[0, 1] > 0.7
    stages = [dark[(data.severity * 6).astype(int) == stage].mean() for stage in range(6)]
    assert np.all(np.diff(stages) > 0)


def test_no_colour_gives_pets_away():
    """The mean colour of a picture hardly tells cats from dogs."""
    data = datasets.pets(rng=0)
    colour = data.X.mean(axis=(1, 2))
    train, test = slice(0, 300), slice(300, None)
    model = LogisticRegression(C=100.0).fit(colour[train], data.y[train])
    assert model.score(colour[test], data.y[test]) < 0.7


@pytest.mark.parametrize(
    ("load", "linear", "network"),
    [(datasets.pets, (0.68, 0.87), (0.72, 0.9)), (datasets.tissue, (0.75, 0.93), (0.75, 0.93))],
    ids=["pets", "tissue"],
)
def test_hundred_images_are_a_start(load, linear, network):
    """From 100 images a linear model and a small network learn much, and leave room for more."""
    train, test = slice(0, 100), slice(100, None)
    scores = []
    for seed in (0, 1, 2):
        data = load(rng=seed)
        X = data.X.reshape(600, -1)
        X = X - X[train].mean(axis=0)
        models = (
            LogisticRegression(C=0.01),
            SoftLabelMLP(
                (32,),
                activation="relu",
                batch_size=25,
                learning_rate_init=0.001,
                max_iter=60,
                random_state=seed,
            ),
        )
        scores.append([m.fit(X[train], data.y[train]).score(X[test], data.y[test]) for m in models])
    means = np.mean(scores, axis=0)
    for mean, (low, high) in zip(means, (linear, network), strict=True):
        assert low < mean < high


@pytest.mark.parametrize("bad", [1, 0, -5, 601, 100.0, "all", True])
@drawn
def test_bad_count(load, bad):
    """Fewer than two drawings, or more than there are, are refused in one sentence."""
    sentence = f"The 'n_samples' parameter must be an int in [2, 600]. Got {bad!r} instead."
    with pytest.raises(ValueError, match=re.escape(sentence)):
        load(bad)


@pytest.mark.parametrize("bad", ["seed", -1, 1.5])
@drawn
def test_bad_rng(load, bad):
    """Something that cannot seed random numbers is refused in one sentence."""
    sentence = (
        "The 'rng' parameter must be an int in [0, inf), a numpy.random.Generator or "
        f"SeedSequence, or None. Got {bad!r} instead."
    )
    with pytest.raises(ValueError, match=re.escape(sentence)):
        load(rng=bad)
