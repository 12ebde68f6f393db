"""A small neural network that learns soft labels, in NumPy, to be read in one sitting.

Everything the network computes stands here: the forward pass, the backward pass, Adam, and the
mixing of every batch. Arrays are kept *features by rows*, ``(features, samples)``, with a last row
of ones: a layer is then one matrix product, its bias is one more column of the weights, and every
buffer can be made once and filled again at every step.
"""

import copy
import math
import warnings
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from typing import Any, Literal, NamedTuple, Self

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils import check_consistent_length, check_random_state
from sklearn.utils.validation import check_is_fitted, validate_data

from mixlearn import labels, ratios
from mixlearn._checks import check_choice, check_count, check_number
from mixlearn._classes import check_classes, check_columns
from mixlearn._rows import check_labels, check_two, keep_weighted
from mixlearn._threads import one_blas_thread

__all__ = ["SoftLabelMLP"]

Array = npt.NDArray[Any]

# Ratios are read off the Beta quantile function at this many evenly spaced levels: a table costs
# a millisecond where as many exact quantiles as a training run has mixes cost a hundred.
_LEVELS = 2048
# Mixes are drawn for as many epochs ahead as fit in this many numbers, to spare Python the trips.
_AHEAD = 2**17
# Prediction goes through the network in blocks of this many rows, which stay in the cache.
_BLOCK = 2048


class _Buffers(NamedTuple):
    """What one pass over a batch of one size fills in, layer by layer."""

    outputs: list[Array]  # (units + 1, rows), the last row is ones
    deltas: list[Array]  # (units, rows), the loss's slope in each unit
    scratch: list[Array]  # (units, rows)
    logits: Array  # (classes, rows)
    shares: Array  # (classes, rows), predicted


