"""Labels of every kind, at every door through which they enter."""

import tracemalloc

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import get_scorer
from sklearn.multioutput import MultiOutputClassifier
from sklearn.tree import DecisionTreeClassifier

from mixlearn import (
    MixMatchClassifier,
    MixupClassifier,
    SoftLabelMLP,
    datasets,
    labels,
    metrics,
    mix,
    pairing,
)
from mixlearn.mixing import Mixing
from mixlearn.networks import brier, sharpen
from mixlearn.sweeps import LabelledSplit, sweep_alpha

X = np.random.default_rng(0).normal(size=(6, 2))
P = np.full((6, 2), 0.5)
WORDS = np.array(["a", "b", "a", "a", "b", "a"])
MOONS = datasets.moons(120, noise=0.2, rng=0)


def quick(**parameters):
    return SoftLabelMLP(
        **{"hidden_layer_sizes": (4,), "max_iter": 2, "random_state": 0} | parameters
    )


def fitted():
    return quick().fit(X, WORDS)


def half():
    """A semi-supervised model, on words."""
    return MixMatchClassifier((4,), max_iter=2, random_state=0).fit(X, ["a", "b", "a", "a", -1, -1])


# Whatever takes one class label a row.
LABELLED = {
    "mix": lambda y: mix(X, y),
    "Mixing.plan": lambda y: Mixing().plan(X, y),
    "pair": lambda y: pairing.pair(X, y, method="same"),
    "one_hot": labels.one_hot,
    "one_hot, classes": lambda y: labels.one_hot(y, classes=["a", "b"]),
    "SoftLabelMLP": lambda y: quick().fit(X, y),
    "SoftLabelMLP, watch": lambda y: quick().fit(X, WORDS, watch=(X, y)),
    "SoftLabelMLP.score": lambda y: fitted().score(X, y),
    "MixupClassifier": lambda y: MixupClassifier(DecisionTreeClassifier()).fit(X, y),
    "MixMatchClassifier": lambda y: MixMatchClassifier((4,), max_iter=2).fit(X, y),
    "MixMatchClassifier.score": lambda y: half().score(X, y),
    "labelled_scorer": lambda y: metrics.labelled_scorer()(half(), X, y),
    "LabelledSplit": lambda y: next(LabelledSplit(2).split(X, y)),
    "sweep_alpha": lambda y: sweep_alpha(quick(), X, y, alphas=[0], seeds=1),
    "reliability": lambda y: metrics.reliability(y, P),
    "expected_calibration_error": lambda y: metrics.expected_calibration_error(y, P),
    "overconfidence": lambda y: metrics.overconfidence(y, P),
    "accuracies": lambda y: metrics.accuracies(fitted(), mix(X, WORDS), X, y),
    "accuracies, holdout": lambda y: metrics.accuracies(
        fitted(), mix(X, WORDS), X, WORDS, holdout=(X, y)
    ),
}

# Whatever takes soft labels.
SOFT = {
    "mix": lambda Y: mix(np.zeros((len(Y), 2)), Y),
    "SoftLabelMLP": lambda Y: quick().fit(np.zeros((len(Y), 2)), Y),
    "check_soft": labels.check_soft,
    "blend": lambda Y: labels.blend(Y, [0], [1], [0.5]),
    "smooth": labels.smooth,
    "weighted_rows": lambda Y: labels.weighted_rows(
        np.zeros((len(Y), 2)), Y, range(np.shape(Y)[1])
    ),
    "cross_entropy": lambda Y: labels.cross_entropy(Y, Y),
    "sharpen": sharpen,
    "brier": lambda Y: brier(Y, Y),
}

