import _thread
import pickle
import threading
import warnings
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from scipy.special import log_softmax
from sklearn.base import clone
from sklearn.exceptions import ConvergenceWarning, DataConversionWarning, NotFittedError
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, StratifiedKFold
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import parametrize_with_checks
from threadpoolctl import threadpool_info, threadpool_limits

from mixlearn import SoftLabelMLP, datasets, networks
from mixlearn._checks import check_choice, check_count, check_number
from mixlearn._threads import one_blas_thread

MOONS = datasets.moons(60, rng=0)


def three_classes(rows=30, features=3, dtype=np.float64):
    rng = np.random.default_rng(0)
    y = np.arange(rows) % 3
    return (rng.normal(size=(rows, features)) + y[:, None]).astype(dtype), y


def small(**parameters):
    return SoftLabelMLP(**{"hidden_layer_sizes": (6, 5), "random_state": 0} | parameters)


def bits(model):
    return b"".join(a.tobytes() for a in (*model.coefs_, *model.intercepts_))


def seen_batches(monkeypatch, model, X, y):
    """Fit, and give copies of the features and labels (rows first) of every step."""
    seen = []
    backward = networks._Network.backward

    def recording(network, inputs, targets):
        assert np.all(inputs[-1] == 1)  # the row of ones, which carries the biases
        seen.append((inputs[:-1].T.copy(), targets.T.copy()))
        return backward(network, inputs, targets)

    monkeypatch.setattr(networks._Network, "backward", recording)
    model.fit(X, y)
    return seen


def parents(monkeypatch, **parameters):
    """Give order, partner and share of the first parent of every row and epoch."""
    n = 9
    plain = small(batch_size=4, max_iter=20, **parameters | {"alpha": 0})
    mixed = small(batch_size=4, max_iter=20, **parameters)
    order, blends = (
        np.concatenate([X for X, _ in seen_batches(monkeypatch, m, np.eye(n), np.eye(n))])
        for m in (plain, mixed)
    )
    first = order.argmax(axis=1)
    lam = blends[np.arange(len(first)), first]
    others = blends.copy()
    others[np.arange(len(first)), first] = 0
    # What is left is the partner's share; nothing is left of a row paired with itself.
    second = np.where(others.any(axis=1), others.argmax(axis=1), first)
    return first, second, lam


# As a scikit-learn classifier.


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
        SoftLabelMLP(max_iter=100, alpha=0.4),
        SoftLabelMLP(
            16, max_iter=100, alpha=1.0, ratio_per="batch", activation="relu", batch_size=16
        ),
        SoftLabelMLP((), max_iter=100, weight_decay=0.01),
    ],
    expected_failed_checks=cannot_hold,
)
def test_scikit_learn_estimator_checks(estimator, check):
    """It is a scikit-learn classifier, with and without mixing: every check that can hold does."""
    check(estimator)


def test_clone_and_parameters():
    """A clone has the same parameters and is not fitted."""
    model = small(alpha=0.3, weight_decay=0.1).fit(MOONS.X, MOONS.y)
    copy = clone(model)
    assert copy.get_params() == model.get_params()
    assert not hasattr(copy, "coefs_")
    assert copy.set_params(alpha=2.0).get_params()["alpha"] == 2.0
    with pytest.raises(NotFittedError):
        copy.predict(MOONS.X)
    with pytest.raises(NotFittedError):
        copy.predict_proba(MOONS.X)


def test_pickle():
    """An unpickled network predicts the same to the bit."""
    model = small(max_iter=20).fit(MOONS.X, MOONS.y)
    again = pickle.loads(pickle.dumps(model))  # noqa: S301 - our own
    assert np.array_equal(again.predict_proba(MOONS.X), model.predict_proba(MOONS.X))


def test_pipeline_and_grid_search():
    """It works as the last step of a pipeline whose alpha a grid search chooses."""
    y = np.array(["left", "right"])[MOONS.y]
    search = GridSearchCV(
        make_pipeline(StandardScaler(), small(max_iter=60)),
        {"softlabelmlp__alpha": [0.0, 0.4]},
        cv=StratifiedKFold(3, shuffle=True, random_state=0),
        error_score="raise",
    ).fit(MOONS.X, y)
    assert search.best_score_ > 0.8
    assert set(search.predict(MOONS.X)) == {"left", "right"}


def test_feature_names_are_those_of_the_last_fit():
    """A failed fit keeps the number of features that the network was trained on."""
    model = small(max_iter=5).fit(MOONS.X, MOONS.y)
    with pytest.raises(ValueError, match="at least 2 classes"):
        model.fit(np.zeros((4, 3)), np.zeros(4, int))
    assert model.n_features_in_ == 2
    assert model.predict(MOONS.X).shape == (60,)


# The mathematics.


def plain_loss(parameters, X, Y, *, sizes, activation, decay):
    """Write the loss down as in a book, for comparison."""
    squash = np.tanh if activation == "tanh" else (lambda a: np.maximum(a, 0))
    hidden, start, penalty = X, 0, 0.0
    for layer, (fan_in, units) in enumerate(pairwise(sizes)):
        end = start + units * (fan_in + 1)
        W = parameters[start:end].reshape(units, fan_in + 1)
        start = end
        penalty += decay / 2 * np.sum(W[:, :-1] ** 2)
        hidden = hidden @ W[:, :-1].T + W[:, -1]
        if layer < len(sizes) - 2:
            hidden = squash(hidden)
    return -np.sum(Y * log_softmax(hidden, axis=1)) / len(X), penalty


