"""MixMatch, against its formulas, SoftLabelMLP, finite differences and scikit-learn's checks."""

from functools import partial

import numpy as np
import pytest
from sklearn.metrics import get_scorer
from sklearn.model_selection import (
    GridSearchCV,
    GroupKFold,
    KFold,
    StratifiedKFold,
    cross_val_score,
)
from sklearn.semi_supervised import LabelSpreading
from sklearn.utils.estimator_checks import parametrize_with_checks

from mixlearn import MixMatchClassifier, SoftLabelMLP, datasets, labels
from mixlearn.metrics import labelled_scorer
from mixlearn.networks import _mixmatch, brier, sharpen
from mixlearn.networks._classifier import with_ones
from mixlearn.networks._engine import Adam, Network
from mixlearn.sweeps import LabelledSplit, sweep_alpha

MOONS = datasets.moons(60, noise=0.2, rng=0)
FEW = np.where(np.arange(60) < 20, MOONS.y, -1)


def small(**parameters):
    return MixMatchClassifier(
        **{"hidden_layer_sizes": (6, 5), "max_iter": 20, "random_state": 0} | parameters
    )


def bits(model):
    return b"".join(a.tobytes() for a in (*model.coefs_, *model.intercepts_))


def seen_steps(monkeypatch, model, X, y):
    """Fit, and give copies of what every step learned from: rows, targets, count and weight."""
    seen, original = [], _mixmatch._two_losses

    def two_losses(done, targets, labelled, weight):
        seen.append((done.inputs[:-1].T.copy(), targets.T.copy(), labelled, weight))
        return original(done, targets, labelled, weight)

    with monkeypatch.context() as patch:
        patch.setattr(_mixmatch, "_two_losses", two_losses)
        model.fit(X, y)
    return seen


# scikit-learn's conventions

# Those of its checks that train on labelled rows alone are told so.
all_labelled = pytest.mark.filterwarnings("ignore:y marks no row as unlabelled")


def cannot_hold(_estimator):
    return {
        "check_classifiers_classes": "it trains on the classes -1 and 1, and -1 means unlabelled; "
        "scikit-learn's own semi-supervised classifiers are let off by name"
    }


@all_labelled
@parametrize_with_checks(
    [
        MixMatchClassifier(max_iter=100),
        MixMatchClassifier(max_iter=20, batch_size=16, ema_decay=0.9, activation="relu"),
    ],
    expected_failed_checks=cannot_hold,
)
def test_scikit_learn_estimator_checks(estimator, check):
    """It is a scikit-learn classifier: every check but the one that has a class -1 passes."""
    check(estimator)


def test_it_does_what_scikit_learn_tests_of_its_own():
    """Log shares, the labels of all rows learned from, and a word where nothing is unlabelled."""
    y = np.array(["left", "right", -1], dtype=object)[FEW]
    model = small().fit(MOONS.X, y)
    shares = model.predict_proba(MOONS.X)
    np.testing.assert_array_equal(model.predict_log_proba(MOONS.X), np.log(shares))
    expected = np.where(FEW == -1, model.predict(MOONS.X), y)
    assert model.transduction_.tolist() == expected.tolist()
    with pytest.warns(UserWarning, match="y marks no row as unlabelled") as caught:
        alone = small().fit(MOONS.X, MOONS.y)
    assert caught[0].filename == __file__
    assert alone.transduction_.tolist() == MOONS.y.tolist()


# Cross-validation


