"""Calibration against hand counts and scikit-learn, and the accuracies that mixing confuses."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.calibration import calibration_curve
from sklearn.metrics import make_scorer

from mixlearn import SoftLabelMLP, datasets, metrics, mix


def drawn(seed, rows=300, classes=3):
    """Random probabilities, and labels drawn from them: perfectly calibrated."""
    rng = np.random.default_rng(seed)
    P = rng.dirichlet(np.full(classes, 0.7), size=rows)
    y = (rng.random(rows)[:, None] > P.cumsum(axis=1)).sum(axis=1)
    return y, P


# Calibration


def test_the_error_is_the_gap_of_each_bin_weighted_by_its_rows():
    """Two bins counted by hand: 3 rows at .9 of which 2 are right, 1 row at .6 that is right."""
    P = [[0.9, 0.1], [0.9, 0.1], [0.1, 0.9], [0.4, 0.6]]
    found = metrics.expected_calibration_error(["a", "b", "b", "b"], P, n_bins=5)
    assert found == pytest.approx(3 / 4 * (0.9 - 2 / 3) + 1 / 4 * (1 - 0.6))


@pytest.mark.parametrize("strategy", metrics.STRATEGIES)
@pytest.mark.parametrize("n_bins", [1, 4, 15])
@pytest.mark.parametrize("seed", range(3))
def test_bins_are_those_of_scikit_learn(strategy, n_bins, seed):
    """Confidence and accuracy of every bin are what calibration_curve gives for the top label."""
    y, P = drawn(seed)
    found = metrics.reliability(y, P, n_bins=n_bins, strategy=strategy)
    right, sure = calibration_curve(
        P.argmax(axis=1) == y, P.max(axis=1), n_bins=n_bins, strategy=strategy
    )
    np.testing.assert_allclose(found.accuracy, right)
    np.testing.assert_allclose(found.confidence, sure)
    assert found.count.sum() == len(y)


def test_bins_on_their_edges_are_those_of_scikit_learn():
    """A probability on the edge between two bins falls into the lower one."""
    sure = np.array([0.5, 0.6, 0.6, 0.8, 0.8, 1.0])
    P, y = np.column_stack((sure, 1 - sure)), np.array([0, 0, 1, 0, 1, 0])
    found = metrics.reliability(y, P, n_bins=5)
    right, mean = calibration_curve(y == 0, sure, n_bins=5)
    np.testing.assert_allclose(found.accuracy, right)
    np.testing.assert_allclose(found.confidence, mean)


def test_quantile_bins_hold_equally_many_rows():
    """With the quantile strategy no bin holds more than one row more than another."""
    y, P = drawn(0, rows=150)
    count = metrics.reliability(y, P, n_bins=10, strategy="quantile").count
    assert len(count) == 10
    assert np.ptp(count) <= 1


def test_a_calibrated_classifier_has_next_to_no_error():
    """With labels drawn from the probabilities the error is small and no bias is left."""
    y, P = drawn(1, rows=20000)
    assert metrics.expected_calibration_error(y, P) < 0.02
    assert metrics.overconfidence(y, P) == pytest.approx(0, abs=0.01)


def test_sharpened_probabilities_are_overconfident():
    """Squared probabilities are too sure, square roots not sure enough."""
    y, P = drawn(2, rows=5000)
    sharp, flat = (Q / Q.sum(axis=1, keepdims=True) for Q in (P**2, P**0.5))
    assert metrics.overconfidence(y, sharp) > 0.05
    assert metrics.overconfidence(y, flat) < -0.05


@given(st.integers(0, 2**32 - 1), st.integers(1, 40), st.integers(2, 5), st.integers(1, 20))
def test_the_error_is_at_least_the_overconfidence(seed, rows, classes, n_bins):
    """Gaps of different sign cancel in the overconfidence alone; both stay in their range."""
    y, P = drawn(seed, rows, classes)
    error = metrics.expected_calibration_error(y, P, classes=range(classes), n_bins=n_bins)
    over = metrics.overconfidence(y, P, classes=range(classes))
    assert abs(over) <= error + 1e-12
    assert error <= 1


def test_class_names_say_nothing_about_the_result():
    """Strings in the order of the columns give what whole numbers give, in any order of rows."""
    y, P = drawn(3)
    names = np.array(["ape", "bee", "cow"])
    expected = metrics.expected_calibration_error(y, P)
    assert metrics.expected_calibration_error(names[y], P) == expected
    turned = metrics.expected_calibration_error(names[y], P[:, ::-1], classes=names[::-1])
    assert turned == pytest.approx(expected)


def test_it_is_a_scorer_for_two_classes():
    """What scikit-learn's scorers pass for two classes, the probability of the second, will do."""
    moons = datasets.moons(100, noise=0.3, rng=0)
    model = SoftLabelMLP(max_iter=20, random_state=0).fit(moons.X, moons.y)
    score = make_scorer(
        metrics.expected_calibration_error, response_method="predict_proba", greater_is_better=False
    )
    P = model.predict_proba(moons.X)
    expected = -metrics.expected_calibration_error(moons.y, P)
    assert score(model, moons.X, moons.y) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("y", "P", "more", "sentence"),
    [
        ([0, 1], [[0.5, 0.5]], {}, "same number of rows. Got 2 and 1"),
        ([0, 1], [[0.5, 0.6], [0.5, 0.5]], {}, "whose rows sum to one"),
        ([0, 1], [[0.2, 0.3, 0.5]] * 2, {}, "y holds 2 classes, and P has 3 columns"),
        ([0, 1], [[0.5, 0.5]] * 2, {"classes": [0, 1, 2]}, "must name every column"),
        ([0, 3], [[0.5, 0.5]] * 2, {"classes": [0, 1]}, "one of 'classes'. Got 3"),
        ([0, 1], [[0.5, 0.5]] * 2, {"n_bins": 0}, "'n_bins' parameter must be an int"),
        ([0, 1], [[0.5, 0.5]] * 2, {"strategy": "even"}, "'strategy' parameter must be one of"),
    ],
)
def test_what_cannot_be_counted_is_refused(y, P, more, sentence):
    """Lengths, columns, classes, shares and parameters are checked, each with one sentence."""
    with pytest.raises(ValueError, match=sentence):
        metrics.expected_calibration_error(y, P, **more)


