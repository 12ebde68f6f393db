"""The label of a blend, and what it costs to miss it."""

import array_api_strict
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

from mixlearn import labels

fast = settings(deadline=None, derandomize=True, max_examples=60)
seeds = st.integers(0, 2**32)


def simplex(rng, *shape):
    """Rows of positive shares that sum to one."""
    return rng.dirichlet(np.ones(shape[-1]), shape[0])


@pytest.mark.parametrize(
    ("y", "expected"),
    [
        (["dog", "cat", "dog"], ["cat", "dog"]),
        ([3, 7, 3], [3, 7]),
        ([True, False, True], [False, True]),
        ([2.0, 1.0, 2.0], [1.0, 2.0]),
        (np.array(["b", "a", "b"], dtype=object), ["a", "b"]),
        ([-5, 10**12, -5], [-5, 10**12]),
        (["<script>", "", "<script>"], ["", "<script>"]),
        ([7, 7, 7], [7]),
    ],
)
def test_one_hot_has_a_one_where_the_class_is(y, expected):
    """Classes of any type are sorted, and each row has a one in the column of its own."""
    Y, classes = labels.one_hot(y)
    assert classes.tolist() == expected
    assert Y.dtype == np.float64
    assert set(Y.ravel().tolist()) <= {0.0, 1.0}
    assert Y.sum(axis=1).tolist() == [1.0] * 3
    assert classes[Y.argmax(axis=1)].tolist() == list(y)


def test_classes_may_name_more_than_the_rows_have():
    """Given classes are sorted, and one without rows has an empty column."""
    Y, classes = labels.one_hot(["dog", "cat"], classes=["owl", "dog", "cat"])
    assert classes.tolist() == ["cat", "dog", "owl"]
    assert Y.tolist() == [[0, 1, 0], [1, 0, 0]]


@pytest.mark.parametrize(
    ("y", "classes", "message"),
    [
        ([0.5, 1.0], None, "continuous values"),
        (np.array([0.5, 1.0], dtype=object), None, "continuous values"),
        ([1j, 2], None, "complex"),
        (np.array(["a", 1], dtype=object), None, "of one type"),
        (["a", 1], None, "of one type"),
        (["a", "b"], ["a"], "one of 'classes'. Got 'b'"),
        (["a"], ["a", "a"], "different class labels"),
        (["a"], "a", "different class labels"),
        (["a"], ["a", np.nan], "none of them missing"),
        (["a"], np.array(["a", 1], dtype=object), "of one type"),
        ([["a"]], None, r"one-dimensional.*\(1, 1\)"),
    ],
)
def test_what_is_no_label_is_refused(y, classes, message):
    """Continuous, mixed, unknown and doubled labels end in one sentence."""
    with pytest.raises(ValueError, match=message):
        labels.one_hot(y, classes=classes)


@pytest.mark.parametrize(
    "Y",
    [
        [[0.5, 0.4]],
        [[1.5, -0.5]],
        [[np.nan, 1.0]],
        [[np.inf, 0.0]],
        [["a", "b"]],
        [0.5, 0.5],
        [[[1.0]]],
        [[1j, 0]],
        [[0, 0]],
    ],
)
def test_what_is_no_soft_label_is_refused(Y):
    """Rows must be shares that sum to one."""
    with pytest.raises(ValueError, match="Soft labels must be"):
        labels.check_soft(Y)


def test_soft_labels_may_be_rounded():
    """Rows that sum to one up to the rounding of their type pass unchanged."""
    rng = np.random.default_rng(0)
    for dtype in (np.float16, np.float32, np.float64):
        Y = simplex(rng, 50, 10).astype(dtype)
        assert labels.check_soft(Y) is Y