@settings(deadline=None, derandomize=True, max_examples=80)
@given(
    hidden=st.lists(st.integers(1, 5), max_size=3),
    ends=st.tuples(st.integers(1, 4), st.integers(2, 4)),
    rows=st.integers(1, 6),
    activation=st.sampled_from(["tanh", "relu"]),
    decay=st.sampled_from([0.0, 0.3]),
    weighted=st.booleans(),
)
def test_gradient_is_the_slope_of_the_loss(  # noqa: PLR0917
    hidden, ends, rows, activation, decay, weighted
):
    """Every layer's gradient agrees with finite differences of the loss, for any soft labels.

    So it does where the rows have weights.
    """
    rng = np.random.default_rng([rows, *hidden, *ends])
    features, classes = ends
    sizes = [features, *hidden, classes]
    network = networks._Network(sizes, activation, np.float64)
    network.parameters[:] = rng.normal(size=len(network.parameters))
    X, Y = rng.normal(size=(rows, features)), rng.dirichlet(np.ones(classes), rows)
    if weighted:
        network.weighted = True
        Y *= rng.uniform(0.1, 3, (rows, 1))
    inputs = np.vstack([X.T, np.ones(rows)])
    options = {"sizes": sizes, "activation": activation, "decay": decay}

    def total(parameters):
        return sum(plain_loss(parameters, X, Y, **options))

    loss = network.backward(inputs, Y.T)
    network.decay(decay)
    step = 1e-6
    slopes = [
        (total(network.parameters + d) - total(network.parameters - d)) / (2 * step)
        for d in step * np.eye(len(network.parameters))
    ]
    assert loss == pytest.approx(plain_loss(network.parameters, X, Y, **options)[0], rel=1e-12)
    np.testing.assert_allclose(network.gradient, slopes, rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("batch_size", [None, 7])
@pytest.mark.parametrize("activation", ["tanh", "relu"])
@pytest.mark.parametrize("decay", [0.0, 0.02])
def test_training_agrees_with_scikit_learn(monkeypatch, activation, decay, batch_size):
    """From equal weights, in equal order, scikit-learn's MLPClassifier arrives at equal weights."""
    X, y = three_classes(28)
    size = batch_size or len(X)
    common = {
        "hidden_layer_sizes": (6, 5),
        "activation": activation,
        "learning_rate_init": 0.01,
        "random_state": 0,
    }
    start = initial(SoftLabelMLP(**common), X, y)
    # Adam as published adds epsilon elsewhere than scikit-learn does; next to nothing is the same.
    monkeypatch.setattr(networks._Adam, "epsilon", 1e-300)
    oracle = MLPClassifier(
        **common,
        alpha=decay * size,  # scikit-learn divides its penalty by the rows of the batch
        batch_size=size,
        shuffle=False,
        max_iter=1,
        n_iter_no_change=10**6,
        epsilon=1e-300,
        warm_start=True,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        oracle.fit(X, y)
        oracle.coefs_, oracle.intercepts_ = start.coefs_, start.intercepts_
        oracle.set_params(max_iter=40).fit(X, y)

    class InOrder:
        def permuted(self, rows, axis):  # noqa: ARG002 - as NumPy's
            return rows

    generators = SoftLabelMLP._generators
    monkeypatch.setattr(
        SoftLabelMLP, "_generators", lambda self: [generators(self)[0], *[InOrder()] * 3]
    )
    model = SoftLabelMLP(**common, max_iter=40, weight_decay=decay, batch_size=batch_size)
    model.fit(X, y)
    for ours, theirs in zip(
        model.coefs_ + model.intercepts_, oracle.coefs_ + oracle.intercepts_, strict=True
    ):
        np.testing.assert_allclose(ours, theirs, rtol=1e-7, atol=1e-9)
    np.testing.assert_allclose(model.predict_proba(X), oracle.predict_proba(X), rtol=1e-7)


def test_linear_model_reaches_the_optimum():
    """Without hidden layers it finds the same minimum as scikit-learn's logistic regression."""
    X, y = three_classes(60)
    decay = 0.05
    model = small(hidden_layer_sizes=(), weight_decay=decay, max_iter=3000, learning_rate_init=0.02)
    oracle = LogisticRegression(C=1 / (decay * len(X)), tol=1e-10, max_iter=1000).fit(X, y)
    found = model.fit(X, y).predict_proba(X)
    np.testing.assert_allclose(found, oracle.predict_proba(X), atol=1e-5)


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


@pytest.mark.parametrize("alpha", [0.0, 0.4])
def test_class_labels_are_their_one_hot_form(alpha):
    """Class labels and the same as rows of zeros and ones train to the same bits."""
    X, y = three_classes()
    hard = small(alpha=alpha, max_iter=20).fit(X, y)
    soft = small(alpha=alpha, max_iter=20).fit(X, np.eye(3)[y])
    assert bits(hard) == bits(soft)


def test_loss_goes_down():
    """The loss of every epoch is kept, and training brings it down to almost nothing."""
    X, y = three_classes()
    model = small(max_iter=400).fit(X, y)
    assert len(model.loss_curve_) == model.n_iter_ == 400
    assert model.loss_curve_[0] == pytest.approx(np.log(3), abs=0.6)
    assert np.all(np.diff(model.loss_curve_[:50]) < 0)
    assert model.loss_curve_[-1] < 0.05
    assert model.score(X, y) == 1


def test_shorter_training_is_the_beginning_of_longer_training():
    """Fewer epochs give the same losses as far as they go, though mixes are drawn ahead."""
    long = small(alpha=0.4, batch_size=16, max_iter=30).fit(MOONS.X, MOONS.y)
    short = small(alpha=0.4, batch_size=16, max_iter=11).fit(MOONS.X, MOONS.y)
    assert short.loss_curve_ == long.loss_curve_[:11]


@pytest.mark.parametrize("ratio_per", ["sample", "batch"])
def test_drawing_ahead_changes_nothing(monkeypatch, ratio_per):
    """Mixes drawn for one epoch at a time or for many give the same bits."""
    model = small(alpha=0.4, ratio_per=ratio_per, batch_size=16, max_iter=20)
    many = bits(model.fit(MOONS.X, MOONS.y))
    monkeypatch.setattr(networks, "_AHEAD", 1)
    assert bits(model.fit(MOONS.X, MOONS.y)) == many


# Seeds, batches and mixes.


def initial(model, X, y, **parameters):
    """Give the network as it is before the first step, by steps that round to zero."""
    model = clone(model).set_params(learning_rate_init=5e-324, max_iter=1, **parameters)
    return model.fit(X, y)


@pytest.mark.parametrize(
    "seed", [lambda: 3, lambda: np.random.RandomState(3), lambda: np.random.default_rng(3)]
)
@pytest.mark.parametrize("batch_size", [None, 16])
def test_same_seed_same_bits(seed, batch_size):
    """Seeds of all three kinds reproduce the weights to the bit, and another seed gives others."""
    models = [
        small(alpha=0.4, max_iter=10, batch_size=batch_size, random_state=s)
        for s in (seed(), seed(), 4)
    ]
    first, again, other = (bits(model.fit(MOONS.X, MOONS.y)) for model in models)
    assert first == again
    assert first != other


def test_int_seed_refits_the_same_and_a_generator_moves_on():
    """Fitting again repeats the bits with an int, and not with a generator, as everywhere."""
    model = small(max_iter=3)
    assert bits(model.fit(MOONS.X, MOONS.y)) == bits(model.fit(MOONS.X, MOONS.y))
    for seed in (np.random.RandomState(0), np.random.default_rng(0), None):
        model.set_params(random_state=seed)
        assert bits(model.fit(MOONS.X, MOONS.y)) != bits(model.fit(MOONS.X, MOONS.y))


def test_global_random_state_is_left_alone():
    """Without a seed NumPy's global generator is neither used nor moved."""
    before = np.random.get_state()[1].tobytes()
    small(alpha=0.4, max_iter=3, random_state=None).fit(MOONS.X, MOONS.y)
    assert np.random.get_state()[1].tobytes() == before


def test_alpha_zero_is_no_mixing(monkeypatch):
    """At alpha=0 every step sees the rows themselves."""
    X, y = three_classes(6)
    for A, T in seen_batches(monkeypatch, small(max_iter=3), X, y):
        assert np.array_equal(A, X)
        assert np.array_equal(T, np.eye(3)[y])


def test_alpha_zero_trains_the_same_whatever_the_ratio_is_per():
    """At alpha=0 the options of mixing change no bit."""
    one, other = (
        small(max_iter=10, batch_size=8, ratio_per=per).fit(MOONS.X, MOONS.y)
        for per in ("sample", "batch")
    )
    assert bits(one) == bits(other)


def test_alpha_moves_only_the_ratios(monkeypatch):
    """Moving alpha changes neither the initial weights, nor the order, nor the partners."""
    starts = {bits(initial(small(alpha=alpha), MOONS.X, MOONS.y)) for alpha in (0, 0.4, 8)}
    assert len(starts) == 1
    first, second, lam = parents(monkeypatch, alpha=1.0)
    first_too, second_too, lam_too = parents(monkeypatch, alpha=2.0)
    assert np.array_equal(first, first_too)
    assert np.array_equal(second, second_too)
    mixed = first != second
    assert not np.array_equal(lam[mixed], lam_too[mixed])
    # A ratio moves towards one half, and stays on its side of it.
    assert np.all(abs(lam_too - 0.5)[mixed] <= abs(lam - 0.5)[mixed])
    assert np.all(((lam > 0.5) == (lam_too > 0.5))[mixed])


def test_partners_are_uniform_and_fresh(monkeypatch):
    """Every epoch pairs by a fresh permutation: all partners alike, a row itself included."""
    first, second, _ = parents(monkeypatch, alpha=1.0)
    rows, epochs = 9, 20
    for order in (first, second):
        epoch_by_epoch = order.reshape(epochs, rows)
        assert np.array_equal(np.sort(epoch_by_epoch), np.tile(np.arange(rows), (epochs, 1)))
        assert len({tuple(epoch) for epoch in epoch_by_epoch}) == epochs
    # One in nine meets itself: 20 of 180 expected, with a standard deviation of 4.5.
    assert 6 <= np.count_nonzero(first == second) <= 34


def test_features_and_labels_are_mixed_alike(monkeypatch):
    """Features and label of a blend come from the same parents by the same shares."""
    model = small(alpha=0.4, batch_size=4, max_iter=10)
    for X, Y in seen_batches(monkeypatch, model, np.eye(9), np.eye(9)):
        assert np.array_equal(X, Y)
        np.testing.assert_allclose(X.sum(axis=1), 1, rtol=1e-12)


@pytest.mark.parametrize("alpha", [0.2, 1.0, 8.0, np.inf])
def test_ratios_follow_the_beta_law(monkeypatch, alpha):
    """Shares have the mean and the variance of Beta(alpha, alpha)."""
    model = small(alpha=alpha, max_iter=300)
    X = np.arange(40.0)[:, None] % 2
    blends = np.concatenate([A for A, _ in seen_batches(monkeypatch, model, X, X[:, 0])])
    # A partner is of the other kind half of the time, and blends 0 and 1 to the ratio itself.
    lam = blends[(blends > 0) & (blends < 1)]
    assert lam.mean() == pytest.approx(0.5, abs=0.02)
    assert lam.var() == pytest.approx(0.25 / (2 * alpha + 1), abs=0.01)


@pytest.mark.parametrize("batch_size", [None, 4])
def test_ratio_per_batch(monkeypatch, batch_size):
    """Per batch, the rows of a batch share a ratio that the next batch does not have."""
    X = np.arange(10.0)[:, None]
    model = small(alpha=1.0, ratio_per="batch", batch_size=batch_size, max_iter=30)
    Y = np.eye(10)
    ratios = []
    for _, T in seen_batches(monkeypatch, model, X, Y):
        lam = T.max(axis=1)[np.count_nonzero(T, axis=1) == 2]
        assert np.ptp(lam) < 1e-12 if len(lam) else True
        ratios.extend(lam[:1].round(6))
    assert len(set(ratios)) > 0.9 * len(ratios) > 20


def test_ratio_per_sample(monkeypatch):
    """Per sample, every row of a batch has a ratio of its own."""
    model = small(alpha=1.0, max_iter=3)
    for _, T in seen_batches(monkeypatch, model, np.arange(10.0)[:, None], np.eye(10)):
        lam = T.max(axis=1)[np.count_nonzero(T, axis=1) == 2]
        assert len(set(lam)) >= len(lam) - 1 > 4


@pytest.mark.parametrize("alpha", [0.0, 0.4])
def test_every_row_once_an_epoch_and_a_smaller_last_batch(monkeypatch, alpha):
    """Mini-batches use every row once an epoch, in fresh order; the last one may be smaller."""
    X = np.arange(10.0)[:, None]
    seen = seen_batches(
        monkeypatch, small(batch_size=4, max_iter=6, alpha=alpha), X, np.arange(10) % 2
    )
    assert [len(A) for A, _ in seen] == [4, 4, 2] * 6
    if alpha == 0:
        epochs = np.concatenate([A for A, _ in seen]).reshape(6, 10)
        assert np.array_equal(np.sort(epochs), np.tile(X.T, (6, 1)))
        assert len({tuple(epoch) for epoch in epochs}) == 6


@pytest.mark.parametrize("alpha", [0.0, 0.4])
def test_batch_larger_than_the_data_is_the_full_batch(alpha):
    """A batch size of n, or beyond it, trains to the same bits as None."""
    full, equal, larger = (
        bits(small(alpha=alpha, max_iter=5, batch_size=size).fit(MOONS.X, MOONS.y))
        for size in (None, 60, 61)
    )
    assert full == equal == larger


def test_loss_of_an_epoch_weighs_rows_alike(monkeypatch):
    """The loss of an epoch is the mean over its rows, also when the last batch is smaller."""
    X, y = three_classes(10)
    model = initial(small(), X, y, batch_size=4)
    loss = -np.log(model.predict_proba(X)[np.arange(10), y]).mean()
    assert model.loss_curve_ == [pytest.approx(loss, rel=1e-12)]


# Types of data.


def test_float32_is_computed_in_float32():
    """float32 data are computed in float32, close to float64, and all other data in float64."""
    X, y = three_classes()
    double = small(max_iter=20).fit(X, y)
    single = small(max_iter=20).fit(X.astype(np.float32), y)
    assert {a.dtype for a in single.coefs_ + single.intercepts_} == {np.dtype(np.float32)}
    assert single.predict_proba(X.astype(np.float32)).dtype == np.float32
    assert double.predict_proba(X).dtype == np.float64
    np.testing.assert_allclose(
        single.predict_proba(X.astype(np.float32)), double.predict_proba(X), atol=1e-5
    )
    whole = small(max_iter=2).fit((X * 10).astype(int), y)
    assert whole.coefs_[0].dtype == np.float64


def test_predictions_are_shares():
    """Predicted rows sum to one, and the label is the class of the largest share."""
    X, y = three_classes(5000)
    model = small(max_iter=10).fit(X, np.array(["a", "b", "c"])[y])
    shares = model.predict_proba(X)
    assert np.all(shares >= 0)
    np.testing.assert_allclose(shares.sum(axis=1), 1, rtol=1e-12)
    assert np.array_equal(model.predict(X), model.classes_[shares.argmax(axis=1)])
    # 5000 rows go through in blocks; alone a row gives the same.
    np.testing.assert_allclose(model.predict_proba(X[[4999]]), shares[[4999]], rtol=1e-12)


def test_inputs_are_not_changed():
    """Training and predicting leave the caller's arrays as they were."""
    X, y = three_classes()
    Y = np.eye(3)[y]
    X_before, Y_before = X.copy(), Y.copy()
    small(alpha=0.4, max_iter=3, batch_size=4).fit(X, Y).predict(X)
    assert np.array_equal(X, X_before)
    assert np.array_equal(Y, Y_before)


@pytest.mark.parametrize(
    "names", [["cat", "dog"], [False, True], [-3, 7], [1.0, 2.0], ["<script>", "$x$"]]
)
def test_classes_of_any_type(names):
    """Class labels may be strings, whole numbers or booleans, and come back as they were."""
    y = np.array(names)[MOONS.y]
    model = small(max_iter=100).fit(MOONS.X, y)
    assert model.classes_.tolist() == sorted(names)
    assert model.score(MOONS.X, y) > 0.8
    found = model.predict(MOONS.X)
    assert np.array_equal(model.fit(MOONS.X, y.astype(object)).predict(MOONS.X), found)


def test_lists_are_taken():
    """Nested lists are as good as arrays."""
    X, y = MOONS.X, MOONS.y
    model = small(max_iter=3).fit(X.tolist(), y.tolist())
    assert bits(model) == bits(small(max_iter=3).fit(X, y))


def test_classes_name_what_no_row_has():
    """`classes` makes room for a class that no row has, which is then hardly predicted."""
    model = small(max_iter=300).fit(MOONS.X, MOONS.y, classes=[0, 1, 2])
    assert model.classes_.tolist() == [0, 1, 2]
    assert np.all(model.predict_proba(MOONS.X)[:, 2] < 0.05)


def test_classes_name_the_columns_of_soft_labels():
    """`classes` names the columns of soft labels, in their order."""
    model = small(max_iter=300).fit(MOONS.X, np.eye(2)[MOONS.y], classes=["up", "down"])
    assert model.score(MOONS.X, np.array(["up", "down"])[MOONS.y]) > 0.8


def test_more_classes_than_points():
    """Two points with soft labels over five classes are enough."""
    Y = [[0.2] * 5, [0.0, 0.5, 0.5, 0.0, 0.0]]
    model = small(max_iter=1500).fit([[0.0], [1.0]], Y)
    np.testing.assert_allclose(model.predict_proba([[0.0], [1.0]]), Y, atol=0.01)


def test_one_row():
    """One row with a soft label is enough, mixing (with itself) or not."""
    for alpha in (0, 1):
        model = small(alpha=alpha, max_iter=500).fit([[1.0, 2.0]], [[0.25, 0.75]])
        np.testing.assert_allclose(model.predict_proba([[1.0, 2.0]]), [[0.25, 0.75]], atol=1e-3)


def test_hidden_layer_sizes_may_be_an_int():
    """One int is one hidden layer, as in MLPClassifier; any sequence of them will do."""
    X, y = MOONS.X, MOONS.y
    one = small(hidden_layer_sizes=4, max_iter=3).fit(X, y)
    assert [a.shape for a in one.coefs_] == [(2, 4), (4, 2)]
    assert bits(one) == bits(small(hidden_layer_sizes=(4,), max_iter=3).fit(X, y))
    assert bits(one) == bits(small(hidden_layer_sizes=np.array([4]), max_iter=3).fit(X, y))


def test_column_of_labels_warns():
    """A column of class labels is taken with the warning that scikit-learn gives."""
    model = small(max_iter=3)
    with pytest.warns(DataConversionWarning, match="A column-vector y was passed"):
        model.fit(MOONS.X, MOONS.y[:, None])
    assert bits(model) == bits(small(max_iter=3).fit(MOONS.X, MOONS.y))


# What goes wrong.


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"alpha": -1}, r"'alpha' parameter must be a float in \[0, inf\]. Got -1 instead"),
        ({"alpha": "a"}, "'alpha' parameter must be a float .* Got 'a' instead"),
        ({"alpha": np.nan}, "'alpha' parameter must be a float .* Got nan instead"),
        ({"alpha": True}, "'alpha' parameter must be a float .* Got True instead"),
        ({"hidden_layer_sizes": 0}, r"'hidden_layer_sizes' .* an int in \[1, inf\). Got 0 inst"),
        ({"hidden_layer_sizes": (4, -1)}, "'hidden_layer_sizes' .* Got -1 instead"),
        ({"hidden_layer_sizes": (4.0,)}, "'hidden_layer_sizes' .* Got 4.0 instead"),
        ({"hidden_layer_sizes": None}, "'hidden_layer_sizes' .* Got None instead"),
        ({"hidden_layer_sizes": "32"}, "'hidden_layer_sizes' .* Got '3' instead"),
        ({"activation": "sigmoid"}, "'activation' .* one of 'tanh', 'relu'. Got 'sigmoid' instead"),
        ({"activation": None}, "'activation' .* Got None instead"),
        ({"ratio_per": "row"}, "'ratio_per' .* one of 'sample', 'batch'. Got 'row' instead"),
        ({"batch_size": 0}, r"'batch_size' .* an int in \[1, inf\). Got 0 instead"),
        ({"batch_size": "auto"}, "'batch_size' .* Got 'auto' instead"),
        ({"batch_size": 2.0}, "'batch_size' .* Got 2.0 instead"),
        ({"max_iter": 0}, "'max_iter' .* Got 0 instead"),
        ({"max_iter": True}, "'max_iter' .* Got True instead"),
        ({"learning_rate_init": 0}, r"'learning_rate_init' .* in \(0, inf\). Got 0 instead"),
        ({"learning_rate_init": 10**400}, "'learning_rate_init' .* Got 1000"),
        ({"weight_decay": -0.1}, r"'weight_decay' .* in \[0, inf\). Got -0.1 instead"),
        ({"weight_decay": np.inf}, "'weight_decay' .* Got inf instead"),
        ({"random_state": "x"}, "'x' cannot be used to seed"),
    ],
)
def test_bad_parameters(parameters, sentence):
    """A parameter that cannot be used is named in one sentence, with what must hold."""
    with pytest.raises(ValueError, match=sentence):
        small(**parameters).fit(MOONS.X, MOONS.y)


