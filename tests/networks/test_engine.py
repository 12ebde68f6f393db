"""The engine, against the loss as a book writes it, PyTorch and scikit-learn."""

import math
import warnings
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.special import log_softmax
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from mixlearn.networks._classifier import with_ones
from mixlearn.networks._engine import Adam, Blend, Network, cross_entropy


def book_loss(parameters, X, Y, *, sizes, activation, decay=0.0, keep=None, layer=0):
    """Write the loss down as in a book: rows by features, a layer after the other."""
    squash = np.tanh if activation == "tanh" else (lambda a: np.maximum(a, 0))
    hidden, start, penalty = X, 0, 0.0
    for number, (fan_in, units) in enumerate(pairwise(sizes), start=1):
        end = start + units * (fan_in + 1)
        W = parameters[start:end].reshape(units, fan_in + 1)
        start = end
        penalty += decay / 2 * np.sum(W[:, :-1] ** 2)
        hidden = hidden @ W[:, :-1].T + W[:, -1]
        if number < len(sizes) - 1:
            hidden = squash(hidden)
        if number == layer:
            first, second = np.split(hidden, 2)
            hidden = keep[:, None] * first + (1 - keep[:, None]) * second
    return -np.sum(Y * log_softmax(hidden, axis=1)) / len(Y), penalty