def test_printing_shows_rows_behind_every_bin():
    """The table has a line for each bin with rows, and the error in its title."""
    text = repr(metrics.reliability([0, 1], [[0.9, 0.1], [0.6, 0.4]]))
    assert text.splitlines()[0] == "Reliability: 2 rows, expected calibration error 0.350"
    assert len(text.splitlines()) == 4


# Accuracies


@pytest.mark.parametrize("names", [[0, 1], ["cat", "dog"]])
def test_accuracy_on_mixes_is_counted_in_three_ways(names):
    """A prediction that is right for a parent counts once, by its larger share, or by its share."""
    y = np.array(names)[np.arange(4000) % 2]
    mixed = mix(np.arange(4000.0)[:, None], y, alpha=1.0, rng=0)
    told = mixed.classes[np.where(mixed.lam >= 0.5, *mixed.parent_classes.T)]
    found = metrics.on_mixes(told, mixed)
    assert found.first == pytest.approx(0.75, abs=0.02)  # two classes, any two rows
    assert found.larger == 1
    assert found.share == pytest.approx(0.875, abs=0.01)  # the smaller share is 1/4 on average


def test_half_and_half_counts_as_the_first_parent():
    """With equal shares the larger share is the first parent's."""
    mixed = mix([[0.0], [1.0]], ["a", "b"], alpha=float("inf"), pairing="other", rng=0)
    found = metrics.on_mixes(mixed.classes[mixed.parent_classes[:, 0]], mixed)
    assert found == (1.0, 1.0, 0.5)


def test_share_follows_the_label_where_it_leaves_the_features():
    """Remix gives some labels wholly to the rarer class, and the share is counted by the label."""
    y = np.array(["rare"] * 4 + ["often"] * 36)
    mixed = mix(np.arange(40.0)[:, None], y, method="remix", alpha=1.0, rng=0)
    found = metrics.on_mixes(np.full(40, "rare"), mixed)
    column = mixed.classes.tolist().index("rare")
    assert found.share == pytest.approx(mixed.Y[:, column].mean())


def test_without_mixing_all_accuracies_on_training_rows_agree():
    """At alpha 0 the mixes are the rows, and there is nothing to confuse."""
    moons = datasets.moons(100, noise=0.3, rng=0)
    model = SoftLabelMLP(max_iter=10, random_state=0).fit(moons.X, moons.y)
    found = metrics.accuracies(model, mix(moons.X, moons.y, alpha=0), moons.X, moons.y)
    assert found.first == found.larger == found.train == model.score(moons.X, moons.y)
    assert found.share == pytest.approx(found.train)
    assert found.holdout is None


def test_the_five_accuracies_stand_side_by_side():
    """Training and held-out rows are counted as the classifier's own score does."""
    train, new = (datasets.moons(200, noise=0.3, rng=seed) for seed in (0, 1))
    mixed = mix(train.X, train.y, alpha=1.0, rng=0)
    model = SoftLabelMLP(max_iter=100, random_state=0).fit(mixed.X, mixed.Y)
    found = metrics.accuracies(model, mixed, train.X, train.y, holdout=(new.X, new.y))
    assert found.train == model.score(train.X, train.y)
    assert found.holdout == model.score(new.X, new.y)
    assert found.first < found.share < found.larger < found.train
    assert len(repr(found).splitlines()) == 5


def test_parents_without_a_class_cannot_be_counted():
    """A mix of soft labels is refused."""
    mixed = mix([[0.0], [1.0]], [[0.7, 0.3], [0.2, 0.8]], rng=0)
    with pytest.raises(ValueError, match="Got a mix of soft labels"):
        metrics.on_mixes([0, 1], mixed)


def test_predictions_must_fit_the_mixes():
    """Another number of predictions than mixed rows, or labels than rows, is refused."""
    mixed = mix([[0.0], [1.0]], ["a", "b"], rng=0)
    with pytest.raises(ValueError, match="one class a mixed row, 2 in all"):
        metrics.on_mixes(["a"], mixed)
    model = SoftLabelMLP(max_iter=1).fit([[0.0], [1.0]], ["a", "b"])
    with pytest.raises(ValueError, match="same number of rows"):
        metrics.accuracies(model, mixed, [[0.0], [1.0]], ["a"])