X, Y = MOONS.X, np.eye(2)[MOONS.y]


@pytest.mark.parametrize(
    ("X", "y", "error", "sentence"),
    [
        (X, MOONS.y[:-1], ValueError, r"inconsistent numbers of samples: \[60, 59\]"),
        (X, np.zeros(60, int), ValueError, "at least 2 classes. Got 1 class: 0"),
        (X, np.array(["dog"] * 60), ValueError, "at least 2 classes. Got 1 class: 'dog'"),
        (np.where(X > 1, np.nan, X), MOONS.y, ValueError, "Input X contains NaN"),
        (np.where(X > 1, np.inf, X), MOONS.y, ValueError, "Input X contains infinity"),
        (np.array([["red", "big"]] * 60), MOONS.y, ValueError, "could not convert string to float"),
        (sparse.csr_array(X), MOONS.y, TypeError, "Sparse data was passed"),
        (X + 1j, MOONS.y, ValueError, "Complex data not supported"),
        (X[:, 0], MOONS.y, ValueError, "Expected 2D array, got 1D"),
        (X[:0], MOONS.y[:0], ValueError, "Found array with 0 sample"),
        (X, X[:, 0], ValueError, "Unknown label type: continuous"),
        (X, np.where(MOONS.y, np.nan, 0), ValueError, "Input y contains NaN"),
        (X, np.where(MOONS.y, np.inf, 0), ValueError, "Input y contains infinity"),
        (X, np.array(["a", None] * 30, object), ValueError, "must be of one type"),
        (X, None, ValueError, "requires y to be passed"),
        (X, Y * 0.9, ValueError, "each row must sum to one"),
        (X, Y * 3 - 1, ValueError, "shares in .0, 1."),
        (X, np.full((60, 2), np.nan), ValueError, "each row must sum to one"),
        (X, np.full((60, 2), "a"), ValueError, "Soft labels must be numbers"),
        (X, np.zeros((60, 2, 2)), ValueError, "dim 3"),
    ],
)
def test_bad_data(X, y, error, sentence):
    """Data that cannot be used end in one clear sentence."""
    with pytest.raises(error, match=sentence):
        small(max_iter=2).fit(X, y)


