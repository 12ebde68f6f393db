"""CutMix: a patch of one image in another, and its share in pixels."""

import array_api_strict
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mixlearn import mix
from mixlearn.patches import boxes, mask, paste, shares

fast = settings(deadline=None, derandomize=True, max_examples=80)
unit = st.floats(0, 1)
SIZES = st.tuples(st.integers(1, 12), st.integers(1, 12))


def images(n=6, size=(8, 5), channels=None, seed=0):
    shape = (n, *size) if channels is None else (n, *size, channels)
    return np.random.default_rng(seed).random(shape)


@fast
@given(SIZES, st.lists(st.tuples(unit, unit, unit), min_size=1, max_size=6), st.booleans())
def test_the_share_is_that_of_the_pixels_left(size, draws, clipped):
    """Whatever was meant, the first parent's share is the part of the mask that is empty."""
    lam, across, down = np.array(draws).T
    patches = boxes(lam, size, across=across, down=down, clipped=clipped)
    marked = mask(patches, size)
    assert marked.shape == (len(lam), *size)
    np.testing.assert_allclose(shares(patches, size), 1 - marked.mean(axis=(1, 2)), atol=1e-12)


@fast
@given(
    st.integers(2, 8),
    SIZES,
    st.sampled_from([None, 1, 3]),
    st.sampled_from([0.0, 0.2, 1.0, 8.0, np.inf]),
    st.sampled_from(["sample", "batch"]),
    st.integers(0, 2**32),
)
def test_the_label_is_what_was_pasted(n, size, channels, alpha, per, seed):  # noqa: PLR0917
    """For every row of a mix, lam and label are counted in the pixels that changed hands."""
    # Every pixel holds the number of its row, so that each shows whose it is.
    shape = (n, *size) if channels is None else (n, *size, channels)
    X = np.broadcast_to(np.arange(n).reshape(-1, *[1] * (len(shape) - 1)), shape)
    y = np.arange(n) % 2
    mixed = mix(X, y, method="cutmix", alpha=alpha, per=per, rng=seed)
    assert mixed.X.shape == X.shape
    eye = np.eye(2)[y]
    for blend, Y, lam, a, b in zip(
        mixed.X, mixed.Y, mixed.lam, mixed.first, mixed.second, strict=True
    ):
        assert set(np.unique(blend)) <= {a, b}
        if a != b:
            assert (blend == a).mean() == pytest.approx(lam)
        np.testing.assert_allclose(Y, lam * eye[a] + (1 - lam) * eye[b], atol=1e-12)


@pytest.mark.parametrize(("side", "left"), [(8, 0.77), (32, 0.70)])
def test_clipped_patches_leave_more_than_was_meant(side, left):
    """With shares spread evenly, clipping at the edge turns one half into 0.77 on 8x8 images."""
    lam, across, down = np.random.default_rng(0).random((3, 200_000))
    size = (side, side)
    inside = boxes(lam, size, across=across, down=down)
    clipped = boxes(lam, size, across=across, down=down, clipped=True)
    assert shares(inside, size).mean() == pytest.approx(0.5, abs=0.006)
    assert shares(clipped, size).mean() == pytest.approx(left, abs=0.005)


def test_patches_inside_lie_everywhere_alike():
    """Every place at which a patch fits inside is as likely as any other."""
    across = np.random.default_rng(0).random(60_000)
    left = boxes(np.full(60_000, 0.75), (8, 8), across=across)[:, 2]
    np.testing.assert_allclose(np.bincount(left) / 60_000, np.full(5, 0.2), atol=0.01)


@pytest.mark.parametrize("clipped", [False, True])
@pytest.mark.parametrize("place", [0.0, 0.5, 1.0])
def test_the_extremes_are_all_or_nothing(place, clipped):
    """A share of one pastes nothing anywhere; a share of zero all, unless it is clipped."""
    nothing, everything = boxes([1.0, 0.0], (6, 4), across=place, down=place, clipped=clipped)
    assert shares([nothing], (6, 4)) == [1.0]
    if not clipped or place == 0.5:
        assert everything.tolist() == [0, 6, 0, 4]


@pytest.mark.parametrize("channels", [None, 3])
def test_without_mixing_the_images_come_back(channels):
    """At alpha 0 images and labels are the data, to the bit."""
    X = images(channels=channels)
    mixed = mix(X, list("aabbab"), method="cutmix", alpha=0, rng=0)
    np.testing.assert_array_equal(mixed.X, X)
    assert set(mixed.lam) == {1.0}


def test_a_mix_says_where_its_patches_are():
    """The boxes of a mix give its images back when they are pasted by hand."""
    X = images(channels=3)
    mixed = mix(X, list("aabbab"), method="cutmix", alpha=1, rng=3)
    np.testing.assert_array_equal(paste(X, mixed.first, mixed.second, mixed.boxes), mixed.X)
    np.testing.assert_array_equal(shares(mixed.boxes, (8, 5)), mixed.lam)
    assert str(mixed).startswith("Mixed: 6 rows by cutmix")


