"""SoftLabelMLP as a scikit-learn classifier: what it takes, learns, predicts and refuses."""

import pickle

import numpy as np
import pytest
from scipy import sparse
from sklearn.base import clone
from sklearn.exceptions import DataConversionWarning, NotFittedError
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.model_selection import GridSearchCV, StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import parametrize_with_checks

from mixlearn import SoftLabelMLP, datasets
from mixlearn._checks import check_choice, check_count, check_number
from mixlearn.mixing import Mixing, Streams

MOONS = datasets.moons(60, rng=0)
WEIGHTS = np.random.default_rng(0).integers(0, 4, 60)


def three_classes(rows=30, features=3, dtype=np.float64):
    rng = np.random.default_rng(0)
    y = np.arange(rows) % 3
    return (rng.normal(size=(rows, features)) + y[:, None]).astype(dtype), y


def small(**parameters):
    return SoftLabelMLP(**{"hidden_layer_sizes": (6, 5), "random_state": 0} | parameters)


def bits(model):
    return b"".join(a.tobytes() for a in (*model.coefs_, *model.intercepts_))


# As a scikit-learn classifier


def cannot_hold(estimator):
    """Name the checks that random pairs or batches make impossible, with the reason."""
    if not estimator.alpha and estimator.batch_size is None:
        return {}
    return {
        "check_sample_weight_equivalence_on_dense_data": (
            "other rows meet other partners, and fall into other batches, where rows are repeated"
        )
    }


@parametrize_with_checks(
    [
        SoftLabelMLP(max_iter=100),
        SoftLabelMLP(max_iter=100, alpha=0.4, mix_layers=(0, 1, 2)),
        SoftLabelMLP(16, max_iter=100, alpha=1.0, per="batch", activation="relu", batch_size=16),
        SoftLabelMLP((), max_iter=100, weight_decay=0.01),
    ],
    expected_failed_checks=cannot_hold,
)
def test_scikit_learn_estimator_checks(estimator, check):
    """It is a scikit-learn classifier, with and without mixing: every check that can hold does."""
    check(estimator)


def test_clone_pickle_and_pipeline():
    """It can be cloned, pickled, and searched over as the last step of a pipeline."""
    model = small(alpha=0.3, max_iter=20).fit(MOONS.X, MOONS.y)
    copy = clone(model)
    assert copy.get_params() == model.get_params()
    with pytest.raises(NotFittedError):
        copy.predict(MOONS.X)
    again = pickle.loads(pickle.dumps(model))  # noqa: S301 - our own
    assert np.array_equal(again.predict_proba(MOONS.X), model.predict_proba(MOONS.X))
    y = np.array(["left", "right"])[MOONS.y]
    search = GridSearchCV(
        make_pipeline(StandardScaler(), small(max_iter=60)),
        {"softlabelmlp__alpha": [0.0, 0.4]},
        cv=StratifiedKFold(3, shuffle=True, random_state=0),
        error_score="raise",
    ).fit(MOONS.X, y)
    assert search.best_score_ > 0.8
    assert set(search.predict(MOONS.X)) == {"left", "right"}


# Learning


def test_linear_model_reaches_the_optimum():
    """Without hidden layers it finds the same minimum as scikit-learn's logistic regression."""
    X, y = three_classes(60)
    decay = 0.05
    model = small(hidden_layer_sizes=(), weight_decay=decay, max_iter=3000, learning_rate_init=0.02)
    oracle = LogisticRegression(C=1 / (decay * len(X)), tol=1e-10, max_iter=1000).fit(X, y)
    np.testing.assert_allclose(model.fit(X, y).predict_proba(X), oracle.predict_proba(X), atol=1e-5)


def test_soft_labels_are_learned_as_they_stand():
    """A point that carries several soft labels is predicted as their mean."""
    X = np.repeat([[0.5, -1.0], [-2.0, 1.0]], 3, axis=0)
    Y = np.array(
        [[0.7, 0.3, 0], [0.1, 0.3, 0.6], [0.4, 0.6, 0], [0, 0, 1], [0, 0.5, 0.5], [0.6, 0.1, 0.3]]
    )
    model = small(max_iter=2000).fit(X, Y)
    mean = Y.reshape(2, 3, 3).mean(axis=1)
    np.testing.assert_allclose(model.predict_proba(X[[0, 3]]), mean, atol=1e-5)
    assert model.classes_.tolist() == [0, 1, 2]
    least = -(mean * np.log(mean)).sum(axis=1).mean()
    assert model.loss_curve_[-1] == pytest.approx(least, abs=1e-6)