@fast
@given(seeds)
def test_blends_of_soft_labels_are_soft_labels(seed):
    """A blended label holds the shares of both parents and sums to one."""
    rng = np.random.default_rng(seed)
    Y, lam = simplex(rng, 6, 3), rng.random(6)
    first, second = rng.integers(6, size=(2, 6))
    blend = labels.blend(Y, first, second, lam)
    labels.check_soft(blend)
    for i in range(6):
        expected = lam[i] * Y[first[i]] + (1 - lam[i]) * Y[second[i]]
        np.testing.assert_allclose(blend[i], expected, atol=1e-15)


def test_parents_of_one_class_give_a_hard_label():
    """Blending two labels of one class gives exactly that class, at any share."""
    Y, _ = labels.one_hot(["a", "a", "b"])
    lam = np.random.default_rng(0).random(1000)
    rows = np.zeros(1000, int)
    assert set(labels.blend(Y, rows, rows + 1, lam)[:, 0]) == {1.0}


@fast
@given(seeds)
def test_class_numbers_blend_like_one_hot_labels(seed):
    """The quick way for hard labels gives the blend of their one-hot labels to the bit."""
    rng = np.random.default_rng(seed)
    codes, lam = rng.integers(3, size=8), rng.choice([0.0, 1.0, 0.5, *rng.random(5)], 8)
    parents = rng.integers(8, size=8), rng.integers(8, size=8)
    Y, _ = labels.one_hot(codes, classes=[0, 1, 2])
    pairs, shares = np.stack([codes[rows] for rows in parents], 1), np.stack((lam, 1 - lam), 1)
    quick = labels.blend_codes(pairs, shares, 3)
    np.testing.assert_array_equal(quick, labels.blend(Y, *parents, lam))


def test_smoothing_gives_every_class_its_part():
    """A share epsilon of each label is spread over all classes, and none by default."""
    Y = np.array([[1.0, 0, 0, 0], [0.5, 0.5, 0, 0]])
    np.testing.assert_array_equal(labels.smooth(Y), Y)
    expected = [[0.85, 0.05, 0.05, 0.05], [0.45, 0.45, 0.05, 0.05]]
    np.testing.assert_allclose(labels.smooth(Y, epsilon=0.2), expected)
    np.testing.assert_allclose(labels.smooth(Y, epsilon=1), 0.25)
    for epsilon in (-0.1, 1.1, np.nan, "0.1", True):
        with pytest.raises(ValueError, match=r"'epsilon' parameter must be a float in \[0, 1\]"):
            labels.smooth(Y, epsilon=epsilon)


@fast
@given(seeds, st.integers(2, 6))
def test_two_targets_cost_what_one_soft_label_costs(seed, k):
    """The loss on a blended label is the same blend of the losses on both labels."""
    rng = np.random.default_rng(seed)
    first, second = rng.integers(k, size=(2, 20))
    lam, P = rng.random(20), simplex(rng, 20, k)
    eye = np.eye(k)
    Y = lam[:, None] * eye[first] + (1 - lam[:, None]) * eye[second]
    two = labels.two_target_cross_entropy(first, second, lam, P)
    assert two == pytest.approx(labels.cross_entropy(Y, P), rel=1e-12)


def test_on_hard_labels_the_cross_entropy_is_the_log_loss():
    """With one-hot labels scikit-learn's log_loss is the oracle."""
    rng = np.random.default_rng(0)
    y, P = rng.integers(3, size=50), simplex(rng, 50, 3)
    Y, _ = labels.one_hot(y, classes=[0, 1, 2])
    assert labels.cross_entropy(Y, P) == pytest.approx(log_loss(y, P, labels=[0, 1, 2]))


def test_the_best_prediction_of_a_soft_label_is_the_label():
    """The cross-entropy is least, and equal to the entropy, where prediction and label agree."""
    rng = np.random.default_rng(0)
    Y = simplex(rng, 30, 4)
    least = labels.cross_entropy(Y, Y)
    assert least == pytest.approx(-(Y * np.log(Y)).sum(axis=1).mean())
    assert all(labels.cross_entropy(Y, simplex(rng, 30, 4)) > least for _ in range(20))


