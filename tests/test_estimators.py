"""MixupClassifier: any scikit-learn classifier, trained on mixes."""

import pickle

import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from sklearn import config_context
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import (
    LinearRegression,
    LogisticRegression,
    RidgeClassifier,
    SGDClassifier,
)
from sklearn.model_selection import GridSearchCV, StratifiedKFold, cross_validate
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC, LinearSVC
from sklearn.tree import DecisionTreeClassifier
from sklearn.utils.estimator_checks import parametrize_with_checks
from threadpoolctl import threadpool_limits

from mixlearn import MixupClassifier, SoftLabelMLP, datasets, mix

MOONS = datasets.moons(120, noise=0.15, rng=0)
NEW = datasets.moons(200, noise=0.15, rng=1)
NAMES = np.array(["upper", "lower"])

# What learns hard labels with weights, and what learns soft ones.
INNER = {
    "LogisticRegression": LogisticRegression(),
    "HistGradientBoosting": HistGradientBoostingClassifier(max_iter=30),
    "RandomForest": RandomForestClassifier(20),
    "SVC": SVC(probability=True),
    "MLPClassifier": MLPClassifier(
        32, learning_rate_init=0.02, max_iter=60, tol=0, n_iter_no_change=60
    ),
    "SoftLabelMLP": SoftLabelMLP(max_iter=150),
}
# Without penalty, and led to its optimum.
FREE = LogisticRegression(C=np.inf, tol=1e-10, max_iter=1000)
every = pytest.mark.parametrize("inner", INNER.values(), ids=INNER)
# Ours to train for a fixed time, and scikit-learn's to change.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Stochastic Optimizer:"),
    pytest.mark.filterwarnings("ignore:The `probability` parameter was deprecated:FutureWarning"),
]


@pytest.fixture(autouse=True)
def one_thread():
    """Boosting on so few rows waits for its threads longer than it computes."""
    with threadpool_limits(limits=1, user_api="openmp"):
        yield


def wrap(inner=None, **parameters):
    inner = LogisticRegression() if inner is None else inner
    return MixupClassifier(inner, **{"random_state": 0} | parameters)


def shares(model, X=NEW.X):
    return model.predict_proba(X)


# As a scikit-learn classifier.


def cannot_hold(model):
    """Name the check that random pairing makes impossible, with the reason."""
    if model.alpha == 0:
        return {}
    reason = "other rows meet other partners where rows are repeated instead of weighted"
    return {"check_sample_weight_equivalence_on_dense_data": reason}


@parametrize_with_checks(
    [
        MixupClassifier(LogisticRegression()),
        MixupClassifier(LogisticRegression(), alpha=0),
        MixupClassifier(SoftLabelMLP(max_iter=100)),
        MixupClassifier(LogisticRegression(), alpha=1.0, method="remix", pairing="balanced"),
    ],
    expected_failed_checks=cannot_hold,
)
def test_scikit_learn_estimator_checks(estimator, check):
    """It is a scikit-learn classifier: every check passes that random pairing leaves possible."""
    check(estimator)


def test_clone_and_pickle():
    """A clone has the parameters and nothing learned; an unpickled one predicts the same."""
    model = wrap(alpha=0.3, n_mixes=2).fit(MOONS.X, MOONS.y)
    copy = clone(model)
    assert copy.get_params(deep=False) | {"estimator": 0} == {
        "estimator": 0, "alpha": 0.3, "method": "mixup", "n_mixes": 2, "pairing": "any",
        "placebo": False, "random_state": 0,
    }  # fmt: skip
    assert not hasattr(copy, "estimator_")
    again = pickle.loads(pickle.dumps(model))  # noqa: S301 - our own
    assert np.array_equal(shares(again), shares(model))


