"""The three steps in one."""

import dataclasses

import array_api_strict
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from mixlearn import labels, ratios
from mixlearn.mixing import Mixed, mix
from mixlearn.pairing import METHODS as PAIRINGS

fast = settings(deadline=None, derandomize=True, max_examples=60)
NAMES = np.array(["cat", "dog", "owl"])


def data(n=12, shape=(2,), seed=0, dtype=float):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, *shape)).astype(dtype), NAMES[np.arange(n) % 3]


@fast
@given(
    st.integers(2, 15),
    st.sampled_from([(), (1,), (3,), (2, 3)]),
    st.sampled_from([0, 0.1, 1, 8, np.inf]),
    st.sampled_from(PAIRINGS),
    st.sampled_from(ratios.PER),
    st.integers(0, 2**32),
)
def test_features_and_labels_are_blended_by_the_same_pairs_and_shares(  # noqa: PLR0917
    n, shape, alpha, pairing, per, seed
):
    """Every row of X and of Y is lam times its first parent plus the rest of its second."""
    X, y = data(n, shape)
    mixed = mix(X, y, alpha=alpha, pairing=pairing, per=per, rng=seed)
    eye = (y[:, None] == mixed.classes).astype(float)
    for i, (lam, a, b) in enumerate(zip(mixed.lam, mixed.first, mixed.second, strict=True)):
        np.testing.assert_allclose(mixed.X[i], lam * X[a] + (1 - lam) * X[b], atol=1e-14)
        np.testing.assert_allclose(mixed.Y[i], lam * eye[a] + (1 - lam) * eye[b], atol=1e-15)
    assert mixed.X.shape == X.shape
    labels.check_soft(mixed.Y)


@pytest.mark.parametrize("pairing", [p for p in PAIRINGS if not p.startswith("balanced")])
def test_without_mixing_the_data_come_back(pairing):
    """At alpha 0 the blends and their weighted rows are the data, to the bit."""
    X, y = data()
    mixed = mix(X, y, alpha=0, pairing=pairing, rng=0)
    rows, back, weight = mixed.rows()
    np.testing.assert_array_equal(mixed.X, X)
    np.testing.assert_array_equal(rows, X)
    np.testing.assert_array_equal(back, y)
    assert set(weight) == {1.0}


@pytest.mark.parametrize("pairing", PAIRINGS)
def test_moving_alpha_moves_no_pair(pairing):
    """With one seed the pairs are the same at every alpha, and the ratios move smoothly."""
    X, y = data(60)
    mixes = [mix(X, y, alpha=a, pairing=pairing, rng=5) for a in (0, 0.4, 0.41, 8, np.inf)]
    for other in mixes[1:]:
        np.testing.assert_array_equal(other.first, mixes[0].first)
        np.testing.assert_array_equal(other.second, mixes[0].second)
    assert 0 < np.abs(mixes[1].lam - mixes[2].lam).max() < 0.01


def test_pairs_and_ratios_have_streams_of_their_own():
    """Moving the pairing moves no ratio; ratio per batch or sample moves no pair."""
    X, y = data(60)
    plain = mix(X, y, rng=5)
    for pairing in PAIRINGS:
        np.testing.assert_array_equal(mix(X, y, pairing=pairing, rng=5).lam, plain.lam)
    np.testing.assert_array_equal(mix(X, y, per="batch", rng=5).second, plain.second)


def test_the_same_seed_gives_the_same_bits():
    """A seed fixes the mix, a generator moves on, and the global generator is left alone."""
    X, y = data(50)
    before = np.random.get_state()[1].copy()
    np.testing.assert_array_equal(mix(X, y, rng=1).X, mix(X, y, rng=1).X)
    assert not np.array_equal(mix(X, y, rng=1).X, mix(X, y, rng=2).X)
    assert not np.array_equal(mix(X, y).X, mix(X, y).X)
    rng = np.random.default_rng(1)
    once, again = mix(X, y, rng=rng), mix(X, y, rng=rng)
    np.testing.assert_array_equal(once.X, mix(X, y, rng=1).X)
    assert not np.array_equal(once.second, again.second)
    np.testing.assert_array_equal(before, np.random.get_state()[1])