@pytest.mark.parametrize(
    ("y", "classes", "sentence"),
    [
        (Y, ["a"], "Got 1 classes for 2 columns"),
        (Y, ["a", "b", "c"], "Got 3 classes for 2 columns"),
        (Y, ["a", "a"], "different class labels"),
        (Y, [["a", "b"]], "different class labels"),
        (MOONS.y, [1, 2], "must be one of 'classes'. Got 0 instead"),
        (MOONS.y, [0, 0, 1], "different class labels"),
    ],
)
def test_bad_classes(y, classes, sentence):
    """`classes` must be different, and name every column and every label."""
    with pytest.raises(ValueError, match=sentence):
        small(max_iter=2).fit(MOONS.X, y, classes=classes)


def test_other_features_than_trained_on():
    """Predicting with another number of features is refused."""
    model = small(max_iter=2).fit(MOONS.X, MOONS.y)
    with pytest.raises(ValueError, match="X has 3 features, but SoftLabelMLP is expecting 2"):
        model.predict(np.zeros((1, 3)))


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


# Losses that are not finite.

LARGE = np.random.default_rng(0).normal(0, 1e18, (10, 2)).astype(np.float32)
DIVERGING = {
    "hidden_layer_sizes": (16, 16),
    "activation": "relu",
    "learning_rate_init": 1e6,
    "max_iter": 50,
}