NO_LABEL = {
    "NaN among numbers": [0, 1, np.nan, 0, 1, 0],
    "infinity": [0, 1, np.inf, 0, 1, 0],
    "infinity among objects": np.array([0, 1, -np.inf, 0, 1, 0], object),
    "NaN in a list of strings": ["a", "b", np.nan, "a", "b", "a"],
    "None in a list of strings": ["a", "b", None, "a", "b", "a"],
    "NaN that NumPy made a string": np.array(["a", "b", np.nan, "a", "b", "a"]),
    "NaN among objects": np.array(["a", "b", np.nan, "a", "b", "a"], object),
    "NaT": np.array(["2020-01-01", "2020-01-02", "NaT"] * 2, "datetime64[D]"),
    "NaT of a duration": np.array([1, 2, "NaT"] * 2, "timedelta64[D]"),
    "NA of StringDType": np.array(
        ["a", "b", np.nan, "a", "b", "a"], np.dtypes.StringDType(na_object=np.nan)
    ),
    "None of StringDType": np.array(
        ["a", "b", None, "a", "b", "a"], np.dtypes.StringDType(na_object=None)
    ),
    "pandas' NA": np.array(["a", "b", pd.NA, "a", "b", "a"], object),
    "Int64": pd.Series([0, 1, None, 0, 1, 0], dtype="Int64"),
    "boolean": pd.Series([True, False, None, True, False, True], dtype="boolean"),
    "string": pd.Series(["a", "b", None, "a", "b", "a"], dtype="string"),
    "category": pd.Series(["a", "b", None, "a", "b", "a"], dtype="category"),
}


def masked(a):
    """Mask an entry in row 2."""
    a = np.ma.array(a)
    a[2, ...] = np.ma.masked
    return a


def says(call, *words):
    """Tell whether a call is refused in one sentence with these words."""
    try:
        call()
    except ValueError as error:
        return all(word in str(error) for word in words)
    return False


def test_missing_labels_are_refused_by_name_of_the_row():
    """NaN, infinity, None, NaT and NA of every make, alone or among strings, at every entry."""
    passed = [
        (kind, entry)
        for kind, y in NO_LABEL.items()
        for entry, call in LABELLED.items()
        if not says(lambda call=call, y=y: call(y), "class label in every row. Got", "in row 2: ")
    ]
    assert not passed


def test_masked_entries_are_refused_wherever_they_are():
    """A mask says that a value is missing: in labels, soft labels, features, weights and shares."""
    calls = [(name, lambda call=call: call(masked(WORDS))) for name, call in LABELLED.items()]
    calls += [(name, lambda call=call: call(masked(P))) for name, call in SOFT.items()]
    tree = MixupClassifier(DecisionTreeClassifier(), random_state=0)
    calls += [
        ("mix", lambda: mix(masked(X), WORDS)),
        ("near", lambda: pairing.pair(masked(X), None, method="near")),
        ("SoftLabelMLP", lambda: quick().fit(masked(X), WORDS)),
        ("predict", lambda: fitted().predict(masked(X))),
        ("weights", lambda: quick().fit(X, WORDS, masked(np.ones(6)))),
        ("MixMatchClassifier", lambda: MixMatchClassifier().fit(masked(X), [0, 1, -1] * 2)),
        ("MixupClassifier", lambda: tree.fit(masked(X), WORDS)),
        ("its weights", lambda: tree.fit(X, WORDS, masked(np.ones(6)))),
        ("P", lambda: metrics.reliability(WORDS, masked(P))),
        ("lam", lambda: labels.blend(P, [0] * 3, [1] * 3, masked(np.full(3, 0.5)))),
        ("classes", lambda: labels.one_hot(["a"], classes=masked(["a", "b", "c"]))),
    ]
    assert not [name for name, call in calls if not says(call, "masked entries", "in row 2")]
    unmasked = np.ma.array(WORDS)
    assert np.array_equal(mix(np.ma.array(X), unmasked, rng=0).Y, mix(X, WORDS, rng=0).Y)


