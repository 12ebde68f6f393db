"""Features, seeds and probabilities that cannot be used: each is named for what it is."""

import enum

import numpy as np
import pandas as pd
import polars as pl
import pytest
from sklearn.base import clone
from sklearn.linear_model import LogisticRegression

from mixlearn import (
    MixMatchClassifier,
    MixupClassifier,
    SoftLabelMLP,
    blending,
    boundary,
    cuts,
    datasets,
    labels,
    metrics,
    mix,
    networks,
    pairing,
    ragged,
    ratios,
)
from mixlearn.mixing import Mixing
from mixlearn.sweeps import LabelledSplit, sweep_alpha
from mixlearn.sweeps._plan import _entropy

rng = np.random.default_rng(0)
X, Y = rng.normal(size=(20, 2)), np.arange(20) % 2
SOME = np.where(np.arange(20) < 8, Y, -1)
FITTED = SoftLabelMLP(max_iter=2, random_state=0).fit(X, Y)
ENTRIES = {
    "mix": lambda X: mix(X, Y, rng=0),
    "interpolate": lambda X: blending.interpolate(X, [0], [1], [0.5]),
    "paste": lambda X: cuts.paste(X, [0], [1], [[0, 1]]),
    "near": lambda X: pairing.pair(X, Y, method="near", rng=0),
    "extent_of": boundary.extent_of,
    "MixupClassifier": lambda X: MixupClassifier(LogisticRegression(), random_state=0).fit(X, Y),
    "SoftLabelMLP": lambda X: SoftLabelMLP(max_iter=2, random_state=0).fit(X, Y),
    "MixMatchClassifier": lambda X: MixMatchClassifier(max_iter=2, random_state=0).fit(X, SOME),
    "watch": lambda X: SoftLabelMLP(max_iter=2, random_state=0).fit(FITTED_ON, Y, watch=(X, Y)),
    "predict": FITTED.predict,
    "accuracies": lambda X: metrics.accuracies(FITTED, mix(FITTED_ON, Y, rng=0), X, Y),
}
FITTED_ON = X
DATES = pd.date_range("2020-01-01", periods=20)
DAYS = [*DATES.date]


def refused(use, *given):
    with pytest.raises((ValueError, TypeError)) as caught:
        use(*given)
    return str(caught.value)


def columns():
    """List what a column may hold that is no number: the frames, and what helps."""
    words, dates = "OneHotEncoder", "days since the first"
    kinds = [
        (["a", "b"] * 10, words),
        (pd.Categorical(Y), words),
        (DATES, dates),
        (DATES.tz_localize("UTC"), dates),
        (DATES - DATES[0], dates),
        (DATES.to_period("D"), dates),
        (pd.Series(DAYS, dtype=object), dates),
        (pd.Series([None, *X[1:, 0]], dtype=object), "fill in missing"),
        (X[:, 0] + 1j, "imaginary parts"),
    ]
    for values, help_ in kinds:
        yield pd.DataFrame({"x": X[:, 0], "other": values}), help_
    strings = pl.Series(["a", "b"] * 10)
    kinds = [
        (strings, words),
        (strings.cast(pl.Categorical), words),
        (strings.cast(pl.Enum(["a", "b"])), words),
        (DAYS, dates),
        ([day - DAYS[0] for day in DAYS], dates),
        ([None] * 20, "fill in missing"),
        ([[1.0, 2.0]] * 20, "column of its own"),
    ]
    for values, help_ in kinds:
        yield pl.DataFrame({"x": X[:, 0], "other": values}), help_
        yield pl.DataFrame({"other": values}), help_


def test_what_is_no_number_is_named_by_its_column():
    """Strings, categories (of whole numbers too), dates: the same sentence at every entry."""
    for frame, help_ in columns():
        for entry, use in ENTRIES.items():
            words = refused(use, frame)
            assert "column 'other' of dtype" in words, (entry, words)
            assert help_ in words, (entry, words)
            assert words.startswith("X must hold numbers"), (entry, words)