def test_moving_alpha_moves_neither_pairs_nor_places():
    """Mixup and CutMix share pairs and ratios; with alpha the patches grow where they are."""
    X = images(n=60, size=(40, 40))
    y = np.arange(60) % 3
    plain = mix(X, y, alpha=1.0, rng=5)
    mixes = [mix(X, y, method="cutmix", alpha=alpha, rng=5) for alpha in (0, 1.0, 1.05, np.inf)]
    for mixed in mixes:
        np.testing.assert_array_equal(mixed.second, plain.second)
    assert np.abs(mixes[1].boxes - mixes[2].boxes).max() <= 1
    assert np.abs(mixes[1].lam - plain.lam).max() < 0.03  # the sides are whole pixels
    rng = np.random.default_rng(7)
    mix(X, y, method="cutmix", alpha=0, rng=rng)
    other = np.random.default_rng(7)
    mix(X, y, method="cutmix", alpha=2, rng=other)
    assert rng.random() == other.random()


@pytest.mark.parametrize("dtype", ["float32", "float64", "int64"])
@pytest.mark.parametrize("channels", [None, 2])
def test_other_frameworks_give_the_same(dtype, channels):
    """An array of another framework gives one of its kind, with the numbers NumPy gives."""
    X = (10 * images(channels=channels)).astype(dtype)
    y = np.array([0, 1, 1, 0, 1, 0])
    expected = mix(X, y, method="cutmix", alpha=1, rng=2)
    found = mix(array_api_strict.asarray(X), y, method="cutmix", alpha=1, rng=2)
    assert found.X.__array_namespace__().__name__ == "array_api_strict"
    for name in ("X", "Y", "lam", "first", "second"):
        np.testing.assert_array_equal(np.asarray(getattr(found, name)), getattr(expected, name))
    assert expected.X.dtype == (dtype if dtype != "int64" else "float64")
    assert found.lam.dtype == found.X.dtype


def test_torch_gradients_flow_through_a_patch():
    """A PyTorch tensor stays one, and its gradient counts how often each pixel was used."""
    torch = pytest.importorskip("torch", reason="PyTorch is not among the dependencies")
    X = torch.ones((2, 2, 2), requires_grad=True)
    paste(X, [0], [1], [[0, 1, 0, 2]]).sum().backward()
    assert X.grad.tolist() == [[[0.0, 0.0], [1.0, 1.0]], [[1.0, 1.0], [0.0, 0.0]]]


def test_inputs_are_neither_changed_nor_shared():
    """Pasting leaves X as it was, and writing into the result does not reach it."""
    X = images()
    before = X.copy()
    paste(X, [0, 1], [1, 1], [[0, 2, 0, 2]] * 2)[:] = -1
    np.testing.assert_array_equal(X, before)


@pytest.mark.parametrize("wrap", [np.asarray, array_api_strict.asarray], ids=["numpy", "strict"])
@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_nan_is_found_even_where_nothing_is_pasted(wrap, bad):
    """NaN or infinity in any image is refused, also in one that is covered or not used."""
    X = images()
    X[4, 7, 4] = bad
    with pytest.raises(ValueError, match="X must hold finite numbers"):
        mix(wrap(X), [0, 1] * 3, method="cutmix", alpha=0, rng=0)


@pytest.mark.parametrize(
    ("shape", "message"),
    [
        ((6, 4), "CutMix needs images"),
        ((6,), "CutMix needs images"),
        ((6, 2, 8, 8, 3), "CutMix needs images"),
        ((6, 3, 32, 32), "channels last"),
        ((6, 1, 8, 8), "channels last"),
        ((6, 0, 8), "at least 1"),
    ],
)
def test_what_is_no_image_is_refused(shape, message):
    """Tables, videos and channels in front are refused, in one sentence that says what to do."""
    with pytest.raises(ValueError, match=message):
        mix(np.zeros(shape), [0, 1] * 3, method="cutmix")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([1.5], (8, 8)), "'lam' must be"),
        (([0.5], (8,)), "size of an image"),
        (([0.5], (8, 0)), "size of an image"),
        (([0.5], (8, 2.5)), "size of an image"),
    ],
)
def test_a_patch_that_cannot_be_placed_is_refused(arguments, message):
    """A share out of range and a size that is none are refused."""
    with pytest.raises(ValueError, match=message):
        boxes(*arguments)


@pytest.mark.parametrize("place", [-0.1, 1.1, np.nan, "left", [0.1, 0.2]])
def test_a_place_outside_is_refused(place):
    """A place must be one number in [0, 1], or one a patch."""
    with pytest.raises(ValueError, match="'across' must"):
        boxes([0.5], (8, 8), across=place)


@pytest.mark.parametrize(
    "patch",
    [[0, 9, 0, 2], [-1, 2, 0, 2], [3, 2, 0, 2], [0, 2, 4, 6], [0, 2, 0], [0.0, 1.0, 0.0, 1.0]],
    ids=str,
)
def test_a_patch_out_of_the_image_is_refused(patch):
    """Patches that reach out of the image, or end before they start, are refused everywhere."""
    for use in (lambda p: mask([p], (8, 5)), lambda p: paste(images(), [0], [1], [p])):
        with pytest.raises(ValueError, match=r"patch must lie inside|four whole numbers"):
            use(patch)


def test_lengths_must_agree():
    """One patch for each pair."""
    with pytest.raises(ValueError, match="must have the same length"):
        paste(images(), [0, 1], [1, 2], [[0, 1, 0, 1]])