class _Network:
    """Layers as views of one flat vector, so that Adam takes one step for all of them."""

    def __init__(self, sizes: Sequence[int], activation: str, dtype: npt.DTypeLike) -> None:
        self.sizes = sizes
        self.activation = activation
        self.dtype = np.dtype(dtype)
        self.weighted = False  # whether targets are shares times the weight of their row
        shapes = [(units, fan_in + 1) for fan_in, units in pairwise(sizes)]
        self.parameters, self.weights = self._flat(shapes)
        self.gradient, self.slopes = self._flat(shapes)
        self._buffers: dict[int, _Buffers] = {}

    def _flat(self, shapes: list[tuple[int, int]]) -> tuple[Array, list[Array]]:
        vector = np.zeros(sum(units * width for units, width in shapes), self.dtype)
        ends = np.cumsum([units * width for units, width in shapes])
        return vector, [
            part.reshape(shape)
            for part, shape in zip(np.split(vector, ends[:-1]), shapes, strict=True)
        ]

    def start(self, rng: np.random.Generator) -> None:
        """Draw the weights: uniform, scaled by fan-in and fan-out (Glorot and Bengio, 2010)."""
        for weights in self.weights:
            units, width = weights.shape
            bound = math.sqrt(6.0 / (units + width - 1))
            weights[:, :-1] = rng.uniform(-bound, bound, (units, width - 1))
            weights[:, -1] = 0.0

    def buffers(self, rows: int) -> _Buffers:
        """Give the buffers for a batch of so many rows; a run has one size, or two."""
        if rows not in self._buffers:
            hidden, classes = self.sizes[1:-1], self.sizes[-1]
            self._buffers[rows] = _Buffers(
                [np.ones((units + 1, rows), self.dtype) for units in hidden],
                [np.empty((units, rows), self.dtype) for units in hidden],
                [np.empty((units, rows), self.dtype) for units in hidden],
                np.empty((classes, rows), self.dtype),
                np.empty((classes, rows), self.dtype),
            )
        return self._buffers[rows]

    def forward(self, inputs: Array) -> _Buffers:
        """Predict the class shares of `inputs` (features + 1, rows); see ``.shares``."""
        b = self.buffers(inputs.shape[1])
        for weights, outputs in zip(self.weights[:-1], b.outputs, strict=True):
            units = outputs[:-1]
            np.matmul(weights, inputs, out=units)
            if self.activation == "tanh":
                np.tanh(units, out=units)
            else:
                np.maximum(units, 0, out=units)
            inputs = outputs
        np.matmul(self.weights[-1], inputs, out=b.logits)
        np.subtract(b.logits, b.logits.max(axis=0), out=b.logits)  # exp cannot overflow
        np.exp(b.logits, out=b.shares)
        return b

    def backward(self, inputs: Array, targets: Array) -> float:
        """Fill ``gradient`` with the slope of the mean cross-entropy, and return that mean.

        The loss of a row is minus the sum over classes of target share times log predicted share.
        Its slope in the logits is simply predicted minus target: a soft target needs nothing
        that a hard one does not. With weights both are multiplied by that of the row, which is
        what its target sums to.
        """
        b = self.forward(inputs)
        rows = inputs.shape[1]
        total = b.shares.sum(axis=0)
        np.divide(b.shares, total, out=b.shares)
        np.multiply(b.logits, targets, out=b.logits)
        surprise = np.log(total)
        if self.weighted:
            weights = targets.sum(axis=0)
            surprise *= weights
            b.shares[...] *= weights
        loss = float((surprise.sum() - b.logits.sum()) / rows)

        delta = np.subtract(b.shares, targets, out=b.logits)
        delta /= rows
        self.propagate(inputs, delta)
        return loss

    def propagate(self, inputs: Array, delta: Array) -> None:
        """Fill ``gradient`` from the slope of any loss in the logits of the last `forward`.

        Here the layers of `backward` begin, so that a loss other than its own needs only to say
        its slope in the logits, `delta` (classes, rows).
        """
        b = self.buffers(inputs.shape[1])
        for layer in range(len(self.weights) - 1, 0, -1):
            outputs, scratch = b.outputs[layer - 1], b.scratch[layer - 1]
            np.matmul(delta, outputs.T, out=self.slopes[layer])
            below = np.matmul(self.weights[layer][:, :-1].T, delta, out=b.deltas[layer - 1])
            units = outputs[:-1]
            if self.activation == "tanh":  # its slope is 1 - tanh^2
                np.multiply(units, units, out=scratch)
                scratch *= below
                below -= scratch
            else:
                np.greater(units, 0, out=scratch, casting="unsafe")  # its slope: 0 or 1
                below *= scratch
            delta = below
        np.matmul(delta, inputs.T, out=self.slopes[0])

    def decay(self, strength: float) -> None:
        """Add the slope of ``strength / 2`` times the squared weights; biases are left free."""
        for slopes, weights in zip(self.slopes, self.weights, strict=True):
            slopes[:, :-1] += strength * weights[:, :-1]


class _Adam:
    """Steps scaled by running means of the gradient and of its square (Kingma and Ba, 2015)."""

    first, second, epsilon = 0.9, 0.999, 1e-8

    def __init__(self, parameters: Array, learning_rate: float) -> None:
        self.learning_rate = learning_rate
        self.mean = np.zeros_like(parameters)
        self.square = np.zeros_like(parameters)
        self.scratch = np.empty_like(parameters)
        self.steps = 0

    def step(self, parameters: Array, gradient: Array) -> None:
        self.steps += 1
        scratch = self.scratch
        self.mean *= self.first
        self.mean += np.multiply(gradient, 1 - self.first, out=scratch)
        self.square *= self.second
        np.multiply(gradient, gradient, out=scratch)
        scratch *= 1 - self.second
        self.square += scratch
        np.sqrt(self.square, out=scratch)
        unbias = math.sqrt(1 - self.second**self.steps)
        scratch += self.epsilon * unbias
        np.divide(self.mean, scratch, out=scratch)
        scratch *= self.learning_rate * unbias / (1 - self.first**self.steps)
        # One call, so that an interrupt finds either the old parameters or the new.
        np.subtract(parameters, scratch, out=parameters)


