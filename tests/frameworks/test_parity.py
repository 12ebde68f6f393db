"""The same seed gives the same mix in NumPy, PyTorch and Keras."""

import numpy as np
import pytest

from mixlearn import datasets, mix
from mixlearn.methods import METHODS
from mixlearn.pairing import METHODS as PAIRINGS

DIGITS = datasets.digits(n_samples=60, rng=0)
Y = DIGITS.y
SHAPES = {"splice": (60, 64)}  # a series; all others may be images
FIELDS = ("X", "Y", "lam", "first", "second")


def rows(method, dtype="float32"):
    return DIGITS.X.reshape(SHAPES.get(method, (60, 8, 8))).astype(dtype)


def assert_same(mixed, expected, to_numpy):
    """Pairs to the number, ratios, labels and blends to the rounding of their type."""
    for field in FIELDS:
        theirs, ours = to_numpy(getattr(mixed, field)), getattr(expected, field)
        assert theirs.dtype == ours.dtype
        if field in {"first", "second"}:
            np.testing.assert_array_equal(theirs, ours)
        else:
            np.testing.assert_allclose(theirs, ours, rtol=1e-6, atol=1e-6)
    assert str(mixed) == str(expected)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("method", METHODS)
def test_torch_gets_the_mix_of_numpy_by_every_method(torch, method, dtype):
    """Tensors come out, with the pairs, ratios, labels and blends of the arrays."""
    X = rows(method, dtype)
    expected = mix(X, Y, method=method, classes=range(10), rng=0)
    mixed = mix(torch.tensor(X), torch.tensor(Y), method=method, classes=range(10), rng=0)
    assert all(isinstance(getattr(mixed, field), torch.Tensor) for field in FIELDS)
    assert_same(mixed, expected, lambda tensor: tensor.numpy())


@pytest.mark.parametrize("per", ["sample", "batch"])
@pytest.mark.parametrize("pairing", PAIRINGS)
def test_torch_gets_the_mix_of_numpy_by_every_pairing(torch, pairing, per):
    """Whoever is paired with whom, and however many ratios there are."""
    X = rows("mixup")
    how = {"pairing": pairing, "per": per, "n_mixes": 2, "fold": True, "rng": 5}
    mixed = mix(torch.tensor(X), torch.tensor(Y), **how)
    assert_same(mixed, mix(X, Y, **how), lambda tensor: tensor.numpy())


def test_a_generator_moves_on_alike(torch):
    """A NumPy generator gives a second mix, and that is the same as well."""
    X, ours, theirs = rows("mixup"), np.random.default_rng(1), np.random.default_rng(1)
    for _ in range(2):
        mixed = mix(torch.tensor(X), torch.tensor(Y), rng=theirs)
        assert_same(mixed, mix(X, Y, rng=ours), lambda tensor: tensor.numpy())


def test_torch_s_own_generator_is_left_alone(torch):
    """Mixing draws nothing from PyTorch."""
    torch.manual_seed(0)
    before = torch.get_rng_state()
    mix(torch.tensor(rows("mixup")), torch.tensor(Y), rng=0)
    assert torch.equal(torch.get_rng_state(), before)


@pytest.mark.parametrize("method", METHODS)
def test_keras_gets_the_mix_of_numpy(keras, method):
    """Tensors of Keras are mixed as they are, and arrays are after the mix: to the same numbers."""
    X = rows(method)
    expected = mix(X, Y, method=method, classes=range(10), rng=0)
    tensors = (keras.ops.convert_to_tensor(values) for values in (X, Y))
    to_numpy = keras.ops.convert_to_numpy
    assert_same(mix(*tensors, method=method, classes=range(10), rng=0), expected, to_numpy)
    for values in (expected.X, expected.Y):
        np.testing.assert_array_equal(to_numpy(keras.ops.convert_to_tensor(values)), values)


def test_the_receipt_on_the_page_is_that_of_tensors(torch, notebook):
    """What notebook 12 prints for arrays, PyTorch's tensors print as well, line by line."""
    digits = datasets.digits(rng=0)
    X, y = torch.tensor(digits.X[:64].astype("float32")), torch.tensor(digits.y[:64])
    (output,) = notebook["code-batch"]["outputs"]
    mixed = mix(X, y, alpha=0.4, classes=range(10), rng=0)
    assert str(mixed) == "".join(output["data"]["text/plain"])
