"""Series of different lengths, brought to one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mixlearn import mix
from mixlearn.ragged import pad, stretch

fast = settings(deadline=None, derandomize=True, max_examples=80)
LENGTHS = st.lists(st.integers(1, 9), min_size=1, max_size=5)


def ragged(lengths, channels=None):
    shape = () if channels is None else (channels,)
    return [1 + np.random.default_rng(length).random((length, *shape)) for length in lengths]


@fast
@given(LENGTHS, st.sampled_from([None, 3]), st.sampled_from([None, 1, 4, 12]))
def test_padding_keeps_the_steps_and_adds_zeros(lengths, channels, length):
    """Where a step is marked as there it is the series' own; everywhere else are zeros."""
    rows = ragged(lengths, channels)
    X, there = pad(rows, length=length)
    assert there.shape == X.shape[:2] == (len(rows), length or max(lengths))
    for row, filled, real in zip(rows, X, there, strict=True):
        kept = min(len(row), len(filled))
        np.testing.assert_array_equal(filled[real], row[:kept])
        assert real.sum() == kept
        assert not filled[~real].any()


@fast
@given(LENGTHS, st.sampled_from([None, 3]), st.sampled_from([None, 1, 4, 12]))
def test_stretching_keeps_the_order(lengths, channels, length):
    """Every step is one of the series', in order, and none is left out where there is room."""
    rows = [np.arange(one, dtype=float) for one in lengths]
    X = stretch(rows, length=length)
    assert X.shape == (len(rows), length or max(lengths))
    for row, spread in zip(rows, X, strict=True):
        assert (np.diff(spread) >= 0).all()
        assert set(spread) <= set(row)
        if len(spread) >= len(row):
            times = np.unique(spread, return_counts=True)[1]
            assert len(times) == len(row)
            assert np.ptp(times) <= 1
    wide = stretch(ragged(lengths, channels), length=length)
    for row, spread, places in zip(ragged(lengths, channels), wide, X.astype(int), strict=True):
        np.testing.assert_array_equal(spread, row[places])


@pytest.mark.parametrize("bring", [lambda rows: pad(rows)[0], stretch], ids=["pad", "stretch"])
def test_series_of_one_length_stay_as_they_are(bring):
    """With nothing to do nothing is done, in the floating-point type of the series."""
    rows = ragged([4, 4], 2)
    np.testing.assert_array_equal(bring(rows), rows)
    assert bring([row.astype(np.float32) for row in rows]).dtype == np.float32
    assert bring([[1, 2], [3]]).dtype == np.float64


def test_what_was_padded_can_be_mixed():
    """Series of different lengths go through mix once they are padded."""
    X, _ = pad(ragged([2, 5, 3], 4))
    assert mix(X, [0, 1, 0], alpha=1, rng=0).X.shape == (3, 5, 4)


@pytest.mark.parametrize("bring", [pad, stretch])
@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([], "at least one series"),
        ([["a", "b"]], "turn words and dates into numbers"),
        ([[1.0], [[1.0]]], r"shape \(1,\) in row 1 and \(\) in row 0"),
        ([np.zeros((2, 2, 2))], "must have shape"),
        ([[]], "step"),
    ],
)
def test_what_is_no_series_is_refused(bring, rows, message):
    """Words, single numbers, other channels and nothing at all are refused in one sentence."""
    with pytest.raises(ValueError, match=message):
        bring(rows)


@pytest.mark.parametrize("bring", [pad, stretch])
@pytest.mark.parametrize("length", [0, -1, 1.5, True])
def test_a_length_must_be_one(bring, length):
    """A length is a whole number of at least 1."""
    with pytest.raises(ValueError, match="The 'length' parameter must be an int"):
        bring([[1.0]], length=length)