class _MLP(ClassifierMixin, BaseEstimator):
    """What every classifier here shares that trains a `_Network`: it predicts, and fits whole."""

    # Parameters and fitted attributes; the classes that inherit them say what they are.
    hidden_layer_sizes: Sequence[int] | int
    activation: Literal["tanh", "relu"]
    alpha: float
    batch_size: int | None
    learning_rate_init: float
    max_iter: int
    weight_decay: float
    random_state: Any
    n_iter_: int

    def _learn(self, *data: Any) -> None:
        """Call ``_fit`` so that whatever stops it on its way leaves no half of it behind."""
        # A copy learns, and is then taken over in one step.
        trained = copy.copy(self)
        trained._fit(*data)  # noqa: SLF001 - its own
        self.__dict__ = trained.__dict__
        if self.n_iter_ < self.max_iter:
            warnings.warn(
                f"Training was interrupted after {self.n_iter_} of {self.max_iter} epochs; "
                "the model holds what it had learned by then.",
                stacklevel=3,
            )

    def _fit(self, *data: Any) -> None:
        raise NotImplementedError

    def _keep(self, network: _Network, names: Array) -> None:
        """Take over what a network has learned, with the names of its classes."""
        self.classes_ = names
        self.coefs_ = [weights[:, :-1].T.copy() for weights in network.weights]
        self.intercepts_ = [weights[:, -1].copy() for weights in network.weights]
        self.hidden_activation_ = self.activation

    def predict_proba(self, X: npt.ArrayLike) -> Array:
        """Predict class shares.

        Parameters
        ----------
        X : array-like of shape (n, d)
            Features.

        Returns
        -------
        ndarray of shape (n, k)
            Shares of the classes in the order of ``classes_``; rows sum to one.

        Raises
        ------
        FloatingPointError
            If a share is not finite, because the features are too large.
        """
        check_is_fitted(self)
        data: Array = validate_data(self, X, dtype=[np.float64, np.float32], reset=False)
        sizes = [len(self.coefs_[0]), *(len(bias) for bias in self.intercepts_)]
        network = _Network(sizes, self.hidden_activation_, data.dtype)
        fitted = zip(network.weights, self.coefs_, self.intercepts_, strict=True)
        for weights, coefs, bias in fitted:
            weights[:, :-1] = coefs.T
            weights[:, -1] = bias
        shares = np.empty((len(data), sizes[-1]), data.dtype)
        with one_blas_thread(), np.errstate(all="ignore"):
            for start in range(0, len(data), _BLOCK):
                block = data[start : start + _BLOCK]
                inputs = np.ones((sizes[0] + 1, len(block)), data.dtype)
                inputs[:-1] = block.T
                found = network.forward(inputs).shares
                shares[start : start + _BLOCK] = (found / found.sum(axis=0)).T
        if not np.isfinite(shares).all():
            raise FloatingPointError(
                "A predicted share is not finite: the features are too large. Scale them as the "
                "training data were."
            )
        return shares

    def predict(self, X: npt.ArrayLike) -> Array:
        """Predict the class with the largest share.

        Parameters
        ----------
        X : array-like of shape (n, d)
            Features.

        Returns
        -------
        ndarray of shape (n,)
            Class labels.
        """
        columns = self.predict_proba(X).argmax(axis=1)
        found: Array = self.classes_[columns]
        return found

    def _generators(self, count: int = 4) -> list[np.random.Generator]:
        """Seed so many streams, each apart from the others; more leave the first as they are."""
        rng = self.random_state
        if rng is not None and not isinstance(rng, np.random.Generator):
            rng = check_random_state(rng).randint(2**31)
        return np.random.default_rng(rng).spawn(count)

    def _check_finite(self, value: float, epoch: int) -> None:
        if not math.isfinite(value):
            raise FloatingPointError(
                f"The loss or its slope stopped being finite by epoch {epoch}. Lower "
                f"'learning_rate_init' (now {self.learning_rate_init}) or scale the features."
            )

    def _check_common(self) -> list[int]:
        """Check the parameters that all networks have, and give the sizes of the hidden layers."""
        ratios.check_alpha(self.alpha)
        check_choice("activation", self.activation, ("tanh", "relu"))
        check_number("learning_rate_init", self.learning_rate_init, open_low=True)
        check_number("weight_decay", self.weight_decay)
        check_count("max_iter", self.max_iter)
        if self.batch_size is not None:
            check_count("batch_size", self.batch_size)
        sizes: Any = self.hidden_layer_sizes
        return [
            check_count("hidden_layer_sizes", units)
            for units in (sizes if np.iterable(sizes) else (sizes,))
        ]


