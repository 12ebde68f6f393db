"""Two rows put together by their shares."""

import itertools
import tracemalloc

import array_api_strict
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from mixlearn import blending
from mixlearn.blending import interpolate

fast = settings(deadline=None, derandomize=True, max_examples=60)
shapes = st.sampled_from([(5,), (5, 1), (5, 7), (5, 2, 3), (3, 40), (1, 3), (4, 0)])


@st.composite
def problems(draw):
    """Rows, pairs and shares of any shape, with shares of 0 and 1 and self-pairs among them."""
    shape = draw(shapes)
    dtype = draw(st.sampled_from([np.float32, np.float64]))
    X = draw(hnp.arrays(dtype, shape, elements=st.floats(-1e6, 1e6, width=32)))
    m = draw(st.integers(0, 9))
    rows = hnp.arrays(np.intp, m, elements=st.integers(0, shape[0] - 1))
    share = st.one_of(st.sampled_from([0.0, 0.5, 1.0]), st.floats(0, 1, width=32))
    return X, draw(rows), draw(rows), draw(hnp.arrays(np.float64, m, elements=share))


def one_line(X, first, second, lam):
    wide = lam.astype(X.dtype).reshape(-1, *[1] * (X.ndim - 1))
    return wide * X[first] + (1 - wide) * X[second]


@pytest.fixture(params=[4, 6, blending._BLOCK])
def block(request, monkeypatch):
    """Blocks smaller than a row, of a few rows, and larger than the data."""
    monkeypatch.setattr(blending, "_BLOCK", request.param)
    return request.param


def test_it_is_the_formula_in_blocks_of_any_size(block):
    """However the work is cut up, it is lam * X[first] + (1 - lam) * X[second] to the bit."""

    @fast
    @given(problems())
    def check(problem):
        X, first, second, lam = problem
        lam = lam.astype(X.dtype)
        expected = one_line(X, first, second, lam)
        exact = (lam == 1) | (first == second)
        expected[exact] = X[first[exact]]
        for check_finite in (False, True):
            result = interpolate(X, first, second, lam, check_finite=check_finite)
            assert result.dtype == X.dtype
            np.testing.assert_array_equal(result, expected)

    check()


def test_rows_left_alone_are_the_rows_to_the_bit(block):
    """With a share of 1, or paired with itself, a row comes out bit for bit, -0.0 included."""
    X = np.array([[-0.0, 0.1, 1e300, 5e-324] * 2, [0.3, -0.7, 1e-300, 7.0] * 2])
    for second, lam in ((0, 0.3), (1, 1.0), (0, 1 / 3), (0, 0.0)):
        row = interpolate(X, [0], [second], [lam])
        assert row.tobytes() == X[0].tobytes()


@fast
@given(problems())
def test_swapping_parents_and_shares_changes_nothing(problem):
    """A blend does not depend on which parent is called the first."""
    X, first, second, lam = problem
    lam = lam.astype(np.float32)  # so that 1 - lam is exact in float64
    X = X.astype(np.float64)
    swapped = interpolate(X, second, first, 1 - lam.astype(np.float64))
    np.testing.assert_allclose(interpolate(X, first, second, lam), swapped, atol=1e-9)


@pytest.mark.parametrize(
    ("dtype", "expected"),
    [
        (np.int8, np.float64),
        (np.uint8, np.float64),
        (np.int64, np.float64),
        (np.bool, np.float64),
        (np.float16, np.float16),
        (np.float32, np.float32),
        (np.float64, np.float64),
        (np.longdouble, np.longdouble),
        (">f4", np.float32),
    ],
)
def test_floats_keep_their_type_and_all_else_becomes_float64(dtype, expected, block):
    """Whole numbers are not floored back, and float32 is not widened."""
    X = np.array([[0] * 5, [1] * 5], dtype)
    result = interpolate(X, [0, 1], [1, 1], [0.75, 0.5], check_finite=True)
    assert result.dtype == np.dtype(expected)
    np.testing.assert_array_equal(result, [[0.25] * 5, [1] * 5])


@pytest.mark.parametrize(
    "view",
    [
        np.asfortranarray,
        lambda X: X[::-1],
        lambda X: X[:, ::2],
        lambda X: np.broadcast_to(X[:1], X.shape),
        lambda X: X.transpose(0, 2, 1),
    ],
)
def test_any_memory_layout_gives_the_same(view, block):
    """Reversed, strided, transposed and broadcast arrays are blended as they read."""
    rng = np.random.default_rng(0)
    X = view(rng.normal(size=(4, 6, 5)))
    first, second, lam = np.arange(4), np.array([1, 2, 3, 0]), rng.random(4)
    expected = one_line(X, first, second, lam)
    np.testing.assert_array_equal(interpolate(X, first, second, lam), expected)


def test_long_rows_are_blended_in_an_order_that_reads_each_only_once():
    """Every blend comes up once, mostly after the one whose second parent is its first."""
    second = np.random.default_rng(0).permutation(50)
    order = list(blending._chained(np.arange(50), second))
    assert sorted(order) == list(range(50))
    links = sum(second[a] == b for a, b in itertools.pairwise(order))
    assert links > 40
    assert sorted(blending._chained(np.array([3, 3, 0]), np.array([3, 0, 3]))) == [0, 1, 2]