def test_ratios_follow_alpha_and_pairs_are_not_tied_to_them():
    """The ratios have the mean minor share of Beta(alpha, alpha), and do not go with the pairs."""
    X, y = data(4000)
    mixed = mix(X, y, alpha=0.4, rng=0)
    assert np.minimum(mixed.lam, 1 - mixed.lam).mean() == pytest.approx(0.16, abs=0.01)
    assert abs(np.corrcoef(mixed.lam, mixed.second)[0, 1]) < 0.05
    assert len(set(mix(X, y, per="batch", rng=0).lam)) == 1


def test_no_random_number_is_used_twice():
    """Over seeds, no ratio goes with any partner that is drawn near it."""
    y = ["one"] * 40
    mixes = [mix(np.zeros((40, 1)), y, alpha=1, pairing="same", rng=seed) for seed in range(400)]
    lam, second = np.array([m.lam for m in mixes]), np.array([m.second for m in mixes])
    related = np.corrcoef(lam[:, :8].T, second[:, :16].T)[:8, 8:]
    assert np.abs(related).max() < 0.25


def test_plain_mixing_keeps_the_class_prior_and_shrinks_the_covariance():
    """The mean label is the prior; the covariance shrinks by (alpha + 1) / (2 alpha + 1)."""
    rng = np.random.default_rng(0)
    X = rng.normal(size=(20_000, 2)) @ [[2.0, 0.5], [0.0, 1.0]]
    y = rng.choice(["common", "rare"], size=len(X), p=[0.9, 0.1])
    mixed = mix(X, y, alpha=1.0, rng=0)
    np.testing.assert_allclose(
        mixed.Y.mean(axis=0), [(y == c).mean() for c in mixed.classes], atol=0.01
    )
    factor = np.cov(mixed.X.T) / np.cov(X.T)
    np.testing.assert_allclose(factor, ratios.variance_factor(1.0), atol=0.05)


def test_least_squares_do_not_notice_mixing():
    """Ordinary least squares on many mixes gives the coefficients of the original rows."""
    X, y = data(500, (3,))
    copies = [mix(X, y, alpha=1.0, rng=seed) for seed in range(40)]

    def slopes(X, Y):
        X = X - X.mean(axis=0)
        return np.linalg.lstsq(X, Y - Y.mean(axis=0), rcond=None)[0]

    eye = (y[:, None] == NAMES).astype(float)
    many = slopes(np.concatenate([m.X for m in copies]), np.concatenate([m.Y for m in copies]))
    np.testing.assert_allclose(many, slopes(X, eye), atol=0.01)


@pytest.mark.parametrize("pairing", ["balanced", "balanced_same"])
def test_balanced_pairing_makes_rare_classes_as_heavy_as_common_ones(pairing):
    """By "balanced" and "balanced_same" the mean label is the same for all classes."""
    y = np.array(["common"] * 1900 + ["rare"] * 100)
    mixed = mix(np.zeros((2000, 1)), y, pairing=pairing, rng=0)
    np.testing.assert_allclose(mixed.Y.mean(axis=0), 0.5, atol=0.05)


@pytest.mark.parametrize(
    ("y", "classes"),
    [
        (["dog", "cat", "dog"], ["cat", "dog"]),
        ([3, 7, 3], [3, 7]),
        ((True, False, True), [False, True]),
        ([2.0, 1.0, 2.0], [1.0, 2.0]),
        (np.array(["b", "a", "b"], dtype=object), ["a", "b"]),
        (np.array([200, 3, 200], dtype=np.uint8), [3, 200]),
    ],
)
def test_labels_may_be_of_any_type(y, classes):
    """Strings, numbers and booleans are classes; numbers are never blended as numbers."""
    mixed = mix([[0.0], [1.0], [2.0]], y, alpha=np.inf, pairing="other", rng=0)
    assert mixed.classes.tolist() == classes
    assert mixed.Y.tolist() == [[0.5, 0.5]] * 3


def test_soft_labels_are_mixed_again():
    """Soft labels go in as they come out, with classes 0 ... k-1 or those that are named."""
    X, y = data()
    once = mix(X, y, rng=0)
    twice = mix(once.X, once.Y, rng=1, classes=once.classes)
    expected = labels.blend(once.Y, twice.first, twice.second, twice.lam)
    np.testing.assert_array_equal(twice.Y, expected)
    assert twice.classes.tolist() == NAMES.tolist()
    assert mix(X, once.Y, rng=1).classes.tolist() == [0, 1, 2]
    assert mix(X, once.Y.tolist(), rng=1).Y.shape == (12, 3)