@pytest.mark.parametrize(
    "parameters",
    [
        DIVERGING,
        DIVERGING | {"alpha": 0.4, "batch_size": 3},
        DIVERGING | {"learning_rate_init": 1e30, "max_iter": 1},  # by its last step
        {"learning_rate_init": 1e39, "max_iter": 1},
    ],
)
def test_diverging_loss_is_one_clear_error(parameters):
    """A loss that stops being finite is one error that says what to do, without a warning."""
    with pytest.raises(FloatingPointError, match=r"by epoch \d+. Lower 'learning_rate_init'"):
        small(**parameters).fit(LARGE, [0, 1] * 5)


def test_slope_that_is_not_finite_is_an_error_too():
    """Features so large that no step can be computed are an error, not a network at rest."""
    with pytest.raises(FloatingPointError, match="or scale the features"):
        small(activation="relu", max_iter=5).fit(LARGE * 1e10, [0, 1] * 5)


def test_diverging_refit_keeps_the_earlier_model():
    """After a fit that diverged, the network is the one of the fit before, in all its parts."""
    model = small(max_iter=30).fit(MOONS.X, np.array(["a", "b"])[MOONS.y])
    before, shares = vars(model).copy(), model.predict_proba(MOONS.X)
    model.set_params(**DIVERGING)
    with pytest.raises(FloatingPointError):
        model.fit(np.hstack([LARGE, LARGE]), [0, 1] * 5)
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


