"""The network itself: forward, backward, Adam. To be read in one sitting.

Arrays are kept *features by rows*, ``(features, rows)``, with a last row of ones: a layer is then
one matrix product, its bias is one more column of the weights, and every buffer is made once and
filled again at every step. One step of training is four lines::

    done = network.forward(inputs)  # what every layer made of the rows
    loss = cross_entropy(done, targets)  # and its slope in the logits, done.slope
    network.backward(done)  # and in every weight, network.gradient
    adam.step(network.parameters, network.gradient)

Rows may be blended at the input, before any of this, or where a hidden layer passes them on
(manifold mixup): then the two parents of every blend go through the layers below side by side, as
the first and the second half of the rows; see `Blend`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["Adam", "Array", "Blend", "Network", "Pass", "cross_entropy"]

Array = npt.NDArray[Any]


class Blend(NamedTuple):
    """Where the parents of a blend meet, and how much each of them counts.

    The first half of the rows are first parents, and the second half are their partners, in the
    same order. Above `layer` they are one row: ``keep * first + (1 - keep) * second``.
    """

    layer: int  # the hidden layer whose outputs are blended, counted from 1
    keep: Array  # (rows after blending,), the share of the first parents

    def forward(self, both: Array, out: Array) -> None:
        """Blend the halves of `both` (units, 2 rows) into `out` (units, rows)."""
        first, second = np.split(both, 2, axis=1)
        np.subtract(second, first, out=out)
        out *= 1 - self.keep
        out += first  # to the bit, where its share is 1

    def backward(self, slope: Array, out: Array) -> None:
        """Hand the slope in a blend (units, rows) to its parents (units, 2 rows), by share."""
        first, second = np.split(out, 2, axis=1)
        np.multiply(slope, self.keep, out=first)
        np.subtract(slope, first, out=second)


class _Hidden(NamedTuple):
    """What one hidden layer fills in, for a fixed number of rows.

    What it passes on are its outputs, the same array, unless they are blended.
    """

    outputs: Array  # (units + 1, rows), the last row is ones
    units: Array  # (units, rows), the outputs without it
    handed_on: Array  # (units + 1, rows after blending)
    slope_above: Array  # (units, rows after blending), of the loss, in what is passed on
    slope: Array  # (units, rows), of the loss, in the outputs
    delta: Array  # (units, rows), of the loss, in what the activation was applied to


@dataclass
class Pass:
    """What one pass fills in, from inputs to predicted shares, for a fixed number of rows."""

    inputs: Array  # (features + 1, rows), the last row is ones
    blend: Blend | None
    hidden: list[_Hidden]
    logits: Array  # (classes, rows), less the largest of every row
    powers: Array  # (classes, rows), exp(logits)
    total: Array  # (rows,), of the powers
    shares: Array  # (classes, rows), predicted: powers / total
    slope: Array  # (classes, rows), of the loss, in the logits


class Network:
    """A multi-layer perceptron: layers as views of one flat vector, so that Adam takes one step."""

    def __init__(self, sizes: Sequence[int], activation: str, dtype: npt.DTypeLike) -> None:
        self.sizes = sizes
        self.activation = activation
        self.dtype = np.dtype(dtype)
        shapes = [(units, fan_in + 1) for fan_in, units in pairwise(sizes)]
        self.parameters, self.weights = self._flat(shapes)
        self.gradient, self.slopes = self._flat(shapes)
        self.towards_below = [weights[:, :-1].T for weights in self.weights]
        self._passes: dict[tuple[int, int], Pass] = {}

    def _flat(self, shapes: list[tuple[int, int]]) -> tuple[Array, list[Array]]:
        vector = np.zeros(sum(units * width for units, width in shapes), self.dtype)
        ends = np.cumsum([units * width for units, width in shapes])
        return vector, [
            part.reshape(shape)
            for part, shape in zip(np.split(vector, ends[:-1]), shapes, strict=True)
        ]

    def start(self, rng: np.random.Generator) -> None:
        """Draw weights and then biases: uniform, within a bound by fan-in and fan-out.

        As scikit-learn's MLPClassifier does. X. Glorot, Y. Bengio. Understanding the difficulty of
        training deep feedforward neural networks. AISTATS 2010.
        """
        bounds = [math.sqrt(6 / (len(w) + w.shape[1] - 1)) for w in self.weights]
        for weights, bound in zip(self.weights, bounds, strict=True):
            weights[:, :-1] = rng.uniform(-bound, bound, (len(weights), weights.shape[1] - 1))
        for weights, bound in zip(self.weights, bounds, strict=True):
            weights[:, -1] = rng.uniform(-bound, bound, len(weights))

    def forward(self, inputs: Array, blend: Blend | None = None) -> Pass:
        """Predict the class shares of `inputs` (features + 1, rows); see ``.shares``.

        The result is overwritten by the next pass over as many rows.
        """
        done = self._pass(inputs, blend)
        below = inputs
        for weights, layer in zip(self.weights[:-1], done.hidden, strict=True):
            units = layer.units
            np.matmul(weights, below, out=units)
            if self.activation == "tanh":
                np.tanh(units, out=units)
            else:
                np.maximum(units, 0, out=units)
            if blend is not None and layer.handed_on is not layer.outputs:
                blend.forward(units, layer.handed_on[:-1])
            below = layer.handed_on
        np.matmul(self.weights[-1], below, out=done.logits)
        np.subtract(done.logits, done.logits.max(axis=0), out=done.logits)  # exp cannot overflow
        np.exp(done.logits, out=done.powers)
        done.powers.sum(axis=0, out=done.total)
        np.divide(done.powers, done.total, out=done.shares)
        return done

    def backward(self, done: Pass) -> None:
        """Fill ``gradient`` from the slope of any loss in the logits of a pass, ``done.slope``."""
        delta = done.slope
        for number in range(len(self.weights) - 1, 0, -1):
            layer = done.hidden[number - 1]
            np.matmul(delta, layer.handed_on.T, out=self.slopes[number])
            np.matmul(self.towards_below[number], delta, out=layer.slope_above)
            if done.blend is not None and layer.handed_on is not layer.outputs:
                done.blend.backward(layer.slope_above, layer.slope)
            self._through_activation(layer)
            delta = layer.delta
        np.matmul(delta, done.inputs.T, out=self.slopes[0])

    def _through_activation(self, layer: _Hidden) -> None:
        units, slope, delta = layer.units, layer.slope, layer.delta
        if self.activation == "tanh":  # whose slope is 1 - tanh^2
            np.multiply(units, units, out=delta)
            delta *= slope
            np.subtract(slope, delta, out=delta)
        else:  # whose slope is 0 or 1
            np.greater(units, 0, out=delta, casting="unsafe")
            delta *= slope

    def decay(self, strength: float) -> None:
        """Add the slope of ``strength / 2`` times the squared weights; biases are left alone."""
        for slopes, weights in zip(self.slopes, self.weights, strict=True):
            slopes[:, :-1] += strength * weights[:, :-1]

    def _pass(self, inputs: Array, blend: Blend | None) -> Pass:
        """Return the buffers for this many rows and this blend; a run needs only a few."""
        rows, at = inputs.shape[1], blend.layer if blend else 0
        done = self._passes.get((rows, at))
        if done is None:
            left = rows // 2 if at else rows  # after blending
            layers = [
                self._hidden(units, rows if number <= at else left, blended=number == at)
                for number, units in enumerate(self.sizes[1:-1], start=1)
            ]
            classes = [self._empty(self.sizes[-1], left) for _ in range(4)]
            logits, powers, shares, slope = classes
            done = Pass(inputs, blend, layers, logits, powers, self._empty(left), shares, slope)
            self._passes[rows, at] = done
        done.inputs, done.blend = inputs, blend
        return done

    def _hidden(self, units: int, rows: int, *, blended: bool) -> _Hidden:
        outputs = np.ones((units + 1, rows), self.dtype)
        slope, delta = self._empty(units, rows), self._empty(units, rows)
        if not blended:
            return _Hidden(outputs, outputs[:-1], outputs, slope, slope, delta)
        handed_on = np.ones((units + 1, rows // 2), self.dtype)
        above = self._empty(units, rows // 2)
        return _Hidden(outputs, outputs[:-1], handed_on, above, slope, delta)

    def _empty(self, *shape: int) -> Array:
        return np.empty(shape, self.dtype)


def cross_entropy(done: Pass, targets: Array, weights: Array | None = None) -> float:
    """Compute the mean cross-entropy of a pass, and leave its slope in ``done.slope``.

    The loss of a row is minus the sum over classes of target share times log predicted share. Its
    slope in the logits is simply predicted minus target: a soft target needs nothing beyond what a
    hard one does. `targets` (classes, rows) may be shares times the weight of their row; then
    `weights` (rows,) are those, which every target sums to.
    """
    rows = targets.shape[1]
    surprise = np.log(done.total)
    if weights is None:
        np.subtract(done.shares, targets, out=done.slope)
    else:
        surprise *= weights
        np.multiply(done.shares, weights, out=done.slope)
        np.subtract(done.slope, targets, out=done.slope)
    np.divide(done.slope, rows, out=done.slope)
    loss = (surprise.sum() - np.vdot(done.logits, targets)) / rows
    return float(loss)


class Adam:
    """Steps scaled by running means of the gradient and of its square (Kingma and Ba, 2015)."""

    first, second, epsilon = 0.9, 0.999, 1e-8

    def __init__(self, parameters: Array, learning_rate: float) -> None:
        self.learning_rate = learning_rate
        self.mean = np.zeros_like(parameters)
        self.square = np.zeros_like(parameters)
        self.news = np.empty_like(parameters)  # what this step adds to a running mean
        self.change = np.empty_like(parameters)
        self.steps = 0

    def step(self, parameters: Array, gradient: Array) -> None:
        """Move the parameters against the gradient, in place."""
        self.steps += 1
        news, change = self.news, self.change
        np.multiply(gradient, 1 - self.first, out=news)
        self.mean *= self.first
        self.mean += news
        np.multiply(gradient, gradient, out=news)
        news *= 1 - self.second
        self.square *= self.second
        self.square += news
        # Both means started at zero: they are divided by the sum of their weights so far.
        unbias = math.sqrt(1 - self.second**self.steps)
        np.sqrt(self.square, out=change)
        change += self.epsilon * unbias
        np.divide(self.mean, change, out=change)
        change *= self.learning_rate * unbias / (1 - self.first**self.steps)
        # One call, so that an interrupt finds either the old parameters or the new.
        np.subtract(parameters, change, out=parameters)