def test_rows_without_a_label_are_not_scored():
    """Score and named scorers are those of the labelled rows, whatever marks the others."""
    words = np.array(["left", "right", -1], dtype=object)[FEW]
    weights = np.random.default_rng(0).random(60)
    for y in (FEW, words, words.tolist()):
        model = small().fit(MOONS.X, y)
        known = np.array(["left", "right"])[MOONS.y[:20]] if y is not FEW else MOONS.y[:20]
        assert model.score(MOONS.X, y) == model.score(MOONS.X[:20], known)
        weighted = model.score(MOONS.X[:20], known, weights[:20])
        assert model.score(MOONS.X, y, weights) == weighted
        for name in ("accuracy", "balanced_accuracy", "roc_auc", "neg_log_loss"):
            found = labelled_scorer(name)(model, MOONS.X, y)
            assert found == get_scorer(name)(model, MOONS.X[:20], known)
        for score in (model.score, partial(labelled_scorer(), model)):
            with pytest.raises(ValueError, match=r"a label\. Got none: all 40 are"):
                score(MOONS.X[20:], y[20:])


def test_a_split_spreads_the_labelled_rows():
    """Each is held out once, stratified, by group if asked to; all others are always trained on."""
    y = np.where(np.arange(60) % 3, -1, MOONS.y)
    for cv in (4, StratifiedKFold(4), GroupKFold(4)):
        splitter = LabelledSplit(cv, random_state=0)
        groups = np.arange(60) // 6 if isinstance(cv, GroupKFold) else None
        splits = list(splitter.split(MOONS.X, y, groups))
        assert splitter.get_n_splits(MOONS.X, y, groups) == len(splits) == 4
        held_out = np.concatenate([part for _, part in splits])
        assert np.sort(held_out).tolist() == np.flatnonzero(y != -1).tolist()
        for train, part in splits:
            assert np.sort(np.concatenate([train, part])).tolist() == list(range(60))
            if isinstance(cv, GroupKFold):
                labelled = train[y[train] != -1]
                assert not set(groups[labelled]) & set(groups[part])
            else:
                assert abs(y[part].mean() - y[y != -1].mean()) < 0.15
    one, same, other = (
        [part.tolist() for _, part in LabelledSplit(4, random_state=seed).split(MOONS.X, y)]
        for seed in (0, 0, 1)
    )
    assert one == same != other
    for bad, sentence in (
        ((1, y), "an int in"),
        ((4, y * 0 - 1), "Got none"),
        ((4, None), "needs y"),
    ):
        with pytest.raises(ValueError, match=sentence):
            next(LabelledSplit(bad[0]).split(MOONS.X, bad[1]))


def test_a_search_finds_what_is_best_on_labelled_rows():
    """GridSearchCV scores each candidate as by hand, with either tool, and words like numbers."""
    words = np.array(["left", "right", -1], dtype=object)[FEW]
    grid, folds = {"max_iter": [1, 60]}, LabelledSplit(4, random_state=0)
    by_hand = [
        small(max_iter=epochs).fit(MOONS.X[train], FEW[train]).score(MOONS.X[part], MOONS.y[part])
        for epochs in grid["max_iter"]
        for train, part in folds.split(MOONS.X, FEW)
    ]
    for y in (FEW, words):
        search = GridSearchCV(small(), grid, cv=folds).fit(MOONS.X, y)
        found = search.cv_results_["mean_test_score"]
        np.testing.assert_allclose(found, np.reshape(by_hand, (2, 4)).mean(axis=1))
    scored = cross_val_score(
        small(max_iter=60, alpha=0), MOONS.X, FEW, scoring=labelled_scorer("balanced_accuracy")
    )
    assert scored.mean() > 0.8


def test_a_sweep_scores_labelled_rows_alone():
    """Splits, scores and placebo are those of the labelled rows; words do as numbers do."""
    words = [(-1 if label == -1 else ("left", "right")[label]) for label in FEW]
    how = {"alphas": [0, 0.75], "seeds": 2, "random_state": 0}
    model = small(max_iter=60)
    for cv in (None, 3, KFold(3, shuffle=True)):
        sweep = sweep_alpha(model, MOONS.X, FEW, cv=cv, **how)
        # With -1 as a class it would be 1/3 at most.
        assert min(sweep.train_scores[..., 0].min(), sweep.scores[..., 0].min()) > 0.7
        assert sweep.placebo_is_plain
        if not isinstance(cv, KFold):
            assert sweep.n_test == (5 if cv is None else 7)
            same = sweep_alpha(model, MOONS.X, words, cv=cv, **how)
            np.testing.assert_array_equal(same.scores, sweep.scores)