def test_a_column_twice_is_refused():
    """Whatever the two hold: a check by name would look at one of them only."""
    for values in (X[:, 1], DATES):
        frame = pd.concat([pd.Series(X[:, 0], name="x"), pd.Series(values, name="x")], axis=1)
        for entry, use in ENTRIES.items():
            words = refused(use, frame)
            assert "'x' twice" in words or "column 'x' of dtype datetime" in words, entry


def test_arrays_of_objects_are_looked_into():
    """Numbers pass, in frames too; strings, dates and None are named, in lists too."""
    for numbers in (X.astype(object), pd.DataFrame(X.astype(object))):
        for use in ENTRIES.values():
            use(numbers)
        np.testing.assert_array_equal(mix(numbers, Y, rng=0).X, mix(X, Y, rng=0).X)
    strange = {"a": "OneHotEncoder", np.datetime64("2020"): "days since", None: "fill in missing"}
    for value, help_ in {**strange, DAYS[0]: "days since", b"1": "OneHotEncoder"}.items():
        objects = X.astype(object)
        objects[3, 1] = value
        for entry, use in ENTRIES.items():
            for given in (objects, objects.tolist()):
                if not (isinstance(value, str | bytes) and isinstance(given, list)):
                    words = refused(use, given)
                    assert f"with {value!r} in it" in words, (entry, words)
                    assert help_ in words, (entry, words)
    for strings in (np.full((20, 2), "1.5"), [["1.5", 1.0]] * 20):
        for entry, use in ENTRIES.items():
            assert "OneHotEncoder" in refused(use, strings), entry


@pytest.mark.filterwarnings("ignore:X has feature names")
def test_what_is_not_there_yet_or_not_all_there_is_called_by_its_name():
    """LazyFrames, sparse tensors, rows of several lengths, complex numbers and gaps."""
    lazy = pl.DataFrame({"x": X[:, 0], "other": X[:, 1]}).lazy()
    gap = X.copy()
    gap[3, 0] = np.nan
    cases = [
        (lazy, "Got a LazyFrame instead: call its 'collect'"),
        ([[1.0], [1.0, 2.0]] * 10, "mixlearn.ragged.pad"),
        (X + 1j, "imaginary parts as separate features"),
        (gap, "finite"),
        (pd.DataFrame({"x": pd.array([None, *range(19)], "Int64"), "other": Y}), "finite"),
        (pl.DataFrame({"x": [None, *range(19)], "other": X[:, 0]}), "finite"),
    ]
    for given, sentence in cases:
        for entry, use in ENTRIES.items():
            if sentence == "finite" and entry in {"interpolate", "paste"}:
                continue  # they look on demand
            words = refused(use, given)
            assert sentence in words, (entry, words)
            assert "HistGradientBoosting" not in words
    for use in (mix, pairing.pair):
        assert "LazyFrame" in refused(use, X, lazy.select("x"))


def test_near_partners_name_the_row_that_is_not_finite():
    """Not another program's advice about other classifiers."""
    hole = X.copy()
    hole[3, 0] = np.nan
    words = refused(lambda: mix(hole, Y, pairing="near", rng=0))
    assert "in row 3" in words
    assert "HistGradientBoosting" not in words


def test_strengths_at_the_ends_of_floating_point():
    """All ratios are 0 or 1 at the smallest alphas, and one half at the largest."""
    u = np.sort(rng.random(1000))
    for alpha in (1e-12, 1e-19, 1e-21, 1e-100, 2.3e-308, 1e-308, 5e-324):
        lam = ratios.from_uniform(u, alpha)
        assert np.isin(lam.round(9), (0, 1)).all()
        assert (np.diff(lam) > -1e-300).all()
        ends = [(0, 0.5), (0.1, 0.9), (0.5, 1), (0, 1)]
        found = [ratios.probability(alpha, *between) for between in ends]
        np.testing.assert_allclose(found, [0.5, 0, 0.5, 1], atol=1e-10)
        assert ratios.minor_share_between(alpha, 0, 0.05) == pytest.approx(1)
        assert 0 <= ratios.minor_share(alpha) < 1e-10
        np.testing.assert_array_equal(
            mix(X, Y, alpha=alpha, fold=True, rng=0).X.round(9), X.round(9)
        )
    for alpha in (1e20, 1e31, 1e32, 1e100, 1.7e308, np.inf):
        np.testing.assert_allclose(ratios.from_uniform(u, alpha), 0.5, atol=1e-9)
        assert ratios.probability(alpha, 0.4, 0.6) == pytest.approx(1)
        assert ratios.variance_factor(alpha) == ratios.minor_share(alpha) == 0.5
    for alpha in np.geomspace(1e-30, 1e40, 71):
        lam = ratios.from_uniform(u, alpha)
        assert ((lam >= 0) & (lam <= 1)).all()
        assert (np.diff(lam) > -1e-7).all()