def test_class_labels_are_their_one_hot_form():
    """Class labels and the same as rows of zeros and ones train to the same bits, mixed or not."""
    X, y = three_classes()
    for alpha in (0.0, 0.4):
        hard = small(alpha=alpha, max_iter=20).fit(X, y)
        assert bits(hard) == bits(small(alpha=alpha, max_iter=20).fit(X, np.eye(3)[y]))


def test_loss_goes_down():
    """The loss of every epoch is kept, and training brings it down to almost nothing."""
    X, y = three_classes()
    model = small(max_iter=400).fit(X, y)
    assert len(model.loss_curve_) == model.n_iter_ == 400
    assert np.all(np.diff(model.loss_curve_[:50]) < 0)
    assert model.loss_curve_[-1] < 0.05
    assert model.score(X, y) == 1


def test_loss_of_an_epoch_weighs_rows_alike():
    """The loss of an epoch is the mean over its rows, also when the last batch is smaller."""
    X, y = three_classes(10)
    model = small(learning_rate_init=5e-324, max_iter=1, batch_size=4).fit(X, y)  # it stands still
    assert model.loss_curve_ == [pytest.approx(log_loss(y, model.predict_proba(X)), rel=1e-12)]


def test_watched_rows_change_nothing_and_their_loss_is_noted():
    """The loss on rows to watch is the one that the network of that epoch has on them."""
    X, y = three_classes()
    plain = small(alpha=0.4, max_iter=120).fit(X, y)
    model = small(alpha=0.4, max_iter=120).fit(X, y, watch=(X[:7], y[:7]))
    assert bits(model) == bits(plain)
    assert plain.watched_loss_.shape == (0, 2)
    epochs, losses = model.watched_loss_.T
    assert epochs.tolist() == [*range(0, 120, 2), 120]
    for number in (0, 10, -1):
        until = int(epochs[number])
        early = small(alpha=0.4, max_iter=max(until, 1)).fit(X, y)
        if not until:
            early = small(learning_rate_init=5e-324, max_iter=1).fit(X, y)
        found = early.predict_proba(X[:7])
        assert losses[number] == pytest.approx(log_loss(y[:7], found, labels=[0, 1, 2]), rel=1e-9)
    with pytest.raises(ValueError, match="'watch' must be a tuple"):
        small().fit(X, y, watch=X)
    with pytest.raises(ValueError, match=r"must be one of 'classes'\. Got 3 instead"):
        small().fit(X, y, watch=(X, y + 1))


def test_weights_count_as_so_many_rows():
    """Unmixed, whole-number weights train what repeated rows train, for hard and soft labels."""
    soft = np.random.default_rng(1).dirichlet([1, 1], 60)
    many = np.repeat(np.arange(60), WEIGHTS)
    for y in (MOONS.y, soft):
        weighted = small(max_iter=60).fit(MOONS.X, y, WEIGHTS).predict_proba(MOONS.X)
        repeated = small(max_iter=60).fit(MOONS.X[many], y[many]).predict_proba(MOONS.X)
        plain = small(max_iter=60).fit(MOONS.X, y).predict_proba(MOONS.X)
        np.testing.assert_allclose(weighted, repeated, atol=1e-9)
        assert np.abs(weighted - plain).max() > 0.01


@pytest.mark.parametrize("alpha", [0.0, 1.0])
def test_only_proportions_of_weights_matter(alpha):
    """Equal weights and common factors change nothing, and weight 0 leaves a row out."""
    options = {"alpha": alpha, "weight_decay": 0.01, "batch_size": 16, "max_iter": 60}

    def shares(X, y, weights=None):
        return small(**options).fit(X, y, weights).predict_proba(MOONS.X)

    plain, weighted = shares(MOONS.X, MOONS.y), shares(MOONS.X, MOONS.y, WEIGHTS)
    np.testing.assert_allclose(shares(MOONS.X, MOONS.y, np.full(60, 7)), plain)
    for factor in (1e-300, 1e300):
        np.testing.assert_allclose(shares(MOONS.X, MOONS.y, WEIGHTS * factor), weighted, atol=1e-9)
    kept = WEIGHTS > 0
    assert np.array_equal(weighted, shares(MOONS.X[kept], MOONS.y[kept], WEIGHTS[kept]))