@settings(deadline=None, derandomize=True, max_examples=120)
@given(
    hidden=st.lists(st.integers(1, 5), max_size=3),
    ends=st.tuples(st.integers(1, 4), st.integers(2, 4)),
    rows=st.integers(1, 5),
    activation=st.sampled_from(["tanh", "relu"]),
    decay=st.sampled_from([0.0, 0.3]),
    weighted=st.booleans(),
    data=st.data(),
)
def test_gradient_is_the_slope_of_the_loss(  # noqa: PLR0917
    hidden, ends, rows, activation, decay, weighted, data
):
    """It agrees with finite differences, for soft or weighted labels, wherever rows are blended."""
    layer = data.draw(st.integers(0, len(hidden)))
    rng = np.random.default_rng([rows, layer, *hidden, *ends])
    features, classes = ends
    sizes = [features, *hidden, classes]
    network = Network(sizes, activation, np.float64)
    network.parameters[:] = rng.normal(size=len(network.parameters))
    X = rng.normal(size=(2 * rows if layer else rows, features))
    Y = rng.dirichlet(np.ones(classes), rows)
    weights = rng.uniform(0.1, 3, rows) if weighted else None
    Y *= 1 if weights is None else weights[:, None]
    keep = rng.uniform(size=rows)
    options = {"sizes": sizes, "activation": activation, "decay": decay}
    options |= {"keep": keep, "layer": layer}

    network.forward(
        with_ones(rng.normal(size=X.shape))
    )  # what an earlier pass left must not matter
    done = network.forward(with_ones(X), Blend(layer, keep) if layer else None)
    loss = cross_entropy(done, Y.T, weights)
    network.backward(done)
    network.decay(decay)

    def total(parameters):
        return sum(book_loss(parameters, X, Y, **options))

    step = 1e-6
    slopes = [
        (total(network.parameters + d) - total(network.parameters - d)) / (2 * step)
        for d in step * np.eye(len(network.parameters))
    ]
    assert loss == pytest.approx(book_loss(network.parameters, X, Y, **options)[0], rel=1e-12)
    np.testing.assert_allclose(network.gradient, slopes, rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("activation", ["tanh", "relu"])
@pytest.mark.parametrize("layer", [0, 1, 2])
def test_training_agrees_with_pytorch(activation, layer):
    """From equal weights, PyTorch's autograd and Adam take the same thirty steps."""
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(layer)
    sizes, rows = [3, 6, 5, 4], 8
    network = Network(sizes, activation, np.float64)
    network.start(rng)
    adam = Adam(network.parameters, 0.01)
    theirs = torch.tensor(network.parameters.copy(), requires_grad=True)
    torch_adam = torch.optim.Adam([theirs], lr=0.01)
    for _ in range(30):
        X = rng.normal(size=(2 * rows if layer else rows, 3))
        Y, keep = rng.dirichlet(np.ones(4), rows), rng.uniform(size=rows)
        done = network.forward(with_ones(X), Blend(layer, keep) if layer else None)
        cross_entropy(done, Y.T)
        network.backward(done)
        adam.step(network.parameters, network.gradient)

        torch_adam.zero_grad()
        hidden, start = torch.tensor(X), 0
        for number, (fan_in, units) in enumerate(pairwise(sizes), start=1):
            end = start + units * (fan_in + 1)
            W = theirs[start:end].reshape(units, fan_in + 1)
            start = end
            hidden = torch.nn.functional.linear(hidden, W[:, :-1], W[:, -1])
            if number < 3:
                hidden = torch.tanh(hidden) if activation == "tanh" else torch.relu(hidden)
            if number == layer:
                share = torch.tensor(keep)[:, None]
                hidden = share * hidden[:rows] + (1 - share) * hidden[rows:]
        torch.nn.functional.cross_entropy(hidden, torch.tensor(Y)).backward()
        np.testing.assert_allclose(network.gradient, theirs.grad.numpy(), rtol=1e-8, atol=1e-12)
        torch_adam.step()
    np.testing.assert_allclose(network.parameters, theirs.detach().numpy(), rtol=1e-8)


@pytest.mark.parametrize("decay", [0.0, 0.02])
@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_training_agrees_with_scikit_learn(monkeypatch, activation, decay):
    """From equal weights, by equal batches, MLPClassifier arrives at equal weights."""
    rng = np.random.default_rng(0)
    y = np.arange(28) % 3
    X = rng.normal(size=(28, 3)) + y[:, None]
    # Adam as published adds epsilon elsewhere than scikit-learn does; next to nothing is the same.
    monkeypatch.setattr(Adam, "epsilon", 1e-300)
    oracle = MLPClassifier(
        (6, 5),
        activation=activation,
        learning_rate_init=0.01,
        random_state=0,
        alpha=decay * 7,  # scikit-learn divides its penalty by the rows of the batch
        batch_size=7,
        shuffle=False,
        max_iter=1,
        n_iter_no_change=10**6,
        epsilon=1e-300,
        warm_start=True,
    )
    network = Network([3, 6, 5, 3], activation, np.float64)
    network.start(rng)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        oracle.fit(X, y)
        oracle.coefs_ = [weights[:, :-1].T.copy() for weights in network.weights]
        oracle.intercepts_ = [weights[:, -1].copy() for weights in network.weights]
        oracle.set_params(max_iter=40).fit(X, y)
    adam, inputs, targets = Adam(network.parameters, 0.01), with_ones(X), np.eye(3)[y].T
    for _ in range(40):
        for start in range(0, 28, 7):
            done = network.forward(inputs[:, start : start + 7])
            cross_entropy(done, targets[:, start : start + 7])
            network.backward(done)
            network.decay(decay)
            adam.step(network.parameters, network.gradient)
    for weights, coefs, bias in zip(
        network.weights, oracle.coefs_, oracle.intercepts_, strict=True
    ):
        np.testing.assert_allclose(weights[:, :-1].T, coefs, rtol=1e-7, atol=1e-9)
        np.testing.assert_allclose(weights[:, -1], bias, rtol=1e-7, atol=1e-9)


def test_weights_and_biases_are_drawn_alike():
    """Both are uniform within sqrt(6 / (fan in + fan out)), as MLPClassifier draws them."""
    network = Network([300, 500, 200], "tanh", np.float64)
    network.start(np.random.default_rng(0))
    for weights in network.weights:
        bound = math.sqrt(6 / (len(weights) + weights.shape[1] - 1))
        for drawn in (weights[:, :-1].ravel(), weights[:, -1]):
            uniform = stats.uniform(-bound, 2 * bound)
            assert stats.kstest(drawn, uniform.cdf).pvalue > 0.01


def test_weights_are_drawn_before_biases():
    """The weights of all layers come first: biases move none of them."""
    network = Network([2, 4, 3], "tanh", np.float64)
    network.start(np.random.default_rng(5))
    rng = np.random.default_rng(5)
    for weights in network.weights:
        bound = math.sqrt(6 / (len(weights) + weights.shape[1] - 1))
        drawn = rng.uniform(-bound, bound, (len(weights), weights.shape[1] - 1))
        np.testing.assert_array_equal(weights[:, :-1], drawn)


def test_parents_that_are_one_row_are_that_row():
    """Blended with itself at any layer, a row is predicted as without blending."""
    rng = np.random.default_rng(0)
    network = Network([2, 6, 5, 3], "tanh", np.float64)
    network.start(rng)
    X, keep = rng.normal(size=(4, 2)), rng.uniform(size=4)
    plain = network.forward(with_ones(X)).shares.copy()
    for layer in (1, 2):
        twice = network.forward(with_ones(np.tile(X, (2, 1))), Blend(layer, keep))
        np.testing.assert_allclose(twice.shares, plain, rtol=1e-12)