def test_classes_may_name_more_than_the_rows_have():
    """A class without rows has an empty column; more classes than rows are no trouble."""
    mixed = mix([[0.0], [1.0]], ["b", "b"], classes=["d", "c", "b", "a"], rng=0)
    assert mixed.classes.tolist() == ["a", "b", "c", "d"]
    assert mixed.Y.tolist() == [[0, 1, 0, 0]] * 2


@pytest.mark.parametrize("per", ratios.PER)
def test_one_row_and_one_class_work(per):
    """A single row is its own partner; the ratio is drawn all the same."""
    mixed = mix([[3, 4]], ["cat"], alpha=1.0, per=per, rng=0)
    assert mixed.X.tolist() == [[3.0, 4.0]]
    assert mixed.Y.tolist() == [[1.0]]
    assert 0 < mixed.lam[0] < 1
    assert mix([[1.0], [3.0], [4.0]], [1, 1, 1], rng=0).Y.tolist() == [[1.0]] * 3


@pytest.mark.parametrize(
    ("dtype", "expected"),
    [(np.int64, np.float64), (np.uint8, np.float64), (np.float32, np.float32), (bool, np.float64)],
)
def test_all_floats_of_a_mix_are_of_one_type(dtype, expected):
    """X, Y and lam have the floating-point type of X, or float64."""
    X = (data(shape=(3,))[0] * 9).astype(dtype)
    mixed = mix(X, data()[1], rng=0)
    assert {mixed.X.dtype, mixed.Y.dtype, mixed.lam.dtype} == {np.dtype(expected)}


def test_inputs_are_never_changed():
    """Read-only features and labels are mixed, and nothing of the result is a view of them."""
    X, y = data()
    copies = X.copy(), y.copy()
    X.flags.writeable = y.flags.writeable = False
    for alpha in (0, 1):
        mixed = mix(X, y, alpha=alpha, rng=0)
        assert not np.shares_memory(mixed.X, X)
    np.testing.assert_array_equal(X, copies[0])
    np.testing.assert_array_equal(y, copies[1])


def test_a_mix_is_frozen():
    """A receipt cannot be falsified by assignment."""
    mixed = mix(*data(), rng=0)
    with pytest.raises(dataclasses.FrozenInstanceError):
        mixed.lam = None


def test_weighted_rows_train_any_classifier():
    """`rows()` gives what `fit(X, y, sample_weight)` takes; the weights of a row sum to one."""
    X, y = data(60)
    rows, back, weight = mix(X, y, alpha=1.0, rng=0).rows()
    assert weight.sum() == pytest.approx(60)
    assert LogisticRegression().fit(rows, back, sample_weight=weight).classes_.tolist() == [*NAMES]


def receipt(alpha=1.0, **keywords):
    return str(mix(*data(), alpha=alpha, rng=0, **keywords)).splitlines()


def test_the_receipt_shows_parents_shares_and_label():
    """Printing a mix gives a header, five rows with their parents, and how many are left out."""
    mixed = mix(*data(), alpha=1.0, rng=0)
    lines = str(mixed).splitlines()
    assert repr(mixed) == str(mixed)
    assert len(lines) == 7
    assert lines[0].startswith("Mixed: 12 rows by mixup, with a smaller share of 0.")
    assert lines[-1] == "... and 7 more rows"
    y = data()[1]
    for i, line in enumerate(lines[1:-1]):
        lam, b = mixed.lam[i], mixed.second[i]
        parents = f"row {i}: {lam:.2f} x row {i} ({y[i]}) + {1 - lam:.2f} x row {b} ({y[b]}) -> "
        assert line.startswith(parents)
        shares = dict(part.rsplit(" ", 1) for part in line.removeprefix(parents).split(", "))
        expected = {c: f"{s:.2f}" for c, s in zip(NAMES, mixed.Y[i], strict=True) if s > 0}
        assert shares == expected