def test_labels_of_other_makes_are_what_they_hold():
    """Without a gap, labels of pandas and StringDType give what a list of strings gives."""
    expected, names = labels.one_hot(WORDS)
    for y in (
        WORDS.astype(np.dtypes.StringDType(na_object=np.nan)),
        pd.Series(WORDS, dtype="string"),
        pd.Series(WORDS, dtype="category"),
        WORDS.astype(object),
        tuple(WORDS),
    ):
        found, classes = labels.one_hot(y)
        np.testing.assert_array_equal(found, expected)
        assert classes.tolist() == names.tolist()
        model = quick().fit(X, y)
        assert model.classes_.tolist() == names.tolist()
        assert model.score(X, y) == fitted().score(X, WORDS)


def test_a_list_of_strings_and_numbers_is_refused():
    """NumPy would turn the numbers into strings, a mark for no label into a class."""
    for y in (["a", -1, "b", "a", "b", "a"], ["a", 1, "b", "a", "b", True]):
        assert says(lambda y=y: labels.one_hot(y), "of one type")
        assert says(lambda y=y: mix(X, y), "of one type")
        assert says(lambda y=y: quick().fit(X, y), "of one type")


# The order of the classes


def test_classes_in_any_order_are_sorted_with_their_columns():
    """Columns named in any order give the same, to the bit, as sorted ones, at every entry."""
    rng = np.random.default_rng(0)
    names, order = np.array(["a", "b", "c"]), np.array([2, 0, 1])
    Y, y = rng.dirichlet(np.ones(3), 30), names[rng.integers(3, size=30)]
    rows = rng.normal(size=(30, 2))
    entries = {
        "mix, soft": lambda c, Y: [*(m := mix(rows, Y, classes=c, rng=0)).Y.tolist(), *m.classes],
        "mix": lambda c, _: [*(m := mix(rows, y, classes=c, rng=0)).Y.tolist(), *m.classes],
        "one_hot": lambda c, _: [a.tolist() for a in labels.one_hot(y, classes=c)],
        "weighted_rows": lambda c, Y: [a.tolist() for a in labels.weighted_rows(rows, Y, c)],
        "SoftLabelMLP": lambda c, Y: (
            [*(m := quick().fit(rows, Y, classes=c)).predict_proba(rows).tolist(), *m.classes_]
        ),
        "reliability": lambda c, Y: repr(metrics.reliability(y, Y, classes=c)),
        "overconfidence": lambda c, Y: metrics.overconfidence(y, Y, classes=c),
    }
    different = [
        name for name, call in entries.items() if call(names, Y) != call(names[order], Y[:, order])
    ]
    assert not different


def test_scorers_see_sorted_classes():
    """roc_auc, which takes the second column for the larger class, is that of sorted classes."""
    Y, _ = labels.one_hot(MOONS.y)
    model = SoftLabelMLP(max_iter=100, random_state=0)
    model.fit(MOONS.X, Y[:, ::-1], classes=["right", "left"])
    y = np.array(["left", "right"])[MOONS.y]
    assert get_scorer("roc_auc")(model, MOONS.X, y) > 0.95


# A mix as it is


def test_a_mix_is_learned_with_its_names():
    """fit(mixed) is fit on its features and soft labels, with the names of its classes."""
    for names in (["left", "right"], [1, 2], [-5.0, 7.0]):
        y = np.array(names)[MOONS.y]
        mixed = mix(MOONS.X, y, rng=0)
        weights = np.random.default_rng(0).random(len(y))
        model = SoftLabelMLP(max_iter=30, random_state=0).fit(mixed, None, weights, watch=mixed)
        by_hand = SoftLabelMLP(max_iter=30, random_state=0)
        by_hand.fit(mixed.X, mixed.Y, weights, classes=mixed.classes, watch=(mixed.X, mixed.Y))
        assert model.classes_.tolist() == names
        assert model.score(MOONS.X, y) > 0.8
        np.testing.assert_array_equal(model.predict_proba(MOONS.X), by_hand.predict_proba(MOONS.X))
        np.testing.assert_array_equal(model.watched_loss_, by_hand.watched_loss_)
    mixed = mix(MOONS.X, MOONS.y, rng=0)
    assert says(lambda: quick().fit(mixed, mixed.Y), "leave them out")
    assert says(lambda: quick().fit(mixed, classes=[0, 1]), "leave them out")
    other = mix(MOONS.X, MOONS.y + 1, rng=0)
    assert says(lambda: quick().fit(mixed, watch=other), "classes that are learned")


