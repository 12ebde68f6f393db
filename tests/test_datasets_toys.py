import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.neighbors import KNeighborsClassifier

from mixlearn import datasets
from mixlearn.datasets import _toys

TOYS = [(name, {}) for name in datasets.TOYS if name != "blobs"]
TOYS += [("blobs", {"n_classes": k}) for k in (2, 3, 4)]
toys = pytest.mark.parametrize(
    ("name", "options"), TOYS, ids=[f"{n}{list(o.values())}" for n, o in TOYS]
)
any_toy = st.sampled_from(TOYS)
share = st.floats(0, 1)
steady = settings(deadline=None, derandomize=True, max_examples=60)


def same(first, second):
    """Whether two data sets are equal to the bit."""
    return all(
        np.array_equal(getattr(first, field), getattr(second, field))
        for field in ("X", "y", "flipped", "outliers")
    )


@toys
def test_shapes_and_types(name, options):
    """Every toy gives two float features, integer labels, names, a sentence and two masks."""
    data = datasets.make(name, 41, rng=0, **options)
    k = options.get("n_classes", 2)
    assert data.X.shape == (41, 2)
    assert data.X.dtype == np.float64
    assert data.y.shape == (41,)
    assert data.y.dtype == np.int64
    assert set(data.y) == set(range(k))
    assert len(set(data.classes)) == k
    assert all(isinstance(label, str) for label in data.classes)
    for mask in (data.flipped, data.outliers):
        assert mask.shape == (41,)
        assert mask.dtype == np.bool_
        assert not mask.any()


@steady
@given(any_toy, st.integers(4, 60), st.integers(0, 99))
def test_balance(toy, n, seed):
    """Without label noise no class has more than one row more than another, however odd n is."""
    name, options = toy
    data = datasets.make(name, n, rng=seed, **options)
    counts = np.bincount(data.y, minlength=len(data.classes))
    assert counts.sum() == n
    assert np.ptp(counts) <= 1


@toys
def test_smallest(name, options):
    """One point a class is enough."""
    k = options.get("n_classes", 2)
    data = datasets.make(name, k, rng=0, **options)
    assert sorted(data.y) == list(range(k))
    assert np.isfinite(data.X).all()


@toys
def test_random_order(name, options):
    """Rows come in random order: the first half holds all classes in about equal numbers."""
    data = datasets.make(name, 400, rng=0, **options)
    k = len(data.classes)
    counts = np.bincount(data.y[:200], minlength=k)
    assert np.all(np.abs(counts - 200 / k) < 0.2 * 200 / k)
    assert len(np.unique(np.diff(np.flatnonzero(data.y == 0)))) > 1


@toys
def test_clean_shape_size(name, options):
    """A clean shape is centred on the origin and fills about [-2, 2]."""
    X = datasets.make(name, 2000, noise=0.0, rng=0, **options).X
    if name == "blobs":  # Gaussian clouds have no edge
        low, high = np.quantile(X, [0.01, 0.99], axis=0)
        assert np.all(np.abs([low, high]) < 2.1)
        assert np.abs(X).max() < 2.8
    else:
        assert np.abs(X).max() < 2.0 + 1e-9
        assert np.abs(X).max() > 1.8
    assert np.all(np.abs(X.mean(axis=0)) < 0.15)


@toys
def test_default_noise_is_comparable(name, options):
    """At the default noise the classes overlap slightly: unseen points are missed by 0.5 to 8 %."""
    train, test = (datasets.make(name, 2000, rng=seed, **options) for seed in (0, 1))
    error = 1 - KNeighborsClassifier(25).fit(train.X, train.y).score(test.X, test.y)
    assert 0.005 < error < 0.08


@toys
def test_picture_frame(name, options):
    """At the default noise practically every point lies inside a picture of [-3.5, 3.5]."""
    data = datasets.make(name, 4000, outliers=0.05, rng=0, **options)
    assert np.abs(data.X).max() < 3.5


def test_clean_moons():
    """Clean moons are two half circles of radius 4/3, the upper one on the left."""
    data = datasets.moons(101, noise=0.0, rng=0)
    centre = np.where(data.y[:, None] == 0, [-2 / 3, -1 / 3], [2 / 3, 1 / 3])
    np.testing.assert_allclose(np.linalg.norm(data.X - centre, axis=1), 4 / 3)
    upper, lower = (data.X[data.y == c] for c in (0, 1))
    assert upper[:, 1].mean() > lower[:, 1].mean()
    assert data.classes == ("upper", "lower")