# Interrupts.


def interrupt(monkeypatch, owner, name, *, call=7, after=False):
    """Raise KeyboardInterrupt in the seventh call of a method, before or after its work."""
    original, calls = getattr(owner, name), []

    def interrupted(*arguments):
        calls.append(name)
        if len(calls) == call and not after:
            raise KeyboardInterrupt
        result = original(*arguments)
        if len(calls) == call:
            raise KeyboardInterrupt
        return result

    monkeypatch.setattr(owner, name, interrupted)


@pytest.mark.parametrize(
    ("owner", "name", "after", "steps"),
    [
        (networks._Adam, "step", False, 6),
        (networks._Adam, "step", True, 7),
        (networks._Network, "backward", False, 6),
        (networks._Network, "backward", True, 6),
        (networks._Network, "decay", True, 6),
    ],
)
def test_interrupted_fit(monkeypatch, owner, name, after, steps):
    """An interrupted fit warns, and leaves the network exactly as the last whole step did."""
    model = small(max_iter=20, alpha=0.4, weight_decay=0.01)
    with monkeypatch.context() as patch:
        interrupt(patch, owner, name, after=after)
        with pytest.warns(UserWarning, match="interrupted after 6 of 20 epochs; the model holds"):
            assert model.fit(MOONS.X, MOONS.y) is model
    assert model.n_iter_ == len(model.loss_curve_) == 6
    assert bits(model) == bits(clone(model).set_params(max_iter=steps).fit(MOONS.X, MOONS.y))
    assert np.isfinite(model.predict_proba(MOONS.X)).all()


