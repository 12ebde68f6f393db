"""Hundreds of random calls of `mix`: whatever is combined with whatever, nothing is misread."""

import array_api_strict
import numpy as np
import pandas as pd
import polars as pl
import pytest

from mixlearn import cuts, mix, ratios
from mixlearn.methods import METHODS
from mixlearn.pairing import BALANCED, BY_CLASS
from mixlearn.pairing import METHODS as PAIRINGS

CALLS = 300
ALPHAS = (0, 1e-300, 0.1, 0.4, 1, 2, 50, 1e40, np.inf)
NAMES = {
    "numbers": np.array([3, 7, 8]),
    "strings": np.array(["cat", "dog", "owl"]),
    "booleans": np.array([False, True]),
}


def chosen(rng, options):
    options = list(options)
    return options[rng.integers(len(options))]


def samples(rng, method, n):
    """Draw features of a shape that fits, in a random type, and where their channels are."""
    size = tuple(rng.integers(5, 9, size=METHODS[method].axes or rng.integers(3)))
    channels = chosen(rng, [None, "first", "last"])
    shape = size
    if METHODS[method].axes and rng.random() < 0.5:
        many = int(rng.integers(1, 10))
        shape = (many, *size) if channels == "first" else (*size, many)
        channels = channels or (None if many <= 4 else "last")
    X = rng.normal(size=(n, *shape)) * 20
    return X.astype(chosen(rng, ["f4", "f8", ">f4", "i2", "u1", "i8", "?"])), size, channels


def wrapped(rng, X):
    """Put the features into a list, an array of another framework or a frame."""
    ways = [lambda X: X, np.asfortranarray, lambda X: X[::-1][::-1]]
    if X.dtype.kind == "f" and X.dtype.byteorder != ">":
        ways.append(array_api_strict.asarray)
    if X.ndim > 1 and X.dtype.kind != "f":
        ways.append(lambda X: X.tolist())
    if X.ndim == 2:
        native = X.astype(X.dtype.newbyteorder("="))
        columns = [f"column {number}" for number in range(X.shape[1])]
        ways.append(lambda _: pd.DataFrame(native, columns=columns))
        ways.append(lambda _: pl.DataFrame(native, schema=columns))
    return chosen(rng, ways)(X)


def labels_of(rng, n, pairing, method):
    """Draw class labels, or soft ones where they can be mixed; return their one-hot form too."""
    names = NAMES[chosen(rng, NAMES)]
    codes = rng.permutation(np.arange(n) % len(names))
    present = names[np.unique(codes)]
    one_hot = (names[codes][:, None] == present).astype(float)
    if rng.random() < 0.2 and pairing not in BY_CLASS and method != "remix":
        soft = rng.dirichlet(np.ones(3), size=n)
        return soft, soft, np.arange(3)
    holder = chosen(rng, [np.asarray, list, pd.Series, lambda y: pl.Series(y.tolist())])
    return holder(names[codes]), one_hot, present


def expected_features(X, mixed, size, channels):
    """Blend or cut as the receipt says, in the plainest way there is."""
    X = X.astype("f8")
    first, second = (np.asarray(rows) for rows in (mixed.first, mixed.second))
    lam = np.asarray(mixed.lam, dtype="f8")
    if mixed.cut is None:
        keep = lam.reshape(-1, *[1] * (X.ndim - 1))
        return keep * X[first] + (1 - keep) * X[second]
    piece = cuts.mask(mixed.cut, size)
    np.testing.assert_allclose(1 - piece.reshape(len(lam), -1).mean(axis=1), lam, atol=1e-6)
    if X.ndim - 1 > len(size):
        piece = piece[:, None] if channels == "first" else piece[..., None]
    return np.where(piece, X[second], X[first])


def check(seed):
    """Draw a call, make it, and compare with what its receipt says must have come out."""
    rng = np.random.default_rng([11, seed])
    method, pairing = chosen(rng, METHODS), chosen(rng, PAIRINGS)
    n, n_mixes = int(rng.integers(2, 16)), int(rng.integers(1, 4))
    X, size, channels = samples(rng, method, n)
    y, one_hot, names = labels_of(rng, n, pairing, method)
    given, before = wrapped(rng, X), X.copy()
    call = {
        "method": method,
        "pairing": pairing,
        "alpha": chosen(rng, ALPHAS),
        "per": chosen(rng, ratios.PER),
        "fold": bool(rng.integers(2)),
        "n_mixes": n_mixes,
        "channels": channels,
        "rng": seed,
    }
    mixed = mix(given, y, **call)
    m = n * n_mixes
    first, second, lam = (np.asarray(a) for a in (mixed.first, mixed.second, mixed.lam))
    assert len(first) == len(second) == len(lam) == m
    assert first.min() >= 0
    assert max(first.max(), second.max()) < n
    assert ((lam >= 0) & (lam <= 1)).all()
    if pairing not in BALANCED:
        np.testing.assert_array_equal(first, np.tile(np.arange(n), n_mixes))
    if call["alpha"] == 0:
        assert (lam == 1).all()

    found = mixed.X.to_numpy() if hasattr(mixed.X, "to_numpy") else np.asarray(mixed.X)
    single = X.dtype.kind == "f" and X.dtype.itemsize == 4 and not isinstance(given, list)
    tolerance = 1e-4 if single else 1e-10
    assert found.dtype == ("f4" if single else "f8")
    np.testing.assert_allclose(found, expected_features(X, mixed, size, channels), atol=tolerance)

    soft = np.asarray(mixed.Y)
    np.testing.assert_array_equal(mixed.classes, names)
    share = lam if mixed.share is None else np.asarray(mixed.share)
    if method != "remix":
        np.testing.assert_allclose(share, lam, atol=1e-6)
    expected = share[:, None] * one_hot[first] + (1 - share[:, None]) * one_hot[second]
    np.testing.assert_allclose(soft, expected, atol=1e-6)
    np.testing.assert_allclose(soft.sum(axis=1), 1, atol=1e-6)

    rows, classes, weights = mixed.rows()
    assert len(rows) == len(classes) == len(weights) == np.count_nonzero(soft)
    assert weights.sum() == pytest.approx(m, rel=1e-5)
    assert repr(mixed).startswith(f"Mixed: {m} rows by {method}")
    np.testing.assert_array_equal(X, before)
    if seed % 4 == 0:
        again = mix(given, y, **call)
        np.testing.assert_array_equal(np.asarray(again.X), np.asarray(mixed.X))
        np.testing.assert_array_equal(np.asarray(again.Y), soft)


def test_random_calls_give_what_their_receipt_says():
    """Features, labels, shares, types and rows: right in all of hundreds of random calls."""
    for seed in range(CALLS):
        try:
            check(seed)
        except Exception as error:
            raise AssertionError(f"Call {seed} went wrong.") from error