@pytest.mark.parametrize(
    ("second", "words"),
    [
        ([1, 2, 0], "no row is paired with itself."),
        ([0, 2, 1], "1 row is paired with itself."),
        ([0, 1, 2], "3 rows are paired with themselves."),
    ],
)
def test_the_receipt_counts_self_pairs_in_words(second, words):
    """The header says how many rows met themselves."""
    soft = np.ones((3, 1))
    mixed = Mixed(
        np.zeros(3), np.full(3, 0.5), np.arange(3), np.array(second), NAMES[:1], soft=soft
    )
    assert str(mixed).splitlines()[0].endswith(words)


def test_the_receipt_says_when_nothing_is_mixed():
    """At alpha 0 the header says so instead of a share."""
    assert "none of them changed" in receipt(alpha=0)[0]


def test_the_receipt_of_soft_labels_names_no_parents_class():
    """Soft parents have no one class to name; many shares are cut to the largest three."""
    mixed = mix([[0.0], [1.0]], [[0.1, 0.2, 0.3, 0.4], [0.1, 0.2, 0.3, 0.4]], rng=0)
    line = str(mixed).splitlines()[1]
    assert "row 0 +" in line
    assert line.endswith("-> class 1 0.20, class 2 0.30, class 3 0.40 and 1 more class")


def test_long_class_names_are_cut_so_that_they_stay_apart():
    """Names that differ at their end still differ on the receipt, on one line each."""
    names = ["a very long name of a class, number 1", "a very long name of a class, number\n2"]
    text = str(mix([[0.0], [1.0]], names, alpha=np.inf, pairing="other", rng=0))
    assert len(text.splitlines()) == 3
    assert "number 1 0.50" in text
    assert "number 2 0.50" in text
    assert max(len(line) for line in text.splitlines()[1:]) < 160


def test_a_receipt_is_text_and_never_html():
    """A class called <script> is printed as it is; there is no HTML form that could run it."""
    mixed = mix([[0.0]], ["<script>"], rng=0)
    assert "(<script>)" in str(mixed)
    assert not hasattr(mixed, "_repr_html_")


@pytest.mark.parametrize("alpha", [-1, np.nan, "0.4", True, None, 1j])
def test_a_wrong_alpha_is_refused(alpha):
    """Alpha must be a number that is not negative."""
    with pytest.raises(ValueError, match=r"'alpha' parameter must be a float in \[0, inf\]. Got"):
        mix(*data(), alpha=alpha)


def spoilt(value, dtype=float):
    X = data()[0].astype(dtype)
    X[3, 1] = value
    return X


@pytest.mark.parametrize(
    ("X", "y", "keywords", "message"),
    [
        (data()[0], data()[1][:5], {}, "same number of rows. Got 12 rows in X and 5 in y"),
        (np.zeros((0, 2)), [], {}, "Found 0 rows"),
        ([], [], {}, "Found 0 rows"),
        (spoilt(np.nan), data()[1], {}, "NaN or infinity in row 3"),
        (spoilt(np.inf), data()[1], {"alpha": 0}, "NaN or infinity in row 3"),
        (spoilt(-np.inf), data()[1], {"pairing": "balanced"}, "NaN or infinity in row 3"),
        (spoilt(np.nan, np.float32), data()[1], {"pairing": "near"}, "NaN"),
        (spoilt("red", object), data()[1], {}, "must hold numbers.*OneHotEncoder"),
        ([["a"], ["b"]], [0, 1], {}, "must hold numbers.*OneHotEncoder"),
        (sparse.csr_array(np.eye(3)), [0, 1, 2], {}, r"dense array.*X.toarray\(\)"),
        (spoilt(1j, complex), data()[1], {}, "real numbers"),
        (2.5, [1], {}, "single value 2.5"),
        ([[1, 2], [3]], [0, 1], {}, "different lengths"),
        ([[0.0], [1.0]], None, {}, "Mixing needs labels"),
        ([[0.0], [1.0]], "ab", {}, "single value"),
        (data()[0], np.linspace(0, 1, 12), {}, "continuous values"),
        ([[0.0], [1.0]], [0, np.nan], {}, "class label in every row. Got nan in row 1"),
        ([[0.0], [1.0]], [[0.5, 0.4], [1, 0]], {}, "each row must sum to one"),
        ([[0.0], [1.0]], [["a"], ["b"]], {}, "Soft labels must be numbers.*one-dimensional y"),
        ([[0.0], [1.0]], [[1, 0], [0, 1]], {"classes": ["a"]}, "name every column"),
        ([[0.0], [1.0]], ["a", "b"], {"classes": ["a"]}, "one of 'classes'. Got 'b'"),
        (data()[0], data()[1], {"method": "cutmax"}, "'method' parameter must be one of .*'mixup'"),
        (data()[0], data()[1], {"pairing": "best"}, "'pairing' parameter must be one of 'any'"),
        (data()[0], data()[1], {"per": "row"}, "'per' parameter must be one of 'sample'"),
        ([[0.0], [1.0]], ["a", "a"], {"pairing": "other"}, "at least 2 classes"),
        ([[0.0], [1.0]], [[1, 0], [0, 1]], {"pairing": "same"}, "needs class labels.*soft labels"),
    ],
)
def test_what_cannot_be_mixed_is_refused(X, y, keywords, message):
    """Each bad input ends in one sentence that says what is wrong with it."""
    with pytest.raises(ValueError, match=message):
        mix(X, y, rng=0, **keywords)