def test_measures_refuse_labels_that_are_not_among_the_classes():
    """A label that no prediction can be is a mistake in the names, not in the model."""
    y = MOONS.y + 1
    mixed = mix(MOONS.X, y, rng=0)
    unnamed = quick().fit(mixed.X, mixed.Y)  # which are classes 0 and 1
    named = quick().fit(mixed)
    shares = np.full((120, 2), 0.5)
    measures = {
        "score": lambda: unnamed.score(MOONS.X, y),
        "on_mixes": lambda: metrics.on_mixes(unnamed.predict(MOONS.X), mixed),
        "accuracies": lambda: metrics.accuracies(unnamed, mixed, MOONS.X, y),
        "training rows": lambda: metrics.accuracies(named, mixed, MOONS.X, MOONS.y),
        "holdout": lambda: metrics.accuracies(named, mixed, MOONS.X, y, holdout=(MOONS.X, MOONS.y)),
        "reliability": lambda: metrics.reliability(y, shares, classes=[0, 1]),
        "overconfidence": lambda: metrics.overconfidence(y, shares, classes=[0, 1]),
    }
    assert not [name for name, call in measures.items() if not says(call, "instead; the classes")]
    assert unnamed.score(MOONS.X, MOONS.y) >= 0
    # A class that was never trained on is just predicted wrong, as scikit-learn has it.
    assert named.score(MOONS.X, np.full(120, 3)) == 0


# Half precision, and many classes


def test_soft_labels_in_half_precision_are_written_as_rows():
    """Rounded to half precision, they still sum to one as exactly as what becomes of them."""
    soft = np.random.default_rng(0).dirichlet(np.ones(50), 6).astype(np.float16)
    for dtype in (np.float16, np.float32, np.float64):
        mixed = mix(X.astype(dtype), soft, rng=0)
        labels.check_soft(mixed.Y)
        _, y, weight = mixed.rows()
        np.testing.assert_allclose(
            mixed.Y.sum(axis=1, dtype=float), 1, atol=np.finfo(dtype).eps * 25
        )
        assert weight.dtype == dtype
        assert len(y) > 200
        assert repr(mixed)
        quick(hidden_layer_sizes=()).fit(mixed)
    assert metrics.reliability(np.arange(6), soft, classes=range(50)).count.sum() == 6
    assert labels.cross_entropy(soft, soft) > 0


def test_bfloat16_goes_wherever_other_types_go():
    """Mixed, printed, written as rows, paired by distance, measured and learned."""
    torch = pytest.importorskip("torch")
    rows = torch.asarray(X).to(torch.bfloat16)
    soft = torch.softmax(torch.asarray(np.random.default_rng(0).normal(size=(6, 9))), 1)
    soft = soft.to(torch.bfloat16)
    for mixed in (mix(rows, WORDS, rng=0), mix(rows, soft, rng=0), mix(X, soft, rng=0)):
        assert mixed.Y.dtype == mixed.X.dtype
        assert repr(mixed).startswith("Mixed: 6 rows")
        _, _, weight = mixed.rows()
        assert weight.sum() == pytest.approx(6, abs=1e-3)
        quick().fit(mixed)
    first, second = pairing.pair(rows, None, method="near", rng=0)
    assert (first != second).all()
    assert metrics.reliability(np.arange(6), soft, classes=range(9)).count.sum() == 6
    assert metrics.overconfidence([0, 1], torch.asarray([0.25, 0.5]).to(torch.bfloat16)) is not None
    assert labels.cross_entropy(soft, soft) > 0
    assert brier(soft, soft) == 0
    assert sharpen(soft).shape == (6, 9)
    assert labels.weighted_rows(rows, soft, range(9))[2].sum() == pytest.approx(6, abs=1e-3)