def test_a_blend_leans_to_the_heavier_parent():
    """Two points mixed to all ratios: the middle is given to the class that weighs three times."""
    X, y = np.array([[-1.0], [1.0]]), np.array([0, 1])
    model = small(hidden_layer_sizes=(8,), alpha=1.0, max_iter=3000)
    model.fit(np.tile(X, (20, 1)), np.tile(y, 20), sample_weight=np.tile([1, 3], 20))
    # Half of each one's features carries 1 : 3 of the label.
    assert model.predict_proba([[0.0]])[0, 1] == pytest.approx(0.75, abs=0.03)


# Types of data


def test_float32_is_computed_in_float32():
    """float32 data are computed in float32, close to float64, and all other data in float64."""
    X, y = three_classes()
    double = small(max_iter=20).fit(X, y)
    single = small(max_iter=20).fit(X.astype(np.float32), y)
    assert {a.dtype for a in single.coefs_ + single.intercepts_} == {np.dtype(np.float32)}
    shares = single.predict_proba(X.astype(np.float32))
    assert shares.dtype == np.float32
    np.testing.assert_allclose(shares, double.predict_proba(X), atol=1e-5)
    assert small(max_iter=2).fit((X * 10).astype(int), y).coefs_[0].dtype == np.float64


def test_predictions_are_shares():
    """Predicted rows sum to one, and the label is the class of the largest share."""
    X, y = three_classes(5000)
    model = small(max_iter=10).fit(X, np.array(["a", "b", "c"])[y])
    shares = model.predict_proba(X)
    assert np.all(shares >= 0)
    np.testing.assert_allclose(shares.sum(axis=1), 1, rtol=1e-12)
    assert np.array_equal(model.predict(X), model.classes_[shares.argmax(axis=1)])
    # 5000 rows go through in blocks; alone a row gets the same.
    np.testing.assert_allclose(model.predict_proba(X[[4999]]), shares[[4999]], rtol=1e-12)


def test_inputs_are_not_changed():
    """Training and predicting leave the caller's arrays as they were."""
    X, y = three_classes()
    Y = np.eye(3)[y]
    X_before, Y_before = X.copy(), Y.copy()
    small(alpha=0.4, max_iter=3, batch_size=4, mix_layers=(0, 1)).fit(X, Y, WEIGHTS[:30]).predict(X)
    assert np.array_equal(X, X_before)
    assert np.array_equal(Y, Y_before)


def test_classes_of_any_type():
    """Class labels may be strings, whole numbers or booleans, and come back as they were."""
    for names in (["cat", "dog"], [False, True], [-3, 7], [1.0, 2.0], ["<script>", "$x$"]):
        y = np.array(names)[MOONS.y]
        model = small(max_iter=100).fit(MOONS.X, y)
        assert model.classes_.tolist() == sorted(names)
        assert model.score(MOONS.X, y) > 0.8
        predicted = model.predict(MOONS.X)
        assert np.array_equal(model.fit(MOONS.X, y.astype(object)).predict(MOONS.X), predicted)


def test_classes_name_what_no_row_has_and_the_columns_of_soft_labels():
    """`classes` makes room for a class that no row has, and names columns in their order."""
    model = small(max_iter=300).fit(MOONS.X, MOONS.y, classes=[0, 1, 2])
    assert model.classes_.tolist() == [0, 1, 2]
    assert np.all(model.predict_proba(MOONS.X)[:, 2] < 0.05)
    model = small(max_iter=300).fit(MOONS.X, np.eye(2)[MOONS.y], classes=["up", "down"])
    assert model.score(MOONS.X, np.array(["up", "down"])[MOONS.y]) > 0.8