# Sharpening and squared error


@pytest.mark.parametrize("temperature", [0.1, 0.5, 1.0, 2.0])
def test_sharpening_is_its_formula(temperature):
    """Shares to the power 1/T, divided by their sum."""
    Y = np.random.default_rng(0).dirichlet(np.ones(4), 30)
    powers = Y ** (1 / temperature)
    expected = powers / powers.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(
        sharpen(Y, temperature=temperature), expected, rtol=1e-12, atol=1e-15
    )


def test_sharpening_near_zero_is_hard_and_never_nan():
    """The smallest temperatures give the favourite all, and leave a tie a tie."""
    found = sharpen([[0.4, 0.35, 0.25], [0.5, 0.5, 0.0]], temperature=1e-300)
    assert found.tolist() == [[1, 0, 0], [0.5, 0.5, 0]]


def test_brier_is_the_mean_square():
    """Over rows and classes, of predictions that are wrong by so much."""
    assert brier([[1, 0], [0, 1]], [[0, 1], [0, 1]]) == 0.5
    with pytest.raises(ValueError, match=r"same shape. Got \(1, 2\) and \(1, 3\)"):
        brier([[1, 0]], [[1, 0, 0]])


@pytest.mark.parametrize("bad", [0, -1, np.nan, "0.5"])
def test_a_temperature_that_is_none_is_refused(bad):
    """One sentence with the bounds."""
    with pytest.raises(ValueError, match=r"'temperature' parameter must be a float in \(0, inf\)"):
        sharpen([[0.5, 0.5]], temperature=bad)


# The loss


@pytest.mark.parametrize(("labelled", "weight"), [(1, 0.0), (3, 0.7), (1, 75.0), (7, 0.7)])
def test_the_slope_is_that_of_both_losses(labelled, weight):
    """The gradient agrees with finite differences of cross-entropy plus weighted squared error."""
    rng = np.random.default_rng(labelled)
    network = Network([2, 5, 3], "tanh", np.float64)
    network.parameters[:] = rng.normal(size=len(network.parameters))
    inputs = with_ones(rng.normal(size=(7, 2)))
    targets = rng.dirichlet(np.ones(3), 7).T

    def both(parameters):
        network.parameters[:] = parameters
        T, P = targets.T, network.forward(inputs).shares.T
        cross = labels.cross_entropy(T[:labelled], P[:labelled])
        return cross, brier(T[labelled:], P[labelled:]) if labelled < 7 else 0.0

    start = network.parameters.copy()
    done = network.forward(inputs)
    losses = _mixmatch._two_losses(done, targets, labelled, weight)
    network.backward(done)
    gradient = network.gradient.copy()
    assert losses == pytest.approx(both(start), rel=1e-12)
    step = 1e-6
    ends = [
        [np.dot((1, weight), both(start + sign * d)) for sign in (1, -1)]
        for d in step * np.eye(len(start))
    ]
    slopes = [(up - down) / (2 * step) for up, down in ends]
    np.testing.assert_allclose(gradient, slopes, rtol=1e-5, atol=1e-7)


# Identities


@all_labelled
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("alpha", [0.0, 0.75])
def test_without_unlabelled_rows_it_is_mixup(alpha, dtype):
    """With every label known and nothing augmented, it is SoftLabelMLP to the bit."""
    X = MOONS.X.astype(dtype)
    ours = small(alpha=alpha, augment=0, weight_decay=0.01).fit(X, MOONS.y)
    options = {"alpha": alpha, "weight_decay": 0.01, "max_iter": 20, "random_state": 0}
    mixup = SoftLabelMLP((6, 5), **options).fit(X, MOONS.y)
    assert bits(ours) == bits(mixup)
    assert ours.loss_curve_ == mixup.loss_curve_
    assert ours.unlabelled_loss_curve_ == [0.0] * 20


