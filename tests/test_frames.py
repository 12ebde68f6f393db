"""Frames of pandas and polars: their columns are kept, and their numbers in full."""

import warnings

import numpy as np
import pandas as pd
import polars as pl
import pytest
from sklearn.linear_model import LogisticRegression

from mixlearn import MixMatchClassifier, MixupClassifier, SoftLabelMLP, labels, mix

rng = np.random.default_rng(0)
X, Y = rng.normal(size=(12, 2)), np.arange(12) % 2


def frames(columns):
    return [pd.DataFrame(columns), pl.DataFrame(columns)]


def test_a_mixed_frame_is_a_frame_with_the_same_columns():
    """Of its kind, with the numbers that an array gives, and rows numbered anew."""
    for frame in frames({"height": X[:, 0], "width": X[:, 1]}):
        expected = mix(X, Y, alpha=1.0, n_mixes=2, rng=0)
        found = mix(frame, Y, alpha=1.0, n_mixes=2, rng=0)
        assert type(found.X) is type(frame)
        assert list(found.X.columns) == ["height", "width"]
        np.testing.assert_array_equal(found.X.to_numpy(), expected.X)
        for name in ("Y", "lam", "first", "second"):
            assert isinstance(getattr(found, name), np.ndarray)
            np.testing.assert_array_equal(getattr(found, name), getattr(expected, name))
        assert repr(found) == repr(expected)
    odd = pd.DataFrame(
        X, index=np.arange(12) + 5, columns=pd.MultiIndex.from_tuples([(1, 2), (1, 3)])
    )
    found = mix(odd, Y, rng=0).X
    pd.testing.assert_index_equal(found.columns, odd.columns)
    assert found.index.tolist() == list(range(12))


def test_weighted_rows_keep_the_columns_for_any_classifier():
    """A classifier that learns them knows the names, and predicts a frame without a warning."""
    for frame in frames({"height": X[:, 0], "width": X[:, 1]}):
        mixed = mix(frame, Y, alpha=1.0, rng=0)
        arrays = mix(X, Y, alpha=1.0, rng=0).rows()
        for rows in (mixed.rows(), labels.weighted_rows(mixed.X, mixed.Y, mixed.classes)):
            assert type(rows[0]) is type(frame)
            if isinstance(frame, pd.DataFrame):  # rows are numbered anew
                assert rows[0].index.tolist() == list(range(len(rows[1])))
            for found, expected in zip(rows, arrays, strict=True):
                np.testing.assert_array_equal(np.asarray(found), expected)
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                LogisticRegression().fit(*rows).predict(frame)
        network = SoftLabelMLP(max_iter=2, random_state=0).fit(mixed)
        assert network.feature_names_in_.tolist() == ["height", "width"]
    with pytest.raises(ValueError, match="same number of rows"):
        labels.weighted_rows(frame, mixed.Y[1:], mixed.classes)


def test_numbers_of_several_types_are_read_in_one_that_holds_them():
    """Whole numbers beside float32 keep their digits; float32 alone stays; booleans are numbers."""
    large = np.arange(12) + 2**40 + 1
    short = X[:, 0].astype(np.float32)
    cases = [
        ({"n": large, "x": short}, np.float64),
        ({"n": Y == 1, "x": short.astype(np.float64)}, np.float64),
        ({"n": Y == 1}, np.float64),
        ({"n": short, "x": short}, np.float32),
    ]
    for columns, dtype in cases:
        exact = np.column_stack(list(columns.values())).astype(dtype)
        several = frames(columns)
        if "n" in columns and columns["n"] is large:
            several.append(several[0].astype({"n": "Int64"}))
            several.append(several[0].astype({"n": object}))
        for frame in several:
            found = mix(frame, Y, alpha=0, rng=0).X.to_numpy()
            np.testing.assert_array_equal(found, exact)
            assert found.dtype == dtype
            some = np.where(np.arange(12) < 8, Y, -1)
            for model, y in (
                (SoftLabelMLP(max_iter=2, random_state=0), Y),
                (MixMatchClassifier(max_iter=2, random_state=0), some),
            ):
                by_frame, by_array = (model.fit(given, y).coefs_[0] for given in (frame, exact))
                assert by_frame.dtype == dtype
                np.testing.assert_array_equal(by_frame, by_array)
            mixup = MixupClassifier(LogisticRegression(), random_state=0)
            np.testing.assert_array_equal(
                mixup.fit(frame, Y).estimator_.coef_, mixup.fit(exact, Y).estimator_.coef_
            )


def test_a_series_is_an_array_of_numbers():
    """A column by itself has no columns to keep."""
    for column in (pd.Series(X[:, 0], name="x"), pl.Series("x", X[:, 0])):
        found = mix(column, Y, rng=0).X
        assert isinstance(found, np.ndarray)
        np.testing.assert_array_equal(found, mix(X[:, 0], Y, rng=0).X)


def test_frames_are_not_changed():
    """Nothing that is written into a mix reaches the frame, even if nothing was mixed."""
    frame = pd.DataFrame(X, columns=["a", "b"])
    blends = mix(frame, Y, alpha=0, rng=0).X
    blends.loc[:] = -1.0
    np.testing.assert_array_equal(frame, X)