def test_strengths_are_taken_or_named():
    """Wherever one is asked for, in the same sentence."""
    asked = [
        lambda alpha: mix(X, Y, alpha=alpha),
        lambda alpha: Mixing(alpha=alpha),
        lambda alpha: ratios.draw(3, alpha=alpha),
        lambda alpha: ratios.from_uniform(0.1, alpha),
        lambda alpha: ratios.probability(alpha, 0, 1),
        lambda alpha: ratios.minor_share_between(alpha, 0, 0.1),
        ratios.minor_share,
        ratios.variance_factor,
        lambda alpha: SoftLabelMLP(alpha=alpha).fit(X, Y),
        lambda alpha: MixMatchClassifier(alpha=alpha).fit(X, SOME),
        lambda alpha: MixupClassifier(LogisticRegression(), alpha=alpha).fit(X, Y),
        lambda alpha: sweep_alpha(SoftLabelMLP(), X, Y, alphas=[0, alpha]),
    ]
    for use in asked:
        for wrong in (10**400, -(10**400), -1, np.nan, "1", None, True, 1j, np.array([0.4])):
            assert r"'alpha' parameter must be a float in [0, inf]. Got" in refused(use, wrong)


def test_a_seed_that_is_none_is_named():
    """Wherever one is asked for, in a sentence that says what would be one."""
    wrong = (-1, np.int64(-1), 1.5, "seed", True, object(), np.nan, np.random.Generator)
    asked = [
        lambda rng: mix(X, Y, rng=rng),
        lambda rng: Mixing().plan(X, Y, rng=rng),
        lambda rng: pairing.pair(X, Y, rng=rng),
        lambda rng: ratios.draw(3, rng=rng),
        lambda rng: datasets.moons(10, rng=rng),
        lambda rng: datasets.series(10, rng=rng),
    ]
    for use in asked:
        for seed in wrong:
            assert "'rng' parameter must be an int in [0, inf), a numpy" in refused(use, seed)
    asked = [
        lambda seed: SoftLabelMLP(max_iter=2, random_state=seed).fit(X, Y),
        lambda seed: MixMatchClassifier(max_iter=2, random_state=seed).fit(X, SOME),
        lambda seed: MixupClassifier(LogisticRegression(), random_state=seed).fit(X, Y),
        lambda seed: [*LabelledSplit(2, random_state=seed).split(X, SOME)],
        lambda seed: sweep_alpha(SoftLabelMLP(), X, Y, alphas=[0], random_state=seed),
    ]
    for use in asked:
        for seed in wrong:
            assert "'random_state' parameter must be an int in [0, " in refused(use, seed)
    for use in asked[:-1]:
        assert "'random_state' parameter must be an int in [0, 2**32 - 1]" in refused(use, 2**70)


def test_every_kind_of_seed_gives_the_same_bits_twice():
    """Ints, RandomState, Generator and SeedSequence, for all that is drawn within, too."""
    kinds = [
        lambda: 3,
        lambda: np.int64(3),
        lambda: np.random.RandomState(3),
        lambda: np.random.default_rng(3),
        lambda: np.random.SeedSequence(3),
    ]
    network = SoftLabelMLP(max_iter=2)
    noise = MixupClassifier(SoftLabelMLP(max_iter=2), placebo="noise")
    for seed in kinds:
        for model in (network, MixupClassifier(network), noise, MixMatchClassifier(max_iter=2)):
            y = SOME if isinstance(model, MixMatchClassifier) else Y
            first, second = (
                clone(model).set_params(random_state=seed()).fit(X, y).predict_proba(X)
                for _ in "12"
            )
            np.testing.assert_array_equal(first, second)
        splits = [[*LabelledSplit(2, random_state=seed()).split(X, SOME)] for _ in "12"]
        np.testing.assert_array_equal(splits[0][0][1], splits[1][0][1])
        entropies = {_entropy(seed()) for _ in "12"}
        assert len(entropies) == 1
    np.testing.assert_array_equal(*(mix(X, Y, rng=np.random.SeedSequence(1)).lam for _ in "12"))
    children = np.random.SeedSequence(1)
    SoftLabelMLP(max_iter=2, random_state=children).fit(X, Y)
    MixupClassifier(network, random_state=children).fit(X, Y)
    assert children.n_children_spawned == 0