def test_interrupt_before_the_first_step(monkeypatch):
    """Interrupted before its first step, the network holds its initial weights."""
    interrupt(monkeypatch, networks._Network, "backward", call=1)
    model = small()
    with pytest.warns(UserWarning, match="interrupted after 0 of 200 epochs"):
        model.fit(MOONS.X, MOONS.y)
    assert model.n_iter_ == 0
    assert model.loss_curve_ == []
    assert bits(model) == bits(initial(small(), MOONS.X, MOONS.y))


def test_interrupt_in_the_middle_of_an_epoch(monkeypatch):
    """Steps of an epoch that was not finished count in the weights, and not as an epoch."""
    interrupt(monkeypatch, networks._Adam, "step")
    model = small(batch_size=16, max_iter=20)  # 4 steps an epoch
    with pytest.warns(UserWarning, match="interrupted after 1 of 20 epochs"):
        model.fit(MOONS.X, MOONS.y)
    assert len(model.loss_curve_) == 1


def test_interrupted_refit(monkeypatch):
    """An interrupted refit on other data leaves the new network, with nothing of the old."""
    model = small(max_iter=20).fit(MOONS.X, MOONS.y)
    X, y = three_classes()
    interrupt(monkeypatch, networks._Adam, "step")
    with pytest.warns(UserWarning, match="interrupted"):
        model.set_params(activation="relu").fit(X, np.array(["a", "b", "c"])[y])
    assert model.classes_.tolist() == ["a", "b", "c"]
    assert model.n_features_in_ == 3
    assert model.predict_proba(X).shape == (30, 3)
    assert len(model.loss_curve_) == 6


@pytest.mark.parametrize("name", ["_check_data", "_generators"])
def test_interrupt_outside_of_training(monkeypatch, name):
    """An interrupt before training goes on to the caller, and the earlier model stays whole."""
    model = small(max_iter=5).fit(MOONS.X, MOONS.y)
    shares = model.predict_proba(MOONS.X)
    X, y = three_classes()
    interrupt(monkeypatch, SoftLabelMLP, name, call=1, after=True)
    with pytest.raises(KeyboardInterrupt):
        model.set_params(activation="relu").fit(X, y)
    assert model.n_features_in_ == 2
    assert np.array_equal(model.predict_proba(MOONS.X), shares)


def test_interrupted_where_warnings_are_errors(monkeypatch):
    """Where the warning is made an error, the model holds what it had learned all the same."""
    interrupt(monkeypatch, networks._Adam, "step")
    model = small()
    with pytest.raises(UserWarning, match="interrupted after 6 of 200 epochs"):
        model.fit(MOONS.X, MOONS.y)
    assert model.n_iter_ == 6


def test_interrupted_and_diverged(monkeypatch):
    """What an interrupt cuts short is no model either if its shares are not finite."""
    interrupt(monkeypatch, networks._Adam, "step", call=1, after=True)
    with pytest.raises(FloatingPointError, match="epoch"):
        small(**DIVERGING | {"learning_rate_init": 1e30}).fit(LARGE, [0, 1] * 5)


def test_real_interrupt(monkeypatch):
    """A real Ctrl-C in the middle of training ends it, with a usable network."""
    step, timers = networks._Adam.step, []

    def stepping(*arguments):
        if not timers:  # the interrupt must not come before training has begun
            timers.append(threading.Timer(0.05, _thread.interrupt_main))
            timers[0].start()
        step(*arguments)

    monkeypatch.setattr(networks._Adam, "step", stepping)
    model = small(max_iter=10**6, alpha=0.4, batch_size=16)
    with pytest.warns(UserWarning, match="Training was interrupted after"):
        model.fit(MOONS.X, MOONS.y)
    assert 0 < model.n_iter_ < 10**6
    assert model.n_iter_ == len(model.loss_curve_)
    assert np.isfinite(model.predict_proba(MOONS.X)).all()