def test_clean_circles():
    """Clean circles have radius 2 outside and 1.2 inside."""
    data = datasets.circles(101, noise=0.0, rng=0)
    radius = np.where(data.y == data.classes.index("outer"), 2.0, 1.2)
    np.testing.assert_allclose(np.linalg.norm(data.X, axis=1), radius)


@pytest.mark.parametrize("k", [2, 3, 4])
def test_clean_blobs(k):
    """Blobs are Gaussian, spread 0.35, lie where their names say, neighbours 1.6 apart."""
    data = datasets.blobs(40_000, n_classes=k, noise=0.0, rng=0)
    centres = np.array([data.X[data.y == c].mean(axis=0) for c in range(k)])
    for c, name in enumerate(data.classes):
        axis, sign = {"left": (0, -1), "right": (0, 1), "top": (1, 1), "bottom": (1, -1)}[name]
        assert sign * centres[c, axis] == max(sign * centres[:, axis])
        np.testing.assert_allclose(data.X[data.y == c].std(axis=0), 0.35, rtol=0.05)
    gaps = [np.linalg.norm(centres[i] - centres[j]) for i in range(k) for j in range(i)]
    assert min(gaps) == pytest.approx(1.6, abs=0.03)


def test_clean_spirals():
    """The second arm is the first one turned by half a turn, and both make one whole turn."""
    data = datasets.spirals(100, noise=0.0, rng=0)
    arms = [data.X[data.y == c] for c in (0, 1)]
    first, second = (arm[np.argsort(np.linalg.norm(arm, axis=1))] for arm in arms)
    np.testing.assert_allclose(first, -second, atol=1e-12)
    angle = np.unwrap(np.arctan2(first[:, 1], first[:, 0]))
    assert np.all(np.diff(angle) > 0)
    assert angle[-1] - angle[0] == pytest.approx(0.9 * 2 * np.pi)


def test_clean_xor():
    """A clean point's class is the product of its signs, and all four squares are equally full."""
    data = datasets.xor(100, noise=0.0, rng=0)
    assert data.classes == ("same sign", "opposite sign")
    np.testing.assert_array_equal(data.X.prod(axis=1) < 0, data.y == 1)
    _, counts = np.unique(data.X > 0, axis=0, return_counts=True)
    assert counts.tolist() == [25, 25, 25, 25]


def test_clean_stripes():
    """Clean stripes are one unit wide each, alternate in class, and are equally full."""
    data = datasets.stripes(100, noise=0.0, rng=0)
    stripe = np.floor(data.X[:, 0] + 2).astype(int)
    assert np.bincount(stripe).tolist() == [25, 25, 25, 25]
    np.testing.assert_array_equal(stripe % 2 == 0, data.y == data.classes.index("odd"))


@toys
def test_seed(name, options):
    """The same integer gives the same bits; another integer and None give other data."""
    setting = {"label_noise": 0.1, "outliers": 0.1, **options}
    first = datasets.make(name, 50, rng=3, **setting)
    assert same(first, datasets.make(name, 50, rng=3, **setting))
    assert not same(first, datasets.make(name, 50, rng=4, **setting))
    unseeded = [datasets.make(name, 50, **setting) for _ in range(2)]
    assert not same(*unseeded)


def test_generator():
    """A Generator is drawn from: it repeats from the same state, and moves on between calls."""
    first, second = np.random.default_rng(5), np.random.default_rng(5)
    one = datasets.moons(50, rng=first)
    assert same(one, datasets.moons(50, rng=second))
    assert same(one, datasets.moons(50, rng=5))
    assert not same(one, datasets.moons(50, rng=first))


def test_global_generator_is_untouched():
    """NumPy's global random state neither changes nor matters."""
    np.random.seed(0)
    expected = np.random.random()
    np.random.seed(0)
    for name in datasets.TOYS:
        datasets.make(name, 20, label_noise=0.2, outliers=0.2)
    assert np.random.random() == expected


@steady
@given(any_toy, st.floats(0, 2), st.floats(0, 2), st.integers(0, 99))
def test_noise_only_scales_jitter(toy, low, high, seed):
    """Moving noise scales each point's own jitter and leaves labels and outliers alone."""
    name, options = toy
    clean, unit, one, two = (
        datasets.make(name, 30, noise=s, label_noise=0.2, outliers=0.1, rng=seed, **options)
        for s in (0.0, 1.0, low, high)
    )
    jitter = unit.X - clean.X
    np.testing.assert_allclose(one.X, clean.X + low * jitter, atol=1e-12)
    np.testing.assert_allclose(two.X, clean.X + high * jitter, atol=1e-12)
    np.testing.assert_array_equal(one.y, two.y)
    np.testing.assert_array_equal(one.outliers, two.outliers)
    np.testing.assert_array_equal(one.X[one.outliers], two.X[two.outliers])