def test_probabilities_are_called_probabilities():
    """A table that is none is told what predict_proba returns; no rows are told so."""
    P, soft = np.full((4, 2), 0.7), np.eye(2)[Y[:4]]
    measures = [
        (metrics.expected_calibration_error, Y[:4]),
        (metrics.reliability, Y[:4]),
        (metrics.overconfidence, Y[:4]),
        (labels.cross_entropy, soft),
        (networks.brier, soft),
        (
            lambda y, P: labels.two_target_cross_entropy(y[:, 0], y[:, 0], y[:, 1], P),
            Y[:8].reshape(4, 2),
        ),
    ]
    wrong = [P, P - 0.7, -P + 1.9, P.astype(str), P * np.nan, P[:, :, None], 0.5, None]
    for measure, y in measures:
        for table in [*wrong, [[0.5], [0.5, 0.5]], ["a", "b"]]:
            words = refused(measure, y, table)
            assert words.startswith("P must hold predicted probabilities"), words
            assert "oft labels" not in words
        assert "row to measure. Got none in P" in refused(measure, y[:0], P[:0])
    words = refused(metrics.reliability, Y[:4], [0.1, 0.2, 3, 0.4])
    assert "[-2.0, 3.0] in row 2" in words
    assert "Soft labels must be shares" in refused(labels.cross_entropy, P, soft)


def test_labels_that_cannot_be_sorted_are_named():
    """Members of an Enum are all of one type; those that are strings or ints are taken."""

    class Pet(enum.Enum):
        CAT, DOG = "cat", "dog"

    class Number(enum.IntEnum):
        ONE, TWO = 1, 2

    for entry in (
        lambda y: mix(X, y, rng=0),
        lambda y: SoftLabelMLP(max_iter=2).fit(X, y),
        lambda y: MixupClassifier(LogisticRegression()).fit(X, y),
        labels.one_hot,
    ):
        words = refused(entry, [list(Pet)[number] for number in Y])
        assert "<Pet.CAT: 'cat'> of type Pet" in words
        assert "mixture" not in words
        assert "mixture of int and str" in refused(entry, np.array(["a", 1] * 10, object))
        entry([list(Number)[number] for number in Y])


def test_what_is_of_another_kind_is_said_to_be():
    """Arguments in each other's place: no error from within."""
    cases = [
        (lambda: metrics.on_mixes(Y, X), "'mixed' must be what mixlearn.mix returns. Got ndarray"),
        (lambda: metrics.accuracies(FITTED, X, X, Y), "'mixed' must be what mixlearn.mix returns"),
        (
            lambda: metrics.accuracies(FITTED, mix(X, Y), X, Y, holdout=X),
            r"'holdout' must be a tuple (X, y) of rows and labels. Got ndarray",
        ),
        (lambda: metrics.accuracies(FITTED, mix(X, Y), X, Y[1:]), "Got 20 and 19"),
        (lambda: boundary.field(SoftLabelMLP, (0, 1, 0, 1)), "Got the class SoftLabelMLP"),
        (lambda: boundary.field(FITTED, "left"), "'extent' must be (left, right, bottom, top)"),
        (lambda: ragged.pad(5), "a list of series. Got 5"),
        (lambda: ragged.pad([np.array(["2020"], "M8[D]")]), "turn words and dates into numbers"),
    ]
    for use, sentence in cases:
        assert sentence in refused(use)