# Threads.


def blas_threads():
    return [lib["num_threads"] for lib in threadpool_info() if lib["user_api"] == "blas"]


def test_training_holds_blas_to_one_thread_and_gives_it_back(monkeypatch):
    """BLAS has one thread in training; after a fit, a failed one and an interrupt, as before."""
    inside = []
    step = networks._Adam.step

    def stepping(*arguments):
        inside.extend(blas_threads())
        step(*arguments)

    monkeypatch.setattr(networks._Adam, "step", stepping)
    with threadpool_limits(2, user_api="blas"):
        before = blas_threads()
        model = small(max_iter=2).fit(MOONS.X, MOONS.y)
        assert blas_threads() == before
        model.predict(MOONS.X)
        assert blas_threads() == before
        with pytest.raises(FloatingPointError):
            small(**DIVERGING).fit(LARGE, [0, 1] * 5)
        assert blas_threads() == before
        interrupt(monkeypatch, networks._Network, "backward")
        with pytest.warns(UserWarning, match="interrupted"):
            small().fit(MOONS.X, MOONS.y)
        assert blas_threads() == before
    assert set(inside) == {1}


@pytest.mark.parametrize("leaves_first", [0, 1])
def test_overlapping_threads_give_the_limit_back(leaves_first):
    """When several threads had the limit at once, it is gone with the last of them."""
    before, inside = blas_threads(), []
    steps = [threading.Event() for _ in range(3)]  # 0 has come in, 1 has, one has left

    def work(number):
        if number == 1:
            assert steps[0].wait(10)
        with one_blas_thread():
            steps[number].set()
            assert steps[1].wait(10)
            inside.append(blas_threads())
            if number != leaves_first:
                assert steps[2].wait(10)
        steps[2].set()

    threads = [threading.Thread(target=work, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert blas_threads() == before
    assert set(inside[0]) == {1}
    with one_blas_thread(), one_blas_thread():
        assert set(blas_threads()) == {1}
    assert blas_threads() == before


def test_networks_trained_side_by_side():
    """Networks trained in several threads at once are those trained one after the other."""
    models = [small(alpha=0.4, max_iter=40, random_state=seed) for seed in range(4)]
    alone = [bits(clone(model).fit(MOONS.X, MOONS.y)) for model in models]
    threads = [threading.Thread(target=model.fit, args=(MOONS.X, MOONS.y)) for model in models]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert [bits(model) for model in models] == alone


# A published effect.


@pytest.mark.parametrize(
    ("alpha", "error", "share"),
    [(0, 0, 1.0), (1, 0, 0.845), (32, 1 / 3, 0.397), (128, 1 / 3, 0.350)],
)
def test_alternating_line(monkeypatch, alpha, error, share):
    """Strong mixing loses the middle one of three points on a line, by the published numbers.

    Chidambaram et al., ICLR 2022: points 0, 1, 2 with labels 0, 1, 0, five thousand full-batch
    steps, one ratio a batch; the share is that of the midpoint's own class.
    """

    def start(network, rng):  # as PyTorch, which the authors used, draws weights and biases
        for weights in network.weights:
            bound = (weights.shape[1] - 1) ** -0.5
            weights[:] = rng.uniform(-bound, bound, weights.shape)

    monkeypatch.setattr(networks._Network, "start", start)
    points, labels = np.array([[0], [1], [2]], np.float32), [0, 1, 0]
    errors, shares = [], []
    for seed in range(3):
        model = SoftLabelMLP(
            512,
            activation="relu",
            alpha=alpha,
            ratio_per="batch",
            learning_rate_init=1e-3,
            max_iter=5000,
            random_state=seed,
        ).fit(points, labels)
        errors.append(1 - model.score(points, labels))
        shares.append(model.predict_proba(points)[1, 1])
    assert errors == pytest.approx([error] * 3)
    assert np.mean(shares) == pytest.approx(share, abs=0.05)


def test_alternating_line_with_our_own_initial_weights():
    """The effect does not hang on PyTorch's initial weights, nor on one ratio a batch."""
    points, labels = np.array([[0], [1], [2]], np.float32), [0, 1, 0]
    model = SoftLabelMLP(
        512, activation="relu", learning_rate_init=1e-3, max_iter=5000, random_state=0
    )
    assert model.set_params(alpha=1.0).fit(points, labels).score(points, labels) == 1
    assert model.set_params(alpha=32).fit(points, labels).score(points, labels) == 2 / 3


def test_hardly_any_mixing_is_hardly_different_from_none():
    """As alpha falls to zero the network tends to the one without mixing: nothing is resampled."""
    moons = datasets.moons(60, noise=0.3, rng=0)
    none, hardly, some = (
        SoftLabelMLP((8,), alpha=alpha, max_iter=40, random_state=0)
        .fit(moons.X, moons.y)
        .predict_proba(moons.X)
        for alpha in (0.0, 1e-6, 0.4)
    )
    assert np.abs(hardly - none).max() < 1e-3
    assert np.abs(some - none).max() > 0.01
