"""Cuts: a piece of one sample in another, along one axis, two or more, and its share."""

import array_api_strict
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mixlearn.cuts import boxes, mask, paste, shares, size_of

fast = settings(deadline=None, derandomize=True, max_examples=80)
unit = st.floats(0, 1)
SIZES = st.lists(st.integers(1, 12), min_size=1, max_size=3)


def samples(*size, n=6, seed=0):
    return np.random.default_rng(seed).random((n, *size))


@fast
@given(SIZES, st.lists(st.tuples(*[unit] * 4), min_size=1, max_size=6), st.booleans())
def test_the_share_is_that_of_the_cells_left(size, draws, clipped):
    """Whatever was meant, the first parent's share is the part of the mask that is empty."""
    lam, *at = np.array(draws).T
    cut = boxes(lam, size, at=at[: len(size)], clipped=clipped)
    marked = mask(cut, size)
    assert marked.shape == (len(lam), *size)
    left = 1 - marked.reshape(len(lam), -1).mean(axis=1)
    np.testing.assert_allclose(shares(cut, size), left, atol=1e-12)
    np.testing.assert_allclose(shares(marked, size), left, atol=1e-12)


@fast
@given(st.integers(1, 40), unit, unit)
def test_a_segment_is_in_one_piece_and_as_long_as_meant(length, lam, at):
    """A segment lies inside the series and is at most half a step longer or shorter than meant."""
    cut = boxes([lam], length, at=at)
    ((start, stop),) = cut.tolist()
    assert 0 <= start <= stop <= length
    assert np.flatnonzero(mask(cut, length)[0]).tolist() == list(range(start, stop))
    assert abs(shares(cut, length)[0] - lam) <= 0.5 / length + 1e-12


@fast
@given(SIZES, unit, st.tuples(unit, unit, unit))
def test_a_box_has_the_shape_of_the_sample(size, lam, at):
    """Every side is the same part of its axis, to the nearest whole number, and inside."""
    edges = boxes([lam], size, at=at[: len(size)]).reshape(len(size), 2)
    part = (1 - lam) ** (1 / len(size))
    for (start, stop), length in zip(edges.tolist(), size, strict=True):
        assert 0 <= start <= stop <= length
        assert abs(stop - start - length * part) <= 0.5 + 1e-9


@pytest.mark.parametrize(("side", "left"), [(8, 0.77), (32, 0.70)])
def test_clipped_boxes_leave_more_than_was_meant(side, left):
    """With shares spread evenly, clipping at the edge turns one half into 0.77 on 8x8 images."""
    lam, *at = np.random.default_rng(0).random((3, 200_000))
    size = (side, side)
    assert shares(boxes(lam, size, at=at), size).mean() == pytest.approx(0.5, abs=0.006)
    clipped = boxes(lam, size, at=at, clipped=True)
    assert shares(clipped, size).mean() == pytest.approx(left, abs=0.005)


@pytest.mark.parametrize("axis", [0, 1])
def test_boxes_lie_everywhere_alike_along_every_axis(axis):
    """Every place at which a box fits inside is as likely as any other, at its own axis' draw."""
    at = np.full((2, 60_000), 0.5)
    at[axis] = np.random.default_rng(0).random(60_000)
    cut = boxes(np.full(60_000, 0.75), (8, 8), at=at)
    np.testing.assert_allclose(np.bincount(cut[:, 2 * axis]) / 60_000, np.full(5, 0.2), atol=0.01)
    assert set(cut[:, 2 - 2 * axis]) == {2}


