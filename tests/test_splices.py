"""Splices: a segment of one series in another, and its share in steps."""

import array_api_strict
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mixlearn import mix
from mixlearn.splices import mask, segments, shares, splice

fast = settings(deadline=None, derandomize=True, max_examples=80)
unit = st.floats(0, 1)
LENGTHS = st.integers(1, 40)


def series(n=6, length=9, channels=None, seed=0):
    shape = (n, length) if channels is None else (n, length, channels)
    return np.random.default_rng(seed).random(shape)


@fast
@given(LENGTHS, st.lists(st.tuples(unit, unit), min_size=1, max_size=6))
def test_the_share_is_that_of_the_steps_left(length, draws):
    """The first parent's share is the part of the mask that is empty, at most half a step off."""
    lam, at = np.array(draws).T
    pieces = segments(lam, length, at=at)
    marked = mask(pieces, length)
    assert marked.shape == (len(lam), length)
    np.testing.assert_allclose(shares(pieces, length), 1 - marked.mean(axis=1), atol=1e-12)
    assert np.abs(shares(pieces, length) - lam).max() <= 0.5 / length + 1e-12


@fast
@given(LENGTHS, unit, unit)
def test_a_segment_lies_inside_and_in_one_piece(length, lam, at):
    """No segment reaches over an end, wherever it is put and however long it is."""
    ((start, stop),) = segments([lam], length, at=at)
    assert 0 <= start <= stop <= length
    assert mask([[start, stop]], length)[0, start:stop].all()


@fast
@given(
    st.integers(2, 8),
    LENGTHS,
    st.sampled_from([None, 1, 3]),
    st.sampled_from([0.0, 0.2, 1.0, 8.0, np.inf]),
    st.sampled_from(["sample", "batch"]),
    st.integers(0, 2**32),
)
def test_the_label_is_what_was_spliced(n, length, channels, alpha, per, seed):  # noqa: PLR0917
    """For every row of a mix, lam and label are counted in the steps that changed hands."""
    # Every step holds the number of its row, so that each shows whose it is.
    shape = (n, length) if channels is None else (n, length, channels)
    X = np.broadcast_to(np.arange(n).reshape(-1, *[1] * (len(shape) - 1)), shape)
    y = np.arange(n) % 2
    mixed = mix(X, y, method="splice", alpha=alpha, per=per, rng=seed)
    assert mixed.X.shape == X.shape
    eye = np.eye(2)[y]
    for blend, Y, lam, a, b in zip(
        mixed.X, mixed.Y, mixed.lam, mixed.first, mixed.second, strict=True
    ):
        assert set(np.unique(blend)) <= {a, b}
        if a != b:
            assert (blend == a).mean() == pytest.approx(lam)
        np.testing.assert_allclose(Y, lam * eye[a] + (1 - lam) * eye[b], atol=1e-12)


def test_segments_lie_everywhere_alike():
    """Every place at which a segment fits inside is as likely as any other."""
    at = np.random.default_rng(0).random(60_000)
    start = segments(np.full(60_000, 0.5), 8, at=at)[:, 0]
    np.testing.assert_allclose(np.bincount(start) / 60_000, np.full(5, 0.2), atol=0.01)


@pytest.mark.parametrize("at", [0.0, 0.5, 1.0])
def test_the_extremes_are_all_or_nothing(at):
    """A share of one gives the first parent to the bit, a share of zero the second."""
    X = series()
    pieces = segments([1.0, 0.0], 9, at=at)
    assert shares(pieces, 9).tolist() == [1.0, 0.0]
    np.testing.assert_array_equal(splice(X, [2, 2], [4, 4], pieces), X[[2, 4]])


@pytest.mark.parametrize("channels", [None, 3])
def test_without_mixing_the_series_come_back(channels):
    """At alpha 0 series and labels are the data, to the bit."""
    X = series(channels=channels)
    mixed = mix(X, list("aabbab"), method="splice", alpha=0, rng=0)
    np.testing.assert_array_equal(mixed.X, X)
    assert set(mixed.lam) == {1.0}


def test_a_mix_says_where_its_segments_are():
    """The segments of a mix give its series back when they are spliced by hand."""
    X = series(channels=3)
    mixed = mix(X, list("aabbab"), method="splice", alpha=1, n_mixes=2, fold=True, rng=3)
    np.testing.assert_array_equal(splice(X, mixed.first, mixed.second, mixed.segments), mixed.X)
    np.testing.assert_array_equal(shares(mixed.segments, 9), mixed.lam)
    assert mixed.boxes is None
    assert mix(X, list("aabbab"), rng=3).segments is None
    assert str(mixed).startswith("Mixed: 12 rows by splice")