def test_grid_search_over_alpha_in_a_pipeline():
    """Scale, mix, train: GridSearchCV chooses alpha, and the search predicts names."""
    search = GridSearchCV(
        make_pipeline(StandardScaler(), wrap(SVC(gamma=1.0))),
        {"mixupclassifier__alpha": [0.0, 0.4], "mixupclassifier__estimator__C": [1.0, 10.0]},
        cv=StratifiedKFold(3, shuffle=True, random_state=0),
        error_score="raise",
    ).fit(MOONS.X, NAMES[MOONS.y])
    assert search.best_score_ > 0.85
    assert set(search.predict(NEW.X)) == set(NAMES)


# What it trains.


@every
def test_every_kind_of_classifier_learns_mixes(inner):
    """Each works with names for classes, predicts shares that sum to one, and learns the moons."""
    model = wrap(inner).fit(MOONS.X, NAMES[MOONS.y])
    assert model.score(NEW.X, NAMES[NEW.y]) > 0.85
    assert model.classes_.tolist() == ["lower", "upper"]
    found = shares(model)
    np.testing.assert_allclose(found.sum(axis=1), 1)
    if not isinstance(inner, SVC):  # whose shares come from a model of their own
        assert (model.classes_[found.argmax(axis=1)] == model.predict(NEW.X)).mean() > 0.99


@every
def test_without_mixing_it_is_the_classifier_itself(inner):
    """At alpha 0 the classifier is trained on the rows as they are, to the bit."""
    plain = clone(inner).set_params(random_state=3).fit(MOONS.X, MOONS.y)
    model = wrap(clone(inner).set_params(random_state=3), alpha=0).fit(MOONS.X, MOONS.y)
    assert np.array_equal(shares(model), shares(plain))
    assert model.receipt_ == "Not mixed: 120 rows as they are."


@pytest.mark.parametrize("pairing", ["any", "near", "balanced"])
@pytest.mark.parametrize("method", ["mixup", "remix"])
def test_it_trains_on_what_mix_gives(method, pairing):
    """The same by hand: mix, write as weighted rows, fit. Five mixes weigh as much as the rows."""
    X, y = np.concatenate([MOONS.X, NEW.X[:30]]), np.concatenate([MOONS.y, NEW.y[:30]])
    keep = np.r_[np.flatnonzero(y == 0), np.flatnonzero(y == 1)[:15]]
    X, y = X[keep], y[keep]
    options = {"method": method, "alpha": 1.0, "pairing": pairing, "n_mixes": 5}
    mixed = mix(X, y, fold=True, rng=7, **options)
    rows, labels, weight = mixed.rows()
    by_hand = LogisticRegression().fit(rows, labels, sample_weight=weight / 5)
    model = wrap(random_state=7, **options).fit(X, y)
    np.testing.assert_array_equal(shares(model), shares(by_hand))
    assert model.receipt_ == repr(mixed)
    assert weight.sum() / 5 == pytest.approx(len(X))


def test_weighted_rows_teach_what_soft_labels_teach():
    """A logistic regression on weighted rows is a linear network on soft labels."""
    network = SoftLabelMLP((), max_iter=3000, learning_rate_init=0.05)
    models = [wrap(i, alpha=1.0).fit(MOONS.X, MOONS.y) for i in (network, FREE)]
    np.testing.assert_allclose(*map(shares, models), atol=1e-4)


def test_more_mixes_settle_the_result():
    """Between seeds the result of 40 mixes differs less than that of one."""
    spread = [
        np.std([shares(wrap(n_mixes=n, random_state=s).fit(MOONS.X, MOONS.y)) for s in range(6)], 0)
        for n in (1, 40)
    ]
    assert spread[1].mean() < 0.4 * spread[0].mean()


@pytest.mark.parametrize("kind", [int, bool, str, object])
def test_class_labels_of_any_type(kind):
    """Predictions come in the type of the labels."""
    y = NAMES[MOONS.y].astype(object) if kind in {str, object} else MOONS.y
    y = y.astype(kind)
    found = wrap().fit(MOONS.X, y).predict(NEW.X)
    assert found.dtype == np.asarray(y).dtype
    assert set(found) == set(y)


