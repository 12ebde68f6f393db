"""Features, seeds and probabilities that cannot be used: each is named for what it is."""

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LogisticRegression

from mixlearn import MixMatchClassifier, MixupClassifier, SoftLabelMLP, metrics, mix, ratios

rng = np.random.default_rng(0)
X, Y = rng.normal(size=(20, 2)), np.arange(20) % 2
ENTRIES = {
    "mix": lambda X: mix(X, Y, rng=0),
    "MixupClassifier": lambda X: MixupClassifier(LogisticRegression(), random_state=0).fit(X, Y),
    "SoftLabelMLP": lambda X: SoftLabelMLP(max_iter=2, random_state=0).fit(X, Y),
    "MixMatchClassifier": lambda X: MixMatchClassifier(max_iter=2, random_state=0).fit(
        X, np.where(np.arange(20) < 8, Y, -1)
    ),
}
DATES = pd.date_range("2020-01-01", periods=20)


def refused(use, *given):
    with pytest.raises((ValueError, TypeError)) as caught:
        use(*given)
    return str(caught.value)


def test_what_is_no_number_is_named_by_its_column():
    """Strings, categories, of whole numbers too, and dates: the same sentence at every entry."""
    columns = {
        "strings": (["a", "b"] * 10, "OneHotEncoder"),
        "categories": (pd.Categorical(Y), "OneHotEncoder"),
        "dates": (DATES, "days since the first"),
    }
    for name, (values, help_) in columns.items():
        frame = pd.DataFrame({"x": X[:, 0], name: values})
        for entry, use in ENTRIES.items():
            words = refused(use, frame)
            assert f"column {name!r}" in words, entry
            assert help_ in words, entry


def test_a_column_twice_is_refused():
    """Whatever the two hold: a check by name would look at one of them only."""
    for values in (X[:, 1], DATES):
        frame = pd.concat([pd.Series(X[:, 0], name="x"), pd.Series(values, name="x")], axis=1)
        for entry, use in ENTRIES.items():
            words = refused(use, frame)
            assert "'x' twice" in words or "column 'x' of dtype datetime" in words, entry


def test_arrays_of_objects_are_looked_into():
    """Numbers pass; strings, dates and None are named."""
    np.testing.assert_array_equal(mix(X.astype(object), Y, rng=0).X, mix(X, Y, rng=0).X)
    strange = {"a": "OneHotEncoder", np.datetime64("2020"): "days since", None: "fill in missing"}
    for value, help_ in strange.items():
        objects = X.astype(object)
        objects[3, 1] = value
        for entry, use in ENTRIES.items():
            words = refused(use, objects)
            assert help_ in words or (value is None and "NaN" in words), (entry, words)


def test_near_partners_name_the_row_that_is_not_finite():
    """Not another program's advice about other classifiers."""
    hole = X.copy()
    hole[3, 0] = np.nan
    words = refused(lambda: mix(hole, Y, pairing="near", rng=0))
    assert "in row 3" in words
    assert "HistGradientBoosting" not in words


def test_whole_numbers_beside_short_floats_keep_their_digits():
    """A frame of int64 and float32 becomes float64."""
    frame = pd.DataFrame({"n": np.arange(20) + 2**40 + 1, "x": X[:, 0].astype(np.float32)})
    np.testing.assert_array_equal(mix(frame, Y, alpha=0, rng=0).X[:, 0], frame["n"])


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