def test_pandas_tables_and_columns_are_taken():
    """DataFrame and Series give the mix of their values; categories among the features do not."""
    pd = pytest.importorskip("pandas", reason="pandas is not among the dependencies")
    X, y = data()
    frame, column = pd.DataFrame(X, index=range(5, 17)), pd.Series(y, index=range(9, 21))
    for labels_ in (column, column.astype("category"), column.astype("string")):
        mixed = mix(frame, labels_, rng=0)
        np.testing.assert_array_equal(mixed.X, mix(X, y, rng=0).X)
        assert mixed.classes.tolist() == NAMES.tolist()
    soft = pd.DataFrame(mix(X, y, rng=0).Y)
    np.testing.assert_array_equal(mix(frame, soft, rng=1).Y, mix(X, soft.to_numpy(), rng=1).Y)
    assert mix(frame.round().astype("Int64"), y, rng=0).X.to_numpy().dtype == np.float64
    for bad in (frame.assign(kind=pd.Categorical([1] * 12)), frame.astype(str)):
        with pytest.raises(ValueError, match=r"column .* of dtype .*OneHotEncoder"):
            mix(bad, y)
    holes = frame.round().astype("Int64")
    holes.iloc[2, 0] = pd.NA
    with pytest.raises(ValueError, match="NaN or infinity in row 2"):
        mix(holes, y)


@pytest.mark.parametrize("dtype", ["float32", "float64", "int64"])
@pytest.mark.parametrize("pairing", PAIRINGS)
def test_every_framework_gets_the_same_mix(dtype, pairing):
    """Pairs, ratios, blends and labels are NumPy's, as arrays of the framework of X."""
    X, y = data(dtype=dtype)
    X = X if dtype != "int64" else np.arange(24).reshape(12, 2)
    expected = mix(X, y, pairing=pairing, rng=3)
    codes = np.searchsorted(NAMES, y)
    for labels_ in (y, array_api_strict.asarray(codes)):
        mixed = mix(array_api_strict.asarray(X), labels_, pairing=pairing, rng=3)
        for field in ("X", "Y", "lam", "first", "second"):
            result = getattr(mixed, field)
            assert result.__array_namespace__().__name__ == "array_api_strict"
            ours = getattr(expected, field)
            assert np.asarray(result).dtype == ours.dtype
            np.testing.assert_allclose(np.asarray(result), ours, rtol=1e-6, atol=1e-6)
    assert str(mix(array_api_strict.asarray(X), y, pairing=pairing, rng=3)) == str(expected)


def test_soft_labels_and_features_may_come_from_different_frameworks():
    """The result is of the framework of X, wherever the labels come from."""
    X, y = data()
    soft = mix(X, y, rng=0).Y
    expected = mix(X, soft, rng=1)
    wrap = array_api_strict.asarray
    for a, b in ((X, wrap(soft)), (wrap(X), soft), (wrap(X), wrap(soft))):
        mixed = mix(a, b, rng=1)
        assert type(mixed.Y) is type(a)
        np.testing.assert_allclose(np.asarray(mixed.Y), expected.Y, atol=1e-15)
        np.testing.assert_allclose(mixed.rows()[2], expected.rows()[2])