def test_three_classes_keep_their_columns():
    """Columns of the shares follow classes_, for both ways of learning."""
    blobs = datasets.blobs(90, n_classes=3, rng=0)
    names = np.array(["c", "a", "b"])[blobs.y]
    for inner in (LogisticRegression(), SoftLabelMLP(max_iter=100)):
        model = wrap(inner, alpha=1.0).fit(blobs.X, names)
        assert shares(model, blobs.X).shape == (90, 3)
        assert (model.classes_[shares(model, blobs.X).argmax(axis=1)] == names).mean() > 0.9


def test_methods_are_those_of_the_classifier():
    """It has a decision function where the classifier has one, and no probabilities it lacks."""
    model = wrap(SVC()).fit(MOONS.X, MOONS.y)
    assert not hasattr(model, "predict_proba")
    assert not hasattr(model, "predict_log_proba")
    np.testing.assert_array_equal(model.decision_function(NEW.X) > 0, model.predict(NEW.X) == 1)
    forest = wrap(RandomForestClassifier(5)).fit(MOONS.X, MOONS.y)
    assert not hasattr(forest, "decision_function")
    assert np.exp(wrap().fit(MOONS.X, MOONS.y).predict_log_proba(NEW.X)) == pytest.approx(
        shares(wrap().fit(MOONS.X, MOONS.y))
    )


# The placebo, and controls.


class Recorder(ClassifierMixin, BaseEstimator):
    """Keeps what it was fitted on, as hard labels with weights."""

    def fit(self, X, y, sample_weight=None):  # noqa: D102 - scikit-learn's
        self.seen_ = X, y, sample_weight
        self.classes_ = np.unique(y)
        return self

    def predict(self, X):  # noqa: D102 - scikit-learn's
        return np.full(len(X), self.classes_[0])


class SoftRecorder(Recorder):
    """The same, as soft labels."""

    learns_soft_labels = True

    def __init__(self, class_weight=None):
        self.class_weight = class_weight

    def fit(self, X, y, sample_weight=None, *, classes):  # noqa: D102 - scikit-learn's
        self.seen_ = X, y, sample_weight
        self.classes_ = classes
        return self


BLOBS = datasets.blobs(90, n_classes=3, rng=0)


def seen(inner, placebo, **parameters):
    model = wrap(inner, placebo=placebo, alpha=1.0, **parameters)
    weights = parameters.pop("weights", None)
    return model.fit(BLOBS.X, BLOBS.y, sample_weight=weights).estimator_.seen_


@pytest.mark.parametrize("pairing", ["any", "same", "near", "balanced"])
@pytest.mark.parametrize("method", ["mixup", "remix"])
def test_the_placebo_differs_from_the_mix_in_the_blending_alone(pairing, method):
    """The same rows as often, with the same weights; features and labels are the first parents'."""
    mixed = mix(
        BLOBS.X, BLOBS.y, alpha=1.0, method=method, pairing=pairing, n_mixes=5, fold=True, rng=0
    )
    options = {"pairing": pairing, "method": method}
    (X, _, weights), (pX, py, p_weights) = (seen(Recorder(), p, **options) for p in (False, True))
    copies = np.count_nonzero(mixed.Y, axis=1)
    assert len(X) == len(pX) == copies.sum()
    np.testing.assert_array_equal(weights, p_weights)
    np.testing.assert_array_equal(pX, BLOBS.X[mixed.first].repeat(copies, axis=0))
    np.testing.assert_array_equal(py, BLOBS.y[mixed.first].repeat(copies))
    assert np.mean(pX != X) > 0.3
    sX, sY, _ = seen(SoftRecorder(), True, **options)
    np.testing.assert_array_equal(sX, BLOBS.X[mixed.first])
    np.testing.assert_array_equal(sY, np.eye(3)[BLOBS.y[mixed.first]])