class SoftLabelMLP(_MLP):
    """A multi-layer perceptron that learns soft labels and can mix afresh at every step.

    It minimises the mean cross-entropy between the labels and the softmax of its output, with
    Adam. Parameters are named as in :class:`sklearn.neural_network.MLPClassifier` where they
    mean the same; `alpha` is the mixing strength, and the L2 penalty is `weight_decay`.

    Parameters
    ----------
    hidden_layer_sizes : sequence of int, or int, default=(32, 32)
        Units in each hidden layer; ``()`` gives a linear model (softmax regression).
    activation : {"tanh", "relu"}, default="tanh"
        What a hidden unit does with its input.
    alpha : float, default=0.0
        Mixing strength in [0, inf]: at every step each row is blended with a partner, with a ratio
        from Beta(alpha, alpha), and so is its label (mixup; Zhang et al., 2018). 0 means no mixing.
    ratio_per : {"sample", "batch"}, default="sample"
        Whether every row draws a ratio of its own, or the rows of a batch share one.
    batch_size : int or None, default=None
        Rows in a step; None takes all rows in every step.
    learning_rate_init : float, default=0.01
        Adam's learning rate, in (0, inf).
    max_iter : int, default=200
        Epochs: how often every training row is used.
    weight_decay : float, default=0.0
        L2 penalty in [0, inf): half of it times the sum of the squared weights is added to the
        loss of every step.
    random_state : int, RandomState, Generator or None, default=None
        Seed of the initial weights, the pairs, the ratios and the order of the rows, each in a
        stream of its own: with the same int, changing `alpha` changes the ratios and nothing else.
        None takes fresh randomness; NumPy's global state is left alone.

    Attributes
    ----------
    classes_ : ndarray of shape (k,)
        Class labels; column j of the soft labels belongs to ``classes_[j]``.
    coefs_ : list of ndarray of shape (units below, units above)
        Weights between the layers.
    intercepts_ : list of ndarray of shape (units,)
        Biases.
    loss_curve_ : list of float
        Mean training loss of each epoch, in nats, on the rows as they were trained on (mixed),
        without the L2 penalty.
    n_iter_ : int
        Epochs run; fewer than `max_iter` only after an interrupt.
    hidden_activation_ : str
        The `activation` that the weights were learned with.
    n_features_in_ : int
        Number of features seen in `fit`.
    feature_names_in_ : ndarray of shape (d,)
        Their names, if `X` had names that are all strings.

    Notes
    -----
    The row itself is the parent with the larger share. Partners come from a random permutation, so
    this leaves the law of a mixed row as it is, and it makes no mixing the limit of little mixing:
    with the row's share drawn from all of [0, 1], a small `alpha` would replace half of the rows by
    their partners in every step, which is resampling and a regulariser of its own.

    float32 data are computed in float32, all other in float64. Features are taken as they are:
    scale them first, for example with :class:`sklearn.preprocessing.StandardScaler`.

    References
    ----------
    H. Zhang, M. Cisse, Y. Dauphin, D. Lopez-Paz. mixup: Beyond empirical risk minimization.
    ICLR 2018.

    Examples
    --------
    >>> from mixlearn import SoftLabelMLP, datasets
    >>> moons = datasets.moons(200, rng=0)
    >>> model = SoftLabelMLP(alpha=0.4, random_state=0).fit(moons.X, moons.y)
    >>> model.predict_proba(moons.X).shape
    (200, 2)

    Soft labels are learned as they stand, one column a class:

    >>> Y = [[1.0, 0.0], [0.7, 0.3], [0.0, 1.0]]
    >>> model = SoftLabelMLP(max_iter=500, random_state=0).fit([[-1.0], [0.3], [1.0]], Y)
    >>> model.predict_proba([[0.3]]).round(1)
    array([[0.7, 0.3]])
    """

    def __init__(
        self,
        hidden_layer_sizes: Sequence[int] | int = (32, 32),
        *,
        activation: Literal["tanh", "relu"] = "tanh",
        alpha: float = 0.0,
        ratio_per: Literal["sample", "batch"] = "sample",
        batch_size: int | None = None,
        learning_rate_init: float = 0.01,
        max_iter: int = 200,
        weight_decay: float = 0.0,
        random_state: Any = None,
    ) -> None:
        self.hidden_layer_sizes = hidden_layer_sizes
        self.activation = activation
        self.alpha = alpha
        self.ratio_per = ratio_per
        self.batch_size = batch_size
        self.learning_rate_init = learning_rate_init
        self.max_iter = max_iter
        self.weight_decay = weight_decay
        self.random_state = random_state

    # Tells MixupClassifier that `fit` takes soft labels.
    learns_soft_labels = True
    # Tells sweep_alpha that the placebo, the first parents of every step, is the plain fit.
    placebo_is_plain = True

    def fit(
        self,
        X: npt.ArrayLike,
        y: npt.ArrayLike,
        sample_weight: npt.ArrayLike | None = None,
        *,
        classes: npt.ArrayLike | None = None,
    ) -> Self:
        """Train from scratch.

        Parameters
        ----------
        X : array-like of shape (n, d)
            Features.
        y : array-like of shape (n,) or (n, k)
            Class labels of any type, or soft labels: one column a class, rows that sum to one.
        sample_weight : array-like of shape (n,), optional
            How much every row counts, in [0, inf); only proportions matter. A blend has the label
            and the weight that its parents' weighted labels sum to. A row of weight 0 is left out.
        classes : array-like of shape (k,), optional
            The classes, sorted, for soft labels (default 0 ... k - 1) or to name classes that no
            row has.

        Returns
        -------
        SoftLabelMLP
            The network itself. If training is interrupted (Ctrl-C, the stop button), it holds what
            it had learned so far, and warns.

        Raises
        ------
        ValueError
            If a parameter is out of its range, or `X` or `y` cannot be used.
        FloatingPointError
            If the loss or its slope stops being finite. Attributes of an earlier fit then stay as
            they were.
        """
        self._learn(X, y, sample_weight, classes)
        return self

    def _fit(self, X: Any, y: Any, sample_weight: Any, classes: npt.ArrayLike | None) -> None:
        hidden = self._check_parameters()
        X, Y, names = self._check_data(X, y, sample_weight, classes)
        inputs = np.ones((X.shape[1] + 1, len(X)), X.dtype)
        inputs[:-1] = X.T
        # Of the weights, the order, the partners and the ratios.
        seeds = self._generators()
        network = _Network([X.shape[1], *hidden, len(names)], self.activation, X.dtype)
        network.weighted = sample_weight is not None
        network.start(seeds[0])
        losses: list[float] = []
        # A number that overflows ends in a loss that is not finite, and that in an error.
        with one_blas_thread(), np.errstate(all="ignore"):
            with suppress(KeyboardInterrupt):
                self._train(network, inputs, np.ascontiguousarray(Y.T), seeds[1:], losses)
            # Nobody has looked at what the last step led to.
            self._check_finite(network.forward(inputs[:, :_BLOCK]).shares.sum(), len(losses))
        self._keep(network, names)
        self.loss_curve_ = losses
        self.n_iter_ = len(losses)

    def _train(
        self,
        network: _Network,
        inputs: Array,
        targets: Array,
        seeds: list[np.random.Generator],
        losses: list[float],
    ) -> None:
        adam = _Adam(network.parameters, self.learning_rate_init)
        rows = inputs.shape[1]
        size = self._rows_a_step(rows)
        for A, T in self._epochs(inputs, targets, seeds):
            total = 0.0
            for start in range(0, rows, size):
                batch = slice(start, start + size)
                loss = network.backward(A[:, batch], T[:, batch])
                self._check_finite(loss, len(losses) + 1)
                if self.weight_decay:
                    network.decay(self.weight_decay)
                adam.step(network.parameters, network.gradient)
                total += loss * (min(start + size, rows) - start)
            losses.append(total / rows)
        # Slopes whose squares overflow make Adam stand still, with a loss that stays finite.
        self._check_finite(float(adam.square.sum()), len(losses))

    def _rows_a_step(self, rows: int) -> int:
        return rows if self.batch_size is None else min(self.batch_size, rows)

    def _epochs(
        self, inputs: Array, targets: Array, seeds: list[np.random.Generator]
    ) -> Iterator[tuple[Array, Array]]:
        """Yield each epoch's rows and labels: put in order, then mixed afresh."""
        orders, partners, draws = seeds
        rows = inputs.shape[1]
        size = self._rows_a_step(rows)
        table = _larger_shares(self.alpha, inputs.dtype)
        ahead = max(1, _AHEAD // (rows * (len(inputs) + len(targets))))
        for done in range(0, self.max_iter, ahead):
            epochs = min(ahead, self.max_iter - done)
            A, T = inputs[:, None], targets[:, None]
            if size < rows:
                order = orders.permuted(np.tile(np.arange(rows), (epochs, 1)), axis=1)
                A, T = inputs.take(order, axis=1), targets.take(order, axis=1)
            if self.alpha > 0:
                second = partners.permuted(np.tile(np.arange(rows), (epochs, 1)), axis=1)
                alike = 1 if self.ratio_per == "sample" else size
                lam = table[draws.integers(_LEVELS, size=(epochs, math.ceil(rows / alike)))]
                lam = lam.repeat(alike, axis=1)[:, :rows]
                A = _blend(A, inputs.take(second, axis=1), lam)
                T = _blend(T, targets.take(second, axis=1), lam)
            for epoch in range(epochs):
                at = min(epoch, A.shape[1] - 1)
                yield A[:, at], T[:, at]

    def _check_data(
        self, X: Any, y: Any, sample_weight: Any, classes: npt.ArrayLike | None
    ) -> tuple[Array, Array, Array]:
        if y is None:
            raise ValueError("SoftLabelMLP requires y to be passed, but the target y is None.")
        X = validate_data(self, X, dtype=[np.float64, np.float32])
        y = np.asarray(y)
        check_consistent_length(X, y)
        weights = None
        if sample_weight is not None:
            X, y, weights = keep_weighted(X, y, sample_weight)
        if y.ndim == 2 and y.shape[1] > 1:
            Y = labels.check_soft(y)
            names = np.arange(Y.shape[1]) if classes is None else check_classes(classes)
            check_columns(names, Y)
        else:
            Y, names = labels.one_hot(check_labels(y), classes=classes)
        check_two(self, names)
        if weights is not None:
            # Divided by their largest first, so that no sum can overflow.
            weights /= weights.max()
            Y = Y * (weights / weights.mean())[:, None]
        return X, Y.astype(X.dtype), names

    def _check_parameters(self) -> list[int]:
        """Check them all, and give the sizes of the hidden layers."""
        check_choice("ratio_per", self.ratio_per, ("sample", "batch"))
        return self._check_common()


def _larger_shares(alpha: float, dtype: npt.DTypeLike) -> Array:
    """Tabulate the law of the larger share: which parent is called first does not matter."""
    table = ratios.from_uniform((np.arange(_LEVELS) + 0.5) / _LEVELS, alpha)
    return np.maximum(table, 1 - table).astype(dtype)


def _blend(first: Array, second: Array, lam: Array) -> Array:
    # In this form the row of ones stays a row of ones, to the bit.
    blend = first - second
    blend *= lam
    blend += second
    return blend