@pytest.mark.parametrize("clipped", [False, True])
@pytest.mark.parametrize("at", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("size", [(9,), (6, 4), (4, 2, 6)])
def test_the_extremes_are_all_or_nothing(size, at, clipped):
    """A share of one cuts nothing anywhere; a share of zero all, unless it is clipped."""
    nothing, everything = boxes([1.0, 0.0], size, at=at, clipped=clipped)
    assert shares([nothing], size) == [1.0]
    if not clipped:
        assert shares([everything], size) == [0.0]
        X = samples(*size)
        np.testing.assert_array_equal(paste(X, [2, 2], [4, 4], [nothing, everything]), X[[2, 4]])


def test_places_may_be_one_number_or_one_an_axis_or_one_a_share_too():
    """Down comes before across, as rows do before columns; along one axis a list of places does."""
    assert boxes([0.75] * 2, (8, 8), at=(0, 1)).tolist() == [[0, 4, 4, 8]] * 2
    assert boxes([0.75] * 2, (8, 8), at=[[0, 1], [1, 0]]).tolist() == [[0, 4, 4, 8], [4, 8, 0, 4]]
    assert boxes([0.5] * 2, 8, at=[0, 1]).tolist() == [[0, 4], [4, 8]]
    assert boxes([0.5] * 2, [8], at=[[0, 1]]).tolist() == [[0, 4], [4, 8]]
    assert boxes([0.5] * 2, 8, at=1).tolist() == [[4, 8]] * 2


@pytest.mark.parametrize("channels", [(), (3,)])
@pytest.mark.parametrize("size", [(9,), (8, 5), (4, 3, 5)])
def test_inside_is_the_second_parent_and_outside_the_first(size, channels):
    """By boxes and by masks, every cell comes whole from one of the parents, with its channels."""
    X = samples(*size, *channels)
    rng = np.random.default_rng(1)
    cut = boxes(rng.random(6), size, at=rng.random((len(size), 6)))
    first, second = np.arange(6), rng.permutation(6)
    inside = mask(cut, size).reshape(6, *size, *[1] * len(channels))
    expected = np.where(inside, X[second], X[first])
    np.testing.assert_array_equal(paste(X, first, second, cut, channels="last"), expected)
    found = paste(X, first, second, mask(cut, size), channels="last")
    np.testing.assert_array_equal(found, expected)
    holes = rng.random((6, *size)) < 0.5
    expected = np.where(holes.reshape(inside.shape), X[second], X[first])
    np.testing.assert_array_equal(paste(X, first, second, holes, channels="last"), expected)


@pytest.mark.parametrize("dtype", ["float32", "float64", "int64"])
@pytest.mark.parametrize("size", [(9,), (8, 5), (8, 5, 2)])
def test_other_frameworks_give_the_same(size, dtype):
    """An array of another framework gives one of its kind, with the numbers NumPy gives."""
    X = (10 * samples(*size)).astype(dtype)
    cut = boxes([0.2, 0.7], size[:2], at=0.3)
    for piece in (cut, mask(cut, size[:2])):
        expected = paste(X, [0, 3], [2, 1], piece)
        found = paste(array_api_strict.asarray(X), [0, 3], [2, 1], piece)
        assert found.__array_namespace__().__name__ == "array_api_strict"
        np.testing.assert_array_equal(np.asarray(found), expected)
        assert expected.dtype == dtype


def test_torch_gradients_flow_through_a_cut():
    """A PyTorch tensor stays one, and its gradient counts how often each pixel was used."""
    torch = pytest.importorskip("torch", reason="PyTorch is not among the dependencies")
    X = torch.ones((2, 2, 2), requires_grad=True)
    paste(X, [0], [1], [[0, 1, 0, 2]]).sum().backward()
    assert X.grad.tolist() == [[[0.0, 0.0], [1.0, 1.0]], [[1.0, 1.0], [0.0, 0.0]]]


def test_inputs_are_neither_changed_nor_shared():
    """Pasting leaves X as it was, and writing into the result does not reach it."""
    X = samples(8, 5)
    before = X.copy()
    for cut in ([[0, 2, 0, 2]] * 2, np.zeros((2, 8, 5), bool)):
        paste(X, [0, 1], [1, 1], cut)[:] = -1
        np.testing.assert_array_equal(X, before)


@pytest.mark.parametrize("wrap", [np.asarray, array_api_strict.asarray], ids=["numpy", "strict"])
@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_nan_is_noticed_on_demand_even_where_nothing_is_cut(wrap, bad):
    """NaN or infinity in any sample is refused, also in one that is covered or not used."""
    X = samples(8, 5)
    X[4, 7, 4] = bad
    with pytest.raises(ValueError, match="X must hold finite numbers"):
        paste(wrap(X), [0], [1], [[0, 0, 0, 0]], check_finite=True)
    paste(wrap(X), [0], [1], [[0, 0, 0, 0]])


@pytest.mark.parametrize(
    ("shape", "axes", "message"),
    [
        (
            (),
            1,
            r"series to cut: X of shape \(n, length\) or \(n, length, channels\).*Got .*\(n,\)",
        ),
        ((0,), 1, "series to cut.*with some steps"),
        ((2, 3, 4), 1, "series to cut"),
        ((4,), 2, r"images to cut: X of shape \(n, height, width\) or .*reshape X, or .*'mixup'"),
        ((2, 8, 8, 3), 2, "images to cut"),
        ((0, 8), 2, "images to cut.*with some pixels"),
        (
            (3, 32, 32),
            2,
            r"where the images have their channels. Got shape \(n, 3, 32, 32\).* \(n, channels, h",
        ),
        ((4, 5), 3, "samples to cut"),
    ],
)
def test_what_does_not_fit_is_refused_in_the_words_of_its_dimension(shape, axes, message):
    """Series have steps and images pixels; the sentence says what shape there must be."""
    with pytest.raises(ValueError, match=message):
        size_of(shape, axes)


def test_where_channels_are_is_known_or_asked():
    """A short last axis alone tells that channels are last; any other shape with them must say."""
    known = [((8, 5, 3), 2), ((28, 28, 1), 2), ((40, 3), 1), ((9, 7, 5, 2), 3), ((5, 5, 4), 2)]
    for shape, axes in known:
        assert size_of(shape, axes) == shape[:axes]
    unknown = [(8, 8, 64), (64, 4, 4), (16, 8, 8), (3, 32, 32), (1, 8, 8), (4, 4, 64), (3, 3, 3)]
    for shape in [*unknown, (6, 100), (100, 6), (2, 3), (64, 5, 5, 5)]:
        axes = len(shape) - 1
        with pytest.raises(ValueError, match=r"must be known where the .* channels='first' if"):
            size_of(shape, axes)
        assert size_of(shape, axes, channels="last") == shape[:-1]
        assert size_of(shape, axes, channels="first") == shape[1:]
        for channels in (None, "first", "last"):  # there are none
            assert size_of(shape, axes + 1, channels=channels) == shape
    with pytest.raises(ValueError, match="'channels' parameter must be one of 'first', 'last'"):
        size_of((8, 8), 2, channels="channels_first")
    with pytest.raises(ValueError, match=r"images to cut.*with some pixels"):
        size_of((3, 0, 8), 2, channels="first")


@pytest.mark.parametrize("wrap", [np.asarray, array_api_strict.asarray], ids=["numpy", "strict"])
def test_channels_may_come_first(wrap):
    """Of series, images and volumes, by boxes and by masks: as last, with the axis moved."""
    rng = np.random.default_rng(0)
    for size in [(9,), (8, 5), (4, 3, 5)]:
        X = samples(*size, 7)
        cut = boxes(rng.random(6), size, at=rng.random((len(size), 6)))
        for piece in (cut, mask(cut, size)):
            last = paste(X, np.arange(6), np.arange(6)[::-1], piece, channels="last")
            moved = wrap(np.ascontiguousarray(np.moveaxis(X, -1, 1)))
            first = paste(moved, np.arange(6), np.arange(6)[::-1], piece, channels="first")
            np.testing.assert_array_equal(np.asarray(first), np.moveaxis(last, -1, 1))


def test_whole_numbers_stay_when_pasted():
    """A mask of classes, of booleans too, is pasted along with its image in its own type."""
    for dtype in ("uint8", "int16", "int64", "uint64", "bool", ">i4", "float16"):
        classes = (20 * samples(8, 5)).astype(dtype)
        for piece in ([[0, 3, 1, 4]], mask([[0, 3, 1, 4]], (8, 5))):
            found = paste(classes, [2], [5], piece)
            assert found.dtype == np.dtype(dtype).newbyteorder("=")
            np.testing.assert_array_equal(found[0, :3, 1:4], classes[5, :3, 1:4])
            np.testing.assert_array_equal(found[0, 3:], classes[2, 3:])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([1.5], (8, 8)), "'lam' must be"),
        (([0.5], (8, 0)), "'size' must be whole numbers"),
        (([0.5], (8, 2.5)), "'size' must be whole numbers"),
        (([0.5], 2.5), "'size' must be whole numbers"),
        (([0.5], ()), "'size' must be whole numbers"),
    ],
)
def test_a_box_that_cannot_be_made_is_refused(arguments, message):
    """A share out of range and an impossible size are refused."""
    with pytest.raises(ValueError, match=message):
        boxes(*arguments)