def test_weights_of_the_placebo_are_those_of_the_mix():
    """Sample weights are blended for both alike, so that nothing but the blending differs."""
    weight = np.linspace(1, 9, 90)
    for inner in (Recorder(), SoftRecorder()):
        models = [wrap(inner, placebo=p, alpha=1.0) for p in (False, True)]
        fits = [m.fit(BLOBS.X, BLOBS.y, sample_weight=weight).estimator_.seen_ for m in models]
        np.testing.assert_array_equal(fits[0][2], fits[1][2])


def test_label_smoothing_is_as_soft_as_the_mix():
    """The same rows as often and the same mass off the own class, spread over all others."""
    mixed = mix(BLOBS.X, BLOBS.y, alpha=1.0, n_mixes=40, fold=True, rng=0)
    own = mixed.parent_classes[:, 0]
    off = 1 - mixed.Y[np.arange(len(own)), own].mean()
    X, y, weight = seen(Recorder(), "label smoothing", n_mixes=40)
    pX, py, _ = seen(Recorder(), True, n_mixes=40)
    np.testing.assert_array_equal(X, pX)
    assert weight[y != py].sum() / weight.sum() == pytest.approx(off)
    for kind in range(3):
        rest = (y != py) & (py == kind)
        parts = [weight[rest & (y == other)].sum() for other in {0, 1, 2} - {kind}]
        assert parts[0] / sum(parts) == pytest.approx(0.5, abs=0.05)
    _, Y, _ = seen(SoftRecorder(), "label smoothing", n_mixes=40)
    np.testing.assert_allclose(Y, np.where(np.eye(3)[own] == 1, 1 - off, off / 2))


def test_noise_moves_features_as_far_as_the_mix():
    """Column by column the mean square of the shift is that of the mix, and labels stay hard."""
    X_scaled = BLOBS.X * [1, 50]
    mixed = mix(X_scaled, BLOBS.y, alpha=1.0, n_mixes=40, fold=True, rng=0)
    first = X_scaled[mixed.first]
    model = wrap(SoftRecorder(), placebo="noise", alpha=1.0, n_mixes=40).fit(X_scaled, BLOBS.y)
    X, Y, _ = model.estimator_.seen_
    moved, wanted = (np.square(part - first).mean(axis=0) for part in (X, mixed.X))
    np.testing.assert_allclose(moved, wanted, rtol=0.05)
    assert np.abs((X - first).mean(axis=0) / np.sqrt(wanted)).max() < 0.05
    assert set(np.unique(Y)) == {0, 1}
    # For hard labels each blend has one draw, however often it is written.
    X, y, _ = seen(Recorder(), "noise")
    pX, py, _ = seen(Recorder(), True)
    np.testing.assert_array_equal(y, py)
    assert len(np.unique(X[:, 0])) == 5 * 90
    assert X.shape == pX.shape


def test_a_receipt_says_what_stands_in_place_of_the_mix():
    """Above the receipt of the mix stands what was trained instead; at alpha 0 nothing is."""
    for placebo in (True, "label smoothing", "noise"):
        lines = wrap(placebo=placebo).fit(MOONS.X, MOONS.y).receipt_.splitlines()
        assert lines[0].endswith(":")
        assert "\n".join(lines[1:]) == wrap().fit(MOONS.X, MOONS.y).receipt_
        plain = wrap(placebo=placebo, alpha=0).fit(MOONS.X, MOONS.y)
        assert plain.receipt_ == "Not mixed: 120 rows as they are."
        assert np.array_equal(shares(plain), shares(wrap(alpha=0).fit(MOONS.X, MOONS.y)))


def test_a_search_can_have_the_placebo():
    """GridSearchCV takes mixing, placebo and controls as values of one parameter."""
    grid = {"placebo": [False, True, "label smoothing", "noise"]}
    search = GridSearchCV(wrap(alpha=1.0), grid, error_score="raise").fit(MOONS.X, MOONS.y)
    assert len(set(search.cv_results_["mean_test_score"])) > 1