def test_a_share_predicted_impossible_costs_infinity():
    """Probability zero is free for a class without a share, and infinitely dear for one with."""
    certain = [[1.0, 0.0]]
    assert labels.cross_entropy([[1.0, 0.0]], certain) == 0
    assert labels.cross_entropy([[0.9, 0.1]], certain) == np.inf
    assert labels.two_target_cross_entropy([0], [1], [1.0], certain) == 0
    assert labels.two_target_cross_entropy([0], [1], [0.9], certain) == np.inf


@pytest.mark.parametrize(
    "call",
    [
        lambda: labels.cross_entropy([[1.0, 0.0]], [[0.2, 0.3, 0.5]]),
        lambda: labels.two_target_cross_entropy([0, 1], [1], [0.5], [[0.5, 0.5]]),
        lambda: labels.two_target_cross_entropy([2], [1], [0.5], [[0.5, 0.5]]),
        lambda: labels.weighted_rows([[1.0]], [[1.0, 0.0], [0.0, 1.0]], ["a", "b"]),
        lambda: labels.weighted_rows([[1.0]], [[1.0, 0.0]], ["a"]),
    ],
)
def test_lengths_that_differ_are_refused(call):
    """Labels, predictions, features and classes must fit each other."""
    with pytest.raises(ValueError, match=r"same|must name every column|must be in \[0, 2\)"):
        call()


def test_weighted_rows_hold_every_positive_share_once():
    """Rows come in order, one per class with a share; the weights of a row are its label."""
    X = np.arange(6.0).reshape(3, 2)
    Y = np.array([[0.25, 0, 0.75], [0, 1, 0], [0.5, 0.25, 0.25]])
    rows, y, weight = labels.weighted_rows(X, Y, ["a", "b", "c"])
    np.testing.assert_array_equal(rows, X[[0, 0, 1, 2, 2, 2]])
    assert y.tolist() == ["a", "c", "b", "a", "b", "c"]
    assert weight.tolist() == [0.25, 0.75, 1.0, 0.5, 0.25, 0.25]


def test_weighted_rows_of_hard_labels_are_the_data():
    """Without mixing nothing is duplicated and every weight is one."""
    X, y = np.arange(8.0).reshape(4, 2), ["b", "a", "b", "b"]
    rows, back, weight = labels.weighted_rows(X, *labels.one_hot(y))
    np.testing.assert_array_equal(rows, X)
    assert back.tolist() == y
    assert weight.tolist() == [1.0] * 4


def test_weighted_rows_cost_what_the_soft_labels_cost():
    """The weighted log-loss of any prediction is its cross-entropy against the soft labels."""
    rng = np.random.default_rng(0)
    X, Y = rng.normal(size=(40, 2)), simplex(rng, 40, 3)
    rows, y, weight = labels.weighted_rows(X, Y, [0, 1, 2])
    model = LogisticRegression().fit(rows, y, sample_weight=weight)
    weighted = log_loss(y, model.predict_proba(rows), sample_weight=weight)
    assert weighted == pytest.approx(labels.cross_entropy(Y, model.predict_proba(X)))


def test_other_frameworks_keep_their_labels():
    """Soft labels of any framework are checked, blended and smoothed in it."""
    Y = array_api_strict.asarray([[1.0, 0.0], [0.25, 0.75]])
    blend = labels.blend(Y, [0], [1], [0.5])
    assert np.asarray(blend).tolist() == [[0.625, 0.375]]
    smooth = labels.smooth(blend, epsilon=0.2)
    np.testing.assert_allclose(np.asarray(smooth), [[0.6, 0.4]])
    for result in (blend, smooth):
        assert result.__array_namespace__().__name__ == "array_api_strict"
    with pytest.raises(ValueError, match="Soft labels must be"):
        labels.check_soft(array_api_strict.asarray([[0.5, 0.6]]))