def test_without_weight_and_mixing_it_sees_the_labelled_rows_alone():
    """With w = 0 and alpha = 0 the unlabelled rows change nothing but rounding."""
    ours = small(alpha=0, augment=0, unlabelled_weight=0).fit(MOONS.X, FEW)
    alone = SoftLabelMLP((6, 5), max_iter=20, random_state=0).fit(MOONS.X[:20], MOONS.y[:20])
    for mine, other in zip(ours.coefs_, alone.coefs_, strict=True):
        np.testing.assert_allclose(mine, other, atol=1e-12)


def test_the_order_of_rows_and_the_place_of_labels_do_not_matter():
    """Labelled rows may stand anywhere among the others."""
    order = np.r_[40:60, 0:40]  # labelled rows last, both kinds in their old order
    plain = small().fit(MOONS.X, FEW)
    moved = small().fit(MOONS.X[np.r_[20:60, 0:20]], FEW[np.r_[20:60, 0:20]])
    assert bits(plain) == bits(moved)
    assert bits(plain) != bits(small().fit(MOONS.X[order], FEW[order]))


# The steps


def test_rows_are_copied_guessed_and_folded(monkeypatch):
    """Without noise, each step learns from K copies, and every row keeps the larger share."""
    steps = seen_steps(monkeypatch, small(augment=0, n_augmentations=3), MOONS.X, FEW)
    assert len(steps) == 20
    own = np.concatenate([MOONS.X[:20], *[MOONS.X[20:]] * 3])
    for rows, targets, labelled, _ in steps:
        assert labelled == 20
        assert rows.shape == own.shape
        np.testing.assert_allclose(targets.sum(axis=1), 1)
        # A labelled row's own class has at least half of its blend.
        share = targets[np.arange(20), MOONS.y[:20]]
        assert (share >= 0.5).all()
        assert share.min() < 0.9


def test_the_guess_is_the_mean_over_copies_sharpened(monkeypatch):
    """Unmixed, the target of an unlabelled row is the formula applied to what is predicted."""
    model = small(alpha=0, augment=0.3, temperature=0.4, max_iter=1)
    ((rows, targets, _, _),) = seen_steps(monkeypatch, model, MOONS.X, FEW)
    # The guesses are those of the first weights.
    start = Network([2, 6, 5, 2], "tanh", np.float64)
    start.start(np.random.default_rng(np.random.RandomState(0).randint(2**31)).spawn(1)[0])
    shares = start.forward(with_ones(rows[20:])).shares.T
    guess = sharpen((shares[:40] + shares[40:]) / 2, temperature=0.4)
    np.testing.assert_allclose(targets[20:], np.concatenate([guess, guess]), rtol=1e-12)
    assert not np.allclose(rows[20:60], rows[60:])  # two copies, each moved by itself


def test_the_weight_climbs_evenly(monkeypatch):
    """From 0 to the whole during the ramp-up, and at once without one."""
    weights = [w for *_, w in seen_steps(monkeypatch, small(ramp_up=0.5), MOONS.X, FEW)]
    np.testing.assert_allclose(weights, np.r_[np.arange(10), np.full(10, 10)])
    at_once = seen_steps(monkeypatch, small(ramp_up=0), MOONS.X, FEW)
    assert {w for *_, w in at_once} == {10.0}


def test_batches_take_as_many_of_either_kind(monkeypatch):
    """A step has batch_size of each kind, and an epoch uses every row of the larger kind."""
    model = small(alpha=0, augment=0, n_augmentations=1, batch_size=8, max_iter=4)
    steps = seen_steps(monkeypatch, model, MOONS.X, FEW)
    assert len(steps) == 4 * 5
    assert all((labelled, len(rows)) == (8, 16) for rows, _, labelled, _ in steps)
    used = np.concatenate([rows[8:] for rows, *_ in steps[:5]])
    np.testing.assert_array_equal(np.sort(used[:, 0]), np.sort(MOONS.X[20:, 0]))
    assert model.n_iter_ == len(model.loss_curve_) == len(model.unlabelled_loss_curve_) == 4