def rare(seed):
    """One row in twenty is of the rare class, and overlaps with the common one."""
    rng = np.random.default_rng(seed)
    y = np.r_[np.zeros(285, int), np.ones(15, int)]
    return rng.standard_normal((300, 2)) + np.outer(y, [1.0, 0.5]), y


@pytest.mark.parametrize(
    "inner",
    [
        SVC(),
        RidgeClassifier(),
        HistGradientBoostingClassifier(max_iter=5),
        LogisticRegression(),
        SGDClassifier(),
        DecisionTreeClassifier(max_depth=4),
        RandomForestClassifier(10),
        LinearSVC(),
    ],
    ids=lambda inner: type(inner).__name__,
)
def test_balanced_means_the_classes_of_the_rows(inner):
    """What is "balanced" is the classes of the rows, and not of the blends as they are written.

    Predictions are those with the same weights as a dict, whatever the classes are called. Where
    weights move a boundary, the recall of the rare class rises by more than three standard errors
    over four data sets; with blends counted it hardly did.
    """
    gains = []
    for seed in range(4):
        (X, y), (new, truth) = rare(seed), rare(100 + seed)
        balanced, as_dict, none = (
            wrap(clone(inner).set_params(class_weight=weights), random_state=seed)
            .fit(X, y)
            .predict(new)
            for weights in ("balanced", {0: 300 / (2 * 285), 1: 300 / (2 * 15)}, None)
        )
        assert (balanced == as_dict).mean() > 0.995
        gains.append((balanced == 1)[truth == 1].mean() - (none == 1)[truth == 1].mean())
        names = np.array(["common", "rare"])
        model = clone(inner).set_params(class_weight="balanced")
        named = wrap(model, random_state=seed).fit(X, names[y]).predict(new)
        np.testing.assert_array_equal(named, names[balanced])
    if isinstance(inner, SVC | RidgeClassifier | LogisticRegression | LinearSVC):
        assert np.mean(gains) > 3 * np.std(gains, ddof=1) / np.sqrt(4)
        assert np.mean(gains) > 0.3


def test_balanced_is_found_within_and_counts_weights():
    """Inside a calibration and as "balanced_subsample", and a row of weight 2 counts as two."""
    X, y = rare(0)
    inside = CalibratedClassifierCV(LinearSVC(class_weight="balanced"), cv=2)
    model = wrap(inside).fit(X, y)
    assert model.estimator_.estimator.class_weight == pytest.approx({0: 300 / 570, 1: 10.0})
    assert inside.estimator.class_weight == "balanced"
    weighted = wrap(RandomForestClassifier(2, class_weight="balanced_subsample"))
    heavy = np.where(y == 1, 19.0, 1.0)
    weighted.fit(X, y, sample_weight=heavy)
    plain = wrap(RandomForestClassifier(2)).fit(X, y, sample_weight=heavy)
    np.testing.assert_allclose(shares(weighted), shares(plain))
    soft = SoftRecorder()
    soft.set_params(class_weight="balanced")
    _, Y, weight = wrap(soft).fit(X, y).estimator_.seen_
    _, plain_Y, _ = wrap(SoftRecorder()).fit(X, y).estimator_.seen_
    np.testing.assert_allclose(Y * weight[:, None], plain_Y * [300 / 570, 10.0])
    alone = wrap(SVC(class_weight="balanced"), alpha=0).fit(X, y)
    assert alone.estimator_.class_weight == "balanced"  # the plain fit, as it is


# Frames.