def test_torch_gets_the_same_mix():
    """A batch of tensors comes out as tensors of its type, ready for soft cross-entropy."""
    torch = pytest.importorskip("torch", reason="PyTorch is not among the dependencies")
    X, y = data(shape=(3, 4, 4), dtype="float32")
    codes = np.searchsorted(NAMES, y)
    expected = mix(X, codes, rng=0)
    mixed = mix(torch.from_numpy(X), torch.from_numpy(codes), rng=0)
    for field in ("X", "Y", "lam", "first", "second"):
        result = getattr(mixed, field)
        assert isinstance(result, torch.Tensor)
        np.testing.assert_allclose(result.numpy(), getattr(expected, field), rtol=1e-6, atol=1e-6)
    assert mixed.X.dtype == mixed.Y.dtype == torch.float32
    logits = torch.zeros((12, 3), requires_grad=True)
    torch.nn.functional.cross_entropy(logits, mixed.Y).backward()
    for narrow in (torch.float16, torch.bfloat16):
        assert mix(torch.from_numpy(X).to(narrow), codes, rng=0).Y.dtype == narrow
    with pytest.raises(ValueError, match="finite"):
        mix(torch.full((2, 2), torch.nan), [0, 1])
    with pytest.raises(ValueError, match="dense"):
        mix(torch.eye(2).to_sparse(), [0, 1])


@pytest.mark.parametrize("pairing", PAIRINGS)
@pytest.mark.parametrize("per", ratios.PER)
def test_more_mixes_come_after_the_first_and_leave_it_alone(pairing, per):
    """With n_mixes=3 the first n rows are those of one mix, and every row is mixed three times."""
    X, y = data()
    options = {"alpha": 1.0, "pairing": pairing, "per": per, "rng": 0}
    one, three = mix(X, y, **options), mix(X, y, n_mixes=3, **options)
    n = len(X)
    assert len(three.X) == 3 * n
    if pairing != "near":  # its neighbours are drawn for all mixes at once
        np.testing.assert_array_equal(three.second[:n], one.second)
        np.testing.assert_array_equal(three.X[:n], one.X)
        np.testing.assert_array_equal(three.Y[:n], one.Y)
    np.testing.assert_array_equal(three.lam[:n], one.lam)
    assert not np.array_equal(three.lam[:n], three.lam[n : 2 * n])
    assert not np.array_equal(three.second[:n], three.second[n : 2 * n])
    if not pairing.startswith("balanced"):
        np.testing.assert_array_equal(three.first, np.tile(np.arange(n), 3))
    if per == "batch":
        assert len(set(three.lam.tolist())) == 3


@pytest.mark.parametrize("method", ["mixup", "cutmix", "remix"])
def test_folding_gives_the_first_parent_the_larger_share(method):
    """Pairs stay, every ratio becomes the larger of itself and its rest, in features and labels."""
    X, y = data(200, (8, 8))
    plain, folded = (mix(X, y, method=method, alpha=1.0, fold=f, rng=0) for f in (False, True))
    np.testing.assert_array_equal(plain.second, folded.second)
    assert (folded.lam >= (28 / 64 if method == "cutmix" else 0.5)).all()  # whole pixels: 6 x 6
    if method == "mixup":
        np.testing.assert_array_equal(folded.lam, np.maximum(plain.lam, 1 - plain.lam))
    of_first = folded.Y[np.arange(200), folded.parent_classes[:, 0]]
    alike = folded.parent_classes[:, 0] == folded.parent_classes[:, 1]
    np.testing.assert_allclose(of_first, np.where(alike, 1, folded.lam))


def test_little_mixing_folded_is_nearly_no_mixing():
    """At a tiny alpha folded rows stay, where half of the others become their partners."""
    X, y = data(400)
    plain, folded = (mix(X, y, alpha=1e-6, fold=f, rng=0) for f in (False, True))
    np.testing.assert_allclose(folded.X, X, atol=1e-6)
    assert 0.4 < (np.abs(plain.X - X).max(axis=1) > 1e-6).mean() < 0.6


@pytest.mark.parametrize("count", [0, 1.5, True, "2"])
def test_a_number_of_mixes_that_is_none_is_refused(count):
    """The sentence names the parameter and what came."""
    with pytest.raises(ValueError, match=r"'n_mixes' parameter must be an int in \[1, inf\)"):
        mix(*data(), n_mixes=count)
