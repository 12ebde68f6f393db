"""Features, seeds and probabilities that cannot be used: each is named for what it is."""

import numpy as np
import pandas as pd
import polars as pl
import pytest
from sklearn.linear_model import LogisticRegression

from mixlearn import (
    MixMatchClassifier,
    MixupClassifier,
    SoftLabelMLP,
    blending,
    boundary,
    cuts,
    metrics,
    mix,
    pairing,
    ratios,
)

rng = np.random.default_rng(0)
X, Y = rng.normal(size=(20, 2)), np.arange(20) % 2
FITTED = SoftLabelMLP(max_iter=2, random_state=0).fit(X, Y)
ENTRIES = {
    "mix": lambda X: mix(X, Y, rng=0),
    "interpolate": lambda X: blending.interpolate(X, [0], [1], [0.5]),
    "paste": lambda X: cuts.paste(X, [0], [1], [[0, 1]]),
    "near": lambda X: pairing.pair(X, Y, method="near", rng=0),
    "extent_of": boundary.extent_of,
    "MixupClassifier": lambda X: MixupClassifier(LogisticRegression(), random_state=0).fit(X, Y),
    "SoftLabelMLP": lambda X: SoftLabelMLP(max_iter=2, random_state=0).fit(X, Y),
    "MixMatchClassifier": lambda X: MixMatchClassifier(max_iter=2, random_state=0).fit(
        X, np.where(np.arange(20) < 8, Y, -1)
    ),
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


def test_tiny_strengths_mix_nothing():
    """Every ratio is 0 or 1 at the smallest alphas that a float can hold."""
    u = np.sort(rng.random(1000))
    for alpha in (1e-12, 1e-19, 1e-21, 1e-100, 2.3e-308, 1e-308, 5e-324):
        lam = ratios.from_uniform(u, alpha)
        assert np.isin(lam.round(9), (0, 1)).all()
        assert (np.diff(lam) > -1e-300).all()
    assert "too large for a float" in refused(lambda: mix(X, Y, alpha=10**400))


def test_seeds_are_taken_or_named():
    """A SeedSequence gives the same bits twice, and what is no seed is told what would be one."""
    for wrong in (-1, 1.5, "seed", object()):
        assert "'rng' parameter must be" in refused(lambda wrong=wrong: mix(X, Y, rng=wrong))
    networks = (SoftLabelMLP(max_iter=2), MixupClassifier(LogisticRegression()))
    for network in networks:
        for wrong in (-1, 1.5, 2**70, "seed"):
            words = refused(network.set_params(random_state=wrong).fit, X, Y)
            assert "'random_state' parameter must be" in words
    seeds = np.random.SeedSequence(1)
    first, second = (
        SoftLabelMLP(max_iter=2, random_state=seeds).fit(X, Y).predict_proba(X) for _ in range(2)
    )
    np.testing.assert_array_equal(first, second)
    np.testing.assert_array_equal(*(mix(X, Y, rng=np.random.SeedSequence(1)).lam for _ in "12"))


def test_probabilities_are_called_probabilities():
    """A table that is none is told what predict_proba returns; no rows are told so."""
    P = np.full((4, 2), 0.7)
    for measure in (metrics.expected_calibration_error, metrics.reliability):
        for wrong in (P, P - 0.7, -P + 1.9, P.astype(str)):
            words = refused(measure, Y[:4], wrong)
            assert "predicted probabilities" in words
            assert "oft labels" not in words
        assert "at least one row" in refused(measure, Y[:0], P[:0])