@pytest.mark.parametrize("make", ["pandas", "polars"])
def test_frames_are_taken_with_their_names(make):
    """A pandas or polars frame trains the same, and its names are remembered and checked."""
    frames = pytest.importorskip(make, reason="polars is large, and only for this test")
    frame = frames.DataFrame
    X, new = (frame({"wide": a[:, 0], "high": a[:, 1]}) for a in (MOONS.X, NEW.X))
    model = wrap().fit(X, frames.Series(NAMES[MOONS.y]))
    assert model.feature_names_in_.tolist() == ["wide", "high"]
    # A frame keeps its columns together, an array its rows: sums may differ in the last bit.
    expected = shares(wrap().fit(MOONS.X, NAMES[MOONS.y]))
    assert shares(model, new) == pytest.approx(expected, abs=1e-6)
    with pytest.raises(ValueError, match="feature names"):
        model.predict(new[["high", "wide"]])
    with pytest.raises(ValueError, match=r"encode (it|strings)"):
        wrap().fit(frame({"a": ["x"] * 120}), MOONS.y)


def test_a_pipeline_may_hand_over_frames():
    """With set_output(transform="pandas") the names of the scaled columns arrive."""
    X = pd.DataFrame(MOONS.X, columns=["wide", "high"])
    model = make_pipeline(StandardScaler(), wrap()).set_output(transform="pandas").fit(X, MOONS.y)
    assert model[-1].feature_names_in_.tolist() == ["wide", "high"]
    assert model.score(X, MOONS.y) > 0.8


# Sample weights.


@pytest.mark.parametrize("inner", [LogisticRegression(), SoftLabelMLP(max_iter=60)])
@pytest.mark.parametrize("alpha", [0.0, 1.0])
def test_a_row_of_weight_zero_is_left_out(inner, alpha):
    """It is neither trained on nor mixed with."""
    weights = np.random.default_rng(0).integers(0, 3, 120)
    kept = weights > 0
    whole = wrap(inner, alpha=alpha).fit(MOONS.X, MOONS.y, sample_weight=weights)
    left = wrap(inner, alpha=alpha).fit(MOONS.X[kept], MOONS.y[kept], sample_weight=weights[kept])
    assert np.array_equal(shares(whole), shares(left))


@pytest.mark.parametrize("method", ["mixup", "remix"])
def test_equal_weights_are_no_weights(method):
    """Weights of one change nothing, and nor does a common factor where nothing is penalised."""
    for inner in (FREE, SoftLabelMLP(max_iter=60)):
        plain = wrap(inner, alpha=1.0, method=method).fit(MOONS.X, MOONS.y)
        for factor in (1, 7):
            weighted = clone(plain).fit(MOONS.X, MOONS.y, sample_weight=np.full(120, factor))
            np.testing.assert_allclose(shares(weighted), shares(plain), atol=1e-4)


def test_the_two_ways_agree_on_weights():
    """Weighted rows and weighted soft labels are the same loss."""
    weights = np.where(MOONS.y == 0, 3.0, 1.0)
    network = SoftLabelMLP((), max_iter=3000, learning_rate_init=0.05)
    models = [
        wrap(inner, alpha=1.0).fit(MOONS.X, MOONS.y, sample_weight=weights)
        for inner in (network, FREE)
    ]
    np.testing.assert_allclose(*map(shares, models), atol=1e-4)
    without = shares(clone(models[1]).fit(MOONS.X, MOONS.y))
    assert (shares(models[1]) - without)[:, 0].mean() > 0.1


def test_metadata_is_routed():
    """Weights reach it through a pipeline and a search; what else is asked for goes inside."""
    weights = np.where(MOONS.y == 0, 5.0, 1.0)
    with config_context(enable_metadata_routing=True):
        model = wrap().set_fit_request(sample_weight=True).set_score_request(sample_weight=True)
        pipeline = make_pipeline(StandardScaler().set_fit_request(sample_weight=False), model)
        routed = pipeline.fit(MOONS.X, MOONS.y, sample_weight=weights)
        scaled = StandardScaler().fit_transform(MOONS.X)
        direct = wrap().fit(scaled, MOONS.y, sample_weight=weights)
        assert np.array_equal(shares(routed[-1]), shares(direct))
        assert cross_validate(
            pipeline, MOONS.X, MOONS.y, params={"sample_weight": weights}, error_score="raise"
        )
        boosting = HistGradientBoostingClassifier(early_stopping=True, max_iter=20)
        asks = wrap(boosting.set_fit_request(X_val=True, y_val=True))
        asks.fit(MOONS.X, MOONS.y, X_val=NEW.X, y_val=NEW.y)
        assert len(asks.estimator_.validation_score_) > 1
        with pytest.raises(TypeError, match="unexpected argument"):
            wrap().fit(MOONS.X, MOONS.y, groups=MOONS.y)
    with pytest.raises(ValueError, match="enable_metadata_routing"):
        wrap().fit(MOONS.X, MOONS.y, groups=MOONS.y)


