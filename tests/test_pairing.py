"""Who is mixed with whom."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chisquare

from mixlearn._classes import class_numbers
from mixlearn.pairing import METHODS, pair

SEEDS = range(200)
RARE = np.array(["cat"] * 2 + ["dog"] * 6 + ["owl"] * 12)

fast = settings(deadline=None, derandomize=True, max_examples=50)
labels = st.lists(st.sampled_from(["cat", "dog", "owl"]), min_size=1, max_size=30)


def column(n):
    return np.arange(n, dtype=float)[:, None]


@fast
@given(labels, st.integers(0, 2**32), st.sampled_from(METHODS))
def test_rows_exist_and_the_first_are_all_rows(y, seed, method):
    """Both parents are rows; the first are 0 ... n-1, unless classes are balanced."""
    if method == "other" and len(set(y)) == 1:
        return
    first, second = pair(column(len(y)), y, method=method, rng=seed)
    for rows in (first, second):
        assert rows.shape == (len(y),)
        assert rows.dtype.kind == "i"
        assert rows.min() >= 0
        assert rows.max() < len(y)
    if not method.startswith("balanced"):
        np.testing.assert_array_equal(first, np.arange(len(y)))


@fast
@given(st.integers(1, 50), st.integers(0, 2**32))
def test_any_uses_every_row_once_as_partner(n, seed):
    """The default partners are a permutation, and need no labels."""
    _, second = pair(column(n), None, rng=seed)
    np.testing.assert_array_equal(np.sort(second), np.arange(n))


def test_any_pairs_one_row_with_itself_on_average():
    """A row meets itself with probability 1/n, so one row in all does."""
    selves = [np.count_nonzero(np.equal(*pair(column(20), None, rng=seed))) for seed in SEEDS]
    assert abs(np.mean(selves) - 1) < 4 / len(SEEDS) ** 0.5


@fast
@given(labels, st.integers(0, 2**32))
def test_same_stays_in_the_class(y, seed):
    """Partners by "same" have the label of the row."""
    first, second = pair(None, y, method="same", rng=seed)
    np.testing.assert_array_equal(np.array(y)[first], np.array(y)[second])


@fast
@given(labels.filter(lambda y: len(set(y)) > 1), st.integers(0, 2**32))
def test_other_leaves_the_class(y, seed):
    """Partners by "other" never have the label of the row."""
    first, second = pair(None, y, method="other", rng=seed)
    assert not np.any(np.array(y)[first] == np.array(y)[second])


@pytest.mark.parametrize(
    ("method", "row", "expected"),
    [
        ("same", 4, RARE == "dog"),
        ("other", 4, RARE != "dog"),
        ("other", 0, RARE != "cat"),
        ("other", 19, RARE != "owl"),
        ("any", 4, RARE != ""),
    ],
)
def test_partners_are_drawn_uniformly(method, row, expected):
    """Every row that may be a partner is one equally often, and no other ever is."""
    drawn = [pair(column(20), RARE, method=method, rng=seed)[1][row] for seed in range(2000)]
    counts = np.bincount(drawn, minlength=20)
    assert not counts[~expected].any()
    assert chisquare(counts[expected]).pvalue > 1e-3


def test_balanced_draws_all_classes_equally_often():
    """Rare and common classes are parents equally often, on both sides."""
    pairs = [pair(None, RARE, method="balanced", rng=seed) for seed in SEEDS]
    for rows in zip(*pairs, strict=True):
        _, counts = np.unique(RARE[np.concatenate(rows)], return_counts=True)
        assert chisquare(counts).pvalue > 1e-3
        _, counts = np.unique(
            np.concatenate(rows)[RARE[np.concatenate(rows)] == "owl"], return_counts=True
        )
        assert chisquare(counts).pvalue > 1e-3


def test_balanced_parents_are_independent():
    """The classes of the two parents meet in all nine combinations equally often."""
    pairs = [pair(None, RARE, method="balanced", rng=seed) for seed in SEEDS]
    codes = np.repeat([0, 1, 2], [2, 6, 12])
    first, second = (codes[np.concatenate(rows)] for rows in zip(*pairs, strict=True))
    assert chisquare(np.bincount(3 * first + second, minlength=9)).pvalue > 1e-3


def test_balanced_same_stays_in_the_class_and_draws_all_classes_equally_often():
    """Both parents are independent rows of one class, and rare classes come as often as others."""
    pairs = [pair(None, RARE, method="balanced_same", rng=seed) for seed in SEEDS]
    first, second = (np.concatenate(rows) for rows in zip(*pairs, strict=True))
    np.testing.assert_array_equal(RARE[first], RARE[second])
    _, counts = np.unique(RARE[first], return_counts=True)
    assert chisquare(counts).pvalue > 1e-3
    dogs = RARE[first] == "dog"  # rows 2 to 7
    met = np.bincount(6 * (first[dogs] - 2) + second[dogs] - 2, minlength=36)
    assert chisquare(met).pvalue > 1e-3


def test_near_draws_among_the_nearest_and_never_itself():
    """On a line the two nearest neighbours of an inner point are those beside it."""
    drawn = [pair(column(9), None, method="near", n_neighbors=2, rng=seed)[1] for seed in SEEDS]
    steps = np.array(drawn)[:, 1:-1] - np.arange(1, 8)
    assert set(steps.ravel().tolist()) == {-1, 1}
    assert abs(steps.mean()) < 0.1


def test_near_takes_features_of_any_shape():
    """Images are compared by all their pixels."""
    X = np.zeros((4, 2, 2))
    X[2:] = 5.0
    _, second = pair(X, None, method="near", n_neighbors=1, rng=0)
    np.testing.assert_array_equal(second, [1, 0, 3, 2])


@pytest.mark.parametrize(("n", "k"), [(1, 5), (2, 5), (3, 100)])
def test_near_makes_do_with_fewer_rows_than_neighbours(n, k):
    """With fewer rows than neighbours all others are partners; a single row is its own."""
    _, second = pair(column(n), None, method="near", n_neighbors=k, rng=0)
    assert np.any(second == np.arange(n)) == (n == 1)


@pytest.mark.parametrize("method", METHODS)
def test_the_same_seed_gives_the_same_pairs(method):
    """An integer seed fixes the pairs, a generator is advanced, the global one is left alone."""
    before = np.random.get_state()[1].copy()
    once, again = (pair(column(20), RARE, method=method, rng=7) for _ in range(2))
    np.testing.assert_array_equal(once, again)
    rng = np.random.default_rng(7)
    np.testing.assert_array_equal(once, pair(column(20), RARE, method=method, rng=rng))
    assert not np.array_equal(once, pair(column(20), RARE, method=method, rng=rng))
    np.testing.assert_array_equal(before, np.random.get_state()[1])


@pytest.mark.parametrize(
    ("X", "y", "keywords", "message"),
    [
        ([[0.0]], ["a"], {"method": "best"}, "'method' parameter must be one of 'any'.*'best'"),
        ([[0.0]], ["a"], {"n_neighbors": 0}, r"'n_neighbors' parameter must be an int in \[1"),
        ([[0.0]], None, {"method": "same"}, "needs class labels"),
        (None, ["a"], {"method": "near"}, "needs the features"),
        (None, None, {}, "needs X or y"),
        ([[0.0]], ["a", "b"], {}, "Got 1 rows in X and 2 in y"),
        ([], [], {}, "0 rows"),
        (1.0, None, {}, "single value 1.0"),
        ([[0.0], [1.0]], ["a", "a"], {"method": "other"}, "at least 2 classes"),
        ([[0.0], [1.0]], [["a"], ["b"]], {"method": "same"}, r"y\.ravel\(\)"),
    ],
)
def test_what_cannot_be_paired_is_refused(X, y, keywords, message):
    """Each wrong argument ends in one sentence that names it."""
    with pytest.raises(ValueError, match=message):
        pair(X, y, rng=0, **keywords)


@fast
@given(
    st.one_of(
        st.lists(st.integers(-5, 5), min_size=1),
        st.lists(st.integers(-(2**62), 2**62), min_size=1),
        st.lists(st.booleans(), min_size=1),
        st.lists(st.text(max_size=3), min_size=1),
    )
)
def testclass_numbers_are_those_of_numpy(y):
    """The quick way for integers finds what ``np.unique`` finds, types included."""
    classes, codes = class_numbers(y)
    expected, inverse = np.unique(y, return_inverse=True)
    np.testing.assert_array_equal(classes, expected)
    assert classes.dtype == expected.dtype
    np.testing.assert_array_equal(codes, inverse)


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.uint64])
def testclass_numbers_do_not_overflow(dtype):
    """Labels at both ends of a small integer type are told apart."""
    ends = np.array([np.iinfo(dtype).min, np.iinfo(dtype).max, np.iinfo(dtype).min], dtype)
    classes, codes = class_numbers(ends)
    np.testing.assert_array_equal(classes[codes], ends)
    assert classes.dtype == dtype
    assert len(classes) == 2