def test_many_classes_cost_no_table_of_zeros():
    """With 2,000 classes, what needs no soft labels takes a fraction of their memory."""
    rng = np.random.default_rng(0)
    n, k = 4000, 2000
    many, y = rng.normal(size=(n, 4)), np.arange(n) % k
    tree = MixupClassifier(DecisionTreeClassifier(max_depth=1), random_state=0, n_mixes=2)
    table = n * k * 8
    calls = {
        "mix": lambda: mix(many, y, rng=0),
        "print": lambda: repr(mix(many, y, rng=0)),
        "rows": lambda: mix(many, y, rng=0).rows(),
        "on_mixes": lambda: metrics.on_mixes(y, mix(many, y, rng=0)),
        "MixupClassifier": lambda: tree.fit(many, y),
        "weighted": lambda: tree.fit(many, y, np.ones(n)),
        "label smoothing": lambda: tree.set_params(placebo="label smoothing").fit(many, y),
    }
    peaks = {name: peak(call) for name, call in calls.items()}
    assert not {name: size for name, size in peaks.items() if size > table / 4}
    # Networks need shares of the classes, but not of all rows times all classes again and again.
    network = SoftLabelMLP((4,), alpha=0.4, batch_size=100, max_iter=1, random_state=0)
    assert peak(lambda: network.fit(many, y)) < 2.5 * table


def peak(call):
    """Return how many bytes a call holds at most."""
    tracemalloc.start()
    try:
        call()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_rows_of_a_mix_are_its_soft_labels_without_the_zeros():
    """Written from the parents' classes, they are those of the table, to the bit."""
    y = np.random.default_rng(0).integers(5, size=40)
    rows = np.random.default_rng(1).normal(size=(40, 3))
    for how in ({}, {"alpha": 0}, {"method": "remix"}, {"pairing": "same", "n_mixes": 3}):
        mixed = mix(rows, y, rng=0, **how)
        expected = labels.weighted_rows(mixed.X, mixed.Y, mixed.classes)
        for found, other in zip(mixed.rows(), expected, strict=True):
            np.testing.assert_array_equal(found, other)


# Several ones in a row


def test_multi_label_data_are_told_so():
    """Zeros and ones with several ones in a row are a question a column, whoever is asked."""
    Y = np.array([[1, 0, 0], [0, 1, 0], [1, 1, 0], [0, 0, 1], [0, 1, 1], [0, 0, 1]])
    words = "multi-label", "several ones in row 2", "MultiOutputClassifier"
    calls = [
        (name, lambda call=call, kind=kind: call(Y.astype(kind)))
        for name, call in SOFT.items()
        for kind in (bool, int, float)
    ]
    calls += [
        ("MixupClassifier", lambda: MixupClassifier(DecisionTreeClassifier()).fit(X, Y)),
        ("MixMatchClassifier", lambda: MixMatchClassifier().fit(X, Y)),
        ("pair", lambda: pairing.pair(X, Y, method="same")),
        ("one_hot", lambda: labels.one_hot(Y)),
        ("sweep_alpha", lambda: sweep_alpha(quick(), X, Y, alphas=[0], seeds=1)),
    ]
    assert not [name for name, call in calls if not says(call, *words)]
    # What the sentence says to do can be done.
    assert MultiOutputClassifier(quick(alpha=0.4)).fit(X, Y).predict(X).shape == (6, 3)


def test_other_tables_are_told_what_is_wrong_with_them():
    """The sentence names the first bad row, and what helps with it."""
    for bad, advice in (
        ([2.0, 2.0], "sums to 4: divide each row by its sum"),
        ([-1.0, 2.0], "softmax"),
        ([np.nan, 1.0], "drop such rows"),
        ([0.0, 0.0], "drop rows without a label"),
    ):
        assert says(lambda bad=bad: labels.check_soft([[0.5, 0.5], bad]), "in row 1", advice)