def test_moving_alpha_moves_neither_pairs_nor_places():
    """Mixup and splices share pairs and ratios; with alpha the segments grow where they are."""
    X = series(n=60, length=200)
    y = np.arange(60) % 3
    plain = mix(X, y, alpha=1.0, rng=5)
    mixes = [mix(X, y, method="splice", alpha=alpha, rng=5) for alpha in (0, 1.0, 1.02, np.inf)]
    for mixed in mixes:
        np.testing.assert_array_equal(mixed.second, plain.second)
    assert np.abs(mixes[1].segments - mixes[2].segments).max() <= 2
    assert np.abs(mixes[1].lam - plain.lam).max() <= 0.5 / 200 + 1e-12
    rng, other = np.random.default_rng(7), np.random.default_rng(7)
    mix(X, y, method="splice", alpha=0, rng=rng)
    mix(X, y, method="splice", alpha=2, rng=other)
    assert rng.random() == other.random()


@pytest.mark.parametrize("dtype", ["float32", "float64", "int64"])
@pytest.mark.parametrize("channels", [None, 2])
def test_other_frameworks_give_the_same(dtype, channels):
    """An array of another framework gives one of its kind, with the numbers NumPy gives."""
    X = (10 * series(channels=channels)).astype(dtype)
    y = np.array([0, 1, 1, 0, 1, 0])
    expected = mix(X, y, method="splice", alpha=1, rng=2)
    found = mix(array_api_strict.asarray(X), y, method="splice", alpha=1, rng=2)
    assert found.X.__array_namespace__().__name__ == "array_api_strict"
    for name in ("X", "Y", "lam", "first", "second"):
        np.testing.assert_array_equal(np.asarray(getattr(found, name)), getattr(expected, name))
    assert expected.X.dtype == (dtype if dtype != "int64" else "float64")
    assert found.lam.dtype == found.X.dtype


def test_inputs_are_neither_changed_nor_shared():
    """Splicing leaves X as it was, and writing into the result does not reach it."""
    X = series()
    before = X.copy()
    splice(X, [0, 1], [1, 1], [[0, 2]] * 2)[:] = -1
    np.testing.assert_array_equal(X, before)


@pytest.mark.parametrize("wrap", [np.asarray, array_api_strict.asarray], ids=["numpy", "strict"])
@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_nan_is_found_even_where_nothing_is_spliced(wrap, bad):
    """NaN or infinity in any series is refused, also in one that is covered or not used."""
    X = series()
    X[4, 7] = bad
    with pytest.raises(ValueError, match="X must hold finite numbers"):
        mix(wrap(X), [0, 1] * 3, method="splice", alpha=0, rng=0)


@pytest.mark.parametrize("shape", [(6,), (6, 0), (6, 2, 3, 4)])
def test_what_is_no_series_is_refused(shape):
    """Single numbers, empty series and images are refused, in a sentence that says what to do."""
    with pytest.raises(ValueError, match="Splicing needs series: X must have shape"):
        mix(np.zeros(shape), [0, 1] * 3, method="splice")


def test_series_of_different_lengths_are_refused():
    """The sentence says what brings them to one length."""
    with pytest.raises(ValueError, match=r"different lengths: pad or cut them with mixlearn\.ragg"):
        mix([[1.0, 2.0], [3.0]], [0, 1], method="splice")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(([1.5], 8), "'lam' must be"), (([0.5], 0), "'length'"), (([0.5], 2.5), "'length'")],
)
def test_a_segment_that_cannot_be_placed_is_refused(arguments, message):
    """A share out of range and a length that is none are refused."""
    with pytest.raises(ValueError, match=message):
        segments(*arguments)


@pytest.mark.parametrize("at", [-0.1, 1.1, np.nan, "left", [0.1, 0.2]])
def test_a_place_outside_is_refused(at):
    """A place must be one number in [0, 1], or one a segment."""
    with pytest.raises(ValueError, match="'at' must"):
        segments([0.5], 8, at=at)


@pytest.mark.parametrize("piece", [[0, 10], [-1, 2], [3, 2], [0, 2, 4], [0.0, 1.0]], ids=str)
def test_a_segment_out_of_the_series_is_refused(piece):
    """Segments that reach over an end, or stop before they start, are refused everywhere."""
    for use in (lambda p: mask([p], 9), lambda p: splice(series(), [0], [1], [p])):
        with pytest.raises(ValueError, match=r"segment must lie inside|two whole numbers"):
            use(piece)


def test_lengths_must_agree():
    """One segment for each pair."""
    with pytest.raises(ValueError, match="must have the same length"):
        splice(series(), [0, 1], [1, 2], [[0, 1]])