# Randomness.


@every
def test_same_seed_same_bits(inner):
    """One int seeds the mixes and what the classifier leaves open; NumPy's state stays alone."""
    before = np.random.get_state()[1].tobytes()
    one, two, other = (wrap(inner, random_state=s).fit(MOONS.X, MOONS.y) for s in (5, 5, 6))
    assert np.array_equal(shares(one), shares(two))
    assert not np.array_equal(shares(one), shares(other))
    assert np.random.get_state()[1].tobytes() == before


def test_a_seed_that_was_given_is_kept():
    """Only what is None inside is seeded, and the parameter that was passed stays untouched."""
    inner = RandomForestClassifier(2, random_state=9)
    assert wrap(inner).fit(MOONS.X, MOONS.y).estimator_.random_state == 9
    opened = RandomForestClassifier(2)
    assert isinstance(wrap(opened).fit(MOONS.X, MOONS.y).estimator_.random_state, int)
    assert opened.random_state is None
    assert wrap(opened, random_state=None).fit(MOONS.X, MOONS.y).estimator_.random_state is None


@pytest.mark.parametrize("kind", [np.random.RandomState, np.random.default_rng, None])
def test_every_kind_of_random_state(kind):
    """A RandomState and a Generator move on from fit to fit; None draws afresh."""
    model = wrap(random_state=kind and kind(0), alpha=1.0)
    first, second = (shares(model.fit(MOONS.X, MOONS.y)) for _ in range(2))
    assert not np.array_equal(first, second)


def test_little_mixing_is_nearly_none():
    """At a tiny alpha rows keep themselves: the result is that of no mixing."""
    little, none = (wrap(alpha=a).fit(MOONS.X, MOONS.y) for a in (1e-6, 0))
    np.testing.assert_allclose(shares(little), shares(none), atol=1e-4)


def test_inputs_are_not_changed():
    """Features, labels and weights stay as they were."""
    given = MOONS.X.copy(), MOONS.y.copy(), np.arange(120.0)
    copies = [a.copy() for a in given]
    wrap().fit(given[0], given[1], sample_weight=given[2])
    for a, b in zip(given, copies, strict=True):
        assert np.array_equal(a, b)


# What cannot be.


@pytest.mark.parametrize(
    ("inner", "message"),
    [
        (KNeighborsClassifier(), r"KNeighborsClassifier does neither: choose another"),
        (make_pipeline(StandardScaler(), LogisticRegression()), "the last step of the Pipeline"),
        (LinearRegression(), "must be a classifier. Got LinearRegression"),
    ],
)
@pytest.mark.parametrize("alpha", [0.0, 0.4])
def test_a_classifier_that_can_learn_no_mixes_is_refused(inner, alpha, message):
    """The sentence names it and says what to do, at every alpha, so a search fails at once."""
    with pytest.raises(ValueError, match=message):
        wrap(inner, alpha=alpha).fit(MOONS.X, MOONS.y)


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"alpha": -1}, r"'alpha' parameter must be a float in \[0, inf\]"),
        ({"method": "cutmix"}, "'method' parameter must be one of 'mixup', 'remix'"),
        ({"pairing": "best"}, "'pairing' parameter must be one of"),
        ({"n_mixes": 0}, r"'n_mixes' parameter must be an int in \[1, inf\)"),
        ({"placebo": "sugar"}, "'placebo' parameter must be one of False, True, 'label smoothing'"),
        ({"placebo": 1}, "'placebo' parameter must be one of False, True"),
    ],
)
def test_bad_parameters(parameters, message):
    """Each is named with what it may be."""
    with pytest.raises(ValueError, match=message):
        wrap(**parameters).fit(MOONS.X, MOONS.y)