@toys
def test_noise_is_a_standard_deviation(name, options):
    """Noise is the standard deviation of the jitter, the same in both features of every toy."""
    clean, noisy = (datasets.make(name, 4000, noise=s, rng=0, **options) for s in (0.0, 0.3))
    jitter = noisy.X - clean.X
    np.testing.assert_allclose(jitter.std(axis=0), 0.3, rtol=0.05)
    np.testing.assert_allclose(jitter.mean(axis=0), 0, atol=0.02)


@steady
@given(any_toy, share, share, st.integers(0, 99))
def test_label_noise_only_flips(toy, one, two, seed):
    """More label noise keeps the wrong labels, adds some, and moves no point."""
    name, options = toy
    clean, few, many = (
        datasets.make(name, 40, label_noise=s, outliers=0.1, rng=seed, **options)
        for s in (0.0, min(one, two), max(one, two))
    )
    for data, part in ((few, min(one, two)), (many, max(one, two))):
        assert abs(data.flipped.sum() - 40 * part) <= 0.5
        np.testing.assert_array_equal(data.flipped, data.y != clean.y)
        np.testing.assert_array_equal(data.X, clean.X)
        np.testing.assert_array_equal(data.outliers, clean.outliers)
    assert not (few.flipped & ~many.flipped).any()
    np.testing.assert_array_equal(few.y[few.flipped], many.y[few.flipped])


def test_wrong_labels_are_spread():
    """A wrong label is each of the other classes equally often."""
    clean, wrong = (datasets.blobs(6000, n_classes=4, label_noise=s, rng=0) for s in (0, 1))
    table = np.zeros((4, 4))
    np.add.at(table, (clean.y, wrong.y), 1)
    assert np.all(np.diag(table) == 0)
    np.testing.assert_allclose(table[~np.eye(4, dtype=bool)], 500, rtol=0.15)


@steady
@given(any_toy, share, share, st.integers(0, 99))
def test_outliers_only_move(toy, one, two, seed):
    """More outliers keep the old ones in place, move some more points, and change no label."""
    name, options = toy
    clean, few, many = (
        datasets.make(name, 40, label_noise=0.2, outliers=s, rng=seed, **options)
        for s in (0.0, min(one, two), max(one, two))
    )
    for data, part in ((few, min(one, two)), (many, max(one, two))):
        assert abs(data.outliers.sum() - 40 * part) <= 0.5
        np.testing.assert_array_equal(data.outliers, (data.X != clean.X).any(axis=1))
        np.testing.assert_array_equal(data.y, clean.y)
        np.testing.assert_array_equal(data.flipped, clean.flipped)
    assert not (few.outliers & ~many.outliers).any()
    np.testing.assert_array_equal(few.X[few.outliers], many.X[few.outliers])


@toys
def test_outliers_lie_outside(name, options):
    """Outliers lie in the square frame from 2.8 to 3.3, farther out than the other points."""
    data = datasets.make(name, 400, outliers=0.05, rng=0, **options)
    reach = np.abs(data.X).max(axis=1)
    assert data.outliers.sum() == 20
    assert reach[data.outliers].min() >= 2.8
    assert reach[data.outliers].max() <= 3.3
    assert reach[~data.outliers].max() < 2.8


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("part", [0.02, 0.05, 0.1, 1.0])
def test_outliers_surround(seed, part):
    """Few or many, outliers spread over the frame: no gap of twice the even spacing or more."""
    data = datasets.moons(400, outliers=part, rng=seed)
    X = data.X[data.outliers]
    unit = X / np.abs(X).max(axis=1, keepdims=True)
    around = np.where(
        np.abs(unit[:, 0]) == 1,
        unit[:, 0] * unit[:, 1] + np.where(unit[:, 0] > 0, 0, 4),
        -unit[:, 0] * unit[:, 1] + np.where(unit[:, 1] > 0, 2, 6),
    )
    around = np.sort(around % 8)
    gaps = np.diff(np.append(around, around[0] + 8))
    assert gaps.max() < 2 * 8 / len(X)