def test_few_rows_are_enough():
    """One row, or two with soft labels over five classes, mixed or not."""
    Y = [[0.2] * 5, [0.0, 0.5, 0.5, 0.0, 0.0]]
    model = small(max_iter=1500).fit([[0.0], [1.0]], Y)
    np.testing.assert_allclose(model.predict_proba([[0.0], [1.0]]), Y, atol=0.01)
    for alpha in (0, 1):
        model = small(alpha=alpha, max_iter=500).fit([[1.0, 2.0]], [[0.25, 0.75]])
        np.testing.assert_allclose(model.predict_proba([[1.0, 2.0]]), [[0.25, 0.75]], atol=1e-3)


def test_one_thing_written_in_several_ways():
    """An int is one hidden layer, lists are arrays, and a column of labels is labels (it warns)."""
    X, y = MOONS.X, MOONS.y
    model = bits(small(hidden_layer_sizes=(4,), max_iter=3).fit(X, y))
    for units in (4, [4], np.array([4])):
        assert (
            bits(small(hidden_layer_sizes=units, max_iter=3).fit(X.tolist(), y.tolist())) == model
        )
    column = small(hidden_layer_sizes=4, max_iter=3)
    with pytest.warns(DataConversionWarning, match="A column-vector y was passed"):
        assert bits(column.fit(X, y[:, None])) == model


def test_images_and_series_are_predicted_as_they_were_learned():
    """Rows of any shape are learned as lines of features; the shape is remembered, and refused."""
    rng = np.random.default_rng(0)
    y = np.arange(20) % 2
    for shape in ((4, 5), (4, 5, 3), (6, 2)):
        X = rng.normal(size=(20, *shape)) + y.reshape(-1, *[1] * len(shape))
        model = small(max_iter=20).fit(X, y)
        flat = X.reshape(20, -1)
        assert bits(model) == bits(small(max_iter=20).fit(flat, y))
        assert (model.row_shape_, model.n_features_in_) == (shape, flat.shape[1])
        assert np.array_equal(model.predict_proba(X), model.predict_proba(flat))
        assert np.array_equal(model.predict_proba(X.tolist()), model.predict_proba(flat))
        with pytest.raises(ValueError, match=r"trained on, \(.*\). Got rows of shape .* instead"):
            model.predict(X.swapaxes(1, 2))
    with pytest.raises(ValueError, match="X has 3 features, but SoftLabelMLP is expecting 2"):
        small(max_iter=2).fit(MOONS.X, MOONS.y).predict(np.zeros((1, 3)))


# What goes wrong


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"alpha": -1}, r"'alpha' parameter must be a float in \[0, inf\]. Got -1 instead"),
        ({"alpha": np.nan}, "'alpha' parameter must be a float .* Got nan instead"),
        ({"hidden_layer_sizes": 0}, r"'hidden_layer_sizes' .* an int in \[1, inf\). Got 0 inst"),
        ({"hidden_layer_sizes": (4.0,)}, "'hidden_layer_sizes' .* Got 4.0 instead"),
        ({"hidden_layer_sizes": None}, "'hidden_layer_sizes' .* Got None instead"),
        ({"activation": "sigmoid"}, "'activation' .* one of 'tanh', 'relu'. Got 'sigmoid' instead"),
        ({"method": "mixin"}, "'method' .* one of .*'mixup'.* Got 'mixin' instead"),
        ({"pairing": "all"}, "'pairing' .* one of 'any', .* Got 'all' instead"),
        ({"per": "row"}, "'per' .* one of 'sample', 'batch'. Got 'row' instead"),
        ({"mix_layers": (3,)}, r"'mix_layers' .* ints in \[0, 2\]: .* Got \(3,\) instead"),
        ({"mix_layers": (-1, 0)}, r"'mix_layers' .* Got \(-1, 0\) instead"),
        ({"mix_layers": ()}, r"'mix_layers' .* Got \(\) instead"),
        ({"mix_layers": 1}, "'mix_layers' .* Got 1 instead"),
        ({"mix_layers": (True,)}, "'mix_layers' .* Got .True,. instead"),
        ({"mix_layers": (0, 1), "method": "cutmix"}, "no pixels or steps .* Got method='cutmix'"),
        ({"batch_size": 0}, r"'batch_size' .* an int in \[1, inf\). Got 0 instead"),
        ({"max_iter": True}, "'max_iter' .* Got True instead"),
        ({"learning_rate_init": 0}, r"'learning_rate_init' .* in \(0, inf\). Got 0 instead"),
        ({"weight_decay": np.inf}, r"'weight_decay' .* in \[0, inf\). Got inf instead"),
        ({"random_state": "x"}, "parameter must be an int in .*Got 'x'"),
    ],
)
def test_bad_parameters(parameters, sentence):
    """A parameter that cannot be used is named in one sentence, with what must hold."""
    with pytest.raises(ValueError, match=sentence):
        small(**parameters).fit(MOONS.X, MOONS.y)