def test_a_function_may_augment():
    """It is given rows and a generator, and what it gives is learned from."""
    shapes = []

    def augment(X, rng):
        shapes.append(X.shape)
        assert isinstance(rng, np.random.Generator)
        return X + rng.normal(0, 0.1, X.shape)

    model = small(augment=augment, max_iter=3).fit(MOONS.X, FEW)
    assert shapes == [(20 + 2 * 40, 2)] * 3
    nothing = small(augment=lambda X, _rng: X).fit(MOONS.X, FEW)
    assert bits(nothing) == bits(small(augment=0).fit(MOONS.X, FEW))
    assert np.isfinite(model.predict_proba(MOONS.X)).all()


@pytest.mark.parametrize("bad", [lambda X, _: X[:5], lambda X, _: X * np.nan, lambda _, __: None])
def test_a_function_that_does_not_augment_is_refused(bad):
    """Another shape or numbers that are not finite are named."""
    with pytest.raises((ValueError, TypeError), match="'augment' must return as many rows"):
        small(augment=bad).fit(MOONS.X, FEW)


def test_the_average_is_that_of_all_steps(monkeypatch):
    """Weights decay with age, sum to one, and a decay of 0 keeps the last."""
    seen, original = [], Adam.step

    def step(self, parameters, gradient):
        original(self, parameters, gradient)
        seen.append(parameters.copy())

    with monkeypatch.context() as patch:
        patch.setattr(Adam, "step", step)
        model = small(ema_decay=0.8).fit(MOONS.X, FEW)
    weights = 0.8 ** np.arange(20)[::-1]
    expected = weights @ np.array(seen) / weights.sum()
    first = expected[: 6 * 3].reshape(6, 3)
    np.testing.assert_allclose(model.coefs_[0], first[:, :-1].T, rtol=1e-10)
    np.testing.assert_allclose(model.intercepts_[0], first[:, -1], rtol=1e-10)


def test_same_seed_same_bits():
    """Everything that is drawn comes from random_state."""
    assert bits(small().fit(MOONS.X, FEW)) == bits(small().fit(MOONS.X, FEW))
    assert bits(small().fit(MOONS.X, FEW)) != bits(small(random_state=1).fit(MOONS.X, FEW))


# Labels


@pytest.mark.parametrize(
    "y",
    [
        np.array(["cat", "dog", -1, -1] * 5, dtype=object),
        ["cat", "dog", -1, -1] * 5,
    ],
)
def test_names_and_minus_one_stand_side_by_side(y):
    """Classes may be strings, in a list or in an array of objects, with -1 for no label."""
    X = np.random.default_rng(0).normal(size=(20, 2))
    model = small().fit(X, y)
    assert model.classes_.tolist() == ["cat", "dog"]
    number = [{"cat": 0, "dog": 1}.get(label, -1) for label in y]
    assert bits(model) == bits(small().fit(X, number))
    assert set(model.predict(X)) <= {"cat", "dog"}


def test_minus_one_is_what_scikit_learn_takes():
    """The same y goes into scikit-learn's LabelSpreading."""
    for y in (FEW, FEW.astype(float)):
        ours, theirs = small().fit(MOONS.X, y), LabelSpreading().fit(MOONS.X, y)
        np.testing.assert_array_equal(ours.classes_, theirs.classes_)