@pytest.mark.parametrize(
    "at", [-0.1, 1.1, np.nan, "left", [0.1, 0.2, 0.3], [[0.1] * 3] * 2], ids=str
)
def test_a_place_outside_is_refused(at):
    """A place must be in [0, 1], and there must be one, or one an axis, or one a share too."""
    with pytest.raises(ValueError, match="'at' must"):
        boxes([0.5, 0.5], (8, 8), at=at)


@pytest.mark.parametrize(
    ("size", "piece", "message"),
    [
        (
            (9,),
            [0, 10],
            r"segment must lie inside the series of 9 steps. Got start, stop = \[0, 10\]",
        ),
        ((9,), [-1, 2], "segment must lie inside"),
        ((9,), [3, 2], "segment must lie inside"),
        ((9,), [0.0, 1.0], "2 whole numbers a segment: start, stop"),
        (
            (8, 5),
            [0, 9, 0, 2],
            "patch must lie inside the image of 8 x 5 pixels. Got top, bottom, l",
        ),
        ((8, 5), [3, 2, 0, 2], "patch must lie inside"),
        ((8, 5), [0, 2, 4, 6], "patch must lie inside"),
        ((8, 5), [0.0, 1.0, 0.0, 1.0], "4 whole numbers a patch: top, bottom, left, right"),
        ((4, 3, 5), [0, 2, 0, 4, 0, 1], "box must lie inside the sample of 4 x 3 x 5 cells"),
    ],
    ids=str,
)
def test_a_box_out_of_the_sample_is_refused_in_the_words_of_its_dimension(size, piece, message):
    """Boxes that reach outside, or end before they start, are refused wherever they are used."""
    X = samples(*size)
    for use in (mask, shares, lambda cut, _: paste(X, [0], [1], cut)):
        with pytest.raises(ValueError, match=message):
            use([piece], size)


def test_a_mask_of_another_size_is_refused():
    """Masks must cover the sample."""
    with pytest.raises(
        ValueError, match=r"size of the image, \(8, 5\). Got masks of shape \(5, 8\)"
    ):
        mask(np.zeros((1, 5, 8), bool), (8, 5))
    with pytest.raises(ValueError, match="size of the image"):
        paste(samples(8, 5), [0], [1], np.zeros((1, 5, 8), bool))


def test_lengths_must_agree():
    """One cut for each pair."""
    with pytest.raises(ValueError, match=r"must have the same length. Got 2, 2 and 1"):
        paste(samples(8, 5), [0, 1], [1, 2], [[0, 1, 0, 1]])


def test_a_cut_of_an_odd_number_of_edges_is_refused():
    """Three edges are no box, whatever the data."""
    with pytest.raises(ValueError, match=r"whole numbers a segment"):
        paste(samples(9), [0], [1], [[0, 1, 2]])