X, Y = MOONS.X, np.eye(2)[MOONS.y]


@pytest.mark.parametrize(
    ("X", "y", "more", "error", "sentence"),
    [
        (X, MOONS.y[:-1], {}, ValueError, r"inconsistent numbers of samples: \[60, 59\]"),
        (X, np.zeros(60, int), {}, ValueError, "at least 2 classes. Got 1 class: 0"),
        (np.where(X > 1, np.nan, X), MOONS.y, {}, ValueError, "X must hold finite numbers"),
        (np.full((60, 2), "red"), MOONS.y, {}, ValueError, "encode strings and categories first"),
        (sparse.csr_array(X), MOONS.y, {}, TypeError, "Sparse data was passed"),
        (X + 1j, MOONS.y, {}, ValueError, "Complex data not supported"),
        (X[:, 0], MOONS.y, {}, ValueError, "Expected 2D array, got 1D"),
        (X[:0], MOONS.y[:0], {}, ValueError, "Found array with 0 sample"),
        (X, X[:, 0], {}, ValueError, "Unknown label type: continuous"),
        (X, np.where(MOONS.y, np.nan, 0), {}, ValueError, "every row. Got nan in row "),
        (X, np.array(["a", None] * 30, object), {}, ValueError, "every row. Got None in row 1"),
        (X, None, {}, ValueError, "requires y to be passed"),
        (X, Y * 0.9, {}, ValueError, "each row must sum to one"),
        (X, np.full((60, 2), "a"), {}, ValueError, "Soft labels must be numbers"),
        (X, np.zeros((60, 2, 2)), {}, ValueError, "one-dimensional"),
        (X, Y, {"classes": ["a"]}, ValueError, "Got 1 classes for 2 columns"),
        (X, Y, {"classes": ["a", "a"]}, ValueError, "different class labels"),
        (X, MOONS.y, {"classes": [1, 2]}, ValueError, "one of 'classes'. Got 0 instead"),
        (X, MOONS.y, {"sample_weight": np.zeros(60)}, ValueError, "above 0|one non-zero"),
        (X, MOONS.y, {"sample_weight": np.full(60, -1.0)}, ValueError, "Negative values"),
        (X, MOONS.y, {"sample_weight": np.ones(59)}, ValueError, "sample_weight.shape"),
    ],
)
def test_bad_data(X, y, more, error, sentence):
    """Data that cannot be used end in one clear sentence, and the earlier model stays."""
    model = small(max_iter=2).fit(MOONS.X[:, [0, 1, 1]], MOONS.y)
    before = bits(model)
    with pytest.raises(error, match=sentence):
        model.fit(X, y, **more)
    assert bits(model) == before
    assert model.n_features_in_ == 3


def test_parameter_checks():
    """Choices, counts and numbers come back as they are, or are named with their bounds."""
    assert check_choice("c", "a", ["a", "b"]) == "a"
    assert check_count("c", np.int64(3)) == 3
    assert check_count("c", 0, least=0) == 0
    assert check_number("c", 1, high=1) == 1.0
    assert isinstance(check_number("c", np.float32(0.5)), float)
    for bad in (-1e-300, 1.0001, np.nan, "1", None, True, 1j, np.bool(0)):
        with pytest.raises(ValueError, match=r"'c' parameter must be a float in \[0, 1\]. Got"):
            check_number("c", bad, high=1.0)
    with pytest.raises(ValueError, match=r"a float in \(0, inf\). Got 0 instead"):
        check_number("c", 0, open_low=True)
    with pytest.raises(ValueError, match=r"a float in \[0, 1\). Got 1 instead"):
        check_number("c", 1, high=1, open_high=True)
    with pytest.raises(ValueError, match="Got 'c' instead"):
        check_choice("c", "c", ["a", "b"])