@toys
def test_sentence(name, options):
    """The sentence is one sentence, with the counts that hold, and it is what printing shows."""
    plain = datasets.make(name, 40, noise=0.0, rng=0, **options)
    marred = datasets.make(name, 40, label_noise=0.1, outliers=0.05, rng=0, **options)
    for data in (plain, marred):
        assert re.fullmatch(r"[A-Z].*\.", data.about)
        assert ". " not in data.about
        assert "40 points" in data.about
        assert repr(data) == str(data) == f"Dataset: {data.about}"
    assert "without noise" in plain.about
    assert "mislabelled" not in plain.about
    assert "outlier" not in plain.about
    assert marred.about.endswith("with noise 0.2, 4 of them mislabelled and 2 outliers.")


def test_sentence_counts_one_outlier():
    """A single outlier is not called outliers."""
    assert datasets.moons(40, outliers=0.025, rng=0).about.endswith("1 of them an outlier.")
    both = datasets.moons(40, label_noise=0.025, outliers=0.025, rng=0)
    assert both.about.endswith("1 of them mislabelled and 1 an outlier.")


def test_frozen():
    """A data set's fields cannot be replaced, and it can be a key."""
    data = datasets.moons(10, rng=0)
    with pytest.raises(AttributeError):
        data.y = data.y + 1
    assert {data: 1}[data] == 1


def test_registry():
    """TOYS holds every toy under its own name, and make(name) is the same function."""
    assert {"TOYS", "make", *datasets.TOYS} == set(_toys.__all__)
    for name, toy in datasets.TOYS.items():
        assert toy is getattr(datasets, name)
        assert same(toy(30, rng=1, noise=0.3), datasets.make(name, 30, rng=1, noise=0.3))


@pytest.mark.parametrize("bad", [-1, 0, 1, 2.0, 5.5, "many", None, True, float("nan"), [10]])
@toys
def test_bad_n_samples(name, options, bad):
    """Fewer points than classes, and anything but a whole number, are refused in one sentence."""
    k = options.get("n_classes", 2)
    sentence = (
        f"The 'n_samples' parameter must be an int in [{k}, inf), one for each of the {k} "
        f"classes. Got {bad!r} instead."
    )
    with pytest.raises(ValueError, match=re.escape(sentence)):
        datasets.make(name, bad, **options)


def test_more_classes_than_points():
    """Four blobs cannot be made of three points."""
    with pytest.raises(ValueError, match=r"an int in \[4, inf\), one for each of the 4 classes"):
        datasets.blobs(3, n_classes=4)


@pytest.mark.parametrize("bad", [-0.1, float("nan"), float("inf"), "0.2", None, True, 1j, [0.2]])
@toys
def test_bad_noise(name, options, bad):
    """Noise that is negative, not finite or no number is refused in one sentence."""
    sentence = f"The 'noise' parameter must be a float in [0, inf). Got {bad!r} instead."
    with pytest.raises(ValueError, match=re.escape(sentence)):
        datasets.make(name, 20, noise=bad, **options)


@pytest.mark.parametrize("bad", [-0.1, 1.01, float("nan"), float("inf"), "0.2", None, True])
@pytest.mark.parametrize("option", ["label_noise", "outliers"])
@toys
def test_bad_share(name, options, option, bad):
    """A share outside [0, 1] is refused in one sentence."""
    sentence = f"The '{option}' parameter must be a float in [0, 1]. Got {bad!r} instead."
    with pytest.raises(ValueError, match=re.escape(sentence)):
        datasets.make(name, 20, **{option: bad}, **options)


@pytest.mark.parametrize("bad", [1, 5, 0, -2, 2.0, "three", None, True])
def test_bad_n_classes(bad):
    """Blobs come in two, three or four."""
    sentence = f"The 'n_classes' parameter must be an int in [2, 4]. Got {bad!r} instead."
    with pytest.raises(ValueError, match=re.escape(sentence)):
        datasets.blobs(n_classes=bad)


@pytest.mark.parametrize("bad", ["moon", "", None, 3, ["moons"], "<script>"])
def test_bad_name(bad):
    """An unknown name is refused with the known ones."""
    sentence = (
        "The 'name' parameter must be one of 'moons', 'circles', 'blobs', 'spirals', 'xor', "
        f"'stripes'. Got {bad!r} instead."
    )
    with pytest.raises(ValueError, match=re.escape(sentence)):
        datasets.make(bad)


@pytest.mark.parametrize("bad", ["seed", -1, 1.5])
def test_bad_rng(bad):
    """Something that cannot seed random numbers is refused in one sentence."""
    sentence = (
        "The 'rng' parameter must be an int in [0, inf), a numpy.random.Generator or "
        f"SeedSequence, or None. Got {bad!r} instead."
    )
    with pytest.raises(ValueError, match=re.escape(sentence)):
        datasets.moons(rng=bad)