@pytest.mark.parametrize(
    ("y", "sentence"),
    [
        (np.full(60, -1), r"needs labelled rows .* Got none: all 60 labels are -1"),
        (np.where(FEW == 1, 1, -1), "at least 2 classes. Got 1 class: 1"),
        (np.where(FEW == -1, "-1", "cat"), "holds the string '-1'.*dtype=object"),
        (np.where(FEW == -1, np.nan, 1.0), "class label in every row. Got nan in row 20"),
        (np.where(FEW == -1, -1, 0.5 + FEW), "continuous"),
        (np.eye(2)[MOONS.y], r"one-dimensional.*\(60, 2\)"),
        (FEW[:50], "inconsistent numbers of samples"),
        (None, "requires y to be passed"),
    ],
)
def test_labels_that_cannot_be_learned_from(y, sentence):
    """One clear sentence for each, and the earlier model stays."""
    model = small().fit(MOONS.X, FEW)
    before = bits(model)
    with pytest.raises(ValueError, match=sentence):
        model.fit(MOONS.X, y)
    assert bits(model) == before


@pytest.mark.parametrize(
    ("name", "bad", "bounds"),
    [
        ("alpha", -1, r"\[0, inf"),
        ("n_augmentations", 0, r"an int in \[1, inf\)"),
        ("temperature", 0, r"\(0, inf\)"),
        ("unlabelled_weight", -0.1, r"\[0, inf\)"),
        ("ramp_up", 1.5, r"\[0, 1\]"),
        ("ema_decay", 1.0, r"\[0, 1\)"),
        ("augment", "much", r"\[0, inf\)"),
        ("batch_size", 0, r"an int in \[1, inf\)"),
        ("hidden_layer_sizes", (0,), r"an int in \[1, inf\)"),
    ],
)
def test_bad_parameters(name, bad, bounds):
    """Each parameter is named with its bounds."""
    with pytest.raises(ValueError, match=f"'{name}' parameter must be .*{bounds}"):
        small(**{name: bad}).fit(MOONS.X, FEW)


# What goes wrong


def test_diverging_loss_is_one_clear_error():
    """A loss that is not finite is an error, and the earlier model stays."""
    model = small(activation="relu").fit(MOONS.X, FEW)
    before = bits(model)
    model.set_params(learning_rate_init=1e200)
    with pytest.raises(FloatingPointError, match="Lower 'learning_rate_init'"):
        model.fit(MOONS.X, FEW)
    assert bits(model) == before


def test_inputs_are_not_changed():
    """Neither features nor labels are written to, not even by a careless function."""
    X, y = MOONS.X.copy(), FEW.copy()

    def careless(X, _rng):
        X *= 2
        return X

    small(augment=careless, max_iter=2).fit(X, y)
    np.testing.assert_array_equal(X, MOONS.X)
    np.testing.assert_array_equal(y, FEW)


# What it is worth


def test_unlabelled_rows_help_on_blobs():
    """On two blobs, MixMatch beats mixing of the labelled rows alone on most of eight seeds."""
    wins = 0
    for seed in range(8):
        data = datasets.blobs(200, noise=0.3, rng=seed)
        new = datasets.blobs(1000, noise=0.3, rng=seed + 1000)
        known = np.arange(200) < 8
        y = np.where(known, data.y, -1)
        ours = MixMatchClassifier((16, 16), random_state=seed).fit(data.X, y)
        mixup = SoftLabelMLP((16, 16), alpha=0.75, random_state=seed)
        mixup.fit(data.X[known], data.y[known])
        wins += ours.score(new.X, new.y) > mixup.score(new.X, new.y)
    assert wins >= 6


def test_a_great_weight_at_once_learns_its_own_first_guesses():
    """Without a ramp-up, w = 75 learns nothing, or the classes exchanged; with one, mostly them."""
    scores = {}
    for ramp_up in (0.0, 0.25):
        for seed in range(6):
            data = datasets.blobs(200, rng=seed)
            y = np.where(np.arange(200) < 10, data.y, -1)
            model = MixMatchClassifier(
                (16, 16), unlabelled_weight=75, ramp_up=ramp_up, random_state=seed
            )
            score = model.fit(data.X, y).score(data.X, data.y)
            scores.setdefault(ramp_up, []).append(score)
    assert max(scores[0.0]) < 0.6
    assert min(scores[0.0]) < 0.1
    assert np.count_nonzero(np.array(scores[0.25]) > 0.9) >= 5