# Losses that are not finite

LARGE = np.random.default_rng(0).normal(0, 1e18, (10, 2)).astype(np.float32)
DIVERGING = {
    "hidden_layer_sizes": (16, 16),
    "activation": "relu",
    "learning_rate_init": 1e6,
    "max_iter": 50,
}


@pytest.mark.parametrize(
    ("parameters", "scale"),
    [
        (DIVERGING, 1),
        (DIVERGING | {"alpha": 0.4, "batch_size": 3}, 1),
        (DIVERGING | {"learning_rate_init": 1e30, "max_iter": 1}, 1),  # by its last step
        ({"learning_rate_init": 1e39, "max_iter": 1}, 1),
        ({"activation": "relu", "max_iter": 5}, 1e10),  # no step can be computed at all
    ],
)
def test_diverging_loss_is_one_clear_error(parameters, scale):
    """A loss or a slope that is not finite is one error, without a warning; the old model stays."""
    model = small(max_iter=30).fit(MOONS.X, np.array(["a", "b"])[MOONS.y])
    before, shares = vars(model).copy(), model.predict_proba(MOONS.X)
    model.set_params(**parameters)
    with pytest.raises(FloatingPointError, match=r"by epoch \d+. Lower 'learning_rate_init'"):
        model.fit(LARGE * scale, [0, 1] * 5)
    for name in ("classes_", "coefs_", "intercepts_", "loss_curve_", "n_iter_", "n_features_in_"):
        assert vars(model)[name] is before[name]
    assert np.array_equal(model.predict_proba(MOONS.X), shares)


def test_strict_floating_point_settings_do_not_matter():
    """Where NumPy was told to raise on every rounding to zero, training goes on."""
    with np.errstate(all="raise"):
        model = small(max_iter=20).fit(MOONS.X * 1e3, MOONS.y)
        assert np.isfinite(model.predict_proba(MOONS.X * 1e3)).all()


def test_prediction_that_is_not_finite_is_an_error():
    """Features too large to compute with are an error, not a share of NaN."""
    model = small(activation="relu", max_iter=20).fit(MOONS.X * 0.001, MOONS.y)
    model.coefs_ = [coefs * 1e10 for coefs in model.coefs_]
    with pytest.raises(FloatingPointError, match="A predicted share is not finite"):
        model.predict(np.full((1, 2), 3e38, np.float32))


def test_channels_of_images_and_series_are_cut_together_wherever_they_are():
    """A network that is told where channels are learns from blends whose channels go together."""
    rng = np.random.default_rng(0)
    y = np.arange(12) % 2
    for method, size in (("cutmix", (6, 5)), ("fmix", (6, 5)), ("splice", (9,))):
        first = rng.normal(size=(12, 7, *size))
        last = np.moveaxis(first, 1, -1)
        network = SoftLabelMLP((4,), method=method, alpha=1.0, max_iter=3, random_state=0)
        for X in (first, last):
            with pytest.raises(ValueError, match=r"known where the .* have their channels"):
                network.fit(X, y)
        curves = [
            network.set_params(channels=channels).fit(X, y).loss_curve_
            for channels in ("first", "last")
            for X in (first, last)
        ]
        assert len({tuple(curve) for curve in curves}) == 4
        # The same numbers in every channel: all weights of a cell act as one.
        mixing = Mixing(method, 1.0, channels="first")
        streams = Streams(*np.random.default_rng(0).spawn(4))
        equal = np.broadcast_to(first[:, :1], first.shape).reshape(12, -1).T
        (blends, _), *_ = mixing.fresh(
            equal, np.eye(2)[:, y], streams=streams, epochs=1, shape=first.shape[1:]
        )
        channels = blends.reshape(7, -1, 12)
        np.testing.assert_array_equal(channels, np.broadcast_to(channels[:1], channels.shape))
        assert not np.array_equal(blends, equal)