@pytest.mark.parametrize(
    ("X", "y", "message"),
    [
        (pd.DataFrame({"a": pd.Categorical(MOONS.y)}), MOONS.y, "column 'a' of dtype category"),
        (np.array([["x"]] * 120, dtype=object), MOONS.y, "'x' in it instead: encode strings"),
        (np.where(MOONS.X > 1.5, np.nan, MOONS.X), MOONS.y, r"Got NaN or infinity: drop such rows"),
        (MOONS.X.reshape(120, 2, 1), MOONS.y, "dim 3"),
        (MOONS.X, MOONS.X[:, 0], "continuous"),
        (MOONS.X, np.zeros(120), r"at least 2 classes\. Got 1 class: 0.0"),
        (MOONS.X, [None, "a"] * 60, "class label in every row. Got None in row 0"),
        (MOONS.X, MOONS.y[:-1], "inconsistent numbers of samples"),
    ],
)
def test_bad_data(X, y, message):
    """What cannot be mixed is refused in a sentence, and nothing of it is kept."""
    model = wrap()
    with pytest.raises(ValueError, match=message):
        model.fit(X, y)
    assert not hasattr(model, "estimator_")
    assert not hasattr(model, "n_features_in_")


def test_sparse_features_are_refused():
    """Blends of sparse rows are dense: scikit-learn's own sentence says what to pass."""
    with pytest.raises(TypeError, match="dense"):
        wrap().fit(sparse.csr_array(MOONS.X), MOONS.y)


def test_a_class_that_no_mix_has_is_an_error():
    """Balanced pairs of few rows may miss a class; that is said, not hidden in a lost column."""
    X, y = np.arange(6.0)[:, None], np.arange(6)
    with pytest.raises(ValueError, match=r"Class \d was drawn for none of them: raise 'n_mixes'"):
        wrap(pairing="balanced", n_mixes=1).fit(X, y)
    assert wrap(pairing="balanced", n_mixes=9).fit(X, y).classes_.tolist() == y.tolist()


def test_stopping_early_on_mixes_is_warned_of():
    """Held-out mixes leak; a validation set of the caller's own, or alpha 0, is no reason to."""
    inner = HistGradientBoostingClassifier(max_iter=5, early_stopping=True)
    with pytest.warns(UserWarning, match="Set early_stopping=False"):
        wrap(inner).fit(MOONS.X, MOONS.y)
    wrap(inner, alpha=0).fit(MOONS.X, MOONS.y)
    many = datasets.moons(2000, rng=0)
    with pytest.warns(UserWarning, match="Set early_stopping=False"):
        wrap(HistGradientBoostingClassifier(max_iter=2)).fit(many.X, many.y)  # "auto"


def test_a_failed_refit_keeps_what_was_learned():
    """Whatever stops a fit leaves the earlier one whole."""
    model = wrap().fit(MOONS.X, MOONS.y)
    before = shares(model)
    with pytest.raises(ValueError, match="at least 2 classes"):
        model.fit(np.zeros((4, 3)), np.zeros(4, int))
    assert model.n_features_in_ == 2
    assert np.array_equal(shares(model), before)


def test_an_interrupt_keeps_what_was_learned(monkeypatch):
    """Ctrl-C in the middle of training: the earlier model still predicts."""
    model = wrap().fit(MOONS.X, MOONS.y)
    before = shares(model)

    def interrupted(self, X, y, sample_weight=None):
        raise KeyboardInterrupt

    monkeypatch.setattr(LogisticRegression, "fit", interrupted)
    with pytest.raises(KeyboardInterrupt):
        model.fit(NEW.X, NEW.y)
    assert np.array_equal(shares(model), before)