def test_inputs_are_neither_changed_nor_shared(block):
    """Read-only inputs work, and the result does not share memory with them."""
    X, first, lam = np.ones((3, 5)), np.arange(3), np.ones(3)
    for a in (X, first, lam):
        a.flags.writeable = False
    result = interpolate(X, first, first, lam)
    assert not np.shares_memory(result, X)
    assert result.flags.writeable


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("lam", [0.0, 0.5, 1.0])
@pytest.mark.parametrize(
    "pairs", [([0, 1, 2], [2, 0, 1]), ([0, 1, 2], [0, 1, 2]), ([0, 1], [1, 0])]
)
def test_a_number_that_is_not_finite_is_found_wherever_it_is(bad, lam, pairs, block):
    """NaN and infinity are refused with their row, whatever the share, even in unused rows."""
    X = np.zeros((3, 5))
    X[2, 3] = bad
    shares = np.full(len(pairs[0]), lam)
    with pytest.raises(ValueError, match="NaN or infinity in row 2"):
        interpolate(X, *pairs, shares, check_finite=True)
    interpolate(X, *pairs, shares)  # not asked for: it goes through


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_huge_numbers_are_finite(dtype, block):
    """Numbers whose squares overflow are not taken for infinite, and blend without warning."""
    top = np.finfo(dtype).max
    X = np.array([[top] * 5, [-top] * 5, [top] * 5], dtype)
    result = interpolate(X, [0, 1], [1, 2], [0.75, 0.5], check_finite=True)
    np.testing.assert_allclose(result.astype(float), [[float(top) / 2] * 5, [0] * 5], rtol=1e-3)


def test_memory_stays_at_the_size_of_the_result():
    """Beyond the result at most a tenth of it is allocated, for long rows and for short."""
    for shape in ((40, 3, 224, 224), (3_000_000, 2)):
        X = np.zeros(shape, np.float32)
        rows = np.arange(len(X))
        lam = np.full(len(X), 0.5, np.float32)
        tracemalloc.start()
        result = interpolate(X, rows, rows[::-1], lam, check_finite=True)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        per_row = 0 if len(X) < 100 else 2 * rows.nbytes  # copies of what is one number per row
        assert peak < 1.1 * result.nbytes + per_row


@pytest.mark.parametrize("dtype", ["float32", "float64", "int64"])
@pytest.mark.parametrize("shape", [(5,), (5, 3), (5, 2, 2)])
def test_other_frameworks_give_the_same(dtype, shape):
    """Through the array API standard alone, the result is NumPy's, in the same type."""
    X = np.random.default_rng(0).normal(size=shape, scale=10).astype(dtype)
    pairs = np.array([0, 1, 2, 3]), np.array([0, 2, 4, 1])
    lam = np.array([0.3, 1.0, 0.25, 0.0])
    expected = interpolate(X, *pairs, lam, check_finite=True)
    result = interpolate(array_api_strict.asarray(X), *pairs, lam, check_finite=True)
    assert result.__array_namespace__().__name__ == "array_api_strict"
    assert np.asarray(result).dtype == expected.dtype
    np.testing.assert_allclose(np.asarray(result), expected, rtol=1e-6)
    np.testing.assert_array_equal(np.asarray(result)[:2], X[:2])


def test_other_frameworks_refuse_nan():
    """NaN is found in arrays of any framework."""
    X = array_api_strict.asarray([[0.0], [float("nan")]])
    with pytest.raises(ValueError, match="finite"):
        interpolate(X, [0], [0], [0.5], check_finite=True)


def test_torch_gradients_flow_through_a_blend():
    """A PyTorch tensor stays one, and its gradient is the parents' shares."""
    torch = pytest.importorskip("torch", reason="PyTorch is not among the dependencies")
    X = torch.ones((3, 2), requires_grad=True)
    interpolate(X, [0, 1], [1, 1], [0.75, 0.5]).sum().backward()
    assert X.grad.tolist() == [[0.75, 0.75], [1.25, 1.25], [0.0, 0.0]]


@pytest.mark.parametrize(
    ("X", "first", "lam", "message"),
    [
        ([["a"], ["b"]], [0], [0.5], "must hold numbers.*OneHotEncoder"),
        ([[None], [1]], [0], [0.5], "dtype object"),
        ([[1j], [2]], [0], [0.5], "real numbers.*real and imaginary"),
        ([[1, 2], [3]], [0], [0.5], "different lengths"),
        (np.array([[0, 1]], "datetime64[s]"), [0], [0.5], "must hold numbers"),
        (3.0, [0], [0.5], "single value 3.0"),
        ([[1.0]], [1], [0.5], r"'first' must be in \[0, 1\). Got 1 to 1"),
        ([[1.0]], [-1], [0.5], r"'first' must be in \[0, 1\)"),
        ([[1.0]], [0.0], [0.5], "'first' must be a one-dimensional array of row numbers"),
        ([[1.0]], [0], [1.5], r"'lam' must be.*\[0, 1\]"),
        ([[1.0]], [0], [np.nan], r"'lam' must be.*\[0, 1\]"),
        ([[1.0]], [0], 0.5, "'lam' must be a one-dimensional array"),
        ([[1.0]], [0, 0], [0.5], "same length. Got 2, 1 and 1"),
    ],
)
def test_what_cannot_be_blended_is_refused(X, first, lam, message):
    """Each wrong argument ends in one sentence that names it."""
    with pytest.raises(ValueError, match=message):
        interpolate(X, first, [0], lam)


def test_complex_arrays_of_other_frameworks_are_refused():
    """The array API knows complex numbers, which have no place in a blend."""
    with pytest.raises(ValueError, match="real numbers"):
        interpolate(array_api_strict.asarray([[1j]]), [0], [0], [0.5])
